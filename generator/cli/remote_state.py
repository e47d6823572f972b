"""Elsewhere: a state of which not all is here can be read as long as a command runs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from generator.annex.deploying.bringing import at_door
from generator.annex.deploying.rclone import running
from generator.store.holes import origin_of


@contextlib.contextmanager
def reachable(state: Path) -> Iterator[None]:
    """Let the pages of a state folder's store that are not here be had from its target, until this ends."""
    origin = origin_of(state)
    if origin is None:
        yield
        return
    with running(origin.target) as rclone, at_door(rclone, origin.target):
        yield
