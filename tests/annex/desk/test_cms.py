"""What Sveltia CMS is told of a portal, and what such editors write."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.annex.desk import cms
from generator.base.errors import UsageError
from generator.base.sentences import ENGLISH, sentence
from generator.config.article_keys import ARTICLE
from generator.config.keys import NAMED, Key
from generator.markup.documents import parse_article
from generator.theming.loading import read_site
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


COMMON = {"extension": "md", "format": "yaml-frontmatter", "create": True, "delete": False, "aliases_field": False}


def settings(portal: Portal) -> dict[str, Any]:
    """Return the configuration of a site, with the fields of its collections by their names alone."""
    found = cms.settings(read_site(portal.folder)[0], {"name": "github", "repo": "a/b"}, ENGLISH)
    for one in found["collections"]:
        one["fields"] = " ".join(field["name"] for field in one["fields"])
    return found


def kanal(slug: str, label: str, own: tuple[str, str], fields: str) -> dict[str, Any]:
    title, timestamp = own
    return {
        "name": slug.replace("/", "-"), "label": label, "folder": f"content/{slug}",
        "path": "{{year}}/{{month}}/{{slug}}", **COMMON,
        "slug": {"template": f"{{{{{title}}}}}", "editable": ["create"]}, "identifier_field": title,
        "summary": f"{{{{{title}}}}}", "sortable_fields": [timestamp, title],
        "view_filters": [{"label": "Handed in", "field": "status", "pattern": "review"}], "fields": fields,
    }  # fmt: skip


@pytest.mark.parametrize("indonesian", [False, True], ids=["en", "id"])
def test_the_whole_configuration(tmp_path: Path, *, indonesian: bool) -> None:
    """A collection for each kanal, for people and for standing pages, all with the keys that the portal uses."""
    config = KANAL.replace("  - {slug: daerah, name: Daerah}\n  - {slug: nasional, name: Nasional}\n", "")
    portal = site(tmp_path, config=config + "keys: id\n" * indonesian)
    names = [key.local if indonesian else key.name for key in ARTICLE if key.name != "category"]
    fields, own = " ".join((*names, "body")), ("judul", "waktu") if indonesian else ("title", "timestamp")
    people = (
        "nama inisial jabatan surel foto tautan alamat_lama"
        if indonesian
        else "name initials role email photo links aliases"
    )
    pages = "judul ringkasan templat alamat_lama" if indonesian else "title summary template aliases"
    assert settings(portal) == {
        "backend": {"name": "github", "repo": "a/b"}, "app_title": "Kabar Uji", "site_url": "https://uji.example",
        "media_folder": "content/foto", "public_folder": "/foto",
        "slug": {"encoding": "ascii", "clean_accents": True, "timezone": "local"},
        "output": {"omit_empty_optional_fields": True},
        "collections": [
            kanal("olahraga", "Olahraga", own, fields), kanal("olahraga/sepak-bola", "Sepak Bola", own, fields),
            {"name": "authors", "label": "People", "folder": "content/authors", **COMMON,
             "identifier_field": people.partition(" ")[0], "fields": f"{people} body"},
            {"name": "pages", "label": "Standing pages", "folder": "content/pages", **COMMON,
             "identifier_field": own[0], "fields": f"{pages} body"},
        ],
    }  # fmt: skip


def test_the_body_is_the_last_field() -> None:
    """It may be empty, and stays Markdown."""
    (_, body) = cms._fields((Key("title"),), ENGLISH, indonesian=False)
    assert body == {"name": "body", "label": "Text", "widget": "richtext", "modes": ["raw"], "required": False}


MEANING = sentence("in short")


@pytest.mark.parametrize(
    ("key", "widget"),
    [
        (Key("kicker/atap"), {"widget": "string"}), (Key("kicker", form="time"), {"widget": "string"}),
        (Key("kicker", form="number"), {"widget": "string"}), (Key("kicker", form="named"), {"widget": "string"}),
        (Key("summary"), {"widget": "text"}), (Key("src"), {"widget": "image", "choose_url": False}),
        (Key("kicker", form="flag"), {"widget": "boolean", "default": False}), (Key("kicker", form="texts"), {"widget": "list"}),
        (Key("kicker", form="choice", choices=("a", "b")), {"widget": "select", "options": ["a", "b"]}),
        (Key("status", form="choice", choices=("a", "b")), {"widget": "select", "options": ["a", "b"], "default": "draft"}),
    ],
)  # fmt: skip
def test_how_a_key_is_written(key: Key, widget: dict[str, Any]) -> None:
    """A line for what has several forms; a list, a choice, a tick or a picture for what is one."""
    assert cms._widget(key, ENGLISH, indonesian=False) == widget


@pytest.mark.parametrize(("form", "widget"), [("group", {"widget": "object", "collapsed": "auto"}), ("groups", {"widget": "list"})])  # fmt: skip
def test_how_a_group_is_written(form: Any, widget: dict[str, Any]) -> None:
    """With a field for each of its keys, in the language of the others."""
    key = Key("link/tautan", form=form, keys=NAMED)
    for indonesian, names in ((False, ["name", "url"]), (True, ["nama", "alamat"])):
        found = cms._widget(key, ENGLISH, indonesian=indonesian)
        assert [one["name"] for one in found["fields"]] == names
        assert found == widget | {"fields": found["fields"]}
        assert found["fields"][1] == {
            "name": names[1], "label": "Web address", "widget": "string", "hint": "where it leads", "required": False,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        (Key("kicker", MEANING, example="Cuaca"), {"hint": "in short (Cuaca)"}),
        (Key("kicker", MEANING), {"hint": "in short"}),
        (Key("kicker", MEANING, "flag", "true"), {"hint": "in short"}), (Key("kicker"), {}),
    ],
)  # fmt: skip
def test_a_field_says_what_it_means(key: Key, hint: dict[str, str]) -> None:
    """With an example, but where there is nothing to be seen from one; and nothing where nothing is known."""
    widget = {"widget": "boolean", "default": False} if key.form == "flag" else {"widget": "string"}
    assert cms._field(key, ENGLISH, indonesian=False) == {"name": "kicker", "label": "Kicker", **widget, **hint, "required": False}  # fmt: skip


def test_a_field_that_must_be_filled_in() -> None:
    """Says so, and is called as the portal calls it."""
    assert cms._field(Key("title/judul", required=True), ENGLISH, indonesian=True) == {
        "name": "judul", "label": "Headline", "widget": "string", "required": True,
    }  # fmt: skip


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
    with pytest.raises(UsageError) as refused:
        cms.backend(portal.folder, repo)
    assert str(refused.value) == "say which repository it is: ssg cms --repo owner/name"


def test_the_repository_that_somebody_says(portal: Portal) -> None:
    """Is taken for that of git; where it is at home, git says, or it is GitHub."""
    assert cms.backend(portal.folder, "kabar/a.b-c") == {"name": "github", "repo": "kabar/a.b-c"}
    subprocess.run(["git", "init", "-q", portal.folder], check=True)
    subprocess.run(["git", "-C", portal.folder, "config", "remote.origin.url", "git@gitlab.com:x/y.git"], check=True)
    assert cms.backend(portal.folder, "kabar/meja/portal") == {"name": "gitlab", "repo": "kabar/meja/portal"}


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
