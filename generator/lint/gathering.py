"""Gathers the rows for rules from the store."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.digest import digest
from generator.config.media import is_public
from generator.lint.rules.evidence import ArticleRow, Evidence, MediaRow
from generator.model.codec import decode, encode
from generator.model.lookup_keys import url_key
from generator.model.records import Article, Profile, Standing, Topic
from generator.model.site import Site
from generator.store import documents, names
from generator.store.database import Store

_EMPTY = 8
"""The most bytes of a packed empty body."""


def gather(store: Store, site: Site, now: int) -> Evidence:
    """Gather the rows for all rules."""
    return Evidence(
        site=site,
        now=now,
        articles=tuple(_row(decode(Article, document.record)) for document in documents.every(store, "article")),
        profiles=tuple(decode(Profile, record) for record in documents.profiles(store)),
        standing=tuple(decode(Standing, document.record) for document in documents.every(store, "standing")),
        media=tuple(_media(store, site)),
        topics=tuple(decode(Topic, document.record) for document in documents.every(store, "topic")),
    )


def _row(article: Article) -> ArticleRow:
    matter, body = article.matter, article.body
    parts = encode(body.parts)
    return ArticleRow(
        path=article.path,
        title=matter.title,
        epoch=matter.stamp.epoch,
        zone=matter.stamp.zone,
        authors=matter.authors,
        editors=matter.editors,
        tags=matter.tags,
        summary=matter.summary,
        photo=matter.photo.src if matter.photo is not None and matter.photo.src.startswith("/") else "",
        follows=matter.follows,
        text=digest(parts),
        draft=matter.draft,
        silent=not body.words and len(parts) < _EMPTY,
        textless=matter.draft or matter.type in ("foto", "video", "infografik"),
        withdrawn=matter.is_over,
        retracted=matter.retracted is not None,
    )


def _media(store: Store, site: Site) -> Iterator[MediaRow]:
    named = site.named
    for media in (file.media for file in documents.every_media(store)):
        url = f"/{media.path}"
        used = url in named or names.is_used(store, url_key(url)) or is_public(media.path, site.reading)
        yield MediaRow(media.path, media.size, media.width, used)
