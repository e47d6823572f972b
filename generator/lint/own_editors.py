"""Articles that nobody answers for but who wrote them, where site.yaml wants somebody else (`desk: {review: true}`).

Who is meant by a name, profiles decide, so this is found when all files are known.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.base.text import quoted, slugify
from generator.model.codec import decode
from generator.model.delta import Delta
from generator.model.index_entry import byline_slugs
from generator.model.lookup_keys import person_key, url_key
from generator.model.records import Matter, Record
from generator.model.site import Site
from generator.store import documents, faults, groups, members, reserved_addresses
from generator.store.database import Store
from generator.store.names import People

_CODE = "own-editor"
_REVIEWS = "reviews"
"""Key of the store: whether the site wanted it at the last build."""


class _Written(Record, frozen=True):
    """The beginning of a packed article, without its text."""

    path: str
    url: str
    matter: Matter


def is_unreviewed(matter: Matter, people: People, site: Site) -> bool:
    """Return whether an article would be published though nobody answers for it but its authors."""
    if not site.desk.review or matter.draft or matter.held or matter.is_over:
        return False
    if not matter.editors and site.reading.require_editor:
        # That is another problem.
        return False
    authors, editors = ({people.slug(slugify(name)) for name in names} for names in (matter.authors, matter.editors))
    return editors <= authors


def affected(store: Store, delta: Delta, site: Site) -> set[int] | None:
    """Return the articles to look at though they did not change; None for all."""
    if store.renew(_REVIEWS, b"1" if site.desk.review else b""):
        return None
    if not (site.desk.review and delta.profiles):
        return set()
    found = set(faults.with_code(store, _CODE))
    for profile in People(store).profiles.values():
        if not delta.invalidated.keys.isdisjoint(map(person_key, byline_slugs(profile))):
            group = groups.find(store, "author", profile.slug)
            listed = url_key(site.paths.listing_url("author", profile.slug))
            found.update(members.docs(store, group), reserved_addresses.docs_listed(store, listed, group))
    return found


def among(store: Store, docs: Iterable[int] | None, site: Site) -> dict[int, Matter]:
    """Return those of some documents (None for all) that would be published so."""
    if not site.desk.review:
        return {}
    people, found = People(store), dict[int, Matter]()
    some = documents.every(store, "article") if docs is None else (documents.get(store, doc) for doc in sorted(docs))
    for document in some:
        if document.kind != "article":
            continue
        matter = decode(_Written, document.record).matter
        if is_unreviewed(matter, people, site):
            found[document.id] = matter
    return found


def problem(place: Where, matter: Matter) -> Problem:
    """Return the problem of an article that nobody else answers for."""
    if matter.editors:
        said = sentence("only its own authors edited this article: {names}", names=quoted(", ".join(matter.editors)))
    else:
        said = sentence("nobody but its authors has read this article")
    hint = sentence(
        "let somebody else read it, and write {key}: …, or {draft}: true until then", key="editor", draft="draft"
    )
    return Problem(place, _CODE, said, hint)
