"""The provinces that a portal covers, with their regencies and cities."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.base.text import slugify, suggest
from generator.model.records import Record

_APART = re.compile(r"(?<! ) *[/\\,|] *|(?<! ) +[–-] +")
"""What people write between a province and a regency."""
_PREFIXES = ("kabupaten-", "kab-")
"""Prefixes of regency names that are often left out."""


class Region(Record, frozen=True):
    """A province, or a regency or city of one."""

    slug: str
    """Its address below the folder of regions: `jawa-tengah`, or `jawa-tengah/kota-semarang`."""
    name: str
    province: str = ""

    @property
    def path(self) -> str:
        return f"{self.province}/{self.name}" if self.province else self.name


def find(written: str, regions: Sequence[Region]) -> Region | None:
    """Return the region meant: by both names or slugs, or by its own if that is unique."""
    slug = "/".join(map(slugify, written.strip("/ ").split("/")))
    exact = next((region for region in regions if region.slug == slug), None)
    if exact is not None:
        return exact
    bare = _bare(slug)
    whole = [region for region in regions if _bare(region.slug) == bare]
    found = whole or [region for region in regions if _bare(region.slug.rpartition("/")[2]) == bare]
    return found[0] if len(found) == 1 else None


def meant(written: str, regions: Sequence[Region]) -> str:
    """Return the probable meaning of an unknown region; empty if none is similar."""
    slugs: dict[str, str] = {}
    for region in regions:
        slugs[region.slug] = region.path
        slugs.setdefault(region.slug.rpartition("/")[2], region.path)
    parts = [*map(slugify, filter(None, _APART.split(written.strip("/ "))))] or [""]
    for order in (parts, parts[::-1]) if len(parts) > 1 else ():
        exact = find("/".join(order), regions)
        if exact is not None:
            return exact.path
    nearest = suggest("/".join(parts), slugs) or suggest(parts[-1], slugs)
    return slugs[nearest] if nearest else ""


def _bare(slug: str) -> str:
    above, found, name = slug.rpartition("/")
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return f"{above}{found}{name}"
