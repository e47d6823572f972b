"""A file that is being read, and its problems so far."""

from __future__ import annotations

from generator.base.codes import Code
from generator.base.errors import EXCERPTS, MOST_SHOWN, Problem, Where, excerpt
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.config.yaml_text import Mapping

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
VOIDEST = 12
"""Such a value has fewer characters."""


def is_void(key: str, value: str, *, quoted: bool = False) -> bool:
    """Return whether a value says that there is none: for YAML, unless quoted, or for who had to write something."""
    word = value.strip().lower()
    return (word in _NULL and not quoted) or (key in _WORDS and word in _NOBODY)


def did_you_mean(meant: str) -> Sentence:
    """Return a hint that offers what was probably meant; nothing if that is empty."""
    return sentence('did you mean "{meant}"?', meant=meant) if meant else NOTHING


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
