"""The sources by their names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.annex.importing.sources import MEDIA, SOURCES
from generator.base.errors import UsageError
from tests.importing_support import asked


def test_where_media_are() -> None:
    """Of the systems that are folders of files."""
    assert MEDIA == {
        "hugo": ("static", "content", "assets"), "jekyll": ("",), "eleventy": ("src", "public", "static", ""), "zola": ("static", "content"),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["wordpress", "blogger", "ghost", "rows", *MEDIA])
def test_each_source_is_found_by_its_name(name: str, tmp_path: Path) -> None:
    """As the command line has it; it says itself that there is nothing to read."""
    with pytest.raises(UsageError):
        list(SOURCES[name](asked(f"{tmp_path}/tiada")))


def test_no_source_imports_what_another_needs() -> None:
    """The table alone imports none."""
    code = "import sys; import generator.annex.importing.run; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"generator.build", "generator.annex.importing.fetching", "ssl"} & {*shown}
    assert not any(one.startswith("generator.annex.importing.sources.") for one in shown)
