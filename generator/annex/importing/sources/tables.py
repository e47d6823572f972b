"""Tables beside a source, by which a map turns numbers and short names into what readers saw."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.annex.importing.items import Note
from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.front_matter import Plain
from generator.base.crashes import cause
from generator.base.errors import UsageError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import quoted, slugify, squeeze

_MOST = 64 << 20
_PAGES = (".md", ".markdown", ".html")
_ROWS = (".csv", ".jsonl", ".ndjson")
_DATA = (".yml", ".yaml", ".json", ".toml")
_INDEX = frozenset({"index", "_index"})

Entry = dict[str, Plain]


class Tables:
    """The tables in a folder, read when they are asked for; counts what they do not have."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._read: dict[tuple[str, str], dict[str, Entry]] = {}
        self._missed: Counter[tuple[str, str]] = Counter()

    def has(self, table: str) -> bool:
        return os.path.exists(os.path.join(self._root, table))

    def folders(self, above: str) -> list[str]:
        """Return the tables that are folders in one."""
        inside = os.path.join(self._root, above)
        names = sorted(os.listdir(inside)) if os.path.isdir(inside) else []
        return [f"{above}/{name}" for name in names if os.path.isdir(os.path.join(inside, name)) and not ignored(name)]

    def find(self, table: str, key: str, value: str, *, told: bool = True) -> Entry | None:
        """Return the entry of a value, in any letter case and as a slug; raise UsageError for an unreadable table."""
        entries = self._read.get((table, key))
        if entries is None:
            entries = self._read[table, key] = _entries(self._root, table, key)
        found = next((entries[name] for name in (value, value.lower(), slugify(value)) if name in entries), None)
        if found is None and told:
            self._missed[table, value] += 1
        return found

    def notes(self) -> Iterator[Note]:
        """Yield what was looked up and not found."""
        for (table, value), count in self._missed.items():
            yield Note(
                "lookup", sentence("{table} has no {value}: {count}", table=table, value=quoted(value), count=count)
            )


def _entries(root: str, table: str, key: str) -> dict[str, Entry]:
    path = os.path.normpath(table).replace(os.sep, "/")
    where = os.path.join(root, path)
    if path.startswith(("..", "/")) or not os.path.exists(where):
        raise UsageError(
            sentence("{table}, in which the map looks something up, is not in {root}", table=table, root=root)
        )
    try:
        found = list(_folder(root, path) if os.path.isdir(where) else _file(root, path, key))
    except front_matter.MatterError as error:
        raise UsageError(sentence("{path} cannot be read: {why}", path=table, why=error.said)) from error
    except csv.Error as error:
        said = sentence("{path} is not CSV: a quotation mark is left open, or a value is too long", path=table)
        raise UsageError(said) from error
    except OSError as error:
        raise UsageError(sentence("{path} cannot be read: {why}", path=table, why=cause(error))) from error
    # The key as it is written goes before the key as a slug.
    slugs = {slugify(name): entry for name, entry in reversed(found)}
    return {**slugs, **{name.lower(): entry for name, entry in reversed(found)}, **dict(reversed(found))}


def _folder(root: str, path: str) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of a folder: one a file or, as pages have it, one a folder."""
    for above, folders, names in os.walk(os.path.join(root, path)):
        folders[:] = sorted(folder for folder in folders if not ignored(folder))
        inside = os.path.relpath(above, root).replace(os.sep, "/")
        for name in sorted(names):
            stem, ending = os.path.splitext(name)
            if ignored(name) or ending not in (*_PAGES, *_DATA):
                continue
            try:
                text = _text(root, f"{inside}/{name}")
                entry = front_matter.split(text)[0] if ending in _PAGES else _values(text, name)
            except (front_matter.MatterError, OSError):
                # What needs it is noted as not found.
                continue
            if isinstance(entry, dict):
                yield (inside.rpartition("/")[2] if stem in _INDEX else stem), entry
                if own := front_matter.first(entry, "slug"):
                    yield own, entry


def _file(root: str, path: str, key: str) -> Iterator[tuple[str, Entry]]:
    if path.endswith(_ROWS):
        rows: Iterable[Plain] = _rows(_text(root, path), path)
    else:
        values = _values(_text(root, path), path)
        lists = [value for value in values.values() if isinstance(value, list)] if isinstance(values, dict) else []
        if isinstance(values, dict) and not (len(values) == len(lists) == 1):
            for name, value in values.items():
                yield name, value if isinstance(value, dict) else {"name": value}
            return
        rows = values if isinstance(values, list) else lists[0]
    for row in rows:
        if isinstance(row, dict) and row:
            yield front_matter.first(row, key) or squeeze(str(next(iter(row.values())))), row


def _rows(text: str, path: str) -> Iterator[Plain]:
    if path.endswith(".csv"):
        for row in csv.DictReader(io.StringIO(text)):
            yield {name: value for name, value in row.items() if name and isinstance(value, str)}
    else:
        yield from (_json(line) for line in text.split("\n") if line.strip())


def _text(root: str, path: str) -> str:
    with Folder(root, sentence("the folder of the source")) as folder:
        return folder.read(path, _MOST).decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _values(text: str, name: str) -> Plain:
    """Return the values of a file of data; raise MatterError for mistakes."""
    return _json(text) if name.endswith(".json") else front_matter.config(text, name)


def _json(text: str) -> Plain:
    try:
        return front_matter.plainly(json.loads(text, parse_float=str, parse_int=str))
    except (ValueError, RecursionError) as error:
        raise front_matter.MatterError(sentence("this is not valid JSON")) from error
