"""The site that tests of pages begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages_support import PROFILE
from tests.support import Portal, article, copied, site


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A site with a person and nothing else, whose templates are compiled and whose icons are drawn once."""
    portal = site(tmp_path_factory.mktemp("awal"))
    portal.add("content/authors/sari-wulan.md", PROFILE)
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.add("content/daerah/a.md", article(tags="[A]", aliases="/lama/"))
    portal.build()
    portal.remove("content/pages")
    portal.remove("content/daerah")
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)
