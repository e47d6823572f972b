"""What a writer may be glad of: articles for a Baca Juga box, tags, and why something stands in Artikel Terkait."""

from __future__ import annotations

from collections import Counter

from generator.base.text import slugify
from generator.portal import telling
from generator.portal.keys import link_key
from generator.portal.records import Article, Card, Record
from generator.portal.seq import END, SHIFT
from generator.queries.archive import Archive
from generator.queries.related import related_to

_NEAR, _ARTICLES, _TAGS = 6, 3, 5
"""Articles that are looked at for tags, and suggestions at most."""
_SHOWN = 6
"""Words that are named."""


class Suggestions(Record, frozen=True):
    """What may be added to an article."""

    articles: tuple[Card, ...]
    """Published ones that its text does not lead to yet, the nearest first."""
    tags: tuple[str, ...]
    """Tags of several of these that it has not, the most frequent first."""


class Place(Record, frozen=True):
    """An article in Artikel Terkait, and why it is there."""

    url: str
    why: str
    """In English."""


def suggestions(archive: Archive, doc: int) -> Suggestions:
    """Return what may be added to an article, published or not."""
    near = related_to(archive, doc, _NEAR, END).value.close
    own = {slugify(tag) for tag in archive.article(doc).matter.tags}
    # Each in the spelling of the nearest article that has it.
    spellings = {slugify(tag): tag for card in reversed(near) for tag in card.tags}
    counts = Counter(slug for card in near for slug in dict.fromkeys(map(slugify, card.tags)) if slug not in own)
    tags = [spellings[slug] for slug, number in counts.most_common(_TAGS) if number > 1]
    return Suggestions(tuple(near[:_ARTICLES]), tuple(tags))


def places(archive: Archive, doc: int, count: int, upto: int) -> list[Place]:
    """Return why each article stands in the Artikel Terkait of another one; see `related_to`."""
    answer = related_to(archive, doc, count, upto)
    article = archive.article(doc)
    seq = archive.seq_of(doc)
    pins = {target.seq for link in article.matter.related if (target := archive.target(link_key(link))) is not None}
    close = len(answer.seqs) - answer.fills
    return [
        Place(card.url, _why(archive, article, seq, other, pinned=other in pins, fills=place >= close))
        for place, (other, card) in enumerate(zip(answer.seqs, answer.value, strict=True))
    ]


def _why(archive: Archive, article: Article, seq: int, other: int, *, pinned: bool, fills: bool) -> str:
    """Return why an article stands in the list of another one.

    Args:
        archive: the archive.
        article: the article whose list it is.
        seq: its seq.
        other: seq of the article in the list.
        pinned: whether `related` names it.
        fills: whether it is there because nothing nearer was left.

    """
    names = {telling.term(word): word for word, _ in telling.telling(article)}
    names |= {telling.term(f"#{slugify(tag)}"): f"#{tag}" for tag in article.matter.tags}
    own, candidate = archive.traits.get(seq), archive.traits.get(other)
    words = [names[term] for term in own.weights if term in candidate.weights and term in names]
    said = "pinned by related" if pinned else "fills the list" if fills else ""
    if words:
        more = ", …" if len(words) > _SHOWN else ""
        said += f"{' · ' if said else ''}{len(words)} word{'s'[: len(words) > 1]}: {', '.join(words[:_SHOWN])}{more}"
    if own.region and own.region == candidate.region:
        said += " · same region"
    if own.kanal == candidate.kanal:
        said += " · same kanal"
    days = (seq - other) // (86400 << SHIFT) if other < seq else -((other - seq) // (86400 << SHIFT))
    when = "the same day" if not days else f"{abs(days)} day{'s'[: abs(days) > 1]} {'before' if days > 0 else 'after'}"
    return f"{said} · {when}".removeprefix(" · ")
