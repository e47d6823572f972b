"""Standing pages, and the page of an address that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.preview import state
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING
from tests.support import CONFIG, Portal, article, site


def test_standing_pages_and_404(portal: Portal) -> None:
    """A standing page stands at its slug, and links in it are resolved."""
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang Kami\n---\nLihat [indeks](/indeks/).\n")
    portal.build()
    assert '<a href="/indeks/">indeks</a>' in portal.read("tentang/index.html")


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
