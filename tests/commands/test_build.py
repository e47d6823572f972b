"""What `ssg build` says beyond what a build returns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import NOW, article, run, site


def test_all_warnings_say_what_was_meant_as_when_they_were_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Initials that somebody got since are suggested, though the article was not read again."""
    portal = site(tmp_path)
    portal.add("content/authors/rene.md", "---\nname: René\nrole: Reporter\n---\n")
    portal.add("content/daerah/2024/10/a.md", article("A", "Satu.***(SW)", author="René"))
    portal.build()
    portal.add("content/authors/rene.md", "---\nname: René\nrole: Reporter\ninitials: ZZ\n---\n")
    portal.build()
    assert run("--site", str(portal.folder), "build", "--all", "--now", str(NOW)) == 0
    assert 'did you mean "ZZ"?' in capsys.readouterr().err
