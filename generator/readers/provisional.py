"""Provisional: a site whose site.yaml or theme has problems, as far as its content can be judged all the same.

A key with a mistake has what it had at the last build, or else its default, and what follows from that alone is not
said of the content: without its kanal every article would be in none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from generator.base.codes import KINDS, Code
from generator.base.errors import Problem
from generator.base.textfile import decode, read
from generator.portal.records import Record
from generator.portal.site import Site
from generator.readers import config, yamltext
from generator.readers.site import theme_of
from generator.readers.theme import ASSETS, DEFAULT, Theme, load, with_ids_of
from generator.readers.yamltext import Mapping as Node

_ADDRESSES: frozenset[Code] = frozenset(
    {"address-taken", "ambiguous-link", "dead-link", "missing-picture", "reserved-address", "same-id"}
)
_FOLLOWS: Mapping[str, frozenset[Code]] = MappingProxyType(
    {
        "base_url": _ADDRESSES,
        "categories": _ADDRESSES | {"unknown-category"},
        "html": frozenset({"markup-as-text", "bad-comment"}),
        "limits": frozenset({"over-limit"}),
        "media": _ADDRESSES | {"refused-file", "bad-name"},
        "paths": _ADDRESSES,
        "per_page": _ADDRESSES,
        "permalink": _ADDRESSES,
        "redirects": _ADDRESSES,
        "require": frozenset({"missing-credit", "missing-editor"}),
        "severity": frozenset(code for code, kind in KINDS.items() if not kind.fixed),
        "timezone": _ADDRESSES,
    }
)
"""Key of site.yaml -> what may be wrong with the content only because the key has another value."""


class Provisional(Record, frozen=True):
    """A site by which the content is judged."""

    site: Site
    theme: Theme
    without: frozenset[Code]
    """Codes that may only follow from what is wrong with site.yaml."""
    themed: bool
    """Whether the theme is the one that the site wants."""

    def follows(self, problem: Problem) -> bool:
        """Return whether a problem of the content may only follow from one of the configuration."""
        assets = not self.themed and f"/{ASSETS}/" in problem.message
        return problem.code in self.without or assets


def read_provisionally(folder: Path, before: str = "") -> Provisional | None:
    """Return a site by which the content can be judged.

    Args:
        folder: that of the site.
        before: the text of site.yaml at the last build; empty if there was none.

    Returns:
        The site, or None if there is no site.yaml that is a text.

    """
    file = folder / config.FILE
    if not file.is_file():
        return None
    text, problems = decode(read(file), config.FILE)
    if problems:
        return None
    earlier = yamltext.parse(before, config.FILE)[0] or Node(1, 1)
    mapping = yamltext.parse(text, config.FILE)[0]
    if mapping is None:
        # What cannot be read at all may have said anything.
        mapping, missing = earlier, set(_FOLLOWS)
    else:
        given = config.of(text, mapping)
        required = {"base_url": given.base_url, "categories": given.categories}
        missing = config.mistaken(text, mapping) | {key for key, value in required.items() if not value}
        for key in missing:
            _take(mapping, earlier, key)
    site = config.of(text, mapping)
    without = frozenset[Code]().union(*(_FOLLOWS.get(key, frozenset()) for key in missing))
    theme, _ = theme_of(folder, site)
    themed = theme is not None and not {"theme", "theme_settings"} & missing
    theme = theme or load(folder, DEFAULT, site.language)[0]
    return Provisional(with_ids_of(theme, site), theme, without, themed) if theme is not None else None


def _take(mapping: Node, earlier: Node, key: str) -> None:
    """Give a key the value that it has in another mapping, or none if it is not there."""
    if key in earlier.entries:
        mapping.entries[key], mapping.places[key] = earlier.entries[key], earlier.places[key]
    else:
        mapping.entries.pop(key, None)
        mapping.places.pop(key, None)
