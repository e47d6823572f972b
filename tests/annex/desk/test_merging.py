"""Two people's changes of one text, put together."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annex.desk.merging import changes, compare, reconcile

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
