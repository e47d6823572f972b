"""What the relative addresses in a folder's texts mean: other texts, files beside them, and files at the top."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import unquote, urljoin

from generator.annex.importing.items import File
from generator.annex.importing.sources import MEDIA
from generator.annex.importing.sources.texts import ENDINGS, Text, inner

_REFERENCE = re.compile(
    r"""(\]\(<?|^\[[^\]\n]+\]:[ \t]+|(?:src|href)=["'])(?!\w+:|[/#{])([^)"'\s<>?#]+)""", re.MULTILINE
)
"""A relative address in Markdown or HTML."""


class FileLinks:
    """Knows where each text of a folder was published."""

    def __init__(self, root: str, addresses: Mapping[str, str]) -> None:
        self._root, self._addresses = root, addresses
        self._ends: dict[str, list[str]] = defaultdict(list)
        """Paths by each of their ends: b.md and a/b.md of a/b.md."""
        for path in addresses:
            parts = path.split("/")
            for start in range(len(parts)):
                self._ends["/".join(parts[start:])].append(path)
        self.files: dict[str, File] = {}
        """Those beside texts that were asked for, by address."""

    def address_of(self, target: str, path: str) -> str:
        """Return the address of the text that a link means by its file; empty if it means none, or one of several."""
        for file in (target, *(target + ending for ending in ENDINGS), f"{target.rstrip('/')}/index.md"):
            if (near := self._near(file, path)) in self._addresses:
                return self._addresses[near]
            if len(found := self._ends.get(file.lstrip("@/"), [])) == 1:
                return self._addresses[found[0]]
        return ""

    def resolve_all(self, body: str, text: Text) -> str:
        """Return a body whose relative addresses are addresses of the site, as far as they mean something."""
        return _REFERENCE.sub(lambda found: found[1] + self.resolve(found[2], text), body)

    def resolve(self, target: str, text: Text) -> str:
        """Return the address that a relative one means: of a text, of a file beside this one, or from the top."""
        if not target or target.startswith("/") or "//" in target:
            return target
        if target.lower().endswith(ENDINGS):
            return self.address_of(target, text.path) or target
        plain = unquote(target)
        near = self._near(plain, text.path)
        place = os.path.join(self._root, near)
        if not near.startswith("..") and os.path.isfile(place):
            url = urljoin(self._addresses[text.path] or f"/{inner(text.path)}", target)
            url = url if "//" in url else f"/{url.lstrip('/')}"
            self.files.setdefault(url, File(url, url, item=text.path, place=place.replace(os.sep, "/")))
            return url
        is_at_top = any(os.path.isfile(os.path.join(self._root, top, plain)) for top in MEDIA["folder"])
        return f"/{target}" if is_at_top else target

    def _near(self, target: str, path: str) -> str:
        return os.path.normpath(os.path.join(os.path.dirname(path), target)).replace(os.sep, "/")
