"""What the script of the search makes of words: the same as the index was made with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from generator.base import stemming
from generator.base.text import distance
from generator.search.words import tokens
from tests.browser_support import needs_browser
from tests.support import CONFIG, Portal, site
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

needs_browser()
pytestmark = pytest.mark.slow

ROOTS = sorted(stemming.HIDDEN | stemming.WITH_I | stemming.IN_K | stemming.WHOLE)
STARTS = ["", "", "", "me", "mem", "men", "meng", "meny", "pe", "pem", "per", "di", "ter", "ber", "ke", "se", "x"]
ENDS = ["", "", "", "kan", "an", "i", "nya", "lah", "ku", "mu", "pun"]
ODD = [
    "Jum'at", "Al-Qur’an", "É́lan", "ÀÉÎ", "ﬁnal", "Straße", "İzmir", "ΣΊΣΥΦΟΣ", "ΑΣʕ", "北京市", "१२३", "１२３", "½", "x" * 59 + "😀y", "𝒜𝓁𝒾", "k:daerah",
    "=banjir", "constructor", "__proto__", "toString", "a" * 80, "2026", "12", "SMAN 1", "naïve", "e\u0301", "ß", "\u2126", "ŉ", "a_b", "ﷺ", "\u00ad", "\u200d",
]  # fmt: skip
SIGNS = [
    "", "!", "?!", '"', "<b>", "</script>", "&amp;", "—", "…", "\t\n", "%s", "' OR 1=1", "😀", "🇮🇩", "-x", "--help",
]  # fmt: skip
STEMS = """async (words) => {
  const { Searcher } = await import("/aset/search/index.js");
  const { language } = await Searcher.open(new URL("/cari/indeks/", location));
  return words.map((word) => language.stem(word));
}"""
TOKENS = 'async (texts) => { const { tokens } = await import("/aset/search/core.js"); return texts.map(tokens); }'
NEAR = 'async (pairs) => { const { near } = await import("/aset/search/index.js"); return pairs.map(([a, b]) => near(a, b)); }'


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("cari"), config=f"{CONFIG}search: true\n")
    made.build()
    return made


@pytest.fixture
def page(browser: Browser, portal: Portal) -> Iterator[Page]:
    with serving(portal.output) as base:
        page = browser.new_page()
        page.goto(f"{base}/404.html")
        yield page
        page.close()


def test_stems(page: Page) -> None:
    """Each root between all prefixes and suffixes has the stem of Python."""
    words = sorted({start + root + end for root in ROOTS for start in STARTS for end in ENDS})
    found = dict(zip(words, page.evaluate(STEMS, words), strict=True))
    assert {word: found[word] for word in words if found[word] != stemming.stem(word)} == {}


def test_words_of_texts(page: Page) -> None:
    """Words in other scripts, with marks, apostrophes and sixty letters and more are cut and folded as in Python."""
    texts = [*ODD, *SIGNS, *(f"{odd}{sign}{odd.upper()}" for odd in ODD for sign in SIGNS)]
    assert page.evaluate(TOKENS, texts) == [tokens(text) for text in texts]


def test_one_wrong_letter(page: Page) -> None:
    """The script calls the same words near that are one step apart."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abc", k=chance.randint(1, 5))) for _ in range(400)]
    pairs = [(one, other) for one in words[:200] for other in words[200:]]
    found = page.evaluate(NEAR, pairs)
    assert {pair for pair, near in zip(pairs, found, strict=True) if near != (distance(*pair) == 1)} == set()
