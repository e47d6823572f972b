"""Each recipe of the guide to ads and statistics, in a browser, under the policy of the host files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser_support import needs_browser
from tests.servers import answering
from tests.support import CONFIG, ROOT, Portal, article, png, site, ssg_here
from tests.test_guides import found

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

needs_browser()
pytestmark = pytest.mark.slow

GUIDE = ROOT / "docs/ads-and-statistics.md"
GISCUS = """
const frame = document.createElement("iframe");
frame.src = "https://giscus.app/id/widget?repo=" + document.currentScript.dataset.repo;
document.currentScript.after(frame);
"""
STUBS = {
    "https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js": "fetch('https://ep1.adtrafficquality.google/getconfig/sodar');",
    "https://gc.zgo.at/count.js": "navigator.sendBeacon(document.currentScript.dataset.goatcounter + '?p=' + location.pathname)",
    "https://plausible.io/js/script.js": "fetch('https://plausible.io/api/event', {method: 'POST', body: '{}'})",
    "https://statistik.kabarmuara.example/matomo.js": "if (window._paq.some(([name]) => name === 'trackPageView'))"
    " fetch(window._paq[0][1] + '?idsite=1', {method: 'POST'})",
    "https://giscus.app/client.js": GISCUS,
    "https://komentar.kabarmuara.example/js/embed.min.js": "fetch(document.currentScript.dataset.isso + '?uri=/')",
}
"""What stands in for the script of each service, and does what its documentation says."""
RECIPES = {
    "AdSense": ["https://ep1.adtrafficquality.google/", "https://pagead2.googlesyndication.com/"],
    "GoatCounter": ["https://gc.zgo.at/", "https://kabarmuara.goatcounter.com/"],
    "Plausible": ["https://plausible.io/", "https://plausible.io/"],
    "Matomo": ["https://statistik.kabarmuara.example/", "https://statistik.kabarmuara.example/"],
    "Comments by giscus": ["https://giscus.app/", "https://giscus.app/"],
    "Comments by Isso": ["https://komentar.kabarmuara.example/", "https://komentar.kabarmuara.example/"],
}  # fmt: skip
"""Recipes of the guide, and whom a page then asks."""
FREE = ("GoatCounter", "Plausible", "Comments by Isso")
"""Those for which no reader is asked for consent."""


def portal_of(folder: Path, *sections: str) -> Portal:
    """Return a portal that has followed some sections of the guide."""
    lines = GUIDE.read_text("utf-8").split("\n")
    settings, made = "", site(folder)
    for block in found(GUIDE):
        above = [line[3:] for line in lines[: block.line] if line.startswith("## ")]
        if (above[-1] if above else "") not in ("", *sections):
            continue
        named = re.match(r"(?:#|\{#|/\*) (themes/muara/\S+)", block.text)
        if named:
            made.add(named[1], block.text)
        elif block.language == "yaml":
            settings += block.text
    made.add("site.yaml", CONFIG + "theme: muara\n" + settings)
    made.add("content/daerah/2024/10/a.md", article("Judul", "\n\n".join(f"Paragraf {n}." for n in range(9))))
    return made


@contextmanager
def hosted(portal: Portal) -> Iterator[str]:
    """Serve the output with the policy that `ssg host` writes."""
    said = ssg_here(portal, "host", "netlify").stdout
    policy = re.findall(r"Content-Security-Policy: (.*)", said)[0]

    class Host(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, *args: object) -> None:
            pass

    with answering(partial(Host, directory=str(portal.output))) as address:
        yield address.replace("127.0.0.1", "kabar.test")


class Reader:
    """A page in the browser, what it asks of others, and what its console complains of."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.base = base
        self.asked: list[str] = []
        self.complaints: list[str] = []
        context = browser.new_context()
        context.route(lambda url: not url.startswith(base), self._answer)
        self.page: Page = context.new_page()
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def _answer(self, route: Any) -> None:
        url = urlsplit(route.request.url)
        place = f"{url.scheme}://{url.netloc}"
        self.asked.append(f"{place}/")
        script = STUBS.get(f"{place}{url.path}")
        kind = "text/javascript" if script else "text/html"
        route.fulfill(body=script or "", content_type=kind, headers={"access-control-allow-origin": "*"})

    def open(self) -> None:
        self.page.goto(f"{self.base}/daerah/2024/10/a/", wait_until="networkidle")

    def wait(self, count: int) -> None:
        """Wait until so many others were asked, or for five seconds."""
        for _ in range(500):
            if len(self.asked) >= count:
                break
            self.page.wait_for_timeout(10)


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_works_under_the_policy_of_the_host_files(tmp_path: Path, browser: Browser, recipe: str) -> None:
    """Nobody is asked before the reader agrees; then those that the recipe names are, without an error in the console."""
    portal = portal_of(tmp_path, "Consent", recipe)
    portal.build()
    with hosted(portal) as base:
        reader = Reader(browser, base)
        reader.open()
        if recipe not in FREE:
            assert reader.asked == []
            reader.page.click(".izin button[value=ya]")
            reader.wait(len(RECIPES[recipe]))
        assert sorted(reader.asked) == RECIPES[recipe]
        assert reader.complaints == []


def test_consent_is_remembered_and_can_be_taken_back(tmp_path: Path, browser: Browser) -> None:
    """A reader who refused is not asked again, nor is anybody else; who agreed can change that in the foot."""
    portal = portal_of(tmp_path, "Consent", "AdSense")
    portal.build()
    with hosted(portal) as base:
        reader = Reader(browser, base)
        reader.open()
        box, again = reader.page.locator(".izin"), reader.page.locator(".izin-ubah button")
        assert box.is_visible()
        box.get_by_text("Tidak").click()
        reader.open()
        assert (box.is_visible(), reader.asked) == (False, [])
        again.click()
        box.get_by_text("Ya, boleh").click()
        reader.wait(1)
        assert reader.asked
        again.click()
        with reader.page.expect_navigation():
            box.get_by_text("Tidak").click()
        reader.page.wait_for_load_state("networkidle")
        reader.asked.clear()
        reader.open()
        assert reader.asked == []


def test_house_advertisements_fill_their_places(tmp_path: Path, browser: Browser) -> None:
    """By kanal, place and the reader's hour; a place for which there is none is closed."""
    portal = portal_of(tmp_path, "House advertisements")
    portal.add("content/foto/iklan.png", png(320, 100))
    head = "---\npicture: /foto/iklan.png\nlink: https://toko.example/\n"
    portal.add("content/iklan/a.md", f"{head}alt: Satu\nplaces: [atas, teks]\nuntil: 2124-01-01 00:00 WIB\n---\n")
    portal.add("content/iklan/b.md", f"{head}alt: Dua\nplaces: atas\ncategories: nasional\n---\n")
    portal.add("content/iklan/c.md", f"{head}alt: Tiga\nplaces: samping\nuntil: 2024-12-01 00:00 WIB\n---\n")
    portal.build()
    with hosted(portal) as base:
        reader = Reader(browser, base)
        reader.open()
        shown = {
            place: reader.page.locator(f".iklan-{place}").is_visible() for place in ("atas", "samping", "teks", "bawah")
        }
        assert shown == {"atas": True, "samping": False, "teks": True, "bawah": False}
        assert reader.page.locator(".iklan-atas img").get_attribute("alt") == "Satu"
        assert (reader.complaints, reader.asked) == ([], [])
