"""Fences: where front matter ends, and what stands in its place by mistake."""

from __future__ import annotations

import pytest

from generator.readers import keys
from generator.readers.fences import begins_again, split


@pytest.mark.parametrize(
    ("text", "head", "body", "line"),
    [
        ("---\na: b\n---\nc\nd\n", "a: b\n", "c\nd\n", 4), ("--- \na: b\n---\t\nc", "a: b\n", "c", 4), ("---\n---\n", "", "", 3),
        ("---\r\na: b\r\n---\r\nc", "a: b\r\n", "c", 4), ("---\na: b\n---", "a: b\n", "", 4), ("---\na: |\n  ---\n---\n\nc", "a: |\n  ---\n", "\nc", 5),
    ],
)  # fmt: skip
def test_front_matter_and_body(text: str, head: str, body: str, line: int) -> None:
    """Between two lines of hyphens, and behind them; the body has the line on which it begins."""
    assert split(text, "content/a.md") == (head, body, line, [])


HYPHENS = 'write "---" on this line: three hyphens and nothing else'
NONE = 'begin the file with a line "---", then "title: …" and the other keys, then another line "---"'
TOML = 'write "---" in place of both +++, and title: "…" in place of title = "…", or use `ssg import`'


@pytest.mark.parametrize(
    ("text", "line", "message", "hint", "shown"),
    [
        ("---\na\n", 1, "the front matter is not closed", 'add a line "---" under the last key', "---"), ("---\na\n--\nb", 3, "the front matter is not closed", HYPHENS, "--"),
        *((f"---\na\n\n{sign}\nb", 4, "the front matter is not closed", HYPHENS, sign) for sign in ("-", "–", "—", "‒", "―", "___", "=" * 10, "...", "+++", " --- ")),
        *((f"---\na\n{sign}\nb", 1, "the front matter is not closed", 'add a line "---" under the last key', "---") for sign in ("....", "++", "=" * 11, "-- a")),
        ("\n\n---\na: b\n---\n", 3, "the front matter does not begin on the first line", "delete the empty lines above it", "---"), ("+++\na\n+++\n", 1, "this front matter is TOML, which is not read here", TOML, "+++"),
        ("\n+++ \n", 2, "this front matter is TOML, which is not read here", TOML, "+++ "), ("–––\na\n", 1, "the front matter does not begin with three hyphens", HYPHENS, "–––"),
        ("\n==\n", 2, "the front matter does not begin with three hyphens", HYPHENS, "=="), ("a: b\n---\n", 1, "there is no front matter", NONE, "a: b"), ("", 1, "there is no front matter", NONE, ""), (" \n\n", 1, "there is no front matter", NONE, " "),
    ],
)  # fmt: skip
def test_what_is_no_front_matter(text: str, line: int, message: str, hint: str, shown: str) -> None:
    """With the line that is to blame, and what to write there."""
    head, body, first, (problem,) = split(text, "content/a.md")
    assert (head, body, first) == ("", "", 1)
    assert (str(problem.where), problem.code) == (f"content/a.md:{line}:1", "bad-front-matter")
    assert (str(problem.message), str(problem.hint), problem.excerpt) == (message, hint, shown)


def test_the_first_key_is_shown() -> None:
    """That of the file, in its language."""
    assert '"name: …"' in str(split("a", "content/authors/a.md", "name")[3][0].hint)


@pytest.mark.parametrize(
    ("body", "again"),
    [
        ("---\ntitle: A\n---\nx", True), ("\n\n--- \njudul: A\n---\nx", True), ("---\ntitle: A\ntags:\n  - b\n- c\n# d\n\n---\nx", True), ("---\ntitle: A\nx", False), ("---\nlain: A\n---\n", False),
        ("x\n---\ntitle: A\n---\n", False), ("---\ntitle: A\nDan begitu.\n---\n", False), ("---\nKata dia.\n---\n", False), ("---\n" + "title: A\n" * 59 + "---\nx", True), ("---\n" + "title: A\n" * 60 + "---\nx", False),
    ],
)  # fmt: skip
def test_a_front_matter_that_was_pasted_with_its_text(body: str, again: bool) -> None:
    """It has keys that there are, and nothing else."""
    assert begins_again(body, keys.ARTICLE) is again
