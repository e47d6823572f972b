"""What a check has found, for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from generator import __version__
from generator.base.codes import Code
from generator.base.errors import Problem, Where
from generator.base.sentences import ENGLISH, as_it_is, language, sentence
from generator.check import Checked
from generator.cli import reporters
from generator.cli.reporters import failed
from tests.deploying_support import newsroom, rclone
from tests.importing_support import HEAD, Archive, post
from tests.support import CONFIG, NOW, Portal, article, run, site, ssg_here

FOUND = Checked(
    (Problem(Where("content/daerah/judul: a, b.md", 3, 7), "dead-link", sentence("100% dead"), as_it_is("mend it")),),
    (Problem(Where("content/foto/ä b.png"), "unused-media", sentence("nothing shows this file or leads to it")),),
    (), 2, 0.5,
)  # fmt: skip

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
SARIF = {
    "type": "object", "required": ["version", "runs", "$schema"], "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["tool", "results"], "additionalProperties": False,
            "properties": {
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {"type": "object", "required": ["driver"], "additionalProperties": False, "properties": {
                    "driver": {"type": "object", "required": ["name"], "additionalProperties": False, "properties": {
                        "name": {"type": "string"}, "version": {"type": "string"},
                        "rules": {"type": "array", "uniqueItems": True, "items": {
                            "type": "object", "required": ["id"], "additionalProperties": False, "properties": {
                                "id": {"type": "string"}, "shortDescription": TEXT,
                                "defaultConfiguration": {"type": "object", "properties": {
                                    "level": {"enum": ["none", "note", "warning", "error"]},
                                }},
                            },
                        }},
                    }},
                }},
                "results": {"type": "array", "items": {
                    "type": "object", "required": ["message"], "additionalProperties": False, "properties": {
                        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": -1},
                        "level": {"enum": ["none", "note", "warning", "error"]}, "message": TEXT,
                        "locations": {"type": "array", "items": {
                            "type": "object", "additionalProperties": False, "properties": {
                                "physicalLocation": {
                                    "type": "object", "required": ["artifactLocation"], "additionalProperties": False,
                                    "properties": {
                                        "artifactLocation": {"type": "object", "properties": {
                                            "uri": {"type": "string", "pattern": "^[A-Za-z0-9/._~%:@!$&'()*+,;=-]+$"},
                                        }},
                                        "region": {"type": "object", "additionalProperties": False, "properties": {
                                            "startLine": {"type": "integer", "minimum": 1},
                                            "startColumn": {"type": "integer", "minimum": 1},
                                        }},
                                    },
                                },
                            },
                        }},
                    },
                }},
            },
        }},
    },
}  # fmt: skip
"""SARIF 2.1.0 as far as we write it, section 3 of the standard: a stranger key or level would be ours alone."""


def test_sarif_is_what_the_standard_says() -> None:
    """With a rule for each code, and places that a code host can show."""
    log = json.loads(reporters.sarif(FOUND, ENGLISH))
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("Warta", __version__)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["dead-link", "unused-media"]
    dead, unused = run["results"]
    assert (dead["ruleId"], dead["ruleIndex"], dead["level"]) == ("dead-link", 0, "error")
    assert dead["message"]["text"] == "100% dead\nhint: mend it"
    place = dead["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/daerah/judul%3A%20a%2C%20b.md"
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert "region" not in unused["locations"][0]["physicalLocation"]


def test_sarif_of_nothing() -> None:
    """It is a log too."""
    Draft202012Validator(SARIF).validate(json.loads(reporters.sarif(Checked((), (), (), 0, 0.0), ENGLISH)))


QUALITY = {
    "type": "array",
    "items": {
        "type": "object", "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1}, "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 32},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {"type": "object", "required": ["path", "lines"], "additionalProperties": False, "properties": {
                "path": {"type": "string", "pattern": "^[^./]"},
                "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
            }},
        },
    },
}  # fmt: skip
"""What GitLab asks of a report of code quality, as its documentation has it."""


def test_a_report_of_code_quality_is_what_gitlab_asks_for() -> None:
    """Each problem has a fingerprint of its own, which stays when a line above it comes or goes."""
    once = json.loads(reporters.gitlab(FOUND, ENGLISH))
    Draft202012Validator(QUALITY).validate(once)
    assert [(one["severity"], one["location"]["lines"]["begin"]) for one in once] == [("major", 3), ("minor", 1)]
    (dead,) = FOUND.errors
    moved = Checked((replace(dead, where=replace(dead.where, line=9)), dead), FOUND.warnings, (), 2, 0.5)
    names = [one["fingerprint"] for one in json.loads(reporters.gitlab(moved, ENGLISH))]
    assert len(set(names)) == 3
    assert {one["fingerprint"] for one in once} < set(names)


def test_workflow_commands() -> None:
    """One line each, whatever the path and the sentence hold."""
    assert reporters.github(FOUND, ENGLISH).splitlines() == [
        "::error file=content/daerah/judul%3A a%2C b.md,line=3,col=7,title=dead-link::100%25 dead%0Ahint: mend it",
        "::warning file=content/foto/ä b.png,title=unused-media::nothing shows this file or leads to it",
    ]


@pytest.mark.parametrize("form", reporters.MACHINES)
def test_programs_get_the_language_of_the_desk(form: str) -> None:
    """Codes and severities are the same in all languages."""
    told = reporters.MACHINES[form](FOUND, language("id"))
    assert "berkas ini tidak ditampilkan dan tidak ditautkan di mana pun" in told
    assert "unused-media" in told
    assert ('"minor"' if form == "gitlab" else "warning") in told


Capture = pytest.CaptureFixture[str]


def said(capsys: Capture, *words: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert run(*words) == code
    return json.loads(capsys.readouterr().out)


def shape(value: Any) -> Any:
    """Return a value with the kinds of its numbers and texts in their places."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


PROBLEM = {
    "path": "str", "line": "int", "column": "int", "code": "str", "message": "str", "hint": "str", "excerpt": "str",
}  # fmt: skip


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path, f"-- content/daerah/2024/10/a.md --\n{article('Berita')}")


def test_a_build(portal: Portal, capsys: Capture) -> None:
    """Counts, what changed, and what it warns of."""
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>')
    portal.add("content/daerah/2024/10/b.md", article("B", photo="{src: /foto/a.svg, credit: S}"))
    found = said(capsys, "--site", str(portal.folder), "build", "--now", str(NOW), "--json")
    assert (found["ok"], found["articles"]) == (True, 2)
    (warning,) = found["warnings"]
    assert shape(warning) == PROBLEM
    assert (warning["path"], warning["line"], warning["column"]) == ("content/daerah/2024/10/b.md", 6, 14)


def test_a_build_that_is_refused(portal: Portal, capsys: Capture) -> None:
    """Its problems, with place, code and hint."""
    portal.add("content/daerah/2024/10/b.md", article("B", "Lihat [ini](/tiada/)."))
    found = said(capsys, "--site", str(portal.folder), "build", "--now", str(NOW), "--json", code=1)
    assert set(found) == {"ok", "problems"}
    (problem,) = found["problems"]
    assert shape(problem) == PROBLEM
    assert (problem["path"], problem["line"], problem["column"]) == ("content/daerah/2024/10/b.md", 7, 13)
    assert (problem["code"], problem["excerpt"]) == ("dead-link", "Lihat [ini](/tiada/).")


def test_a_deploy(tmp_path: Path, capsys: Capture) -> None:
    """What went where, in which order; the paths where nothing is sent yet."""
    rclone()
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit'}}}")
    words = ("--site", str(portal.folder), "deploy", "--json")
    step = {"phase": "str", "files": "int", "bytes": "int"}
    whole = {
        "target": "str", "steps": [step], "files": "int", "bytes": "int", "kept": [], "foreign": "int", "foreign_files": [],
        "rebuilt": "bool", "seconds": "float", "untold": [], "unhealthy": [], "held": "str",
    }  # fmt: skip
    planned = said(capsys, *words, "--dry-run")
    assert shape(planned) == {"ok": "bool", "dry_run": "bool", **whole, "steps": [{**step, "paths": ["str"]}]}
    sent = said(capsys, *words)
    assert shape(sent) == {"ok": "bool", "dry_run": "bool", **whole}
    assert [found["dry_run"] for found in (planned, sent)] == [True, False]
    assert [one["phase"] for one in sent["steps"]] == ["assets", "pages", "lists", "feeds"]
    assert sent["target"] == "utama"
    assert sum(one["files"] for one in sent["steps"]) == sent["files"] > 10
    assert sum(one["bytes"] for one in sent["steps"]) == sent["bytes"]


def test_an_import_whose_source_is_cut_off(tmp_path: Path, capsys: Capture) -> None:
    """Where it could not be read any further."""
    archive = Archive(tmp_path)
    archive.export(post(1), "<item><title>x", head=HEAD, tail="")
    words = ("import", "wordpress", str(archive.file), "--into", str(archive.portal), "--json")
    found = said(capsys, *words, code=1)
    (fault,) = found["faults"]
    assert shape(fault) == {"file": "str", "message": "str", "line": "int", "column": "int"}
    assert (fault["file"], fault["line"]) == (str(archive.file), archive.file.read_text("utf-8").count("\n") + 1)


def test_deploys_to_two(tmp_path: Path, capsys: Capture) -> None:
    """Each of them, and whether all went well."""
    rclone()
    portal = newsroom(
        tmp_path, f"{{to: local, path: {tmp_path / 'satu'}}}\n  dua: {{to: local, path: {tmp_path / 'dua'}}}"
    )
    found = said(capsys, "--site", str(portal.folder), "deploy", "--all", "--json")
    assert set(found) == {"ok", "targets"}
    assert (found["ok"], [one["target"] for one in found["targets"]]) == (True, ["utama", "dua"])


@pytest.mark.parametrize(
    ("words", "opposites"), [(("--rollback", "--lift"), True), (("--rollback",), False), (("--lift",), False)]
)
def test_what_cannot_be_said_together(tmp_path: Path, capsys: Capture, words: tuple[str, ...], opposites: bool) -> None:
    """It is refused before anything is looked at."""
    rclone()
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'satu'}}}")
    capsys.readouterr()
    code = run("--site", str(portal.folder), "deploy", *words, "--json")
    found = json.loads(capsys.readouterr().out)
    assert ("opposites" in str(found)) is opposites
    assert code == 2 or not opposites


@pytest.mark.parametrize(
    ("as_json", "out", "err"),
    [(False, "", "kesalahan: tidak bisa\n"), (True, '{"ok":false,"error":"tidak bisa"}\n', "")],
)
def test_why_a_command_failed(capsys: Capture, as_json: bool, out: str, err: str) -> None:
    """In one sentence, or as a line of JSON and nothing else; 2 unless it is said otherwise."""
    assert failed(as_it_is("tidak bisa"), language("id"), as_json=as_json) == 2
    assert failed(as_it_is("tidak bisa"), language("id"), as_json=as_json, code=1) == 1
    assert capsys.readouterr() == (out * 2, err * 2)


def dead(number: int, target: str = "") -> Problem:
    message = f'this link leads nowhere: there is no "{target or number}"'
    return Problem(
        Where(f"content/{number:02d}.md", 3, 2), "dead-link", as_it_is(message), as_it_is("mend it"), "[a](b)"
    )


def test_a_few_are_told_as_they_are() -> None:
    """With their excerpts, in the order of files, whatever their kind."""
    other = Problem(Where("content/02.md", 1), "bad-value", as_it_is("x"))
    found = [dead(1), dead(3), other]
    assert reporters.grouped(found, "error") == "\n\n".join(map(str, (found[0], other, found[1])))


def test_many_are_one_sentence_with_their_first_places() -> None:
    """With what each says of itself alone, and how many more there are; a single other one stands above."""
    other = Problem(Where("content/x.md", 1), "bad-value", as_it_is("x"))
    assert reporters.grouped([dead(number) for number in range(1, 9)] + [other], "warning") == (
        "content/x.md:1: warning: x [bad-value]\n\n"
        "warning: this link leads nowhere: there is no … [dead-link]: 8 times\n"
        '  content/01.md:3:2: "1"\n'
        '  content/02.md:3:2: "2"\n'
        '  content/03.md:3:2: "3"\n'
        '  content/04.md:3:2: "4"\n'
        '  content/05.md:3:2: "5"\n'
        "  … and 3 more (ssg build --all)\n"
        "  hint: mend it"
    )


def test_one_target_in_many_places() -> None:
    """It is named once."""
    assert reporters.grouped([dead(number, "/a/") for number in range(1, 8)], "error").splitlines()[:2] == [
        'error: this link leads nowhere: there is no "/a/" [dead-link]: in 7 places',
        "  content/01.md:3:2",
    ]
    mixed = [*(dead(number, "/a/") for number in range(1, 7)), dead(8, "/b/")]
    assert reporters.grouped(mixed, "error").splitlines() == [
        "error: this link leads nowhere: there is no … [dead-link]: 2 in 7 places",
        '  content/01.md:3:2: "/a/", and 5 more places',
        '  content/08.md:3:2: "/b/"',
        "  hint: mend it",
    ]
    assert '"/b/", and 1 more place' in reporters.grouped([*mixed, dead(9, "/b/")], "error")


def test_a_missing_picture_is_one_thing_to_mend() -> None:
    """However many articles show it."""
    pictures = [
        Problem(Where(f"content/{n}.md"), "missing-picture", as_it_is('the picture "/a.jpg"')) for n in range(105)
    ]
    assert reporters.count(pictures) == 1
    assert reporters.count([dead(1, "/a/"), dead(2, "/a/")]) == 2


def test_what_is_tolerated_is_one_line() -> None:
    """With one of something, or several; nothing is no line."""
    assert reporters.tolerated({"dead-link": 1202, "missing-editor": 1}) == (
        "tolerated: 1,202 dead links, 1 article without an editor (list: ssg build --all)"
    )
    assert reporters.tolerated({}) == ""


def test_nothing_of_a_file_moves_the_cursor() -> None:
    """Neither in a sentence nor in a place."""
    bad = [
        Problem(Where(f"content/\x1b{n}.md"), "dead-link", as_it_is(f'no "\x1b[2J{n}"'), as_it_is("\x1b"))
        for n in range(9)
    ]
    assert "\x1b" not in reporters.grouped(bad, "error")


def test_one_more_is_one_more() -> None:
    """And none if all are shown."""
    for count in (5, 6, 7):
        said = reporters.grouped([dead(number) for number in range(1, count + 1)], "warning")
        assert ("… and 1 more (" in said, "… and 2 more (" in said) == (count == 6, count == 7)


def test_of_many_in_the_same_words_so_many_places_are_named() -> None:
    """And how many more there are; a hint only if it is everybody's."""
    many = [dead(number, "/a/") for number in range(1, 8)]
    assert reporters.grouped(many, "error", command="ssg check").splitlines() == [
        'error: this link leads nowhere: there is no "/a/" [dead-link]: in 7 places',
        *(f"  content/0{number}.md:3:2" for number in range(1, 6)),
        "  … and 2 more (ssg check --all)",
        "  hint: mend it",
    ]
    other = Problem(many[0].where, "dead-link", many[0].said, as_it_is("lain"))
    assert reporters.grouped([*many[1:], other], "error").splitlines()[-1] == "  … and 2 more (ssg build --all)"
    none = [Problem(one.where, one.code, one.said) for one in many]
    assert reporters.grouped(none, "error").splitlines()[-1] == "  … and 2 more (ssg build --all)"


def test_larger_groups_stand_below_smaller_ones() -> None:
    """Each code and each sentence is a group of its own; what differs in it is its own text alone."""

    def tags(count: int, text: str) -> list[Problem]:
        return [Problem(Where(f"content/t{n}.md", 2), "bad-value", as_it_is(text.format(n))) for n in range(count)]

    found = [*(dead(number) for number in range(1, 8)), *tags(6, "content/a{}.md, 1,5 kali"), *tags(2, "x")]
    heads = [line for line in reporters.grouped(found, "warning").splitlines() if "warning: " in line]
    assert heads == [
        "content/t0.md:2: warning: x [bad-value]",
        "content/t1.md:2: warning: x [bad-value]",
        "warning: …, … kali [bad-value]: 6 times",
        "warning: this link leads nowhere: there is no … [dead-link]: 7 times",
    ]


def test_what_counts_as_one_thing_to_mend() -> None:
    """A picture, by what is said of it; anything else by its place too."""

    def one(code: Code, line: int, text: str) -> Problem:
        return Problem(Where("content/a.md", line), code, as_it_is(text))

    assert (
        reporters.count([one("broken-picture", 1, "x"), one("broken-picture", 2, "x"), one("broken-picture", 2, "y")])
        == 2
    )
    assert reporters.count([one("dead-link", 1, "x"), one("dead-link", 2, "x"), one("dead-link", 2, "x")]) == 2


@pytest.mark.parametrize("words", [("next", "--now", "\udcff"), ("build", "--now", "\udcff"), ("search", "\udcff")])
def test_bytes_that_are_no_text(tmp_path: Path, words: tuple[str, ...]) -> None:
    """What a command line has beside text ends in JSON that everybody reads, never in a traceback."""
    portal = site(tmp_path, config=f"{CONFIG}search: true\n")
    portal.build()
    result = ssg_here(portal, *words, "--json")
    assert result.returncode in (1, 2)
    assert not result.stderr
    json.loads(result.stdout.encode("utf-8"))
