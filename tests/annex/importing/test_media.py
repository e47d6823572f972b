"""Media files from a copy of the old site's uploads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.annex.importing.media import (
    MOST,
    TOO_LARGE,
    Shelf,
    UnavailableError,
    Wanted,
    beside,
    bring,
    copies,
    in_order,
)
from generator.annex.importing.plan import parsed
from tests.exports import SITE
from tests.importing_support import HEAD, Archive, meta, post
from tests.photos import jpeg
from tests.support import Portal


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def taken(shelf: Shelf, wanted: Wanted, write: Callable[[bytes], object] = len) -> str:
    """Take a file from a shelf; return why it cannot be had, or nothing."""
    try:
        shelf(wanted, write)
    except UnavailableError as error:
        return str(error.why)
    return ""


def test_pictures_come_from_a_copy_of_the_uploads(archive: Archive) -> None:
    """Each picture that an article shows lies at its old address afterwards, and the portal builds with it."""
    copy = archive.folder / "uploads/2019/10/a.jpg"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(jpeg(1600, 900))
    archive.export(post(1, f'<img src="{SITE}/wp-content/uploads/2019/10/a.jpg" alt="Pasar" />'))
    outcome = archive.run(media=str(archive.folder / "uploads"))
    assert outcome.media == {"brought": 1}
    assert archive.body("content/daerah/2019/10/judul.md") == "![Pasar](/wp-content/uploads/2019/10/a.jpg)"
    portal = Portal(archive.portal)
    portal.build()
    assert (portal.folder / "content/wp-content/uploads/2019/10/a.jpg").read_bytes() == copy.read_bytes()
    assert (portal.output / "wp-content/uploads/2019/10/a.jpg").exists()


def test_documents_that_articles_lead_to_go_on_being_published(archive: Archive) -> None:
    """site.yaml allows what the old site had, in its folder of uploads and nowhere else."""
    paper = archive.folder / "uploads/2019/apbd.pdf"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"%PDF-1.4")
    archive.export(post(1, f'<a href="{SITE}/wp-content/uploads/2019/apbd.pdf">APBD</a>'))
    assert archive.run(media=str(archive.folder / "uploads")).media == {"brought": 1}
    assert parsed(archive.read("site.yaml")).reading.media_folders == (("wp-content/", (".pdf",)),)
    portal = Portal(archive.portal)
    portal.build()
    assert (portal.output / "wp-content/uploads/2019/apbd.pdf").read_bytes() == b"%PDF-1.4"


def test_a_smaller_size_leads_back_to_the_original(archive: Archive) -> None:
    """WordPress names a smaller copy after its size; where the original is there, it takes its place."""
    uploads = archive.folder / "uploads"
    uploads.mkdir()
    (uploads / "a.jpg").write_bytes(jpeg(8, 8))
    body = f'<img src="{SITE}/wp-content/uploads/a-300x200.jpg" alt="A" /> <img src="{SITE}/wp-content/uploads/b-300x200.jpg" alt="B" />'
    archive.export(post(1, body))
    archive.run(media=str(uploads))
    assert archive.body("content/daerah/2019/10/judul.md") == (
        "![A](/wp-content/uploads/a.jpg) ![B](/wp-content/uploads/b-300x200.jpg)"
    )
    assert [line["before"] for line in archive.notes("missing-media")] == [f"{SITE}/wp-content/uploads/b-300x200.jpg"]


def test_a_file_that_a_browser_executes_is_refused(archive: Archive) -> None:
    """No page or script of the old site becomes a file of the portal."""
    uploads = archive.folder / "uploads"
    uploads.mkdir()
    (uploads / "x.svgz").write_bytes(b"x")
    notes = bring(Wanted("wp-content/uploads/x.html", f"{SITE}/x.html"), (copies(str(uploads)).take,), archive.portal)[
        1
    ]
    assert [note.code for note in notes] == ["refused-media"]
    assert not archive.portal.exists()


@pytest.mark.parametrize("path", ["../../rahasia.jpg", "wp-content/uploads/../../../rahasia.jpg", "tautan.jpg"])
def test_nothing_outside_the_folder_of_media_is_read(archive: Archive, path: str) -> None:
    """Neither an address with two dots nor a symbolic link leads out of the folder."""
    (archive.folder / "rahasia.jpg").write_bytes(b"rahasia")
    uploads = archive.folder / "satu/uploads"
    uploads.mkdir(parents=True)
    (uploads / "tautan.jpg").symlink_to(archive.folder / "rahasia.jpg")
    archive.export(post(1, f'<p>Isi</p><img src="{SITE}/{path}" alt="A" />', more=meta("_thumbnail_id", "9")))
    archive.run(media=str(uploads))
    assert not list((archive.portal / "content").rglob("*.jpg"))


def test_what_is_there_is_not_brought_again(archive: Archive) -> None:
    """A picture that was brought, or put there by the desk, stays as it is."""
    uploads = archive.folder / "uploads"
    uploads.mkdir()
    (uploads / "a.jpg").write_bytes(jpeg(8, 8))
    archive.export(post(1, f'<img src="{SITE}/wp-content/uploads/a.jpg" alt="A" />'))
    archive.run(media=str(uploads))
    mine = archive.portal / "content/wp-content/uploads/a.jpg"
    mine.write_bytes(b"baru")
    assert archive.run(media=str(uploads)).media == {"there": 1}
    assert mine.read_bytes() == b"baru"


def test_without_a_copy_pictures_stay_where_they_are(archive: Archive) -> None:
    """site.yaml names the old host for pictures, and links to other files lead there."""
    archive.export(
        post(
            1, f'<img src="{SITE}/wp-content/uploads/a.jpg" alt="A" /> <a href="{SITE}/wp-content/uploads/b.pdf">B</a>'
        )
    )
    archive.run()
    assert f'media:\n  base_url: "{SITE}"\n' in archive.read("site.yaml")
    assert archive.body("content/daerah/2019/10/judul.md") == (
        f"![A](/wp-content/uploads/a.jpg) [B]({SITE}/wp-content/uploads/b.pdf)"
    )


def test_a_name_that_no_disk_holds_ends_nothing(archive: Archive) -> None:
    """The file is reported, and the others are brought."""
    uploads = archive.folder / "uploads"
    (uploads / "b.jpg").mkdir(parents=True)
    (uploads / "b.jpg/c.jpg").write_bytes(jpeg(8, 8))
    (uploads / ("é" * 120 + ".jpg")).write_bytes(jpeg(8, 8))
    paths = ["é" * 120 + ".jpg", "x" * 300 + ".jpg", "b.jpg/c.jpg"]
    content = archive.portal / "content"
    found = [bring(Wanted(path, f"{SITE}/{path}"), (copies(str(uploads)).take,), content)[0] for path in paths]
    assert found == ["brought", "missing", "brought"]
    for path, kept in (("b.jpg", "a folder"), ("b.jpg/c.jpg/d.jpg", "a file")):
        (uploads / "d.jpg").write_bytes(jpeg(8, 8))
        (brought, notes) = bring(
            Wanted(path, f"{SITE}/{path}"), (beside({path: str(uploads / "d.jpg")}).take,), content
        )
        assert (brought, notes[0].code) == ("missing", "missing-media"), kept
    assert not list(content.rglob(".*"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", b"<!doctype html><title>Masuk</title>"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    ],
)
def test_a_picture_that_is_none_is_reported(archive: Archive, name: str, data: bytes) -> None:
    """Neither a page under the name of a picture nor a drawing with script comes to lie in content/."""
    uploads = archive.folder / "uploads"
    uploads.mkdir()
    (uploads / name).write_bytes(data)
    brought, notes = bring(Wanted(name, f"{SITE}/{name}"), (copies(str(uploads)).take,), archive.portal / "content")
    assert (brought, [note.code for note in notes]) == ("missing", ["missing-media"])
    assert not list((archive.portal / "content").rglob("*.*"))


@pytest.mark.parametrize(
    ("site", "file", "base"),
    [
        (SITE, f"{SITE}/wp-content/uploads/a.jpg", SITE),
        (SITE, "https://cdn.example/wp-content/uploads/a.jpg", "https://cdn.example"),
        (f"{SITE}/kabar", f"{SITE}/kabar/wp-content/uploads/a.jpg", f"{SITE}/kabar"),
    ],
)
def test_pictures_that_stay_are_shown_where_they_are(archive: Archive, site: str, file: str, base: str) -> None:
    """media.base_url is what stands before the path that an article has, whichever file comes first."""
    attached = post(
        9,
        "",
        **{"wp:post_type": "attachment", "wp:attachment_url": file, "wp:status": "inherit", "wp:post_parent": "7"},
    )
    shown = post(7, f'<img src="{file}" alt="A">', link=f"{site}/2019/10/judul/")
    archive.export(attached, shown, head=HEAD.replace(f"<wp:base_blog_url>{SITE}<", f"<wp:base_blog_url>{site}<"))
    archive.run()
    assert f'base_url: "{base}"\n' in archive.read("site.yaml").partition("media:")[2]
    assert archive.body("content/daerah/2019/10/judul.md") == "![A](/wp-content/uploads/a.jpg)"
    portal = Portal(archive.portal)
    portal.build()
    page = next(one for one in portal.output.rglob("judul/index.html")).read_text("utf-8")
    assert f'src="{file}"' in page


@pytest.mark.parametrize(("levels", "brought"), [(31, 1), (32, 1), (33, 0), (40, 0)])
def test_a_picture_in_many_folders(archive: Archive, levels: int, brought: int) -> None:
    """As deep as a portal may have folders, and no deeper: what is imported builds."""
    path = f"{'a/' * levels}a.jpg"
    copy = archive.folder / "uploads" / path
    copy.parent.mkdir(parents=True)
    copy.write_bytes(jpeg(8, 8))
    archive.export(post(1, f'Isi. <img src="{SITE}/{path}" alt="A" />'))
    outcome = archive.run(media=str(archive.folder / "uploads"))
    assert outcome.media == ({"brought": 1} if brought else {"missing": 1})
    assert len(list(archive.portal.rglob("*.jpg"))) == brought
    Portal(archive.portal).build()


def test_a_picture_that_nobody_has_leaves_no_folders(archive: Archive) -> None:
    """They would be empty, and are somebody's to wonder at."""
    (archive.folder / "uploads").mkdir()
    archive.export(post(1, f'Isi. <img src="{SITE}/2019/10/a.jpg" alt="A" />'))
    archive.run(media=str(archive.folder / "uploads"))
    content = archive.portal / "content"
    assert not [one for one in content.rglob("*") if one.is_dir() and not any(one.iterdir())]
    assert not (content / "2019").exists()


def test_nothing_is_brought_through_a_symbolic_link(archive: Archive) -> None:
    """Neither out of the portal nor to another folder of it: whoever writes articles could have put it there."""
    uploads, outside = archive.folder / "uploads", archive.folder / "luar"
    for folder in (uploads, outside, archive.portal / "content"):
        folder.mkdir(parents=True)
    (uploads / "a.jpg").write_bytes(jpeg(8, 8))
    (archive.portal / "content/foto").symlink_to(outside)
    wanted = Wanted("foto/a.jpg", f"{SITE}/foto/a.jpg")
    brought, notes = bring(wanted, (copies(str(uploads)).take,), archive.portal / "content")
    assert (brought, notes[0].message) == ("missing", "foto/a.jpg is reached by a symbolic link")
    assert not list(outside.iterdir())


def test_the_limit_of_a_file_is_said_in_megabytes() -> None:
    """As it is."""
    assert (str(TOO_LARGE), MOST) == ("has more than 100 MB", 100 << 20)


@pytest.mark.parametrize(("size", "said"), [(MOST, ""), (MOST + 1, "has more than 100 MB")])
def test_a_file_may_be_as_large_as_a_site_lets_it(tmp_path: Path, size: int, said: str) -> None:
    """Wherever it lies."""
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(size)
    wanted = Wanted("a.pdf", f"{SITE}/a.pdf")
    assert taken(copies(str(tmp_path)).take, wanted, len) == said
    assert taken(beside({"a.pdf": str(tmp_path / "a.pdf")}).take, wanted, len) == said


def test_why_a_file_is_not_brought(tmp_path: Path) -> None:
    """Each as a sentence with its path, and the address that it had."""
    content, shelf = tmp_path / "content", tmp_path / "uploads"
    shelf.mkdir()
    (shelf / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    (shelf / "b.jpg").write_text("<html>")
    (shelf / "c.html").write_text("x")
    (shelf / "d.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (shelf / "e.pdf").write_text("x")
    long = "/".join(["x" * 200] * 5) + "/b.jpg"
    for path, brought, said in (
        ("A.SVG", "missing", "A.SVG is not in the folder of media"), ("a.svg", "missing", "a.svg is more than a picture: it holds a <script> element"), ("b.jpg", "missing", "b.jpg is not the picture that its name says"),
        ("c.html", "refused", "c.html"), ("c.HTML", "refused", "c.HTML"), (long, "missing", f"{long} lies deeper than a portal may have folders"), ("f.jpg", "missing", "f.jpg is not in the folder of media"),
        ("d.svg", "brought", ""), ("e.pdf", "brought", ""), ("e.pdf", "there", ""),
    ):  # fmt: skip
        done, notes = bring(Wanted(path, f"{SITE}/{path}"), (copies(str(shelf)).take,), content)
        code = "refused-media" if brought == "refused" else "missing-media"
        assert (done, [(one.code, one.message, one.before) for one in notes]) == (
            brought,
            [(code, said, f"{SITE}/{path}")] if said else [],
        )
    assert sorted(one.name for one in content.iterdir()) == ["d.svg", "e.pdf"]


def test_files_that_differ_in_letter_case_alone_are_one() -> None:
    """The first of them by its path."""
    assert list(in_order({"b.jpg": "3", "a.jpg": "1", "A.jpg": "2", "a.JPG": "4"})) == [
        Wanted("A.jpg", "2"),
        Wanted("b.jpg", "3"),
    ]
