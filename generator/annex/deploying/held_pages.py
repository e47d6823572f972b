"""Decides what stays at a target for readers of held articles: their last good pages, and what these need.

What an editor took down is never kept: drafts, withdrawn, gone, expired or postponed articles, and deleted files.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.annex.deploying.output import Built
from generator.annex.deploying.remote import Remote
from generator.base.codes import Code
from generator.base.digest import MODULUS, entry
from generator.engine.clock import last_clock
from generator.engine.write import held_back as held_files
from generator.model.codec import decode
from generator.model.index_entry import of_article
from generator.model.kinds import OF_ARTICLE
from generator.model.lookup_keys import file_key, page_key
from generator.model.records import Article
from generator.model.site import Site
from generator.model.urls import TEXTS, article_slug, first_page, line_of, output_path, page_url
from generator.store import documents, faults, names, pages
from generator.store.database import Store, open_reader
from generator.store.faults import Found

Read = Callable[[Collection[str]], dict[str, bytes]]
"""Returns the target's files by path, without missing ones."""
_REFERENCE = re.compile(r"""(?:href|src|srcset|content|poster)=(?:"([^"]*)"|'([^']*)')""")
_WHOLE = re.compile(r"""["'](https?://[^"'\s<>\\]+)["']""")
"""Addresses in structured data, which may name pictures that nothing else does."""
_PAGE = ".html"
_HIDES_ADDRESS: frozenset[Code] = frozenset(
    {
        "bad-address", "bad-date", "bad-front-matter", "bad-value", "bad-yaml", "duplicate-key", "missing-key",
        "not-utf8", "over-limit", "unknown-category", "unknown-key",
    }
)  # fmt: skip
"""Problems that leave an article's kanal, time or slug uncertain."""


def staying(
    state: Path, site: Site, remote: Remote, gone: Collection[str], built: Mapping[str, Built],
    there: Mapping[str, bytes], copies: Path,
) -> set[str]:  # fmt: skip
    """Return which of the files missing from the output stay at the target; `copies` is a scratch folder."""
    if not gone:
        return set()
    with closing(open_reader(state)) as store:
        clock = last_clock(store)
        mine = held_pages(store, site, held_files(state), clock.now, gone) if clock else set[str]()
        if not mine:
            return set()
        notices = [path for path in _withdrawn(store) if path in built and there.get(path) != built[path].digest]

    def read(paths: Collection[str]) -> dict[str, bytes]:
        if paths:
            remote.fetch(sorted(paths), copies, lambda *_: None)
        found = {path: (copies / path).read_bytes() for path in paths if (copies / path).is_file()}
        shutil.rmtree(copies, ignore_errors=True)
        return found

    return kept(gone, mine, notices, site, read)


def tree_and(tree: str, files: Mapping[str, bytes]) -> str:
    return f"{(int(tree, 16) + sum(entry(path, known) for path, known in files.items())) % MODULUS:032x}"


def held_pages(store: Store, site: Site, files: Iterable[str], now: int, gone: Collection[str]) -> set[str]:
    """Return which of the missing files are pages of articles that the last build, at `now`, held back.

    Held articles are in the store, and in `files` by path relative to the site.
    """
    paths: set[str] = set()
    # Of the first pages of articles, whose others are told by these.
    patterns: set[str] = set()
    held = faults.hidden(store, Found.HELD, Found.CLAIMED)
    for path in held:
        document = documents.named(store, file_key(path))
        if document is None or document.kind != "article":
            continue
        if not _is_over(article := decode(Article, document.record), now):
            paths.update(page.path for page in of_article(article, site.reading.media_url).pages)
            patterns.add(re.escape(output_path(article.url)))
            codes = {problem.code for problem in faults.of(store, document.id, Found.HELD)}
            patterns |= set() if codes.isdisjoint(_HIDES_ADDRESS) else _addresses(article, site.reading.permalink)
    for path in {file.removeprefix("content/") for file in files}.difference(held):
        text = path.startswith(TEXTS) and path.endswith(".md")
        paths.add(output_path(site.paths.document_url(path)) if text else path)
    found = paths & {*gone}
    if patterns:
        matches = re.compile("|".join(sorted(patterns))).fullmatch
        likely = (path for path in gone if path.endswith(_PAGE) and (matches(path) or matches(first_page(path))))
        found |= {path for path in likely if not (_is_list(path, site) or _has_owner(store, path))}
    return found


def _addresses(article: Article, permalink: str) -> set[str]:
    """Return patterns of the pages that an article may have had if a mistake hides its kanal, time or id."""
    matter, at = article.matter, article.matter.stamp.local
    time = {"year": f"{at.year:04d}", "month": f"{at.month:02d}", "day": f"{at.day:02d}", "hour": f"{at.hour:02d}",
            "minute": f"{at.minute:02d}"}  # fmt: skip
    found: set[str] = set()
    for slug in {matter.slug, article_slug(article.path)} - {""}:
        # Without an id an address by that alone may be anybody's.
        number = matter.id or ("\1" if "{slug}" in permalink else slug)
        known = {"category": line_of(matter.category)[0], **time, "slug": slug, "id": number}
        for hidden in (["category"], list(time)):
            path = output_path(permalink.format(**{**known, **dict.fromkeys(hidden, "\0")}))
            found.add(re.escape(path).replace("\0", "[^/]+").replace("\1", "[^/-]+"))
    return found


def _has_owner(store: Store, path: str) -> bool:
    """Return whether a page belongs to an article that is not held, such as a draft."""
    owners = (owner for owner in documents.at_any_hour(store, page_key(path)) if owner.kind == "article")
    return any(not decode(Article, owner.record).matter.held for owner in owners)


def _is_over(article: Article, now: int) -> bool:
    matter = article.matter
    return matter.is_over or 0 < matter.expires <= now or matter.stamp.epoch > now


def _withdrawn(store: Store) -> Iterator[str]:
    """Yield the pages of articles of which readers see only a notice."""
    for doc in names.withdrawn(store, None):
        yield from (row.page.path for row in pages.of_document(store, doc, OF_ARTICLE))


def kept(gone: Collection[str], mine: set[str], notices: Collection[str], site: Site, read: Read) -> set[str]:
    """Return which of the missing files stay: pages of held articles (`mine`), and what these need.

    Nothing stays that names an article whose page becomes a withdrawal notice.
    """
    texts = read(sorted(path for path in mine if path.endswith(_PAGE))) if notices else {}
    mine = mine - {path for path, text in texts.items() if not _references(path, text, site).isdisjoint(notices)}
    if not mine:
        return set()
    found, needed = mine, set[str]()
    # What a page shows, and the lists that it leads to, with what these show: of a tag that no other article has.
    for _ in range(2):
        texts = read(sorted(path for path in found if path.endswith(_PAGE)))
        leads = {path: _references(path, text, site) & {*gone} for path, text in texts.items()}
        needed |= {path for path in set[str]().union(*leads.values()) if not path.endswith(_PAGE)}
        lists = {path for path in set[str]().union(*leads.values()) - mine - found if _is_list(path, site)}
        found = {path for path, others in _leads(lists, read, site, gone).items() if others <= mine | lists}
        needed |= found
    whole = mine | needed
    return whole | {path for path in gone if path.rpartition(".")[0] in whole}


def _leads(lists: Collection[str], read: Read, site: Site, gone: Collection[str]) -> dict[str, set[str]]:
    """Return for each list which of the missing pages link to it: it must not name what was taken down."""
    found = read(sorted(lists))
    return {
        path: {other for other in _references(path, text, site) if other in gone and other.endswith(_PAGE)}
        for path, text in found.items()
    }


def _is_list(path: str, site: Site) -> bool:
    return path.endswith(_PAGE) and site.paths.has(path)


def _references(path: str, text: bytes, site: Site) -> set[str]:
    base = site.base_url + page_url(path)
    found: set[str] = set()
    page = text.decode("utf-8", "replace")
    named = (quoted[1] or quoted[2] or "" for quoted in _REFERENCE.finditer(page))
    for several in (*named, *_WHOLE.findall(page)):
        for written in several.split(","):
            words = written.split()
            with suppress(ValueError):
                url = urljoin(base, words[0].replace("&amp;", "&")) if words else ""
                if url.startswith(f"{site.base_url}/"):
                    found.add(output_path(unquote(urlsplit(url).path.removeprefix(urlsplit(site.base_url).path))))
    return found
