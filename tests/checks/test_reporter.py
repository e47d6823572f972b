"""What a reporter is told, in both languages."""

from __future__ import annotations

import pytest

from tests.reporter import Mistake, desk, mistakes, told
from tests.support import Portal

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
