"""Those duties of docs/newsroom-law.md that are about nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, site

REDAKSI = "redaksi: {company: PT Kabar, address: Jl. Pantai 1, penanggung_jawab: Sari Wulan}\n"
FOOTER = "footer:\n  - {name: Redaksi, url: /redaksi/}\n  - {name: Pedoman Media Siber, url: /pedoman-media-siber/}\n"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    for slug in ("redaksi", "pedoman-media-siber"):
        portal.add(f"content/pages/{slug}.md", f"---\ntitle: {slug}\n---\nIsi.\n")
    return portal


def duties(portal: Portal) -> list[str]:
    """Build, and return the duties that site.yaml does not do."""
    portal.build()
    assert portal.report is not None
    return [one.message for one in portal.report.warnings if one.code == "missing-duty"]


def test_what_a_portal_owes_its_readers_is_asked_for(portal: Portal) -> None:
    """Company, address and responsible person; pages on the newsroom and the Pedoman that every page leads to."""
    assert duties(portal) == []
    portal.add("site.yaml", CONFIG + "redaksi: {company: PT Kabar}\n")
    assert sorted(message.partition(", as ")[0] for message in duties(portal)) == [
        "no page leads to /pedoman-media-siber/", "no page leads to /redaksi/", "the portal does not say its address",
        "the portal does not say its penanggung_jawab",
    ]  # fmt: skip
    portal.add("site.yaml", CONFIG + "redaksi: {company: PT Kabar}\nseverity: {missing-duty: error}\n")
    assert {one.code for one in portal.problems()} == {"missing-duty"}
    portal.add("site.yaml", CONFIG + REDAKSI + FOOTER + "severity: {missing-duty: error}\n")
    assert duties(portal) == []
    for path, data in portal.files().items():
        if path.endswith(".html") and not path.startswith("fragmen/"):
            assert b'href="/pedoman-media-siber/"' in data, path
            assert b"Jl. Pantai 1" in data, path
            assert b"Sari Wulan" in data, path
    portal.remove("content/pages/pedoman-media-siber.md")
    assert [one.code for one in portal.problems()] == ["dead-site-link"]


def test_a_sponsor_without_a_label_is_warned_of(portal: Portal) -> None:
    """Whoever pays is named as the advertiser, or not at all."""
    portal.add("content/daerah/2024/10/a.md", article("A", sponsor="PT Contoh"))
    portal.build()
    assert portal.report is not None
    assert [one.code for one in portal.report.warnings] == ["unlabelled-sponsor"]
    portal.edit("content/daerah/2024/10/a.md", "sponsor:", "type: advertorial\nsponsor:")
    portal.build()
    assert [one.code for one in portal.report.warnings] == []


def test_artificial_pictures_are_labelled(portal: Portal) -> None:
    """The caption says so, with the tool."""
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    photo = "{src: /foto/a.svg, caption: Banjir., ai: Mesin Gambar}"
    portal.add("content/daerah/2024/10/a.md", article("A", photo=photo))
    portal.build()
    assert 'Banjir. <span class="kredit">(Ilustrasi dibuat dengan AI: Mesin Gambar)</span>' in portal.read(
        "daerah/2024/10/a/index.html"
    )


def test_what_is_missing_has_a_hint_to_follow(tmp_path: Path) -> None:
    """Each duty by its key, each page by its file."""
    portal = site(tmp_path, config=CONFIG + "footer: [{name: A, url: /a/}]\nseverity: {missing-duty: error}\n")
    portal.add("content/pages/a.md", "---\ntitle: A\n---\nIsi.\n")
    hints = " ".join(one.hint for one in portal.problems() if one.code == "missing-duty")
    for word in (
        "company:",
        "address:",
        "penanggung_jawab:",
        "content/pages/redaksi.md",
        "content/pages/pedoman-media-siber.md",
    ):
        assert word in hints
