"""Another text where one stands, written so that nothing else changes and everybody reads the same."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.config.rewriting import put


@pytest.mark.parametrize(
    ("written", "new", "after"),
    [
        ("Air naik, kata Sari?", "Air surut, kata Sari?", "Air surut, kata Sari?"),
        ("Air — naik", "Air — turun lagi", "Air — turun lagi"), ("Air naik\n  lagi", "Air naik kembali", "Air naik\n  kembali"),
        ("https://a.example/b?c=d", "https://a.example/x?c=d", "https://a.example/x?c=d"), ("Air naik", "Air: naik", '"Air: naik"'),
        ("Air naik", "Air #naik", '"Air #naik"'), ("Air naik", "12", '"12"'), ("Air naik", "null", '"null"'),
        ("Air naik", "- naik", '"- naik"'), ("Air naik", "Air\tnaik, ya", '"Air\\tnaik, ya"'), ("Air naik", "", '""'),
        ('"Air\\u0020naik \\"a\\""', 'Air turun "a"', '"Air\\u0020turun \\"a\\""'), ('"Air naik"', "Air turun", '"Air turun"'),
        ('"Air naik"', 'Air "naik"', '"Air \\"naik\\""'), ("'Air ''naik'' ya'", "Air 'naik' lagi ya", "'Air ''naik'' lagi ya'"),
        ("'Air naik'", "Air naik di sini", "'Air naik di sini'"), ("'Air naik'", "Kata Air naik", "'Kata Air naik'"),
        ("'ya ya ya'", "ya ya tidak", "'ya ya tidak'"), ("'ya ya ya'", "ya ya", "'ya ya'"), ("'ya  ya'", "ya x ya", "'ya x ya'"),
        (">\n  Air naik\n  lagi ya\n", "Air naik sekali ya\n", ">\n  Air naik\n  sekali ya\n"), (">-\n  Air naik\n", "Air turun", ">-\n  Air turun\n"),
        ("|\n  Air: naik\n  lagi\n", "Air: turun\nlagi\n", "|\n  Air: turun\n  lagi\n"), ("|-\n  Air\n", "Air\nnaik", "|-\n  Air\n  naik\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_another_word_in_a_text_changes_nothing_else(written: str, new: str, after: str, end: str) -> None:
    """Neither its quotation marks nor its lines, as long as that means the new text; a text gets none that had none."""
    rest = "b: [2]\n" if written.endswith("\n") else " # nanti\nb: [2]\n"
    text = f"a: 1\ntitle: {written}{rest}".replace("\n", end)
    assert put(text, ("title",), new) == text.replace(written.replace("\n", end), after.replace("\n", end))


@given(
    st.sampled_from(["Air naik, kata Sari", "'Air ''naik'' ya'", '"Air \\"naik\\" ya"', "Air naik\n  lagi", ">\n  Air naik\n", "|-\n  Air\n  naik\n", "Air"]),
    st.lists(st.sampled_from([*"aAi 1:#-[]{},\"'\\?!&*|>%@`~=.\n\té“", "Air ", " naik", "ya", "no", "null", "0x", "1e", "://"]), max_size=12).map("".join),
)  # fmt: skip
@example("Air naik, kata Sari", "no")
@example("Air naik, kata Sari", "2001-12-14 21:59:43.10 Z")
def test_whatever_is_written_means_the_same_to_others(written: str, new: str) -> None:
    """Any reader of YAML has the new text, and takes it for a text but for a time and the words of a flag."""
    after = put(f"a: 1\ntitle: {written}\nb: [2]\n", ("title",), new)
    assert yaml.load(after, yaml.BaseLoader) == {"a": "1", "title": new, "b": ["2"]}
    assert isinstance(yaml.safe_load(after)["title"], str) or re.match(r"\d|(?i:yes|no|on|off|true|false)$", new)
    assert after.startswith("a: 1\ntitle: ")
    assert after.endswith("b: [2]\n")
