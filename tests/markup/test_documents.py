"""Markdown files with front matter: articles, profiles, standing pages. What is said of mistakes is in fixtures/problems.txt."""

from __future__ import annotations

import random
import re

import pytest

from tests.lint_support import checked, each
from tests.support import CONFIG, OWNED, article, ld, png, site


@pytest.mark.slow
def test_addresses_come_from_kanal_time_and_slug(tmp_path):
    """A file may lie anywhere in its kanal's folder, and the time of an address is that of the place."""
    given = {
        "daerah/Banjir Bandang.md": ({}, "daerah/2024/10/banjir-bandang"), "daerah/a/b/c/x.md": ({}, "daerah/2024/10/x"),
        "x.md": ({"category": "nasional"}, "nasional/2024/10/x"), "lain/y.md": ({"category": "[nasional]"}, "nasional/2024/10/y"),
        "daerah/日本.md": ({"slug": "jepang"}, "daerah/2024/10/jepang"),
        "daerah/" + "kata-" * 50 + ".md": ({}, "daerah/2024/10/" + ("kata-" * 40)[:-1]),
        "daerah/tahun.md": ({"timestamp": "2024-10-01 00:30 WIT"}, "daerah/2024/10/tahun"),
    }  # fmt: skip
    portal = site(tmp_path)
    for path, (keys, _) in given.items():
        portal.add(f"content/{path}", article(**keys))
    portal.build()
    assert [(portal.output / url / "index.html").exists() for _, url in given.values()] == [True] * len(given)


def test_what_an_article_says_reaches_readers(tmp_path):
    """People, sources, times, old addresses and who pays."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(40, 30))
    keys = {
        "author": "[Sari, Tono]", "initials": "SW", "editor": "[Budi, Ani]", "source": "[BPBD, {name: Antara, url: https://antara.example/}]",
        "timestamp": "Rabu, 9 Oktober 2024 | 16:10 WITA", "updated": "2024-10-09 18:00", "region": "/sumatera-barat/agam/",
        "photo": "{src: foto/a.png, caption: Warga, credit: Tono, alt: Warga pulang}", "summary": "Ringkas.",
        "aliases": "[/index.php/berita/123, /2019/05/lama.html, /x/y/]", "type": "advertorial",
        "sponsor": "{name: Toko, url: https://toko.example/}", "verification": "pending",
    }  # fmt: skip
    portal.add("content/daerah/a.md", article("Banjir", **keys))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    data = ld(page)["AdvertiserContentArticle" if "AdvertiserContentArticle" in page else "NewsArticle"]
    assert (data["headline"], data["datePublished"]) == ("Banjir", "2024-10-09T16:10:00+08:00")
    assert [one["name"] for one in data["author"]] == ["Sari", "Tono"]  # type: ignore[index, union-attr]
    for text in (
        "Budi",
        "Ani",
        "BPBD",
        "https://antara.example/",
        "Toko",
        "https://toko.example/",
        "Warga pulang",
        "Ringkas.",
    ):
        assert text in page, text
    for path in ("index.php/berita/123/index.html", "2019/05/lama.html", "x/y/index.html"):
        assert "/daerah/2024/10/a/" in portal.read(path)


def test_an_end_on_a_day_is_that_of_the_day(tmp_path):
    """In the site's zone, however the day is written; until then an article has readers."""
    for number, day in enumerate(("2024-10-10", "10/10/2024", "Kamis, 10 Oktober 2024")):
        portal = site(tmp_path / str(number), config=CONFIG.replace("Asia/Jakarta", "Asia/Makassar"))
        portal.add("content/daerah/a.md", article(expires=day))
        file = portal.output / "daerah/2024/10/a/index.html"
        midnight = portal.now + 11 * 3600
        portal.build(now=midnight - 120)
        assert file.exists()
        portal.build(now=midnight)
        assert not file.exists()


def test_files_of_windows_old_macs_and_notepad_read_the_same(tmp_path):
    """Whatever ends their lines, and with a byte order mark."""
    portal = site(tmp_path)
    plain = article("Banjir", "Satu.\n\nDua.")
    portal.add("content/daerah/a.md", plain)
    portal.build()
    before = portal.files()
    for data in (
        plain.replace("\n", "\r\n").encode(),
        plain.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + plain.encode(),
    ):
        portal.add("content/daerah/a.md", data)
        portal.build()
        assert portal.files() == before


def test_profiles_and_standing_pages(tmp_path):
    """A person has a name and addresses elsewhere; the summary of a page is its beginning unless it is given; nobody pays for their links."""
    portal = site(tmp_path)
    portal.add("content/foto/s.png", png(40, 30))
    head = "name: Sari Wulan\ninitials: SW\nrole: Wartawan\nemail: s@k.example\nphoto: foto/s.png\nlinks: [https://x.com/sari]\n"
    portal.add("content/authors/sari-wulan.md", f"---\n{head}---\nHalo [a](https://a.id).\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami. [Anda](https://b.id).\n")
    portal.add("content/daerah/a.md", article())
    portal.build()
    person, page = portal.read("penulis/sari-wulan/index.html"), portal.read("redaksi/index.html")
    for text in ("Wartawan", "s@k.example", "/foto/s", "https://x.com/sari", "Halo"):
        assert text in person, text
    assert '<meta name="description" content="Kami. Anda.">' in page
    assert re.findall('rel="[^"]*"(?=>(?:a|Anda)<)', person + page) == ['rel="noopener"'] * 2


def test_an_address_longer_than_disks_take(tmp_path):
    """A pattern of addresses may hold a slug twice, and a name of a folder at most 255 bytes: said where the slug is."""
    texts = [article(slug="a" * length) for length in (84, 85)]
    found = each(tmp_path, texts, config=OWNED + "permalink: '/{slug}-{slug}-{slug}/'\n")
    assert [[(one.line, "255 bytes" in one.message) for one in told] for told in found] == [[], [(6, True)]]


@pytest.mark.parametrize("between", ["", "\n", "\n\n  \n"])
def test_a_second_front_matter_is_told_at_its_line(tmp_path, between):
    """Whatever stands between the two, if it begins with a key that there is."""
    again = f"{between}---\ntitle: Dua\nauthor: Sari\n---\nIsi."
    others = ("---\nlain: A\n---\n", "x\n---\ntitle: A\n---\n", "---\nKata dia.\n---\n")
    found = each(tmp_path, [article(body=text) for text in (again, *others)], "bad-front-matter", config=OWNED)
    assert [[one.line for one in told] for told in found] == [[7 + between.count("\n")], [], [], []]


KEYS = "title author editor timestamp tags photo source aliases corrections retracted draft slug judul x".split()
VALUES = [
    "a",
    "[a, b]",
    "{src: a}",
    "[{text: a}]",
    "",
    "2024-10-09 16:10",
    "'",
    '"',
    "[",
    "- a",
    "|",
    "*a",
    "#a",
    "\x85",
    "é\u2028",
    "\ud800",
]


def test_any_bytes_are_an_article_or_problems(tmp_path):
    """Nothing is raised, places lie inside of the file, and each file is read or has a problem."""
    r = random.Random(1)
    portal, texts = site(tmp_path), {}
    for number in range(60):
        lines = "".join(f"{r.choice(KEYS)}: {r.choice(VALUES)}\n" for _ in range(r.randrange(8)))
        head = f"---\n{lines}---\n{r.choice(VALUES)}".encode("utf-8", "surrogatepass")
        data = head if number % 2 else r.randbytes(r.randrange(200))
        for path in (f"daerah/{number}.md", f"authors/a{number}.md", f"pages/p{number}.md"):
            texts[f"content/{path}"] = data
            portal.add(f"content/{path}", data)
    found = [one for one in checked(portal).errors if one.path in texts]
    assert len({one.path for one in found}) > 170
    for one in found:
        assert one.line <= len(texts[one.path].splitlines()) + 1
        assert one.message
