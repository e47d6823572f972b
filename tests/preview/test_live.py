"""Live: what is saved is announced to whoever shows it, and what is wrong to everybody."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from generator.base import dates
from tests.preview_support import BANJIR, OTHER, PASAR, PATIENCE, TIMING, URL, Ear, Serving, newsroom, serving
from tests.quick import LONG
from tests.support import Portal, article


def wrong(server: Serving, ear: Ear, message: str) -> dict:
    """Wait until a browser is told of one problem, and return it."""
    server.until(lambda: [one["message"] for one in ear.of("state")[-1]["problems"]] == [message])
    return ear.of("state")[-1]["problems"][0]


def test_what_has_to_end_with_it_is_told_how_long_it_has(tmp_path: Path):
    """So the desk keeps what was written a moment before."""
    told: list[float] = []
    with serving(newsroom(tmp_path)) as server:
        server.live.at_end.append(told.append)
    assert 0 <= told[0] <= PATIENCE


def test_a_saved_body_is_told_to_its_own_page_alone(tmp_path: Path):
    """A browser that shows the page hears of it, one that shows another hears nothing; the page is there at once."""
    with serving(newsroom(tmp_path)) as server, server.listening(URL) as own, server.listening("/terkini/") as other:
        server.portal.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        assert own.wait("pages")["changed"] == [URL]
        assert b"Isi kedua." in server.get(URL).body
        own.wait("state", 2)
        other.wait("state", 2)
        assert all("/terkini/" not in told["changed"] for told in other.of("pages"))


def test_a_new_headline_is_told_to_the_lists_that_show_it(tmp_path: Path):
    """What a list shows of an article is part of the list."""
    with serving(newsroom(tmp_path)) as server, server.listening("/daerah/") as kanal, server.listening("/") as home:
        server.portal.edit(BANJIR, "Banjir Surut", "Banjir Datang Lagi")
        kanal.wait("pages")
        home.wait("pages")
        assert b"Banjir Datang Lagi" in server.get("/daerah/").body
        server.portal.build()
        body = re.sub(rb"<script src=\"/_ssg/[^\n]*\n", b"", server.get("/").body)
        assert body == server.portal.files()["index.html"]


def test_counts_that_come_and_change_are_shown(tmp_path: Path):
    """What is read most is shown when a counter says so, and again when it says otherwise; a broken file takes it away."""
    made = newsroom(tmp_path)
    with serving(made) as server, server.listening("/") as home:
        for count, first in ((1, OTHER), (9, URL)):
            views = f'{{"until": "2024-10-10 11:00 WIB", "views": {{"{URL}": {count}, "{OTHER}": 5}}}}'
            made.add("data/popular.json", views)
            server.until(lambda: first.encode() in server.get("/").body.partition(b"kotak terpopuler")[2][:400])  # noqa: B023 - called at once
        home.wait("pages")
        made.add("data/popular.json", "{")
        server.until(lambda: b"kotak terpopuler" not in server.get("/").body)


def test_pages_that_come_and_go_are_told(tmp_path: Path):
    """A page that is deleted, and one that is missing and then written, are changes of their address."""
    missing = "/daerah/2024/10/baru/"
    with serving(newsroom(tmp_path)) as server, server.listening(OTHER) as old, server.listening(missing) as new:
        server.portal.remove(PASAR)
        old.wait("pages")
        assert server.get(OTHER).status == 404
        server.portal.add("content/daerah/2024/10/baru.md", article("Baru"))
        server.until(lambda: server.get(missing).status == 200)
        server.until(lambda: {"kind": "pages", "changed": [missing]} in new.events)


def test_a_dead_address_in_site_yaml_keeps_nobody_from_writing(tmp_path: Path):
    """It is told, and pages go on to be shown as they are saved; the page that it wants mends it."""
    made = newsroom(tmp_path)
    made.add("site.yaml", (made.folder / "site.yaml").read_text() + "footer: [{name: Tentang, url: /tentang/}]\n")
    with serving(made) as server, server.listening(URL) as own:
        server.until(lambda: [str(one.where) for one in server.live.problems] == ["site.yaml:10:31"])
        server.portal.edit(BANJIR, "Banjir", "Banjir Besar")
        own.wait("pages")
        assert b"Banjir Besar" in server.get(URL).body
        assert len(server.live.problems) == 1
        server.portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nKami.\n")
        server.until(lambda: not server.live.problems)


def test_icons_are_made_when_they_are_asked_for(tmp_path: Path):
    """They are what a build writes; another picture that will not do leaves those that were there."""
    with serving(newsroom(tmp_path)) as server:
        answer = server.get("/aset/ikon-192.png")
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
        assert server.get("/manifest.webmanifest").headers["content-type"].startswith("application/manifest+json")
        server.portal.build()
        assert answer.body == server.portal.files()["aset/ikon-192.png"]
        server.portal.add("content/foto/ikon.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="5"/>')
        # Were site.yaml taken in before it, the portal would have no picture for icons for a moment, and no icons.
        server.until(lambda: server.get("/foto/ikon.svg").status == 200)
        text = (server.portal.folder / "site.yaml").read_text()
        server.portal.add("site.yaml", text + "icon: /foto/ikon.svg\n")
        server.until(lambda: b"favicon.svg" not in server.get(URL).body)
        assert server.get("/aset/ikon-192.png").body == answer.body


def test_a_file_that_is_half_saved_is_no_problem(tmp_path: Path):
    """An editor that empties a file before it writes it shows nobody an error."""
    # On a busy machine the rest of the save comes later.
    timing = msgspec.structs.replace(TIMING, problems=PATIENCE)
    with serving(newsroom(tmp_path), timing=timing) as server, server.listening(URL) as own:
        for turn in range(5):
            server.portal.add(BANJIR, "")
            time.sleep(0.04)
            server.portal.add(BANJIR, article("Banjir Surut", f"Isi {turn}."))
            own.wait("pages", turn + 1)
        assert not any(told["problems"] for told in own.of("state"))
        assert not any("error" in said for said in server.said)


def test_a_stylesheet_is_told_as_a_file(tmp_path: Path):
    """A changed stylesheet is no reason to load the page again."""
    with serving(newsroom(tmp_path)) as server, server.listening(URL) as own:
        server.portal.add("themes/uji/assets/uji.css", "body { color: red }\n")
        assert own.wait("files")["changed"] == ["/aset/uji.css"]
        assert own.of("pages") == []
        assert b"red" in server.get("/aset/uji.css").body


@pytest.mark.parametrize("path", ["site.yaml", "themes/uji/theme.yaml"])
def test_another_accent_is_told_as_a_stylesheet(tmp_path: Path, path: str):
    """The colours are made of settings: whoever has a page open is told, and so is who comes back; once, not at every save."""
    made, key = newsroom(tmp_path), "theme_settings" if path == "site.yaml" else "settings"
    text = (made.folder / path).read_text()
    made.add(path, f'{text}{key}: {{accent: "#0a7d4f"}}\n')
    with serving(made) as server, server.listening(URL) as own:
        before = own.wait("hello")["assets"]["/aset/warna.css"]
        made.edit(path, "#0a7d4f", "#7d0a4f")
        assert own.wait("files")["changed"] == ["/aset/warna.css"]
        assert b"--aksen: #7d0a4f" in server.get("/aset/warna.css").body
        own.wait("state", 2)
        made.edit("site.yaml", "name: Kabar Uji", "name: Kabar Lain")
        own.wait("pages")
        assert len(own.of("files")) == 1
        with server.listening(URL) as back:
            assert back.wait("hello")["assets"]["/aset/warna.css"] != before


def test_errors_are_shown_and_vanish(tmp_path: Path):
    """A mistake is told with its place, the last good page stays, others go on, and mending takes it away."""
    with serving(newsroom(tmp_path), speaking="en") as server, server.listening(URL) as own:
        server.portal.edit(BANJIR, "author:", "penulis:")
        problem = wrong(server, own, 'unknown key "penulis"')
        assert problem["place"].startswith(f"{BANJIR}:")
        assert problem["hint"]
        assert b"Isi pertama." in server.get(URL).body
        server.until(lambda: any(problem["message"] in said for said in server.said))
        server.portal.edit(PASAR, "Isi pasar.", "Isi pasar baru.")
        server.until(lambda: b"Isi pasar baru." in server.get(OTHER).body)
        assert server.json(f"/_ssg/page?url={URL}")["problems"] == [problem]
        server.portal.edit(BANJIR, "penulis:", "author:")
        server.until(lambda: own.of("state")[-1]["problems"] == [])
        server.until(lambda: "all problems are mended" in server.said)


def test_a_dead_link_holds_back_its_own_article_alone(tmp_path: Path):
    """An article that links to nothing stays as it was; what others save is shown."""
    with serving(newsroom(tmp_path)) as server:
        server.portal.edit(BANJIR, "Isi pertama.", "Lihat [ini](/tidak/ada/).")
        server.until(lambda: server.live.problems)
        server.portal.edit(PASAR, "Isi pasar.", "Isi pasar baru.")
        server.until(lambda: b"Isi pasar baru." in server.get(OTHER).body)
        assert b"Isi pertama." in server.get(URL).body
        assert [one.where.path for one in server.live.problems] == [BANJIR]
        server.portal.add("content/daerah/2024/10/sasaran.md", article("Sasaran", aliases="[/tidak/ada/]"))
        server.until(lambda: not server.live.problems)
        assert b"Lihat" in server.get(URL).body


def test_an_article_that_goes_holds_back_nobody(tmp_path: Path):
    """Its page is gone, the dead link is told at its place, and what others save is shown."""
    made = newsroom(tmp_path)
    made.add("content/daerah/2024/10/tautan.md", article("Tautan", f"Lihat [pasar]({OTHER})."))
    with serving(made, speaking="en") as server, server.listening("/") as ear:
        made.remove(PASAR)
        problem = wrong(server, ear, f'this link leads nowhere: there is no "{OTHER}"')
        assert problem["place"] == "content/daerah/2024/10/tautan.md:7:15"
        assert "Lihat [pasar]" in problem["excerpt"]
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)
        assert server.get(OTHER).status == 404
        made.add(PASAR, article("Pasar Dibuka"))
        server.until(lambda: not server.live.problems)
        assert f'href="{OTHER}"'.encode() in server.get("/daerah/2024/10/tautan/").body


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site.yaml", "name: [\n"),
        ("themes/uji/templates/article.html", "{% if %}"),
        ("themes/uji/templates/article.html", "{{ article.nothing.at.all }}"),
        ("themes/uji/theme.yaml", "extends: tidak-ada\n"),
    ],
)
def test_broken_configuration_and_templates_do_not_end_it(tmp_path: Path, path: str, text: str):
    """The problem is told, the last good page is served, and mending brings everything back."""
    made = newsroom(tmp_path)
    file = made.folder / path
    good = file.read_bytes() if file.exists() else None
    with serving(made) as server, server.listening(URL) as own:
        made.add(path, text)
        server.until(lambda: own.of("state")[-1]["problems"])
        answer = server.get(URL)
        assert answer.status == 200
        assert b"Isi pertama." in answer.body
        if good is None:
            file.unlink()
        else:
            made.add(path, good)
        server.until(lambda: not own.of("state")[-1]["problems"])
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)


def test_a_site_that_is_broken_from_the_start_is_served_when_mended(tmp_path: Path):
    """Until then the browser shows what is wrong."""
    made = newsroom(tmp_path)
    good = (made.folder / "site.yaml").read_bytes()
    made.add("site.yaml", "name: [\n")
    with serving(made, ready=False) as server:
        answer = server.get("/")
        assert answer.status == 503
        assert b"/_ssg/preview.js" in answer.body
        assert b"/_ssg/preview.js" in server.get("/versi-1.2/berita/").body
        assert server.get("/foto/a.jpg").body == b"The site is being read.\n"
        ear = Ear(server.port, "/", "")
        server.until(lambda: ear.of("state") and ear.of("state")[-1]["problems"])
        made.add("site.yaml", good)
        ear.wait("ready")
        assert server.get("/").status == 200
        ear.close()


def test_a_browser_that_was_away_is_told_at_once(tmp_path: Path):
    """Whoever connects with a page that is not the present one hears that it changed: after sleep, or a restart."""
    made = newsroom(tmp_path)
    with serving(made) as server, server.listening(URL) as own:
        seen = own
        page = server.get(URL).body
    assert seen.ended.wait(PATIENCE)
    made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
    with serving(made) as server:
        old = Ear(server.port, URL, re.search(rb'data-halaman="(\w+)"', page)[1].decode())  # type: ignore[index]
        assert old.wait("pages")["changed"] == [URL]
        old.close()


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
        time.sleep(0.05)
        os.rename(away, file.parent)
    elif dice.random() < 0.1:
        made.add(path, article(f"Judul {turn}", "Salah.", tags="[T1", editor=""))
    else:
        made.add(path, article(f"Judul {turn}", f"Isi {turn}.", tags=f"[T{dice.randrange(4)}]"))


def resident() -> int:
    """Return the memory that this process holds now, or held at most where the system does not say, in bytes."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def series(made: Portal, turns: int) -> list[int]:
    """Save at random while others look, and compare every page with a build from nothing; return the memory over time."""
    dice = random.Random(5)
    over = threading.Event()
    failures: list[str] = []
    memory = []
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
        for turn in range(turns):
            disturb(made, dice, turn)
            if turn % 5 == 0:
                time.sleep(0.02)
            if turn % 250 == 0:
                memory.append(resident())
        over.set()
        for visitor in visitors:
            visitor.join()
        assert failures == []
        for file in (made.folder / "content").rglob("n*.md"):
            if "Salah." in file.read_text():
                file.unlink()
        made.add("content/daerah/2024/10/akhir.md", article("Akhir"))
        server.until(lambda: server.get("/daerah/2024/10/akhir/").status == 200 and not server.live.problems)
        server.until(lambda: ear.of("state")[-1]["problems"] == [])
        for path, data in made.clean().items():
            if path != ".warta":
                body = server.get("/" + path.removesuffix("index.html")).body
                assert re.sub(rb"<script src=\"/_ssg/preview.js[^\n]*\n", b"", body) == data, path
    return memory


def test_a_random_series_of_saves_ends_like_a_clean_build(tmp_path: Path):
    """After edits, renames, deletions and mistakes, under load, every page is that of a build from nothing."""
    series(newsroom(tmp_path), 60)


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="takes many minutes")
def test_a_long_series_of_saves_takes_no_more_memory(tmp_path: Path):
    """The second half of five thousand saves leaves the preview as large as the first."""
    memory = series(newsroom(tmp_path), 5000)
    print(f"memory in MB: {[size >> 20 for size in memory]}")
    assert memory[-1] < memory[len(memory) // 2] * 1.2


def test_the_news_sitemap_ages_by_itself(tmp_path: Path):
    """The hour when its oldest article becomes too old is one at which the preview looks again."""
    made = newsroom(tmp_path)
    with serving(made) as server:
        one = server.live.preview
        published = dates.parse("2024-10-09 16:10 WIB", "WIB").epoch
        due = one.next_hour(made.now)
        assert due == published + 2 * 86400 + 1
        assert b"banjir" in server.get("/sitemap-news.xml").body
        server.live.set_time(due)
        server.until(lambda: b"banjir" not in server.get("/sitemap-news.xml").body)
        assert one.next_hour(due) == 0


def test_it_sleeps_until_something_is_due(tmp_path: Path):
    """For half a minute at most, for a moment at least; where the time stands still or nothing is shown, nothing is due."""
    made = newsroom(tmp_path)
    with serving(made) as server:
        live = server.live
        assert live._until_next_hour() == 30
        live.set_time(None)
        server.until(lambda: live.preview.options.now > made.now)
        for seconds, least, most in ((20, 0.1, 20), (-1, 30, 30), (3600, 30, 30)):
            stamp = datetime.fromtimestamp(time.time() + seconds, UTC).isoformat(timespec="seconds")
            made.add(PASAR, article(f"Pasar {seconds}", timestamp=stamp))
            server.until(lambda: f"Pasar {seconds}".encode() in server.get("/_ssg/").body + server.get("/").body)  # noqa: B023
            assert least <= live._until_next_hour() <= most
        assert live.preview.next_hour(live.now) - time.time() > 3500
    made.add("site.yaml", "name: [\n")
    shutil.rmtree(made.folder / ".ssg")
    with serving(made, ready=False) as server:
        server.live.set_time(None)
        server.until(lambda: server.live.problems)
        assert server.live._until_next_hour() == 30


def test_ctrl_c_is_for_the_preview_and_not_for_what_it_starts(tmp_path: Path) -> None:
    """Processes that read for it inherit that from the thread which starts them."""
    with serving(newsroom(tmp_path)):
        (engine,) = (one for one in threading.enumerate() if one.name == "ssg engine")
        status = Path(f"/proc/self/task/{engine.native_id}/status").read_text()
    blocked = int(next(line.split()[1] for line in status.splitlines() if line.startswith("SigBlk")), 16)
    assert blocked & 1 << signal.SIGINT - 1
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
