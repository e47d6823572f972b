"""What plug-ins of WordPress leave in an export: headlines for search engines, first categories, credits, redirects."""

from __future__ import annotations

import re

import msgspec

from generator.base.text import squeeze
from generator.importers.found import Redirect
from generator.importers.xmlstream import Element

_VARIABLE = re.compile(r"%%?\w+%%?")


class Meta(msgspec.Struct, frozen=True):
    """What is of use among the custom fields of a post."""

    photo: str
    """Id of the attachment."""
    primary: str
    """Number of the category that the desk called the first one."""
    description: str


def meta_of(meta: dict[str, str]) -> Meta:
    """Return what is of use among the custom fields of a post."""
    described = (meta.get(key, "") for key in ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description"))
    primary = meta.get("_yoast_wpseo_primary_category") or meta.get("rank_math_primary_category") or ""
    # A description made of variables is one that the plug-in would have put together.
    description = next((squeeze(text) for text in described if text and not _VARIABLE.search(text)), "")
    return Meta(
        photo=meta.get("_thumbnail_id", "").strip(),
        primary=primary.strip() if primary.strip().isdigit() else "",
        description=description,
    )


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
