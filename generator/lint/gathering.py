"""Gathers the rows for rules from the store."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.digest import digest
from generator.config.article_keys import names_of, spelled
from generator.config.media import is_public
from generator.lint.rules.evidence import ArticleRow, Evidence, MediaRow, Withdrawal
from generator.model.codec import decode, encode
from generator.model.index_entry import of_article
from generator.model.lookup_keys import link_key, url_key
from generator.model.records import Article, Link, Profile, Standing, Topic
from generator.model.site import Site
from generator.store import documents, members, names, pages
from generator.store.database import Store

_EMPTY = 8
"""The most bytes of a packed empty body."""


def gather(store: Store, site: Site, now: int) -> Evidence:
    """Gather the rows for all rules."""
    articles: list[ArticleRow] = []
    traits = dict(members.every_traits(store))
    over: list[int] = []
    for document in documents.every(store, "article"):
        article = decode(Article, document.record)
        articles.append(_row(article, traits.get(document.id, b"")))
        if article.matter.is_over:
            over.append(document.id)
    return Evidence(
        site=site,
        now=now,
        articles=tuple(articles),
        profiles=tuple(decode(Profile, record) for record in documents.profiles(store)),
        standing=tuple(decode(Standing, document.record) for document in documents.every(store, "standing")),
        media=tuple(_media(store, site)),
        withdrawals=tuple(withdrawal for doc in over for withdrawal in _withdrawals(store, doc)),
        aliases=frozenset(redirect.url for redirect in site.redirects if _is_old(store, redirect.url)),
        topics=tuple(decode(Topic, document.record) for document in documents.every(store, "topic")),
    )


def _row(article: Article, traits: bytes) -> ArticleRow:
    matter, body = article.matter, article.body
    parts = encode(body.parts)
    return ArticleRow(
        path=article.path,
        title=matter.title,
        epoch=matter.stamp.epoch,
        updated=matter.updated.epoch if matter.updated else 0,
        amended=max(
            (amendment.stamp.epoch for amendment in (*matter.corrections, matter.retracted) if amendment is not None),
            default=0,
        ),
        zone=matter.stamp.zone,
        authors=matter.authors,
        editors=matter.editors,
        tags=matter.tags,
        summary=matter.summary,
        photo=matter.photo.src if matter.photo is not None and matter.photo.src.startswith("/") else "",
        follows=matter.follows,
        text=digest(parts),
        traits=traits,
        silent=not body.words and len(parts) < _EMPTY,
        textless=matter.draft or matter.type in ("foto", "video", "infografik"),
        withdrawn=matter.is_over,
        written=spelled(indonesian=matter.indonesian).written,
        unannounced=matter.ended is not None and matter.type != "advertorial",
        entry_line=max(body.updates, key=lambda update: update.stamp.epoch).line if body.updates else 0,
    )


def _media(store: Store, site: Site) -> Iterator[MediaRow]:
    named = site.named
    for media in (file.media for file in documents.every_media(store)):
        url = f"/{media.path}"
        used = url in named or names.is_used(store, url_key(url)) or is_public(media.path, site.reading)
        yield MediaRow(media.path, media.size, media.width, used)


def _withdrawals(store: Store, doc: int) -> Iterator[Withdrawal]:
    target = decode(Article, documents.record(store, doc))
    keys = frozenset(of_article(target, "").names)
    for user in sorted({user for key in keys for user in names.users(store, key)} - {doc}):
        document = documents.get(store, user)
        if document.kind == "article":
            article = decode(Article, document.record)
            for link in _choices(article):
                if link_key(link) in keys:
                    field = "" if link.kind == "baca" else link.text
                    is_follows = bool(field) and field in names_of("follows")
                    yield Withdrawal(article.path, link, target.matter.ended is not None, field, is_follows)


def _choices(article: Article) -> Iterator[Link]:
    """Yield an article's own links to other articles, shown or excluded; the text of each is its key, unless a box."""
    yield from (link for link in article.body.links if link.kind == "baca")
    if article.matter.is_over:
        return
    if article.matter.follows:
        yield Link("link", article.matter.follows, spelled(indonesian=article.matter.indonesian).written("follows"))
    yield from article.matter.related
    yield from article.matter.unrelated


def _is_old(store: Store, url: str) -> bool:
    page = pages.at(store, url_key(url.partition("#")[0].partition("?")[0]))
    return page is not None and page.kind in ("redirect", "alias")
