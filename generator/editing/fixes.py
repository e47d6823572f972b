"""`ssg check --fix`: corrections of problems, by code, and of findings.

A fix takes the text and the problem, and returns the corrected text, or the same one; it may raise `NotRewrittenError`.
It need not be careful: a correction is accepted only if it leaves fewer problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from msgspec.structs import replace

from generator.base.codes import Code
from generator.base.errors import Problem
from generator.base.folder import Folder
from generator.base.text import slugify, squeeze
from generator.config import rewriting
from generator.config.article_keys import ADVERTISEMENT, ARTICLE, AUTHOR, PAGE, TOPIC
from generator.config.front_matter import split_tags
from generator.config.keys import Key, name_meant, names_in
from generator.config.media import FILMS
from generator.config.rewriting import NotRewrittenError
from generator.editing.changes import Change
from generator.editing.sources import SourceFile, entries_of, read, scalars
from generator.lint.file_rules import advice
from generator.lint.references import MOST_TEXT
from generator.lint.rules.evidence import Finding
from generator.lint.text.flaws import ungarbled, unmarked
from generator.model.records import Article
from generator.model.site import Place, Reading
from generator.model.urls import ADVERTISEMENTS
from generator.pictures.recordings import without_place

_MOST = 50
"""The most mistakes corrected in one file."""
_APART = re.compile(r"(\[[^\[\]\n]+\])[ \t]+(\()")
_BOLD = re.compile(r"\*\*[ \t]*([^*\n]*[^*\s])[ \t]*\*\*")
_BLANK = re.compile(r"(!?\[[^\[\]\n]*\])\(([^\s()<>\"]+(?: +[^\s()<>\"]+)+)( +\"[^\"\n]*\")? *\)")
_HEADING = re.compile(r"(?<!#)(#++)(?=\w)")

Fix = Callable[[str, Problem, Reading], str]


def retyped(source: SourceFile, reading: Reading) -> str:
    """Return the text of a file with its unambiguous mistakes corrected."""
    text = source.text
    problems, worst = _judged(source, text, reading)
    for _ in range(_MOST):
        for problem in _mendable(problems):
            mended = text
            with suppress(NotRewrittenError):
                mended = FIXES[problem.code](text, problem, reading)
            if mended != text:
                left, weight = _judged(source, mended, reading)
                if weight < worst:
                    text, problems, worst = mended, left, weight
                    break
        else:
            break
    return text


def _mendable(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems with a fix; that for keys renames all keys of a file, so it runs once."""
    renamed = False
    for problem in problems:
        rule = FIXES.get(problem.code)
        if rule is None or (rule is _key and (renamed or problem.where.column != 1)):
            continue
        renamed = renamed or rule is _key
        yield problem


def mended(source: SourceFile, problem: Problem, reading: Reading) -> str:
    """Return the text of a file without one of its problems; unchanged if that has no one right form."""
    rule = FIXES.get(problem.code)
    new = source.text
    with suppress(NotRewrittenError):
        new = rule(source.text, problem, reading) if rule is not None else new
    if new == source.text:
        return new
    before, after = (_judged(source, text, reading)[1] for text in (source.text, new))
    return new if after < before else source.text


def problems_of(source: SourceFile, reading: Reading) -> list[Problem]:
    """Return all problems of a file that are in it alone, warnings and advice included: a draft's as if published."""
    return _judged(source, source.text, reading)[0]


def _judged(source: SourceFile, text: str, reading: Reading) -> tuple[list[Problem], tuple[int, ...]]:
    """Return the problems, including warnings, that a file with a text would have, and their weight.

    A draft gets the advice that it gets when it is published. Unreadable front matter hides all other problems.
    """
    data = source.changed(text)
    record, problems = read(source.path, data, reading, broken=True)
    if isinstance(record, Article):
        record = replace(record, matter=replace(record.matter, draft=False))
    told = list(advice(record, data)) if record is not None else []
    more = sum(remark.count - 1 for remark in record.body.remarks) if record is not None else 0
    unread = sum(problem.code in ("bad-front-matter", "bad-yaml") for problem in problems)
    # An unknown key hides problems with its value.
    whole = rewriting.values(text)
    names = names_in(_table(source.path))
    unknown = sum(key not in names for key in whole.entries) if whole is not None else 0
    weight = (unread, unknown, len(problems), len(told) + more)
    return problems + told, weight


_TABLES = {"authors": AUTHOR, "pages": PAGE, "topics": TOPIC, ADVERTISEMENTS: ADVERTISEMENT}
"""By the folder of content/; any other has articles."""


def _table(path: str) -> tuple[Key, ...]:
    """Return the keys of a file, by its path below content/."""
    return _TABLES.get(path.partition("/")[0], ARTICLE)


def _line_changed(text: str, number: int, change: Callable[[str], str | None]) -> str:
    """Return a text with one line, counted from 1, changed or, for None, deleted; its line end stays."""
    lines = text.split("\n")
    if 0 < number <= len(lines):
        line = lines[number - 1]
        end = "\r" if line.endswith("\r") else ""
        new = change(line.removesuffix("\r"))
        lines[number - 1 : number] = [] if new is None else [new + end]
    return "\n".join(lines)


def _tags(text: str, problem: Problem, _: Reading) -> str:
    place, written = _value_at(text, problem)
    return (
        rewriting.with_key(text, str(place[0]), parts)
        if place in (("tags",), ("tag",)) and len(parts := split_tags(written)) > 1
        else text
    )


def _slug(text: str, problem: Problem, reading: Reading) -> str:
    place, written = _value_at(text, problem)
    meant = "/".join(map(slugify, written.split("/")))
    known = place == ("slug",) or (place[:1] in (("category",), ("kanal",)) and meant in reading.categories)
    return rewriting.replaced(text, place, meant) if known and meant else text


def _key(text: str, problem: Problem, _: Reading) -> str:
    """Rename misspelled keys and synonyms."""
    whole = rewriting.values(text)
    table = _table(problem.where.path.removeprefix("content/"))
    names = names_in(table)
    for key in whole.entries if whole is not None else ():
        if key not in names and (name := name_meant(table, key, surely=True)):
            with suppress(NotRewrittenError):
                text = rewriting.replaced(text, (key, "?"), name)
    return text


def _markup(text: str, problem: Problem, _: Reading) -> str:
    place, written = _value_at(text, problem)
    if place:
        return rewriting.replaced(text, place, squeeze(unmarked(written)))
    start = problem.where.column - 1

    def change(line: str) -> str:
        rest = line[start:]
        for pattern, new in ((_APART, r"\1\2"), (_BOLD, r"**\1**"), (_HEADING, r"\1 "), (_BLANK, r"\1(<\2>\3)")):
            if pattern.match(rest):
                return line[:start] + pattern.sub(new, rest, count=1)
        return line

    return _line_changed(text, problem.where.line, change)


def _letters(text: str, _: Problem, __: Reading) -> str:
    return ungarbled(text)


def _value_at(text: str, problem: Problem) -> tuple[Place, str]:
    """Return path and text of the front matter's value at the position of a problem; empty if there is none."""
    at = (problem.where.line - 1, problem.where.column)
    found = scalars(rewriting.values(text))
    return next(((place, value.value) for place, value in found if (value.line, value.column) == at), ((), ""))


FIXES: Mapping[Code, Fix] = MappingProxyType(
    {
        "bad-tag": _tags,
        "bad-address": _slug,
        "unknown-category": _slug,
        "unknown-key": _key,
        "missing-key": _key,
        "missing-author": _key,
        "missing-editor": _key,
        "markup-as-text": _markup,
        "garbled-text": _letters,
    }
)
"""Code of a problem of a text -> its fix."""
MENDED: frozenset[Code] = frozenset((*FIXES, "refused-file"))
"""Codes of problems that may be mended; of files that are refused, recordings that name a place."""


def changes(site: Path, reading: Reading, findings: Iterable[Finding], problems: Iterable[Problem]) -> Iterator[Change]:
    """Yield the corrected files, by path; a file that cannot be edited automatically stays unchanged."""
    with Folder(site / "content") as folder:

        def followed(path: str) -> str:
            # Change the file that a symbolic link points to.
            with suppress(OSError):
                return folder.target(path) if (site / "content" / path).is_symlink() else path
            return path

        by_path: dict[str, list[Finding]] = {}
        for finding in findings:
            for path in finding.paths or (finding.path,):
                by_path.setdefault(followed(path), []).append(finding)
        named = {problem.where.path.removeprefix("content/") for problem in problems if problem.code in MENDED}
        wrong = {followed(path) for path in named if path.endswith(".md")}
        for path in sorted({*by_path, *wrong}):
            try:
                source = SourceFile(path, folder.read(path, MOST_TEXT))
                text = retyped(source, reading) if path in wrong else source.text
            except (OSError, UnicodeDecodeError):
                continue
            for finding in by_path.get(path, ()):
                text = _righted(text, finding.key, finding.entry, finding.right)
            after = source.changed(text)
            if after != source.data:
                yield Change(f"content/{path}", source.data, after)
        # Last, since who only asks whether there is anything to mend stops at the first.
        for path in sorted(followed(path) for path in named if path.lower().endswith(FILMS)):
            with suppress(OSError):
                data = folder.read(path, reading.media_bytes)
                if (clean := without_place(data, PurePosixPath(path).suffix)) != data:
                    yield Change(f"content/{path}", data, clean)


def _righted(text: str, name: str, old: str, right: str) -> str:
    """Return a text with a value of the front matter, or each equal list entry, replaced."""
    _, entries = entries_of(text, name)
    for place in [place for place, value in entries.items() if squeeze(value) == old]:
        with suppress(NotRewrittenError):
            text = rewriting.replaced(text, place, right)
    return text
