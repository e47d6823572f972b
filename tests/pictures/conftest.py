"""A site that shows one photo."""

from __future__ import annotations

import pytest

from generator.pictures import making
from generator.pictures.making import Original
from tests.photos import PHOTO, THEME, A, jpeg
from tests.support import article, site


@pytest.fixture
def portal(tmp_path):
    portal = site(tmp_path)
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text() + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", THEME)
    portal.add("content/foto/a.jpg", jpeg())
    portal.add(A, article("A", photo=PHOTO))
    return portal


@pytest.fixture(autouse=True)
def encoded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests remember of pictures (tests/remembering.py) is what is tried here."""
    monkeypatch.setattr(making, "Original", Original)
