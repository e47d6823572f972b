"""Mending: values that have one right form get it, where they stand in their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.base.errors import Problem
from generator.base.folder import Folder
from generator.base.text import squeeze
from generator.checks.desk import Mend
from generator.checks.slips import RULES, retyped
from generator.editing.changes import Change
from generator.editing.sources import Source
from generator.portal.site import Place, Reading
from generator.readers import rewriting
from generator.readers.rewriting import NotRewrittenError
from generator.readers.spelling import read_in
from generator.readers.yamltext import Items, Scalar

_MOST_TEXT = 16 << 20
"""Bytes of a file that is changed at most."""
_CUT = r"(?P<key>[\w-]+):[ \t]+(?P<value>[^\s\"'\[{#][^#]*?)(?P<note>[ \t]+#[ \t]+\d.*?)[ \t]*"
"""A value that goes on behind a # with a number, which is hardly ever a note."""


def uncut(problems: Iterable[Problem]) -> Iterator[Mend]:
    """Yield how values are whole that were cut at a #."""
    for problem in problems:
        if problem.code == "cut-value" and (match := re.fullmatch(_CUT, problem.excerpt)):
            value = squeeze(match["value"])
            whole = f"{value} {squeeze(match['note'])}"
            yield Mend(problem.where.path.removeprefix("content/"), match["key"], value, whole, match["note"])


def changes(site: Path, reading: Reading, mends: Iterable[Mend], slips: Iterable[Problem]) -> list[Change]:
    """Return what the files become, by path; a file that cannot be changed by a machine stays as it is.

    Args:
        site: the site's folder.
        reading: what the site says.
        mends: values and what they become, in any order.
        slips: problems; those of which `slips` knows the right answer are mended.

    """
    found = []
    with Folder(site / "content") as folder:
        by_path: dict[str, list[Mend]] = {}
        for mend in mends:
            by_path.setdefault(_followed(folder, site, mend.path), []).append(mend)
        named = {one.where.path.removeprefix("content/") for one in slips if one.code in RULES}
        wrong = {_followed(folder, site, path) for path in named if path.endswith(".md")}
        for path in sorted({*by_path, *wrong}):
            try:
                source = Source(path, folder.read(path, _MOST_TEXT))
                text = retyped(source, reading) if path in wrong else source.text
            except (OSError, UnicodeDecodeError):
                continue
            after = source.changed(_mended(text, by_path.get(path, ())))
            if after != source.data:
                found.append(Change(f"content/{path}", source.data, after))
    return found


def _followed(folder: Folder, site: Path, path: str) -> str:
    """Return the path of the file that is changed: the one for which a symbolic link stands."""
    with suppress(OSError):
        return folder.target(path) if (site / "content" / path).is_symlink() else path
    return path


def _mended(text: str, mends: Iterable[Mend]) -> str:
    for mend in mends:
        for place in list(_places(text, mend)):
            try:
                if not mend.parts:
                    text = rewriting.replaced(text, place, mend.new)
                elif place == (mend.key,):
                    text = rewriting.parted(text, mend.key, mend.parts)
            except NotRewrittenError:
                continue
            text = _without_note(text, mend)
    return text


def _without_note(text: str, mend: Mend) -> str:
    """Return a text in which what was cut off stands in the value alone."""
    written = msgspec.json.encode(mend.new).decode()
    return text.replace(f"{written}{mend.note}", written, 1) if mend.note else text


def _places(text: str, mend: Mend) -> Iterator[Place]:
    """Yield the places of a value, or of each entry of a list that is equal to it."""
    whole = rewriting.values(text)
    key = read_in(whole.entries, mend.key) if whole is not None else mend.key
    node = whole.entries.get(key) if whole is not None else None
    if isinstance(node, Scalar) and squeeze(node.value) == mend.old:
        yield (key,)
    elif isinstance(node, Items):
        for number, item in enumerate(node.items):
            if isinstance(item, Scalar) and squeeze(item.value) == mend.old:
                yield key, number
