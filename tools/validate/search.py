"""The page of a portal's search with results on it, which its file does not hold: the script brings them."""

from __future__ import annotations

from importlib.util import find_spec
from urllib.parse import quote

from tools.validate import node
from tools.validate.portal import Portal, Skipped
from tools.validate.server import serving

PAGE = "cari/index.html"


def address(portal: Portal) -> str:
    """Return the path of a search for the longest word of a headline; empty if the portal has no search."""
    if PAGE not in portal.pages:
        return ""
    articles = (page for page in portal.pages.values() if page.kind.startswith("hal-article") and not page.noindex)
    titles = (page.first("meta", property="og:title").get("content", "") for page in articles)
    words = [word for title in titles for word in title.split() if word.isalpha()]
    return f"cari/?q={quote(max(words, key=len))}"


def rendered(portal: Portal) -> str:
    """Return the page as it stands in a browser when there are results."""
    if find_spec("playwright") is None:
        raise Skipped("needs playwright")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it may be missing

    with serving(portal.output, portal.path) as base, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=node.chromium(), args=node.FLAGS)
        page = browser.new_page()
        page.goto(f"{base}/{address(portal)}")
        page.locator("[data-daftar] article").first.wait_for()
        page.wait_for_load_state("networkidle")
        text: str = page.content()
        browser.close()
    return text
