"""How a command ends that fails: in one sentence, with its exit code, in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.base.crashes import CRASHED
from generator.base.errors import MachineError, Problem, SiteError, UsageError, Where
from generator.base.sentences import as_it_is
from generator.cli import main
from tests.support import CONFIG, site


def ended(monkeypatch: pytest.MonkeyPatch, *words: str) -> int | str | None:
    """Run the program, and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["ssg", *words])
    with pytest.raises(SystemExit) as found:
        main.main()
    return found.value.code


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError(as_it_is("salah")), 2, "error: salah\n"), (MachineError(as_it_is("rusak")), 2, "error: rusak\n"),
        (MemoryError(), 2, "error: there is not enough memory\n"), (OSError(28, "No space left on device"), 2, "error: "),
        (RuntimeError("x"), CRASHED, "error: "),
        (SiteError([Problem(Where("site.yaml", 1), "bad-value", as_it_is("salah"))]), 1, "site.yaml:1: error: salah [bad-value]\n\n1 problem; the output is as it was.\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["--site=SITE", "--site SITE"])
def test_a_failure_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, code: int, said: str, form: str
) -> None:  # fmt: skip
    """Whatever it was; a crash has a code of its own."""
    portal = site(tmp_path, config=CONFIG)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("generator.cli.tags._list", fail)
    assert ended(monkeypatch, *form.replace("SITE", str(portal.folder)).split(" "), "tags") == code
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith(said)
    assert said in (err, "error: ")


def test_mistakes_in_site_yaml_for_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line of JSON, and nothing else."""
    portal = site(tmp_path, config="bukan: situs\n")
    assert ended(monkeypatch, "--site", str(portal.folder), "budget", "--json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == {"ok": False, "error": "site.yaml has mistakes; ssg build names them"}
    assert not err


@pytest.mark.parametrize(("words", "full"), [("--help", 1), ("--version", 1), ("buld", 2), ("build --jobs x", 2)])
def test_a_full_disk_takes_the_help_too(words: str, full: int) -> None:
    """What click itself says ends like all others: in a sentence, if anybody can read it, and with exit code 2."""
    call = [sys.executable, "-m", "generator", *words.split()]
    with open("/dev/full", "wb") as disk:
        out, err = (disk, subprocess.PIPE) if full == 1 else (subprocess.PIPE, disk)
        ended = subprocess.run(call, stdout=out, stderr=err, env={**os.environ, "SSG_LANG": "en"}, check=False)
    assert ended.returncode == 2
    assert not ended.stdout
    if full == 1:
        assert ended.stderr.decode().startswith("error: the disk is full")
