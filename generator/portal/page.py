"""Pages: the files that the output consists of, each with the owner that it is made for."""

from __future__ import annotations

from generator.portal.records import Record


class Page(Record, frozen=True):
    """A file of the output, and its owner: a document, a group or the site itself."""

    path: str
    """Below the output folder."""
    kind: str
    ref: int | None = None
    """Id of the document or group that owns it; None for the site, and before the document has an id."""
    number: int = 0
    """Which of its owner's pages it is; each kind counts in its own way."""
    lo: int = 0
    """The lowest seq of the articles that it lists."""
    hi: int = 0
    """The highest, inclusive."""
    note: str = ""

    @property
    def owner(self) -> int:
        """Id of the document or group that owns it, for kinds that have one."""
        assert self.ref is not None
        return self.ref
