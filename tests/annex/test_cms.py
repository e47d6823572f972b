"""What Sveltia CMS is told of a portal, and what such editors write."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.support import CONFIG, ROOT, Portal, site, ssg_here

SCHEMA = json.loads((ROOT / "tests/fixtures/sveltia-cms.json").read_text("utf-8"))
PART = "  - {slug: olahraga, name: Olahraga}\n"
KANAL = CONFIG.replace(PART, f"{PART}  - {{slug: olahraga/sepak-bola, name: Sepak Bola}}\n")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path)


def written(portal: Portal, *words: str) -> dict[str, Any]:
    assert ssg_here(portal, "cms", "--repo", "kabar/portal", *words).returncode == 0
    return dict(yaml.safe_load((portal.folder / "admin/config.yml").read_text("utf-8")))


@pytest.mark.parametrize("config", [KANAL, CONFIG.replace("Kabar Uji", "\"Kabar: {{x}} & '#'\"")])
def test_it_is_what_the_editor_can_read(portal: Portal, config: str) -> None:
    """By the schema that it ships; a collection for each kanal and its parts, for people and for standing pages."""
    portal.add("site.yaml", config)
    found = written(portal)
    assert [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(found)] == []
    names = [one["name"] for one in found["collections"]]
    assert names[-2:] == ["authors", "pages"]
    assert ("olahraga-sepak-bola" in names) == (config == KANAL)
    assert (found["media_folder"], found["public_folder"]) == ("content/foto", "/foto")
    assert found["collections"][0]["path"] == "{{year}}/{{month}}/{{slug}}"


def test_nothing_is_written_in_another_form(portal: Portal) -> None:
    """Times are texts, the body is Markdown as it is typed, and each key of an article but its folder's has a field."""
    fields = {one["name"]: one for one in written(portal)["collections"][0]["fields"]}
    assert {
        "title",
        "author",
        "editor",
        "photo",
        "tags",
        "region",
        "retracted",
        "corrections",
        "live_until",
        "body",
    } <= fields.keys()
    assert "category" not in fields
    assert {fields[name]["widget"] for name in ("timestamp", "updated", "expires")} == {"string"}
    assert (fields["body"]["widget"], fields["body"]["modes"]) == ("richtext", ["raw"])
    assert (fields["status"]["options"], fields["status"]["default"]) == (["draft", "review", "ready"], "draft")
    assert [one["name"] for one in fields["corrections"]["fields"]] == ["timestamp", "type", "text", "link"]


def test_a_file_that_is_there_is_not_replaced(portal: Portal) -> None:
    """But where that is wanted."""
    written(portal)
    portal.edit("admin/config.yml", "kabar/portal", "lain/portal")
    assert ssg_here(portal, "cms", "--repo", "kabar/portal").returncode == 2
    assert written(portal, "--force")["backend"]["repo"] == "kabar/portal"


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/kabar/portal.git", {"name": "github", "repo": "kabar/portal"}),
        ("git@github.com:kabar/portal.git", {"name": "github", "repo": "kabar/portal"}),
        ("ssh://git@gitlab.kabar.example:2222/a/b/c.git", {"name": "gitlab", "repo": "a/b/c"}),
        ("https://token@gitlab.com/a/b", {"name": "gitlab", "repo": "a/b"}),
        ("", None), ("/srv/git/portal", None),
    ],
)  # fmt: skip
def test_the_repository_is_that_of_git(portal: Portal, remote: str, expected: dict[str, str] | None) -> None:
    """Without one, somebody has to say it."""
    subprocess.run(["git", "init", "-q", portal.folder], check=True)
    if remote:
        subprocess.run(["git", "-C", portal.folder, "config", "remote.origin.url", remote], check=True)
    done = ssg_here(portal, "cms", "--print")
    assert done.returncode == (2 if expected is None else 0)
    if expected is not None:
        assert yaml.safe_load(done.stdout)["backend"] == expected
    assert not (portal.folder / "admin").exists()


def test_a_field_for_each_key(portal: Portal) -> None:
    """Also below groups; a field says what it means, with an example."""
    portal.add("site.yaml", KANAL)
    found = written(portal)["collections"]
    kanal = found[0]
    assert (kanal["identifier_field"], kanal["sortable_fields"]) == ("title", ["timestamp", "title"])
    fields = {one["name"]: one for one in kanal["fields"]}
    assert [one["name"] for one in fields["corrections"]["fields"]] == ["timestamp", "type", "text", "link"]
    assert (fields["title"]["required"], fields["summary"]["required"]) == (True, False)
    assert [fields[name]["widget"] for name in ("title", "summary", "tags", "type")] == [
        "string",
        "text",
        "list",
        "select",
    ]
    assert "(" in fields["title"]["hint"]
    assert [one["name"] for one in found[-2]["fields"]] == [
        "name", "initials", "role", "email", "photo", "links", "aliases", "body",
    ]  # fmt: skip
    assert [one["name"] for one in found[-1]["fields"]] == ["title", "summary", "template", "aliases", "body"]


def test_the_file_says_who_writes_it(portal: Portal) -> None:
    """Printed it is what would be written, and nothing is."""
    printed = ssg_here(portal, "cms", "--repo", "kabar/portal", "--print").stdout
    assert not (portal.folder / "admin").exists()
    written(portal)
    assert printed == (portal.folder / "admin/config.yml").read_text("utf-8")
    assert (
        printed.splitlines()[0]
        == "# Sveltia CMS; ssg cms writes this file. Who puts the editor beside it, and how: docs/cms.md"
    )


@pytest.mark.parametrize("repo", ["kabar", "kabar/portal baru", "https://github.com/kabar/portal", "kabar/"])
def test_what_is_no_repository(portal: Portal, repo: str) -> None:
    """Is refused with how to say it."""
    done = ssg_here(portal, "cms", "--repo", repo)
    assert (done.returncode, "--repo" in done.stderr) == (2, True)


BY_OTHERS = """---
draft: "false"
tags:
  - harga ikan
  - ''
status: ready
summary: ''
timestamp: 2024-10-09 16:10 WIB
author:
  - Sari Wulan
title: 'Harga Ikan: Turun'
photo:
region: null
aliases: []
corrections: []
retracted:
editor: Budi Rahman
time_unknown: false
live_until: ~
source: ""
---

Isi naskah.

\\*\\*\\*(NH)
"""


def test_what_such_editors_write_is_understood(portal: Portal) -> None:
    """Keys in another order, values in quotation marks, empty ones and null; and a closing mark that was escaped."""
    portal.add("content/daerah/2024/10/a.md", BY_OTHERS)
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert all(word in page for word in ("Harga Ikan: Turun", "harga ikan", "Isi naskah.", "NH"))
    assert "\\*" not in page
    portal.edit("content/daerah/2024/10/a.md", '"false"', '"true"')
    portal.build()
    assert not (portal.output / "daerah/2024/10/a").exists()
