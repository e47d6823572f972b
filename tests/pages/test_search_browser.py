"""The page of the search in a real browser, under the strict policy of docs/theme.md: what readers see, type and are told."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser_support import fresh_pages, needs_browser
from tests.photos import jpeg
from tests.support import CONFIG, Portal, article, site
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

needs_browser()
pytestmark = pytest.mark.slow

HOSTILE = '<img src=x onerror=alert(1)> "kutip" </script> & sejenisnya'
SEARCH = "search: true\n"
REGIONS = "regions: {Jawa Tengah: [Kudus], Riau: []}\n"
BOX = "form[data-cari] [type=search]"
Open = Callable[..., "Page"]


def newsroom(folder: Path, config: str = "") -> Portal:
    """A portal with articles of today, of this month, of this year and of years before."""
    portal = site(folder, config=f"{CONFIG}{REGIONS}{config or SEARCH}")
    portal.add("content/foto/a.jpg", jpeg(1200, 900))
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\n---\nMeliput pesisir.\n")
    for number in range(23):
        day = f"2024-{9 - number // 8:02}-{number % 8 + 10} 08:00 WIB"
        portal.add(f"content/daerah/pasar-{number}.md", article(f"Pasar Desa Ke-{number}", "Isi.", timestamp=day))
    said = {
        "kini": article("Feri Tenggelam di Selat", "Penumpang selamat.", timestamp="2024-10-10 07:00 WIB", tags="[Kapal]",
                        photo="{src: /foto/a.jpg, credit: Sari}", summary="Feri itu membawa penumpang.", region="Jawa Tengah/Kudus"),
        "lama": article("Sejarah Pelabuhan", "Feri pertama.", timestamp="2022-03-01 07:00 WITA", author="Budi"),
        "kuno": article("Gempa Mengguncang Kota", "Gempa itu kuat.", timestamp="2015-06-01 07:00 WIB", author="sw"),
        "gema": article("Rapat", "Dahulu ada gempa di kota ini.", timestamp="2024-10-10 08:00 WIB"),
        "opini": article("Menjaga Laut", "Feri perlu diperiksa.", timestamp="2024-10-09 07:00 WIB", type="opini"),
        "iklan": article("Promo Wisata Feri", "Murah.", timestamp="2024-10-08 07:00 WIB", type="advertorial", sponsor="PT A"),
        "gubernur-1": article("Gubernur Datang", "Halo.", timestamp="2024-10-01 07:00 WIB"),
        "gubernur-2": article("Gubernur Pulang", "Halo.", timestamp="2024-10-02 07:00 WIB"),
        "jahat": article(f"'{HOSTILE}'", "Isi.", timestamp="2024-10-03 07:00 WIB"),
        "cabut": article("Kabar Keliru", retracted="{timestamp: 2024-10-10 08:00 WIB, reason: dewan-pers, text: Keliru.}"),
    }  # fmt: skip
    for name, text in said.items():
        portal.add(f"content/{'nasional' if name == 'lama' else 'daerah'}/{name}.md", text)
    portal.build()
    return portal


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return newsroom(tmp_path_factory.mktemp("cari"))


@pytest.fixture(scope="module")
def base(portal: Portal) -> Iterator[str]:
    with serving(portal.output) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Open]:
    """Opens an address; an error of the script, or of the policy of the host, fails the test."""
    with fresh_pages(browser) as (fresh, mistakes):

        def goto(
            path: str, width: int = 1366, height: int = 900, route: dict[str, Any] | None = None, **options: Any
        ) -> Page:
            host = options.pop("host", base)
            page = fresh(width, height, **options)
            page.on("dialog", lambda dialog: mistakes.append(dialog.message))
            page.on("console", lambda one: mistakes.append(one.text) if "Content Security Policy" in one.text else None)
            for pattern, action in (route or {}).items():
                page.route(re.compile(pattern), action)
            page.goto(host + path)
            return page

        yield goto


def said(page: Page) -> str:
    """What the live region says when the search has ended."""
    from playwright.sync_api import expect

    expect(page.locator(".jumlah")).to_have_text(re.compile(r"[^…]$"), timeout=30_000)
    return page.locator(".jumlah").inner_text()


def headlines(page: Page) -> list[str]:
    said(page)
    return page.locator("[data-daftar] h3").all_inner_texts()


# ------------------------------------------------------------------------------------ results


def test_a_result(opened: Open) -> None:
    """It has picture, kanal, time in its zone, headline and summary, with the words found marked, and leads to the article."""
    page = opened("/cari/?q=feri")
    assert said(page) == "4 berita ditemukan"
    assert page.locator(".jumlah").get_attribute("role") == "status"
    first = page.locator("[data-daftar] article").first
    assert first.locator("h3").inner_html() == f'<a href="{page.url.partition("/cari")[0]}/daerah/2024/10/kini/" data-isi="judul"><mark>Feri</mark> Tenggelam di Selat</a>'  # fmt: skip
    assert first.locator("mark").all_inner_texts() == ["Feri", "Feri"]
    assert first.locator(".ringkas").inner_text() == "Feri itu membawa penumpang."
    assert [first.locator(name).inner_text() for name in (".rubrik", "time")] == ["Daerah", "10 Okt 2024, 07:00 WIB"]
    assert first.locator("time").get_attribute("datetime") == "2024-10-10T07:00+07:00"
    assert first.locator("img").evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 0
    assert page.locator("time", has_text="1 Mar 2022, 07:00 WITA").is_visible()
    assert page.title() == "feri - Cari berita - Kabar Uji"
    assert page.locator("[data-cara]").is_hidden()
    assert page.locator("article", has_text="Promo Wisata").locator(".label-advertorial").inner_text() == "Advertorial"
    page = opened("/cari/?q=kabar keliru")
    assert headlines(page)[0] == "Kabar Keliru"
    assert page.locator("article").first.locator(".cabut").inner_text() == "Berita ini dicabut"


def test_ten_at_first(opened: Open) -> None:
    """The button brings ten more, moves none, goes away with the last, and the focus is on the first new one."""
    page = opened("/cari/?q=pasar desa")
    assert said(page) == "23 berita ditemukan"
    seen = headlines(page)
    assert len(seen) == 10
    more = page.get_by_role("button", name="Tampilkan lagi")
    for count in (20, 23):
        more.click()
        page.locator("[data-daftar] article").nth(count - 1).wait_for()
        assert headlines(page)[: len(seen)] == seen
        assert page.evaluate("document.activeElement.textContent") == headlines(page)[len(seen)]
        seen = headlines(page)
    assert more.is_hidden()
    assert len(set(seen)) == 23


def test_words_of_the_address(opened: Open) -> None:
    """A search stands in the address with its filters, from which it can be linked to, and the back button leads back."""
    page = opened("/cari/?q=feri&kanal=nasional")
    assert headlines(page) == ["Sejarah Pelabuhan"]
    assert page.locator("select[name=kanal]").input_value() == "nasional"
    page.locator("select[name=kanal]").select_option("Daerah")
    page.wait_for_url("**/cari/?q=feri&kanal=daerah")
    assert said(page) == "3 berita ditemukan"
    page.locator(BOX).fill("gempa")
    page.get_by_role("button", name="Cari", exact=True).click()
    page.wait_for_url("**/cari/?q=gempa&kanal=daerah")
    assert said(page) == "2 berita ditemukan"
    page.go_back()
    assert page.locator(BOX).input_value() == "feri"
    assert said(page) == "3 berita ditemukan"
    page.go_back()
    assert headlines(page) == ["Sejarah Pelabuhan"]


# ---------------------------------------------------------------------------- what is typed


def test_suggestions_in_every_head(opened: Open) -> None:
    """Nothing is loaded before the box is gone to; people, topics and headlines are suggested, by keys and by a click."""
    asked: list[str] = []
    page = opened("/daerah/2024/10/opini/")
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/search/" in url or "/cari/" in url] == []
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Cari berita")
    box.press_sequentially("sar")
    options = page.locator(".saran li")
    options.first.wait_for()
    assert options.all_inner_texts() == ["Sari Wulan\nPenulis"]
    box.fill("fer")
    page.get_by_role("option", name="Feri Tenggelam").wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    chosen = page.locator('[role=option][aria-selected="true"]')
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("Escape")
    assert (options.count(), box.get_attribute("aria-expanded")) == (0, "false")
    box.fill("kap")
    page.get_by_role("option", name="Kapal").click()
    page.wait_for_url("**/tag/kapal/")


def test_a_wrong_letter(opened: Open) -> None:
    """What was searched for instead is said, with a link to the words as they were written."""
    page = opened("/cari/?q=gubenur")
    assert set(headlines(page)) == {"Gubernur Datang", "Gubernur Pulang"}
    assert "Menampilkan hasil untuk “gubernur”." in page.locator("[data-ihwal]").inner_text()
    page.get_by_role("link", name="Cari “gubenur” seperti yang tertulis").click()
    page.wait_for_url("**/cari/?q=gubenur&tertulis=1")
    assert said(page) == "Tidak ada berita yang cocok."


def test_a_hostile_headline(opened: Open) -> None:
    """It is text, in the results and among the suggestions."""
    page = opened("/cari/?q=kutip sejenisnya")
    assert headlines(page) == [HOSTILE]
    assert page.locator("main img[src=x]").count() == 0
    box = page.locator(BOX)
    box.fill("onerr")
    page.locator(".saran li").wait_for()
    assert page.locator(".saran li").inner_text() == HOSTILE


# ---------------------------------------------------------------------- what may go wrong


def torn(route: Route) -> None:
    """Answer with the first half of a file."""
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2], content_type="application/octet-stream")


def swollen(route: Route) -> None:
    """Answer with a small file that inflates to a very large one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = zlib.decompress(route.fetch().body(), -15)[:5]
    route.fulfill(
        body=packer.compress(head + bytes(200 << 20)) + packer.flush(), content_type="application/octet-stream"
    )


@pytest.mark.parametrize(
    "action", [lambda route: route.abort(), torn, lambda route: route.fulfill(body="<html>", status=200), swollen]
)
def test_a_file_that_is_torn(opened: Open, action: Callable[[Route], None]) -> None:
    """What is missing is named, the rest is shown, and another try brings it."""
    page = opened("/cari/?q=feri", route={r"/2022/\d+\.bin": action})
    assert said(page) == "3 berita ditemukan"
    assert "Sebagian arsip tidak dapat dimuat: 2022." in page.locator("[data-kurang]").inner_text()
    before = headlines(page)
    page.unroute_all()
    page.get_by_role("button", name="Coba lagi").click()
    page.get_by_text("Sejarah Pelabuhan").wait_for()
    assert headlines(page) == [*before, "Sejarah Pelabuhan"]
    assert page.locator("[data-kurang]").inner_text() == ""


# --------------------------------------------------------------------------- where it works


def test_without_script(opened: Open) -> None:
    """The page says how to search, and that it takes script."""
    page = opened("/cari/?q=feri", java_script_enabled=False)
    assert page.get_by_role("heading", name="Cara mencari").is_visible()
    assert "JavaScript" in page.locator("noscript").inner_text()
    assert page.locator("#saringan").is_hidden()


def test_nobody_is_told(opened: Open, base: str) -> None:
    """Nothing is asked of another host, and no request but the page's own holds a word of the query."""
    asked: list[str] = []
    page = opened("/cari/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}/cari/?q=tenggelam")
    assert said(page) == "1 berita ditemukan"
    assert all(url.startswith(base) for url in asked)
    assert [url for url in asked if "tenggelam" in url.replace("-tenggelam", "")] == [f"{base}/cari/?q=tenggelam"]
