"""One function of the signature `items.Source` for each supported system.

A source yields what it finds, as `items`. It knows nothing of the new site, writes nothing, and decides nothing that
can be decided for all sources alike.
"""

from __future__ import annotations

from generator.annex.importing.items import Source
from generator.annex.importing.sources import blogger, folders, ghost, rows, wordpress

SOURCES: dict[str, Source] = {
    "wordpress": wordpress.wordpress, "blogger": blogger.blogger, "ghost": ghost.ghost, "hugo": folders.hugo,
    "jekyll": folders.jekyll, "eleventy": folders.eleventy, "zola": folders.zola, "rows": rows.rows,
}  # fmt: skip
MEDIA: dict[str, tuple[str, ...]] = {
    "hugo": ("static", "content", "assets"),
    "jekyll": ("",),
    "eleventy": ("src", "public", "static", ""),
    "zola": ("static", "content"),
}
"""Of the sources that are folders: where in them the media are that are published at their own paths."""
