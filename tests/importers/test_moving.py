"""An import from item to report: what is done with each, and where media are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.sources.test_systems import Folder
from tests.importers_support import Archive, post
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
