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

from generator.annex.deploying.hosts.headers import fixed
from generator.theming.loading import read_site
from tests.browser_support import chromium, needs_browser
from tests.servers import answering
from tests.support import CONFIG, ROOT, Portal, article, png, site
from tests.test_guides import found

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GUIDES = ROOT / "docs/ads-and-statistics.md", ROOT / "docs/id/iklan-dan-statistik.md"
ARTICLE = "/daerah/2024/10/a/"

ADSENSE = """
document.body.insertAdjacentHTML("beforeend", '<ins class="tiruan" style="display:block"></ins>');
const frame = document.createElement("iframe");
frame.src = "https://googleads.g.doubleclick.net/pagead/ads";
document.body.append(frame);
fetch("https://ep1.adtrafficquality.google/getconfig/sodar");
"""
GISCUS = """
const sheet = Object.assign(document.createElement("link"), {rel: "stylesheet", href: "https://giscus.app/default.css"});
document.head.append(sheet);
const frame = document.createElement("iframe");
frame.src = "https://giscus.app/id/widget?repo=" + document.currentScript.dataset.repo;
document.currentScript.after(frame);
"""
STUBS = {
    "https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js": ADSENSE,
    "https://gc.zgo.at/count.js": "navigator.sendBeacon(document.currentScript.dataset.goatcounter + '?p=' + location.pathname)",
    "https://plausible.io/js/script.js": "fetch('https://plausible.io/api/event', {method: 'POST', body: '{}'})",
    "https://statistik.kabarmuara.example/matomo.js": "if (window._paq.some(([name]) => name === 'trackPageView'))"
    " fetch(window._paq[0][1] + '?idsite=1', {method: 'POST'})",
    "https://giscus.app/client.js": GISCUS,
    "https://komentar.kabarmuara.example/js/embed.min.js": "fetch(document.currentScript.dataset.isso + '?uri=/')",
}
"""What stands in for the script of each service, and does what its documentation says."""
RECIPES = {
    "AdSense": ["https://ep1.adtrafficquality.google/", "https://googleads.g.doubleclick.net/", "https://pagead2.googlesyndication.com/"],
    "GoatCounter": ["https://gc.zgo.at/", "https://kabarmuara.goatcounter.com/"],
    "Plausible": ["https://plausible.io/", "https://plausible.io/"],
    "Matomo": ["https://statistik.kabarmuara.example/", "https://statistik.kabarmuara.example/"],
    "Comments by giscus": ["https://giscus.app/", "https://giscus.app/", "https://giscus.app/"],
    "Comments by Isso": ["https://komentar.kabarmuara.example/", "https://komentar.kabarmuara.example/"],
    "Newsletter and channel": [],
}  # fmt: skip
"""Recipes of the guide, and whom a page then asks."""
FREE = ("GoatCounter", "Plausible", "Comments by Isso")
"""Those for which nobody is asked."""


class Blocks(dict[str, list[tuple[str, str]]]):
    """Language and text of the blocks below each heading."""

    def __init__(self, guide: Path) -> None:
        super().__init__()
        lines = guide.read_text("utf-8").split("\n")
        for block in found(guide):
            above = [line[3:] for line in lines[: block.line] if line.startswith("## ")]
            self.setdefault(above[-1] if above else "", []).append((block.language, block.text))


def portal_of(folder: Path, *sections: str) -> Portal:
    """Return a portal that has followed some sections of the guide."""
    blocks = Blocks(GUIDES[0])
    settings, made = "", site(folder)
    for language, text in (block for section in ("", *sections) for block in blocks[section]):
        named = re.match(r"(?:#|\{#|/\*) (themes/muara/\S+)", text)
        if named:
            made.add(named[1], text)
        elif language == "yaml":
            settings += text
    made.add("site.yaml", CONFIG + "theme: muara\n" + settings)
    made.add("content/daerah/2024/10/a.md", article("Judul", "\n\n".join(f"Paragraf {n}." for n in range(9))))
    return made


@contextmanager
def hosted(portal: Portal) -> Iterator[str]:
    """Serve the output with the headers that the host files name."""
    headers = fixed(read_site(portal.folder)[0])

    class Host(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers:
                self.send_header(name, value)
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
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _answer(self, route: Any) -> None:
        url = urlsplit(route.request.url)
        place = f"{url.scheme}://{url.netloc}"
        self.asked.append(f"{place}/")
        script = STUBS.get(f"{place}{url.path}")
        kind = "text/javascript" if script else "text/css" if url.path.endswith(".css") else "text/html"
        route.fulfill(body=script or "", content_type=kind, headers={"access-control-allow-origin": "*"})

    def open(self, path: str = ARTICLE) -> None:
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("networkidle")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    needs_browser()
    with chromium() as started:
        yield started


@pytest.mark.slow
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
        if recipe not in (*FREE, "Newsletter and channel"):
            reader.page.click(".izin button[value=ya]")
            reader.page.wait_for_load_state("networkidle")
            reader.page.wait_for_timeout(300)
        assert sorted(reader.asked) == RECIPES[recipe]
        assert reader.complaints == []


@pytest.mark.slow
def test_consent_is_remembered_and_can_be_taken_back(tmp_path: Path, browser: Browser) -> None:
    """A reader who refused is not asked again, nor is anybody else; who agreed can change that in the foot."""
    portal = portal_of(tmp_path, "Consent", "AdSense")
    portal.build()
    with hosted(portal) as base:
        reader = Reader(browser, base)
        reader.open()
        box, again = reader.page.locator(".izin"), reader.page.locator(".izin-ubah button")
        assert box.is_visible()
        assert not again.is_visible()
        box.get_by_text("Tidak").click()
        assert not box.is_visible()
        reader.open()
        assert (box.is_visible(), reader.asked) == (False, [])
        again.click()
        box.get_by_text("Ya, boleh").click()
        reader.page.wait_for_load_state("networkidle")
        assert reader.asked
        reader.open()
        reader.asked.clear()
        again.click()
        with reader.page.expect_navigation():
            box.get_by_text("Tidak").click()
        reader.page.wait_for_load_state("networkidle")
        assert reader.asked == []


@pytest.mark.slow
def test_nobody_is_asked_where_nothing_comes_from_others(tmp_path: Path, browser: Browser) -> None:
    """Without a part that waits for consent there is neither a question nor a button in the foot."""
    portal = portal_of(tmp_path, "Consent")
    portal.build()
    with hosted(portal) as base:
        reader = Reader(browser, base)
        reader.open()
        assert not reader.page.locator(".izin").is_visible()
        assert not reader.page.locator(".izin-ubah").is_visible()


@pytest.mark.slow
def test_what_is_not_named_is_refused_by_the_browser(tmp_path: Path, browser: Browser) -> None:
    """The policy of a portal without third parties lets no page ask another host."""
    portal = portal_of(tmp_path)
    portal.add("themes/muara/assets/lain.js", 'fetch("https://lain.example/")')
    portal.add("themes/muara/templates/_kepala_tambahan.html", '<script src="/aset/lain.js" defer></script>')
    portal.build()
    with hosted(portal) as base:
        reader = Reader(browser, base)
        reader.open()
        assert reader.asked == []
        assert any("Content Security Policy" in said for said in reader.complaints)


@pytest.mark.slow
def test_house_advertisements_fill_their_places(tmp_path: Path, browser: Browser) -> None:
    """By kanal, place and the reader's hour, the same at each visit; a place for which there is none is closed."""
    portal = portal_of(tmp_path, "House advertisements")
    portal.add("content/foto/iklan.png", png(320, 100))
    head = "---\npicture: /foto/iklan.png\nlink: https://toko.example/\n"
    later = "2124-01-01 00:00 WIB"
    portal.add("content/iklan/a.md", f"{head}alt: Satu\nplaces: [atas, teks]\nuntil: {later}\n---\n")
    portal.add("content/iklan/b.md", f"{head}alt: Dua\nplaces: atas\ncategories: nasional\n---\n")
    portal.add("content/iklan/c.md", f"{head}alt: Tiga\nplaces: samping\nuntil: 2024-12-01 00:00 WIB\n---\n")
    portal.build()
    with hosted(portal) as base:
        reader = Reader(browser, base)
        for _ in range(2):
            reader.open()
            shown = {place: reader.page.locator(f".iklan-{place}") for place in ("atas", "samping", "teks", "bawah")}
            assert {place: slot.is_visible() for place, slot in shown.items()} == {
                "atas": True, "samping": False, "teks": True, "bawah": False,
            }  # fmt: skip
            assert shown["atas"].inner_text().strip() == "Iklan"
            assert shown["atas"].locator("img").get_attribute("alt") == "Satu"
        assert reader.page.locator(".isi > p:nth-of-type(4) + .iklan-teks").count() == 1
        assert reader.complaints == []
        assert reader.asked == []


def test_both_languages_have_the_same_recipes() -> None:
    """Word for word, in the same order."""
    english, indonesian = ([(one.language, one.text) for one in found(guide)] for guide in GUIDES)
    assert english == indonesian
