"""security.txt and humans.txt."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from tests.support import CONFIG, Portal, article


def test_security_and_humans(portal: Portal) -> None:
    """security.txt and humans.txt are there when site.yaml gives them, and go when it no longer does."""
    given = (
        "humans: [Sari Wulan - reporter]\nsecurity:\n  contact: [aman@uji.example, https://uji.example/lapor]\n"
        "  expires: 2025-06-30 00:00 WIB\n  policy: https://uji.example/aman/\n"
    )
    portal.add("site.yaml", CONFIG + given)
    portal.build()
    assert portal.read("humans.txt") == "Sari Wulan - reporter\n"
    assert portal.read(".well-known/security.txt").splitlines() == [
        "Contact: mailto:aman@uji.example", "Contact: https://uji.example/lapor", "Expires: 2025-06-30T00:00:00+07:00",
        "Policy: https://uji.example/aman/", "Preferred-Languages: id",
        "Canonical: https://uji.example/.well-known/security.txt",
    ]  # fmt: skip
    assert portal.files() == portal.clean()
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert not {"humans.txt", ".well-known/security.txt"} & portal.files().keys()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("{contact: nanti, expires: 2025-06-30 00:00 WIB}", '"nanti" is not a way to reach anybody'),
        ("{expires: 2025-06-30 00:00 WIB}", "must be able to tell"),
        ("{contact: a@b.example}", "RFC 9116 wants a time"),
    ],
)
def test_mistakes_of_security(portal: Portal, given: str, message: str) -> None:
    """Without a way to reach somebody, or a time, security.txt would be void."""
    portal.add("site.yaml", f"{CONFIG}security: {given}\n")
    assert any(message in str(problem.message) for problem in portal.problems())


def test_a_search_is_a_form_and_a_description_for_browsers(portal: Portal) -> None:
    """With `search` in site.yaml all pages have the box, which needs no script, and browsers learn of it; else none."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.build()
    assert "opensearch" not in portal.read("index.html")
    assert 'class="cari"' not in portal.read("index.html")
    assert not (portal.output / "opensearch.xml").exists()
    config = CONFIG.replace("Kabar Uji", "'Kabar <Uji> & Seluruh Kepulauan'")
    portal.add("site.yaml", config + "search: https://cari.example/s?situs=%22uji%22&q={query}\n")
    portal.build()
    for path in ("index.html", "daerah/2024/10/a/index.html", "404.html"):
        page = portal.read(path)
        form = page.partition('<form class="cari"')[2].partition("</form>")[0]
        assert 'role="search" action="https://cari.example/s"' in form
        assert '<input type="hidden" name="situs" value="&#34;uji&#34;">' in form
        assert '<input type="search" name="q"' in form
        assert '<link rel="search" type="application/opensearchdescription+xml"' in page.partition("</head>")[0]
    assert portal.files() == portal.clean()
    found = ET.fromstring(portal.read("opensearch.xml"))
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert found.tag == f"{space}OpenSearchDescription"
    assert {one.tag.removeprefix(space): one.text for one in found if one.text} == {
        "ShortName": "Kabar <Uji> &", "LongName": "Kabar <Uji> & Seluruh Kepulauan", "Language": "id",
        "Description": "Cari berita di Kabar <Uji> & Seluruh Kepulauan", "InputEncoding": "UTF-8",
    }  # fmt: skip
    url = found.find(f"{space}Url")
    assert url is not None
    assert url.attrib == {"type": "text/html", "template": "https://cari.example/s?situs=%22uji%22&q={searchTerms}"}


def test_the_icons_of_the_manifest(portal: Portal) -> None:
    """Three that are drawn for phones, and the picture itself where it is an SVG, which suits any size."""
    portal.build()
    icons = json.loads(portal.read("manifest.webmanifest"))["icons"]
    assert [(icon["src"], icon["sizes"], icon["type"], icon["purpose"]) for icon in icons] == [
        ("/aset/ikon-192.png", "192x192", "image/png", "any"),
        ("/aset/ikon-512.png", "512x512", "image/png", "any"),
        ("/aset/ikon-maskable-512.png", "512x512", "image/png", "maskable"),
        ("/aset/favicon.svg", "any", "image/svg+xml", "any"),
    ]
