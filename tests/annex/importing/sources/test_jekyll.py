"""Tests for generator.annex.importing.sources.jekyll. The addresses are those that Jekyll 4.3 says of the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.items import Item, Skipped
from generator.annex.importing.sources.front_matter import Plain, yaml
from generator.annex.importing.sources.jekyll import JEKYLL, is_published
from generator.annex.importing.sources.systems import Page, Site
from generator.base.dates import parse
from tests.annex.importing.sources.test_folders import found

CONFIG = """\
permalink: pretty
timezone: Asia/Jakarta
collections:
  resep: {output: true}
  rahasia: {output: false}
defaults:
- scope: {path: "", type: posts}
  values: {author: Sari, categories: [Umum]}
- scope: {path: kota}
  values: {category: kota}
- scope: {path: "x", type: pages}
  values: {permalink: "/y/:basename:output_ext"}
exclude: [README.md, arsip/]
"""
ADDRESSES = {
    ("_posts/2019-01-05-a.md", "categories: [Berita, Kota Tua]"): "/umum/berita/kota%20tua/2019/01/05/a/",
    ("_posts/2019-01-06-Bab_Satu.md", "date: 2019-01-06 01:00:00 +0700"): "/umum/2019/01/06/Bab_Satu/",
    ("_posts/2019-01-07-c.md", "slug: Se Lug!\npermalink: /k/:slug/:title.html"): "/k/se-lug/Se-Lug!.html",
    ("kota/_posts/2019-01-08-d.md", ""): "/kota/umum/2019/01/08/d/",
    ("_resep/2019-01-05-soto.md", ""): "/resep/2019-01-05-soto/", ("_resep/a-b.md", ""): "/resep/a-b/",
    ("x/a.md", ""): "/y/a.html", ("x/2020-01-02-b.md", ""): "/y/2020-01-02-b.html", ("index.md", ""): "/",
    ("tentang.md", ""): "/tentang/",
}  # fmt: skip


def _files(config: str, *files: tuple[str, str]) -> dict[str, str | bytes]:
    return {"_config.yml": config, **{path: f"---\ntitle: A\n{matter}\n---\nIsi.\n" for path, matter in files}}


def test_addresses_by_collections_and_defaults(tmp_path: Path) -> None:
    """Each file is where Jekyll put it; what it does not publish is skipped and has no address."""
    hidden = ("README.md", "_rahasia/a.md", "_lain/a.md", "arsip/a.md")
    records = found("jekyll", tmp_path, _files(CONFIG, *ADDRESSES, *((path, "") for path in hidden)))
    assert {one.id: one.address for one in records if isinstance(one, Item)} == {
        path: address for (path, _), address in ADDRESSES.items()
    }
    skipped = {one.file: (one.rule, one.address) for one in records if isinstance(one, Skipped)}
    assert skipped == dict.fromkeys(hidden, ("unrendered", ""))


@pytest.mark.parametrize(
    ("matter", "categories", "tags"),
    [
        ("tags: banjir rob\ncategories: kota laut", ("kota", "laut"), ("banjir", "rob")),
        ("tag: banjir rob\ncategory: kota laut", ("kota-laut",), ("banjir rob",)),
        ("tags: [banjir rob]\ncategories: kota", ("kota",), ("banjir rob",)),
        ("tags: banjir rob, laut\ncategories: kota", ("kota",), ("banjir rob, laut",)),
    ],
)
def test_a_text_of_several_tags(
    tmp_path: Path, matter: str, categories: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    """Spaces are between them where the key is in the plural, as in Jekyll."""
    files = {"_config.yml": "title: A\n", "_posts/2019-01-05-a.md": f"---\ntitle: A\n{matter}\n---\nIsi.\n"}
    (item,) = (one for one in found("jekyll", tmp_path, files) if isinstance(one, Item))
    assert (item.categories, item.tags) == (categories, tags)


def test_what_the_configuration_says_of_all_is_front_matter(tmp_path: Path) -> None:
    """Of two that say the same, the closer one holds, and the file's own before both."""
    config = """\
defaults:
- {scope: {path: _posts/b, type: posts}, values: {author: Made}}
- {scope: {path: ""}, values: {author: Sari, description: Semua}}
- {scope: {path: "_posts/*"}, values: {editor: Wayan}}
- {scope: {path: _posts/bukan}, values: {author: Bukan}}
- salah
"""
    records = found(
        "jekyll",
        tmp_path,
        _files(config, ("_posts/b/2019-01-05-a.md", ""), ("_posts/2019-01-05-c.md", "author: Nyoman"), ("d.md", "")),
    )
    said = {one.id: (one.authors, one.editors, one.summary) for one in records if isinstance(one, Item)}
    assert said == {
        "_posts/b/2019-01-05-a.md": (("Made",), ("Wayan",), "Semua"),
        "_posts/2019-01-05-c.md": (("Nyoman",), ("Wayan",), "Semua"),
        "d.md": (("Sari",), (), "Semua"),
    }


@pytest.mark.parametrize(
    ("config", "path", "matter", "address"),
    [
        ("permalink: /:year/:i_month/:title", "_posts/2019-01-05-a.md", "", "/2019/1/a"),
        ("permalink: /:year/:title", "tentang.md", "", "/tentang"),
        ("permalink: /:title:output_ext", "tentang.md", "", "/tentang.html"),
        ("collections: {a: {output: true, permalink: '/b/:path'}}", "_a/c/d.md", "", "/b/c/d"),
        ("collections: {a: {output: true, permalink: '/b/:name/'}}", "_a/c/D_e.md", "", "/b/d-e/"),
        ("collections_dir: isi\ncollections: {a: {output: true}}", "isi/_a/d.md", "", "/a/d.html"),
        ("collections: {posts: {permalink: '/b/:slug/'}}", "_posts/2019-01-05-A.b.md", "", "/b/a-b/"),
        ("permalink: weekdate", "_posts/2019-01-05-a.md", "", "/2019/W01/Sat/a.html"),
        ("timezone: Tidak/Ada", "_posts/2019-01-05-a.md", "date: 2019-01-05 03:00 +0700", "/2019/01/04/a.html"),
        (
            "timezone: Pacific/Kiritimati",
            "_posts/9999-12-31-a.md",
            "date: 9999-12-31 12:00 +0000",
            "/9999/12/31/a.html",
        ),
        ("", "_posts/2019-01-05-a.md", "date: 2019-01-05 03:00", "/2019/01/05/a.html"),
    ],
)
def test_the_parts_of_a_permalink(tmp_path: Path, config: str, path: str, matter: str, address: str) -> None:
    """As Jekyll fills them; a time with an offset counts where the site was built."""
    records = found("jekyll", tmp_path, _files(config, (path, matter)))
    assert [one.address for one in records if isinstance(one, Item)] == [address]


@pytest.mark.parametrize(
    ("permalink", "file", "aliases"),
    [
        ("/:title.html", "tentang.md", ("/tentang.html",)),
        ("/:title/", "tentang.md", ()),
        ("date", "tentang.md", ()),
        ("/:title", "_posts/2019-01-05-tentang.md", ()),
    ],
)
def test_a_page_without_an_ending_answers_at_its_file_too(
    tmp_path: Path, permalink: str, file: str, aliases: tuple[str, ...]
) -> None:
    """Jekyll says /tentang and writes tentang.html; posts have the address that the site chose for them."""
    records = found("jekyll", tmp_path, _files(f"permalink: {permalink}", (file, "")))
    assert [one.aliases for one in records if isinstance(one, Item)] == [aliases]


AT = parse("2019-01-05 07:08:09", "WIB")


def filled(pattern: str, matter: str = "title: A", path: str = "Kota/_posts/2019-01-05-Bab_Satu X.md") -> str:
    """Return the address of a post by a permalink of its site."""
    name, day, language = JEKYLL.named(path, NO_SITE)
    return JEKYLL.address(Page(path, yaml(matter), "", name, day, language), Site({"permalink": pattern}, ("",)), AT)


NO_SITE = Site({}, ("",))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "2019"), ("short_year", "19"), ("month", "01"), ("i_month", "1"), ("day", "05"), ("i_day", "5"), ("y_day", "005"), ("hour", "07"), ("minute", "08"), ("second", "09"), ("w_year", "2019"), ("short_day", "Sat"), ("long_day", "Saturday"),
        ("short_month", "Jan"), ("long_month", "January"), ("week", "01"), ("w_day", "6"), ("title", "Bab_Satu-X"), ("slug", "bab-satu-x"), ("name", "2019-01-05-bab-satu-x"), ("basename", "2019-01-05-Bab_Satu%20X"), ("categories", "kota"),
        ("slugified_categories", "kota"), ("collection", "posts"), ("lain", ""),
    ],
)  # fmt: skip
def test_each_part_of_a_permalink(name: str, value: str) -> None:
    """As Jekyll fills it; one that it does not know is empty."""
    assert filled(f"/x/:{name}/") == (f"/x/{value}/" if value else "/x/")


@pytest.mark.parametrize(
    ("style", "address"),
    [
        ("date", "/kota/2019/01/05/Bab_Satu-X.html"), ("pretty", "/kota/2019/01/05/Bab_Satu-X/"), ("ordinal", "/kota/2019/005/Bab_Satu-X.html"), ("weekdate", "/kota/2019/W01/Sat/Bab_Satu-X.html"), ("none", "/kota/Bab_Satu-X.html"),
        ("", "/kota/2019/01/05/Bab_Satu-X.html"), ("/:title", "/Bab_Satu-X"), ("/a/index.html", "/a/"), ("//:title//", "/Bab_Satu-X/"),
    ],
)  # fmt: skip
def test_the_styles_of_permalinks(style: str, address: str) -> None:
    """Have their names, and anything else is a pattern."""
    assert filled(style) == address


@pytest.mark.parametrize(
    ("style", "page", "index", "resep"),
    [
        ("date", "/a/b.html", "/a/", "/resep/c/d.html"), ("pretty", "/a/b/", "/a/", "/resep/c/d/"), ("/:title/", "/a/b/", "/a/", "/resep/c/d/"), ("/:title:output_ext", "/a/b.html", "/a/", "/resep/c/d.html"), ("/:title", "/a/b", "/a/", "/resep/c/d"), ("none", "/a/b.html", "/a/", "/resep/c/d.html"),
    ],
)  # fmt: skip
def test_what_is_no_post_has_the_ending_of_posts(style: str, page: str, index: str, resep: str) -> None:
    """Its folder is its address."""
    site = Site({"permalink": style, "collections": {"resep": {"output": "true"}}}, ("",))
    found = [JEKYLL.address(Page(path, {}, "", name), site, None) for path, name in (("a/b.md", "b"), ("a/index.md", "index"), ("_resep/c/d.md", "d"))]  # fmt: skip
    assert found == [page, index, resep]


@pytest.mark.parametrize(
    ("path", "values", "published"),
    [
        ("a.md", {"exclude": ["*.md"]}, False), ("a/b.md", {"exclude": ["/a/"]}, False), ("ab/c.md", {"exclude": ["a"]}, True), ("a.md", {"exclude": "a.md"}, False), ("_a/b.md", {}, False), ("x/_a/b.md", {}, False), ("_a.md", {}, True), ("_posts/a.md", {}, True),
        ("_drafts/a.md", {}, True), ("x_posts/a.md", {}, True), ("_a/b.md", {"collections": ["a"]}, False), ("_a/b.md", {"collections": {"a": {"output": "true"}}}, True), ("_a/b.md", {"collections": {"a": {"output": "false"}}}, False),
        ("isi/_a/b.md", {"collections_dir": "/isi/", "collections": {"a": {"output": "true"}}}, True), ("_a/b.md", {"collections_dir": "isi", "collections": {"a": {"output": "true"}}}, False),
    ],
)  # fmt: skip
def test_what_is_published(path: str, values: dict[str, Plain], published: bool) -> None:
    """Posts, pages, and collections that are to be."""
    site = Site(values, ("",))
    assert is_published(path, site) is published
    assert bool(JEKYLL.address(Page(path, {}, "", "a"), site, AT)) is published


@pytest.mark.parametrize(
    ("path", "day", "section"),
    [("_posts/a.md", "", ""), ("kota/_posts/a.md", "", "kota"), ("x/kota/_drafts/y/a.md", "", "kota"), ("_resep/a.md", "2019-01-05", "resep"), ("_resep/a.md", "", ""), ("a/b.md", "", ""), ("a/b.md", "2019-01-05", "")],
)  # fmt: skip
def test_the_category_of_a_page_that_names_none(path: str, day: str, section: str) -> None:
    """Is the folder above a post's, or its collection."""
    site = Site({"collections": ["resep"]}, ("",))
    assert JEKYLL.section(Page(path, {}, "", "a", day), site) == section


@pytest.mark.parametrize(
    ("matter", "address"),
    [
        ("categories: [Laut, '', Kota]", "/kota/laut/a/"), ("category: Laut Biru", "/kota/laut/biru/a/"), ("categories: Laut Biru\ncategory: x", "/kota/laut/biru/a/"), ("permalink: /b/:title", "/b/a"), ("permalink: 'false'", "/kota/a/"),
        ("permalink: none", "/kota/a.html"), ("slug: B c", "/kota/B-c/"),
    ],
)  # fmt: skip
def test_what_front_matter_says_of_an_address(matter: str, address: str) -> None:
    """Categories in lower case, each once, below the folders; a permalink of its own holds."""
    assert filled("/:categories/:title/", matter, "Kota/_posts/2019-01-05-a.md") == address


def test_a_site_below_a_path() -> None:
    """Has it before every address."""
    assert JEKYLL.address(Page("a.md", {}, "", "a"), Site({"baseurl": "/kabar/"}, ("",)), None) == "/kabar/a.html"
