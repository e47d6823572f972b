"""The keys of a file being read, and the problems found in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from generator.base.codes import Code
from generator.base.errors import EXCERPTS, MOST_SHOWN, Problem, Where, excerpt
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import index, near, quoted, squeeze, suggest
from generator.config import yaml_text
from generator.config.keys import ENGLISH, Spelling
from generator.config.yaml_text import Items, Node, Scalar

YES, NO = ("true", "yes", "ya", "on"), ("false", "no", "tidak", "off")
TRUTH = {**dict.fromkeys((*YES, "1"), True), **dict.fromkeys((*NO, "0", ""), False)}
"""Words for true and false."""
_NULL = frozenset(("null", "~"))
"""How YAML writes a missing value."""
_NOBODY = frozenset(
    (
        "-", "--", "–", "—", ".", "..", "...", "…", "?", "n/a", "none", "nihil", "kosong",
        "tidak ada", "belum ada",
    )
)  # fmt: skip
_WORDS = frozenset(
    (
        "title", "summary", "author", "editor", "caption", "credit", "alt", "initials", "source", "sponsor", "name",
        "text",
    )
)  # fmt: skip
"""Keys of text for readers, into which people type placeholders."""
_VOIDEST = 12
"""Placeholders are shorter than this."""
_BLANKS = re.compile(r"[\s-]+")
_INVISIBLE = "[\xad\u200b-\u200f\u2060-\u2064\ufeff]"


def is_void(key: str, value: str, *, quoted: bool = False) -> bool:
    """Return whether a value means "none": unquoted null for YAML, or a placeholder that somebody had to type."""
    word = value.strip().lower()
    return (word in _NULL and not quoted) or (key in _WORDS and word in _NOBODY)


def did_you_mean(meant: str) -> Sentence:
    """Return a hint that suggests `meant`; nothing if that is empty."""
    return sentence('did you mean "{meant}"?', meant=meant) if meant else NOTHING


def lowered(key: str) -> str:
    """Return a key in the form used by word tables."""
    return _BLANKS.sub("_", key.strip().lower())


def renamings(written: Iterable[str], names: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    """Return which keys of a file certainly mean others, by English name: synonyms and one-letter typos.

    Leaves out both of two keys that mean one, and any that would replace another. `names` and `words` are
    `Spelling.known` and `Spelling.words`, perhaps with additions.
    """
    there, known = {names[key] for key in written if key in names}, index(names, 1)
    found: dict[str, str] = {}
    for key in written:
        lower = lowered(key)
        if key in names or re.search(_INVISIBLE, key):
            continue
        like = near(lower, known, 1)
        meant = names.get(lower, words.get(lower, names[like[0]] if len(like) == 1 else None))
        if meant is not None and meant not in there:
            found[key] = meant
            there.add(meant)
    return found


class Source:
    """A file being read: its path, its text, and its problems so far."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.misnamed: list[tuple[yaml_text.Mapping, str, str]] = []
        """Unknown keys that seem to mean a missing one: their mapping, the key, and the one meant."""

    def wrong(
        self, line: int, column: int, message: Sentence, hint: Sentence = NOTHING, *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at a line and column, both from 1; 0 for none."""
        if len(self.problems) <= MOST_SHOWN:
            shown = excerpt(self.text, line) if len(self.problems) < EXCERPTS else ""
            self.problems.append(Problem(Where(self.path, line, column), code, message, hint, shown))


class Entries:
    """The keys of one mapping; `name` is its own key as problems show it.

    Callers ask for keys by English name, whichever language the file uses.
    """

    def __init__(
        self, mapping: yaml_text.Mapping, source: Source, name: str = "", spelling: Spelling = ENGLISH
    ) -> None:
        self._entries = mapping.entries
        self._spelling = spelling
        self._mapping = mapping
        self._source = source
        self._name = f"{name}." if name else ""
        self._missing: list[tuple[str, Sentence, Sentence, Code]] = []
        self._groups: list[Entries] = []
        self._judged: set[str] = set()
        """Keys, as written, with other problems: they are not reported as unknown too."""

    def _get(self, key: str) -> Node | None:
        """Return a key's value, unless it means "none"."""
        # Not through `_written`: this runs for every key of every file.
        node = self._entries.get(self._spelling.names.get(key, key))
        if type(node) is Scalar and len(node.value) < _VOIDEST and is_void(key, node.value, quoted=node.style != ""):
            return None
        return node

    def _written(self, key: str) -> Node | None:
        return self._entries.get(self._spelling.names.get(key, key))

    def __contains__(self, key: str) -> bool:
        node = self._get(key)
        return node is not None and not (isinstance(node, Scalar) and not node.value.strip())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the mapping as written."""
        return tuple(self._entries)

    @property
    def others(self) -> tuple[str, ...]:
        """The keys that the table does not know, even under another name."""
        return tuple(key for key in self._entries if key not in self._spelling.words)

    @property
    def is_indonesian(self) -> bool:
        return self._spelling.indonesian

    def is_empty(self, key: str) -> bool:
        node = self._written(key)
        return key not in self or (type(node) is Items and not node.items)

    def is_text(self, key: str) -> bool:
        return type(self._written(key)) is Scalar

    def is_group(self, key: str) -> bool:
        return type(self._written(key)) is yaml_text.Mapping

    def value_of(self, key: str) -> str:
        """Return a key's text in lower case; empty if there is none."""
        node = self._written(key)
        return node.value.strip().lower() if type(node) is Scalar else ""

    def written(self, key: str, *below: str) -> str:
        """Return how the file spells a key; for one below it, `written("photo", "src")`, only its own name."""
        return self._spelling.written(key, *below)

    def example(self, key: str, value: str) -> str:
        """Return a line for a hint: a key as the file spells it, and a value."""
        return f"{self.written(key)}: {value}"

    def place(self, key: str, entry: str = "") -> tuple[int, int]:
        """Return the line and column of a key's value, or of `entry` in a list of texts."""
        node = self._written(key)
        if entry and type(node) is Items:
            node = next((item for item in node.items if type(item) is Scalar and squeeze(item.value) == entry), node)
        return (node.line, node.column) if node is not None else (self._mapping.line, self._mapping.column)

    def wrong(
        self, key: str, message: Sentence, hint: Sentence = NOTHING, entry: str = "", *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at the place that `place` returns."""
        self._judged.add(self.written(key))
        self._source.wrong(*self.place(key, entry), message, hint, code=code)

    def missing(self, key: str, why: Sentence, hint: Sentence | str, *, code: Code = "missing-key") -> None:
        """Note that a key is missing or empty; `close` reports it unless the key is misspelled or of a wrong type.

        The hint may be a value to write.
        """
        if self.is_empty(key):
            if isinstance(hint, str):
                hint = sentence("write {example}", example=self.example(key, hint))
            self._missing.append((key, why, hint, code))

    def close(self) -> None:
        """Note unknown and missing keys, here and in the groups that were read.

        A missing key that is present under another name is one problem, with the code of the missing key.
        """
        for group in self._groups:
            group.close()
        for row in self._spelling.demanded:
            if self.is_empty(row.name):
                key, choices = self.written(row.name), ", ".join(row.choices)
                one_of = sentence("write {key}: one of {reasons}", key=key, reasons=choices)
                self.missing(row.name, row.why, one_of if choices else row.hint)
        if not self._missing and self._spelling.known.keys() >= self._entries.keys():
            return
        meanings = self._report_unknown()
        for key, why, hint, code in self._missing:
            if key in meanings:
                continue
            name, line, column = self.written(key), self._mapping.line, 0
            if name in self._entries:
                line, column = self.place(key)
                message = sentence('"{name}{key}" is empty: {why}', name=self._name, key=name, why=why)
            else:
                message = sentence('"{name}{key}" is missing: {why}', name=self._name, key=name, why=why)
            self._source.wrong(line, column, message, hint, code=code)

    def _report_unknown(self) -> Collection[str]:
        """Note unknown keys; return the English names they were meant to be, which are not reported as missing."""
        names, words = self._spelling.known, self._spelling.words
        keys, source, spelling = self._mapping.keys, self._source, self._spelling
        codes = {key: code for key, _, _, code in self._missing}
        renamed: Mapping[str, str] = {}
        if not self._name and source.path.endswith(".md"):
            renamed = renamings(keys, names, words)
        # A single key gets a hint of its own.
        renamed = renamed if len(renamed) > 1 else {}
        meanings = self._report_renamed(renamed, codes) if renamed else set()
        for key, at in keys.items():
            if key in names or key in renamed or key in self._judged or (spelling.is_open and key not in words):
                continue
            if len(source.problems) > MOST_SHOWN:
                break
            lower = lowered(key)
            like = lower if names.get(lower) or lower in words else suggest(lower, [*names, *words])
            meant = names.get(like) or words.get(like, like or key)
            meanings.add(meant)
            if meant in spelling.rows and spelling.written(meant) not in self._entries:
                source.misnamed.append((self._mapping, key, spelling.written(meant)))
            message = sentence("unknown key {name}", name=quoted(self._name + key))
            source.wrong(at.line, at.column, message, self._hint(key, meant), code=codes.get(meant, "unknown-key"))
        return meanings

    def _report_renamed(self, renamed: Mapping[str, str], missing: Mapping[str, Code]) -> set[str]:
        """Note misnamed keys as one problem; return what need not be reported as missing."""
        spelling = self._spelling
        new = ", ".join(f"{key} → {spelling.written(meant)}" for key, meant in renamed.items())
        hint = sentence("write {new}; ssg check --fix does it", new=new)
        if all(self._is_translated(key, meant) for key, meant in renamed.items()) and not spelling.either:
            hint = sentence("{hint}; or write keys: id in site.yaml for Indonesian keys", hint=hint)
        message = sentence("these keys have other names here: {keys}", keys=", ".join(map(quoted, renamed)))
        codes = {missing.get(meant, "unknown-key") for meant in renamed.values()}
        # A key that is missing only because it is misnamed is also reported under its own code, unless this is an error
        # anyway.
        errors: tuple[Code, ...] = ("missing-key", "unknown-key")
        code = next((error for error in errors if error in codes), min(codes))
        first = self._mapping.keys[next(iter(renamed))]
        self._source.wrong(first.line, first.column, message, hint, code=code)
        return {meant for meant in renamed.values() if code in ("missing-key", missing.get(meant))}

    def _is_translated(self, key: str, meant: str) -> bool:
        """Return whether a key in an English file is the Indonesian name of what it means."""
        rows = self._spelling.rows
        return not self._spelling.indonesian and meant in rows and rows[meant].local == key != meant

    def _hint(self, key: str, meant: str) -> Sentence:
        """Return the hint for an unknown key; `meant` may be no key at all."""
        spelling = self._spelling
        name = spelling.written(meant)
        if meant not in spelling.rows:
            known = ", ".join(sorted(spelling.known))
            if self._name and self.is_empty(key):
                return sentence(
                    "a comma ends a text in {{…}}: put all of it in quotation marks; known keys: {known}", known=known
                )
            return sentence("known keys: {known}", known=known)
        if re.sub(_INVISIBLE, "", key) == name:
            return sentence("delete the line and type it again: the key holds an invisible character")
        if spelling.indonesian and key == meant:
            return sentence('the keys of this file are Indonesian: write "{meant}"', meant=name)
        if not self._is_translated(key, meant):
            return did_you_mean(name)
        if spelling.either:
            return sentence('the keys of this file are English: write "{meant}"', meant=name)
        return sentence('write "{meant}", or keys: id in site.yaml for Indonesian keys', meant=name)
