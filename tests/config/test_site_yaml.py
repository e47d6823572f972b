"""site.yaml: what may stand in it, and what it means when it is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import Where
from generator.base.timestamps import Stamp
from generator.config import site_yaml
from generator.config.site_keys import SITE
from generator.model.records import Named
from generator.model.site import OWN_SEARCH, Category, Redaksi, Region, Security, Site, Subscribe
from tests.support import CONFIG


def read(text: str) -> Site:
    site, problems = site_yaml.parse(text)
    assert problems == ()[:0] or problems == [], "\n".join(map(str, problems))
    assert site is not None
    return site


def messages(text: str) -> list[str]:
    site, problems = site_yaml.parse(text)
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
    more = "menu:\n  - {name: A, url: /a/?b}\n  - {name: W, url: https://w.example}\nlogo: /logo.svg\nsearch: '/mesin/?q={query}'\n"
    site = read(f"{LEAST}{more}theme_settings: {{gambar: /x.svg#y}}\n")
    assert list(site.addresses()) == [
        (("menu", 0, "url"), "/a/"), (("logo",), "/logo.svg"), (("search",), "/mesin/"),
        (("theme_settings", "gambar"), "/x.svg"),
    ]  # fmt: skip


@pytest.mark.parametrize("line", LEAST.splitlines())
def test_less_than_the_least(line: str) -> None:
    """Of name, address and kanal, the one that is missing is told, and what it is for."""
    key = line.partition(":")[0]
    (message,) = messages(LEAST.replace(f"{line}\n", ""))
    assert f'"{key}" is missing' in message
    assert {row.name for row in SITE if row.required} == {line.partition(":")[0] for line in LEAST.splitlines()}


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
    ("text", "action", "others"),
    [
        ("/mesin/?q={query}", "/mesin/", ()),
        (
            "https://www.google.com/search?sitesearch=k.example&q={query}&hl=id", "https://www.google.com/search",
            (Named("sitesearch", "k.example"), Named("hl", "id")),
        ),
        ("https://k.example/?a=%22&b=&q={query}", "https://k.example/", (Named("a", '"'), Named("b", ""))),
    ],
)  # fmt: skip
def test_a_search_for_readers_without_script(text: str, action: str, others: tuple[Named, ...]) -> None:
    """An address with one gap; the gap becomes a field of a form, the other parameters stay. The portal's own is on."""
    site = read(LEAST + f"search: {text}\n")
    assert site.elsewhere is not None
    assert (site.elsewhere.action, site.elsewhere.name, site.elsewhere.others) == (action, "q", others)
    assert (site.search, site.reading.searches) == (OWN_SEARCH, True)


@pytest.mark.parametrize(
    ("text", "own"),
    [("true", True), ("ya", True), ("'/cari/?q={query}'", True), ("https://k.example/cari/?q={query}", True), ("false", False), ("tidak", False), ("", False)],
)  # fmt: skip
def test_the_search_of_the_portal_is_on_or_off(text: str, own: bool) -> None:
    """Without script its own page is no other search, under whichever of its addresses."""
    site = read(LEAST + f"search: {text}\n")
    assert (site.search is not None, site.elsewhere, site.reading.searches) == (own, None, own)


def test_the_folder_of_the_search_is_no_kanal_and_no_list() -> None:
    """If there is a search; a portal without one may have both."""
    lists, kanal = LEAST + "paths: {tag: cari}\n", LEAST.replace("daerah", "cari")
    assert [messages(text) for text in (lists, kanal)] == [[], []]
    assert [len(messages(f"{text}search: true\n")) for text in (lists, kanal)] == [1, 1]


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
media: {base_url: https://cdn.example/x/, allow: [.HTML, CNAME]}
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
    assert (reading.permalink, reading.media_url) == ("/{year}/{month}/{day}/{slug}/", "https://cdn.example/x")
    assert reading.media_allow == (".html", "cname")
    assert reading.media_folders == ()
    assert (reading.article_bytes, reading.media_bytes) == (500 << 10, 20 << 20)
    assert (reading.require_editor, reading.require_credit) == (False, False)
    assert (site.menu, site.footer, site.social) == (
        (Named("M", "/daerah/"),), (Named("F", "https://f.example/"),), (Named("X", "https://x.com/k"),),
    )  # fmt: skip
    assert site.redaksi == Redaksi("C", "A", "P", "R", "e@k.example", "1")


def test_what_readers_may_subscribe_to():
    """A form goes to a host of third_parties, or to the portal's own."""
    site = read(
        LEAST + "third_parties: [mailchimp]\n"
        "subscribe: {form: 'https://K.us1.list-manage.com/x?u=1', field: EMAIL, links: [{name: W, url: 'https://w.example/'}]}\n"
    )
    assert site.subscribe == Subscribe(
        "", "https://K.us1.list-manage.com/x?u=1", "EMAIL", (Named("W", "https://w.example/"),)
    )
    for form in ("/kirim/", "https://k.example/kirim/"):
        assert read(f"{LEAST}subscribe: {{form: {form}}}\n").subscribe == Subscribe("", "/kirim/", "email", ())
    _, (problem,) = site_yaml.parse(LEAST + "subscribe: {form: 'https://k.list-manage.com/'}\n")
    assert problem.hint == "add it there: third_parties: [mailchimp]"


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
        ("subscribe: {title: Kabar pagi}", '4:0 "subscribe.links" is missing: readers subscribe by a form or a link'),
        ("subscribe: {form: 'javascript:x'}", '4:19 "javascript:x" is not an address that a form can be sent to'),
        (
            "subscribe: {form: 'http://a.example/'}",
            '4:19 "http://a.example/" is not an address that a form can be sent to',
        ),
        (
            "subscribe: {form: 'https://a.example/x'}",
            '4:19 site.yaml does not say that pages may load from "a.example"',
        ),
        ("subscribe: {form: 'https://[x/'}", '4:19 site.yaml does not say that pages may load from "[x"'),
        (
            "subscribe: {form: 'https://k.example@lain.example/'}",
            '4:19 site.yaml does not say that pages may load from "lain.example"',
        ),
        ("subscribe: {links: [{name: W, url: 'javascript:x'}]}", '4:36 "javascript:x" is not an address'),
        ("subscribe: {links: [{name: W, url: whatsapp.com/x}]}", '4:36 "whatsapp.com/x" is not an address'),
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
    assert "--site" in site_yaml.no_site().hint


@given(st.text(max_size=200))
def test_reading_never_fails_but_with_problems(text):
    """Any text is a configuration or has problems."""
    for start in ("", LEAST):
        site, problems = site_yaml.parse(start + text)
        assert (site is None) == bool(problems)


def test_what_an_address_of_the_search_encodes_goes_through_the_gate():
    """Its parameters are decoded for the form, so that what no page may hold is taken out of them then."""
    search = read(LEAST + "search: '/mesin/?a%00=%EF%BF%BFb%E2%80%AE&q={query}'\n").elsewhere
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
    problems = [str(one.message) for one in site_yaml.parse(f"{CONFIG}{text}")[1]]
    assert problems[0].startswith("unknown key")
    assert problems[1:] == told


def test_what_each_other_key_is_if_it_is_left_out():
    """Nothing that anybody has to know of."""
    site = read(LEAST)
    assert (site.tagline, site.description, site.notice, site.logo, site.icon, site.host, site.desk_language) == (
        "",
    ) * 7
    assert (site.footer, site.social, site.humans, site.theme_settings, site.redirects, site.targets) == ((),) * 6
    assert (site.hsts, site.tags_on_page, site.on_error, site.security, site.search) == (0, 400, "stop", None, None)
    reading = site.reading
    assert (reading.media_url, reading.media_allow, reading.media_folders, reading.regions) == ("", (), (), ())
    assert (reading.distinct_case, reading.originals, reading.indonesian_keys, reading.html) == (
        False,
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("per_page: 1", "per_page", 1), ("per_page: 200", "per_page", 200), ("tags_on_page: 1", "tags_on_page", 1), ("tags_on_page: 10000", "tags_on_page", 10_000),
        ("on_error: hold", "on_error", "hold"), ("on_error: STOP", "on_error", "stop"), ("desk_language: en", "desk_language", "en"), ("host: netlify", "host", "netlify"),
        ("hsts: 365d", "hsts", 365 * 86400), ("freshness: 3h", "freshness", 3 * 3600), ("humans: [Sari, Budi]", "humans", ("Sari", "Budi")), ("redaksi: {}", "redaksi", Redaksi("", "", "", "", "", "")),
        ("theme_settings: {accent: '#aabbcc', home: [a, b]}", "theme_settings", (("accent", "#aabbcc"), ("home", ("a", "b")))),
        ("menu: [{name: A, url: 'https://k.example/b/'}]", "menu", (Named("A", "/b/"),)), ("logo: https://a.example/x.png", "logo", "https://a.example/x.png"),
        (
            "security: {contact: [a@b.example, '+62-21-1', 'https://a.example/lapor'], expires: 2027-01-01 00:00 WIB, policy: 'https://a.example/p'}",
            "security", Security(("mailto:a@b.example", "tel:+62-21-1", "https://a.example/lapor"), Stamp(1798736400, "WIB"), "https://a.example/p"),
        ),
        ("security: {contact: a@b.example, expires: 2027-01-01 00:00}", "security", Security(("mailto:a@b.example",), Stamp(1798736400, "WIB"), "")),
    ],
)  # fmt: skip
def test_a_value_is_read(line: str, key: str, value: object):
    """At its bounds too."""
    assert getattr(read(f"{LEAST}{line}\n"), key) == value


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("html: SAFE", "html", True), ("html: off", "html", False), ("keys: id", "indonesian_keys", True), ("keys: en", "indonesian_keys", False), ("aliases: {case: distinct}", "distinct_case", True),
        ("aliases: {case: same}", "distinct_case", False), ("media: {originals: none}", "originals", False), ("media: {originals: published}", "originals", True), ("media: {}", "originals", True),
        ("limits: {article: 1KB}", "article_bytes", 1 << 10), ("limits: {media: 2 mb}", "media_bytes", 2 << 20), ("limits: {article: 1 KB}", "media_bytes", 100 << 20), ("limits: {media: 1 KB}", "article_bytes", 1 << 20),
        ("require: {editor: false}", "require_credit", True), ("require: {credit: false}", "require_editor", True), ("timezone: WIT", "zone", "WIT"), ("timezone: Asia/Jayapura", "zone", "WIT"),
    ],
)  # fmt: skip
def test_what_reading_depends_on(line: str, key: str, value: object):
    """Each group may have one of its keys alone."""
    assert getattr(read(f"{LEAST}{line}\n").reading, key) == value


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("per_page: 201", '4:11 per_page must be a whole number from 1 to 200, not "201"'), ("tags_on_page: 0", '4:15 tags_on_page must be a whole number from 1 to 10,000, not "0"'),
        ("tags_on_page: 10001", '4:15 tags_on_page must be a whole number from 1 to 10,000, not "10001"'), ("html: x", '4:7 "x" is not a known html'), ("keys: ya", '4:7 "ya" is not a known keys'),
        ("host: rumah", '4:7 "rumah" is not a known host'), ("on_error: x", '4:11 "x" is not a known on_error'), ("desk_language: xx", '4:16 "xx" is not a known desk_language'),
        ("aliases: {case: x}", '4:17 "x" is not a known aliases.case'), ("media: {originals: x}", '4:20 "x" is not a known media.originals'), ("limits: {article: 1234567 KB}", '4:19 "1234567 KB" is not a size'),
        ("security: {contact: [http://a.example], expires: 2027-01-01 00:00 WIB}", '4:21 "http://a.example" is not a way to reach anybody'),
        ("security: {contact: 'a b@c', expires: 2027-01-01 00:00 WIB}", '4:21 "mailto:a b@c" is not a way to reach anybody'), ("security: {contact: a@b.example/c d, expires: 2027-01-01 00:00 WIB}", '4:21 "mailto:a@b.example/c d" is not a way to reach anybody'),
        ("security: {expires: 2027-01-01 00:00 WIB}", '4:0 "security.contact" is missing: whoever finds a weakness must be able to tell'),
        ("security: {contact: a@b.example}", '4:0 "security.expires" is missing: RFC 9116 wants a time'), ("security: {contact: a@b.example, expires: besok}", '4:43 "besok" is not a timestamp'),
        ("regions: {Jawa Tengah: [Demak, DEMAK]}", '4:24 "Jawa Tengah/DEMAK" is listed twice'), ("regions: {Jawa: [], JAWA: []}", '4:27 "JAWA" is listed twice'),
        ("regions: {Jawa Tengah: ['!!']}", '4:24 "!!" has no letters to make an address of'), ("regions: {'??': []}", '4:17 "??" has no letters to make an address of'),
        ("limits: {besar: 1 KB}", '4:10 unknown key "limits.besar"'), ("require: {foto: ya}", '4:11 unknown key "require.foto"'), ("aliases: {huruf: x}", '4:11 unknown key "aliases.huruf"'),
        ("redaksi: {kota: x}", '4:11 unknown key "redaksi.kota"'), ("footer: [{name: A, url: /a/, warna: x}]", '4:30 unknown key "footer.warna"'),
    ],
)  # fmt: skip
def test_what_no_key_may_be(line: str, message: str):
    """Each is told alone, at its place."""
    assert messages(f"{LEAST}{line}\n") == [message]


def test_regions_are_provinces_each_before_its_regencies():
    """With names for addresses."""
    regions = read(LEAST + "regions: {Jawa Tengah: [Kota Semarang, Demak], Bali: []}\n").reading.regions
    assert regions == (
        Region("jawa-tengah", "Jawa Tengah"), Region("jawa-tengah/kota-semarang", "Kota Semarang", "Jawa Tengah"),
        Region("jawa-tengah/demak", "Demak", "Jawa Tengah"), Region("bali", "Bali"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "message"),
    [("a" * 80, []), ("a" * 81, [f'3:21 "{"a" * 60}…" is not a slug']), ("Daerah", ['3:21 "Daerah" is not a slug'])],
)
def test_a_kanal_is_a_folder(slug: str, message: list[str]):
    """Whose name has 80 letters at most."""
    found = messages(f"name: K\nbase_url: https://k.example/\ncategories: [{{slug: {slug}, name: D}}]\n")
    assert [one.replace("a" * 81, "a" * 60 + "…") for one in found] == message
