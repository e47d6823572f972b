"""The judged queries, and how well answers are theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

MOST = 10
KINDS = {
    "nama": "names", "tempat": "places", "imbuhan": "inflected words", "salah": "one wrong letter",
    "judul": "pieces of headlines", "angka": "dates and numbers", "ingat": "two remembered sentences",
}  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A query and what answers it."""

    kind: str
    text: str
    answers: frozenset[str]
    """Addresses."""
    sought: str
    """The address of the article for which the query was written."""

    @property
    def is_for_tuning(self) -> bool:
        """Whether constants may be chosen by it: half of the articles, whatever is asked of them."""
        return crc32(self.sought.encode()) & 1 == 1


def read(path: Path) -> list[Judged]:
    """Return the queries of a file: kind, query and addresses of answers, that of the article sought first."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return [Judged(kind, text, frozenset(said.split()), said.split()[0]) for kind, text, said in rows]


def recall(query: Judged, found: Sequence[str]) -> float:
    """Return the share of the answers that stand among the first ten, of at most ten."""
    return len(query.answers.intersection(found[:MOST])) / min(len(query.answers), MOST)


def rank(query: Judged, found: Sequence[str]) -> float:
    """Return one divided by the place of the first answer among the first ten, or 0."""
    return next((1 / place for place, address in enumerate(found[:MOST], 1) if address in query.answers), 0.0)
