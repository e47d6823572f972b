"""What the goldens show: a portal with every key of site.yaml, what its preview is asked, and recordings at random."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from tests import broken_pictures, photos, support
from tests.annex.scrubbing import (
    test_avif,
    test_drawings,
    test_films,
    test_id3,
    test_ogg,
    test_photos,
    test_scrubbing,
    test_sound,
    test_webm,
)
from tests.pictures import test_chunks, test_probing, test_svg

CONFIG = """
tagline: Berita percobaan
description: Berita dari Muara.
desk_language: id
theme: uji
theme_settings: {accent: "#00aa55", home: [topik, utama, populer, opini, kanal, foto], iklan: [atas, teks, samping, bawah], iklan_paragraf: "1", per_kanal: "2"}
logo: /foto/logo.svg
icon: /foto/ikon.svg
menu: [{name: Air, url: /label/air/}, {name: Tinju, url: /olahraga/tinju/}, {name: Luar, url: 'https://luar.example/'}]
footer: [{name: Redaksi, url: /redaksi/}]
social: [{name: X, url: 'https://x.com/uji'}, {name: Saluran, url: 'https://saluran.example/uji'}]
subscribe: {title: Kabar pagi, form: 'https://kabar.us1.list-manage.com/subscribe/post?u=0&id=0', field: EMAIL, links: [{name: WA, url: 'https://wa.example/'}]}
search: true
redaksi: {company: PT Uji, address: Jalan Uji 1, penanggung_jawab: Budi, pemimpin_redaksi: Sari, email: redaksi@uji.example, phone: "+62 21 000"}
notice: Hak cipta dilindungi.
security: {contact: keamanan@uji.example, expires: 2025-06-01 00:00 WIB, policy: 'https://uji.example/aman/'}
humans: [Sari, Budi]
paths: {tag: label, author: orang, index: arsip, latest: baru, corrections: ralat, withdrawals: cabut, region: daerah-kita}
regions: {Jawa Tengah: [Kota Semarang, Kabupaten Demak], Papua: }
aliases: {case: distinct}
redirects: {/lama/: /daerah/, /lama/dua.html: 'https://lain.example/'}
host: netlify
third_parties: [goatcounter, mailchimp, komentar.uji.example]
hsts: 365d
html: safe
feeds: summary
per_page: 4
tags_on_page: 3
freshness: 30h
require: {editor: false, credit: false}
media: {originals: none, allow: {dokumen/: [.pdf]}}
pictures: {archive: {older_than: 2mo, widths: [96]}}
severity: {dead-link: warning, folders: [{path: nasional/**, dead-link: error}]}
on_error: hold
limits: {article: 20 KB, media: 2 MB}
"""
THEME = """\
name: uji
extends: kabar
pictures: {lebar: {cut: "16:9", widths: [64, 128]}, baris: {cut: "4:3", widths: [48]}, utuh: {widths: [96], sizes: 50vw}}
"""
BODIES = (
    "Air naik di Semarang.\n\n## Sebab\n\nHujan *deras* sejak pagi.\n\nBaca Juga: [](/daerah/2024/10/b-1.md)\n\nTeks ***(SW)",
    'Satu.\n\n<!-- halaman -->\n\n![Dua](/foto/a.jpg "Air. (Foto: Sari)")\n\n<!-- halaman -->\n\nTiga [Redaksi](/pages/redaksi.md).',
    "| a | b |\n|---|--:|\n| 1 | 2 |\n\n> Kutipan.[^1]\n\n[^1]: Catatan.\n\n[Berkas](/dokumen/a.pdf) <mark>x</mark>\n\n- a\n- b",
    '[Camat (@camat)](https://x.com/camat/status/1 "Jalan ditutup.")\n\n[Film](https://youtu.be/dQw4w9WgXcQ "Wawancara.")\n\n![a](/foto/a.jpg)\n\n![b](/foto/b.png)',
    "## 10.00 Mulai (Sari Wulan)\n\nTeks.\n\n## 11.30 *Lanjut*\n\n![a](/foto/a.jpg)\n\n## 13.05 Selesai\n\nAkhir.",
)  # fmt: skip
KEYS: Mapping[str, tuple[str, ...]] = {
    "author": ("Sari Wulan", "[SW, Tono Hadi]", "Ani", "[Tono Hadi]"), "editor": ("Budi Rahman", "", "[Budi, Sari Wulan]"),
    "summary": ("", "Ringkasan singkat."), "tags": ("[Air]", "[Air, Banjir Besar]", "", "[5G, Kafé, Pasar]", "[Zakat, Pasar]"),
    "region": ("", "Jawa Tengah", "Jawa Tengah/Kota Semarang", "Demak", "Papua"), "initials": ("", "XY"),
    "photo": ("", "/foto/a.jpg", '{src: /foto/a.jpg, caption: Air., credit: Sari, alt: Air, focus: "20% 80%"}', "{src: /foto/b.png, fit: whole, ai: Alat}", "https://luar.example/c.jpg"),
    "source": ("", "BPBD", "{name: Pemkab, url: 'https://kudus.example/'}"),
    "type": ("", "opini", "foto", "video", "infografik", "live", "advertorial"),
    "live_until": ("", "2024-10-11 12:00 WIB"), "chapters": ("", '["00:00 Awal", "01:35 Tengah"]'), "duration": ("", '"12:30"'),
    "updated": ("", "2024-10-10 11:00 WIB"), "expires": ("", "", "", "2024-10-12 09:00 WIB", "2024-10-09 09:00 WIB"), "time_unknown": ("", "", "true"),
    "aliases": ("", "", "[/tua/{n}/, /tua-{n}.html]"), "verification": ("", "", "pending"), "follows": ("", "", "/daerah/2024/10/b-1.md"),
    "related": ("", "", "[b-1, b-2]"), "unrelated": ("", "", "[b-3]"), "draft": ("", "", "", "", "true"), "status": ("", "", "", "", "", "review"),
    "corrections": ("", "", "", "[{timestamp: 2024-10-10 09:00 WIB, type: ralat, text: Salah.}, {timestamp: 2024-10-10 10:00 WIB, type: hak-jawab, text: Jawab., link: /redaksi/}]"),
    "retracted": ("",) * 9 + ("{timestamp: 2024-10-10 08:00 WIB, reason: sara, text: Maaf., title: Dicabut}", "{timestamp: 2024-10-10 09:00 WIB, reason: trauma-korban}"),
    "gone": ("",) * 9 + ("true", "Sudah selesai."),
}  # fmt: skip
"""Values of the keys of articles; a seed chooses among them."""
OTHERS = {
    "authors/sari-wulan.md": "---\nname: Sari Wulan\ninitials: SW\nrole: Wartawan\nemail: sari@uji.example\nphoto: /foto/a.jpg\nlinks: ['https://www.instagram.com/sari']\naliases: [/tua/sari/]\n---\nMeliput.",
    "pages/redaksi.md": "---\ntitle: Redaksi\nsummary: Kami.\n---\nKami.\n\n## Alamat\n\nJalan.", "pages/pemilu.md": "---\ntitle: Pemilu\ntemplate: pemilu.html\n---\nTeks.",
    "topics/air.md": "---\ntitle: Air Naik\nsummary: Ringkas.\nphoto: /foto/a.jpg\npinned: /daerah/2024/10/b-1.md\npeople: [Sari Wulan, {name: Camat, url: 'https://camat.example/'}]\ntimeline: true\nsince: 2024-10-01\n---\nSejak Senin.",
    "topics/kosong.md": "---\ntitle: Kosong\n---\nBelum.",
    "iklan/a.md": "---\npicture: /foto/b.png\nalt: Toko\nlink: https://toko.example/?a=1&b=2\nplaces: [atas, teks]\ncategories: [daerah]\nfrom: 2024-10-01 00:00 WIB\nuntil: 2024-11-01 00:00 WIB\n---\n",
    "iklan/b.md": "---\npicture: /foto/b.png\nalt: Bank\nlink: /redaksi/\nplaces: samping\n---\n",
    "front.yaml": "lead: {article: b-1, until: 2024-10-11 00:00 WIB}\nnext: [b-2, b-3]\npicks: [b-4, b-5]\nblocks: [olahraga, {kanal: daerah, count: 3}]\nbreaking: {text: Gempa, link: /daerah/2024/10/b-1.md, until: 2024-10-10 18:00 WIB}\n",
    "front/daerah.yaml": "lead: b-2\n",
}  # fmt: skip
EDITS: Mapping[str, Callable[[Any], object]] = {
    "a day later": lambda _: None,
    "a headline": lambda portal: portal.edit("content/daerah/2024/10/b-1.md", "title: Air Naik 1", "title: Air Turun"),
    "an article less": lambda portal: portal.remove("content/daerah/2024/10/b-2.md"),
    "no front": lambda portal: portal.remove("content/front.yaml"),
    "a topic and a profile": lambda portal: (
        portal.edit("content/topics/air.md", "title: Air Naik", "title: Air Surut"), portal.edit("content/authors/sari-wulan.md", "role: Wartawan", "role: Redaktur"),
    ),
    "mistakes": lambda portal: portal.add("content/daerah/2024/10/b-4.md", "---\ntitle:\nhantu: x\n---\n![x](/foto/tiada.png)"),
    "a template, the language and the size of lists": lambda portal: (
        portal.add("themes/uji/templates/_kaki_tambahan.html", "<p>{{ site.name }}</p>"), portal.edit("site.yaml", "per_page: 4", "per_page: 7\nlanguage: en"),
    ),
}  # fmt: skip


def portal() -> support.Portal:
    """Make a portal with all keys of site.yaml and of articles."""
    kanal = "  - {slug: olahraga/tinju, name: Tinju, description: Tinju.}\n  - {slug: opini, name: Opini}\n"
    config = support.CONFIG.replace("tagline: Berita percobaan\n", "") + kanal + CONFIG
    made, dice = support.site(Path(), config=config), Random(5)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 40"><!-- a --><circle r="20" fill="#0a5"/></svg>'
    for name, data in {
        "foto/a.jpg": photos.tagged(photos.quarters(160, 120), Copyright="(c) Kabar", Artist="Sari"), "foto/b.png": support.png(130, 100),
        "foto/logo.svg": drawing % 120, "foto/ikon.svg": drawing % 40, "dokumen/a.pdf": "%PDF-1.7", **OTHERS,
    }.items():  # fmt: skip
        made.add(f"content/{name}", data)
    made.add("themes/uji/theme.yaml", THEME)
    made.add(
        "themes/uji/templates/pemilu.html",
        "{% extends 'standing.html' %}{% block main %}{% for c in latest(n=3) %}{{ c.title }}{% endfor %}{% endblock %}",
    )
    for n in range(45):
        keys = {
            key: dice.choice(values).format(n=n) if key == "aliases" else dice.choice(values)
            for key, values in KEYS.items()
        }
        kind = keys["type"]
        keys |= dict.fromkeys(("chapters", "duration") if kind != "video" else (), "")
        keys |= {"sponsor": "{name: Bank, url: 'https://bank.example/'}" if kind == "advertorial" else ""}
        if kind != "live":
            keys["live_until"] = ""
        if keys["retracted"]:
            keys["gone"] = ""
        month = "10" if kind == "live" else dice.choice(("10", "10", "09", "07"))
        day, where = (
            dice.randrange(1, 12),
            ("daerah", "nasional", "olahraga", "opini", "olahraga/tinju")[n % 5 if n > 9 else 0],
        )
        if n < 6 or (day > 9 and month == "10"):
            keys |= dict.fromkeys(("retracted", "gone", "expires", "updated", "corrections"), "")
        if n < 6:
            month, day = "10", 9
            keys |= dict.fromkeys(("draft", "status"), "")
        text = support.article(
            f"Air Naik {n}",
            BODIES[{"live": 4, "video": 3}.get(kind, n % 4)],
            **keys | {"timestamp": f"2024-{month}-{day:02} {n % 8:02}:00 WIB"},
        )
        made.add(f"content/{where}/2024/10/b-{n}.md", text)
    counts = {f"/daerah/2024/10/b-{n}/": 90 - 7 * n for n in range(6)}
    made.add("data/popular.json", json.dumps({"until": "2024-10-10 12:00 WIB", "views": counts}))
    return made


# ------------------------------------------------------------------------------ what a preview is asked

PATHS = (
    "/", "/daerah/", "/daerah", "/daerah/2024/10/b-1/", "/daerah/2024/10/b-1/2/", "/olahraga/tinju/", "/label/air/", "/label/air/feed.xml", "/redaksi/", "/404.html",
    "/tiada/", "/tiada.png", "/foto/a.jpg", "/foto/b.png", "/foto/ikon.svg", "/dokumen/a.pdf", "/aset/warna.css", "/cari/", "/cari/indeks/indeks.json",
    "/fragmen/terkini.html", "/fragmen/iklan.html", "/fragmen/langsung/daerah/", "/lama/", "/lama/dua.html?a=1", "/robots.txt", "/manifest.webmanifest", "/%2e%2e/site.yaml", "/a%00b",
    "/_ssg", "/_ssg/", "/_ssg/tiada", "/_ssg/preview.js", "/_ssg/bar.css", "/_ssg/dashboard.css", "/_ssg/dashboard.js", "/_ssg/page", "/_ssg/page?url=/tiada/",
)  # fmt: skip
ASKED = (
    ("GET", "/foto/a.jpg", {"range": "bytes=0-9"}), ("GET", "/foto/a.jpg", {"range": "bytes=99999-"}), ("HEAD", "/foto/a.jpg", {"range": "bytes=-5"}),
    ("GET", "/", {"if-none-match": "*"}), ("GET", "/foto/a.jpg", {"if-none-match": "*"}), ("GET", "/foto/a.jpg", {"range": "bytes=0-9", "if-range": '"x"'}), ("HEAD", "/_ssg/events", {}),
    ("POST", "/_ssg/time", {"content-length": "2000"}), ("POST", "/", {}), ("GET", "/", {"host": "lain.example"}), ("GET", "/", {"host": "kabar.lan"}),
    ("GET", "/?token=rahasia&a=1", {"host": "kabar.lan"}), ("GET", "/?token=salah", {"host": "kabar.lan"}), ("GET", "/_ssg/", {"host": "kabar.lan", "cookie": "{}=rahasia"}),
    ("GET", "/_ssg/page?url=/daerah/2024/10/b-1/", {"host": "kabar.lan", "cookie": "{}=rahasia"}), ("POST", "/_ssg/now", {"host": "kabar.lan", "cookie": "{}=rahasia", "origin": "http://kabar.lan"}),
    ("POST", "/_ssg/drafts?shown=1", {"host": "kabar.lan", "cookie": "{}=rahasia", "origin": "http://kabar.lan"}),
)  # fmt: skip


LATER = ("/_ssg/", "/_ssg/page?url=/daerah/", "/_ssg/page?url=/", "/")
"""What is asked after each mistake."""
MISTAKES = (
    ("content/daerah/2024/10/b-1.md", "---\ntitle:\n---\n"), ("themes/uji/templates/home.html", "{{ tiada.ada }}"), ("site.yaml", "name: x\n"),
)  # fmt: skip


def hidden(portal: support.Portal) -> list[str]:
    """Return the addresses of articles that are drafts or not published yet, and of what is said of them."""
    urls = []
    for file in sorted((portal.folder / "content").rglob("b-*.md")):
        text, kanal = file.read_text("utf-8"), file.parts[file.parts.index("content") + 1]
        dated = re.search(r"timestamp: 2024-(\d\d)-(\d\d)", text)
        if dated and ("draft: true" in text or "status:" in text or dated.groups() > ("10", "09")):
            urls.append(f"/{kanal}/2024/{dated[1]}/{file.stem}/")
    return [f"{start}{url}" for url in urls for start in ("", "/_ssg/page?url=")]


# ------------------------------------------------------------------------------ who asks

HOSTS = ("localhost:1", "127.0.0.1", "[::1]:1", "kabar.lan", "KABAR.lan.:8", "lain.example", "10.0.0.1", "", "a:b:c")
CLIENTS = (("127.0.0.1", 9), ("::ffff:127.0.0.1", 9), ("10.0.0.7", 9), ("x", 9), None)
QUERIES = (b"", b"token=rahasia&a=1&b=", b"token=salah", b"token=%ff")
PAGES: tuple[dict[str, str], ...] = (
    {}, {"cookie": "warta-8=rahasia"}, {"origin": "http://localhost:1"}, {"origin": "https://localhost:1", "remote-user": "sari"}, {"origin": "http://lain.example"},
    {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}, {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
)  # fmt: skip


class Door:
    """A desk that knows people by a header."""

    def __init__(self, *, closed: bool) -> None:
        self.is_closed = closed

    def person(self, headers: Any, address: str, *, remote: bool) -> Any:
        return headers.get("remote-user") or (None if self.is_closed else f"{address} {remote}")


def scopes() -> Iterator[dict[str, Any]]:
    """Yield requests of all combinations of name, address, token and page that asks."""
    requests = (("GET", "/a"), ("GET", "/_ssg/"), ("POST", "/_ssg/x"))
    for host, client, query, page, (method, path) in itertools.product(HOSTS, CLIENTS, QUERIES, PAGES, requests):
        if not query or (path != "/_ssg/x" and (not page or "cookie" in page)):
            headers = [(name.encode(), value.encode()) for name, value in {"host": host, **page}.items()]
            yield {
                "type": "http", "method": method, "path": path, "query_string": query, "headers": headers,
                "client": client, "server": ("x", 8), "scheme": "http",
            }  # fmt: skip


RANGES = (
    "",
    "bytes=0-",
    "bytes=0-0",
    "bytes=5-3",
    "bytes=-5",
    "bytes=-0",
    "bytes=-",
    "bytes=9-",
    "bytes=10-",
    "bytes=3-99",
    "a=1-2",
    " bytes=1-2 ",
    "bytes=1-2,4-5",
)
ENDINGS = "html css js mjs xml txt json svg webmanifest webp avif ico woff woff2 vtt csv md jpg jpeg png gif pdf mp3 mp4 webm JPG bin".split()
FILES = ("content/a b/é.md", "content/a.png", "site.yaml", "generator/themes/kabar/theme.yaml", "content/a.md")


# ------------------------------------------------------------------------------ pictures and recordings


def inputs(module: ModuleType) -> list[bytes]:
    """Return the bytes and texts in the tables of a module of tests, and among the values of its tests."""
    found: dict[bytes, None] = {}

    def walk(value: Any) -> None:
        if isinstance(value, bytes | str):
            found[value if isinstance(value, bytes) else value.encode("utf-8", "replace")] = None
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
            walk(one)

    for name, value in vars(module).items():
        walk(value if name.isupper() else ())
        walk(
            [
                mark.args[1]
                for mark in getattr(value, "pytestmark", ())
                if mark.name == "parametrize" and isinstance(mark.args[1], list)
            ]
        )
    return [one for one in found if len(one) < 20_000]


FILM = b"\0\0\0\x14ftypisom" + bytes(8)
BOXES = (
    b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"udta", b"meta", b"ilst", b"mvex", b"iods", b"pssh", b"cmov", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"stsd", b"stsz",
    b"stsc", b"stco", b"co64", b"tfhd", b"trun", b"trex", b"covr", b"free", b"skip", b"uuid", b"XMP_", b"\xa9nam", b"\xa9ART", b"\xa9aut", b"\xa9alb", b"\xa9cpy", b"\xa9gen", b"aART", b"auth",
    b"cprt", b"titl", b"perf", b"albm", b"trkn", b"mdat", b"styp", b"mfra", b"sidx", b"ssix", b"prft", b"pdin", b"wide", b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"av01", b"vp09", b"jpeg", b"apch",
    b"apcn", b"apcs", b"text", b"gps ", b"dinf", b"edts", b"iinf", b"iloc", b"iprp", b"pitm", b"idat", b"infe",
)  # fmt: skip
HANDLERS = (
    b"vide",
    b"soun",
    b"subt",
    b"sbtl",
    b"text",
    b"clcp",
    b"tmcd",
    b"auxv",
    b"pict",
    b"hint",
    b"meta",
    b"mdir",
    b"mdta",
)
WORDS = (
    b"GPS(106.8456,-6.2088,15)", b"[latitude: -6.2088]", b"HOME (E: 106.8)", b"lon = 106.8", b"longitude:1", b"lat=x", b"Air naik di Semarang.", bytes(40), b"\xff" * 20,
    b"\0\0\0\1" * 12, b"\0\0\0\2\0\0\0\0\0\0\0\3" * 4, b"\1\0\0\0" + b"\0\0\0\0\0\0\0\x40" * 9, b"\0\0\0\0\0\0\0\2\0\0\0\x20\0\0\0\x60\0\0\0\x80",
)  # fmt: skip


def film(dice: Random, depth: int = 0) -> bytes:
    """Return boxes of a film at random."""
    found = b""
    for _ in range(dice.randrange(1, 5)):
        kind = dice.choice(BOXES if depth else BOXES[:8] + BOXES[-20:])
        deep = depth < 5 and BOXES.index(kind) < 14
        inner = film(dice, depth + 1) if deep and dice.random() < 0.9 else dice.choice(WORDS) * dice.randrange(3)
        if kind == b"hdlr":
            inner = bytes(8) + dice.choice(HANDLERS) + bytes(12)
        if kind in (b"meta", b"stsd") and dice.random() < 0.7:
            inner = bytes(4 if kind == b"meta" else 8) + inner
        size = dice.choice((len(inner) + 8,) * 20 + (0, 1, 8, len(inner) + 9))
        found += size.to_bytes(4, "big") + kind + inner
    return found


KINDS: Mapping[str, Sequence[str]] = {
    "png": "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT tEXt tIME eXIf zTXt".split(),
    "webp": ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP", "EXIF", "XMP ", "ABCD"],
    "wav": ["fmt ", "data", "fact", "ds64", "cue ", "smpl", "inst", "wavl", "slnt", "LIST", "bext", "INAM", "IART", "ICOP", "IPRD", "ITRK", "IGPS"],
    "id3": "TIT1 TIT2 TIT3 TPE1 TPE2 TALB TCOM TCOP TPUB TRCK TPOS TLAN TXXX COMM PRIV APIC".split(),
    "ogg": "TITLE ARTIST album ALBUMARTIST COMPOSER PERFORMER COPYRIGHT LICENSE ORGANIZATION TRACKNUMBER LANGUAGE R128_TRACK_GAIN R128_ALBUM_GAIN LOCATION DATE".split(),
    "webm": "1549A966 1654AE6B AE 1254C367 1F43B675 1C53BB6B 114D9B74 1043A770 1941A469 4461 7384 3C83AB 3EB3BB 4D80 5741 EC BF D7 83 A3 A0 A1 67C8".split(),
}  # fmt: skip
"""Kinds of the parts of media files."""
RIGHTS = "TITLE ARTIST ALBUM COPYRIGHT PERFORMER PUBLISHER DURATION LOCATION".split()
NOTES = (
    b"Exif\0\0", b"ICC_PROFILE\0\1\1", b"Photoshop 3.0\0", b"Adobe\0d", b"JFIF\0\1", b"http://ns.adobe.com/xap/1.0/\0", b"Author\0", b"Copyright\0", b"INFO", b"\3(c) ", b"",
)  # fmt: skip


def put_together(form: str, dice: Random) -> bytes:
    """Return a picture or recording of a form, of parts at random."""
    kinds = [dice.choice(KINDS.get(form, ("",))) for _ in range(dice.randrange(1, 7))]
    sizes = (0, 1, 2, 3, 84, 85, 88, 89, 90, 91, 92, 99, 100, 101, 127, 128, 495, 500, 501)
    bodies = [(dice.choice(NOTES) + dice.choice(WORDS) * 9)[: dice.choice((*sizes, *sizes, 9000))] for _ in kinds]
    pairs = [(kind.encode(), body) for kind, body in zip(kinds, bodies, strict=True)]
    if form == "png":
        return b"\x89PNG\r\n\x1a\n" + b"".join(test_scrubbing.png_chunk(*one) for one in pairs)
    if form == "webp":
        body = b"WEBP" + b"".join(test_scrubbing.webp_chunk(*one) for one in pairs)
        return b"RIFF" + (len(body) + dice.choice((0, 0, 0, 1))).to_bytes(4, "little") + body
    if form == "wav":
        inner = [b"INFO" * (kind == b"LIST") + b"".join(test_sound.chunk(*one) for one in pairs) for kind, _ in pairs]
        return test_sound.wav(
            *(test_sound.chunk(kind, inner[at] if kind == b"LIST" else body) for at, (kind, body) in enumerate(pairs))
        )
    if form == "id3":
        version = dice.choice((2, 3, 4, 4))
        frames = b"".join(test_sound.frame(kind, body, version) for kind, body in pairs)
        head = b"ID3" + bytes((version, 0, dice.choice((0, 0, 0, 0x10, 0x40, 0x80)))) + test_sound.safe(len(frames))
        return (
            head
            + frames
            + dice.choice((test_sound.SOUND, bytes(10) + test_sound.SOUND, b""))
            + dice.choice((test_id3.OLD, test_id3.OLD + bytes(35), b"LYRICS200", b"000012LYRICS200", b""))
        )
    if form == "flac":
        return test_sound.flac(
            *((dice.randrange(8), dice.choice((body, test_sound.COMMENTS, test_sound.PICTURE))) for _, body in pairs)
        )
    if form == "ogg":
        head = dice.choice((b"OpusTags", b"\3vorbis", b"\x81kate"))
        return test_ogg.stream(
            head + test_ogg.comments(*(kind + b"=" + body for kind, body in pairs)),
            dice.choice((b"OpusHead", b"\1vorbis", b"\x80kate")),
        )
    if form == "jpeg":
        markers = [dice.choice((0xC0, 0xC4, 0xDB, 0xDD, 0xDA, *range(0xE0, 0xF0), 0xFE, 0xD0, 0x01)) for _ in pairs]
        tiff = dice.choice((test_scrubbing.tiff(dice.randrange(10), dice.choice("<>")), b""))
        iptc = b"8BIM\4\4\0\0" + b"".join(test_scrubbing.iptc(number, b"Sari") for number in (80, 110, 116, 55))
        return (
            b"\xff\xd8"
            + b"".join(
                test_scrubbing.segment(
                    marker, (dice.choice((b"Exif\0\0" + tiff, b"Photoshop 3.0\0" + iptc, body)))[:60_000]
                )
                for marker, (_, body) in zip(markers, pairs, strict=True)
            )
            + b"\xff\xd9"
        )
    blocks = [test_webm.block(dice.randrange(1, 4), body, simple=dice.random() < 0.5) for body in bodies]
    rights = [test_webm.tag(dice.choice(RIGHTS).encode(), body) for body in bodies]
    tracks = [
        test_webm.element(
            0xAE,
            test_webm.element(0xD7, bytes((at,))),
            test_webm.element(0x83, bytes((dice.choice((1, 2, 3, 16, 17, 33)),))),
        )
        for at in range(1, 4)
    ]
    inner = {"1654AE6B": tracks, "1F43B675": blocks, "1254C367": [test_webm.element(0x7373, *rights)]}
    parts = [
        test_webm.element(
            int(kind, 16), *inner.get(kind, [body, *(test_webm.element(int(one, 16), body) for one in kinds)])
        )
        for kind, body in zip(kinds, bodies, strict=True)
    ]
    return test_webm.whole(test_webm.element(0x1654AE6B, *tracks), *parts, sized=dice.random() < 0.7)


FORMS = ("png", "webp", "wav", "id3", "flac", "ogg", "jpeg", "webm")


def tables() -> Iterator[tuple[str, bytes]]:
    """Yield what tests ask about pictures and recordings, alone and as a part of larger ones."""
    modules = (
        test_avif, test_drawings, test_films, test_id3, test_ogg, test_photos, test_scrubbing, test_sound, test_webm, test_chunks,
        test_probing, test_svg,
    )  # fmt: skip
    for module in modules:
        for number, data in enumerate(inputs(module)):
            moov = (len(data) + 8).to_bytes(4, "big") + b"moov" + data
            for at, held in enumerate((
                data, FILM + data, FILM + moov, b"ID3\4\0\0\0\0\0\x7f" + data, b"\xff\xd8" + data + b"\xff\xda\xff\xd9",
                b"<svg xmlns='http://www.w3.org/2000/svg'>" + data + b"</svg>",
            )):  # fmt: skip
                yield f"{module.__name__.rpartition('_')[2]} {number} {at}", held
    for count in (9997, 9998, 9999, 10_000):
        yield f"boxes {count}", FILM + b"\0\0\0\x08free" * count + b"\0\0\0\x0cmoov"
    for size in ((4 << 20) - 11, (4 << 20) - 10, (64 << 10) - 11, (64 << 10) - 10):
        yield f"svg {size}", b"<svg>" + b" " * size + b"</svg>"


def whole() -> dict[str, bytes]:
    """Return a picture or recording of each kind."""
    chosen = "tagged.jpg small.png palette.png profile.png grey.jpg ink.jpg plain.webp clear.avif plain.svg".split()
    return {
        **{f"film{name}": data for name, data in test_films.FILMS.items()}, **test_sound.SOUNDS,
        "film.webm": test_webm.film(), "endless.webm": test_webm.film(sized=False),
        **{f"photo.{name}": make() for name, make in test_scrubbing.PHOTOS.items()},
        **{f"moving.{name}": data for name, data in photos.moving().items()},
        **{name: broken_pictures.whole(name) for name in chosen},
    }  # fmt: skip


def damaged(name: str, data: bytes, count: int) -> Iterator[bytes]:
    """Yield a picture or recording with so many damages, which its name decides."""
    dice = Random(name)
    for _ in range(count):
        spoilt = bytearray(data)
        for _ in range(dice.choice((1, 1, 2, 3))):
            if spoilt:
                dice.choice(broken_pictures.DAMAGES[:-1])(spoilt, dice)
        yield bytes(spoilt)


# ------------------------------------------------------------------------------ letters and words

FONT = """<svg><font horiz-adv-x="500"><font-face units-per-em="1000" cap-height="700"/><glyph unicode=" "/>
<glyph unicode="…" horiz-adv-x="300" d="M0 0"/><glyph unicode="A" d="M1 1"/><glyph unicode="AB"/>
<hkern u1="U+,U+41,AB,A" u2="…" k="20"/><hkern u1="A" k="20"/></font></svg>"""
LINES = ("", "Air", "Kafé “naik” 😀 ﷺ", "Warga " * 40, "Mempertanggungjawabkankebijakan" * 3, "Air naik " * 9)
EXIF = (
    "a (a, Ascii, 2 components, 2 bytes)", "a", "a, b (a, b, Ascii, 5 components, 5 bytes)", "a (b, Ascii, 1 component, 1 byte)",
    "(a) ((a), ASCII, 1 component, 1 byte)", "a (a, Ascii, 2 components)", "a(a, Ascii, 2 components, 2 bytes)",
)  # fmt: skip
KNOWN = "air naik semarang hujan deras pagi banjir besar pasar zakat kutipan catatan jalan ditutup redaksi jateng jawa tengah demak papua sari wulan tono 5g kafé hujn pasr yang di b 12".split()
FILTERS = ([], [], ["k:daerah"], ["j:opini"], ["p:sari-wulan"], ["d:jawa-tengah"], ["k:daerah k:opini"])
TYPED = (
    "yang",
    "yang di",
    "air yang naik",
    "air naik di mana",
    "a " * 13,
    " ".join(map(str, range(14))),
    "satu dua tiga empat lima",
    "x" * 1001,
)
TODAY, OLDEST = (20000, 20089, 20090, 20091, 20118, 20179, 20333, 20454), (0, 19000, 19990, 20060, 20089, 20400, 30000)
SIZES = (1, 16, 17, 96, 97, 512, 1024, 1025, 10_240, 10_241, 163_840, 200_000)
"""Days of a build and of the oldest article, and numbers of articles."""
