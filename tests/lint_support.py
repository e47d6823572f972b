"""What `ssg check` finds in the site of a test."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.support import CONFIG, Portal, Problem, site, ssg_here

LONG = "Warga Muara Teduh Menunggu Perahu Sekolah"
"""A headline of a good length."""


class Checked(NamedTuple):
    """What `ssg check --format json` prints."""

    errors: list[Problem]
    warnings: list[Problem]
    articles: int


def checked(portal: Portal, *paths: str, **environment: str) -> Checked:
    """Check a site, or some files and folders of it, and let nothing be written to its output."""
    # A path that exists where the tests run would be that one.
    paths = tuple(str(portal.folder / path) for path in paths)
    environment = {"SOURCE_DATE_EPOCH": str(portal.now), **environment}
    done = ssg_here(portal, "check", "--format", "json", "--jobs", "1", *paths, **environment)
    assert done.returncode in (0, 1), done.stderr
    said = json.loads(done.stdout)
    by_severity: dict[str, list[Problem]] = {"error": [], "warning": []}
    for one in said["problems"]:
        by_severity[one.pop("severity")].append(Problem(**one))
    assert done.returncode == bool(by_severity["error"])
    return Checked(by_severity["error"], by_severity["warning"], said["articles"])


def found(portal: Portal, *codes: str) -> list[Problem]:
    """Return what has one of some codes, errors first."""
    result = checked(portal)
    return [one for one in (*result.errors, *result.warnings) if one.code in codes]


def said(portal: Portal, *codes: str) -> list[str]:
    """Return place and sentence of what has one of some codes."""
    return [f"{one.path.removeprefix('content/daerah/')}:{one.line}: {one.message}" for one in found(portal, *codes)]


def each(
    folder: Path, texts: Iterable[str | bytes], *codes: str, config: str = CONFIG, but: tuple[str, ...] = ()
) -> list[list[Problem]]:
    """Check a site in which each text is an article, and return what is said of each; one check reads all of them.

    Args:
        folder: where the site is made.
        texts: the articles.
        codes: what is returned, or everything but advice on headlines and on articles that are like others.
        config: site.yaml.
        but: codes that are left out.

    """
    portal = site(folder, config=config)
    told: dict[str, list[Problem]] = {}
    for number, text in enumerate(texts):
        path = f"content/daerah/2024/10/berita-{number:03}.md"
        portal.add(path, text)
        told[path] = []
    result = checked(portal)
    others = {"headline-length", "same-report", "near-tags", "near-byline", "summary-length", *but}
    for one in (*result.errors, *result.warnings):
        if one.code in codes if codes else one.code not in others:
            told[one.path].append(one)
    return list(told.values())
