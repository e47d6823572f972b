"""Lists and paragraphs that a paste has lost."""

from __future__ import annotations

import pytest

from tests.readers_support import remarks

LONG = "Perahu sekolah itu berangkat pukul enam pagi dari dermaga Muara Teduh."
LONGER = f"{LONG} Anak-anak menunggu di tangga kayu sejak subuh bersama para guru."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("• Satu\n• Dua", [("bullet", 1)]), ("Bawa:\n• Satu\n• Dua", [("bullet", 2)]), ("•\tSatu", [("bullet", 1)]),
        ("Isi.\n\n▪ Satu\n\n▪ Dua", [("bullet", 3)]), ("– Satu\n– Dua", [("bullet", 1)]),
        ("o Satu\no Dua", [("bullet", 1)]), ("– Kata dia, benar.", []), ("o Satu saja", []), ("- Satu\n- Dua", []),
        ("a • b", []), ("```\n• Satu\n```", []),
        (f"{LONG}\n{LONG}\n{LONG}", [("lines", 2)]), (f"{LONGER}\n{LONGER}", [("lines", 2)]),
        (f"{LONGER}\n“{LONGER[:-1]}!”\n", [("lines", 2)]), (f"{LONG}\n{LONG}", []), (f"{LONGER}\n\n{LONGER}", []),
        ("Satu.\nDua.\nTiga.", []), (f"{LONGER[:-1]}\n{LONGER}\n{LONGER}", []), (f"- {LONGER}\n- {LONGER}", []),
    ],
)  # fmt: skip
def test_what_becomes_one_paragraph(body: str, expected: list[tuple[str, int]]) -> None:
    """Bullets of Word and WhatsApp, and lines that end as paragraphs do; neither dialogue nor wrapped lines."""
    assert [(one.kind, one.line) for one in remarks(body)] == expected
