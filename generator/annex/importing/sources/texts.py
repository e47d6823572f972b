"""Finds every file of a folder that may be a text by its ending, and says why some are none of the site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from generator.annex.importing.items import Rule
from generator.base.folder import ignored

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
HTML = (".html", ".htm")
ENDINGS = (*MARKDOWN, *HTML)
_INDEX = frozenset(f"index{ending}" for ending in ENDINGS)
_AT_TOP = frozenset({
    "node_modules", "_site", "public", "resources", "themes", "layouts", "_includes", "_layouts", "_sass", "_data",
    "vendor", "archetypes", "assets", "static", "templates", "sass", "i18n",
})  # fmt: skip
"""Folders that are no content at the top of a site, and may be below it."""
_ANYWHERE = frozenset({"node_modules", "_site", "_includes", "_layouts", "_sass", "_data"})
"""Folders that are no content at any depth, where content is not in a folder of its own."""


def all_texts(root: str) -> list[str]:
    """Return the paths of all Markdown and HTML files below a folder, but for what Git keeps there."""
    found = []
    for above, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if folder != ".git"]
        inside = os.path.relpath(above, root).replace(os.sep, "/")
        found += [name if inside == "." else f"{inside}/{name}" for name in names if name.lower().endswith(ENDINGS)]
    return sorted(found)


def rule_of(path: str, tops: Iterable[str], *, has_parts: bool) -> Rule | None:
    """Return why a file is outside of the site's content; None if it is not.

    `tops` are the folders with content, each with its slash; `has_parts` if those hold parts of pages, too.
    """
    parts = path.split("/")
    if any(map(ignored, parts)):
        return "hidden"
    within = [top for top in tops if path.startswith(top)]
    if (not within or "" in within) and len(parts) > 1 and parts[0] in _AT_TOP:
        return "folder"
    if not within:
        return "outside"
    return "folder" if has_parts and not _ANYWHERE.isdisjoint(parts[:-1]) else None


def bundled(paths: Iterable[str], tops: tuple[str, ...]) -> Iterator[str]:
    """Yield the files that are parts of a page: those in a folder with an index, or below it."""
    bundles = {path.rpartition("/")[0] for path in paths if path.rpartition("/")[2].lower() in _INDEX} - {""}
    bundles -= {top.rstrip("/") for top in tops}
    for path in paths:
        folder, _, name = path.rpartition("/")
        own = folder in bundles and name.lower() in _INDEX
        above = folder.rpartition("/")[0] if own else folder
        while above and above not in bundles:
            above = above.rpartition("/")[0]
        if above:
            yield path
