"""People behind bylines, spellings of tags, targets of links, pictures."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from generator.base.sentences import sentence
from generator.base.text import slugify
from generator.base.timestamps import Stamp
from generator.model.cards import Boxed, Card, Followed, Labels, Person, Picture, Term
from generator.model.codec import decode
from generator.model.lookup_keys import count_key, file_key, link_key, link_keys, person_key, url_key
from generator.model.ordinal import BEGINNING, END, SHIFT, first_ordinal
from generator.model.page import Moved, Status
from generator.model.records import Article, Link, Media, Named, Profile, Standing, Topic
from generator.model.urls import is_bare, page_url, part_url, picture_url, target_url
from generator.model.variants import Use
from generator.queries.answers import Answer, of_value, query
from generator.queries.archive import Archive
from generator.store import documents, groups, pages
from generator.store.dependencies import Read, of_key
from generator.store.pictures import picture_at

_HOT = 2000
"""The most articles that `hot` counts."""


@query(sentence("what is known of its authors and editors differs"))
def person(archive: Archive, name: str) -> Answer[Person]:
    """Return the person of a byline."""
    return of_value(archive.person(name), [of_key(person_key(slugify(name)))])


@query(sentence("what the profile says differs"))
def profile(archive: Archive, slug: str) -> Answer[Profile | None]:
    return of_value(archive.people.profiles.get(slug), [of_key(person_key(slug))])


@query(sentence("what the file of the topic says differs"))
def topic(archive: Archive, slug: str) -> Answer[Topic | None]:
    """Return what a file says of a tag."""
    key = file_key(f"topics/{slug}.md")
    found = archive.target(key)
    return of_value(decode(Topic, archive.record(found.doc)) if found else None, [of_key(key)])


def boxed(archive: Archive, article: Article) -> tuple[tuple[Boxed, ...], list[Read]]:
    """Return the topics of an article's tags that began before it, and what was read for them.

    A topic that changes touches the names of these articles' files, so it is not among what was read.
    """
    found, reads = [], list[Read]()
    for slug in dict.fromkeys(map(slugify, article.matter.tags)) if archive.topics else ():
        if slug not in archive.topics:
            continue
        about: Topic | None = archive.answer(topic, slug).value
        if about is None or about.since is None or article.matter.stamp.epoch < about.since.epoch:
            continue
        name = about.title
        if not name:
            [(name, more)] = _spellings(archive, "tag", [slug])
            reads += more
        pinned: Card | None = None
        if about.pinned is not None:
            first: Answer[Card | None] = archive.answer(report, about.pinned.target)
            pinned = first.value if first.value and first.value.url != article.url else None
            reads += first.reads
        leads = Named(pinned.title, pinned.url) if pinned else None
        found.append(Boxed(name, archive.site.paths.tag_url(slug), about.summary, leads))
    return tuple(found), reads


@query(sentence("the report above its list differs"))
def report(archive: Archive, written: str) -> Answer[Card | None]:
    """Return the article that a link means; None if it is not published."""
    key = link_key(Link("link", written))
    found = archive.published(key)
    return of_value(archive.card(found[1]).card if found else None, [of_key(key)])


@query(sentence("the spelling of the tag differs"))
def tag(archive: Archive, slug: str) -> Answer[str]:
    """Return a tag as its oldest article spells it, so that no newer article can change it."""
    return of_value(*_spellings(archive, "tag", [slug])[0])


@query(sentence("the spelling of the name differs"))
def author(archive: Archive, slug: str) -> Answer[str]:
    """Return an author without a profile as the oldest article spells the name."""
    return of_value(*_spellings(archive, "author", [slug])[0])


def _spellings(archive: Archive, kind: str, slugs: list[str]) -> list[tuple[str, list[Read]]]:
    """Return for each tag or author the spelling of the oldest article, and what was read for it."""
    ids = [archive.group(kind, slug) for slug in slugs]
    oldest = [archive.oldest(group) for group in ids]
    rows = iter(archive.cards(seq for seq in oldest if seq is not None))
    return [
        (slug, [(group, BEGINNING, END)])
        if seq is None
        else (_spelled(archive, kind, slug, next(rows).labels), [(group, BEGINNING, seq)])
        for slug, group, seq in zip(slugs, ids, oldest, strict=True)
    ]


def _spelled(archive: Archive, kind: str, slug: str, labels: Labels) -> str:
    names = labels.tags if kind == "tag" else labels.authors
    own = (name for name in names if slugify(name) == slug or archive.people.slug(slugify(name)) == slug)
    return next(own, slug)


@query(sentence("the tags or authors of an article that it shows differ"))
def labels(archive: Archive, path: str) -> Answer[Labels]:
    """Return tags and authors of the published article in a file; empty if there is none."""
    key = file_key(path)
    found = archive.published(key)
    return of_value(archive.card(found[1]).labels if found else Labels((), ()), [of_key(key)])


@query(sentence("the tags it lists differ"))
def terms(archive: Archive, letter: str) -> Answer[list[Term]]:
    """Return the tags that begin with a letter or digit, by slug, without counts."""
    slugs = groups.tags(archive.store, letter)
    return _terms(archive, [(slug, 0) for slug in slugs], [of_key(count_key(f"terms:{letter}"))])


@query(sentence("the popular tags differ"))
def popular(archive: Archive, count: int) -> Answer[list[Term]]:
    """Return the tags with the most articles, largest first."""
    return _terms(archive, groups.largest_tags(archive.store, count), [of_key(count_key("terms"))])


@query(sentence("the tags of the last days differ"))
def hot(archive: Archive, count: int, days: int) -> Answer[list[Term]]:
    """Return the tags with the most articles in some days up to the newest article, largest first.

    Days are those before the newest article, not before now: without news, no midnight changes the answer. It counts
    no more than `_HOT` articles, so its cost does not grow with a portal's pace either.
    """
    group = archive.group("all", "")
    seqs, _ = archive.newest(group, END, _HOT)
    since = max(seqs[-1], first_ordinal((seqs[0] >> SHIFT) - 86400 * days)) if seqs else BEGINNING
    times: Counter[str] = Counter()
    for row in archive.cards(seq for seq in seqs if seq >= since):
        times.update(dict.fromkeys(filter(None, map(slugify, row.labels.tags)), 1))
    largest = sorted(times.items(), key=lambda item: (-item[1], item[0]))[:count]
    return _terms(archive, largest, [(group, since, END), (archive.group("labels", ""), since, END)])


def _terms(archive: Archive, tags: list[tuple[str, int]], read: list[Read]) -> Answer[list[Term]]:
    reads = [*read]
    named = []
    spellings = _spellings(archive, "tag", [slug for slug, _ in tags])
    for (slug, count), (name, read_for_name) in zip(tags, spellings, strict=True):
        reads += read_for_name
        named.append(Term(name, archive.site.paths.tag_url(slug), count))
    return of_value(named, reads)


@query(sentence("the letters of the tags differ"))
def letters(archive: Archive) -> Answer[list[str]]:
    return of_value(pages.letters(archive.store), [of_key(count_key("letters"))])


@query(sentence("the headline or address behind a link differs"))
def target(archive: Archive, kind: Literal["link", "baca"], written: str) -> Answer[Named | None]:
    """Return headline and address of a link's target, as written; None if it is not published."""
    link = Link(kind, written)
    destination = _destination(archive, link)
    return of_value(destination and destination[0], [of_key(key) for key in link_keys(link)])


@query(sentence("the report that it continues differs"))
def followed(archive: Archive, written: str) -> Answer[Followed | None]:
    """Return the article that another one continues; None if it is not published."""
    link = Link("link", written)
    report = None
    if destination := _destination(archive, link):
        named, stamp = destination
        report = Followed(named.name or named.url, named.url, stamp)
    return of_value(report, [of_key(key) for key in link_keys(link)])


def _destination(archive: Archive, link: Link) -> tuple[Named, Stamp | None] | None:
    """Return headline and address of a link's target, and the time if it is an article."""
    *old, key = link_keys(link)
    fragment = "#" + link.target.partition("#")[2] if "#" in link.target else ""
    document = next(filter(None, map(archive.target, old)), None)
    if document is None:
        # The query is for the page at the address.
        fragment = link.target[len(link.target.partition("#")[0].partition("?")[0]) :]
        document = archive.target(key)
    if document is None:
        planned = pages.at(archive.store, key)
        if planned is None:
            return None
        url = planned.detail.target if isinstance(planned.detail, Moved) else page_url(planned.path)
        return Named("", url if "#" in url else url + fragment), None
    if document.kind == "article" and document.state == Status.SHOWN:
        assert document.seq is not None
        card = archive.card(document.seq).card
        url = _part(card.url, link)
        if card.whole and fragment and url != card.whole:
            anchors = dict(archive.article(document.doc).body.anchors)
            url = part_url(card.url, anchors[fragment[1:]]) if fragment[1:] in anchors else url
        return Named(card.title, url + fragment), card.stamp
    if document.kind == "article":
        if document.state != Status.NOTICE:
            return None
        article = archive.article(document.doc)
        return Named(article.matter.title, _part(article.url, link) + fragment), article.matter.stamp
    if document.kind == "advertisement":
        return None
    record = archive.record(document.doc)
    if document.kind in ("standing", "topic"):
        page = decode(Standing, record)
        return Named(page.title, archive.site.paths.document_url(page.path) + fragment), None
    if document.kind == "profile":
        profile = decode(Profile, record)
        return Named(profile.name, archive.site.paths.author_url(profile.slug) + fragment), None
    return Named("", f"/{decode(Media, record).path}{fragment}"), None


def _part(url: str, link: Link) -> str:
    """Return the page of an article that a link means; if addresses have no slash, those of all its pages are names."""
    meant = target_url(link.target).rstrip("/")
    return meant if is_bare(url) and meant.startswith(f"{url}/") else url


@query(sentence("its pictures differ"))
def picture(archive: Archive, src: str, alt: str) -> Answer[Picture | None]:
    """Return a picture of the site with its size and the address of its variants; None to leave it out."""
    media_url = archive.site.reading.media_url
    if media_url:
        return of_value(Picture(media_url + picture_url(src), alt), [])
    known = picture_at(archive.store, src)
    if known is None:
        return of_value(None, [of_key(url_key(src))])
    of: tuple[Use, ...] = ("whole",) if known.base else ()
    return of_value(msgspec.structs.replace(known, alt=alt, of=of), [of_key(url_key(src))])


def own_url(archive: Archive, doc: int) -> str:
    return archive.site.paths.document_url(documents.path(archive.store, doc))


@query(sentence("the standing pages differ"))
def standing(archive: Archive) -> Answer[list[str]]:
    """Return the addresses of standing pages, people with profiles and topics, by path of their files."""
    paths = documents.paths_of(archive.store, "standing", "profile", "topic")
    urls = [archive.site.paths.document_url(path) for path in paths]
    return of_value(urls, [of_key(count_key("standing"))])
