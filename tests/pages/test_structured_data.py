"""Structured data: what search engines are told."""

from __future__ import annotations

import json
from pathlib import Path

from generator.pages.structured_data import json_ld
from tests.support import CONFIG, Portal, article, ld, site


def test_structured_data_of_an_article(portal: Portal) -> None:
    """JSON-LD names authors by name alone, links their page, and gives times with offset."""
    portal.add("content/daerah/2024/10/a.md", article("A", updated="2024-10-09 17:00 WIB", type="opini"))
    portal.build()
    found = ld(portal.read("daerah/2024/10/a/index.html"))
    news = found["OpinionNewsArticle"]
    assert news["headline"] == "A"
    assert news["datePublished"] == "2024-10-09T16:10:00+07:00"
    assert news["dateModified"] == "2024-10-09T17:00:00+07:00"
    author = {
        "@type": "Person",
        "name": "Sari Wulan",
        "url": "https://uji.example/penulis/sari-wulan/",
        "jobTitle": "Reporter",
    }
    assert news["author"] == [author]
    assert news["articleSection"] == "Daerah"
    assert found["BreadcrumbList"]["itemListElement"][1]["item"] == "https://uji.example/daerah/"


def test_every_address_is_whole(tmp_path: Path) -> None:
    """Also where `social` in site.yaml has one of the portal."""
    portal = site(tmp_path, config=f"{CONFIG}social: [{{name: Kanal WA, url: /koreksi/}}]\n")
    portal.build()
    assert ld(portal.read("index.html"))["NewsMediaOrganization"]["sameAs"] == ["https://uji.example/koreksi/"]


def test_structured_data_cannot_end_its_element() -> None:
    """Whatever a headline holds, it stays data."""
    data = json_ld({"@type": "Thing", "name": "</script><!-- & -->"})
    assert not set("<>&") & set(data)
    assert json.loads(data)["name"] == "</script><!-- & -->"


def test_several_things_are_a_graph() -> None:
    """One alone is the thing itself."""
    assert json.loads(json_ld({"@type": "A"}))["@type"] == "A"
    assert [one["@type"] for one in json.loads(json_ld({"@type": "A"}, {"@type": "B"}))["@graph"]] == ["A", "B"]
