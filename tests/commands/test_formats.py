"""What a check has found, for programs."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from generator.base.errors import Problem, Where
from generator.base.languages import ENGLISH, language
from generator.base.sentences import as_it_is, sentence
from generator.checks.run import Checked
from generator.commands import formats

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
    log = json.loads(formats.sarif(FOUND, ENGLISH))
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
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
    Draft202012Validator(SARIF).validate(json.loads(formats.sarif(Checked((), (), (), 0, 0.0), ENGLISH)))


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
    once = json.loads(formats.gitlab(FOUND, ENGLISH))
    Draft202012Validator(QUALITY).validate(once)
    assert [(one["severity"], one["location"]["lines"]["begin"]) for one in once] == [("major", 3), ("minor", 1)]
    (dead,) = FOUND.errors
    moved = Checked((replace(dead, where=replace(dead.where, line=9)), dead), FOUND.warnings, (), 2, 0.5)
    names = [one["fingerprint"] for one in json.loads(formats.gitlab(moved, ENGLISH))]
    assert len(set(names)) == 3
    assert {one["fingerprint"] for one in once} < set(names)


def test_workflow_commands() -> None:
    """One line each, whatever the path and the sentence hold."""
    assert formats.github(FOUND, ENGLISH).splitlines() == [
        "::error file=content/daerah/judul%3A a%2C b.md,line=3,col=7,title=dead-link::100%25 dead%0Ahint: mend it",
        "::warning file=content/foto/ä b.png,title=unused-media::nothing shows this file or leads to it",
    ]


@pytest.mark.parametrize("form", formats.MACHINES)
def test_programs_get_the_language_of_the_desk(form: str) -> None:
    """Codes and severities are the same in all languages."""
    told = formats.MACHINES[form](FOUND, language("id"))
    assert "berkas ini tidak ditampilkan dan tidak ditautkan di mana pun" in told
    assert "unused-media" in told
    assert ('"minor"' if form == "gitlab" else "warning") in told
