"""Keys of a file that no table has, and what they probably mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from generator.base.codes import Code
from generator.base.sentences import Sentence, sentence
from generator.base.text import index, near, quoted, suggest
from generator.config import yaml_text
from generator.config.entries import Source, did_you_mean
from generator.config.keys import Spelling
from generator.model.records import Record

_BLANKS = re.compile(r"[\s-]+")
_INVISIBLE = "[\xad\u200b-\u200f\u2060-\u2064\ufeff]"


def lowered(key: str) -> str:
    """Return a key as tables of words have it."""
    return _BLANKS.sub("_", key.strip().lower())


def renamings(written: Iterable[str], names: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
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


class UnknownKeys(Record, frozen=True):
    """Reports the unknown keys of one group."""

    group: str
    """Its own name with a point behind it, as problems show it; empty at the top of a file."""
    mapping: yaml_text.Mapping
    source: Source
    spelling: Spelling
    words: Mapping[str, str]
    """As `Spelling.words`, perhaps with more."""
    codes: Mapping[str, Code]
    """Key that is missing -> the code of that problem."""
    judged: Collection[str] = ()
    """Keys with problems of their own."""

    def report(self) -> set[str]:
        """Note the problems; return the English names that were meant, which are not to be reported as missing.

        A missing key that is there under another name is one problem, with the code of what is missing.
        """
        names, words, source = self.spelling.known, self.words, self.source
        renamed: Mapping[str, str] = {}
        if not self.group and source.path.endswith(".md"):
            renamed = renamings(self.mapping.places, names, words)
        # One key alone has a hint of its own.
        renamed = renamed if len(renamed) > 1 else {}
        meanings = self._report_renamed(renamed) if renamed else set()
        for key, (line, column) in self.mapping.places.items():
            if key in names or key in renamed or key in self.judged:
                continue
            if self.spelling.is_open and key not in words:
                continue
            if source.full:
                break
            lower = lowered(key)
            like = lower if names.get(lower) or lower in words else suggest(lower, [*names, *words])
            meant = names.get(like) or words.get(like, like or key)
            meanings.add(meant)
            if meant in self.spelling.rows and self.spelling.written(meant) not in self.mapping.entries:
                source.misnamed.append((self.mapping, key, self.spelling.written(meant)))
            message = sentence("unknown key {name}", name=quoted(self.group + key))
            source.wrong(line, column, message, self._hint(key, meant), code=self.codes.get(meant, "unknown-key"))
        return meanings

    def _report_renamed(self, renamed: Mapping[str, str]) -> set[str]:
        """Note keys with other names as one problem; return what need not be reported as missing."""
        spelling = self.spelling
        new = ", ".join(f"{key} → {spelling.written(meant)}" for key, meant in renamed.items() if meant)
        gone = ", ".join(key for key, meant in renamed.items() if not meant)
        hint = (
            sentence("write {new}, and delete {gone}; ssg check --fix does it", new=new, gone=gone)
            if gone
            else sentence("write {new}; ssg check --fix does it", new=new)
        )
        if all(spelling.other.get(meant) == key for key, meant in renamed.items()) and not spelling.either:
            hint = sentence("{hint}; or write keys: id in site.yaml for Indonesian keys", hint=hint)
        message = sentence("these keys have other names here: {keys}", keys=", ".join(map(quoted, renamed)))
        codes = {self.codes.get(meant, "unknown-key") for meant in renamed.values()}
        # What is missing for the sake of a name is told by its own code too, unless this is an error anyway.
        errors: tuple[Code, ...] = ("missing-key", "unknown-key")
        code = next((error for error in errors if error in codes), min(codes))
        self.source.wrong(*self.mapping.places[next(iter(renamed))], message, hint, code=code)
        return {meant for meant in renamed.values() if code in ("missing-key", self.codes.get(meant))}

    def _hint(self, key: str, meant: str) -> Sentence:
        """Return the hint for an unknown key that seems to be `meant`, which may be no key at all."""
        spelling = self.spelling
        name = spelling.written(meant)
        if not meant:
            return sentence("delete the line: it means nothing here")
        if meant not in spelling.rows:
            return sentence("known keys: {known}", known=", ".join(sorted(spelling.known)))
        if re.sub(_INVISIBLE, "", key) == name:
            return sentence("delete the line and type it again: the key holds an invisible character")
        if spelling.indonesian and key == meant:
            return sentence('the keys of this file are Indonesian: write "{meant}"', meant=name)
        if spelling.other.get(meant) != key:
            return did_you_mean(name)
        if spelling.either:
            return sentence('the keys of this file are English: write "{meant}"', meant=name)
        return sentence('write "{meant}", or keys: id in site.yaml for Indonesian keys', meant=name)
