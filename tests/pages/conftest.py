"""The site that tests of pages begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages_support import PROFILE
from tests.support import Portal, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/authors/sari-wulan.md", PROFILE)
    return portal
