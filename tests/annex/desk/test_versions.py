"""Versions of articles as files beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annex.desk import versions
from generator.annex.desk.commits import Entry, Left, Told
from generator.annex.desk.versions import Versions, continues
from generator.base.errors import UsageError

PATH = "daerah/banjir.md"
SARI, BUDI = "Sari Anggraini", "Budi Hartono"
NINE = 1728464400
"""2024-10-09 09:00:00 UTC."""
FIRST = "20241009-090000"

words = st.lists(st.sampled_from(["air", "airnya", "surut", "pagi", "pag", "di"]), max_size=12).map(" ".join)


def told(name: str = SARI, at: int = NINE, said: str = "menyunting") -> Told:
    return Told(name, "s@contoh.id", at, "+0700", said)


def line(name: str, at: int = NINE, who: str = SARI, *, apart: str = "false", waits: str = "false") -> str:
    return f'["{name}",{at},"{who}","menyunting",{apart},{waits}]\n'


def there(site: Path, notes: str = "daerah/.notes") -> dict[str, str]:
    """Return the files that lie beside the articles of a folder, by their paths in its folder of notes."""
    top = site / "content" / notes
    return {one.relative_to(top).as_posix(): one.read_text("utf-8") for one in top.rglob("*") if one.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


@pytest.fixture
def kept(site: Path) -> Versions:
    return Versions(site)


def test_a_version_is_a_file_and_a_line(site: Path, kept: Versions) -> None:
    """A version lies beside its article, letter for letter, and a list says when it was written, and by whom."""
    assert kept.add(PATH, told(), b"satu\r\n") == FIRST
    assert (site / "content/daerah/.notes/banjir" / f"{FIRST}.md").read_bytes() == b"satu\r\n"
    assert there(site) == {f"banjir/{FIRST}.md": "satu\n", "banjir/versions.jsonl": line(FIRST)}
    assert kept.places(PATH, FIRST) == [f"daerah/.notes/banjir/{FIRST}.md", "daerah/.notes/banjir/versions.jsonl"]


def test_a_version_of_an_article_at_the_top(site: Path, kept: Versions) -> None:
    """Of an article that is in no folder, the versions are in the notes at the top."""
    kept.add("tentang.md", told(), b"satu")
    assert there(site, ".notes") == {f"tentang/{FIRST}.md": "satu", "tentang/versions.jsonl": line(FIRST)}


def test_versions_of_one_second(kept: Versions) -> None:
    """Versions of the same second are counted, and each has a text of its own."""
    assert [kept.add(PATH, told(), text) for text in (b"a", b"b", b"c")] == [FIRST, f"{FIRST}-1", f"{FIRST}-2"]
    assert [kept.read(PATH, name) for name in (FIRST, f"{FIRST}-1", f"{FIRST}-2")] == [b"a", b"b", b"c"]


def test_the_same_text_again(site: Path, kept: Versions) -> None:
    """The newest version is not kept twice, but one that another text came after is."""
    kept.add(PATH, told(), b"a")
    before = there(site)
    assert kept.add(PATH, told(BUDI, NINE + 60), b"a") == FIRST
    assert there(site) == before
    kept.add(PATH, told(BUDI, NINE + 61), b"b")
    assert kept.add(PATH, told(BUDI, NINE + 62), b"a") == "20241009-090102"


def test_the_same_text_in_another_role(kept: Versions) -> None:
    """A text that never was the article's is a version even if the article has the same, and the other way round."""
    names = [kept.add(PATH, told(), b"a", apart=apart) for apart in (False, True, True, False)]
    assert names == [FIRST, f"{FIRST}-1", f"{FIRST}-1", FIRST]
    assert kept.apart(PATH) == [b"a"]


def test_entries(kept: Versions) -> None:
    """The newest version comes first, whatever came first to the list, with what may be shown of its name and words."""
    kept.add(PATH, told(SARI, NINE + 60, "menyunting\x1b"), b"b")
    kept.add(PATH, told("Budi\u202e", NINE), b"a")
    kept.add("daerah/pasar.md", told(), b"lain")
    assert kept.entries(PATH) == [
        Entry("20241009-090100", NINE + 60, SARI, "menyunting\ufffd", f"content/{PATH}"),
        Entry(FIRST, NINE, "Budi\ufffd", "menyunting", f"content/{PATH}"),
    ]
    assert kept.entries("daerah/tiada.md") == []


def test_only_versions_are_read(site: Path, kept: Versions) -> None:
    """What is no id leads to no file, and an id that no version has to none either."""
    kept.add(PATH, told(), b"a")
    (site / "content/daerah/.notes/banjir/versions.md").write_text("rahasia")
    names = (
        "versions",
        "../banjir/" + FIRST,
        f"{FIRST}-",
        f"{FIRST}-12345",
        f"{FIRST}-1x",
        f" {FIRST}",
        "",
        "20250101-000000",
    )
    assert [kept.read(PATH, name) for name in names] == [None] * len(names)


def test_damaged_lists(site: Path, kept: Versions) -> None:
    """Lines that are none, or name another file, are passed over; the others are versions still."""
    kept.add(PATH, told(), b"a")
    with (site / "content/daerah/.notes/banjir/versions.jsonl").open("a") as file:
        file.write('rusak\n{}\n["../../x",1,"A","x",true,false]\n["20241009-090001",1]\n' + "[" * 5000 + "\n")
        # No calendar has their times.
        file.writelines(line("20241009-090009", at) for at in (10**18, -(10**18), -1))
    assert [one.id for one in kept.entries(PATH)] == [FIRST]
    kept.add(PATH, told(at=NINE + 1), b"b")
    assert there(site)["banjir/versions.jsonl"] == line(FIRST) + line("20241009-090001", NINE + 1)


def test_a_line_without_flags(site: Path, kept: Versions) -> None:
    """A line that says no more is a version of the article's own text, which nobody goes on with."""
    kept.add(PATH, told(), b"a", apart=True)
    short = f'["{FIRST}",{NINE},"{SARI}","menyunting"]\n'
    (site / "content/daerah/.notes/banjir/versions.jsonl").write_text(short)
    assert kept.apart(PATH) == []
    kept.add(PATH, told(BUDI, NINE + 1), b"b")
    assert there(site)["banjir/versions.jsonl"] == line(FIRST) + line("20241009-090001", NINE + 1, BUDI)


def test_texts_apart(site: Path, kept: Versions) -> None:
    """The texts that never were the article's come in their order; one whose file is gone has none."""
    for number, text in enumerate((b"a", b"b", b"c", b"d")):
        kept.add(PATH, told(at=NINE + number), text, apart=text != b"b")
    assert kept.apart(PATH) == [b"a", b"c", b"d"]
    (site / "content/daerah/.notes/banjir/20241009-090002.md").unlink()
    assert kept.apart(PATH) == [b"a", b"d"]


def test_what_waits_has_a_list_of_its_own(site: Path, kept: Versions) -> None:
    """A text that its writer goes on with is in a list that no commit has, and its file's name says the same."""
    assert kept.add(PATH, told(), b"satu", apart=True, waits=True) == f"{FIRST}-0w"
    waiting = {
        f"banjir/{FIRST}-0w.md": "satu", "banjir/waiting.jsonl": line(f"{FIRST}-0w", apart="true", waits="true"),
    }  # fmt: skip
    assert there(site) == waiting
    assert kept.add(PATH, told(BUDI), b"dua", apart=True) == FIRST
    assert there(site) == waiting | {
        f"banjir/{FIRST}.md": "dua", "banjir/versions.jsonl": line(FIRST, who=BUDI, apart="true"),
    }  # fmt: skip
    assert kept.apart(PATH) == [b"dua", b"satu"]


def test_going_on(site: Path, kept: Versions) -> None:
    """A text that was typed on takes the place of what its writer had before; all else stays."""
    kept.add(PATH, told(), b"air", apart=True)
    kept.add(PATH, told(BUDI), b"air surut", apart=True, waits=True)
    kept.add(PATH, told(at=NINE + 1), b"air sur", apart=True, waits=True)
    name = kept.add(PATH, told(at=NINE + 2), b"air surut pagi", apart=True, waits=True)
    assert name == "20241009-090002-0w"
    assert sorted(there(site)) == [
        f"banjir/{FIRST}-0w.md", f"banjir/{FIRST}.md", f"banjir/{name}.md", "banjir/versions.jsonl", "banjir/waiting.jsonl",
    ]  # fmt: skip
    assert kept.apart(PATH) == [b"air", b"air surut", b"air surut pagi"]
    assert [one.id for one in kept.entries(PATH)] == [name, f"{FIRST}-0w", FIRST]
    other = b"lain sama sekali dari enam kata itu"
    kept.add(PATH, told(at=NINE + 3), other, apart=True, waits=True)
    assert kept.apart(PATH) == [b"air", b"air surut", b"air surut pagi", other]


def test_what_waited_is_lost(site: Path, kept: Versions) -> None:
    """Of a text that waited and whose file somebody has deleted, no line stays when its writer goes on."""
    kept.add(PATH, told(), b"air", apart=True, waits=True)
    (site / "content/daerah/.notes/banjir" / f"{FIRST}-0w.md").unlink()
    kept.add(PATH, told(at=NINE + 1), b"surut", apart=True, waits=True)
    assert [one.at - NINE for one in kept.entries(PATH)] == [1]


def test_what_no_longer_waits(site: Path, kept: Versions) -> None:
    """A text that is kept for good takes nothing away, though it goes on with what waits."""
    kept.add(PATH, told(), b"air", apart=True, waits=True)
    kept.add(PATH, told(at=NINE + 1), b"air surut", apart=True)
    assert kept.apart(PATH) == [b"air", b"air surut"]


def test_what_waits_and_is_to_stay(site: Path, kept: Versions) -> None:
    """A text that is kept for good is kept though the same one waits, which goes; the other way round once is enough."""
    waiting = kept.add(PATH, told(), b"air", apart=True, waits=True)
    name = kept.add(PATH, told(at=NINE + 1), b"air", apart=True)
    assert (name, kept.read(PATH, name)) == ("20241009-090001", b"air")
    assert kept.read(PATH, waiting) == b"air"
    assert kept.add(PATH, told(at=NINE + 2), b"air", apart=True, waits=True) == name


def test_the_oldest_goes_first(site: Path, kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the most that an article has, its oldest version goes, with its line, and the rest keep their order."""
    monkeypatch.setattr(versions, "_MOST", 3)
    for number in range(3):
        kept.add(PATH, told(at=NINE + number), b"%d" % number)
    assert [one.at - NINE for one in kept.entries(PATH)] == [2, 1, 0]
    kept.add(PATH, told(at=NINE + 3), b"3")
    assert there(site) == {
        **{f"banjir/20241009-09000{number}.md": f"{number}" for number in (1, 2, 3)},
        "banjir/versions.jsonl": "".join(line(f"20241009-09000{number}", NINE + number) for number in (1, 2, 3)),
    }


def test_what_nobody_has_merged_stays(kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that never were the article's make room for none that it had, nor the other way round; both have a most."""
    monkeypatch.setattr(versions, "_MOST", 1)
    monkeypatch.setattr(versions, "_MOST_APART", 3)
    for number in range(8):
        kept.add(PATH, told(at=NINE + number), b"%d" % number, apart=number % 2 == 0, waits=number == 2)
    assert kept.apart(PATH) == [b"2", b"4", b"6"]
    assert [one.at - NINE for one in kept.entries(PATH)] == [7, 6, 4, 2]


def test_two_people_who_type_over_each_other_for_an_hour(kept: Versions) -> None:
    """What each has typed stays, however much it is."""
    for number in range(300):
        kept.add(PATH, told(at=NINE + number), b"kata-%d." % number, apart=True, waits=True)
    assert len(kept.apart(PATH)) == 300


def test_many_versions_at_once(kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are far more than may be, all that is too much goes with the next one."""
    for number in range(5):
        kept.add(PATH, told(at=NINE + number), b"%d" % number)
    monkeypatch.setattr(versions, "_MOST", 2)
    kept.add(PATH, told(at=NINE + 5), b"5")
    assert [one.at - NINE for one in kept.entries(PATH)] == [5, 4]


def test_making_room_among_what_waits(site: Path, kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waited and makes room is gone from its list, though the new version stands in the other."""
    monkeypatch.setattr(versions, "_MOST_APART", 1)
    kept.add(PATH, told(), b"a", apart=True, waits=True)
    kept.add(PATH, told(at=NINE + 1), b"b", apart=True)
    assert there(site) == {
        "banjir/20241009-090001.md": "b", "banjir/versions.jsonl": line("20241009-090001", NINE + 1, apart="true"),
        "banjir/waiting.jsonl": "",
    }  # fmt: skip


def test_a_link_in_place_of_an_old_version(site: Path, kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be deleted holds up no new version, and what a link leads to stays."""
    monkeypatch.setattr(versions, "_MOST", 2)
    kept.add(PATH, told(), b"a")
    kept.add(PATH, told(at=NINE + 1), b"b")
    secret, old = site / "rahasia", site / "content/daerah/.notes/banjir" / f"{FIRST}.md"
    secret.write_text("rahasia")
    old.unlink()
    old.symlink_to(secret)
    kept.add(PATH, told(at=NINE + 2), b"c")
    assert [one.at - NINE for one in kept.entries(PATH)] == [2, 1]
    assert secret.read_text() == "rahasia"


@pytest.mark.parametrize(
    ("path", "data", "takes"),
    [
        ("content/daerah/banjir.md", b"", True),
        ("content/daerah/banjir.md", None, False),
        ("content/daerah/banjir.jpg", b"x", False),
        ("content/daerah/.notes/banjir/20241009-090000.md", b"x", False),
        ("daerah/banjir.md", b"x", False),
        ("contents/banjir.md", b"x", False),
    ],
)
def test_what_is_a_version(site: Path, kept: Versions, path: str, data: bytes | None, takes: bool) -> None:
    """Only a text of an article is a version: no photo, no version of a version, nothing that is gone."""
    left = Left(path, data)
    assert kept.takes(left) is takes
    kept.commit(told(), [left])
    assert (site / "content/daerah/.notes").exists() is takes


def test_a_commit_of_several(kept: Versions) -> None:
    """Each article of a step has a version, whatever else the step left."""
    paths = ("content/daerah/banjir.md", "content/foto.jpg", "content/daerah/pasar.md")
    kept.commit(told(), [Left(path, path.encode()) for path in paths])
    for path in ("daerah/banjir.md", "daerah/pasar.md"):
        assert kept.entries(path) == [Entry(FIRST, NINE, SARI, "menyunting", f"content/{path}")]
        assert kept.read(path, FIRST) == f"content/{path}".encode()


@pytest.mark.parametrize(
    ("old", "new", "is_so"),
    [
        (b"", b"", True),
        (b"air", b"", False),
        (b"air", b"lain", False),
        (b"air sur", b"air surut", True),
        (b"air surut", b"air sur", False),
        (b"korban 125 orang", b"korban 12 orang", False),
        (b"a ab", b"abc", False),
        (b"a ab", b"abc ad", True),
        (b"air air", b"air", False),
        (b"air surut", b"surut pagi di air", True),
        (b"a b c d e", b"a1 b1 c1 d1 e1", True),
        (b"a b c d e f", b"a1 b1 c1 d1 e1 f1", False),
        (b"a b c d e", b"a1 b1 c1 d1 x", False),
    ],
)
def test_continues(old: bytes, new: bytes, is_so: bool) -> None:
    """A text goes on with another if every word is there still, but for a few that were finished, each of its own."""
    assert continues(old, new) is is_so


@pytest.mark.parametrize(("new", "is_so"), [(b"air sur", True), (b"air su", True), (b"air s", False), (b"air", False)])
def test_continues_with_mistyped_words(new: bytes, is_so: bool) -> None:
    """Some letters at the end of a word may be taken back, and no more of them."""
    assert continues(b"air surut", new, mistyped=3) is is_so
    assert not continues(b"air surut", new)


def test_a_shorter_word_of_another_window(kept: Versions) -> None:
    """What somebody types into two windows is two versions, also where one has a word that begins like the other's."""
    kept.add(PATH, told(), b"korban gempabumi", apart=True, waits=True)
    kept.add(PATH, told(), b"korban gempabu", apart=True, waits=True)
    assert len(kept.entries(PATH)) == 1
    kept.add(PATH, told(), b"korban g", apart=True, waits=True)
    assert len(kept.entries(PATH)) == 2


def test_continues_with_finished_words() -> None:
    """Where nobody can have finished a word, it has to be there as it was."""
    assert not continues(b"korban 12 orang", b"korban 125 orang", unfinished=False)
    assert continues(b"korban 12 orang", b"125 orang korban 12", unfinished=False)


@given(words, words)
def test_typing_on_continues(old: str, more: str) -> None:
    """Whatever is typed behind a text or before it goes on with it, and so does the text as it is."""
    assert continues(old.encode(), old.encode())
    assert continues(old.encode(), f"{old}{more}".encode())
    assert continues(old.encode(), f"{more} {old}".encode())


def test_a_kill_while_a_version_goes(kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the desk is killed, each version that is listed can be read."""
    kept.add(PATH, told(), b"satu", apart=True, waits=True)

    def killed(_: str) -> None:
        raise SystemExit

    monkeypatch.setattr(kept, "_drop", killed)
    with pytest.raises(SystemExit):
        kept.add(PATH, told(), b"satu dua", apart=True, waits=True)
    assert [kept.read(PATH, one.id) for one in kept.entries(PATH)] == [b"satu dua"]


def test_a_text_that_is_too_large(site: Path, kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version is read up to a limit; beyond it, it is refused rather than cut."""
    monkeypatch.setattr(versions, "_LONGEST", 100)
    kept.add(PATH, told(), b"x" * 100)
    assert kept.read(PATH, FIRST) == b"x" * 100
    (site / "content/daerah/.notes/banjir" / f"{FIRST}.md").write_bytes(b"x" * 101)
    with pytest.raises(UsageError) as told_of:
        kept.read(PATH, FIRST)
    assert str(told_of.value) == f"daerah/.notes/banjir/{FIRST}.md is larger than the desk can open"
