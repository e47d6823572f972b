"""Reads and checks site.yaml, the configuration of a site."""

from __future__ import annotations

import re

from generator.base.errors import Problem, Where, capped
from generator.base.sentences import sentence
from generator.base.text import SLUG, quoted, slugify, suggest
from generator.config import site_sections, yaml_text
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.config.site_keys import GONE, SITE
from generator.config.site_sections import old_pictures, read_desk, read_regions, read_severities
from generator.config.site_targets import read_targets
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
from generator.model.urls import SEARCH, Paths, is_address, own_path

FILE = SiteFile.NAME
_CONTACT = r"(?:mailto:[^\s@<>]+@[^\s@<>]+|tel:\+[0-9-]+|https://[^\s<>]+)"


def parse(text: str) -> tuple[Site | None, list[Problem]]:
    """Read the text of site.yaml.

    Returns:
        The configuration, or None when there are problems, and the problems.

    """
    mapping, problems = yaml_text.parse(text, FILE)
    if mapping is None:
        return None, problems
    source = Source(FILE, text)
    source.problems += problems
    values = ((place, node) for place, node in yaml_text.places(mapping) if place and place[-1] != "?")
    positions = tuple(Position(place, node.line, node.column) for place, node in values)
    site = _site(Fields(mapping, source, "", SITE), SiteFile(text, positions))
    return (None if source.problems else site), capped(source.problems)


def no_site() -> Problem:
    """Return the problem of a folder without site.yaml."""
    return Problem(
        Where(FILE),
        "no-site",
        sentence("there is no site.yaml in this folder"),
        sentence("go to the site's folder, or name it with --site DIR"),
    )


def _site(fields: Fields, file: SiteFile) -> Site:
    base_url = site_sections.base_url(fields)
    search = OWN_SEARCH if fields.flag("search") else None
    paths = site_sections.paths(fields, SEARCH if search else "")
    categories = _categories(fields, paths)
    reading = _reading(fields, categories, paths, base_url)
    chosen = fields.group("theme_settings")
    others, targets = site_sections.third_parties(fields), read_targets(fields)
    site = fields.record(
        Site,
        base_url=base_url,
        categories=categories,
        menu=_menu(fields, "menu", base_url)
        or tuple(Named(kanal.name, kanal.url) for kanal in categories if not kanal.is_sub),
        footer=_menu(fields, "footer", base_url),
        social=_menu(fields, "social", base_url),
        redaksi=redaksi.record(Redaksi) if (redaksi := fields.mapping("redaksi")) else None,
        reading=reading,
        security=_security(fields),
        theme_settings=tuple(
            (key, chosen.text(key) if chosen.is_text(key) else chosen.texts(key)) for key in chosen.keys
        ),
        search=search,
        redirects=site_sections.redirects(fields, reading),
        third_parties=others,
        old_pictures=old_pictures(fields),
        subscribe=_subscribe(fields, base_url, others),
        severities=read_severities(fields),
        targets=targets,
        desk=read_desk(fields, targets),
        file=file,
    )
    fields.close()
    return site


def _reading(fields: Fields, categories: tuple[Category, ...], paths: Paths, base_url: str) -> Reading:
    media, limits, require = fields.group("media"), fields.group("limits"), fields.group("require")
    by_folder = _allowed_below(media.group("allow")) if media.is_group("allow") else ()
    for key, (said, hint) in GONE.items():
        if key in fields:
            fields.wrong(key, said, hint, code="unknown-key")
    return fields.record(
        Reading,
        categories=tuple(kanal.slug for kanal in categories),
        permalink=site_sections.permalink(fields),
        require_editor=require.flag("editor"),
        require_credit=require.flag("credit"),
        article_bytes=limits.size("article"),
        media_bytes=limits.size("media"),
        media_url=media.web("base_url").rstrip("/"),
        media_allow=() if by_folder else tuple(name.lower() for name in media.texts("allow")),
        media_folders=by_folder,
        # A folder stands for all that is in it.
        media_public=tuple(
            re.sub("/$", "/**", path.lstrip("/").removeprefix("content/")) for path in media.texts("public")
        ),
        paths=paths,
        base_url=base_url,
        regions=read_regions(fields),
        distinct_case=fields.value_of("host") in UNTOLD,
    )


def _allowed_below(folders: Fields) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the allowed endings for each folder of content/, as in `media: {allow: {dokumen/: [.pdf]}}`."""
    found = []
    for key in folders.keys:
        folder = key.strip("/").removeprefix("content/")
        found.append((f"{folder}/" if folder else "", tuple(name.lower() for name in folders.texts(key))))
    return tuple(found)


def _is_folder(name: str) -> bool:
    return bool(SLUG.fullmatch(name)) and len(name) <= site_sections.FOLDER


def _categories(fields: Fields, paths: Paths) -> tuple[Category, ...]:
    categories: dict[str, Category] = {}
    for inner in fields.mappings("categories"):
        slug, name = inner.text("slug"), inner.text("name")
        if not slug:
            inner.missing("slug", sentence("a kanal has an address"), "daerah")
        elif len(parts := slug.split("/")) > 2 or not all(map(_is_folder, parts)):
            meant = "/".join(filter(None, map(slugify, parts[:2])))
            hint = sentence('write it like "{value}"', value=meant or "daerah")
            inner.wrong("slug", sentence("{slug} is not a slug", slug=quoted(slug)), hint, code="bad-address")
        elif slug in paths.reserved:
            hint = sentence("that folder is used by the portal itself")
            inner.wrong("slug", sentence('no kanal can be called "{slug}"', slug=slug), hint, code="reserved-address")
        elif slug in categories:
            said = sentence('the kanal "{slug}" is listed twice', slug=slug)
            inner.wrong("slug", said, sentence("keep one of them"), code="duplicate-key")
        elif len(parts) > 1 and parts[0] not in categories:
            said = sentence('there is no kanal "{kanal}" above "{slug}"', kanal=parts[0], slug=slug)
            hint = did_you_mean(suggest(parts[0], categories)) or sentence(
                "list the kanal first, and its parts below it"
            )
            inner.wrong("slug", said, hint, code="unknown-category")
        elif not name:
            inner.missing("name", sentence("a kanal has a name that readers see"), "…")
        categories[slug] = Category(slug, name, inner.text("description"))
    return tuple(categories.values())


def _menu(fields: Fields, key: str, base_url: str) -> tuple[Named, ...]:
    entries = []
    for inner in fields.mappings(key):
        written = inner.text("url")
        entry = Named(inner.text("name"), own_path(written, base_url) or written)
        if not entry.name or not entry.url:
            why = sentence("an entry has a name and an address")
            inner.missing("url" if entry.name else "name", why, sentence("add it"))
        elif not is_address(entry.url):
            said = sentence("{url} is not an address", url=quoted(entry.url))
            inner.wrong("url", said, sentence('write "/redaksi/" or "https://…"'), code="bad-address")
        entries.append(entry)
    return tuple(entries)


def _subscribe(fields: Fields, base_url: str, allowed: tuple[str, ...]) -> Subscribe | None:
    inner = fields.mapping("subscribe")
    if inner is None:
        return None
    written = inner.text("form")
    form = own_path(written, base_url) or written
    found = inner.record(Subscribe, form=form, links=_menu(inner, "links", base_url))
    host = re.split("[/?#]", form.partition("://")[2])[0].rpartition("@")[2]
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
    if inner is None:
        return None
    contact = tuple(
        f"mailto:{text}" if "@" in text and ":" not in text else f"tel:{text}" if text.startswith("+") else text
        for text in inner.texts("contact")
    )
    wrong = next((address for address in contact if not re.fullmatch(_CONTACT, address)), "")
    if wrong:
        said = sentence("{wrong} is not a way to reach anybody", wrong=quoted(wrong))
        inner.wrong("contact", said, sentence("write an e-mail address or https://…"), code="bad-address")
    expires = inner.stamp("expires")
    return inner.record(Security, contact=contact, expires=expires) if expires else None
