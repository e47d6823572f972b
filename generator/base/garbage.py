"""Garbage: how often Python looks for it."""

from __future__ import annotations

import atexit
import gc


def look_seldom() -> None:
    """Let the collector look seldom: builds leave hardly any cycles, and hold very many objects."""
    gc.set_threshold(100_000, 20, 100)
    # At the end of a process it would look at all of them once more, a hundredth of a first build, for what the system
    # takes back anyway.
    atexit.register(gc.freeze)
