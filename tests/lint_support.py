"""What `ssg check` finds in the site of a test."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.errors import Problem
from generator.check import Checked, check
from generator.config.article_keys import spelled
from generator.lint.rules.evidence import ArticleRow, Evidence, Finding
from generator.model.site import Site
from tests.support import NOW, Portal

LONG = "Warga Muara Teduh Menunggu Perahu Sekolah"
"""A headline of a good length."""


def checked(portal: Portal, *paths: str) -> Checked:
    """Check a site, or some files and folders of it."""
    return check(portal.options(), paths, lambda *_: None, lambda: None)


def found(portal: Portal, code: str) -> list[Problem]:
    """Return what has a code, errors first."""
    result = checked(portal)
    return [one for one in (*result.errors, *result.warnings) if one.code == code]


def said(portal: Portal, code: str) -> list[str]:
    """Return place and sentence of what has a code."""
    return [
        f"{one.where.path.removeprefix('content/daerah/')}:{one.where.line}: {one.message}"
        for one in found(portal, code)
    ]


def row(path: str = "daerah/a.md", title: str = LONG, at: int = 0, **parts: object) -> ArticleRow:
    """Return an article as rules see it, by default one of which none of them has anything to say; `at` is before NOW."""
    given = {
        "path": path, "title": title, "epoch": NOW - at, "updated": 0, "amended": 0, "zone": "WIB", "authors": (),
        "editors": (), "tags": (), "summary": "", "photo": "", "follows": "", "text": path.encode(), "traits": b"", "silent": False,
        "textless": False, "withdrawn": False, "written": spelled(indonesian=False).written, "unannounced": False,
    }  # fmt: skip
    return ArticleRow(**given | parts)  # type: ignore[arg-type]


def evidence(site: Site, *rows: ArticleRow, **parts: object) -> Evidence:
    """Return what rules look at."""
    given = {"profiles": (), "standing": (), "media": (), "withdrawals": (), "aliases": frozenset()}
    return Evidence(site, NOW, rows, **given | parts)  # type: ignore[arg-type]


def told(findings: Iterable[Finding]) -> str:
    """Return all of what rules have found, a line for each part that is there."""
    lines: list[str] = []
    for one in findings:
        lines.append(f"{one.code} {one.path}:{one.line}:{one.column} {one.key} <{one.entry}>")
        lines += [f"  {one.said}", f"  > {one.advice}"]
        lines += [f"  other {one.other}"] * bool(one.other) + [f"  of {' '.join(one.paths)}"] * bool(one.paths)
        lines += [f"  right {' | '.join(one.right)}"] * bool(one.right)
    return "".join(f"{line}\n" for line in lines)
