"""Checks old addresses against the built portal: same page, redirect, gone on purpose, or missing."""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import msgspec

from generator.annex.importing.items import Fault
from generator.annex.importing.old_addresses import parts_of, spelled
from generator.annex.importing.routing import OldAddress
from generator.annex.importing.target import FOLDER
from generator.annex.importing.xml_stream import Element, elements
from generator.base.crashes import cause
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import clean
from generator.config.media import PICTURES
from generator.model.codec import UNREADABLE
from generator.model.records import Record
from generator.model.urls import output_path

Verdict = Literal["same", "redirect", "elsewhere", "gone", "query", "missing"]
"""There is a page or file at the address; a page leads on from it; it is a picture that stays where media are; it is
gone on purpose; a query names what it shows, for which the host needs a rule; nothing answers."""

_LOG = re.compile(rb'"([A-Z]+) (\S+) HTTP/[\d.]+" (\d{3}) ')
_READ = frozenset({b"GET", b"HEAD"})
_ANSWERED = frozenset({b"200", b"206", b"301", b"302", b"304", b"307", b"308"})
_REDIRECT = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]*)"')
_HEAD = 1 << 12


class Checked(Record, frozen=True):
    """The fate of a file's addresses."""

    counts: dict[str, int]
    """Addresses by verdict."""
    hits: dict[str, int]
    """How often they occur, by verdict."""
    found: tuple[tuple[str, str, int], ...]
    """Each that does not answer by itself: address, verdict, how often; the most frequent first."""


def verify(file: str, output: Path, site: Path, *, media_url: str) -> Checked:
    """Compare a file's addresses with the built portal in `output`; raise UsageError if either is missing.

    The file is a sitemap, an access log in the common or combined format, or a list with one address per line. What
    the import knows of old addresses is in the folder of the `site`; `media_url` is where its pictures are, if
    elsewhere.
    """
    if not (output / "index.html").is_file():
        raise UsageError(sentence("there is no built portal in {output}; run ssg build first", output=output))
    wanted = Counter(_path(address) for address in addresses(file))
    wanted.pop("", None)
    if not wanted:
        raise UsageError(
            sentence("{file} holds no address: it must be a sitemap, an access log, or a list of addresses", file=file)
        )
    known = _known(site / FOLDER / "addresses.jsonl")
    counts: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    found = []
    for path, times in sorted(wanted.items(), key=lambda pair: (-pair[1], pair[0])):
        verdict = _verdict(path, output, known, media_url)
        counts[verdict] += 1
        hits[verdict] += times
        if verdict in {"gone", "query", "missing"}:
            found.append((path, verdict, times))
    return Checked(dict(counts), dict(hits), tuple(found))


def addresses(file: str) -> Iterator[str]:
    """Yield a file's addresses, as often as they occur; raise UsageError if it cannot be read to the end."""
    try:
        opened = open(file, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise UsageError(sentence("{name} cannot be read: {why}", name=file, why=cause(error))) from error
    with opened:
        # Peeked, since a pipe cannot be rewound.
        start = opened.peek(_HEAD)
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            with io.TextIOWrapper(opened, "utf-8-sig", "replace") as text:
                for element in elements(text, file, 1):
                    if isinstance(element, Fault):
                        said = sentence("{place}: {said}; fetch it once more", place=element.place, said=element.said)
                        raise UsageError(said)
                    if isinstance(element, Element) and (address := element.child("loc")):
                        yield address
            return
        for line in opened:
            if logged := _LOG.search(line):
                if logged[1] in _READ and logged[3] in _ANSWERED:
                    yield logged[2].decode("utf-8", "replace")
            elif written := line.strip().decode("utf-8", "replace"):
                yield written.split()[0]


def _path(address: str) -> str:
    """Return an address's path, with its query if that identifies content; empty if invalid."""
    parts = parts_of(address)
    if not parts.netloc and not parts.path.startswith("/"):
        return ""
    path = clean(unquote(parts.path)) or "/"
    _, _, query = spelled(f"/?{parts.query}").partition("?")
    return f"{path}?{query}" if query else path


def _known(file: Path) -> dict[str, OldAddress]:
    """Return what an import recorded about old addresses, by path."""
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return {}
    try:
        ways = [msgspec.json.decode(line, type=OldAddress) for line in lines]
    except UNREADABLE as error:
        raise UsageError(sentence("{file} is damaged; import once more, which writes it anew", file=file)) from error
    # Hosts tell letters of both cases apart.
    return {spelled(way.old, str): way for way in ways}


def _verdict(path: str, output: Path, known: dict[str, OldAddress], media_url: str) -> Verdict:
    if "?" in path:
        return "query"
    if file := served_by(path, output):
        return "redirect" if redirect_of(file) else "same"
    if media_url and path.lower().endswith(PICTURES):
        return "elsewhere"
    way = known.get(spelled(path, str))
    return "gone" if way and way.how == "gone" else "missing"


def served_by(path: str, output: Path) -> Path | None:
    """Return the file that readers get at an address of a built portal."""
    for address in (path, f"{path}/"):
        file = output / output_path(address)
        if "?" not in path and ".." not in address.split("/") and os.path.isfile(file):
            return file
    return None


def redirect_of(file: Path) -> str:
    """Return where a page redirects; empty if it does not."""
    if file.suffix != ".html":
        return ""
    with file.open("rb") as opened:
        found = _REDIRECT.search(opened.read(_HEAD))
    return unescape(found[1].decode("utf-8", "replace")) if found else ""
