"""The report of an import: every note as a line, and the first of each sort for people."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import get_args

import msgspec

import generator.annex.importing
from generator.annex.importing.items import Fault, Note, State
from generator.annex.importing.report import (
    NOTES,
    STATES,
    TEXTS,
    Notebook,
    Outcome,
    comments_of,
    fates_of,
    report_text,
)
from generator.base.sentences import ENGLISH, as_it_is, language, sentence

OUTCOME = Outcome({"new": 3, "held": 1}, {}, {"article": 1234}, {}, 5, {"same": 2, "gone": 1}, 4, (), "/{slug}/")


def test_each_note_is_a_line() -> None:
    """About the item that it names, else about the one that it was found in."""
    file = io.BytesIO()
    notebook = Notebook(file, ENGLISH)
    notebook.add(
        [Note("tag", as_it_is("x"), before="a"), Note("slug", as_it_is("y"), "9", "/y/", after="b")], "7", "/x/", "a.md"
    )
    notebook.add([Note("tag", as_it_is("z"))])
    lines = list(map(msgspec.json.decode, file.getvalue().splitlines()))
    assert lines == [
        {"code": "tag", "weight": "lost", "id": "7", "address": "/x/", "file": "a.md", "message": "x", "before": "a"},
        {
            "code": "slug",
            "weight": "guessed",
            "id": "9",
            "address": "/y/",
            "file": "a.md",
            "message": "y",
            "after": "b",
        },
        {"code": "tag", "weight": "lost", "id": "", "address": "", "file": "", "message": "z"},
    ]
    assert notebook.counts == {"tag": 2, "slug": 1}


def test_people_see_the_first_of_each_sort() -> None:
    """What was lost first; the lines have all."""
    notebook = Notebook(None, ENGLISH)
    notebook.add([Note("edited", as_it_is("e")), *(Note("tag", as_it_is(f"t{n}")) for n in range(21))])
    notebook.add([Note("slug", as_it_is("s"), before="a`b", after="")], "7", "/x/", "a.md")
    text = notebook.sections()
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "## Lost\n".strip(), "### tags that cannot have an address: 21 (`tag`)", "## Guessed",
        "### slugs changed, because they could not stay or another article has the same: 1 (`slug`)", "## To look at",
        "### changed at the source since, but edited here: left as the desk has it: 1 (`edited`)",
    ]  # fmt: skip
    assert ("- t19\n- and 1 more, in `report.jsonl`\n" in text, "- t20" in text) == (True, False)
    assert "- `id 7 · /x/ · a.md` s\n  - before: `a'b`\n  - after: (nothing)\n" in text
    notebook = Notebook(None, ENGLISH)
    notebook.add(Note("tag", as_it_is(f"t{n}")) for n in range(20))
    assert "more, in" not in notebook.sections()
    assert Notebook(None, ENGLISH).sections() == ""
    notebook = Notebook(None, ENGLISH)
    notebook.add([Note("moved", as_it_is("m"), before="x"), Note("moved", as_it_is("n"), after="y")])
    assert notebook.sections() == (
        "## To look at\n\n### would lie elsewhere now, but edited here: left where it is: 2 (`moved`)\n\n"
        "- m\n  - before: `x`\n  - after: (nothing)\n- n\n  - before: (nothing)\n  - after: `y`\n"
    )


def test_a_text_of_the_source_is_cut_and_is_no_markup() -> None:
    """Three hundred signs of it on one line, without what moves a cursor."""
    notebook = Notebook(None, ENGLISH)
    notebook.add([Note("tag", as_it_is("x"), before=301 * "b", after="\x1b[2J")])
    assert f"before: `{300 * 'b'}`\n  - after: `\ufffd[2J`" in notebook.sections()
    notebook.add([Note("slug", as_it_is("x"), before="\n\na\n b")])
    assert "before: `a b`\n" in notebook.sections()


def test_the_pages_for_people() -> None:
    """What was found, what became of it, and where it is; in the language of the desk."""
    text = report_text("wordpress", OUTCOME, Notebook(None, ENGLISH))
    assert text.split("\n\n")[:8] == [
        "# Import from wordpress", "## Found", "- articles: 1,234", "## Files", "- held back: 1\n- new: 3",
        "## Addresses of the old site (permalink: `/{slug}/`)",
        "- gone on purpose: 1\n- the page keeps its address: 2\n- with a query, in need of a rule on the host: 4", "All are in `addresses.jsonl`.",
    ]  # fmt: skip
    assert "The words of 5 texts were compared with those of the source." in text
    assert "## Media" not in text
    assert "Not read to the end" not in text
    more = msgspec.structs.replace(
        OUTCOME, media={"brought": 2}, faults=(Fault("a\x1b.xml", sentence("it is torn"), 3, 4),)
    )
    text = report_text("wordpress", more, Notebook(None, ENGLISH))
    assert "## Media\n\n- brought in: 2\n" in text
    assert "## Not read to the end\n\n- a\ufffd.xml:3:4: it is torn\n" in text
    assert "- artikel: 1.234" in report_text("wordpress", OUTCOME, Notebook(None, language("id")))


def test_each_thing_that_is_counted_has_a_name() -> None:
    """Kinds of records, outcomes of files and of media, and what becomes of addresses."""
    found = "article page file person term redirect portal note fault".split()
    files = "new changed same moved edited deleted held".split()
    media = "brought there missing refused".split()
    counts = [dict.fromkeys(one, 2) for one in (found, files, media, ["same", "redirect", "rule", "gone"])]
    outcome = Outcome(counts[1], counts[2], counts[0], {}, 5, counts[3], 4, (), "/{slug}/")
    assert report_text("rows", outcome, Notebook(None, ENGLISH)) == (
        "# Import from rows\n\n## Found\n\n- articles: 2\n- files not read to the end: 2\n- media files: 2\n- notes on whole files: 2\n"
        "- standing pages: 2\n- people: 2\n- files that name the site: 2\n- redirects: 2\n- categories and tags: 2\n\n"
        "## Files\n\n- changed since the last import: 2\n- deleted by the desk, and left out: 2\n- edited by the desk, and left: 2\n- held back: 2\n"
        "- moved: 2\n- new: 2\n- as they were: 2\n\n## Media\n\n- brought in: 2\n- missing: 2\n- refused: 2\n- there already: 2\n\n"
        "## Addresses of the old site (permalink: `/{slug}/`)\n\n- gone on purpose: 2\n- a page of the portal leads on: 2\n"
        "- only a rule on the host can lead on: 2\n- the page keeps its address: 2\n- with a query, in need of a rule on the host: 4\n\n"
        "All are in `addresses.jsonl`.\n\nThe words of 5 texts were compared with those of the source.\n\n"
    )


SOURCES = [
    file.read_text("utf-8")
    for file in Path(generator.annex.importing.__file__).parent.rglob("*.py")
    if file.stem != "notes"
]


def test_each_sort_of_note_is_made_somewhere() -> None:
    """None is of a feature that is gone, or under another name than the one that is used."""
    made = set(re.findall(r'(?:\b[Nn]ote\(\s*|\bnote=|\bnote or )"([\w-]+)"', "".join(SOURCES)))
    assert NOTES.keys() - made == set()


def test_each_state_can_be_said() -> None:
    """Whatever became of an item at its source."""
    assert list(STATES) == list(get_args(State))


def test_how_many_comments_there_are() -> None:
    """One is one."""
    assert [str(comments_of(count)) for count in (1, 2, 1000)] == ["1 comment", "2 comments", "1,000 comments"]


def test_what_a_report_says_first() -> None:
    """That something is lost before it tells what was guessed, and what a person should look at; in an order that stays."""
    weights: dict[str, list[str]] = {}
    for code, kind in NOTES.items():
        weights.setdefault(kind.weight, []).append(code)
    assert {weight: " ".join(codes) for weight, codes in weights.items()} == {
        "lost": "words held-back left-out comments other-types script form shortcode-name shortcode field dynamic-block caption-link caption dropped anchor unsafe-link tag address picture-page redirect missing-media refused-media broken-characters",
        "guessed": "brackets headline author time slug kanal made-draft embed plain insecure-picture page-break",
        "look": "dead-link unread-key lookup column skipped edited moved vanished",
    }  # fmt: skip


def test_the_texts_of_a_folder_have_their_fates() -> None:
    """As far as they are known; the rest is of unknown fate, and other sources have none."""
    faults = [
        Fault("a", sentence("x"), of_text=True),
        Fault("b", sentence("x")),
        Fault("c", sentence("x"), of_text=True),
    ]
    assert fates_of({"article": 3, "list": 1}, 7, faults) == {"article": 3, "list": 1, "unread": 2, "unknown": 1}
    assert fates_of({}, 1, ()) == {"unread": 0, "unknown": 1}
    assert fates_of({"article": 3}, 0, faults) == {}


def test_a_report_of_folders_says_what_became_of_each_text() -> None:
    """By its words, without what there is none of, and how its addresses are known."""
    texts = dict.fromkeys(TEXTS, 1) | {"unknown": 0}
    text = report_text("hugo", msgspec.structs.replace(OUTCOME, texts=texts), Notebook(None, ENGLISH))
    listed = (
        "- articles: 1\n- parts of a page that lies in a folder of its own: 1\n- drafts: 1\n- in a folder of the system, of a theme or of a library: 1\n- held back: 1\n"
        "- hidden files and leftovers of editors: 1\n- left out: 1\n- pages of lists without a text of their own; the portal makes its lists itself: 1\n"
        "- HTML without front matter, which the old site published as it is: 1\n- the page for addresses where nothing is; the portal has its own: 1\n- outside of the folder with content: 1\n"
        "- standing pages: 1\n- not understood: 1\n- pages that the old site was told not to publish: 1\n"
    )  # fmt: skip
    assert text.split("\n\n## ")[3:] == [
        f"Markdown and HTML files: 14\n\n{listed.rstrip()}",
        ("Addresses of the old site (permalink: `/{slug}/`)\n\nThese addresses are derived from the configuration: the program of the old site was not asked. "
        "Compare them with what it says itself: `ssg import --verify-addresses`.\n\n"
        "- gone on purpose: 1\n- the page keeps its address: 2\n- with a query, in need of a rule on the host: 4\n\nAll are in `addresses.jsonl`.\n\n"
        "The words of 5 texts were compared with those of the source.\n\n"),
    ]  # fmt: skip
