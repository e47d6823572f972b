"""Indonesian words without inflection: `banjir`, `kebanjiran`, `membanjiri` and `banjirnya` have one stem.

A stem is a key, and mostly a root. Without a dictionary of roots, rules say what may be stripped, and short lists name
common words that the rules would get wrong. Giving one stem to two unrelated words is worse than two stems to one word,
so doubtful words, names and foreign words stay as they are.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WHOLE = _words(
    """
    alami bagai bagian balikpapan bekasi beranda berani beri beringin berita berkas bupati dengan desain diabetes
    dialog digital dimensi dinamis dinas dinasti dingin diponegoro direktorat direktur disiplin divisi durian
    halaman kediri kembali kenang kendali kendari kuningan lapangan lebaran lengan makan masalah materi medali
    melati melawi melayu memang memori mempawah menang menara mengapa meninggal menjalani mentari menteri merangin
    meranti merauke mereka meriah merpati meteran metode negeri pangan pasuruan pekalongan pelangi pelita peluru
    pemalang pemilu penajam penalti pendapat pengantin pengaruh penjara peran perang perangkat percaya perdana
    perempuan perhutani periksa perintah periode perkara permata persada persebaya persela persen persepsi persija
    persik persikabo persipura persiraja persita personal pertalite pertama pertamax pertamina perumda perunggu
    peserta rekan ringan sasaran sekali sekolah selatan sendiri tabanan tandatangan tangan tarakan tekan teliti
    terapi terbang terbit terigu terima teripang terminal ternate terowongan terumbu
    """
)
"""Words that only look as though they had a prefix or a suffix."""

SHORT = _words("acu ada adu air aju aku api bom bor cap cat cek isi las rem sah tes tik uji")
"""Roots of three letters; all others are longer."""

HIDDEN = _words(
    """
    kabar kabul kacau kait kalah kampanye kandung kantong karang kata kategori kawal kecam kecewa kecuali kejar
    kejut keliling kelola keluar keluh kemas kembali kembang kemudi kemuka kena kenal kenang kendali kepala kepung
    kerah keras kering kerja keroyok keruk ketahu ketuk kibar kikis kira kirim kisah kolaborasi komentar konfirmasi
    konsultasi konsumsi kontak kontrol korban koreksi kosong kuasa kuat kubur kucur kumpul kunci kunjung kupas
    kurang kuras kurung kutip kutuk maaf macet main maju makam makan makmur maksimal malas maling malu mandi manfaat
    marah masak masuk materi mati menang merah merdeka milik minat minta minum miskin mobil modal modernisasi
    modifikasi mohon motivasi muat muda mudah mukim mulai mulia muncul mungkin murah murni musnah musuh musyawarah
    mutasi nafkah naik nama nanti nasihat netral niaga niat nikah nikmat nilai nobat nomor nonaktif normal nyala
    nyaman nyanyi nyata racun ragam raih rajin rakit rampas rampok rancang rantau rasa rawat raya reaksi rebut rekam
    rencana rendam renovasi resmi retas revisi rintis risiko rokok rombak rumah rumus runding rundung rupa rusak
    """
)
"""Roots whose first letter a prefix hides, where it hides none or another one in most others: `kirim` in `mengirim`."""

AFTER = {
    "se": _words("banyak berat besar hari indonesia jumlah kota luas nilai panjang provinsi tinggi"),
    "pe": _words("dagang dagangan desaan jabat jalan juang kebun kerja kerjaan sepak tani tenis tinju tugas"),
}
"""Words from which `se-`, and `pe-` before other letters than `l, w, y, m, n`, is stripped."""

IN_K = _words(
    """
    bentuk bisik cetak desak gerak kontrak ledak masak masuk pasok petik pukul retak serak sorak tebak tembak teriak
    tindak tolak tumpuk tunjuk
    """
)
"""Roots before `-an`, not shorter ones before `-kan`: `gerakan` is not of `gera`."""

WITH_I = _words(
    """
    atas awas batas cinta datang dekat duduk hadap hadir hias hormat ikut jalan jasa jauh kena kuasa kunjung kurang
    lalu lapis layan lengkap lindung lintas luka milik nama noda penuh percaya punya sadar selimut sepakat suka
    tanda tangan tangis tempat temu tindak tugas turut usaha warna
    """
)
"""Roots that headlines use with a bare `-i`; most words in `-i` are whole, most in `-ai` and `-si` always."""


_VOWELS, _ANY = "aeiou", "abcdefghijklmnopqrstuvwxyz"

_LONGEST = 40
"""No word is longer, and longer texts cost nothing."""

_ODD = {
    "belajar": "ajar",
    "lajar": "ajar",
    "bekerja": "kerja",
    "ketahu": "tahu",
    "ketahui": "tahu",
    "pengalaman": "alami",
    "meninggalkan": "tinggal",
} | {f"e{root}": root for root in SHORT if root[0] not in _VOWELS}
"""Irregular: `mengesahkan` has an `e` before the short root."""


class _Prefix(msgspec.Struct, frozen=True):
    text: str
    before: str
    """First letters that may follow it."""
    lost: str = ""
    """What the prefix replaces, mostly."""
    other: str = ""
    """What it replaces or hides in words of `HIDDEN`."""
    suffixes: tuple[str, ...] = ("kan", "i", "")


_NOUN, _BOTH = ("an", ""), ("an", "kan", "i", "")
_PREFIXES = {
    "me": (
        _Prefix("meng", _VOWELS, "", "k"), _Prefix("meng", "ghk"), _Prefix("meny", _VOWELS, "s", "ny"),
        _Prefix("mem", _VOWELS, "p", "m"), _Prefix("mem", "bfp"), _Prefix("men", _VOWELS, "t", "n"),
        _Prefix("men", "cdjsz"), _Prefix("me", "lrwymn"),
    ),
    "pe": (
        _Prefix("peng", _VOWELS, "", "k", _NOUN), _Prefix("peng", "ghk", suffixes=_NOUN),
        _Prefix("peny", _VOWELS, "s", "ny", _NOUN), _Prefix("pem", _VOWELS, "p", "m", _NOUN),
        _Prefix("pem", "bf", suffixes=_NOUN), _Prefix("pen", _VOWELS, "t", "n", _NOUN),
        _Prefix("pen", "cdjsz", suffixes=_NOUN), _Prefix("per", _ANY, "", "r", _BOTH),
        _Prefix("pe", "lwymn", suffixes=_NOUN),
    ),
    "di": (_Prefix("di", _ANY),),
    "te": (_Prefix("ter", _ANY, "", "r"),),
    "be": (_Prefix("ber", _ANY, "", "r", _BOTH),),
    "ke": (_Prefix("ke", _ANY, suffixes=("an",)),),
}  # fmt: skip
_BARE = _Prefix("", _ANY)

_ENCLITICS = ("lah", "kah", "pun", "nya", "ku", "mu")
_ENCLITIC = re.compile(
    r"(?<=[a-z]{5})(?<!sa)(?<!jum)[lk]ah$|(?<=[a-z]{5})(?<!him|rum)pun$"
    r"|(?<=[a-z]{3})(?<![tlp]a)(?<!ha)(?<!pu)nya$|(?<=[a-z]{3}[bdhklmrst])(?<!il)[km]u$"
)
"""What follows the suffixes. Nobody writes `-tah` any more, and `pemerintah` ends with it."""
_STARTS = re.compile(r"(?:ng|ny|sy|kh|st|sw|[^aeiou][lrwy]?|)[aeiou]")
_ENDS = re.compile(r"(?:[aeiou][abdefhiklmnoprstu]?|ng)$")


def stem(word: str) -> str:
    """Return the stem of a lower-case word; a word with other letters than a-z is returned as it is."""
    if "-" in word:
        word = _single(*word.split("-", 1))
    if not (word.isascii() and word.isalpha()):
        return word
    while 3 < len(word) < _LONGEST and word not in WHOLE:
        shorter = _shorter(word)
        if shorter == word:
            break
        word = shorter
    return word


def tables() -> dict[str, Any]:
    """Return all that the rules are made of, for a program in another language that follows them."""
    return {
        "longest": _LONGEST,
        "whole": sorted(WHOLE), "short": sorted(SHORT), "hidden": sorted(HIDDEN), "in_k": sorted(IN_K),
        "with_i": sorted(WITH_I), "odd": dict(sorted(_ODD.items())),
        "after": {start: sorted(words) for start, words in AFTER.items()},
        "prefixes": {start: [msgspec.structs.asdict(one) for one in found] for start, found in _PREFIXES.items()},
        "enclitics": _ENCLITICS,
        "enclitic": _ENCLITIC.pattern, "starts": _STARTS.pattern, "ends": _ENDS.pattern,
    }  # fmt: skip


def _single(left: str, right: str) -> str:
    """Return the word meant by two parts around a hyphen: one of a repeated pair, or one without its affix."""
    if left in {"se", "ke"} and right.isalpha():
        return right
    if left and (left == right or right in {"nya", "an", "ku", "mu", "lah"}):
        return left
    if len(left) > 3 and len(right) > 3 and "-" not in right:
        one, other = stem(left), stem(right)
        if one[1:] == other[1:]:
            return one
    return f"{left}-{right}"


def _shorter(word: str) -> str:
    """Return a word without an enclitic, or without prefix and suffix; the word itself if it has none."""
    if word in _ODD:
        return _ODD[word]
    if word.endswith(_ENCLITICS) and (shorter := _ENCLITIC.sub("", word)) != word:
        return shorter
    ends = [suffix for suffix in ("kan", "an", "i") if word.endswith(suffix)]
    for suffix in ends:
        if word[: -len(suffix)] in WHOLE:
            return word[: -len(suffix)]
    start = word[:2]
    if start in AFTER and word[2:] in AFTER[start]:
        return word[2:]
    ends.append("")
    for prefix in _PREFIXES.get(start, ()):
        at = len(prefix.text)
        if word.startswith(prefix.text) and word[at : at + 1] in prefix.before:
            for suffix in ends:
                if suffix in prefix.suffixes and (root := _root(word[at : len(word) - len(suffix)], prefix, suffix)):
                    return root
    for suffix in ends:
        if root := _root(word[: len(word) - len(suffix)], _BARE, suffix):
            return root
    return word


def _root(rest: str, prefix: _Prefix, suffix: str) -> str:
    """Return the root between a prefix and a suffix; empty if it cannot be one."""
    root = prefix.other + rest
    if root not in HIDDEN:
        root = prefix.lost + rest
        if len(root) < 4 and root not in SHORT:
            return ""
        if not _STARTS.match(root):
            return ""
    if suffix and (not _ENDS.search(root) or root + suffix in WHOLE):
        return ""
    if suffix == "i":
        return root if root in WITH_I or (prefix.text and (root[-1] not in "asgf" or root.endswith("ng"))) else ""
    if suffix == "kan" and root + "k" in IN_K:
        return ""
    return root
