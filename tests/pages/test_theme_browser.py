"""The portal in a real browser: on a phone, by keyboard, in the dark, without its script."""

from __future__ import annotations

import json
from functools import partial
from http.server import SimpleHTTPRequestHandler
from typing import NamedTuple

import pytest

from tests.browser_support import fresh_pages, needs_browser
from tests.servers import answering
from tests.support import CONFIG, article, site

needs_browser()
pytestmark = pytest.mark.slow

OLD, SPLIT, PAID = "/daerah/2024/10/lama/", "/daerah/2024/10/panjang/", "/daerah/2024/10/iklan/"
LONG = "Mempertanggungjawabkan Ketidakberlanjutan Pembangunan Jembatan Antarpulau yang Tertunda Bertahun-tahun Lamanya"
KINDS = ("opini", "foto", "video", "infografik", "live")
PAGES = [
    "/", "/daerah/", "/kosong/", "/satu/", OLD, SPLIT, f"{SPLIT}semua/", PAID, *(f"/daerah/2024/10/{kind}/" for kind in KINDS),
    "/tag/banjir/", "/tag/", "/penulis/sari-wulan/", "/indeks/", "/indeks/2024/10/", "/indeks/2024/10/09/", "/terkini/",
    "/redaksi/", "/404.html", "/daerah/2024/10/dicabut/",
]  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def hosted(folder):
    """Serve a folder as a static host does."""
    return answering(partial(Quiet, directory=str(folder)))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A portal with a page of each sort, served as a static host does."""
    lists = "  - {slug: kosong, name: Kanal Tanpa Berita Sama Sekali}\n  - {slug: satu, name: Satu}\n"
    made = site(
        tmp_path_factory.mktemp("tema"),
        config=f"{CONFIG}{lists}notice: Dilarang menyalin.\nsearch: true\n",
    )
    made.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    made.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\nemail: sari@uji.example\n---\nMeliput pesisir.\n")
    made.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\n| A | B |\n|---|---|\n| Satu | Dua |\n")
    photo, tags = "{src: /foto/a.svg, caption: Air naik., credit: Sari}", "[Banjir, Mempertanggungjawabkankebijakan]"
    paragraphs = "\n\n".join(
        ["Kalimat sebuah berita yang cukup panjang untuk beberapa baris di layar ponsel. " * 4] * 8
    )
    table = "| Tahap | Biaya | Waktu | Tempat | Petugas |\n|---|---|---|---|---|\n| satu | dua | tiga | empat | lima |"
    code = "```\nhttps://contoh.example/alamat/yang/sangat/panjang/dan/tidak/dapat/dipotong.html\n```"
    body = f"{paragraphs}\n\n{table}\n\n{code}\n\n> Kutipan.\n\nBaca Juga: [](panjang)"
    made.add("content/daerah/2024/10/lama.md", article("Berita Lama", body, timestamp="2024-10-01 08:00 WIB", photo=photo, tags=tags))  # fmt: skip
    made.add("content/nasional/2024/09/dahulu.md", article("Berita Dahulu", timestamp="2024-09-20 08:00 WIB"))
    split = "Satu.\n\n<!-- halaman -->\n\nDua.\n\n<!-- halaman -->\n\nTiga."
    made.add(
        "content/daerah/2024/10/panjang.md", article(LONG, split, tags=tags, summary="Ringkasan " * 12, photo=photo)
    )
    made.add("content/daerah/2024/10/iklan.md", article("Iklan", type="advertorial", sponsor="PT Contoh", photo=photo))
    for kind in KINDS:
        film = "https://www.youtube.com/watch?v=abcdefghijk\n\n" if kind == "video" else ""
        body = f"- Pokok.\n\n## 17.05 – {LONG} (Sari Wulan)\n\nIsi.\n\n{table}" if kind == "live" else f"{film}Isi."
        made.add(f"content/daerah/2024/10/{kind}.md", article(f"Sebuah {kind}", body, type=kind, photo=photo))
    made.add("content/daerah/2024/10/vimeo.md", article("Vimeo", "https://vimeo.com/76979871", type="video"))
    gone = "retracted: {timestamp: 2024-10-10 08:00 WIB, reason: masa-depan-anak, text: Demi anak.}"
    made.add("content/daerah/2024/10/dicabut.md", article("Dicabut").replace("---\nIsi", f"{gone}\n---\nIsi"))
    made.add("content/satu/2024/10/satu.md", article("Satu-satunya"))
    correction = "corrections:\n  - {timestamp: 2024-10-10 08:00 WIB, type: ralat, text: Nama dibetulkan.}"
    made.add("content/nasional/2024/10/ralat.md", article("Ralat").replace("---\nIsi", f"{correction}\n---\nIsi"))
    counts = {SPLIT: 9, PAID: 7, OLD: 5, **{f"/daerah/2024/10/{kind}/": 1 for kind in KINDS}}
    made.add("data/popular.json", json.dumps({"until": "2024-10-10 12:00 WIB", "views": counts}))
    made.build()
    with hosted(made.output) as address:
        yield address


@pytest.fixture
def opened(browser, base):
    """Opens an address in a browser of the given kind; a mistake of the script fails the test."""
    with fresh_pages(browser) as (fresh, _):

        def goto(path, width=390, height=844, init="", clock="", **options):
            page = fresh(width, height, **options)
            if clock:
                page.clock.set_fixed_time(clock)
            if init:
                page.add_init_script(init)
            page.goto(base + path)
            return page

        yield goto


def test_a_time_of_a_far_zone_stays_in_its_column(opened):
    """On the smallest phones, too, as archives from elsewhere have them: "16:11 UTC+05:30" ends before the dot."""
    page = opened("/", width=360)
    times = page.locator(".terkini b")
    times.first.evaluate("one => { one.textContent = '16:11 UTC+05:30' }")
    over = "all => all.filter(one => { const range = document.createRange(); range.selectNodeContents(one);"
    over += " return range.getBoundingClientRect().right > one.closest('li').querySelector('div').getBoundingClientRect().left - 8; }).length"
    assert times.evaluate_all(over) == 0


def test_everything_can_be_read_without_the_script(opened):
    """Text, page links, share links, the frozen Terkini and the way to a video are there; controls that need the script are not."""
    page = opened(OLD, java_script_enabled=False)
    assert page.get_by_text("Kalimat sebuah berita").first.is_visible()
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
    assert (
        opened("/tag/banjir/", java_script_enabled=False).get_by_role("link", name="Lihat berita terkini").is_visible()
    )


def test_a_walk_by_keyboard(opened):
    """The skip link comes first and leads to the content; every stop is seen, with an outline, and within the window."""
    page = opened(OLD, width=1280, reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
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


CONTRAST = """() => {
  const read = (text) => {
    const n = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith('color(') ? [...n.slice(0, 3).map((x) => x * 255), n[3] ?? 1] : [...n.slice(0, 3), n[3] ?? 1];
  };
  const light = ([r, g, b]) => [r, g, b].map((c) => (c / 255 <= .03928 ? c / 255 / 12.92 : ((c / 255 + .055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const found = read(getComputedStyle(e).backgroundColor);
      if (found[3] > .9) return found;
    }
    return [255, 255, 255];
  };
  const wrong = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement, s = getComputedStyle(e);
    if (!node.data.trim() || !e.checkVisibility({ visibilityProperty: true }) || e.closest('.samar, .lompat, script')) continue;
    const [low, high] = [light(read(s.color)), light(ground(e))].sort((a, b) => a - b);
    const size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && s.fontWeight >= 700);
    const ratio = (high + .05) / (low + .05);
    if (ratio < (large ? 3 : 4.5)) wrong.push(`${ratio.toFixed(2)} ${e.className || e.tagName}: ${node.data.trim().slice(0, 30)}`);
  }
  return wrong;
}"""


class Seen(NamedTuple):
    """What a walk over all pages notes of one."""

    contrast: dict[str, list[str]]
    """Scheme -> its texts that lack contrast."""
    grounds: dict[str, str]
    """Scheme -> the colour behind the page."""
    widths: dict[int, int]
    """Width of the screen -> that of the page."""


@pytest.fixture(scope="module")
def walk(browser, base):
    """Opens each page once, by day on the narrowest phone, and looks at it by night and on a wider screen too."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    seen = {}
    for path in [*PAGES, "/nasional/2024/10/ralat/"]:
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(base + path)
        found = seen[path] = Seen({}, {}, {320: page.evaluate("document.documentElement.scrollWidth")})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found.contrast[scheme] = page.evaluate(CONTRAST)
            found.grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.set_viewport_size({"width": 640, "height": 640})
        found.widths[640] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    return seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_in_light_and_dark(walk, scheme):
    """All text has the contrast that WCAG 2.2 AA asks for, in the reader's scheme."""
    for path, seen in walk.items():
        assert (sum(map(int, seen.grounds[scheme][4:-1].split(","))) < 200) == (scheme == "dark"), path
        assert seen.contrast[scheme] == [], path


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_scrolls_sideways(walk, width):
    """At 320 px, and at the 640 that are left of 1280 when it is zoomed to 200 %."""
    assert [path for path, seen in walk.items() if seen.widths[width] > width] == []


def test_what_a_thumb_meets_is_large_enough(opened):
    """What stands by itself to be tapped is at least 24 px high and wide; what moves between pages 44."""
    page = opened(SPLIT, width=360)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.kanal a, .kanal summary, .halaman a, .bagikan a, .bagikan button, .pintas a, .butir-tag a, .ukuran button')]
          .map((e) => [e, e.getBoundingClientRect()])
          .filter(([e, r]) => r.width && (r.height < (e.closest('.ukuran') ? 24 : 44) || r.width < 24)).map(([e]) => e.outerHTML)"""
    )
    assert small == []


def test_links_of_two_lines_stand_apart_at_the_foot_of_a_phones_page(opened):
    """A line of one link is nearer to its own than to the next link's."""
    page = opened("/", width=360)
    rooms = page.evaluate("""() => [...document.querySelectorAll(".kaki li a")].map(link => {
        const range = document.createRange();
        range.selectNodeContents(link);
        const lines = range.getClientRects().length, box = link.getBoundingClientRect(), text = range.getBoundingClientRect();
        return [lines, Math.min(text.top - box.top, box.bottom - text.bottom)];
    })""")
    assert max(lines for lines, _ in rooms) > 1
    assert min(room for _, room in rooms) >= 3


def test_the_navigation_stays_within_reach(opened):
    """It sticks to the top, and shows the kanal that the page is in."""
    page = opened("/satu/", width=360)
    # It is on its way for a while.
    page.evaluate("scrollTo(0, 500)")
    page.wait_for_function("scrollY > 100 && document.querySelector('nav.kanal').getBoundingClientRect().y === 0")
    here = page.locator(".kanal > ul [aria-current]")
    assert here.inner_text() == "Satu"
    box = here.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_a_table_that_goes_beyond_the_screen_says_so(opened):
    """On a phone, where nothing else tells; on a desk it fits, and nothing is said."""
    table = opened(OLD, width=320)
    assert table.get_by_text("Geser tabel ke samping").is_visible()
    box, hint = (table.locator(name).bounding_box() for name in (".isi .tabel", ".geser span"))
    assert box["y"] + box["height"] <= hint["y"] + 1
    assert opened(OLD, width=1280).get_by_text("Geser tabel").count() == 0


def test_a_menu_of_many_kanal_is_one_row_on_a_desk(browser, tmp_path):
    """What does not fit in it stands in the menu that opens over the page."""
    kanal = "".join(f"  - {{slug: kanal-{n}, name: Kanal Nomor {n}}}\n" for n in range(13))
    made = site(tmp_path, config=f"{CONFIG}{kanal}")
    made.build()
    with hosted(made.output) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        assert page.locator("nav.kanal").bounding_box()["height"] <= 54
        page.locator(".menu summary").click()
        entries = page.locator(".laci ul").first.get_by_role("link")
        assert entries.count() == 17
        boxes = [entry.bounding_box() for entry in entries.all()]
        page.close()
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 1280 and box["y"] + box["height"] <= 800 for box in boxes)


def test_an_old_article_gets_the_fresh_list(opened):
    """The script puts the newest articles in the place of the frozen list; a fresh article keeps what it came with."""
    page = opened(OLD, width=1280, clock="2024-10-12T08:00:00+07:00")
    page.locator(".samping .terkini li").nth(2).wait_for()
    assert "Sebuah opini" in page.locator(".samping").inner_text()
    page = opened(OLD, width=1280, clock="2024-10-02T08:00:00+07:00")
    page.wait_for_timeout(300)
    assert page.locator(".samping .terkini li").count() == 1
    page = opened("/tag/banjir/", width=1280)
    page.locator(".samping .terkini li").nth(2).wait_for()


@pytest.mark.parametrize(
    ("freshness", "clock", "exchanged"),
    [("1h", "2024-10-01T10:00:00+07:00", True), ("30d", "2024-10-12T08:00:00+07:00", False)],
)
def test_the_script_waits_as_long_as_the_site_says(browser, tmp_path, freshness, clock, exchanged):
    """An article is frozen after `freshness` of site.yaml, not after the default: then it gets the fresh list, not before."""
    made = site(tmp_path, config=f"{CONFIG}freshness: {freshness}\n")
    made.add("content/daerah/2024/10/lama.md", article("Berita Lama", timestamp="2024-10-01 08:00 WIB"))
    made.add("content/daerah/2024/10/baru.md", article("Berita Baru", timestamp="2024-10-01 09:30 WIB"))
    made.build()
    with hosted(made.output) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 844})
        page.clock.set_fixed_time(clock)
        page.route("**/fragmen/terkini.html", lambda route: route.fulfill(body="<ol class=terkini><li>Segar</ol>"))
        page.goto(address + OLD, wait_until="networkidle")
        assert ("Segar" in page.locator(".samping").inner_text()) == exchanged
        page.close()


@pytest.mark.parametrize("clock", ["2024-10-02T08:00:00+07:00", "2024-10-12T08:00:00+07:00"])
def test_what_is_read_most_beside_articles_and_lists(opened, clock):
    """The script puts Terpopuler below Terkini, on fresh articles and old ones; a page that has it gets no second one."""
    for path in (OLD, "/tag/banjir/", "/redaksi/", "/daerah/", "/"):
        page = opened(path, width=1280, clock=clock)
        page.locator("[data-terkini], .terkini").first.scroll_into_view_if_needed()
        page.locator(".terpopuler li").nth(1).wait_for()
        page.wait_for_timeout(200)
        assert page.locator(".terpopuler").count() == 1
        assert page.locator(".terpopuler a").first.get_attribute("href") == SPLIT


def test_a_host_that_answers_everything_with_its_front_page(opened, base):
    """What is no list of articles does not get into the box."""
    page = opened("/404.html", width=1280)
    page.route("**/fragmen/terkini.html", lambda route: route.fulfill(body="<h1>Lain</h1>", content_type="text/html"))
    page.goto(base + OLD)
    page.wait_for_timeout(300)
    assert page.locator(".samping .terkini li").count() == 1
    assert "Lain" not in page.locator(".samping").inner_text()


def test_breaking_news_comes_to_a_page_that_is_older_than_it(browser, tmp_path):
    """The strip is on an article that was not made again for it, once on the home page, and gone when it is over."""
    made = site(tmp_path)
    made.add("content/daerah/2024/10/lama.md", article("Berita Lama", timestamp="2024-10-01 08:00 WIB"))
    made.build()
    before = made.read("daerah/2024/10/lama/index.html")
    made.add("content/front.yaml", "breaking: {text: Gempa, link: lama}\n")
    made.build()
    assert made.read("daerah/2024/10/lama/index.html") == before
    with hosted(made.output) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        for path in (OLD, "/"):
            page.goto(address + path, wait_until="networkidle")
            assert page.locator(".penting").all_inner_texts() == ["Berita Penting Gempa"]
            assert page.locator("header ~ .penting + main").count() == 1
        page.route("**/fragmen/penting.html", lambda route: route.fulfill(body="\n", content_type="text/html"))
        page.reload(wait_until="networkidle")
        assert page.locator(".penting").count() == 0
        page.close()


def test_share_links(opened):
    """Plain links with headline and address, WhatsApp first; the address can be copied, and handed to the system where it can share."""
    page = opened(OLD, permissions=["clipboard-read", "clipboard-write"], init="Object.defineProperty(navigator, 'share', { value: async (what) => { window.shared = what; } });")  # fmt: skip
    names = page.locator(".bagikan a").all_inner_texts()
    assert names == ["WhatsApp", "Facebook", "X", "Telegram"]
    address = f"https://uji.example{OLD}"
    for link in page.locator(".bagikan a").all():
        assert "uji.example%2Fdaerah" in link.get_attribute("href")
    page.get_by_role("button", name="Salin tautan").click()
    page.get_by_role("button", name="Tautan tersalin").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.get_by_role("button", name="Lainnya…").click()
    assert page.evaluate("window.shared.url") == address
    page = opened(OLD, init="Object.defineProperty(navigator, 'share', { value: undefined });")
    assert not page.get_by_role("button", name="Lainnya…").is_visible()


def test_a_walk_through_a_split_article(opened):
    """From page to page by the links below the text, and to the page that holds all of it."""
    page = opened(SPLIT)
    for number, text in ((2, "Dua."), (3, "Tiga.")):
        page.get_by_role("link", name="Selanjutnya").click()
        page.wait_for_url(f"**{SPLIT}{number}/")
        assert page.locator(".isi").inner_text().startswith(text)
        assert page.locator(".nomor[aria-current]").inner_text() == str(number)
    assert not page.get_by_role("link", name="Selanjutnya").count()
    page.get_by_role("link", name="Tampilkan semua").click()
    page.wait_for_url(f"**{SPLIT}semua/")
    assert all(text in page.locator(".isi").inner_text() for text in ("Satu.", "Dua.", "Tiga."))


def test_the_size_of_the_text_is_the_readers(opened):
    """The buttons change it within bounds, and the next page remembers."""
    page = opened(OLD)

    def size():
        return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.isi')).fontSize)"))

    before = size()
    for _ in range(5):
        page.get_by_role("button", name="Perbesar huruf").click()
    large = size()
    assert before * 1.4 < large < before * 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    assert size() == large
    for _ in range(5):
        page.get_by_role("button", name="Perkecil huruf").click()
    assert size() == 16


SHIFTS = """window.moved = [];
new PerformanceObserver((list) => { for (const e of list.getEntries()) window.moved.push([e.value, e.sources.map((s) => s.node?.outerHTML?.slice(0, 80))]); })
  .observe({ type: 'layout-shift', buffered: true });"""


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_moves_while_a_page_loads(opened, width):
    """Neither when pictures come nor when the script does."""
    page = opened("/", width=width, init=SHIFTS)
    home = page.url.rstrip("/")
    for path in ("/", "/daerah/", SPLIT, "/daerah/2024/10/video/", "/daerah/2024/10/foto/"):
        page.goto(home + path)
        page.wait_for_timeout(150)
        assert page.evaluate("window.moved") == [], path


def test_less_motion_for_those_who_ask(opened):
    """Nothing is animated or scrolls smoothly for a reader who wants less motion."""
    page = opened(OLD, width=1280, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.gambar img, .foto img')).transitionDuration") == "0s"
    )


@pytest.mark.parametrize(
    ("name", "host", "title"),
    [
        ("video", "https://www.youtube-nocookie.com/embed/abcdefghijk", "Video YouTube"),
        ("vimeo", "https://player.vimeo.com/video/76979871?dnt=1", "Tonton di Vimeo"),
    ],
)
def test_a_video_plays_only_when_it_is_asked_for(opened, base, name, host, title):
    """Nothing is loaded from another host before; then the player stands in the place of the box and has the focus."""
    page = opened("/404.html")
    asked = []
    page.on("request", lambda request: None if request.url.startswith(base) else asked.append(request.url))
    page.route("https://**", lambda route: route.fulfill(body=""))
    page.goto(f"{base}/daerah/2024/10/{name}/")
    page.wait_for_load_state("networkidle")
    assert asked == []
    with page.expect_request(lambda request: request.url.startswith(host)):
        page.get_by_role("button", name="Putar video").click()
    page.locator(f"iframe[title='{title}']").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    assert asked[0].startswith(host)
