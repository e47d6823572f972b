"""What a link, a shortcode or a picture's address means that names a file of the folder."""

from __future__ import annotations

import os
from collections.abc import Mapping

from generator.annex.importing.sources.texts import ENDINGS


class FileLinks:
    """Knows where each file of a folder was published."""

    def __init__(self, root: str, addresses: Mapping[str, str]) -> None:
        self._root, self._addresses = root, addresses
        self._named: dict[str, list[str]] = {}
        """Paths by the names of files."""
        for path in addresses:
            self._named.setdefault(path.rpartition("/")[2], []).append(path)

    def placed(self, picture: str, path: str) -> str:
        """Return a picture's address: of one that is not beside its file but below the root, from there."""
        if not picture or picture.startswith(("/", "http:", "https:", "data:")) or "\0" in picture:
            return picture
        beside = os.path.join(self._root, path.rpartition("/")[0], picture)
        tops = ("static", "assets", "public", "src", "")
        is_below = not os.path.isfile(beside) and any(
            os.path.isfile(os.path.join(self._root, top, picture)) for top in tops
        )
        return f"/{picture}" if is_below else picture

    def referred(self, target: str, path: str) -> str:
        """Return the address of a file named by a shortcode, with or without its extension."""
        file, found, fragment = target.partition("#")
        names = [file] if file.lower().endswith(ENDINGS) else [file + ending for ending in ENDINGS]
        led = (address for name in names if (address := self.led(name, path)) != name)
        return next(led, file) + found + fragment

    def led(self, target: str, path: str) -> str:
        """Return the address of a file named by a link, relative to its file or the top."""
        above, rooted = path.rpartition("/")[0], target.removeprefix("@/")
        inner = os.path.normpath(f"{above}/{target}" if above and rooted == target else rooted)
        for file in (inner, f"content/{rooted.lstrip('/')}", target.lstrip("/")):
            if file in self._addresses:
                return self._addresses[file]
        end = f"/{target.lstrip('@/')}"
        ends = [file for file in self._named.get(end.rpartition("/")[2], ()) if f"/{file}".endswith(end)]
        return self._addresses[ends[0]] if len(ends) == 1 else target
