"""A site of as many articles as wanted, the same for the same number: for checks where ../shared/bench is not there."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

CONFIG = """\
name: Kabar Seribu
tagline: Berita percobaan
base_url: https://kabar.example{path}
timezone: Asia/Jakarta
theme: kabar
search: true
notice: Dilarang menyalin tanpa izin.
third_parties: [mailchimp]
subscribe:
  form: https://kabar.us1.list-manage.com/subscribe/post?u=0&id=1
  links: [{{name: Saluran WhatsApp, url: "https://whatsapp.com/channel/0"}}]
severity: {{dead-link: warning, missing-picture: warning}}
redirects: {{/label/pasar/: /tag/pasar/, /arsip.html: /indeks/}}
categories:
"""
MOVED = """\
permalink: "/{category}/{year}/{id}-{slug}.html"
paths: {tag: label, author: author, index: arsip}
redirects: {/tag/pasar/: /label/pasar/, /indeks.html: /arsip/}
"""
"""What a portal below a path has besides, or instead: addresses that it brought from elsewhere."""
KANAL = ("daerah", "politik", "ekonomi", "hukum", "olahraga", "opini")
SUBJECTS = "Warga|Petani|Nelayan|Pemkab|DPRD|Guru|Pedagang|Relawan|Pelajar|Polres"
DOES = "Menata|Menanam|Meninjau|Memperbaiki|Membahas|Menjaga|Membuka|Meresmikan"
OBJECTS = "Tanggul|Jembatan|Pasar|Dermaga|Sekolah|Irigasi|Stadion|Hutan Bakau|Puskesmas"
PLACES = "Muara Lindan|Kuala Rawa|Tanjung Sera|Bukit Sawang|Pulau Kerapu"
REPORTERS = ("Ratna Ayu", "Hamid Salim", "Yosefina Tora", "Dimas Wira")
LAST = datetime.fromisoformat("2025-12-22T20:00")


PAGE = """\
---
title: Tentang kami
aliases: [/tentang-kami.html, /2019/tentang/]
---
# Tentang kami

### Redaksi

Lihat [bagian ini](#redaksi), [berita](berita-00008#bagian-dua) dan [media](../foto/peta.svg).
"""
PROFILE = """\
---
name: Ratna Ayu
links: [https://www.instagram.com/ratna, https://sosial.example/@ratna]
---
Meliput pasar.
"""
FILM = """\
![Camat berbicara](/film/a.webm "Wawancara. (Foto: Kabar)")

## Transkrip

**Camat:** Tanggul *selesai*[^film].

[^film]: Direkam pagi.

"""
PARTS = """\
  - {slug: olahraga/sepak-bola, name: Sepak Bola}
  - {slug: olahraga/tinju, name: Tinju}
theme_settings: {iklan: [atas, samping, teks, bawah]}
"""
"""What follows the kanal in site.yaml, of a portal that brought its addresses."""
_HEAD = """\
---
title: {}
author: Ratna Ayu
editor: Budi Rahman
timestamp: 2025-12-22 {} WIB
tags: [Tanggul, Muara Lindan]
id: {}
{}
---
"""
_LIVE = """\
- Tinggi air 178 cm.
- Jalan **ditutup**.

## 16.10 WIB – Air melewati "tanggul" <lagi> (Ratna Ayu)

Air [naik](/arsip/).

## 17.30

Tiga lokasi dibuka.
"""
STEERED = {
    "front.yaml": """\
lead: /olahraga/sepak-bola/2025/12/tanding.md
blocks: [olahraga, {kanal: daerah, count: 6}]
breaking: {text: 'Gempa "kuat" <di> laut', link: /olahraga/}
""",
    "olahraga/sepak-bola/2025/12/tanding.md": _HEAD.format("Tanding Ulang", "15:00", 20_001, "")
    + "Kedua tim bertanding.",
    "daerah/2025/12/langsung.md": _HEAD.format("Banjir Saat Ini", "16:00", 20_002, "type: live") + _LIVE,
    "daerah/2025/12/usai.md": _HEAD.format(
        "Banjir Kemarin", "15:50", 20_003, "type: live\nlive_until: 2025-12-22 18:00 WIB"
    )
    + _LIVE,
    "topics/tanggul.md": """\
---
title: Tanggul
summary: Semua tentang <tanggul>.
since: 2025-12-01
pinned: /olahraga/sepak-bola/2025/12/tanding.md
timeline: true
---
Pengantar.
""",
    "iklan/koperasi.md": """\
---
picture: /foto/peta.svg
alt: Simpan pinjam
link: https://koperasi.example/
places: [atas, samping, teks, bawah]
---
""",
}
"""What its editors steer, and what is one of a kind there: texts by path below content/."""
_MAP = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><path d="M0 0L1200 900"/></svg>'


def write(folder: Path, count: int, path: str = "") -> None:
    """Write site.yaml and the articles: every sort of markup, some split, all kinds of article.

    Args:
        folder: that of the site, which is made.
        count: how many articles.
        path: below which the portal lies on its host, with a slash at its beginning; empty for the root.

    """
    folder.mkdir(parents=True)
    (folder / "content/foto").mkdir(parents=True)
    (folder / "content/foto/peta.svg").write_text(_MAP, "utf-8")
    lines = "".join(f"  - {{slug: {slug}, name: {slug.title()}}}\n" for slug in KANAL)
    config = CONFIG.format(path=path)
    if path:
        config = MOVED + "".join(line for line in config.splitlines(True) if not line.startswith("redirects:"))
        lines += PARTS
        for name, text in STEERED.items():
            file = folder / "content" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    (folder / "site.yaml").write_text(config + lines, "utf-8")
    (folder / "content/pages").mkdir()
    (folder / "content/pages/tentang.md").write_text(PAGE, "utf-8")
    (folder / "content/film").mkdir()
    (folder / "content/film/a.webm").write_bytes(b"")
    (folder / "content/authors").mkdir()
    (folder / "content/authors/ratna-ayu.md").write_text(PROFILE, "utf-8")
    chance = Random(1)
    for number in range(count):
        subject, does, thing, place = (chance.choice(one.split("|")) for one in (SUBJECTS, DOES, OBJECTS, PLACES))
        when = LAST - timedelta(minutes=chance.randint(0, 400) + number * 400)
        kanal = chance.choice(KANAL)
        kind = "opini" if kanal == "opini" else "advertorial" if number % 40 == 7 else "berita"
        if kind == "berita":
            kind = "video" if number % 13 == 9 else "infografik" if number % 13 == 10 else kind
        head = [
            f"title: {subject} {does} {thing} di {place}",
            f"author: {chance.choice(REPORTERS)}",
            "editor: Budi Rahman",
            f"timestamp: {when:%Y-%m-%d}\ntime_unknown: true"
            if number % 13 == 4
            else f"timestamp: {when:%Y-%m-%d %H:%M} WIB",
            f"id: {10_000 + number}\naliases: [/lama/{number}.html, '/?p={number}', /lama/{number}/]",
            f"tags: [{thing}, {place}, {'K' + chr(38) + 'L' if number % 9 == 0 else subject}]",
            f"type: {kind}",
        ]
        if kind == "advertorial":
            head.append("sponsor: PT Contoh & Rekan")
        if number % 5 == 0:
            head.append(f"summary: 'Kabar \"{thing}\" dari {place} <dalam> tahap {number}.'")
        if number % 7 == 3:
            head.append("photo: {src: /foto/peta.svg, credit: Dinas, alt: Peta banjir, fit: whole}")
        file = folder / f"content/{kanal}/{when:%Y/%m}/berita-{number:05d}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.parent / "denah.svg").write_text(_MAP, "utf-8")
        body = FILM * (kind == "video") + _body(number, place, chance, f"https://kabar.example{path}")
        file.write_text("---\n" + "\n".join(head) + f"\n---\n{body}\n", "utf-8")


_PLACES = """\
### Di pasar <!-- JANGAN TAYANG -->

Air naik di [pasar](#di-pasar), kata https://badan.example/berita?a=1&b=2 <!-- cek lagi --> dan surut.[^catatan]

<!-- Seluruh baris ini
tidak tayang. -->

> - [x] data <!-- benar? -->
> - [ ] biaya

[^catatan]: Wawancara, lihat [berkas](/lama/0.html)."""
_POSTS = """\
https://vimeo.com/76979871

https://x.com/kabar/status/1

https://www.instagram.com/reel/abcdefghijk/

https://www.threads.net/@kabar/post/abcdefg

https://t.me/kabar/12

https://www.tiktok.com/@a/video/12345

https://www.facebook.com/kabar/posts/12345

https://open.spotify.com/episode/abcdefghijklmnopqrstuv

https://soundcloud.com/kabar/siaran

https://datawrapper.dwcdn.net/aBcDe/1/

https://public.flourish.studio/visualisation/123/

https://maps.app.goo.gl/abcdefgh

https://forms.gle/abcdefgh

https://www.scribd.com/document/12345/laporan

https://lain.example/video/1"""
_BESIDE = """\
![Denah](denah.svg "Denah (Foto: Dinas)") dan ![peta](/foto/peta%2Esvg)

[Ke atas](../), [tiada](/tiada/2019/), ![hilang](/foto/tiada.jpg)"""
_SPLIT = """\
## Bagian satu

Ke [bagian dua](#bagian-dua), dan ke [atas](#isi).[^satu]

<!-- halaman -->

### Bagian dua

Kembali ke [bagian satu](#bagian-satu).[^dua]

[^satu]: Di halaman satu.
[^dua]: Di halaman dua, lihat [lagi](#bagian-satu)."""
_HTML = """\
<div class="lama">
<p style="color: red">Air <b>naik</b> sejak <i>subuh</i>,<br>kata <a href="/indeks/">warga</a>.</p>
</div>

<h3>Di pasar</h3>
<table><caption>Biaya</caption><tr><th scope="col">Tahap<th scope="col">Biaya<tr><td>satu<td>12</table>

<details>
<summary>Cara mendaftar</summary>

Isi *formulir* di [kantor desa](/indeks/).

</details>

<blockquote>H<sub>2</sub>O &amp; <abbr title="Badan Pusat Statistik">BPS</abbr></blockquote>
<dl><dt>Relokasi<dd>pemindahan <mark>warga</mark></dl>
<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>"""


def _body(number: int, place: str, chance: Random, base_url: str) -> str:
    words = f"{SUBJECTS}|{OBJECTS}|{PLACES}".lower().split("|")
    blocks = [
        f"{place} - " + " ".join(chance.choice(words) for _ in range(chance.randint(20, 60))).capitalize() + "."
        for _ in range(chance.randint(3, 8))
    ]
    older = [f"- [](berita-{max(number - back, 0):05d})" for back in (3, 9)]
    extras = {
        0: _PLACES,
        1: _POSTS,
        11: f"Baca Juga:\n\n{older[0]}\n{older[1]}\n\n[Lama](/lama/0/), [ini]({base_url}/lama/0.html), [itu](/?p=0).",
        2: "#### Antar\\<judul> & lainnya\n\n1. satu\n2. dua\n\n- a\n- b\n\n" + _BESIDE,
        3: "| Tahap | Biaya |\n|:------|------:|\n| satu | 12 |\n| **dua** | 9 |",
        4: '> "Kutipan" & tanda\n\nBaris satu  \nbaris dua\n\n---\n\n`kode` ~~coret~~',
        5: "https://www.youtube.com/watch?v=abcdefghijk",
        6: f"Baca Juga: [](berita-{max(number - 6, 0):05d})\n\n[Bagian dua](berita-00008#bagian-dua)."
        if number
        else "",
        7: "Baca Juga: [BPS & rekan](https://bps.example/?a=1&b=2)",
        9: _HTML,
        10: "Kata warga[^1].\n\n[^1]: Wawancara.\n\n- [x] pendataan\n- [ ] pembayaran\n\nRelokasi\n: pemindahan warga",
        8: _SPLIT,
    }
    blocks.insert(2, extras.get(number % 12, "*Miring* dan **tebal** dengan [tautan](/indeks/)."))
    return "\n\n".join(block for block in blocks if block) + "***(BR)"
