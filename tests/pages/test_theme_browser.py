"""The portal in a real browser: on a phone, by keyboard, in the dark, without its script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser_support import fresh_pages, needs_browser
from tests.photos import jpeg
from tests.servers import answering
from tests.support import CONFIG, article, site
from tools.validate import axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

needs_browser()
pytestmark = pytest.mark.slow

WORD = "Mempertanggungjawabkankebijakanx"
OLD, SPLIT, POSTS = "/daerah/2024/10/lama/", "/daerah/2024/10/panjang/", "/nasional/2024/10/unggahan/"
LONG = f"{WORD} Ketidakberlanjutan Pembangunan Jembatan Antarpulau yang Tertunda Bertahun-tahun Lamanya"
KINDS = ("opini", "foto", "video", "infografik", "live")
PAGES = [
    "/", "/daerah/", "/kosong/", "/satu/", OLD, SPLIT, f"{SPLIT}semua/", POSTS, *(f"/daerah/2024/10/{kind}/" for kind in KINDS),
    "/tag/banjir/", "/tag/", "/penulis/sari-wulan/", "/indeks/", "/indeks/2024/10/", "/indeks/2024/10/09/", "/terkini/",
    "/redaksi/", "/404.html", "/cari/", "/daerah/2024/10/dicabut/", "/nasional/2024/10/ralat/",
]  # fmt: skip
Open = Callable[..., "Page"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def hosted(folder: object) -> Any:
    """Serve a folder as a static host does."""
    return answering(partial(Quiet, directory=str(folder)))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal with a page of each sort, long words, and a photo that is missing, served as a static host does."""
    lists = "  - {slug: kosong, name: Kanal Tanpa Berita Sama Sekali}\n  - {slug: satu, name: Satu}\n"
    made = site(tmp_path_factory.mktemp("tema"), config=f"{CONFIG}{lists}notice: Dilarang menyalin.\nsearch: true\n")
    made.add("content/foto/a.jpg", jpeg(1200, 800))
    made.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nMeliput pesisir.\n")
    made.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\n| A | B |\n|---|---|\n| Satu | Dua |\n")
    photo = "{src: /foto/a.jpg, caption: Air naik., credit: Sari}"
    missing = "{src: 'https://gambar.invalid/a.jpg', caption: Air naik., credit: Antara}"
    tags = f"[Banjir, {WORD}]"
    paragraphs = "\n\n".join(["Kalimat yang cukup panjang untuk beberapa baris di layar ponsel. " * 5] * 8)
    table = "| Tahap | Biaya | Waktu | Tempat | Petugas |\n|---|---|---|---|---|\n| satu | dua | tiga | empat | lima |"
    code = "```\nhttps://contoh.example/alamat/yang/sangat/panjang/dan/tidak/dapat/dipotong.html\n```"
    posts = "\n\n".join(
        f'[Pemkab {WORD} (@pemkab)](https://{address} "{WORD} ditutup mulai pukul 20.00.")'
        for address in ("x.com/pemkab/status/1", "www.instagram.com/p/abcde/", "youtu.be/dQw4w9WgXcQ?si=a")
    )
    parts = "Satu.\n\n<!-- halaman -->\n\nDua.\n\n<!-- halaman -->\n\nTiga."
    gone = "{timestamp: 2024-10-10 08:00 WIB, reason: masa-depan-anak, text: Demi anak.}"
    ralat = "[{timestamp: 2024-10-10 08:00 WIB, type: ralat, text: Nama dibetulkan.}]"
    made_of = {
        "daerah/2024/10/lama": article(
            "Berita Lama", f"{paragraphs}\n\n{table}\n\n{code}\n\n> Kutipan.\n\nBaca Juga: [](panjang)",
            timestamp="2024-10-01 08:00 WIB", photo=photo, tags=tags,
        ),
        "nasional/2024/09/dahulu": article("Berita Dahulu", timestamp="2024-09-20 08:00 WIB"),
        "daerah/2024/10/panjang": article(LONG, parts, tags=tags, summary=f"{WORD} kata pejabat. " * 8, photo=photo),
        "daerah/2024/10/iklan": article("Iklan", type="advertorial", sponsor="PT Contoh", photo=photo),
        "daerah/2024/10/dicabut": article("Dicabut", retracted=gone), "satu/2024/10/satu": article("Satu-satunya"),
        "nasional/2024/10/unggahan": article("Unggahan", posts),
        "nasional/2024/10/hilang": article("Foto Hilang", photo=missing), "nasional/2024/10/ralat": article("Ralat", corrections=ralat),
    }  # fmt: skip
    for kind in KINDS:
        film = "https://www.youtube.com/watch?v=abcdefghijk\n\n" if kind == "video" else ""
        body = f"- Pokok.\n\n## 17.05 – {LONG} (Sari Wulan)\n\nIsi.\n\n{table}" if kind == "live" else f"{film}Isi."
        made_of[f"daerah/2024/10/{kind}"] = article(f"Sebuah {kind}", body, type=kind, photo=photo)
    for path, text in made_of.items():
        made.add(f"content/{path}.md", text)
    counts = {SPLIT: 9, OLD: 5, **{f"/daerah/2024/10/{kind}/": 1 for kind in KINDS}}
    made.add("data/popular.json", json.dumps({"until": "2024-10-10 12:00 WIB", "views": counts}))
    made.build()
    with hosted(made.output) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Open]:
    """Opens an address in a browser of the given kind; a mistake of the script fails the test."""
    with fresh_pages(browser) as (fresh, _):

        def goto(
            path: str, width: int = 390, height: int = 844, init: str = "", clock: str = "", **options: Any
        ) -> Page:
            page = fresh(width, height, **options)
            page.route("**/gambar.invalid/**", lambda route: route.abort())
            if clock:
                page.clock.set_fixed_time(clock)
            if init:
                page.add_init_script(init)
            page.goto(base + path)
            return page

        yield goto


def test_everything_can_be_read_without_the_script(opened: Open) -> None:
    """Text, page links, share links, the frozen Terkini and the way to a video; no control that needs the script."""
    page = opened(OLD, java_script_enabled=False)
    assert page.get_by_text("Kalimat yang cukup").first.is_visible()
    assert page.locator(".terkini li").count() == 1
    assert page.get_by_role("link", name="WhatsApp").is_visible()
    assert page.get_by_role("button").all_inner_texts() == ["Cari"]
    assert opened(f"{SPLIT}2/", java_script_enabled=False).get_by_role("link", name="Selanjutnya").is_visible()
    page = opened("/", java_script_enabled=False)
    page.get_by_role("searchbox", name="Cari berita").fill("banjir & air")
    page.get_by_role("button", name="Cari").click()
    page.wait_for_url("**/cari/?q=banjir+%26+air")
    film = opened("/daerah/2024/10/video/", java_script_enabled=False).get_by_role("link", name="Tonton di YouTube")
    assert film.get_attribute("href") == "https://www.youtube.com/watch?v=abcdefghijk"


def test_a_walk_by_keyboard(opened: Open) -> None:
    """The skip link comes first and leads to the content; every stop is seen, with an outline, and within the window."""
    page = opened(OLD, width=1280, reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const e = document.activeElement, been = e.been || e === document.body; e.been = true;
              const s = getComputedStyle(e), r = e.getBoundingClientRect();
              const at = document.elementFromPoint(r.left + r.width / 2, r.top + Math.min(r.height / 2, 20));
              return { what: e.outerHTML.slice(0, 90), outline: s.outlineStyle, width: parseFloat(s.outlineWidth),
                been, in: r.top >= -1 && r.top < innerHeight, hidden: !at || !(e.contains(at) || at.contains(e)) };
            }"""
        )
        if stop["been"]:
            break
        seen += 1
        assert (stop["outline"], stop["in"], stop["hidden"]) == ("solid", True, False), stop
        assert stop["width"] >= 2
    assert seen > 20


SMALL = """() => [...document.querySelectorAll('a[href], button, summary, input, select')].filter(e => {
  const over = getComputedStyle(e, '::after');
  return e.checkVisibility({ visibilityProperty: true }) && !e.closest('.lompat, .samar') && !(over.position === 'absolute' && over.content !== 'none');
}).map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)]).filter(([r]) => r.height < 24 || r.width < 24).map(([r, html]) => html)"""
LARGE = ".menu summary, .kanal a, .pintas a, .bagikan a, .bagikan button, .kaki-isi a, .pindah a, .cari button, .butir-tag a"
HEIGHTS = "all => all.filter(e => e.checkVisibility()).map(e => [e.getBoundingClientRect().height, e.outerHTML])"


def test_every_page_on_the_smallest_phone_by_day_and_by_night(opened: Open, base: str) -> None:
    """Nothing scrolls sideways, at 200 % neither; what is tapped is 24 px each way, and 44 by itself; axe finds no fault."""
    pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")
    script = axe.packed().read_text("utf-8")
    page = opened("/", width=320)
    for path in PAGES:
        page.set_viewport_size({"width": 320, "height": 640})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert path.endswith(("/infografik/", "/ralat/")) or page.evaluate(SMALL) == [], path
        heights = page.locator(LARGE).evaluate_all(HEIGHTS)
        assert [html for height, html in heights if height < 43.9] == [], path
        page.locator(".menu summary").click()
        page.evaluate(script)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, ground[4:-1].split(","))) < 200) == (scheme == "dark"), path
            # By night nothing differs but colours.
            only = ", runOnly: ['color-contrast']" if scheme == "dark" else ""
            found = page.evaluate(f"axe.run(document, {{resultTypes: ['violations']{only}}})")["violations"]
            assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], (path, scheme)
        page.set_viewport_size({"width": 640, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path


@pytest.mark.parametrize("script", [True, False])
def test_the_menu_opens_in_its_place(opened: Open, script: bool) -> None:
    """By keyboard, with the script and without; by Escape and by a tap beside it the script closes it."""
    page = opened(SPLIT, width=360, java_script_enabled=script)
    drawer, button = page.locator(".laci"), page.locator(".menu summary")
    button.focus()
    assert not drawer.is_visible()
    page.keyboard.press("Enter")
    drawer.wait_for()
    assert drawer.get_by_role("link").all_inner_texts()[:3] == ["Beranda", "Daerah", "Nasional"]
    box, bar = drawer.bounding_box(), page.locator("nav.kanal").bounding_box()
    assert box is not None
    assert bar is not None
    assert abs(box["y"] - bar["y"] - bar["height"]) <= 1
    assert box["y"] + box["height"] <= 844
    if script:
        page.keyboard.press("Escape")
        assert not drawer.is_visible()
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        button.click()
        page.mouse.click(180, 830)
        assert not drawer.is_visible()
        button.focus()
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/daerah/")


def test_the_navigation_stays_within_reach(opened: Open) -> None:
    """It sticks to the top, and shows the kanal that the page is in; where that is in sight anyway, nothing moves."""
    page = opened("/satu/", width=360)
    page.evaluate("scrollTo(0, 500)")
    page.wait_for_function("scrollY > 100 && document.querySelector('nav.kanal').getBoundingClientRect().y === 0")
    here = page.locator(".kanal > ul [aria-current]")
    assert here.inner_text() == "Satu"
    box = here.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page = opened("/daerah/", width=360)
    assert page.evaluate("document.querySelector('.kanal > ul').scrollLeft") == 0


@pytest.mark.parametrize("path", ["/daerah/", "/tag/banjir/"])
def test_no_rule_stands_on_a_rule(opened: Open, path: str) -> None:
    """The first box beside a list begins under the rule of the page's headline; the second has one of its own."""
    page = opened(path, width=1366)
    page.locator(".terpopuler li").first.wait_for()
    ruled = "all => all.map(e => parseFloat(getComputedStyle(e).borderTopWidth) > 0)"
    assert page.locator(".samping .judul-blok").evaluate_all(ruled) == [False, True]


def test_a_missing_photo_leaves_no_empty_box(opened: Open) -> None:
    """A photo of another host that is gone: its card looks as one without a photo does."""
    page = opened("/nasional/", width=1366)
    card = page.locator("article:has(a[href$='/hilang/'])").first
    card.scroll_into_view_if_needed()
    page.wait_for_function("e => e.classList.contains('polos')", arg=card.element_handle())
    assert not card.locator(".gambar").is_visible()


def test_an_old_article_gets_the_fresh_list(opened: Open) -> None:
    """The script puts the newest articles in the place of the frozen list; a fresh article keeps what it came with."""
    page = opened(OLD, width=1280, clock="2024-10-12T08:00:00+07:00")
    page.locator(".samping .terkini li").nth(2).wait_for()
    page = opened(OLD, width=1280, clock="2024-10-02T08:00:00+07:00")
    page.wait_for_load_state("networkidle")
    assert page.locator(".samping .terkini li").count() == 1


@pytest.mark.parametrize("clock", ["2024-10-02T08:00:00+07:00", "2024-10-12T08:00:00+07:00"])
def test_what_is_read_most_beside_articles_and_lists(opened: Open, clock: str) -> None:
    """The script puts Terpopuler below Terkini, on fresh articles and old ones; a page that has it gets no second one."""
    for path in (OLD, "/tag/banjir/", "/redaksi/", "/"):
        page = opened(path, width=1280, clock=clock)
        page.locator("[data-terkini], .terkini").first.scroll_into_view_if_needed()
        page.locator(".terpopuler li").nth(1).wait_for()
        page.wait_for_load_state("networkidle")
        assert page.locator(".terpopuler").count() == 1
        assert page.locator(".terpopuler a").first.get_attribute("href") == SPLIT


def test_breaking_news_comes_to_a_page_that_is_older_than_it(opened: Open, base: str) -> None:
    """The strip is on an article that was not made again for it, and gone when it is over."""
    page = opened("/404.html")
    answers = ["<p class=penting>Gempa</p>", "\n"]
    page.route("**/fragmen/penting.html", lambda route: route.fulfill(body=answers.pop(0), content_type="text/html"))
    for shown in (["Gempa"], []):
        page.goto(base + OLD, wait_until="networkidle")
        assert page.locator(".penting").all_inner_texts() == shown


def test_share_links(opened: Open) -> None:
    """Plain links with the address, WhatsApp first; it can be copied, and handed to the system where it can share."""
    share = "Object.defineProperty(navigator, 'share', { value: async (what) => { window.shared = what; } });"
    page = opened(OLD, permissions=["clipboard-read", "clipboard-write"], init=share)
    assert page.locator(".bagikan a").all_inner_texts() == ["WhatsApp", "Facebook", "X", "Telegram"]
    for link in page.locator(".bagikan a").all():
        assert "uji.example%2Fdaerah" in (link.get_attribute("href") or "")
    page.get_by_role("button", name="Salin tautan").click()
    page.get_by_role("button", name="Tautan tersalin").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"https://uji.example{OLD}"
    page.get_by_role("button", name="Lainnya…").click()
    assert page.evaluate("window.shared.url") == f"https://uji.example{OLD}"


SHIFTS = """window.moved = [];
new PerformanceObserver((list) => { for (const e of list.getEntries()) window.moved.push([e.value, e.sources.map((s) => s.node?.outerHTML?.slice(0, 80))]); })
  .observe({ type: 'layout-shift', buffered: true });"""


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_moves_while_a_page_loads(opened: Open, base: str, width: int) -> None:
    """Neither when pictures come, nor when the script does; a search may hide filters that the portal has no use for."""
    page = opened("/404.html", width=width, init=SHIFTS)
    page.route("**/gambar.invalid/**", lambda route: route.fulfill(body=jpeg(1200, 800), content_type="image/jpeg"))
    for path in ("/", "/daerah/", SPLIT, "/daerah/2024/10/video/", "/daerah/2024/10/foto/", "/cari/?q=berita"):
        page.goto(base + path, wait_until="networkidle")
        moved = sum(by for by, _ in page.evaluate("window.moved"))
        assert moved <= (0.1 if path.startswith("/cari/") else 0), path


def test_a_video_plays_only_when_it_is_asked_for(opened: Open, base: str) -> None:
    """Nothing is loaded from another host before; then the player stands in the place of the box and has the focus."""
    page = opened("/404.html")
    asked: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(base) else asked.append(request.url))
    page.route("https://**", lambda route: route.fulfill(body=""))
    page.goto(f"{base}/daerah/2024/10/video/", wait_until="networkidle")
    assert asked == []
    page.get_by_role("button", name="Putar video").click()
    page.locator("iframe[title='Video YouTube']").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.wait_for_load_state("networkidle")
    assert [re.sub(r"\?.*", "", url) for url in asked] == ["https://www.youtube-nocookie.com/embed/abcdefghijk"]
