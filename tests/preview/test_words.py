"""What the preview's own pages say: each word that they use is there, with gaps that their scripts fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.base.languages import ENGLISH, language
from generator.preview.verified_files import ASSETS
from generator.preview.words import _WORDS, words


def test_a_gap_is_filled_in_by_a_script_and_is_its_own_name_until_then() -> None:
    """In every language."""
    for name, said in _WORDS.items():
        gaps = set(re.findall(r"\{(\w+)\}", said.text))
        assert dict(said.values) == {gap: f"{{{gap}}}" for gap in gaps}, name
        for one in (ENGLISH, language("id")):
            assert set(re.findall(r"\{(\w+)\}", words(one)[name])) == gaps, name


@pytest.mark.parametrize("name", ["id", "en"])
def test_each_word_that_a_page_or_a_script_uses_is_there(name: str) -> None:
    """And none is there that nobody uses."""
    found = words(language(name))
    texts = "".join(one.read_text("utf-8") for one in Path(ASSETS).iterdir() if one.suffix in (".js", ".html"))
    python = "".join(one.read_text("utf-8") for one in Path(ASSETS).parent.glob("*.py") if one.name != "words.py")
    used = set(re.findall(r"\bw\.([a-z_]+)\b", texts))
    assert used <= found.keys()
    for word in _WORDS:
        assert re.search(rf"\b{word}\b", texts + python), word
    assert found["locale"] == {"id": "id-ID", "en": "en-GB"}[name]
