"""One module for each system whose archives can be imported, with a function of the signature `items.Source`.

A source yields what is there, in the words of `items`. It knows nothing of the site that is made of it, writes nothing,
and decides nothing that could be decided for all sources alike.
"""

from __future__ import annotations

from generator.annex.importing.items import Source
from generator.annex.importing.sources import blogger, rows, systems, wordpress

SOURCES: dict[str, Source] = {
    "wordpress": wordpress.wordpress, "blogger": blogger.blogger, "hugo": systems.hugo, "jekyll": systems.jekyll,
    "eleventy": systems.eleventy, "zola": systems.zola, "rows": rows.rows,
}  # fmt: skip
MEDIA: dict[str, tuple[str, ...]] = {
    "hugo": ("static", "content", "assets"),
    "jekyll": ("",),
    "eleventy": ("src", "public", "static", ""),
    "zola": ("static", "content"),
}
"""Of the sources that are folders: where in them the media are that are published at their own paths."""
