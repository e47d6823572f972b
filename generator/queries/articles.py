"""The newest articles; those of a range, a day, a ledger; and sequels.

Each query takes the archive and plain values, so that a page can record it. A horizon (`upto`) is the highest seq that
an answer may contain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.base import timestamps
from generator.base.digest import digest
from generator.base.sentences import sentence
from generator.base.timestamps import Stamp
from generator.model.cards import Card, Entry, EntryKind, Followed, Sequels
from generator.model.index_entry import own_keys
from generator.model.lookup_keys import answered_key, count_key, file_key, followed_key, group_key, person_key
from generator.model.ordinal import BEGINNING, END
from generator.model.records import ARTICLE_TYPES, Article
from generator.queries.answers import Answer, of_value, query
from generator.queries.archive import Archive
from generator.queries.names import boxed
from generator.store import groups, names, times
from generator.store.dependencies import Read, of_key
from generator.store.names import Sequel


@query(sentence("the newest articles that it shows differ"))
def latest(archive: Archive, count: int, kind: str, slug: str, upto: int) -> Answer[list[Card]]:
    """Return the newest `count` articles of a group, newest first; of a person by any slug of the name."""
    reads = []
    if kind == "author":
        reads.append(of_key(person_key(slug)))
        slug = archive.people.slug(slug)
    group = archive.group(kind, slug)
    if not group:
        # The first article of a tag, a region or a person makes it.
        return _cards(archive, [], [*reads, of_key(group_key(kind, slug))])
    seqs, read = archive.newest(group, upto, count)
    return _cards(archive, seqs, [*reads, read])


@query(sentence("the most read articles differ"))
def most_read(archive: Archive, count: int) -> Answer[list[Card]]:
    """Return the most read articles of those that are published, the most read one first."""
    reads: list[Read] = [of_key(count_key("views"))]
    seqs: list[int] = []
    for path in times.most_read(archive.store).articles:
        if len(seqs) == count:
            break
        found = archive.published(file_key(path))
        reads.append(of_key(file_key(path)))
        if found is not None:
            seqs.append(found[1])
    return _cards(archive, seqs, reads)


@query(sentence("its list of the newest articles differs"))
def placed(
    archive: Archive, count: int, upto: int, own: str, template: str, variable: str, start: int, length: int
) -> Answer[list[Card]]:
    """Return the newest articles of the portal, shown in a place of their own on a page and nowhere else.

    There is one more than shown, as the page's own may be among them. The arguments after the horizon identify page and
    place for exchanging its text (see `pages.shared`).
    """
    del own, template, variable, start, length
    return latest(archive, count + 1, "all", "", upto)


@query(sentence("the articles of its list differ"))
def span(archive: Archive, group: int, lo: int, hi: int) -> Answer[list[Card]]:
    """Return the articles of a group from seq `lo` to `hi`, newest first."""
    return _cards(archive, archive.between(group, lo, hi)[::-1], [(group, lo, hi)])


@query(sentence("its articles differ"))
def everything(archive: Archive, lo: int, hi: int) -> Answer[list[Card]]:
    """Return all articles from seq `lo` to `hi`, newest first."""
    return span(archive, archive.group("all", ""), lo, hi)


@query(sentence("the articles that it lists differ"))
def stretch(archive: Archive, lo: int, hi: int, start: int, count: int) -> Answer[list[Card]]:
    """Return `count` articles from seq `lo` to `hi`, oldest first, after skipping `start`.

    The range read includes the skipped articles, which decide the answer, but nothing after the last.
    """
    group = archive.group("all", "")
    seqs = archive.between(group, lo, hi)[start : start + count]
    return _cards(archive, seqs, [(group, lo, seqs[-1] if len(seqs) == count else hi)])


@query(sentence("the newest articles differ"))
def entries(archive: Archive, count: int, kind: str, slug: str, upto: int) -> Answer[list[tuple[Card, Article]]]:
    """Return the newest `count` articles of a group (all, kanal or region) with their bodies, newest first."""
    seqs, read = archive.newest(archive.group(kind, slug), upto, count)
    articles = [(row.card, archive.article(row.doc)) for row in archive.cards(seqs)]
    return of_value(articles, [read, (archive.group("body", ""), *read[1:])])


def _cards(archive: Archive, seqs: Sequence[int], reads: Sequence[Read]) -> Answer[list[Card]]:
    rows = archive.cards(seqs)
    return Answer([row.card for row in rows], digest(b"".join(row.digest for row in rows)), tuple(reads))


@query(sentence("the numbers of articles differ"))
def counts(archive: Archive, start: int, end: int, name: str) -> Answer[list[tuple[int, int]]]:
    """Return each day with articles from `start` until before `end`, and their number, oldest first.

    `name` is that of the count that changes with any of these days, as for `count_key`.
    """
    return of_value(groups.days(archive.store, start, end), [of_key(count_key(name))])


@query(sentence("the months of the archive differ"))
def months(archive: Archive) -> Answer[list[tuple[int, int, int]]]:
    """Return year, month and number of articles of each month with any, oldest first."""
    sums: dict[tuple[int, int], int] = {}
    for number, count in groups.days(archive.store):
        day = timestamps.day_of(number)
        sums[day.year, day.month] = sums.get((day.year, day.month), 0) + count
    return of_value([(year, month, count) for (year, month), count in sums.items()], [of_key(count_key("years"))])


@query(sentence("the days before and after it differ"))
def neighbours(archive: Archive, day: int) -> Answer[tuple[int | None, int | None]]:
    """Return the nearest days with articles before and after a day."""
    before, after = groups.nearest_days(archive.store, day)
    lo, hi = BEGINNING if before is None else before, END if after is None else after
    return of_value((before, after), [(archive.group("days", ""), lo, hi)])


@query(sentence("the entries of its list differ"))
def ledger(archive: Archive, group: int, lo: int, hi: int) -> Answer[list[Entry]]:
    """Return the entries of a ledger from seq `lo` to `hi`, newest first."""
    found = [
        _entry(archive.article(doc), number) for doc, number in groups.entries_between(archive.store, group, lo, hi)
    ]
    return of_value(found, [(group, lo, hi)])


def _entry(article: Article, number: int) -> Entry:
    """Return a ledger entry of an article: its withdrawal, or a correction, numbered from the oldest."""
    if retracted := article.matter.retracted:
        return _made(article, retracted.stamp, "dicabut", retracted.text, retracted.reason)
    correction = article.matter.corrections[-1 - number]
    return _made(article, correction.stamp, correction.kind, correction.text)


def _made(article: Article, stamp: Stamp, of: EntryKind, text: str, reason: str = "") -> Entry:
    matter = article.matter
    return Entry(
        path=article.path, url=article.url, title=matter.title, stamp=stamp, category=matter.category,
        # Whether a live report goes on says nothing of a correction.
        type=ARTICLE_TYPES[0] if matter.live_until else matter.type,
        summary=text, photo=None, region="", updated=None, of=of, reason=reason,
        published=matter.stamp,
    )  # fmt: skip


@query(sentence("the articles that follow it, or the box of a topic, differ"))
def sequels(archive: Archive, doc: int) -> Answer[Sequels]:
    """Return the published articles that continue one, those whose corrections link to it, and its topics.

    A change among them touches the name of the article's file.
    """
    article = archive.article(doc)
    keys = own_keys(article)
    followed, answered = set(map(followed_key, keys)), set(map(answered_key, keys))
    rows = [row for row in names.sequels(archive.store, [*followed, *answered]) if row.doc != doc]
    topics, reads = boxed(archive, article)
    found = Sequels(_followed(archive, rows, followed), _followed(archive, rows, answered), topics)
    return of_value(found, [of_key(file_key(article.path)), *reads])


def _followed(archive: Archive, rows: Iterable[Sequel], keys: set[int]) -> tuple[Followed, ...]:
    """Return the articles among some that have one of some keys."""
    seqs = {row.seq for row in rows if row.key in keys}
    cards = [row.card for row in archive.cards(sorted(seqs))]
    return tuple(Followed(card.title, card.url, card.stamp) for card in cards)
