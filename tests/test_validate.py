"""The checkers of `make validate` that need neither Java nor Node: over the demo site, and each finds what it is there for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.browser_support import needs_browser
from tools.validate import articles, axe, feeds, jsonld, links, origins, shares, sitemaps
from tools.validate.portal import Page, Portal, build

CHECKERS = {
    "links": links, "origins": origins, "jsonld": jsonld, "shares": shares, "feeds": feeds, "sitemaps": sitemaps,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKERS)
def test_the_demo_site(demo, name):
    """Nothing is found on the demo site."""
    assert list(CHECKERS[name].check(demo)) == []


@pytest.mark.slow
def test_the_demo_site_by_axe(demo):
    """The fullest page of each class has no violation, light on a phone or dark on a desk, and loads nothing from elsewhere.

    `make validate` looks at more kinds of pages, and at each of them in all four ways.
    """
    needs_browser()
    assert list(axe.check(demo, axe.packed(), axe.VARIANTS[:2], quick=True)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/portal"])
def test_a_site_of_our_own_making(tmp_path, path):
    """The articles that are made where no other archive is at hand hold all sorts of markup, and nothing is found."""
    articles.write(tmp_path / "source", 60, path)
    portal = build(tmp_path / "source", tmp_path / "work", "2025-12-22 21:00 WIB")
    assert sum(page.kind.startswith("hal-article") for page in portal.pages.values()) >= 60
    assert [found for checker in CHECKERS.values() for found in checker.check(portal)] == []


HOME, NEWS = "index.html", "daerah/2026/11/sungai-lindan-meluap-tiga-kecamatan-terendam/index.html"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("checker", "path", "old", "new", "text"),
    [
        ("links", HOME, 'href="/terkini/"', 'href="/terkinj/"', "dead address: /terkinj/"),
        ("links", HOME, 'href="#isi"', 'href="#tubuh"', "no such id on the page: #tubuh"),
        ("origins", HOME, "</body>", '<img src="https://lain.example/a.png" alt=""></body>', "loads from another host: https://lain.example/a.png"),
        ("origins", HOME, "</body>", "<script>a()</script></body>", "inline code, which a strict policy forbids"),
        ("jsonld", NEWS, '"headline":', '"headlime":', "NewsArticle without headline"),
        ("jsonld", NEWS, '"datePublished":"', '"datePublished":"kemarin ', "datePublished of NewsArticle is neither a time with offset nor a day"),
        ("shares", HOME, '"og:image"', '"og:bild"', "a page without og:image"),
        ("shares", HOME, '"og:image:alt"', '"og:image:teks"', "og:image without og:image:alt"),
        ("shares", HOME, 'content="512"', 'content="600"', "a shared picture of other than 600 × 600 pixels"),
        ("feeds", "feed.xml", "</channel>", "", "feedparser: "),
        ("sitemaps", "sitemap.xml", "sitemap-pages.xml", "sitemap-page.xml", "not in the index of sitemaps"),
        ("sitemaps", "sitemap-2026-11.xml", "<lastmod>", "<lastmod>sekitar ", "<lastmod> is not a W3C date"),
    ],
)  # fmt: skip
def test_a_mistake_is_found(demo, tmp_path, checker, path, old, new, text):
    """One mistake in a file of the output is found, and its page is named."""
    output = tmp_path / "build"
    shutil.copytree(demo.output, output, copy_function=os.link)
    file = output / path
    before = file.read_text("utf-8")
    assert old in before
    file.unlink()
    file.write_text(before.replace(old, new) if old else before + new, "utf-8")
    altered = Portal(output, demo.output.parent / "site.yaml")
    # To take all pages of the demo apart takes longer than all else here; one differs at most.
    altered.pages = {**demo.pages, **({path: Page(path, altered.read(path))} if path in demo.pages else {})}
    found = list(CHECKERS[checker].check(altered))
    assert any(one.text.startswith(text) and one.page in (path, "sitemap-pages.xml") for one in found), found[:5]


@pytest.mark.slow
def test_the_policy_of_no_page_forbids_its_own_parts(demo: Portal) -> None:
    """Every file that is not a page has a type that the checkers' host knows."""
    from tools.validate.server import TYPES

    assert {Path(path).suffix for path in demo.files} <= TYPES.keys()
