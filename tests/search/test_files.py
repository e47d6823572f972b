"""The files of the index come back as they were written."""

from __future__ import annotations

import random
import zlib

import pytest

from generator.search import files, words
from generator.search.files import DamagedIndexError, Manifest, Posting, Row
from generator.search.segments import Head, shard_of

ORDER = b"\x01\x02\x03\x04"


def _articles(seed: int, count: int) -> list[bytes]:
    chance = random.Random(seed)
    letters = "abcdeé ñü7kmnprstu"
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(1, 9))) for _ in range(60)]
    return [
        words.packed(
            " ".join(chance.choices(vocabulary, k=6)), " ".join(chance.choices(vocabulary, k=40)), filters=["k:daerah"]
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize(("seed", "count", "shards"), [(1, 1, 1), (2, 300, 4), (3, 700, 64)])
def test_terms_come_back(seed: int, count: int, shards: int) -> None:
    """Each term of each article stands in the one file that its name leads to, with its documents and marks."""
    found = files.inverted(_articles(seed, count))
    seen: dict[bytes, Posting] = {}
    for number, terms in enumerate(files.split(found, shards)):
        order, part = files.decode_terms(files.encode_terms(found, terms, ORDER))
        assert order == ORDER
        assert [*part] == sorted(part)
        assert all(shard_of(term, shards) == number for term in part)
        seen |= part
    assert {term: ([*posting.documents], bytes(posting.marks)) for term, posting in seen.items()} == {
        term: ([*posting.documents], bytes(posting.marks)) for term, posting in found.items()
    }


def test_an_article_has_the_terms_that_it_was_packed_with() -> None:
    """What is inverted is what each article holds, under its number."""
    articles = _articles(4, 20)
    found = files.inverted(articles)
    for number, data in enumerate(articles):
        terms, marks = words.unpacked(data)
        held = {
            term: posting.marks[[*posting.documents].index(number)]
            for term, posting in found.items()
            if number in posting.documents
        }
        assert held == dict(zip(terms, marks, strict=True))


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_a_torn_file_is_damage(cut: int) -> None:
    """A file that ends too early, or of which a byte differs, is refused, never read as another."""
    found = files.inverted(_articles(5, 30))
    data = files.encode_terms(found, sorted(found), ORDER)
    with pytest.raises(DamagedIndexError):
        files.decode_terms(data[: len(data) * cut // 40])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x01",
        b"\x02abcd",
        b"\x01abcd",
        b"\x01abcd\xff\xff\xff\xff\xff",
        b"\x01abcd\x00\x00\x00\x01\x01\x00\x00",
        b"\x01abcd\x00\x00\x00\x01\x80\x00\x00",
        b"\x01abcd\x80\x80\x80\x80\x80\x00\x00\x00\x00\x00\x00",
    ],
)
def test_what_is_no_file_of_terms_is_damage(body: bytes) -> None:
    """A payload without the contents that its head promises is refused, and numbers that do not end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    with pytest.raises(DamagedIndexError):
        files.decode_terms(packer.compress(body) + packer.flush())


def test_documents_come_back() -> None:
    """A row is the same after writing, whatever its headline holds."""
    rows = [Row("/a/", '</script>"\u2028\\', 29_000_000, 420, "daerah", "berita", "…", "", "Sari, LL", 0)]
    assert files.decode_documents(files.encode_documents(rows, ORDER)) == (ORDER, rows)


def test_the_manifest_comes_back() -> None:
    """So does the manifest."""
    head = Head("2024", 3, 1, 1, "01020304", ((202401, 1), (202412, 2)))
    manifest = Manifest("2026-11-29", (head,), {"daerah": "Daerah"}, {}, {}, {"jateng": "jawa tengah"})
    assert files.decode_manifest(files.encode_manifest(manifest)) == manifest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"2024"', '"../2024"'), ('"2024"', '"2024/0.bin?"'), ('"documents":3', '"documents":0'), ('"shards":1', '"shards":-1'),
        ('"shards":1', '"shards":1e9'), ('"spellings":1', '"spellings":0'), ('"kanal"', '"x":' + "[" * 10**5 + "]" * 10**5 + ',"kanal"'),
    ],
)  # fmt: skip
def test_a_list_of_impossible_segments_is_damage(old: str, new: str) -> None:
    """No file is asked for by it."""
    head = Head("2024", 3, 1, 1, "01020304", ((202401, 3),))
    data = files.encode_manifest(Manifest("2026-11-29", (head,), {}, {}, {}, {})).decode()
    assert old in data
    with pytest.raises(DamagedIndexError):
        files.decode_manifest(data.replace(old, new).encode())


@pytest.mark.parametrize("wrong", ["gubenur", "gubernor", "ubernur", "gubernru", "gubernurr", "xgubernur", "gubernu"])
def test_one_wrong_letter_leaves_an_end(wrong: str) -> None:
    """A word with any one wrong letter is looked up in a file that holds the right one."""
    parts = files.split_spellings({"gubernur": 5}, 64)
    sizes = {files.end_size(len(wrong) + more) for more in (-1, 0, 1)}
    assert any("gubernur" in parts[shard_of(end, 64)] for end in files.ends(wrong, sizes))


@pytest.mark.parametrize("word", ["banji", "banjir", "banjira", "banjiran"])
def test_every_wrong_letter_leaves_an_end(word: str) -> None:
    """So it is for words of each length, wherever the letter is."""
    parts = files.split_spellings({word: 2}, 256)
    wrong = {
        word[:at] + sign + word[at + step :] for at in range(len(word) + 1) for sign in ("", "x") for step in (0, 1)
    }
    wrong |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    for one in wrong - {word}:
        sizes = {files.end_size(len(one) + more) for more in (-1, 0, 1)}
        assert any(word in parts[shard_of(end, 256)] for end in files.ends(one, sizes)), one


def test_spellings_come_back() -> None:
    """The words of a file of spellings keep their numbers of documents."""
    known = {"banjir": 300, "banjar": 2, "rob": 9}
    chosen = sorted(known)
    assert files.decode_spellings(files.encode_spellings(known, chosen, ORDER)) == (ORDER, known)
