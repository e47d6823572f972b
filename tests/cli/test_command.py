"""Help in the language of the desk."""

from __future__ import annotations

import contextlib
import gc
import gettext
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.base import dates
from generator.base.errors import UsageError
from generator.cli import main, terminal
from generator.cli.clock import now_of
from generator.cli.command import said, speak, texts
from generator.engine.options import Options
from generator.preview.server import Server
from tests.quick import sample
from tests.support import NOW, Portal, article, copied, site


@pytest.fixture
def _indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gettext, "_localedirs", {})
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")
    speak("id")


@pytest.mark.usefixtures("_indonesian")
def test_help_of_a_command() -> None:
    """What click says, and what we wrote."""
    shown = CliRunner().invoke(main.group, ["mv", "--help"], prog_name="ssg").output
    assert shown.startswith(
        "Pemakaian: ssg mv [OPSI] LAMA BARU\n\n  Pindahkan berkas atau folder di content/ atau ganti"
    )
    assert "\n\nOpsi:\n  --dry-run " in shown
    assert "\n  -h, --help  " in shown
    assert "\n\nContoh:\n  ssg mv content/daerah/" in shown


@pytest.mark.usefixtures("_indonesian")
def test_what_is_looked_up() -> None:
    """Nothing is nothing, and what has no translation is as it is."""
    assert said("Build the portal into build/.") == "Bangun portal ke build/."
    assert said("") == ""
    assert said("tidak ada di katalog") == "tidak ada di katalog"


def test_english_needs_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in the source."""
    monkeypatch.setattr(gettext, "_localedirs", {})
    monkeypatch.setenv("LANGUAGE", "xx")
    speak("en")
    assert said("Build the portal into build/.") == "Build the portal into build/."


def test_garbage_is_collected_again_when_a_command_is_loaded() -> None:
    """Only while it is imported nothing is."""
    for name in ("build", "serve", "tiada"):
        main.group.get_command(click.Context(main.group), name)
        assert gc.isenabled()


@pytest.mark.parametrize(
    ("word", "taken"),
    [("\ud7ff", True), ("\ud800", False), ("a\udcff", False), ("b\udfff", False), ("\ue000", True), (" ", False), ("", False), (None, True)],
)  # fmt: skip
def test_what_can_be_a_text_of_a_site(word: str | None, taken: bool) -> None:
    """All but nothing and halves of letters, alone or among others."""
    for given in (word, ("a", word)):
        refused = contextlib.nullcontext() if taken else pytest.raises(click.BadParameter)
        with refused:
            assert texts(click.Context(main.group), main.group.params[0], given) == given  # type: ignore[arg-type]


LONG = "x" * 300
HOSTILE = [
    "", "  ", "-1", "0", "²", "٣", "1e9", "1_000", "+5", "1.5", "nan", "0x10", "99999999999999999999", "a\nb", "%s", "{0.__class__}",
    "\udcff", "dév/\udced\udca0\udcbd", LONG, "y/" * 3000, "é" * 80, "/dev/null", "/proc/self/x", "..", "*", "http://[", "9999-12-31 23:59 WIB",
]  # fmt: skip
"""Values that no option expects; bytes that are no UTF-8 come as lone surrogates."""
TIMES = [
    "", "  ", "-1", "²", "٣", "x", " 1700000000", "1700000000\n", "1e9", "1_000", "0x10", "250000000000", "253402300799",
    "9" * 5000, "99999999999999999999", "\udcff",
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("pilihan"))
    portal.add("content/daerah/2024/10/banjir.md", article("Banjir"))
    portal.build()
    return portal


@pytest.fixture
def portal(built: Portal, tmp_path: Path) -> Portal:
    """A copy of a site that was built."""
    return copied(built, tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, portal: Portal, tmp_path: Path):
    """Runs the program in a folder of its own, the preview up to the moment where it would answer requests."""
    monkeypatch.setattr(Server, "run", lambda self, **how: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def ended(*words: str) -> int | str | None:
        monkeypatch.setattr(sys, "argv", ["ssg", *words])
        with pytest.raises(SystemExit) as end:
            main.main()
        return end.value.code

    return ended


def takers() -> Iterator[tuple[str, click.Parameter]]:
    """Yield every parameter of every command that takes a value, with the command's name; "" is the program itself."""
    groups = {
        "": main.group,
        **{name: main.group.get_command(click.Context(main.group), name) for name in main.COMMANDS},
    }
    for name, command in groups.items():
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter, click.Argument) or not (parameter.is_flag or parameter.is_eager):  # type: ignore[attr-defined]
                yield name, parameter


REQUIRED = {
    "init": ["baru"],
    "new": ["article", "Judul", "--kanal", "daerah"],
    "why": ["/"],
    "serve": ["--port", "auto"],
}


@pytest.mark.parametrize(
    ("name", "parameter"),
    sample([pytest.param(name, one, id=f"{name or 'ssg'} {one.opts[0]}") for name, one in takers()], 6),
)
def test_any_value_of_any_option_ends_with_a_sentence(run, portal: Portal, capsys, name: str, parameter) -> None:
    """0, 1 or 2, and never a failure of the program; what ends with 1 or 2 says why on standard error."""
    for value in sample(HOSTILE, 2):
        if isinstance(parameter, click.Argument):
            given, required = ["--", value], []
        else:
            given, required = [parameter.opts[0], value], REQUIRED.get(name, [])
        words = [*given, "build"] if not name else ["--site", str(portal.folder), name, *required, *given]
        code = run(*words)
        told = capsys.readouterr()
        assert code in (0, 1, 2), (value, code)
        assert bool(told.err.strip()) >= bool(code), value
        assert "Traceback" not in told.err, value


@pytest.mark.parametrize(
    "words",
    [["--site", "", "build"], ["build", "--output", ""], ["serve", "--host", " "], ["why", ""], ["init", ""]],
    ids=" ".join,
)
def test_an_empty_value_means_no_other_place(run, portal: Portal, capsys, words: list[str]) -> None:
    """A variable that is not set does not make the program act on this folder, on build/ or for the whole network."""
    words = words if words[0] == "--site" else ["--site", str(portal.folder), *words]
    assert run(*words) == 2
    assert "it is empty" in capsys.readouterr().err


@pytest.mark.unmeasured
@pytest.mark.parametrize("given", TIMES, ids=lambda one: ascii(one)[:24])
def test_a_time_that_is_none(run, portal: Portal, capsys, monkeypatch, given: str) -> None:
    """A sentence that names where it was given, exit code 2, and nothing is built."""
    before = portal.files()
    for words in (["build"], ["why", "/"]):
        with monkeypatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", given)
            assert run("--site", str(portal.folder), *words) == 2
        told = capsys.readouterr()
        assert told.err.startswith("error: SOURCE_DATE_EPOCH: ")
        assert "is not a number of seconds since 1970" in told.err
    for words in (["build"], ["why", "/"], ["serve", "--port", "auto"]):
        assert run("--site", str(portal.folder), *words, "--now", given) == 2
        assert capsys.readouterr().err.startswith("error: --now: ")
    assert portal.files() == before


@pytest.mark.parametrize("given", ["0", "1", "1728465000", "249999999999"])
def test_the_ends_of_time(run, portal: Portal, monkeypatch, given: str) -> None:
    """The first and the last second that can be given are taken, by all commands and both ways."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert now_of(None) == int(given)
    assert now_of(given) == int(given)
    for words in (["build"], ["why", "/"], ["build", "--now", given], ["serve", "--port", "auto", "--now", given]):
        assert run("--site", str(portal.folder), *words) == 0


def test_a_time_in_words_comes_before_the_environment(monkeypatch) -> None:
    """--now is nearer than SOURCE_DATE_EPOCH, even than a wrong one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "x")
    assert now_of("2024-10-10 12:00 WIB") == NOW
    with pytest.raises(UsageError):
        now_of(None)
    assert dates.seconds(str(NOW)) == NOW


def test_the_first_second_is_a_time_for_the_preview_too(run, portal: Portal, monkeypatch) -> None:
    """`--now 0` shows the site of 1970, not today's."""
    made = []
    monkeypatch.setattr("generator.cli.serve.Options", lambda **given: made.append(given) or Options(**given))
    assert run("--site", str(portal.folder), "serve", "--port", "auto", "--now", "0") == 0
    assert [one["now"] for one in made] == [0]


@pytest.mark.parametrize(
    "name", ["*", "http://kabar.test", "kabar.test:8000", "[::1]", "dua kata", "kabar.é", "..", ""]
)
def test_what_is_no_name_of_a_machine(run, portal: Portal, capsys, name: str) -> None:
    """`--allow-host` takes what browsers send, and says so; no name means all names."""
    assert run("--site", str(portal.folder), "serve", "--port", "auto", "--allow-host", name) == 2
    assert "is not the name of a machine" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
@pytest.mark.parametrize("value", ["", "²", "-1", "0", "3", "99999999999999999999", "\udcff"], ids=ascii)
def test_a_terminal_of_any_size(monkeypatch, name: str, value: str) -> None:
    """A bar is drawn whatever the environment says of the terminal: it stops no build."""
    monkeypatch.setenv(name, value)
    with terminal._bar() as bar:
        bar.add_task("making", total=2, completed=1)
        bar.refresh()
        assert 0 < bar.console.width <= 1000
