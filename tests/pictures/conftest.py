"""A site that shows one photo, in a few small sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.photos import PHOTO, THEME, A, jpeg
from tests.support import CONFIG, Portal, article, copied, site


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The site without having been built."""
    portal = site(tmp_path_factory.mktemp("awal"), config=CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", THEME)
    portal.add("content/foto/a.jpg", jpeg())
    portal.add(A, article("A", photo=PHOTO))
    return portal


@pytest.fixture(scope="session")
def begun_and_built(begun: Portal, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = copied(begun, tmp_path_factory.mktemp("jadi"))
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


@pytest.fixture
def built(begun_and_built: Portal, tmp_path: Path) -> Portal:
    return copied(begun_and_built, tmp_path)
