"""Two people's changes of one text, put together."""

from __future__ import annotations

import itertools
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annex.desk import merging
from generator.annex.desk.merging import Line, changes, compare, reconcile

HEAD = "---\ntitle: Banjir Surut\ntimestamp: 2024-10-09 16:10 WIB\ntags: [banjir]\n---\n"
BODY = "Air sungai surut pada Rabu pagi.\n\nWarga mulai membersihkan rumah.\n\nSekolah masih tutup.\n"
TEXT = HEAD + BODY

lines = st.lists(
    st.sampled_from(["satu\n", "dua kata\n", "tiga kata lagi\n", "\n", "---\n", "akhir tanpa baris"]), max_size=9
)
texts = lines.map("".join)


def test_different_places():
    """Changed paragraphs and changed keys of two people are all in the merged text."""
    mine = TEXT.replace("Rabu pagi", "Rabu malam")
    theirs = TEXT.replace("tutup", "tutup sampai Jumat").replace("Banjir Surut", "Banjir Surut di Demak")
    assert reconcile(TEXT, theirs, mine) == theirs.replace("Rabu pagi", "Rabu malam")


def test_adjacent_keys():
    """Keys in lines beside each other do not disturb each other."""
    mine = TEXT.replace("[banjir]", "[banjir, demak]")
    theirs = TEXT.replace("16:10", "17:10")
    assert reconcile(TEXT, theirs, mine) == mine.replace("16:10", "17:10")


def test_words_of_one_line():
    """Different words of one paragraph are merged."""
    mine = TEXT.replace("mulai membersihkan", "sudah membersihkan")
    theirs = TEXT.replace("Warga", "Warga Demak").replace("rumah.", "rumah mereka.")
    assert reconcile(TEXT, theirs, mine) is None, "a word and one put before it have no order"
    theirs = TEXT.replace("rumah.", "rumah mereka.")
    assert reconcile(TEXT, theirs, mine) == theirs.replace("mulai", "sudah")


def test_words_of_a_line_that_begins_with_blanks():
    """As in a list: the blanks stay."""
    base = TEXT.replace("Warga mulai", "- satu\n  dua tiga empat")
    merged = reconcile(base, base.replace("dua", "2"), base.replace("empat", "4"))
    assert merged == base.replace("dua", "2").replace("empat", "4")


def test_front_matter_by_lines():
    """Half of one time and half of another are no time."""
    mine, theirs = TEXT.replace("16:10", "17:10"), TEXT.replace("2024-10-09", "2024-10-10")
    assert reconcile(TEXT, theirs, mine) is None


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (TEXT.replace("Rabu", "Kamis"), TEXT.replace("Rabu", "Jumat")),
        (TEXT + "\nSatu.\n", TEXT + "\nDua.\n"),
        (TEXT.replace("Sekolah masih tutup.\n", ""), TEXT.replace("masih", "tetap")),
    ],
    ids=["word", "insertion", "deletion"],
)
def test_conflicts(mine, theirs):
    """What two people did to the same words is nobody's to decide."""
    assert reconcile(TEXT, theirs, mine) is None
    assert reconcile(TEXT, mine, theirs) is None


def test_same_change():
    """What both did alike is done once."""
    both = TEXT.replace("Rabu", "Kamis")
    mine = both.replace("tutup", "tutup sampai Jumat")
    assert reconcile(TEXT, both, mine) == mine


@given(texts, texts)
def test_one_side(base, text):
    """If only one changed something, it is theirs."""
    assert reconcile(base, base, text) == text
    assert reconcile(base, text, base) == text
    assert reconcile(base, text, text) == text


@given(texts, texts, texts)
def test_nothing_is_lost(base, theirs, mine):
    """A merged text is the same whoever comes first, and has every new word of both."""
    made = reconcile(base, theirs, mine)
    assert made == reconcile(base, mine, theirs)
    if made is not None:
        words, old = Counter(made.split()), Counter(base.split())
        for side in (theirs, mine):
            assert (Counter(side.split()) - old).keys() <= words.keys()


@given(texts, texts)
def test_changes(old, new):
    """The changes of a text, done to it, make the other."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    made, at = [], 0
    for low, high, first, last in changes(before, after):
        assert low >= at
        assert (low, first) != (high, last)
        made += [*before[at:low], *after[first:last]]
        at = high
    assert [*made, *before[at:]] == after


def test_compare():
    """A comparison shows what differs with some lines around it, and counts those that it leaves out."""
    old = "".join(f"baris {number}\n" for number in range(20))
    found = [(line.kind, line.text) for line in compare(old, old.replace("baris 10\n", "lain\n"))]
    assert found[0] == ("skip", "7")
    assert found[-1] == ("skip", "6")
    assert ("removed", "baris 10") in found
    assert ("added", "lain") in found
    assert len(found) == 10
    assert [line.kind for line in compare(old, old)] == ["skip"]


def of_lines(letters: str) -> str:
    """Return a text that has each letter in a line of its own."""
    return "".join(f"{letter}\n" for letter in letters)


def merged(base: str, theirs: str, mine: str) -> str | None:
    """Merge texts of one letter a line, in both orders."""
    made = reconcile(*map(of_lines, (base, theirs, mine)))
    assert made == reconcile(*map(of_lines, (base, mine, theirs)))
    return made if made is None else made.replace("\n", "")


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ("abcdef", "aBcdef", "abcdEf", "aBcdEf"),
        ("abcdef", "acdef", "abcdf", "acdf"),
        ("abcdef", "abxcdef", "abcdxyef", "abxcdxyef"),
        ("abcdef", "aBcdef", "abxcdef", "aBxcdef"),
        ("abcdef", "aBcdef", "axbcdef", "axBcdef"),
        ("abcdef", "aBcdef", "abCdef", "aBCdef"),
        ("abcdef", "abcdefx", "xabcdef", "xabcdefx"),
        ("abcdef", "aBcdef", "aBcdEf", "aBcdEf"),
        ("abcdef", "axbcdef", "axbcdeEf", "axbcdeEf"),
        ("abcdef", "abxcdef", "abycdef", None),
        ("abcdef", "aBcdef", "aXcdef", None),
        ("abcdef", "acdef", "aXcdef", None),
        ("abcdef", "aXYZef", "abcXYf", None),
        ("abcdef", "aXYdef", "abYXef", None),
        ("abcdefg", "aXYdZWg", "abVUTfg", None),
        ("", "a", "b", None),
    ],
)
def test_merged_lines(base: str, theirs: str, mine: str, expected: str | None) -> None:
    """Lines changed beside each other are merged, and lines changed by both are nobody's to decide."""
    assert merged(base, theirs, mine) == expected


def test_changes_that_overlap_in_turn():
    """Where one person's change reaches over two of the other's, the three are one place, merged by its words."""
    base = "".join(f"{line}1 {line}2 {line}3 {line}4 {line}5\n" for line in "abcd")
    mine = base.replace("a5", "A5").replace("b3", "B3").replace("c5", "C5")
    theirs = base.replace("a1", "A1").replace("c1", "C1").replace("d3", "D3")
    assert reconcile(base, theirs, mine) == mine.replace("a1", "A1").replace("c1", "C1").replace("d3", "D3")
    assert reconcile(base, mine, theirs) == reconcile(base, theirs, mine)


def test_words_at_the_ends_of_a_line():
    """The first word of a line and its last one are merged, and what lies between stays, space for space."""
    base = "satu  dua\ttiga empat\n"
    assert reconcile(base, "SATU  dua\ttiga empat\n", "satu  dua\ttiga EMPAT\n") == "SATU  dua\ttiga EMPAT\n"
    assert reconcile(base, "satu  tiga empat\n", "satu  dua\ttiga empat lima\n") == "satu  tiga empat lima\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(
    ("head", "by_words"),
    [
        ("", True),
        ("---\ntitle: A\n---\n", True),
        ("---\ntitle: A\n--- \n", True),
        ("x\n---\n", True),
        ("---\ntitle: A\n", False),
    ],
)
def test_where_the_body_begins(head, by_words, end):
    """Words are merged from the first line of the body on; front matter that does not end has no body."""
    first = "satu dua tiga\n"
    base, theirs, mine = (f"{head}{line}".replace("\n", end) for line in (first, "SATU dua tiga\n", "satu dua TIGA\n"))
    assert reconcile(base, theirs, mine) == (f"{head}SATU dua TIGA\n".replace("\n", end) if by_words else None)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("abc", "abc", []),
        ("", "abc", [(0, 0, 0, 3)]),
        ("abc", "", [(0, 3, 0, 0)]),
        ("abc", "xyz", [(0, 3, 0, 3)]),
        ("abcd", "bcda", [(0, 1, 0, 0), (4, 4, 3, 4)]),
        ("abcdef", "dabcef", [(0, 0, 0, 1), (3, 4, 4, 4)]),
        ("axbxc", "axxbxc", [(2, 2, 2, 3)]),
        ("pxq", "PxxQ", [(0, 1, 0, 1), (2, 3, 2, 4)]),
        ("pxxq", "PxQ", [(0, 1, 0, 1), (2, 4, 2, 3)]),
        ("pxxq", "PxxxQ", [(0, 1, 0, 1), (3, 4, 3, 5)]),
        (["p", *"ab" * 110, "q"], ["P", *"ab" * 110, "Q"], [(0, 1, 0, 1), (221, 222, 221, 222)]),
    ],
)
def test_what_changed(old, new, expected):
    """What differs is told by its lines; a line that moved is taken away at one place and put in at the other."""
    assert changes(old, new) == expected


@given(st.permutations(range(9)))
def test_as_little_as_can_be(order):
    """Of lines in another order, as many as possible stay where they are."""
    most = [1] * len(order)
    for at, line in enumerate(order):
        most[at] = 1 + max((most[before] for before in range(at) if order[before] < line), default=0)
    found = changes([str(line) for line in range(9)], [str(line) for line in order])
    assert sum(high - low for low, high, _, _ in found) == 9 - max(most)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(found))


def test_anchors_between_anchors(monkeypatch):
    """Between two anchors there can be others, down to a depth; what is deeper and too long is changed as a whole."""
    monkeypatch.setattr(merging, "_WORK", 0)
    old, new = "pyqXrysYtyu", "PyQXRySYTyU"
    monkeypatch.setattr(merging, "_DEPTH", 1)
    assert changes(old, new) == [(0, 3, 0, 3), (4, 7, 4, 7), (8, 11, 8, 11)]
    monkeypatch.setattr(merging, "_DEPTH", 2)
    assert changes(old, new) == [
        (0, 1, 0, 1), (2, 3, 2, 3), (4, 5, 4, 5), (6, 7, 6, 7), (8, 9, 8, 9), (10, 11, 10, 11),
    ]  # fmt: skip


def test_effort(monkeypatch):
    """What comparisons cost is counted, up to what there is and not beyond; one that is not made costs nothing."""
    monkeypatch.setattr(merging, "_WORK", 12)
    left = merging._Effort()
    assert left.covers("aa", "ab")
    assert left.covers("", "")
    assert not left.covers("a", "")
    monkeypatch.setattr(merging, "_WORK", 11)
    left = merging._Effort()
    assert not left.covers("aa", "ab")
    assert left.covers("a" * 5, "b" * 6)
    assert not left.covers("a", "")


def shown(old: str, new: str) -> list[str]:
    """Return a comparison of texts of one letter a line, with a mark before each."""
    marks = {"same": " ", "added": "+", "removed": "-", "skip": "@"}
    return [f"{marks[line.kind]}{line.text}" for line in compare(of_lines(old), of_lines(new))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("a", "a", ["@1"]),
        ("abcdef", "abcdef", ["@6"]),
        ("", "ab", ["+a", "+b"]),
        ("ab", "", ["-a", "-b"]),
        ("abcx", "abcy", [" a", " b", " c", "-x", "+y"]),
        ("abcdx", "abcdy", [" a", " b", " c", " d", "-x", "+y"]),
        ("abcdex", "abcdey", ["@2", " c", " d", " e", "-x", "+y"]),
        ("xabc", "yabc", ["-x", "+y", " a", " b", " c"]),
        ("xabcd", "yabcd", ["-x", "+y", " a", " b", " c", " d"]),
        ("xabcde", "yabcde", ["-x", "+y", " a", " b", " c", "@2"]),
        ("xabcdefgz", "yabcdefgw", ["-x", "+y", *" a, b, c, d, e, f, g".split(","), "-z", "+w"]),
        ("xabcdefghz", "yabcdefghw", ["-x", "+y", " a", " b", " c", "@2", " f", " g", " h", "-z", "+w"]),
    ],
)
def test_what_is_shown(old, new, expected):
    """Three unchanged lines are shown on either side of a change, and what is left out is two lines or more."""
    assert shown(old, new) == expected


def test_line_ends_are_not_shown():
    """Lines are shown without their ends, of whatever kind, and with all else that they have."""
    assert compare("Felix\r\nRex\n", "Felix\r\nMax\nAlex") == [
        Line("same", "Felix"), Line("removed", "Rex"), Line("added", "Max"), Line("added", "Alex"),
    ]  # fmt: skip
    assert compare("Rex\r\n", "Max\r") == [Line("removed", "Rex"), Line("added", "Max")]


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 100_000,
        "a\nb\n" * 50_000,
        "".join(f"baris {n}\nsama\n" for n in range(10_000)),
        "kata " * 40_000,
        "".join(f"{n * 7919 % 20011}\n" for n in range(20_011)),
    ],
    ids=["same", "two", "mixed", "one-line", "shuffled"],
)
def test_bounded(text):
    """200 KB of whatever it is are merged, or not, within a second."""
    one = text.replace("a", "c")[: len(text) - 7] + "x\ny"
    other = "\n".join(reversed(text.split("\n"))).replace("baris 1", "garis 1").replace("kata kata", "kata lain", 9999)
    begun = time.process_time()
    reconcile(text, one, other)
    compare(one, other)
    assert time.process_time() - begun < 3


def test_lines_that_recur_are_bounded():
    """However often few lines recur between lines that do not, comparing them ends soon."""
    base, *others = (
        "".join(f"baris {n}\n" + f"a\n{between}" * 99 for n in range(300)) for between in ("a\n", "b\n", "c\n")
    )
    begun = time.process_time()
    reconcile(base, *others)
    reconcile(*(text.replace("\n", " ") for text in (base, *others)))
    compare(*others)
    assert time.process_time() - begun < 5
