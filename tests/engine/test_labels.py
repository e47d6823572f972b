"""Labels: tags and authors are no part of what lists show of an article, unless a theme asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, site

OLD = "content/daerah/2024/10/banjir.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal whose articles stand in each other's boxes, and share one tag."""
    made = site(tmp_path / "portal")
    made.add(OLD, article("Banjir Lindan", "Air naik.", tags="[Hujan, Lindan]", timestamp="2024-10-01 10:00 WIB"))
    for number in range(6):
        text = article(
            f"Panen {number}", f"Sawah {number} kering.", tags="[Tani]", timestamp=f"2024-10-0{number + 2} 10:00 WIB"
        )
        made.add(f"content/olahraga/2024/10/{number}.md", text)
    made.build()
    return made


@pytest.mark.parametrize(("old", "new"), [("Lindan]", "Lindan Hulu]"), ("author: ", "author: Bakri ")])
def test_no_page_is_made_again_that_only_has_the_card(portal: Portal, old: str, new: str) -> None:
    """Every page that is made when a tag or an author gets another name is another one."""
    portal.edit(OLD, old, new)
    report = portal.build()
    assert report.rendered == report.added + report.changed > 0
    assert portal.files() == portal.clean()


def test_a_theme_that_shows_them_is_told(portal: Portal) -> None:
    """It asks for the labels of a card, and the page is made again when these differ."""
    portal.add("themes/uji/theme.yaml", "extends: kabar\n")
    shown = "{{ c.title }}: {{ (labels(c).tags + labels(c).authors) | join(', ') }};"
    shown = f"{{% for c in latest(n=9) %}}{shown}{{% endfor %}}"
    portal.add("themes/uji/templates/not_found.html", shown)
    portal.add("site.yaml", f"{CONFIG}theme: uji\n")
    portal.build()
    assert "Banjir Lindan: Hujan, Lindan, " in portal.read("404.html")
    for old, new in (("Lindan]", "Lindan Hulu]"), ("author: ", "author: Bakri "), ("title: ", "draft: true\ntitle: ")):
        portal.edit(OLD, old, new)
        portal.build()
        assert portal.files() == portal.clean()
    assert "Banjir" not in portal.read("404.html")
