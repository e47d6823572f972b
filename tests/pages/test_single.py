"""Standing pages, and the page of an address that does not exist."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.preview_support import serving
from tests.support import CONFIG, Portal, article, site

PEMILU = """\
{% extends "standing.html" %}
{% block main %}
<h1>{{ standing.title }}: {{ standing.html }}</h1>
{% for card in latest(n=2, tag="Pilkada 2026") %}
<p>{{ card.title }}</p>
{% endfor %}
{% endblock %}
"""


@pytest.fixture
def themed(portal: Portal) -> Portal:
    """Have a page with a template of its own."""
    portal.add("site.yaml", CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/pemilu.html", PEMILU)
    portal.add("content/pages/pilkada.md", "---\ntitle: Pilkada\ntemplate: pemilu.html\n---\nIsi.\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nIsi.\n")
    portal.add("content/daerah/a.md", article("Calon Satu", tags="[Pilkada 2026]"))
    portal.build()
    return portal


def test_a_page_has_a_template_of_its_own(themed: Portal) -> None:
    """It asks for what it shows, and is made again when an answer or the template differs; no other page is."""
    assert "<h1>Pilkada: <p>Isi.</p>\n</h1>\n<p>Calon Satu</p>" in themed.read("pilkada/index.html")
    assert "<h1>Redaksi</h1>" in themed.read("redaksi/index.html")
    themed.add("content/daerah/b.md", article("Calon Dua", tags="[Pilkada 2026]", timestamp="2024-10-09 17:10 WIB"))
    themed.build()
    assert "<p>Calon Dua</p>\n<p>Calon Satu</p>" in themed.read("pilkada/index.html")
    themed.edit("themes/uji/templates/pemilu.html", "<p>{{", "<p>- {{")
    themed.build()
    assert "<p>- Calon Dua</p>" in themed.read("pilkada/index.html")
    changed = json.loads((themed.folder / ".ssg/changed.json").read_text())
    assert {key: [*changed[key]] for key in ("added", "changed", "deleted")} == {
        "added": [], "changed": ["pilkada/index.html"], "deleted": [],
    }  # fmt: skip
    themed.edit("content/pages/pilkada.md", "template: pemilu.html\n", "")
    themed.build()
    assert '<h1>Pilkada</h1>\n<p class="teras">Isi.</p>' in themed.read("pilkada/index.html")
    assert themed.files() == themed.clean()


def test_what_fails_in_a_template_is_told_at_its_line(themed: Portal) -> None:
    """With the page that it was made for."""
    themed.edit("themes/uji/templates/pemilu.html", 'latest(n=2, tag="Pilkada 2026")', "hantu")
    (problem,) = themed.problems()
    assert problem.place == "themes/uji/templates/pemilu.html:4"
    assert "'hantu' is undefined" in problem.message
    assert problem.hint == "while making content/pages/pilkada.md"


def test_old_addresses_of_what_is_no_article(tmp_path: Path) -> None:
    """Of standing pages and people in their files, of lists in site.yaml; a link to one leads straight to the page."""
    portal = site(tmp_path, config=CONFIG + "redirects: {/label/air/: /tag/air/, /rubrik/: 'https://lain.example/'}\n")
    portal.add(
        "content/authors/sari-wulan.md", "---\nname: Sari Wulan\naliases: [/author/sari/, /penulis/sari-wulan/]\n---\n"
    )
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\naliases: /tentang.html\n---\n## Kami\n\nTeks.\n")
    body = "[a](/author/sari/) [b](/tentang.html#kami) [c](/label/air/) [d](/rubrik)"
    portal.add("content/daerah/a.md", article("A", body, tags="[Air]"))
    portal.build()
    found = portal.read("daerah/2024/10/a/index.html").partition("<p><a")[2].partition("</p>")[0]
    assert [part.partition('"')[0] for part in found.split('href="')[1:]] == [
        "/penulis/sari-wulan/", "/redaksi/#kami", "/tag/air/", "https://lain.example/",
    ]  # fmt: skip
    for path, url in (
        ("author/sari/index.html", "/penulis/sari-wulan/"), ("tentang.html", "/redaksi/"),
        ("label/air/index.html", "/tag/air/"), ("rubrik/index.html", "https://lain.example/"),
    ):  # fmt: skip
        assert f"url={url}" in portal.read(path), path
    assert '<link rel="canonical" href="https://uji.example/redaksi/">' in portal.read("tentang.html")
    portal.edit("content/pages/redaksi.md", "/tentang.html", "/kami/")
    portal.edit("content/daerah/a.md", "/tentang.html", "/kami/")
    portal.edit("site.yaml", "/rubrik/: ", "/rubrik-lama/: ")
    portal.edit("content/daerah/a.md", "/rubrik)", "/rubrik-lama)")
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("redirects", "told"),
    [
        ("{/a b/: /x/}", ("site.yaml:", "this leads nowhere")),
        ("{'/?p=1': /}", ("site.yaml:", '"/?p=1" has a query (?…), so no file can have this address')),
        ("{/lama: /, /lama/: /}", ("site.yaml:", '"/lama/" is given twice')),
        ("{/redaksi/: /}", ("site.yaml", 'the address "/redaksi/" is already that of content/pages/redaksi.md')),
    ],
)
def test_mistakes_in_redirects(tmp_path: Path, redirects: str, told: tuple[str, str]) -> None:
    """They are told at their lines; one that stands where a page is, at site.yaml."""
    portal = site(tmp_path, config=f"{CONFIG}redirects: {redirects}\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    (one,) = portal.problems()
    assert one.place.startswith(told[0])
    assert told[1] in one.message


@pytest.mark.slow
def test_the_preview_leads_on_from_old_addresses(portal: Portal) -> None:
    """As hosts with such rules do, whatever has the address."""
    portal.add("site.yaml", CONFIG + "redirects: {/rubrik/: /daerah/}\n")
    portal.edit("content/authors/sari-wulan.md", "name:", "aliases: [/author/sari/]\nname:")
    portal.add("content/daerah/a.md", article("A", aliases="[/lama.html]"))
    with serving(portal) as server:
        found = {url: server.get(url).headers.get("location") for url in ("/rubrik/", "/author/sari/", "/lama.html")}
    assert found == {
        "/rubrik/": "/daerah/", "/author/sari/": "/penulis/sari-wulan/", "/lama.html": "/daerah/2024/10/a/",
    }  # fmt: skip
