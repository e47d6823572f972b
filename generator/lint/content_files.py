"""Lying: what is in content/ besides the records of a build: what it passes over, and what files hold."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator.base.folder import MAX_DEPTH, Files
from generator.base.sentences import NOTHING, Sentence
from generator.config.media import FILMS, NEWS
from generator.lint.references import references_in
from generator.model.codec import decode
from generator.model.lookup_keys import url_key
from generator.model.records import Article, Link, Media, Record
from generator.pictures import recordings
from generator.store import documents, private_files
from generator.store.database import Store

_MEANT = frozenset((*NEWS, ".md"))
"""Endings of what a newsroom makes; programs keep other things in hidden files."""
_PROGRAMS = (".git", ".obsidian", ".vscode", ".idea", ".trash", ".stversions", ".thumbnails", ".cache", ".sync", "._")
"""How the names of files and folders begin in which programs keep copies of what newsrooms make."""
_MOST = 1000
"""Files of a hidden folder that are looked at."""


class Copy(Record, frozen=True):
    """A public file with the bytes of a picture of a withdrawn article."""

    path: str
    """Of the article, below content/."""
    link: Link
    """The picture, as the article has it."""
    other: str
    """Path of the copy."""


def hidden(content: Path) -> Iterator[str]:
    """Yield paths of hidden files and folders that somebody may take for published, by folder; of a folder, itself."""
    pending = [""]
    while pending:
        path = pending.pop()
        try:
            items = sorted(os.scandir(content / path), key=lambda item: item.name)
        except OSError:
            continue
        for item in items:
            inner = f"{path}{item.name}"
            is_folder = item.is_dir(follow_symlinks=False)
            if item.name.startswith("."):
                if _is_meant(item.name, content / inner, is_folder=is_folder):
                    # Its bytes may be no UTF-8, and nothing could be printed then.
                    yield inner.encode("utf-8", "replace").decode()
            elif is_folder and inner.count("/") < MAX_DEPTH:
                pending.append(f"{inner}/")


def _is_meant(name: str, full: Path, *, is_folder: bool) -> bool:
    """Return whether a hidden file or folder is one that a newsroom has made."""
    lower = name.lower()
    if name == ".well-known" or lower.startswith(".ht"):
        return True
    if lower.startswith(_PROGRAMS) or name[-1] in "~#":
        return False
    return any(map(_is_news, _names(full))) if is_folder else _is_news(name)


def _is_news(name: str) -> bool:
    # ".png" is a name of nothing but an ending; programs that write a file at once call it ".x.png.a1b2c3".
    return PurePosixPath(name.lower().lstrip(".") or ".").suffix in _MEANT


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of the first files in a folder and below it."""
    seen = 0
    for _, folders, names in os.walk(folder):
        folders.sort()
        yield from names
        seen += len(names) + len(folders)
        if seen > _MOST:
            return


def fault(files: Files, store: Store, media: Media) -> tuple[Sentence, Sentence]:
    """Return why readers may not be able to open a media file, and what to do; nothing if it seems that they are."""
    if media.fault:
        # What is shown is told by the build, at the place where it is shown.
        shown = bool(documents.referred_media(store, url_key(f"/{media.path}"), shown=True))
        return (NOTHING, NOTHING) if shown else (media.fault, media.hint)
    if PurePosixPath(media.path).suffix.lower() not in FILMS:
        return NOTHING, NOTHING
    try:
        with os.fdopen(files.open(media.path), "rb") as file:
            return recordings.fault(file)
    except OSError:
        return NOTHING, NOTHING


def copies(store: Store, withdrawn: Iterable[int]) -> Iterator[Copy]:
    """Yield what is public of the pictures of some withdrawn articles under other names.

    Args:
        store: the store.
        withdrawn: the articles.

    """
    wanted: defaultdict[bytes, list[tuple[str, Link, str]]] = defaultdict(list)
    for doc in withdrawn:
        article = decode(Article, documents.record(store, doc))
        for reference in references_in(article):
            file = documents.media_at(store, reference.key) if reference.link.kind == "image" else None
            if file is not None:
                for digest in _digests(file.digest, file.media):
                    wanted[digest].append((article.path, reference.link, file.media.path))
    if not wanted:
        return
    for digest, media in documents.every_media(store):
        public = None
        told: set[str] = set()
        for one in _digests(digest, media):
            for path, link, own in wanted.get(one, ()):
                if public is None:
                    public = not private_files.is_withheld(store, url_key(f"/{media.path}"))
                if public and own != media.path and path not in told:
                    told.add(path)
                    yield Copy(path, link, media.path)


def _digests(digest: bytes, media: Media) -> set[bytes]:
    """Return what tells a file: its bytes, and those that readers get of it."""
    return {digest, media.cleaned} - {b""}
