"""An import from item to report: what is done with each, and where media are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.items import Options
from generator.annex.importing.report import Outcome
from generator.annex.importing.run import run
from generator.markup import commonmark
from tests.annex.importing.test_folders import Folder
from tests.importing_support import HEAD, Archive, post
from tests.photos import jpeg

PICTURE = '<img src="/wp-content/uploads/2019/10/a.jpg" alt="A">'


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.mark.parametrize(
    "copy", ["a.jpg", "10/a.jpg", "2019/10/a.jpg", "uploads/2019/10/a.jpg", "wp-content/uploads/2019/10/a.jpg"]
)
def test_a_copy_of_uploads_may_begin_anywhere(archive: Archive, copy: str) -> None:
    """Media are found by the end of their path."""
    archive.export(post(7, PICTURE))
    file = archive.folder / "salinan" / copy
    file.parent.mkdir(parents=True)
    file.write_bytes(jpeg())
    assert archive.run(media=str(archive.folder / "salinan")).media == {"brought": 1}
    assert (archive.portal / "content/wp-content/uploads/2019/10/a.jpg").read_bytes() == jpeg()
    assert archive.run(media=str(archive.folder / "salinan")).media == {"there": 1}


def test_media_of_a_folder_of_a_system_lie_at_their_own_paths(tmp_path: Path) -> None:
    """A file of the same name elsewhere in it is another one."""
    old = Folder(
        tmp_path,
        "hugo",
        '-- hugo.toml --\ntitle = "A"\nbaseURL = "https://a.example/"\n-- content/b/a.md --\n---\ntitle: A\ndate: 2019-10-09\n---\n![x](/foto/a.jpg)\n',
    )
    old.add("static/a.jpg", jpeg())
    assert old.run().media == {"missing": 1}
    old.add("static/foto/a.jpg", jpeg(40, 30))
    assert old.run().media == {"brought": 1}
    assert (old.portal / "content/foto/a.jpg").read_bytes() == jpeg(40, 30)


def test_a_second_item_of_one_id_is_left_out(archive: Archive) -> None:
    """And told of, with its address; so is what is in the bin."""
    archive.export(
        post(7), post(7, link="https://kabarlama.example/lain/"), post(8, **{"wp:status": "trash", "wp:post_name": "x"})
    )
    assert archive.run().files["new"] == 3
    assert [(one["id"], one["message"]) for one in archive.notes("left-out")] == [
        ("7", "it has the id of another one, which was imported"), ("8", "it is in the bin"),
    ]  # fmt: skip


def test_what_is_no_longer_at_the_source_is_told(archive: Archive) -> None:
    """Its file stays."""
    archive.export(post(7), post(8, **{"wp:post_name": "dua"}))
    archive.run()
    archive.export(post(7))
    outcome = archive.run()
    assert (outcome.notes["vanished"], outcome.files) == (1, {"same": 3})
    assert [(one["id"], one["message"]) for one in archive.notes("vanished")] == [
        ("8", "content/daerah/2019/10/dua.md")
    ]
    assert (archive.portal / "content/daerah/2019/10/dua.md").exists()


def test_nothing_is_written_in_a_dry_run(archive: Archive) -> None:
    """What would be done is counted."""
    archive.export(post(7, PICTURE))
    outcome = archive.run(dry=True, media=str(archive.folder))
    assert (outcome.files["new"], outcome.media, outcome.compared) == (3, {}, 1)
    assert not archive.portal.exists() or not list(archive.portal.rglob("*.md"))


def test_site_yaml_that_was_edited_stays(archive: Archive) -> None:
    """What it would be lies beside the report."""
    archive.export(post(7))
    archive.run()
    archive.portal.joinpath("site.yaml").write_text("name: Baru\n")
    archive.run()
    assert archive.read("site.yaml") == "name: Baru\n"
    assert archive.read("import/site.yaml").startswith("name: ")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("publish", "published"), ("future", "published"), ("private", "draft"), ("draft", "draft"), ("pending", "draft"), ("trash", ""), ("auto-draft", ""), ("aneh", "draft"),
    ],
)  # fmt: skip
def test_what_readers_had_is_what_they_get(archive: Archive, status: str, expected: str) -> None:
    """What was to come appears at its hour; what nobody was to see is a draft, or is left out."""
    archive.export(post(6), post(7, **{"wp:status": status, "wp:post_name": "dua"}))
    archive.run()
    file = archive.portal / "content/daerah/2019/10/dua.md"
    assert file.exists() is bool(expected)
    assert not expected or ("draft: true" in file.read_text()) is (expected == "draft")


def test_what_the_desk_has_deleted_keeps_no_kanal(archive: Archive) -> None:
    """An export of what is new alone asks for those that are still there."""
    archive.export(
        post(6), post(7, **{"wp:post_name": "dua"}).replace('nicename="daerah">Daerah', 'nicename="ekonomi">Ekonomi')
    )
    archive.run()
    assert "slug: ekonomi" in archive.read("import/site.yaml")
    archive.export(post(8, **{"wp:post_name": "tiga"}))
    archive.run()
    assert "slug: ekonomi" in archive.read("import/site.yaml")
    archive.portal.joinpath("content/ekonomi/2019/10/dua.md").unlink()
    archive.run()
    assert "slug: ekonomi" not in archive.read("import/site.yaml")


def test_all_that_an_import_says_and_writes(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """One article of two, one picture of two, and what became of each address."""
    monkeypatch.setattr(commonmark, "MAX_LINES", 3)
    long = f"<p>a</p><p>b</p><p>{'c' * 20_000}</p>"
    terms = "".join(
        f"<wp:tag><wp:tag_slug>{one}</wp:tag_slug><wp:tag_name>Label {one}</wp:tag_name></wp:tag>"
        for one in ("lama", "baru")
    )
    tags = [f'<category domain="post_tag" nicename="{one}">Label {one}</category>' for one in ("lama", "baru")]
    second = {"wp:post_name": "b", "link": "https://kabarlama.example/lain/b/?x=1"}
    archive.export(
        terms,
        post(1, long, more=tags[0]),
        post(2, f'{PICTURE}<img src="/wp-content/uploads/b.jpg">', more=tags[1], **second),
    )
    uploads = archive.folder / "uploads"
    uploads.mkdir()
    (uploads / "a.jpg").write_bytes(jpeg(8, 8))
    told: list[tuple[str, int, int]] = []
    order = Options("wordpress", (str(archive.file),), str(archive.portal), media=str(uploads))
    assert run(order, lambda *how_far: told.append(how_far))[0] == Outcome(
        files={"held": 1, "new": 3}, media={"brought": 1, "missing": 1}, found={"person": 1, "term": 3, "portal": 1, "article": 2},
        notes={"held-back": 1, "address": 1, "missing-media": 1}, compared=2, addresses={"same": 2, "redirect": 2, "rule": 1}, queries=3, faults=(),
        permalink="/{year}/{month}/{slug}/",
    )  # fmt: skip
    assert told == [
        ("read", 1, 1), ("read", 2, 2), ("import", 1, 2), ("import", 2, 2), ("media", 1, 2), ("media", 2, 2),
    ]  # fmt: skip
    assert {one.relative_to(archive.portal).as_posix() for one in archive.portal.rglob("*") if one.is_file()} == {
        "content/authors/sari.md", "content/daerah/2019/10/b.md", "content/wp-content/uploads/2019/10/a.jpg", "import/addresses.jsonl",
        "import/held/daerah-2019-10-judul.md", "import/held/daerah-2019-10-judul.md.source.txt", "import/kanal.yaml", "import/lock", "import/report.jsonl",
        "import/report.md", "import/site.yaml", "import/state.jsonl", "site.yaml",
    }  # fmt: skip
    assert archive.read("import/held/daerah-2019-10-judul.md.source.txt") == long
    assert archive.read("import/held/daerah-2019-10-judul.md").startswith("---\ntitle: Judul\n")
    assert archive.read("import/addresses.jsonl").splitlines() == [
        '{"old":"/2019/10/judul/","new":"/2019/10/judul/","how":"same","item":"1"}',
        '{"old":"/?p=1","new":"/2019/10/judul/","how":"rule","item":"1"}',
        '{"old":"/?p=2","new":"/2019/10/b/","how":"rule","item":"2"}',
        '{"old":"/author/sari/","new":"/author/sari/","how":"same","item":""}',
        '{"old":"/category/daerah/","new":"/daerah/","how":"redirect","item":""}',
        '{"old":"/lain/b/?x=1","new":"/2019/10/b/","how":"rule","item":"2"}',
        '{"old":"/tag/baru/","new":"/tag/label-baru/","how":"redirect","item":""}',
        '{"old":"/tag/lama/","new":"/tag/label-lama/","how":"rule","item":""}',
    ]
    assert [(one["code"], one["id"], one["message"]) for code in ("held-back", "address", "missing-media") for one in archive.notes(code)] == [
        ("held-back", "1", "import/held/daerah-2019-10-judul.md: the text has 4 lines, more than 3"), ("address", "", "/tag/lama/"), ("missing-media", "", "wp-content/uploads/b.jpg is not in the folder of media"),
    ]  # fmt: skip


def test_what_the_desk_has_changed_is_told_where_the_source_differs(archive: Archive) -> None:
    """By its path, with the item; site.yaml with where the other one lies."""
    archive.export(post(1), post(2, **{"wp:post_name": "dua"}))
    archive.run()
    folder = archive.portal / "content/daerah/2019/10"
    (folder / "judul.md").write_text("Lain.")
    (folder / "dua.md").unlink()
    archive.portal.joinpath("site.yaml").write_text("name: Baru\n")
    archive.export(
        post(1, "Isi lain."),
        post(2, "Isi lain.", **{"wp:post_name": "dua"}),
        head=HEAD.replace("Kabar Lama", "Kabar Lain"),
    )
    archive.run()
    assert [(one["id"], one["address"], one["message"]) for one in archive.notes("edited")] == [
        ("1", "https://kabarlama.example/2019/10/judul/", "content/daerah/2019/10/judul.md was edited here, and differs at the source"),
        ("2", "https://kabarlama.example/2019/10/dua/", "content/daerah/2019/10/dua.md was deleted here, and differs at the source"),
        ("", "", "site.yaml was edited here; what it would be now is in import/site.yaml"),
    ]  # fmt: skip


def test_the_table_of_kanal_is_proposed_unless_there_is_one(archive: Archive) -> None:
    """It is the desk's then."""
    archive.export(post(1))
    archive.run()
    table = archive.portal / "import/kanal.yaml"
    table.rename(archive.folder / "kanal.yaml")
    archive.run(kanal=str(archive.folder / "kanal.yaml"))
    assert not table.exists()
