"""Operations on the table of pages: the files that the output consists of, and how each of them stands.

The column `note` holds the detail of a page as a text; it is written and read
here alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.portal.page import Asset, Detail, Feed, Front, IconSource, Manifest, Numbered, Page, Terms
from generator.portal.reasons import Reason
from generator.portal.status import Stale
from generator.portal.variants import Variant, read_note
from generator.store.database import Store, marks

COLUMNS = "path, kind, ref, number, lo, hi, note"
"""What `page_of` makes a page of."""
_NEWEST = "last"


def page_of(path: str, kind: str, ref: int | None, number: int, lo: int, hi: int, note: str) -> Page:
    """Return a page from its columns."""
    read = _DETAILS.get(kind)
    return Page(path, kind, ref, number, lo, hi, read(number, note) if read else None)


def columns_of(page: Page) -> tuple[str, str, int | None, int, int, int, str]:
    """Return the columns of a page."""
    return page.path, page.kind, page.ref, page.number, page.lo, page.hi, _note(page.detail)


_DETAILS: dict[str, Callable[[int, str], Detail]] = {
    "listing": lambda number, note: Numbered(note == _NEWEST) if number else Front(int(note)),
    "feed": lambda _, note: Feed(note),
    "feed-json": lambda _, note: Feed(note),
    "tags": lambda _, note: Terms(note),
    "asset": lambda _, note: Asset(note),
    "manifest": lambda _, note: Manifest(note),
    "icon": lambda _, note: IconSource(*note.split(" ", 2)),
    "picture": lambda _, note: read_note(note),
}
"""Kind -> what reads the detail of a page from its number and note."""


def _note(detail: Detail | None) -> str:
    match detail:
        case None:
            return ""
        case Numbered(newest):
            return _NEWEST if newest else ""
        case Front(numbered):
            return str(numbered)
        case Feed(text) | Terms(text) | Asset(text) | Manifest(text):
            return text
        case IconSource(content, ground, picture):
            return f"{content} {ground} {picture}"
        case Variant():
            return detail.note


def at(store: Store, key: int) -> Page | None:
    """Return the page that is planned at the address with this key."""
    rows = store.all(f"SELECT {COLUMNS} FROM pages WHERE key = ? AND kind <> ''", key)
    return page_of(*rows[0]) if rows else None


def why(store: Store, key: int) -> str:
    """Return why a build made the page at the address with this key last; empty if there is none."""
    rows = store.all("SELECT why FROM pages WHERE key = ?", key)
    return str(rows[0][0]) if rows else ""


def mark_stale(store: Store, kinds: Iterable[str], reason: Reason) -> None:
    """Mark all pages of some kinds as stale; one that is stale already keeps its own reason."""
    names = tuple(kinds)
    if not names:
        return
    sql = (
        f"UPDATE pages SET stale = {Stale.STALE}, why = ? WHERE kind IN ({marks(len(names))}) AND stale < {Stale.STALE}"
    )
    store.db.execute(sql, (reason, *names))


def mark_for_check(store: Store, causes: Mapping[int, str]) -> None:
    """Mark fresh pages to be checked.

    Args:
        store: the store, in a transaction.
        causes: page id -> path below content/ of the file that something changed in; empty when it is none.

    """
    store.db.executemany(
        f"UPDATE pages SET stale = {Stale.CHECK}, cause = ? WHERE id = ? AND stale = {Stale.FRESH} AND kind <> ''",
        [(cause, page) for page, cause in sorted(causes.items())],
    )


def letters(store: Store) -> list[str]:
    """Return the letters and digits that tags begin with, in order."""
    sql = "SELECT DISTINCT note FROM pages WHERE ref IS NULL AND kind = 'tags' AND note <> '' ORDER BY note"
    return [row[0] for row in store.all(sql)]
