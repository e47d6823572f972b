"""What Sveltia CMS is told of a portal, and what such editors write."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.config.article_keys import ARTICLE
from generator.markup.documents import parse_article
from tests.support import CONFIG, READING, ROOT, Portal, site, ssg_here

SCHEMA = json.loads((ROOT / "tests/fixtures/sveltia-cms.json").read_text("utf-8"))
PART = "  - {slug: olahraga, name: Olahraga}\n"
KANAL = CONFIG.replace(PART, f"{PART}  - {{slug: olahraga/sepak-bola, name: Sepak Bola}}\n")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path)


def written(portal: Portal, *words: str) -> dict[str, Any]:
    assert ssg_here(portal, "cms", "--repo", "kabar/portal", *words).returncode == 0
    found = yaml.safe_load((portal.folder / "admin/config.yml").read_text("utf-8"))
    assert [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(found)] == []
    return found


@pytest.mark.parametrize(
    "config", [CONFIG, KANAL + "keys: id\n", CONFIG.replace("Kabar Uji", "\"Kabar: {{x}} & '#'\"")]
)
def test_it_is_what_the_editor_can_read(portal: Portal, config: str) -> None:
    """By the schema that it ships; a collection for each kanal and its parts, for people and for standing pages."""
    portal.add("site.yaml", config)
    found = written(portal)
    names = [one["name"] for one in found["collections"]]
    assert names[-2:] == ["authors", "pages"]
    assert ("olahraga-sepak-bola" in names) == ("keys: id" in config)
    assert (found["media_folder"], found["public_folder"]) == ("content/foto", "/foto")
    assert found["collections"][0]["path"] == "{{year}}/{{month}}/{{slug}}"


def test_nothing_is_written_in_another_form(portal: Portal) -> None:
    """Times are texts, the body is Markdown as it is typed, and each key of an article but its folder's has a field."""
    fields = {one["name"]: one for one in written(portal)["collections"][0]["fields"]}
    assert fields.keys() == {key.name for key in ARTICLE if key.name != "category"} | {"body"}
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
        ("ssh://git@gitlab.kabar.example:2222/a/b/c.git", {"name": "gitlab", "repo": "a/b/c"}), ("https://token@gitlab.com/a/b", {"name": "gitlab", "repo": "a/b"}),
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


def test_what_such_editors_write_is_understood() -> None:
    """Keys in another order, values in quotation marks, empty ones and null; and a closing mark that was escaped."""
    read, problems = parse_article(BY_OTHERS.encode(), "daerah/2024/10/a.md", READING)
    assert [problem.message for problem in problems] == []
    assert read is not None
    matter = read.matter
    assert (matter.draft, matter.title, matter.tags, matter.summary, matter.photo, matter.region) == (
        False, "Harga Ikan: Turun", ("harga ikan",), "", None, "",
    )  # fmt: skip
    assert read.body.mark == "NH"
    hidden, _ = parse_article(BY_OTHERS.replace('"false"', '"true"').encode(), "daerah/2024/10/a.md", READING)
    assert hidden is not None
    assert hidden.matter.draft
