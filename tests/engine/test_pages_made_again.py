"""Which pages are made again when a name, the configuration or the theme differs: all that show it, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.photos import jpeg
from tests.support import CONFIG, Portal, article, site, tree

OLD = "content/daerah/2024/10/banjir.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with a theme of its own, whose articles stand in each other's boxes, and share one tag."""
    made = site(tmp_path, config=f"{CONFIG}theme: uji\n")
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/templates/not_found.html", "tiada")
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


@pytest.mark.slow
def test_a_theme_that_shows_the_labels_of_cards_is_told(portal: Portal) -> None:
    """It asks for the tags and authors of a card, and the page is made again when these differ."""
    shown = "{{ c.title }}: {{ (labels(c).tags + labels(c).authors) | join(', ') }};"
    portal.add("themes/uji/templates/not_found.html", f"{{% for c in latest(n=9) %}}{shown}{{% endfor %}}")
    portal.build()
    assert "Banjir Lindan: Hujan, Lindan, " in portal.read("404.html")
    for old, new in (("Lindan]", "Lindan Hulu]"), ("author: ", "author: Bakri "), ("title: ", "draft: true\ntitle: ")):
        portal.edit(OLD, old, new)
        portal.build()
        assert portal.files() == portal.clean()
    assert "Banjir" not in portal.read("404.html")


def test_nothing_is_made_again_without_a_reason(portal: Portal) -> None:
    """Another configuration makes all written pages again, another template its kind of page alone."""
    assert portal.build().rendered == 0
    portal.edit("site.yaml", "tagline: Berita percobaan", "tagline: Berita lain")
    report = portal.build()
    assert 10 < report.rendered < report.pages
    portal.add("themes/uji/templates/not_found.html", "tidak ada")
    report = portal.build()
    assert (report.changed, portal.read("404.html")) == (1, "tidak ada")
    assert report.rendered < 5


def test_a_theme_without_a_template_is_told(portal: Portal) -> None:
    """One that extends no other needs them all."""
    portal.add("themes/uji/theme.yaml", "name: uji\n")
    problems = portal.problems(all=True)
    assert {one.path for one in problems} == {"themes/uji"}
    assert any("article.html" in one.message for one in problems)


def test_variants_of_a_photo_that_nobody_shows_go(tmp_path: Path) -> None:
    """Out of what is kept of them between builds, too."""
    portal = site(tmp_path)
    photo = "photo: {src: /foto/a.jpg, caption: A, credit: X}\n"
    portal.add("content/foto/a.jpg", jpeg())
    portal.add("content/daerah/a.md", article("A").replace("title:", f"{photo}title:"))
    portal.build()
    assert tree(portal.folder / ".ssg/pictures")
    portal.edit("content/daerah/a.md", photo, "")
    portal.build()
    assert not tree(portal.folder / ".ssg/pictures")
    assert portal.files() == portal.clean()
