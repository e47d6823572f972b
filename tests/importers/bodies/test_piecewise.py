"""Which words a text has lost, and texts that are written block by block."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.importers.bodies.piecewise import by_block, differences
from generator.importers.bodies.tree import parse
from generator.readers.markdown import parse_body

FILM = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.mark.parametrize(
    ("shown", "body", "lost", "come"),
    [
        ("satu dua", "satu dua", [], []), ("satu dua", "satu", ["dua"], []), ("satu", "satu *dua*", [], ["dua"]), ("satu satu", "satu", ["satu"], []),
        ("• satu • dua", "- satu\n- dua", [], []), ("– satu", "- satu", [], []), ("✔️ satu", "- satu", [], []), ("# satu", "- satu", ["#"], []),
        ("[x] satu [ ] dua", "- [x] satu\n- [ ] dua", [], []), ("[x] satu", "satu", ["[x]"], []), (f"satu {FILM}", f"satu\n\n{FILM}", [], []), (f"satu {FILM}", "satu", [FILM], []),
        (f"satu {FILM} https://x.example/a", f"satu\n\n{FILM}", ["https://x.example/a"], []),
        ("satu", "satu ☐", [], []), ("satu", "satu ☑", [], []), ("[X] satu", "- [x] satu", [], []), ("[ ] a", "☐ a", [], []), ("◦ a ▪ b — c", "a b c", [], []), ("https://x.example/a satu", "satu", ["https://x.example/a"], []),
        ("Baca Juga a", "a", ["Baca", "Juga"], []), ("a", "a\n\nBaca Juga: [b](/b/)", [], ["b"]), ("Baca Juga: Banjir | Rob", "Baca Juga: [Banjir](/a/), [Rob](/b/)", [], []), ("Baca Juga: Banjir besar", "Baca Juga: [Banjir](/a/)", ["besar"], []),
    ],
)  # fmt: skip
def test_words_that_are_lost_or_come(shown: str, body: str, lost: list[str], come: list[str]) -> None:
    """Signs of lists, boxes to tick, films and the label of a Baca Juga are no words."""
    parsed, problems = parse_body(body, "")
    assert problems == []
    assert differences(shown, parsed) == (lost, come)


def test_words_that_are_meant_to_come_or_go() -> None:
    """As often as it was said that they would."""
    body, _ = parse_body("satu dua dua", "")
    assert differences("satu tiga", body, Counter(["dua"]), Counter(["tiga"])) == ([], ["dua"])
    assert differences("satu tiga", body, Counter({"dua": 2})) == (["tiga"], [])


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>satu</p><p><b>dua</b></p>", "satu\n\n**dua**"), ("satu <b>dua</b><p>tiga</p> empat", "satu **dua**\n\ntiga\n\nempat"),
        ("<p>satu</p><hr data-break><p>dua</p>", "satu\n\n<!-- halaman -->\n\ndua"), ("<div><p>satu</p></div><p></p>", "satu"),
        ("<div><p>a</p><div><p>b</p></div></div>", "a\n\nb"), ("<div><pre><a href=/x/>q</a>`</pre><p><b>b</b></p></div>", "q\\`\n\n**b**"), ("<article>a</article><main><i>b</i></main>", "a\n\n*b*"), ("a<div>b</div>c<i>d</i>", "a\n\nb\n\nc*d*"),
    ],
)  # fmt: skip
def test_each_block_is_written_by_itself(html: str, written: str) -> None:
    """What stands between two of them is one more, and empty ones are none."""
    assert by_block(parse(html)) == written


def test_words_that_are_meant_to_come_or_go_beside_a_box() -> None:
    """The label of one is no word among them either."""
    body, _ = parse_body("satu\n\nBaca Juga: [dua](/a/)", "")
    assert differences("satu tiga", body, Counter(["Baca", "Juga:", "dua"]), Counter(["tiga,"])) == ([], [])
    assert differences("satu tiga", body, Counter(["dua"])) == (["tiga"], [])
