"""The folders of the portal's lists, chosen so that those of the old site keep their addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.annex.importing.addresses import path_in
from generator.annex.importing.kanal import Table
from generator.annex.importing.survey import Survey, profiles
from generator.base.text import slugify
from generator.config.fields import SLUG
from generator.model.urls import Paths


def listing_paths(survey: Survey) -> Paths:
    """Return the folders of the lists: those in which the source has its tags and its people, if they can be."""
    usual = Paths()
    tag = _folder(term.address for term in survey.tags.values())
    author = _folder(person.address for person in survey.people.values())
    taken = {*usual.reserved} - {usual.tag, usual.author}
    tag = tag if tag and tag not in taken else usual.tag
    author = author if author and author not in {*taken, tag} else usual.author
    return Paths(tag=usual.tag if tag == usual.author else tag, author=author)


def _folder(addresses: Iterable[str]) -> str:
    """Return the folder in which most of some addresses are, right below the front page; empty if there is none."""
    counts: Counter[str] = Counter()
    for address in addresses:
        parts = path_in(address).strip("/").split("/")
        if len(parts) == 2 and SLUG.fullmatch(parts[0]):
            counts[parts[0]] += 1
    return counts.most_common(1)[0][0] if counts else ""


def list_addresses(survey: Survey, table: Table, paths: Paths) -> Iterator[tuple[str, str]]:
    """Yield the old address of each list that the portal has too, with the new one.

    Args:
        survey: of the source.
        table: of kanal.
        paths: the folders of the lists.

    """
    takes = table.takes()
    for term in survey.categories.values():
        if term.address and term.key in takes:
            yield term.address, f"/{takes[term.key]}/"
        elif term.address and slugify(term.name) in survey.labels:
            yield term.address, paths.tag_url(slugify(term.name))
    for term in survey.tags.values():
        if term.address and slugify(term.name) in survey.labels:
            yield term.address, paths.tag_url(slugify(term.name))
    for profile in profiles(survey).values():
        if profile.person.address:
            yield profile.person.address, paths.author_url(profile.slug)
