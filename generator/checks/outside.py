"""Outside: links of texts that lead to other sites, and whether these still have what they lead to."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from generator.base.ownfiles import write
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.checks.asking import Answer, Manners, ask
from generator.checks.desk import Finding
from generator.portal.packing import unpack_article, unpack_standing
from generator.portal.records import Blank, Body, Record
from generator.store import documents
from generator.store.database import Store

FILE = "outside-links"
"""In the state folder: what was answered, by address."""
_HREF = re.compile(r'href="(https?://[^"]+)"')


class Use(Record, frozen=True):
    """A link to another site, and the file that has it."""

    path: str
    """Below content/."""
    url: str


def links(store: Store) -> Iterator[Use]:
    """Yield the links to other sites of all texts that are not withdrawn."""
    for document in documents.every(store, "article"):
        article = unpack_article(document.record)
        if not article.matter.is_over:
            yield from (Use(article.path, url) for url in _of(article.body))
            yield from (Use(article.path, source.url) for source in article.matter.sources if source.url)
    for document in documents.every(store, "standing"):
        page = unpack_standing(document.record)
        yield from (Use(page.path, url) for url in _of(page.body))


def _of(body: Body) -> Iterator[str]:
    for part in body.parts:
        for piece in part:
            text = piece.text if isinstance(piece, Blank) else piece
            yield from (html.unescape(url) for url in _HREF.findall(text))


def look_outside(
    uses: Iterable[Use], state: Path, now: int, manners: Manners, step: Callable[[int, int], None]
) -> tuple[list[Finding], bool]:
    """Return the links behind which nothing is any more, and whether links were not judged for want of a network.

    Args:
        uses: links to other sites.
        state: the state folder, where answers are kept.
        now: seconds since 1970.
        manners: how hosts are asked.
        step: told how many addresses are done, and of how many.

    """
    wanted = list(dict.fromkeys(uses))
    file = state / FILE
    answers = ask((use.url for use in wanted), _known(file), now, manners, step)
    write(file, msgspec.json.encode(answers))
    found = [
        Finding(
            "dead-outside-link",
            use.path,
            sentence("{url} leads to nothing: {fault}", url=quoted(use.url), fault=fault),
            sentence("correct it, or lead to a copy of the page, as web.archive.org keeps them"),
            entry=use.url,
        )
        for use in wanted
        if use.url in answers and (fault := answers[use.url].fault)
    ]
    return found, any(use.url not in answers for use in wanted)


def _known(file: Path) -> dict[str, Answer]:
    """Return what was answered earlier; nothing if it cannot be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Answer])
    except (OSError, msgspec.MsgspecError):
        return {}
