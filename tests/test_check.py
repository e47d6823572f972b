"""A check as a whole: what it looks at, what it leaves as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.base.source import Source
from generator.check import _is_within, _limited, placed
from generator.lint.rules import RULE_CODES
from generator.lint.rules.evidence import Finding
from generator.theming.loading import read_site_yaml
from tests.lint_support import LONG, checked, said
from tests.support import CONFIG, OWNED, Portal, article, site, tree


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=OWNED)
    portal.add("content/daerah/a.md", article("Pendek", "[Mati](/tiada/) dan <b>tebal</b>"))
    portal.add("content/nasional/b.md", article("Juara # 1", updated="2024-10-09 15:00 WIB"))
    return portal


def codes(result) -> tuple[set[str], set[str]]:
    return {one.code for one in result.errors}, {one.code for one in result.warnings}


def test_errors_warnings_and_rules_in_one_run(portal: Portal) -> None:
    """What a build would refuse, what it would warn of, and what a good desk asks."""
    errors, warnings = codes(checked(portal))
    assert errors == {"dead-link", "date-order"}
    assert warnings == {"markup-as-text", "headline-length"}


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


def test_some_files_and_folders(portal: Portal) -> None:
    """The rest of the site is looked at, but not told of."""
    assert codes(checked(portal, "content/nasional"))[0] == {"date-order"}
    assert codes(checked(portal, "content/daerah/a.md"))[0] == {"dead-link"}
    assert codes(checked(portal, "content/nas")) == (set(), set())


def test_severities_of_rules(portal: Portal) -> None:
    """For the whole site and by folder, also that nothing is said."""
    portal.add(
        "site.yaml",
        f"{CONFIG}severity:\n  headline-length: error\n  folders:\n  - path: daerah/**\n    headline-length: off\n",
    )
    portal.add("content/nasional/c.md", article("Juara", "Lain."))
    assert said(portal, "headline-length") == ["content/nasional/c.md:2: the headline has 5 characters, fewer than 20"]
    assert "headline-length" in codes(checked(portal))[0]


def test_a_mistake_in_site_yaml_hides_no_mistake_in_content(portal: Portal) -> None:
    """All of it is told, as a build would."""
    portal.edit("site.yaml", "timezone:", "zona: x\ntimezone:")
    assert codes(checked(portal))[0] >= {"unknown-key", "dead-link", "date-order"}


def test_every_rule_can_be_silenced() -> None:
    """A rule of a good desk is advice."""
    assert all(kind.severity == "warning" and not kind.fixed for kind in RULE_CODES.values())


@pytest.mark.parametrize(
    ("paths", "path", "other", "within"),
    [
        ((), "site.yaml", "", True), (("",), "site.yaml", "", True), (("content/a",), "content/a/b.md", "", True),
        (("content/a",), "content/ab.md", "", False), (("content/a/b.md",), "content/a/b.md", "", True),
        (("content/x", "content/a"), "content/a/b.md", "", True), (("content/x",), "content/a/b.md", "x/y.md", True),
        (("content/x",), "content/a/b.md", "y/x.md", False), (("content",), "site.yaml", "", False),
    ],
)  # fmt: skip
def test_what_is_within_some_files_and_folders(paths: tuple[str, ...], path: str, other: str, within: bool) -> None:
    """A file, or one below a folder; also what another file has a part in."""
    assert _is_within(paths, path, other) is within


def test_a_finding_of_several_files_is_told_of_those_that_are_asked_for() -> None:
    """At the newest of them, with what is changed there alone."""
    one = Finding("near-tags", "c/4.md", sentence("x"), paths=("a/1.md", "b/2.md", "b/3.md", "c/4.md"))
    assert _limited(one, ()) is one
    assert _limited(one, ("content/b",)) == replace(one, path="b/3.md", paths=("b/2.md", "b/3.md"))
    assert _limited(one, ("content/a", "content/c")) == replace(one, paths=("a/1.md", "c/4.md"))
    assert _limited(one, ("content/d",)) is None
    assert _limited(replace(one, paths=()), ("content/a",)) is None


def test_what_is_silenced_is_not_mended(portal: Portal) -> None:
    """Whoever does not want to hear of it does not want it changed."""
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\n---\n")
    portal.add("content/daerah/c.md", article(LONG, author="Sari Wulann"))
    assert [one.entry for one in checked(portal).fixable if one.key == "author"] == ["Sari Wulann"]
    portal.edit("site.yaml", "categories:", "severity: {near-byline: off}\ncategories:")
    assert [one for one in checked(portal).fixable if one.key == "author"] == []


def test_a_draft_with_an_error_is_told_once(portal: Portal) -> None:
    """As an error, though a build lives with it."""
    portal.add("content/daerah/c.md", article(LONG, timestamp="besok", draft="true"))
    found = checked(portal, "content/daerah/c.md")
    assert [one.code for one in found.errors] == ["bad-date"]
    assert [one.code for one in found.warnings] == []
    assert found.articles == 2


def test_a_site_that_cannot_be_read_has_no_articles(portal: Portal) -> None:
    """None was looked at, and nothing is mended."""
    portal.edit("site.yaml", "name:", "nama_salah: x\nname:")
    found = checked(portal)
    assert (found.warnings, found.fixable, found.articles, found.offline) == ((), (), 0, False)
    assert found.seconds > 0


def test_findings_are_problems_in_their_places(tmp_path: Path) -> None:
    """By file, with the line that they are about; what has no text, or no place, is about the whole file."""
    folder = tmp_path / "site"
    configuration = read_site_yaml(site(tmp_path / "other", config=OWNED).folder)
    (folder / "content/daerah").mkdir(parents=True)
    (folder / "content/daerah/a.md").write_text("---\ntitle: Satu\n---\nIsi.\n")
    (folder / "content/b.png").write_text("---\ntitle: Satu\n---\nIsi.\n")
    said, advice = sentence("said"), sentence("advice")
    findings = [
        Finding("bad-date", "daerah/a.md", said, advice, "title", other="b.png"), Finding("bad-date", "b.png", said, advice, "title"),
        Finding("bad-date", "daerah/a.md", said, advice, line=4, column=3), Finding("bad-date", "daerah/c.md", said, advice, "title"),
    ]  # fmt: skip
    assert list(placed(Source(str(folder / "content")), configuration, findings)) == [
        (findings[1], Problem(Where("content/b.png"), "bad-date", said, advice)),
        (
            findings[0],
            Problem(Where("content/daerah/a.md", 2, 8), "bad-date", said, advice, "title: Satu", "content/b.png"),
        ),
        (findings[2], Problem(Where("content/daerah/a.md", 4, 3), "bad-date", said, advice, "Isi.")),
        (findings[3], Problem(Where("content/daerah/c.md"), "bad-date", said, advice)),
    ]
