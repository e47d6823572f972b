"""site.yaml of an imported archive: what the source says of its site, and as much leniency as an archive needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import asdict

from generator.annex.importing.addresses import base_url
from generator.annex.importing.placing import Way
from generator.annex.importing.plan import Plan
from generator.annex.importing.yamlwriting import block
from generator.base.errors import SiteError
from generator.config import site_yaml
from generator.config.media import DOCUMENTS
from generator.model.site import Site
from generator.model.urls import Paths

_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_TOLERATED = ("dead-link", "dead-fragment", "missing-picture", "broken-picture", "missing-editor", "missing-credit")
"""What an archive has by the hundred, and the desk mends by and by."""


def site_text(plan: Plan, zone: str, largest: int, lists: Iterable[Way], media: Iterable[str] = ()) -> str:
    """Return the text of site.yaml.

    Args:
        plan: of the import.
        zone: WIB, WITA or WIT.
        largest: bytes of the largest article.
        lists: what becomes of the addresses of lists.
        media: paths below content/ of the files that articles show or lead to.

    """
    portal = plan.seen.portal
    folders = archive_folders((*(one.file for one in plan.places.by_id.values()), *plan.kept))
    earlier = plan.earlier
    redirects = {one.name: one.url for one in earlier.redirects} if earlier else {}
    largest = max(largest, earlier.reading.article_bytes - 1 if earlier else 0)
    said: dict[str, Any] = {
        "name": portal.name or "Portal",
        "tagline": portal.tagline,
        "base_url": base_url(portal.url),
        "timezone": _ZONES[zone],
        "language": portal.language[:2] if portal.language[:2] in {"id", "en"} else "",
        "permalink": plan.places.permalink,
        "paths": {key: value for key, value in asdict(plan.paths).items() if value != getattr(Paths(), key)},
        "categories": [
            {"slug": one.slug, "name": one.name, **({"description": one.description} if one.description else {})}
            for one in plan.table.kanal
        ],
        "redirects": redirects | {way.old: way.new for way in lists if way.how == "redirect"},
        "media": _media(plan, media),
        "limits": {"article": f"{(largest >> 20) + 1} MB"} if largest > 1 << 20 else {},
    }
    text = block({key: value for key, value in said.items() if value})
    return text + _leniency(folders)


def _media(plan: Plan, files: Iterable[str]) -> dict[str, Any]:
    """Return where media are; or, of those in content/, which readers could have on the old site besides pictures."""
    if plan.media_url:
        return {"base_url": plan.media_url}
    found: dict[str, set[str]] = {}
    for path in files:
        folder, slash, name = path.strip("/").partition("/")
        ending = (name or folder)[(name or folder).rfind(".") :].lower()
        if ending in DOCUMENTS:
            found.setdefault(f"{folder}/" if slash else "/", set()).add(ending)
    allow = {folder: sorted(endings) for folder, endings in sorted(found.items())}
    return {"allow": allow} if allow else {}


def _leniency(folders: Sequence[str]) -> str:
    """Return what holds for the archive alone, so that the strict rules hold for all that is new."""
    rules = [{"path": path, **dict.fromkeys(_TOLERATED, "warning")} for path in folders]
    return block({"severity": {"folders": rules}})


def archive_folders(files: Iterable[str]) -> tuple[str, ...]:
    """Return patterns of the folders of an archive: by decades, by the years of the last one, the last year by months.

    Args:
        files: of its articles, as kanal/year/month/slug.md below content/.

    """
    months = sorted({tuple(parts[1:3]) for parts in (file.split("/") for file in files) if len(parts) == 4})
    if not months:
        return ("pages/**",)
    last = months[-1][0]
    found = dict.fromkeys(
        f"*/{year}/{month}/**" if year == last else f"*/{year}/**" if year[:3] == last[:3] else f"*/{year[:3]}*/**"
        for year, month in months
    )
    return (*found, "pages/**", "authors/**")


def parsed(text: str) -> Site:
    """Return the configuration that a text makes.

    Raises:
        SiteError: it has problems.

    """
    site, problems = site_yaml.parse(text)
    if site is None:
        raise SiteError(problems)
    return site
