"""All that a document refers to, and where in its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from generator.base.errors import Where
from generator.base.text import slugify
from generator.base.textfile import decode
from generator.config.article_keys import names_of, spelled
from generator.model.codec import decode_text
from generator.model.index_entry import correction_links
from generator.model.lookup_keys import (
    id_key,
    link_key,
    link_keys,
    person_key,
    query_key,
    unexplained_initials,
    url_key,
)
from generator.model.records import Article, Link, Profile, Record, Standing
from generator.store.database import Store
from generator.store.documents import Document

_MOST_TEXT = 16 << 20
"""Bytes of a file that are read again to find a line in it."""


class Reference(Record, frozen=True):
    """A link, a picture or a file that a document names."""

    key: int
    link: Link
    """One of the front matter may have line 0; its text is the key of the front matter then."""
    field: Literal["", "related", "unrelated", "own", "query", "initials"] = ""
    """Where an article says itself what is related to it, or is not: there it has to be another article. What is a
    document's own, as an id is, may be no other's: whoever else has it makes it unclear. An address with a query may be
    an old one, and need not. The initials in the closing mark are somebody's, or a slip."""


def references_of(document: Document) -> list[Reference]:
    """Return what a document refers to: the body first, then the front matter."""
    return [] if document.kind == "media" else references_in(decode_text(document.kind, document.record))


def references_in(record: Article | Profile | Standing) -> list[Reference]:
    """Return what a record refers to, as `references_of`."""
    if isinstance(record, Profile):
        return list(_of_profile(record))
    if isinstance(record, Standing):
        return [*of_links(record.body.links), *_of_queries(record.queries)]
    return list(_of_article(record))


def of_links(links: Iterable[Link]) -> Iterator[Reference]:
    """Yield what the links of a text refer to."""
    for link in links:
        *queries, key = link_keys(link)
        yield Reference(key, link)
        yield from (Reference(query, link, "query") for query in queries)


def _of_queries(queries: Iterable[str]) -> Iterator[Reference]:
    return (Reference(query_key(query), Link("link", query, "aliases"), "own") for query in queries)


def _of_profile(profile: Profile) -> Iterator[Reference]:
    yield from of_links(profile.body.links)
    if profile.photo.startswith("/"):
        yield Reference(url_key(profile.photo), Link("image", profile.photo, "photo"))
    yield from _of_queries(profile.queries)


def _of_article(article: Article) -> Iterator[Reference]:
    yield from of_links(article.body.links)
    photo, words = article.matter.photo, spelled(indonesian=article.matter.indonesian)
    if photo is not None and photo.src.startswith("/"):
        yield Reference(url_key(photo.src), Link("image", photo.src, line=photo.line, column=photo.column))
    if article.matter.follows:
        yield from of_links([Link("link", article.matter.follows, "follows")])
    yield from of_links(correction_links(article.matter))
    yield from (Reference(link_key(link), link, "related") for link in article.matter.related)
    yield from (Reference(link_key(link), link, "unrelated") for link in article.matter.unrelated)
    for name in unexplained_initials(article):
        yield Reference(
            person_key(slugify(name)), Link("link", name, words.written("initials"), *article.body.mark_at), "initials"
        )
    if article.matter.id:
        yield Reference(id_key(article.matter.id), Link("link", article.matter.id, "id"), "own")
    yield from _of_queries(article.matter.queries)


def where(path: str, text: str, link: Link) -> Where:
    """Return the place of a reference."""
    line, column = (link.line, link.column) if link.line else _place_of_value(text, link.text)
    return Where(f"content/{path}", line, column)


def _place_of_value(text: str, key: str) -> tuple[int, int]:
    """Return line and column of the value of a key of the front matter."""
    match = re.search(rf"^(?:{'|'.join(names_of(key))}):[ \t]*", text, re.MULTILINE)
    return (text.count("\n", 0, match.end()) + 1, match.end() - match.start() + 1) if match else (1, 0)


def text_of(store: Store, path: str) -> str:
    """Return the text of a file of content/, as it is now; empty if it cannot be read."""
    try:
        with store.content.opened() as folder:
            return decode(folder.read(path, _MOST_TEXT)[:_MOST_TEXT], path)[0]
    except OSError:
        return ""
