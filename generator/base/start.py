"""What a start needs before anything slow is imported: languages, how often garbage is collected, what Ctrl-C says."""

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
    """Return the language to speak: the first known of SSG_LANG, the desk's, the locale's and the portal's."""
    locale = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    for wanted in (environ.get("SSG_LANG", ""), desk, locale, portal):
        name = wanted.partition("_")[0].partition(".")[0].lower()
        for known in NAMES:
            if name == known:
                return known
    return "en"


def look_seldom() -> None:
    """Let the garbage collector run rarely: builds leave hardly any cycles, and hold very many objects."""
    gc.set_threshold(100_000, 20, 100)
    # At the end of a process it would look at all of them once more, a hundredth of a first build, for what the system
    # takes back anyway.
    atexit.register(gc.freeze)


INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


def say_interrupted() -> None:
    sys.stderr.write(_("interrupted; no file of the output is torn, and the next build goes on from here") + "\n")
