"""How far `ssg build --wait` is in bringing the portal to readers: it writes this file, and the desk reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec

from generator.base.errors import UsageError
from generator.base.sentences import NOTHING
from generator.base.state_files import claim, claim_folder, write
from generator.model.codec import UNREADABLE
from generator.model.lookup_keys import file_key, page_key
from generator.model.page import Status
from generator.model.records import Record
from generator.model.urls import output_path
from generator.store import documents, pages
from generator.store.database import STATE, Store, open_reader
from generator.store.files import lock

_FILE = "publication.json"
LOCK = "wait"
"""Folder in the state folder that a waiting build has locked."""

_SHOWN = (Status.SHOWN, Status.NOTICE, Status.GONE)

Phase = Literal["waiting", "building", "deploying", "stopped"]


class Attempt(Record, frozen=True):
    """How a build or a deploy ended."""

    code: int = 0
    why: str = ""
    """What went wrong, if anything."""
    held: tuple[tuple[str, str], ...] = ()
    """Paths from the site's folder, and why each was held back."""


class Publication(Record, frozen=True):
    """The state of a waiting build. Times are seconds since 1970, 0 for never."""

    targets: tuple[str, ...] = ()
    """Names of those that it deploys to."""
    phase: Phase = "stopped"
    delivered: int = 0
    """Number of the last build that reached its target, or `build/` if there is none; 0 for none."""
    failing_since: int = 0
    """When the first of the attempts began that have failed since."""
    why: str = ""
    """Why the last attempt failed."""
    next: int = 0
    """When it builds next if nobody changes a file."""
    held: tuple[tuple[str, str], ...] = ()
    """Paths from the site's folder, and why each is held back."""


def read(site: Path) -> Publication:
    """Return what is known; of a site without a waiting build, nothing."""
    with suppress(OSError, *UNREADABLE):
        return msgspec.json.decode(claim(site / STATE / _FILE).read_bytes(), type=Publication)
    return Publication()


def save(site: Path, publication: Publication) -> None:
    # A full disk keeps no portal from its readers.
    with suppress(OSError):
        write(claim_folder(site / STATE) / _FILE, msgspec.json.encode(publication))


def is_running(site: Path) -> bool:
    """Return whether a process builds and waits."""
    try:
        with lock(site / STATE / LOCK, waiting=_refuse):
            return False
    except UsageError:
        return True


def _refuse() -> None:
    raise UsageError(NOTHING)


class Built(Record, frozen=True):
    """What the last successful build knows of a file of content/."""

    digest: bytes | None = None
    """Of the file as it was read; None if it was not."""
    is_shown: bool = False
    """Whether readers find it, or a notice in its place."""
    page: int | None = 0
    """Number of the build that made the page at its address; 0 if there is none, None while it is to be made anew."""


class Builds:
    """What the builds of a site have left, as of one moment; a first build may just be making its state."""

    def __init__(self, store: Store | None) -> None:
        self._store = store

    @property
    def number(self) -> int:
        """That of the last successful build; 0 if there is none."""
        with suppress(sqlite3.Error):
            return self._store.number("generation") if self._store is not None else 0
        return 0

    def of(self, path: str, url: str) -> Built:
        """Return what is known of a file, by its path below content/, and of the page at an address."""
        with suppress(sqlite3.Error):
            if self._store is not None and (found := documents.named(self._store, file_key(path))) is not None:
                version = documents.version(self._store, found.id)
                page = pages.build_of(self._store, page_key(output_path(url)))
                return Built(version.digest, version.state in _SHOWN, page) if version is not None else Built()
        return Built()


@contextmanager
def builds(site: Path) -> Iterator[Builds]:
    """Yield what the builds of a site have left."""
    with ExitStack() as opened:
        store = None
        with suppress(UsageError, sqlite3.Error):
            store = opened.enter_context(closing(open_reader(site / STATE)))
            opened.enter_context(store.reading())
        yield Builds(store)


def build_number(site: Path) -> int:
    """Return the number of the last successful build; 0 if there is none."""
    with builds(site) as found:
        return found.number
