"""What goes from a target: what was taken down, though the manifest is lost, and never most of a portal by mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.annex.deploying.deletions import to_delete, too_many
from tests.deploying_support import built, deploy, newsroom
from tests.support import Portal, article, copied, run, tree

PAGE = "daerah/2024/10/b-0/index.html"


@pytest.fixture
def portal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Portal:
    """A portal that was deployed to a folder."""
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}")
    deploy(made, capsys)
    return made


def lose(state: Path, what: str) -> None:
    """Damage or delete what a target says of itself."""
    if what == "all of it":
        shutil.rmtree(state)
    for file in [*state.rglob("*")] if state.exists() else []:
        if file.is_file() and (what == "every file" or file.parent.name == "heads"):
            file.write_bytes(b"x")


@pytest.mark.parametrize("what", ["all of it", "every file", "the heads"])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_was_taken_down_goes_though_the_manifest_was_lost(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str, elsewhere: bool
) -> None:
    """By what this machine knows, by what is left at the target, or by what the last build deleted; others' files stay."""
    top = tmp_path / "terbit/publik"
    (top / "lain").mkdir()
    (top / "lain/index.html").write_text("milik orang lain")
    lose(top.with_name(".publik.warta-deploy"), what)
    if elsewhere:
        # A machine that has the state of the last build, and never deployed.
        portal = copied(portal, tmp_path / "lain")
        shutil.rmtree(portal.folder / ".ssg/deploy")
    portal.remove("content/daerah/2024/10/b-0.md")
    portal.build()
    if not elsewhere:
        # The last build has deleted nothing.
        portal.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
        portal.build()
    assert deploy(portal, capsys)["foreign_files"] == ["lain/index.html"]
    assert tree(top) == {**built(portal), "lain/index.html": b"milik orang lain"}


def test_a_page_that_nobody_knows_is_named(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is left by which it could be known, an editor sees which address stays."""
    shutil.rmtree(tmp_path / "terbit/.publik.warta-deploy")
    for folder in (".ssg", "build"):
        shutil.rmtree(portal.folder / folder)
    portal.remove("content/daerah/2024/10/b-0.md")
    portal.build()
    assert run("--site", str(portal.folder), "deploy") == 0
    assert PAGE in capsys.readouterr().err


def test_most_of_a_portal_goes_only_when_that_is_meant(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is sent before; the sentence has the command to paste; --dry-run lists what would go."""
    monkeypatch.setattr("generator.annex.deploying.deletions.FEW", 3)
    before = tree(tmp_path / "terbit/publik")
    for n in range(4):
        portal.remove(f"content/daerah/2024/10/b-{n}.md")
    portal.build()
    gone = {path for path in before if path not in built(portal)}
    pages = sum(path.endswith(".html") for path in gone)
    refused = str(deploy(portal, capsys, code=2)["error"])
    assert f"ssg deploy utama --max-delete {pages}" in refused
    looked = deploy(portal, capsys, "--dry-run", code=2)
    assert looked["error"] == refused
    assert set(looked["steps"][-1]["paths"]) == gone
    deploy(portal, capsys, "--max-delete", str(pages - 1), code=2)
    assert tree(tmp_path / "terbit/publik") == before
    deploy(portal, capsys, "--max-delete", str(pages))
    assert tree(tmp_path / "terbit/publik") == built(portal)


@pytest.mark.parametrize(
    ("gone", "there", "most", "refused"),
    [
        (100, 150, None, False), (101, 1010, None, False), (101, 1009, None, True), (5, 10, 4, True), (5, 10, 5, False),
        (1, 10_000, 0, True), (0, 10, 0, False),
    ],
)  # fmt: skip
def test_how_many_may_go(gone: int, there: int, most: int | None, refused: bool) -> None:
    """More than a hundred and more than a tenth are refused, or more than was said; only pages count."""
    pages = [f"{n}/index.html" for n in range(there)]
    other = [f"{n}.jpg" for n in range(5000)]
    assert (too_many([*pages[:gone], *other], [*pages, *other], most, "utama") is not None) is refused


@pytest.mark.parametrize("among", [None, {"a", "b", "c"}])
def test_what_the_output_has_no_longer_goes(among: set[str] | None) -> None:
    assert to_delete({"a": 1, "d": 2}, {"b": b"", "a": b"", "d": b""}, among) == ["b"]


def test_a_dry_run_lists_what_would_go_out(portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Some of each sort for people, all of them in JSON."""
    before = tree(tmp_path / "terbit/publik")
    for n in range(30):
        portal.add(f"content/daerah/2024/10/baru-{n}.md", article(f"Baru {n}", timestamp="2024-10-09 10:00 WIB"))
    portal.remove("content/daerah/2024/10/b-0.md")
    portal.build()
    steps = deploy(portal, capsys, "--dry-run")["steps"]
    listed = [path for step in steps for path in step["paths"]]
    assert sorted(listed) == sorted(
        path for path in {**before, **built(portal)} if before.get(path) != built(portal).get(path)
    )
    assert run("--site", str(portal.folder), "deploy", "--dry-run") == 0
    said = capsys.readouterr().out
    pages = [line for line in said.splitlines() if line.startswith("  daerah/2024/10/baru-")]
    assert len(pages) == 20
    assert "--json" in said
    assert PAGE in said
    assert tree(tmp_path / "terbit/publik") == before


def test_what_is_said_of_too_many() -> None:
    """How many pages, of how many, and the command that deletes them all the same."""
    pages = [f"{n}/index.html" for n in range(150)]
    assert str(too_many([*pages[:101], "a.jpg"], [*pages, "a.jpg", "b.jpg"], None, "utama")) == (
        "this would delete 101 of the 150 pages that readers have, so nothing was sent. Look at them with: ssg deploy "
        "utama --dry-run. If they are meant to go: ssg deploy utama --max-delete 101"
    )


def test_what_goes_is_told_in_order() -> None:
    """Without what is built, what the target does not have, and what stays for readers."""
    there = dict.fromkeys("dcba", b"")
    assert to_delete({"c"}, there) == ["a", "b", "d"]
    assert to_delete({"c"}, there, kept={"a"}) == ["b", "d"]
    assert to_delete({"c"}, there, ["e", "d", "c", "a"]) == ["a", "d"]
