"""The open page of a live report: new entries come in by themselves, and nothing that is read moves."""

from __future__ import annotations

import os

import pytest

from generator.model.urls import live_url
from tests.browser_support import fresh_pages, needs_browser
from tests.pages.test_theme_browser import hosted
from tests.support import article, site

needs_browser()
pytestmark = pytest.mark.slow

URL = "/daerah/2024/10/banjir/"
PATH = f"content{URL[:-1]}.md"
MINUTE = 61_000
LINES = "\n\n".join(["Kalimat yang cukup panjang untuk beberapa baris di layar ponsel. " * 3] * 4)


class Report:
    """A live report, and a reader who has it open."""

    def __init__(self, portal, fresh, address):
        self.portal, self.fresh, self.address = portal, fresh, address
        self.entries = []
        self.asked = []
        self.saved = 1_700_000_000

    def write(self, *entries, pinned="Pokok.", **keys):
        """Add entries, each as what stands behind its time, and publish."""
        self.entries += entries
        body = [f"## 17.{number:02} – {entry}" for number, entry in enumerate(self.entries)]
        keys = {"type": "live", "live_until": "2024-10-09 23:00 WIB", **keys}
        self.portal.add(PATH, article("Banjir", "\n\n".join([pinned, *body]), **keys))
        self.portal.build()
        # A host that knows the second of a file alone must not believe that it is the old one.
        self.saved += 5
        for path in (URL, live_url(URL)):
            os.utime(self.portal.output / path[1:] / "index.html", (self.saved, self.saved))

    def note(self, url):
        if url in (URL, live_url(URL)):
            self.asked.append(url)

    def open(self, at="18:00", width=390, height=844, **options):
        page = self.fresh(width, height, **options)
        page.clock.install(time=f"2024-10-09T{at}:00+07:00")
        page.on("request", lambda request: self.note(request.url.removeprefix(self.address)))
        page.goto(self.address + URL)
        self.asked.clear()
        return page


@pytest.fixture
def report(browser, tmp_path):
    portal = site(tmp_path)
    portal.now += -18 * 3600
    with fresh_pages(browser) as (fresh, _):
        made = Report(portal, fresh, "")
        made.write(*(f"Kabar {number}\n\n{LINES}" for number in range(4)))
        with hosted(portal.output) as address:
            made.address = address
            yield made


def until(page, true):
    """Wait until something is so."""
    for _ in range(1000):
        if true():
            return
        page.wait_for_timeout(10)
    raise AssertionError("it did not become so")


def headlines(page):
    return page.locator(".entri h2").all_inner_texts()


def test_a_new_entry_while_the_list_is_read(report):
    """It stands above the others, is announced, and what the reader looks at stays where it is."""
    page = report.open()
    second = page.locator(".entri article").nth(1)
    second.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 400)")
    place = second.bounding_box()["y"]
    report.write(f"Kabar baru\n\n{LINES}")
    page.clock.run_for(MINUTE)
    page.locator("[role=status] button").wait_for()
    assert headlines(page)[0] == "Kabar baru"
    old = page.locator(".entri article").nth(2)
    assert abs(old.bounding_box()["y"] - place) < 1.5
    assert page.locator("[role=status]").inner_text() == "1 kabar baru"
    page.locator("[role=status] button").click()
    assert page.locator("[role=status]").inner_text() == ""
    assert page.evaluate("document.activeElement.closest('article').querySelector('h2').textContent") == "Kabar baru"
    assert report.asked == [live_url(URL)]


def test_when_it_ends(report):
    """After its end the page asks for nothing more; the fragment tells an open page of an earlier end."""
    page = report.open(at="22:58")
    page.clock.run_for(10 * MINUTE)
    page.wait_for_load_state("networkidle")
    asked = len(report.asked)
    assert 1 <= asked <= 3
    page.clock.run_for(10 * MINUTE)
    assert len(report.asked) == asked
    page = report.open(at="18:00")
    assert page.locator(".penanda .label-live").count() == 1
    report.portal.now += 3600
    report.write(live_until="2024-10-09 18:30 WIB")
    page.clock.run_for(MINUTE)
    page.get_by_text("Liputan langsung ini selesai").wait_for()
    assert page.locator(".penanda .label-live").count() == 0
    asked = len(report.asked)
    page.clock.run_for(5 * MINUTE)
    assert len(report.asked) == asked


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": "<h1>Lain</h1>", "content_type": "text/html"}])
def test_a_host_that_answers_something_else(report, answer):
    """The page stays as it is; where the report is gone, nothing more is asked for."""
    page = report.open()
    page.route(f"**{live_url(URL)}", lambda route: route.fulfill(**answer))
    page.clock.run_for(MINUTE)
    until(page, lambda: len(report.asked) == 1)
    page.wait_for_load_state("networkidle")
    page.clock.run_for(MINUTE)
    page.wait_for_load_state("networkidle")
    assert len(headlines(page)) == 4
    if answer.get("status") == 404:
        assert len(report.asked) == 1
    else:
        until(page, lambda: len(report.asked) == 2)


def test_without_script(report):
    """Readers without script have all entries, and until when it is brought up to date."""
    page = report.open(java_script_enabled=False)
    assert len(headlines(page)) == 4
    assert "diperbarui sampai 9 Okt 2024, 23:00 WIB" in page.locator(".keadaan").inner_text()
