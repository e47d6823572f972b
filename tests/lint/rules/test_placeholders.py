"""What a new portal begins with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.lint_support import found
from tests.support import Portal, run_for


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """What `ssg init` makes."""
    assert run_for("init", str(tmp_path / "baru")).returncode == 0
    return Portal(tmp_path / "baru")


def test_all_that_a_new_portal_leaves_to_be_filled_in(portal: Portal) -> None:
    """Each name of site.yaml in its line, each standing page, and what is told of people who do not exist."""
    told = found(portal, "placeholder-text")
    keys = [one.excerpt.split(": ", 1)[0].strip() for one in told if one.path == "site.yaml"]
    named = ["company", "address", "penanggung_jawab", "pemimpin_redaksi", "email", "phone"]
    assert keys == ["description", "base_url", "description", *named]
    files = [file.relative_to(portal.folder).as_posix() for file in portal.folder.glob("content/**/*.md")]
    drafts = {path for path in files if "/pages/" in path}
    samples = {path for path in files if "/2026/" in path}
    assert {one.path for one in told} == {"site.yaml", "content/authors/sari-anggraini.md", *drafts, *samples}
    assert (len(drafts) > 3, len(samples)) == (True, 3)
    assert {(one.line, one.column) for one in told if one.path in samples} == {(2, 8)}


def test_samples_are_told_where_the_line_that_begins_with_draf_is_gone(portal: Portal) -> None:
    """Whoever deletes that alone has not filled in the page."""
    for name in ("tentang", "redaksi", "kontak"):
        file = portal.folder / f"content/pages/{name}.md"
        file.write_text(re.sub(r"^\*Draf:.*\n", "", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    told = [one.path for one in found(portal, "placeholder-text")]
    assert [told.count(f"content/pages/{name}.md") for name in ("tentang", "redaksi", "kontak")] == [1, 1, 1]
