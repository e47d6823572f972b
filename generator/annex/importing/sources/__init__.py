"""A module for each supported system, with a function of its name and of the signature `items.Source`.

A source yields what it finds, as `items`. It knows nothing of the new site, writes nothing, and decides nothing that
can be decided for all sources alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from generator.annex.importing.items import Found, Options, Source

SOURCES = ("wordpress", "blogger", "ghost", "medium", "rows", "folder")
MEDIA = {"folder": ("static", "public", "content", "src", "assets", "")}
"""Of the source that is a folder: where in it the media are that are published at their own paths."""


def found_in(options: Options) -> Iterator[Found]:
    """Yield what a source finds; of the modules, only its own is imported."""
    read: Source = getattr(import_module(f"{__name__}.{options.source}"), options.source)
    return read(options)
