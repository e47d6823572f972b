"""A check as a whole: what it looks at, what it leaves as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint_support import LONG, Checked, checked, said
from tests.support import CONFIG, OWNED, Portal, article, site, ssg_here, tree


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=OWNED)
    portal.add("content/daerah/a.md", article("Pendek", "[Mati](/tiada/) dan <b>tebal</b>"))
    portal.add("content/nasional/b.md", article("Juara # 1", updated="2024-10-09 15:00 WIB"))
    return portal


def codes(result: Checked) -> tuple[set[str], set[str]]:
    return {one.code for one in result.errors}, {one.code for one in result.warnings}


def test_errors_warnings_and_rules_in_one_run(portal: Portal) -> None:
    """What a build would refuse, what it would warn of, and what a good desk asks."""
    found = checked(portal)
    assert codes(found) == ({"dead-link", "date-order"}, {"markup-as-text", "headline-length"})
    assert found.articles == 1, "the other cannot be read"


def test_warnings_of_files_that_were_built_long_ago(tmp_path: Path) -> None:
    """A build tells them once, a check each time."""
    portal = site(tmp_path, config=OWNED)
    portal.add("content/daerah/a.md", article(f"{LONG} # 1", "<b>tebal</b>"))
    portal.build()
    for _ in range(2):
        assert codes(checked(portal)) == (set(), {"markup-as-text", "cut-value"})


def test_nothing_is_written(portal: Portal) -> None:
    """Neither beside the site nor in its output; what the next build finds is as if nobody had asked."""
    portal.remove("content/nasional/b.md")
    portal.edit("content/daerah/a.md", "/tiada/", "/daerah/")
    portal.build()
    portal.edit("content/daerah/a.md", "Pendek", "Singkat")
    before = {path: data for path, data in tree(portal.folder).items() if not path.startswith(".ssg/")}
    checked(portal)
    assert {path: data for path, data in tree(portal.folder).items() if not path.startswith(".ssg/")} == before
    report = portal.build()
    assert report.changed > 0
    assert any(one.code == "markup-as-text" for one in report.warnings)
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("paths", "errors"),
    [
        (["content/nasional"], {"date-order"}), (["content/daerah/a.md"], {"dead-link"}), (["content/nasional/b.md"], {"date-order"}),
        (["content/nasional", "content/daerah"], {"dead-link", "date-order"}), (["."], {"dead-link", "date-order"}),
        (["content/nas"], set()), (["site.yaml"], set()),
    ],
)  # fmt: skip
def test_some_files_and_folders(portal: Portal, paths: list[str], errors: set[str]) -> None:
    """The rest of the site is looked at, but not told of; a name that only begins like one is none of its files."""
    portal.add("content/nas/x.txt", "")
    portal.edit("site.yaml", "categories:", "media: {allow: [.txt]}\ncategories:")
    assert codes(checked(portal, *paths))[0] == errors


def test_what_is_about_several_files_is_told_of_those_that_are_asked_for(tmp_path: Path) -> None:
    """At the newest of them, and also where the other one is asked for."""
    portal = site(tmp_path, config=OWNED)
    for number, folder in enumerate(("daerah", "nasional", "nasional", "olahraga")):
        text = article(
            f"{LONG} {number}", f"Isi {number}.", author="Wati Sary", timestamp=f"2024-10-0{number + 1} 10:00 WIB"
        )
        portal.add(f"content/{folder}/{number}.md", text)
    portal.add("content/authors/wati.md", "---\nname: Wati Sari\n---\n")
    told = {
        paths: [one.path for one in checked(portal, *paths).warnings]
        for paths in ((), ("content/nasional",), ("content/daerah",))
    }
    assert list(told.values()) == [["content/olahraga/3.md"], ["content/nasional/2.md"], ["content/daerah/0.md"]]
    portal.add(
        "content/daerah/kembar.md", article(f"{LONG} 3", "Isi 3.", timestamp="2024-10-05 10:00 WIB", author="Wati Sari")
    )
    assert [one.path for one in checked(portal, "content/olahraga").warnings if one.code == "same-report"] == [
        "content/daerah/kembar.md"
    ]


def test_severities_of_rules(portal: Portal) -> None:
    """For the whole site and by folder, also that nothing is said."""
    severity = "severity:\n  headline-length: error\n  folders:\n  - path: daerah/**\n    headline-length: off\n"
    portal.add("site.yaml", f"{CONFIG}{severity}")
    portal.add("content/nasional/c.md", article("Juara", "Lain."))
    assert said(portal, "headline-length") == ["content/nasional/c.md:2: the headline has 5 characters, fewer than 20"]
    assert "headline-length" in codes(checked(portal))[0]


def test_what_is_silenced_is_not_mended(portal: Portal) -> None:
    """Whoever does not want to hear of it does not want it changed."""
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\n---\n")
    portal.add("content/daerah/c.md", article(LONG, author="Sari Wulann"))
    portal.edit("site.yaml", "categories:", "severity: {near-byline: off}\ncategories:")
    ssg_here(portal, "check", "--fix", "--yes", SOURCE_DATE_EPOCH=str(portal.now))
    assert "author: Sari Wulann\n" in (portal.folder / "content/daerah/c.md").read_text()
    portal.edit("site.yaml", "severity: {near-byline: off}\n", "")
    ssg_here(portal, "check", "--fix", "--yes", SOURCE_DATE_EPOCH=str(portal.now))
    assert "author: Sari Wulan\n" in (portal.folder / "content/daerah/c.md").read_text()


def test_a_draft_with_an_error_is_told_once(portal: Portal) -> None:
    """As an error, though a build lives with it."""
    portal.add("content/daerah/c.md", article(LONG, timestamp="besok", draft="true"))
    assert codes(checked(portal, "content/daerah/c.md")) == ({"bad-date"}, set())
