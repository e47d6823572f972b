"""How far `ssg build --wait` is in bringing the portal to readers: it writes this file, and the desk reads it."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

import msgspec

from generator.base.errors import UsageError
from generator.base.state_files import claim, claim_folder, write
from generator.model.codec import UNREADABLE
from generator.model.records import Record
from generator.store.database import STATE, open_reader

_FILE = "publication.json"

Phase = Literal["waiting", "building", "deploying", "stopped"]


class Publication(Record, frozen=True):
    """The state of a waiting build. Times are seconds since 1970, 0 for never."""

    phase: Phase = "stopped"
    since: int = 0
    """When the phase began."""
    delivered: int = 0
    """Number of the last build that reached its target, or `build/` if there is none; 0 for none."""
    delivered_at: int = 0
    """When that build began to read content/."""
    failing_since: int = 0
    """When the first of the attempts began that have failed since."""
    why: str = ""
    """Why the last attempt failed."""
    next: int = 0
    """When it builds next if nobody changes a file."""
    held: tuple[tuple[str, str], ...] = ()
    """Paths from the site's folder, and why each is held back."""


def read(site: Path) -> Publication:
    """Return what is known; of a site without a waiting build, nothing."""
    with suppress(OSError, *UNREADABLE):
        return msgspec.json.decode(claim(site / STATE / _FILE).read_bytes(), type=Publication)
    return Publication()


def save(site: Path, publication: Publication) -> None:
    # A full disk keeps no portal from its readers.
    with suppress(OSError):
        write(claim_folder(site / STATE) / _FILE, msgspec.json.encode(publication))


def build_number(site: Path) -> int:
    """Return the number of the last successful build; 0 if there is none."""
    try:
        with closing(open_reader(site / STATE)) as store:
            return store.number("generation")
    except UsageError:
        return 0
