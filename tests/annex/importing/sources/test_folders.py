"""Folders of Markdown and HTML: what each file of one says, before anything is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.annex.importing.items import Fault, File, Item, Note, Person, Portal, Skipped, Term, Texts
from generator.annex.importing.sources import SOURCES, front_matter
from generator.base.errors import UsageError
from generator.base.timestamps import Stamp
from tests.importing_support import asked, found

AT = Stamp(1546657200, "WIB")


def read(folder: Path, matter: str, path: str = "content/a.md", *, zone: str = "WIB", body: str = "") -> Item:
    """Return the item of a file of Hugo with some front matter."""
    (item,) = (
        one for one in found("hugo", folder, {path: f"---\n{matter}\n---\n{body}"}, zone=zone) if isinstance(one, Item)
    )
    return item


def test_a_file_is_an_item(tmp_path: Path) -> None:
    """With all that its front matter says; a person and a category are told of once."""
    matter = (
        "id: i-1\ntitle: Air  naik\ndate: 2019-01-05 10:00\nlastmod: 2019-01-05 10:01\nauthors: [Sari, Made]\ncategories: [Kota Tua, laut-biru]\n"
        "tags: [a, b]\ndescription: R  s\nslug: s\ncover: {src: f.jpg, caption: K, alt: X}\naliases: [/x/, /y/]\n"
    )
    item = Item(
        kind="article", id="i-1", address="/b/s/", title="Air naik", slug="s", body="Isi.\n", markup="markdown", published=AT,
        updated=Stamp(AT.epoch + 60, "WIB"), authors=("Sari", "Made"), categories=("kota-tua", "laut-biru"), tags=("a", "b"),
        summary="R s", photo="f.jpg", caption="K", alt="X", aliases=("/x/", "/y/"),
    )  # fmt: skip
    later = "---\ntitle: C\ndate: 2019-01-05\nauthor: Sari\n---\n<p>Isi.</p>\n"
    files = {
        "hugo.toml": 'title = "A"\ndescription = "D"\nbaseURL = "https://a.example/"\nlanguageCode = "id"\n',
        "content/b/a.md": f"---\n{matter}---\nIsi.\n", "content/b/c.html": later, "content/b/e.htm": "---\ntitle: E\ncategory: b\n---\n<p>E</p>", "content/tentang.md": "Kami.\r\n",
    }  # fmt: skip
    assert found("hugo", tmp_path, files) == [
        Portal("A", "D", "https://a.example", "id"), Texts(4),
        Person("Sari", "Sari"), Person("Made", "Made"), Term("category", "kota-tua", "Kota Tua", address="/categories/kota-tua/"),
        Term("category", "laut-biru", "Laut Biru", address="/categories/laut-biru/"),
        Term("tag", "a", "a", address="/tags/a/"), Term("tag", "b", "b", address="/tags/b/"), item, Term("category", "b", "B", address="/b/"),
        Item(
            kind="article", id="content/b/c.html", address="/b/c/", title="C", slug="c", body="<p>Isi.</p>\n", markup="html",
            published=Stamp(AT.epoch - 36_000, "WIB"), day_only=True, authors=("Sari",), categories=("b",),
        ),
        Item(kind="page", id="content/b/e.htm", address="/b/e/", title="E", slug="e", body="<p>E</p>", markup="html", published=None, categories=("b",)),
        Item(kind="page", id="content/tentang.md", address="/tentang/", title="", slug="tentang", body="Kami.\n", markup="markdown", published=None),
    ]  # fmt: skip


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though a page may link to a later one."""
    split, texts = front_matter.split, list[str]()

    def counted(text: str) -> tuple[dict[str, front_matter.Plain], str]:
        texts.append(text)
        return split(text)

    monkeypatch.setattr(front_matter, "split", counted)
    found("hugo", tmp_path, {"content/a.md": "---\ntitle: A\n---\n[B](b.md)", "content/b.md": "---\ntitle: B\n---\n"})
    assert len(texts) == 2


@pytest.mark.parametrize(("system", "path", "pages"), [("hugo", "content/b/a.html", 1), ("jekyll", "b/a.html", 0)])
def test_html_without_front_matter(tmp_path: Path, system: str, path: str, pages: int) -> None:
    """Is a page of Hugo; Jekyll leaves it as it is."""
    matter = {"content/b/a.md" if system == "hugo" else "_posts/2019-01-05-a.md": "---\ntitle: A\n---\nIsi.\n"}
    items = [one for one in found(system, tmp_path, {path: "<p>Isi.</p>\n", **matter}) if isinstance(one, Item)]
    assert len([one for one in items if one.id == path]) == pages


def test_a_bundle_brings_its_files(tmp_path: Path) -> None:
    """What lies beside its page is below its address, but for hidden files, folders and other pages."""
    files: dict[str, str | bytes] = {
        "content/b/air/index.md": "---\ntitle: A\n---\n", "content/b/air/z.pdf": b"z", "content/b/air/a.jpg": b"a", "content/b/air/.x.jpg": b"x",
        "content/b/air/lain.MD": "---\ntitle: L\n---\n", "content/b/air/dalam/x.jpg": b"x", "index.md": "---\ntitle: I\n---\n",
    }  # fmt: skip
    below = found("hugo", tmp_path, files)
    items = {one.id: (one.address, one.slug) for one in below if isinstance(one, Item)}
    assert items == {"content/b/air/index.md": ("/b/air/", "air")}
    skipped = {one.file: one.rule for one in below if isinstance(one, Skipped)}
    assert skipped == {"content/b/air/lain.MD": "bundled", "index.md": "outside"}
    assert [one for one in below if isinstance(one, File) and one.item == "content/b/air/index.md"] == [
        File("/b/air/a.jpg", "/b/air/a.jpg", item="content/b/air/index.md", place=f"{tmp_path}/content/b/air/a.jpg"),
        File("/b/air/z.pdf", "/b/air/z.pdf", item="content/b/air/index.md", place=f"{tmp_path}/content/b/air/z.pdf"),
    ]  # fmt: skip


@pytest.mark.parametrize(("body", "items"), [("", []), (" \n", []), ("Isi.\n", ["/b/"])])
def test_the_front_matter_of_a_list_is_no_page(tmp_path: Path, body: str, items: list[str]) -> None:
    """Unless readers had a text there."""
    files: dict[str, str | bytes] = {"content/b/_index.md": f"---\ntitle: B\n---\n{body}"}
    assert [one.address for one in found("hugo", tmp_path, files) if isinstance(one, Item)] == items


@pytest.mark.parametrize(
    ("matter", "path", "published", "day_only"),
    [
        ("date: 2019-01-05 10:00", "content/a.md", AT, False), ("date: 2019-1-5", "content/a.md", Stamp(AT.epoch - 36_000, "WIB"), True),
        *((f"{key}: 2019-01-05 10:00", "content/a.md", AT, False) for key in ("publishDate", "pubDate", "published_at", "created")),
        ("date: kemarin", "content/a.md", None, False),
    ],
)  # fmt: skip
def test_the_time_of_a_file(tmp_path: Path, matter: str, path: str, published: Stamp | None, day_only: bool) -> None:
    """As its front matter says."""
    item = read(tmp_path, matter, path)
    assert (item.published, item.day_only, item.kind) == (published, day_only, "article" if published else "page")
    assert (item.address, item.slug) == ("/a/", "a")


@pytest.mark.parametrize(
    ("source", "config", "path", "published"),
    [
        ("zola", "", "content/2019-01-05-a.md", True), ("zola", "", "content/2019-1-5-a.md", True), ("zola", "", "content/2019-13-05-a.md", False), ("zola", "", "content/x2019-01-05-a.md", False),
        ("hugo", "", "content/2019-01-05-a.md", False), ("hugo", "[frontmatter]\ndate = [':filename', ':default']", "content/2019-01-05-a.md", True), ("hugo", "[frontmatter]\ndate = [':default']", "content/2019-01-05-a.md", False),
    ],
)  # fmt: skip
def test_a_date_in_the_name_of_a_file(tmp_path: Path, source: str, config: str, path: str, published: bool) -> None:
    """Counts where the system takes it from there; for Hugo, where the site says so."""
    below = found(source, tmp_path, {"config.toml": f'title = "A"\n{config}', path: "---\ntitle: A\n---\n"})
    (item,) = (one for one in below if isinstance(one, Item))
    assert (item.published, item.day_only) == ((Stamp(AT.epoch - 36_000, "WIB"), True) if published else (None, False))


@pytest.mark.parametrize(
    ("matter", "updated"),
    [
        ("date: 2019-01-05 10:00\nlastmod: 2019-01-05 10:00:01", Stamp(AT.epoch + 1, "WIB")), ("date: 2019-01-05 10:00", None),
        *((f"date: 2019-01-05 10:00\n{key}: 2019-1-6", Stamp(AT.epoch + 50_400, "WIB")) for key in ("lastmod", "updated", "last_modified_at", "modified")),
    ],
)  # fmt: skip
def test_when_a_file_was_changed(tmp_path: Path, matter: str, updated: Stamp | None) -> None:
    """At any time; whether that is an update, the writer of the article decides."""
    assert read(tmp_path, matter).updated == updated


@pytest.mark.parametrize(
    ("matter", "state"),
    [
        *((f"draft: {word}", "draft") for word in ("true", "yes", "'1'", "on", "True", "ON")), *((f"draft: {word}", "published") for word in ("false", "no", "0", "x", "''")),
        *((f"published: {word}", "draft") for word in ("false", "no", "False")), *((f"published: {word}", "published") for word in ("true", "yes", "x", "''")),
    ],
)  # fmt: skip
def test_what_is_a_draft(tmp_path: Path, matter: str, state: str) -> None:
    """As it is said, in any case of its letters."""
    assert read(tmp_path, matter).state == state


@pytest.mark.parametrize(
    ("matter", "photo"),
    [
        ("image: a.jpg", ("a.jpg", "", "")), ("image: a.jpg\nimage_caption: K\ncaption: C\nimage_alt: X\nalt: Y", ("a.jpg", "K", "X")), ("image: a.jpg\ncaption: C\nalt: Y", ("a.jpg", "C", "Y")),
        ("images: [a.jpg, b.jpg]", ("a.jpg", "", "")), ("images: []", ("", "", "")), ("images: [{src: a.jpg, caption: K, alt: X}]", ("a.jpg", "K", "X")), ("image: tanpa", ("", "", "")),
        *((f"cover: {{{key}: a.jpg}}\ncaption: C", ("a.jpg", "", "")) for key in ("src", "url", "path", "image", "teaser", "relative")), ("cover: {lain: a.jpg}", ("", "", "")),
        ("header: x\nbanner: a.jpg", ("a.jpg", "", "")), ("extra: {image: a.jpg}", ("a.jpg", "", "")),
    ],
)  # fmt: skip
def test_the_picture_of_a_file(tmp_path: Path, matter: str, photo: tuple[str, str, str]) -> None:
    """Its address, its caption and its alt text, in whatever form."""
    item = read(tmp_path, matter)
    assert (item.photo, item.caption, item.alt) == photo


@pytest.mark.parametrize(
    ("matter", "field", "value"),
    [
        ("linkTitle: T", "title", "T"), ("title: T\nlinkTitle: U", "title", "T"), ("uuid: u", "id", "u"), ("category: [x]", "categories", ("x",)), ("categories: [北]", "categories", ("北",)),
        ("tag: x", "tags", ("x",)), ("keywords: [x]", "tags", ("x",)), ("summary: S", "summary", "S"), ("excerpt: S", "summary", "S"), ("subtitle: S", "summary", "S"),
        ("alias: /x/", "aliases", ("/x/",)), ("redirect_from: [/x/]", "aliases", ("/x/",)), ("author: {name: S}", "authors", ("S",)), ("author: [{name: S}]", "authors", ("S",)),
        ("taxonomies: {tags: [x]}", "tags", ("x",)), ("taxonomies: x", "tags", ()),
    ],
)  # fmt: skip
def test_what_systems_call_the_same_thing(tmp_path: Path, matter: str, field: str, value: object) -> None:
    """It has one field here."""
    assert getattr(read(tmp_path, matter), field) == value


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("[x](b.md)", "[x](/b/)"), ("[x](b.md#c)", "[x](/b/#c)"), ('<a href="b.md">', '<a href="/b/">'), ("<a href='d/e.markdown'>", "<a href='/d/e/'>"), ("[x](tiada.md)", "[x](tiada.md)"),
        ("[x](/b.md)", "[x](/b.md)"), ("[x](https://a.example/b.md)", "[x](https://a.example/b.md)"), ("[x](mailto:b.md)", "[x](mailto:b.md)"), ("[x](#b.md)", "[x](#b.md)"), ("[x](b.pdf)", "[x](b.pdf)"),
        ("[x](@/b.md)", "[x](/b/)"), ("[x](e.markdown)", "[x](/d/e/)"), ("[x](@/e.markdown)", "[x](/d/e/)"), ("[x](content/b.md)", "[x](/b/)"),
        ('{{< ref "b" >}}', "/b/"), ('{{< ref "b#c" >}}', "/b/#c"), ('{{< ref "/d/e" >}}', "/d/e/"), ('{{< ref "b.md" >}}', "/b/"), ('{{< ref "tiada#c" >}}', "tiada#c"), ('{{< ref "tiada.md" >}}', "tiada.md"),
    ],
)  # fmt: skip
def test_a_link_to_a_file_leads_to_its_address(tmp_path: Path, link: str, written: str) -> None:
    """By whatever path it is named; what is no file of the site stays."""
    found("hugo", tmp_path, {"content/b.md": "---\ntitle: B\n---\n", "content/d/e.markdown": "---\ntitle: E\n---\n"})
    (tmp_path / "content/a.md").write_text(f"---\ntitle: A\n---\n{link}")
    item = next(one for one in found("hugo", tmp_path, {}) if isinstance(one, Item) and one.title == "A")
    assert item.body == written


def test_what_a_shortcode_loses_is_with_its_item(tmp_path: Path) -> None:
    """As a note."""
    item = read(tmp_path, "title: A", body="a {{< peta >}}")
    assert [(one.code, one.message, one.before) for one in item.notes] == [
        ("shortcode", "peta was removed", "{{< peta >}}")
    ]
    assert isinstance(item.notes[0], Note)


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """With the reason; the others come."""
    root = tmp_path / "lama"
    (root / "content").mkdir(parents=True)
    (tmp_path / "rahasia.md").write_text("---\ntitle: R\n---\n")
    (root / "content/b.md").symlink_to(tmp_path / "rahasia.md")
    _, _, fault, broken, item = found(
        "hugo", root, {"hugo.toml": "title = 'A'", "content/c.md": '{"title": ', "content/d.md": "---\ntitle: D\n---\n"}
    )
    assert isinstance(item, Item)
    assert isinstance(fault, Fault)
    assert isinstance(broken, Fault)
    assert str(fault).startswith("content/b.md: it cannot be read: ")
    assert str(broken) == "content/c.md:1:11: its front matter cannot be read: this is not valid JSON"


def test_a_site_is_a_folder(tmp_path: Path) -> None:
    """A file is none."""
    (tmp_path / "a.md").write_text("x")
    with pytest.raises(UsageError) as caught:
        list(SOURCES["zola"](asked(f"{tmp_path}/a.md")))
    assert str(caught.value) == f"{tmp_path}/a.md is not a folder; name the folder of the site, with its configuration"


def test_a_name_that_no_file_may_have_is_told(tmp_path: Path) -> None:
    """Neither bytes that are no text nor signs that nobody sees get into ids and addresses."""
    (tmp_path / "content").mkdir()
    for name in (b"a\xff.md", "b\u200b.md".encode()):
        (tmp_path / "content" / os.fsdecode(name)).write_text("---\ntitle: A\n---\nIsi.\n")
    _, *faults = found("hugo", tmp_path, {})
    assert [str(one.said) for one in faults if isinstance(one, Fault) and one.of_text] == [
        "its name holds bytes that are not UTF-8, or signs that cannot be seen"
    ] * 2


def test_a_dated_file_beside_the_posts_of_jekyll_is_in_no_category(tmp_path: Path) -> None:
    """A folder above _posts is one; a file's own name is not."""
    files = dict.fromkeys(("arsip/2019-10-09-a.md", "kota/_posts/2019-10-09-b.md"), "---\ntitle: A\n---\nIsi.\n")
    items = {one.slug: one.categories for one in found("jekyll", tmp_path, files) if isinstance(one, Item)}
    assert items == {"2019-10-09-a": (), "b": ("kota",)}


@pytest.mark.parametrize(
    ("matter", "body", "item"),
    [
        ("title: Air Naik", "# Air naik\n\nIsi.", ("Air Naik", "\nIsi.")), ("title: Air Naik", "# Air turun\n\nIsi.", ("Air Naik", "# Air turun\n\nIsi.")),
        ("title: Air Naik", "Isi.\n\n# Air naik", ("Air Naik", "Isi.\n\n# Air naik")), ("title: A", "# A\n# A\n", ("A", "# A\n")), ("tags: [a]", "# Air naik\n\nIsi.", ("Air naik", "\nIsi.")),
    ],
)  # fmt: skip
def test_a_headline_that_the_body_repeats_is_there_once(
    tmp_path: Path, matter: str, body: str, item: tuple[str, str]
) -> None:
    """Above the text, where the portal shows it; a text whose front matter has none has that which it begins with."""
    found = read(tmp_path, matter, body=body)
    assert (found.title, found.body) == item
