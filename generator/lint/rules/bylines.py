"""Bylines without a profile: misspellings, several people, unknown names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import index, near, quoted, slugify, squeeze
from generator.lint.rules.evidence import ArticleRow, Evidence, Finding, Rule
from generator.model.index_entry import byline_slugs
from generator.model.records import Record

_LETTERS = 2
"""The edit distance of a misspelled name."""
_SHORTEST = 6
"""The fewest letters of a possibly misspelled name."""
_SPLIT = re.compile(r" ?[,;/&+] ?| (?:dan|and|serta|bersama) ", re.IGNORECASE)
"""Separators in a name with single spaces."""
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.?)(?:[A-Z][A-Za-z]{0,3}\.?)*")
"""Degrees after a comma: S.H., M.Si, Ph.D."""
_SIGNS = frozenset("()[]<>{}*_=")
"""Characters that no name contains."""

_WORK = (
    "penulis|reporter|wartawan|wartawati|kontributor|koresponden|jurnalis|pewarta|fotografer|editor|penyunting|redaktur"
)
"""Roles in a newsroom, which belong in the profile."""
_BEFORE = re.compile(rf"(?:(?:oleh|{_WORK}|laporan|by)\s*:\s*|(?:oleh|laporan|by) +)(?=\S)", re.IGNORECASE)
"""Words before a name in print."""
_BEHIND = re.compile(rf"(?<=\S)(?: ?\(.*| +[|–—-] .*|, ?(?:{_WORK})\b.*)", re.IGNORECASE)
"""What follows a name in print: initials, a place, the portal."""
_OTHERS = re.compile(
    r"(?<![ ,])[ ,]+(?:dkk|et al|dan (?:kawan-kawan|rekan(?:-rekan)?|tim|lain-lain|lainnya))\.?", re.IGNORECASE
)
"""Words for unnamed people."""
_ADDRESS = re.compile(r"\S+@\S+|@\S+|(?:https?:|www\.)\S+|\+?[\d() -]{7,}", re.IGNORECASE)
"""Contact details instead of a name."""


class Byline(Record, frozen=True):
    """A name without a profile, and the articles that have it."""

    name: str
    key: str
    """Of the front matter: author or editor."""
    articles: tuple[ArticleRow, ...]
    """By time."""

    def finding(self, code: str, said: Sentence, hint: Sentence, *right: str) -> Finding:
        """Return a finding at the newest article; `right` is the correction, if it is certain."""
        paths = tuple(article.path for article in self.articles)
        return Finding(code, paths[-1], said, hint, self.key, self.name, paths=paths, right=right)


def bylines(evidence: Evidence) -> Iterator[Finding]:
    """Yield each name without a profile once: several people in one, nearly that of a profile, or unknown."""
    names = {slug: profile.name for profile in evidence.profiles for slug in byline_slugs(profile)}
    known = index({slugify(profile.name) for profile in evidence.profiles}, _LETTERS)
    for byline in _unknown(evidence, names):
        parts = _parts(byline.name)
        bare = _BEFORE.sub("", byline.name)
        known_as = names.get(slugify(_alone(bare)), "")
        if _ADDRESS.fullmatch(byline.name):
            yield _address(
                byline, [profile.name for profile in evidence.profiles if profile.email.lower() == byline.name.lower()]
            )
        elif bare != byline.name or known_as:
            said = sentence("{name} is a name with other words, and so another person", name=quoted(byline.name))
            yield byline.finding("near-byline", said, _written(known_as or bare), known_as or bare)
        elif _OTHERS.search(byline.name) or len(parts) > 1:
            yield _several(byline, parts, clear=all(slugify(part) in names for part in parts))
        elif len(slug := slugify(byline.name)) >= _SHORTEST and (others := near(slug, known, _LETTERS)):
            yield _near(byline, [names[other] for other in others])
        elif byline.key == "author" and names:
            said = counted(
                "{name} has no profile; {count} article",
                "{name} has no profile; {count} articles",
                len(byline.articles),
                name=quoted(byline.name),
            )
            file = slugify(byline.name) or "nama"
            hint = sentence("write content/authors/{file}.md with name: {name}", file=file, name=byline.name)
            yield byline.finding("missing-profile", said, hint)


def _unknown(evidence: Evidence, names: dict[str, str]) -> Iterator[Byline]:
    """Yield the names without a profile, in order of appearance."""
    found: dict[tuple[str, str], list[ArticleRow]] = {}
    for article in evidence.articles:
        for key, given in (("author", article.authors), ("editor", article.editors)) if not article.withdrawn else ():
            for name in given:
                if slugify(name) not in names:
                    found.setdefault((name, key), []).append(article)
    return (Byline(name, key, tuple(articles)) for (name, key), articles in found.items())


def _parts(name: str) -> list[str]:
    """Return the names in a byline, without degrees; a byline with markup or a path is not split."""
    parts = [part for part in _SPLIT.split(squeeze(name)) if part]
    if not all(part[0].isalpha() and not _SIGNS.intersection(part) for part in parts):
        return [name]
    return [part for part in parts if not ("." in part and _DEGREE.fullmatch(part))]


def _alone(name: str) -> str:
    bare = _BEHIND.sub("", squeeze(name))
    parts = _parts(bare)
    return parts[0] if len(parts) == 1 else bare


def _several(byline: Byline, parts: list[str], *, clear: bool) -> Finding:
    """Return the finding for several people in one name; `clear` if each has a profile."""
    key = byline.key
    if _OTHERS.search(byline.name):
        said = sentence("{name} are several people, of whom one has a name", name=quoted(byline.name))
        hint = sentence("write all of them as a list, {key}: [one, two], or the one who answers for it", key=key)
        return byline.finding("joined-bylines", said, hint)
    said = sentence("{name} are several people in one name", name=quoted(byline.name))
    values = {"key": key, "parts": ", ".join(parts)}
    if clear:
        hint = sentence("write {key}: [{parts}] (ssg check --fix does)", **values)
        return byline.finding("joined-bylines", said, hint, *parts)
    return byline.finding("joined-bylines", said, sentence("write {key}: [{parts}]", **values))


def _address(byline: Byline, owners: list[str]) -> Finding:
    """Return the finding for an address instead of a name; `owners` are the people whose profile has it."""
    said = sentence("{name} is an address or a number, not a name, and readers would see it", name=quoted(byline.name))
    if len(owners) == 1:
        return byline.finding("near-byline", said, _written(owners[0]), owners[0])
    return byline.finding("near-byline", said, sentence("write the name of the person"))


def _near(byline: Byline, meant: list[str]) -> Finding:
    said = counted(
        "{name} has no profile, but {meant} has; {count} article",
        "{name} has no profile, but {meant} has; {count} articles",
        len(byline.articles),
        name=quoted(byline.name),
        meant=quoted(meant[0]),
    )
    hint = sentence(
        'write "{meant}" (ssg check --fix does), or write a profile for {name}', meant=meant[0], name=byline.name
    )
    return byline.finding("near-byline", said, hint, *(meant[:1] if len(set(meant)) == 1 else ()))


def _written(name: str) -> Sentence:
    return sentence('write "{meant}" (ssg check --fix does)', meant=name)


RULES = (
    Rule(
        bylines,
        {
            "joined-bylines": "One byline holds several names.",
            "near-byline": "A byline is nearly the name of a profile.",
            "missing-profile": "A byline is of nobody who has a profile.",
        },
    ),
)
