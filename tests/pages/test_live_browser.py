"""The open page of a live report: new entries come in by themselves, and nothing that is read moves."""

from __future__ import annotations

import os

import pytest

from generator.model.urls import live_url
from generator.pages.live import SENT
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


def test_a_new_entry_while_the_beginning_is_in_sight(report):
    """It waits until the reader asks for it, since it would push down what is read."""
    page = report.open(height=1600)
    page.locator(".entri").scroll_into_view_if_needed()
    report.write("Baru satu", "Baru dua")
    page.clock.run_for(MINUTE)
    page.locator("[role=status] button").wait_for()
    assert headlines(page)[0] == "Kabar 3"
    assert page.locator("[role=status]").inner_text() == "2 kabar baru"
    report.write("Baru tiga")
    page.clock.run_for(MINUTE)
    page.get_by_text("3 kabar baru").click()
    assert headlines(page)[:4] == ["Baru tiga", "Baru dua", "Baru satu", "Kabar 3"]


def test_what_is_edited_or_taken_back(report):
    """An edited entry is exchanged, one that was taken back goes, and what readers should know follows."""
    page = report.open()
    page.evaluate("scrollTo(0, 0)")
    report.entries[1] = "Kabar 1 dibetulkan\n\nIsi."
    del report.entries[3]
    report.write(pinned="Pokok lain.")
    page.clock.run_for(MINUTE)
    page.get_by_text("Pokok lain.").wait_for()
    assert headlines(page) == ["Kabar 2", "Kabar 1 dibetulkan", "Kabar 0"]
    assert page.locator("[role=status]").inner_text() == ""


def test_more_is_new_than_is_sent(report):
    """Who comes back after hours gets all that is missing, from the page itself."""
    page = report.open()
    report.write(*(f"Lagi {number}" for number in range(SENT + 5)))
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.clock.run_for(MINUTE)
    page.locator("[role=status] button").wait_for()
    assert len(headlines(page)) == SENT + 9
    assert report.asked[:2] == [live_url(URL), URL]


def test_nobody_looks(report):
    """A page that nobody looks at asks for nothing, and asks when it is looked at again."""
    page = report.open()
    hide = "Object.defineProperty(document, 'hidden', {{value: {}, configurable: true}}); document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(hide.format("true"))
    page.clock.run_for(5 * MINUTE)
    assert report.asked == []
    page.evaluate(hide.format("false"))
    page.wait_for_timeout(200)
    assert report.asked == [live_url(URL)]


def test_when_it_ends(report):
    """After its end the page asks for nothing more; the fragment tells an open page of an earlier end."""
    page = report.open(at="22:58")
    page.clock.run_for(10 * MINUTE)
    page.wait_for_timeout(200)
    assert 1 <= len(report.asked) <= 3
    asked = len(report.asked)
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


@pytest.mark.parametrize(
    "answer", [{"status": 404}, {"body": "<h1>Lain</h1>", "content_type": "text/html"}, {"status": 500}]
)
def test_a_host_that_answers_something_else(report, answer):
    """The page stays as it is; where the report is gone, nothing more is asked for."""
    page = report.open()
    page.route(f"**{live_url(URL)}", lambda route: route.fulfill(**answer))
    page.clock.run_for(MINUTE)
    page.wait_for_timeout(200)
    page.clock.run_for(MINUTE)
    page.wait_for_timeout(200)
    assert len(headlines(page)) == 4
    assert len(report.asked) == (1 if answer.get("status") == 404 else 2)


def test_a_film_that_plays_goes_on(report):
    """A player in an entry is not loaded anew by what comes in, and a film in a new entry has its button."""
    page = report.open()
    report.write("Film\n\nhttps://www.youtube.com/watch?v=abcdefghijk")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.clock.run_for(MINUTE)
    page.locator(".entri .embed button").click()
    page.locator(".entri iframe").evaluate("frame => { window.kept = frame }")
    report.write("Lagi")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.clock.run_for(MINUTE)
    page.get_by_text("Lagi", exact=True).wait_for(state="attached")
    assert page.evaluate("window.kept.isConnected")


def test_without_script(report):
    """Readers without script have all entries, and until when it is brought up to date."""
    page = report.open(java_script_enabled=False)
    assert len(headlines(page)) == 4
    assert "diperbarui sampai 9 Okt 2024, 23:00 WIB" in page.locator(".keadaan").inner_text()
