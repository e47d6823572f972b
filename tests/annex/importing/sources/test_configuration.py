"""What the configuration of a site in a folder says, wherever it is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.annex.importing.items import Fault, Item, Portal
from generator.annex.importing.sources.configuration import configuration, portal_of
from generator.annex.importing.sources.front_matter import Plain
from generator.annex.importing.sources.hugo import HUGO
from generator.annex.importing.sources.jekyll import JEKYLL
from generator.annex.importing.sources.systems import ELEVENTY, ZOLA, System
from tests.importing_support import found

TEXT = "---\ntitle: A\ndate: 2019-01-05\nslug: s\n---\n"


@pytest.mark.parametrize(
    "files",
    [
        {"config.yml": "permalinks:\n  b: /:year/:slug/\n"}, {"hugo.json": '{"permalinks": {"b": "/:year/:slug/"}}'}, {"config.yaml": "Permalinks:\n  B: /:year/:slug/\n"},
        {"config/_default/permalinks.toml": "b = '/:year/:slug/'"}, {"config/_default/permalinks.yml": "page:\n  b: /:year/:slug/\n"}, {"config/_default/config.json": '{"permalinks": {"b": "/:year/:slug/"}}'},
        {"hugo.toml": "[permalinks]\nb = '/x/:slug/'", "config/_default/permalinks.toml": "b = '/:year/:slug/'"}, {"config/_default/permalinks.toml": "b = '/x/:slug/'", "config/production/hugo.toml": "[permalinks]\nb = '/:year/:slug/'"},
        {"hugo.toml": "[[permalinks]]\npattern = '/:year/:slug/'\n[permalinks.target]\nkind = 'page'\npath = '/b/**'"},
    ],
)  # fmt: skip
def test_hugo_is_configured_in_many_places(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    """In a file of its own or in folders, in any of its forms, of which the more special one holds."""
    below = found("hugo", tmp_path, {**files, "content/b/a.md": TEXT})
    assert [one.address for one in below if isinstance(one, Item)] == ["/2019/s/"]
    assert not [one for one in below if isinstance(one, Fault)]


@pytest.mark.parametrize(
    ("source", "files", "file", "said"),
    [
        ("hugo", {}, "", "there is no configuration of Hugo here"), ("jekyll", {}, "", "there is no configuration of Jekyll here"), ("zola", {}, "", "there is no configuration of Zola here"),
        ("hugo", {"hugo.toml": "title = "}, "hugo.toml", "the configuration cannot be read"), ("hugo", {"config/_default/menus.yaml": "a: ["}, "config/_default/menus.yaml", "the configuration cannot be read"),
        ("jekyll", {"_config.yml": "a: ["}, "_config.yml", "the configuration cannot be read"), ("hugo", {"hugo.json": "{"}, "hugo.json", "the configuration cannot be read"),
    ],
)  # fmt: skip
def test_a_configuration_that_is_not_there_is_a_fault(
    tmp_path: Path, source: str, files: dict[str, str | bytes], file: str, said: str
) -> None:
    """As is one that cannot be read; the texts come all the same."""
    below = found(source, tmp_path, {**files, "content/b/a.md": TEXT})
    (fault,) = (one for one in below if isinstance(one, Fault))
    assert fault.file == (file or str(tmp_path))
    assert str(fault.said).startswith(said)
    assert [one for one in below if isinstance(one, Item)]


@pytest.mark.parametrize(
    ("source", "files", "portal"),
    [
        ("hugo", {"hugo.toml": "title = 'A'\nlocale = 'id-ID'"}, Portal("A", "", "", "id-ID")), ("hugo", {"hugo.toml": "title = 'A'\ndefaultContentLanguage = 'id'"}, Portal("A", "", "", "id")),
        ("jekyll", {"_config.yml": "title: A\n", "CNAME": "www.a.example\n"}, Portal("A", "", "https://www.a.example")), ("hugo", {"hugo.toml": "title = 'A'", "static/CNAME": "a.example"}, Portal("A", "", "https://a.example")),
        ("jekyll", {"_config.yml": "title: A\nurl: https://b.example\n", "CNAME": "a.example"}, Portal("A", "", "https://b.example")), ("jekyll", {"_config.yml": "title: A\n", "CNAME": "<script>"}, Portal("A")),
    ],
)  # fmt: skip
def test_what_is_known_of_the_site(tmp_path: Path, source: str, files: dict[str, str | bytes], portal: Portal) -> None:
    """Its language by any of its names, and its address from CNAME where the configuration has none."""
    assert [one for one in found(source, tmp_path, files) if isinstance(one, Portal)] == [portal]


def test_nothing_but_a_file_is_read(tmp_path: Path) -> None:
    """Where a name stands for a pipe, for which an import would wait without end, or for a way out, it is passed over."""
    os.mkfifo(tmp_path / "CNAME")
    (tmp_path / "static").mkdir()
    (tmp_path / "luar").write_text("luar.example\n")
    (tmp_path / "static/CNAME").symlink_to("/etc/hostname")
    files: dict[str, str | bytes] = {"content/b/a.md": TEXT}
    assert [one.url for one in found("eleventy", tmp_path, files) if isinstance(one, Portal)] == [""]


WITHOUT = "the configuration cannot be read, so that addresses are derived without it: "


def read(root: Path, system: System, files: dict[str, str]) -> tuple[dict[str, Plain], list[Fault]]:
    """Return what a site with some files of configuration is configured to be."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8-sig")
    return configuration(root, system)


def test_what_is_read_of_each_place(tmp_path: Path) -> None:
    """Of files with one meaning the first; of folders all, of which production holds, at every depth; by language too."""
    values, faults = read(tmp_path, HUGO, {
        "hugo.toml": "title = 'A'\n[params]\na = 1\nb = 1\n[params.c]\nd = 1\n", "hugo.yaml": "title: X\n", "config.toml": "title = 'Y'\n", "config/_default/hugo.YAML": "x: 1\n", "config/_default/params.yml": "B: 2\nc: {e: 2}\n",
        "config/_default/menus.id.json": '{"m": []}', "config/_default/config.en.toml": "title = 'E'", "config/_default/baca.txt": "a: 1", "config/production/params.toml": "b = 3\n", "config/staging/params.toml": "b = 4\n",
    })  # fmt: skip
    assert faults == []
    assert values == {
        "title": "A", "x": "1", "params": {"a": "1", "b": "3", "c": {"d": "1", "e": "2"}}, "languages": {"id": {"menus": {"m": []}}, "en": {"title": "E"}},
    }  # fmt: skip


def test_letters_of_keys_are_those_that_the_system_reads(tmp_path: Path) -> None:
    """Hugo reads them in any case; the others as they are, and only in their own file."""
    files = {"_config.yml": "Title: A\n", "_config.yaml": "title: B\n", "config/_default/x.yml": "a: 1\n"}
    assert read(tmp_path, JEKYLL, files) == ({"Title": "A"}, [])
    assert read(tmp_path, ELEVENTY, {}) == ({}, [])


def test_faults_are_whole_sentences(tmp_path: Path) -> None:
    """With the file, and the place in it; what else can be read is read."""
    values, faults = read(tmp_path, HUGO, {"hugo.toml": "title = 'A'\nx = ", "config/_default/params.yml": "a: 1\n", "config/_default/menus.json": "{"})  # fmt: skip
    assert values == {"params": {"a": "1"}}
    assert [(one.file, str(one.said), one.line, one.column, one.of_text) for one in faults] == [
        ("hugo.toml", f"{WITHOUT}this is not valid TOML", 0, 0, False),
        ("config/_default/menus.json", f"{WITHOUT}this is not valid JSON", 1, 2, False),
    ]  # fmt: skip
    empty = tmp_path / "kosong"
    empty.mkdir()
    assert [(one.file, str(one.said)) for one in configuration(empty, ZOLA)[1]] == [
        (str(empty), "there is no configuration of Zola here (config.toml, zola.toml), so that all addresses are those that it gives without one: name the folder of the whole site"),
    ]  # fmt: skip
    (empty / "config.toml").symlink_to("/etc/hostname")
    ((_, (fault,)),) = (configuration(empty, ZOLA),)
    assert fault.file == "config.toml"
    assert str(fault.said).startswith(WITHOUT)


@pytest.mark.parametrize(
    ("values", "portal"),
    [
        ({"baseURL": "https://a.example/", "base_url": "https://b.example"}, Portal("", "", "https://a.example")), ({"base_url": "https://b.example/x/"}, Portal("", "", "https://b.example/x")), ({"url": "//c.example"}, Portal("", "", "//c.example")),
        ({"baseurl": "/kabar"}, Portal("", "", "https://www.lama.example")), ({"name": "N"}, Portal("N", "", "https://www.lama.example")), ({"title": "T", "name": "N", "url": "https://a"}, Portal("T", "", "https://a")),
        *(({key: "D", "url": "https://a"}, Portal("", "D", "https://a")) for key in ("description", "tagline", "subtitle")),
        *(({key: "id", "url": "https://a"}, Portal("", "", "https://a", "id")) for key in ("locale", "languageCode", "languagecode", "default_language", "lang", "language", "defaultcontentlanguage")),
    ],
)  # fmt: skip
def test_each_name_of_what_is_known_of_the_site(tmp_path: Path, values: dict[str, Plain], portal: Portal) -> None:
    """Without an address of its own, it has that of its file CNAME."""
    (tmp_path / "CNAME").write_text(" www.lama.example \nlain\n")
    assert portal_of(tmp_path, values) == portal


def test_a_site_without_a_configuration_has_the_name_of_its_folder(tmp_path: Path) -> None:
    """And the host that a file names, if that is one."""
    for text, url in (("", ""), ("lama", ""), ("a.example/x", ""), ("a-b.c.example\n", "https://a-b.c.example"), ("x" * 301 + ".example", "")):  # fmt: skip
        (tmp_path / "static").mkdir(exist_ok=True)
        (tmp_path / "static/CNAME").write_text(text)
        assert portal_of(tmp_path, {}) == Portal(tmp_path.name, "", url)
