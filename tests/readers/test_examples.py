"""Where a text shows code."""

from __future__ import annotations

import time

import pytest

from generator.readers.examples import examples


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


@pytest.mark.parametrize("text", ["`" * 20_000, "` " * 20_000, "`a``" * 9_000, " ".join("`" * n for n in range(200))])
def test_backticks_made_to_stall_do_not(text: str) -> None:
    """However they are mixed."""
    start = time.process_time()
    examples(text)
    assert time.process_time() - start < 2
