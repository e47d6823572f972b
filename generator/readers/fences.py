"""Fences: the lines of three hyphens around front matter, and what stands in their place by mistake."""

from __future__ import annotations

import re

from generator.base.errors import Problem, Where, excerpt
from generator.base.sentences import sentence
from generator.readers.keys import Key

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_NEXT = re.compile(r"\n---[ \t]*\r?$", re.MULTILINE)
"""The same on another line, which is found sooner by how it begins."""
_SECOND = re.compile(r"\s*^---[ \t]*$", re.MULTILINE)
_LONGEST = 60
"""Lines of a front matter that was pasted with its text."""
_KEY = re.compile(r"([\w-]+):(?:[ \t]|$)")
_LIKE_FENCE = re.compile(r"^[ \t]*(?:[-–—‒―_=]{1,10}|\.\.\.|\+\+\+)[ \t]*$", re.MULTILINE)


def split(text: str, path: str, key: str = "title") -> tuple[str, str, int, list[Problem]]:
    """Split a file into its front matter and its body; `key` is what the first would begin with.

    Returns:
        The YAML, the body, the line (from 1) on which the body begins, and the problems.

    """
    first = _FENCE.match(text)
    if first is None:
        return "", "", 1, [_unopened(text, path, key)]
    end = _NEXT.search(text, first.end())
    if end is None:
        like = _LIKE_FENCE.search(text, first.end())
        line, hint = 1, sentence('add a line "---" under the last key')
        if like is not None:
            line = text.count("\n", 0, like.start()) + 1
            hint = sentence('write "---" on this line: three hyphens and nothing else')
        message = sentence("the front matter is not closed")
        return "", "", 1, [Problem(Where(path, line, 1), "bad-front-matter", message, hint, excerpt(text, line))]
    head = text[first.end() + 1 : end.start() + 1]
    return head, text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2, []


def _unopened(text: str, path: str, key: str) -> Problem:
    """Return the problem of a file that does not begin with three hyphens."""
    line = text.count("\n", 0, len(text) - len(text.lstrip())) + 1 if text.strip() else 1
    shown = excerpt(text, line)
    if _FENCE.match(shown):
        message, hint = (
            sentence("the front matter does not begin on the first line"),
            sentence("delete the empty lines above it"),
        )
    elif shown.strip() == "+++":
        message = sentence("this front matter is TOML, which is not read here")
        hint = sentence('write "---" in place of both +++, and title: "…" in place of title = "…", or use `ssg import`')
    elif _LIKE_FENCE.match(shown):
        message = sentence("the front matter does not begin with three hyphens")
        hint = sentence('write "---" on this line: three hyphens and nothing else')
    else:
        message = sentence("there is no front matter")
        hint = sentence(
            'begin the file with a line "---", then "{key}: …" and the other keys, then another line "---"', key=key
        )
    return Problem(Where(path, line, 1), "bad-front-matter", message, hint, shown)


def begins_again(body: str, table: tuple[Key, ...]) -> bool:
    """Return whether a text begins with a front matter, of which it has one already."""
    opening = _SECOND.match(body)
    if opening is None:
        return False
    lines = body[opening.end() + 1 :].split("\n", _LONGEST)
    end = next((number for number, line in enumerate(lines) if line.rstrip() == "---"), 0)
    names = {name for key in table for name in (key.name, key.local)}
    keys = [found[1] for line in lines[:end] if (found := _KEY.match(line))]
    loose = [line for line in lines[:end] if line.strip() and not line.startswith((" ", "\t", "- ", "#"))]
    return not names.isdisjoint(keys) and len(loose) == len(keys)
