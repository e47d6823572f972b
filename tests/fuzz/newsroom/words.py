"""What the newsroom writes: few words, so that they meet each other often."""

from __future__ import annotations

import unicodedata
from functools import cache

import pyvips
from hypothesis import strategies as st

from generator.base import dates, timestamps
from tests.fuzz.samples import THEME, keys_of

START = dates.parse("2024-10-10 12:00 WIB", "WIB").epoch

NFC, NFD = "kaf\u00e9", unicodedata.normalize("NFD", "kaf\u00e9")
"""A name in both Unicode forms."""

SLUGS = st.sampled_from(["berita-0", "berita-1", "berita-2", "berita-3", "berita-4", "Berita-1", NFC, NFD])
KANAL = st.sampled_from(["daerah", "nasional", "olahraga", "olahraga/tinju"])
NAMED = (
    "berita-0", "berita-1", "Berita-1", "daerah/2024/10/berita-0.md", "content/nasional/2024/10/berita-1.md",
    "/daerah/2024/10/berita-2/", "/nasional/2024/10/berita-1/", "/?p=1", "https://uji.example/daerah/2024/10/berita-3/",
    "pages/redaksi.md", "/foto/a.png", NFC, "tidak-ada", "/tag/banjir/",
)  # fmt: skip
"""How a front page may name an article, or something else."""
TAGS = st.lists(
    st.sampled_from(["Banjir", "banjir", "Pasar", "Pilkada", "5G", "Kaf\u00e9", "Kafe\u0301"]), max_size=3,
    unique_by=lambda tag: unicodedata.normalize("NFC", tag).lower(),
)  # fmt: skip
NAMES = st.sampled_from(["Sari Wulan", "Budi Rahman", "sari-wulan", "SW", "Tono", "Ren\u00e9", "Rene\u0301"])
MINUTES = st.one_of(
    st.integers(-3 * 1440, 2 * 1440),
    st.sampled_from([0, 0, 5, 60, 1440, -600 * 1440, -30 * 1440, -2 * 1440, -2 * 1440 - 1, -3 * 1440]),
)
TITLES = st.sampled_from(["Banjir Surut", "Pasar Dibuka Lagi", "Warga Panen Raya", "Judul & <Tanda>"])
ARCHIVED, PACE = 150, 29
"""Articles of an archive, and the minutes from one to the next: three days of it."""
ARCHIVE = [
    ("Banjir Surut", "Isi."), ("Warga Panen Raya", "Isi lain."), ("Pasar Dibuka Lagi", "Dua."), ("Banjir Lagi", "Banjir surut."),
    ("Panen Padi", "Pasar dibuka."),
]  # fmt: skip
"""Headlines and bodies of an archive."""
SPLIT = "Satu.\n\n<!-- halaman -->\n\nDua.\n\n<!-- halaman -->\n\nTiga.***(SW)"
BODIES = st.sampled_from(
    [
        "Isi.", "Isi.\n\nSatu lagi.", "Isi lain.\n\nDua.", "Satu.\n\n<!-- halaman -->\n\nDua.***(SW)", "Teks ***(BR)", SPLIT,
        '![Gambar](/foto/a.png)\n\n![Gambar](/foto/a.png "Teks. (Foto: X)")',
        "Lihat [indeks](/indeks/) dan [kanal](/daerah/).",
        "Gambar ![lagi](/foto/A.png).", "Lihat [logo](/aset/logo.svg) dan [berkas](/foto/berkas.txt).",
        "Lihat [kafe](/foto/kaf%C3%A9.png).",
    ]
)  # fmt: skip
CORRECTIONS = st.sampled_from(
    [
        "", "[{timestamp: 2024-10-14 10:00 WIB, type: ralat, text: Salah.}]",
        "[{timestamp: 2024-10-14 10:00 WIB, text: Salah.}, {timestamp: 2024-10-15 10:00 WIB, type: hak-jawab, text: Jawab.}]",
        "[{timestamp: 2024-10-15 10:00 WIB, text: Jawab., link: /redaksi/}]",
        "[{timestamp: 2024-10-14 09:00 WIB, text: Jawab., link: /daerah/2024/10/berita-1/}]",
    ]
)  # fmt: skip
ENTRIES = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(["Air naik", "Pasar dibuka (Tono)", "Banjir (SW)", "", "*Surut* (Budi Rahman)"]), st.sampled_from([
        "Isi.", "![Gambar](/foto/a.png)", "Lihat [kanal](/daerah/) dan [berita](berita-1).\n\n### Dalam\n\nLagi.[^a]\n\n[^a]: Nota.", "",
    ])), min_size=1, max_size=3,
)  # fmt: skip
"""Entries of a live report: hours after the one before, headline with names, and text."""
SPOILT = st.sampled_from(
    [
        {"hantu": "x"}, {"title": ""}, {"timestamp": "kemarin"}, {"editor": ""}, {"title": "Resep: Mudah"},
        {"category": "gaib"}, {"category": "olahraga/tinju"}, {"category": "tinju"}, {"id": "satu"}, {"aliases": "['/?p=1']"}, {"title": "[A", "draft": "true"},
        {"timestamp": "", "draft": "true"}, {"slug": "berita-2"}, {"type": "live", "live_until": "", "body": "## Tanpa jam"}, {"tags": "[]", "body": "\0"},
    ]
)  # fmt: skip
"""Changes after which an article may not be published as it is, or not beside another."""
RETRACTIONS = st.sampled_from(
    [
        "", "{timestamp: 2024-10-14 10:00 WIB, reason: sara, text: Mohon maaf.}",
        "{timestamp: 2024-10-14 10:00 WIB, reason: trauma-korban, text: Demi korban., title: Berita Dicabut}",
        "{timestamp: 2024-10-10 10:00 WIB, reason: Keliru}",
    ]
)  # fmt: skip
LISTS = st.sampled_from(
    [
        "/tag/banjir/", "/tag/pasar/", "/tag/kafe/", "/penulis/sari-wulan/", "/penulis/budi-rahman/", "/penulis/tono/",
        "/daerah/halaman/1/", "/daerah/halaman/2/", "/tag/banjir/halaman/1/", "/indeks/2024/10/", "/indeks/2024/10/09/", "/indeks/2024/10/11/",
        "/indeks/2024/", "/indeks/tag/p/", "/indeks/tag/b/", "/terkini/", "/terkini/halaman/1/", "/koreksi/", "/koreksi/halaman/1/",
        "/pencabutan/", "/wilayah/teluk/", "/olahraga/tinju/", "/olahraga/tinju/halaman/1/",
    ]
)  # fmt: skip
"""Addresses that the portal has as long as some article is published."""
ADDRESSES = st.sampled_from(
    [
        "/lama/satu/", "/lama/dua.html", "/daerah/2024/10/berita-0/", "/daerah/2024/10/berita-1/2/",
        "/daerah/2024/10/Berita-1/", "/redaksi/", "/foto/a.png", "/foto.html", "/lama/", "/lama/satu", "/lama/satu/2/",
        "/lama/satu.html", "/lama/dua.html/a/", "/olahraga/tinju/", "/daerah/2024/", "/daerah/2024/10/", "/daerah/2024/10/berita-0/2/x/",
    ]
)  # fmt: skip
"""Addresses that an article may have had once."""
ADVERTISED = st.sampled_from(
    ["https://toko.example/", "/redaksi/", "/daerah/2024/10/berita-1.md", "/tag/banjir/", "/tidak/ada/"]
)
"""Where an advertisement leads."""
HOOKS = st.sampled_from(
    [
        "", "<p>x</p>", "<div>", '<script src="https://lain.example/x.js"></script>', '<link rel="me" href="/x/">',
        "{{ site.name }}", "{% for m in site.menu %}<a href='{{ m.url }}'>x</a>{% endfor %}",
    ]
)  # fmt: skip
TEMPLATES = (
    "{% extends 'standing.html' %}", "{% extends 'base.html' %}{% block main %}{{ latest(n=2, tag='Banjir') | length }}{% endblock %}",
    "{{ standing.html }}{% for c in latest(n=3) %}{{ c.title }}{% endfor %}", "{{ latest(topic='Banjir') }}",
)  # fmt: skip
"""Of a page of its own, the last of which fails."""
COUNTED = (
    "/daerah/2024/10/berita-0/", "/daerah/2024/10/berita-1/", "/nasional/2024/10/berita-1/", "/daerah/2024/10/berita-2/?utm=x",
    "https://uji.example/daerah/2024/10/berita-3/", "/olahraga/2024/10/berita-4/", "/lama/satu/", "/lama/dua.html", "/lama",
    "/daerah/2024/10/berita-0/2/", "/", "/daerah/", "/foto/a.png", "/tidak/ada/", "https://lain.example/a/", "<b>", "",
)  # fmt: skip
"""Addresses whose readers a counter may have counted, also of what is no article, or of another portal."""
PARTS = st.sampled_from(["2/", "3/", "semua/"])
ROLES = st.sampled_from(["Reporter", "Editor"])
PEOPLE = st.sampled_from(["Sari Wulan", "Budi Rahman", "Tono", "Sari W. Lestari", "Ren\u00e9"])
INITIALS = st.sampled_from(["SW", "BR", "ZZ", ""])

SPELLINGS = {
    "huruf besar": lambda name: name[:1].upper() + name[1:],
    "huruf kecil": lambda name: name[:1].lower() + name[1:],
    "semua besar": lambda name: name.rpartition(".")[0].upper() + "." + name.rpartition(".")[2],
    "NFC": lambda name: unicodedata.normalize("NFC", name),
    "NFD": lambda name: unicodedata.normalize("NFD", name),
}
"""Other forms of a file's name that many file systems take for the same."""

CONFIG = {
    "name": "Kabar Uji", "tagline": "Berita percobaan", "base_url": "https://uji.example", "timezone": "Asia/Jakarta",
    "per_page": "2", "host": "apache",
    "categories": "[{slug: daerah, name: Daerah}, {slug: nasional, name: Nasional}, {slug: olahraga, name: Olahraga},"
    " {slug: olahraga/tinju, name: Tinju}]",
}  # fmt: skip
LENIENT = (
    "{dead-link: warning, missing-picture: warning, broken-picture: warning, missing-editor: warning, own-editor: warning,"
    " missing-author: warning, missing-credit: warning, unknown-key: warning}"
)
SETTINGS = st.sampled_from(
    [
        ("freshness", "2h"), ("freshness", ""), ("per_page", "4"), ("per_page", "5"), ("per_page", ""),
        ("per_page", "3"), ("per_page", "1"), ("per_page", "2"),
        ("permalink", "/{slug}/"), ("permalink", "/{category}/{slug}/"), ("permalink", "/{year}/{slug}/"), ("permalink", ""),
        ("permalink", "/{category}/{slug}.html"), ("permalink", "/{year}/{slug}"), ("permalink", "/{category}/{slug}"),
        ("paths", "{author: author, latest: baru}"), ("paths", ""), ("base_url", "https://uji.example/portal"),
        ("base_url", CONFIG["base_url"]), ("hsts", "365d"), ("hsts", ""),
        ("host", "netlify"), ("host", "apache"), ("host", ""),
        ("redirects", "{/label/banjir/: /tag/banjir/, /tag/kafe/: /tag/banjir/, /lama/satu/: /}"), ("redirects", ""),
        ("categories", "[{slug: daerah, name: Daerah}, {slug: nasional, name: Kabar Nasional}]"),
        ("categories", "[{slug: daerah, name: '<i>😱\u202e&'}, {slug: nasional, name: نَسِيب}]"),
        ("categories", CONFIG["categories"]), ("categories", CONFIG["categories"].replace("Tinju", "<b>Tinju & Silat")),
        ("categories", CONFIG["categories"].replace(", {slug: olahraga/tinju, name: Tinju}", "")),
        ("categories", CONFIG["categories"].replace("olahraga/tinju", "daerah/berita-1")),
        ("categories", CONFIG["categories"].replace("]", ", {slug: lama, name: Lama}]")),
        ("timezone", "Asia/Jayapura"), ("timezone", "Asia/Jakarta"), ("notice", "Dilarang."), ("notice", ""),
        ("menu", "[{name: X, url: /terkini/}, {name: Y, url: /tag/banjir/}]"), ("menu", ""),
        ("menu", "[{name: X, url: /daerah/}]"), ("footer", "[{name: X, url: /tentang/}]"), ("footer", ""),
        ("social", "[{name: X, url: 'https://x.example/'}]"), ("social", ""), ("language", "en"), ("language", ""),
        ("regions", "{Teluk: [Utara], Bukit: [Utara]}"), ("regions", "{Teluk: [Utara, Selatan]}"), ("regions", ""),
        ("theme_settings", "{iklan: [atas]}"), ("theme_settings", ""), ("third_parties", "[lain.example]"), ("third_parties", ""),
        ("logo", "/foto/a.png"), ("logo", "/foto/ikon.svg"), ("logo", ""), ("feeds", "summary"), ("feeds", ""),
        ("name", '"Kabar <b>&amp; 😱 العربية"'), ("name", f'"{"Kabar" * 40}"'), ("name", CONFIG["name"]),
        ("icon", "/foto/ikon.svg"), ("icon", ""), ("search", "true"), ("search", ""),
        ("require", "{editor: false}"), ("require", ""), ("desk", "{review: true}"), ("desk", "{review: true}"), ("desk", ""),
        ("severity", LENIENT), ("severity", f"{{folders: [{{path: '*/2024/**', {LENIENT[1:-1]}}}]}}"),
        ("severity", "{missing-alt: error}"), ("severity", ""),
        ("on_error", "hold"), ("on_error", "hold"), ("on_error", "hold"), ("on_error", "stop"),
    ]
)  # fmt: skip


@cache
def keys() -> dict[str, list[tuple[str, str]]]:
    """Return every key with each of its values, by the kind of file, without those that are always there."""
    found = {kind: list(keys_of(kind)) for kind in ("article", "author", "page", "topic", "site")}
    for kind, always in (("author", "name"), ("page", "title")):
        found[kind] = [(name, value) for name, value in found[kind] if name != always]
    return {**found, "theme": list(THEME)}


@cache
def photos() -> tuple[bytes, ...]:
    """Return three pictures, each of another colour."""
    return tuple(
        bytes((pyvips.Image.black(120, height) + colour).cast("uchar").copy(interpretation="srgb").pngsave_buffer())
        for height, colour in ((100, [200, 30, 30]), (150, [30, 200, 30]), (100, [30, 30, 200]))
    )


BEGINNINGS = st.sampled_from(
    ["", "2024-10-08", "2024-10-10", "2024-10-11 23:59 WITA", "2031-01-01", "kemarin", "1970-01-01 07:00 WIB"]
)
"""Times from which on articles may have the box of a topic."""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def stamp(minutes: int, zone: str = "WIB") -> str:
    """Return a time of the front matter, so many minutes from the start."""
    return f"{timestamps.Stamp(START + minutes * 60, zone).local:%Y-%m-%d %H:%M} {zone}"
