"""`ssg cms`: the configuration of Sveltia CMS for a small portal, made of the one table of keys.

Times stay texts and bodies stay Markdown, so that the editor changes neither. Its program is not ours, and is fetched
by nobody but whoever puts it beside this file (docs/cms.md says how).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator.base.errors import UsageError
from generator.base.git import asked
from generator.base.sentences import Language, sentence
from generator.cli.command import Command, texts
from generator.cli.terminal import language_of, put_in_place
from generator.config.article_keys import ARTICLE, AUTHOR, PAGE
from generator.config.keys import Key
from generator.config.rewriting import block
from generator.model.site import Category, Site
from generator.theming.loading import read_site

FILE = "admin/config.yml"
"""Below the site's folder."""
_REMOTE = re.compile(r"(?:https?://|ssh://)?(?:[^@/\s]+@)?([\w.-]+)(?::\d+)?[:/]([\w./-]+?)(?:\.git)?/?")
_REPO = re.compile(r"[\w.-]+(?:/[\w.-]+)+")
_HEAD = "# Sveltia CMS; ssg cms writes this file. Who puts the editor beside it, and how: docs/cms.md\n"


@click.command(cls=Command, epilog="ssg cms\nssg cms --repo kabar-muara/portal --print")
@click.option("--repo", metavar="OWNER/NAME", callback=texts, help="The repository; by default that of git's origin.")
@click.option("--print", "only_print", is_flag=True, help="Print the file instead of writing it.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def command(site: str, repo: str | None, *, only_print: bool, force: bool) -> int:
    """Write the configuration of Sveltia CMS, an editor in the browser for small portals, into admin/config.yml.

    Each kanal is a collection with the keys of an article; people and standing pages are two more.
    """
    language, folder = language_of(site), Path(site)
    configuration, _ = read_site(folder)
    text = _HEAD + block(settings(configuration, backend(folder, repo or ""), language))
    put_in_place(folder / FILE, text, language, only_print=only_print, force=force)
    return 0


def backend(folder: Path, repo: str) -> dict[str, Any]:
    """Return where the editor finds the repository; `repo` is as somebody wrote it, and empty for git's origin."""
    match = _REMOTE.fullmatch(asked(str(folder), "config", "remote.origin.url"))
    host, found = (match[1], match[2]) if match else ("github.com", "")
    name = repo or found
    if not _REPO.fullmatch(name):
        raise UsageError(sentence("say which repository it is: ssg cms --repo owner/name"))
    return {"name": "gitlab" if "gitlab" in host else "github", "repo": name}


def settings(site: Site, where: Mapping[str, Any], language: Language) -> dict[str, Any]:
    people = {"name": "authors", "label": language.put(sentence("People")), "folder": "content/authors"}
    pages = {"name": "pages", "label": language.put(sentence("Standing pages")), "folder": "content/pages"}
    return {
        "backend": {**where},
        "app_title": site.name,
        "site_url": site.base_url,
        "media_folder": "content/foto",
        "public_folder": "/foto",
        "slug": {"encoding": "ascii", "clean_accents": True, "timezone": "local"},
        "output": {"omit_empty_optional_fields": True},
        "collections": [
            *(_kanal(kanal, language) for kanal in site.categories),
            {**people, **_COMMON, "identifier_field": "name", "fields": _fields(AUTHOR, language)},
            {**pages, **_COMMON, "identifier_field": "title",
             "fields": _fields(PAGE, language)},
        ],
    }  # fmt: skip


_COMMON = {
    "extension": "md", "format": "yaml-frontmatter", "create": True, "delete": False, "aliases_field": False,
}  # fmt: skip
"""An address that readers have is not deleted, and leads on by `aliases` that are whole addresses."""


def _kanal(kanal: Category, language: Language) -> dict[str, Any]:
    status = language.put(sentence("Handed in"))
    return {
        "name": kanal.slug.replace("/", "-"), "label": kanal.name, "folder": f"content/{kanal.slug}",
        "path": "{{year}}/{{month}}/{{slug}}",
        **_COMMON,
        "slug": {"template": "{{title}}", "editable": ["create"]},
        "identifier_field": "title", "summary": "{{title}}",
        "sortable_fields": ["timestamp", "title"],
        "view_filters": [{"label": status, "field": "status", "pattern": "review"}],
        "fields": _fields(ARTICLE, language),
    }  # fmt: skip


def _fields(table: tuple[Key, ...], language: Language) -> list[dict[str, Any]]:
    # A collection is a kanal.
    found = [_field(key, language) for key in table if key.widget != "kanal"]
    body = {"name": "body", "label": language.put(sentence("Text")), "widget": "richtext", "modes": ["raw"]}
    return [*found, {**body, "required": False}]


def _field(key: Key, language: Language) -> dict[str, Any]:
    meaning = language.put(key.meaning)
    hint = f"{meaning} ({key.example})" if key.example and key.form != "flag" else meaning
    return {
        "name": key.name,
        "label": key.label_in(language),
        **_widget(key, language),
        **({"hint": hint} if hint else {}),
        "required": key.required,
    }


def _widget(key: Key, language: Language) -> dict[str, Any]:
    """Return how a key is written; what has several forms is written in the plainest."""
    if key.form == "choice":
        first = {"default": "draft"} if key.name == "status" else {}
        return {"widget": "select", "options": [*key.choices], **first}
    if key.form == "flag":
        return {"widget": "boolean", "default": False}
    if key.form == "texts":
        return {"widget": "list"}
    if key.form in ("group", "groups"):
        below = [_field(inner, language) for inner in key.keys]
        if key.form == "group":
            return {"widget": "object", "collapsed": "auto", "fields": below}
        return {"widget": "list", "fields": below}
    if key.widget == "picture":
        return {"widget": "image", "choose_url": False}
    # A time, too: as a date it would be written in another form, and in the zone of whoever saves.
    return {"widget": "text" if key.widget == "long" else "string"}
