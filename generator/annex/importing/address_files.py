"""Files in which the old system, or its host, lists addresses: `--addresses FILE`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import dropwhile
from typing import TextIO

from generator.annex.importing.items import Fault
from generator.annex.importing.xml_stream import Element, elements
from generator.base.errors import UsageError
from generator.base.sentences import sentence

_HEAD = 1 << 16
_HUGO = "path,slug,"
"""How the table of `hugo list all` begins, which may have talk above it."""
_LOG = re.compile(r'"([A-Z]+) (\S+) HTTP/[\d.]+" (\d{3}) ')
_READ = frozenset({"GET", "HEAD"})
_ANSWERED = frozenset({"200", "206", "301", "302", "304", "307", "308"})


def listed(name: str) -> Iterator[tuple[str, str]]:
    """Yield file and address of each text, as often as they occur; raise UsageError if not all can be read.

    The file is a sitemap, an access log in the common or combined format, what `hugo list all` prints, or two columns.
    Where it has addresses alone, as the first two and a single column, the files are empty.
    """
    with open(name, encoding="utf-8-sig", errors="replace", newline="") as opened:
        start = opened.read(_HEAD)
        opened.seek(0)
        if start.lstrip("\ufeff \t\r\n").startswith("<"):
            yield from (("", address) for address in _of_sitemap(opened, name))
        elif _LOG.search(start):
            found = filter(None, map(_LOG.search, opened))
            yield from (("", logged[2]) for logged in found if logged[1] in _READ and logged[3] in _ANSWERED)
        else:
            yield from _of_table(opened, name, start)


def _of_sitemap(opened: TextIO, name: str) -> Iterator[str]:
    for element in elements(opened, name, "url"):
        if isinstance(element, Fault):
            raise UsageError(sentence("{place}: {said}; fetch it once more", place=element.place, said=element.said))
        if isinstance(element, Element) and (address := element.child("loc")):
            yield address


def _of_table(opened: TextIO, name: str, start: str) -> Iterator[tuple[str, str]]:
    try:
        if _HUGO in start:
            rows = csv.DictReader(dropwhile(lambda line: not line.startswith(_HUGO), opened))
            public = (row for row in rows if row.get("draft") != "true")
            yield from ((row["path"] or "", row.get("permalink") or "") for row in public)
            return
        for row in csv.reader(opened, delimiter="\t" if "\t" in start else ","):
            columns = [column.strip() for column in row if column.strip()]
            if columns and columns[-1].startswith(("/", "http://", "https://")):
                yield columns[0] if len(columns) > 1 else "", columns[-1]
    except csv.Error as error:
        said = sentence("{path} is not CSV: a quotation mark is left open, or a value is too long", path=name)
        raise UsageError(said) from error
