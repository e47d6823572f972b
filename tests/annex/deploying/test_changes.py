"""What a target needs to become what was built, in which batches and in which order."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from generator.annex.deploying.changes import (
    _FIRST_HOME,
    _NEW_LISTS,
    BATCH,
    Phase,
    compare,
    compared,
    found_at,
    known_by,
    phase_of,
    to_delete,
    too_many,
    turn_of,
)
from generator.annex.deploying.manifest import BEGUN, UNKNOWN
from generator.annex.deploying.output import Built, compress, digest_of, since
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import ListedFile, Remote
from generator.base.digest import digest
from generator.model.deploy_targets import Target
from generator.store import outputs
from generator.store.database import Store, open_reader
from tests.deploying_support import built, deploy, newsroom
from tests.support import Portal, article, copied, run, tree

A, B = b"a", b"b"
ARTICLE, LIST = "daerah/a/index.html", "daerah/index.html"


def test_only_what_differs_is_sent() -> None:
    """Neither a file that is there already, nor one that the target may keep."""
    built = {"a.jpg": Built("media", A), "b.jpg": Built("media", B), ARTICLE: Built("article", A)}
    changes = compare(built, {"a.jpg": A, "b.jpg": A}, with_headers=False)
    assert list(changes.files) == ["b.jpg", ARTICLE]
    assert (changes.gone, changes.is_empty) == ((), False)
    assert compare(built, {path: file.digest for path, file in built.items()}, with_headers=False).is_empty


def test_what_is_no_longer_built_goes_last() -> None:
    """But for what stands in the way of a folder or of a file."""
    built = {"a/b.html": Built("list", A), "c": Built("media", A), "d.jpg": Built("media", A)}
    there = {"a": A, "c/e.html": A, "d.jpg": A, "z.html": A, "y.html": A}
    changes = compare(built, there, with_headers=False)
    assert (changes.blocking, changes.deleted) == (("a", "c/e.html"), ("y.html", "z.html"))
    assert changes.gone == ("a", "c/e.html", "y.html", "z.html")
    assert not changes.is_empty
    assert not compare({}, {"a": A}, with_headers=False).is_empty


def test_what_can_differ_may_be_known() -> None:
    """Then nothing else is looked at, whatever the target says of it."""
    built = {"a.jpg": Built("media", A), "b.jpg": Built("media", A)}
    changes = compare(built, {"c.jpg": A, "d.jpg": A}, with_headers=False, among=("a.jpg", "c.jpg", "tiada"))
    assert (list(changes.files), changes.gone) == (["a.jpg"], ("c.jpg",))


def test_batches_are_cut_and_keep_what_has_other_headers_apart() -> None:
    """Each is of one phase; where a target keeps headers, also of one sort of files."""
    many = {f"foto/{n:05}.jpg": Built("media", A) for n in range(BATCH + 1)}
    batches = compare(many, {}, with_headers=False).batches
    assert [len(batch.files) for batch in batches] == [BATCH, 1]
    assert batches[1].files == (f"foto/{BATCH:05}.jpg",)
    two = {"a.jpg": Built("media", A), "b.css": Built("asset", A), ARTICLE: Built("article", A)}
    assert [(one.phase, one.headers) for one in compare(two, {}, with_headers=False).batches] == [
        (Phase.ASSETS, None), (Phase.PAGES, None),
    ]  # fmt: skip
    assert [one.files for one in compare(two, {}, with_headers=True).batches][-1] == (ARTICLE,)
    assert len(compare(two, {}, with_headers=True).batches) == 3


def test_an_article_that_was_begun_is_as_new_as_one_that_is_not_there() -> None:
    """What is new goes before what is replaced."""
    built = {ARTICLE: Built("article", A), LIST: Built("list", A), "daerah/b/index.html": Built("article", A)}
    for state in ({}, {ARTICLE: BEGUN}):
        changes = compare(built, {LIST: B, "daerah/b/index.html": B, **state}, with_headers=False)
        assert list(changes.files) == [ARTICLE, "daerah/b/index.html", LIST]


def test_a_packed_twin_goes_with_its_text() -> None:
    """Readers get it in the place of the text."""
    built = {
        LIST: Built("list", A),
        f"{LIST}.gz": Built("list", A, LIST),
        ARTICLE: Built("article", A),
        f"{ARTICLE}.gz": Built("article", A, ARTICLE),
    }
    changes = compare(built, {LIST: B, f"{LIST}.gz": B}, with_headers=False)
    assert list(changes.files) == [ARTICLE, f"{ARTICLE}.gz", LIST, f"{LIST}.gz"]


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
    monkeypatch.setattr("generator.annex.deploying.changes.FEW", 3)
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


@pytest.mark.parametrize(
    ("path", "kind", "phase"),
    [
        ("gambar/x-480.jpg", "picture", Phase.ASSETS),
        ("aset/warna.css", "colours", Phase.ASSETS),
        ("daerah/2024/10/a/index.html", "article", Phase.PAGES),
        ("lama/index.html", "redirect", Phase.LISTS),
        ("_redirects", "host", Phase.LISTS),
        (".htaccess", "host", Phase.LISTS),
        ("feed.xml", "feed", Phase.FEEDS),
        ("fragmen/terkini.html", "fragment", Phase.FEEDS),
        ("fragmen/penting.html", "breaking", Phase.FEEDS),
    ],
)
def test_nothing_leads_to_what_is_not_there_yet(path: str, kind: str, phase: Phase) -> None:
    """What the host is told of old addresses goes after the articles that they lead to."""
    assert phase_of(path, kind) is phase


@pytest.mark.parametrize(
    ("path", "kind", "new", "old"),
    [
        ("tag/baru/index.html", "listing", _NEW_LISTS, Phase.LISTS),
        ("tag/baru/feed.xml", "listing", _NEW_LISTS, Phase.FEEDS),
        ("daerah/2024/10/a/index.html", "article", Phase.PAGES, Phase.PAGES),
        ("gambar/x-480.jpg", "picture", Phase.ASSETS, Phase.ASSETS),
        ("lama/index.html", "redirect", Phase.LISTS, Phase.LISTS),
        ("kabar/.htaccess", "host", Phase.LISTS, Phase.LISTS),
        ("sitemap.xml", "sitemaps", Phase.FEEDS, Phase.FEEDS),
        ("404.html", "404", Phase.LISTS, Phase.LISTS),
        ("index.html", "home", _FIRST_HOME, Phase.LISTS),
    ],
)
def test_what_is_new_goes_before_what_readers_know(path: str, kind: str, new: float, old: float) -> None:
    """But for what is known elsewhere before it is there: old addresses, what lies at the top, and the home page."""
    assert (turn_of(path, kind, new=True), turn_of(path, kind, new=False)) == (new, old)


def test_a_packed_twin_goes_with_its_text_phases() -> None:
    """That of a list that readers know is no new list, though it is there for the first time."""
    known = {
        "daerah/index.html": Built("listing", b"2"),
        "daerah/index.html.gz": Built("listing", b"2gz", "daerah/index.html"),
        "daerah/baru/index.html": Built("article", b"1"),
        "tag/baru/index.html": Built("listing", b"1"),
    }
    found = compare(known, {"daerah/index.html": b"1"}, with_headers=False)
    assert [*found.files] == [
        "tag/baru/index.html", "daerah/baru/index.html", "daerah/index.html", "daerah/index.html.gz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "kind", "turn"),
    [
        ("lama/feed.xml", "redirect", Phase.LISTS), ("kabar/_redirects", "host", Phase.LISTS), ("a/b.xml", "media", Phase.ASSETS), ("a/b.json", "lain", _NEW_LISTS),
        ("a/b.txt", "lain", _NEW_LISTS), ("b.txt", "lain", Phase.FEEDS), ("a/b.bin", "lain", Phase.ASSETS), ("tentang/index.html", "standing", Phase.PAGES),
    ],
)  # fmt: skip
def test_when_a_new_file_goes(path: str, kind: str, turn: float) -> None:
    """By what it is, and where that does not say it by its ending."""
    assert turn_of(path, kind, new=True) == turn


TEXT = b"Isi berita."
MD5 = hashlib.md5(TEXT).hexdigest()


@pytest.mark.parametrize(
    ("entry", "known"),
    [
        (ListedFile(len(TEXT), MD5), digest(TEXT)), (ListedFile(len(TEXT), ""), UNKNOWN), (ListedFile(len(TEXT), MD5[::-1]), UNKNOWN),
        (ListedFile(len(TEXT) + 1, MD5), UNKNOWN),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_size_and_its_sum(tmp_path: Path, entry: ListedFile, known: bytes) -> None:
    """Of any other nobody knows what is in it."""
    (tmp_path / "a.html").write_bytes(TEXT)
    built = {"a.html": Built("list", digest(TEXT)), "b.html": Built("list", digest(TEXT))}
    assert found_at({"a.html": entry}, built, (), tmp_path) == {"a.html": known}
    assert found_at({"b.html": entry}, built, (), tmp_path) == {"b.html": UNKNOWN}


def test_what_is_not_built_is_the_portals_if_it_is_known(tmp_path: Path) -> None:
    """Or if a deploy left it unfinished; files of others are passed over."""
    built = {"a.html": Built("list", digest(TEXT))}
    listed = dict.fromkeys(
        ("lama.html", "orang.html", "a.html.0123abcd.partial", "b.html.0123abcd.partial"), ListedFile(3, "")
    )
    assert found_at(listed, built, {"lama.html"}, tmp_path) == {
        "lama.html": UNKNOWN,
        "a.html.0123abcd.partial": UNKNOWN,
    }


def test_a_twin_is_known_by_the_text_that_it_holds(tmp_path: Path) -> None:
    """Without its text beside it, and like any other file, by its own bytes."""
    twin = compress("a.html.gz", TEXT)
    built = {"a.html": Built("list", digest(TEXT)), "a.html.gz": Built("list", b"", "a.html")}
    assert known_by("a.html.gz", twin, built, tmp_path) == digest(twin)
    (tmp_path / "a.html").write_bytes(TEXT)
    assert known_by("a.html.gz", twin, built, tmp_path) == digest_of("a.html.gz", twin, len(TEXT))
    assert known_by("a.html", TEXT, built, tmp_path) == digest(TEXT)
    assert known_by("a.html.gz", compress("a.html.gz", TEXT + b"!"), built, tmp_path) != known_by(
        "a.html.gz", twin, built, tmp_path
    )


def test_what_no_listing_tells_is_read(tmp_path: Path) -> None:
    """Packed twins, and files of which it has no sum; those that are gone meanwhile stay unknown."""
    target = Target("utama", "local", str(tmp_path / "publik"), str(tmp_path / "manifes"))
    at, output = tmp_path / "publik", tmp_path / "build"
    for folder in (at, output, tmp_path / "kerja"):
        folder.mkdir()
    for folder in (at, output):
        (folder / "a.html").write_bytes(TEXT)
    twin = compress("a.html.gz", TEXT)
    (at / "a.html.gz").write_bytes(twin)
    (at / "b.html").write_bytes(b"lain")
    (at / "c.html").write_bytes(b"lain")
    built = {path: Built("list", digest(TEXT)) for path in ("a.html", "b.html", "c.html", "d.html", "hilang.html")}
    built["a.html.gz"] = Built("list", b"", "a.html")
    there = {**dict.fromkeys(built, UNKNOWN), "d.html": digest(TEXT), "orang.html": UNKNOWN}
    listed = {path: ListedFile(1, MD5 if path in ("c.html", "a.html.gz") else "") for path in there}
    told: list[tuple[str, int, int]] = []
    with running(target) as rclone:
        remote = Remote(target, rclone, tmp_path / "kerja")
        found = compared(remote, there, listed, built, output, tmp_path / "salinan", lambda *one: told.append(one))
    assert found == {
        "a.html": digest(TEXT), "b.html": digest(b"lain"), "c.html": UNKNOWN, "d.html": digest(TEXT), "hilang.html": UNKNOWN,
        "a.html.gz": digest_of("a.html.gz", twin, len(TEXT)), "orang.html": UNKNOWN,
    }  # fmt: skip
    assert told[-1] == ("comparing", 4, 4)
    assert {stage for stage, _, _ in told} == {"comparing"}
    assert not (tmp_path / "salinan").exists()
    assert there["a.html"] == UNKNOWN


@pytest.fixture
def portal_comparing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Portal:
    """A portal that was deployed to a folder."""
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'publik'}}}")
    deploy(made, capsys)
    return made


def edit(portal_comparing: Portal, turn: int) -> None:
    """Add an article, change one and remove one, and build."""
    portal_comparing.add(
        f"content/daerah/2024/10/baru-{turn}.md", article(f"Baru {turn}", timestamp="2024-10-09 10:00 WIB")
    )
    portal_comparing.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
    portal_comparing.remove(f"content/daerah/2024/10/b-{turn + 2}.md")
    portal_comparing.build()


@pytest.mark.parametrize("damage", ["", "list", "two builds"])
def test_a_deploy_after_a_build(
    damage: str, portal_comparing: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The target is what was built; only where the list is damaged, or covers half of it, are all files looked at."""
    looked: list[Store] = []
    real = outputs.described
    monkeypatch.setattr(outputs, "described", lambda store: looked.append(store) or real(store))
    edit(portal_comparing, 0)
    if damage == "two builds":
        edit(portal_comparing, 1)
    if damage == "list":
        note = portal_comparing.folder / ".ssg/changed.json"
        note.write_text(note.read_text().replace("index.html", "lain.html"))
    deploy(portal_comparing, capsys)
    assert tree(portal_comparing.folder.parent / "publik") == built(portal_comparing)
    assert bool(looked) == bool(damage)


def test_what_does_not_add_up_is_nothing(portal_comparing: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Another digest than that of the target, one that is none, a list that is none: None, and no crash."""
    state = portal_comparing.folder / ".ssg"
    note = state / "changed.json"
    with closing(open_reader(state)) as store:
        there, before = outputs.digests(store), outputs.tree(store)
    edit(portal_comparing, 0)
    with closing(open_reader(state)) as store:
        found = since(store, there, before, note)
        assert found is not None
        assert {path: file.digest for path, file in found.items()} == outputs.digests(store)
        assert found["daerah/2024/10/baru-0/index.html"].kind == "article"
        assert (len(found), "daerah/2024/10/b-2/index.html" in found) == (len(outputs.digests(store)), False)
        everything = {path: Built(kind, known) for path, kind, known in outputs.described(store)}
        assert compare(found, there, with_headers=True, among=found.differ) == compare(
            everything, there, with_headers=True
        )
        for other in ("", "x", "0" * 32, "-1", before.replace(before[0], "f")):
            assert since(store, there, other, note) is None
        assert since(store, {**there, "index.html": b"1"}, before, note) is None
        for text in (b"", b"[]", b"{", b'{"added": {"a": "x"}, "changed": {}, "deleted": {}}', b"\xff"):
            note.write_bytes(text)
            assert since(store, there, before, note) is None
        shutil.rmtree(note) if note.is_dir() else note.unlink()
        assert since(store, there, before, note) is None
    capsys.readouterr()
