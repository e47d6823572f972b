"""The configuration and the theme of a site, cached until one of their files changes, and what a new one makes stale.

A build with nothing to do saves a seventh of its time by not reading YAML and checking each key.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.base.digest import SIZE, digest
from generator.base.errors import Problem, Where
from generator.base.folder import Folder
from generator.base.sentences import sentence
from generator.base.state_files import claim, write
from generator.model.codec import UNREADABLE
from generator.model.kinds import KINDS, TEMPLATES, WRITTEN
from generator.model.lookup_keys import page_key
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record
from generator.model.site import Site, SiteFile, SiteFrame
from generator.model.urls import output_path
from generator.store import pages
from generator.store.database import Store
from generator.store.files import program
from generator.theming.theme import BUILT_IN, Theme, walk

_FILE = "configuration"
"""In the state folder: a digest, and what it is of."""
_BESIDE = ("home",)
"""Kinds of pages that show menu, footer or accounts outside templates: in structured data."""
_SITE_FRAME = "site_frame"
"""Key of the store: the site frame of the last build."""


class Configuration(Record, frozen=True):
    """Site and theme, as read from site.yaml and the themes."""

    site: Site
    theme: Theme
    key: bytes
    """Digest of the files, and of the program that read them; empty if unknown."""


def read_configuration(folder: Path, state: Path) -> tuple[Configuration, bool]:
    """Return the configuration of a site, and whether it was read anew; raises SiteError if it has problems."""
    key = _key(folder)
    kept = _kept(state)
    if kept is not None and key and kept.key == key:
        return kept, False
    # Imported here, for a fast start: most builds find the configuration unchanged.
    from generator.theming.loading import read_site  # noqa: PLC0415

    site, theme = read_site(folder)
    # If files changed while they were read, nobody knows which version was read.
    return Configuration(site, theme, key if key == _key(folder) else b""), True


def keep(state: Path, configuration: Configuration) -> None:
    """Cache a configuration for the next build; the caller holds the state folder."""
    if not configuration.key:
        return
    packed = msgspec.msgpack.encode(configuration)
    write(state / _FILE, digest(packed) + packed)


def _kept(state: Path) -> Configuration | None:
    try:
        data = claim(state / _FILE).read_bytes()
        if data[:SIZE] == digest(data[SIZE:]):
            return msgspec.msgpack.decode(data[SIZE:], type=Configuration)
    except (OSError, *UNREADABLE):
        pass
    return None


def _key(folder: Path) -> bytes:
    """Return a digest of everything that a configuration is read from; empty if a file cannot be read."""
    parts = [program().encode()]
    try:
        with Folder(folder) as site:
            parts.append(site.read(SiteFile.NAME, None))
        for themes in (folder / "themes", BUILT_IN):
            parts.append(str(themes).encode("utf-8", "surrogateescape"))
            if not themes.is_dir():
                continue
            with Folder(themes) as files:
                for path in sorted(walk(themes)):
                    parts += (path.encode("utf-8", "surrogateescape"), digest(files.read(path, None)))
    except OSError:
        return b""
    return digest(msgspec.msgpack.encode(parts))


def mark_outdated(store: Store, site: Site, theme: Theme) -> list[Problem]:
    """Mark pages made stale by configuration or templates; return the problems of templates."""
    if store.renew("site", digest(site.encoded)) or store.get(_SITE_FRAME) != msgspec.msgpack.encode(site.site_frame):
        _mark_configured(store, site)
    if store.renew("look", digest(msgspec.msgpack.encode((theme.words, theme.settings, theme.recipes)))):
        pages.mark_stale(store, WRITTEN, Reason.THEME_CHANGED)
    if not store.renew("theme", theme.key.encode()):
        return []
    keys, problems = templates_of(theme)
    before = msgspec.msgpack.decode(store.get("templates") or b"\x80", type=dict[str, str])
    changed = [kind.name for kind in KINDS.values() if before.get(kind.template) != keys.get(kind.template)]
    pages.mark_stale(store, changed, Reason.TEMPLATE_CHANGED)
    store.set("templates", msgspec.msgpack.encode(keys))
    return problems


def _mark_configured(store: Store, site: Site) -> None:
    """Mark pages made stale by the configuration: all, or only some if nothing but the site frame changed."""
    before = store.get(_SITE_FRAME)
    now = site.site_frame
    store.set(_SITE_FRAME, msgspec.msgpack.encode(now))
    rest = store.renew("unfurnished", digest(msgspec.structs.replace(site, menu=(), footer=(), social=()).encoded))
    if rest or before is None:
        pages.mark_stale(store, WRITTEN, Reason.SITE_CHANGED)
        return
    urls = set(msgspec.msgpack.decode(before, type=SiteFrame).menu_urls).symmetric_difference(now.menu_urls)
    # Whether a menu entry is active is part of the page itself.
    pages.mark_stale_at(store, [page_key(output_path(url)) for url in urls if url.startswith("/")], Reason.SITE_CHANGED)
    pages.mark_stale(store, _BESIDE, Reason.SITE_CHANGED)
    pages.mark_for_refill(store, [kind.name for kind in KINDS.values() if kind.template])


def is_reconfigured(store: Store, site: Site) -> bool:
    return store.get("site") != digest(site.encoded)


def templates_of(theme: Theme) -> tuple[dict[str, str], list[Problem]]:
    """Return for each template a digest of everything it includes, and the problems of templates."""
    # Imported here: a build with unchanged templates starts without Jinja2, unless it makes a page.
    from generator.theming.jinja import template_digests  # noqa: PLC0415

    keys, problems = template_digests(theme)
    if not problems:
        where, hint = Where(f"themes/{theme.name}"), sentence("write extends: kabar, or add the template")
        missing = [template for template in TEMPLATES if template not in keys]
        problems = [
            Problem(where, "bad-theme", sentence("the theme has no template {name}", name=name), hint)
            for name in missing
        ]
    return keys, problems
