"""Overlay: problems as the browser shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import Problem, Where
from generator.base.languages import ENGLISH
from generator.base.sentences import sentence
from generator.preview.overlay import EDITOR, file_of, link, problems
from generator.theming.theme import BUILT_IN


@pytest.mark.parametrize(
    ("template", "place", "expected"),
    [
        (EDITOR, (3, 4), "vscode://file/a%20b/c.md:3"),
        (EDITOR, (0, 0), "vscode://file/a%20b/c.md:1"),
        ("x://{path}:{line}:{column}?{path}", (3, 4), "x://a%20b/c.md:3:4?a%20b/c.md"),
        ("x://{path}:{line}:{column}", (0, 0), "x://a%20b/c.md:1:1"),
        ("", (3, 4), ""),
    ],
)
def test_a_place_is_opened_in_the_editor(template: str, place: tuple[int, int], expected: str) -> None:
    """As the template has it; the whole file at its beginning."""
    assert link(template, Path("/a b/c.md"), *place) == expected


def test_files_of_problems() -> None:
    """Those of a built-in theme are where the program is."""
    assert file_of("content/a.md", Path("/situs")) == Path("/situs/content/a.md")
    assert file_of("generator/themes/kabar/a.html", Path("/situs")) == BUILT_IN / "kabar/a.html"


@pytest.mark.parametrize("excerpts", [True, False])
def test_all_that_is_told_of_a_problem(excerpts: bool) -> None:
    """With its line, for those who may see it, and the way there, for those who have the editor."""
    one = Problem(Where("content/a.md", 2, 3), "bad-date", sentence("said"), sentence("hint"), "  isi baris")
    assert problems([one], Path("/situs"), EDITOR, ENGLISH, excerpts=excerpts) == [
        {
            "place": "content/a.md:2:3", "path": "content/a.md", "line": 2, "column": 3, "code": "bad-date",
            "message": "said", "hint": "hint", "excerpt": "2 |   isi baris\n  |   ^" if excerpts else "",
            "open": "vscode://file/situs/content/a.md:2",
        }
    ]  # fmt: skip
    bare = Problem(Where("site.yaml"), "no-site", sentence("said"))
    assert [one["open"] for one in problems([bare], Path("/situs"), "", ENGLISH, excerpts=excerpts)] == [""]
