"""Problems: how they are shown, and how they are put together."""

from __future__ import annotations

import pickle
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import (
    EXCERPTS,
    LONG,
    MOST_SHOWN,
    Problem,
    SiteError,
    Warnings,
    Where,
    capped,
    changed_meanwhile,
    excerpt,
    printable,
    unreadable,
)
from generator.base.sentences import as_it_is, sentence


def shown(line: str, column: int) -> list[str]:
    """Return the excerpt and the caret as they are shown, without their margins."""
    return [
        text[6:]
        for text in str(Problem(Where("a.md", 1, column), "bad-value", as_it_is("x"), as_it_is(""), line)).splitlines()[
            1:
        ]
    ]


def test_a_problem_is_shown_with_place_sentence_excerpt_caret_and_hint():
    """The caret stands below the column."""
    problem = Problem(
        Where("content/a.md", 12, 8), "bad-value", as_it_is("it is wrong"), as_it_is("do it right"), "title: Banjir"
    )
    assert str(problem) == (
        "content/a.md:12:8: error: it is wrong [bad-value]\n  12 | title: Banjir\n     |        ^\n  hint: do it right"
    )


def test_what_is_not_known_is_not_shown():
    """Without a column there is no caret, without a line no excerpt, without a hint none."""
    assert (
        str(Problem(Where("a.md", 3), "bad-value", as_it_is("x"), as_it_is(""), "abc"))
        == "a.md:3: error: x [bad-value]\n  3 | abc"
    )
    assert str(Problem(Where("a.md"), "bad-value", as_it_is("x"), as_it_is(""), "abc")) == "a.md: error: x [bad-value]"
    assert (
        str(Problem(Where("a.md", 3, 9), "bad-value", as_it_is("x"), as_it_is("y")))
        == "a.md:3:9: error: x [bad-value]\n  hint: y"
    )


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("\tsrc: /a", 2, [" src: /a", " ^"]),
        ("abc", 3, ["abc", "  ^"]),
        ("abc", 4, ["abc", "   ^"]),
        ("", 1, []),
        ("日本: x", 5, ["日本: x", "      ^"]),
        ("Cafe\N{COMBINING ACUTE ACCENT}: x", 8, ["Cafe\N{COMBINING ACUTE ACCENT}: x", "      ^"]),
        ("🚨 a", 3, ["🚨 a", "   ^"]),
        ("A\N{COMBINING ENCLOSING CIRCLE}: x", 5, ["A\N{COMBINING ENCLOSING CIRCLE}: x", "   ^"]),
        ("a\x1b[2Jb", 6, ["a�[2Jb", "     ^"]),
    ],
)
def test_the_caret_stands_where_the_eye_sees_the_column(line, column, expected):
    """Tabs are one cell, wide characters two, combining ones none; the end of the line is a place too."""
    assert shown(line, column) == expected


@pytest.mark.parametrize("column", [1, 2, 49, 50, 51, 99, 100, 101, 150, 249, 250, 251])
def test_a_wide_line_is_cut_around_the_column(column):
    """The character at the column is shown above the caret, and an ellipsis where something is left out."""
    line = "".join(chr(0x100 + n) for n in range(250))
    text, caret = shown(line, column)
    assert len(text) <= 102
    assert (text + " ")[len(caret) - 1] == (line + " ")[column - 1]
    assert text.startswith("…") == (line[0] not in text)
    assert text.endswith("…") == (line[-1] not in text)


def test_a_wide_line_without_a_column_is_cut_at_its_end():
    """Nothing points at it, so its beginning is shown."""
    assert shown("x" * 300, 0) == ["x" * 100 + "…"]


@given(st.text(), st.integers(0, 300))
def test_a_problem_can_always_be_shown(line, column):
    """Whatever a file holds, nothing of it can move the cursor, and every line of it stays one."""
    text = str(Problem(Where(line, 1, column), "bad-value", as_it_is(line), as_it_is(line), line))
    assert len(text.split("\n")) <= 4
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in text.replace("\n", ""))
    text.encode()


def test_names_that_turn_the_line_are_shown_plain():
    """Bidirectional overrides and surrogates of a file's name do not reach the terminal."""
    assert printable("a\u202eb\udcff\r\n") == "a�b���"


def test_problems_are_sorted_and_each_is_there_once():
    """The order is that of files and lines, whatever the order they were found in."""
    a, b, c = (Problem(Where("a.md", n), "bad-value", as_it_is("x")) for n in (2, 10, 1))
    assert SiteError([b, a, c, a]).problems == (c, a, b)
    assert str(SiteError([b, a])) == "a.md:2: error: x [bad-value]\n\na.md:10: error: x [bad-value]"


def test_problems_cross_a_process():
    """As pickles and as msgpack they stay what they were."""
    error = SiteError([Problem(Where("a.md", 1, 2), "bad-value", as_it_is("x"), as_it_is("y"), "z")])
    assert pickle.loads(pickle.dumps(error.problems)) == error.problems
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(error.problems[0]), type=Problem) == error.problems[0]


def test_an_error_survives_pickling():
    """An exception of a worker arrives as it was raised."""
    error = SiteError([Problem(Where("a.md"), "bad-value", as_it_is("x"))])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def test_excerpts():
    """Lines are counted from 1; there is none outside of the text."""
    text = "a\nb\r\nc"
    assert [excerpt(text, n) for n in range(5)] == ["", "a", "b", "c", ""]


def test_an_editor_is_not_told_everything_at_once():
    """Of very many problems of a file the first are shown, and how many follow."""
    problems = [Problem(Where("a.md", n), "bad-value", as_it_is("x")) for n in range(MOST_SHOWN + 1000, 0, -1)]
    found = capped(problems)
    assert len(found) == MOST_SHOWN + 1
    assert [one.where.line for one in found] == list(range(1, MOST_SHOWN + 2))
    assert found[-1].message == "there are 1,000 more problems in this file from here on"
    assert capped(problems[:MOST_SHOWN]) == problems[:MOST_SHOWN]


def test_excerpts_are_of_the_first():
    """A line may be as long as an article and have thousands of problems, so not every one gets it."""
    problems = [Problem(Where("a.md", 1, n), "bad-value", as_it_is("x")) for n in range(1, MOST_SHOWN + 10)]
    found = capped(problems, "baris pertama")
    assert [one.excerpt for one in found] == ["baris pertama"] * EXCERPTS + [""] * (MOST_SHOWN + 1 - EXCERPTS)
    long = capped(problems, "x" * LONG)
    assert [one.excerpt for one in long[:3]] == ["x" * LONG, "", ""]
    assert capped(problems[:1], "satu")[0].excerpt == "satu"


def test_warnings_are_the_first_and_a_number():
    """An old archive may have more than fit into memory; the store has them all."""
    problems = [Problem(Where("a.md", n), "bad-value", as_it_is("x")) for n in range(1, Warnings.MOST + 11)]
    warnings = Warnings().plus(problems[:15]).plus(problems[15:])
    assert (warnings.first, warnings.more) == (tuple(problems[: Warnings.MOST]), 10)
    both = Warnings(tuple(problems[:5])).plus(warnings.first, warnings.more)
    assert (len(both.first), both.more) == (Warnings.MOST, 15)


def test_a_full_list_of_warnings_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is counted."""
    some = [Problem(Where(f"{n}.md"), "bad-date", sentence("x")) for n in range(3)]
    monkeypatch.setattr(Warnings, "MOST", 2)
    assert Warnings(tuple(some[:2])).plus(some) == Warnings(tuple(some[:2]), 3)
    assert Warnings(tuple(some)).plus(some[:1], 4) == Warnings(tuple(some), 5)
    assert Warnings(tuple(some[:1]), 1).plus(some[1:], 2) == Warnings(tuple(some[:2]), 4)
    assert Warnings().plus([], 1) == Warnings((), 1)


def test_problems_that_are_the_same_everywhere() -> None:
    """What the system says of a file, and that it was changed."""
    one = unreadable(Where("a.md"), OSError(5, "Input/output error"))
    assert one == Problem(
        Where("a.md"), "unreadable", sentence("this file cannot be read: {strerror}", strerror="Input/output error")
    )
    two = changed_meanwhile(Where("a.md"))
    assert two == Problem(
        Where("a.md"), "unreadable", sentence("this file was changed while it was being read"), sentence("build again")
    )
