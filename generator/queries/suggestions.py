"""What a writer may want to add: articles for a Baca Juga box, tags; and why something stands in Artikel Terkait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import slugify
from generator.model import keywords
from generator.model.lookup_keys import link_key
from generator.model.ordinal import END, seconds_between
from generator.model.records import Card, Record
from generator.model.related import Candidate
from generator.queries.archive import Archive
from generator.queries.related import related_to

_NEAR, _ARTICLES, _TAGS = 6, 3, 5
"""Articles that are looked at for tags, and suggestions at most."""
_SHOWN = 6
"""Words that are named."""
_PINNED, _FILLS = sentence("pinned by related"), sentence("fills the list")


class Suggestions(Record, frozen=True):
    """What may be added to an article."""

    articles: tuple[Card, ...]
    """Published ones that its text does not lead to yet, the nearest first."""
    tags: tuple[str, ...]
    """Tags of several of these that it has not, the most frequent first."""


class Place(Record, frozen=True):
    """An article in Artikel Terkait, and why it is there."""

    url: str
    why: tuple[Sentence, ...]


def suggestions(archive: Archive, doc: int) -> Suggestions:
    """Return what may be added to an article, published or not."""
    answer = related_to(archive, doc, _NEAR, END)
    near = answer.value.close
    carried = [row.labels.tags for row in archive.cards(answer.seqs[: len(near)])]
    own = {slugify(tag) for tag in archive.article(doc).matter.tags}
    # Each in the spelling of the nearest article that has it.
    spellings = {slugify(tag): tag for tags in reversed(carried) for tag in tags}
    counts = Counter(slug for tags in carried for slug in dict.fromkeys(map(slugify, tags)) if slug not in own)
    tags = [spellings[slug] for slug, number in counts.most_common(_TAGS) if number > 1]
    return Suggestions(tuple(near[:_ARTICLES]), tuple(tags))


def places(archive: Archive, doc: int, count: int, upto: int) -> list[Place]:
    """Return why each article stands in the Artikel Terkait of another one; see `related_to`."""
    answer = related_to(archive, doc, count, upto)
    article = archive.article(doc)
    pins = {found[1] for link in article.matter.related if (found := archive.published(link_key(link))) is not None}
    close = len(answer.seqs) - answer.fills
    # As an editor knows them, by the numbers that they are compared by.
    words = {keywords.term(word.root): word.root for word in keywords.keywords(article)}
    words |= {keywords.tag_term(tag): f"#{tag}" for tag in article.matter.tags}
    seq = archive.seq_of(doc)
    shown = []
    for place, (other, card) in enumerate(zip(answer.seqs, answer.value, strict=True)):
        because = [_PINNED] if other in pins else [_FILLS] if place >= close else []
        because += _alike(archive.traits.get(seq), archive.traits.get(other), words)
        shown.append(Place(card.url, (*because, _distance(seq, other))))
    return shown


def _alike(own: Candidate, other: Candidate, words: Mapping[int, str]) -> Iterator[Sentence]:
    """Yield what two articles have in common; `words` are those of the first one, by their terms."""
    shared = [words[term] for term in own.terms.weights if term in other.terms.weights and term in words]
    if shared:
        more = ", …" if len(shared) > _SHOWN else ""
        listed = f"{', '.join(shared[:_SHOWN])}{more}"
        yield counted("{count} word: {words}", "{count} words: {words}", len(shared), words=listed)
    if own.region and own.region == other.region:
        yield sentence("same region")
    if own.kanal == other.kanal:
        yield sentence("same kanal")


def _distance(seq: int, other: int) -> Sentence:
    """Return how long before or after an article another one was published."""
    days = seconds_between(seq, other) // 86400
    if not days:
        return sentence("the same day")
    if other < seq:
        return counted("{count} day before", "{count} days before", days)
    return counted("{count} day after", "{count} days after", days)
