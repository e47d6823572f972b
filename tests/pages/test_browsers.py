"""What browsers ask of a portal besides its pages."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.support import CONFIG, Portal, article


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
