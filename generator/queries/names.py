"""Who is behind a byline, how a tag is spelled, which tags there are."""

from __future__ import annotations

from generator.base.text import slugify
from generator.model.lookup_keys import count_key, file_key, person_key
from generator.model.ordinal import BEGINNING, END
from generator.model.records import Labels, Person, Profile, Term
from generator.queries.answers import Answer, of_value
from generator.queries.archive import Archive
from generator.store import groups, pages
from generator.store.dependencies import Read, of_key


def person(archive: Archive, name: str) -> Answer[Person]:
    """Return who is meant by a byline."""
    return of_value(archive.person(name), [of_key(person_key(slugify(name)))])


def profile(archive: Archive, slug: str) -> Answer[Profile | None]:
    """Return the profile with a slug, if there is one."""
    return of_value(archive.people.profiles.get(slug), [of_key(person_key(slug))])


def tag(archive: Archive, slug: str) -> Answer[str]:
    """Return the name of a tag as its oldest article spells it, so that no newer article can change it."""
    return of_value(*_spellings(archive, "tag", [slug])[0])


def author(archive: Archive, slug: str) -> Answer[str]:
    """Return the name of an author without a profile, as the oldest article spells it."""
    return of_value(*_spellings(archive, "author", [slug])[0])


def _spellings(archive: Archive, kind: str, slugs: list[str]) -> list[tuple[str, list[Read]]]:
    """Return for each tag or author how the oldest article spells it, and what was read for that."""
    groups = [archive.group(kind, slug) for slug in slugs]
    oldest = [archive.oldest(group) for group in groups]
    rows = iter(archive.cards(seq for seq in oldest if seq is not None))
    return [
        (slug, [(group, BEGINNING, END)])
        if seq is None
        else (_spelled(archive, kind, slug, next(rows).labels), [(group, BEGINNING, seq)])
        for slug, group, seq in zip(slugs, groups, oldest, strict=True)
    ]


def _spelled(archive: Archive, kind: str, slug: str, labels: Labels) -> str:
    names = labels.tags if kind == "tag" else labels.authors
    own = (name for name in names if slugify(name) == slug or archive.people.slug(slugify(name)) == slug)
    return next(own, slug)


def labels(archive: Archive, path: str) -> Answer[Labels]:
    """Return tags and authors of the published article in a file; none if there is no such article."""
    key = file_key(path)
    found = archive.published(key)
    return of_value(archive.card(found[1]).labels if found else Labels((), ()), [of_key(key)])


def terms(archive: Archive, prefix: str) -> Answer[list[Term]]:
    """Return the tags that the page of a prefix lists, by slug, without the numbers of their articles.

    Of a prefix with too many tags these are on the pages of longer ones, all but the tag that it is itself.
    """
    if not groups.is_split(archive.store, prefix, archive.site.tags_on_page):
        slugs = archive.tags(prefix)
    else:
        slugs = [prefix] if groups.has_tag(archive.store, prefix) else []
    return _terms(archive, [(slug, 0) for slug in slugs], count_key(f"terms:{prefix}"))


def longer(archive: Archive, prefix: str) -> Answer[list[str]]:
    """Return the prefixes, longer by one character, to which the page of a prefix with too many tags leads."""
    split = groups.is_split(archive.store, prefix, archive.site.tags_on_page)
    found = groups.longer_prefixes(archive.store, prefix) if split else []
    return of_value(found, [of_key(count_key(f"terms:{prefix}"))])


def popular(archive: Archive, count: int) -> Answer[list[Term]]:
    """Return the tags with the most articles, the largest first."""
    return _terms(archive, groups.largest_tags(archive.store, count), count_key("terms"))


def _terms(archive: Archive, tags: list[tuple[str, int]], key: int) -> Answer[list[Term]]:
    reads: list[Read] = [of_key(key)]
    named = []
    spellings = _spellings(archive, "tag", [slug for slug, _ in tags])
    for (slug, count), (name, read) in zip(tags, spellings, strict=True):
        reads += read
        named.append(Term(name, archive.site.paths.tag_url(slug), count))
    return of_value(named, reads)


def letters(archive: Archive) -> Answer[list[str]]:
    """Return the letters and digits that tags begin with, in order."""
    return of_value(pages.letters(archive.store), [of_key(count_key("letters"))])
