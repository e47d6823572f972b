"""The preview bar and the list of drafts: what is told of a page, in the desk's language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.preview_support import Serving, serving
from tests.support import article, site


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A preview at noon of NOW, with drafts, of an article in each state."""
    made = site(tmp_path_factory.mktemp("bar"))
    retracted = "{timestamp: 2024-10-09 20:00 WIB, reason: sara}"
    for name, keys in {
        "terbit": {"updated": "2024-10-09 17:00 WIB", "expires": "2024-11-09 17:00 WIB"}, "konsep": {"draft": "true"},
        "besok": {"timestamp": "2024-10-11 08:00 WIB"}, "ditarik": {"retracted": retracted}, "selesai": {"gone": "Selesai."},
        "usang": {"expires": "2024-10-10 08:00 WIB", "timestamp": "2024-10-08 08:00 WIB"},
    }.items():  # fmt: skip
        made.add(f"content/daerah/{name}.md", article(name.title(), "kata " * 500, aliases=f"[/lama/{name}/]", **keys))
    made.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    with serving(made, drafts=True) as server:
        yield server


ALWAYS = {
    "now": "Kamis, 10 Oktober 2024 | 12:00 WIB", "input": "2024-10-10T12:00", "zone": "WIB", "pinned": True, "local": True,
    "dashboard": True, "ready": True, "drafts": True, "problems": [],
    "marks": {
        "/daerah/2024/10/besok/": ["terjadwal", "Terjadwal"], "/daerah/2024/10/konsep/": ["draf", "Draf"],
    },
}  # fmt: skip
NEW, ONLY_HERE = "berkasnya baru", "Halaman ini hanya ada di pratinjau"
AT = ["Terbit", "Rabu, 9 Oktober 2024 | 16:10 WIB"]


@pytest.mark.parametrize(
    ("name", "state", "banner", "notice", "dates", "kind", "why"),
    [
        ("terbit", "terbit", "", "", [AT, ["Diperbarui", "Rabu, 9 Oktober 2024 | 17:00 WIB"], ["Turun", "Sabtu, 9 November 2024 | 17:00 WIB"]], "", NEW),
        ("konsep", "draf", "Draf", ONLY_HERE, [AT], "", NEW),
        ("besok", "terjadwal", "Terbit Jumat, 11 Oktober 2024 | 08:00 WIB", ONLY_HERE, [["Terbit", "Jumat, 11 Oktober 2024 | 08:00 WIB"]], "", NEW),
        ("ditarik", "dicabut", "Dicabut", "Pembaca melihat keterangan pencabutan ini", [AT, ["Dicabut", "Rabu, 9 Oktober 2024 | 20:00 WIB"]], "", NEW),
        ("selesai", "berakhir", "Berakhir", "Pembaca melihat keterangan ini, dan tidak ada yang menuju ke sini", [AT], "Keterangan bahwa artikel sudah berakhir", NEW),
        (
            "usang", "turun", "Sudah turun sejak Kamis, 10 Oktober 2024 | 08:00 WIB", "Pembaca tidak melihat halaman ini lagi",
            [["Terbit", "Selasa, 8 Oktober 2024 | 08:00 WIB"], ["Turun", "Kamis, 10 Oktober 2024 | 08:00 WIB"]], "",
            "belum terbit; halaman ini hanya ada di pratinjau",
        ),
    ],
)  # fmt: skip
def test_all_that_is_told_of_an_article(
    states: Serving, name: str, state: str, banner: str, notice: str, dates: list[list[str]], kind: str, why: str
) -> None:
    """What it is, what readers see, and why it was made."""
    file = f"{states.portal.folder.absolute()}/content/daerah/{name}.md".lstrip("/")
    assert states.json(f"/_ssg/page?url=/daerah/2024/10/{name}/") == ALWAYS | {
        "kind": kind, "why": why, "source": f"content/daerah/{name}.md", "open": f"vscode://file/{file}:1", "title": name.title(),
        "url": f"/daerah/2024/10/{name}/", "state": state, "banner": banner, "notice": notice, "words": 500, "minutes": 2,
        "dates": dates, "kanal": "Daerah", "baca": [], "tags": [],
    }  # fmt: skip


def test_all_that_is_told_of_other_pages(states: Serving) -> None:
    """Without anything about an article; a standing page has its file."""
    file = f"{states.portal.folder.absolute()}/content/pages/redaksi.md".lstrip("/")
    page = "halamannya baru"
    for url, more in {
        "/": {"kind": "Halaman depan", "why": page}, "/robots.txt": {"kind": "", "why": page},
        "/tiada/": {"kind": "Alamat ini tidak ada", "why": ""},
        "/redaksi/": {"kind": "Halaman tetap", "why": page, "source": "content/pages/redaksi.md", "open": f"vscode://file/{file}:1"},
    }.items():  # fmt: skip
        assert states.json(f"/_ssg/page?url={url}") == ALWAYS | more, url


def test_the_dashboard_lists_what_waits(states: Serving) -> None:
    """Drafts, and what is scheduled, with the time that is shown; what is published, or over, is in neither list."""
    page = states.get("/_ssg/").body.decode()
    names = ("konsep", "besok", "terbit", "ditarik", "selesai", "usang")
    assert [name for name in names if f'/daerah/2024/10/{name}/"' in page] == ["konsep", "besok"]
    assert 'value="2024-10-10T12:00"' in page
    assert "Kamis, 10 Oktober 2024 | 12:00 WIB" in page


def test_as_readers_have_it_a_page_that_is_not_there_offers_what_would_be(states: Serving) -> None:
    """Its bar names the article, and shows it and all others at a click; that of another address offers nothing."""
    states.post("/_ssg/drafts?shown=0")
    states.until(lambda: states.get("/daerah/2024/10/konsep/").status == 404)
    for name, banner in (
        ("konsep", "Draf: Konsep"), ("besok", "Terbit Jumat, 11 Oktober 2024 | 08:00 WIB: Besok"), ("tiada", ""),
    ):  # fmt: skip
        facts = states.json(f"/_ssg/page?url=/daerah/2024/10/{name}/")
        offer = "Tampilkan draf dan artikel terjadwal" if banner else ""
        assert (facts.get("banner", ""), facts.get("offer", "")) == (banner, offer)
    states.post("/_ssg/drafts?shown=1")
    states.shows("/daerah/2024/10/konsep/")


def test_reasons_are_those_of_the_newsroom(states: Serving) -> None:
    """Why a page was made again is said in its words, also where it is an answer that changed."""
    url = "/daerah/2024/10/terbit/"
    assert states.get("/").status == states.get(url).status == 200
    states.portal.edit("content/daerah/terbit.md", "title: Terbit", "title: Terbit Lagi")
    states.shows("/", "Terbit Lagi")
    states.shows(url, "Terbit Lagi")
    assert states.json("/_ssg/page?url=/")["why"] == "daftar Terkini berubah"
    assert states.json(f"/_ssg/page?url={url}")["why"] == "berkasnya berubah"


def test_a_draft_is_shown_whatever_is_wrong_with_it(states: Serving) -> None:
    """In lists and at its address, marked, as long as it is one."""
    url, path = "/daerah/2024/10/mulai/", "content/daerah/mulai.md"
    states.portal.add(path, article("Mulai", "Baca Juga: [](belum-ada)\n\n![Foto](/foto/belum.jpg)", draft="true"))
    states.shows(url)
    states.shows("/daerah/", f'href="{url}"')
    facts = states.json("/_ssg/page?url=/daerah/")
    assert (facts["problems"], facts["marks"][url]) == ([], ["draf", "Draf"])
    states.portal.add(path, article("Mulai"))
    states.until(lambda: url not in states.json("/_ssg/page?url=/daerah/")["marks"])
