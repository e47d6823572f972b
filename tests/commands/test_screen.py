"""Problems on a terminal: what is in which colour."""

from __future__ import annotations

import pytest

from generator.base.errors import Problem, Where
from generator.base.languages import Name, language
from generator.base.sentences import as_it_is
from generator.commands.screen import coloured


@pytest.mark.parametrize(("name", "error", "hint"), [("id", "kesalahan", "saran"), ("en", "error", "hint")])
def test_a_hint_begins_with_its_word_whatever_it_says(name: Name, error: str, hint: str) -> None:
    """Only the first line of a problem has a place; neither a hint nor an excerpt is taken for one."""
    said = as_it_is(f"tulis dead-link: {error}: bukan peringatan")
    problem = Problem(Where("site.yaml", 3, 1), "bad-value", said, said, f"dead-link: {error}: ya")
    first, excerpt, caret, last = coloured(problem.text("error", language(name)), language(name)).split("\n")
    assert first.startswith(f"\x1b[1msite.yaml:3:1: \x1b[31m{error}:\x1b[39m tulis")
    assert excerpt == f"  3 | dead-link: {error}: ya"
    assert caret == "\x1b[31m    | ^\x1b[0m"
    assert last == f"  \x1b[36m{hint}:\x1b[0m tulis dead-link: {error}: bukan peringatan"
