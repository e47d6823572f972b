"""What the files of the search's index hold: terms, spellings, and the articles as results show them."""

from __future__ import annotations

from generator.base.digest import digest, hasher
from generator.base.sentences import sentence
from generator.base.text import slugify
from generator.base.timestamps import Stamp
from generator.model.cards import Picture
from generator.model.codec import encode
from generator.model.index_entry import byline_slugs
from generator.model.lookup_keys import count_key, person_key
from generator.model.page import Status
from generator.model.records import Profile, Record
from generator.queries.answers import Answer, of_value, query
from generator.queries.archive import Archive
from generator.store import words
from generator.store.dependencies import Read, of_key
from generator.store.names import People
from generator.store.words import ROWS, WORDS


@query(sentence("the words of the articles that it finds differ"))
def postings(archive: Archive, lo: int, hi: int, number: int, of: int) -> Answer[None]:
    """Tell what file `number` of `of` files of terms holds from anything else; `Inverted.terms` has it.

    Answers are kept, and a segment is too large for that.
    """
    known, (found, chosen) = hasher(), archive.inverted.terms(lo, hi, number, of)
    for term in chosen:
        posting = found[term]
        known.update(b"%s\0%d\0" % (term, len(posting.marks)))
        known.update(memoryview(posting.documents))  # type: ignore[arg-type]
        known.update(posting.marks)
    return Answer(None, known.digest(), (_of_words(archive, lo, hi),))


@query(sentence("the words that it knows differ"))
def spellings(archive: Archive, lo: int, hi: int, number: int, of: int, shards: int) -> Answer[None]:
    """Tell the same of file `number` of `of` files of spellings, of a segment with `shards` files of terms."""
    counts, chosen = archive.inverted.spellings(lo, hi, number, of, shards)
    known = digest(encode([(word, counts[word]) for word in chosen]))
    return Answer(None, known, (_of_words(archive, lo, hi),))


def _of_words(archive: Archive, lo: int, hi: int) -> Read:
    return archive.group(*WORDS), lo, hi


class Found(Record, frozen=True):
    """An article as results show it."""

    url: str
    title: str
    stamp: Stamp
    category: str
    type: str
    summary: str
    photo: Picture | None = None
    authors: tuple[str, ...] = ()
    withdrawn: bool = False


@query(sentence("the articles that results of the search show differ"))
def found(archive: Archive, lo: int, hi: int) -> Answer[list[Found]]:
    """Return the articles from seq `lo` to `hi`, oldest first; withdrawn ones with their notice."""
    rows = words.docs_between(archive.store, lo, hi)
    cards = iter(archive.cards(seq for seq, _, state in rows if state == Status.SHOWN))
    reads: dict[Read, None] = {(archive.group(*ROWS), lo, hi): None}
    articles = []
    for _, doc, state in rows:
        if state != Status.SHOWN:
            articles.append(_withdrawn(archive, doc))
            continue
        row = next(cards)
        card = row.card
        reads |= dict.fromkeys(of_key(person_key(slugify(name))) for name in row.labels.authors)
        authors = tuple(archive.person(name).name for name in row.labels.authors)
        articles.append(
            Found(card.url, card.title, card.stamp, card.category, card.type, card.summary, card.photo, authors)
        )
    return of_value(articles, reads)


def _withdrawn(archive: Archive, doc: int) -> Found:
    article = archive.article(doc)
    matter = article.matter
    notice = matter.retracted.text if matter.retracted else ""
    return Found(article.url, matter.title, matter.stamp, matter.category, matter.type, notice, withdrawn=True)


def _slugs(people: People, profile: Profile) -> list[str]:
    """Return the slugs of all names that mean a person in a byline."""
    return [slug for slug in dict.fromkeys(byline_slugs(profile)) if people.slug(slug) == profile.slug]


@query(sentence("the people with a profile differ"))
def people(archive: Archive) -> Answer[list[tuple[str, str, str]]]:
    """Return everybody with a profile, by name: name, address, and with commas the slugs of the names in bylines."""
    people, url = archive.people, archive.site.paths.author_url
    listed = [
        (profile.name, url(profile.slug), ",".join(_slugs(people, profile)))
        for profile in sorted(people.profiles.values(), key=lambda profile: (profile.name, profile.slug))
    ]
    return of_value(listed, [of_key(count_key("standing"))])
