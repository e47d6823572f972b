"""What a text may hold at most."""

from __future__ import annotations

import pytest

from generator.markup.limits import TooMuch, check_size


def refused(text: str) -> tuple[int, str] | None:
    """Return the line and the beginning of what is said, if a text is refused."""
    try:
        check_size(text)
    except TooMuch as error:
        return error.line, str(error.said).partition(", ")[0].partition(":")[0]
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n" * 10_000, None), ("a\n" * 10_001, (0, "the text has 10,001 lines")), ("*" * 50_000, None),
        ("*" * 50_001, (0, "the text is nested too deeply or not text at all")), ("*" * 50_000 + "\n\n*", (2, "the text is nested too deeply or not text at all")),
        ("\n" * 19_999, None), ("\n" * 20_000, (0, "the text has 20,000 lines")),
        *((sign * 50_001, (0, "the text is nested too deeply or not text at all")) for sign in "[*_~`<>&\\|!"), *((sign * 60_000, None) for sign in "]#-+ax"),
    ],
)  # fmt: skip
def test_what_takes_too_long_is_refused(text: str, expected: tuple[int, str] | None) -> None:
    """Too many lines, or too many signs, where these are too many; a short text may be anything."""
    assert refused(text) == expected
