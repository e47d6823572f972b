"""Gather the sentences of the source into the catalogues, and compile them.

    make messages

New sentences come in without a translation; those that no source has any more go. What is left to translate is
printed, and `make test` fails until there is nothing.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from generator.base.languages import DOMAIN, LOCALE

PACKAGE = LOCALE.parent
_BORN = datetime(2026, 11, 26, tzinfo=UTC)
KEYWORDS = {"sentence": None, "counted": (1, 2)}
"""Functions of generator.base.sentences, and which of their arguments are sentences."""


def gathered() -> Catalog:
    """Return the sentences of the source, without translations."""
    found = Catalog(charset="utf-8")
    for _, _, message, _, _ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS):
        found.add(message)
    return found


def catalogue(name: str) -> Catalog:
    """Return the catalogue of a language as it is kept."""
    with _file(name, "po").open("rb") as file:
        known = read_po(file, locale=name)
    # Or else the bytes would differ from hour to hour.
    known.creation_date = known.revision_date = _BORN
    return known


def compiled(one: Catalog) -> bytes:
    """Return the bytes of a compiled catalogue."""
    out = io.BytesIO()
    write_mo(out, one)
    return out.getvalue()


def is_translated(message: Message) -> bool:
    """Return whether a sentence of a catalogue has its translation."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return not message.id or (bool(forms) and all(forms))


def _file(name: str, ending: str) -> Path:
    return LOCALE / name / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def main() -> int:
    """Bring all catalogues up to date; return how many sentences have no translation."""
    left = 0
    for folder in sorted(LOCALE.iterdir()):
        known = catalogue(folder.name)
        known.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        with _file(folder.name, "po").open("wb") as file:
            write_po(file, known, width=120, sort_output=True, no_location=True)
        _file(folder.name, "mo").write_bytes(compiled(known))
        for message in known:
            if not is_translated(message):
                left += 1
                print(message.id if isinstance(message.id, str) else message.id[0])
    return left


if __name__ == "__main__":
    sys.exit(main() > 0)
