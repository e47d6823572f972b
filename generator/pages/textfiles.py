"""Files other than HTML: robots.txt, sitemaps, the theme's colours, and files for browsers and hosts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from generator.base import timestamps
from generator.hosts.files import configuration_files
from generator.hosts.rules import rules_of
from generator.model.deploy_targets import HOSTS
from generator.model.ordinal import END
from generator.model.page import Manifest
from generator.model.urls import FRAGMENT_FOLDER, INDEX_URL, SITEMAP_LIMIT, page_url, sitemap_url
from generator.model.variants import large
from generator.pages.context import XML_HEAD, Context, escaped
from generator.pictures.icons import ICONS
from generator.queries import articles, names
from generator.theming.theme import COLOUR


def robots(context: Context) -> bytes:
    base, path = context.site.base_url, context.site.base_path
    closed = "".join(
        f"Disallow: {path}{url}\n" for url in (f"/{FRAGMENT_FOLDER}/", *([INDEX_URL] if context.site.search else []))
    )
    return (f"User-agent: *\n{closed}\nSitemap: {base}/sitemap.xml\nSitemap: {base}/sitemap-news.xml\n").encode()


def security(context: Context) -> bytes:
    """Make security.txt (RFC 9116), with contacts for reporting a vulnerability."""
    site = context.site
    given = site.security
    assert given is not None
    lines = [f"Contact: {contact}" for contact in given.contact]
    lines.append(f"Expires: {timestamps.iso(given.expires)}")
    if given.policy:
        lines.append(f"Policy: {given.policy}")
    lines.append(f"Preferred-Languages: {site.language}")
    lines.append(f"Canonical: {site.base_url}{page_url(context.page.path)}")
    return "".join(f"{line}\n" for line in lines).encode()


def host_file(context: Context) -> bytes:
    """Make a configuration file for the host; planning marks it stale when its addresses change."""
    site, host = context.site, HOSTS[context.site.host]
    rules = rules_of(context.archive.store, site, host)
    return configuration_files(site, host, rules)[context.page.path].encode()


def manifest(context: Context) -> bytes:
    """Make the web manifest: name, colours and icons of an installed portal."""
    site, picture = context.site, context.page.detail_of(Manifest).picture
    base = site.base_path
    icons = [
        {"src": base + icon.url, "sizes": f"{icon.side}x{icon.side}", "type": "image/png", "purpose": "any"}
        for icon in ICONS
        if picture and not icon.opaque
    ]
    if picture.endswith(".svg"):
        icons.append({"src": base + picture, "sizes": "any", "type": "image/svg+xml", "purpose": "any"})
    data: dict[str, Any] = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description or site.tagline,
        "lang": context.words["bahasa"],
        "id": f"{base}/",
        "start_url": f"{base}/",
        "scope": f"{base}/",
        # Articles have no back buttons of their own, and "standalone" would hide the browser's.
        "display": "minimal-ui",
        "theme_color": context.theme.settings.get("bar"),
        "background_color": "#ffffff",
        "icons": icons,
    }
    return msgspec.json.format(msgspec.json.encode({key: value for key, value in data.items() if value})) + b"\n"


_NEWS_LIMIT = 1000


def sitemap(context: Context) -> bytes:
    """Make a part of the sitemap of a month, oldest first."""
    page, site, whole = context.page, context.site, context.whole
    lines = []
    for card in context.ask(articles.stretch, page.lo, page.hi, page.number * SITEMAP_LIMIT, SITEMAP_LIMIT):
        image = ""
        if card.photo:
            shown = large(card.photo, whole)
            image = f"<image:image><image:loc>{escaped(site.absolute(shown.url))}</image:loc></image:image>"
        when = timestamps.iso(card.changed)
        lines.append(f"<url><loc>{escaped(site.base_url + card.canonical)}</loc><lastmod>{when}</lastmod>{image}</url>")
    return _urlset(lines, ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"')


def sitemaps(context: Context) -> bytes:
    base = context.site.base_url
    parts = ["/sitemap-pages.xml", "/sitemap-news.xml"]
    for year, month, count in context.ask(articles.months):
        parts += [sitemap_url(year, month, part) for part in range((count - 1) // SITEMAP_LIMIT + 1)]
    lines = [XML_HEAD + '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<sitemap><loc>{escaped(base + url)}</loc></sitemap>" for url in parts]
    return "\n".join([*lines, "</sitemapindex>", ""]).encode()


def sitemap_pages(context: Context) -> bytes:
    """Make the sitemap of everything but articles: home, kanal, standing pages, people."""
    site = context.site
    paths = site.paths
    urls = [
        "/",
        *(category.url for category in site.categories),
        *(paths.index_url, paths.tags_url, paths.corrections_url, paths.withdrawals_url),
        *map(paths.region_url, site.regions),
        *context.ask(names.standing),
    ]
    return _urlset(f"<url><loc>{escaped(site.base_url + url)}</loc></url>" for url in urls)


def sitemap_news(context: Context) -> bytes:
    """Make the news sitemap: articles of the two days before the build, without paid content."""
    site = context.site
    cards = [card for card in context.ask(articles.everything, context.page.lo, END) if card.type != "advertorial"]
    lines = [
        f"<url><loc>{escaped(site.base_url + card.canonical)}</loc><news:news><news:publication>"
        f"<news:name>{escaped(site.name)}</news:name><news:language>{site.language}</news:language></news:publication>"
        f"<news:publication_date>{timestamps.iso(card.stamp)}</news:publication_date>"
        f"<news:title>{escaped(card.title)}</news:title></news:news></url>"
        for card in cards[:_NEWS_LIMIT]
    ]
    return _urlset(lines, ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"')


def _urlset(lines: Iterable[str], namespace: str = "") -> bytes:
    head = f'{XML_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{namespace}>'
    return "\n".join([head, *lines, "</urlset>", ""]).encode()


_LEGIBLE = 4.5
"""Contrast of text required by WCAG 2.2, level AA."""
_GROUNDS = {"light": ((255, 255, 255), (238, 241, 245)), "dark": ((17, 21, 26), (30, 37, 45))}
"""Backgrounds of pages and boxes, as in kabar.css, with a margin in the boxes for other themes."""

Colour = tuple[int, ...]
_WHITE = (255, 255, 255)


def colours(context: Context) -> bytes:
    return sheet(context.theme.colours)


def sheet(settings: Mapping[str, object]) -> bytes:
    """Make the stylesheet for the settings `accent` and `bar`; without effect if neither changes a colour."""
    accent, bar = (_read(settings.get(key)) for key in ("accent", "bar"))
    light, dark = [], []
    if accent:
        light.append(f"--aksen: {legible(settings, 'accent')}")
        dark.append(f"--aksen: {_hex(_against(accent, _GROUNDS['dark']))}")
    if bar:
        ground = _against(bar, (_WHITE,))
        # A nearly black bar would be invisible on a dark page.
        for variables, shade in ((light, ground), (dark, _against(_mix(ground, _WHITE, 0.08), (_WHITE,)))):
            variables.append(f"--pita: {_hex(shade)}")
            variables.append(f"--pita-redup: {_hex(_against(_mix(shade, _WHITE, 0.8), (shade,)))}")
    if not light:
        return b":root {}\n"
    return (
        f":root {{ {'; '.join(light)} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {'; '.join(dark)} }} }}\n"
    ).encode()


def legible(settings: Mapping[str, object], key: str) -> str:
    """Return a colour of the settings, dark enough for text on the pages; black if it is none."""
    return _hex(_against(_read(settings.get(key)) or (0, 0, 0), _GROUNDS["light"]))


def _read(setting: object) -> Colour | None:
    return tuple(bytes.fromhex(setting[1:])) if isinstance(setting, str) and COLOUR.fullmatch(setting) else None


def _hex(colour: Colour) -> str:
    return f"#{bytes(colour).hex()}"


def _mix(colour: Colour, other: Colour, part: float) -> Colour:
    return tuple(round(a + (b - a) * part) for a, b in zip(colour, other, strict=True))


def _against(colour: Colour, grounds: tuple[Colour, ...]) -> Colour:
    """Return a colour, darkened or lightened until it is just legible on all of some backgrounds."""
    goal = (0, 0, 0) if _luminance(grounds[0]) > 0.5 else (255, 255, 255)
    for step in range(51):
        tried = _mix(colour, goal, step / 50)
        if all(contrast(tried, ground) >= _LEGIBLE for ground in grounds):
            return tried
    return goal


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
