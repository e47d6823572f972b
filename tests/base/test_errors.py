"""Problems as people see them: place, excerpt and caret, whatever a file holds."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import Portal, article, site, ssg_here

FILE = "content/daerah/a.md"


def shown(portal: Portal, *words: str) -> str:
    """Return what a check says of errors."""
    done = ssg_here(portal, "check", "--all", *words)
    return done.stderr.partition("error: ")[2]


@pytest.mark.parametrize(("before", "excerpt"), [("\ta ", " a "), ("abc ", "abc ")])
def test_the_caret_stands_below_the_column(tmp_path: Path, before: str, excerpt: str) -> None:
    """A tab is one cell."""
    portal = site(tmp_path)
    portal.add(FILE, article(body=f"Satu\n{before}[x](/y/)."))
    lines = shown(portal).splitlines()
    assert lines[1:3] == [f"  8 | {excerpt}[x](/y/).", f"    | {' ' * len(excerpt)}    ^"]


@pytest.mark.parametrize("before", [0, 1, 44, 45, 46, 94, 95, 96, 150, 243])
def test_a_wide_line_is_cut_around_the_column(tmp_path: Path, before: int) -> None:
    """The character at the column is shown above the caret, and an ellipsis where something is left out."""
    portal = site(tmp_path)
    portal.add(FILE, article(body=f"{'a' * before}[x](/y/){'b' * (243 - before)}"))
    text, caret = (line[6:] for line in shown(portal).splitlines()[1:3])
    assert len(text) <= 102
    assert text[len(caret) - 1 :].startswith("/y/"[: len(text) - len(caret) + 1])
    assert text.startswith("…") == (before > 45)
    assert text.endswith("…") == (before < 198)


@pytest.mark.slow
@given(st.text(st.characters() | st.sampled_from("\x1b\x9b\u202e\u2028\x85 \t"), min_size=1), st.booleans())
def test_a_problem_can_always_be_shown(tmp_path_factory: pytest.TempPathFactory, text: str, bare: bool) -> None:
    """Whatever a file holds, nothing of it can move the cursor, and every line of it stays one."""
    portal = site(tmp_path_factory.mktemp("shown"))
    line = text.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace").decode()
    portal.add(FILE, f"---\n{line}\n---\nIsi.\n" if bare else article(body=f"{line} [x](/{line}/)"))
    said = ssg_here(portal, "check", "--all")
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in (said.stdout + said.stderr).replace("\n", ""))
    assert not set("\u202e\u2028") & set(said.stderr)
    starts = ("content/", "site.yaml:", "  ", "error: ", "warning: ", "ssg check --fix ")
    assert all(one.startswith(starts) for one in said.stderr.splitlines() if one)


def test_an_editor_is_not_told_everything_at_once(tmp_path: Path) -> None:
    """Of very many problems of a file the first are shown, fifty with their lines, and how many follow."""
    portal = site(tmp_path)
    portal.add(FILE, article(body="\n\n".join(f"[a](/x{number}/)" for number in range(1200))))
    found = portal.problems()
    assert [one.line for one in found] == [*range(7, 2009, 2)]
    assert [bool(one.excerpt) for one in found] == [True] * 50 + [False] * 951
    assert (found[-1].code, "200 more problems" in found[-1].message) == ("more-problems", True)
    portal.add(FILE, article(body=" ".join(f"[a](/x{number}/)" for number in range(1200))))
    assert [one.column for one in portal.problems() if one.excerpt] == [5], "a long line is shown once"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize(
    ("line", "column", "excerpt"),
    [
        ("harga “naik” ".encode() + b"Rp5\xa0juta", 17, "harga “naik” Rp5\ufffdjuta"), (b"\xff", 1, "\ufffd"),
        (b"du\0a", 3, "du\ufffda"), (b"ab\0\0", 3, "ab\ufffd\ufffd"),
    ],
)  # fmt: skip
def test_what_is_no_text_has_its_place(tmp_path: Path, mark: bytes, line: bytes, column: int, excerpt: str) -> None:
    """In characters of its line, also behind a byte order mark, which nobody sees, and with the line ends of Windows."""
    portal = site(tmp_path)
    portal.add(FILE, mark + article(body="Satu.").replace("\n", "\r\n").encode() + line + b"\r\n")
    (one,) = portal.problems()
    assert (one.code, one.line, one.column, one.excerpt) == ("not-utf8", 8, column, excerpt)
