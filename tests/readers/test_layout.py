"""Where site.yaml wants the pages: address, folders of lists, permalinks, redirects; and the regions that it names."""

from __future__ import annotations

import pytest

from generator.portal.records import Named
from generator.portal.regions import Region
from generator.readers import config
from tests.support import CONFIG


def told(more: str, base: str = CONFIG) -> list[tuple[str, str]]:
    """Return code and hint of each problem."""
    return [(one.code, str(one.hint)) for one in config.parse(base + more)[1]]


def at(url: str) -> str:
    return CONFIG.replace("https://uji.example", url)


@pytest.mark.parametrize(
    "url",
    [
        "https://uji.example/",
        "https://uji.example/a",
        "https://uji.example/a/b.c/~d_e-f/",
        "https://uji.example/A1",
        "http://localhost:80/-a",
    ],
)
def test_a_portal_may_be_below_a_path(url: str) -> None:
    """Of letters, digits and a few signs."""
    assert told("", at(url)) == []
    site, _ = config.parse(at(url))
    assert site is not None
    assert site.base_url == url.rstrip("/")


@pytest.mark.parametrize("path", ["/a?b", "/a#b", "/.a", "/a/../b", "/a%20b", "/a//b", "/é", "/a:b"])
def test_a_portal_cannot_be_anywhere(path: str) -> None:
    """Hosts and browsers would not agree where that is."""
    assert {code for code, _ in told("", at(f"https://uji.example{path}"))} == {"bad-address"}


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        ("tag: topik", ""), (f"tag: {'a' * 80}", ""), (f"tag: {'a' * 81}", "bad-address"), ("tag: Topik Hangat", "bad-address"), ("tag: a/b", "bad-address"),
        ("tag: '!'", "bad-address"), ("tag: gambar", "reserved-address"), ("tag: penulis", "address-taken"), ("tag: a, author: a", "address-taken"),
        ("tag: a, author: b", ""), ("authors: a", "unknown-key"),
    ],
)  # fmt: skip
def test_each_list_has_a_folder_of_its_own(paths: str, code: str) -> None:
    """With a name that can be one."""
    assert [one for one, _ in told(f"paths: {{{paths}}}\n")] == ([code] if code else [])


def test_folders_have_hints_ready_to_paste() -> None:
    """What was meant, or an example of it."""
    assert told("paths: {tag: Topik Hangat}\n")[0][1] == 'write it like "topik-hangat"'
    assert told("paths: {tag: '!'}\n")[0][1] == 'write it like "tags"'
    for word, key in {
        "penulis": "author",
        "authors": "author",
        "indeks": "index",
        "terkini": "latest",
        "label": "tag",
    }.items():
        assert f'"{key}"' in told(f"paths: {{{word}: x}}\n")[0][1]


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/{category}/{slug}/", "/{category}/{slug}/"), ("/{year}/{month}/{day}/{hour}{minute}-{slug}.html", "/{year}/{month}/{day}/{hour}{minute}-{slug}.html"),
        ("/berita/{id}", "/berita/{id}"), ("/{slug}/index.html", "/{slug}/"), ("/b-9/{slug}/", "/b-9/{slug}/"),
    ],
)  # fmt: skip
def test_patterns_of_addresses(pattern: str, url: str) -> None:
    """The file that a folder shows is that folder."""
    site, problems = config.parse(f"{CONFIG}permalink: {pattern}\n")
    assert problems == []
    assert site is not None
    assert site.reading.permalink == url


@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("/{category}/{judul}/{slug}/", ["bad-address"]), ("/{category}/{year}/", ["bad-address"]), ("{slug}/", ["bad-address"]), ("/{slug}.htm", ["bad-address"]),
        ("/Berita/{slug}/", ["bad-address"]), ("/{slug}//", ["bad-address"]), ("/{judul}/", ["bad-address", "bad-address"]), ("/gambar/{slug}/", ["reserved-address"]),
    ],
)  # fmt: skip
def test_patterns_that_are_none(pattern: str, codes: list[str]) -> None:
    """A part that there is not, an address of many, or one that is no address."""
    assert [code for code, _ in told(f"permalink: '{pattern}'\n")] == codes


def test_redirects_lead_from_old_addresses() -> None:
    """To pages here or elsewhere."""
    site, problems = config.parse(f"{CONFIG}redirects: {{/label/a/: /tag/a/, /lama.html: 'https://x.example/'}}\n")
    assert problems == []
    assert site is not None
    assert site.redirects == (Named("/label/a/", "/tag/a/"), Named("/lama.html", "https://x.example/"))


@pytest.mark.parametrize(
    ("redirects", "code", "hint"),
    [
        ("'/a/?p=1': /b/", "bad-address", "set up this redirect at the host"), ("/a/: b", "bad-address", 'write "/tag/banjir/" or "https://…"'),
        ("/a/: /b/, 'https://uji.example/a/': /c/", "duplicate-key", "keep one of them"), ("a b: /c/", "bad-address", None),
    ],
)  # fmt: skip
def test_redirects_that_lead_nowhere(redirects: str, code: str, hint: str | None) -> None:
    """Neither end may be anything."""
    found = told(f"redirects: {{{redirects}}}\n")
    assert [one for one, _ in found] == [code]
    assert hint is None or found[0][1] == hint


def test_regions() -> None:
    """Each province before its regencies; none twice, and each with letters."""
    site, problems = config.parse(f"{CONFIG}regions: {{Jawa  Tengah: [Kota Semarang, Demak], Riau: []}}\n")
    assert problems == []
    assert site is not None
    assert tuple(site.regions.values()) == (
        Region("jawa-tengah", "Jawa Tengah"), Region("jawa-tengah/kota-semarang", "Kota Semarang", "Jawa Tengah"),
        Region("jawa-tengah/demak", "Demak", "Jawa Tengah"), Region("riau", "Riau"),
    )  # fmt: skip
    assert told("regions: {Riau: [Siak, SIAK]}\n") == [("duplicate-key", "keep one of them")]
    assert told("regions: {Riau: ['!']}\n") == [("bad-address", "write it with the letters a-z")]
    assert [code for code, _ in told("regions: {'!': [Siak]}\n")] == ["bad-address"] * 2


@pytest.mark.parametrize("end", ["?", "?a", "#", "#a", "/b?c#d"])
def test_the_address_of_a_portal_has_no_query_and_no_fragment(end: str) -> None:
    """Neither alone nor together."""
    _, problems = config.parse(CONFIG.replace("https://uji.example", f"'https://uji.example{end}'"))
    assert [str(one.message) for one in problems] == ["base_url must not hold ? or #"]
