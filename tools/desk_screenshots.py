"""Take the pictures of docs/id/meja-redaksi.md: a day at the desk of the demo portal.

    python -m tools.desk_screenshots

Two people work at the real desk, in Chromium, over a copy of the demo with a repository of its own. What they do is
what the guide tells, so this fails where it tells something that is not so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pyvips

from tests.browser_support import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
SETTINGS = """
deploy: {{web: {{to: local, path: {place}, public: "{public}"}}}}
desk:
  review: true
  publish: web
  person: {{header: Remote-User, from: 127.0.0.1}}
  people:
    - {{login: nur, name: Nur Halimah, role: reporter}}
    - {{login: andi, name: Andi Palewa, role: editor}}
"""
PHOTO = "content/foto/2026/11/jembatan.jpg"
TITLE = "Warga Muara Lindan Bangun Lagi Jembatan Kayu"
BODY = """\
MUARA LINDAN - Warga tiga dusun membangun lagi jembatan kayu yang hanyut bulan lalu, Minggu (29/11/2026).

Jembatan sepanjang dua belas meter itu menghubungkan dusun dengan sekolah dan puskesmas. Kayunya disumbangkan warga.

> "Kami tidak mau menunggu sampai musim hujan lewat," kata kepala dusun.
"""


@contextmanager
def served() -> Iterator[tuple[str, Path]]:
    """Serve the desk of a copy of the demo; give its address and folder."""
    with tempfile.TemporaryDirectory() as top:
        site, place = Path(top, "kabar"), Path(top, "pembaca")
        place.mkdir()
        readers = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(place)))
        threading.Thread(target=readers.serve_forever, daemon=True).start()
        settings = SETTINGS.format(place=place, public=f"http://127.0.0.1:{readers.server_port}")
        for name in ("content", "themes"):
            shutil.copytree(ROOT / name, site / name)
        (site / "site.yaml").write_text((ROOT / "site.yaml").read_text("utf-8") + settings, "utf-8")
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Awal"]):
            who = ["-c", "user.name=Andi Palewa", "-c", "user.email=andi@kabar.example"]
            subprocess.run(["git", *who, "-C", str(site), *words], check=True)
        language = {**os.environ, "SSG_LANG": "id"}
        command = [sys.executable, "-m", "generator", "--site", str(site), "serve", "--desk", "--port", "auto"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=language
        ) as server:
            assert server.stdout
            try:
                yield server.stdout.readline().strip().replace("localhost", "127.0.0.1"), site
            finally:
                server.terminate()
                server.wait()
                readers.shutdown()


class Colleague:
    """A person at the desk."""

    def __init__(self, browser: Browser, address: str, login: str, width: int = 1366, height: int = 900) -> None:
        phone = width < 600
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, extra_http_headers={"Remote-User": login}, locale="id-ID",
            has_touch=phone, is_mobile=phone, device_scale_factor=2 if phone else 1,
        )  # fmt: skip
        self.page: Page = self.context.new_page()
        self.address = address

    def go(self, screen: str) -> Page:
        """Open a screen."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}_ssg/desk/#/{screen}")
        self.page.locator("main").wait_for()
        self.page.wait_for_timeout(900)
        return self.page

    def saved(self) -> None:
        """Wait until all that was typed is saved."""
        self.page.locator(".save.saved").wait_for()

    def picture(self, name: str, width: int) -> None:
        """Take a picture for the guide."""
        self.page.wait_for_timeout(600)
        image = pyvips.Image.new_from_buffer(self.page.screenshot(), "")
        small = image.extract_band(0, n=3).thumbnail_image(width, height=10 * width)
        small.webpsave(str(ROOT / f"docs/screenshots/meja-{name}.webp"), Q=70, effort=6)


def _written(nur: Colleague) -> str:
    """Write the first article, from the empty form, and return its path."""
    page = nur.go("new")
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_role("button", name="Mulai menulis").click()
    page.get_by_role("textbox", name="Isi berita").fill(BODY)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Pilih foto").click()
    chooser.value.set_files(ROOT / PHOTO)
    page.get_by_label("Keterangan foto").fill("Warga bergotong royong di Muara Lindan, Minggu (29/11/2026).")
    page.get_by_label("Kredit").fill("Kabar Teluk/Nur Halimah")
    page.get_by_role("combobox", name="Tag").fill("gotong royong,")
    nur.saved()
    nur.picture("tulis", 1024)
    return page.url.partition("#/write/")[2]


def _edited(nur: Colleague, andi: Colleague, path: str) -> None:
    """Hand it in, send it back with a note, and plan it for an hour."""
    nur.page.get_by_role("button", name="Serahkan").click()
    nur.page.get_by_role("dialog").get_by_role("button", name="Serahkan").click()
    andi.go("list?state=review")
    andi.picture("daftar", 1024)
    page = andi.go(f"write/{path}")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Kembalikan").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Sebut nama kepala dusun, dan berapa biayanya.")
    andi.picture("kembalikan", 1024)
    page.get_by_role("dialog").get_by_role("button", name="Kembalikan").click()
    page = nur.go(f"write/{path}")
    nur.picture("catatan", 1024)
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_role("dialog").get_by_role("button", name="Serahkan").click()
    page = andi.go(f"write/{path}")
    page.get_by_role("button", name="Terbitkan", exact=True).click()
    page.get_by_role("dialog").get_by_label("Pada jam tertentu").first.check()
    andi.picture("jadwal", 1024)
    page.get_by_role("dialog").get_by_label("Sekarang").check()
    page.get_by_role("dialog").get_by_role("button", name="Terbitkan").click()
    page.locator(".badge.public").wait_for(timeout=600_000)
    andi.picture("terbit", 1024)


def _after(andi: Colleague, path: str) -> None:
    """Correct and withdraw; look at the history and the front page."""
    page = andi.go(f"write/{path}")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Koreksi / hak jawab").click()
    page.get_by_role("dialog").get_by_role("textbox").first.fill("Semula tertulis 10 meter, yang benar 12 meter.")
    andi.picture("koreksi", 1024)
    page.keyboard.press("Escape")
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Cabut").click()
    andi.picture("cabut", 1024)
    page.keyboard.press("Escape")
    andi.go(f"history/{path}")
    andi.picture("riwayat", 1024)
    andi.go("front")
    andi.picture("depan", 1024)
    andi.go("photos")
    andi.picture("foto", 1024)


def _trouble(browser: Browser, address: str, nur: Colleague, andi: Colleague) -> None:
    """Two people change one line, and the line to the desk is lost."""
    page = nur.go("new")
    page.get_by_label("Judul").fill("Pasar Pagi Buka Lagi")
    page.get_by_role("button", name="Mulai menulis").click()
    page.get_by_role("textbox", name="Isi berita").fill("Pasar dibuka pukul lima.")
    nur.saved()
    path = page.url.partition("#/write/")[2]
    andi.go(f"write/{path}")
    nur.context.set_offline(True)
    page.get_by_role("textbox", name="Isi berita").fill("Pasar dibuka pukul enam pagi.")
    page.wait_for_timeout(2500)
    nur.picture("putus", 1024)
    andi.page.get_by_role("textbox", name="Isi berita").fill("Pasar dibuka pukul tujuh.")
    andi.saved()
    nur.context.set_offline(False)
    page.wait_for_timeout(6000)
    if (choose := page.get_by_role("button", name="Pilih sekarang")).is_visible():
        choose.click()
    nur.picture("bentrok", 1024)
    phone = Colleague(browser, address, "nur", 360, 740)
    phone.go(f"write/{path}")
    phone.picture("ponsel", 360)


def main() -> None:
    """Take all of them."""
    with served() as (address, _), chromium() as browser:
        nur, andi = Colleague(browser, address, "nur"), Colleague(browser, address, "andi")
        path = _written(nur)
        _edited(nur, andi, path)
        _after(andi, path)
        _trouble(browser, address, nur, andi)


if __name__ == "__main__":
    main()
