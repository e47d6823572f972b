"""What the desk says in the browser, and what its files may hold."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import get_args

import pytest

from generator.annex.desk.articles import state_of
from generator.annex.desk.lists import State
from generator.annex.desk.roles import STEPS
from generator.annex.desk.routes import ASSETS
from generator.annex.desk.words import _WORDS, words
from generator.base.sentences import ENGLISH, language
from generator.model.site import Role
from tests.annex.desk_support import HEADERS, desk

SCRIPTS = [one for one in sorted(ASSETS.glob("*.js")) if one.name != "editor.js"]
TEXT = "".join(one.read_text("utf-8") for one in SCRIPTS)
PYTHON = "".join(one.read_text("utf-8") for one in ASSETS.parent.glob("*.py") if one.name != "words.py")


def test_a_gap_is_filled_in_by_a_script_and_is_its_own_name_until_then() -> None:
    """In every language."""
    for name, said in _WORDS.items():
        gaps = set(re.findall(r"\{(\w+)\}", said.text))
        assert dict(said.values) == {gap: f"{{{gap}}}" for gap in gaps}, name
        for one in (ENGLISH, language("id")):
            assert set(re.findall(r"\{(\w+)\}", words(one)[name])) == gaps, name


def test_each_word_that_a_script_says_is_there_and_none_that_nobody_says() -> None:
    """Of a name that is put together, a script has the beginning; it or the desk has the end."""
    assert set(re.findall(r'\bsay\("(\w+)"', TEXT)) <= _WORDS.keys()
    begins = (*re.findall(r"\bsay\([^\"()]*`(\w+_)\$\{", TEXT), "reason_", "correction_", "none_")
    ends = re.findall(r"""["']([\w-]+)["']|\b(\w+): """, TEXT + PYTHON)
    put_together = {f"{begin}{(end or key).replace('-', '_')}" for begin in begins for end, key in ends}
    assert [word for word in _WORDS if f'"{word}"' not in TEXT and word not in put_together] == []


def test_each_word_whose_name_is_put_together_is_there() -> None:
    """For all that the end of its name can be."""
    chosen = re.findall(r'choices\(\[(.*?)\], "(\w+_)"\)', TEXT)
    named = {f"{begin}{name.replace('-', '_')}" for names, begin in chosen for name in re.findall(r'"([\w-]+)"', names)}
    assert len(named) == 8
    named |= {f"{begin}_{state}" for begin in ("list", "none") for state in get_args(State)}
    states = set(re.findall(r'return "(\w+)"', inspect.getsource(state_of)))
    states |= {
        state for pair in re.findall(r'"(\w+)" if .* else "(\w+)"', inspect.getsource(state_of)) for state in pair
    }
    assert len(states) == 7
    named |= {f"state_{state}" for state in states}
    named |= {f"role_{role}" for role in get_args(Role)} | {
        f"{begin}_{step}" for begin in ("step", "done") for step in STEPS
    }
    assert named - _WORDS.keys() == set()


def test_the_editor_is_small_and_says_whose_it_is() -> None:
    """CodeMirror, at most 400 KB, with its licence."""
    editor = (ASSETS / "editor.js").read_bytes()
    assert len(editor) <= 400_000
    assert b"licence MIT" in editor[:300]


@pytest.mark.parametrize("name", sorted(one.name for one in ASSETS.iterdir()))
def test_no_file_of_the_desk_names_another_host(name: str) -> None:
    """But for the name of SVG, which nobody asks for, and what stands in an empty field."""
    text = (ASSETS / name).read_text("utf-8")
    found = set(re.findall(r"https?://[\w.-]+", text))
    assert found <= {"http://www.w3.org", "https://www.youtube.com"}
    assert not re.search(r"(?:import|from|url\()\s*[\"']?(?:https?:)?//", text)


def test_no_script_makes_markup_of_what_it_is_told() -> None:
    """Elements are made one by one, and text is text."""
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert word not in TEXT, word


def test_a_file_that_the_browser_has_is_not_sent_again(tmp_path: Path) -> None:
    """It is asked for each time, so that a new version of the program is seen at once."""
    with desk(tmp_path) as it:
        first = it.served.get("/_ssg/desk/files/editor.js", HEADERS)
        assert (first.status, len(first.body) > 300_000) == (200, True)
        again = it.served.get("/_ssg/desk/files/editor.js", HEADERS | {"if-none-match": first.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
        assert it.served.get("/_ssg/desk/files/..%2Fdesk.py", HEADERS).status == 404
