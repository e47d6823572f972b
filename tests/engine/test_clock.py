"""What time makes of an article."""

from __future__ import annotations

import pytest

from generator.engine.clock import Clock, is_scheduled, status_of
from generator.model.index_entry import Facts
from generator.model.page import Status

NOW = 1_000


def facts(**keys: object) -> Facts:
    return Facts(names=(), links=(), **{"epoch": NOW, **keys})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keys", "published", "with_drafts", "in_preview"),
    [
        ({}, Status.SHOWN, Status.SHOWN, Status.SHOWN), ({"epoch": NOW + 1}, Status.HIDDEN, Status.HIDDEN, Status.SHOWN), ({"draft": True}, Status.HIDDEN, Status.SHOWN, Status.SHOWN),
        ({"draft": True, "epoch": NOW + 1}, Status.HIDDEN, Status.HIDDEN, Status.SHOWN), ({"held": True}, *[Status.HIDDEN] * 3), ({"expires": NOW}, *[Status.HIDDEN] * 3),
        ({"expires": NOW + 1}, *[Status.SHOWN] * 3), ({"retracted": True}, *[Status.NOTICE] * 3), ({"ended": True}, *[Status.GONE] * 3),
        ({"ended": True, "retracted": True}, *[Status.NOTICE] * 3), ({"ended": True, "expires": NOW - 1}, *[Status.HIDDEN] * 3),
    ],
)  # fmt: skip
def test_what_becomes_of_an_article(
    keys: dict[str, object], published: Status, with_drafts: Status, in_preview: Status
) -> None:
    """At its very second it is published, or is over."""
    clocks = (Clock(NOW), Clock(NOW, drafts=True), Clock(NOW, unpublished=True))
    assert tuple(status_of(facts(**keys), clock) for clock in clocks) == (published, with_drafts, in_preview)


@pytest.mark.parametrize(
    ("keys", "clock", "expected"),
    [
        ({}, Clock(NOW), False), ({"epoch": NOW + 1}, Clock(NOW), True), ({"epoch": NOW + 1, "draft": True}, Clock(NOW), False),
        ({"epoch": NOW + 1, "draft": True}, Clock(NOW, drafts=True), True), ({"epoch": NOW + 1, "held": True}, Clock(NOW), False), ({"epoch": NOW + 1}, Clock(NOW, unpublished=True), False),
    ],
)  # fmt: skip
def test_what_will_be_published_by_itself(keys: dict[str, object], clock: Clock, expected: bool) -> None:
    """Neither a draft nor what is held back, and nothing where all is shown already."""
    assert is_scheduled(facts(**keys), clock) is expected
