"""The preview bar: Indonesian throughout, and no word of what a visitor may not see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.preview.bar import inject
from generator.preview.events import Listener
from tests.preview_support import Serving, serving
from tests.support import NOW, Portal, article, site

BANJIR, URL = "content/daerah/2024/10/banjir.md", "/daerah/2024/10/banjir/"


def portal(folder: Path) -> Portal:
    made = site(folder)
    made.add(BANJIR, article("Banjir Surut", "Isi pertama."))
    return made


def test_reasons_are_in_indonesian(tmp_path: Path):
    """Why a page was made again is said in the words of the newsroom, also where it is an answer that changed."""
    with serving(portal(tmp_path)) as server:
        assert server.get("/").status == 200
        assert server.json(f"/_ssg/page?url={URL}")["why"] == "berkasnya baru"
        server.portal.edit(BANJIR, "Banjir Surut", "Banjir Datang Lagi")
        server.until(lambda: b"Banjir Datang Lagi" in server.get("/").body)
        assert server.json("/_ssg/page?url=/")["why"] == "daftar Terkini berubah"
        assert server.json(f"/_ssg/page?url={URL}")["why"] == "berkasnya berubah"


def test_a_visitor_who_may_not_see_drafts_sees_no_line_of_them(tmp_path: Path):
    """From another machine a mistake is told with its place, without the line itself, which may be embargoed."""
    with serving(portal(tmp_path), token="rahasia-meja", hosts=("warta.test",)) as server:
        host = {"Host": f"warta.test:{server.port}"}
        cookie = server.get(f"{URL}?token=rahasia-meja", host).headers["set-cookie"].partition(";")[0]
        server.portal.add("content/daerah/2024/10/besok.md", article("Sangat Rahasia", draft="true", judul="Bocor"))
        server.until(lambda: server.live.problems)
        here = server.json(f"/_ssg/page?url={URL}")["problems"]
        there = server.get(f"/_ssg/page?url={URL}", {**host, "Cookie": cookie}).body.decode()
        assert "Bocor" in here[0]["excerpt"]
        assert here[0]["message"].split('"')[0] in there
        assert "Bocor" not in there


def test_who_looked_on_while_drafts_were_shown_sees_no_line_of_them_afterwards(tmp_path: Path):
    """The page is still open there, and hears of each mistake."""
    with serving(portal(tmp_path), drafts=True, token="rahasia-meja") as server:
        there, here = (Listener(URL, "", hidden=True, local=local) for local in (False, True))
        server.live.show_drafts(drafts=False)
        server.until(lambda: not server.live.preview.options.drafts)
        server.portal.add("content/daerah/2024/10/besok.md", article("Sangat Rahasia", draft="true", judul="Bocor"))
        server.until(lambda: server.live.problems)
        assert "Bocor" in server.live.state(here)["problems"][0]["excerpt"]
        assert "Bocor" not in str(server.live.state(there))


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
        assert server.get("/_ssg/now", {"Origin": server.base}, "POST", b" 2024-10-10 12:00 WIB\n").status == 204
        server.until(lambda: server.live.now == NOW and server.get("/daerah/2024/10/besok/").status == 200)
        server.until(lambda: not server.live.preview.pages.partial)
        yield server


ALWAYS = {
    "now": "Kamis, 10 Oktober 2024 | 12:00 WIB", "input": "2024-10-10T12:00", "zone": "WIB", "pinned": True, "local": True,
    "dashboard": True, "ready": True, "partial": False, "drafts": True, "problems": [],
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
    """What it is, what readers see, and why it was made; the same at an old address."""
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
    assert [name for name in ("Konsep", "Besok", "Terbit", "Ditarik", "Selesai", "Usang") if f'/daerah/2024/10/{name.lower()}/"' in page] == [
        "Konsep", "Besok"
    ]  # fmt: skip
    assert 'value="2024-10-10T12:00"' in page
    assert "Kamis, 10 Oktober 2024 | 12:00 WIB" in page


LINE = b'<script src="/_ssg/preview.js" data-halaman="ab12" async></script>\n'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<p>a</p></body></html>", b"<p>a</p>" + LINE + b"</body></html>"),
        (b"<pre></body></pre></body>x", b"<pre></body></pre>" + LINE + b"</body>x"),
        (b"</body>", LINE + b"</body>"),
        (b"<p>a", b"<p>a" + LINE),
        (b"", LINE),
    ],
)
def test_a_page_ends_with_the_line(page: bytes, expected: bytes) -> None:
    """Before the end of its body, or at its own end."""
    assert inject(page, "ab12") == expected
    assert inject(b"", "ab12") == LINE
