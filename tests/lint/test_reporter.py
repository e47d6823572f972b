"""What a reporter is told, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reporter import Mistake, desk, mistakes, told
from tests.support import Portal, indonesian

CASES = list(mistakes())


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The site of a newsroom without mistakes; each case leaves it as it was."""
    return desk(tmp_path_factory.mktemp("meja"))


@pytest.mark.parametrize("mistake", CASES, ids=[one.name for one in CASES])
def test_a_mistake_is_told_as_the_document_says(portal: Portal, mistake: Mistake) -> None:
    """Each case of fixtures/reporter.txt holds, letter by letter."""
    assert told(portal, mistake.path, mistake.text) == mistake.said


def test_no_mistake_passes_in_silence() -> None:
    """There are sixty, and each is told in Indonesian and in English."""
    assert len(CASES) >= 60
    for one in CASES:
        assert one.said.startswith("id "), one.name
        assert "\nen " in one.said, one.name


@pytest.mark.slow
def test_the_same_is_told_of_files_with_indonesian_keys(tmp_path: Path) -> None:
    """At the same lines, whatever the mistake, if the portal has such files."""
    portal = desk(tmp_path, "keys: id\n")
    for one in CASES:
        if one.text.startswith("---\n") and one.text.count("---\n") > 1 and one.name != "kunci bahasa Indonesia":
            there = told(portal, one.path, indonesian(one.text))
            assert codes(there) == codes(one.said), one.name


def codes(said: str) -> list[tuple[str, str]]:
    """Return line and code of each problem, in order."""
    return sorted(re.findall(r"^id (\d+|-)[:\d]* .*\[([a-z-]+)\]$", said, re.MULTILINE))
