"""The map that an import proposes, and what the report says of the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.annex.importing import proposal
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


def test_the_whole_map() -> None:
    """Our names in their order, a photo below its own, shortcodes, and what is left for people to look at."""
    names = ("title", "body", "summary", "author", "editor", "category", "tags", "region", "published", "updated", "aliases", "slug", "address", "kind", "id")  # fmt: skip
    photo = ("src", "caption", "credit", "alt")
    whole = Census(
        keys=(SeenKey("k-title", 1, 0, "A"), SeenKey("sisa", 1, 1, 70 * "x"), SeenKey("foto", 2, 2, "a.jpg", "src"), SeenKey("topik", 2, 2, "a; b", "tags", split=";"), SeenKey("bagian", 2, 1, "x", "tags")),
        of={name: (f"k-{name}",) for name in reversed((*names, *photo))},
        shortcodes=(Shortcode("kotak", 1, "{{< kotak >}}", "> {inner}"), Shortcode("on", 2, "x", "no")),
    )  # fmt: skip
    ours = {**{name: f"{name}: k-{name}\n" for name in names}, "tags": '# topik: in 2 texts; a guess: this import did not take it\ntags: [k-tags, {column: topik, split: ";"}]\n'}  # fmt: skip
    ours["title"] = "# k-title: in 1 text\ntitle: k-title\n"
    assert map_text(whole, ENGLISH) == (
        "# Which key or column of the old site is what. Change it, and import again with --map FILE.\n"
        + "".join(ours[name] for name in names)
        + "photo:\n  # foto: in 2 texts; a guess: this import did not take it\n  src: [k-src, foto]\n  caption: k-caption\n  credit: k-credit\n  alt: k-alt\n"
        'shortcodes:\n  # once, as in {{< kotak >}}\n  kotak: "> {inner}"\n  # 2 times, as in x\n  "on": "no"\n'
        "# Keys that no line takes, or not in all texts:\n"
        f'# - sisa: in 1 text, as in "{60 * "x"}…"\n# - bagian: in 1 text; it looks like tags, as in "x"\n'
    )


def test_a_map_of_nothing() -> None:
    """Says what it is for, and has no empty group."""
    head = "# Which key or column of the old site is what. Change it, and import again with --map FILE.\n"
    assert map_text(Census((), {}, ()), ENGLISH) == head
    assert map_text(Census((SeenKey("a", 2, 0, "x"),), {}, ()), ENGLISH) == head


@pytest.mark.parametrize(("files", "left", "guessed"), [(3, 1, False), (3, 2, True), (2, 1, False), (1, 1, True)])
def test_a_guess_is_for_what_most_texts_have(files: int, left: int, guessed: bool) -> None:
    """A key that more than half of its texts were taken from is none."""
    text = map_text(Census((SeenKey("k", files, left, "x", "tags"),), {}, ()), ENGLISH)
    assert ("\ntags: k\n" in text, "# - k: in " in text) == (guessed, not guessed)


def test_a_map_names_no_more_than_people_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of guesses for one name, of shortcodes, and of what is left: a hundred."""
    many = map_text(Census(tuple(SeenKey(f"s{n}", 1, 1, "x") for n in range(130)), {}, ()), ENGLISH)
    assert many.count("\n# - ") == 100
    monkeypatch.setattr(proposal, "_MOST", 2)
    keys = [SeenKey(f"t{n}", 1, 1, "x", "tags") for n in range(3)] + [SeenKey(f"s{n}", 1, 1, "x") for n in range(3)]
    text = map_text(Census(tuple(keys), {}, tuple(Shortcode(f"c{n}", 1, "x", "z") for n in range(3))), ENGLISH)
    assert "\ntags: [t0, t1]\n" in text
    assert [name for name in ("c0: z", "c1: z", "c2: z", "- s0:", "- s1:", "- s2:") if name in text] == ["c0: z", "c1: z", "- s0:", "- s1:"]  # fmt: skip


@pytest.mark.parametrize("name", ["null", "NONE", "true", "False", "yes", "no", "On", "off", "y", "N", "1a", "a b", "a:b", "", "-a", "a\n"])  # fmt: skip
def test_what_yaml_would_take_for_something_else_is_in_quotes(name: str) -> None:
    """So that a map says the name of the key."""
    text = map_text(Census((), {"title": (name,)}, ()), ENGLISH)
    assert text.split("\n")[1] == f"title: {json.dumps(name)}"


@pytest.mark.parametrize("name", ["nulls", "a1", "_a", "cover.image", "data/k", "a-b", "onta"])
def test_plain_names_are_not(name: str) -> None:
    """As people write them."""
    assert map_text(Census((), {"title": (name,)}, ()), ENGLISH).split("\n")[1] == f"title: {name}"


def test_a_shortcode_is_told_of_once_or_so_many_times() -> None:
    """With the line of a map, in which its name may want quotes; what is long is cut."""
    notes = [*notes_of(Census((), {}, (Shortcode("on", 1, "x", "z"), Shortcode("k" * 201, 2, "x\x1b", "z z"))))]
    assert [(one.code, one.message, one.before) for one in notes] == [
        ("shortcode-name", 'on, once; a line of the map: "on": z', "x"),
        ("shortcode-name", f'{200 * "k"}, 2 times; a line of the map: {201 * "k"}: "z z"', "x\x1b"),
    ]
