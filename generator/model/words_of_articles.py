"""The words that an article is found by."""

from __future__ import annotations

import re

from generator.base.text import lead, slugify
from generator.base.timestamps import long_date
from generator.model.records import Article
from generator.model.urls import line_of
from generator.search import words

_TAG = re.compile(r"<[^<>]*>")


def words_of(article: Article) -> bytes:
    """Return the packed words of an article: of a withdrawn one those of its headline, of one that is gone none."""
    matter = article.matter
    if matter.ended is not None:
        return b""
    filters = [*(f"k:{slug}" for slug in line_of(matter.category)), f"j:{matter.type}"]
    if matter.retracted is not None:
        return words.packed(matter.title, filters=filters)
    regions = line_of(matter.place) if matter.place else ()
    filters += [*(f"d:{slug}" for slug in regions), *(f"p:{slug}" for slug in map(slugify, matter.authors) if slug)]
    # Readers type a month and a year as pages show them, and what is said first is what an article is about.
    summary = f"{long_date(matter.stamp.local.date())} {matter.summary or lead(article.body.lead)}"
    return words.packed(
        matter.title, text_of(article), summary=summary, tags=matter.tags, region=matter.region,
        byline=matter.authors, filters=filters,
    )  # fmt: skip


def text_of(article: Article) -> str:
    """Return the text of an article without markup."""
    text = _TAG.sub(" ", " ".join([piece for part in article.body.parts for piece in part if isinstance(piece, str)]))
    if "&" not in text:
        return text
    # Imported here for a fast start: its table is large.
    from html import unescape  # noqa: PLC0415

    return unescape(text)
