"""The map that an import proposes, and what the report says of the same."""

from __future__ import annotations

from pathlib import Path

from generator.annex.importing.items import Census, SeenKey, Shortcode
from generator.annex.importing.proposal import map_text, notes_of
from generator.annex.importing.sources.mapping import FOLDERS, Value, read_map
from generator.base.sentences import ENGLISH

CENSUS = Census(
    keys=(
        SeenKey("title", 3, 0, "A"), SeenKey("topics", 2055, 2055, "air", "tags"), SeenKey("deck", 3, 3, "D", "summary"),
        SeenKey("description", 3, 0, "S"), SeenKey("kicker", 3, 2, "K: #1\n- x", "", "data/k"), SeenKey('aneh: "x', 1, 1, "y", "author"),
    ),
    of={"title": ("title",), "summary": ("description",), "src": ({"column": "a", "in": "data/a", "take": "{u}.png"},)},
    shortcodes=(Shortcode("kotak", 7, "{{< kotak\nx >}}", "\n\n> {inner}"),),
)  # fmt: skip


def test_a_proposal_is_a_map(tmp_path: Path) -> None:
    """With what was read, and guesses: a standfirst before a description, all others behind."""
    (tmp_path / "peta.yaml").write_text(map_text(CENSUS, ENGLISH), "utf-8")
    found = read_map(str(tmp_path / "peta.yaml"), FOLDERS)
    assert found.of == {
        "title": (Value("title"),), "summary": (Value("deck"), Value("description")), "author": (Value('aneh: "x'),),
        "tags": (Value("topics"),), "src": (Value("a", table="data/a", take="{u}.png"),),
    }  # fmt: skip
    assert found.shortcodes == {"kotak": Value("", take="\n\n> {inner}")}


def test_a_proposal_counts() -> None:
    """Each key that it names, and those that nothing takes, with a sample on one line."""
    text = map_text(CENSUS, ENGLISH)
    assert "# topics: in 2,055 texts; a guess: this import did not take it\ntags: topics\n" in text
    assert "# title: in 3 texts\ntitle: title\n" in text
    assert '# - kicker: in 2 texts; data/k has its values, as in "K: #1 - x"\n' in text
    assert "  # 7 times, as in {{< kotak x >}}\n" in text


def test_the_report_has_what_nothing_took() -> None:
    """Keys with a count and what they look like; shortcodes by name, with a sample and a line of the map."""
    assert [(note.code, note.message, note.before) for note in notes_of(CENSUS)] == [
        ("unread-key", "topics: in 2,055 texts; it looks like tags", "air"), ("unread-key", "deck: in 3 texts; it looks like summary", "D"),
        ("unread-key", "kicker: in 2 texts; data/k has its values", "K: #1\n- x"), ("unread-key", 'aneh: "x: in 1 text; it looks like author', "y"),
        ("shortcode-name", 'kotak, 7 times; a line of the map: kotak: "\\n\\n> {inner}"', "{{< kotak\nx >}}"),
    ]  # fmt: skip
