"""What a worker does, in a folder of its own: values in, values out, independent of the transport.

While its pages are rendered, the folder holds the store after the plan, which is sent once, in pieces.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from functools import lru_cache
from pathlib import Path
from sys import version_info

from msgspec.structs import replace

from generator.annex.cluster.messages import PIECE, STORE, SentFiles, decompressed
from generator.base.digest import digest
from generator.base.sentences import Sentence
from generator.base.start import collect_rarely
from generator.base.state_files import claim_folder
from generator.engine.batches import BatchRenderer, Result, settings_of
from generator.engine.parse import Job, Parsed, parse_file
from generator.engine.staging import Parcel
from generator.pictures.making import BrokenPictureError, Original, SourcePicture, VariantJob, fault_of
from generator.store.files import program

_ONE = threading.Lock()
"""A worker does one thing at a time, whatever its number of threads."""
_KEPT = 2
"""Stores that a worker keeps: this build's, and one for another site."""
_COMING = "coming"
"""The file of an incomplete store."""

IDENTITY = program(), f"{version_info.major}.{version_info.minor}"
"""What must be equal here and on a worker: the program as imported, and Python."""

Rendered = tuple[Result, bytes | None, bool]
"""A page's result, its bytes if they must be staged, and whether they replace others."""


class LackingError(Exception):
    """A worker lacks the store for its pages."""


def greet(folder: Path) -> tuple[str, str]:
    """Set up a worker, and return its identity."""
    collect_rarely()
    # It will hold unpublished content.
    claim_folder(folder).chmod(0o700)
    return IDENTITY


def read(
    _: Path, job: Job, files: dict[str, bytes], known: dict[str, bool]
) -> tuple[list[Parsed], dict[str, set[str]]]:
    """Parse files of content/; return the results, and for each other file the paths that it asks about.

    `known` says whether some paths exist.
    """
    done: list[Parsed] = []
    asked: dict[str, set[str]] = {}
    with _ONE:
        for path in files:
            sent = SentFiles(files, known)
            parsed = parse_file(job, sent, path)
            if sent.asked:
                asked[path] = sent.asked
            else:
                done.append(parsed)
    return done, asked


def decode(_: Path, pictures: list[tuple[SourcePicture, bytes]]) -> list[tuple[str, Sentence, Sentence]]:
    """Decode pictures; return path, fault and hint of broken ones."""
    with _ONE:
        faults = [(picture.path, fault_of(data, picture.shape)) for picture, data in pictures]
    return [(path, *fault) for path, fault in faults if fault]


def draw(_: Path, source: SourcePicture, data: bytes, jobs: list[VariantJob]) -> list[bytes]:
    """Return the bytes of variants of a picture; fewer, or none, if it is broken."""
    variants: list[bytes] = []
    with _ONE, contextlib.suppress(BrokenPictureError):
        original = Original(data, source.shape)
        variants += (original.encode(job.variant) for job in jobs)
    return variants


def take(folder: Path, build: str, pieces: list[bytes], number: int, data: bytes, beside: dict[str, bytes]) -> None:
    """Receive a piece of a build's store; pieces come in order, the first with the files that belong beside the store.

    `pieces` are the digests of all pieces as sent. Raises LackingError for a wrong piece, or if an earlier one is
    missing.
    """
    own = folder / build
    if digest(data) != pieces[number]:
        raise LackingError
    piece = decompressed(data)
    if number == 0:
        _make_room(folder)
        shutil.rmtree(own, ignore_errors=True)
        claim_folder(own)
        for name, content in beside.items():
            (own / name).parent.mkdir(exist_ok=True)
            (own / name).write_bytes(content)
    try:
        with open(own / _COMING, "ab" if number == 0 else "r+b") as file:
            if file.seek(0, os.SEEK_END) != number * PIECE:
                raise LackingError
            file.write(piece)
    except FileNotFoundError as error:
        raise LackingError from error
    if number + 1 == len(pieces):
        (own / _COMING).replace(own / STORE)


def make(folder: Path, build: str, ids: tuple[int, ...]) -> list[Rendered]:
    """Render pages from a build's store; raise LackingError if it is not here."""
    own = folder / build
    if not (own / STORE).is_file():
        raise LackingError
    with _ONE:
        renderer, parcel = _renderer(own)
        results = renderer.render_all(ids)
        files = parcel.unpack()
    return [(result, *files.get(result.path, (None, False))) for result in results]


def drop(folder: Path, build: str) -> None:
    # A batch that nobody waits for may still be running; the next build closes what it holds.
    if _ONE.acquire(blocking=False):
        try:
            if (folder / build / STORE).is_file():
                _renderer(folder / build)[0].close()
            _renderer.cache_clear()
        finally:
            _ONE.release()
    shutil.rmtree(folder / build, ignore_errors=True)


def _make_room(folder: Path) -> None:
    """Delete the stores of builds that ended or were killed."""
    kept = sorted(folder.iterdir(), key=lambda store: store.stat().st_mtime)
    for old in kept[: max(0, len(kept) - _KEPT + 1)]:
        shutil.rmtree(old, ignore_errors=True)


@lru_cache(maxsize=1)
def _renderer(own: Path) -> tuple[BatchRenderer, Parcel]:
    """Return this process's renderer for a build, kept from batch to batch."""
    # The site's files are not here, and not needed: what depends on them is made where they are.
    settings = replace(settings_of(str(own)), state=str(own), content="", stage="", pictures=str(own))
    parcel = Parcel()
    return BatchRenderer(settings, parcel), parcel
