"""What a build or a check has found: for people, and in the formats of programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.deploying_support import newsroom, rclone
from tests.importing_support import HEAD, Archive, post
from tests.support import NOW, OWNED, Portal, article, site, ssg_here


def closed(required: str, **properties: object) -> dict[str, object]:
    """Return the schema of an object that has no other keys."""
    return {"type": "object", "required": required.split(), "additionalProperties": False, "properties": properties}


def several(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


NUMBER = {"type": "integer", "minimum": 1}
QUALITY = several(
    closed(
        "description check_name fingerprint severity location", description={"type": "string", "minLength": 1},
        check_name={"type": "string", "minLength": 1}, fingerprint={"type": "string", "minLength": 32},
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=closed("path lines", path={"type": "string", "pattern": "^[^./]"}, lines=closed("begin", begin=NUMBER)),
    )
)  # fmt: skip
"""What GitLab asks of a report of code quality, as its documentation has it."""
FILE = "content/daerah/judul: a, b.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A site with an error in a file whose name has signs of all formats, and a file that nothing shows."""
    made = site(tmp_path, config=OWNED)
    made.add(FILE, article("Warga Muara Teduh Menunggu Perahu", "Lihat [100%](/tiada/)."))
    made.add("content/foto/ä b.vtt", "teks")
    return made


def asked(portal: Portal, *words: str, code: int = 0, **environment: str) -> str:
    done = ssg_here(portal, *words, SOURCE_DATE_EPOCH=str(NOW), **environment)
    assert (done.returncode, done.stderr) == (code, "")
    return done.stdout


def test_a_report_of_code_quality_is_what_gitlab_asks_for(portal: Portal) -> None:
    """Each problem has a fingerprint of its own, which stays when a line above it comes or goes."""
    once = json.loads(asked(portal, "check", "--format", "gitlab", code=1))
    Draft202012Validator(QUALITY).validate(once)
    assert [(one["severity"], one["location"]["lines"]["begin"]) for one in once] == [("major", 7), ("minor", 1)]
    portal.edit(FILE, "Lihat", "Satu.\n\nDua [b](/tiada/).\n\nLihat")
    again = json.loads(asked(portal, "check", "--format", "gitlab", code=1))
    names = [one["fingerprint"] for one in again]
    assert len(set(names)) == 3
    assert {one["fingerprint"] for one in once} < set(names)


def test_workflow_commands(portal: Portal) -> None:
    """One line each, whatever the path and the sentence hold."""
    portal.edit(FILE, "/tiada/", "/satu/?50%")
    error, warning = asked(portal, "check", "--format", "github", code=1).splitlines()
    assert error.startswith("::error file=content/daerah/judul%3A a%2C b.md,line=7,col=14,title=dead-link::")
    assert "50%25" in error
    assert "%0Ahint: " in error
    assert warning.startswith("::warning file=content/foto/ä b.vtt,title=unused-media::")


@pytest.mark.parametrize("form", ["json", "github", "gitlab"])
def test_programs_get_the_language_of_the_desk(portal: Portal, form: str) -> None:
    """Codes and severities are the same in all languages."""
    told = asked(portal, "check", "--format", form, code=1, SSG_LANG="id")
    assert "tautan ini tidak menuju ke mana pun" in told
    assert "unused-media" in told
    assert ('"minor"' if form == "gitlab" else "warning") in told


def shape(value: Any) -> Any:
    """Return a value with the kinds of its numbers and texts in their places."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


@pytest.mark.slow
def test_a_deploy(tmp_path: Path) -> None:
    """What went where, in which order; the paths where nothing is sent yet. To several places: each of them."""
    rclone()
    targets = f"{{to: local, path: {tmp_path / 'satu'}}}\n  dua: {{to: local, path: {tmp_path / 'dua'}}}"
    portal = newsroom(tmp_path, targets)
    step = {"phase": "str", "files": "int", "bytes": "int"}
    whole = {
        "target": "str", "steps": [step], "files": "int", "bytes": "int", "kept": [], "unknown": [],
        "lost": "bool", "seconds": "float", "untold": [], "unhealthy": [],
    }  # fmt: skip
    words = ("deploy", "utama", "--json")
    planned = json.loads(ssg_here(portal, *words, "--dry-run").stdout)
    assert shape(planned) == {"ok": "bool", "dry_run": "bool", **whole, "steps": [{**step, "paths": ["str"]}]}
    sent = json.loads(ssg_here(portal, *words).stdout)
    assert shape(sent) == {"ok": "bool", "dry_run": "bool", **whole}
    assert [found["dry_run"] for found in (planned, sent)] == [True, False]
    assert [one["phase"] for one in sent["steps"]] == ["assets", "pages", "lists", "feeds"]
    assert sum(one["files"] for one in sent["steps"]) == sent["files"] > 10
    found = json.loads(ssg_here(portal, "deploy", "--all", "--json").stdout)
    assert (found["ok"], [one["target"] for one in found["targets"]]) == (True, ["utama", "dua"])


def test_an_import_whose_source_is_cut_off(tmp_path: Path) -> None:
    """Where it could not be read any further."""
    archive = Archive(tmp_path)
    archive.export(post(1), "<item><title>x", head=HEAD, tail="")
    words = ("import", "wordpress", str(archive.file), "--into", str(archive.portal), "--json")
    done = ssg_here(Portal(tmp_path), *words)
    (fault,) = json.loads(done.stdout)["faults"]
    assert done.returncode == 1
    assert shape(fault) == {"file": "str", "message": "str", "line": "int", "column": "int"}
    assert (fault["file"], fault["line"]) == (str(archive.file), archive.file.read_text("utf-8").count("\n") + 1)


def grouped(folder: Path, *targets: str) -> list[str]:
    """Return what a build says of an article each that links to some addresses, but for the last line."""
    made = site(folder)
    for number, target in enumerate(targets):
        made.add(f"content/daerah/{number:02}.md", article(f"A{number}", f"Lihat [ini]({target})."))
    return ssg_here(made, "build", SOURCE_DATE_EPOCH=str(NOW)).stderr.splitlines()[:-2]


def test_a_few_are_told_as_they_are(tmp_path: Path) -> None:
    """With their excerpts, in the order of files."""
    said = grouped(tmp_path, *(f"/{number}/" for number in range(5)))
    assert [line for line in said if "error: " in line] == [
        f'content/daerah/{n:02}.md:7:13: error: this link leads nowhere: there is no "/{n}/" [dead-link]' for n in range(5)
    ]  # fmt: skip
    assert said[1:3] == ["  7 | Lihat [ini](/0/).", "    |             ^"]


def test_of_many_the_first_are_told(tmp_path: Path) -> None:
    """And how many more there are."""
    said = grouped(tmp_path, *(f"/{number}/" for number in range(8)))
    assert [line.partition(":")[0] for line in said if "error: " in line] == [
        f"content/daerah/{n:02}.md" for n in range(5)
    ]
    assert said[-1] == "[dead-link] … and 3 more (ssg build --all)"


def test_larger_groups_stand_below_smaller_ones(tmp_path: Path) -> None:
    """Each code is a group of its own; a picture that is missing in many places is one thing to mend."""
    made = site(tmp_path)
    for number in range(8):
        body = f"![a](/a.jpg)\n\n{f'[b](/{number}/)' if number < 6 else ''}"
        made.add(f"content/daerah/{number:02}.md", article(f"A{number}", body, category="x" if number == 7 else ""))
    said = ssg_here(made, "build", SOURCE_DATE_EPOCH=str(NOW)).stderr
    codes = re.findall(r"error: .*(\[.*\])$", said, re.MULTILINE)
    assert codes == ["[unknown-category]", *["[dead-link]"] * 5, *["[missing-picture]"] * 5]
    assert re.findall(r"^(\[.*) more", said, re.MULTILINE) == ["[dead-link] … and 1", "[missing-picture] … and 3"]
    assert said.endswith("\n8 problems; the output is as it was.\n")


def test_nothing_of_a_file_moves_the_cursor(tmp_path: Path) -> None:
    """Neither in a sentence, nor in an excerpt, nor in a place."""
    made = site(tmp_path)
    for number in range(9):
        made.add(f"content/daerah/\x1b[2J{number}.md", article("A", f"[a](/\x1b[2J\x9b\u202e{number}/)"))
    for words in (("build",), ("build", "--all"), ("check",)):
        done = ssg_here(made, *words)
        assert (done.returncode, "2J" in done.stdout + done.stderr) == (1, True)
        assert not set("\x1b\x9b\u202e") & set(done.stdout + done.stderr)


def test_what_is_tolerated_is_one_line(tmp_path: Path) -> None:
    """With one of something, or several."""
    made = site(tmp_path, config=f"{OWNED}severity: {{dead-link: warning, missing-editor: warning}}\n")
    made.add("content/daerah/a.md", article("A", "[a](/b/) [c](/d/)", editor=""))
    said = ssg_here(made, "build", SOURCE_DATE_EPOCH=str(NOW)).stderr.splitlines()[-1]
    assert said == "tolerated: 2 dead links, 1 article without an editor (list: ssg build --all)"


def test_github_shows_what_is_held_back_beside_its_line(portal: Portal) -> None:
    """On its runners alone; people read it, too."""
    portal.edit(FILE, "author:", "wartawan:")
    for value in ("true", "false"):
        done = ssg_here(portal, "build", "--hold", SOURCE_DATE_EPOCH=str(NOW), GITHUB_ACTIONS=value)
        assert "HELD BACK: 1 file is not published until it is mended." in done.stderr
        assert ("::error file=content/daerah/judul%3A" in done.stdout) == (value == "true")
