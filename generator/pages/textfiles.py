"""Text files at the root of the site: robots.txt, security.txt, humans.txt."""

from __future__ import annotations

from generator.base import dates
from generator.pages.context import Context
from generator.portal.urls import page_url


def robots(context: Context) -> bytes:
    """Make robots.txt."""
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
    lines.append(f"Expires: {dates.iso(given.expires)}")
    if given.policy:
        lines.append(f"Policy: {given.policy}")
    lines.append(f"Preferred-Languages: {site.language}")
    lines.append(f"Canonical: {site.base_url}{page_url(context.page.path)}")
    return "".join(f"{line}\n" for line in lines).encode()


def humans(context: Context) -> bytes:
    """Make humans.txt: who makes the portal, in their own words."""
    return "".join(f"{line}\n" for line in context.site.humans).encode()
