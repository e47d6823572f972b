"""Tags: several for one thing, so that none of their lists is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.sentences import counted, sentence
from generator.base.text import quoted
from generator.checks.desk import Desk, Finding, Look, Mend
from generator.portal.likeness import Alike, alike


def near_tags(desk: Desk) -> Iterator[Finding]:
    """Yield other spellings of one tag, which `--fix` makes one, and other tags that seem to mean one thing."""
    looks: dict[str, list[Look]] = {}
    for look in desk.looks:
        if not look.withdrawn:
            for tag in look.tags:
                looks.setdefault(tag, []).append(look)
    for found in alike({tag: len(some) for tag, some in looks.items()}):
        yield (_spelling if found.is_spelling else _other)(found, looks[found.tag])


def _spelling(found: Alike, looks: Sequence[Look]) -> Finding:
    message = counted(
        "the tag {tag} is spelled {common} elsewhere; {count} article",
        "the tag {tag} is spelled {common} elsewhere; {count} articles",
        found.count,
        tag=quoted(found.tag),
        common=quoted(found.other),
    )
    mends = tuple(Mend(look.path, "tags", found.tag, found.other) for look in looks)
    hint = sentence('write "{common}" (ssg check --fix does)', common=found.other)
    paths = tuple(mend.path for mend in mends)
    return Finding("near-tags", paths[-1], message, hint, "tags", found.tag, mends=mends, paths=paths)


def _other(found: Alike, looks: Sequence[Look]) -> Finding:
    message = sentence(
        "the tags {tag} ({count}) and {other} ({more}) seem to mean one thing",
        tag=quoted(found.tag),
        count=found.count,
        other=quoted(found.other),
        more=found.more,
    )
    hint = sentence('merge them: ssg tags rename "{tag}" "{other}"', tag=found.tag, other=found.other)
    paths = tuple(look.path for look in looks)
    return Finding("near-tags", paths[-1], message, hint, "tags", found.tag, paths=paths)
