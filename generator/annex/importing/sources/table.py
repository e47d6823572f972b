"""The table of sources, by the names that the command line has for them."""

from __future__ import annotations

from generator.annex.importing.found import Source
from generator.annex.importing.sources.blogger import blogger
from generator.annex.importing.sources.rows import rows
from generator.annex.importing.sources.systems import eleventy, hugo, jekyll, zola
from generator.annex.importing.sources.wordpress import wordpress

SOURCES: dict[str, Source] = {
    "wordpress": wordpress,
    "blogger": blogger,
    "hugo": hugo,
    "jekyll": jekyll,
    "eleventy": eleventy,
    "zola": zola,
    "rows": rows,
}
MEDIA: dict[str, tuple[str, ...]] = {
    "hugo": ("static", "content", "assets"),
    "jekyll": ("",),
    "eleventy": ("src", "public", "static", ""),
    "zola": ("static", "content"),
}
"""Of the sources that are folders: where in them the media are that are published at their own paths."""
