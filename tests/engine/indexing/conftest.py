"""A portal that was taken in, and how its index is changed and judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine_support import REGIONS, SITE, Index
from tests.support import png


@pytest.fixture
def portal(indexed: Callable[..., Index]) -> Index:
    """The portal, of which nothing is taken in yet."""
    one = indexed(SITE, config=REGIONS)
    one.portal.add("content/foto/air.png", png(640, 480))
    one.portal.add("content/foto/sari.png", png(320, 320))
    return one


@pytest.fixture
def taken(portal: Index) -> Index:
    """The portal when all of it was taken in."""
    portal.take(*portal.paths())
    return portal
