"""What commands that change files ask, and what an earlier one has left undone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.base.sentences import ENGLISH, as_it_is
from generator.cli.build import finish_edits
from generator.cli.editing import carry_out, confirmed, place_of, settle
from generator.editing import changes
from generator.editing.changes import Change, Move
from generator.store.files import lock

EDIT = Change("content/a.md", b"a\n", b"b\n")


class Killed(BaseException):
    """Stands for SIGKILL."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content/daerah").mkdir(parents=True)
    (tmp_path / "content/a.md").write_bytes(b"a\n")
    return tmp_path


def killed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a change undone."""

    def die(*_: object) -> bool:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(changes, "finish", die)
        with pytest.raises(Killed):
            carry_out(site, [EDIT], dry_run=False)
    assert (site / "content/a.md").read_bytes() == b"a\n"


@pytest.mark.parametrize(
    ("here", "written", "place"),
    [
        (".", "content/daerah/a.md", "daerah/a.md"), (".", "./content/daerah/", "daerah"), ("content", "daerah/a.md", "daerah/a.md"),
        ("content/daerah", "../a.md", "a.md"), ("content/daerah", "a.md", "daerah/a.md"), (".", "daerah/a.md", "daerah/a.md"),
        (".", "/daerah/a.md", "daerah/a.md"), (".", "daerah/x/../a.md", "daerah/a.md"), ("/", "content/a.md", "a.md"),
        (".", "content", "content"), (".", "content2/a.md", "content2/a.md"),
    ],
)  # fmt: skip
def test_a_path_as_it_may_be_typed(
    site: Path, monkeypatch: pytest.MonkeyPatch, here: str, written: str, place: str
) -> None:
    """From here if that is in content/, else from the site or from content/."""
    monkeypatch.chdir(site / here)
    assert place_of(site, written) == place


@pytest.mark.parametrize(
    ("answer", "yes"),
    [("y", True), ("ya", True), ("YES", True), (" Ya ", True), ("", False), ("n", False), ("yup", False)],
)
def test_a_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, yes: bool
) -> None:
    """The answer is no unless it is yes in either language; it is asked beside the results."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    assert confirmed(ENGLISH, as_it_is("Ubah?")) is yes
    assert capsys.readouterr() == ("", "Ubah? [y/N] ")


def test_changes_are_made_or_shown(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run changes nothing, and refuses what cannot be."""
    carry_out(site, [EDIT], [Move("content/x.jpg", "content/y.jpg")], dry_run=True)
    assert capsys.readouterr().out == (
        "rename content/x.jpg => content/y.jpg\n--- a/content/a.md\n+++ b/content/a.md\n@@ -1 +1 @@\n-a\n+b\n"
    )
    assert not (site / ".ssg").exists()
    with pytest.raises(UsageError, match=r"content/a\.md was saved meanwhile"):
        carry_out(site, [Change("content/a.md", b"x\n", b"b\n")], dry_run=True)
    carry_out(site, [EDIT], dry_run=False)
    assert (site / "content/a.md").read_bytes() == b"b\n"
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in site.iterdir()) == [".ssg", "content"]


def test_what_was_left_undone_is_done_and_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once; of a site in which nothing was, there is nothing to say, and nothing is made."""
    waited: list[bool] = []
    assert not finish_edits(site, lambda: waited.append(True))
    assert not (site / ".ssg").exists()
    killed(site, monkeypatch)
    said = "an earlier ssg mv, ssg tags or ssg check --fix was stopped half-way; the rest is done now"
    assert str(finish_edits(site, lambda: waited.append(True))) == said
    assert (site / "content/a.md").read_bytes() == b"b\n"
    assert not finish_edits(site, lambda: waited.append(True))
    (site / ".ssg/edits").mkdir()
    assert not finish_edits(site, lambda: waited.append(True))
    assert not (site / ".ssg/edits").exists()
    assert waited == []
    assert sorted(path.name for path in site.iterdir()) == [".ssg", "content"]


def test_what_cannot_be_finished_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was saved meanwhile stays; what the machine refuses is tried again by the next command."""
    killed(site, monkeypatch)
    (site / "content/a.md").write_bytes(b"lain\n")
    said = "content/a.md was saved while it was being changed, so it is as it was saved; look at it once more"
    assert str(finish_edits(site, lambda: None)) == said
    (site / "content/a.md").write_bytes(b"a\n")
    killed(site, monkeypatch)

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("generator.editing.changes.finish", full)
        assert str(finish_edits(site, lambda: None)).startswith(
            "an earlier ssg mv, ssg tags or ssg check --fix is not done yet: "
        )
    settle(site)
    assert (site / "content/a.md").read_bytes() == b"b\n"
    assert sorted(path.name for path in site.iterdir()) == [".ssg", "content"]


def test_one_command_at_a_time(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever finds something undone waits for another command, and is told so."""
    killed(site, monkeypatch)

    class _WaitingError(Exception):
        pass

    def waiting() -> None:
        raise _WaitingError

    with lock(site / ".ssg"), pytest.raises(_WaitingError):
        finish_edits(site, waiting)
