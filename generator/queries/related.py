"""Artikel Terkait: which articles are related to one, and why; and what a writer may want to add."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from generator.base.digest import digest
from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import slugify
from generator.model import keywords, related
from generator.model.lookup_keys import file_key, link_key
from generator.model.ordinal import END, seconds_between
from generator.model.records import Article, Card, Link, Record
from generator.model.related import Candidate
from generator.queries.answers import Answer
from generator.queries.archive import Archive
from generator.store.dependencies import Read, of_key

_STORY, _PARTS = 6, 3
"""Reports of a running story that are looked at, back in time, and that may stand in the list for this alone."""
_NEWEST = 24
"""Articles of the portal from which a list is filled in the end."""


class Related(list[Card]):
    """The cards of Artikel Terkait, the best first."""

    def __init__(self, cards: Iterable[Card], fills: int) -> None:
        """Take the cards, of which the last `fills` have the region or the kanal in common and nothing else."""
        super().__init__(cards)
        self.fills = fills

    def __copy__(self) -> Related:
        return Related(self, self.fills)

    @property
    def close(self) -> list[Card]:
        """Those that are about the same thing."""
        return self[: len(self) - self.fills]


def related_to(archive: Archive, doc: int, count: int, upto: int) -> Answer[Related]:
    """Return the `count` articles that are most related to one, the best first.

    Its pins come first, which may be newer than the horizon, then reports of a running story and articles with the same
    words; what is missing is filled from its region, its kanal and the portal, newest first.
    """
    article = archive.article(doc)
    if article.matter.retracted is not None:
        # The notice of a withdrawn article; its page is made again when its file says otherwise.
        return Answer(Related((), 0), b"", ())
    seq = archive.seq_of(doc)
    own = archive.traits.get(seq)
    everyone = archive.group("all", "")
    around, (_, low, _) = archive.newest(everyone, seq - 1, related.AROUND)
    # To its own place: another article of its second may take that, and is before it then.
    reads: list[Read] = [(everyone, low, seq)]
    # Who shares its terms (see `engine.indexing.postings`), and what the article itself says of the list.
    reads += [(archive.group("candidates", ""), seq, seq), of_key(file_key(article.path))]
    pins = [other for other in _published(archive, article.matter.related, reads) if other != seq][:count]
    # What it forbids, and what its text leads to already.
    offered = (*article.matter.unrelated, *(link for link in article.body.links if link.kind != "image"))
    excluded = {seq, *pins, *_published(archive, offered, reads)}
    parts = (other for other in _story(archive, article, upto, reads) if other not in excluded)
    story = list(islice(parts, min(_PARTS, count - len(pins))))
    containing = _containing(archive, seq, own, upto, reads)
    values, pool = _shared(containing, seq, own, related.pace(seq, around), upto)
    near = related.most_shared(pool, excluded.union(story))
    scored = [
        (related.score(own, values, candidate, seconds_between(seq, other)), other)
        for other, candidate in zip(near, archive.traits.load(near), strict=True)
    ]
    close = [*pins, *story, *related.choose(scored, seq, count - len(pins) - len(story))]
    excluded.update(close)
    nearby: Sequence[int] = ()
    if own.region and len(close) < count:
        others = containing(own.region)
        worth, here = related.rarity(others, seq, 1)
        nearby = related.nearest(others, here, worth, upto)
    fills = list(islice(_fill(archive, nearby, upto, excluded, article.matter.category, reads), count - len(close)))
    return chosen(archive, tuple(close + fills), len(fills), tuple(dict.fromkeys(reads)))


def chosen(archive: Archive, seqs: tuple[int, ...], fills: int, reads: tuple[Read, ...]) -> Answer[Related]:
    """Return the answer that consists of some articles, the best first, of which the last `fills` only fill the list.

    `reads` is what was read to choose them; it need not say how they look.
    """
    rows = archive.cards(seqs)
    answer = digest(b"".join(row.digest for row in rows) + bytes((fills,)))
    return Answer(Related([row.card for row in rows], fills), answer, reads, seqs, fills)


def _containing(archive: Archive, seq: int, own: Candidate, upto: int, reads: list[Read]) -> Callable[[int], list[int]]:
    """Return a function from a term to the articles that contain it, those around an article at least, oldest first.

    Nobody finds a paid article by its terms, so none that comes or goes could tell its page. It is compared with the
    last ones of the portal alone, which are a range that can be read.
    """
    if not own.paid:
        return partial(archive.containing, seq)
    newest, read = archive.newest(archive.group("all", ""), upto, related.AROUND)
    # What they say as well as who they are.
    reads += [read, (archive.group("body", ""), *read[1:])]
    found: defaultdict[int, list[int]] = defaultdict(list)
    for other, candidate in zip(reversed(newest), reversed(archive.traits.load(newest)), strict=True):
        for term in related.indexed_terms(candidate):
            found[term].append(other)
    return found.__getitem__


def _shared(
    containing: Callable[[int], list[int]], seq: int, own: Candidate, pace: int, upto: int
) -> tuple[dict[int, int], list[int]]:
    """Return what each term of an article is worth, and who shares some, as often as they do."""
    values: dict[int, int] = {}
    pool: list[int] = []
    for term, weight in own.terms.weights.items():
        others = containing(term)
        worth, here = related.rarity(others, seq, pace)
        value = values[term] = weight * worth
        # What is everywhere finds nobody.
        if value >= related.SHARE:
            pool += related.nearest(others, here, worth, upto) * (value // related.SHARE)
    return values, pool


def _published(archive: Archive, links: Iterable[Link], reads: list[Read]) -> Iterator[int]:
    """Yield the seqs of the published articles that links lead to, each once, and note the keys that were read."""
    for key in dict.fromkeys(map(link_key, links)):
        reads.append(of_key(key))
        if (found := archive.published(key)) is not None:
            yield found[1]


def _story(archive: Archive, article: Article, upto: int, reads: list[Read]) -> Iterator[int]:
    """Yield the seqs of the reports that an article continues, the last one first."""
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
    archive: Archive, nearby: Sequence[int], upto: int, excluded: set[int], kanal: str, reads: list[Read]
) -> Iterator[int]:
    """Yield articles of the same region, then of the same kanal, then of the portal, each time the newest first.

    Those that are yielded are added to `excluded`, and what was read to `reads`.
    """
    for other in reversed(nearby):
        if other not in excluded:
            excluded.add(other)
            yield other
    for group in (archive.group("kanal", kanal), archive.group("all", "")):
        newest, read = archive.newest(group, upto, _NEWEST)
        reads.append(read)
        for other, candidate in zip(newest, archive.traits.load(newest), strict=True):
            if other not in excluded and not candidate.paid:
                excluded.add(other)
                yield other


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
