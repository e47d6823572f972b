"""Lists and paragraphs that a paste has lost, and lists that it has not."""

from __future__ import annotations

import pytest

from generator.markup.commonmark import parser
from generator.markup.markdown import parse_body
from tests.markup_support import remarks, written

LONG = "Perahu sekolah itu berangkat pukul enam pagi dari dermaga Muara Teduh."
LONGER = f"{LONG} Anak-anak menunggu di tangga kayu sejak subuh bersama para guru."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("•\tSatu", [("bullet", 1)]), ("Bawa:\n• Satu", [("bullet", 2)]), ("• Satu\nyang panjang\n• Dua", [("bullet", 1)]),
        ("• Satu\n▪ Dua", [("bullet", 1)]), ("• Satu • Dua", [("bullet", 1)]), ("## • Satu", [("bullet", 1)]),
        ("– Satu.\n– Dua.", [("bullet", 1)]), ("– Satu\n– Dua\nSemua siap.", [("bullet", 1)]),
        ("> • Satu\n> • Dua", [("bullet", 1)]), ("– “Kau ke mana?”\n– “Ke pasar.”", []), ("– Ke mana?\n– Ke pasar.", []),
        ("– Kata dia, benar.", []), ("o Satu saja", []), ("o begitu ya\no jadi dia", [("bullet", 1)]), ("- Satu\n- Dua", []), ("· · ·", []),
        ("a • b", []), ("```\n• Satu\n```", []),
        (f"{LONG}\n{LONG}\n{LONG}", [("lines", 2)]), (f"{LONGER}\n{LONGER}", [("lines", 2)]),
        (f"{LONGER}\n“{LONGER[:-1]}!”\n", [("lines", 2)]), (f"{LONG}\n{LONG}", []), (f"{LONGER}\n\n{LONGER}", []),
        ("Satu.\nBaca Juga: [](a)", [("baca", 2)]), ("Satu\\\n**Baca juga :** [](a)", [("baca", 2)]),
        ("Baca Juga: [](a)\nBaca Juga: [](b)", []), ("Satu.\nBaca juga buku itu.", []),
        ("Satu.\nDua.\nTiga.", []), (f"{LONGER[:-1]}\n{LONGER}\n{LONGER}", []), (f"- {LONGER}\n- {LONGER}", []),
    ],
)  # fmt: skip
def test_what_becomes_one_paragraph(body: str, expected: list[tuple[str, int]]) -> None:
    """Bullets of Word and WhatsApp, and lines that end as paragraphs do; neither dialogue nor wrapped lines."""
    assert [(one.kind, one.line) for one in remarks(body)] == expected


ITEMS = "<ul>\n<li>Satu</li>\n<li>Dua</li>\n</ul>\n"


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("• Satu\n• Dua", ITEMS), ("•Satu\n•\tDua", ITEMS), ("• Satu\n\n• Dua", ITEMS), ("• Satu\n\n• Dua\n\n• Tiga\n\n• Empat\n\nLalu.", ITEMS.replace("</ul>", "<li>Tiga</li>\n<li>Empat</li>\n</ul>") + "<p>Lalu.</p>\n"), ("\uf0b7 Satu\n\uf0b7 Dua", ITEMS),
        ("✔️ Satu\n✔️ Dua", ITEMS), ("– Satu\n– Dua", ITEMS), ("— Satu\n— Dua", ITEMS), ("o\tSatu\no\tDua", ITEMS), ("o   Satu\no   Dua", ITEMS),
        ("o begitu ya\no jadi dia", "<p>o begitu ya\no jadi dia</p>\n"),
        ("Bawa:\n• Satu\n• Dua", f"<p>Bawa:</p>\n{ITEMS}"), ("Bawa:\n\n• Satu\n\n• Dua", f"<p>Bawa:</p>\n{ITEMS}"),
        ("• Satu\n• Dua\n\nLalu.", f"{ITEMS}<p>Lalu.</p>\n"), ("> • Satu\n> • Dua", "<blockquote>\n<p>• Satu\n• Dua</p>\n</blockquote>\n"), ("• Satu\n• Dua ***(LL)", ITEMS),
        ("**Bawa:**\n– Satu.\n– Dua.", "<p><strong>Bawa:</strong></p>\n<ul>\n<li>Satu.</li>\n<li>Dua.</li>\n</ul>\n"),
        ("• Satu\\\n• Dua", ITEMS), ("Bawa:\\\n• Satu\\\n• Dua\\", f"<p>Bawa:</p>\n{ITEMS}"), ("• Satu\\\\\n• Dua", ITEMS.replace("Satu", "Satu\\")),
        ("A\\\nBawa:\\\n– Satu\\\n– Dua", f"<p>A<br>\nBawa:</p>\n{ITEMS}"), ("– Satu.\\\n– Dua.", "<p>– Satu.<br>\n– Dua.</p>\n"),
        ("• **Satu**\n• `Dua`", "<ul>\n<li><strong>Satu</strong></li>\n<li><code>Dua</code></li>\n</ul>\n"),
        ("– Ke mana?\n– Ke pasar.", "<p>– Ke mana?\n– Ke pasar.</p>\n"),
        ("Ia bertanya:\n– “Ke mana”\n– “Ke pasar”", "<p>Ia bertanya:\n– “Ke mana”\n– “Ke pasar”</p>\n"),
        ("– Satu.\n– Dua.", "<p>– Satu.\n– Dua.</p>\n"), ("– Kata dia, benar.", "<p>– Kata dia, benar.</p>\n"),
        ("```\n• Satu\n• Dua\n```", '<pre tabindex="0"><code>• Satu\n• Dua\n</code></pre>\n'),
    ],
)  # fmt: skip
def test_what_plainly_is_a_list_becomes_one(body: str, html: str) -> None:
    """Bullets of Word and WhatsApp, and dashes where nobody speaks; what may be a dialogue stays as it is."""
    assert written(body) == html
    assert written(body.replace("\n", "\r\n")) == html


def test_baca_juga_above_a_pasted_list() -> None:
    """Its links are boxes, as below hyphens."""
    boxes = written("Baca Juga:\n• [Satu](/satu/)\n• [Dua](/dua/)")
    assert boxes == written("Baca Juga:\n\n- [Satu](/satu/)\n- [Dua](/dua/)")
    assert "<ul>" not in boxes


def test_the_place_of_a_link_in_a_pasted_list() -> None:
    """It is that of the file."""
    found = parse_body("Bawa:\n• Satu\n• [Dua](/dua/)", "content/daerah/a.md", 5)[0].links
    assert [(link.line, link.column) for link in found] == [(7, 9)]


SENTENCE = "Warga Muara Teduh menunggu perahu sekolah sejak pagi."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"    {SENTENCE}", [("indented", 1)]), (f"Satu.\n\n\t{SENTENCE}\n\tSatu.", [("indented", 3)]),
        (f"{SENTENCE}\n---\nLanjut.", [("underlined", 1)]), (f"Satu.\n\nKata dia,\n{SENTENCE}\n===", [("underlined", 3)]),
        ("    x = 1; y = 2", []), ("    if a and b then return c end;", []), (f"```\n{SENTENCE}\n```", []),
        ("Air surut\n---", []), (f"{SENTENCE}\n\n---\n\nLanjut.", []), (f"## {SENTENCE}", []),
    ],
)  # fmt: skip
def test_a_paragraph_that_is_none(body: str, expected: list[tuple[str, int]]) -> None:
    """Blanks in front of a paragraph, and a line of signs right below it, are told; code and headings are meant."""
    assert [(one.kind, one.line) for one in remarks(body)] == expected


@pytest.mark.parametrize("sign", ["•", "–"])
def test_a_list_that_is_made_has_the_tokens_of_one_with_hyphens(sign: str) -> None:
    """Each with its kind, level, lines and all else."""

    def tokens(text: str) -> list[dict[str, object]]:
        return [{**one.as_dict(), "children": None, "meta": None} for one in parser().parse(text, {})]

    assert tokens(f"Bawa:\n{sign} Satu\n{sign} Dua") == tokens("Bawa:\n- Satu\n- Dua")


@pytest.mark.parametrize(
    ("number", "length", "told"), [(2, 119, False), (2, 120, True), (3, 59, False), (3, 60, True), (1, 200, False)]
)
def test_how_long_lines_are_that_may_be_paragraphs(number: int, length: int, told: bool) -> None:
    """Of three lines and more 60 letters, of two 120."""
    assert bool(remarks("\n".join(["a" * (length - 1) + "."] * number))) == told


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("|a|b|\n|c|d|", [("table", 1)]), ("|a|b|\nc", []), ("x\n|a|b\n|c|d", [("table", 2)]), ("|a\n|b", []), ("a\tb\nc\td", [("columns", 1)]), ("x\na\tb\nc\td", [("columns", 2)]), ("a\tb\nx\nc\td", []), ("a\tb", []), ("–\ta?\n–\tb", []), ("–\ta?\nc\td\ne\tf", [("columns", 2)]),
        ("17. Agustus 2024", [("date", 1)]), ("17. MEI", [("date", 1)]), ("17. Pesta", []), *((f"1. {month} lalu", [("date", 1)]) for month in "januari februari maret april mei juni juli agustus september oktober november desember".split()),
        ("✔ a\nb", [("bullet", 1)]), ("a\n– b\n– c d?", []),
    ],
)  # fmt: skip
def test_tables_columns_and_dates_that_are_lost(body: str, expected: list[tuple[str, int]]) -> None:
    """With the first line of each."""
    assert [(one.kind, one.line) for one in remarks(body)] == expected
