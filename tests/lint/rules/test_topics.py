"""Topics of which readers find nothing."""

from __future__ import annotations

from pathlib import Path

from tests.lint_support import found
from tests.support import article, site


def test_a_misspelled_topic_is_told_the_tag_that_is_meant(tmp_path: Path) -> None:
    """With the name that the file should have; one of a tag that articles have is as it should be: empty-topic."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/banjir.md", article("Banjir", tags="[Banjir]"))
    portal.add("content/topics/banjir.md", "---\n---\nAir naik.\n")
    assert found(portal, "empty-topic") == []
    portal.add("content/topics/banjirr.md", "---\n---\nAir naik.\n")
    (finding,) = found(portal, "empty-topic")
    assert finding.hint == 'if it is about "Banjir", call the file banjir.md'
