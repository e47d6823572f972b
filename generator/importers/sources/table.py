"""The table of sources, by the names that the command line has for them."""

from __future__ import annotations

from generator.importers.found import Source
from generator.importers.sources.wordpress import wordpress

SOURCES: dict[str, Source] = {
    "wordpress": wordpress,
}
