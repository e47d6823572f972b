"""`ssg serve` while people write: what is saved is told, what is wrong is shown, and it stops at once."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import re
import resource
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import msgspec
import pytest
import watchfiles

from generator.base import dates
from generator.serve import state, watch
from generator.serve.first_look import Sizes
from generator.serve.inbox import EVERYTHING
from generator.serve.preview import Preview
from generator.stages.options import Options
from tests.serve_support import PATIENCE, TIMING, Ear, Serving, serving
from tests.support import Portal, article, site, ssg_begun

SOON = 15.0
"""Seconds a preview may take to end. On an idle machine it is one at most, which `make bench-serve` shows; the tests share theirs."""
BURSTS = msgspec.structs.replace(TIMING, silence=500, burst=int(1000 * PATIENCE))
"""What is saved in one go is one burst, though the machine is busy and there are pauses in it."""
TURNS = 5000 if os.environ.get("WARTA_LONG") else 60
BANJIR, PASAR = "content/daerah/2024/10/banjir.md", "content/daerah/2024/10/pasar.md"
URL, OTHER = "/daerah/2024/10/banjir/", "/daerah/2024/10/pasar/"


def portal(folder: Path) -> Portal:
    made = site(folder)
    made.add(BANJIR, article("Banjir Surut", "Isi pertama.", summary="Air surut."))
    made.add(PASAR, article("Pasar Dibuka", "Isi pasar."))
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/assets/uji.css", "body { color: black }\n")
    made.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    return made


def wrong(server: Serving, ear: Ear, message: str) -> dict:
    """Wait until a browser is told of one problem, and return it."""
    server.until(lambda: [one["message"] for one in ear.of("state")[-1]["problems"]] == [message])
    return ear.of("state")[-1]["problems"][0]


def test_a_saved_body_is_told_to_its_own_page_alone(tmp_path: Path):
    """A browser that shows the page hears of it, one that shows another hears nothing; the page is there at once."""
    with serving(portal(tmp_path)) as server, server.listening(URL) as own, server.listening("/terkini/") as other:
        server.portal.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        assert own.wait("pages")["changed"] == [URL]
        assert b"Isi kedua." in server.get(URL).body
        own.wait("state", 2)
        other.wait("state", 2)
        assert all("/terkini/" not in told["changed"] for told in other.of("pages"))


def test_a_new_headline_is_told_to_the_lists_that_show_it(tmp_path: Path):
    """What a list shows of an article is part of the list."""
    with serving(portal(tmp_path)) as server, server.listening("/daerah/") as kanal, server.listening("/") as home:
        server.portal.edit(BANJIR, "Banjir Surut", "Banjir Datang Lagi")
        kanal.wait("pages")
        home.wait("pages")
        assert b"Banjir Datang Lagi" in server.get("/daerah/").body
        server.portal.build()
        body = re.sub(rb"<script src=\"/_ssg/[^\n]*\n", b"", server.get("/").body)
        assert body == server.portal.files()["index.html"]


def test_pages_that_come_and_go_are_told(tmp_path: Path):
    """A page that is deleted, and one that is missing and then written, are changes of their address."""
    missing = "/daerah/2024/10/baru/"
    with serving(portal(tmp_path)) as server, server.listening(OTHER) as old, server.listening(missing) as new:
        server.portal.remove(PASAR)
        old.wait("pages")
        assert server.get(OTHER).status == 404
        server.portal.add("content/daerah/2024/10/baru.md", article("Baru"))
        server.until(lambda: server.get(missing).status == 200)
        server.until(lambda: {"kind": "pages", "changed": [missing]} in new.events)


def test_a_folder_that_is_renamed_is_read_anew(tmp_path: Path):
    """All that was in it is gone, all that is in the new one is there."""
    with serving(portal(tmp_path)) as server:
        os.rename(server.portal.folder / "content/daerah", server.portal.folder / "content/olahraga")
        server.until(lambda: server.get("/olahraga/2024/10/pasar/").status == 200)
        assert server.get(OTHER).status == 404


def test_a_burst_of_saves_is_one_update(tmp_path: Path):
    """Two hundred files that are written together, as by a checkout, are taken in together."""
    with serving(portal(tmp_path), timing=BURSTS) as server:
        before = server.live.updates
        for number in range(200):
            server.portal.add(f"content/daerah/2024/10/b{number}.md", article(f"Berita {number}"))
        server.until(lambda: server.get("/daerah/2024/10/b199/").status == 200)
        time.sleep(2 * BURSTS.silence / 1000)
        assert server.live.updates - before <= 2


def test_a_save_by_renaming_is_one_update(tmp_path: Path):
    """Editors write a temporary file and rename it; nobody sees the page missing."""
    with serving(portal(tmp_path), timing=BURSTS) as server, server.listening(URL) as own:
        file = server.portal.folder / BANJIR
        os.rename(file, file.with_name("banjir.md~"))
        temporary = server.portal.add(f"{BANJIR}.tmp", article("Banjir Surut", "Isi tersimpan."))
        os.rename(temporary, file)
        own.wait("pages")
        assert b"Isi tersimpan." in server.get(URL).body
        assert server.live.problems == ()


def test_a_dead_address_in_site_yaml_keeps_nobody_from_writing(tmp_path: Path):
    """It is told, and pages go on to be shown as they are saved; the page that it wants mends it."""
    made = portal(tmp_path)
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
    with serving(portal(tmp_path)) as server:
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
    with serving(portal(tmp_path), timing=timing) as server, server.listening(URL) as own:
        for turn in range(5):
            server.portal.add(BANJIR, "")
            time.sleep(0.04)
            server.portal.add(BANJIR, article("Banjir Surut", f"Isi {turn}."))
            own.wait("pages", turn + 1)
        assert not any(told["problems"] for told in own.of("state"))
        assert not any("error" in said for said in server.said)


def test_a_stylesheet_is_told_as_a_file(tmp_path: Path):
    """A changed stylesheet is no reason to load the page again."""
    with serving(portal(tmp_path)) as server, server.listening(URL) as own:
        server.portal.add("themes/uji/assets/uji.css", "body { color: red }\n")
        assert own.wait("files")["changed"] == ["/aset/uji.css"]
        assert own.of("pages") == []
        assert b"red" in server.get("/aset/uji.css").body


@pytest.mark.parametrize("path", ["site.yaml", "themes/uji/theme.yaml"])
def test_another_accent_is_told_as_a_stylesheet(tmp_path: Path, path: str):
    """The colours are made of settings: whoever has a page open is told, and so is who comes back; once, not at every save."""
    made, key = portal(tmp_path), "theme_settings" if path == "site.yaml" else "settings"
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
    with serving(portal(tmp_path)) as server, server.listening(URL) as own:
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
    with serving(portal(tmp_path)) as server:
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
    made = portal(tmp_path)
    made.add("content/daerah/2024/10/tautan.md", article("Tautan", f"Lihat [pasar]({OTHER})."))
    with serving(made) as server, server.listening("/") as ear:
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
    made = portal(tmp_path)
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
    made = portal(tmp_path)
    good = (made.folder / "site.yaml").read_bytes()
    made.add("site.yaml", "name: [\n")
    with serving(made, ready=False) as server:
        answer = server.get("/")
        assert answer.status == 503
        assert b"/_ssg/preview.js" in answer.body
        ear = Ear(server.port, "/", "")
        server.until(lambda: ear.of("state") and ear.of("state")[-1]["problems"])
        made.add("site.yaml", good)
        ear.wait("ready")
        assert server.get("/").status == 200
        ear.close()


def test_a_browser_that_was_away_is_told_at_once(tmp_path: Path):
    """Whoever connects with a page that is not the present one hears that it changed: after sleep, or a restart."""
    made = portal(tmp_path)
    with serving(made) as server, server.listening(URL) as own:
        seen = own
        page = server.get(URL).body
    assert seen.ended.wait(PATIENCE)
    made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
    with serving(made) as server:
        old = Ear(server.port, URL, re.search(rb'data-halaman="(\w+)"', page)[1].decode())  # type: ignore[index]
        assert old.wait("pages")["changed"] == [URL]
        old.close()


def test_it_begins_with_a_copy_of_the_builds_store(tmp_path: Path):
    """On a site that was built, nothing is read again, and the build's store is not touched."""
    made = portal(tmp_path)
    made.build()
    before = (made.folder / ".ssg/store.db").read_bytes()
    with serving(made) as server:
        assert server.live.progress == ("", 0, 0) or server.live.progress[2] <= 3
        assert server.get(URL).status == 200
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)
        assert (made.folder / ".ssg/store.db").read_bytes() == before
    assert made.build().changed > 0
    assert made.files() == made.clean()


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


def test_a_random_series_of_saves_ends_like_a_clean_build(tmp_path: Path):
    """After edits, renames, deletions and mistakes, under load, every page is that of a build from nothing."""
    made = portal(tmp_path)
    dice = random.Random(5)
    over = threading.Event()
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
        for one in visitors:
            one.start()
        memory = []
        begun = time.monotonic()
        for turn in range(TURNS):
            disturb(made, dice, turn)
            if turn % 5 == 0:
                time.sleep(0.02)
            if turn % 250 == 0:
                memory.append(resident())
        over.set()
        for one in visitors:
            one.join()
        assert failures == []
        print(f"{TURNS} saves in {time.monotonic() - begun:.0f} s; memory in MB: {[one >> 20 for one in memory]}")
        assert memory[-1] < memory[len(memory) // 2] * 1.2
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


def test_a_link_to_a_folder_elsewhere_is_not_entered(tmp_path: Path):
    """What a symbolic link leads to is neither read nor watched, whether it is there from the start or comes later."""
    made = portal(tmp_path / "situs")
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "curian.md").write_text(article("Curian"))
    os.symlink("/", made.folder / "content/akar")
    with serving(made) as server:
        server.until(lambda: server.live.problems)
        os.symlink(outside, made.folder / "content/daerah/2024/luar")
        server.until(lambda: len(server.live.problems) == 2)
        (outside / "curian.md").write_text(article("Curian", "Lagi."))
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)
        assert server.get("/daerah/2024/luar/curian/").status == 404
        assert server.get("/daerah/2024/10/curian/").status == 404
        made.add("content/olahraga/2024/10/baru.md", article("Baru"))
        server.until(lambda: server.get("/olahraga/2024/10/baru/").status == 200)
        made.edit("content/olahraga/2024/10/baru.md", "Baru", "Terbaru")
        server.until(lambda: b"Terbaru" in server.get("/olahraga/2024/10/baru/").body)


def test_a_link_to_a_file_follows_it(tmp_path: Path):
    """A file that is edited is seen under the name of a link to it in another folder, too."""
    made = portal(tmp_path)
    made.add("content/arsip/tabel.csv", "a,1\n")
    (made.folder / "content/unduh").mkdir()
    os.symlink("../arsip/tabel.csv", made.folder / "content/unduh/satu.csv")
    with serving(made) as server:
        assert server.get("/unduh/satu.csv").body == b"a,1\n"
        os.symlink("../arsip/tabel.csv", made.folder / "content/unduh/dua.csv")
        server.until(lambda: server.get("/unduh/dua.csv").status == 200)
        with server.listening("/unduh/") as ear:
            made.add("content/arsip/tabel.csv", "a,2\n")
            both = {"/unduh/satu.csv", "/unduh/dua.csv"}
            # The first may still be about the new link alone.
            server.until(lambda: any(both <= {*told["changed"]} for told in ear.of("files")))
        link = made.folder / "content/daerah/2024/10/tautan.md"
        made.add("content/naskah/tautan.md", article("Tautan", category="daerah"))
        os.symlink("../../../naskah/tautan.md", link)
        server.until(lambda: server.live.problems == ())


def test_the_last_good_pages_stay_while_content_is_away(tmp_path: Path):
    """A checkout may take content/ away; the problem is told, pages stay, and all is well when it is back."""
    made = portal(tmp_path)
    content = made.folder / "content"
    with serving(made) as server:
        content.rename(made.folder / "pergi")
        server.until(lambda: server.live.problems)
        assert "no folder content/" in server.live.problems[0].message
        assert server.get(URL).status == 200
        (made.folder / "pergi").rename(content)
        server.until(lambda: not server.live.problems)
        # Saved before the folder is watched again.
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)


def test_a_site_behind_a_link_is_watched(tmp_path: Path):
    """The site's folder may be a symbolic link, and content/ another."""
    made = portal(tmp_path / "situs")
    content = made.folder / "content"
    content.rename(tmp_path / "naskah")
    content.symlink_to(tmp_path / "naskah")
    (tmp_path / "pintas").symlink_to(made.folder)
    made.folder = tmp_path / "pintas"
    with serving(made) as server:
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)


def test_without_a_watcher_files_are_looked_at_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the system watches no more files, the preview says so once and looks by itself, and misses no second save."""
    watched = watchfiles.watch

    def refuse(*paths, force_polling=None, **options):
        if not force_polling:
            raise OSError(28, "OS file watch limit reached")
        return watched(*paths, force_polling=True, **{**options, "poll_delay_ms": 100})

    monkeypatch.setattr(watchfiles, "watch", refuse)
    made = portal(tmp_path)
    with serving(made) as server:
        server.until(lambda: any("limit reached" in said for said in server.said))
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)
        # This one is in the same second, in which files that are looked at now and then are the same to the system.
        made.edit(BANJIR, "Isi kedua.", "Isi ketiga.")
        server.until(lambda: b"Isi ketiga." in server.get(URL).body)
        assert sum("limit reached" in said for said in server.said) <= 2


# ------------------------------------------------------------------- other machines


def test_other_machines_need_the_token(tmp_path: Path):
    """Without it nothing is shown; in the address it is taken once and then kept as a cookie."""
    made = portal(tmp_path)
    made.add("content/daerah/2024/10/rahasia.md", article("Rahasia Redaksi", draft="true"))
    # A name that is not this machine's own is treated like another machine.
    with serving(made, token="s3cret-token", hosts=("warta.test",)) as server:
        host = {"Host": f"warta.test:{server.port}"}
        assert server.get(URL, host).status == 401
        assert server.get(f"{URL}?token=wrong", host).status == 401
        first = server.get(f"{URL}?token=s3cret-token&a=1", host)
        assert (first.status, first.headers["location"]) == (303, f"{URL}?a=1")
        cookie = first.headers["set-cookie"]
        assert "httponly" in cookie.lower()
        known = {**host, "Cookie": cookie.partition(";")[0]}
        assert server.get(URL, known).status == 200
        assert server.get(URL).status == 200, "this machine needs no token"
        assert server.get("/daerah/2024/10/rahasia/", known).status == 404
        assert b"Rahasia" not in server.get("/_ssg/", known).body
        assert (
            server.get("/_ssg/now", {**known, "Origin": f"http://warta.test:{server.port}"}, "POST", b"").status == 403
        )
        assert "vscode:" not in server.get(f"/_ssg/page?url={URL}", known).body.decode()


# ---------------------------------------------------------------------- the command


def command(folder: Path, *arguments: str, apart: bool = False) -> subprocess.Popen[str]:
    heard = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return ssg_begun(Portal(folder), "serve", *arguments, start_new_session=apart, **heard)


def test_it_stops_within_a_second_with_browsers_connected(tmp_path: Path):
    """Ctrl-C ends it with code 0, whoever is listening."""
    made = portal(tmp_path)
    process = command(made.folder, "--port", "0")
    assert process.stdout is not None
    port = int(process.stdout.readline().rsplit(":", 1)[1].strip("/\n"))
    ears = [Ear(port, URL, "") for _ in range(5)]
    begin = time.perf_counter()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert time.perf_counter() - begin < SOON
    assert process.returncode == 0
    assert "Traceback" not in said
    for ear in ears:
        assert ear.ended.wait(PATIENCE)
        ear.close()


def ask(port: int, path: str, host: str) -> int:
    """Return the status of an answer under a name."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        return connection.getresponse().status


def opened(process: subprocess.Popen[str]) -> str:
    """Return the address that a preview prints when it answers."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ended(process: subprocess.Popen[str], with_signal: int = signal.SIGINT) -> str:
    """End a preview, which has to be clean and within a second, and return what it said."""
    begin = time.perf_counter()
    process.send_signal(with_signal)
    _, said = process.communicate(timeout=PATIENCE)
    assert time.perf_counter() - begin < SOON
    assert process.returncode == 0
    assert "Traceback" not in said
    assert said.count("stopped") == 1
    return said


def test_it_stops_within_a_second_whatever_it_is_at(tmp_path: Path):
    """An endless template and a reading that is under way are cut off; a signal to end is as good as Ctrl-C."""
    made = portal(tmp_path)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    made.add("themes/uji/templates/home.html", endless)
    process = command(made.folder, "--port", "0")
    port = int(opened(process).rsplit(":", 1)[1].strip("/"))
    with contextlib.closing(socket.create_connection(("127.0.0.1", port))) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.5)
        ended(process)
    made.remove("themes/uji/templates/home.html")
    process = command(made.folder, "--port", "0")
    opened(process)
    ended(process, signal.SIGTERM)


@pytest.mark.parametrize("moment", [0.0, 0.2, 0.5])
def test_ctrl_c_while_the_site_is_read_is_quiet(tmp_path: Path, moment: float):
    """A terminal sends Ctrl-C to all processes; those that read for the preview end without a word."""
    made = portal(tmp_path)
    for number in range(1200):
        made.add(f"content/daerah/2024/09/n{number}.md", article(f"Berita {number}", timestamp="2024-09-01 10:00 WIB"))
    process = command(made.folder, "--port", "0", apart=True)
    opened(process)
    time.sleep(moment)
    begin = time.perf_counter()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert time.perf_counter() - begin < SOON
    assert process.returncode == 0
    assert "Traceback" not in said, said
    assert "failed" not in said


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_kill_leaves_no_process_behind(tmp_path: Path):
    """The processes that read for a preview end with it, even if it is killed; the next preview is as good as new."""
    made = portal(tmp_path)
    for number in range(1500):
        made.add(f"content/daerah/2024/09/n{number}.md", article(f"Berita {number}", timestamp="2024-09-01 10:00 WIB"))
    process = command(made.folder, "--port", "0")
    opened(process)

    def children() -> list[int]:
        found = Path(f"/proc/{process.pid}/task").glob("*/children")
        return [int(one) for file in found for one in file.read_text().split()]

    end = time.monotonic() + PATIENCE
    while len(workers := children()) < 2 and time.monotonic() < end and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    end = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{one}/stat").exists() for one in workers):
        assert time.monotonic() < end, "processes stay"
        time.sleep(0.05)
    with serving(made) as server:
        assert server.get("/daerah/2024/09/n7/").status == 200


def test_a_second_preview_is_told_where_the_first_is(tmp_path: Path):
    """Two previews of one site do not run; the second names the address of the first, whatever port it was given."""
    made = portal(tmp_path)
    first = command(made.folder, "--port", "0")
    address = opened(first)
    for port in (address.rsplit(":", 1)[1].strip("/"), "0"):
        second = command(made.folder, "--port", port)
        _, said = second.communicate(timeout=PATIENCE)
        assert second.returncode == 2
        assert (
            said == f"error: another `ssg serve` of this site is running at {address}; use that one, or stop it first\n"
        )
    ended(first)


def test_a_state_that_cannot_be_kept_is_said(tmp_path: Path):
    """A sentence, not a trace."""
    made = portal(tmp_path)
    (made.folder / ".ssg").symlink_to("nowhere")
    process = command(made.folder, "--port", "0")
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert re.fullmatch("error: .*is a link to nowhere, which does not exist; .*\n", said)


def test_another_name_is_answered_to_who_has_the_token(tmp_path: Path):
    """--allow-host opens the preview for that name, with the token that is printed, and for no other."""
    made = portal(tmp_path)
    process = command(made.folder, "--port", "0", "--allow-host", "kabar.test")
    port = int(opened(process).rsplit(":", 1)[1].strip("/"))
    said = ""
    assert process.stderr is not None
    while "token=" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    token = re.search(r"http://kabar\.test:\d+/\?token=(\S+)", said)[1]  # type: ignore[index]
    assert ask(port, "/", "kabar.test") == 401
    assert ask(port, f"/?token={token}", "kabar.test") == 303
    assert ask(port, "/", "lain.test") == 403
    assert ask(port, "/", "localhost") in (200, 503)
    ended(process)


def test_the_address_that_is_printed_can_be_opened(tmp_path: Path):
    """Bound to an address of the network, the preview names that, with the token; a restart knows the token still."""
    made = portal(tmp_path)
    tokens = set()
    for _ in range(2):
        process = command(made.folder, "--port", "0", "--host", "127.0.0.2")
        address = opened(process)
        match = re.fullmatch(r"http://127\.0\.0\.2:(\d+)/\?token=(\S+)", address)
        assert match
        tokens.add(match[2])
        connection = http.client.HTTPConnection("127.0.0.2", int(match[1]), timeout=PATIENCE)
        connection.request("GET", f"/?token={match[2]}")
        assert connection.getresponse().status == 303
        connection.close()
        ended(process)
    assert len(tokens) == 1
    assert (made.folder / ".ssg/serve/token").stat().st_mode & 0o077 == 0


def test_a_used_port_is_said_and_another_one_found(tmp_path: Path):
    """A used port ends it with code 2 and a sentence; --port auto takes the next one."""
    made = portal(tmp_path)
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = command(made.folder, "--port", str(port))
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 2
        assert (
            said
            == f"error: port {port} is used by another program; name another with --port {port + 1}, or let ssg find a free one with --port auto\n"
        )
    with contextlib.closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held = True
        try:
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        except OSError:
            # By another program, which may end any time.
            held = False
        process = command(made.folder, "--port", "auto")
        assert process.stdout is not None
        assert int(process.stdout.readline().rsplit(":", 1)[1].strip("/\n")) >= 8000 + held
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


def test_wrong_use_is_said(tmp_path: Path):
    """A folder without a site, a port that is none and a time that is none end with code 2."""
    made = portal(tmp_path)
    for folder, arguments in ((tmp_path, ()), (made.folder, ("--port", "x")), (made.folder, ("--now", "besok"))):
        process = command(folder, *arguments)
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 2
        assert said.startswith("error: ")
        assert "Traceback" not in said


def test_the_newest_are_shown_while_the_rest_is_read(tmp_path: Path):
    """On a large site that was never read, a first look shows the newest articles; then everything is there."""
    made = portal(tmp_path)
    for year in range(2014, 2022):
        link = "" if year == 2014 else f"[lama](/daerah/{year - 1}/01/a/)"
        made.add(f"content/daerah/{year}/01/a.md", article(f"Tahun {year}", link, timestamp=f"{year}-01-05 10:00 WIB"))
    seen = []
    with state.alone(made.folder), state.opened(made.folder) as store:
        options = Options(site=str(made.folder), output="", now=made.now, jobs=1)
        one = Preview(options, store, state.folder_of(made.folder), Sizes(large=5, newest=2))
        one.first_look_shown = lambda: seen.append(
            (one.pages.partial, one.pages.find(URL).status, one.pages.find("/daerah/2014/01/a/").status)
        )
        one.update(made.now, EVERYTHING, lambda *_: None)
        assert seen == [(True, 200, 404)]
        assert (one.pages.partial, one.pages.find(URL).status, one.pages.find("/daerah/2014/01/a/").status) == (
            False,
            200,
            200,
        )
        assert one.problems == ()
        made.build()
        assert one.pages.find("/").body == made.files()["index.html"]
        one.close()


def test_what_is_saved_while_the_rest_is_read_is_shown(tmp_path: Path):
    """Among the newest articles a save is seen at once, with its pictures; a mistake is told; all is read after that."""
    made = portal(tmp_path)
    made.add("content/foto/baru.txt", "catatan")
    made.add("content/foto/.rahasia.txt", "rahasia")
    made.add("content/foto/a.html", "<script>")
    os.symlink("baru.txt", made.folder / "content/foto/tautan.txt")
    for year in range(2014, 2022):
        made.add(f"content/daerah/{year}/01/a.md", article(f"Tahun {year}", timestamp=f"{year}-01-05 10:00 WIB"))
    seen: list[object] = []
    folder = frozenset({"daerah/2024/10/"})
    with state.alone(made.folder), state.opened(made.folder) as store:
        options = Options(site=str(made.folder), output="", now=made.now, jobs=1)
        one = Preview(options, store, state.folder_of(made.folder), Sizes(large=5, newest=2))

        def meanwhile(*_: object) -> None:
            if seen:
                return
            made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
            seen.append(one.glance(folder))
            seen.append(b"Isi kedua." in one.pages.find(URL).body)
            made.edit(BANJIR, "author:", "penulis:")
            seen.append(len(one.glance(folder) or ()))
            seen.append(b"Isi kedua." in one.pages.find(URL).body)
            made.edit(BANJIR, "penulis:", "author:")
            seen.append(one.glance(frozenset({"daerah/2014/01/"})))
            names = ("baru.txt", ".rahasia.txt", "a.html", "tautan.txt", "../../site.yaml", "\0", "", "/etc/passwd")
            seen.append([one.pages.find(f"/foto/{name}").status for name in names])

        one.update(made.now, EVERYTHING, meanwhile)
        assert seen == [(), True, 1, True, None, [200, 404, 404, 200, *[404] * 4]]
        assert (one.pages.partial, one.pages.find("/daerah/2014/01/a/").status) == (False, 200)
        assert not (state.folder_of(made.folder) / "first").exists()
        one.close()


def test_a_large_site_misses_nothing_that_is_saved_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Its first look is before the watching begins; what is saved in between is seen all the same."""
    made = portal(tmp_path)
    made.build()
    begin = watch.survey

    def late(content: str) -> object:
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        return begin(content)

    monkeypatch.setattr(watch, "survey", late)
    with serving(made, sizes=Sizes(large=2)) as server:
        server.until(lambda: b"Isi kedua." in server.get(URL).body)


def test_the_news_sitemap_ages_by_itself(tmp_path: Path):
    """The hour when its oldest article becomes too old is one at which the preview looks again."""
    made = portal(tmp_path)
    with serving(made) as server:
        one = server.live.preview
        published = dates.parse("2024-10-09 16:10 WIB", "WIB").epoch
        due = one.next_hour(made.now)
        assert due == published + 2 * 86400 + 1
        assert b"banjir" in server.get("/sitemap-news.xml").body
        server.live.set_time(due)
        server.until(lambda: b"banjir" not in server.get("/sitemap-news.xml").body)
        assert one.next_hour(due) == 0
