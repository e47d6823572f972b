"""`ssg serve` in a real browser: what an editor sees without touching the page."""

from __future__ import annotations

import pytest

from tests.browser_support import needs_browser
from tests.preview_support import serving
from tests.support import Portal, article, site

needs_browser()
pytestmark = pytest.mark.slow
BANJIR, URL = "content/daerah/2024/10/banjir.md", "/daerah/2024/10/banjir/"


def portal(folder) -> Portal:
    made = site(folder)
    made.add(BANJIR, article("Banjir Surut", "\n\n".join(f"Paragraf {n}." for n in range(200)), summary="Surut."))
    made.add("content/daerah/2024/10/rahasia.md", article("Rahasia", draft="true"))
    made.add("content/daerah/2024/10/besok.md", article("Besok", timestamp="2024-10-11 08:00 WIB"))
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/assets/uji.css", "h1 { color: rgb(0, 0, 1) }\n")
    made.add("themes/uji/templates/_styles.html", '<link rel="stylesheet" href="{{ asset("uji.css") }}">\n')
    made.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    return made


@pytest.fixture
def opened(browser, tmp_path):
    """A preview, and a page of it in the browser, which has loaded nothing again since."""
    with serving(portal(tmp_path)) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(server.base + URL)
        page.evaluate("window.same = true")
        page.get_by_text("Draf & jadwal").wait_for()
        # What is told before its script listens, it does not hear.
        server.heard(URL)
        yield server, page
        page.close()


def test_a_saved_body_is_seen_without_touching_the_page_at_the_same_place(opened):
    """The page loads again by itself and stands where it stood."""
    server, page = opened
    page.evaluate("scrollTo(0, 3000)")
    server.portal.edit(BANJIR, "Paragraf 0.", "Paragraf nol.")
    page.get_by_text("Paragraf nol.").wait_for()
    page.wait_for_function("Math.abs(scrollY - 3000) < 50")


def test_a_stylesheet_is_swapped_without_loading_the_page(opened):
    """The new colour is there, and the page is the same; so is it when others save what it does not show."""
    server, page = opened
    server.portal.edit("content/daerah/2024/10/rahasia.md", "Isi berita.", "Isi lain.")
    server.settle()
    server.portal.add("themes/uji/assets/uji.css", "h1 { color: rgb(0, 0, 2) }\n")
    page.wait_for_function("getComputedStyle(document.querySelector('h1')).color === 'rgb(0, 0, 2)'")
    assert page.evaluate("window.same") is True
    assert page.locator("head link[rel=stylesheet]").count() == 1


def test_the_overlay_comes_and_goes(opened):
    """A mistake is shown over the page with its place and hint, and vanishes when it is mended."""
    server, page = opened
    server.portal.edit(BANJIR, "author:", "autor:")
    overlay = page.locator(".galat")
    overlay.get_by_text('kunci "autor" tidak dikenal').wait_for()
    assert 'maksudnya "author"?' in overlay.inner_text()
    assert f"{BANJIR} baris 3, kolom 1" in overlay.inner_text()
    assert page.get_by_text("Paragraf 1.", exact=True).is_visible()
    server.portal.edit(BANJIR, "autor:", "author:")
    overlay.wait_for(state="hidden")


def test_what_is_not_published_bears_its_banner(browser, tmp_path):
    """A line above the page says what it is; one that is published has none."""
    with serving(portal(tmp_path), drafts=True) as server:
        page = browser.new_page()
        page.goto(server.base + URL)
        page.get_by_text("Draf & jadwal").wait_for()
        assert not page.locator(".spanduk").is_visible()
        page.goto(f"{server.base}/daerah/2024/10/besok/")
        page.locator(".spanduk.terjadwal").get_by_text("Terbit Jumat, 11 Oktober 2024 | 08:00 WIB").wait_for()
        assert page.locator(".spanduk").inner_text().endswith("08:00 WIB\nHalaman ini hanya ada di pratinjau")
        assert page.locator(".spanduk").bounding_box()["y"] < 60
        page.goto(f"{server.base}/daerah/2024/10/rahasia/")
        page.locator(".spanduk.draf").get_by_text("Draf").wait_for()
        server.portal.edit("content/daerah/2024/10/rahasia.md", "draft: true\n", "")
        page.get_by_text("Terbit", exact=True).wait_for()
        assert not page.locator(".spanduk").is_visible()
        page.close()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1366, 768)])
def test_the_bar_lies_over_nothing(browser, tmp_path, width, height):
    """What stands at the foot of the window can be clicked there: the question for consent."""
    made = portal(tmp_path)
    made.remove("themes/uji/templates/_styles.html")
    foot = '{% include "_izin.html" %}\n<template data-izin><p id="lain">Pihak lain</p></template>\n'
    made.add("themes/uji/templates/_kaki_tambahan.html", foot)
    with serving(made) as server:
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(server.base + URL)
        page.get_by_text("Draf & jadwal").wait_for()
        page.get_by_role("button", name="Ya, boleh").click(timeout=5000)
        page.locator("#lain").wait_for(state="attached")
        page.close()


def test_drafts_are_marked_in_lists(browser, tmp_path):
    """So is what is scheduled; the marks go with what they say."""
    with serving(portal(tmp_path), drafts=True) as server:
        page = browser.new_page()
        page.goto(f"{server.base}/daerah/")
        page.locator("main a:has([data-warta-tanda=draf])", has_text="Rahasia").first.wait_for()
        page.locator("main a:has([data-warta-tanda=terjadwal])", has_text="Besok").first.wait_for()
        assert page.locator("a:has([data-warta-tanda])", has_text="Banjir Surut").count() == 0
        server.heard("/daerah/")
        server.portal.edit("content/daerah/2024/10/rahasia.md", "draft: true\n", "")
        page.locator("[data-warta-tanda=draf]").first.wait_for(state="detached")
        page.close()


def test_the_page_of_a_draft_is_one_click_away(opened):
    """Its 404 names it; the click shows it under its banner, and another takes it back."""
    server, page = opened
    page.goto(f"{server.base}/daerah/2024/10/rahasia/")
    page.locator(".spanduk").get_by_text("Draf: Rahasia").wait_for()
    server.heard("/daerah/2024/10/rahasia/")
    page.get_by_role("button", name="Tampilkan draf dan artikel terjadwal").first.click()
    page.get_by_role("heading", name="Rahasia").wait_for()
    page.locator(".spanduk.draf").get_by_text("Halaman ini hanya ada di pratinjau").wait_for()
    server.heard("/daerah/2024/10/rahasia/")
    page.get_by_role("button", name="Pratinjau").click()
    page.get_by_role("button", name="Tampilkan seperti yang dilihat pembaca").click()
    page.locator(".spanduk").get_by_text("Draf: Rahasia").wait_for()


def test_it_connects_again_when_the_server_is_back(browser, tmp_path):
    """After a restart on the same port the page hears what was saved in between."""
    made = portal(tmp_path)
    with serving(made) as server:
        page = browser.new_page()
        page.goto(server.base + URL)
        page.get_by_text("Draf & jadwal").wait_for()
        server.heard(URL)
        port = server.port
    made.edit(BANJIR, "Paragraf 0.", "Paragraf nol.")
    with serving(made, port=port):
        page.get_by_text("Paragraf nol.").wait_for()
    page.close()


def test_the_list_of_drafts_stays_alive(opened):
    """After a save it shows what was saved, and its clock still works; a time that is being chosen is not lost."""
    server, page = opened
    page.goto(f"{server.base}/_ssg/")
    page.get_by_text("Rahasia", exact=True).wait_for()
    server.heard("")
    page.locator("input[type=datetime-local]").fill("2024-10-12T08:00")
    server.portal.add("content/daerah/2024/10/baru.md", article("Draf Baru", draft="true"))
    page.get_by_text("Draf Baru", exact=True).wait_for()
    assert page.locator("input[type=datetime-local]").input_value().startswith("2024-10-12T08:00")
    page.get_by_role("button", name="Lihat").click()
    page.get_by_text("Waktu pratinjau: Sabtu, 12 Oktober 2024 | 08:00 WIB").wait_for()
    page.get_by_role("button", name="Kembali ke sekarang").click()
    page.get_by_text("Waktu pratinjau: sekarang").wait_for()


def test_a_phone_is_let_in_with_the_token_and_asked_again_when_it_is_another(browser, tmp_path):
    """The token is asked for once; when the preview comes back with another one, the phone's page asks again."""
    made = portal(tmp_path)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    with serving(made, token="satu-dua-tiga", hosts=("kabar.test",)) as server:
        port = server.port
        page.goto(f"http://kabar.test:{port}{URL}")
        page.get_by_label("Token").fill("salah")
        page.get_by_role("button", name="Buka").click()
        page.get_by_text("Token itu tidak cocok.").wait_for()
        page.get_by_label("Token").fill("satu-dua-tiga")
        page.get_by_role("button", name="Buka").click()
        page.get_by_text("Paragraf 1.", exact=True).wait_for()
        assert "token" not in page.url
        server.portal.edit(BANJIR, "Paragraf 1.", "Paragraf satu.")
        page.get_by_text("Paragraf satu.", exact=True).wait_for()
        # Its script is there, and knows where to ask.
        page.wait_for_load_state()
        server.heard(URL)
    with serving(made, port=port, token="empat-lima", hosts=("kabar.test",)):
        page.get_by_text("Pratinjau terkunci", exact=True).first.wait_for()
    page.close()


def test_the_dashboard_misses_nothing_that_is_saved_while_it_loads(browser, tmp_path):
    """What is saved between the page and the moment when its script listens is shown without another save."""
    with serving(portal(tmp_path)) as server:
        page = browser.new_page()

        def late(route):
            server.portal.edit("content/daerah/2024/10/rahasia.md", "title: Rahasia", "title: Terbaru")
            server.until(lambda: b"Terbaru" in server.get("/_ssg/").body)
            route.continue_()

        page.route("**/_ssg/dashboard.js", late)
        page.goto(f"{server.base}/_ssg/")
        page.get_by_text("Terbaru").wait_for()
        page.close()
