"""Everything a document refers to, where in its file, and which file a relative path such as `gambar/x.jpg` means.

A file beside the text takes precedence; otherwise the path counts from content/. Letter case makes no difference, as in
addresses: some file systems ignore it, and the portal is the same on all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec.structs import replace

from generator.base.errors import Problem, Where
from generator.base.folder import Folder
from generator.base.sentences import sentence
from generator.base.text import decode, quoted, slugify
from generator.config.article_keys import names_of
from generator.model import codec
from generator.model.codec import decode_text
from generator.model.front import Front
from generator.model.index_entry import correction_links
from generator.model.lookup_keys import (
    id_key,
    link_key,
    link_keys,
    person_key,
    query_key,
    relative_path_key,
    unexplained_bylines,
    unexplained_initials,
    url_key,
)  # fmt: skip
from generator.model.records import Advertisement, Article, Link, Profile, Record, Standing, Topic
from generator.store import documents, names
from generator.store.database import Store
from generator.store.documents import Document

MOST_TEXT = 16 << 20
"""Bytes of a file that are read to find a line in it."""


class Reference(Record, frozen=True):
    """A link, picture or file that a document names."""

    key: int
    link: Link
    """In the front matter its line may be 0, and its text is then the key."""
    field: Literal["", "related", "unrelated", "own", "query", "initials", "byline", "pin", "strip"] = ""
    """`related` and `unrelated` must name another article. A document's `own` names, such as an id, must be unique. A
    `query` address may be an old one, but need not exist. `initials` in the closing mark belong to somebody, or are a
    mistake, and so does a `byline` of an entry of a live report. A `pin` gives an article a place on a front page; the
    `strip` leads to something of the site."""


def references_of(document: Document) -> list[Reference]:
    """Return a document's references: the body first, then the front matter."""
    if document.kind == "front":
        front = codec.decode(Front, document.record)
        pins = [Reference(link_key(pin.link), pin.link, "pin") for pin in front.pins]
        return [*pins, *(Reference(link_key(link), link, "strip") for link in front.strip)]
    return [] if document.kind == "media" else references_in(decode_text(document.kind, document.record))


def references_in(record: Article | Profile | Standing | Advertisement) -> list[Reference]:
    """Return a record's references, as `references_of` does."""
    named = list(of_links(record.body.links))
    if isinstance(record, Profile) and record.photo.startswith("/"):
        named.append(Reference(url_key(record.photo), Link("image", record.photo, "photo")))
    if isinstance(record, Topic):
        named += _of_topic(record)
    if isinstance(record, Article):
        named += _of_article(record)
    queries = record.matter.queries if isinstance(record, Article) else record.queries
    return [*named, *(Reference(query_key(query), Link("link", query, "aliases"), "own") for query in queries)]


def of_links(links: Iterable[Link]) -> Iterator[Reference]:
    """Yield the references of a text's links."""
    for link in links:
        *queries, key = link_keys(link)
        yield Reference(key, link)
        yield from (Reference(query, link, "query") for query in queries)


def _of_article(article: Article) -> Iterator[Reference]:
    photo = article.matter.photo
    if photo is not None and photo.src.startswith("/"):
        yield Reference(url_key(photo.src), Link("image", photo.src, line=photo.line, column=photo.column))
    if article.matter.follows:
        yield from of_links([Link("link", article.matter.follows, "follows")])
    yield from of_links(correction_links(article.matter))
    yield from (Reference(link_key(link), link, "related") for link in article.matter.related)
    yield from (Reference(link_key(link), link, "unrelated") for link in article.matter.unrelated)
    for name in unexplained_initials(article):
        yield Reference(person_key(slugify(name)), Link("link", name, "initials", *article.body.mark_at), "initials")
    for name, update in unexplained_bylines(article):
        yield Reference(person_key(slugify(name)), Link("link", name, line=update.line, column=update.column), "byline")
    if article.matter.id:
        yield Reference(id_key(article.matter.id), Link("link", article.matter.id, "id"), "own")


def _of_topic(topic: Topic) -> Iterator[Reference]:
    photo, pinned = topic.photo, topic.pinned
    if photo is not None and photo.src.startswith("/"):
        yield Reference(url_key(photo.src), Link("image", photo.src, line=photo.line, column=photo.column))
    if pinned is not None:
        yield Reference(link_key(pinned), pinned, "related")


def where(path: str, text: str, link: Link) -> Where:
    """Return the position of a reference in a file, by its path below content/."""
    line, column = (link.line, link.column) if link.line else position(text, link.text)
    return Where(f"content/{path}", line or 1, column)


def position(text: str, key: str, entry: str = "") -> tuple[int, int]:
    """Return line and column of a value of the front matter, or of any text; zeros for the whole file.

    Nested keys are joined by dots; the key is empty for any text. `entry` is the value, or a part of it.
    """
    head, _, _ = text.partition("\n---")
    if not key:
        at = text.find(entry) if entry else -1
        return _counted(text, at) if at >= 0 else (0, 0)
    start, end, indent = 0, len(head), ""
    for name in key.split("."):
        any_of = f"(?:{'|'.join(map(re.escape, names_of(name)))})"
        # On a line of its own, or else in braces.
        patterns = rf"^{indent}{any_of}[ \t]*:[ \t]*", rf"[{{,][ \t]*{any_of}:[ \t]*"
        matches = (re.compile(pattern, re.MULTILINE).search(head, start, end) for pattern in patterns)
        match = next(filter(None, matches), None)
        if match is None:
            return (1, 0) if text else (0, 0)
        start, indent = match.end(), r"[ \t]+"
        below = re.compile(r"^[^\s#-]", re.MULTILINE).search(head, start, end)
        end = below.start() if below else end
    found = head.find(entry, start, end) if entry else -1
    return _counted(text, found if found >= 0 else start)


def _counted(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def text_of(content: str, path: str) -> str:
    """Return the current text of a file of content/; empty if it cannot be read."""
    try:
        with Folder(content) as folder:
            return decode(folder.read(path, MOST_TEXT)[:MOST_TEXT], path)[0]
    except OSError:
        return ""


_END_OF_PATH = re.compile(r"[?#]")


class Settled(Record, frozen=True):
    """Links of a text, each resolved to one file."""

    links: tuple[Link, ...]
    probed_paths: tuple[str, ...]
    """Paths below content/ that were looked up, existing or not."""
    warnings: tuple[Problem, ...]
    """For paths that may mean two files."""


def settled(links: Sequence[Link], folder: Folder, path: str, *, pictures: bool) -> Settled:
    """Return the links of a file with the files that they mean; without `pictures`, pictures are not in content/."""
    own = path.rpartition("/")[0]
    found: list[Link] = []
    known: dict[str, bool] = {}
    warnings = []
    for link in links:
        end = _END_OF_PATH.search(link.target)
        inner = link.target[: end.start()] if end else link.target
        if not own or not _is_unclear(inner, picture=link.kind == "image") or (link.kind == "image" and not pictures):
            found.append(link)
            continue
        near = f"{own}/{inner}"
        for candidate in (near, inner):
            if candidate not in known:
                known[candidate] = folder.has(candidate)
        found.append(replace(link, target=f"/{own}/{link.target}") if known[near] else link)
        if known[near] and known[inner]:
            warnings.append(_unclear_path(path, link, near, inner))
    return Settled(tuple(found), tuple(known), tuple(warnings))


def named_by(store: Store, paths: Iterable[str]) -> list[str]:
    """Return the files whose links change meaning because files were added or deleted."""
    docs = set().union(*(names.users(store, relative_path_key(path)) for path in paths))
    return sorted(documents.path(store, doc) for doc in docs)


def _is_unclear(target: str, *, picture: bool) -> bool:
    """Return whether a target names a file in a folder, without saying where that folder is."""
    above, _, name = target.rpartition("/")
    return bool(above) and target[0] != "/" and not target.startswith("content/") and (picture or "." in name)


def _unclear_path(path: str, link: Link, near: str, far: str) -> Problem:
    message = sentence(
        "{target} is {near} here, but there is {far} too",
        target=quoted(link.target),
        near=f"content/{near}",
        far=f"content/{far}",
    )
    hint = sentence("write /{near} or /{far}, which can mean only one of them", near=near, far=far)
    return Problem(Where(f"content/{path}", link.line, link.column), "unclear-path", message, hint)
