"""Exports of WordPress: what each element of one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.items import (
    Fault,
    File,
    Found,
    Item,
    Note,
    Person,
    Portal,
    Redirect,
    Term,
)
from generator.annex.importing.report import comments_of
from generator.annex.importing.sources.wordpress import credit_of, described, primary_of, redirects_of, wordpress
from generator.annex.importing.xml_stream import Element
from generator.base.errors import UsageError
from generator.base.timestamps import Stamp
from tests.exports import SITE
from tests.importing_support import HEAD, TAIL, asked, meta, post

AT = Stamp(1570612200, "WIB")


def found(folder: Path, *items: str, head: str = HEAD, tail: str = TAIL, zone: str = "WIB") -> list[Found]:
    """Return what an export says, without the author and the category that each has."""
    file = folder / "export.xml"
    file.write_text(head + "".join(items) + tail, "utf-8")
    return list(wordpress(asked(str(file), zone)))[2 if head is HEAD else 0 :]


def read(folder: Path, *, zone: str = "WIB", more: str = "", **fields: str) -> Item:
    """Return the item that a post with some fields becomes."""
    (item,) = (one for one in found(folder, post(more=more, **fields), zone=zone) if isinstance(one, Item))
    return item


def test_a_post_is_an_item(tmp_path: Path) -> None:
    """With all that the export says of it."""
    comment = "<wp:comment><wp:comment_approved>{}</wp:comment_approved></wp:comment>"
    more = (
        '<category domain="post_tag" nicename="b">Banjir &amp;amp; &lt;b&gt;Rob&lt;/b&gt;</category><category domain="category">Tanpa</category>'
        '<category nicename="x">X</category>'
        + meta("_thumbnail_id", "8")
        + meta("_yoast_wpseo_primary_category", "3")
        + meta("_yoast_wpseo_metadesc", "Uraian")
        + meta("_wp_old_slug", "lama")
        + meta("_wp_old_slug", "")
        + meta("_lain", "lain")
        + "".join(map(comment.format, ("1", "0", "spam", "1", "1")))
    )
    fields = {
        "title": "<![CDATA[Air <i>naik</i> &amp;  surut]]>",
        "guid": f"{SITE}/?p=70",
        "wp:post_modified": "2019-10-09 16:11:00",
    }
    address = f"{SITE}/2019/10/judul/"
    assert found(tmp_path, post(7, "Isi <b>berita</b>.\n", more=more, **fields)) == [
        Portal("Kabar Lama", "", SITE, ""),
        Item(
            kind="article", id="7", address=address, title="Air naik & surut", slug="judul",
            body="Isi <b>berita</b>.\n", markup="wordpress", published=AT, updated=Stamp(AT.epoch + 60, "WIB"),
            authors=("sari",), categories=("#3", "daerah"), tags=("Banjir & Rob",), summary="Uraian", photo="8",
            aliases=(f"{SITE}/?p=70", "/?p=7", f"{SITE}/2019/10/lama/"), notes=(Note("comments", comments_of(3), "7", address),),
        ),
    ]  # fmt: skip


def test_a_page_is_a_standing_page(tmp_path: Path) -> None:
    """Its number is that of a page, and its summary is the one that was written for it."""
    more = meta("_yoast_wpseo_metadesc", "Uraian")
    page = read(
        tmp_path,
        more=more,
        **{"wp:post_type": "page", "excerpt:encoded": " Kutipan  &lt;b&gt;x&lt;/b&gt; ", "guid": f"{SITE}/7"},
    )
    assert (page.kind, page.aliases, page.summary, page.notes) == ("page", ("/?page_id=7",), "Kutipan x", ())


@pytest.mark.parametrize(
    ("fields", "identity", "aliases"),
    [
        ({"wp:post_id": "", "guid": "g"}, "g", ()), ({"wp:post_id": "", "link": "/l/"}, "/l/", ()),
        ({"wp:post_id": "", "guid": "/?p=3"}, "/?p=3", ("/?p=3",)), ({"guid": "g"}, "7", ("/?p=7",)),
    ],
)  # fmt: skip
def test_what_a_post_is_known_by(
    tmp_path: Path, fields: dict[str, str], identity: str, aliases: tuple[str, ...]
) -> None:
    """Its number, else what the export calls it, else its address."""
    item = read(tmp_path, **fields)
    assert (item.id, item.aliases) == (identity, aliases)


@pytest.mark.parametrize(
    ("link", "slug", "aliases"),
    [
        ("/a/judul/", "judul", ("/a/lama/",)), ("/a/judul/judul.html", "judul", ("/a/judul/lama.html",)),
        ("/a/lain/", "judul", ()), ("/a/?p=7", "", ()), ("tanpa", "", ()),
    ],
)  # fmt: skip
def test_the_addresses_before_a_slug_was_changed(
    tmp_path: Path, link: str, slug: str, aliases: tuple[str, ...]
) -> None:
    """The last place of the slug in the address is that of the old one."""
    fields = {"link": link, "wp:post_name": slug, "wp:post_id": ""}
    assert read(tmp_path, more=meta("_wp_old_slug", "lama"), **fields).aliases == aliases


@pytest.mark.parametrize(
    ("status", "password", "state"),
    [
        ("publish", "", "published"), ("future", "", "published"), ("private", "", "private"), ("draft", "", "draft"),
        ("pending", "", "draft"), ("trash", "", "trashed"), ("auto-draft", "", "trashed"), ("inherit", "", "draft"),
        ("publish", "x", "protected"), ("draft", "x", "draft"), ("private", "x", "private"),
    ],
)  # fmt: skip
def test_what_became_of_a_post(tmp_path: Path, status: str, password: str, state: str) -> None:
    """By its status; only what readers may see asks them for a password."""
    assert read(tmp_path, **{"wp:status": status, "wp:post_password": password}).state == state


@pytest.mark.parametrize(
    ("local", "gmt", "stamp"),
    [
        ("2019-10-09 16:10:00", "2019-10-09 09:10:00", AT), ("2019-10-09 17:10:00", "2019-10-09 09:10:00", Stamp(AT.epoch, "WITA")),
        ("2019-10-09 18:10:00", "2019-10-09 09:10:00", Stamp(AT.epoch, "WIT")), ("2019-10-09 09:10:00", "2019-10-09 09:10:00", Stamp(AT.epoch, "WITA")),
        ("2019-10-09 17:10:00", "", Stamp(AT.epoch, "WITA")), ("2019-10-09 17:10:00", "0000-00-00 00:00:00", Stamp(AT.epoch, "WITA")),
        ("0000-00-00 00:00:00", "2019-10-09 09:10:00", None), ("", "2019-10-09 09:10:00", None), ("kemarin", "", None), ("2019-10-09 16:10:00", "kemarin", None),
        ("2019-10-09 17:10:00", "2019-10-09 09:10:00.500", Stamp(AT.epoch, "WITA")),
        ("1901-01-01 07:00:00", "1901-01-01 00:00:00", Stamp(-2177452800, "WIB")), ("1900-01-02 07:00:00", "1900-01-02 00:00:00", Stamp(-2208902400, "WIB")),
        ("1899-01-01 07:00:00", "1899-01-01 00:00:00", None), ("9999-12-31 06:59:59", "9999-12-31 23:59:59", None),
    ],
)  # fmt: skip
def test_the_time_of_a_post(tmp_path: Path, local: str, gmt: str, stamp: Stamp | None) -> None:
    """In the zone that the two times of an export differ by, else that of the site."""
    assert read(tmp_path, zone="WITA", **{"wp:post_date": local, "wp:post_date_gmt": gmt}).published == stamp


@pytest.mark.parametrize(
    ("modified", "gmt", "updated"),
    [
        ("2019-10-09 16:10:01", "2019-10-09 09:10:01", Stamp(AT.epoch + 1, "WIB")), ("", "", None),
    ],
)  # fmt: skip
def test_when_a_post_was_changed(tmp_path: Path, modified: str, gmt: str, updated: Stamp | None) -> None:
    """At any time; whether that is an update, the writer of the article decides."""
    fields = {"wp:post_modified": modified, "wp:post_modified_gmt": gmt}
    assert read(tmp_path, **fields).updated == updated


def test_a_media_file_is_a_file(tmp_path: Path) -> None:
    """With its caption, who made it, its alt text and what it belongs to; without an address it is nothing."""
    fields = {
        "wp:post_type": "attachment", "wp:attachment_url": f"{SITE}/a.jpg", "excerpt:encoded": "<![CDATA[Warga <b>di</b> posko]]>",
        "wp:post_parent": "7", "link": f"{SITE}/a/",
    }  # fmt: skip
    more = meta("_wp_attachment_image_alt", " Alt  &amp; x ") + meta("_media_credit", "Sari")
    made = File("8", f"{SITE}/a.jpg", "Warga di posko", "Sari", "Alt & x", f"{SITE}/a/", "7")
    assert found(tmp_path, post(8, more=more, **fields))[1:] == [made]
    assert found(tmp_path, post(8, more=more, **{**fields, "wp:attachment_url": ""}))[1:] == []


@pytest.mark.parametrize(
    "kind",
    "nav_menu_item revision customize_changeset oembed_cache user_request wp_global_styles wp_navigation wp_template "
    "wp_template_part wp_font_face wp_font_family custom_css".split(),
)
def test_how_the_old_site_was_set_up_is_no_content(tmp_path: Path, kind: str) -> None:
    """Nothing is said of it."""
    assert found(tmp_path, post(**{"wp:post_type": kind}))[1:] == []


def test_what_is_no_article_is_told(tmp_path: Path) -> None:
    """With its headline and its type."""
    (note,) = found(tmp_path, post(**{"wp:post_type": "produk", "title": "Kaus"}))[1:]
    assert isinstance(note, Note)
    assert (note.code, note.message, note.item, note.address, note.before, note.after) == (
        "other-types", '"Kaus" is of the type "produk"', "7", f"{SITE}/2019/10/judul/", "", "produk",
    )  # fmt: skip


def test_a_post_that_leads_away_is_a_redirect_and_a_draft(tmp_path: Path) -> None:
    """Readers never saw it; of a plug-in's own type it is nothing else."""
    redirect, item = found(tmp_path, post(more=meta("_yoast_wpseo_redirect", "/b/")))[1:]
    assert isinstance(item, Item)
    assert (redirect, item.state) == (Redirect(f"{SITE}/2019/10/judul/", "/b/"), "draft")
    fields = {"wp:post_type": "redirect_rule"}
    assert found(tmp_path, post(more=meta("_redirect_rule_from", "/a/"), **fields))[1:] == [Redirect("/a/", "")]


@pytest.mark.parametrize(
    ("inner", "person"),
    [
        ("<wp:author_login>a</wp:author_login><wp:author_email>a@b.example</wp:author_email><wp:author_display_name>S &amp;amp; W</wp:author_display_name><wp:author_first_name>X</wp:author_first_name>", Person("a", "S & W", address="/author/a/")),
        ("<wp:author_login>a</wp:author_login><wp:author_first_name>S</wp:author_first_name><wp:author_last_name>W</wp:author_last_name>", Person("a", "S W", address="/author/a/")),
        ("<wp:author_login>a</wp:author_login>", Person("a", "a", address="/author/a/")),
    ],
)  # fmt: skip
def test_a_person_has_a_name(tmp_path: Path, inner: str, person: Person) -> None:
    """The one that readers saw, else first and last, else the login."""
    head = HEAD.partition("<wp:author>")[0] + f"<wp:author>{inner}</wp:author>"
    assert found(tmp_path, head=head)[0] == person


def test_categories_and_tags_have_addresses(tmp_path: Path) -> None:
    """A category lies below those that it is in, which come before it."""
    head = HEAD.partition("<wp:author>")[0].replace(SITE, f"{SITE}/") + (
        "<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>a</wp:category_nicename><wp:cat_name>A &amp;amp; B</wp:cat_name>"
        "<wp:category_description>Uraian &lt;b&gt;x&lt;/b&gt;</wp:category_description></wp:category>"
        "<wp:category><wp:category_nicename>b</wp:category_nicename><wp:category_parent>a</wp:category_parent></wp:category>"
        "<wp:category><wp:category_nicename>c</wp:category_nicename><wp:category_parent>b</wp:category_parent></wp:category>"
        "<wp:category><wp:category_nicename>d</wp:category_nicename><wp:category_parent>tiada</wp:category_parent></wp:category>"
        "<wp:tag><wp:term_id>9</wp:term_id><wp:tag_slug>t</wp:tag_slug><wp:tag_name>T &lt;i&gt;u&lt;/i&gt;</wp:tag_name><wp:tag_description>V</wp:tag_description></wp:tag>"
        "<wp:tag><wp:tag_slug>u</wp:tag_slug></wp:tag>"
    )
    assert found(tmp_path, head=head)[:-1] == [
        Term("category", "a", "A & B", "Uraian x", "", f"{SITE}/category/a/", "1"), Term("category", "b", "b", "", "a", f"{SITE}/category/a/b/"),
        Term("category", "c", "c", "", "b", f"{SITE}/category/a/b/c/"), Term("category", "d", "d", "", "tiada", f"{SITE}/category/d/"),
        Term("tag", "t", "T u", "V", "", f"{SITE}/tag/t/", "9"), Term("tag", "u", "u", "", "", f"{SITE}/tag/u/"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "portal"),
    [
        ("<title>A &amp;amp;  B</title><link>https://a.example/</link><description>D</description><language>id</language><title>C</title>", Portal("A & B", "D", "https://a.example", "id")),
        ("<link>https://a.example/</link><wp:base_blog_url>https://b.example/</wp:base_blog_url>", Portal("", "", "https://b.example", "")),
    ],
)  # fmt: skip
def test_what_an_export_says_of_the_site(tmp_path: Path, inner: str, portal: Portal) -> None:
    """Once, before its posts, or at the end of one that has none."""
    head = HEAD.partition("<title>")[0] + inner
    assert found(tmp_path, head=head) == [portal]
    assert [type(one) for one in found(tmp_path, post(), post(8), head=head)] == [Portal, Item, Item]


def test_an_export_that_is_torn_or_has_broken_characters(tmp_path: Path) -> None:
    """What is before the tear comes, and both are told."""
    portal, item, note, fault = found(tmp_path, post(7, "a\x02b"), tail="<item><title>x")
    assert isinstance(item, Item)
    assert isinstance(fault, Fault)
    assert isinstance(note, Note)
    assert (portal, item.body) == (Portal("Kabar Lama", "", SITE, ""), "ab")
    assert (note.code, note.message) == (
        "broken-characters",
        f"{tmp_path}/export.xml: 1 character that is none of XML or UTF-8",
    )
    assert (fault.file, str(fault.said)) == (f"{tmp_path}/export.xml", "it ends too soon")


@pytest.mark.parametrize("text", ["<rss>", "wordpress.org/export/", "<feed>"])
def test_any_other_file_is_one_sentence(tmp_path: Path, text: str) -> None:
    """It says where an export comes from."""
    (tmp_path / "x.xml").write_text(text)
    with pytest.raises(UsageError) as caught:
        list(wordpress(asked(f"{tmp_path}/x.xml")))
    assert (
        str(caught.value)
        == f"{tmp_path}/x.xml is not an export of WordPress: write one with Tools → Export → All content"
    )
    with pytest.raises(UsageError) as caught:
        list(wordpress(asked(f"{tmp_path}/tiada.xml")))
    assert str(caught.value) == f"{tmp_path}/tiada.xml cannot be read: it does not exist"


def made_post(**children: str) -> Element:
    return Element("item", {}, "", {name: [Element(name, {}, text)] for name, text in children.items()})


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({}, ("", "")), ({"_yoast_wpseo_primary_category": "3"}, ("3", "")), ({"rank_math_primary_category": " 4 "}, ("4", "")), ({"rank_math_primary_category": "x"}, ("", "")),
        ({"_yoast_wpseo_metadesc": " Air  naik "}, ("", "Air naik")), ({"rank_math_description": "%excerpt%", "_aioseo_description": "Air"}, ("", "Air")), ({"_yoast_wpseo_metadesc": "%%title%% di sini", "rank_math_description": "B"}, ("", "B")),
    ],
)  # fmt: skip
def test_fields_of_a_post(meta: dict[str, str], expected: tuple[str, str]) -> None:
    """Its first category, and a description that somebody has written."""
    assert (primary_of(meta).removeprefix("#"), described(meta)) == expected


@pytest.mark.parametrize(
    "key", ["_media_credit", "_photo_credit", "photo_credit", "credit", "_wp_attachment_credit", "_credit"]
)
def test_who_made_a_picture(key: str) -> None:
    """By the field of any plug-in, else by what the camera has left."""
    camera = {"_wp_attachment_metadata": 'a:1:{s:6:"credit";s:4:"Sari";}'}
    assert credit_of({key: " Kabar  Lama ", **camera}) == "Kabar Lama"
    assert credit_of({key: " ", **camera}) == "Sari"
    assert credit_of({"_wp_attachment_metadata": 's:6:"credit";s:0:"";'}) == ""
    assert credit_of({"_wp_attachment_metadata": f's:6:"credit";s:201:"{201 * "x"}";'}) == ""
    assert credit_of({}) == ""


@pytest.mark.parametrize(
    ("kind", "children", "meta", "expected"),
    [
        ("redirect_rule", {}, {"_redirect_rule_from": "/a/", "_redirect_rule_to": "/b/"}, [("/a/", "/b/")]), ("redirect_rule", {}, {"_redirect_rule_from": "/a/"}, [("/a/", "")]),
        *(("redirect_rule", {}, {"_redirect_rule_from": "/a/", "_redirect_rule_to": "/b/", "_redirect_rule_status_code": code}, [("/a/", new)]) for code, new in (("403", ""), ("404", ""), ("410", ""), ("301", "/b/"))),
        *((kind, {"title": "/a/"}, {"redirect_to": "/b/"}, [("/a/", "/b/")]) for kind in ("redirection", "redirect", "seo-redirection", "301-redirect")),
        ("redirect", {"title": "x"}, {"_redirect_from": "/a/", "_redirect_to": "/b/"}, [("/a/", "/b/")]), ("redirect", {}, {"redirect_from": "/a/", "redirection_url": "/b/"}, [("/a/", "/b/")]), ("redirect", {}, {"redirect_to": "/b/"}, []),
        ("post", {"link": "/a/"}, {"_yoast_wpseo_redirect": "/b/"}, [("/a/", "/b/")]), ("page", {"link": "/a/"}, {"rank_math_redirection_url_to": "/b/"}, [("/a/", "/b/")]), ("post", {}, {"_yoast_wpseo_redirect": "/b/"}, []), ("post", {"link": "/a/"}, {}, []),
    ],
)  # fmt: skip
def test_redirects_of_plugins(
    kind: str, children: dict[str, str], meta: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    """Posts of their own type, or posts that lead away from themselves; what is gone leads nowhere."""
    assert redirects_of(kind, made_post(**children), meta) == tuple(Redirect(*one) for one in expected)


def authored(*terms: tuple[str, str]) -> str:
    """Return the terms by which Co-Authors Plus names authors."""
    return "".join(f'<category domain="author" nicename="{slug}">{name}</category>' for slug, name in terms)


def test_several_authors(tmp_path: Path) -> None:
    """Co-Authors Plus has them as terms; one who has no account has a post."""
    guest = post(
        9,
        more=meta("cap-user_login", "made") + meta("cap-display_name", "Made &amp; W") + meta("cap-description", "Bio"),
        **{"wp:post_type": "guest-author", "title": "Made"},
    )
    _, item, person = found(tmp_path, post(more=authored(("cap-sari", "sari"), ("cap-made", ""))), guest)
    assert isinstance(item, Item)
    assert item.authors == ("sari", "made")
    assert person == Person("made", "Made & W", "Bio", "/author/made/")


def test_a_guest_without_fields(tmp_path: Path) -> None:
    """Is known by the slug and the title of the post."""
    guest = {"wp:post_type": "guest-author", "wp:post_name": "cap-made", "title": "Made W"}
    assert found(tmp_path, post(**guest))[1] == Person("made", "Made W", "", "/author/made/")


def test_fields_of_a_newsroom_say_whose_picture_it_is(tmp_path: Path) -> None:
    """They are of the post, and those that nobody reads are named with their words."""
    more = (
        meta("kredit_foto", "Sari W") + meta("_kredit_foto", "field_1") + meta("caption_foto", "Perahu &amp; nelayan")
        + meta("kutipan", "Kata kepala desa") + meta("_kutipan", "field_2") + meta("jumlah", "12") + meta("_jumlah", "field_3")
        + meta("lain", "Kata lain") + meta("_lain", "x")
    )  # fmt: skip
    item = read(tmp_path, more=more)
    assert (item.credit, item.caption) == ("Sari W", "Perahu & nelayan")
    assert [(note.code, note.message, note.before) for note in item.notes] == [("field", "kutipan", "Kata kepala desa")]


@pytest.mark.parametrize(
    "key", "caption_foto keterangan_foto photo_caption image_caption featured_image_caption thumbnail_caption".split()
)
def test_fields_with_a_caption(tmp_path: Path, key: str) -> None:
    """Of plug-ins and of newsrooms."""
    assert read(tmp_path, more=meta(key, "Perahu")).caption == "Perahu"


@pytest.mark.parametrize(
    ("key", "title", "headline", "told"),
    [
        ("_yoast_wpseo_title", "Judul lain", "Judul", ["_yoast_wpseo_title"]), ("rank_math_title", "Judul lain", "Judul", ["rank_math_title"]),
        ("_yoast_wpseo_title", "%%title%% %%sep%% %%sitename%%", "Judul", []), ("rank_math_title", "Judul", "Judul", []),
    ],
)  # fmt: skip
def test_headlines_for_search_engines(tmp_path: Path, key: str, title: str, headline: str, told: list[str]) -> None:
    """Are no headlines of the page; one that somebody wrote is told."""
    item = read(tmp_path, more=meta(key, title))
    assert (item.title, [note.message for note in item.notes]) == (headline, told)


def test_a_post_without_a_headline_has_the_one_for_search_engines(tmp_path: Path) -> None:
    """It is better than none."""
    assert read(tmp_path, more=meta("rank_math_title", "Judul lain"), title="").title == "Judul lain"


def test_a_post_that_elementor_keeps(tmp_path: Path) -> None:
    """Its data are the body where the post has none; what shows nothing is named."""
    data = (
        '[{"elements": [{"widgetType": "text-editor", "settings": {"editor": "<p>Isi</p>"}}, {"widgetType": "posts"}]}]'
    )
    item = read(tmp_path, more=meta("_elementor_data", data), **{"content:encoded": " "})
    assert (item.body, [(note.code, note.message) for note in item.notes]) == (
        "<p>Isi</p>",
        [("dynamic-block", "posts")],
    )
    item = read(tmp_path, more=meta("_elementor_data", data))
    assert (item.body, item.notes) == ("Isi berita.", ())


def test_footnotes_of_the_block_editor(tmp_path: Path) -> None:
    """They are kept beside the post, and stand where their block is, else at the end."""
    notes = meta("footnotes", '[{"id": "u", "content": "Lihat <b>b</b>"}]')
    listed = '<ol><li id="u">Lihat <b>b</b> <a href="#u-link">↩</a></li></ol>'
    body = "<![CDATA[A<!-- wp:footnotes /-->B]]>"
    assert read(tmp_path, more=notes, **{"content:encoded": body}).body == f"A{listed}B"
    assert read(tmp_path, more=notes).body == f"Isi berita.\n\n{listed}"
    assert read(tmp_path, more=meta("footnotes", "{")).body == "Isi berita."
