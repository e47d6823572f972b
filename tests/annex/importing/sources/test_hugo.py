"""Where Hugo publishes a file, held against what the program itself says."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.annex.importing.items import Item, Redirect, Skipped, Term
from generator.annex.importing.old_addresses import parts_of, spelled
from generator.annex.importing.sources.front_matter import Plain, yaml
from generator.annex.importing.sources.hugo import HUGO, alias, sanitized, taxonomies
from generator.annex.importing.sources.systems import Page, Site, Times
from generator.base.dates import parse
from tests.importing_support import found

CONFIG = """\
baseURL = "https://a.example/"
title = "A"
[security]
allowContent = [".*"]
[permalinks]
slugs = "/:year/:slug/"
files = "/:year/:month/:filename/"
titles = "/:sections/:title"
either = "/:slugorfilename/"
base = "/b/:contentbasename/"
parts = "/s/:sections[1:]/:sections[last]/:slug"
times = "/:06/:1/:2/:monthname/:weekday/:weekdayname/:yearday/:slug"
tema = "/t/:slug/"
[taxonomies]
tag = "tags"
topic = "tema"
"""
TITLES = (
    "Judul: Apa? (Baru) & 50% C++ / #1 é_x...", "a+b C++ d", "x/y z", "A~b @ c", "50%25 %zz % q", "a_b  c - d", "“Kutip” ‘x’ it's",
    "Ünïçø ① ²", " depan", "akhir -", "C# and C++", "/awal/akhir/", "Tıtle  two -- three – four", "北 京",
)  # fmt: skip
FILES = (
    "slugs/Satu Dua.md", "files/2020-03-04-Nama_File.md", "files/bundel Satu/index.md", "files/bundel Satu/lain.md", "titles/Dalam Sekali/Lain/x.md",
    "either/Aaa Bbb.md", "either/c.id.md", "base/Foo.v1.2.md", "parts/a/_index.md", "parts/a/b/c.md", "times/c.md", "plain/Über Uns & Mehr (x).md",
    "plain/Sub Dir/With.Dots.md", "plain/a+b@c~d.md", "plain/html.html", "plain/tanpa.markdown", "tags/Foo Bar/_index.md", "tema/Satu Dua/_index.md", "public/x.md",
    "resources/y.md", "halaman depan.md", "plain/e.mdown", "plain/_garis.md", "plain/%25 %zz.md", "plain/a  b.md",
)  # fmt: skip


def hugo() -> str:
    """Return the program; skip the test where it is not."""
    program = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not program:
        pytest.skip("hugo is not installed")
    return program


def listed(root: Path) -> dict[str, str]:
    """Return the address of each file as the program says it; empty for what it does not publish."""
    said = subprocess.run([hugo(), "list", "all"], cwd=root, capture_output=True, text=True, check=True).stdout
    rows = csv.DictReader(said[said.index("path,slug,") :].splitlines())
    return {row["path"]: row["permalink"] and spelled(parts_of(row["permalink"]).path) for row in rows}


def derived(root: Path) -> dict[str, str]:
    """Return the address of each file as the import derives it."""
    below = found("hugo", root, {})
    places = {one.id: one.address for one in below if isinstance(one, Item)}
    places |= {
        one.file: one.address for one in below if isinstance(one, Skipped) and one.rule in {"list", "unrendered"}
    }
    return {path: address and spelled(parts_of(address).path) for path, address in places.items()}


def archive(root: Path, config: str = CONFIG) -> None:
    """Write a site with names, titles, slugs and times of all sorts."""
    files: dict[str, str | bytes] = {"hugo.toml": config}
    for number, path in enumerate(FILES):
        files[f"content/{path}"] = f"---\ntitle: Judul {number}\ndate: 2020-01-02T23:30:00-05:00\n---\nIsi.\n"
    for number, title in enumerate(TITLES):
        for folder in ("slugs", "plain"):
            files[f"content/{folder}/t{number}.md"] = (
                f"---\ntitle: '{title.replace(chr(39), chr(39) * 2)}'\ndate: 2020-01-02\n---\n"
            )
            files[f"content/{folder}/s{number}.md"] = (
                f"---\ntitle: x\nslug: '{title.replace(chr(39), chr(39) * 2)}'\ndate: 2020-01-02\n---\n"
            )
    for number, key in enumerate(("PublishDate", "published", "pubdate", "modified", "lastmod", "tiada")):
        files[f"content/files/d{number}.md"] = f"---\ntitle: D\n{key}: 2021-05-06\n---\n"
    files |= {
        "content/tags/lama/_index.md": "---\ntitle: L\nslug: Baru Ini\n---\n",
        "content/plain/u1.md": "---\ntitle: U\nurl: Foo/Bar Baz.html\n---\n", "content/plain/u2.md": "---\ntitle: U\nurl: /Foo/bar\n---\n",
        "content/plain/u3.md": "---\ntitle: Ü X\ndate: 2020-01-02\nurl: /p/:year/:slug\n---\n", "content/plain/_index.md": "---\ntitle: P\nurl: /daftar/\n---\n",
        "content/plain/k.md": "\n\n---\ntitle: K\nSlug: kosong-di-atas\n---\n", "content/plain/j.md": '\n{"title": "J", "slug": "dari-json"}\nIsi.',
        "content/plain/n.md": "---\ntitle: N\nbuild:\n  render: never\n---\n", "content/plain/h/index.md": "---\ntitle: H\nheadless: true\n---\n",
        "content/.sembunyi/a.md": "---\ntitle: S\n---\n", "themes/t/README.md": "x",
    }  # fmt: skip
    found("hugo", root, files)


@pytest.mark.parametrize(
    "config",
    [
        CONFIG, CONFIG.replace('title = "A"', 'title = "A"\nuglyURLs = true\ndisablePathToLower = true'), CONFIG.replace('title = "A"', 'title = "A"\nremovePathAccents = true'),
        CONFIG + '[frontmatter]\ndate = [":filename", "tiada", ":default"]\n', CONFIG.replace("[permalinks]", "[permalinks.page]"),
        CONFIG + "[languages.id]\n[languages.en]\n", CONFIG.replace('title = "A"', 'title = "A"\ndefaultContentLanguage = "id"\ndefaultContentLanguageInSubdir = true') + "[languages.id]\n[languages.en]\n",
    ],
)  # fmt: skip
def test_addresses_are_those_of_the_program(tmp_path: Path, config: str) -> None:
    """Of every file that it lists, by every rule: permalinks, slugs, titles, names, bundles, terms, languages."""
    archive(tmp_path, config)
    said, ours = listed(tmp_path), derived(tmp_path)
    assert {path: (ours.get(path), address) for path, address in said.items() if ours.get(path) != address} == {}
    assert len(said) > 80


@pytest.mark.parametrize(
    ("text", "address"),
    [("a  b", "a-b"), (" a ", "a"), ("a - b", "a-b"), ("a & b", "a-b"), ("50% x", "50-x"), ("%41", "%41"), ("é①²9", "é9"), ("", ""), ("--", "--"), ("a\tb", "a-b")],
)  # fmt: skip
def test_a_text_in_an_address(text: str, address: str) -> None:
    """Letters, digits and a few signs stay, blanks are a hyphen."""
    assert sanitized(text) == address


def test_aliases_lead_from_beside_a_page_and_lists_have_them_too(tmp_path: Path) -> None:
    """A name without a slash is beside the page; those of a list without a text lead to the list, which is a tag's."""
    records = found("hugo", tmp_path, {
        "hugo.toml": "[taxonomies]\ntopic = 'topik'\n",
        "content/topik/air-laut/_index.md": "---\ntitle: Air Laut\naliases: [air, /lama/air/]\n---\n",
        "content/berita/a.md": "---\ntitle: A\ndate: 2019-01-05\ntopik: [air-laut]\naliases: [b, /c/]\n---\nIsi.\n",
    })  # fmt: skip
    assert [one.aliases for one in records if isinstance(one, Item)] == [("/berita/b", "/c/")]
    assert [(one.old, one.new) for one in records if isinstance(one, Redirect)] == [
        ("/topik/air", "/topik/air-laut/"), ("/lama/air/", "/topik/air-laut/"),
    ]  # fmt: skip
    assert [(one.name, one.address) for one in records if isinstance(one, Term) and one.kind == "tag"] == [
        ("Air Laut", "/topik/air-laut/")
    ]


def test_the_address_of_a_term_is_that_of_its_own_taxonomy(tmp_path: Path) -> None:
    """Of several for tags, the one in which the front matter has it."""
    records = found("hugo", tmp_path, {
        "hugo.toml": "[taxonomies]\nseri = 'seri'\ntopic = 'topik'\n",
        "content/berita/a.md": "---\ntitle: A\ndate: 2019-01-05\ntopik: [laut]\nseri: [banjir]\n---\nIsi.\n",
    })  # fmt: skip
    assert {one.address for one in records if isinstance(one, Term) and one.kind == "tag"} == {
        "/topik/laut/", "/seri/banjir/",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("matter", "address"), [("date: 2019-01-05", "/berita/2020-03-04-a/"), ("title: A", "/berita/a/")]
)
def test_the_date_of_a_file_is_no_part_of_a_slug_only_where_it_is_the_date(
    tmp_path: Path, matter: str, address: str
) -> None:
    """Hugo looks at the name for want of a date before it in the order."""
    records = found("hugo", tmp_path, {
        "hugo.toml": "[frontmatter]\ndate = [':default', ':filename']\n",
        "content/berita/2020-03-04-a.md": f"---\n{matter}\n---\nIsi.\n",
    })  # fmt: skip
    assert [one.address for one in records if isinstance(one, Item)] == [address]


AT = parse("2019-01-05 07:08:09", "WIB")


def filled(pattern: str, matter: str = "title: Air Naik", path: str = "content/berita/kota/a.b.md") -> str:
    """Return the address of a page by a pattern for all pages of its folder."""
    site = Site({"permalinks": {"berita": pattern}}, ("content/",), frozenset({"berita/kota"}))
    name, day, language = HUGO.named(path, site)
    return HUGO.address(Page(path, yaml(matter), "", name, day, language), site, AT)


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("year", "2019"), ("month", "01"), ("monthname", "january"), ("day", "05"), ("weekday", "6"), ("weekdayname", "saturday"), ("yearday", "5"), ("2006", "2019"), ("06", "19"), ("01", "01"), ("1", "1"), ("Jan", "jan"),
        ("January", "january"), ("02", "05"), ("2", "5"), ("002", "005"), ("Mon", "sat"), ("Monday", "saturday"), ("15", "07"), ("04", "08"), ("05", "09"), ("title", "air-naik"), ("slug", "air-naik"), ("slugorfilename", "a.b"),
        ("filename", "a.b"), ("contentbasename", "a.b"), ("slugorcontentbasename", "a.b"), ("section", "berita"), ("sectionslug", "berita"), ("sections", "berita/kota"), ("sectionslugs", "berita/kota"), ("sections[1]", "kota"),
        ("sections[last]", "kota"), ("sections[0]", "berita"), ("sections[1:]", "kota"), ("sections[:1]", "berita"), ("sections[0:last]", "berita"), ("sectionslugs[:2]", "berita/kota"), ("sections[2]", ""), ("sections[1000]", "berita"), ("lain", ""),
    ],
)  # fmt: skip
def test_each_part_of_a_permalink(token: str, value: str) -> None:
    """As Hugo fills it."""
    assert filled(f"/x/:{token}/") == ("/x/" + value).rstrip("/") + "/"


@pytest.mark.parametrize(
    ("matter", "token", "value"),
    [
        ("slug: -Satu Dua-", "slug", "satu-dua"), ("slug: s", "slugorfilename", "s"), ("slug: s", "slugorcontentbasename", "s"), ("slug: s", "filename", "a.b"), ("linkTitle: Dua/Tiga\\Empat", "title", "dua-tiga-empat"),
        ("title: A\nlinktitle: B", "title", "a"), ("title: Xbox\\x", "title", "xbox-x"),
    ],
)  # fmt: skip
def test_what_front_matter_says_of_an_address(matter: str, token: str, value: str) -> None:
    """Its slug before its title, and never a slash in either."""
    assert filled(f"/x/:{token}/", matter) == f"/x/{value}/"


def test_a_page_without_a_time_is_of_the_first_year() -> None:
    """As Hugo has it."""
    site = Site({"permalinks": {"a": "/:year/:2006/:month/:day/:weekdayname/:15/"}}, ("content/",))
    assert HUGO.address(Page("content/a/b.md", {}, "", "b"), site, None) == "/1/0001/01/01/monday/00/"


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("date: a\npublishDate: b\npubdate: c\npublished: d\nlastmod: e\nmodified: f\nexpiryDate: g\nunpublishdate: h\nupdated: i\nlast_modified_at: j\npublished_at: k\ncreated: l", Times(("a", "b", "c", "d", "e", "f"), ("a", "b", "c", "d", "k", "l"), ("e", "f", "i", "j"), ("g", "h"))),
        ("", Times((), (), (), ())), ("modified: f\nunpublishdate: h", Times(("f",), (), ("f",), ("h",))),
    ],
)  # fmt: skip
def test_the_times_of_a_page(matter: str, expected: Times) -> None:
    """Each by all keys that Hugo or a theme takes it from, in their order."""
    assert HUGO.times(Page("a.md", yaml(matter), "", "a"), Site({}, ("",))) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["modified"], ("f",)), (["lastmod"], ("e", "f")), (["publishDate"], ("b", "c", "d")), (["expiryDate", ":default"], ("g", "h", "a", "b", "c", "d")), ([":filename", ":default"], ("2020-03-04", "a", "b", "c", "d")), ("date", ("a",)),
    ],
)  # fmt: skip
def test_the_site_may_choose_its_dates(order: list[str] | str, expected: tuple[str, ...]) -> None:
    """Other names of a key count with it, and the name of the file where it is asked for."""
    matter = yaml(
        "date: a\npublishDate: b\npubdate: c\npublished: d\nlastmod: e\nmodified: f\nexpiryDate: g\nunpublishdate: h"
    )
    site = Site({"frontmatter": {"date": order if isinstance(order, str) else [*order]}}, ("",))
    name, day, language = HUGO.named("2020-03-04-a.md", site)
    assert HUGO.times(Page("2020-03-04-a.md", matter, "", name, day, language), site).published == expected


@pytest.mark.parametrize(
    ("path", "values", "expected"),
    [
        ("a/b.md", {}, ("b", "", "")), ("a/b.id.md", {"languages": {"id": {}}}, ("b", "", "id")), ("a/b.ID.md", {"languages": {"id": {}}}, ("b", "", "id")), ("a/b.id.md", {"languages": {"en": {}}}, ("b.id", "", "")), ("a/.id.md", {"languages": {"id": {}}}, (".id", "", "")),
        ("a/2020-03-04-b.md", {}, ("2020-03-04-b", "", "")), ("a/2020-03-04-b.md", {"frontmatter": {"date": ":filename"}}, ("2020-03-04-b", "2020-03-04", "")), ("2020-03-04-x/index.md", {"frontmatter": {"date": ":filename"}}, ("index", "2020-03-04", "")),
        ("index.md", {"frontmatter": {"date": ":filename"}}, ("index", "", "")), ("2020-03-04-x/b.md", {"frontmatter": {"date": ":filename"}}, ("b", "", "")),
    ],
)  # fmt: skip
def test_the_name_of_a_file_says_its_date_and_language(
    path: str, values: dict[str, Plain], expected: tuple[str, str, str]
) -> None:
    """Where the site has that language, and takes dates from there."""
    assert HUGO.named(path, Site(values, ("",))) == expected


@pytest.mark.parametrize(
    ("values", "folders"),
    [
        ({}, ("content/",)), ({"contentdir": "isi"}, ("isi/",)), ({"contentdir": "/isi/"}, ("isi/",)), ({"languages": {"id": {"contentdir": "content/id"}, "en": {}}}, ("content/id/", "content/")),
        ({"module": {"mounts": [{"Source": "a", "Target": "content"}, {"source": "b", "target": "static"}, "x"]}}, ("a/",)), ({"module": {"mounts": [{"source": "content", "target": "content"}]}, "contentdir": "isi"}, ("content/",)),
    ],
)  # fmt: skip
def test_folders_with_content(values: dict[str, Plain], folders: tuple[str, ...]) -> None:
    """The usual one, unless the configuration names others."""
    assert HUGO.folders(values) == folders


@pytest.mark.parametrize(
    ("values", "sorts"),
    [
        ({}, {"categories": "category", "tags": "tag"}), ({"taxonomies": {"a": "Penulis", "b": "kanal", "c": "topik", "d": ["x"]}}, {"penulis": "person", "kanal": "category", "topik": "tag"}),
        ({"taxonomies": {name: name for name in ("author", "authors", "writer", "writers", "contributor", "contributors")}}, dict.fromkeys(("author", "authors", "writer", "writers", "contributor", "contributors"), "person")),
        ({"taxonomies": {name: name for name in ("category", "kategori")}}, {"category": "category", "kategori": "category"}),
    ],
)  # fmt: skip
def test_what_a_taxonomy_is_for(values: dict[str, Plain], sorts: dict[str, str]) -> None:
    """By its name: people, categories, or else tags."""
    assert taxonomies(Site(values, ("",))) == sorts


@pytest.mark.parametrize(
    ("rules", "address"),
    [
        ([{"pattern": "/p/:slug/"}], "/p/air-naik/"), ([{"pattern": "/p/:slug/", "target": {"kind": "section"}}], "/berita/kota/a/"), (["x", {"pattern": "/p/:slug/", "target": {"kind": "page", "path": "/Berita/**"}}], "/p/air-naik/"),
        ([{"pattern": "/p/:slug/", "target": {"path": "/lain/**"}}, {"pattern": "/q/:slug/"}], "/q/air-naik/"), ({"berita/kota": "/p/:slug/"}, "/p/air-naik/"), ({" /Berita/ ": "/p/:slug/"}, "/p/air-naik/"), ({"beri": "/p/:slug/"}, "/berita/kota/a/"),
        ({"page": {"berita": "/p/:slug/"}}, "/p/air-naik/"), ({"section": {"berita": "/p/:slug/"}}, "/berita/kota/a/"), ("x", "/berita/kota/a/"),
    ],
)  # fmt: skip
def test_which_permalink_holds(rules: Plain, address: str) -> None:
    """By the kind of a page, and the folder that it is in or below."""
    page = Page("content/berita/kota/a.md", {"title": "Air Naik"}, "", "a")
    assert HUGO.address(page, Site({"permalinks": rules}, ("content/",)), AT) == address


@pytest.mark.parametrize(
    ("matter", "address"),
    [
        ("url: x y/?a#b", "/x%20y/?a#b"), ("build: {render: false}", ""), ("build: {render: {a: b}}", "/a/"), ("_build: {render: never}", ""), ("build: {render: link}", "/a/"), ("headless: true", ""), ("slug: /b/", "/b/"),
    ],
)  # fmt: skip
def test_a_page_may_say_its_own_address(matter: str, address: str) -> None:
    """Or that it has none."""
    assert HUGO.address(Page("a.md", yaml(matter), "", "a"), Site({}, ("",)), AT) == address


@pytest.mark.parametrize(
    ("old", "address"),
    [("/lama/", "/lama/"), ("lama", "/berita/lama"), ("https://lain.example/x", "https://lain.example/x")],
)
def test_an_alias_without_a_slash_is_beside_the_page(old: str, address: str) -> None:
    """One of another host is as it is."""
    assert alias(old, "/berita/judul/") == address
