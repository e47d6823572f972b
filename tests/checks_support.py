"""What `ssg check` finds in the site of a test."""

from __future__ import annotations

from generator.base.errors import Problem
from generator.checks.run import Checked, check
from tests.support import Portal

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
