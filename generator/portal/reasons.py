"""Reasons: why a page is made, each with its sentence in English and in Indonesian.

The column `why` of a page holds the code of a reason and, after a blank, the file of content/ that set it off, if one
did.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self


class Reason(StrEnum):
    """Why a page is made. The code of an answer that changed is the name of its query."""

    english: str
    indonesian: str

    def __new__(cls, code: str, english: str, indonesian: str) -> Self:
        """Make a reason of its code, as the store keeps it, and its two sentences."""
        reason = str.__new__(cls, code)
        reason._value_ = code
        reason.english = english
        reason.indonesian = indonesian
        return reason

    NEW_PAGE = "new-page", "it is new", "halamannya baru"
    NEW_FILE = "new-file", "its file is new", "naskahnya baru"
    FILE_CHANGED = "file", "its file changed", "naskahnya berubah"
    INPUT_CHANGED = "input", "what it is made of changed", "isinya berubah"
    DETAILS_CHANGED = "details", "what is known of it changed", "keterangannya berubah"
    PUBLISHED = "published", "its hour has come", "jam terbitnya tiba"
    EXPIRED = "expired", "its hour has passed", "masa tayangnya habis"
    DRAFTS = "drafts", "drafts are treated differently", "perlakuan draf berubah"
    SITE_CHANGED = "site", "site.yaml changed", "site.yaml berubah"
    THEME_CHANGED = (
        "theme",
        "a word, a setting or a recipe of the theme changed",
        "kata, setelan, atau resep gambar tema berubah",
    )
    TEMPLATE_CHANGED = "template", "its template changed", "templatnya berubah"
    SETUP_CHANGED = "setup", "site.yaml or a template changed", "site.yaml atau templat berubah"
    NO_OUTPUT = "no-output", "the output was empty", "folder keluaran masih kosong"
    OUTPUT_MISSING = "missing", "its file is missing", "berkas keluarannya hilang"
    OUTPUT_ALTERED = "altered", "its file was altered", "berkas keluarannya diubah"

    LATEST = "latest", "the newest articles that it shows differ", "daftar Terkini berubah"
    SPAN = "span", "the articles of its list differ", "isi daftar berubah"
    EVERYTHING = "everything", "its articles differ", "isi hari itu berubah"
    RELATED = "related_to", "its related articles differ", "Artikel Terkait berubah"
    PERSON = "person", "what is known of its authors and editors differs", "data penulis berubah"
    PROFILE = "profile", "what the profile says differs", "profil berubah"
    TARGET = "target", "the headline or address behind a link differs", "sasaran tautan berubah"
    FOLLOWED = "followed", "the report that it continues differs", "berita yang dilanjutkan berubah"
    PICTURE = "picture", "its pictures differ", "gambar berubah"
    TAG = "tag", "the spelling of the tag differs", "nama tag berubah"
    AUTHOR = "author", "the spelling of the name differs", "nama penulis berubah"
    TERMS = "terms", "the tags it lists differ", "daftar topik berubah"
    POPULAR = "popular", "the popular tags differ", "topik populer berubah"
    LETTERS = "letters", "the letters of the tags differ", "huruf topik berubah"
    LONGER = "longer", "the pages of more letters that it leads to differ", "halaman huruf berikutnya berubah"
    COUNTS = "counts", "the numbers of articles differ", "jumlah artikel berubah"
    MONTHS = "months", "the months of the archive differ", "bulan indeks berubah"
    NEIGHBOURS = "neighbours", "the days before and after it differ", "hari sebelum atau sesudahnya berubah"
    ENTRIES = "entries", "the newest articles differ", "isi umpan berubah"
    STANDING = "standing", "the standing pages differ", "halaman tetap berubah"


_BY_CODE = {reason.value: reason for reason in Reason}


def by_code(code: str) -> Reason:
    """Return the reason of a code; that of an answer is the name of its query.

    Raises:
        KeyError: no reason has it.

    """
    return _BY_CODE[code]


def pack(reason: Reason, file: str = "") -> str:
    """Return a reason as the column `why` holds it; `file` is the path below content/ of what set it off."""
    return f"{reason} {file}" if file else reason


def sentence(why: str, language: Literal["en", "id"] = "en") -> str:
    """Return the sentence for a value of the column `why`, without a full stop; empty if there is no reason."""
    if not why:
        return ""
    code, _, file = why.partition(" ")
    reason = by_code(code)
    if language == "id":
        return f"{reason.indonesian}, karena content/{file}" if file else reason.indonesian
    return f"{reason.english}, because of content/{file}" if file else reason.english
