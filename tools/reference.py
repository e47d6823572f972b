"""Write the tables of keys and codes in the documents anew, from the tables that the program reads by.

    make reference

A table stands between `<!-- keys: article -->` and `<!-- /keys -->`; `article photo` is that of the keys below `photo`.
Guides in Indonesian have `kunci` in the place of `keys`, and get the names in both languages. `<!-- codes: fixed -->`
begins the table of the codes whose severity cannot be changed; `_codes` has the other groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.base.codes import CODES
from generator.cli.schema import KINDS
from generator.config.keys import Key
from generator.lint.rules import RULE_CODES

_TABLE = re.compile(r"(<!-- (keys|kunci|codes): ([\w ]+) -->\n).*?(<!-- /\2 -->)", re.DOTALL)
_FORMS = {
    "text": "text", "texts": "text or list", "time": "time", "flag": "`true` or `false`", "free": "keys of your own",
    "named": "text, `{name, url}`, or a list of these", "folders": "list, or folders with lists",
}  # fmt: skip
_KINDS = {
    "web": "`https://…`", "address": "`/address/` or `https://…`",
    "picture": "`/foto/…` or `https://…`", "length": "`90m`, `48h`, `2d`", "size": "`500 KB`, `20 MB`",
    "zone": "`WIB`, `WITA`, `WIT`, `Asia/Jakarta` …",
}  # fmt: skip


def written(text: str) -> str:
    """Return the text of a document with its tables as the program has them."""
    return _TABLE.sub(lambda found: f"{found[1]}\n{_table(found[2], found[3])}\n{found[4]}", text)


def _table(word: str, name: str) -> str:
    kind, *below = name.split()
    if word == "codes":
        rows = _codes(kind)
    else:
        table = KINDS[kind]
        for key in below:
            table = next(row.below for row in table if row.name == key)
        rows = _names(table) if word == "kunci" else _rows(table)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def _codes(group: str) -> Iterator[tuple[str, ...]]:
    outcome = group == "tolerable"
    yield from (("code", "means", "as a warning")[: 2 + outcome], ("---", "---", "---")[: 2 + outcome])
    for code, kind in (RULE_CODES if group == "rules" else CODES).items():
        of = "fixed" if kind.fixed else "tolerable" if kind.outcome else "warnings"
        if group in (of, "rules"):
            note = " (A warning.)" if kind.fixed and kind.severity == "warning" else ""
            yield (f"`{code}`", f"{kind.meaning}{note}", kind.outcome)[: 2 + outcome]


def _names(table: tuple[Key, ...]) -> Iterator[tuple[str, ...]]:
    yield from (("bahasa Indonesia", "bahasa Inggris"), ("---", "---"))
    yield from ((f"`{key.local}`", f"`{key.name}`") for key in table if key.local != key.name)


def _rows(table: tuple[Key, ...]) -> Iterator[tuple[str, ...]]:
    yield from (("key", "value", "meaning"), ("---", "---", "---"))
    for key in table:
        names = " / ".join(f"`{name}`" for name in dict.fromkeys((key.name, key.local)))
        meaning = str(key.meaning).replace("|", "\\|")
        yield names, _value(key), f"{meaning}: `{key.example}`" if key.example else meaning


def _value(key: Key) -> str:
    low, high = key.bounds
    value = _FORMS.get(key.form, "")
    if key.kind in _KINDS:
        value = f"{_KINDS[key.kind]}{', or a list' if key.form == 'texts' else ''}"
    if key.form == "choice":
        value = ", ".join(f"`{choice}`" for choice in key.choices)
    elif key.form == "number":
        value = f"{low} to {high}"
    elif key.form in ("group", "groups"):
        names = ", ".join(inner.name for inner in key.keys)
        value = f"`{{{names}}}`" if key.form == "group" else f"list of `{{{names}}}`"
    if key.required:
        return f"{value}; required"
    return f"{value}; default `{key.default}`" if key.default else value


def documents() -> list[Path]:
    """Return the documents that have such tables."""
    return [path for path in sorted(Path("docs").rglob("*.md")) if _TABLE.search(path.read_text("utf-8"))]


if __name__ == "__main__":
    for document in documents():
        before = document.read_text("utf-8")
        if (after := written(before)) != before:
            document.write_text(after, "utf-8", newline="\n")
            print(f"{document} is written anew")
