"""Bad input: what an editor is told, and that the portal stays as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, site

FIXTURES = Path(__file__).parent / "fixtures"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x1e\x08\x02\0\0\0"
GOOD = {
    "content/daerah/2024/10/banjir.md": article("Banjir Surut", "Warga pulang.", tags="[banjir]"),
    "content/nasional/2024/10/anggaran.md": article("Anggaran Naik", "Naik."),
    "content/pages/redaksi.md": "---\ntitle: Redaksi\n---\nKami.\n",
    "content/authors/sari.md": "---\nname: Sari Wulan\ninitials: SW\n---\n",
    "content/foto/a.png": PNG,
}
