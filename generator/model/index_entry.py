"""What the index needs to know of a document, computed when the document is parsed.

The names and links of a document are keys (see `model.lookup_keys`). `media_url` is the address of pictures kept
outside content/; empty otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.base.digest import key
from generator.base.text import lead, slugify
from generator.model import related
from generator.model.cards import Card, Labels, Picture
from generator.model.codec import decode_card, encode_card
from generator.model.front import Front
from generator.model.lookup_keys import (
    FRAGMENTS,
    answered_key,
    file_key,
    followed_key,
    id_key,
    link_key,
    link_keys,
    person_key,
    query_key,
    relative_path_key,
    slug_key,
    unexplained_bylines,
    unexplained_initials,
    url_key,
)
from generator.model.page import Exact, OwnPage
from generator.model.records import (
    ARTICLE_TYPES,
    Advertisement,
    Article,
    Body,
    Link,
    Matter,
    Profile,
    Record,
    Standing,
    Topic,
)
from generator.model.urls import (
    LEDGERS,
    folder_url,
    line_of,
    list_url,
    live_url,
    output_path,
    page_url,
    part_url,
    picture_url,
    target_url,
)
from generator.model.variants import Way, point, way_of
from generator.model.words_of_articles import words_of


class Showing(Record, frozen=True):
    """A picture of the site, and one way it is shown."""

    key: int
    way: Way
    focus: str = ""
    """Where the eye rests in a cut, as CSS object-position, in whole steps (see `variants.point`)."""


class Facts(Record, frozen=True):
    """What the index needs to know of a document."""

    names: tuple[int, ...]
    links: tuple[int, ...]
    """Keys it refers to, ascending."""
    epoch: int = 0
    """For an article: seconds since 1970. For a topic: from when on articles have its box."""
    expires: int = 0
    """In seconds since 1970; 0 for never."""
    ends: int = 0
    """When a live report does, in seconds since 1970; 0 for any other article."""
    draft: bool = False
    held: bool = False
    """Whether it stays unpublished because of errors."""
    retracted: bool = False
    ended: bool = False
    own_card: bytes = b""
    """The packed card of an article from its file alone; the index, which knows all pictures, adds their sizes."""
    traits: bytes = b""
    photo: str = ""
    """Address of its lead picture or a person's photo, if that is a file of the site."""
    groups: tuple[tuple[str, str], ...] = ()
    pages: tuple[OwnPage, ...] = ()
    showings: tuple[Showing, ...] = ()
    chooses: bool = False
    """Whether it names articles itself: related or unrelated ones, a pinned one, those of a front page."""
    choice: int = 0
    """Stands for everything else of an article that decides its Artikel Terkait (see `_choice`); of a topic, for what
    its box says, and 0 if it has none."""
    queries: tuple[str, ...] = ()
    url: str = ""
    """Its own address, if it has old ones with queries; empty for a person, whose address site.yaml decides."""
    entries: tuple[tuple[str, int], ...] = ()
    """Its ledger entries, oldest first: slug of the ledger, and time in seconds since 1970."""
    earlier: tuple[int, ...] = ()
    """Keys of links to articles whose pages link back: the one it follows, and those its corrections link to."""
    sequel_to: tuple[int, ...] = ()
    """The keys by which those articles find it."""
    faulty: bool = False
    """Whether it is named like a picture but cannot be shown as one."""
    words: bytes = b""
    """What an article is found by, for the store; empty where nobody asks, and for one that is gone."""


def of_text(record: Article | Profile | Standing | Advertisement, media_url: str, *, search: bool = False) -> Facts:
    if isinstance(record, Article):
        return of_article(record, media_url, search=search)
    if isinstance(record, Advertisement):
        return of_advertisement(record, media_url)
    if isinstance(record, Topic):
        return of_topic(record, media_url)
    return of_profile(record, media_url) if isinstance(record, Profile) else of_standing(record, media_url)


def of_advertisement(shown: Advertisement, media_url: str) -> Facts:
    """Return the facts of an advertisement, which has no page of its own."""
    links = _links(shown.body, media_url)
    return Facts((file_key(shown.path),), tuple(sorted(links)), showings=tuple(_showings(shown.body, media_url)))


def of_profile(profile: Profile, media_url: str) -> Facts:
    names = [file_key(profile.path), *map(person_key, byline_slugs(profile))]
    names += map(url_key, profile.aliases)
    own = tuple(map(query_key, profile.queries))
    links = _links(profile.body, media_url).union(own)
    photo = profile.photo if profile.photo.startswith("/") and not media_url else ""
    if photo:
        links.add(url_key(photo))
    return Facts(
        tuple(dict.fromkeys((*names, *own))), tuple(sorted(links)), photo=photo,
        pages=tuple(_aliases(profile.aliases, "alias")), showings=tuple(_showings(profile.body, media_url)),
        queries=profile.queries,
    )  # fmt: skip


def of_standing(page: Standing, media_url: str) -> Facts:
    url = folder_url(page.slug)
    own = tuple(map(query_key, page.queries))
    return Facts(
        tuple(dict.fromkeys((file_key(page.path), url_key(url), *map(url_key, page.aliases), *own))),
        tuple(sorted(_links(page.body, media_url).union(own))),
        pages=(OwnPage(output_path(url), "standing"), *_aliases(page.aliases, "alias", url)),
        queries=page.queries,
        url=url if page.queries else "",
        showings=tuple(_showings(page.body, media_url)),
    )


def of_topic(topic: Topic, media_url: str) -> Facts:
    own = tuple(map(query_key, topic.queries))
    pinned = [topic.pinned] if topic.pinned else []
    links = _links(topic.body, media_url) | _link_keys(pinned)
    showings = _showings(topic.body, media_url)
    if topic.photo is not None and topic.photo.src.startswith("/") and not media_url:
        key = url_key(topic.photo.src)
        links.add(key)
        showings.append(Showing(key, "whole"))
    return Facts(
        tuple(dict.fromkeys((file_key(topic.path), *map(url_key, topic.aliases), *own))),
        tuple(sorted(links.union(own))),
        pages=tuple(_aliases(topic.aliases, "alias")),
        queries=topic.queries,
        showings=tuple(dict.fromkeys(showings)),
        chooses=bool(pinned),
        epoch=topic.since.epoch if topic.since else 0,
        choice=_box(topic) if topic.since else 0,
    )


def _box(topic: Topic) -> int:
    """Return a number that changes with anything that articles show of a topic."""
    parts = (topic.title, topic.summary, topic.pinned.target if topic.pinned else "", str(topic.since))
    return key("\0".join(parts))


def of_media(path: str, *, faulty: bool = False) -> Facts:
    url = page_url(path)
    return Facts((file_key(path), url_key(url)), (), pages=(OwnPage(path, "media"),), faulty=faulty)


def of_front(front: Front) -> Facts:
    return Facts(
        (file_key(front.path),),
        tuple(sorted(_link_keys([*(pin.link for pin in front.pins), *front.strip]))),
        chooses=True,
    )


def of_article(article: Article, media_url: str, *, search: bool = False) -> Facts:
    """Return the facts of an article; those that only a search asks for with `search`."""
    matter = article.matter
    links = _links(article.body, media_url)
    # It also refers to its own id and queries, so that a second document with one makes both references ambiguous.
    own = [*map(query_key, matter.queries), *([id_key(matter.id)] if matter.id else [])]
    links.update(own)
    links.update(person_key(slugify(name)) for name in unexplained_initials(article))
    links.update(person_key(slugify(name)) for name, _ in unexplained_bylines(article))
    photo = ""
    if matter.photo is not None and matter.photo.src.startswith("/") and not media_url:
        photo = matter.photo.src
        links.add(url_key(photo))
    follows = [Link("link", matter.follows)] if matter.follows else []
    corrections = [*correction_links(matter)]
    links |= _link_keys([*corrections, *matter.related, *matter.unrelated, *follows])
    followed = [*map(link_key, follows)]
    answered = [*map(link_key, corrections)] if matter.retracted is None else []
    labels = Labels(matter.tags, matter.authors)
    card = _card(article, media_url)
    return Facts(
        names=tuple(dict.fromkeys((*own_keys(article), *own))), links=tuple(sorted(links)), epoch=matter.stamp.epoch,
        expires=matter.expires, ends=max(matter.live_until.epoch, 1) if matter.live_until else 0, draft=matter.draft,
        held=matter.held, retracted=matter.retracted is not None,
        ended=matter.ended is not None, own_card=encode_card(card, labels),
        traits=related.pack(related.traits(article)), photo=photo,
        groups=groups_of(card, labels), pages=tuple(_pages(article)),
        showings=_article_showings(article, photo, media_url),
        chooses=bool(matter.related or matter.unrelated), choice=_choice(article),
        queries=matter.queries, url=article.url if matter.queries else "",
        entries=_entries(matter), earlier=(*followed, *answered),
        sequel_to=tuple(dict.fromkeys((*map(followed_key, followed), *map(answered_key, answered)))),
        words=words_of(article) if search else b"",
    )  # fmt: skip


def as_of(article: Facts, now: int) -> Facts:
    """Return the facts of an article at a time: a live report that has ended is ordinary news."""
    if not 0 < article.ends <= now:
        return article
    card, labels, _ = decode_card(article.own_card)
    card = replace(card, type=ARTICLE_TYPES[0])
    return replace(article, own_card=encode_card(card, labels), groups=groups_of(card, labels))


def _choice(article: Article) -> int:
    """Return a number that changes when the article names other articles as related, unrelated or followed."""
    matter = article.matter
    links = sorted({link.target for link in article.body.links if link.kind != "image"})
    related, unrelated = ([link.target for link in some] for some in (matter.related, matter.unrelated))
    return key("\0\0".join("\0".join(targets) for targets in ([matter.follows], related, unrelated, links)))


def own_keys(article: Article) -> tuple[int, ...]:
    urls = [article.url, *article.matter.aliases]
    if target_url(article.url) != article.url:
        # Links are looked up by another key than that of the address or the file.
        urls += map(target_url, part_urls(article))
    return (file_key(article.path), slug_key(article.matter.slug), *map(url_key, urls))


def _entries(matter: Matter) -> tuple[tuple[str, int], ...]:
    """Return an article's ledger entries; the corrections of a withdrawn or gone article are no longer shown."""
    corrections, withdrawals = LEDGERS
    if matter.ended is not None:
        return ()
    if matter.retracted is not None:
        return ((withdrawals, matter.retracted.stamp.epoch),)
    return tuple((corrections, correction.stamp.epoch) for correction in reversed(matter.corrections))


def groups_of(card: Card, labels: Labels) -> tuple[tuple[str, str], ...]:
    """Return kind and slug of an article's groups; an author's slug is that of the name as written.

    Ordinary news has no group of its type, which would contain nearly the whole archive.
    """
    groups = [("all", ""), *(("kanal", slug) for slug in line_of(card.category))]
    groups += [("tag", slugify(tag)) for tag in labels.tags]
    groups += [("author", slug) for slug in map(slugify, labels.authors) if slug]
    if card.place:
        groups += [("region", slug) for slug in line_of(card.place)]
    if card.type != ARTICLE_TYPES[0]:
        groups.append(("type", card.type))
    return tuple(dict.fromkeys(groups))


def byline_slugs(profile: Profile) -> Iterator[str]:
    """Yield the slugs of all names that a byline may use for a person; there may be duplicates."""
    yield profile.slug
    for name in (profile.name, profile.initials):
        if slug := slugify(name):
            yield slug


def correction_links(matter: Matter) -> Iterator[Link]:
    """Yield the links of an article's corrections that lead to this site."""
    for correction in matter.corrections:
        if correction.link.startswith("/"):
            yield Link("link", correction.link, line=correction.line, column=correction.column)


def _card(article: Article, media_url: str) -> Card:
    matter = article.matter
    picture = None
    if matter.photo is not None:
        src = matter.photo.src
        if src.startswith("/") and media_url:
            src = media_url + src
        # A card's picture stands next to its headline, so it needs no alt text of its own.
        url = src if "://" in src else picture_url(src)
        picture = Picture(url, focus=matter.photo.focus, fit=matter.photo.fit, artificial=bool(matter.photo.ai))
    return Card(
        path=article.path, url=article.url, title=matter.title, stamp=matter.stamp, category=matter.category,
        type=matter.type, summary=matter.summary or lead(article.body.lead), photo=picture,
        region=matter.region, updated=matter.updated, whole=part_url(article.url, 0) if article.is_split else "",
        place=matter.place,
        corrected=matter.corrections[0].stamp if matter.corrections else None,
    )  # fmt: skip


def _links(body: Body, media_url: str) -> set[int]:
    keys = _link_keys(link for link in body.links if not (media_url and link.kind == "image"))
    return keys.union(map(relative_path_key, body.probed_paths))


def _link_keys(links: Iterable[Link]) -> set[int]:
    """Return the keys of what links refer to, plus `FRAGMENTS` if any has a fragment.

    Which numbered pages exist depends on the list.
    """
    keys: set[int] = set()
    for link in links:
        keys.update(link_keys(link))
        if listed := list_url(target_url(link.target)):
            keys.add(url_key(listed))
        if "#" in link.target:
            keys.add(FRAGMENTS)
    return keys


def _showings(body: Body, media_url: str) -> list[Showing]:
    keys = {link_key(link) for link in body.links if link.kind == "image" and not media_url}
    return [Showing(key, "whole") for key in sorted(keys)]


def _article_showings(article: Article, photo: str, media_url: str) -> tuple[Showing, ...]:
    matter = article.matter
    if matter.is_over:
        return ()
    showings = _showings(article.body, media_url)
    if photo and matter.photo is not None:
        way = way_of(matter.type, uncut=bool(matter.photo.fit))
        focus = "" if way == "whole" else "{}% {}%".format(*point(matter.photo.focus))
        showings.append(Showing(url_key(photo), way, focus))
    return tuple(dict.fromkeys(showings))


def part_urls(article: Article) -> dict[str, int]:
    """Return the addresses of an article's pages with the number of each, 0 for the one with everything.

    An article that is gone keeps all the addresses that it had.
    """
    count = article.body.pages if article.is_split or article.matter.ended is not None else 1
    numbers = [*range(1, count + 1), *([0] if count > 1 else [])]
    return {part_url(article.url, number): number for number in numbers}


def _pages(article: Article) -> Iterator[OwnPage]:
    kind = "article" if article.matter.ended is None else "gone"
    for url, number in part_urls(article).items():
        yield OwnPage(output_path(url), kind, number=number)
    if article.body.updates and not article.matter.is_over:
        yield OwnPage(output_path(live_url(article.url)), "live")
    yield from _aliases(article.matter.aliases, "redirect", article.url)


def _aliases(aliases: tuple[str, ...], kind: str, own: str = "") -> Iterator[OwnPage]:
    seen = {url_key(own)} if aliases else set[int]()
    for number, alias in enumerate(aliases):
        key = url_key(alias)
        yield OwnPage(output_path(alias), kind, number=number, detail=Exact() if key in seen else None)
        seen.add(key)
