"""Garbage: how often Python looks for it."""

from __future__ import annotations

import gc


def look_seldom() -> None:
    """Let the collector look seldom: builds leave hardly any cycles, and hold very many objects."""
    gc.set_threshold(100_000, 20, 100)
