"""Where site.yaml wants an editor who is not the author, whoever they are called, nobody publishes his own article."""

from __future__ import annotations

import shutil

import pytest

from tests.support import CONFIG, Portal, RefusedError, article, site

PATH = "content/daerah/2024/10/satu.md"
REVIEW = "desk: {review: true}\n"
SARI, BUDI = "content/authors/sari.md", "content/authors/budi.md"


@pytest.fixture
def portal(tmp_path) -> Portal:
    found = site(tmp_path)
    found.add("site.yaml", CONFIG + REVIEW)
    found.add(SARI, "---\nname: Sari Wulan\ninitials: SW\n---\nSaya.\n")
    found.add(BUDI, "---\nname: Budi Rahman\ninitials: BR\n---\nSaya.\n")
    found.add("content/daerah/2024/10/lain.md", article("Lain"))
    return found


def said(portal: Portal) -> list[str]:
    """Return what a build refuses, which a build from nothing refuses, too."""
    found: list[list[str]] = []
    for _ in range(2):
        try:
            portal.build()
            found.append([])
        except RefusedError as error:
            found.append([f"{one.path}:{one.line}:{one.column} {one.code} {one.message}" for one in error.problems])
        shutil.rmtree(portal.folder / ".ssg")
    assert found[0] == found[1]
    return found[0]


def test_an_editor_is_somebody_else(portal: Portal) -> None:
    """As profiles tell: by name, slug or initials, or by the name alone of who has none."""
    own = (
        ("Sari Wulan", "Sari Wulan"), ("Sari Wulan", "sari"), ("SW", "Sari Wulan"), ("sari", "sari-wulan"),
        ("[Sari Wulan, Budi Rahman]", "BR"), ("Tono", "tono"), ("[Sari Wulan, Tono]", "[sari, Tono]"),
    )  # fmt: skip
    fine = (("Sari Wulan", "Budi Rahman"), ("Sari Wulan", "[sari, Budi Rahman]"), ("Tono", "Sari Wulan"))
    for number, (author, editor) in enumerate((*own, *fine)):
        portal.add(f"content/daerah/{number}.md", article("Satu", author=author, editor=editor))
    found = [one.partition(" only ")[0] for one in said(portal)]
    assert found == [f"content/daerah/{number}.md:4:9 own-editor" for number in range(len(own))]


def test_what_nobody_publishes_yet_is_left_alone(portal: Portal) -> None:
    """Drafts, and what was handed in."""
    yet = ({"draft": "true"}, {"status": "draft"}, {"status": "review"}, {"draft": "true", "status": "ready"})
    for number, keys in enumerate(yet):
        portal.add(f"content/daerah/{number}.md", article("Satu", editor="sari", **keys))
    portal.build()
    portal.add(PATH, article("Satu", editor="sari", status="ready"))
    assert len(said(portal)) == 1


def test_what_is_over_needs_nobody(portal: Portal) -> None:
    """Readers have a notice alone, which must not be held back."""
    withdrawn = "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Maaf.}"
    portal.add(PATH, article("Satu", editor="SW", retracted=withdrawn))
    portal.add("content/daerah/2024/10/dua.md", article("Dua", editor="SW", gone="true"))
    assert said(portal) == []


def test_it_is_told_when_it_is_saved_not_at_its_hour(portal: Portal) -> None:
    """Green stays green."""
    portal.add(PATH, article("Satu", editor="SW", timestamp="2024-10-11 06:00 WIB"))
    assert len(said(portal)) == 1


def test_without_the_key_nobody_asks(portal: Portal) -> None:
    """When it comes, all articles are looked at; when it goes, none is told of any more. No page is made again."""
    portal.add("site.yaml", CONFIG)
    portal.add(PATH, article("Satu", editor="SW"))
    portal.build()
    portal.add("site.yaml", CONFIG + REVIEW)
    assert [one.code for one in portal.problems()] == ["own-editor"] == [one.code for one in portal.problems()]
    portal.add("site.yaml", CONFIG + REVIEW + "severity: {own-editor: warning}\n")
    report = portal.build()
    assert [one.code for one in report.warnings] == ["own-editor"]
    assert (report.rendered, report.tolerated) == (0, {"own-editor": 1})
    portal.add("site.yaml", CONFIG)
    report = portal.build()
    assert (report.rendered, report.tolerated) == (0, {})


def test_a_profile_may_tell_that_two_are_one(portal: Portal) -> None:
    """Then their articles are looked at though they did not change; and again when they are two."""
    portal.add("site.yaml", CONFIG + REVIEW + "severity: {own-editor: warning}\n")
    portal.add(PATH, article("Satu", author="Sari Wulan", editor="Sari W. Lestari"))
    portal.add("content/daerah/2024/10/dua.md", article("Dua", author="S. Lestari", editor="sari"))
    assert portal.build().tolerated == {}
    portal.edit(SARI, "name: Sari Wulan", "name: Sari W. Lestari")
    portal.edit(SARI, "initials: SW", "initials: Sari Wulan")
    assert portal.build().tolerated == {"own-editor": 1}
    portal.edit(SARI, "initials: Sari Wulan", "initials: S. Lestari")
    assert portal.build().tolerated == {"own-editor": 1}
    portal.edit(SARI, "initials: S. Lestari", "initials: SW")
    assert portal.build().tolerated == {}
    portal.add("content/authors/lestari.md", "---\nname: Sari Lestari\ninitials: S. Lestari\n---\n")
    portal.edit("content/daerah/2024/10/dua.md", "editor: sari", "editor: Sari Lestari")
    assert portal.build().tolerated == {"own-editor": 1}
    portal.remove("content/authors/lestari.md")
    assert portal.build().tolerated == {}


def test_it_is_held_back_alone(portal: Portal) -> None:
    """With --hold the others appear, and it does as soon as somebody else has read it."""
    portal.add(PATH, article("Satu", editor="SW"))
    for _ in range(2):
        report = portal.build(hold=True)
        assert [(one.path, one.code) for one in report.held] == [(PATH, "own-editor")]
        assert portal.files() == portal.clean(hold=True)
    assert "daerah/2024/10/satu/index.html" not in portal.files()
    portal.add(PATH, article("Satu", editor="BR"))
    assert portal.build(hold=True).held == ()
    assert "daerah/2024/10/satu/index.html" in portal.files()


def test_an_article_that_needs_no_editor_needs_a_reader(portal: Portal) -> None:
    """Where site.yaml does not demand an editor, one without any is nobody else's; otherwise that is told once."""
    portal.add(PATH, article("Satu", editor=""))
    assert [one.partition(" ")[2][:14] for one in said(portal)] == ["missing-editor"]
    portal.add("site.yaml", CONFIG + REVIEW + "require: {editor: false}\n")
    assert [one.partition(" ")[2] for one in said(portal)] == [
        "own-editor nobody but its authors has read this article"
    ]
