"""An archive of each system, and the portal that it becomes, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing_support import moved, parts_of
from tests.support import Portal

FOLDER = Path(__file__).parents[2] / "fixtures/imports"
"""Each file is a command, what it says, an archive, and the portal; `python -m tests.importing_support` records them."""


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.stem)
def test_an_archive_becomes_a_portal(tmp_path: Path, file: Path) -> None:
    """Each of its files is as it was recorded, the portal builds, and a second import changes nothing."""
    text = file.read_text("utf-8")
    said, found = moved(file, tmp_path)
    assert text.partition("\n\n")[0].partition("\n")[2] == said
    assert found == {path: inner for path, inner in parts_of(text).items() if path.startswith("portal/")}
    assert (tmp_path / "portal/import/site.yaml").read_text("utf-8") == found["portal/site.yaml"]
    report = Portal(tmp_path / "portal").build()
    assert report.articles > 0
    assert all(one.hint for one in report.held)
    said, again = moved(file, tmp_path)
    assert "new" not in said.split()
    assert {**again, "portal/import/report.md": ""} == {**found, "portal/import/report.md": ""}
