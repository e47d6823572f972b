"""Structured data: what search engines are told."""

from __future__ import annotations

import re

import pytest

from tests.pages_support import PROFILE
from tests.photos import jpeg
from tests.support import CONFIG, Portal, article, ld, site

KNOWN = f"""{CONFIG}\
social: [{{name: X, url: "https://x.example/kabar"}}, {{name: Kanal WA, url: /koreksi/}}]
footer: [{{name: R, url: /redaksi/}}, {{name: P, url: /pedoman-media-siber/}}, {{name: H, url: /hak-jawab-koreksi/}}]
redaksi: {{company: PT Kabar Uji, address: Jalan Dermaga 1, email: redaksi@uji.example, phone: "+62 21 5550100"}}
"""
BRIEF = {
    "@type": "NewsMediaOrganization", "@id": "https://uji.example/#redaksi", "name": "Kabar Uji", "url": "https://uji.example/",
}  # fmt: skip


def test_a_headline_cannot_end_the_element(portal: Portal) -> None:
    """Whatever it holds, it stays data."""
    portal.add("content/daerah/2024/10/a.md", article("'</script> & <script>'", type="opini"))
    portal.build()
    assert ld(portal.read("daerah/2024/10/a/index.html"))["OpinionNewsArticle"]["headline"] == "</script> & <script>"


def trail(*crumbs: tuple[str, str]) -> dict[str, object]:
    """Return the breadcrumbs of some names, each with its path."""
    items = [
        {"@type": "ListItem", "position": n, "name": name, **({"item": f"https://uji.example{path}"} if path else {})}
        for n, (name, path) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal of which everything is known that search engines can be told."""
    portal = site(tmp_path_factory.mktemp("situs"), config=KNOWN)
    portal.add("content/authors/sari-wulan.md", PROFILE.replace("role:", "photo: /foto/sari.jpg\nrole:"))
    for slug in ("redaksi", "pedoman-media-siber", "hak-jawab-koreksi"):
        portal.add(f"content/pages/{slug}.md", f"---\ntitle: {slug}\n---\nIsi.\n")
    portal.add("content/foto/a.jpg", jpeg(1600, 900))
    portal.add("content/foto/sari.jpg", jpeg(400, 400))
    portal.add("content/daerah/2024/10/lama.md", article("Lama", timestamp="2024-10-08 10:00 WIB"))
    corrections = (
        "[{timestamp: 2024-10-09 18:00 WIB, text: Salah tulis., type: ralat}, "
        "{timestamp: 2024-10-09 17:00 WIB, text: Jawab., type: hak-jawab, link: /daerah/2024/10/lama/}]"
    )
    text = article(
        "A", "Satu.\n\n<!-- halaman -->\n\nDua.", tags="[Banjir, Rob]", region="Pesisir Barat / Lampung", follows="lama",
        type="advertorial", sponsor="PT Dermaga", photo="{src: /foto/a.jpg, caption: C, credit: D}", corrections=corrections,
    )  # fmt: skip
    portal.add("content/daerah/2024/10/a.md", text)
    portal.build()
    return portal


def test_all_that_is_said_of_an_article(known: Portal) -> None:
    """Nothing else, and nothing under another name."""
    found = ld(known.read("daerah/2024/10/a/index.html"))
    image = found["AdvertiserContentArticle"].pop("image")
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".", str(url)) for url in image] == [
        f"https://uji.example/gambar/foto/a.{cut}.jpg" for cut in ("16x9-0-0-1200", "1x1-50-0-900")
    ]
    comment = {"@type": "CorrectionComment"}
    assert found == {
        "AdvertiserContentArticle": {
            "@type": "AdvertiserContentArticle", "headline": "A", "description": "Satu.",
            "datePublished": "2024-10-09T16:10:00+07:00", "dateModified": "2024-10-09T18:00:00+07:00",
            "mainEntityOfPage": "https://uji.example/daerah/2024/10/a/semua/", "articleSection": "Daerah",
            "inLanguage": "id", "isAccessibleForFree": True,
            "author": [{
                "@type": "Person", "name": "Sari Wulan", "url": "https://uji.example/penulis/sari-wulan/", "jobTitle": "Reporter",
            }],
            "publisher": BRIEF, "keywords": ["Banjir", "Rob"],
            "contentLocation": {"@type": "Place", "name": "Lampung, Pesisir Barat"},
            "editor": [{"@type": "Person", "name": "Budi Rahman"}],
            "correction": [
                {**comment, "name": "Ralat", "text": "Salah tulis.", "datePublished": "2024-10-09T18:00:00+07:00"},
                {
                    **comment, "name": "Hak Jawab", "text": "Jawab.", "datePublished": "2024-10-09T17:00:00+07:00",
                    "url": "https://uji.example/daerah/2024/10/lama/",
                },
            ],
            "sponsor": {"@type": "Organization", "name": "PT Dermaga"},
            "citation": {
                "@type": "CreativeWork", "headline": "Lama", "url": "https://uji.example/daerah/2024/10/lama/",
                "datePublished": "2024-10-08T10:00:00+07:00",
            },
        },
        "BreadcrumbList": trail(("Beranda", "/"), ("Daerah", "/daerah/"), ("A", "")),
    }  # fmt: skip


def test_all_that_is_said_of_the_portal_and_of_people(known: Portal) -> None:
    """Who stands behind it, by which rules, and whose page this is."""
    assert ld(known.read("index.html")) == {
        "WebSite": {"@type": "WebSite", "name": "Kabar Uji", "url": "https://uji.example/", "inLanguage": "id"},
        "NewsMediaOrganization": {
            **BRIEF, "masthead": "https://uji.example/redaksi/",
            "publishingPrinciples": "https://uji.example/pedoman-media-siber/",
            "ethicsPolicy": "https://uji.example/pedoman-media-siber/",
            "correctionsPolicy": "https://uji.example/hak-jawab-koreksi/",
            "sameAs": ["https://x.example/kabar", "https://uji.example/koreksi/"],
            "legalName": "PT Kabar Uji", "address": "Jalan Dermaga 1", "email": "redaksi@uji.example",
            "telephone": "+62 21 5550100",
        },
    }  # fmt: skip
    url = "https://uji.example/penulis/sari-wulan/"
    assert ld(known.read("penulis/sari-wulan/index.html")) == {
        "BreadcrumbList": trail(("Beranda", "/"), ("Sari Wulan", "")),
        "ProfilePage": {"@type": "ProfilePage", "url": url, "mainEntity": {
            "@type": "Person", "name": "Sari Wulan", "url": url, "description": "Meliput pesisir.", "jobTitle": "Reporter",
            "image": "https://uji.example/foto/sari.jpg", "worksFor": {"@id": "https://uji.example/#redaksi"},
        }},
    }  # fmt: skip
