"""site.yaml: what may stand in it, and what it means when it is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import Where
from generator.portal.records import Named
from generator.portal.site import Category, Redaksi, Site
from generator.readers import config
from tests.support import CONFIG


def read(text: str) -> Site:
    site, problems = config.parse(text)
    assert problems == ()[:0] or problems == [], "\n".join(map(str, problems))
    assert site is not None
    return site


def messages(text: str) -> list[str]:
    site, problems = config.parse(text)
    assert (site is None) == bool(problems)
    return [f"{one.where.line}:{one.where.column} {one.message}" for one in problems]


LEAST = "name: K\nbase_url: https://k.example/\ncategories: [{slug: daerah, name: Daerah}]\n"


def test_a_site_knows_where_its_values_stand():
    """So that what only the rest of the site shows to be wrong is said at its line."""
    file = read(LEAST + "menu:\n  - {name: A, url: /a/}\n  - {name: B, url: /b/}\n").file
    problem = file.problem(("menu", 1, "url"), "dead-site-link", "salah", "benahi")
    assert (problem.where, problem.excerpt) == (Where("site.yaml", 6, 20), "  - {name: B, url: /b/}")
    assert (problem.message, problem.hint) == ("salah", "benahi")


def test_a_value_that_is_left_out_stands_nowhere():
    """A problem with it is one with the whole file."""
    problem = read(LEAST).file.problem(("icon",), "bad-icon", "salah", "")
    assert (problem.where, problem.excerpt) == (Where("site.yaml"), "")


def test_the_encoded_site_says_nothing_of_places():
    """A comment or an empty line in site.yaml makes no page."""
    assert read(LEAST).encoded == read(f"# Portal\n\n{LEAST}").encoded
    assert read(LEAST).encoded != read(f"{LEAST}notice: Baru\n").encoded


def test_all_addresses_of_the_site_are_named():
    """Those elsewhere are not, and what follows ? or # is left out."""
    more = "menu:\n  - {name: A, url: /a/?b}\n  - {name: W, url: https://w.example}\nlogo: /logo.svg\nsearch: '/cari/?q={query}'\n"
    site = read(f"{LEAST}{more}theme_settings: {{gambar: /x.svg#y}}\n")
    assert list(site.addresses()) == [
        (("menu", 0, "url"), "/a/"), (("logo",), "/logo.svg"), (("search",), "/cari/"),
        (("theme_settings", "gambar"), "/x.svg"),
    ]  # fmt: skip


def test_the_least_configuration():
    """Name, address and one kanal are enough; everything else has a default."""
    site = read(LEAST)
    assert (site.name, site.base_url, site.zone, site.language, site.theme) == (
        "K",
        "https://k.example",
        "WIB",
        "id",
        "kabar",
    )
    assert (site.per_page, site.freshness) == (20, 48 * 3600)
    assert site.menu == (Named("Daerah", "/daerah/"),)
    assert site.kanal == {"daerah": Category("daerah", "Daerah")}
    assert site.redaksi is None
    reading = site.reading
    assert reading.permalink == "/{category}/{year}/{month}/{slug}/"
    assert (reading.article_bytes, reading.media_bytes) == (1 << 20, 100 << 20)
    assert (reading.require_editor, reading.require_credit) == (True, True)


@pytest.mark.parametrize(
    ("text", "action", "template"),
    [
        ("/cari/?q={query}", "/cari/", "/cari/?q={searchTerms}"),
        (
            "https://www.google.com/search?sitesearch=k.example&q={query}&hl=id",
            "https://www.google.com/search",
            "https://www.google.com/search?sitesearch=k.example&hl=id&q={searchTerms}",
        ),
        ("https://k.example/?a=%22&b=&q={query}", "https://k.example/", "https://k.example/?a=%22&b=&q={searchTerms}"),
    ],
)
def test_a_search(text, action, template):
    """An address with one gap; the gap becomes a field of a form, the other parameters stay."""
    search = read(LEAST + f"search: {text}\n").search
    assert search is not None
    assert (search.action, search.template) == (action, template)
    assert search.name == "q"


@pytest.mark.parametrize(
    "text",
    [
        "/cari/", "/cari/{query}", "/cari/?{query}", "/cari/?q=site:k+{query}", "/cari/?q={query}&p={query}", "/cari/?={query}",
        "/cari/?q={query}#x", "http://k.example/?q={query}", "//k.example/?q={query}", "javascript:x?q={query}",
        "'/cari/?q={query}&\"'", "'/cari/?q={query}&p={page}'", "cari?q={query}", "https://?q={query}",
    ],
)  # fmt: skip
def test_what_is_no_search(text):
    """A form must be able to send it, and it must lead where readers and browsers may be sent."""
    assert len(messages(LEAST + f"search: {text}\n")) == 1


@pytest.mark.parametrize(
    "text", ["foto/ikon.png", "https://k.example/ikon.png", "//k.example/ikon.png", "'/foto/<ikon>.png'"]
)
def test_an_icon_is_a_file_of_the_site(text):
    """Pictures of other hosts cannot be read, nor relied on."""
    assert read(LEAST + "icon: /foto/ikon.png\n").icon == "/foto/ikon.png"
    assert "is not the address of a file of this site" in messages(LEAST + f"icon: {text}\n")[0]


def test_the_whole_configuration():
    """Every key is read."""
    site = read(
        LEAST
        + """\
tagline: T
description: D
timezone: Asia/Makassar
language: id
theme: uji
per_page: 5
freshness: 2d
notice: N
logo: /foto/logo.png
permalink: /{year}/{month}/{day}/{slug}/
media: {base_url: https://cdn.example/, allow: [.HTML, CNAME]}
limits: {article: 500 KB, media: 20 MB}
require: {editor: false, credit: tidak}
menu: [{name: M, url: /daerah/}]
footer: [{name: F, url: https://f.example/}]
social: [{name: X, url: https://x.com/k}]
redaksi: {company: C, address: A, penanggung_jawab: P, pemimpin_redaksi: R, email: e@k.example, phone: "1"}
"""
    )
    assert (site.tagline, site.description, site.zone, site.theme, site.per_page) == ("T", "D", "WITA", "uji", 5)
    assert (site.freshness, site.notice, site.logo) == (172800, "N", "/foto/logo.png")
    reading = site.reading
    assert (reading.permalink, reading.media_url) == ("/{year}/{month}/{day}/{slug}/", "https://cdn.example")
    assert reading.media_allow == (".html", "cname")
    assert reading.media_folders == ()
    assert (reading.article_bytes, reading.media_bytes) == (500 << 10, 20 << 20)
    assert (reading.require_editor, reading.require_credit) == (False, False)
    assert (site.menu, site.footer, site.social) == (
        (Named("M", "/daerah/"),), (Named("F", "https://f.example/"),), (Named("X", "https://x.com/k"),),
    )  # fmt: skip
    assert site.redaksi == Redaksi("C", "A", "P", "R", "e@k.example", "1")


def test_what_folders_may_hold():
    """Folders are written with or without content/ and slashes; / is all of them."""
    site = read(CONFIG + "media: {allow: {/content/dokumen: [.PDF, .xlsx], arsip/2024/: .zip, /: [CNAME]}}\n")
    assert site.reading.media_folders == (
        ("dokumen/", (".pdf", ".xlsx")), ("arsip/2024/", (".zip",)), ("", ("cname",)),
    )  # fmt: skip
    assert site.reading.media_names == (".pdf", ".xlsx", ".zip", "cname")


def test_absolute_addresses():
    """Those of the site get its host, others stay."""
    site = read(CONFIG)
    assert site.absolute("/a/") == "https://uji.example/a/"
    assert site.absolute("https://a.example/") == "https://a.example/"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("base_url: https://k.example/su b", '4:11 "https://k.example/su b" is not a web address'),
        ("base_url: https://k.example/a/../b", '4:11 a portal cannot have its address at "/a/../b"'),
        ("base_url: https://sari:rahasia@k.example", '4:11 "sari:rahasia@k.example" is not the name of a host'),
        ("base_url: https://k.example;evil/a", '4:11 "k.example;evil" is not the name of a host'),
        ("base_url: https://k.example:80x", '4:11 "k.example:80x" is not the name of a host'),
        ("base_url: https://k.example//a", '4:11 a portal cannot have its address at "//a"'),
        ("base_url: https://k.example?a", "4:11 base_url must not hold ? or #"),
        ("base_url: k.example", '4:11 "k.example" is not a web address'),
        ("timezone: UTC", '4:11 "UTC" is not a time zone of Indonesia'),
        ("language: fr", '4:11 "fr" is not a known language'),
        ("theme: Kabar Baru", '4:8 "Kabar Baru" cannot be the name of a theme'),
        ("theme: ..", '4:8 ".." cannot be the name of a theme'),
        ("theme: /etc", '4:8 "/etc" cannot be the name of a theme'),
        ("per_page: 0", '4:11 per_page must be a whole number from 1 to 200, not "0"'),
        ("freshness: 2w", '4:12 "2w" is not a length of time'),
        ("limits: {media: 1 GB}", '4:17 "1 GB" is not a size'),
        ("logo: //evil.example/x.png", '4:7 "//evil.example/x.png" is not an address'),
        ("paths: {tag: Tag}", '4:14 "Tag" is not the name of a folder'),
        ("paths: {author: aset}", '4:17 "aset" is a folder of the portal\'s own files'),
        ("paths: {tag: indeks}", '4:8 "indeks" is the folder of two lists'),
        ("paths: {tags: x}", '4:9 unknown key "paths.tags"'),
        ("permalink: /{year}/{slug}.php", '4:12 "/{year}/{slug}.php" is not a pattern of addresses'),
        ("permalink: /{category}/", '4:12 "/{category}/" is not a pattern of addresses'),
        ("permalink: '{slug}'", '4:12 "{slug}" is not a pattern of addresses'),
        ("permalink: /../{slug}/", '4:12 "/../{slug}/" is not a pattern of addresses'),
        ("permalink: /%2e%2e/{slug}/", '4:12 "/%2e%2e/{slug}/" is not a pattern of addresses'),
        ("permalink: '/{slug.__class__}/{slug}/'", '4:12 "/{slug.__class__}/{slug}/" is not a pattern of addresses'),
        ("permalink: '/{jam}/{slug}/'", "4:12 {jam} is not a part of an address"),
        ("menu: [{name: M}]", '4:0 "menu.url" is missing: an entry has a name and an address'),
        ("menu: [{url: /a/}]", '4:0 "menu.name" is missing: an entry has a name and an address'),
        ("menu: [{name: M, url: 'javascript:x'}]", '4:23 "javascript:x" is not an address'),
        ("temma: x", '4:1 unknown key "temma"'),
        ("media: {base: https://x.example}", '4:9 unknown key "media.base"'),
    ],
)
def test_mistakes(line, message):
    """Each has a place and a sentence."""
    text = "\n".join(one for one in LEAST.splitlines() if not line.startswith(one.partition(":")[0] + ":"))
    lines = text.splitlines()
    text = "\n".join([*lines, *["# "] * (3 - len(lines)), line, ""])
    assert messages(text) == [message]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ("[]", '3:13 "categories" is empty: every article belongs to a kanal'),
        ("", '3:12 "categories" is empty: every article belongs to a kanal'),
        ("daerah", "3:13 categories must be a list, not text"),
        ("[daerah]", "3:14 categories must be a list of groups of keys, not text"),
        ("[{name: D}]", '3:0 "categories.slug" is missing: a kanal has an address'),
        ("[{slug: d}]", '3:0 "categories.name" is missing: a kanal has a name that readers see'),
        ("[{slug: ../d, name: D}]", '3:21 "../d" is not a slug'),
        ("[{slug: aset, name: D}]", '3:21 no kanal can be called "aset"'),
        ("[{slug: d, name: D}, {slug: d, name: E}]", '3:41 the kanal "d" is listed twice'),
    ],
)
def test_mistakes_with_kanal(entries, message):
    """A kanal has a slug of its own and a name."""
    found = messages(f"name: K\nbase_url: https://k.example/\ncategories: {entries}\n")
    assert found == [message]


def test_broken_yaml_and_double_keys():
    """What YAML says comes with everything else that is wrong."""
    assert messages("name: [\n") == ["1:7 the bracket [ is not closed"]
    assert messages(LEAST + "name: L\ntemma: x\n") == [
        '4:1 the key "name" is given twice',
        '5:1 unknown key "temma"',
    ]


def test_there_is_no_configuration():
    """The hint says how to name the folder."""
    assert "--site" in config.missing().hint


@given(st.text(max_size=200))
def test_reading_never_fails_but_with_problems(text):
    """Any text is a configuration or has problems."""
    for start in ("", LEAST):
        site, problems = config.parse(start + text)
        assert (site is None) == bool(problems)


def test_what_an_address_of_the_search_encodes_goes_through_the_gate():
    """Its parameters are decoded for the form, so that what no page may hold is taken out of them then."""
    search = read(LEAST + "search: '/cari/?a%00=%EF%BF%BFb%E2%80%AE&q={query}'\n").search
    assert search is not None
    assert search.others == (Named("a", "b"),)


def test_redirects_may_begin_at_files() -> None:
    """An old address with a point in it is one key, and none below another."""
    given = read(CONFIG + "redirects: {/a/: /x/, /b.html: /y/, /1.5/: /z/}\n").redirects
    assert [(one.name, one.url) for one in given] == [("/a/", "/x/"), ("/b.html", "/y/"), ("/1.5/", "/z/")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("deploy:\n  utama: {type: sftp, path: /www}\n", ['"deploy.utama.host" is missing: sftp needs a server']),
        ("deploy:\n  utama: {type: ssh, path: /www}\n", ['"ssh" is not a known deploy.utama.to']),
        ("redaksii:\n  compani: PT Kabar\n", ['unknown key "redaksi.compani"']),
        ("per_pagee: banyak\n", ['per_page must be a whole number from 1 to 200, not "banyak"']),
    ],
)
def test_what_a_key_with_another_name_says_is_judged_too(text: str, told: list[str]) -> None:
    """As if it had the name that the hint gives it, so that nobody corrects it only to be told of the next mistake."""
    problems = [str(one.message) for one in config.parse(f"{CONFIG}{text}")[1]]
    assert problems[0].startswith("unknown key")
    assert problems[1:] == told
