"""An index is searched by its files alone."""

from __future__ import annotations

import pytest

from generator.search import files, segments, words
from generator.search.files import DamagedIndexError, Manifest, Row
from generator.search.query import both_ways
from generator.search.reading import MANIFEST, Searcher
from generator.search.segments import Head

Article = tuple[str, str]


def index(**parts: list[Article]) -> dict[str, bytes]:
    """The files of an index of segments, newest first, each named `s2026_11` for `2026-11`."""
    found, heads = {}, []
    for key, articles in parts.items():
        name = key[1:].replace("_", "-")
        order = segments.numbering(str(number) for number in range(len(articles)))
        terms = files.inverted([words.packed(headline, text) for headline, text in articles])
        shards, spelling = segments.shards(len(articles)), segments.spelling_shards(len(articles))
        for number, chosen in enumerate(files.split(terms, shards)):
            found[f"{name}/{number}.bin"] = files.encode_terms(terms, chosen, order)
        known = files.spellings(terms)
        for number, chosen_words in enumerate(files.split_spellings(known, spelling)):
            found[f"{name}/e{number}.bin"] = files.encode_spellings(known, chosen_words, order)
        rows = [
            Row(f"/{name}/{number}/", headline, number, 420, "daerah", "berita", "", "", "", 0)
            for number, (headline, _) in enumerate(articles)
        ]
        for number in range(segments.chunks(len(rows))):
            part = rows[number * segments.CHUNK : (number + 1) * segments.CHUNK]
            found[f"{name}/d{number}.bin"] = files.encode_documents(part, order)
        month = int(name[:7].replace("-", "")) if "-" in name else int(f"{name}12")
        heads.append(Head(name, len(articles), shards, spelling, order.hex(), ((month, len(articles)),)))
    manifest = Manifest("2026-11-29", tuple(heads), {"daerah": "Daerah"}, {}, {}, both_ways({"jateng": "jawa-tengah"}))
    return found | {MANIFEST: files.encode_manifest(manifest)}


def _headlines(found: dict[str, bytes], query: str, year: str = "") -> list[str]:
    searcher = Searcher(found.__getitem__)
    return [searcher.row(hit, year).headline for hit in searcher.search(query, year=year).hits]


def test_results_of_all_segments() -> None:
    """What any segment has is found, newest first where nothing else differs."""
    found = index(
        s2026_11_29=[("Banjir hari ini", "")],
        s2026_11=[("Lain", ""), ("Banjir kemarin", "")],
        s2025=[("Banjir lama", "")],
    )
    assert _headlines(found, "banjir") == ["Banjir hari ini", "Banjir kemarin", "Banjir lama"]


def test_one_year() -> None:
    """With a year, only its segments answer."""
    found = index(s2026_11_29=[("Banjir hari ini", "")], s2025=[("Banjir lama", "")])
    assert _headlines(found, "banjir", "2025") == ["Banjir lama"]


def test_many_documents() -> None:
    """A result beyond the first file of documents is shown as itself."""
    found = index(s2025=[(f"Kabar ke{number}", f"unik{number}") for number in range(300)])
    assert _headlines(found, "unik299") == ["Kabar ke299"]


@pytest.mark.parametrize("wrong", ["gubenur", "gubernru", "gubernuur", "guburnur"])
def test_one_wrong_letter(wrong: str) -> None:
    """A misspelled word finds what the right one finds, and it is said."""
    found = index(s2026_11_29=[("Gubernur hadir", ""), ("Gubernur pulang", "")], s2025=[("Kabar lain", "")])
    results = Searcher(found.__getitem__).search(wrong)
    assert (len(results.hits), results.corrected) == (2, {wrong: "gubernur"})


def test_a_word_that_exists_is_not_corrected() -> None:
    """A rare word stays what it is, even next to a frequent one."""
    found = index(s2026_11_29=[("Banjar", ""), ("Banjir", ""), ("Banjir", "")])
    results = Searcher(found.__getitem__).search("banjar")
    assert (len(results.hits), results.corrected) == (1, {})


def test_an_unknown_word_is_named() -> None:
    """A word that nothing has, and no other is like, is told; the rest still finds."""
    found = index(s2026_11_29=[("Banjir", "")])
    results = Searcher(found.__getitem__).search("banjir qwertyuiop")
    assert (len(results.hits), results.unknown) == (1, ("qwertyuiop",))


def test_a_stop_word_is_neither_corrected_nor_unknown() -> None:
    """One that no headline has is passed over."""
    found = index(s2026_11_29=[("Banjir", ""), ("Tentanga", ""), ("Tentanga", "")])
    results = Searcher(found.__getitem__).search("tentang banjir")
    assert (len(results.hits), results.corrected, results.unknown) == (1, {}, ())


def test_files_of_another_numbering_are_refused() -> None:
    """A file of a newer build is never read with the numbers of an older one."""
    found = index(s2026_11_29=[("Banjir", "")])
    other = index(s2026_11_29=[("Banjir", ""), ("Banjir", "")])
    with pytest.raises(DamagedIndexError):
        Searcher((found | {"2026-11-29/0.bin": other["2026-11-29/0.bin"]}).__getitem__).search("banjir")


@pytest.mark.parametrize("name", ["2025/0.bin", "2025/d0.bin"])
def test_a_file_that_is_missing_is_damage(name: str) -> None:
    """The list says that it is there."""
    found = index(s2025=[("Banjir", "")])

    def read(path: str) -> bytes:
        if path == name:
            raise FileNotFoundError
        return found[path]

    searcher = Searcher(read)
    with pytest.raises(DamagedIndexError):
        searcher.row(searcher.search("banjir").hits[0])


def test_fewer_articles_than_the_terms_say_is_damage() -> None:
    """A result that stands nowhere."""
    found = index(s2025=[("Banjir", ""), ("Banjir lagi", "")])
    searcher = Searcher(found.__getitem__)
    found["2025/d0.bin"] = files.encode_documents([], bytes.fromhex(searcher.manifest.segments[0].numbering))
    with pytest.raises(DamagedIndexError):
        searcher.row(searcher.search("banjir").hits[0])


def test_a_filter_that_is_no_text_finds_nothing() -> None:
    """As a command line may have one."""
    assert Searcher(index(s2025=[("Banjir", "")]).__getitem__).search("banjir", ["k:\udcff"]).hits == ()
