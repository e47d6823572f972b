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
    """Each case of fixtures/reporter.txt is told in the language of a reporter, letter by letter."""
    expected = mistake.said[: mistake.said.index("\nen ")]
    assert told(portal, mistake.path, mistake.text, "id") == expected


@pytest.mark.long
def test_the_same_is_told_in_english(portal: Portal) -> None:
    """Each sentence of the document has its English one."""
    for one in CASES:
        expected = one.said[one.said.index("\nen ") + 1 :]
        assert told(portal, one.path, one.text, "en") == expected, one.name


@pytest.mark.slow
def test_the_same_is_told_of_files_with_indonesian_keys(tmp_path: Path) -> None:
    """At the same lines, whatever the mistake."""
    portal = desk(tmp_path)
    for one in CASES:
        if one.text.startswith("---\n") and one.text.count("---\n") > 1:
            assert codes(told(portal, one.path, indonesian(one.text), "id")) == codes(one.said), one.name


def codes(said: str) -> list[tuple[str, str]]:
    """Return line and code of each problem, in order."""
    return sorted(re.findall(r"^id (\d+|-)[:\d]* .*\[([a-z-]+)\]$", said, re.MULTILINE))
