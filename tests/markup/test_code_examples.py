"""Where a text shows code."""

from __future__ import annotations

from functools import partial

import pytest

from generator.markup.code_examples import examples
from tests import budgets, growth


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a `x` \\`b` c ``y ` z``", ["`x`", "` c ``y `"]), ("`a\nb` d `", ["`a\nb`"]), ("a\n\n    kode\n\nb", ["    kode\n"]),
        ("- a\r\n\r\n  ```\r\n  [a](/b)\r\n  ```\r\n- `b`\r\n", ["  ```\r\n  [a](/b)\r\n  ```\r\n", "`b`"]),
        ("> ~~~\n> x", ["> ~~~\n> x"]), ("`` `a` `` \\\\`b`", ["`` `a` ``", "`b`"]), ("tanpa", []), ("", []),
    ],
)  # fmt: skip
def test_code_is_found(text: str, shown: list[str]) -> None:
    """Between backticks and fences, and by four blanks, in quotes and lists too."""
    assert [text[start:end] for start, end in examples(text)] == shown


@pytest.mark.parametrize("made", [*map(budgets.repeated, ("`", "` ", "`a``")), budgets.rising("`", " ")])
def test_backticks_made_to_stall_do_not(made: budgets.Text) -> None:
    """However they are mixed."""
    growth.held(lambda size: partial(examples, made(size)), 40_000)
