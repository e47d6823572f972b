"""Tests for the catalogue: whatever can be said can be said in Indonesian."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from generator.base.catalogues import DOMAIN, LOCALE, NAMES
from tools.messages import catalogue, compiled, gathered, is_translated

OTHERS = [name for name in NAMES if name != "en"]


def fields(text: str) -> set[str]:
    """Names in braces; a text with braces that fit nothing is no format."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", OTHERS)
def test_every_sentence_of_the_source_is_translated(name):
    """None is missing, and none is left of which the source knows nothing; mend it with make messages."""
    known = {message.id: message for message in catalogue(name) if message.id}
    source = {message.id for message in gathered() if message.id}
    assert len(source) > 500
    assert {one for one in source if one not in known or not is_translated(known[one])} == set()
    assert known.keys() - source == set()


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_shows_what_the_sentence_shows(name):
    """All values of the sentence and no other; where it has two forms, all of the second."""
    for message in catalogue(name):
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in texts:
                assert fields(forms[-1]) <= fields(text) <= set().union(*map(fields, forms)), message.id


@pytest.mark.parametrize("name", OTHERS)
def test_the_compiled_catalogue_is_the_one_that_is_kept(name):
    """What is installed is what the source says; make messages compiles it."""
    kept = Path(LOCALE, name, "LC_MESSAGES", f"{DOMAIN}.mo")
    assert kept.read_bytes() == compiled(catalogue(name))
