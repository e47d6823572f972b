"""Artikel Terkait: which articles are related, and why; and suggestions for writers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice

from generator.base.digest import digest
from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import slugify
from generator.model import keywords, related
from generator.model.cards import Card
from generator.model.lookup_keys import file_key, link_key
from generator.model.ordinal import END, seconds_between
from generator.model.records import Article, Link, Record
from generator.model.related import Candidate
from generator.model.urls import line_of
from generator.queries.answers import Answer, query
from generator.queries.archive import Archive
from generator.store.dependencies import Read, of_key

_STORY, _PARTS = 6, 3
"""Reports of a running story to follow back in time, and to include for this reason alone."""
_NEWEST = 24
"""Articles of the portal to fill a list from."""


class Related(list[Card]):
    """The cards of Artikel Terkait, best first."""

    def __init__(self, cards: Iterable[Card], fills: int) -> None:
        """Take the cards; the last `fills` share only the region or the kanal, or nothing."""
        super().__init__(cards)
        self.fills = fills

    def __copy__(self) -> Related:
        return Related(self, self.fills)

    @property
    def close(self) -> list[Card]:
        """Those that are about the same subject."""
        return self[: len(self) - self.fills]


@query(sentence("its related articles differ"))
def related_to(archive: Archive, doc: int, count: int, upto: int) -> Answer[Related]:
    """Return the `count` articles most related to one, best first.

    Its pins come first, which may be newer than the horizon, then reports of a running story, then articles with the
    same words; the rest is filled with those that share less, then from its region, its kanal and the portal, newest
    first. Of a series there are two at most.
    """
    article = archive.article(doc)
    if article.matter.retracted is not None:
        # A withdrawn article shows only a notice, and its page is made again when its file changes.
        return Answer(Related((), 0), b"", ())
    seq = archive.seq_of(doc)
    own = archive.traits.get(seq)
    everyone = archive.group("all", "")
    around, (_, low, _) = archive.newest(everyone, seq - 1, related.AROUND)
    # Up to its own seq, which another article of the same second may take over, moving this one.
    reads: list[Read] = [(everyone, low, seq)]
    # The articles that share its terms (see `engine.indexing.postings`), and the article's own choices.
    reads += [(archive.group("candidates", ""), seq, seq), of_key(file_key(article.path))]
    pins = [other for other in _published(archive, article.matter.related, reads) if other != seq][:count]
    # Articles that it excludes, or that its text links to.
    offered = (*article.matter.unrelated, *(link for link in article.body.links if link.kind != "image"))
    excluded = {seq, *pins, *_published(archive, offered, reads)}
    parts = (other for other in _story(archive, article, upto, reads) if other not in excluded)
    story = list(islice(parts, min(_PARTS, count - len(pins))))
    containing = _containing(archive, seq, own, upto, reads)
    values, pool = _shared(containing, seq, own, related.pace(seq, around), upto)
    near = _compared(archive, related.most_shared(pool, excluded.union(story)), (*pins, *story))
    scored = [
        (related.score(own, values, candidate, seconds_between(seq, other)), other)
        for other, candidate in zip(near, archive.traits.load(near), strict=True)
    ]
    best, first = related.choose(scored, seq, count - len(pins) - len(story))
    close = [*pins, *story, *best]
    excluded.update(close)
    fits = _series_limit(archive, close)
    if own.region and len(close) + len(first) < count:
        nearby = containing(own.region)
        _, here = related.rarity(nearby, seq, 1)
        first += reversed(related.nearest(nearby, here, upto))
    others = _fill(archive, first, upto, excluded, article.matter.category, reads)
    fills = list(islice(filter(fits, others), count - len(close)))
    return chosen(archive, tuple(close + fills), len(fills), tuple(dict.fromkeys(reads)))


def chosen(archive: Archive, seqs: tuple[int, ...], fills: int, reads: tuple[Read, ...]) -> Answer[Related]:
    """Return the answer that consists of some articles, best first; the last `fills` only fill the list.

    `reads` is what was read to choose them, not to show them.
    """
    rows = archive.cards(seqs)
    answer = digest(b"".join(row.digest for row in rows) + bytes((fills,)))
    return Answer(Related([row.card for row in rows], fills), answer, reads, seqs, fills)


def _containing(archive: Archive, seq: int, own: Candidate, upto: int, reads: list[Read]) -> Callable[[int], list[int]]:
    """Return a function from a term to the articles around one that contain it, oldest first.

    Paid articles are not found by terms, so no change of another article could touch their pages. They are compared
    only with the last articles of the portal, a range that can be recorded.
    """
    if not own.paid:
        return partial(archive.containing, seq)
    newest, read = archive.newest(archive.group("all", ""), upto, related.AROUND)
    # Their content as well as their order.
    reads += [read, (archive.group("body", ""), *read[1:])]
    found: defaultdict[int, list[int]] = defaultdict(list)
    for other, candidate in zip(reversed(newest), reversed(archive.traits.load(newest)), strict=True):
        for term in related.indexed_terms(candidate):
            found[term].append(other)
    return found.__getitem__


def _shared(
    containing: Callable[[int], list[int]], seq: int, own: Candidate, pace: int, upto: int
) -> tuple[dict[int, int], list[int]]:
    """Return the worth of each of an article's terms, and the articles that share any, once per shared term or more."""
    values: dict[int, int] = {}
    pool: list[int] = []
    for term, weight in own.terms.weights.items():
        others = containing(term)
        worth, here = related.rarity(others, seq, pace)
        value = values[term] = weight * worth
        if times := related.counts(value):
            pool += related.nearest(others, here, upto) * times
    return values, pool


def _series_limit(archive: Archive, listed: Iterable[int]) -> Callable[[int], bool]:
    """Return a function from a seq that comes after those listed, to whether its series has a place for it."""
    counts = Counter(candidate.series for candidate in archive.traits.load(listed))

    def fits(other: int) -> bool:
        series = archive.traits.get(other).series
        counts[series] += 1
        return counts[series] <= related.OF_SERIES

    return fits


def _compared(archive: Archive, ranking: list[int], listed: Iterable[int]) -> list[int]:
    """Return the first candidates of a ranking, as many of each series as have a place after those listed."""
    archive.traits.load(ranking[: related.COMPARED])
    return list(islice(filter(_series_limit(archive, listed), ranking), related.COMPARED))


def _published(archive: Archive, links: Iterable[Link], reads: list[Read]) -> Iterator[int]:
    """Yield the seqs of the published articles that links lead to, without duplicates, and record the keys read."""
    for key in dict.fromkeys(map(link_key, links)):
        reads.append(of_key(key))
        if (found := archive.published(key)) is not None:
            yield found[1]


def _story(archive: Archive, article: Article, upto: int, reads: list[Read]) -> Iterator[int]:
    """Yield the seqs of the reports that an article continues, last first."""
    seen: set[int] = set()
    while article.matter.follows and len(seen) < _STORY:
        key = link_key(Link("link", article.matter.follows))
        reads.append(of_key(key))
        found = archive.published(key)
        if found is None or found[0] in seen:
            return
        doc, seq = found
        seen.add(doc)
        if seq <= upto:
            yield seq
        article = archive.article(doc)


def _fill(
    archive: Archive, first: Iterable[int], upto: int, excluded: set[int], kanal: str, reads: list[Read]
) -> Iterator[int]:
    """Yield the `first`, then articles of the kanal, then of the portal, both newest first.

    They are added to `excluded`, and what was read to `reads`.
    """
    for other in first:
        if other not in excluded:
            excluded.add(other)
            yield other
    for group in (*(archive.group("kanal", slug) for slug in line_of(kanal)[::-1]), archive.group("all", "")):
        newest, read = archive.newest(group, upto, _NEWEST)
        reads.append(read)
        for other, candidate in zip(newest, archive.traits.load(newest), strict=True):
            if other not in excluded and not candidate.paid:
                excluded.add(other)
                yield other


_NEAR, _ARTICLES, _TAGS = 6, 3, 5
"""Articles examined for tags, and the most suggested articles and tags."""
_SHOWN = 6
"""The most words named."""
_PINNED, _FILLS = sentence("pinned by related"), sentence("fills the list")


class Suggestions(Record, frozen=True):
    """Suggested additions to an article."""

    articles: tuple[Card, ...]
    """Published ones that its text does not link to, nearest first."""
    tags: tuple[str, ...]
    """Tags of several of these that it lacks, most frequent first."""


class Place(Record, frozen=True):
    """An article in Artikel Terkait, and why it is there."""

    url: str
    why: tuple[Sentence, ...]


def suggestions(archive: Archive, doc: int) -> Suggestions:
    """Return suggested additions to an article, published or not."""
    answer = related_to(archive, doc, _NEAR, END)
    near = answer.value.close
    carried = [row.labels.tags for row in archive.cards(answer.seqs[: len(near)])]
    own = {slugify(tag) for tag in archive.article(doc).matter.tags}
    # Spelled as in the nearest article with it.
    spellings = {slugify(tag): tag for tags in reversed(carried) for tag in tags}
    counts = Counter(slug for tags in carried for slug in dict.fromkeys(map(slugify, tags)) if slug not in own)
    tags = [spellings[slug] for slug, number in counts.most_common(_TAGS) if number > 1]
    return Suggestions(tuple(near[:_ARTICLES]), tuple(tags))


def places(archive: Archive, doc: int, count: int, upto: int) -> list[Place]:
    """Return why each article is in the Artikel Terkait of another one; see `related_to`."""
    answer = related_to(archive, doc, count, upto)
    article = archive.article(doc)
    pins = {found[1] for link in article.matter.related if (found := archive.published(link_key(link))) is not None}
    close = len(answer.seqs) - answer.fills
    # In readable form, by the numbers used for comparing.
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
    """Yield what two articles have in common; `words` are those of the first, by term."""
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
