"""Numbers that stand for exact names: addresses, files, slugs, people, counts.

Links are looked up by key, and a page that depends on a key is checked when what stands behind it changes.
"""

from __future__ import annotations

from generator.base.digest import key
from generator.base.text import fold, slugify
from generator.model.page import Exact, OwnPage, Page
from generator.model.records import Article, Link
from generator.model.urls import page_url, target_url

FRAGMENTS = key("#")
"""Documents whose links lead to places in others refer to this; nothing has it as its name."""
_FOLLOWED, _ANSWERED = key("v"), key("k")
"""Turn a key into another one, as well as a digest would and faster: each page of an article needs a dozen."""


def file_key(path: str) -> int:
    return key(f"f:{path}")


def url_key(url: str) -> int:
    return key(f"u:{fold(url)}")


def original_key(url: str) -> int:
    """Return the key by which whoever leads readers to a picture itself, not to its variants, names it."""
    return key(f"o:{fold(url)}")


def beside_key(path: str) -> int:
    """Return the key of a file of content/ that decides, by being there or not, what a text refers to.

    As in addresses, letter case makes no difference.
    """
    return key(f"b:{fold(path)}")


def id_key(name: str) -> int:
    return key(f"i:{name}")


def query_key(address: str) -> int:
    return key(f"q:{address}")


def slug_key(slug: str) -> int:
    return key(f"s:{slug}")


def followed_key(link: int) -> int:
    """Return the key by which what continues a report is found, by that of the link to the report."""
    return link ^ _FOLLOWED


def answered_key(link: int) -> int:
    """Return the key by which an article is found whose corrections lead to another, by that of the link."""
    return link ^ _ANSWERED


def person_key(name: str) -> int:
    return key(f"p:{name}")


def count_key(name: str) -> int:
    """Return the key of a count: "years", "y:2024", "m:2024-10", "terms", "terms:a", "terms:ab"."""
    return key(f"c:{name}")


def link_key(link: Link) -> int:
    target = link.target.partition("#")[0].partition("?")[0]
    if link.kind == "image":
        return url_key(f"/{target.strip('/')}")
    if target.endswith(".md"):
        return file_key(target.strip("/").removeprefix("content/"))
    return url_key(target_url(target)) if "/" in target else slug_key(target)


def link_keys(link: Link) -> tuple[int, ...]:
    """Return the keys of all that a link may refer to: of one with a query, first that of an old address with it."""
    address = link.target.partition("#")[0]
    if link.kind == "image" or "?" not in address:
        return (link_key(link),)
    return query_key(address), link_key(link)


def page_key(path: str) -> int:
    return url_key(page_url(path))


def key_of(page: Page | OwnPage) -> int:
    """Return the key of a page: that of its address but where only letter case tells it from another."""
    return spelling_key(page.path) if isinstance(page.detail, Exact) else page_key(page.path)


def spelling_key(path: str) -> int:
    """Return the key of a file of the output by its exact letters, where another has its address in other case."""
    return key(f"w:{path}")


def unexplained_initials(article: Article) -> tuple[str, ...]:
    """Return the initials in an article's closing mark, as ***(LL/SW), that should be those of people with profiles.

    Those that the front matter gives need no profile, and neither do the first letters or the first name of an author.
    """
    mark, matter = article.body.mark, article.matter
    if not mark or matter.is_over or slugify(mark) == slugify(matter.initials):
        return ()
    own = {slugify(matter.initials)}
    for author in matter.authors:
        words = slugify(author).split("-")
        own.update(("".join(word[:1] for word in words), words[0]))
    parts = (part.strip() for part in mark.replace("&", "/").split("/"))
    return tuple(dict.fromkeys(part for part in parts if slugify(part).replace("-", "") not in own | {""}))
