"""Nothing is lost where two people, or two windows, write one text: it is merged, waits, or is a version."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.annex.desk_support import OTHER, PERSON, PUBLIC, Desk, desk
from tests.photos import jpeg
from tests.support import article

PATH = "daerah/2024/10/naskah.md"
HEAD = "---\ntitle: Banjir Surut\nauthor: Sari\ntimestamp: 2024-10-09 16:10 WIB\ntags: [banjir]\ndraft: true\n---\n"
BODY = "Air sungai surut pada Rabu pagi.\n\nWarga mulai membersihkan rumah.\n\nSekolah masih tutup.\n"
TEXT = HEAD + BODY


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk"), PERSON, login="budi") as found:
        yield found


@pytest.fixture
def it(opened: Desk) -> Desk:
    """A desk as Budi sees it, where nothing waits beside what readers have."""
    opened.entries(OTHER)
    opened.portal.remove("content/daerah")
    opened.portal.add(f"content/{PUBLIC}", article("Banjir Surut", "Isi pertama."))
    opened.portal.add(f"content/{OTHER}", article("Pasar Dibuka", "Isi pasar."))
    return opened


# --------------------------------------------------------------------- put together


def merged(it: Desk, base: str, theirs: str, mine: str) -> str | None:
    """Return what a save comes to that somebody else's came before, whoever comes first; None if both must choose."""
    found = []
    for first, second in ((theirs, mine), (mine, theirs)):
        it.portal.add(f"content/{PATH}", first)
        sent = {"path": PATH, "version": "lama", "base": base, "text": second}
        answer = it.served.get(
            "/_ssg/desk/api/save", {"sec-fetch-site": "same-origin"} | it.headers, "POST", json.dumps(sent).encode()
        )
        assert answer.status in (200, 409), answer
        found.append(json.loads(answer.body)["text"] if answer.status == 200 else None)
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        # Of different paragraphs, and of keys in lines beside each other.
        ({"Rabu pagi": "Rabu malam"}, {"tutup": "tutup sampai Jumat", "Surut\n": "Surut di Demak\n"}, True),
        ({"[banjir]": "[banjir, demak]"}, {"16:10": "17:10"}, True),
        # Different words of one paragraph.
        ({"mulai membersihkan": "sudah membersihkan"}, {"rumah.": "rumah mereka."}, True),
        ({"Warga": "warga"}, {"rumah.": "rumah"}, True),
        # What both did alike is done once.
        ({"Rabu": "Kamis", "tutup": "tutup sampai Jumat"}, {"Rabu": "Kamis"}, True),
        # Half of one time and half of another are no time; the same words are nobody's to decide.
        ({"16:10": "17:10"}, {"2024-10-09": "2024-10-10"}, False),
        ({"Rabu": "Kamis"}, {"Rabu": "Jumat"}, False),
        ({"tutup.\n": "tutup.\n\nSatu.\n"}, {"tutup.\n": "tutup.\n\nDua.\n"}, False),
        ({"Sekolah masih tutup.\n": ""}, {"masih": "tetap"}, False),
        ({"mulai": "sudah mulai"}, {"Warga": "Warga Demak"}, False),
    ],
)  # fmt: skip
def test_what_two_people_changed(it: Desk, mine: dict[str, str], theirs: dict[str, str], expected: bool) -> None:
    """In different places is all in the text; where they changed the same words, both are told."""
    texts = []
    for changes in (mine, theirs, mine | theirs):
        texts.append(TEXT)
        for old, new in changes.items():
            texts[-1] = texts[-1].replace(old, new)
    assert merged(it, TEXT, texts[1], texts[0]) == (texts[2] if expected else None)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ("abcdef", "aBcdef", "abcdEf", "aBcdEf"), ("abcdef", "acdef", "abcdf", "acdf"),
        ("abcdef", "abxcdef", "abcdxyef", "abxcdxyef"),
        ("abcdef", "aBcdef", "axbcdef", "axBcdef"), ("abcdef", "aBcdef", "abCdef", "aBCdef"),
        ("abcdef", "aBcdef", "aBcdEf", "aBcdEf"),
        ("abcdef", "abxcdef", "abycdef", None), ("abcdef", "aBcdef", "aXcdef", None),
        ("abcdef", "acdef", "aXcdef", None),
        ("abcdef", "aXYdef", "abYXef", "aXYXef"), ("abcdefg", "aXYdZWg", "abVUTfg", None),
    ],
)  # fmt: skip
def test_lines_of_a_list(it: Desk, base: str, theirs: str, mine: str, expected: str | None) -> None:
    """Changed beside each other are put together, and those that both changed are nobody's to decide."""
    texts = [HEAD + "".join(f"- {letter}\n" for letter in letters) for letters in (base, theirs, mine, expected or "")]
    assert merged(it, *texts[:3]) == (texts[3] if expected else None)


_TEXTS = st.lists(
    st.sampled_from(["satu\n", "dua kata\n", "tiga kata lagi\n", "\n", "---\n", "akhir\n"]), max_size=9
).map("".join)


@settings(max_examples=15)
@given(_TEXTS, _TEXTS, _TEXTS)
def test_a_merged_text_has_every_new_word_of_both(opened: Desk, base: str, theirs: str, mine: str) -> None:
    """And is the same whoever comes first; if only one changed something, it is theirs."""
    base, theirs, mine = HEAD + base, HEAD + theirs, HEAD + mine
    assert merged(opened, base, base, mine) == mine
    made = merged(opened, base, theirs, mine)
    if made is not None:
        words, old = Counter(made.split()), Counter(base.split())
        for side in (theirs, mine):
            assert (Counter(side.split()) - old).keys() <= words.keys()


@pytest.mark.parametrize(
    "text", ["a\nb\n" * 20_000, "kata " * 40_000, "".join(f"{n * 7919 % 20011}\n" for n in range(20_011))],
    ids=["lines", "one-line", "shuffled"],
)  # fmt: skip
def test_a_long_text_comes_to_an_end(it: Desk, text: str) -> None:
    """200 KB of whatever it is are put together, or both are kept, before anybody would give up."""
    one = text.replace("a", "c")[: len(text) - 7] + "x\ny"
    other = "\n".join(reversed(text.split("\n"))).replace("kata kata", "kata lain", 9999)
    merged(it, HEAD + text, HEAD + one, HEAD + other)


# -------------------------------------------------------------------------- waiting


def kept(it: Desk, opened: dict[str, Any], old: str, new: str, status: int = 200) -> Any:
    """Type into a window with what readers have; it goes on from what it was told."""
    base = opened["working"]["text"] if opened.get("working") else opened["text"]
    sent = {"version": opened["version"], "waiting": opened["waiting"], "base": base}
    told = it.post("save", status, path=PUBLIC, text=base.replace(old, new), **sent)
    if status == 200:
        assert told["kept"]
        opened |= {"waiting": told["waiting"], "working": {"text": told["text"]}}
    return told


def test_two_people_change_what_readers_have(it: Desk) -> None:
    """Two windows too: what both typed is one text, until it is published; where they changed the same, both choose."""
    it.portal.add(f"content/{PUBLIC}", article("Banjir Surut", "Satu.\n\nDua.\n\nTiga."))
    sari = it.as_("sari")
    first, second = sari.open(), it.open()
    kept(sari, first, "Satu.", "Satu sari.")
    assert kept(it, second, "Tiga.", "Tiga budi.")["merged"]
    assert kept(sari, first, "Satu sari.", "Satu sari lagi.")["merged"]
    told = kept(it, second, "Satu sari", "Satu budi", 409)
    assert (told["conflict"], "Satu sari lagi" in told["theirs"]) == (True, True)
    assert it.unmerged() == [("Budi Rahman", "budi.")]
    assert (it.open()["working"]["body"], "Satu.\n" in it.file().decode()) == (
        "Satu sari lagi.\n\nDua.\n\nTiga budi.",
        True,
    )
    sari.step(PUBLIC, "release", 403)
    it.step(PUBLIC, "release")
    assert (it.open()["working"], b"Satu sari lagi.\n\nDua.\n\nTiga budi." in it.file()) == (None, True)


def test_a_step_meanwhile(it: Desk) -> None:
    """What waits has it too."""
    sari = it.as_("sari")
    opened = sari.open()
    kept(sari, opened, "pertama", "kata-sari")
    it.step(PUBLIC, "correct", text="Isi keliru.")
    working = it.open()["working"]
    assert ("kata-sari" in working["body"], len(working["values"]["corrections"])) == (True, 1)
    assert kept(sari, opened, "kata-sari", "kata-sari lagi")["merged"]


@pytest.mark.parametrize("what", ["restore", "program", "opened", "thrown away"])
def test_what_waits_when_somebody_does_something_else(it: Desk, what: str) -> None:
    """An old version, another program, a colleague who throws it away: it is a version."""
    sari, text = it.as_("sari"), it.open()["text"]
    if what == "restore":
        it.typed("pertama", "kedua")
    kept(sari, sari.open(), "Isi", "kata-sari Isi")
    if what == "restore":
        oldest = it.entries()[-1]["id"]
        it.post("restore", path=PUBLIC, id=oldest, version=it.open()["version"])
    elif what == "thrown away":
        it.save(text=text)
    else:
        it.portal.add(f"content/{PUBLIC}", it.file() + b"\nDari luar.\n")
        if what == "opened":
            assert it.open()["working"] is None
        else:
            it.save(version=it.open()["version"], body="Dari Budi.")
    assert (it.open()["working"] is not None) == (what in ("restore", "program"))
    name, word = it.unmerged()[-1]
    assert (name, word) == ("Sari Wulan", "kedua." if what == "restore" else "pertama.")


@pytest.mark.parametrize("how", ["discarded", "typed back", "taken out before"])
def test_what_a_colleague_wrote_is_never_thrown_away(it: Desk, how: str) -> None:
    """Whoever saved last: it is a version, and who discards it is told whose words go."""
    before = it.open()["text"]
    it.as_("sari").save(body="Isi pertama. kata-sari")
    told = it.save(body="Isi pertama. kata-sari kata-budi")
    if how == "taken out before":
        it.save(body="Isi pertama. kata-budi")
    it.save(text=before) if how == "typed back" else it.step(PUBLIC, "discard")
    assert it.open()["working"] is None
    assert it.unmerged() == [("Sari Wulan", "kata-budi")]
    assert told["others"] == ["Sari Wulan"]


def test_who_throws_away_what_he_typed_has_no_copy(it: Desk) -> None:
    """Where nobody else went on with it."""
    sari = it.as_("sari")
    opened = sari.open()
    kept(sari, opened, "pertama", "kata-sari")
    found = sari.save(text=it.file().decode())
    assert (found["kept"], found["waiting"], it.open()["working"]) == (False, "", None)
    assert it.unmerged() == []


# -------------------------------------------------------------- the page of what waits


def test_the_page_of_what_waits(it: Desk) -> None:
    """Has what is changed, a new photo too, and everything else as readers have it; the portal stays as it was."""
    it.portal.add("content/daerah/2024/10/surut.jpg", jpeg(1200, 800))
    it.settle()
    opened = it.open()
    public = it.served.get(opened["url"], it.headers).body
    photo = {"src": "/daerah/2024/10/surut.jpg", "caption": "Air surut", "credit": "Dok. Uji"}
    values = {"title": "Banjir Sudah Surut", "tags": ["Surut"], "photo": photo}
    body = "Isi pertama.\n\n**Air surut** sore ini. Baca [ini](tiada.md)."
    told = it.save(body=body, values=values)
    page = it.get("page", path=PUBLIC, waiting=told["waiting"])
    assert "<strong>Air surut</strong> sore ini." in page
    assert page.count("Banjir Sudah Surut") > 1
    sources = re.findall(r'<img[^>]* src="(/[^"]*surut[^"]*)"', page)
    assert [it.served.get(one, it.headers).status for one in sources] == [200] * len(sources) != []
    assert it.served.get(opened["url"], it.headers).body == public


def test_the_page_where_nothing_can_be_shown(it: Desk) -> None:
    """Leads to that of the article; of what is no article there is none until it is mended, which is said."""
    it.settle()
    url = it.open()["url"]
    for text in ("", "---\ntitle: [\n---\n\nIsi.\n"):
        if text:
            assert it.save(text=text)["kept"]
        answer = it.served.get(f"/_ssg/desk/api/page?path={PUBLIC}", it.headers)
        assert (answer.status, answer.headers["location"]) == (302, url)
    it.portal.add("content/daerah/2024/10/rusak.md", "---\ntitle: [\n---\n\nIsi.\n")
    told = it.get("page", 404, path="daerah/2024/10/rusak.md")
    assert "salah" in told["message"]
    it.get("page", 404, path="daerah/2024/10/tiada.md")
    it.get("page", 422, path="../site.yaml")
