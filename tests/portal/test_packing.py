"""How the store keeps records."""

from __future__ import annotations

import contextlib
import random
import zlib

import pytest

from generator.portal import packing
from generator.portal.records import Article
from generator.readers.frontmatter import parse_article
from generator.store.damage import DAMAGE
from tests.support import READING, article

REPORT = """
Warga di tiga kelurahan mulai membersihkan rumah setelah air surut pada Rabu pagi. Menurut kepala badan penanggulangan
bencana daerah setempat, sebanyak 214 kepala keluarga sempat mengungsi ke balai desa dan dua sekolah dasar.

"Kami masih menunggu bantuan air bersih," kata seorang warga yang rumahnya terendam hingga setinggi pinggang. Pemerintah
kabupaten menyatakan akan memperbaiki tanggul sebelum musim hujan berikutnya, tetapi anggarannya belum disetujui.
"""


def a_record() -> Article:
    text = article("Banjir Surut") + REPORT
    record, problems = parse_article(text.encode(), "daerah/2024/10/banjir.md", READING)
    assert record is not None, problems
    return record


def test_a_record_comes_back_as_it_was() -> None:
    record = a_record()
    assert packing.unpack_article(packing.pack(record)) == record


def test_what_all_news_have_in_common_is_not_kept_with_each() -> None:
    """A short report takes three quarters of what it would alone."""
    record = a_record()
    assert len(packing.pack(record)) < len(zlib.compress(packing.encode(record))) * 0.75


def test_damage_is_told_as_such() -> None:
    """Whatever a disk makes of a record, the error is one that a build knows how to heal, or the record is another."""
    packed, dice = packing.pack(a_record()), random.Random(1)
    for _ in range(200):
        data = bytearray(packed)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        cut = bytes(data[: dice.choice((len(data), dice.randrange(len(data))))])
        with contextlib.suppress(*DAMAGE):
            packing.unpack_article(cut)


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"x")])
def test_what_is_no_record_is_damage(data: bytes) -> None:
    with pytest.raises(DAMAGE):
        packing.unpack_article(data)
