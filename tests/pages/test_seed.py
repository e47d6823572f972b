"""The page that the product is modelled on, where its text is at hand; the text itself is not part of the project."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.photos import jpeg
from tests.support import CONFIG, ROOT, Portal, site

SEED = ROOT.parent / "shared/seed"

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the model page is not part of the project")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    notice = "notice: Dilarang mengambil dan/atau menayangkan ulang sebagian atau keseluruhan artikel di atas untuk konten akun media sosial komersial tanpa seizin redaksi.\n"
    portal = site(tmp_path, config=CONFIG + notice)
    portal.add("content/nasional/2024/10/menko.md", (SEED / "artikel.md").read_bytes())
    target = "atlet-jawa-tengah-berjaya.md"
    portal.add(f"content/olahraga/2024/10/{target}", (SEED / target).read_bytes())
    portal.add("content/foto/2024/10/menko-polhukam.jpg", jpeg())
    portal.build(now=1766361600)
    return portal


def test_every_element_of_the_model_page_stands_in_its_order(portal: Portal) -> None:
    """Each line that the reader saw on the second page stands on ours, in the same order."""
    page = portal.read("nasional/2024/10/menko/2/index.html")
    body = page[page.index("<body") :]
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))
    text = re.sub(r"\s+([.,)])", r"\1", text).replace("( ", "(").replace(" ***(", "***(")
    lines = [re.sub(r"\s+", " ", line).strip(" -") for line in (SEED / "halaman.txt").read_text("utf-8").split("\n")]
    skipped = {"", "Senin, 22 Desember 2025", "Photo Author", "X"}
    at = 0
    seen = set()
    for line in (one.replace("(Foto:  ", "(Foto: ") for one in lines):
        if line in skipped or (line in seen and line.startswith("Menteri Koordinator")):
            continue
        if line.startswith("Dilarang mengambil"):
            wanted = "Dilarang mengambil dan/atau menayangkan ulang"
        elif line.startswith("di atas untuk konten"):
            wanted = "di atas untuk konten akun media sosial"
        else:
            wanted = line
        found = text.find(wanted, at)
        assert found >= 0, line
        at = found
        seen.add(line)
    assert len(seen) > 15
    assert "data-tanggal" in body
