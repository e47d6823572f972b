"""What editors decide of the front pages, from content/front.yaml and content/front/<kanal>.yaml."""

from __future__ import annotations

from msgspec.structs import replace

from generator.model.cards import Card
from generator.model.records import Link, Named, Record
from generator.model.urls import is_web

FRONT = "front.yaml"
"""Below content/, that of the home page; those of kanal are in the folder `front/`."""
_FOLDER = "front/"


class Pin(Record, frozen=True):
    """An article that editors put in a place."""

    link: Link
    until: int = 0
    """In seconds since 1970; 0 for no end. So for all that follow."""


class Block(Record, frozen=True):
    """A kanal on the home page."""

    kanal: str
    count: int = 0
    """Of its articles; 0 for as many as the theme shows."""
    until: int = 0


class Breaking(Record, frozen=True):
    """The strip on the home page, which all pages fetch."""

    text: str
    link: Link | None = None
    """To something on the site, or `https://…`."""
    until: int = 0


class Front(Record, frozen=True):
    """A front page as editors want it."""

    path: str
    """Below content/."""
    lead: tuple[Pin, ...] = ()
    """One, or none."""
    next: tuple[Pin, ...] = ()
    picks: tuple[Pin, ...] = ()
    blocks: tuple[Block, ...] = ()
    breaking: tuple[Breaking, ...] = ()
    """One, or none."""

    @property
    def kanal(self) -> str:
        """The kanal whose page it is about; empty for the home page."""
        return kanal_of(self.path)

    @property
    def strip(self) -> tuple[Link, ...]:
        """The link of the strip, if that leads to something on the site."""
        return tuple(one.link for one in self.breaking if one.link is not None and not is_web(one.link.target))

    @property
    def pins(self) -> tuple[Pin, ...]:
        return (*self.lead, *self.next, *self.picks)

    @property
    def parts(self) -> tuple[Pin | Block | Breaking, ...]:
        """All that may end."""
        return (*self.pins, *self.blocks, *self.breaking)

    def at(self, now: int) -> Front:
        """Return what of it holds at a time."""
        parts = {
            name: tuple(part for part in getattr(self, name) if not 0 < part.until <= now)
            for name in ("lead", "next", "picks", "blocks", "breaking")
        }
        return replace(self, **parts)


class Steered(Record, frozen=True):
    """What editors put on a front page, as it can be shown now; each article once."""

    lead: Card | None = None
    next: tuple[Card, ...] = ()
    picks: tuple[Card, ...] = ()
    blocks: tuple[Block, ...] = ()
    breaking: Named | None = None


def is_front(path: str) -> bool:
    """Return whether a file, by its path below content/, steers a front page."""
    name = path.removeprefix(_FOLDER)
    return path == FRONT or (name != path and name.count("/") < 2 and name.endswith(".yaml"))


def kanal_of(path: str) -> str:
    return "" if path == FRONT else path.removeprefix(_FOLDER).removesuffix(".yaml")


def path_of(kanal: str) -> str:
    """Return the path of the file for a kanal's page, or for the home page."""
    return f"{_FOLDER}{kanal}.yaml" if kanal else FRONT
