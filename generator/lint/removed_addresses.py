"""Addresses of published articles that a build would remove, and where they should lead.

An address is a promise to readers, search engines and other portals. Only edits are reported: an article that expires
was meant to. After a loss of the store the addresses are unknown, and nothing is reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.base.errors import Problem, Where
from generator.base.sentences import Sentence, sentence
from generator.model.codec import decode
from generator.model.lookup_keys import file_key, page_key, slug_key, url_key
from generator.model.records import Article, Record
from generator.model.urls import article_page_url, is_bare, output_path
from generator.store import documents, names, pages
from generator.store.database import Store

_MOST = 2_000
"""The most deleted files remembered, and files searched for a title; more cannot be renames by hand."""


class Deleted(Record, frozen=True):
    """An article whose file was deleted."""

    path: str
    """Below content/."""
    digest: bytes
    title: str


def deleted(store: Store, paths: Iterable[str]) -> dict[int, Deleted]:
    """Return the articles of deleted files by id, before the store forgets them; only the first of very many."""
    found: dict[int, Deleted] = {}
    for path in paths:
        document = documents.named(store, file_key(path)) if path.endswith(".md") and len(found) < _MOST else None
        version = documents.version(store, document.id) if document is not None else None
        if document is not None and version is not None and document.kind == "article":
            matter = decode(Article, document.record).matter
            found[document.id] = Deleted(path, version.digest, matter.title)
    return found


def lost_addresses(
    store: Store, gone: Mapping[int, Deleted], saved: Collection[str], digests: Mapping[str, bytes], now: int,
    *, bare: bool,
) -> list[Problem]:  # fmt: skip
    """Return the addresses that articles lose through edits, as the pages are planned at a time.

    `gone` is from `deleted`; `saved` are the paths, below content/, of changed files; `bare` is as in
    `article_page_url`.
    """
    rows = pages.lost(store)
    if not rows:
        return []
    moved = {digest: path for path, digest in digests.items() if path in saved}
    titles: dict[str, str] = {}
    for path in sorted(saved) if gone and len(saved) <= _MOST else ():
        if (article := _at(store, path)) is not None:
            titles.setdefault(article.matter.title, path)
    problems = []
    for path, doc in rows:
        url = article_page_url(path, bare=bare)
        # A host that has no file of the name leads on to the page in the folder of this name: that of an alias.
        if is_bare(url) and pages.at(store, page_key(output_path(f"{url}/"))) is not None:
            continue
        document = documents.by_id(store, doc) if doc is not None and doc not in gone else None
        # A freed id may already belong to another file.
        if document is not None and document.kind == "article":
            matter = decode(Article, document.record).matter
            # Otherwise it expired, or an editor set its hour; files held back are reported anyway.
            if document.path in saved and not matter.held and not 0 < matter.expires <= now:
                is_there = bool(pages.of_document(store, document.id, ("article", "gone")))
                problems.append(_changed(url, document.path, is_there=is_there))
            continue
        named = names.doc_named(store, url_key(url))
        if named is not None and documents.is_held(store, named):
            # Of a file that was moved and is held back: it leads on once that is mended.
            continue
        before = gone.get(doc) if doc is not None else None
        heir = (moved.get(before.digest) or titles.get(before.title)) if before else None
        if heir is None:
            # The one article with the slug of the address.
            paths = documents.paths_named(store, slug_key(url.rstrip("/").rpartition("/")[2].removesuffix(".html")))
            heir = paths[0] if len(paths) == 1 and paths[0].endswith(".md") else None
        problems.append(_deleted(url, before, heir))
    return problems


def _changed(url: str, path: str, *, is_there: bool) -> Problem:
    """Return the problem of an article whose address changed or that is no longer published."""
    if is_there:
        said, advice = sentence('the address "{url}" of this article goes away', url=url), _alias(url)
    else:
        said = sentence('the address "{url}" goes away, since this article is no longer published', url=url)
        advice = _ending(url)
    return Problem(Where(f"content/{path}"), "lost-address", said, advice)


def _deleted(url: str, before: Deleted | None, heir: str | None) -> Problem:
    """Return the problem of an article whose file was deleted or renamed."""
    if heir is not None:
        path = f"content/{heir}"
        said = sentence('the address "{url}" goes away; this seems to be the article that had it', url=url)
        advice = _alias(url)
    else:
        path = f"content/{before.path}" if before else "content/"
        said = sentence('the address "{url}" goes away with the file of its article', url=url)
        advice = _ending(url)
    return Problem(Where(path), "lost-address", said, advice)


def _ending(url: str) -> Sentence:
    return sentence(
        "bring the article back and end it with gone: true, withdraw it with retracted: …, or say in site.yaml where"
        " its readers are led: redirects: {{{url}: /}}",
        url=url,
    )


def _alias(url: str) -> Sentence:
    return sentence("write aliases: [{url}] into its front matter, so that the old address leads on", url=url)


def _at(store: Store, path: str) -> Article | None:
    document = documents.named(store, file_key(path))
    return decode(Article, document.record) if document is not None and document.kind == "article" else None
