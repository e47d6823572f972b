"""What the files of the index hold, by the store's words and cards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from generator.config import site_yaml
from generator.model.ordinal import BEGINNING, END
from generator.queries import inverted, search
from generator.queries.answers import Answer
from generator.queries.archive import Archive
from generator.queries.inverted import Inverted
from generator.search import files
from generator.search.segments import shard_of
from generator.store.database import open_reader
from tests.support import CONFIG, Portal, article, site

WORDS = [b"\n".join(sorted(b"w%d" % (number * step % 97) for step in range(1, 9))) for number in range(60)]
PACKED = [terms + b"\0" + bytes(len(terms.split(b"\n"))) for terms in WORDS]


class Counted(Inverted):
    """Counts how often a segment is read."""

    reads = 0

    def _read(self, lo: int, hi: int, of: int, turn: int) -> None:
        before = self._held
        super()._read(lo, hi, of, turn)
        self.reads += self._held != before


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """The words of a segment whose files of terms are read four at a time."""
    monkeypatch.setattr(inverted, "_FILES", 4)
    monkeypatch.setattr(inverted.words, "every", lambda *_: iter(PACKED))
    return Counted(None)  # type: ignore[arg-type]


def test_a_segment_is_read_in_turns(counted: Counted) -> None:
    """Each file has the terms and postings that it has when all are read at once."""
    whole = files.inverted(PACKED)
    for number in range(16):
        postings, chosen = counted.terms(0, 1, number, 16)
        assert chosen == sorted(term for term in whole if shard_of(term, 16) == number)
        assert {term: postings[term] for term in chosen} == {term: whole[term] for term in chosen}
    assert counted.reads == 4


def test_spellings_come_from_what_was_read_for_terms(counted: Counted) -> None:
    """Turns that were not read are read then."""
    expected = files.spellings(files.inverted(PACKED))
    assert counted.spellings(0, 1, 0, 2, 16)[0] == expected
    assert counted.reads == 4
    assert counted.spellings(0, 1, 1, 2, 16)[0] == expected
    assert counted.reads == 4
    counted.terms(0, 2, 0, 16)
    assert counted.reads == 5


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path, config=f"{CONFIG}search: true\n")
    made.add("content/authors/sari-wulan.md", "---\nname: Sari Wulandari\ninitials: sw\n---\nHalo.\n")
    made.add("content/daerah/a.md", article("Kapal karam", "Di laut.", author="[sw, Ani]"))
    retracted = "{timestamp: 2024-10-09 20:00 WIB, reason: sara, text: Dicabut.}"
    made.add("content/daerah/b.md", article("Ditarik", timestamp="2024-10-09 17:00 WIB", retracted=retracted))
    made.build()
    return made


@contextmanager
def archive(portal: Portal) -> Iterator[Archive]:
    parsed, _ = site_yaml.parse((portal.folder / "site.yaml").read_text("utf-8"))
    assert parsed is not None
    with closing(open_reader(portal.folder / ".ssg")) as store:
        yield Archive(store, parsed)


def test_results_show_names_as_profiles_have_them(portal: Portal) -> None:
    """And of a withdrawn article its notice in place of a summary, and nobody's name."""
    with archive(portal) as asked:
        shown, withdrawn = search.found(asked, BEGINNING, END).value
    assert (shown.title, shown.authors, shown.withdrawn) == ("Kapal karam", ("Sari Wulandari", "Ani"), False)
    assert (withdrawn.title, withdrawn.summary, withdrawn.authors, withdrawn.withdrawn) == (
        "Ditarik",
        "Dicabut.",
        (),
        True,
    )


def _answers(portal: Portal) -> list[Answer[None]]:
    with archive(portal) as asked:
        return [search.postings(asked, BEGINNING, END, 0, 1), search.spellings(asked, BEGINNING, END, 0, 1, 1)]


def test_answers_differ_where_words_do(portal: Portal) -> None:
    """By their digests, since they hold nothing."""
    first = _answers(portal)
    portal.edit("content/daerah/a.md", "Di laut.", "Di daratan.")
    portal.build()
    then = _answers(portal)
    assert [one.value for one in first] == [None, None]
    assert first[0].digest != then[0].digest
    assert first[1].digest == then[1].digest, "of words that one article has, none is told"
    assert first[0].reads == then[0].reads


def test_people_with_a_profile_are_listed_by_name(portal: Portal) -> None:
    with archive(portal) as asked:
        people = search.people(asked).value
    assert people == [("Sari Wulandari", "/penulis/sari-wulan/", "sari-wulan,sari-wulandari,sw")]
