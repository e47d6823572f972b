"""Desk: all that the rules look at, as rows that were read of the store once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.codes import Code
from generator.base.digest import digest
from generator.base.sentences import NOTHING, Sentence
from generator.config.article_keys import spelled
from generator.config.keys import Spelling
from generator.lint.content_files import Copy, copies, fault, hidden
from generator.model.codec import decode
from generator.model.index_entry import of_article
from generator.model.lookup_keys import link_key, url_key
from generator.model.records import Article, Glance, Link, Profile, Record, Standing
from generator.model.site import Site, SiteFile
from generator.store import cards, documents, names, pages
from generator.store.database import Store

_EMPTY = 8
"""Bytes of a packed body without anything in it, at most."""


class Finding(Record, frozen=True):
    """What a rule has found; `placing` looks for the place."""

    code: Code
    path: str
    """Below content/; empty for site.yaml."""
    said: Sentence
    advice: Sentence = NOTHING
    key: str = ""
    """Key of the front matter, or of site.yaml with points between; empty for the whole file."""
    entry: str = ""
    """What stands there: of a list, that entry; without a key, a text of the body."""
    other: str = ""
    """Another file below content/ that has a part in it."""
    paths: tuple[str, ...] = ()
    """Of what several articles have: all of them; `path` is the newest."""
    line: int = 0
    """Where it is, if the rule knows that."""
    column: int = 0
    right: tuple[str, ...] = ()
    """What `entry` becomes in all `paths` if it has one right form; several are a list."""

    @property
    def file(self) -> str:
        """Path of the file that it is about, from the site's folder."""
        return f"content/{self.path}" if self.path else SiteFile.NAME


class Look(Record, frozen=True):
    """What rules see of an article."""

    path: str
    title: str
    epoch: int
    """Publication time in seconds since 1970, as `updated`, which is 0 for never."""
    updated: int
    amended: int
    """The last time of its corrections and of its withdrawal; 0 if it has neither."""
    zone: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str
    photo: str
    """Address of its photo on the site; empty for none."""
    follows: str
    text: bytes
    """Digest of the body."""
    silent: bool
    """Whether there is nothing in the body."""
    textless: bool
    """Whether it may be without text: a draft, or of a type that shows something else."""
    withdrawn: bool
    """Or gone."""
    words: Spelling
    """How its file writes its keys."""
    unannounced: bool
    """Whether a report is gone, and nothing says why."""


class Picture(Record, frozen=True):
    """What rules see of a media file."""

    path: str
    size: int
    width: int
    """0 for what is no picture."""
    used: bool
    """Whether any document refers to it."""
    fault: Sentence = NOTHING
    """Why readers may not be able to open it, as the end of a sentence; empty if they are, or a build says so."""
    hint: Sentence = NOTHING


class Withdrawal(Record, frozen=True):
    """A Baca Juga, or an entry of the front matter, that leads to an article that is withdrawn or gone."""

    path: str
    """Of the file that holds it."""
    link: Link
    gone: bool
    """Whether the article is gone, so that readers do not see the box."""
    key: str = ""
    """Key of the front matter, as its file writes it."""


class Desk(Record, frozen=True):
    """All that rules look at."""

    site: Site
    now: int
    looks: tuple[Look, ...]
    """By time."""
    profiles: tuple[Profile, ...]
    standing: tuple[Standing, ...]
    media: tuple[Picture, ...]
    withdrawals: tuple[Withdrawal, ...]
    aliases: frozenset[str]
    """Addresses in site.yaml that `redirects` lead to and that are but old addresses of articles."""
    hidden: tuple[str, ...] = ()
    """Paths of hidden files and folders that somebody may take for published."""
    copies: tuple[Copy, ...] = ()
    """Of pictures of withdrawn articles."""
    terms: tuple[tuple[int, bytes], ...] = ()
    """Number of a look, and the packed traits of its published article."""


def gather(store: Store, site: Site, now: int) -> Desk:
    """Read what the rules look at.

    Args:
        store: the store, up to date with the site.
        site: the configuration.
        now: seconds since 1970.

    """
    looks: list[Look] = []
    docs: dict[int, int] = {}
    over: list[int] = []
    withdrawn: list[int] = []
    for document in documents.every(store, "article"):
        docs[document.id] = len(looks)
        article = decode(Glance, document.record)
        looks.append(_look(article))
        if article.matter.is_over:
            over.append(document.id)
        if article.matter.retracted is not None:
            withdrawn.append(document.id)
    return Desk(
        site=site,
        now=now,
        looks=tuple(looks),
        profiles=tuple(decode(Profile, record) for record in documents.profiles(store)),
        standing=tuple(decode(Standing, document.record) for document in documents.every(store, "standing")),
        media=tuple(_media(store)),
        withdrawals=tuple(one for doc in over for one in _withdrawals(store, doc)),
        aliases=frozenset(one.url for one in site.redirects if _is_old(store, one.url)),
        hidden=tuple(hidden(Path(store.content.folder))),
        copies=tuple(copies(store, withdrawn)),
        terms=tuple((docs[doc], traits) for doc, traits in cards.every_traits(store) if doc in docs),
    )


def _look(article: Glance) -> Look:
    matter, body = article.matter, article.body
    parts = bytes(body.parts)
    return Look(
        path=article.path,
        title=matter.title,
        epoch=matter.stamp.epoch,
        updated=matter.updated.epoch if matter.updated else 0,
        amended=max((one.stamp.epoch for one in (*matter.corrections, matter.retracted) if one is not None), default=0),
        zone=matter.stamp.zone,
        authors=matter.authors,
        editors=matter.editors,
        tags=matter.tags,
        summary=matter.summary,
        photo=matter.photo.src if matter.photo is not None and matter.photo.src.startswith("/") else "",
        follows=matter.follows,
        text=digest(parts),
        silent=not body.words and len(parts) < _EMPTY,
        textless=matter.draft or matter.type in ("foto", "video", "infografik"),
        withdrawn=matter.is_over,
        words=spelled(indonesian=matter.indonesian),
        unannounced=matter.ended is not None and matter.type != "advertorial",
    )


def _media(store: Store) -> Iterator[Picture]:
    with store.content.opened() as files:
        for _, media in documents.every_media(store):
            used = names.is_used(store, url_key(f"/{media.path}"))
            yield Picture(media.path, media.size, media.width, used, *fault(files, store, media))


def _withdrawals(store: Store, doc: int) -> Iterator[Withdrawal]:
    """Yield the Baca Juga that lead to an article that is withdrawn or gone."""
    target = decode(Article, documents.record(store, doc))
    keys = frozenset(of_article(target, "").names)
    for user in sorted({user for key in keys for user in names.users(store, key)} - {doc}):
        document = documents.known(store, user)
        if document.kind == "article":
            article = decode(Article, document.record)
            for link in _choices(article):
                if link_key(link) in keys:
                    field = "" if link.kind == "baca" else link.text
                    yield Withdrawal(article.path, link, target.matter.ended is not None, field)


def _choices(article: Article) -> Iterator[Link]:
    """Yield what an article itself shows readers of other articles, or keeps from them; key as text, but of a box."""
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
