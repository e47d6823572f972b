"""Artikel Terkait as an editor would choose it: some sixty stories of a portal of two years, and what is asked of each."""

from __future__ import annotations

import pytest

from tests import judged

JUDGEMENTS = judged.judgements()
STORIES = judged.stories()


@pytest.fixture(scope="module")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The box of each article, read out of its page."""
    return judged.boxes(judged.portal(tmp_path_factory.mktemp("judged")))


@pytest.mark.parametrize("slug", JUDGEMENTS)
def test_the_box_is_what_an_editor_would_choose(slug: str, boxes: dict[str, list[str]]) -> None:
    """What a reader has to find stands in the box, and nothing that embarrasses."""
    report = JUDGEMENTS[slug].report(slug, boxes[slug])
    assert not report, f"\n{report}"


def test_every_box_is_full(boxes: dict[str, list[str]]) -> None:
    """From the sixth article on, each has five others, and none twice."""
    short = {slug: box for slug, box in list(boxes.items())[5:] if len(set(box) - {slug}) < 5 or len(box) != 5}
    assert not short


def test_no_box_has_what_never_stands_there(boxes: dict[str, list[str]]) -> None:
    """Paid and unpublished articles, the article itself and what came after the freeze stand in no box."""
    wrong = [
        f"{other} under {slug}"
        for slug, box in boxes.items()
        for other in box
        if other == slug
        or STORIES[other].paid
        or not STORIES[other].public
        or STORIES[other].epoch > STORIES[slug].epoch + judged.FRESHNESS
    ]
    assert not wrong


def test_the_judgements_can_be_kept() -> None:
    """Each names articles that there are, asks for nothing that the freeze forbids, and forbids what could stand there."""
    wrong = []
    for slug, one in JUDGEMENTS.items():
        horizon = STORIES[slug].epoch + judged.FRESHNESS
        named = [*one.must, *one.one_of, *one.may, *one.never]
        wrong += [f"{slug}: {other} twice" for other in set(named) if named.count(other) > 1 or other == slug]
        wrong += [f"{slug}: {other} is too new" for other in named if STORIES[other].epoch > horizon]
        asked = [*one.must, *one.one_of, *one.may]
        wrong += [
            f"{slug}: {other} is shown nowhere" for other in asked if not STORIES[other].public or STORIES[other].paid
        ]
        wrong += [f"{slug}: asks for {len(one.must)}"] * (len(one.must) > 3)
    assert not wrong
