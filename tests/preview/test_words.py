"""What the preview's own pages say: each word that they use is there, with gaps that their scripts fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import ENGLISH, language, sentence
from generator.preview.verified_files import ASSETS
from generator.preview.words import _WORDS, DESK, EDITOR, edit_link, file_of, link, problems, words
from generator.theming.theme import BUILT_IN


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


def test_with_the_desk_open_texts_are_edited_there(tmp_path: Path) -> None:
    """The link opens an article at the desk, by its path below content/; what the desk does not open has none."""
    assert edit_link(DESK, tmp_path, "content/daerah/2024/10/a b.md") == "/_ssg/desk/#/write/daerah/2024/10/a%20b.md"
    assert not edit_link(DESK, tmp_path, "site.yaml")
    assert edit_link("x:{path}", tmp_path, "site.yaml") == link("x:{path}", tmp_path.absolute() / "site.yaml")
