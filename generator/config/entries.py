"""Entries: which keys a mapping has, where they stand, and what is said of unknown and of missing ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Mapping_

from generator.base.codes import Code
from generator.base.errors import EXCERPTS, MOST_SHOWN, Problem, Where, excerpt
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import index, near, quoted, squeeze, suggest
from generator.config.spelling import ENGLISH, Spelling
from generator.config.yaml_text import Items, Mapping, Node, Scalar

TRUTH = {
    **dict.fromkeys(("true", "yes", "ya", "on", "1"), True),
    **dict.fromkeys(("false", "no", "tidak", "off", "0", ""), False),
}
"""Words for true and false."""
_NULL = frozenset(("null", "~"))
"""How YAML says that there is no value."""
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
"""Keys of words for readers, whose writers fill in what says nothing."""
_VOIDEST = 12
"""Characters that such a value has at most."""
_BLANKS = re.compile(r"[\s-]+")
_INVISIBLE = "[\xad\u200b-\u200f\u2060-\u2064\ufeff]"


def is_void(key: str, value: str, *, quoted: bool = False) -> bool:
    """Return whether a value says that there is none: for YAML, unless quoted, or for who had to write something."""
    word = value.strip().lower()
    return (word in _NULL and not quoted) or (key in _WORDS and word in _NOBODY)


def lowered(key: str) -> str:
    """Return a key as tables of words have it."""
    return _BLANKS.sub("_", key.strip().lower())


def renamings(written: Iterable[str], names: Mapping_[str, str], words: Mapping_[str, str]) -> dict[str, str]:
    """Return which keys of a file certainly mean others: those that differ in a letter, and words for them.

    Args:
        written: the keys of the file.
        names: the keys that there are, as the file writes them -> their English names.
        words: other words -> the key that they mean, by its English name; empty for what has to go.

    Returns:
        Key -> English name. None of two that mean one, and none that would take the place of another.

    """
    there, known = {names[key] for key in written if key in names}, index(names, 1)
    found: dict[str, str] = {}
    for key in written:
        lower = lowered(key)
        if key in names or re.search(_INVISIBLE, key):
            continue
        like = near(lower, known, 1)
        meant = names.get(lower, words.get(lower, names[like[0]] if len(like) == 1 else None))
        if meant is not None and (not meant or meant not in there):
            found[key] = meant
            there.add(meant)
    return found


class Source:
    """A file that is being read: its path, its text, and its problems so far."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.misnamed: list[tuple[Mapping, str, str]] = []
        """Unknown keys that seem to mean another one, which is not there: their mapping, the key, and the one meant."""

    @property
    def full(self) -> bool:
        """Whether there are more problems than will be shown."""
        return len(self.problems) > MOST_SHOWN

    def wrong(
        self, line: int, column: int, message: Sentence, hint: Sentence = NOTHING, *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at a line and column of this file, both from 1; 0 for none."""
        if self.full:
            return
        shown = excerpt(self.text, line) if len(self.problems) < EXCERPTS else ""
        self.problems.append(Problem(Where(self.path, line, column), code, message, hint, shown))


class Entries:
    """The entries of one mapping; `name` is its own key, as problems show it.

    Readers ask for keys by their English names, in whichever language the file writes them.
    """

    def __init__(self, mapping: Mapping, source: Source, name: str = "", spelling: Spelling = ENGLISH) -> None:
        self._entries = mapping.entries
        self._spelling = spelling
        self._mapping = mapping
        self._source = source
        self._name = f"{name}." if name else ""
        self._known: list[str] = []
        self._missing: list[tuple[str, Sentence, Sentence, Code]] = []

    def __contains__(self, key: str) -> bool:
        node = self._get_node(key)
        return node is not None and not (isinstance(node, Scalar) and not node.value.strip())

    def _get_node(self, key: str) -> Node | None:
        """Return the value of a key, unless it says that there is none."""
        # Not by `written`: this is asked for all keys of all files.
        node = self._entries.get(self._spelling.names.get(key, key))
        if type(node) is Scalar and len(node.value) < _VOIDEST and is_void(key, node.value, quoted=node.quoted):
            return None
        return node

    def is_blank(self, key: str) -> bool:
        """Return whether a key is written, and nothing behind it."""
        return self.written(key) in self._entries and key not in self

    @property
    def is_indonesian(self) -> bool:
        """Whether the file writes its keys in Indonesian."""
        return self._spelling.indonesian

    def written(self, key: str, *below: str) -> str:
        """Return how the file writes a key; of one below it, `written("photo", "src")`, its own name alone."""
        return self._spelling.written(key, *below)

    def example(self, key: str, value: str) -> str:
        """Return a line that a hint shows: a key as the file writes it, and a value."""
        return f"{self.written(key)}: {value}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the mapping, in their order."""
        return tuple(self._entries)

    def is_empty(self, key: str) -> bool:
        """Return whether a key is missing or has no value."""
        node = self._entries.get(self.written(key))
        return key not in self or (type(node) is Items and not node.items)

    def is_text(self, key: str) -> bool:
        """Return whether the value of a key is a text, not a list or a group of keys."""
        return type(self._entries.get(self.written(key))) is Scalar

    def value_of(self, word: str) -> str:
        """Return the text of a key in whatever letter case, in lower case; empty if there is none."""
        key = next((one for one in self._entries if lowered(one) == word), "")
        node = self._entries.get(key)
        return node.value.strip().lower() if type(node) is Scalar else ""

    def is_truth(self, key: str) -> bool:
        """Return whether the value of a key is true or false, in words."""
        node = self._entries.get(self.written(key))
        return type(node) is Scalar and node.value.strip().lower() in TRUTH.keys() - {"0", "1", ""}

    def is_group(self, key: str) -> bool:
        """Return whether the value of a key is a group of keys."""
        return type(self._entries.get(self.written(key))) is Mapping

    def _get(self, key: str) -> Node | None:
        self._known.append(key)
        return self._get_node(key)

    def place(self, key: str, entry: str = "") -> tuple[int, int]:
        """Return line and column of a key's value or, if `entry` is given, of that entry of a list of texts."""
        node = self._entries.get(self.written(key))
        if entry and type(node) is Items:
            node = next((one for one in node.items if type(one) is Scalar and squeeze(one.value) == entry), node)
        return (node.line, node.column) if node is not None else (self._mapping.line, self._mapping.column)

    def wrong(
        self, key: str, message: Sentence, hint: Sentence = NOTHING, entry: str = "", *, code: Code = "bad-value"
    ) -> None:
        """Note a problem at the place that `place` returns."""
        self._source.wrong(*self.place(key, entry), message, hint, code=code)

    def missing(self, key: str, why: Sentence, hint: Sentence, *, code: Code = "missing-key") -> None:
        """Note that a key is missing or empty; `close` reports it, unless the key is misspelled or of a wrong type."""
        if self.is_empty(key):
            self._missing.append((key, why, hint, code))

    def close(self, words: dict[str, str]) -> None:
        """Note the unknown keys and the missing ones; `words` maps synonyms to known keys.

        A missing key that is there under another name is one problem, with the code of what is missing.
        """
        written = self._spelling.names
        names = {written.get(key, key): key for key in self._known}
        if not self._missing and names.keys() >= self._entries.keys():
            return
        meanings = set()
        codes = {key: code for key, _, _, code in self._missing}
        words = {**{other: key for key, other in self._spelling.other.items()}, **words}
        words.update((key, key) for key in self._known)
        renamed = self._renamed(names, words)
        if renamed:
            meanings |= self._tell_renamed(renamed, codes)
        for key, (line, column) in self._mapping.places.items():
            if key in names or key in renamed:
                continue
            if self._source.full:
                return
            lower = lowered(key)
            like = lower if names.get(lower) or lower in words else suggest(lower, [*names, *words])
            meant = names.get(like) or words.get(like, like or key)
            meanings.add(meant)
            if meant in self._known and self.written(meant) not in self._entries:
                self._source.misnamed.append((self._mapping, key, self.written(meant)))
            self._source.wrong(
                line,
                column,
                sentence("unknown key {name}", name=quoted(self._name + key)),
                self._meant(key, meant, sorted(names)),
                code=codes.get(meant, "unknown-key"),
            )
        for key, why, hint, code in self._missing:
            if key in meanings:
                continue
            name = self.written(key)
            if name in self._entries:
                message = sentence('"{name}{key}" is empty: {why}', name=self._name, key=name, why=why)
                self._source.wrong(*self.place(key), message, hint, code=code)
            else:
                message = sentence('"{name}{key}" is missing: {why}', name=self._name, key=name, why=why)
                self._source.wrong(self._mapping.line, 0, message, hint, code=code)

    def _renamed(self, names: Mapping_[str, str], words: Mapping_[str, str]) -> dict[str, str]:
        """Return the keys of a file that certainly mean others, with these; nothing if it has but one of them."""
        if self._name or not self._source.path.endswith(".md"):
            return {}
        found = renamings(self._mapping.places, names, words)
        return found if len(found) > 1 else {}

    def _tell_renamed(self, renamed: Mapping_[str, str], codes: Mapping_[str, Code]) -> set[str]:
        """Note keys with other names as one problem; return what need not be told as missing."""
        new = ", ".join(f"{key} → {self.written(meant)}" for key, meant in renamed.items() if meant)
        gone = ", ".join(key for key, meant in renamed.items() if not meant)
        hint = (
            sentence("write {new}, and delete {gone}; ssg check --fix does it", new=new, gone=gone)
            if gone
            else sentence("write {new}; ssg check --fix does it", new=new)
        )
        if all(self._spelling.other.get(meant) == key for key, meant in renamed.items()) and not self._spelling.either:
            hint = sentence("{hint}; or write keys: id in site.yaml for Indonesian keys", hint=hint)
        said = sentence("these keys have other names here: {keys}", keys=", ".join(map(quoted, renamed)))
        found = {codes.get(meant, "unknown-key") for meant in renamed.values()}
        # What is missing for the sake of a name is told by its own code too, unless this is an error anyway.
        kinds: tuple[Code, ...] = ("missing-key", "unknown-key")
        code = next((one for one in kinds if one in found), min(found))
        self._source.wrong(*self._mapping.places[next(iter(renamed))], said, hint, code=code)
        return {meant for meant in renamed.values() if code in ("missing-key", codes.get(meant))}

    def _meant(self, key: str, meant: str, known: list[str]) -> Sentence:
        """Return the hint for an unknown key.

        Args:
            key: as it is written.
            meant: the English name of the key that it seems to be; any other text if it seems to be none.
            known: the keys that there are, as this file writes them.

        """
        name = self.written(meant)
        if not meant:
            return sentence("delete the line: it means nothing here")
        if meant not in self._known:
            return sentence("known keys: {known}", known=", ".join(known))
        if re.sub(_INVISIBLE, "", key) == name:
            return sentence("delete the line and type it again: the key holds an invisible character")
        if self.is_indonesian and key == meant:
            return sentence('the keys of this file are Indonesian: write "{meant}"', meant=name)
        if self._spelling.other.get(meant) != key:
            return sentence('did you mean "{meant}"?', meant=name)
        if self._spelling.either:
            return sentence('the keys of this file are English: write "{meant}"', meant=name)
        return sentence('write "{meant}", or keys: id in site.yaml for Indonesian keys', meant=name)
