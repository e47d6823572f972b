"""Keys: numbers that stand for exact names (addresses, files, slugs, people, counts).

Links are looked up by key, and a page that depends on a key is checked when the thing with that key changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.digest import key
from generator.base.text import fold, slugify
from generator.model.page import Exact, OwnPage, Page
from generator.model.records import Article, Link, Matter, Update
from generator.model.urls import page_url, target_url

FRAGMENTS = key("#")
"""Documents that link to fragments of others refer to this key; nothing is named by it."""
_FOLLOWED, _ANSWERED = key("v"), key("k")
"""Turn a key into another one, as well as a digest but faster: each article page needs a dozen."""


def file_key(path: str) -> int:
    return key(f"f:{path}")


def url_key(url: str) -> int:
    return key(f"u:{fold(url)}")


def relative_path_key(path: str) -> int:
    """Return the key of a path in content/ whose existence decides what a text refers to.

    Letter case makes no difference, as in addresses.
    """
    return key(f"b:{fold(path)}")


def id_key(name: str) -> int:
    return key(f"i:{name}")


def query_key(address: str) -> int:
    return key(f"q:{address}")


def slug_key(slug: str) -> int:
    return key(f"s:{slug}")


def followed_key(link: int) -> int:
    """Return the key by which sequels of a report are found, from that of the link to the report."""
    return link ^ _FOLLOWED


def answered_key(link: int) -> int:
    """Return the key of articles whose corrections link to another, from that of the link."""
    return link ^ _ANSWERED


def person_key(name: str) -> int:
    return key(f"p:{name}")


def group_key(kind: str, slug: str) -> int:
    """Return the key of a group that is not there yet."""
    return key(f"g:{kind}:{slug}")


def front_key(kanal: str) -> int:
    """Return the key of what editors want on a kanal's page, or on the home page."""
    return key(f"h:{kanal}")


def count_key(name: str) -> int:
    """Return the key of a count: "years", "y:2024", "m:2024-10", "terms", "terms:a", "terms:ab", "views"."""
    return key(f"c:{name}")


def link_key(link: Link) -> int:
    target = link.target.partition("#")[0].partition("?")[0]
    if link.kind == "image":
        return url_key(f"/{target.strip('/')}")
    if target.endswith(".md"):
        return file_key(target.strip("/").removeprefix("content/"))
    return url_key(target_url(target)) if "/" in target else slug_key(target)


def link_keys(link: Link) -> tuple[int, ...]:
    """Return the keys of everything a link may refer to; with a query, first that of an old address with that query."""
    address = link.target.partition("#")[0]
    if link.kind == "image" or "?" not in address:
        return (link_key(link),)
    return query_key(address), link_key(link)


def page_key(path: str) -> int:
    return url_key(page_url(path))


def key_of(page: Page | OwnPage) -> int:
    """Return the key of a page: of its address, or of its exact spelling if only letter case differs from another's."""
    return spelling_key(page.path) if isinstance(page.detail, Exact) else page_key(page.path)


def spelling_key(path: str) -> int:
    """Return the key of an output file by its exact spelling, if another's address differs only in letter case."""
    return key(f"w:{path}")


def unexplained_initials(article: Article) -> tuple[str, ...]:
    """Return the initials in an article's closing mark, such as ***(LL/SW), that need a profile.

    Initials from the front matter need none, and neither do an author's initials or first name.
    """
    mark, matter = article.body.mark, article.matter
    if not mark or matter.is_over or slugify(mark) == slugify(matter.initials):
        return ()
    own = _own_names(matter)
    parts = (part.strip() for part in mark.replace("&", "/").split("/"))
    return tuple(dict.fromkeys(part for part in parts if slugify(part).replace("-", "") not in own))


def _own_names(matter: Matter) -> set[str]:
    """Return what the authors of an article may be called without a profile: initials and first names."""
    own = {"", slugify(matter.initials)}
    for author in matter.authors:
        words = slugify(author).split("-")
        own.update(("".join(word[:1] for word in words), words[0]))
    return own


def unexplained_bylines(article: Article) -> Iterator[tuple[str, Update]]:
    """Yield the names that need a profile in the entries of a live report, each with the first entry that has it."""
    if not article.body.updates or article.matter.is_over:
        return
    known = _own_names(article.matter).union(map(slugify, article.matter.authors))
    for update in article.body.updates:
        for name in update.bylines:
            if slugify(name) not in known:
                known.add(slugify(name))
                yield name, update
