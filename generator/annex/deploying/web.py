"""Web: one request to a host that site.yaml names, within bounds of time and size."""

from __future__ import annotations

import time
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPDefaultErrorHandler, HTTPErrorProcessor, OpenerDirector, Request, UnknownHandler

from generator import __version__
from generator.base.errors import printable
from generator.base.http_client import handlers
from generator.model.records import Record

_PATIENCE, _LONGEST = 10, 20
"""Seconds without a byte, and for one request."""
_MOST = 64 << 20
_SHOWN = 200
"""Characters of what a host says that are shown."""


class Answer(Record, frozen=True):
    """What a host answered."""

    status: int
    """0 if it did not."""
    data: bytes = b""
    said: str = ""
    """What went wrong, in the words of the system."""


def ask(url: str, data: bytes | None = None, headers: Mapping[str, str] = {}) -> Answer:
    """Send a request, GET or, with data, POST; neither redirects nor proxies are followed."""
    end = time.monotonic() + _LONGEST
    opener = OpenerDirector()
    for handler in (
        *handlers(lambda: end - time.monotonic(), _PATIENCE), HTTPDefaultErrorHandler(), HTTPErrorProcessor(),
        UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    request = Request(url, data, {"User-Agent": f"Warta/{__version__}", **headers})  # noqa: S310 - readers.deploy checks it
    try:
        with opener.open(request, timeout=_PATIENCE) as found:
            answer: Any = found
            return Answer(answer.status, answer.read(_MOST))
    except HTTPError as error:
        with error:
            return Answer(error.code, said=_shown(str(error.reason), headers))
    except (OSError, HTTPException, ValueError) as error:
        return Answer(0, said=_shown(str(error), headers) or type(error).__name__)


def _shown(words: str, headers: Mapping[str, str]) -> str:
    """Return the words of a host as they may be shown: on one line, cut, and without a secret that it was given."""
    for secret in headers.get("Authorization", "").split():
        words = words.replace(secret, "…")
    words = printable(" ".join(words.split()))
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def patiently(url: str, data: bytes | None = None, headers: Mapping[str, str] = {}, *, pause: float = 1.0) -> Answer:
    """Send a request up to three times, as long as the host is busy or cannot be reached."""
    for turn in range(3):
        answer = ask(url, data, headers)
        if answer.status not in (0, 429, 500, 502, 503, 504):
            break
        if turn < 2:
            time.sleep(pause * (turn + 1))
    return answer
