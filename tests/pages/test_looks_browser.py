"""What was seen to be wrong in pictures of the pages, and does not come back: in a real browser, from a phone to a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser_support import fresh_pages, needs_browser
from tests.photos import jpeg
from tests.quick import sample
from tests.support import CONFIG, article, site
from tools.validate import axe
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

needs_browser()
pytestmark = pytest.mark.slow

WORD = "Mempertanggungjawabkankebijakanx"
PHOTO = "{src: /foto/a.jpg, caption: Air naik., credit: Sari}"
GONE = "{src: 'https://gambar.invalid/a.jpg', caption: Air naik., credit: Antara}"
SHORT = "/daerah/2024/10/pendek/"
WIDTHS = (320, 360, 390, 768, 1366)
PAGES = ("/", "/daerah/", SHORT, "/redaksi/", "/indeks/", "/indeks/2024/10/", "/tag/", "/tag/air/", "/penulis/sari-wulan/", "/404.html", "/cari/")  # fmt: skip
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portal whose words are long, whose photos are partly missing, and whose articles are short."""
    redaksi = 'redaksi: {company: PT Uji, email: redaksi@uji.example, phone: "+62 21 000"}\n'
    config = f"{CONFIG}  - {{slug: opini, name: Opini}}\n{redaksi}search: true\nregions: {{Jawa Tengah: [Kudus]}}\n"
    portal = site(tmp_path_factory.mktemp("rupa"), config=config)
    portal.add("content/foto/a.jpg", jpeg(1200, 800))
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\n---\nMeliput pesisir.\n")
    portal.add(
        "content/pages/redaksi.md", "---\ntitle: Redaksi\nsummary: Siapa kami.\n---\nKami bekerja di dua kota.\n"
    )
    keys = {"tags": f"[Air, {WORD}]", "summary": f"{WORD} kata pejabat.", "region": "Jawa Tengah/Kudus"}
    later = {"updated": "2024-10-10 11:30 WIB", "source": "{name: Pemkab, url: 'https://kudus.example/'}"}
    posts = "\n\n".join(
        f'[Pemkab {WORD} (@pemkab)]({address} "{WORD} ditutup mulai pukul 20.00.")'
        for address in (
            "https://x.com/pemkab/status/1",
            "https://www.instagram.com/p/abcde/",
            "https://youtu.be/dQw4w9WgXcQ?si=a",
        )
    )
    made = {
        "nasional/unggahan": article("Unggahan", posts, timestamp="2024-10-09 06:00 WIB"),
        "nasional/film": article(
            "Film", posts.split("\n\n")[2], type="video", photo=PHOTO, timestamp="2024-10-09 05:00 WIB"
        ),
        "daerah/pendek": article(f"{WORD} Warga", photo=PHOTO, timestamp="2024-10-10 11:00 WIB", **later, **keys),
        "nasional/hilang": article("Foto Hilang", photo=GONE, timestamp="2024-10-10 10:50 WIB"),
        "daerah/polos": article(f"{WORD} Polos", timestamp="2024-10-10 10:40 WIB", **keys),
        "opini/satu": article(f"{WORD} Opini", author=WORD.title(), type="opini", timestamp="2024-10-09 08:00 WIB"),
        "olahraga/foto": article(f"{WORD} Galeri", type="foto", photo=PHOTO, timestamp="2024-10-09 07:00 WIB"),
    }
    for number in range(8):
        made[f"daerah/b-{number}"] = article(
            f"Kabar {number} {WORD}", photo=PHOTO, timestamp=f"2024-10-08 {number:02}:00 WIB", **keys
        )
    for name, text in made.items():
        portal.add(f"content/{name}.md", text)
    counts = ", ".join(f'"/daerah/2024/10/{name}/": 5' for name in ("pendek", "polos", *(f"b-{n}" for n in range(8))))
    portal.add("data/popular.json", f'{{"until": "2024-10-10 12:00 WIB", "views": {{{counts}}}}}')
    portal.build()
    with serving(portal.output) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Open]:
    """Opens an address; a mistake of the script fails the test."""
    with fresh_pages(browser) as (fresh, _):

        def goto(path: str, width: int = 1366, height: int = 844, **options: Any) -> Page:
            page = fresh(width, height, **options)
            page.route("**/gambar.invalid/**", lambda route: route.abort())
            page.goto(base + path)
            return page

        yield goto


def box(page: Page, selector: str) -> dict[str, float]:
    """Where the first of some elements stands, with its right and lower edge."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


# ------------------------------------------------------------------------------ widths and sizes


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_word_widens_no_page(opened: Open, width: int) -> None:
    """One of 32 letters is broken where it does not fit, in every kind of list, and nothing scrolls sideways."""
    page = opened("/", width=width)
    home = page.url.rstrip("/")
    for path in PAGES:
        page.goto(home + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("getComputedStyle(document.body).hyphens") == "auto"


SMALL = """() => [...document.querySelectorAll('a[href], button, summary, input, select')].filter(e => {
  const over = getComputedStyle(e, '::after');
  return e.checkVisibility({ visibilityProperty: true }) && !e.closest('.lompat, .samar') && !(over.position === 'absolute' && over.content !== 'none');
}).map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)]).filter(([r]) => r.height < 24 || r.width < 24).map(([r, html]) => html)"""
LARGE = ".menu summary, .kanal a, .pintas a, .bagikan a, .bagikan button, .kaki-isi a, .pindah a, .cari button, .butir-tag a"


@pytest.mark.parametrize("width", [360, 1366])
def test_every_target_is_large_enough(opened: Open, width: int) -> None:
    """24 px each way, whatever can be tapped; 44 px on a phone for what stands by itself."""
    page = opened("/", width=width)
    home = page.url.rstrip("/")
    for path in PAGES:
        page.goto(home + path)
        assert page.evaluate(SMALL) == [], path
        if width == 360:
            heights = page.locator(LARGE).evaluate_all(
                "all => all.filter(e => e.checkVisibility()).map(e => [e.getBoundingClientRect().height, e.outerHTML])"
            )
            assert [html for height, html in heights if height < 43.9] == [], path


# ------------------------------------------------------------------------------ the menu


@pytest.mark.parametrize("script", [True, False])
def test_the_menu_opens_in_its_place(opened: Open, script: bool) -> None:
    """By keyboard, with the script and without: the page stays where it is, and all entries can be reached and seen."""
    page = opened(SHORT, width=360, java_script_enabled=script)
    menu = page.locator(".menu summary")
    assert menu.inner_text() == "Menu"
    menu.focus()
    assert not page.locator(".laci").is_visible()
    page.keyboard.press("Enter")
    drawer = page.locator(".laci")
    drawer.wait_for()
    assert drawer.get_by_role("link").all_inner_texts() == [
        "Beranda", "Daerah", "Nasional", "Olahraga", "Opini", "Terkini", "Indeks Berita", "Topik",
    ]  # fmt: skip
    assert abs(box(page, ".laci")["y"] - box(page, "nav.kanal")["bottom"]) <= 1
    assert box(page, ".laci")["bottom"] <= 844
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Daerah"
    page.keyboard.press("Enter")
    page.wait_for_url("**/daerah/")


def test_the_menu_closes_as_others_do(opened: Open) -> None:
    """By Escape, which leaves the focus on its button, by a tap beside it, and where the focus goes on."""
    page = opened(SHORT, width=360)
    button, drawer = page.locator(".menu summary"), page.locator(".laci")
    button.click()
    assert drawer.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not drawer.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    button.click()
    page.mouse.click(180, 830)
    assert not drawer.is_visible()
    button.click()
    page.keyboard.press("Shift+Tab")
    assert not drawer.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1366])
def test_a_menu_on_a_low_screen_scrolls_by_itself(opened: Open, width: int, scheme: Any) -> None:
    """Its last entry is reached without moving the page, and the bar that it hangs from stays."""
    page = opened("/", width=width, height=360, color_scheme=scheme)
    page.evaluate("scrollTo(0, 600)")
    page.wait_for_function("document.querySelector('nav.kanal').getBoundingClientRect().y === 0")
    page.locator(".menu summary").click()
    last = page.locator(".laci a").last
    last.focus()
    assert box(page, "nav.kanal")["y"] == 0
    assert page.locator(".laci").evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


# ------------------------------------------------------------------------------ the pages


@pytest.mark.parametrize("width", WIDTHS)
def test_a_date_stays_in_one_line(opened: Open, width: int) -> None:
    """That of the byline never breaks behind its bar."""
    page = opened(SHORT, width=width)
    lines = "e => { const range = document.createRange(); range.selectNodeContents(e); return range.getClientRects().length; }"
    assert page.locator(".penulis .waktu time").first.evaluate(lines) == 1


def test_no_column_beside_a_short_article_is_empty(opened: Open) -> None:
    """Artikel Terkait stands below both columns, over the whole width; on a phone it comes before Terkini."""
    page = opened(SHORT)
    side, related, text = box(page, ".samping .kotak"), box(page, ".terkait"), box(page, ".artikel")
    assert side["bottom"] <= related["y"]
    assert related["y"] - max(side["bottom"], text["bottom"]) <= 60
    assert related["x"] <= text["x"]
    assert related["right"] >= side["right"] - 1
    assert len({one.bounding_box()["y"] for one in page.locator(".terkait > .baris").all()}) == 1  # type: ignore[index]
    phone = opened(SHORT, width=360)
    assert box(phone, ".artikel")["bottom"] <= box(phone, ".terkait")["y"] < box(phone, ".samping")["y"]
    gallery = opened("/olahraga/2024/10/foto/")
    assert box(gallery, ".terkait")["bottom"] <= box(gallery, ".samping")["y"]


def test_a_kanal_has_no_hole_beside_its_lead(opened: Open) -> None:
    """Of the two below it both have a photo or none has: else they are rows like the others."""
    page = opened("/daerah/")
    assert page.locator(".jajar").count() == 0
    assert page.locator(".daftar > .baris").first.inner_text().startswith(f"{WORD} Polos")
    assert page.locator(".daftar > .utama").inner_text().startswith(f"{WORD} Warga")


RULED = "e => parseFloat(getComputedStyle(e).borderTopWidth) > 0"


@pytest.mark.parametrize("path", ["/indeks/", "/indeks/2024/10/", "/daerah/", "/tag/air/"])
def test_no_rule_stands_on_a_rule(opened: Open, path: str) -> None:
    """The one below the headline of a page is also that of the blocks which begin there."""
    page = opened(path)
    kop = box(page, ".kop")["bottom"]
    near = [one for one in page.locator(".judul-blok").all() if one.bounding_box()["y"] - kop < 80]  # type: ignore[index]
    assert near
    assert not any(one.evaluate(RULED) for one in near)
    # On a phone Terkini stands far below, under a rule of its own.
    assert opened(path, width=360).locator(".samping .judul-blok").first.evaluate(RULED)


def test_a_summary_stands_apart_from_the_text(opened: Open) -> None:
    """On a standing page, where no byline is between them."""
    for width in (360, 1366):
        page = opened("/redaksi/", width=width)
        assert box(page, ".isi p")["y"] - box(page, ".teras")["bottom"] >= 16


def test_a_headline_ends_with_more_than_a_word(opened: Open) -> None:
    """The lines of a lead headline, and of an article's, are about as long as each other."""
    page = opened("/")
    title = "Bupati Meminta Warga Menunda Perjalanan Lewat Jembatan"
    last = """(e, title) => { e.textContent = title; const range = document.createRange(); range.selectNodeContents(e);
      const widths = [...range.getClientRects()].map(r => r.width); return widths.length < 2 ? 1 : widths.at(-1) / Math.max(...widths); }"""
    for width in range(320, 1400, 60):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(".utama h3 a").first.evaluate(last, title) > 0.5, width


@pytest.mark.parametrize("path", ["/", "/nasional/"])
def test_a_missing_photo_leaves_no_empty_box(opened: Open, path: str) -> None:
    """A photo of another host that is gone: its card looks as one without a photo does."""
    page = opened(path)
    card = page.locator("article:has(a[href$='/hilang/'])").first
    card.scroll_into_view_if_needed()
    page.wait_for_function("e => e.classList.contains('polos')", arg=card.element_handle())
    assert not card.locator(".gambar").is_visible()
    assert page.locator(".gambar:visible").count() == page.locator(".gambar:has(img):visible").count()


POSTS, FILM = "/nasional/2024/10/unggahan/", "/nasional/2024/10/film/"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_post_says_who_and_what(opened: Open, width: int) -> None:
    """Words and author stand in the box of a post, above the way to it, and below a film as its caption; all within the page."""
    page = opened(POSTS, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for post, platform in zip(page.locator(".isi figure").all(), ("X", "Instagram", "YouTube"), strict=True):
        said, way = post.locator("figcaption").bounding_box(), post.get_by_role("link").bounding_box()
        assert said is not None
        assert way is not None
        assert (said["y"] < way["y"]) == (platform != "YouTube")
        assert (
            post.get_by_role("link").inner_text() == f"{'Tonton' if platform == 'YouTube' else 'Lihat'} di {platform}"
        )
        assert way["height"] >= 44
        assert post.locator("cite").inner_text() == f"Pemkab {WORD} (@pemkab)"
    page.emulate_media(media="print")
    assert page.locator(".isi figcaption").first.is_visible()


def test_a_film_with_words_takes_the_place_of_the_picture(opened: Open) -> None:
    """As one without does, and it plays there."""
    page = opened(FILM)
    assert page.locator(".foto").count() == 0
    page.route("https://**", lambda route: route.fulfill(body=""))
    page.get_by_role("button", name="Putar video").click()
    page.locator("iframe[title='Video YouTube']").wait_for()
    assert page.locator("figcaption cite").is_visible()


@pytest.mark.parametrize(("scheme", "width"), sample([("light", 390), ("dark", 390), ("dark", 1366)], 2))
def test_what_is_new_can_be_used_by_all(opened: Open, scheme: Any, width: int) -> None:
    """An open menu, posts with words, and results of a search have no fault that axe knows, by day and by night."""
    pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")
    script = axe.packed().read_text("utf-8")
    page = opened("/", width=width, color_scheme=scheme, reduced_motion="reduce")
    home = page.url.rstrip("/")
    for path in (POSTS, SHORT, "/cari/?q=kabar"):
        page.goto(home + path)
        page.locator(".menu summary").click()
        if path.startswith("/cari/"):
            page.locator("[data-daftar] h3").first.wait_for()
        page.evaluate(script)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == [], path
