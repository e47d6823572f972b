"""Which paragraphs are a Baca Juga."""

from __future__ import annotations

import pytest

from generator.readers.bacajuga import BEGINNING
from generator.readers.markdown import parse_body
from tests.readers_support import written


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Baca Juga: [A](/a/)", "Baca Juga:"), ("baca juga :[A](/a/)", "baca juga :"), ("**Baca Juga:** [A](/a/)", "**Baca Juga:**"), ("**Baca Juga**: [A](/a/)", "**Baca Juga**:"),
        ("_Baca juga_ : x", "_Baca juga_ :"), ("__BACA JUGA:__ x", "__BACA JUGA:__"), ("*Baca Juga: x", None), ("Baca Juga [A](/a/)", "Baca Juga "), ("Baca juga – [A](/a/).", "Baca juga – "),
        ("**Baca Juga** [A](/a/)", "**Baca Juga** "), ("Baca juga buku [A](/a/)", None), ("Baca juga [A](/a/) ya", None), (f"Baca Juga [{'x' * 300}](/a/)", "Baca Juga "), (f"Baca Juga [{'x' * 301}](/a/)", None),
        (f"Baca Juga [A](/{'x' * 499})", "Baca Juga "), (f"Baca Juga [A](/{'x' * 500})", None), ("Ayo baca juga: x", None),
    ],
)  # fmt: skip
def test_how_a_box_begins(text: str, beginning: str | None) -> None:
    """With a colon, in bold or not; without one only if nothing but a link follows."""
    found = BEGINNING.match(text)
    assert (found[0] if found else None) == beginning


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Baca Juga: [A](/a/) dan [B](/b/)", []), ("Baca Juga: [A](/a/) (satu dua tiga)", []), ("Baca Juga: [A](/a/) satu dua tiga empat", ["bad-link"]), ("Baca Juga: [A](/a/) – . – . –", []),
        ("Baca Juga:", ["bad-link"]), ("Baca Juga: Banjir", ["bad-link"]), ("Baca Juga: Banjir Surut", []), ("Baca Juga: [A](#a)", ["bad-link"]),
    ],
)  # fmt: skip
def test_what_stands_beside_the_links(text: str, codes: list[str]) -> None:
    """Three words are dropped without a word; of two or more and no link, a headline is looked for."""
    assert [one.code for one in parse_body(text, "content/daerah/a.md", 1)[1]] == codes


def test_a_headline_without_a_link() -> None:
    """It is what is looked for, at its place."""
    (found,) = parse_body("Satu.\n\nBaca Juga: Banjir Surut", "content/daerah/a.md", 5)[0].links
    assert (found.kind, found.target, found.line, found.column) == ("baca", "Banjir Surut", 7, 12)


@pytest.mark.parametrize("items", ["- [A](/a/)\n- [B](/b/)", "1. [A](/a/)\n2. [B](/b/)"])
def test_a_list_of_links_becomes_boxes(items: str) -> None:
    """Each item is one link, and nothing stands between; what follows stays."""
    assert written(f"Baca Juga:\n\n{items}\n\nLalu.").count("⟦baca") == 2
    assert "<p>Lalu.</p>" in written(f"Baca Juga:\n\n{items}\n\nLalu.")
    for other in (f"{items} [C](/c/)", f"{items}\n   - [C](/c/)"):
        assert [one.code for one in parse_body(f"Baca Juga:\n\n{other}", "content/daerah/a.md", 1)[1]] == ["bad-link"]


def test_a_box_that_leads_elsewhere() -> None:
    """With the words of the link, or its address."""
    assert (
        written("Baca Juga: [A & B](https://x.example/)")
        == '⟦away <a href="https://x.example/" rel="noopener">A &amp; B</a>⟧\n'
    )
    assert ">https://x.example/</a>" in written("Baca Juga: [](https://x.example/)")
