"""Decides what stays at a target for readers of articles that are held back: the last good pages, and what these need.

What an editor took down is never kept: a draft, what is withdrawn, gone or expired, and whatever has no file any more.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.base.digest import MODULUS, entry
from generator.deploying.changes import Built
from generator.deploying.remote import Remote
from generator.portal.facts import of_article
from generator.portal.keys import file_key
from generator.portal.kinds import OF_ARTICLE
from generator.portal.packing import unpack_article
from generator.portal.records import Article, Record
from generator.portal.site import Site
from generator.portal.urls import article_slug, output_path, page_url
from generator.stages.clock import last_clock
from generator.stages.write import held_back as held_files
from generator.store import documents, faults, pages, withheld
from generator.store.database import Store, open_reader
from generator.store.faults import Found

Read = Callable[[Collection[str]], dict[str, bytes]]
"""Returns files of the target, by their paths; those that are gone are left out."""
_REFERENCE = re.compile(r"""(?:href|src|srcset|content|poster)=(?:"([^"]*)"|'([^']*)')""")
_PAGE = ".html"


class Held(Record, frozen=True):
    """What is held back."""

    paths: frozenset[str] = frozenset()
    """Files of the output that it has if its address is what can be told now."""
    slugs: frozenset[str] = frozenset()
    """Last parts of the addresses that its articles may have had: a mistake may hide the month or the kanal."""

    def has(self, path: str, site: Site) -> bool:
        """Return whether a file of the output may be a page of something that is held back."""
        parts = path.removesuffix("/index.html").removesuffix(_PAGE).split("/")
        named = path.endswith(_PAGE) and not self.slugs.isdisjoint(parts[-2:])
        return path in self.paths or (named and not _is_list(path, site))


def staying(
    state: Path, site: Site, remote: Remote, gone: Collection[str], built: Mapping[str, Built],
    there: Mapping[str, bytes], copies: Path,
) -> set[str]:  # fmt: skip
    """Return the files of a target that stay though they were not built.

    Args:
        state: the state folder.
        site: the configuration.
        remote: the target.
        gone: its files that are not in what was built.
        built: path -> file of the output.
        there: path -> digest of what the target has.
        copies: a folder for copies of what is at the target.

    """
    files = held_files(state)
    if not gone or not files:
        return set()
    with closing(open_reader(state)) as store:
        clock = last_clock(store)
        held = held_back(store, site, files, clock.now if clock else 0)
        notices = [path for path in _withdrawn(store) if path in built and there.get(path) != built[path].digest]

    def read(paths: Collection[str]) -> dict[str, bytes]:
        if paths:
            remote.fetch(sorted(paths), copies, lambda *_: None)
        found = {path: (copies / path).read_bytes() for path in paths if (copies / path).is_file()}
        shutil.rmtree(copies, ignore_errors=True)
        return found

    return kept(gone, held, notices, site, read)


def tree_and(tree: str, files: Mapping[str, bytes]) -> str:
    """Return the digest of a tree with some more files in it, in hex."""
    return f"{(int(tree, 16) + sum(entry(path, known) for path, known in files.items())) % MODULUS:032x}"


def held_back(store: Store, site: Site, files: Iterable[str], now: int) -> Held:
    """Return what the last build held back.

    Args:
        store: the store.
        site: the configuration.
        files: all that is held back, by their paths from the site's folder.
        now: time of the build, in seconds since 1970.

    """
    paths: set[str] = set()
    slugs: set[str] = set()
    articles = {*faults.hidden(store, Found.HELD), *faults.hidden(store, Found.CLAIMED)}
    for path in articles:
        document = documents.named(store, file_key(path))
        if document is not None and not _is_over(article := unpack_article(document.record), now):
            paths.update(page.path for page in of_article(article, site.reading.media_url).pages)
            slugs |= {article.matter.slug, article.matter.id, article_slug(path)} - {""}
    for path in {file.removeprefix("content/") for file in files} - articles:
        text = path.startswith(("authors/", "pages/")) and path.endswith(".md")
        paths.add(output_path(site.paths.document_url(path)) if text else path)
    return Held(frozenset(paths), frozenset(slugs))


def _is_over(article: Article, now: int) -> bool:
    return article.matter.is_over or 0 < article.matter.expires <= now


def _withdrawn(store: Store) -> Iterator[str]:
    """Yield the paths of the pages of articles of which readers see but a notice."""
    for doc in withheld.withdrawn(store, None):
        yield from (row.page.path for row in pages.of_document(store, doc, OF_ARTICLE))


def kept(gone: Collection[str], held: Held, notices: Collection[str], site: Site, read: Read) -> set[str]:
    """Return the files that stay though what was built has them not.

    Args:
        gone: files of the target that are not in what was built.
        held: what is held back.
        notices: pages that become a notice that their article was withdrawn: what names the article must not stay.
        site: the configuration.
        read: reads files of the target.

    """
    mine = {path for path in gone if held.has(path, site)}
    texts = read(sorted(path for path in mine if path.endswith(_PAGE))) if notices else {}
    mine -= {path for path, text in texts.items() if not _references(path, text, site).isdisjoint(notices)}
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
    """Return for each list the pages among those that go to which it leads: it must not name what was taken down."""
    found = read(sorted(lists))
    return {
        path: {other for other in _references(path, text, site) if other in gone and other.endswith(_PAGE)}
        for path, text in found.items()
    }


def _is_list(path: str, site: Site) -> bool:
    """Return whether a page is in a folder that the portal fills itself."""
    return path.endswith(_PAGE) and site.paths.has(path)


def _references(path: str, text: bytes, site: Site) -> set[str]:
    """Return the files of the output that a page refers to."""
    base = site.base_url + page_url(path)
    found: set[str] = set()
    for quoted in _REFERENCE.finditer(text.decode("utf-8", "replace")):
        for written in (quoted[1] or quoted[2] or "").split(","):
            words = written.split()
            url = urljoin(base, words[0].replace("&amp;", "&")) if words else ""
            if url.startswith(f"{site.base_url}/"):
                found.add(output_path(unquote(urlsplit(url).path.removeprefix(urlsplit(site.base_url).path))))
    return found
