"""Health: whether readers get what was deployed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from generator.base.digest import digest
from generator.base.sentences import Sentence, sentence
from generator.deploying.announcing import address
from generator.deploying.changes import Built, Changes
from generator.deploying.phases import Phase
from generator.deploying.web import patiently

_TRIES = 3
_PAUSE = 2.0
"""Seconds after which a cache on the way may have noticed."""


def samples(changes: Changes, built: Mapping[str, Built]) -> tuple[str, ...]:
    """Return the files that readers are asked for: the home page, an article that differs, and the feed."""
    articles = (path for batch in changes.batches if batch.phase is Phase.PAGES for path in batch.files)
    wanted = ("index.html", next(articles, ""), "feed.xml")
    return tuple(path for path in wanted if path in built)


def check(base_url: str, paths: tuple[str, ...], built: Mapping[str, Built]) -> Iterator[Sentence]:
    """Ask for files as a reader would, and yield what is wrong.

    Args:
        base_url: the address at which readers get the portal.
        paths: of the files.
        built: path -> file of the output.

    """
    for path in paths:
        url = address(base_url, path)
        for turn in range(_TRIES):
            answer = patiently(url, headers={"Cache-Control": "no-cache"})
            if answer.status == 200 and digest(answer.data) == built[path].digest:
                break
            if not answer.status:
                # Three requests have waited for it; the other files are there, too.
                yield sentence("{url} cannot be reached: {reason}", url=url, reason=answer.said)
                return
            if turn < _TRIES - 1:
                time.sleep(_PAUSE)
        else:
            if answer.status == 200:
                yield sentence(
                    "{url} does not have the bytes that were sent; a cache may still have the old ones", url=url
                )
            else:
                yield sentence("{url} answers {status} {reason}", url=url, status=answer.status, reason=answer.said)
