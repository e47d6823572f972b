"""Drafts: where links stand, and what a body is made of."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.dates import parse
from generator.base.sentences import as_it_is
from generator.markup import collector
from generator.markup.collector import Draft, Notes, Outline, note_id, reference_id, sealed
from generator.markup.markdown import parse_body
from generator.model.records import Blank, Body, Link, Remark, Update
from generator.model.urls import Anchors
from tests.support import article, site


def test_a_target_is_located_in_its_block():
    """The second of two equal ones after the first; lines count from 0, columns from 1."""
    draft = Draft("[a](/x/) [b](/x/)\n\n[c](</y z/>)", "a.md", 5, sponsored=False)
    draft.span = (0, 1)
    assert [draft.locate("/x/"), draft.locate("/x/")] == [(0, 5), (0, 14)]
    draft.span = (2, 3)
    assert draft.locate("/y z/") == (2, 6)


def test_a_target_that_is_nowhere_is_at_its_block():
    """As that of a reference."""
    draft = Draft("[a]\n\n[b]", "a.md", 5, sponsored=False)
    draft.span = (2, 3)
    assert draft.locate("/x/") == (2, 1)


def test_problems_have_lines_of_the_file():
    """And the line as it is written."""
    draft = Draft("satu\ndua", "a.md", 5, sponsored=False)
    draft.problem(1, "bad-link", "salah", "benahi", 3)
    (problem,) = draft.problems
    assert (str(problem.where), problem.message, problem.excerpt) == ("a.md:6:3", "salah", "dua")


def test_a_body_is_clean_wherever_its_texts_come_from():
    """Texts that follow each other are one; blanks stay apart."""
    draft = Draft("", "a.md", 1, sponsored=False)
    draft.pages = [["<p>", "a\u202eb", Blank("open", 0), "c\0", "</p>"]]
    body = sealed(draft, "L\x07L", 0)
    assert body.parts == (("<p>ab", Blank("open", 0), "c</p>"),)
    assert body.mark == "LL"


@given(st.text(st.sampled_from("ab –-—\n\t\xa0\u2003\u200b")), st.booleans())
def test_words_are_counted_whatever_is_between_them(text, long):
    """Any white space parts two; a dash between spaces is no word."""
    whole = text + " air" * 60 if long else text
    draft = Draft("", "a.md", 1, sponsored=False)
    draft.texts = [whole]
    dashes = sum(whole.count(f" {dash} ") for dash in "-–—")
    assert sealed(draft, "", 0).words == len(whole.split()) - dashes


def test_a_text_that_is_not_in_its_line_has_no_column():
    """Nor has one of a line that is not there."""
    draft = Draft("satu dua\ntiga", "content/a.md", 1, sponsored=False)
    assert [draft.column(*one) for one in ((0, "satu"), (0, "dua"), (1, "tiga"), (1, "dua"), (2, "dua"), (9, ""))] == [
        1,
        6,
        1,
        0,
        0,
        0,
    ]


ALIKE = ("html", "shortcode", "link", "apart", "bold", "heading", "footnote", "comment")


@pytest.mark.parametrize("kind", [*ALIKE, "bullet", "more", "removed", "blank", "no picture", "baca"])
def test_remarks_that_are_alike_are_one(kind: str) -> None:
    """The first of them, with their number: markup that readers see is all alike, and every other sort is like itself."""
    draft = Draft("a", "content/a.md", 1, sponsored=False)
    draft.remarks = [
        Remark("html", 3, 1, 1),
        Remark(kind, 2, 5, 1, "y"),
        Remark(kind, 2, 4, 1, "x"),
        Remark(kind, 9, 1, 1),
    ]
    found = sealed(draft, "", 0).remarks
    if kind in ALIKE:
        assert found == (Remark(kind, 2, 4, 4, "x"),)
    else:
        assert found == (Remark("html", 3, 1, 1), Remark(kind, 2, 4, 3, "x"))


@pytest.mark.parametrize(("number", "told"), [(50, []), (51, [(150, "the article has 51 pages, more than 50")])])
def test_pages_have_a_bound(number: int, told: list[tuple[int, str]]) -> None:
    """Told at the line that begins the first one too many."""
    _, problems = parse_body("\n<!-- halaman -->\n".join(["a\n"] * number), "a.md")
    assert [(one.where.line, str(one.message)) for one in problems] == told


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("satu", 1), ("satu dua", 2), (" satu  dua\n", 2), ("satu – dua", 2), ("satu - dua — tiga", 3), ("a-b", 1), ("satu\ndua", 2), ("satu\u00a0dua", 2)],
)  # fmt: skip
def test_words_are_counted_as_people_do(text: str, words: int) -> None:
    """A dash between two is none."""
    draft = Draft("a", "content/a.md", 1, sponsored=False)
    draft.texts = [text]
    assert sealed(draft, "", 0).words == words


def test_what_a_draft_says_of_places() -> None:
    """A problem has its line, from that of the text on, a link its column, and the mark both."""
    draft = Draft("satu\n[a](/a/) ***(SA)", "content/daerah/a.md", 10, sponsored=True)
    draft.span = (0, 2)
    draft.problem(1, "bad-link", as_it_is("x"), as_it_is("y"), 3)
    assert (str(draft.problems[0].where), draft.problems[0].excerpt) == ("content/daerah/a.md:11:3", "[a](/a/) ***(SA)")
    assert (draft.folder, draft.rel) == ("daerah", "sponsored noopener")
    assert (draft.column(1, "(/a/)"), draft.column(1, "z"), draft.column(2, "a")) == (4, 0, 0)
    assert (draft.add("link", "/a/", "a"), draft.links[0].line, draft.links[0].column) == (0, 11, 5)
    assert draft.locate("/tiada/") == (0, 1)
    assert sealed(draft, "SA", 1).mark_at == (11, 10)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("# Harga Ikan Turun\n\nIsi.", False), ("Harga  *ikan* turun!\n===\n\nIsi.", False), ("<!-- a -->\n\n# Harga Ikan Turun\n\nIsi.", False),
        ("## Harga Ikan Turun\n\nIsi.", True), ("Isi.\n\n# Harga Ikan Turun", True), ("# Harga Ikan\n\nIsi.", True),
        ("# Satu\n\n# Harga Ikan Turun", True), ("Isi.\n\n<!-- halaman -->\n\n# Harga Ikan Turun", True),
    ],
)  # fmt: skip
def test_a_first_heading_that_repeats_the_title_goes(body, left):
    """It stands above the text already; any other heading is the writer's own."""
    found, _ = parse_body(body, "a.md", title="Harga Ikan Turun")
    assert ("<h" in str(found.parts)) == left


def test_the_titles_of_all_files(tmp_path):
    """An article's headline, a page's title and a person's name are not said twice."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("Harga Ikan", "# Harga Ikan\n\nIsi."))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang Kami\n---\n# Tentang kami\n\nIsi.\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\n# Sari Wulan\n\nIsi.\n")
    portal.build()
    for path in ("daerah/2024/10/a/index.html", "tentang/index.html", "penulis/sari-wulan/index.html"):
        assert not re.search('<h[2-6] id="(harga|tentang|sari)', portal.read(path)), path


def test_very_many_headings_of_one_name():
    """Their ids differ, and finding them takes no time."""
    body, _ = parse_body("# a\n" * 4000 + "# a 2\n" * 4000, "a.md")
    assert len(body.anchors) == 8000


def test_they_are_numbered_as_the_text_refers_to_them() -> None:
    """Each reference has an id of its own, and each id the page that it is on."""
    anchors = Anchors(())
    notes = Notes(anchors)
    found = [notes.refer(label, part) for label, part in (("b", 1), ("a", 1), ("b", 2), ("b", 2))]
    assert found == [(1, "rujukan_1"), (2, "rujukan_2"), (1, "rujukan_1_2"), (1, "rujukan_1_3")]
    assert notes.waiting == ["b", "a"]
    assert (notes.number("a"), "a" in notes, "c" in notes) == (2, True, False)
    assert (note_id(3), reference_id(3)) == ("catatan_3", "rujukan_3")
    assert dict(anchors.parts) == {
        "catatan_1": 1, "rujukan_1": 1, "catatan_2": 1, "rujukan_2": 1, "rujukan_1_2": 2, "rujukan_1_3": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "refers"),
    [("a", True), ("a" * 200, True), ("a" * 201, False), ("a b", False), ("", False), ("a-1!", True)],
)
def test_what_refers_to_one(label: str, refers: bool) -> None:
    """A label of up to 200 signs without blanks."""
    html = str(parse_body(f"x[^{label}]\n\n[^{label}]: y", "a.md")[0].parts)
    assert ("doc-noteref" in html) == refers


def draft(text: str, *, line: int = 10, **given: object) -> Draft:
    """Return a draft of a text that begins on a line of its file; the whole text is its current block."""
    found = Draft(text, "content/daerah/2024/a.md", line, url="/daerah/2024/a/")
    found.span = (0, len(found.lines))
    for name, value in given.items():
        setattr(found, name, value)
    return found


def told(found: Draft) -> list[str]:
    return [f"{one.where.line}:{one.where.column} {one.code} {one.message} | {one.hint}" for one in found.problems]


def test_a_draft_begins_empty() -> None:
    """With one page, and nothing of what another draft collected."""
    other = draft("a")
    other.pages[0].append("<p>")
    other.links.append(Link("link", "/"))
    found = Draft("a", "content/a.md", 1)
    assert (found.pages, found.begins, found.links, found.jumps, found.texts) == ([[]], [0], [], [], [])
    assert (found.problems, found.silent, found.remarks, found.updates) == ([], [], [], [])
    assert (found.span, found.seen, found.misses, found.boxed, found.following, found.tags) == (
        (0, 0),
        (0, 0),
        0,
        -1,
        0,
        0,
    )
    assert (found.title, found.url, found.first, found.close, found.rel) == ("", "/", "", "", "noopener")
    assert (found.sponsored, found.printable, found.too_deep) == (False, False, False)
    assert (found.folder, draft("a").folder) == ("", "daerah/2024")


def test_a_problem_beyond_the_text_shows_no_line() -> None:
    """And one without a column or a hint has none."""
    found = draft("satu")
    found.problem(1, "bad-link", as_it_is("salah"))
    (problem,) = found.problems
    assert (problem.where.line, problem.where.column, problem.hint, problem.excerpt) == (11, 0, "", "")


@pytest.mark.parametrize(
    ("address", "picture", "remark"),
    [
        ("http:/a.example/x", False, Remark("mistyped", 10, 5, 1, "http://a.example/x")),
        ("https://localhost/x", False, Remark("unreachable", 10, 5, 1)), ("https://a.example/x", False, None),
        ("https//a.example/x", True, Remark("mistyped", 10, 5, 1, "https://a.example/x")),
    ],
)  # fmt: skip
def test_an_address_that_readers_cannot_open(address: str, picture: bool, remark: Remark | None) -> None:
    """At its place, with what was meant if it is mistyped."""
    found = draft(f"[a]({address})")
    found.judge(address, picture=picture)
    assert found.remarks == ([] if remark is None else [remark])
    given = draft("a")
    given.judge(address, (3, 7), picture=picture)
    assert given.remarks == ([] if remark is None else [Remark(remark.kind, 13, 7, 1, remark.meant)])


def test_a_text_is_remarked_at_its_place() -> None:
    """In its line, or without a column if it is in one of the next."""
    found = draft("satu\ndua tiga")
    found.remark("html", 1, "tiga", "x")
    found.remark("html", 0, "tiga")
    assert found.remarks == [Remark("html", 11, 5, 1, "x"), Remark("html", 10, 0, 1)]


def test_links_within_a_text_wait_for_their_pages() -> None:
    """By their numbers: each leads to the page on which its place is in the end, or to the first."""
    found = draft("[a](#dua) [b](#tiada)")
    assert [found.jump("#dua"), found.jump("#tiada", (4, 2)), found.lead_to("dua")] == [
        Blank("page", number) for number in range(3)
    ]
    assert found.jumps == [
        Link("link", "#dua", "", 0, 5), Link("link", "#tiada", "", 4, 2), Link("link", "#dua"),
    ]  # fmt: skip
    found.anchors.add("Dua", 2)
    found.pages = [[Blank("page", 0), Blank("page", 1)], ["x", Blank("page", 2, "y\0")]]
    assert sealed(found, "", 0).parts == (
        (Blank("page", 2), Blank("page", 0)), ("x", Blank("page", 2, "y")),
    )  # fmt: skip


def test_a_place_that_a_text_does_not_have_is_told() -> None:
    """At the link that leads there; the places of the theme are there, and so is the top."""
    found = draft("a", theme_ids=frozenset({"komentar"}))
    found.anchors.add("Harga Ikan", 1)
    for target in ("#harga-ikan", "#komentar", "#", "#harga-ikn"):
        found.jump(target, (0, 4))
    found.check_jumps()
    (said,) = told(found)
    assert said.startswith('10:4 dead-fragment this link leads nowhere: the text has no place "#harga-ikn" | ')
    assert "harga-ikan" in said


ENTRY = parse("2024-10-09 14:05 WIB", "WIB")


def test_an_entry_of_a_live_report_is_a_part_of_its_own() -> None:
    """With a place by its hour and day; headings in it begin below that of the entry."""
    found = draft("satu\n## 14.05 WIB")
    found.begin_entry(1, ENTRY, "Air\u202e naik", ("Sari",), 4)
    anchor = "pukul-14-05-9-oktober-2024"
    assert found.updates == [Update(ENTRY, anchor, "Air naik", ("Sari",), 11, 4)]
    assert (found.pages, found.begins, dict(found.anchors.parts)) == ([[], []], [0, 1], {anchor: 1})
    assert [found.outline.begin(level, "A", 1, first=False)[0] for level in (3, 4, 6, 2)] == ["h3", "h4", "h5", "h2"]
    assert sealed(found, "", 0).updates == tuple(found.updates)


def test_an_entry_says_something() -> None:
    """A headline, a text or a picture."""
    found = draft("satu\ndua\ntiga\nempat\nlima")
    for line, headline in ((1, "Judul"), (2, ""), (3, ""), (4, "")):
        found.begin_entry(line, ENTRY, headline, (), 0)
    found.pages[2:] = [["\n"], [" ", "<p>"], [Blank("open", 0)]]
    found.check_entries()
    assert told(found) == ["12:0 bad-entry this entry says nothing | write something below its time, or delete it"]


def test_a_live_report_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told at the first entry too many."""
    monkeypatch.setattr(collector, "MAX_ENTRIES", 2)
    for count in (2, 3):
        found = draft("satu\ndua\ntiga\nempat")
        for line in range(count):
            found.begin_entry(line + 1, ENTRY, "A", (), 0)
        found.check_entries()
        hint = "go on in a report of its own, with this one's address as what it follows"
        expected = f"13:0 over-limit the live report has 3 entries, more than 2 | {hint}"
        assert told(found) == ([expected] if count == 3 else [])


def test_a_page_of_a_split_article_holds_something() -> None:
    """Each that is empty is told where it begins; an article that is not split may be empty."""
    found = draft("satu\ndua\ntiga\nempat")
    found.check_pages()
    assert told(found) == []
    two = draft("satu\ndua")
    two.begin_page(1)
    two.pages = [["<p>"], []]
    two.check_pages()
    assert len(told(two)) == 1
    for line in (1, 2, 3):
        found.begin_page(line)
    found.pages = [[" \n"], ["<p>"], [], [Blank("open", 0)]]
    found.check_pages()
    hint = "write something between the <!-- halaman --> lines, or delete one"
    assert told(found) == [
        f"10:0 bad-pages page 1 of the article is empty | {hint}",
        f"12:0 bad-pages page 3 of the article is empty | {hint}",
    ]


def test_too_many_pages_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever they hold, at the first one too many."""
    monkeypatch.setattr(collector, "MAX_PAGES", 2)
    found = draft("satu\ndua\ntiga")
    for line in (1, 2):
        found.begin_page(line)
    found.check_pages()
    assert told(found) == [
        "12:0 bad-pages the article has 3 pages, more than 2 | delete some of the <!-- halaman --> lines"
    ]


def test_after_many_that_are_nowhere_nobody_looks_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes too long; then a link is at its block."""
    monkeypatch.setattr(collector, "_MAX_MISSES", 2)
    found = draft("satu\ndua\n[a](/a/) [b](/b/)", span=(1, 3))
    assert [found.locate("/tiada/") for _ in range(2)] == [(1, 1)] * 2
    assert found.locate("/a/") == (2, 5)
    assert found.locate("/tiada/") == (1, 1)
    assert found.locate("/b/") == (1, 1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[a](https://uji.example/x/)", (0, 5)), ("x\ny [a](<//uji.example/x/>)", (1, 8)), ("[a](HTTP://uji.example/x/ 'j')", (0, 5)),
        ("[a](https://uji.example/x/y)", (0, 1)), ("[a](ftp://uji.example/x/)", (0, 1)),
    ],
)  # fmt: skip
def test_an_own_address_in_full_is_located(text: str, place: tuple[int, int]) -> None:
    """By its path, which alone is kept of it."""
    assert draft(text).locate("/x/") == place


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("link", "the link has no address | write the address between the parentheses"),
        ("image", "the picture has no address | write the address between the parentheses"),
        ("baca", "this Baca Juga has no address | write Baca Juga: [headline](/kanal/2024/10/slug/), or [](slug) for the headline of the target"),
    ],
)  # fmt: skip
def test_a_link_without_an_address_is_told(kind: Literal["link", "image", "baca"], said: str) -> None:
    """And recorded all the same, since its place in the text is there."""
    found = draft("a")
    assert found.add(kind, "", "teks", "ket", (0, 4)) == 0
    assert found.links == [Link(kind, "", "teks", 10, 4, "ket")]
    assert told(found) == [f"10:4 bad-link {said}"]


@pytest.mark.parametrize(
    ("kind", "target", "expected"),
    [
        ("link", "/a/../b", "/b"), ("link", "b.md", "/daerah/2024/b.md"), ("link", "../c/", "/daerah/2024/c/"),
        ("link", "/a%20b/", "/a b/"), ("link", "slug", "slug"), ("image", "peta.jpg", "/daerah/2024/peta.jpg"),
        ("link", "/x.y", "/x.y"), ("link", "https://a.example/x", "https://a.example/x"),
    ],
)  # fmt: skip
def test_a_target_is_kept_from_the_top_of_the_site(kind: Literal["link", "image"], target: str, expected: str) -> None:
    """Relative to the page, or for a picture to its file; a slug alone stays."""
    found = draft(f"[a]({target})")
    assert (found.add(kind, target, "a"), found.add(kind, target, "b", place=(0, 9))) == (0, 1)
    assert found.links == [Link(kind, expected, "a", 10, 5), Link(kind, expected, "b", 10, 9)]
    assert told(found) == []


@pytest.mark.parametrize(("line", "column"), [("Isi. ***(SA)", 6), (r"Isi. \*\*\*(SA)", 6), ("*** Isi. ***(SA)", 10)])
def test_where_the_closing_mark_is(line: str, column: int) -> None:
    """Its last asterisks, also where they are escaped; without a mark it is nowhere."""
    found = draft(f"satu\n{line}")
    assert sealed(found, "SA", 1).mark_at == (11, column)
    assert sealed(found, "", 1).mark_at == (0, 0)


def test_a_sealed_body_has_all_that_was_collected() -> None:
    """Cleaned; a text that is known to be printable is taken as it is."""
    found = draft(
        "a", pages=[["a\0"]], links=[Link("baca", "/a\0/", "b\0", 3, 4, "c\0")], texts=["satu dua", "tiga"],
        first="KUDUS – Air\0 naik.", silent=[(1, 2)],
    )  # fmt: skip
    found.anchors.add("Satu", 1)
    body = sealed(found, "", 0)
    assert body == Body(
        parts=(("a",),), links=(Link("baca", "/a/", "b", 3, 4, "c"),), mark="", words=3, lead=body.lead,
        silent=((1, 2),), remarks=(), anchors=(("satu", 1),), mark_at=(0, 0), updates=(),
    )  # fmt: skip
    assert body.lead == "Air naik."
    found.printable = True
    assert sealed(found, "", 0).parts == (("a\0",),)


def test_headings_skip_no_level() -> None:
    """The first is an h2, whatever its writer began with; none is deeper than h6, and each page starts over."""
    found = Outline("Judul", Anchors(()))
    levels = [
        (3, "h2"),
        (5, "h3"),
        (6, "h4"),
        (3, "h2"),
        (2, "h2"),
        (1, "h2"),
        (2, "h3"),
        (3, "h4"),
        (4, "h5"),
        (5, "h6"),
        (6, "h6"),
    ]
    assert [found.begin(level, "A", 1, first=False)[0] for level, _ in levels] == [tag for _, tag in levels]
    found.begin_page()
    assert found.begin(4, "Harga & Ikan", 2, first=False) == ("h2", '<h2 id="harga-ikan">')


@pytest.mark.parametrize(
    ("title", "level", "text", "first", "shown"),
    [
        ("Harga Ikan", 1, "HARGA ikan!", True, False), ("Harga Ikan", 1, "Harga Ikan", False, True),
        ("Harga Ikan", 2, "Harga Ikan", True, True), ("", 1, "", True, True), ("Harga Ikan", 1, "Harga", True, True),
    ],
)  # fmt: skip
def test_only_a_first_heading_repeats_the_title(title: str, level: int, text: str, first: bool, shown: bool) -> None:
    """One of the highest level, whatever its letters; a text without a title repeats none."""
    assert any(Outline(title, Anchors(())).begin(level, text, 1, first=first)) == shown


def test_a_target_that_is_nowhere_is_told() -> None:
    """With how to write it; it is recorded as it is written."""
    found = draft("[a](../../../../x)")
    found.add("link", "../../../../x", "a")
    assert found.links == [Link("link", "../../../../x", "a", 10, 5)]
    hint = "write the whole address, beginning with /: /kanal/2024/10/slug/ or /foto/2024/10/x.jpg"
    said = '10:5 bad-link "../../../../x" leads out of the site, or nowhere'
    assert told(found) == [f"{said} | {hint}"]
