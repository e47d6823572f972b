"""Which paragraphs are a Baca Juga."""

from __future__ import annotations

import pytest

from generator.markup.bacajuga import BEGINNING
from generator.markup.markdown import parse_body
from generator.model.records import Blank
from tests.markup_support import written


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


@pytest.mark.parametrize(
    ("text", "html", "codes"),
    [
        ("Baca Juga: [A](/a/)\n\n- [B](/b/)", "⟦baca 0⟧\n<ul>\n<li>⟦open 1⟧B⟦close 1⟧</li>\n</ul>\n", []), ("Baca Juga:\n\n- [A](/a/)\n- B", "<p>Baca Juga:</p>\n<ul>\n<li>⟦open 0⟧A⟦close 0⟧</li>\n<li>B</li>\n</ul>\n", ["bad-link"]), ("Baca Juga:\n\n- [A](/a/) [B](/b/)", "<p>Baca Juga:</p>\n<ul>\n<li>⟦open 0⟧A⟦close 0⟧ ⟦open 1⟧B⟦close 1⟧</li>\n</ul>\n", ["bad-link"]),
        ("Baca Juga:\n\n> - [A](/a/)", "<p>Baca Juga:</p>\n<blockquote>\n<ul>\n<li>⟦open 0⟧A⟦close 0⟧</li>\n</ul>\n</blockquote>\n", ["bad-link"]), ("- Baca Juga:\n  - [A](/a/)\n  - [B](/b/)\n- C", "<ul>\n<li>⟦baca 0⟧\n⟦baca 1⟧</li>\n<li>C</li>\n</ul>\n", []),
        ("Baca Juga: [A](/a/) dan [B](/b/), [C](/c/)", "⟦baca 0⟧\n⟦baca 1⟧\n⟦baca 2⟧\n", []), ("Baca Juga: ![A](/a.png)", "<p>Baca Juga: ⟦image 0⟧</p>\n", ["bad-link"]), ("Baca Juga: [![A](/a.png)](/b/)", "⟦baca 0⟧\n", []),
    ],
)  # fmt: skip
def test_what_comes_of_a_paragraph_and_of_the_list_below_it(text: str, html: str, codes: list[str]) -> None:
    """To the letter: a list becomes boxes if each of its items is a link and nothing else."""
    parts, problems = parse_body(text, "a.md")[0].parts, parse_body(text, "a.md")[1]
    assert [one.code for one in problems] == codes
    assert (
        "".join(f"⟦{one.kind} {one.text or one.link}⟧" if isinstance(one, Blank) else one for one in parts[0]) == html
    )


def test_the_places_of_boxes() -> None:
    """Each link is on the line of its item."""
    found = parse_body("x\n\nBaca Juga:\n\n- [A](/a/)\n- [B](/b/)", "content/a.md", 10)[0].links
    assert [(one.kind, one.target, one.text, one.line, one.column) for one in found] == [
        ("baca", "/a/", "A", 14, 7), ("baca", "/b/", "B", 15, 7),
    ]  # fmt: skip
