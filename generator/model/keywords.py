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
from generator.base.text import slugify
from generator.model.records import Article, Record
from generator.model.words_of_articles import text_of
from generator.search import words

_COMMON = """
agak aja akhirnya alangkah amat apabila apakah apalagi bagaimana bahkan baru bawah begini berbagai berikut bersama
berupa betapa biar biasa boleh buat cukup dekat demi demikian depan diri dong dulu entah guna hal hampir harap harus
hendak jangan jauh justru kah kalau kalian kamu kan kapan kau kecuali kemana kemudian kenapa kerap ketika khususnya
kok kurang lah lama langsung lantas lewat makin mana manapun masing maupun melainkan memang mengapa mengenai menurut
meski meskipun misal misalnya mulai mungkin nah nanti nyaris padahal paling pasti per perlu saling sama sambil sana
seakan sebagian sebaliknya sebelum sebelumnya sebenarnya sebuah sedangkan sejumlah sekali sekaligus sekarang sekitar
selain selaku selalu selama selanjutnya seluruh semakin semata sementara semoga sempat semua sendiri seolah seorang
seraya sering sesuai sesuatu sesudah setiap siapa sini suatu tadi tanpa tempat tengah tentu terkait terlalu termasuk
terus tetap tiap toh turut umumnya usai wah walau walaupun ya
akui ajak beber berharap berkata bilang cerita himbau imbau jawab jelas kata katanya kutip lanjut minta nilai paparnya
papar pungkas sampaikan sebut tambah tandas tanya tegas tekankan terang tukas tutur tuturnya ucap ujar ujarnya ungkap
urai tulis
alami arti baca baik beda berada beri besar bagai bagian bantu bentuk cara datang dasar dukung foto gelar giat habis
hadir hadap hasil hidup ikut ingin kembali kena kepala kerja ketua laksana laku lihat lokasi masuk milik nyata pakai
pihak pilih proses rasa rencana resmi salah sampai siap selenggara temu terima tinggi tuju tujuan turun upaya utama
warga masyarakat
able about above across after again against all almost along already also although always am among another any anyone
anything arent around ask asked away back based became because become been before began being below best better
between big both but call called came can cant cannot come could couldnt day days did didnt do does doesnt doing dont
done down during each early end enough even ever every everyone far few find follow found full further gave get
getting give given go goes going good got great had hasnt havent having here herself him himself how however i im if
including inside instead into isnt itself just keep kind know known last later least less let like likely little long
look looking lot made make making many me means might month months more most mr mrs ms much must my near need needed
needs never new next no nor nothing now off often once only other others our out over own part people per place put
rather really right said same saw say saying says see seen several should show since small so some someone something
sometimes soon still such take taken taking tell than thats them themselves then there theres these thing things think
those though through time times today together told too took toward try trying under until up upon us use used using
very via want wanted wasnt way we week weeks well went werent what when where whether which while who whole whom whose
why within without wont work working would wouldnt year years yes yet your
"""
_DATES = """
agt agu agustus ahad akhir apr april aug august awal bulan dec december des desember detik dini feb februari february
friday hari jam jan januari january jul juli july jumat jun june juni kamis ke kemarin lusa malam mar march maret may
mei menit minggu monday nov november oct october okt oktober pagi pekan petang pukul rabu sabtu saturday selasa senin
sep sept september siang sore subuh sunday tahun tanggal thursday tuesday wednesday wib wit wita belas delapan dua
eight empat enam first five four juta kedua keempat ketiga kilometer lima meter miliar nine nol one orang persen
pertama puluh ratus ribu rp rupiah satu second sembilan seribu seven six ten third three tiga triliun tujuh two
"""


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, text.split()))


_DATED = _stems(_DATES)
"""What headlines of one series differ by."""
STOPWORDS = _stems(" ".join(words.STOPWORDS)) | _stems(_COMMON) | _DATED

WORDS = 32

_HEADLINE = 3
"""How many times a word of the headline counts."""
_SHORTEST = 3
"""The fewest letters of a keyword."""
_NUMBER = re.compile(r"\d|^[ivx]+$")
_FLAG_BITS = 4
_WEIGHT, _JOINED = 7, 8
"""The flags of a term: its weight, and whether it is joined to the last term before it without this flag."""
_SAID_BY_TAG = 1
"""The weight of a tag, on the scale of words."""


@lru_cache(maxsize=20_000)
def term(text: str) -> int:
    """Return the 28-bit number of a word, a tag ("#…"), a place in the portal ("@…") or a series of headlines ("=…").

    Among thousands of words two may share a number, which sometimes makes two articles seem a little more alike.
    """
    return crc32(text.encode()) >> _FLAG_BITS


@lru_cache(maxsize=20_000)
def tag_term(tag: str) -> int:
    """Return the term of a tag, the same for all its spellings."""
    return term(f"#{slugify(tag)}")


def series_term(title: str) -> int:
    """Return the term of all headlines that differ from one by dates and numbers only."""
    kept = [word for word in words.tokens(title) if stem(word) not in _DATED and not _NUMBER.search(word)]
    return term(f"={' '.join(kept)}")


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


def keywords(article: Article) -> list[Word]:
    """Return the keywords of an article, most frequent first; a joined word follows the one it is joined to."""
    title, text = words.stems(article.matter.title), words.stems(text_of(article))
    roots = [*text, "", *title]
    times = {word: count for word, count in Counter(roots).items() if _is_keyword(word)}
    counts = times.copy()
    for word in filter(times.__contains__, title * (_HEADLINE - 1)):
        counts[word] += 1
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


@lru_cache(maxsize=100_000)
def _is_keyword(word: str) -> bool:
    return len(word) >= _SHORTEST and not word[0].isdigit() and word not in STOPWORDS
