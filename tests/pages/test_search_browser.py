"""The page of the search in a real browser, under the strict policy of docs/theme.md: what readers see, type and are told."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.search import files
from tests.browser_support import fresh_pages, needs_browser
from tests.photos import jpeg
from tests.support import CONFIG, Portal, article, site
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

needs_browser()
pytestmark = pytest.mark.slow

HOSTILE = '<img src=x onerror=alert(1)> "kutip" </script> & sejenisnya'
SEARCH = "search: https://lain.example/cari?situs=uji.example&kata={query}\n"
REGIONS = "regions: {Jawa Tengah: [Kudus], Riau: []}\n"
BOX = "form[data-cari] [type=search]"
WIDTHS = (320, 390, 768, 1366)
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
        "cabut": article("Kabar Keliru Tambang").replace(
            "---\nIsi", "retracted: {timestamp: 2024-10-10 08:00 WIB, reason: dewan-pers, text: Keliru.}\n---\nIsi"),
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


def test_what_kind_of_article_it_is(opened: Open) -> None:
    """Paid content and opinion carry their label; a withdrawn article has its notice, and no word of its text finds it."""
    page = opened("/cari/?q=wisata feri")
    assert page.locator("article", has_text="Promo Wisata").locator(".label-advertorial").inner_text() == "Advertorial"
    page = opened("/cari/?q=menjaga laut")
    assert page.locator("article", has_text="Menjaga Laut").locator(".label-opini").inner_text() == "Opini"
    page = opened("/cari/?q=kabar keliru tambang")
    assert headlines(page)[0] == "Kabar Keliru Tambang"
    assert page.locator("article").first.locator(".cabut").inner_text() == "Berita ini dicabut"
    assert page.locator(".cabut").count() == 1


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


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("tahun=2022", ["Sejarah Pelabuhan"]),
        ("jenis=opini", ["Menjaga Laut"]),
        ("wilayah=jawa-tengah", ["Feri Tenggelam di Selat"]),
        ("wilayah=jawa-tengah/kudus&tahun=2024", ["Feri Tenggelam di Selat"]),
        ("wilayah=riau", []),
        ("penulis=budi", ["Sejarah Pelabuhan"]),
        ("urut=terbaru", ["Feri Tenggelam di Selat", "Menjaga Laut", "Promo Wisata Feri", "Sejarah Pelabuhan"]),
    ],
)
def test_filters_and_order(opened: Open, filters: str, found: list[str]) -> None:
    """Region, year, author and kind narrow a search; the newest may come first."""
    assert headlines(opened(f"/cari/?q=feri&{filters}")) == found


def test_people_are_choices_once_filters_are_gone_to(opened: Open) -> None:
    """Those with a profile can be chosen; the file that names them is asked for then, not before."""
    asked = []
    page = opened("/cari/?q=feri", route={r"saran\.json": lambda route: (asked.append(1), route.continue_())})
    said(page)
    assert asked == []
    page.locator("select[name=penulis]").focus()
    page.locator("select[name=penulis]").locator("option", has_text="Sari Wulan").wait_for(state="attached")
    page.locator("select[name=penulis]").select_option("Sari Wulan")
    page.wait_for_url("**penulis=sari-wulan%2Csw")
    assert "Sejarah Pelabuhan" not in headlines(page)


def test_a_person_is_found_by_all_names_in_bylines(opened: Open) -> None:
    """By initials, too; and a link that was sent to somebody says the name once people are choices."""
    page = opened("/cari/?q=gempa&penulis=sari-wulan%2Csw")
    assert {*headlines(page)} == {"Gempa Mengguncang Kota", "Rapat"}
    page.locator("select[name=penulis]").focus()
    page.locator("select[name=penulis]").locator("option:checked", has_text="Sari Wulan").wait_for(state="attached")


# ---------------------------------------------------------------------------- what is typed


def test_a_walk_by_keyboard(opened: Open) -> None:
    """A slash opens the box, arrows walk through the results, Escape leads back to the box, Enter opens a result."""
    page = opened("/cari/?q=feri")
    said(page)
    page.keyboard.press("/")
    focus = "document.activeElement.textContent || document.activeElement.value"
    assert page.evaluate(focus) == "feri"
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(page.evaluate(focus))
    assert seen == [headlines(page)[at] for at in (0, 1, 0)]
    page.keyboard.press("Escape")
    assert page.evaluate(focus) == "feri"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/daerah/2024/10/kini/")


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


def test_enter_searches_for_what_was_typed(opened: Open) -> None:
    """With no suggestion chosen, the head's box leads to the page of the search."""
    page = opened("/")
    page.keyboard.press("/")
    page.keyboard.type("feri")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=feri")
    assert said(page) == "4 berita ditemukan"


def test_a_wrong_letter(opened: Open) -> None:
    """What was searched for instead is said, with a link to the words as they were written."""
    page = opened("/cari/?q=gubenur")
    assert set(headlines(page)) == {"Gubernur Datang", "Gubernur Pulang"}
    assert "Menampilkan hasil untuk “gubernur”." in page.locator("[data-ihwal]").inner_text()
    page.get_by_role("link", name="Cari “gubenur” seperti yang tertulis").click()
    page.wait_for_url("**/cari/?q=gubenur&tertulis=1")
    assert said(page) == "Tidak ada berita yang cocok."


def test_nothing_found(opened: Open) -> None:
    """It is said, and filters can be taken off with one press."""
    page = opened("/cari/?q=feri&tahun=2015")
    assert said(page) == "Tidak ada berita yang cocok."
    page.get_by_role("button", name="Hapus saringan").click()
    page.wait_for_url("**/cari/?q=feri")
    assert said(page) == "4 berita ditemukan"


@pytest.mark.parametrize(
    "query", ["%3Cimg src=x onerror=alert(1)%3E", "!!! ?? …", '"><script>alert(1)</script>', "%25s $& ${x}"]
)
def test_markup_and_signs_in_a_query(opened: Open, query: str) -> None:
    """They are shown as text, and nothing of them runs."""
    page = opened(f"/cari/?q={query}&kanal=%3Cb%3E")
    said(page)
    assert page.locator("[data-ihwal], .hasil, form[data-cari], .saring").locator("b, script, img[src=x]").count() == 0


def test_ten_thousand_letters(opened: Open) -> None:
    """So long a query is cut to its first words, which is said."""
    page = opened("/cari/")
    page.locator(BOX).fill("".join(f"feri{number} " for number in range(1100)))
    page.keyboard.press("Enter")
    assert said(page) == "Tidak ada berita yang cocok."
    assert "hanya 12 kata pertama" in page.locator("[data-ihwal]").inner_text()


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


def fulfilled(route: Route, body: bytes) -> None:
    """Answer with the packed form of a payload that has the numbering of the file."""
    head = zlib.decompress(route.fetch().body(), -15)[: 1 + files.NUMBERING]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    route.fulfill(body=packer.compress(head + body) + packer.flush(), content_type="application/octet-stream")


def hollow(route: Route) -> None:
    """Answer with two terms of which the second has documents, but none stand in the file."""
    fulfilled(route, b"\x02\0\x03" + b"\x02\x04\x01" + b"\x05ferai" + b"\x02\x01\x01" + b"\0" + b"\x02\x11\x11")


def swollen(route: Route) -> None:
    """Answer with a small file that inflates to a very large one."""
    fulfilled(route, bytes(200 << 20))


@pytest.mark.parametrize(
    "action",
    [lambda route: route.abort(), torn, lambda route: route.fulfill(body="<html>", status=200), hollow, swollen],
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


def test_articles_that_do_not_come(opened: Open) -> None:
    """A result whose file is torn is left out and named; the others are shown."""
    page = opened("/cari/?q=feri", route={r"/2022/d\d+\.bin": torn})
    page.get_by_text("Sebagian arsip tidak dapat dimuat: 2022.").wait_for()
    assert len(headlines(page)) == 3


def test_no_index(opened: Open) -> None:
    """Without its first file the search says so, and another try helps."""
    page = opened("/cari/?q=feri", route={r"indeks\.json": lambda route: route.abort()})
    page.get_by_text("Pencarian tidak dapat dimuat.").wait_for()
    page.unroute_all()
    page.get_by_role("button", name="Coba lagi").click()
    assert said(page) == "4 berita ditemukan"


@pytest.mark.parametrize("name", ["indeks", "bahasa"])
@pytest.mark.parametrize("body", ["{", "{}", "null", '{"segments": 1, "stemmer": 1}'])
def test_another_file_in_the_place_of_a_list(opened: Open, name: str, body: str) -> None:
    """It is the same to a reader as one that does not come."""
    page = opened("/cari/?q=feri", route={rf"{name}\.json": lambda route: route.fulfill(body=body)})
    page.get_by_text("Pencarian tidak dapat dimuat.").wait_for()
    page.unroute_all()
    page.get_by_role("button", name="Coba lagi").click()
    assert said(page) == "4 berita ditemukan"


def published_anew(page: Page, portal: Portal) -> list[str]:
    """Publish an article while a page of the search is open, and search; returns the files that are asked for then."""
    page.wait_for_load_state("networkidle")
    portal.add("content/daerah/baru.md", article("Feri Baru Tiba", "Isi.", timestamp="2024-10-10 11:00 WIB"))
    portal.build()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.locator(BOX).fill("feri")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=feri")
    said(page)
    return asked


def test_a_newer_build_while_the_page_is_open(tmp_path: Path, opened: Open) -> None:
    """The list of files is asked for anew, once, and what was published since is found."""
    portal = newsroom(tmp_path, "search: true\n")
    with serving(portal.output) as host:
        page = opened("/cari/", host=host)
        assert published_anew(page, portal).count("indeks.json") == 1
        assert "Feri Baru Tiba" in headlines(page)
        assert page.locator("[data-kurang]").inner_text() == ""


def test_a_list_of_files_that_stays_old(tmp_path: Path, opened: Open) -> None:
    """Where a host goes on giving an older one, the search does not ask again and again, and tells what is missing."""
    portal = newsroom(tmp_path, "search: true\n")
    old = (portal.output / "cari/indeks/indeks.json").read_bytes()
    with serving(portal.output) as host:
        page = opened("/cari/", host=host, route={r"indeks\.json": lambda route: route.fulfill(body=old)})
        assert published_anew(page, portal).count("indeks.json") == 1
        assert page.locator("[data-kurang]").inner_text().startswith("Sebagian arsip tidak dapat dimuat: 2024-10-10.")
        assert headlines(page) == ["Promo Wisata Feri", "Menjaga Laut", "Sejarah Pelabuhan"]


def test_older_results_move_nothing(opened: Open) -> None:
    """What the newest articles have is shown while the archive is still awaited; better matches of it are offered."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page = opened("/cari/?q=gempa kota", width=320, route={r"/2015/\d+\.bin": hold})
    page.get_by_text("1 berita sejauh ini").wait_for()
    seen = page.locator("[data-daftar] h3")
    seen.first.wait_for()
    assert seen.all_inner_texts() == ["Rapat"]
    place = seen.first.bounding_box()
    held[0].continue_()
    assert headlines(page) == ["Rapat", "Gempa Mengguncang Kota"]
    offered = page.get_by_role("button", name="Arsip lama memuat yang lebih cocok. Urutkan ulang")
    offered.wait_for()
    assert seen.first.bounding_box() == place
    offered.click()
    page.locator("[data-daftar] article:first-child", has_text="Gempa Mengguncang").wait_for()
    assert {*headlines(page)} == {"Gempa Mengguncang Kota", "Rapat"}
    assert offered.is_hidden()


def test_a_browser_that_is_too_old(opened: Open) -> None:
    """It is told so, instead of waiting for ever."""
    page = opened("/cari/")
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(page.url)
    page.get_by_text("Peramban ini terlalu lama").wait_for()


# --------------------------------------------------------------------------- where it works


def test_without_script(opened: Open) -> None:
    """The page says how to search, and its form leads to the search that site.yaml names."""
    page = opened("/cari/?q=feri", java_script_enabled=False)
    assert page.get_by_role("heading", name="Cara mencari").is_visible()
    assert "mencari lewat lain.example" in page.locator("noscript").inner_text()
    form = page.locator("form[data-cari]")
    assert form.get_attribute("action") == "https://lain.example/cari"
    sent = form.locator("input").evaluate_all("all => all.map(({ name, value }) => [name, value])")
    assert sent == [["situs", "uji.example"], ["kata", ""]]
    assert page.locator("#saringan").is_hidden()


def test_offline(opened: Open) -> None:
    """Once its pieces are there, other words are searched for without a connection."""
    page = opened("/cari/?q=pelabuhan gubernur pasar feri")
    said(page)
    page.context.set_offline(offline=True)
    page.locator(BOX).fill("pelabuhan")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=pelabuhan")
    assert headlines(page) == ["Sejarah Pelabuhan"]


def test_nobody_is_told(opened: Open, base: str) -> None:
    """Nothing is asked of another host, and no request but the page's own holds a word of the query."""
    asked: list[str] = []
    page = opened("/cari/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}/cari/?q=tenggelam")
    assert said(page) == "1 berita ditemukan"
    assert all(url.startswith(base) for url in asked)
    assert [url for url in asked if "tenggelam" in url.replace("-tenggelam", "")] == [f"{base}/cari/?q=tenggelam"]


def test_below_a_path(browser: Browser, tmp_path: Path, opened: Open) -> None:
    """Where base_url has a path, results, pictures and suggestions are found below it."""
    portal = newsroom(tmp_path, "search: true\n")
    portal.edit("site.yaml", "https://uji.example", "https://uji.example/portal")
    portal.build()
    with serving(portal.output, "/portal") as host:
        page = opened("/cari/?q=feri", host=host)
        assert said(page) == "4 berita ditemukan"
        first = page.locator("[data-daftar] article").first
        assert first.locator("a").get_attribute("href") == f"{host}/daerah/2024/10/kini/"
        assert (
            first.locator("img")
            .evaluate("async (image) => { await image.decode(); return image.src; }")
            .startswith(f"{host}/gambar/")
        )
        box = page.locator(BOX)
        box.fill("kap")
        page.get_by_role("option", name="Kapal").click()
        page.wait_for_url(f"{host}/tag/kapal/")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens(opened: Open, width: int, scheme: str) -> None:
    """Nothing is wider than the screen, with results, notes and open filters; what is pressed is large enough."""
    page = opened("/cari/?q=gubenur pasar&kanal=daerah", width=width, color_scheme=scheme)
    said(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for control in page.locator("main :is(button, select, input[type=search])").all():
        if control.is_visible():
            box = control.bounding_box()
            assert box is not None
            assert box["height"] >= 44


def test_on_paper(opened: Open) -> None:
    """Results are printed, and the words that were searched for; what is pressed is not."""
    page = opened("/cari/?q=feri")
    said(page)
    page.emulate_media(media="print")
    assert page.locator(BOX).is_visible()
    assert page.locator(BOX).input_value() == "feri"
    assert page.locator(BOX).evaluate("e => getComputedStyle(e).borderTopWidth") == "0px"
    assert page.locator(".hasil").get_by_text("Feri Tenggelam di Selat").is_visible()
    assert not any(one.is_visible() for one in page.locator("main :is(button, select)").all())
