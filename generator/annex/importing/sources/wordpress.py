"""Reads the files that Tools → Export of WordPress writes (WXR), one or several, of any size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import BinaryIO

from msgspec.structs import replace

from generator.annex.importing.items import (
    Fault,
    File,
    Found,
    Item,
    Note,
    Options,
    Person,
    Portal,
    Redirect,
    State,
    Term,
)
from generator.annex.importing.report import comments_of
from generator.annex.importing.xml_stream import Element, elements, opened_export
from generator.base.dates import DateError, parse
from generator.base.sentences import sentence
from generator.base.text import quoted, squeeze
from generator.base.timestamps import ZONES, Stamp

_VARIABLE = re.compile(r"%%?\w+%%?")


def described(meta: dict[str, str]) -> str:
    """Return the description of a post that somebody has written, from the fields of the common plug-ins."""
    texts = (meta.get(key, "") for key in ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description"))
    # One made of variables is one that the plug-in would have put together.
    return next((squeeze(text) for text in texts if text and not _VARIABLE.search(text)), "")


def primary_of(meta: dict[str, str]) -> str:
    """Return # and the number of the category that the desk called the first one; empty if it called none so."""
    primary = (meta.get("_yoast_wpseo_primary_category") or meta.get("rank_math_primary_category") or "").strip()
    return f"#{primary}" if primary.isdigit() else ""


def credit_of(meta: dict[str, str]) -> str:
    """Return who made a picture, from the fields of the common plug-ins and from what cameras leave."""
    for key in ("_media_credit", "_photo_credit", "photo_credit", "credit", "_wp_attachment_credit", "_credit"):
        if credit := squeeze(meta.get(key, "")):
            return credit
    found = re.search(r's:6:"credit";s:\d+:"([^"]{1,200})"', meta.get("_wp_attachment_metadata", ""))
    return squeeze(found[1]) if found else ""


def redirects_of(kind: str, post: Element, meta: dict[str, str]) -> tuple[Redirect, ...]:
    """Return the redirects that a post stands for; those of some plug-ins are posts of their own type."""
    if kind == "redirect_rule" and meta.get("_redirect_rule_from"):
        # Safe Redirect Manager.
        gone = meta.get("_redirect_rule_status_code", "") in {"403", "404", "410"}
        return (Redirect(meta["_redirect_rule_from"], "" if gone else meta.get("_redirect_rule_to", "")),)
    if kind in {"redirection", "redirect", "seo-redirection", "301-redirect"}:
        old = meta.get("_redirect_from") or meta.get("redirect_from") or post.child("title")
        new = meta.get("_redirect_to") or meta.get("redirect_to") or meta.get("redirection_url") or ""
        return (Redirect(old, new),) if old else ()
    # Yoast's and RankMath's own redirect of a single post, away from it.
    target = meta.get("_yoast_wpseo_redirect") or meta.get("rank_math_redirection_url_to") or ""
    address = post.child("link")
    return (Redirect(address, target),) if target and address else ()


_STATES: dict[str, State] = {
    "publish": "published", "future": "published", "private": "private", "draft": "draft", "pending": "draft",
    "trash": "trashed", "auto-draft": "trashed",
}  # fmt: skip
_INNER = frozenset({
    "nav_menu_item", "revision", "customize_changeset", "oembed_cache", "user_request", "wp_global_styles",
    "wp_navigation", "wp_template", "wp_template_part", "wp_font_face", "wp_font_family", "custom_css",
})  # fmt: skip
"""Types of posts that are no content: how the old site was set up."""
_OURS = frozenset({"post", "page"})
_TAGS = re.compile(r"<[^<>]*>")
_NO_TIME = "0000-00-00"
_EAST = {timedelta(hours=hours): name for name, hours in ZONES.items()}


def wordpress(options: Options) -> Iterator[Found]:
    for name in options.files:
        refusal = sentence(
            "{name} is not an export of WordPress: write one with Tools → Export → All content", name=name
        )
        with opened_export(name, lambda text: "<rss" in text and "wordpress.org/export/" in text, refusal) as file:
            yield from _Export(name, options.zone).read(file)


class _Export:
    def __init__(self, name: str, zone: str) -> None:
        self._name = name
        self._zone = zone
        self._channel: dict[str, str] = {}
        self._has_portal = False
        self._paths: dict[str, str] = {}

    def read(self, file: BinaryIO) -> Iterator[Found]:
        for element in elements(file, self._name, 2):
            if isinstance(element, (Fault, Note)):
                yield element
            elif element.name == "item":
                if not self._has_portal:
                    yield self._portal()
                yield from self._post(element)
            elif element.name == "wp:author":
                yield _author(element)
            elif element.name in {"wp:category", "wp:tag"}:
                yield self._term(element)
            elif not element.children:
                self._channel.setdefault(element.name, squeeze(unescape(element.text)))
        if not self._has_portal:
            yield self._portal()

    def _portal(self) -> Portal:
        self._has_portal = True
        says = self._channel.get
        url = says("wp:base_blog_url") or says("link", "")
        return Portal(says("title", ""), says("description", ""), url.rstrip("/"), says("language", ""))

    def _term(self, element: Element) -> Term:
        base = self._channel.get("wp:base_blog_url", "").rstrip("/")
        number = element.child("wp:term_id")
        if element.name == "wp:tag":
            key = element.child("wp:tag_slug")
            name, about = element.child("wp:tag_name"), element.child("wp:tag_description")
            return Term("tag", key, _plain(name) or key, _plain(about), address=f"{base}/tag/{key}/", number=number)
        key, parent = element.child("wp:category_nicename"), element.child("wp:category_parent")
        name, about = element.child("wp:cat_name"), element.child("wp:category_description")
        # An export names a category behind the one that it is in.
        path = self._paths[key] = f"{self._paths[parent]}/{key}" if parent in self._paths else key
        return Term("category", key, _plain(name) or key, _plain(about), parent, f"{base}/category/{path}/", number)

    def _post(self, post: Element) -> Iterator[Found]:
        kind = post.child("wp:post_type")
        meta = {field.child("wp:meta_key"): field.child("wp:meta_value") for field in post.all("wp:postmeta")}
        if kind == "attachment":
            if url := post.child("wp:attachment_url"):
                yield _file(post, url, meta)
            return
        redirects = redirects_of(kind, post, meta)
        yield from redirects
        if kind in _INNER or (redirects and kind not in _OURS):
            return
        identity, address = post.child("wp:post_id"), post.child("link")
        if kind not in _OURS:
            said = sentence("{title} is of the type {kind}", title=quoted(post.child("title")), kind=quoted(kind))
            yield Note("other-types", said, identity, address, after=kind)
            return
        yield self._item(post, kind, meta, led_away=bool(redirects))

    def _item(self, post: Element, kind: str, meta: dict[str, str], *, led_away: bool) -> Item:
        address = post.child("link")
        state: State = _STATES.get(post.child("wp:status"), "draft")
        if state == "published" and post.child("wp:post_password"):
            state = "protected"
        if led_away:
            # Readers never saw it.
            state = "draft"
        comments = sum(comment.child("wp:comment_approved") == "1" for comment in post.all("wp:comment"))
        categories, tags = (
            [term for term in post.all("category") if term.attributes.get("domain") == domain]
            for domain in ("category", "post_tag")
        )
        primary = primary_of(meta)
        identity, name = post.child("wp:post_id"), post.child("dc:creator")
        return Item(
            kind="page" if kind == "page" else "article",
            id=identity or post.child("guid") or address,
            address=address,
            title=_plain(post.child("title")),
            slug=post.child("wp:post_name"),
            body=next((content.text for content in post.all("content:encoded")), ""),
            markup="wordpress",
            published=self._time(post, "wp:post_date"),
            updated=self._time(post, "wp:post_modified"),
            state=state,
            authors=(name,) if name else (),
            categories=tuple(filter(None, (primary, *(term.attributes.get("nicename") for term in categories)))),
            tags=tuple(_plain(term.text) for term in tags),
            summary=_plain(post.child("excerpt:encoded")) or described(meta),
            photo=meta.get("_thumbnail_id", "").strip(),
            aliases=tuple(_aliases(post, kind)),
            notes=(Note("comments", comments_of(comments), identity, address),) if comments else (),
        )

    def _time(self, post: Element, key: str) -> Stamp | None:
        """Return a time, in the zone that the difference between local time and GMT tells, else that of the site."""
        local, gmt = post.child(key), post.child(f"{key}_gmt")
        if not local or local.startswith(_NO_TIME):
            return None
        try:
            if gmt and not gmt.startswith(_NO_TIME):
                at = datetime.fromisoformat(gmt).replace(tzinfo=UTC)
                east = datetime.fromisoformat(local).replace(tzinfo=UTC) - at
                zone = _EAST.get(east, self._zone)
                return replace(parse(at.isoformat(" ", "seconds"), zone), zone=zone)
            return parse(local, self._zone)
        except (DateError, ValueError, OverflowError):
            return None


def _author(element: Element) -> Person:
    login = element.child("wp:author_login")
    first, last = element.child("wp:author_first_name"), element.child("wp:author_last_name")
    name = element.child("wp:author_display_name") or squeeze(f"{first} {last}") or login
    return Person(login, _plain(name), address=f"/author/{login}/")


def _file(post: Element, url: str, meta: dict[str, str]) -> File:
    alt = meta.get("_wp_attachment_image_alt", "")
    caption = _plain(post.child("excerpt:encoded"))
    return File(
        post.child("wp:post_id"), url, caption, credit_of(meta), _plain(alt), post.child("link"),
        post.child("wp:post_parent"),
    )  # fmt: skip


def _aliases(post: Element, kind: str) -> Iterator[str]:
    """Yield the addresses by number that a post has, and those that it had before its slug was changed."""
    guid, identity, slug = post.child("guid"), post.child("wp:post_id"), post.child("wp:post_name")
    if "?" in guid:
        yield guid
    if identity:
        yield f"/?{'page_id' if kind == 'page' else 'p'}={identity}"
    before, found, after = post.child("link").rpartition(slug) if slug else ("", "", "")
    for field in post.all("wp:postmeta") if found else ():
        if field.child("wp:meta_key") == "_wp_old_slug" and (old := field.child("wp:meta_value")):
            yield f"{before}{old}{after}"


def _plain(text: str) -> str:
    """Return a text of one line without the markup that WordPress allows in headlines and names."""
    return squeeze(unescape(_TAGS.sub("", text)))
