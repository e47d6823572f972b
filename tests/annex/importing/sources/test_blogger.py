"""Backups of Blogger."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.items import Fault, Found, Item, Note, Options, Person, Portal
from generator.annex.importing.report import comments_of
from generator.annex.importing.run import run
from generator.annex.importing.sources.blogger import blogger
from generator.base.errors import UsageError
from generator.base.timestamps import Stamp
from tests.importing_support import asked
from tests.support import Portal as Built

OLD = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'>
<id>tag:blogger.com,1999:blog-1.archive</id><title type='text'>Kabar Blog</title>
<link rel='self' href='/y'/><link rel='alternate' type='text/html' href='https://kabar.blogspot.example/'/>
<entry><id>tag:blogger.com,1999:blog-1.post-101</id><published>2019-10-09T16:10:00.000+07:00</published>
<updated>2019-10-09T16:12:00.000+07:00</updated>
<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/>
<category scheme='http://www.blogger.com/atom/ns#' term='Daerah'/><category scheme='http://www.blogger.com/atom/ns#' term='Pasar'/>
<title type='text'>Pasar &amp; Warga</title><content type='html'>&lt;div&gt;Isi &lt;b&gt;tebal&lt;/b&gt;.&lt;/div&gt;</content>
<link rel='replies' href='/x'/><link rel='alternate' href='https://kabar.blogspot.example/2019/10/pasar-warga.html'/><author><name>Sari</name></author></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-102</id><published>2019-10-10T16:10:00.000+07:00</published>
<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/>
<title type='text'>Konsep</title><content type='html'>Belum</content><app:control><app:draft>yes</app:draft></app:control></entry>
<entry><id>tag:blogger.com,1999:blog-1.post-103</id>
<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#comment'/></entry>
</feed>
"""
NEW = """\
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Kabar Blog</title>
<entry><id>tag:blogger.com,1999:blog-1.post-101</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>
<blogger:created>2019-10-09T09:10:00Z</blogger:created><blogger:filename>/2019/10/pasar.html</blogger:filename>
<title>Pasar</title><content type='html'>&lt;p&gt;Isi&lt;/p&gt;</content><author><name>Sari</name></author></entry>
</feed>
"""


def _found(folder: Path, text: str) -> list[Found]:
    (folder / "baca.xml").write_text(text, "utf-8")
    return list(blogger(asked(str(folder / "baca.xml"))))


def _items(folder: Path, text: str) -> list[Item]:
    return [one for one in _found(folder, text) if isinstance(one, Item)]


AT = Stamp(1570612200, "WIB")


def test_what_an_old_backup_says(tmp_path: Path) -> None:
    """Each element of it."""
    assert _found(tmp_path, OLD) == [
        Portal("Kabar Blog"), Portal(url="https://kabar.blogspot.example"), Person("Sari", "Sari"),
        Item(
            kind="article", id="101", address="https://kabar.blogspot.example/2019/10/pasar-warga.html", title="Pasar & Warga",
            slug="pasar-warga", body="<div>Isi <b>tebal</b>.</div>", markup="html", published=AT, authors=("Sari",),
            categories=("Daerah",), tags=("Pasar",),
        ),
        Item(
            kind="article", id="102", address="", title="Konsep", slug="", body="Belum", markup="html",
            published=Stamp(AT.epoch + 86_400, "WIB"), state="draft",
        ),
        Note("comments", comments_of(1)),
    ]  # fmt: skip


def test_what_a_new_backup_says(tmp_path: Path) -> None:
    """The same, in other words."""
    assert _found(tmp_path, NEW) == [
        Portal("Kabar Blog"), Person("Sari", "Sari"),
        Item(
            kind="article", id="101", address="/2019/10/pasar.html", title="Pasar", slug="pasar", body="<p>Isi</p>",
            markup="html", published=Stamp(AT.epoch, "+00:00"), authors=("Sari",),
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<blogger:type>POST<", "<blogger:type>PAGE<", ("page", "published")), (">LIVE<", ">DRAFT<", ("article", "draft")),
        (">LIVE<", ">SCHEDULED<", ("article", "published")), (">LIVE<", ">SOFT_TRASHED<", ("article", "trashed")), (">LIVE<", ">LAIN<", ("article", "published")),
        ("<author>", "<app:control xmlns:app='http://www.w3.org/2007/app'><app:draft>yes</app:draft></app:control><author>", ("article", "draft")),
        ("<author>", "<app:control xmlns:app='http://www.w3.org/2007/app'><app:draft>no</app:draft></app:control><author>", ("article", "published")),
    ],
)  # fmt: skip
def test_what_became_of_a_post(tmp_path: Path, before: str, after: str, said: tuple[str, str]) -> None:
    """By its type and its status."""
    (item,) = _items(tmp_path, NEW.replace(before, after))
    assert (item.kind, item.state) == said


@pytest.mark.parametrize(("kind", "count"), [("POST", 1), ("page", 1), ("SETTINGS", 0), ("", 0)])
def test_only_posts_and_pages_are_items(tmp_path: Path, kind: str, count: int) -> None:
    """How the blog was set up is none."""
    assert len(_items(tmp_path, NEW.replace(">POST<", f">{kind}<"))) == count


@pytest.mark.parametrize(
    ("updated", "stamp"),
    [("2019-10-10T16:10:00+07:00", None), ("2019-10-10T16:10:01+07:00", Stamp(AT.epoch + 86_401, "WIB")), ("kemarin", None)],
)  # fmt: skip
def test_an_update_is_later_by_more_than_a_day(tmp_path: Path, updated: str, stamp: Stamp | None) -> None:
    """Whatever is touched of a post is an update to Blogger."""
    text = OLD.replace("2019-10-09T16:12:00.000+07:00", updated)
    assert _items(tmp_path, text)[0].updated == stamp
    assert _items(tmp_path, text.replace("<published>2019-10-09T16:10:00.000+07:00", "<published>"))[0].updated is None


def test_a_backup_that_is_torn_or_has_broken_characters(tmp_path: Path) -> None:
    """Both are told; the posts before come."""
    found = _found(tmp_path, OLD.replace("</feed>", "<entry>").replace("Belum", "Be\x02lum"))
    (note,) = (one for one in found if isinstance(one, Note) and one.code != "comments")
    (fault,) = (one for one in found if isinstance(one, Fault))
    assert (note.code, note.message) == (
        "broken-characters", f"{tmp_path}/baca.xml: 1 character that is none of XML or UTF-8",
    )  # fmt: skip
    assert (fault.file, str(fault.said)) == (f"{tmp_path}/baca.xml", "it ends too soon")
    assert len([one for one in found if isinstance(one, Item)]) == 2


def test_an_old_backup_moves(tmp_path: Path) -> None:
    """Posts with labels, author, time and address; drafts are drafts, and comments are counted."""
    order = OLD.replace("<author><name>Sari</name></author>", "")
    assert [one.authors for one in _items(tmp_path, OLD)] == [("Sari",), ()]
    assert [one.authors for one in _items(tmp_path, order)] == [(), ()]
    (tmp_path / "b.xml").write_text(OLD, "utf-8")
    outcome = run(Options("blogger", (str(tmp_path / "b.xml"),), str(tmp_path / "portal")), lambda *_: None)[0]
    assert outcome.permalink == "/{year}/{month}/{slug}.html"
    assert outcome.addresses["same"] >= 1
    assert outcome.notes["comments"] == 1
    text = (tmp_path / "portal/content/daerah/2019/10/pasar-warga.md").read_text("utf-8")
    assert "title: " in text
    assert "tags:\n- Pasar\n" in text
    assert text.endswith("\n\nIsi **tebal**.\n")
    assert Built(tmp_path / "portal").build().articles == 1


def test_a_new_backup_is_read(tmp_path: Path) -> None:
    """Takeout writes the same in other words."""
    (tmp_path / "feed.atom").write_text(NEW, "utf-8")
    items = [one for one in blogger(asked(str(tmp_path / "feed.atom"))) if isinstance(one, Item)]
    assert [(one.id, one.address, one.slug, one.state) for one in items] == [
        ("101", "/2019/10/pasar.html", "pasar", "published")
    ]


def test_any_other_file_is_one_sentence(tmp_path: Path) -> None:
    """It says where a backup is taken."""
    for text in ("<rss>blogger</rss>", "<feed/>"):
        (tmp_path / "x.xml").write_text(text)
        with pytest.raises(UsageError) as caught:
            list(blogger(asked(f"{tmp_path}/x.xml")))
        assert str(caught.value) == (
            f"{tmp_path}/x.xml is not a backup of Blogger: take one at Settings → Back up content"
        )
    with pytest.raises(UsageError) as caught:
        list(blogger(asked(f"{tmp_path}/tiada.xml")))
    assert str(caught.value) == f"{tmp_path}/tiada.xml cannot be read: it does not exist"


@pytest.mark.parametrize("href", ["http://[::1", "//[", "http://a]b/"])
def test_an_address_that_is_none_ends_nothing(tmp_path: Path, href: str) -> None:
    """Neither of a post nor of the site; what was to be read is imported."""
    text = OLD.replace("https://kabar.blogspot.example/2019/10/pasar-warga.html", href)
    (tmp_path / "b.xml").write_text(text.replace("https://kabar.blogspot.example/", href), "utf-8")
    outcome = run(Options("blogger", (str(tmp_path / "b.xml"),), str(tmp_path / "portal")), lambda *_: None)[0]
    assert outcome.found["article"] == 2


FIELDS = """\
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-1</id><title>Kabar Blog</title>
<entry><id>tag:blogger.com,1999:blog-1.post-101</id><blogger:type>{kind}</blogger:type><blogger:status>LIVE</blogger:status>
<author><name>Sari</name><uri/><blogger:type>BLOGGER</blogger:type></author><title>Pasar</title>
<content type='html'>&lt;p&gt;Isi&lt;/p&gt;</content><blogger:metaDescription>Warga  menata</blogger:metaDescription>
<blogger:created>2019-10-01T09:10:00Z</blogger:created><published>2019-10-09T09:10:00Z</published>
<updated>2019-10-09T09:10:00Z</updated><blogger:location/><category scheme='tag:blogger.com,1999:blog-1' term='Daerah'/>
<blogger:filename>{name}</blogger:filename><link/><enclosure/><blogger:trashed>{trashed}</blogger:trashed></entry>
</feed>
"""


def test_all_fields_of_a_new_backup(tmp_path: Path) -> None:
    """The time is that of publication, not of the first draft; the description for search engines is the summary."""
    (item,) = _items(tmp_path, FIELDS.format(kind="POST", name="/2019/10/pasar.html", trashed=""))
    assert item == Item(
        kind="article", id="101", address="/2019/10/pasar.html", title="Pasar", slug="pasar", body="<p>Isi</p>", markup="html", published=Stamp(1570612200, "+00:00"),
        authors=("Sari",), categories=("Daerah",), summary="Warga menata",
    )  # fmt: skip


def test_a_page_of_a_new_backup_and_what_is_in_its_bin(tmp_path: Path) -> None:
    """The bin is told by a time."""
    (page,) = _items(tmp_path, FIELDS.format(kind="PAGE", name="/p/tentang.html", trashed=""))
    assert (page.kind, page.slug, page.state) == ("page", "tentang", "published")
    (item,) = _items(tmp_path, FIELDS.format(kind="POST", name="", trashed="2020-01-01T00:00:00Z"))
    assert (item.state, item.address) == ("trashed", "")
