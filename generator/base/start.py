"""What every start needs before slow imports: the language, garbage collection, the message for Ctrl-C."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Mapping
from gettext import gettext as _
from typing import Literal

LOCALE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
DOMAIN = "messages"

Name = Literal["en", "id"]
NAMES: tuple[Name, ...] = ("en", "id")


def preferred(environ: Mapping[str, str], desk: str, portal: str) -> Name:
    """Return the language of messages: the first known one of SSG_LANG, the desk's, the locale's and the portal's."""
    locale = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    for wanted in (environ.get("SSG_LANG", ""), desk, locale, portal):
        name = wanted.partition("_")[0].partition(".")[0].lower()
        for known in NAMES:
            if name == known:
                return known
    return "en"


def collect_rarely() -> None:
    """Make garbage collection rare: builds create few cycles and hold very many objects."""
    gc.set_threshold(100_000, 20, 100)
    # A last collection at exit would cost a hundredth of a first build, for memory that the system frees anyway.
    atexit.register(gc.freeze)


INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


def say_interrupted() -> None:
    sys.stderr.write(_("interrupted; no file of the output is torn, and the next build goes on from here") + "\n")
