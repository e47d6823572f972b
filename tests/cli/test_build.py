"""What `ssg build` says beyond what a build returns."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support import CONFIG, NOW, Portal, article, command, invoked, site, ssg_begun


def cost(portal: Portal, *words: str) -> tuple[int, float, int]:
    """Return the exit code of a build from nothing, its time of the processor, and the MB of memory that it took."""
    line = command(portal, "build", "--jobs", "1", "--now", str(NOW), *words)
    with (portal.folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(line, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def linking(folder: Path, target: str, severity: str = "error") -> Portal:
    """Make a site of 200 articles with 50 links each."""
    portal = site(folder, config=f"{CONFIG}severity: {{dead-link: {severity}}}\n")
    for number in range(200):
        body = "\n\n".join(f"Lihat [denah]({target.format(n)}) ini." for n in range(50))
        portal.add(f"content/daerah/a{number}.md", article(f"A{number}", body))
    return portal


@pytest.mark.slow
def test_ten_thousand_problems_cost_little(tmp_path: Path) -> None:
    """All are told, and a build takes no more than thrice the time of one without any for it, and 200 MB more."""
    good, seconds, room = cost(linking(tmp_path / "baik", "/daerah/"))
    assert good == 0
    for severity, words in (("error", ("--json",)), ("warning", ("--all",))):
        portal = linking(tmp_path / severity, "/tiada-{}/", severity)
        bad, longer, larger = cost(portal, *words)
        assert bad == int(severity == "error")
        assert (portal.folder / "said.txt").read_text("utf-8").count("dead-link") >= 10_000
        assert longer < 3 * seconds
        assert larger < room + 200


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal that was built, with a warning, an article to come, and one that is held back."""
    portal = site(tmp_path_factory.mktemp("held"))
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>')
    portal.add("content/daerah/2024/10/a.md", article("A", photo="{src: /foto/a.svg, credit: S}"))
    portal.add("content/daerah/2024/10/baru.md", article("Baru", timestamp="2024-10-11 06:00 WITA"))
    portal.add("content/daerah/2024/10/draf.md", article("Draf", draft="true"))
    portal.add("content/daerah/2024/10/salah.md", article("Salah").replace("author:", "wartawan:"))
    portal.build(hold=True)
    return portal


SMALL = {
    "path": "content/daerah/2024/10/a.md", "line": 6, "column": 14, "code": "missing-alt", "hint": "add alt: or caption: below src:, with what the picture shows",
    "message": "this picture has neither alt text nor caption, so readers who cannot see it learn nothing of it",
    "excerpt": "photo: {src: /foto/a.svg, credit: S}",
}  # fmt: skip
HELD = {
    "path": "content/daerah/2024/10/salah.md", "line": 3, "column": 1, "code": "missing-author",
    "message": 'unknown key "wartawan"',
    "hint": 'did you mean "author"?', "excerpt": "wartawan: Sari Wulan",
}  # fmt: skip


@pytest.mark.parametrize(("words", "warnings"), [((), []), (("--all",), [SMALL])])
def test_the_result_for_programs(held: Portal, words: tuple[str, ...], warnings: list[object]) -> None:
    """All that a build counts, what is to come and what is held back, in a line of JSON; with --all every warning."""
    done = invoked(held, "build", "--now", str(NOW), "--hold", "--json", *words)
    assert (done.return_value, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    pages, seconds = len(held.files()) - 1, found.pop("seconds")
    assert seconds == round(seconds, 3) > 0
    coming = {
        "at": 1728597600, "change": "published", "title": "Baru", "path": "content/daerah/2024/10/baru.md",
        "zone": "WITA",
    }  # fmt: skip
    assert found == {
        "ok": True, "articles": 1, "pages": pages, "added": 0, "changed": 0, "deleted": 0, "rendered": 0,
        "unchanged": pages, "warnings": warnings, "more_warnings": 0, "tolerated": {},
        "ahead": {"now": NOW, "drafts": 1, "scheduled": 1, "next": coming}, "pictures_left": 0, "held": [HELD],
    }  # fmt: skip
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "clock", "said"),
    [
        (("--now", str(NOW)), "", "leave out --now"), ((), str(NOW), "unset SOURCE_DATE_EPOCH"),
        (("--cluster", "tcp://127.0.0.1:1"), "", "leave out --cluster"),
    ],
)  # fmt: skip
def test_what_does_not_go_with_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], clock: str, said: str
) -> None:
    """It is refused at once, and nothing is built."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if clock:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", clock)
    portal = site(tmp_path)
    done = invoked(portal, "build", "--wait", *words)
    assert (done.return_value, done.stdout, said in done.stderr) == (2, "", True)
    assert not portal.output.exists()


def test_a_second_build_waits(tmp_path: Path) -> None:
    """It says so once, and goes on when the first one has ended."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    portal.build()
    with (portal.folder / ".ssg/lock").open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        process = ssg_begun(
            portal, "build", "--now", str(NOW), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert "another build of this site is running" in process.stderr.readline()  # type: ignore[union-attr]
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err, out.startswith("1 article")) == (0, "", True)
