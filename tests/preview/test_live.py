"""Live: what is saved is announced to whoever shows it, and what is wrong to everybody."""

from __future__ import annotations

import os
import random
import re
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from tests.preview_support import BANJIR, OTHER, PASAR, PATIENCE, TIMING, URL, newsroom, serving
from tests.support import Portal, article


@pytest.mark.slow
def test_a_saved_body_is_told_to_its_own_page_alone(tmp_path: Path) -> None:
    """A browser that shows the page hears of it, one that shows another hears nothing; the page is there at once."""
    with serving(newsroom(tmp_path)) as server, server.listening(URL) as own, server.listening("/terkini/") as other:
        server.portal.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        assert own.wait("pages")["changed"] == [URL]
        assert b"Isi kedua." in server.get(URL).body
        own.wait("state", 2)
        other.wait("state", 2)
        assert all("/terkini/" not in told["changed"] for told in other.of("pages"))


@pytest.mark.slow
def test_a_new_headline_is_told_to_the_lists_that_show_it(tmp_path: Path) -> None:
    """What a list shows of an article is part of the list."""
    with serving(newsroom(tmp_path)) as server, server.listening("/daerah/") as kanal, server.listening("/") as home:
        server.portal.edit(BANJIR, "Banjir Surut", "Banjir Datang Lagi")
        kanal.wait("pages")
        home.wait("pages")
        assert b"Banjir Datang Lagi" in server.get("/daerah/").body
        assert b"Banjir Datang Lagi" in server.get("/").body


@pytest.mark.slow
def test_counts_that_come_and_change_are_shown(tmp_path: Path) -> None:
    """What is read most is shown when a counter says so, and again when it says otherwise; a broken file takes it away."""
    made = newsroom(tmp_path)
    with serving(made) as server, server.listening("/") as home:

        def first() -> bytes:
            return server.get("/").body.partition(b"kotak terpopuler")[2][:400]

        for count, url in ((1, OTHER), (9, URL)):
            views = f'{{"until": "2024-10-10 11:00 WIB", "views": {{"{URL}": {count}, "{OTHER}": 5}}}}'
            made.add("data/popular.json", views)
            server.until(lambda url=url: url.encode() in first())
        home.wait("pages")
        made.add("data/popular.json", "{")
        server.until(lambda: not first())


@pytest.mark.slow
def test_pages_that_come_and_go_are_told(tmp_path: Path) -> None:
    """A page that is deleted, and one that is missing and then written, are changes of their address."""
    missing = "/daerah/2024/10/baru/"
    with serving(newsroom(tmp_path)) as server, server.listening(OTHER) as old, server.listening(missing) as new:
        seen = server.shown(OTHER)
        server.portal.remove(PASAR)
        old.wait("pages")
        assert server.get(OTHER).status == 404
        server.portal.add("content/daerah/2024/10/baru.md", article("Baru"))
        server.shows(missing)
        server.until(lambda: {"kind": "pages", "changed": [missing]} in new.events)
        with server.listening(OTHER, seen) as again:
            assert [OTHER] in [one["changed"] for one in again.of("pages")]
        with server.listening(OTHER, server.shown(OTHER)) as again:
            assert again.of("pages") == []


@pytest.mark.slow
def test_a_browser_that_was_away_is_told_at_once(tmp_path: Path) -> None:
    """Whoever connects with a page that is not the present one hears that it changed: after sleep, or a restart."""
    made = newsroom(tmp_path)
    with serving(made) as server, server.listening(URL) as own:
        before = server.shown(URL)
    assert own.ended.wait(PATIENCE)
    made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
    with serving(made) as server, server.listening(URL, before) as back:
        assert back.wait("pages")["changed"] == [URL]


@pytest.mark.slow
def test_an_expired_article_is_as_new_as_other_pages(tmp_path: Path) -> None:
    """Readers do not get it, so it is in no list; what it shows of others changes with them all the same."""
    made = newsroom(tmp_path)
    body, url, folder = "Banjir surut di pasar kota.", "/daerah/2024/10/lama/", "content/daerah/2024/10"
    for n in range(60):
        keys = {"timestamp": f"2024-10-{8 + n // 20:02} {n % 20:02}:00 WIB"}
        near = n % 6 == 0
        text = article(f"Judul {n}", body if near else f"Kata{n} unik{n}.", tags="[Banjir]" if near else "", **keys)
        made.add(f"{folder}/b-{n:02}.md", text)
    gone = {"tags": "[Banjir]", "timestamp": "2024-10-08 10:30 WIB", "expires": "2024-10-09 20:00 WIB"}
    made.add(f"{folder}/lama.md", article("Banjir Lama", body, **gone))
    with serving(made, drafts=True) as server:
        server.shows(url, "Banjir Lama")
        assert b"Banjir Dekat" not in server.get(url).body
        keys = {"tags": "[Banjir]", "timestamp": "2024-10-08 11:40 WIB"}
        made.add(f"{folder}/dekat.md", article("Banjir Dekat", body, **keys))
        server.shows("/daerah/2024/10/dekat/")
        assert b"Banjir Dekat" in server.get(url).body
        made.remove(f"{folder}/dekat.md")
        server.until(lambda: server.get("/daerah/2024/10/dekat/").status == 404)
        assert b"Banjir Dekat" not in server.get(url).body


@pytest.mark.slow
def test_a_file_that_is_half_saved_is_no_problem(tmp_path: Path) -> None:
    """An editor that empties a file before it writes it shows nobody an error."""
    # On a busy machine the rest of the save comes later.
    timing = msgspec.structs.replace(TIMING, problems=PATIENCE)
    with serving(newsroom(tmp_path), timing=timing) as server, server.listening(URL) as own:
        for turn in range(5):
            server.portal.add(BANJIR, "")
            server.portal.add(BANJIR, article("Banjir Surut", f"Isi {turn}."))
            server.shows(URL, f"Isi {turn}.")
        own.wait("pages")
        assert not any(told["problems"] for told in own.of("state"))
        assert not any("error" in said for said in server.said)


@pytest.mark.slow
def test_a_stylesheet_is_told_as_a_file(tmp_path: Path) -> None:
    """A changed stylesheet is no reason to load the page again; nor is another colour in the settings of a theme."""
    with serving(newsroom(tmp_path)) as server, server.listening(URL) as own:
        assets = own.wait("hello")["assets"]
        server.portal.add("themes/uji/assets/uji.css", "body { color: red }\n")
        assert own.wait("files")["changed"] == ["/aset/uji.css"]
        assert b"red" in server.get("/aset/uji.css").body
        for number, (path, key, colour) in enumerate(
            (("site.yaml", "theme_settings", "#0a7d4f"), ("site.yaml", "theme_settings", "#7d0a4f"),
             ("themes/uji/theme.yaml", "settings", "#004f0a")), start=2
        ):  # fmt: skip
            text = re.sub(r"\n\w*settings.*", "", (server.portal.folder / path).read_text())
            server.portal.add(path, f'{text}{key}: {{accent: "{colour}"}}\n')
            if path != "site.yaml":
                server.portal.edit("site.yaml", 'theme_settings: {accent: "#7d0a4f"}\n', "")
            assert own.wait("files", number)["changed"] == ["/aset/warna.css"]
            server.until(lambda colour=colour: f"--aksen: {colour}".encode() in server.get("/aset/warna.css").body)
        with server.listening(URL) as back:
            assert back.wait("hello")["assets"]["/aset/warna.css"] != assets["/aset/warna.css"]


@pytest.mark.slow
def test_errors_are_shown_and_vanish(tmp_path: Path) -> None:
    """A mistake is told with its place, the last good page stays, others go on, and mending takes it away."""
    with serving(newsroom(tmp_path), speaking="en") as server, server.listening(URL) as own:
        server.portal.edit(BANJIR, "author:", "autor:")
        server.until(own.problems)
        (problem,) = own.problems()
        assert (problem["path"], problem["line"], problem["code"]) == (BANJIR, 3, "missing-author")
        assert 'unknown key "autor"' in problem["message"]
        assert problem["hint"]
        assert b"Isi pertama." in server.get(URL).body
        server.until(lambda: any(problem["message"] in said for said in server.said))
        server.portal.edit(PASAR, "Isi pasar.", "Isi pasar baru.")
        server.shows(OTHER, "Isi pasar baru.")
        assert server.problems() == [problem]
        server.portal.edit(BANJIR, "autor:", "author:")
        server.until(lambda: not own.problems())
        server.until(lambda: "all problems are mended" in server.said)


@pytest.mark.slow
def test_a_site_that_is_broken_from_the_start_is_served_when_mended(tmp_path: Path) -> None:
    """Until then the browser shows what is wrong."""
    made = newsroom(tmp_path)
    good = (made.folder / "site.yaml").read_bytes()
    made.add("site.yaml", "name: [\n")
    with serving(made, ready=False) as server, server.listening("/", "") as ear:
        answer = server.get("/versi-1.2/berita/")
        assert answer.status == 503
        assert b"/_ssg/preview.js" in answer.body
        assert server.get("/foto/a.jpg").body == b"The site is being read.\n"
        server.until(ear.problems)
        made.add("site.yaml", good)
        ear.wait("ready")
        assert server.get("/").status == 200


@pytest.mark.slow
@pytest.mark.parametrize("pause", [0.05, 3.0])
def test_an_article_comes_and_goes_at_its_hour_by_itself(tmp_path: Path, pause: float) -> None:
    """Nobody saves anything, or asks for another time; the hour may come in the pause after a save."""
    made = newsroom(tmp_path)
    timing = msgspec.structs.replace(TIMING, pause=pause)
    with serving(made, timing=timing) as server, server.listening("/daerah/") as kanal:
        assert server.post("/_ssg/now").status == 204
        server.until(lambda: server.json("/_ssg/page")["pinned"] is False)
        soon = datetime.fromtimestamp(time.time() + 2, UTC).isoformat(timespec="seconds")
        made.add("content/daerah/datang.md", article("Baru Datang", timestamp=soon))
        made.add("content/daerah/pergi.md", article("Akan Pergi", expires=soon))
        server.until(lambda: b"Baru Datang" in server.get("/daerah/").body, 20)
        server.until(lambda: b"Akan Pergi" not in server.get("/daerah/").body, 20)
        assert kanal.of("pages")


@pytest.mark.slow
def test_what_was_wrong_is_known_after_a_restart(tmp_path: Path) -> None:
    """Another preview of the site tells of the same dead links, and of none when they are mended."""
    made = newsroom(tmp_path)
    made.add("content/daerah/2024/10/tautan.md", article("Tautan", f"Lihat [pasar]({OTHER})."))
    with serving(made) as server:
        made.remove(PASAR)
        server.until(server.problems)
        found = server.problems()
    with serving(made) as server:
        server.until(lambda: server.problems() == found)
        made.add("content/olahraga/2024/10/lain.md", article("Lain"))
        server.shows("/olahraga/2024/10/lain/")
        assert server.problems() == found
        made.add(PASAR, article("Pasar"))
        server.until(lambda: not server.problems())
        assert f'href="{OTHER}"'.encode() in server.get("/daerah/2024/10/tautan/").body


def disturb(made: Portal, dice: random.Random, turn: int) -> None:
    """Write, break, rename or delete an article, or take away a folder for a moment."""

    def some() -> str:
        return f"content/{dice.choice(['daerah', 'olahraga'])}/2024/10/n{dice.randrange(12)}.md"

    path = some()
    file = made.folder / path
    if dice.random() < 0.3 and file.exists():
        file.unlink()
    elif dice.random() < 0.15 and file.exists():
        other = made.folder / some()
        other.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file, other)
    elif dice.random() < 0.02 and file.parent.exists():
        # All of a month goes away and comes back, as with a checkout.
        away = made.folder / "content/pindah"
        os.rename(file.parent, away)
        os.rename(away, file.parent)
    elif dice.random() < 0.1:
        made.add(path, article(f"Judul {turn}", "Salah.", tags="[T1", editor=""))
    else:
        draft = "true" if dice.random() < 0.1 else ""
        made.add(path, article(f"Judul {turn}", f"Isi {turn}.", tags=f"[T{dice.randrange(4)}]", draft=draft))


@pytest.mark.slow
def test_a_random_series_of_saves_ends_like_a_clean_build(tmp_path: Path) -> None:
    """After edits, renames, deletions, mistakes and drafts at a click, under load, every page is that of a clean build."""
    made, dice, over = newsroom(tmp_path), random.Random(5), threading.Event()
    failures: list[str] = []
    with serving(made) as server, server.listening("/") as ear:

        def visit() -> None:
            turn = 0
            while not over.wait(0.01):
                turn += 1
                path = ("/", "/terkini/", "/daerah/", f"/daerah/2024/10/n{turn % 12}/", "/feed.xml")[turn % 5]
                status = server.get(path).status
                if status not in (200, 404):
                    failures.append(f"{path}: {status}")

        visitors = [threading.Thread(target=visit) for _ in range(3)]
        for visitor in visitors:
            visitor.start()
        for turn in range(40):
            disturb(made, dice, turn)
            if dice.random() < 0.1:
                server.post(f"/_ssg/drafts?shown={dice.randrange(2)}")
                server.post("/_ssg/now", dice.choice([b"2024-10-09 00:00 WIB", b"2024-10-10 12:00 WIB"]))
            if turn % 5 == 0:
                server.get("/")
        over.set()
        for visitor in visitors:
            visitor.join()
        assert failures == []
        for file in (made.folder / "content").rglob("n*.md"):
            if "Salah." in file.read_text():
                file.unlink()
        server.post("/_ssg/drafts?shown=0")
        server.post("/_ssg/now", b"2024-10-10 12:00 WIB")
        server.settle()
        server.until(lambda: not ear.problems())
        for path, data in made.clean().items():
            if path != ".warta":
                body = server.get("/" + path.removesuffix("index.html")).body
                assert re.sub(rb"<script src=\"/_ssg/preview.js[^\n]*\n", b"", body) == data, path
