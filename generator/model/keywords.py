"""What an article is about, as numbers for finding related articles.

They depend on the article's content alone; how rare a word is is looked up later, among earlier articles. So no other
article can change an article's terms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from struct import pack
from struct import unpack as unpack_all
from zlib import crc32

from generator.base.stemming import stem
from generator.base.text import slugify, words
from generator.model.records import Article, Record

_FUNCTION = """
ada adalah agak agar akan aku akhirnya aja alangkah amat anda antara apa apabila apakah apalagi atas atau bagaimana
bagi bahkan bahwa banyak baru bawah beberapa begini begitu belum berbagai berikut berupa bersama betapa biar biasa bila
bisa boleh buat bukan bukanlah cukup cuma dalam dan dapat dari daripada dekat demi demikian dengan depan di dia diri
dong dulu entah guna hal hampir hanya harap harus hendak hingga ia ialah ini itu jadi jangan jauh jika juga justru kah
kalau kalian kami kamu kan kapan karena kau ke kecuali kemana kemudian kenapa kepada kerap ketika khususnya kini kita
kok kurang lagi lain lah lalu lama langsung lantas lebih lewat maka makin mana manapun masih masing maupun melainkan
melalui memang mengapa mengenai menurut mereka meski meskipun misal misalnya mulai mungkin namun nah nanti nyaris oleh
pada padahal paling para pasti per perlu pernah pun saat saja saling sama sambil sampai sana sangat saya se seakan
sebab sebagai sebagian sebaliknya sebelum sebelumnya sebenarnya sebuah secara sedang sedangkan sehingga sejak sejumlah
sekaligus sekali sekarang sekitar selain selaku selalu selama selanjutnya seluruh semakin semata sementara semua semoga
sempat sendiri seorang seolah seperti sering serta seraya sesuai sesudah sesuatu setelah setiap si siapa sini sudah
suatu supaya tadi tak tanpa tapi telah tempat tengah tentang tentu terhadap terkait terlalu termasuk tersebut terus
tetap tetapi tiap tidak toh turut umumnya untuk usai walau walaupun wah ya yaitu yakni yang
"""
_REPORTING = """
akui ajak beber berharap berkata bilang cerita himbau imbau jawab jelas kata katanya kutip lanjut minta nilai paparnya
papar pungkas sampaikan sebut tambah tandas tanya tegas tekankan terang tukas tutur tuturnya ucap ujar ujarnya ungkap
urai tulis
"""
_TIME = """
agustus ahad akhir april awal bulan desember detik dini februari hari jam januari juli jumat juni kamis kemarin lusa
malam maret mei menit minggu november oktober pagi pekan petang pukul rabu sabtu selasa senin september siang sore
subuh tahun tanggal wib wit wita
"""
_NUMBERS = """
belas delapan dua empat enam juta kedua keempat ketiga kilometer lima meter miliar nol orang pertama persen puluh ratus
ribu rp rupiah satu sembilan seribu tiga triliun tujuh
"""
_GENERIC = """
alami arti baca baik beda berada beri besar bagai bagian bantu bentuk cara datang dasar dukung foto gelar giat habis
hadir hadap hasil hidup ikut ingin kembali kena kepala kerja ketua laksana laku lihat lokasi masuk milik nyata pakai
pihak pilih proses rasa rencana resmi salah sampai siap selenggara temu terima tinggi tuju tujuan turun upaya utama
warga masyarakat
"""
_ENGLISH = """
a able about above across after again against all almost along already also although always am among an and another any
anyone anything are aren't around as ask asked at away back based be became because become been before began being
below best better between big both but by call called came can can't cannot come could couldn't day days did didn't do
does doesn't doing don't done down during each early end enough even ever every everyone far few find first five follow
for found four from full further gave get getting give given go goes going good got great had has hasn't have haven't
having he her here herself him himself his how however i i'm if in including inside instead into is isn't it it's its
itself just keep kind know known last later least less let like likely little long look looking lot made make making
many may me means might month months more most mr mrs ms much must my near need needed needs never new next no nor not
nothing now of off often on once one only or other others our out over own part people per place put rather really
right said same saw say saying says second see seen several she should show since six small so some someone something
sometimes soon still such take taken taking tell ten than that that's the their them themselves then there there's
these they thing things think this those though three through time times to today together told too took toward try
trying two under until up upon us use used using very via want wanted was wasn't way we week weeks well went were
weren't what when where whether which while who whole whom whose why will with within without won't work working would
wouldn't year years yes yet you your january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
"""

STOPWORDS = frozenset(stem(word) for word in f"{_FUNCTION}{_REPORTING}{_TIME}{_NUMBERS}{_GENERIC}{_ENGLISH}".split())


WORDS = 32

_HEADLINE = 3
"""How many times a word of the headline counts."""
_SHORTEST, _LONGEST = 3, 100
"""Letters of a keyword. Anything longer is ignored and not cached: it may be a whole article."""
_TAG, _REFERENCE = re.compile(r"<[^<>]*>"), re.compile(r"&#?\w+;")
_KEPT = 100_000
"""Words in the cache of roots."""
_SIGNS = "–—“”‘’…"
_FLAG_BITS = 4
_WEIGHT, _JOINED = 7, 8
"""The flags of a term: its weight, and whether it is joined to the last term before it without this flag."""
_SAID_BY_TAG = 1
"""The weight of a tag, on the scale of words."""


@lru_cache(maxsize=20_000)
def term(text: str) -> int:
    """Return the 28-bit number that stands for a word, a tag ("#…") or a place in the portal ("@…").

    Among thousands of words two may share a number, which sometimes makes two articles seem a little more alike.
    """
    return crc32(text.encode()) >> _FLAG_BITS


@lru_cache(maxsize=20_000)
def tag_term(tag: str) -> int:
    """Return the term of a tag, the same for all its spellings."""
    return term(f"#{slugify(tag)}")


class Word(Record, frozen=True):
    """A keyword."""

    root: str
    count: int
    joined: bool
    """Whether it always follows the word before it, at least twice, like the last words of a name."""


class Terms(Record, frozen=True):
    """An article's keywords, unpacked for comparison."""

    weights: Mapping[int, int]
    """Term -> its weight, from 1 to 7."""
    names: Mapping[int, int]
    """Term of an expression of several words, such as a name -> the first term of that."""


def packed_keywords(article: Article) -> bytes:
    """Return the packed terms of an article: its tags and keywords, with their weights.

    The weight of a word is the number of bits of its count: one more whenever that doubles.
    """
    found = {
        term(word.root): min(word.count.bit_length(), _WEIGHT) | word.joined * _JOINED for word in keywords(article)
    }
    found |= dict.fromkeys(map(tag_term, article.matter.tags), _SAID_BY_TAG)
    return pack(f"<{len(found)}I", *[number << _FLAG_BITS | flags for number, flags in found.items()])


def unpack(packed: bytes) -> Terms:
    values = unpack_all(f"<{len(packed) // 4}I", packed)
    names: dict[int, int] = {}
    first = 0
    for value in values:
        if value & _JOINED:
            names[first] = names[value >> _FLAG_BITS] = first
        else:
            first = value >> _FLAG_BITS
    return Terms({value >> _FLAG_BITS: value & _WEIGHT for value in values}, names)


def numbers(packed: bytes) -> frozenset[int]:
    return frozenset([value >> _FLAG_BITS for value in unpack_all(f"<{len(packed) // 4}I", packed)])


def keywords(article: Article) -> list[Word]:
    """Return the keywords of an article, most frequent first; a joined word follows the one it is joined to."""
    title = _roots(article.matter.title)
    roots = [*_roots(_text(article)), "", *title]
    # Half of the words are stopwords.
    times = Counter(filter(None, roots))
    counts = times.copy()
    counts.update(filter(None, title * (_HEADLINE - 1)))
    # Ties go to the word that occurs first.
    chosen = sorted(counts, key=counts.__getitem__, reverse=True)[:WORDS]
    before = _joined(roots, {word: times[word] for word in chosen if times[word] > 1})
    after: dict[str, list[str]] = {}
    for word, other in before.items():
        after.setdefault(other, []).append(word)
    ordered: list[str] = []
    waiting = [word for word in reversed(chosen) if word not in before]
    while waiting:
        word = waiting.pop()
        ordered.append(word)
        if word in after:
            waiting += reversed(after[word])
    return [Word(word, counts[word], word in before) for word in ordered]


def _joined(roots: Iterable[str], often: Mapping[str, int]) -> dict[str, str]:
    """Return the frequent words that always follow one and the same frequent word, each with that word.

    `roots` are those of all words, in order; `often` maps the frequent words to their counts.
    """
    before: dict[str, str] = {}
    possible = set(often)
    last = ""
    for word in roots:
        # The word before is at least as frequent and occurred earlier, so a word cannot be joined to itself through
        # others.
        if word in possible and (often.get(last, 0) < often[word] or before.setdefault(word, last) != last):
            possible.remove(word)
        last = word
    return {word: other for word, other in before.items() if word in possible}


def _text(article: Article) -> str:
    html = " ".join([piece for part in article.body.parts for piece in part if isinstance(piece, str)])
    # No part of a word; most texts without them are ASCII, which is split in half of the time.
    for sign in _SIGNS:
        html = html.replace(sign, "/")
    text = _TAG.sub(" ", html)
    return _REFERENCE.sub(" ", text) if "&" in text else text


class _Roots(dict[str, str]):
    """Word between two spaces -> its root: an archive has few distinct ones, and repeats them often."""

    def __missing__(self, word: str) -> str:
        if len(word) > _LONGEST:
            return ""
        if len(self) >= _KEPT:
            self.clear()
        root = self[word] = root_of(word)
        return root


_ROOTS = _Roots()


def _roots(text: str) -> list[str]:
    return [*map(_ROOTS.__getitem__, text.split())]


def root_of(word: str) -> str:
    """Return the form that a word's inflections share; empty for a stopword.

    `word` is any text between two spaces, with punctuation.
    """
    plain = max(words(word), key=len, default="")
    if len(plain) < _SHORTEST or plain in STOPWORDS:
        return ""
    root = stem(plain)
    return "" if root in STOPWORDS else root
