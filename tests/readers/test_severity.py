"""The key `severity` of site.yaml."""

from __future__ import annotations

import pytest

from generator.base.codes import KINDS
from generator.portal.severities import Rule, Severities
from generator.readers import config
from tests.support import CONFIG


def read(text: str) -> Severities:
    site, problems = config.parse(CONFIG + text)
    assert problems == []
    assert site is not None
    return site.severities


def said(text: str) -> list[str]:
    _, problems = config.parse(CONFIG + text)
    return [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in problems]


def test_left_out_nothing_is_changed() -> None:
    """As with an empty group."""
    assert read("") == read("severity:\n") == Severities()


def test_codes_of_the_site_and_of_folders() -> None:
    """In the order in which they stand; a folder with a slash at its end is all that is below it."""
    text = """severity:
  dead-link: warning
  missing-alt: ERROR
  folders:
    - {path: arsip/, missing-editor: warning}
    - {path: "arsip/*/x.md", dead-link: error}
"""
    assert read(text) == Severities(
        (
            Rule("", (("dead-link", "warning"), ("missing-alt", "error"))),
            Rule("arsip/**", (("missing-editor", "warning"),)),
            Rule("arsip/*/x.md", (("dead-link", "error"),)),
        )
    )


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if not kind.fixed])
def test_what_has_an_outcome_can_be_either(code: str) -> None:
    """Error or warning."""
    for level in ("error", "warning"):
        assert read(f"severity: {{{code}: {level}}}\n").rules[0].severities == ((code, level),)


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.fixed])
def test_what_has_none_is_refused_with_the_reason(code: str) -> None:
    """As it is, it may be written down."""
    kind = KINDS[code]
    other = "warning" if kind.severity == "error" else "error"
    (line,) = said(f"severity: {{{code}: {other}}}\n")
    assert f"{code} cannot be a" in line
    assert str(kind.fixed) in line
    assert read(f"severity: {{{code}: {kind.severity}}}\n").rules[0].severities == ((code, kind.severity),)


def test_mistakes_are_told_all_at_once() -> None:
    """Unknown codes and levels, wrong types, paths that are none."""
    text = """severity:
  ded-link: warning
  warna: warning
  missing-picture: ignore
  missing-credit: [warning]
  address-taken: warning
  folders:
    - {dead-link: warning}
    - {path: /arsip/**, dead-link: warning}
    - {path: arsip/**, dead-links: warning}
    - arsip
"""
    assert [line.partition(" | ")[0] for line in said(text)] == [
        '10:13 "ded-link" is no code of a problem',
        '11:10 "warna" is no code of a problem',
        '12:20 "ignore" is not a known severity.missing-picture',
        "13:19 severity.missing-credit must be text, not a list",
        "14:18 address-taken cannot be a warning: no page can be without an address of its own",
        "19:7 severity.folders must be a list of groups of keys, not text",
        '16:0 "severity.folders.path" is missing: this key says where the severities apply',
        '17:14 "/arsip/**" is no path below content/',
        '18:36 "dead-links" is no code of a problem',
    ]
    assert said(text)[0].endswith('| did you mean "dead-link"?')


@pytest.mark.parametrize(
    ("text", "expected"), [("severity: warning\n", "a group of keys"), ("severity: [a]\n", "a group of keys")]
)
def test_a_wrong_type(text: str, expected: str) -> None:
    """It is a group of codes."""
    assert [expected in line for line in said(text)] == [True]


@pytest.mark.parametrize(
    ("text", "said_of"),
    [
        ("{dead-link: off}", ["9:23 dead-link cannot be off: it is more than advice | write dead-link: warning, and it stops nothing"]), ("{bad-yaml: off}", ["9:22 bad-yaml cannot be off: it is more than advice | delete the line"]),
        ("{bad-yaml: warning}", ["9:22 bad-yaml cannot be a warning: such a file cannot be published | delete the line; it is error everywhere"]), ("{warna: x}", ['9:19 "warna" is no code of a problem | the codes are those of docs/problems.md']),
        ("{folders: [{path: content/a, dead-link: warning}]}", ['9:29 "content/a" is no path below content/ | write it like "archive/**", from content/ on']), ("{folders: [{path: 'a\\b'}]}", ['9:29 "a\\b" is no path below content/ | write it like "archive/**", from content/ on']),
        ("{folders: [{dead-link: warning}]}", ['9:0 "severity.folders.path" is missing: this key says where the severities apply | add path: archive/**']),
        ("{folders: [{folder: a, dead-link: warning}]}", ['9:23 unknown key "severity.folders.folder" | did you mean "path"?']), ("{folders: [{map: a, dead-link: warning}]}", ['9:23 unknown key "severity.folders.map" | did you mean "path"?']),
        ("{folder: [{path: a, dead-link: warning}]}", ['9:12 unknown key "severity.folder" | did you mean "folders"?']), ("{paths: [{path: a, dead-link: warning}]}", ['9:12 unknown key "severity.paths" | did you mean "folders"?']),
    ],
)  # fmt: skip
def test_what_is_said_of_a_mistake(text: str, said_of: list[str]) -> None:
    """With its place and what to write; what is told by another name of its key is told once."""
    assert said(f"severity: {text}\n") == said_of


@pytest.mark.parametrize(
    "code", [code for code, kind in KINDS.items() if not kind.fixed and kind.severity == "warning"]
)
def test_what_is_but_advice_can_be_off(code: str) -> None:
    """Here or in a folder."""
    assert read(f"severity: {{{code}: off, folders: [{{path: a/b, {code}: OFF}}]}}\n").rules == (
        Rule("", ((code, "off"),)), Rule("a/b", ((code, "off"),)),
    )  # type: ignore[arg-type]  # fmt: skip
