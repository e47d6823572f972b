"""What the script of the search makes of words and queries: the same as `ssg search`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from generator.base.stemming import stem
from generator.base.text import distance
from generator.search.words import tokens
from tests.browser_support import needs_browser
from tests.fuzz import search
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

needs_browser()
pytestmark = pytest.mark.slow

STEMS = """async (words) => {
  const { Searcher } = await import("/aset/search/index.js");
  const { language } = await Searcher.open(new URL("/cari/indeks/", location));
  return words.map((word) => language.stem(word));
}"""
TOKENS = 'async (texts) => { const { tokens } = await import("/aset/search/core.js"); return texts.map(tokens); }'
NEAR = 'async (pairs) => { const { near } = await import("/aset/search/index.js"); return pairs.map(([a, b]) => near(a, b)); }'


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> search.Archive:
    return search.Archive(tmp_path_factory.mktemp("archive"), 1, articles=200)


@pytest.fixture
def page(browser: Browser, archive: search.Archive) -> Iterator[Page]:
    with serving(archive.portal.output) as base:
        page = browser.new_page()
        page.goto(f"{base}/404.html")
        yield page
        page.close()


def test_stems(page: Page) -> None:
    """Each root between all prefixes and suffixes has the stem of Python."""
    words = sorted({start + root + end for root in search.ROOTS for start in search.STARTS for end in search.ENDS})
    found = dict(zip(words, page.evaluate(STEMS, words), strict=True))
    assert {word: found[word] for word in words if found[word] != stem(word)} == {}


def test_words_of_texts(page: Page) -> None:
    """Words in other scripts, with marks, apostrophes and sixty letters and more are cut and folded as in Python."""
    texts = [*search.ODD, *search.SIGNS, *(f"{odd}{sign}{odd.upper()}" for odd in search.ODD for sign in search.SIGNS)]
    assert page.evaluate(TOKENS, texts) == [tokens(text) for text in texts]


def test_one_wrong_letter(page: Page) -> None:
    """The script calls the same words near that are one step apart."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abc", k=chance.randint(1, 5))) for _ in range(400)]
    pairs = [(one, other) for one in words[:200] for other in words[200:]]
    found = page.evaluate(NEAR, pairs)
    assert {pair for pair, near in zip(pairs, found, strict=True) if near != (distance(*pair) == 1)} == set()


def test_random_queries(page: Page, archive: search.Archive) -> None:
    """Queries of all sorts have the same results in the same order; `make fuzz KIND=search` asks more."""
    assert [*search.differences(page, archive, 200)] == []
