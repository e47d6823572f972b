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
from generator.annex.importing.sources.hugo import sanitized
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
