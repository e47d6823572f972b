"""Bylines without a profile: what they probably mean, or that nobody is known by that name."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import counted, sentence
from generator.base.text import index, near, quoted, slugify
from generator.lint.rules.evidence import ArticleRow, Evidence, Finding, Rule
from generator.model.index_entry import byline_slugs

_LETTERS = 2
"""The edit distance of a misspelled name."""
_SHORTEST = 6
"""The fewest letters of a name that is looked for in others."""


def bylines(evidence: Evidence) -> Iterator[Finding]:
    """Yield each name without a profile once, at the newest of its articles."""
    slugs = {slug for profile in evidence.profiles for slug in byline_slugs(profile)}
    names = {slug: profile.name for profile in evidence.profiles if len(slug := slugify(profile.name)) >= _SHORTEST}
    by_misspelling, by_words = index(names, _LETTERS), {f"-{slug}-": name for slug, name in names.items()}
    for (name, key), articles in _without_profile(evidence, slugs).items():
        slug, paths = slugify(name), tuple(article.path for article in articles)
        similar = near(slug, by_misspelling, _LETTERS) if len(slug) >= _SHORTEST else []
        within = sorted((words for words in by_words if words in f"-{slug}-"), key=f"-{slug}-".find)
        meant = [names[other] for other in similar] or [by_words[words] for words in within]
        if similar:
            hint = sentence(
                'write "{meant}" (ssg check --fix does), or write a profile for {name}', meant=meant[0], name=name
            )
        elif meant:
            names_alone = f"[{', '.join(meant)}]" if len(meant) > 1 else meant[0]
            hint = sentence("write names alone, several as a list: {key}: {value}", key=key, value=names_alone)
        elif key == "author" and slugs:
            hint = sentence(
                "write content/authors/{file}.md with name: {name}; several people are a list: {key}: [one, two]",
                file=slug or "nama",
                name=name,
                key=key,
            )
        else:
            continue
        if meant:
            said = counted(
                "{name} has no profile, but {meant} has; {count} article",
                "{name} has no profile, but {meant} has; {count} articles",
                len(paths),
                name=quoted(name),
                meant=quoted(meant[0]),
            )
        else:
            said = counted(
                "{name} has no profile; {count} article",
                "{name} has no profile; {count} articles",
                len(paths),
                name=quoted(name),
            )
        right = meant[0] if similar and len(meant) == 1 else ""
        code = "near-byline" if meant else "missing-profile"
        yield Finding(code, paths[-1], said, hint, key, name, paths=paths, right=right)


def _without_profile(evidence: Evidence, slugs: set[str]) -> dict[tuple[str, str], list[ArticleRow]]:
    """Return the articles of each name and key whose name has no profile, in order of appearance."""
    found: dict[tuple[str, str], list[ArticleRow]] = {}
    for article in evidence.articles:
        for key, names in (("author", article.authors), ("editor", article.editors)) if not article.withdrawn else ():
            for name in names:
                if slugify(name) not in slugs:
                    found.setdefault((name, key), []).append(article)
    return found


RULES = (
    Rule(
        bylines,
        {
            "near-byline": "An author's name is nearly that of a profile, or has other words around it.",
            "missing-profile": "An author has no profile.",
        },
    ),
)
