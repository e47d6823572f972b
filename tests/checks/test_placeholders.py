"""What a new portal begins with."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.checks_support import found
from tests.support import ROOT, Portal

SKELETON = ROOT / "generator/skeleton"


def test_all_that_a_new_portal_leaves_to_be_filled_in(tmp_path: Path) -> None:
    """Each name of site.yaml in its line, and each standing page."""
    shutil.copytree(SKELETON, tmp_path / "site")
    portal = Portal(tmp_path / "site")
    told = found(portal, "placeholder-text")
    keys = [one.excerpt.split(": ", 1)[0].strip() for one in told if one.where.path == "site.yaml"]
    assert keys == ["company", "address", "penanggung_jawab", "pemimpin_redaksi", "email", "phone"]
    drafts = {f"content/pages/{file.name}" for file in (SKELETON / "content/pages").iterdir()}
    assert {one.where.path for one in told} == {"site.yaml", *drafts}
    assert {one.where.line for one in told if one.where.path != "site.yaml"} == {5}
