"""Where the old system says that the texts of a folder were: `--addresses FILE`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product
from urllib.parse import unquote

from generator.annex.importing.address_files import listed
from generator.annex.importing.old_addresses import parts_of, spelled
from generator.annex.importing.sources.texts import Text, inner
from generator.base.text import fold, slugify

_LISTS = {
    "person": ("author", "authors", "penulis"),
    "category": ("", "category", "categories", "kategori"),
    "tag": ("tag", "tags", "topic", "topics", "topik", "label"),
}
"""What the folder of a list of each kind is called in addresses."""


class Addresses:
    """The addresses in files: by the files of texts, or, of a sitemap, by their last parts."""

    def __init__(self, files: Iterable[str]) -> None:
        pairs = [pair for file in files for pair in listed(file)]
        self.all = dict.fromkeys(address for _, address in pairs)
        self._by_file = {inner(path.replace("\\", "/")): address for path, address in pairs if path}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for address in self.all if not self._by_file else ():
            self._by_name[_folded(_parts(address)[-1])].append(address)
        self._lists = {tuple(_parts(address)[-2:]): address for address in self.all}

    @property
    def site(self) -> str:
        """The beginning of most addresses, such as https://kabarlama.example; empty if they are paths."""
        parts = (parts_of(address) for address in self.all)
        sites = Counter(f"{part.scheme}://{part.netloc}" for part in parts if part.netloc)
        return sites.most_common(1)[0][0] if sites else ""

    def of_list(self, kind: str, name: str) -> str:
        """Return the address of the list of a person, category or tag; empty if it is not in the file."""
        ends = ((folder, slugify(name)) for folder in _LISTS[kind])
        return next((self._lists[end] for end in ends if end in self._lists), "")

    def match(self, texts: Iterable[Text]) -> dict[str, str]:
        """Return the addresses of texts by their files.

        A text and an address of a sitemap belong together if the front matter names that address, or else if the last
        part of the address is the slug of the text, the name of its file with or without a date, or its headline, in
        this order, and the other parts are its folders, its categories, or its date; or without that, if neither could
        belong to another. Where two could, neither is taken.
        """
        if self._by_file:
            return {text.path: self._by_file[path] for text in texts if (path := inner(text.path)) in self._by_file}
        at = {spelled(parts_of(address).path): address for address in self.all}
        given = ((text, spelled(parts_of(text.item.address).path)) for text in texts if text.item.address)
        found = _alone((text, at[path]) for text, path in given if path in at)
        for sort, must_explain in product(range(3), (True, False)):
            taken = {*found.values()}
            pairs = (
                (text, address) for text in texts if text.path not in found for name in filter(None, text.names[sort])
                for address in self._by_name.get(_folded(name), ()) if address not in taken
            )  # fmt: skip
            found |= _alone(
                (text, address) for text, address in pairs
                if text.explains(_parts(address)[1:-1]) or not (must_explain or _is_list(address))
            )  # fmt: skip
        return found


def _alone(pairs: Iterable[tuple[Text, str]]) -> dict[str, str]:
    """Return those pairs of which neither half is in another one."""
    both = {(text.path, address) for text, address in pairs}
    texts, addresses = Counter(path for path, _ in both), Counter(address for _, address in both)
    return dict(pair for pair in both if texts[pair[0]] == addresses[pair[1]] == 1)


def _is_list(address: str) -> bool:
    return any("" != folder in _parts(address)[-2:-1] for folders in _LISTS.values() for folder in folders)


def _folded(name: str) -> str:
    return slugify(name, 500) if name.isascii() else fold(name)


def _parts(address: str) -> list[str]:
    """Return the parts of an address's path, the first of which is empty."""
    path = fold(unquote(parts_of(address).path)).removesuffix("index.html").rstrip("/").removesuffix(".html")
    return path.split("/")
