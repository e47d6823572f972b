"""Reads and checks site.yaml, the configuration of a site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.base.errors import Problem, Where, capped
from generator.base.sentences import sentence
from generator.base.text import quoted, slugify, suggest
from generator.config import site_sections, yaml_text
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.config.site_keys import SITE
from generator.model.deploy_targets import UNTOLD
from generator.model.records import Named
from generator.model.site import (
    OWN_SEARCH,
    Category,
    Position,
    Reading,
    Redaksi,
    Security,
    Site,
    SiteFile,
    Subscribe,
)
from generator.model.third_parties import covers, service_of
from generator.model.urls import SEARCH, Paths

FILE = SiteFile.NAME
_REFUSED = {
    "html": (
        sentence("HTML in a text has no effect: readers see it as text"),
        sentence("delete this line, and write in Markdown what stands in HTML: ssg check names the places"),
    ),
    "keys": (
        sentence("English and Indonesian names of keys mean the same in every file, without this key"),
        sentence("delete this line"),
    ),
    "aliases": (
        sentence("host says whether old addresses that differ in letter case alone have pages"),
        sentence("delete this key, and write host: github, gitlab or s3 if the portal is there"),
    ),
    "pictures": (
        sentence("all photos have the sizes that the theme says, however old their article is"),
        sentence("delete this key"),
    ),
    "releases": (
        sentence("the folders of releases are gone, and a deploy changes one folder"),
        sentence("delete this key, and add /current to path; to go back, use git revert, build and deploy"),
    ),
    **dict.fromkeys(
        ("password", "pass", "secret", "secret_access_key", "access_key_id", "token"),
        (
            sentence("a secret stands in site.yaml, which whoever has the repository can read"),
            sentence("delete it, change it at the host, and give it in the environment: docs/deploy.md"),
        ),
    ),
}
"""Keys of older versions, and those that may never be written: what is said of them, and what to do."""


def parse(text: str) -> tuple[Site | None, list[Problem]]:
    """Read the text of site.yaml.

    Returns:
        The configuration, or None when there are problems, and the problems.

    """
    mapping, problems = yaml_text.parse(text, FILE)
    if mapping is None:
        return None, problems
    source = Source(FILE, text, refused=_REFUSED)
    source.problems += problems
    values = ((place, node) for place, node in yaml_text.places(mapping) if place and place[-1] != "?")
    positions = tuple(Position(place, node.line, node.column) for place, node in values)
    fields = Fields(mapping, source, "", SITE)
    source.base_url = fields.value("base_url")
    site = _site(fields, source.base_url, SiteFile(text, positions))
    return (None if source.problems else site), capped(source.problems)


def no_site() -> Problem:
    """Return the problem of a folder without site.yaml."""
    return Problem(
        Where(FILE),
        "no-site",
        sentence("there is no site.yaml in this folder"),
        sentence("go to the site's folder, or name it with --site DIR"),
    )


def _site(fields: Fields, base_url: str, file: SiteFile) -> Site:
    search = OWN_SEARCH if fields.value("search") else None
    paths = site_sections.paths(fields, SEARCH if search else "")
    categories = read_categories(fields.mappings("categories"), paths)
    reading = _reading(fields, categories, paths, base_url)
    chosen = fields.group("theme_settings")
    others, targets = site_sections.third_parties(fields), site_sections.read_targets(fields)
    site = fields.record(
        Site,
        base_url=base_url,
        categories=categories,
        menu=_menu(fields, "menu") or tuple(Named(kanal.name, kanal.url) for kanal in categories if not kanal.is_sub),
        footer=_menu(fields, "footer"),
        social=_menu(fields, "social"),
        redaksi=redaksi.record(Redaksi) if (redaksi := fields.mapping("redaksi")) else None,
        reading=reading,
        security=_security(fields),
        theme_settings=tuple(
            (key, chosen.text(key) if chosen.is_text(key) else chosen.texts(key)) for key in chosen.keys
        ),
        search=search,
        redirects=site_sections.redirects(fields, reading),
        third_parties=others,
        subscribe=_subscribe(fields, others),
        severities=site_sections.read_severities(fields),
        targets=targets,
        desk=site_sections.read_desk(fields, targets),
        file=file,
    )
    fields.close()
    return site


def _reading(fields: Fields, categories: tuple[Category, ...], paths: Paths, base_url: str) -> Reading:
    media, limits, require = fields.group("media"), fields.group("limits"), fields.group("require")
    by_folder = _allowed_below(media.group("allow")) if media.is_group("allow") else ()
    return fields.record(
        Reading,
        categories=tuple(kanal.slug for kanal in categories),
        require_editor=require.value("editor"),
        require_credit=require.value("credit"),
        article_bytes=limits.value("article"),
        media_bytes=limits.value("media"),
        media_url=media.value("base_url").rstrip("/"),
        media_allow=() if by_folder else tuple(name.lower() for name in media.texts("allow")),
        media_folders=by_folder,
        # A folder stands for all that is in it.
        media_public=tuple(
            re.sub("/$", "/**", path.lstrip("/").removeprefix("content/")) for path in media.texts("public")
        ),
        paths=paths,
        base_url=base_url,
        regions=site_sections.read_regions(fields),
        distinct_case=fields.value_of("host") in UNTOLD,
    )


def _allowed_below(folders: Fields) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the allowed endings for each folder of content/, as in `media: {allow: {dokumen/: [.pdf]}}`."""
    found = []
    for key in folders.keys:
        folder = key.strip("/").removeprefix("content/")
        found.append((f"{folder}/" if folder else "", tuple(name.lower() for name in folders.texts(key))))
    return tuple(found)


def read_categories(groups: Iterable[Fields], paths: Paths) -> tuple[Category, ...]:
    """Read kanal, each from its group of keys."""
    categories: dict[str, Category] = {}
    for inner in groups:
        kanal = inner.record(Category)
        slug, (above, _, name) = kanal.slug, kanal.slug.rpartition("/")
        called = sentence('no kanal can be called "{slug}"', slug=slug)
        if slug and not (site_sections.is_folder(name) and (not above or site_sections.is_folder(above))):
            meant = "/".join(filter(None, map(slugify, slug.split("/")[:2])))
            hint = sentence('write it like "{value}"', value=meant or "daerah")
            inner.wrong("slug", sentence("{slug} is not a slug", slug=quoted(slug)), hint, code="bad-address")
        elif slug in paths.reserved:
            inner.wrong("slug", called, sentence("that folder is used by the portal itself"), code="reserved-address")
        elif slug and slug in categories:
            said = sentence('the kanal "{slug}" is listed twice', slug=slug)
            inner.wrong("slug", said, sentence("keep one of them"), code="duplicate-key")
        elif above and above not in categories:
            said = sentence('there is no kanal "{kanal}" above "{slug}"', kanal=above, slug=slug)
            hint = did_you_mean(suggest(above, categories)) or sentence("list the kanal first, and its parts below it")
            inner.wrong("slug", said, hint, code="unknown-category")
        categories[slug] = kanal
    return tuple(categories.values())


def _menu(fields: Fields, key: str) -> tuple[Named, ...]:
    return tuple(inner.record(Named) for inner in fields.mappings(key))


def _subscribe(fields: Fields, allowed: tuple[str, ...]) -> Subscribe | None:
    inner = fields.mapping("subscribe")
    if inner is None:
        return None
    found = inner.record(Subscribe, links=_menu(inner, "links"))
    host = re.split("[/?#]", found.form.partition("://")[2])[0].rpartition("@")[2]
    if host and not covers(allowed, host):
        said = sentence("site.yaml does not say that pages may load from {host}", host=quoted(host))
        hint = sentence("add it there: third_parties: [{name}]", name=service_of(host) or host)
        inner.wrong("form", said, hint, code="bad-address")
    if inner.is_empty("form") and not found.links:
        why = sentence("readers subscribe by a form or a link")
        inner.missing("links", why, sentence('add links: and below it "- {{name: Saluran WhatsApp, url: https://…}}"'))
    return found


def _security(fields: Fields) -> Security | None:
    inner = fields.mapping("security")
    return inner.record(Security) if inner else None
