"""The permalink: the pattern of addresses by which most articles of an archive keep theirs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from generator.annex.importing.addresses import Hosts
from generator.annex.importing.survey import Entry, Survey
from generator.annex.importing.yamlwriting import block
from generator.config import site_yaml

_DEFAULT = "/{category}/{year}/{month}/{slug}/"
_TRIED = 20


def permalink_of(survey: Survey, kanal: dict[str, str], hosts: Hosts) -> str:
    """Return the pattern by which most articles keep their address.

    Args:
        survey: of the source.
        kanal: of each item, by its id; empty for none.
        hosts: of the old site.

    """
    counts: Counter[str] = Counter()
    for entry in survey.entries:
        if entry.kind == "article" and entry.state == "published" and entry.published and entry.slug:
            path = hosts.own(entry.address)
            if path and "?" not in path:
                counts[_pattern(path, entry, kanal[entry.id])] += 1
    for pattern, _ in counts.most_common(_TRIED):
        if ("{slug}" in pattern or "{id}" in pattern) and allows(pattern):
            return pattern
    return _DEFAULT


def _pattern(path: str, entry: Entry, category: str) -> str:
    """Return the address of an article with its kanal, date and slug named instead of written."""
    assert entry.published
    at = entry.published.local
    parts = []
    dates = [("{year}", f"{at.year:04d}"), ("{month}", f"{at.month:02d}"), ("{day}", f"{at.day:02d}")]
    for part in path.split("/"):
        if dates and part == dates[0][1]:
            parts.append(dates.pop(0)[0])
        elif part and part == category:
            parts.append("{category}")
        elif part == entry.slug:
            parts.append("{slug}")
        elif part and part == entry.id:
            parts.append("{id}")
        elif part in {f"{entry.slug}.html", f"{entry.id}.html"}:
            parts.append("{slug}.html" if part == f"{entry.slug}.html" else "{id}.html")
        else:
            parts.append(part)
    return "/".join(parts)


def allows(permalink: str) -> bool:
    """Return whether a pattern can be the permalink of a site."""
    kanal = [{"slug": "berita", "name": "Berita"}]
    site: dict[str, Any] = {"name": "x", "base_url": "https://x.example", "permalink": permalink, "categories": kanal}
    return not site_yaml.parse(block(site))[1]
