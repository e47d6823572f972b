"""The hour of a command."""

from __future__ import annotations

import os
import time

from generator.base import dates
from generator.base.dates import DateError
from generator.base.errors import UsageError
from generator.base.sentences import sentence


def now_of(text: str | None) -> int:
    """Return the time of the build: --now, else SOURCE_DATE_EPOCH, else the clock.

    An empty SOURCE_DATE_EPOCH comes from a command that failed, so it is an error.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if text is not None:
            return dates.parse_now(text, "WIB")
        return int(time.time()) if given is None else dates.seconds(given)
    except DateError as error:
        name = "SOURCE_DATE_EPOCH" if text is None else "--now"
        raise UsageError(
            sentence("{name}: {message}; {hint}", name=name, message=error.said, hint=error.advice)
        ) from error
