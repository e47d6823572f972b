"""site.yaml of an imported archive: what the source says of its site, and as much leniency as an archive needs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import asdict

from generator.base.errors import SiteError
from generator.importers.kanal import Table
from generator.importers.survey import Survey
from generator.importers.yamlwriting import block
from generator.portal.site import Site
from generator.portal.urls import Paths
from generator.readers import config

_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_UNKNOWN = "https://portal.example"


def site_yaml(
    survey: Survey, table: Table, permalink: str, paths: Paths, zone: str, *, media_url: str, largest: int
) -> str:
    """Return the text of site.yaml.

    Args:
        survey: of the source.
        table: of kanal.
        permalink: the pattern of addresses.
        paths: the folders of the lists.
        zone: WIB, WITA or WIT.
        media_url: where media are; empty if they are in content/.
        largest: bytes of the largest article.

    """
    portal = survey.portal
    said: dict[str, Any] = {
        "name": portal.name or "Portal",
        "tagline": portal.tagline,
        "base_url": base_url(portal.url),
        "timezone": _ZONES[zone],
        "language": portal.language[:2] if portal.language[:2] in {"id", "en"} else "",
        "permalink": permalink,
        "paths": {key: value for key, value in asdict(paths).items() if value != getattr(Paths(), key)},
        "categories": [
            {"slug": one.slug, "name": one.name, **({"description": one.description} if one.description else {})}
            for one in table.kanal
        ],
        # Old articles name neither an editor nor who took their pictures.
        "require": {"editor": False, "credit": False},
        "media": {"base_url": media_url} if media_url else {},
        "limits": {"article": f"{(largest >> 20) + 1} MB"} if largest > 1 << 20 else {},
    }
    return block({key: value for key, value in said.items() if value})


def base_url(url: str) -> str:
    """Return the address of the portal: https and the host alone."""
    host = urlsplit(url).netloc if url else ""
    return f"https://{host}" if host else _UNKNOWN


def parsed(text: str) -> Site:
    """Return the configuration that a text makes.

    Raises:
        SiteError: it has problems.

    """
    site, problems = config.parse(text)
    if site is None:
        raise SiteError(problems)
    return site


def allows(permalink: str) -> bool:
    """Return whether a pattern can be the permalink of a site."""
    probe: dict[str, Any] = {
        "name": "x", "base_url": _UNKNOWN, "permalink": permalink, "categories": [{"slug": "berita", "name": "Berita"}],
    }  # fmt: skip
    return not config.parse(block(probe))[1]
