"""Left out: which links mean files that an update left out."""

from __future__ import annotations

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.portal.keys import file_key, person_key, slug_key, url_key
from generator.stages.left_out import left_out

LEFT = left_out(
    ["daerah/2024-10-09-banjir-besar.md", "foto/a.png"],
    {"nasional/rapat.md": (slug_key("sidang"), url_key("/lama/")), "authors/sari.md": (person_key("sw"),)},
)


@pytest.mark.parametrize(
    ("code", "target", "is_meant"),
    [
        ("dead-link", "banjir-besar", True), ("dead-link", "/daerah/2024/10/banjir-besar/", True),
        ("dead-link", "2024-10-09-banjir-besar", True), ("dead-link", "/x/banjir-besar.html?a#b", True),
        ("dead-link", "/daerah/2024-10-09-banjir-besar.md", True), ("dead-link", "banjir", False),
        ("dead-link", "sidang", True), ("dead-link", "/lama/#x", True), ("dead-link", "/nasional/rapat.md", True),
        ("dead-link", "/foto/a.png", True), ("missing-picture", "/foto/a.png", True), ("missing-picture", "foto/b.png", False),
        ("unknown-initials", "SW", True), ("unknown-initials", "sari", False), ("dead-link", "", False),
    ],
)  # fmt: skip
def test_what_a_reference_means(code: str, target: str, is_meant: bool) -> None:
    """By any name that a file is known to have, or that its address would end with."""
    problem = Problem(Where("content/a.md"), code, sentence("x"), target=target)
    assert LEFT.is_meant(problem) is is_meant
    assert not left_out([], {}).is_meant(problem)


def test_all_names_of_what_was_left_out() -> None:
    """Of a file that was not read, its path and address; slugs only of texts."""
    paths = ("daerah/2024-10-09-banjir-besar.md", "foto/a.png", "nasional/rapat.md", "authors/sari.md")
    given = {slug_key("sidang"), url_key("/lama/"), person_key("sw")}
    assert LEFT.keys == {*map(file_key, paths), *(url_key(f"/{path}") for path in paths)} | given
    assert LEFT.slugs == {"2024-10-09-banjir-besar", "banjir-besar", "rapat", "sari"}
    assert [bool(LEFT), bool(left_out([], {})), bool(left_out(["a"], {}))] == [True, False, True]
