"""The files of the output."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, TypeVar

from generator.model.records import Record
from generator.model.variants import Variant
from generator.search.segments import Head


class Numbered(Record, frozen=True, tag="numbered"):
    """A full page of a listing; only its links change."""

    newest: bool


class Front(Record, frozen=True, tag="front"):
    """The front page of a listing."""

    numbered: int
    """How many numbered pages precede it."""


class Feed(Record, frozen=True, tag="feed"):
    """A feed."""

    slug: str = ""
    """Of a kanal, a region or a topic; empty for the whole site."""
    kind: Literal["kanal", "region", "tag"] = "kanal"


class TagIndex(Record, frozen=True, tag="terms"):
    """An index of tags."""

    letter: str = ""
    """The letter or digit that its tags begin with; empty for the index of the largest tags."""


class Asset(Record, frozen=True, tag="asset"):
    """A file of the theme."""

    digest: str
    """In hex, of its bytes."""


class Manifest(Record, frozen=True, tag="manifest"):
    """The web manifest."""

    picture: str = ""
    """Address of the picture for the icons; empty if there are no icons."""


class Running(Record, frozen=True, tag="running"):
    """The advertisements that run."""

    docs: tuple[int, ...]
    """Their documents, by path."""
    digest: bytes
    """Of their records."""


class IconSource(Record, frozen=True, tag="icon"):
    """Everything that decides an icon's bytes, so that nothing else makes it again."""

    digest: str
    """In hex, of the picture."""
    ground: str
    """Background colour, `#rrggbb`, of transparent areas."""
    picture: str
    """Address."""


class Exact(Record, frozen=True, tag="exact"):
    """An old address that differs from another of the same document only in letter case."""


class Moved(Record, frozen=True, tag="moved"):
    """An old address in site.yaml."""

    target: str


class Segment(Record, frozen=True):
    """A segment of the search's index."""

    head: Head
    start: int
    """Its first day, counted from 1970-01-01."""
    end: int
    """The day after its last."""
    lo: int
    """Seq of its first article."""
    hi: int
    """Seq of its last."""


class SearchIndex(Record, frozen=True, tag="index"):
    """The list of the index's segments."""

    today: int
    """The day by which it is cut, counted from 1970-01-01."""
    segments: tuple[Segment, ...]
    """Newest first."""


class Part(Record, frozen=True, tag="part"):
    """A file of a segment."""

    numbering: str
    """Of the segment, in hex; with another one the file has other bytes."""
    shards: int
    """The segment's files of terms."""
    spellings: int
    """Its files of spellings."""


Detail = (
    Numbered | Front | Feed  | TagIndex | Asset | Manifest | Running | IconSource | Moved | Exact
    | SearchIndex | Part | Variant
)  # fmt: skip
"""Additional data for some kinds of pages."""
D = TypeVar("D", bound=Detail)


class Page(Record, frozen=True):
    """A file of the output, and its owner: a document, a group or the site itself."""

    path: str
    """Below the output folder."""
    kind: str
    """Name of one of `model.kinds`."""
    ref: int | None = None
    """Id of the document or group that owns it; None for the site."""
    number: int = 0
    """Number among its owner's pages; each kind counts in its own way."""
    lo: int = 0
    """The lowest seq of its articles."""
    hi: int = 0
    """The highest, inclusive."""
    detail: Detail | None = None

    @property
    def owner(self) -> int:
        """Id of the document or group that owns it."""
        assert self.ref is not None
        return self.ref

    def detail_of(self, sort: type[D]) -> D:
        assert isinstance(self.detail, sort)
        return self.detail


class OwnPage(Record, frozen=True):
    """A page as its document declares it, before the document has an id."""

    path: str
    kind: str
    number: int = 0
    detail: Detail | None = None

    def of(self, doc: int) -> Page:
        return Page(self.path, self.kind, doc, self.number, detail=self.detail)


class Status(IntEnum):
    """The state of a file of content/."""

    HIDDEN = 0
    """An unpublished article, and any document that is not an article."""
    SHOWN = 1
    NOTICE = 2
    """A withdrawn article, with a notice at its address."""
    GONE = 4
    """An article that is over: its address says so, and nothing links to it."""
    FAULTY = 3
    """A media file that is named like a picture but cannot be shown as one."""


class Stale(IntEnum):
    """Whether a page of the output has to be made again."""

    FRESH = 0
    CHECK = 1
    """Something that it read may have changed: it is made again only if an answer did."""
    REFILL = 2
    """The same, and its shared templates may have changed, which can be exchanged without making it again."""
    STALE = 3
