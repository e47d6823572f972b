"""An export of WordPress of any size, made up: every feature that `ssg import wordpress` knows, in Indonesian news.

    python -m tests.exports export.xml --posts 20000

The text of an article depends on its number, on how many there are and on the seed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

SITE = "https://kabarlama.example"
_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Kabar Lama</title>
<link>https://kabarlama.example</link>
<description>Berita pesisir sejak 2009</description>
<language>id</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://kabarlama.example</wp:base_site_url>
<wp:base_blog_url>https://kabarlama.example</wp:base_blog_url>
"""
_WORDS = (
    "bupati warga nelayan pasar jembatan sekolah puskesmas harga beras cabai ikan hujan banjir jalan desa kecamatan "
    "petani panen musim pemerintah daerah rapat anggaran pembangunan dermaga kapal pelabuhan listrik air bersih guru "
    "murid beasiswa festival budaya tenun tari lomba perahu sepak bola atlet hutan bakau pantai wisata pemuda ibu "
    "kelompok koperasi usaha kecil pedagang penumpang angkutan polisi sidang hakim saksi korban kebakaran gempa posko "
    "relawan bantuan dapur umum pengungsi laporan dinas kepala kantor layanan kartu penduduk suara pemilih calon"
).split()
_VERBS = "membuka meninjau menerima menolak membangun memperbaiki menunda mengumumkan membagikan meresmikan".split()
_PLACES = "Muara Lindan,Kuala Rawa,Teluk Sangkala,Nusa Lembayung,Ulu Sawang,Tanjung Camar,Batu Layar".split(",")
CATEGORIES = (
    ("daerah", "Daerah", ""), ("politik", "Politik", ""), ("pilkada", "Pilkada", "politik"), ("ekonomi", "Ekonomi", ""),
    ("hukum", "Hukum & Kriminal", ""), ("olahraga", "Olahraga", ""), ("sepak-bola", "Sepak Bola", "olahraga"),
    ("opini", "Opini", ""), ("uncategorized", "Uncategorized", ""),
)  # fmt: skip
AUTHORS = tuple((f"penulis{n}", f"Penulis {name}") for n, name in enumerate("Satu Dua Tiga Empat Lima".split(), 1))
_START = datetime(2009, 3, 1, 6, 0)  # noqa: DTZ001 - local time, as exports have it


def export(posts: int, seed: int = 1) -> Iterator[str]:
    """Yield an export with a number of articles, piece by piece."""
    yield _HEAD
    for login, name in AUTHORS:
        yield (
            f"<wp:author><wp:author_login>{login}</wp:author_login><wp:author_email>{login}@kabarlama.example"
            f"</wp:author_email><wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>\n"
        )
    for number, (slug, name, parent) in enumerate(CATEGORIES, 1):
        yield (
            f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
            f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name><![CDATA[{name}]]></wp:cat_name></wp:category>\n"
        )
    for number in range(1, posts + 1):
        yield from _post(number, random.Random(f"{seed}-{number}"), posts)
    yield from _pages()
    yield "</channel>\n</rss>\n"


def sentence(rng: random.Random, words: int = 12) -> str:
    """Return a sentence without markup."""
    chosen = [rng.choice(_WORDS) for _ in range(words)]
    chosen[2] = rng.choice(_VERBS)
    return f"{chosen[0].capitalize()} {rng.choice(_PLACES)} {' '.join(chosen[1:])}."


def when(number: int) -> datetime:
    """Return the local time of an article."""
    return _START + timedelta(minutes=370 * number)


def slug_of(number: int) -> str:
    """Return the slug of an article."""
    return f"berita-{_WORDS[number % len(_WORDS)]}-{_WORDS[number // 7 % len(_WORDS)]}-{number}"


def address(number: int) -> str:
    """Return the address of an article."""
    return f"{SITE}/{when(number):%Y/%m/%d}/{slug_of(number)}/"


def upload(number: int, ending: str = ".jpg") -> str:
    """Return the address of a picture."""
    return f"{SITE}/wp-content/uploads/{when(number):%Y/%m}/foto-{number}{ending}"


def _post(number: int, rng: random.Random, posts: int) -> Iterator[str]:
    identity, picture = number * 10, number * 10 + 1
    yield _item(
        picture, "attachment", f"Foto {number}", "", "inherit", when(number), f"{address(number)}foto/", excerpt=sentence(rng, 8),
        more=f"<wp:attachment_url>{upload(number)}</wp:attachment_url><wp:post_parent>{identity}</wp:post_parent>"
        + _meta("_wp_attachment_image_alt", "Suasana di lokasi") + (_meta("_media_credit", "Kabar Lama/Penulis Satu") if number % 3 else ""),
    )  # fmt: skip
    state = "publish"
    if number % 97 == 0:
        state = ("draft", "private", "pending", "trash", "future")[number // 97 % 5]
    slug, name, _ = CATEGORIES[number % len(CATEGORIES)]
    terms = f'<category domain="category" nicename="{slug}"><![CDATA[{name}]]></category>'
    terms += "".join(
        f'<category domain="post_tag" nicename="{word}"><![CDATA[{word.title()}]]></category>'
        for word in rng.sample(_WORDS, 3)
    )
    more = terms + (_meta("_thumbnail_id", str(picture)) if number % 4 else "")
    if number % 11 == 0:
        more += _meta("_yoast_wpseo_metadesc", sentence(rng)) + _meta("_yoast_wpseo_primary_category", "4")
    if number % 13 == 0:
        more += _meta("_wp_old_slug", f"judul-lama-{number}")
    if number % 41 == 0:
        more += "<wp:comment><wp:comment_approved>1</wp:comment_approved><wp:comment_content>Setuju</wp:comment_content></wp:comment>"
    title = sentence(rng, 6).rstrip(".") + (": “Kami Siap” & Tetap Bekerja" if number % 9 == 0 else "")
    body = _blocks(number, rng, posts) if number % 2 else _classic(number, rng, posts)
    yield _item(
        identity, "post", title, body, state, when(number), address(number), slug_of(number), more=more,
        excerpt=sentence(rng) if number % 5 == 0 else "", password="rahasia" if number % 499 == 0 else "",
        author=AUTHORS[number % len(AUTHORS)][0],
    )  # fmt: skip


def _paragraphs(rng: random.Random, number: int, posts: int) -> list[str]:
    """Return the paragraphs of an article, with the inline markup of newsrooms."""
    found = []
    for index in range(8):
        text = " ".join(sentence(rng) for _ in range(3))
        if index == 1:
            other = rng.randrange(1, posts + 1)
            text += f' Baca pula <a href="{address(other)}">laporan sebelumnya</a>, kata <strong>Bupati</strong>.'
        elif index == 3:
            text += " Harga naik 5% * 2, dari Rp10_000 menjadi [perkiraan] Rp12.000 &amp; <em>“stabil”</em>."
        elif index == 5:
            text += f' Data lengkap ada di <a href="https://data.example/tabel?id={number}&amp;q=a_b">situs data</a>.'
        found.append(text)
    return found


def _classic(number: int, rng: random.Random, posts: int) -> str:
    parts = _paragraphs(rng, number, posts)
    parts.insert(1, f'[caption id="attachment_{number * 10 + 1}" align="aligncenter" width="300"]<a href="{upload(number)}">'
                    f'<img class="size-medium wp-image-{number * 10 + 1}" src="{upload(number, "-300x200.jpg")}" alt="Suasana" width="300" height="200" />'
                    f"</a> Warga di {rng.choice(_PLACES)}. (Foto: Kabar Lama)[/caption]")  # fmt: skip
    parts.insert(3, "<!--more-->")
    other = rng.randrange(1, posts + 1)
    parts.insert(5, f'<strong>Baca Juga:</strong> <a href="{address(other)}">{sentence(rng, 5)}</a>')
    parts.append("<blockquote>Kami akan bekerja sampai selesai.\nItu janji kami.</blockquote>")
    parts.append("<ul>\n<li>Satu posko di balai desa</li>\n<li>Dua posko di sekolah</li>\n</ul>")
    if number % 10 == 0:
        parts.append("https://www.youtube.com/watch?v=abcdefghijk")
    if number % 12 == 0:
        parts.append(f'[gallery ids="{number * 10 + 1},{max(1, number - 1) * 10 + 1}"]')
    if number % 14 == 0:
        parts.insert(6, "<!--nextpage-->")
    if number % 16 == 0:
        parts.append(
            '[embed]https://x.com/kabarlama/status/1234567890[/embed]\n\n[contact-form-7 id="5" title="Kontak"]'
        )
    if number % 18 == 0:
        parts.append(
            '<script>document.write("x")</script><iframe src="https://www.google.com/maps/embed?pb=1"></iframe>'
        )
    return "\n\n".join(parts)


def _blocks(number: int, rng: random.Random, posts: int) -> str:
    parts = [
        f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in _paragraphs(rng, number, posts)
    ]
    identity = number * 10 + 1
    parts.insert(2, f'<!-- wp:image {{"id":{identity}}} -->\n<figure class="wp-block-image size-large"><img src="{upload(number, "-1024x683.jpg")}" alt="" class="wp-image-{identity}"/>'
                    f"<figcaption>Suasana di {rng.choice(_PLACES)} (Foto: Kabar Lama)</figcaption></figure>\n<!-- /wp:image -->")  # fmt: skip
    parts.insert(4, '<!-- wp:heading -->\n<h2 class="wp-block-heading">Langkah Berikutnya</h2>\n<!-- /wp:heading -->')
    if number % 15 == 0:
        parts.append('<!-- wp:table -->\n<figure class="wp-block-table"><table><thead><tr><th>Desa</th><th>Suara</th></tr></thead><tbody>'
                     "<tr><td>Muara Lindan</td><td>1.204</td></tr><tr><td>Kuala Rawa</td><td>987</td></tr></tbody></table></figure>\n<!-- /wp:table -->")  # fmt: skip
    if number % 21 == 0:
        parts.append(
            '<!-- wp:embed -->\n<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/abcdefghijk\n</div></figure>\n<!-- /wp:embed -->'
        )
    if number % 25 == 0:
        parts.append('<!-- wp:latest-posts {"postsToShow":5} /-->')
    return "\n\n".join(parts)


def _pages() -> Iterator[str]:
    yield _item(
        5,
        "page",
        "Tentang Kami",
        "Kami menulis untuk warga pesisir.\n\nSejak 2009.",
        "publish",
        when(0),
        f"{SITE}/tentang-kami/",
        "tentang-kami",
    )
    yield _item(6, "nav_menu_item", "Menu", "", "publish", when(0), f"{SITE}/?p=6", "menu")


def _item(
    identity: int, kind: str, title: str, body: str, state: str, at: datetime, link: str, slug: str = "", *,
    excerpt: str = "", more: str = "", password: str = "", author: str = "penulis1",
) -> str:  # fmt: skip
    return (
        f"<item><title>{escape(title)}</title><link>{link}</link><dc:creator><![CDATA[{author}]]></dc:creator>"
        f'<guid isPermaLink="false">{SITE}/?p={identity}</guid><content:encoded><![CDATA[{body}]]></content:encoded>'
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded><wp:post_id>{identity}</wp:post_id>"
        f"<wp:post_date>{at:%Y-%m-%d %H:%M:%S}</wp:post_date><wp:post_date_gmt>{at - timedelta(hours=7):%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
        f"<wp:post_name>{slug}</wp:post_name><wp:status>{state}</wp:status><wp:post_type>{kind}</wp:post_type>"
        f"<wp:post_password>{password}</wp:post_password>{more}</item>\n"
    )


def _meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def main() -> None:
    """Write an export to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with given.file.open("w", encoding="utf-8") as file:
        file.writelines(export(given.posts, given.seed))


if __name__ == "__main__":
    main()
