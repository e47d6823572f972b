"""Choices: what is wrong with the articles that editors want in Artikel Terkait, or do not want there."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.portal.records import Record
from generator.stages.references import Reference
from generator.store import documents
from generator.store.database import Store


class Choices(Record, frozen=True):
    """The articles that `related` and `unrelated` of an article name."""

    doc: int
    """The article itself."""
    related: frozenset[int]
    """Documents that `related` names."""


def choices_of(store: Store, doc: int, references: Iterable[Reference]) -> Choices:
    """Return what an article says of Artikel Terkait, by its references."""
    keys = [reference.key for reference in references if reference.field == "related"]
    return Choices(doc, frozenset().union(*(documents.articles_named(store, key) for key in keys)))


def mistake(store: Store, choices: Choices, reference: Reference, place: Where) -> Problem | None:
    """Return what is wrong with an entry of `related` or `unrelated` that leads somewhere, if anything is.

    Args:
        store: the store.
        choices: of the same article.
        reference: the entry.
        place: of the entry.

    """
    written, field = quoted(reference.link.target), reference.link.text
    articles = documents.articles_named(store, reference.key)
    if not articles:
        hint = sentence(
            "{field} names articles: write the path to the .md file, the address or the slug of one", field=field
        )
        return Problem(place, "bad-related", sentence("{written} is no article", written=written), hint)
    if choices.doc in articles:
        return Problem(
            place,
            "bad-related",
            sentence("{field} names the article itself", field=field),
            sentence("take {written} out of {field}", written=written, field=field),
        )
    if reference.field == "unrelated" and not choices.related.isdisjoint(articles):
        related = field.replace("unrelated", "related").removeprefix("tidak_")
        hint = sentence(
            "keep it in only one: {related} shows it first, {field} shows it nowhere", related=related, field=field
        )
        said = sentence("{written} is in {related} as well", written=written, related=related)
        return Problem(place, "bad-related", said, hint)
    return None
