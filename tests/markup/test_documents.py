"""Markdown files with front matter: articles, profiles, standing pages."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base import dates
from generator.base.codes import CODES
from generator.base.errors import MOST_SHOWN
from generator.base.text import decode
from generator.config import article_keys
from generator.markup.documents import begins_again, parse_article, parse_profile, parse_standing, split
from generator.model.records import Article, Correction, Named, Photo, Retraction
from tests.support import READING
from tests.support import article as text_of

PATH = "daerah/2024/10/banjir.md"


def read(text: str, path: str = PATH, **reading: object) -> Article:
    article, problems = parse_article(text.encode(), path, msgspec.structs.replace(READING, **reading))
    assert problems == [], "\n".join(map(str, problems))
    assert article is not None
    return article


def said(text: str, path: str = PATH, **reading: object) -> list[str]:
    article, problems = parse_article(text.encode(), path, msgspec.structs.replace(READING, **reading))
    assert (article is None) == any(not CODES[problem.code].tolerable for problem in problems)
    return [f"{one.where.line}:{one.where.column} {one.message}" for one in problems]


def test_the_least_article():
    """Title, author, editor and time; the folder gives the kanal, the file's name the slug."""
    found = read(text_of("Banjir"))
    assert (found.path, found.url) == (PATH, "/daerah/2024/10/banjir/")
    matter = found.matter
    assert (matter.title, matter.authors, matter.editors) == ("Banjir", ("Sari Wulan",), ("Budi Rahman",))
    assert (matter.category, matter.type, matter.slug) == ("daerah", "berita", "banjir")
    assert (matter.photo, matter.sponsor, matter.retracted, matter.updated, matter.expires) == (
        None,
        None,
        None,
        None,
        0,
    )
    assert found.body.lead == "Isi berita."


def test_the_whole_article():
    """Every key of the manual is read."""
    found = read(
        """\
---
title: Banjir
author: [Sari, Tono]
initials: SW
editor: [Budi, Ani]
source: [BPBD, {name: Antara, url: https://antara.example/}]
timestamp: Rabu, 9 Oktober 2024 | 16:10 WITA
updated: 2024-10-09 18:00
category: nasional
tags: [Banjir, banjir, Agam]
region: /sumatera-barat/agam/
photo: {src: foto/a.jpg, caption: "Warga pulang. (Foto: Tono)", alt: Warga, focus: 50% 20%}
summary: Ringkas.
slug: banjir-agam
aliases: [/berita/123, /lama.html, /x/y/]
type: advertorial
draft: ya
expires: 2024-11-01 00:00
sponsor: {name: Toko, url: https://toko.example/}
verification: pending
follows: daerah/2024/10/a.md
corrections:
  - {timestamp: 2024-10-09 17:00 WITA, type: ralat, text: Satu.}
  - {timestamp: 2024-10-09 18:00 WITA, type: hak-jawab, text: Dua., link: /x/}
retracted: {timestamp: 2024-10-10 08:00, reason: sara, text: Dicabut.}
---
Isi.
"""
    )
    at = lambda text: dates.parse(text, "WIB")  # noqa: E731
    matter = found.matter
    assert found.url == "/nasional/2024/10/banjir-agam/"
    assert matter.stamp == at("2024-10-09 16:10 WITA")
    assert (matter.authors, matter.editors, matter.initials) == (("Sari", "Tono"), ("Budi", "Ani"), "SW")
    assert matter.sources == (Named("BPBD"), Named("Antara", "https://antara.example/"))
    assert (matter.updated, matter.expires) == (at("2024-10-09 18:00"), at("2024-11-01 00:00").epoch)
    assert (matter.tags, matter.region, matter.summary) == (("Banjir", "Agam"), "sumatera-barat/agam", "Ringkas.")
    assert matter.photo == Photo("/foto/a.jpg", "Warga pulang.", "Tono", "Warga", "50% 20%", line=12, column=14)
    assert matter.aliases == ("/berita/123/", "/lama.html", "/x/y/")
    assert (matter.type, matter.draft, matter.verification) == ("advertorial", True, True)
    assert (matter.sponsor, matter.follows) == (Named("Toko", "https://toko.example/"), "daerah/2024/10/a.md")
    assert matter.corrections == (
        Correction(at("2024-10-09 18:00 WITA"), "hak-jawab", "Dua.", "/x/", 24, 75),
        Correction(at("2024-10-09 17:00 WITA"), "ralat", "Satu.", ""),
    )
    assert matter.retracted == Retraction(at("2024-10-10 08:00"), "sara", "Dicabut.", "Banjir")


@pytest.mark.parametrize(
    ("path", "keys", "url"),
    [
        ("daerah/Banjir Bandang.md", {}, "/daerah/2024/10/banjir-bandang/"),
        ("daerah/a/b/c/x.md", {}, "/daerah/2024/10/x/"),
        ("x.md", {"category": "nasional"}, "/nasional/2024/10/x/"),
        ("lain/x.md", {"category": "nasional"}, "/nasional/2024/10/x/"),
        ("daerah/日本.md", {"slug": "jepang"}, "/daerah/2024/10/jepang/"),
        ("daerah/" + "kata-" * 50 + ".md", {}, "/daerah/2024/10/" + ("kata-" * 40)[:-1] + "/"),
    ],
)
def test_addresses(path, keys, url):
    """They come from kanal, time and slug; a file may lie anywhere in its kanal's folder."""
    assert read(text_of(**keys), path).url == url


def test_the_year_of_an_address_is_that_of_the_place():
    """A stamp in the first hour of a year belongs to that year in its own zone."""
    found = read(text_of(timestamp="2025-01-01 00:30 WIT"), permalink="/{year}/{month}/{day}/{slug}/")
    assert found.url == "/2025/01/01/banjir/"


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"slug": "Banjir Agam"}, '6:7 "Banjir Agam" is not a slug'),
        ({"id": "10 482"}, '6:5 "10 482" is not an id: that is made of a-z, 0-9 and hyphens'),
        ({"slug": "a/../b"}, '6:7 "a/../b" is not a slug'),
        ({"slug": "a" * 121}, f'6:7 "{"a" * 60}…" is not a slug'),
        ({"type": "brita"}, '6:7 "brita" is not a known type'),
        ({"verification": "x"}, '6:15 "x" is not a known verification'),
        ({"updated": "2024-10-09 16:00"}, "6:10 the article was updated before it was published"),
        ({"expires": "2024-10-09 16:10"}, "6:10 the article is taken down before it is published"),
        ({"type": "advertorial"}, '1:0 "sponsor" is missing: paid content says who pays'),
        ({"sponsor": "[a, b]"}, "6:10 an article has one sponsor"),
        ({"tags": "[日本, ok]"}, '6:8 "日本" has no letters to make an address of'),
        ({"tags": f"[ok, {'a' * 101}]"}, f'6:12 "{"a" * 60}…" is too long for a tag'),
        ({"tags": "agam, banjir"}, '6:7 "agam, banjir" are several tags in one text'),
        ({"photo": "{caption: x, credit: y}"}, '6:0 "photo.src" is missing: a photo needs a file'),
        ({"photo": "{src: /a.jpg}"}, '6:0 "photo.credit" is missing: a photo names who took it'),
        ({"photo": "{src: /a.jpg, credit: x, focus: atas}"}, '6:40 "atas" is not a point of a picture'),
        ({"photo": "{src: 'javascript:x', credit: x}"}, '6:14 "javascript:x" is not the path of a picture'),
        ({"photo": "{src: /a/../../b.jpg, credit: x}"}, '6:14 "/a/../../b.jpg" is not the path of a picture'),
        ({"aliases": "[/ok/, /a#b/]"}, '6:17 "/a#b/" is not an address of this site'),
        ({"aliases": "berita/1"}, '6:10 "berita/1" is not an address of this site'),
        ({"aliases": "/"}, '6:10 "/" is not an address of this site'),
        ({"aliases": f"/{'a' * 251}/"}, f'6:10 "/{"a" * 59}…" is not an address of this site'),
        ({"aliases": "/index.php/lama.html/"}, '6:10 "/index.php/lama.html/" uses the name of a file for a folder'),
        ({"aliases": "/foto/a.PNG/"}, '6:10 "/foto/a.PNG/" uses the name of a file for a folder'),
        ({"aliases": "/feed.xml/a.html"}, '6:10 "/feed.xml/a.html" uses the name of a file for a folder'),
        ({"corrections": "[{text: x, timestamp: 2024-10-09 16:00}]"}, "6:36 the correction is older than the article"),
        ({"corrections": "[{timestamp: 2024-10-10 16:00}]"}, '6:0 "corrections.text" is missing: a correction says what was wrong'),
        ({"corrections": "[{text: x, timestamp: 2024-10-10 16:00, link: //a.b/}]"}, '6:60 "//a.b/" is not an address'),
        ({"corrections": "[{isi: x, timestamp: 2024-10-10 16:00}]"}, '6:16 unknown key "corrections.isi"'),
        ({"retracted": "{timestamp: 2024-10-09 16:00, reason: sara}"}, "6:24 the withdrawal is older than the article"),
        ({"retracted": "{timestamp: 2024-10-10 16:00, reason: bosan}"}, '6:50 "bosan" is not a known retracted.reason'),
    ],
)  # fmt: skip
def test_mistakes(keys, message):
    """Each has a place and a sentence, and is told once."""
    assert said(text_of(**keys)) == [message]


def test_a_kanal_may_be_the_one_entry_of_a_list():
    """As other systems write it; several are told."""
    assert read(text_of(category="[nasional]")).matter.category == "nasional"
    assert said(text_of(category="[daerah, nasional]")) == [
        '6:11 an article is in one kanal, not in "daerah", "nasional"'
    ]
    assert said(text_of(category="[daerah, olahraga]"))[0].startswith("6:11 an article is in one kanal")
    assert said(text_of(category="[olahraga]")) == ['6:12 "olahraga" is not a kanal of this site']


def test_an_end_on_a_day_is_that_of_the_day():
    """In the site's zone, however the day is written."""
    end = dates.parse("2026-12-31 23:59 WITA", "WITA").epoch
    for day in ("2026-12-31", "31/12/2026", "Kamis, 31 Desember 2026"):
        assert read(text_of(expires=day), zone="WITA").matter.expires == end
    assert said(text_of(expires="2026-02-30")) == ['6:10 there is no such time as "2026-02-30 23:59"']


def test_a_photo_may_be_an_address_alone():
    """It is the same as `src` below it, and lacks a credit as that would."""
    reading = {"require_credit": False}
    for written in ("/foto/a.jpg", "foto/a.jpg", "https://a.example/b?c"):
        short, long = (read(text_of(photo=one), **reading).matter.photo for one in (written, f"{{src: '{written}'}}"))
        assert msgspec.structs.replace(short, column=0) == msgspec.structs.replace(long, column=0)
        assert short.column == 8
    _, (problem,) = parse_article(text_of(photo="/foto/a.jpg").encode(), PATH, READING)
    assert (problem.code, problem.hint) == ("missing-credit", "write photo: {src: /foto/a.jpg, credit: …}")
    assert said(text_of(photo="pasar pagi")) == ["6:8 photo must be a group of keys, not text"]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("iklan", 'did you mean "advertorial"?'), ("Tajuk  Rencana", 'did you mean "opini"?'), ("post", 'did you mean "berita"?'),
        ("hak jawab", "it belongs to the report that it answers or corrects: write there corrections: [{timestamp: 2024-10-09 16:10 WIB, type: hak-jawab, text: …}]"),
    ],
)  # fmt: skip
def test_what_newsrooms_call_a_sort_of_article(written, hint):
    """Is told with the word for it here, or where it belongs."""
    _, (problem,) = parse_article(text_of(type=written).encode(), PATH, READING)
    assert (problem.where.line, problem.hint) == (6, hint)


def test_a_file_whose_name_makes_no_address():
    """It needs a slug."""
    message = '1:0 "slug" is missing: the file\'s name has no letters to make an address of'
    assert said(text_of(), "daerah/日本.md") == [message]


def test_old_addresses_of_other_systems():
    """Those of CodeIgniter, with a file's name for a folder, and of Blogger are possible."""
    found = read(text_of(aliases="[/index.php/berita/123, /2019/05/lama.html, /v1.2/x/]"))
    assert found.matter.aliases == ("/index.php/berita/123/", "/2019/05/lama.html", "/v1.2/x/")


def test_what_a_draft_may_lack():
    """A draft has neither author nor editor nor credit yet; a time it has."""
    assert read("---\ntitle: x\ntimestamp: 2024-10-09 16:10\ndraft: true\nphoto: {src: /a.jpg}\n---\n").matter.draft


def test_what_the_site_does_not_require():
    """site.yaml may do without editors and credits."""
    text = text_of(editor="", photo="{src: /a.jpg}")
    assert len(said(text)) == 2
    assert read(text, require_editor=False, require_credit=False)
    assert read(text_of(photo="{src: /a.jpg, ai: Mesin}"))


def test_profiles():
    """A person has a name; everything else may be left out."""
    profile, problems = parse_profile(
        b"---\nname: Sari Wulan\ninitials: SW\nrole: Wartawan\nemail: s@k.example\nphoto: foto/s.jpg\n---\nHalo.\n",
        "authors/sari-wulan.md",
        READING,
    )
    assert problems == []
    assert profile is not None
    assert (profile.slug, profile.name, profile.initials, profile.role) == (
        "sari-wulan",
        "Sari Wulan",
        "SW",
        "Wartawan",
    )
    assert (profile.email, profile.photo, profile.body.lead) == ("s@k.example", "/foto/s.jpg", "Halo.")
    none, problems = parse_profile(b"---\njabatan: x\n---\n", "authors/x.md", READING)
    assert none is None
    assert [one.message for one in problems] == ['unknown key "jabatan"', '"name" is missing: a profile is of somebody']


def test_pages_of_a_person_elsewhere():
    """Addresses of the web; what is none is said at its place."""

    def read(links: str):
        text = f"---\nname: Sari\nlinks: {links}\n---\n"
        found, problems = parse_profile(text.encode(), "authors/sari.md", READING, broken=True)
        return found.links, [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in problems]

    assert read("https://x.com/sari") == (("https://x.com/sari",), [])
    assert read("[https://a.example/, http://b.example/x]") == (("https://a.example/", "http://b.example/x"), [])
    for text, hint in (
        ("javascript:alert(1)", "https://…"),
        ("/redaksi/", "https://…"),
        ("https:/a.example/", "https://a.example/"),
    ):
        said = f'3:29 "{text}" is not a web address | write it in full: {hint}'
        assert read(f"[https://a.example/, {text!r}]") == (("https://a.example/",), [said])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("pemili.html", 'the theme has no template pemili.html | did you mean "pemilu.html"?'),
        ("jajak-pendapat.html", "the theme has no template jajak-pendapat.html | put it into the theme's templates/"),
        ("article.html", '"article.html" is the template of other pages | write one of its own, which may begin with {% extends "standing.html" %}'),
        ("base.html", '"base.html" is the template of other pages'),
        ("../../site.yaml", '"../../site.yaml" cannot be the template of a page | name a file of the theme\'s templates/ that does not begin with _'),
        ("/etc/passwd", '"/etc/passwd" cannot be the template of a page'),
        ("kabar/standing.html", '"kabar/standing.html" cannot be the template of a page'),
        ("_card.html", '"_card.html" cannot be the template of a page'),
        ("share.svg", '"share.svg" cannot be the template of a page'),
        ("pemilu", '"pemilu" cannot be the template of a page'),
    ],
)  # fmt: skip
def test_what_is_no_template_of_a_page(written, said):
    """It is told at the line of the key."""
    reading = msgspec.structs.replace(READING, templates=("pemilu.html", "standing.html"))
    page, problems = parse_standing(f"---\ntitle: A\ntemplate: {written}\n---\n".encode(), "pages/a.md", reading)
    assert page is None
    (one,) = problems
    assert (one.where.line, one.where.column) == (3, 11)
    assert f"{one.message} | {one.hint}".startswith(said)


@pytest.mark.parametrize("name", ["~", "ß", "日本", "."])
def test_a_file_name_without_letters_makes_no_address(name: str) -> None:
    """A standing page of that name would be the front page, and a profile one at /penulis/."""
    for read, data, folder in (
        (parse_standing, b"---\ntitle: T\n---\nIsi.\n", "pages"),
        (parse_profile, b"---\nname: N\n---\nBio.\n", "authors"),
    ):
        _, problems = read(data, f"{folder}/{name}.md", READING)
        assert [(str(one.where), one.message) for one in problems] == [
            (f"content/{folder}/{name}.md:1", "the file's name has no letters to make an address of")
        ]


def test_standing_pages():
    """The summary is the lead unless it is given; there is one page."""
    page, problems = parse_standing(b"---\ntitle: Redaksi\n---\nKami. Anda.\n", "pages/redaksi.md", READING)
    assert problems == []
    assert page is not None
    assert (page.slug, page.title, page.summary) == ("redaksi", "Redaksi", "Kami. Anda.")
    none, problems = parse_standing(b"---\ntitle: R\n---\na\n\n<!-- halaman -->\n\nb\n", "pages/r.md", READING)
    assert none is None
    assert [(one.where.line, one.message) for one in problems] == [(4, "a standing page cannot be split into pages")]


def test_the_lines_of_a_file():
    """Those of the body go on from those of the front matter."""
    assert split("---\na: b\n---\nIsi\n", "a.md") == ("a: b\n", "Isi\n", 4, [])
    assert split("---\n---\n", "a.md") == ("", "", 3, [])
    assert split("--- \na: b\n---\t", "a.md") == ("a: b\n", "", 4, [])
    assert split("---\na: b\n---\n---\nx", "a.md")[1] == "---\nx"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", (1, 1), "there is no front matter"),
        ("\n\n", (1, 1), "there is no front matter"),
        ("Isi\n---\n", (1, 1), "there is no front matter"),
        ("\n\n---\na: b\n---\n", (3, 1), "the front matter does not begin on the first line"),
        (" ---\na: b\n", (1, 1), "the front matter does not begin with three hyphens"),
        ("–-\na: b\n–-\n", (1, 1), "the front matter does not begin with three hyphens"),
        ("+++\na = 1\n+++\n", (1, 1), "this front matter is TOML, which is not read here"),
        ("---\na: b\n\nIsi", (1, 1), "the front matter is not closed"),
        ("---\na: b\n...\nIsi", (3, 1), "the front matter is not closed"),
        ("---\na: b\n —\nIsi", (3, 1), "the front matter is not closed"),
        ("---", (1, 1), "the front matter is not closed"),
    ],
)
def test_front_matter_that_does_not_begin_or_end(text, place, message):
    """The place is the line that should be three hyphens, if there is one that was meant to be."""
    head, body, _, problems = split(text, "a.md")
    assert (head, body) == ("", "")
    assert [((one.where.line, one.where.column), one.message) for one in problems] == [(place, message)]


def test_line_ends_and_byte_order_marks():
    """Files of Windows, of old Macs and of Notepad read the same."""
    plain = text_of("Banjir", "Satu.\n\nDua.")
    for data in (
        plain.replace("\n", "\r\n").encode(),
        plain.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + plain.encode(),
    ):
        article, problems = parse_article(data, PATH, READING)
        assert problems == []
        assert article == read(plain)


@pytest.mark.parametrize(
    ("data", "place", "excerpt"),
    [
        (b"a\nb\xff", (2, 2), "b\N{REPLACEMENT CHARACTER}"),
        (b"\xef\xbb\xbfa\xff", (1, 2), "a\N{REPLACEMENT CHARACTER}"),
        ("é\r\né".encode() + b"\xe9x\r\n", (2, 2), "é\N{REPLACEMENT CHARACTER}x"),
        (b"a\n\0", (2, 1), "\N{REPLACEMENT CHARACTER}"),
        (b"a\r\nb\0\0", (2, 2), "b\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_what_is_no_text(data, place, excerpt):
    """The first bad byte has a line and a column."""
    text, problems = decode(data, "a.md")
    assert text == ""
    assert [((one.where.line, one.where.column), one.excerpt) for one in problems] == [(place, excerpt)]


KEYS = st.sampled_from(
    ["title", "author", "editor", "timestamp", "tags", "photo", "source", "aliases", "corrections", "retracted", "draft", "slug", "judul", "x"]
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["a", "[a, b]", "{src: a}", "[{text: a}]", "", "2024-10-09 16:10", "'", '"', "[", "- a", "|", "*a", "#a"]
    ),
)


def test_an_address_longer_than_disks_take() -> None:
    """A pattern of addresses may hold a slug twice, and a name of a folder at most 255 bytes: said where the slug is."""
    reading = msgspec.structs.replace(READING, permalink="/{slug}-{slug}-{slug}/")
    for length, wrong in ((84, False), (85, True)):
        text = text_of("Judul", slug="a" * length)
        _, problems = parse_article(text.encode(), PATH, reading)
        assert [one.message for one in problems if "255 bytes" in one.message] == [one.message for one in problems]
        assert bool(problems) == wrong
    assert problems[0].excerpt == f"slug: {'a' * 85}"


@given(st.binary(max_size=200))
@example(b"---\n---")
@example(b"---\n\xff---\n")
def test_any_bytes_are_an_article_or_problems(data):
    """Nothing is raised, and places lie inside of the file."""
    for reader in (
        lambda: parse_article(data, PATH, READING),
        lambda: parse_profile(data, "authors/a.md", READING),
        lambda: parse_standing(data, "pages/a.md", READING),
    ):
        record, problems = reader()
        assert (record is None) == bool(problems)
        assert all(one.where.line <= len(data.splitlines()) + 1 for one in problems)


@given(st.lists(st.tuples(KEYS, VALUES), max_size=8), st.text(max_size=50))
def test_any_front_matter_is_an_article_or_problems(keys, body):
    """Nothing is raised for what looks like front matter either; excerpts are lines of the file."""
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in keys) + f"---\n{body}"
    record, problems = parse_article(text.encode(), PATH, READING)
    assert (record is None) == bool(problems)
    lines = [*decode(text.encode(), "")[0].split("\n"), text.split("\n")[-1]]
    assert all(one.excerpt in lines or "\0" in text for one in problems), problems
    assert len(problems) <= MOST_SHOWN + 1


@pytest.mark.parametrize("between", ["", "\n", "\n\n  \n"])
def test_a_second_front_matter_is_told_at_its_line(between: str) -> None:
    """Whatever stands between the two."""
    text = text_of("Banjir").replace("Isi berita.", f"{between}---\ntitle: Dua\nauthor: Sari\n---\nIsi.")
    line = text.count("\n", 0, text.index("title: Dua"))
    assert said(text) == [f"{line}:1 a second front matter follows the first, and readers would see it"]


@pytest.mark.parametrize(
    ("parse", "keys", "said"),
    [
        (parse_profile, "", '1:0 "name" is missing: a profile is of somebody | write name: …'), (parse_profile, "name:\n", '2:6 "name" is empty: a profile is of somebody | write name: …'),
        (parse_standing, "", '1:0 "title" is missing: a page has a title | write title: …'), (parse_standing, "title: ''\n", '2:8 "title" is empty: a page has a title | write title: …'),
    ],
)  # fmt: skip
def test_what_a_profile_and_a_page_must_have(parse, keys, said):
    """With an example."""
    _, problems = parse(f"---\n{keys}---\nIsi.\n".encode(), "x/a.md", READING)
    assert [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in problems] == [said]


@pytest.mark.parametrize("parse", [parse_profile, parse_standing])
def test_links_of_people_and_pages_are_not_paid_for(parse):
    """Whoever they lead to."""
    found, problems = parse(
        b"---\nname: A\n---\n[a](https://a.id)\n".replace(b"name", b"name" if parse is parse_profile else b"title"),
        "x/a.md",
        READING,
    )
    assert problems == []
    assert 'rel="noopener"' in str(found.body.parts)


@pytest.mark.parametrize(
    ("text", "head", "body", "line"),
    [
        ("---\na: b\n---\nc\nd\n", "a: b\n", "c\nd\n", 4), ("--- \na: b\n---\t\nc", "a: b\n", "c", 4), ("---\n---\n", "", "", 3),
        ("---\r\na: b\r\n---\r\nc", "a: b\r\n", "c", 4), ("---\na: b\n---", "a: b\n", "", 4), ("---\na: |\n  ---\n---\n\nc", "a: |\n  ---\n", "\nc", 5),
    ],
)  # fmt: skip
def test_front_matter_and_body(text: str, head: str, body: str, line: int) -> None:
    """Between two lines of hyphens, and behind them; the body has the line on which it begins."""
    assert split(text, "content/a.md") == (head, body, line, [])


HYPHENS = 'write "---" on this line: three hyphens and nothing else'
NONE = 'begin the file with a line "---", then "title: …" and the other keys, then another line "---"'
TOML = 'write "---" in place of both +++, and title: "…" in place of title = "…", or use `ssg import`'


@pytest.mark.parametrize(
    ("text", "line", "message", "hint", "shown"),
    [
        ("---\na\n", 1, "the front matter is not closed", 'add a line "---" under the last key', "---"), ("---\na\n--\nb", 3, "the front matter is not closed", HYPHENS, "--"),
        *((f"---\na\n\n{sign}\nb", 4, "the front matter is not closed", HYPHENS, sign) for sign in ("-", "–", "—", "‒", "―", "___", "=" * 10, "...", "+++", " --- ")),
        *((f"---\na\n{sign}\nb", 1, "the front matter is not closed", 'add a line "---" under the last key', "---") for sign in ("....", "++", "=" * 11, "-- a")),
        ("\n\n---\na: b\n---\n", 3, "the front matter does not begin on the first line", "delete the empty lines above it", "---"), ("+++\na\n+++\n", 1, "this front matter is TOML, which is not read here", TOML, "+++"),
        ("\n+++ \n", 2, "this front matter is TOML, which is not read here", TOML, "+++ "), ("–––\na\n", 1, "the front matter does not begin with three hyphens", HYPHENS, "–––"),
        ("\n==\n", 2, "the front matter does not begin with three hyphens", HYPHENS, "=="), ("a: b\n---\n", 1, "there is no front matter", NONE, "a: b"), ("", 1, "there is no front matter", NONE, ""), (" \n\n", 1, "there is no front matter", NONE, " "),
    ],
)  # fmt: skip
def test_what_is_no_front_matter(text: str, line: int, message: str, hint: str, shown: str) -> None:
    """With the line that is to blame, and what to write there."""
    head, body, first, (problem,) = split(text, "content/a.md")
    assert (head, body, first) == ("", "", 1)
    assert (str(problem.where), problem.code) == (f"content/a.md:{line}:1", "bad-front-matter")
    assert (str(problem.message), str(problem.hint), problem.excerpt) == (message, hint, shown)


def test_the_first_key_is_shown() -> None:
    """That of the file, in its language."""
    assert '"name: …"' in str(split("a", "content/authors/a.md", "name")[3][0].hint)


@pytest.mark.parametrize(
    ("body", "again"),
    [
        ("---\ntitle: A\n---\nx", True), ("\n\n--- \njudul: A\n---\nx", True), ("---\ntitle: A\ntags:\n  - b\n- c\n# d\n\n---\nx", True), ("---\ntitle: A\nx", False), ("---\nlain: A\n---\n", False),
        ("x\n---\ntitle: A\n---\n", False), ("---\ntitle: A\nDan begitu.\n---\n", False), ("---\nKata dia.\n---\n", False), ("---\n" + "title: A\n" * 59 + "---\nx", True), ("---\n" + "title: A\n" * 60 + "---\nx", False),
    ],
)  # fmt: skip
def test_a_front_matter_that_was_pasted_with_its_text(body: str, again: bool) -> None:
    """It has keys that there are, and nothing else."""
    assert begins_again(body, article_keys.ARTICLE) is again
