"""Standing pages, and the page of an address that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.preview import state
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING
from tests.kills import listed
from tests.support import CONFIG, ROOT, Portal, article, site
from tests.test_guides import found


def test_standing_pages_and_404(portal: Portal) -> None:
    """A standing page stands at its slug, and links in it are resolved."""
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang Kami\n---\nLihat [indeks](/indeks/).\n")
    portal.build()
    assert '<a href="/indeks/">indeks</a>' in portal.read("tentang/index.html")


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
    assert listed(themed) == {"added": [], "changed": ["pilkada/index.html"], "deleted": []}
    assert themed.files() == themed.clean()
    themed.edit("content/pages/pilkada.md", "template: pemilu.html\n", "")
    themed.build()
    assert '<h1>Pilkada</h1>\n<p class="teras">Isi.</p>' in themed.read("pilkada/index.html")
    assert themed.files() == themed.clean()


def test_the_page_of_the_guide(tmp_path: Path) -> None:
    """docs/theme.md shows a page for an election, which holds what it asks for, and nothing of kabar is lost."""
    blocks = [block.text for block in found(ROOT / "docs/theme.md")]
    template = next(text for text in blocks if "pemilu.html #}" in text)
    page = next(text for text in blocks if "template: pemilu.html" in text)
    portal = site(tmp_path, config=CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/pemilu.html", template)
    portal.add("content/pages/pilkada.md", page)
    for number in range(3):
        portal.add(f"content/daerah/{number}.md", article(f"Calon {number}", tags="[Pilkada 2026]"))
    portal.add("content/daerah/o.md", article("Memilih", type="opini"))
    portal.build()
    made = portal.read("pilkada/index.html")
    assert re.findall(r"<h[23]><a [^>]*>([^<]*)", made) == ["Calon 2", "Calon 1", "Calon 0", "Memilih"]
    assert "<p>Jadwal, calon, dan hasil.</p>" in made
    assert portal.files() == portal.clean()


def test_a_template_that_is_gone_is_missed_by_its_page(themed: Portal) -> None:
    """At the line of the page; a theme that has it again is enough."""
    themed.remove("themes/uji/templates/pemilu.html")
    assert [f"{one.where}: {one.message}" for one in themed.problems()] == [
        "content/pages/pilkada.md:3:11: the theme has no template pemilu.html"
    ]
    themed.add("themes/uji/templates/pemilu.html", PEMILU)
    themed.build()
    assert themed.files() == themed.clean()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('latest(topic="pilkada")', "latest takes one of category, type, tag, region, author, not topic"),
        ('latest(n=0, tag="x")', "latest takes n, a whole number from 1 on"), ("hantu", "'hantu' is undefined"),
    ],
)  # fmt: skip
def test_what_fails_in_a_template_is_told_at_its_line(themed: Portal, asked: str, said: str) -> None:
    """With the page that it was made for."""
    themed.edit("themes/uji/templates/pemilu.html", 'latest(n=2, tag="Pilkada 2026")', asked)
    (problem,) = themed.problems()
    assert str(problem.where) == "themes/uji/templates/pemilu.html:4"
    assert said in problem.message
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
    assert portal.files() == portal.clean()
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
        ("{lama: /}", ("site.yaml:", '"lama" is not an address of this site')),
        ("{/lama/: tag}", ("site.yaml:", '"tag" is not an address')),
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
    assert str(one.where).startswith(told[0])
    assert told[1] in one.message


def test_the_preview_leads_on_from_old_addresses(tmp_path: Path) -> None:
    """As hosts with such rules do, whatever has the address."""
    portal = site(tmp_path, config=CONFIG + "redirects: {/rubrik/: /daerah/}\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\naliases: [/author/sari/]\n---\n")
    portal.add("content/daerah/a.md", article("A", aliases="[/lama.html]"))
    with state.alone(portal.folder), state.opened(portal.folder) as store:
        preview = Preview(portal.options(), store, state.folder_of(portal.folder))
        preview.update(portal.now, EVERYTHING, lambda *_: None)
        found = {url: preview.pages.find(url).target for url in ("/rubrik/", "/author/sari/", "/lama.html")}
        preview.close()
    assert found == {
        "/rubrik/": "/daerah/", "/author/sari/": "/penulis/sari-wulan/", "/lama.html": "/daerah/2024/10/a/",
    }  # fmt: skip
