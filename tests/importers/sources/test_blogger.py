"""Backups of Blogger."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.importers.found import Asked, Item
from generator.importers.order import Order
from generator.importers.run import run
from generator.importers.sources.blogger import blogger
from tests.support import Portal

OLD = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'>
<id>tag:blogger.com,1999:blog-1.archive</id><title type='text'>Kabar Blog</title>
<link rel='alternate' type='text/html' href='https://kabar.blogspot.example/'/>
<entry><id>tag:blogger.com,1999:blog-1.post-101</id><published>2019-10-09T16:10:00.000+07:00</published>
<updated>2019-10-09T16:12:00.000+07:00</updated>
<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/>
<category scheme='http://www.blogger.com/atom/ns#' term='Daerah'/><category scheme='http://www.blogger.com/atom/ns#' term='Pasar'/>
<title type='text'>Pasar &amp; Warga</title><content type='html'>&lt;div&gt;Isi &lt;b&gt;tebal&lt;/b&gt;.&lt;/div&gt;</content>
<link rel='alternate' href='https://kabar.blogspot.example/2019/10/pasar-warga.html'/><author><name>Sari</name></author></entry>
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


def _items(folder: Path, text: str) -> list[Item]:
    (folder / "baca.xml").write_text(text, "utf-8")
    return [one for one in blogger((str(folder / "baca.xml"),), Asked("WIB")) if isinstance(one, Item)]


def test_an_old_backup_moves(tmp_path: Path) -> None:
    """Posts with labels, author, time and address; drafts are drafts, and comments are counted."""
    order = OLD.replace("<author><name>Sari</name></author>", "")
    assert [one.authors for one in _items(tmp_path, OLD)] == [("Sari",), ()]
    assert [one.authors for one in _items(tmp_path, order)] == [(), ()]
    (tmp_path / "b.xml").write_text(OLD, "utf-8")
    outcome = run(Order("blogger", (str(tmp_path / "b.xml"),), str(tmp_path / "portal")), lambda *_: None)[0]
    assert outcome.permalink == "/{year}/{month}/{slug}.html"
    assert outcome.addresses["same"] >= 1
    assert outcome.notes["comments"] == 1
    text = (tmp_path / "portal/content/daerah/2019/10/pasar-warga.md").read_text("utf-8")
    assert "title: " in text
    assert "tags:\n- Pasar\n" in text
    assert text.endswith("\n\nIsi **tebal**.\n")
    assert Portal(tmp_path / "portal").build().articles == 1


def test_a_new_backup_is_read(tmp_path: Path) -> None:
    """Takeout writes the same in other words."""
    (tmp_path / "feed.atom").write_text(NEW, "utf-8")
    items = [one for one in blogger((str(tmp_path / "feed.atom"),), Asked("WIB")) if isinstance(one, Item)]
    assert [(one.id, one.address, one.slug, one.state) for one in items] == [
        ("101", "/2019/10/pasar.html", "pasar", "published")
    ]


def test_any_other_file_is_one_sentence(tmp_path: Path) -> None:
    """An export of another system is named as no backup of Blogger."""
    (tmp_path / "x.xml").write_text("<rss/>")
    with pytest.raises(UsageError, match="not a backup of Blogger"):
        list(blogger((str(tmp_path / "x.xml"),), Asked("WIB")))


@pytest.mark.parametrize("href", ["http://[::1", "//[", "http://a]b/"])
def test_an_address_that_is_none_ends_nothing(tmp_path: Path, href: str) -> None:
    """Neither of a post nor of the site; what was to be read is imported."""
    text = OLD.replace("https://kabar.blogspot.example/2019/10/pasar-warga.html", href)
    (tmp_path / "b.xml").write_text(text.replace("https://kabar.blogspot.example/", href), "utf-8")
    outcome = run(Order("blogger", (str(tmp_path / "b.xml"),), str(tmp_path / "portal")), lambda *_: None)[0]
    assert outcome.found["article"] == 2
