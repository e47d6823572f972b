"""How a text is written in YAML: bare where every reader takes it for a text, or else as JSON, which YAML includes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

import msgspec

from generator.base.text import clean, plain_blanks
from generator.config.yaml_text import Node, Scalar

Write = Callable[[str], str]

_WORDY = re.compile(
    r"(?:/[^\W_]|[^\W\d_])(?:[\w/+]|[ .,()'’“”–-](?=[\w(“/+])|[.)”’](?=$|[ ,.)”]))*"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? \w+"
)
"""Texts that no reader of YAML takes for anything but a text, or that ours takes for a time."""
_FLAGS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "ya", "tidak"})
_PLAIN = re.compile(r"(?!(?i:null)$)[^\W\d_][\w ./-]*(?<! )|/[\w./-]*|\d{1,4}[ -][\w -]*\d[:.]\d\d(?: [A-Z]{3,4})?")
"""Values to try bare: texts, times and flags."""
_PROSE = re.compile(
    r"(?=.*[^\W\d_]{2})(?=.* |https?://)(?!.*(?::(?: |$)| #))[^\W_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*(?<! )"
)
"""Texts to try bare where the old one is: words that no reader of YAML takes for a number, a time or a key."""
_PIECES = re.compile(r"[^ \n]+|[ \n]")


@lru_cache(maxsize=1 << 12)
def word(text: str) -> str:
    """Return a text as new YAML has it; cached, since keys, names and tags recur."""
    text = clean(plain_blanks(text))
    if _WORDY.fullmatch(text) and text.lower() not in _FLAGS:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Return a text in quotation marks."""
    return msgspec.json.encode(text).decode()


def styles(old: Node | None, raw: str, *, in_brackets: bool = False) -> tuple[Write, ...]:
    """Return how a text may be written in place of an old value, if there is one: what to try, the best first.

    A style may write something else: the caller reads it again. `raw` is how the old value is written.
    """
    style = old.style if old else ""
    others = {"'": (_single, quoted), '"': (quoted,)}.get(style, (_plain, quoted))
    # In brackets, readers of YAML differ on what may be bare, such as a question mark.
    if not isinstance(old, Scalar) or not old.value or (in_brackets and not style):
        return others
    if style in ("|", ">"):
        others = (partial(_lined, raw), *others)
    return (partial(_edited, old, raw), *others)


def _plain(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else quoted(text)


def _single(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _edited(old: Scalar, raw: str, new: str) -> str:
    """Return the old text as it is written, with the words of the new one where they differ."""
    if not (old.style or _PROSE.fullmatch(new)):
        return _plain(new)
    were, are = _PIECES.findall(old.value), _PIECES.findall(new)
    start = _alike(were, are)
    end = _alike(were[start:][::-1], are[start:][::-1])
    if start + end == len(were):
        # Words come in between: they come with one beside them.
        start, end = (start, end - 1) if end else (start - 1, 0)
    words, others = ("".join(some[start : len(some) - end]) for some in (were, are))
    if "\n" in words + others:
        # How that is written differs with each style.
        return raw
    before = "".join(were[:start]).count(words) + 1
    pieces = raw.split(words)
    return words.join(pieces[:before]) + others + words.join(pieces[before:])


def _lined(raw: str, new: str) -> str:
    """Return a block with another text below the first line of the old one."""
    head, *lines = raw.splitlines(keepends=True)
    indent = next((line[: len(line) - len(line.lstrip(" "))] for line in lines if line.strip()), "")
    end = "\r\n" if head.endswith("\r\n") else "\n"
    return head + end.join(f"{indent}{line}" for line in new.removesuffix("\n").split("\n"))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many equal words two texts begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
