"""How a process of ours behaves: how often it collects garbage, and what it says after Ctrl-C."""

from __future__ import annotations

import atexit
import gc
import sys
from gettext import gettext as _


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
