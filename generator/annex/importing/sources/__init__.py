"""One function of the signature `items.Source` for each supported system.

A source yields what it finds, as `items`. It knows nothing of the new site, writes nothing, and decides nothing that
can be decided for all sources alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from generator.annex.importing.items import Found, Options, Source


def _source(name: str, module: str = "") -> Source:
    """Return the source of a name; its module is imported when it is first read, as it needs most of the others not."""

    def read(options: Options) -> Iterator[Found]:
        found: Iterator[Found] = getattr(import_module(f"{__name__}.{module or name}"), name)(options)
        return found

    return read


SOURCES: dict[str, Source] = {
    **{name: _source(name) for name in ("wordpress", "blogger", "ghost", "medium", "rows")},
    "folder": _source("folder", "folders"),
}
MEDIA = {"folder": ("static", "public", "content", "src", "assets", "")}
"""Of the source that is a folder: where in it the media are that are published at their own paths."""
