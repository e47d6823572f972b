"""Text files at the root of the site: robots.txt, security.txt, humans.txt, and files for browsers and hosts."""

from __future__ import annotations

from html import escape
from typing import Any

import msgspec

from generator import annexes
from generator.base import timestamps
from generator.model.deploy_targets import HOSTS
from generator.model.page import Manifest
from generator.model.urls import page_url
from generator.pages.context import XML_HEAD, Context, escaped
from generator.pictures.icons import ICONS


def robots(context: Context) -> bytes:
    base, path = context.site.base_url, context.site.base_path
    return (
        f"User-agent: *\nDisallow: {path}/fragmen/\n\nSitemap: {base}/sitemap.xml\nSitemap: {base}/sitemap-news.xml\n"
    ).encode()


def security(context: Context) -> bytes:
    """Make security.txt (RFC 9116): whom to tell of a weakness of the portal."""
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


def humans(context: Context) -> bytes:
    return "".join(f"{line}\n" for line in context.site.humans).encode()


def host_file(context: Context) -> bytes:
    """Make a file of the host; planning marks it when the addresses in it differ."""
    site, store, host = context.site, context.archive.store, HOSTS[context.site.host]
    rules = annexes.host_rules.rules_of(store, site, host)
    return annexes.host_files.written(site, host, rules)[context.page.path].encode()


SHORT, LONG = 16, 48
"""Characters of the two names that OpenSearch gives a search."""


def opensearch(context: Context) -> bytes:
    """Make the description by which a browser offers to search the portal (OpenSearch 1.1)."""
    site = context.site
    assert site.search is not None
    address = escape(site.absolute(site.search.template))
    lines = [
        f'{XML_HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escaped(shortened(site.name, SHORT))}</ShortName>",
        f"<LongName>{escaped(shortened(site.name, LONG))}</LongName>",
        f"<Description>{escaped(context.words['cari_di'] % site.name)}</Description>",
        f"<Language>{site.language}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{address}"/>',
        "</OpenSearchDescription>",
        "",
    ]
    return "\n".join(lines).encode()


def shortened(name: str, most: int) -> str:
    """Return as many whole words of a name as fit into `most` characters; at least the start of the first."""
    if len(name) <= most:
        return name
    return name[: most + 1].rpartition(" ")[0].rstrip() or name[:most]


def manifest(context: Context) -> bytes:
    """Make the web manifest: name, colours and icons of a portal that a reader keeps on the home screen."""
    site, picture = context.site, context.page.detail_of(Manifest).picture
    base = site.base_path
    icons = [
        {"src": base + icon.url, "sizes": f"{icon.side}x{icon.side}", "type": "image/png", "purpose": icon.purpose}
        for icon in ICONS
        if picture and icon.purpose
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
        # A portal has many pages and no buttons of its own to go back: "standalone" would take the browser's away.
        "display": "minimal-ui",
        "theme_color": context.settings.get("bar"),
        "background_color": "#ffffff",
        "icons": icons,
    }
    return msgspec.json.format(msgspec.json.encode({key: value for key, value in data.items() if value})) + b"\n"
