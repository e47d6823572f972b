"""The configuration of a portal, for rules that are tried by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.site import Site
from generator.theming.loading import read_site_yaml
from tests.support import OWNED
from tests.support import site as made


@pytest.fixture
def configuration(tmp_path: Path) -> Site:
    """The configuration of a portal with an address of its own."""
    return read_site_yaml(made(tmp_path, config=OWNED).folder)
