"""What the configuration of a site in a folder says, wherever it is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.annex.importing.items import Fault, Item, Portal
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
