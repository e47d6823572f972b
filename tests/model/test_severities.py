"""What site.yaml makes of problems."""

from __future__ import annotations

import time

import pytest

from generator.base.codes import CODES
from generator.base.errors import Problem, Where
from generator.base.sentences import as_it_is
from generator.model.severities import SHOWN_ANYWAY, Rule, Severities

DEAD = Rule("", (("dead-link", "warning"), ("missing-alt", "error")))


def dead(path: str) -> Problem:
    return Problem(Where(path, 1), "dead-link", as_it_is("x"))


def test_without_rules_a_code_has_its_own_severity() -> None:
    """Nothing is tolerated."""
    assert Severities().of(dead("content/a.md")) == "error"
    assert Severities().of(Problem(Where("content/a.md"), "missing-alt", as_it_is("x"))) == "warning"


def test_rules_are_of_content_alone() -> None:
    """What is wrong with site.yaml or a theme stays as it is."""
    severities = Severities((Rule("", (("unknown-key", "warning"),)),))
    assert severities.of(Problem(Where("content/a.md"), "unknown-key", as_it_is("x"))) == "warning"
    assert severities.of(Problem(Where("site.yaml"), "unknown-key", as_it_is("x"))) == "error"


def test_the_later_rule_counts() -> None:
    """So a folder can be stricter than the site, and a folder in it more lenient again."""
    severities = Severities(
        (DEAD, Rule("daerah/**", (("dead-link", "error"),)), Rule("daerah/lama/**", (("dead-link", "warning"),)))
    )
    assert severities.of(dead("content/nasional/a.md")) == "warning"
    assert severities.of(dead("content/daerah/a.md")) == "error"
    assert severities.of(dead("content/daerah/lama/2004/a.md")) == "warning"


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("arsip/**", "arsip/a.md", True),
        ("arsip/**", "arsip/2004/10/a.md", True),
        ("arsip/**", "arsipku/a.md", False),
        ("arsip/**", "daerah/arsip/a.md", False),
        ("*/200*/**", "daerah/2004/a.md", True),
        ("*/200*/**", "daerah/x/2004/a.md", False),
        ("**/lama.md", "daerah/2004/lama.md", True),
        ("a.b/**", "axb/c.md", False),
        ("a\nb/*", "a\nb/c.md", True),
        ("**/*a*/**.md", "x/a/b.md", True),
        ("**a*b", "a/xab", True),
        ("**a*b", "a/x/b", False),
        ("*", "a.md", True),
        ("*", "a/b.md", False),
        ("a", "ab", False),
        ("", "a.md", True),
    ],
)
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    """** is anything, * all but a slash, and every other sign itself."""
    severities = Severities((Rule(pattern, (("dead-link", "warning"),)),))
    assert (severities.of(dead(f"content/{path}")) == "warning") is fits


def test_a_pattern_of_many_stars_is_quick() -> None:
    """Nobody can stall a build with one: twelve seconds before, nothing now."""
    begin = time.process_time()
    assert Severities((Rule("**a" * 40 + "b", DEAD.severities),)).of(dead(f"content/{'a' * 2000}")) == "error"
    assert Severities((Rule("*a" * 40 + "b", DEAD.severities),)).of(dead(f"content/{'a' * 2000}")) == "error"
    assert time.process_time() - begin < 1


def test_problems_are_parted_in_order() -> None:
    """The errors, and the warnings."""
    found = [dead("content/b.md"), Problem(Where("content/a.md"), "missing-alt", as_it_is("x")), dead("content/a.md")]
    assert Severities((DEAD,)).parted(found) == ((found[1],), (found[0], found[2]))
    assert Severities((DEAD,)).tolerates("missing-picture", "dead-link")
    assert not Severities((DEAD,)).tolerates("missing-picture")


def test_with_hold_some_errors_are_shown_anyway() -> None:
    """Those without which a page is decent; a rule that says something else counts for warnings alone."""
    shown = (
        "ambiguous-link",
        "bad-related",
        "broken-picture",
        "dead-fragment",
        "dead-link",
        "missing-picture",
        "unknown-region",
    )
    assert frozenset(shown) == SHOWN_ANYWAY
    hold = Severities(hold=True)
    for code, kind in CODES.items():
        found = hold.of(Problem(Where("content/a.md"), code, as_it_is("x")))
        assert found == ("warning" if code in shown else kind.severity)
        assert hold.tolerates(code) is (code in shown)
        assert Severities().tolerates(code) is False
    assert hold.tolerates("unknown-key", "dead-link")
    assert not Severities().hold


def test_a_duty_of_site_yaml_can_be_made_lighter() -> None:
    """Where the whole site is meant; what is no file of content/ has no rule."""
    duty = Problem(Where("site.yaml"), "missing-duty", as_it_is("x"))
    assert Severities((Rule("", (("missing-duty", "off"),)),)).of(duty) == "off"
    assert Severities((Rule("**", (("missing-duty", "off"),)),)).of(duty) == CODES["missing-duty"].severity
    assert Severities((Rule("", (("missing-duty", "off"),)),)).parted([duty]) == ((), ())
    other = Problem(Where("themes/a.html"), "missing-duty", as_it_is("x"))
    assert Severities((Rule("", (("missing-duty", "off"),)),)).of(other) == CODES["missing-duty"].severity
