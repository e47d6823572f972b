"""The preview bar: Indonesian throughout, and no word of what a visitor may not see."""

from __future__ import annotations

from pathlib import Path

from generator.serve.events import Listener
from tests.serve_support import serving
from tests.support import Portal, article, site

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
