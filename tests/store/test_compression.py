"""How the store keeps texts in few bytes."""

from __future__ import annotations

import contextlib
import random
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.markup.documents import parse_article
from generator.model import codec
from generator.model.records import Article
from generator.store import compression
from generator.store.compression import ASKS, DICTIONARY, ENOUGH, TEXTS, Compression, UnpackingError
from generator.store.damage import DAMAGE
from generator.store.database import Store, open_reader, open_store
from tests.support import READING, article

REPORT = """
Warga di tiga kelurahan mulai membersihkan rumah setelah air surut pada Rabu pagi. Menurut kepala badan penanggulangan
bencana daerah setempat, sebanyak 214 kepala keluarga sempat mengungsi ke balai desa dan dua sekolah dasar.

"Kami masih menunggu bantuan air bersih," kata seorang warga yang rumahnya terendam hingga setinggi pinggang. Pemerintah
kabupaten menyatakan akan memperbaiki tanggul sebelum musim hujan berikutnya, tetapi anggarannya belum disetujui.
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as opened:
        yield opened


def a_record(number: int = 0) -> bytes:
    text = article(f"Banjir Surut di Desa ke-{number}") + REPORT
    record, problems = parse_article(text.encode(), f"daerah/2024/10/banjir-{number}.md", READING)
    assert record is not None, problems
    return codec.encode(record)


def samples() -> list[bytes]:
    """Return texts of one newsroom, which is not like others."""
    dice = random.Random(2)
    names = [" ".join("".join(dice.choices("aeioukstnr", k=5)) for _ in range(3)) for _ in range(40)]
    return [" berkata, ".join(dice.choices(names, k=30)).encode() for _ in range(ENOUGH + 1)]


def test_a_value_comes_back_as_it_was(store: Store) -> None:
    for value in (a_record(), b"", b"x", bytes(100_000)):
        assert store.compression.unpack(store.compression.pack(TEXTS, value)) == value


def test_what_every_value_begins_with_is_kept_with_none(store: Store) -> None:
    """Four bytes less for each, by which zstd knows its own."""
    packed = store.compression.pack(TEXTS, a_record())
    assert packed[1:5] != b"\x28\xb5\x2f\xfd"
    assert store.compression.unpack(packed) == a_record()


def test_what_all_news_have_in_common_is_not_kept_with_each(store: Store) -> None:
    """A short report takes three quarters of what it would alone."""
    record = a_record()
    assert len(store.compression.pack(TEXTS, record)) < len(zlib.compress(record)) * 0.75


def test_what_the_texts_of_a_portal_have_in_common_is_learnt(store: Store) -> None:
    """From then on they take less than half, and what was there before is still read."""
    *known, new = samples()
    before = store.compression.pack(TEXTS, new)
    assert not store.compression.learn(TEXTS, known[1:]), "of too few"
    assert store.compression.learn(TEXTS, known)
    after = store.compression.pack(TEXTS, new)
    assert len(after) < len(before) / 2
    assert store.compression.unpack(before) == store.compression.unpack(after) == new


@pytest.mark.parametrize("size", [50, 500, 2000])
def test_a_dictionary_is_bounded(store: Store, size: int) -> None:
    """However large the samples are, and though nothing can be learnt of them."""
    dice = random.Random(3)
    assert store.compression.learn(ASKS, [dice.randbytes(size) for _ in range(ENOUGH)])
    (content,) = store.column("SELECT content FROM dictionaries WHERE number = ?", ASKS)
    assert 0 < len(content) <= 112 * 1024


def test_what_was_learnt_is_kept(store: Store, tmp_path: Path) -> None:
    """Whoever opens the store later, or only reads it, has the same dictionaries."""
    *known, new = samples()
    with store.transaction():
        store.compression.learn(TEXTS, known)
    value = store.compression.pack(TEXTS, new)
    for other in (open_reader(tmp_path / ".ssg"), open_store(tmp_path / ".ssg", sums=False)):
        with closing(other):
            assert other.compression.knows(TEXTS)
            assert not other.compression.knows(ASKS)
            assert other.compression.unpack(value) == new
            assert other.compression.pack(TEXTS, new) == value


def test_what_was_learnt_in_vain_is_forgotten(store: Store) -> None:
    """A build that fails takes back what it wrote; then nothing may be compressed with its dictionary."""
    *known, new = samples()
    with contextlib.suppress(ZeroDivisionError), store.transaction():
        store.compression.learn(TEXTS, known)
        store.compression.pack(TEXTS, new)
        raise ZeroDivisionError
    with store.trial():
        store.compression.learn(TEXTS, known)
        store.compression.pack(TEXTS, new)
    assert not store.compression.knows(TEXTS)
    assert Compression(store.db).unpack(store.compression.pack(TEXTS, new)) == new


def test_what_has_nothing_in_common_teaches_nothing(store: Store) -> None:
    for values in ([b""] * ENOUGH, [b"x"] * ENOUGH, [random.Random(n).randbytes(20) for n in range(ENOUGH)]):
        store.compression.learn(ASKS, values)
        assert store.compression.unpack(store.compression.pack(ASKS, values[0])) == values[0]
        store.db.execute("DELETE FROM dictionaries")


def test_damage_is_told_as_such(store: Store) -> None:
    """Whatever a disk makes of a record, the error is one that a build knows how to heal, or the record is another."""
    packed, dice = store.compression.pack(TEXTS, a_record()), random.Random(1)
    for _ in range(200):
        data = bytearray(packed)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        cut = bytes(data[: dice.choice((len(data), dice.randrange(len(data))))])
        with contextlib.suppress(*DAMAGE):
            codec.decode(Article, store.compression.unpack(cut))


@pytest.mark.parametrize(
    "data", [b"", b"x", b"\0", b"\0x", zlib.compress(b"x"), bytes((TEXTS,)), bytes((ASKS,)) + b"y"]
)
def test_what_is_no_value_is_damage(store: Store, data: bytes) -> None:
    with pytest.raises(DAMAGE):
        store.compression.unpack(data)


def test_a_damaged_dictionary_is_damage(store: Store) -> None:
    """Whatever a disk makes of a dictionary, values are compressed and read, or the error is one that a build heals."""
    good, dice = Path(compression.__file__).with_name(DICTIONARY).read_bytes(), random.Random(3)
    store.db.execute("INSERT INTO dictionaries VALUES (?, ?)", (TEXTS, good))
    packed = store.compression.pack(TEXTS, a_record())
    for _ in range(60):
        bad = bytearray(good[: dice.choice((0, 7, 8, 300, len(good), len(good)))])
        for _ in range(dice.randint(0, min(20, len(bad)))):
            bad[dice.randrange(min(len(bad), 400))] = dice.randrange(256)
        store.db.execute("UPDATE dictionaries SET content = ?", (bytes(bad),))
        for use in (lambda: store.compression.pack(TEXTS, b"x" * 50), lambda: store.compression.unpack(packed)):
            store.compression.forget()
            with contextlib.suppress(UnpackingError):
                use()
