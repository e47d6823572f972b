"""Gathers the rows for rules: from the store, and files of content/ that builds ignore."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator.base.digest import digest
from generator.base.folder import MAX_DEPTH, Files
from generator.base.sentences import NOTHING, Sentence
from generator.config.article_keys import names_of, spelled
from generator.config.media import FILMS, NEWS
from generator.lint.references import references_in
from generator.lint.rules.evidence import ArticleRow, Copy, Evidence, MediaRow, Withdrawal
from generator.model.codec import decode, encode
from generator.model.index_entry import of_article
from generator.model.lookup_keys import link_key, url_key
from generator.model.records import Article, Link, Media, Profile, Standing, Topic
from generator.model.site import Site
from generator.pictures.probing import recording_fault
from generator.store import documents, members, names, pages
from generator.store.database import Store

_EMPTY = 8
"""The most bytes of a packed empty body."""
_MEANT = frozenset((*NEWS, ".md"))
"""Endings of files that newsrooms make; programs keep other things in hidden files."""
_PROGRAMS = (
    ".git",
    ".obsidian",
    ".vscode",
    ".idea",
    ".trash",
    ".stversions",
    ".thumbnails",
    ".cache",
    ".sync",
    "._",
    ".notes",
)
"""Prefixes of files and folders in which programs keep copies of newsroom files."""
_MOST = 1000
"""Files of a hidden folder that are examined."""


def gather(store: Store, site: Site, now: int) -> Evidence:
    """Gather the rows for all rules."""
    articles: list[ArticleRow] = []
    traits = dict(members.every_traits(store))
    over: list[int] = []
    withdrawn: list[int] = []
    for document in documents.every(store, "article"):
        article = decode(Article, document.record)
        articles.append(_row(article, traits.get(document.id, b"")))
        if article.matter.is_over:
            over.append(document.id)
        if article.matter.retracted is not None:
            withdrawn.append(document.id)
    return Evidence(
        site=site,
        now=now,
        articles=tuple(articles),
        profiles=tuple(decode(Profile, record) for record in documents.profiles(store)),
        standing=tuple(decode(Standing, document.record) for document in documents.every(store, "standing")),
        media=tuple(_media(store)),
        withdrawals=tuple(withdrawal for doc in over for withdrawal in _withdrawals(store, doc)),
        aliases=frozenset(redirect.url for redirect in site.redirects if _is_old(store, redirect.url)),
        hidden=tuple(hidden(Path(store.content.folder))),
        copies=tuple(copies(store, withdrawn)),
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


def _media(store: Store) -> Iterator[MediaRow]:
    with store.content.opened() as files:
        for media in (file.media for file in documents.every_media(store)):
            used = names.is_used(store, url_key(f"/{media.path}"))
            yield MediaRow(media.path, media.size, media.width, used, *fault(files, store, media))


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


def hidden(content: Path) -> Iterator[str]:
    """Yield hidden files and folders that somebody may believe published, by folder; of a folder, only itself."""
    for folder, folders, files in os.walk(content):
        below = Path(folder).relative_to(content)
        for name in (*folders, *files):
            if name.startswith(".") and _is_meant(Path(folder, name)):
                # Names may contain invalid UTF-8, which cannot be printed.
                yield (below / name).as_posix().encode("utf-8", "replace").decode()
        folders[:] = [name for name in folders if name[0] != "." and len(below.parts) < MAX_DEPTH]


def _is_meant(hidden: Path) -> bool:
    lower = hidden.name.lower()
    if hidden.name == ".well-known" or lower.startswith(".ht"):
        return True
    if lower.startswith(_PROGRAMS) or lower[-1] in "~#":
        return False
    # ".png" is only an ending; programs that write files atomically name them ".x.png.a1b2c3".
    names = _names(hidden) if hidden.is_dir() and not hidden.is_symlink() else [hidden.name]
    return any(PurePosixPath(name.lower().lstrip(".") or ".").suffix in _MEANT for name in names)


def _names(folder: Path) -> Iterator[str]:
    seen = 0
    for _, folders, files in os.walk(folder):
        folders.sort()
        yield from files
        seen += len(files) + len(folders)
        if seen > _MOST:
            return


def fault(files: Files, store: Store, media: Media) -> tuple[Sentence, Sentence]:
    """Return why readers may not be able to open a media file, and a hint; empty if it seems fine."""
    if media.fault:
        # For pictures that are shown, the build reports it where they are shown.
        shown = bool(documents.referred_media(store, url_key(f"/{media.path}"), shown=True))
        return (NOTHING, NOTHING) if shown else (media.fault, media.hint)
    if PurePosixPath(media.path).suffix.lower() not in FILMS:
        return NOTHING, NOTHING
    try:
        with os.fdopen(files.open(media.path), "rb") as file:
            return recording_fault(file)
    except OSError:
        return NOTHING, NOTHING


def copies(store: Store, withdrawn: Iterable[int]) -> Iterator[Copy]:
    """Yield public copies, under other names, of the pictures of withdrawn articles."""
    wanted: defaultdict[bytes, list[tuple[str, Link, str]]] = defaultdict(list)
    for doc in withdrawn:
        article = decode(Article, documents.record(store, doc))
        for reference in references_in(article):
            file = documents.media_at(store, reference.key) if reference.link.kind == "image" else None
            if file is not None:
                for same in _sums(file.digest, file.media):
                    wanted[same].append((article.path, reference.link, file.media.path))
    for file in documents.every_media(store) if wanted else ():
        media = file.media
        found = [use for same in _sums(file.digest, media) for use in wanted.get(same, ()) if use[2] != media.path]
        if found and not names.is_private(store, url_key(f"/{media.path}")):
            by_article = {path: link for path, link, _ in reversed(found)}
            yield from (Copy(path, link, media.path) for path, link in by_article.items())


def _sums(whole: bytes, media: Media) -> set[bytes]:
    """Return the digests of a file: of its bytes, and of those published."""
    return {whole, media.cleaned} - {b""}
