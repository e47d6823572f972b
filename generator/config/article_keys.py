"""The keys of front matter: of articles, of people, of standing pages and of topics."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, get_args

from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.config.keys import Check, Key
from generator.model.records import ARTICLE_TYPES

_Correction = Literal["ralat", "koreksi", "hak-jawab"]
_Reason = Literal["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"]
_AT = "timestamp: 2024-10-09 16:10 WIB"

_ALIASES = Key(
    "aliases/alamat_lama", sentence("old addresses that lead here"), "texts", "[/berita/2019/lama.html]", words="alias",
    label=sentence("Old addresses"),
)  # fmt: skip
_PHOTO = (
    Key(
        "src/berkas", sentence("path of the picture, from the root of content/"), kind="picture",
        example="/foto/2026/11/pasar.jpg", required=True, words="file url path", why=sentence("a photo needs a file"),
        hint="/foto/…",
        label=sentence("File"), widget="picture",
    ),
    Key(
        "caption/keterangan", sentence("what it shows, who is on it, when"),
        example="Pedagang ikan di Pasar Pagi, Selasa (24/11/2026).",
        label=sentence("Caption"), place="side", widget="long",
    ),
    Key(
        "credit/kredit", sentence("who took it"), example="Kabar Muara/Sari Anggraini", words="sumber fotografer",
        label=sentence("Credit"), place="side",
    ),
    Key(
        "alt", sentence("what it shows, for readers who do not see it; without it, the caption"),
        example="Pedagang menata ikan", words="teks", label=sentence("For readers who do not see it"), widget="long",
    ),
    Key(
        "focus/fokus", sentence("the point to keep in view, from the left and from the top"), example="50% 30%",
        words="fokus",
        check=Check(
            re.compile(r"(?:\d{1,2}|100)% (?:\d{1,2}|100)%").fullmatch,
            lambda text: sentence("{focus} is not a point of a picture", focus=quoted(text)),
            sentence('write it like "50% 20%"'),
        ),
        label=sentence("Focus"),
    ),
    Key(
        "fit", sentence("whole for what may never be cut: a logo, a poster"), "choice", "whole", choices=("whole",),
        label=sentence("Never cut"),
    ),
    Key(
        "ai", sentence("the tool that made an artificial picture"), example="Nama Alat",
        label=sentence("Tool of an artificial picture"),
    ),
)  # fmt: skip
_MAIN_PHOTO = Key(
    "photo/foto", sentence("the main picture"), "group", keys=_PHOTO, short="src", entry="src: /foto/2024/10/x.jpg",
    words="gambar image picture featured_image thumbnail", label=sentence("Main photo"), place="top", widget="photo",
)  # fmt: skip
_CORRECTION = (
    Key(
        "timestamp/waktu", sentence("time of the correction"), "time", "2026-11-24 16:10 WIB", required=True,
        words="tanggal", why=sentence("a correction has a time of its own"),
    ),
    Key(
        "type/jenis", sentence("sort of correction"), "choice", "ralat", choices=get_args(_Correction),
        default="koreksi", label=sentence("Sort"),
        labels={
            "ralat": sentence("Erratum"), "koreksi": sentence("Correction"), "hak-jawab": sentence("Right of reply"),
        },
    ),
    Key(
        "text/isi", sentence("what was wrong, and what is right"), example="Semula tertulis 46, yang benar 64.",
        required=True, why=sentence("a correction says what was wrong"),
        label=sentence("What was wrong, and what is right"), widget="long",
    ),
    Key(
        "link/tautan", sentence("where more is to be read"), example="/hak-jawab-koreksi/", kind="address",
        label=sentence("Where more is to be read"),
    ),
)  # fmt: skip
_RETRACTION = (
    Key(
        "timestamp/waktu", sentence("time of the withdrawal"), "time", "2026-11-24 16:10 WIB", required=True,
        words="tanggal", why=sentence("a withdrawal has a time of its own"),
    ),
    Key(
        "reason/alasan", sentence("one of the five reasons that the Pedoman allows"), "choice", "masa-depan-anak",
        required=True, choices=get_args(_Reason), default="dewan-pers",
        why=sentence("Pedoman Media Siber 5a allows five reasons only"), label=sentence("Reason"),
        labels={
            "sara": sentence("Ethnicity, religion, race or class"), "kesusilaan": sentence("Decency"),
            "masa-depan-anak": sentence("Future of a child"), "trauma-korban": sentence("Trauma of a victim"),
            "dewan-pers": sentence("Ruling of the Press Council"),
        },
    ),
    Key(
        "title/judul", sentence("headline in its place, if the old one names whom it is to spare"),
        example="Berita Dicabut",
        label=sentence("Headline in its place, if the old one names whom it is to spare"),
    ),
    Key(
        "text/isi", sentence("what readers are told"), example="Berita ini dicabut untuk melindungi seorang anak.",
        label=sentence("What readers are told"), widget="long",
    ),
)  # fmt: skip
_TYPES = {
    **dict.fromkeys(("iklan", "adv", "pariwara", "sponsored", "konten berbayar", "berbayar"), "advertorial"),
    **dict.fromkeys(("kolom", "tajuk", "tajuk rencana", "editorial", "esai"), "opini"),
    **dict.fromkeys(("galeri", "berita foto"), "foto"),
    **dict.fromkeys(("news", "post", "article", "artikel", "feature", "features"), "berita"),
    "infografis": "infografik",
    **dict.fromkeys(("langsung", "liputan langsung", "laporan langsung", "live blog", "liveblog"), "live"),
}
"""What other newsrooms and systems call a type of article."""
STATUSES = ("draft", "review", "ready")
_STATUSES = {
    **dict.fromkeys(("draf", "konsep"), "draft"),
    **dict.fromkeys(("diserahkan", "serahkan", "tinjauan", "ditinjau"), "review"),
    **dict.fromkeys(("siap", "siap terbit"), "ready"),
}
"""What a desk calls them in Indonesian."""

ARTICLE = (
    Key(
        "title/judul", sentence("headline"), example="Jalan Desa Diperbaiki", required=True,
        words="headline name nama tajuk post_title", why=sentence("an article has a headline"),
        label=sentence("Headline"), place="head", widget="headline",
    ),
    Key(
        "author/penulis", sentence("who wrote it: a name or a list, as in content/authors/"), "texts", "Sari Anggraini",
        attr="authors",
        words="wartawan reporter authors by post_author", label=sentence("Author"), place="side", widget="author",
    ),
    Key(
        "editor", sentence("who answers for it; needed before it is published"), "texts", "Bagus Santosa",
        attr="editors", words="penyunting redaktur editors", label=sentence("Editor"), place="side", widget="editor",
    ),
    Key(
        "timestamp/waktu", sentence("time of publication; one to come is waited for"), "time", "2026-11-24 16:10 WIB",
        required=True, words="tanggal date published terbit post_date publish_date pubdate",
        why=sentence("an article has a time of publication"), hint="2024-10-09 16:10 WIB",
        label=sentence("Time of publication"), place="side",
    ),
    Key(
        "draft/draf", sentence("true until it may be published; then delete the line"), "flag", "true", words="konsep",
        place="steps",
    ),
    Key(
        "status",
        sentence("draft; review once it is handed in; ready, or no line, to publish it"),
        "choice", "review", choices=STATUSES, meanings=_STATUSES, place="steps",
    ),
    Key(
        "summary/ringkasan", sentence("one sentence under the headline and in lists"),
        example="Warga memperbaiki jalan dalam tiga hari.", words="description teras deskripsi excerpt",
        label=sentence("Summary"), place="head", widget="long",
    ),
    Key(
        "tags/tag", sentence("topics"), "texts", "[harga ikan, nelayan]", words="label topik keywords post_tag",
        label=sentence("Tags"), place="side", widget="tag",
    ),
    Key(
        "region/wilayah", sentence("where it is about: province, slash, regency"), example="Jawa Tengah/Kota Semarang",
        words="daerah lokasi", label=sentence("Region"), place="side", widget="region",
    ),
    _MAIN_PHOTO,
    Key(
        "source/sumber", sentence("where the report comes from"), "named", "{name: BPBD Muara Teduh, url: https://…}",
        attr="sources", short="name", entry="name: …", words="sources", label=sentence("Source"), place="side",
    ),
    Key(
        "category/kanal", sentence("kanal, if it is not that of the folder"), example="daerah",
        words="kategori rubrik categories section post_category", label=sentence("Kanal"), place="top", widget="kanal",
    ),
    Key(
        "type/jenis", sentence("sort of article"), "choice", "opini", choices=ARTICLE_TYPES, default="berita",
        words="tipe", meanings=_TYPES, label=sentence("Sort of article"), place="side",
    ),
    Key(
        "live_until/langsung_sampai", sentence("when a live report ends, if not a day after it begins"), "time",
        "2026-11-24 23:00 WIB", kind="end", words="live_end", label=sentence("Report ends"), types=("live",),
    ),
    Key(
        "sponsor", sentence("who pays for an advertorial"), "named", "{name: Bank Pesisir, url: https://…}",
        short="name", entry="name: …", words="mitra pemasang", label=sentence("Sponsor"), types=("advertorial",),
    ),
    Key(
        "initials/inisial", sentence("initials of the closing mark, if not those of the profile"), example="SA",
        words="paraf", label=sentence("Initials"),
    ),
    Key(
        "updated/diperbarui", sentence("time of the last change that readers should know of"), "time",
        "2026-11-24 18:00 WIB", words="pembaruan lastmod modified post_modified last_modified",
        label=sentence("Updated"),
    ),
    Key(
        "expires/berakhir", sentence("time at which it is taken down"), "time", "2026-12-31 23:59 WIB",
        kind="end", words="kedaluwarsa", label=sentence("Taken down"),
    ),
    Key(
        "time_unknown/jam_tidak_diketahui", sentence("true if only the day is known"), "flag", "true",
        label=sentence("Only the day is known"),
    ),
    Key(
        "slug", sentence("name in the address, if not that of the file"), example="jalan-desa", words="post_name",
        label=sentence("Name in the address"),
    ),
    Key("id", sentence("number that it keeps for ever"), example="10482", label=sentence("Number")),
    _ALIASES,
    Key(
        "verification/verifikasi", sentence("pending if it is urgent and not verified yet"), "choice", "pending",
        choices=("pending",), label=sentence("Verification"),
    ),
    Key(
        "follows/lanjutan", sentence("the report that this one continues"), example="/daerah/2026/11/banjir.md",
        label=sentence("Continues"), widget="article",
    ),
    Key(
        "related/terkait", sentence("what Artikel Terkait begins with"), "texts", "[banjir-muara]",
        words="artikel_terkait", label=sentence("Artikel Terkait first"), widget="article",
    ),
    Key(
        "unrelated/tidak_terkait", sentence("what may not stand in Artikel Terkait"), "texts", "[pasar-pagi]",
        label=sentence("Not in Artikel Terkait"), widget="article",
    ),
    Key(
        "corrections/koreksi", sentence("ralat, koreksi and hak jawab"), "groups", keys=_CORRECTION, entry=_AT,
        words="ralat", place="steps",
    ),
    Key(
        "retracted/dicabut", sentence("withdrawal"), "group", keys=_RETRACTION, entry=_AT, words="pencabutan",
        place="steps",
    ),
    Key(
        "gone/selesai",
        sentence("true, or what readers are told at its address, if it is over for good and no withdrawal"),
        example="Undian ini sudah selesai. Terima kasih atas kiriman Anda.", words="tamat ditutup", place="steps",
    ),
)  # fmt: skip
"""Front matter of articles, in the order in which a desk fills it in."""

AUTHOR = (
    Key(
        "name/nama", sentence("name, as readers see it"), example="Sari Anggraini", required=True, words="title",
        why=sentence("a profile is of somebody"), label=sentence("Name"),
    ),
    Key("initials/inisial", sentence("initials of the closing mark"), example="SA", label=sentence("Initials")),
    Key("role/jabatan", sentence("work in the newsroom"), example="Wartawan", words="peran"),
    Key("email/surel", sentence("address for readers"), example="sari@kabarmuara.example"),
    Key(
        "photo/foto", sentence("path of the portrait, from the root of content/"), kind="picture",
        example="/foto/penulis/sari.jpg", words="image", label=sentence("Photo"),
    ),
    Key(
        "links/tautan", sentence("their pages elsewhere"), "texts", "[https://www.instagram.com/sari.anggraini]",
        kind="web", words="link akun sosial social media_sosial sameas",
    ),
    _ALIASES,
)  # fmt: skip
PAGE = (
    Key(
        "title/judul", sentence("headline"), example="Tentang Kami", required=True, why=sentence("a page has a title"),
        label=sentence("Headline"),
    ),
    Key(
        "summary/ringkasan", sentence("one sentence for search engines"),
        example="Siapa kami dan bagaimana kami bekerja.", words="description deskripsi",
        label=sentence("Summary"), widget="long",
    ),
    Key(
        "template/templat", sentence("template of the theme that shows it, if not that of all pages"),
        example="pemilu.html", words="layout tata_letak",
    ),
    _ALIASES,
)  # fmt: skip
TOPIC = (
    Key("title/judul", sentence("headline of its list, if not the tag itself"), example="Banjir Muara 2026"),
    Key(
        "summary/ringkasan", sentence("one sentence for search engines"),
        example="Yang terjadi sejak tanggul jebol.", words="description deskripsi",
    ),
    _MAIN_PHOTO,
    Key(
        "pinned/disematkan", sentence("the report that stands above the list"), example="/daerah/2026/11/banjir.md",
        words="sematan sticky",
    ),
    Key(
        "people/tokoh", sentence("who is in the news"), "named", "[Sari Anggraini, Camat Muara]",
        short="name", entry="name: …", words="orang",
    ),
    Key(
        "timeline/linimasa", sentence("true for a running story: its list is shown day by day"), "flag", "true",
        words="kronologi",
    ),
    Key(
        "since/sejak", sentence("from when on its articles have a box that leads to it"), "time", "2026-11-20",
        kind="start", words="mulai from start",
    ),
    _ALIASES,
)  # fmt: skip

ADVERTISEMENT = (
    Key(
        "picture/gambar", sentence("path of the picture, from the root of content/"),
        kind="picture", example="/foto/iklan/koperasi.png", required=True, words="photo foto image src",
        why=sentence("an advertisement is a picture"), hint="/foto/iklan/…",
    ),
    Key(
        "alt", sentence("what the picture says, for readers who do not see it"),
        example="Simpan pinjam Koperasi Muara, bunga 0,5 persen", required=True, words="teks caption",
        why=sentence("some readers do not see the picture"), hint="…",
    ),
    Key(
        "link/tautan", sentence("where it leads"), kind="address", example="https://koperasi.example/", required=True,
        words="url target", why=sentence("an advertisement leads somewhere"), hint="https://…",
    ),
    Key(
        "places/tempat", sentence("where it is shown, of the places in the theme's setting iklan"), "texts",
        "[atas, teks]", required=True, words="place", why=sentence("an advertisement has a place"),
        hint="[atas, teks]",
    ),
    Key(
        "categories/kanal", sentence("kanal on whose pages alone it is shown"), "texts", "[daerah]", words="category",
    ),
    Key("from/dari", sentence("when it begins"), "time", "2026-12-01 00:00 WIB", words="start mulai"),
    Key("until/sampai", sentence("when it ends"), "time", "2027-01-01 00:00 WIB", words="end expires berakhir"),
)  # fmt: skip


def asked_below(key: str, *names: str) -> tuple[Key, ...]:
    """Return the rows of some keys below a key of an article, for a form of their own."""
    (row,) = (one for one in ARTICLE if one.name == key)
    return tuple(next(one for one in row.keys if one.name == name) for name in names)


def status_meant(status: str) -> str:
    """Return which of `STATUSES` a value in lower case means; empty for none."""
    return status if status in STATUSES else _STATUSES.get(status, "")


@cache
def names_of(key: str) -> tuple[str, ...]:
    """Return, by its English name, all names that a key may have in front matter."""
    tables = (ARTICLE, AUTHOR, PAGE, TOPIC, ADVERTISEMENT)
    every = (row for table in tables for top in table for row in (top, *top.below))
    return tuple(dict.fromkeys((key, *(row.local for row in every if row.name == key))))
