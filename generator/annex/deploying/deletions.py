"""Deletions: which files of the portal go from a target, and how many may go without being asked for."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping

from generator.base.sentences import Sentence, sentence

FEW = 100
"""Pages that may always go."""
_SHARE = 10
"""Of that many pages, one may always go."""


def to_delete(
    built: Container[str], there: Mapping[str, bytes], among: Collection[str] | None = None,
    kept: Container[str] = frozenset(),
) -> list[str]:  # fmt: skip
    """Return the files of the portal that go from a target, in order. Nowhere else is this decided.

    Args:
        built: the paths of the output.
        there: path -> digest of what the target has, or may have.
        among: the paths of all that can differ, if that is known.
        kept: the paths of what stays for readers of articles that are held back.

    """
    paths = there if among is None else among
    return sorted(path for path in paths if path in there and path not in built and path not in kept)


def too_many(gone: Collection[str], there: Collection[str], most: int | None, target: str) -> Sentence | None:
    """Return what to say if more pages go than are likely to be meant.

    Args:
        gone: the paths of all files that go.
        there: the paths of all files that the target has.
        most: how many pages may go; None for a tenth of them, or a few.
        target: its name.

    """
    pages = sum(path.endswith(".html") for path in gone)
    if pages <= (FEW if most is None else most):
        return None
    total = sum(path.endswith(".html") for path in there)
    if most is None and pages * _SHARE <= total:
        return None
    return sentence(
        "this would delete {pages} of the {total} pages that readers have, so nothing was sent. Look at them with: "
        "ssg deploy {target} --dry-run. If they are meant to go: ssg deploy {target} --max-delete {pages}",
        pages=pages, total=total, target=target,
    )  # fmt: skip
