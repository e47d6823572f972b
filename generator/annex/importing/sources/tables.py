"""Pages and data files of a folder that say how readers saw a person or a term, whose short name texts have."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping

from generator.annex.importing.sources import front_matter
from generator.annex.importing.sources.front_matter import Plain, first, texts_of
from generator.annex.importing.sources.matters import USUAL
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import slugify

_MOST = 64 << 20
_PAGES = (".md", ".markdown", ".html")
_DATA = (".yml", ".yaml", ".json", ".toml")
_PEOPLE = ("authors", "author", "penulis")
_SHOWN = ("display_name", "full_name", "name", "title")

Entry = dict[str, Plain]


class Names:
    """The names of people and terms, by the key of front matter and the short name."""

    def __init__(self, root: str, config: Mapping[str, Plain], top: str) -> None:
        self._terms = taxonomies(config)
        people = self._found(root, _PEOPLE, top)
        self._names = dict.fromkeys(USUAL["author"], people)
        self._names |= {key: self._found(root, (key,), top) for key in self._terms}

    def keys(self) -> dict[str, tuple[str, ...]]:
        """Return which keys of front matter are what, the configured taxonomies before others."""
        of = dict(USUAL)
        for key in self._terms:
            name = "author" if key in _PEOPLE else "category" if key in USUAL["category"] else "tags"
            of[name] = tuple(dict.fromkeys((key, *of[name])))
        return of

    def shown(self, key: str, text: str) -> str:
        """Return a name as readers saw it; one that no file has stays as it is."""
        names = self._names.get(key)
        return text if not names else names.get(text) or names.get(slugify(text)) or text

    def _found(self, root: str, names: Iterable[str], top: str) -> dict[str, str]:
        """Return the names in the first folder or file that has any."""
        content = f"{top}/" if top else ""
        for name in names:
            for above in (content, "_data/", "data/", "src/_data/", "_"):
                for ending in ("", *_DATA):
                    path = f"{above}{name}{ending}"
                    if (above != content or not ending) and os.path.exists(os.path.join(root, path)):
                        entries = _folder(root, path) if os.path.isdir(os.path.join(root, path)) else _file(root, path)
                        shown = [(label, first(entry, *_SHOWN)) for label, entry in entries]
                        return {slugify(label): name for label, name in shown if name} | dict(shown)
        return {}


def taxonomies(config: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the keys of the configured taxonomies, of Hugo (by singular) and of Zola (a list of groups)."""
    found = next((value for key, value in config.items() if key.lower() == "taxonomies"), "")
    if isinstance(found, dict):
        return tuple(text for text in found.values() if isinstance(text, str))
    return texts_of(found) if isinstance(found, list) else ()


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
                continue
            if isinstance(entry, dict):
                yield (inside.rpartition("/")[2] if stem in {"index", "_index"} else stem), entry
                if own := first(entry, "slug"):
                    yield own, entry


def _file(root: str, path: str) -> Iterator[tuple[str, Entry]]:
    try:
        values = _values(_text(root, path), path)
    except (front_matter.MatterError, OSError):
        return
    if isinstance(values, dict):
        for name, value in values.items():
            yield name, value if isinstance(value, dict) else {"name": value}
    for row in values if isinstance(values, list) else ():
        if isinstance(row, dict):
            yield first(row, "id", "slug", "short_name"), row


def _text(root: str, path: str) -> str:
    with Folder(root, sentence("the folder of the source")) as folder:
        return folder.read(path, _MOST).decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _values(text: str, name: str) -> Plain:
    """Return the values of a file of data; raise MatterError for mistakes."""
    if not name.endswith(".json"):
        return front_matter.config(text, name)
    try:
        return front_matter.plainly(json.loads(text, parse_float=str, parse_int=str))
    except (ValueError, RecursionError) as error:
        raise front_matter.MatterError(sentence("this is not valid JSON")) from error
