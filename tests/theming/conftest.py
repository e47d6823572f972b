"""The site that tests of themes begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, copied, site


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A site with a theme of its own, which is that of the package, and a few articles; built once."""
    portal = site(tmp_path_factory.mktemp("tema"), config=CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    for number in range(3):
        text = "\n\n".join(f"Paragraf {n}." for n in range(6)) if number == 0 else "Isi berita."
        portal.add(f"content/daerah/2024/10/b-{number}.md", article(f"Berita {number}", text, tags="[Banjir]"))
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)
