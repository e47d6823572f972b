"""The key `severity` of site.yaml: which problems of content are errors, and which but warnings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from generator.base.codes import KINDS, Code, Level
from generator.base.sentences import sentence
from generator.base.text import quoted, suggest
from generator.portal.severities import Rule, Severities
from generator.readers.fields import Fields

_LEVELS: tuple[Level, ...] = ("error", "warning", "off")
_EXAMPLE = "dead-link: warning"
_WORDS = {"folder": "folders", "paths": "folders"}
_FOLDER_WORDS = {"folder": "path", "map": "path"}


def read_severities(fields: Fields) -> Severities:
    """Read the key, noting codes that there are not and severities that they cannot have."""
    group = fields.mapping("severity", _EXAMPLE)
    if group is None:
        return Severities()
    rules = [Rule("", _levels(group, "folders", _WORDS))]
    for folder in group.mappings("folders", "path: archive/**"):
        path = folder.text("path")
        if not path:
            folder.missing(
                "path", sentence("this key says where the severities apply"), sentence("add path: archive/**")
            )
        elif path.startswith(("/", "content/")) or not path.isprintable() or "\\" in path:
            message = sentence("{path} is no path below content/", path=quoted(path))
            folder.wrong("path", message, sentence('write it like "archive/**", from content/ on'), code="bad-address")
        elif path.endswith("/"):
            path += "**"
        rules.append(Rule(path or "**", _levels(folder, "path", _FOLDER_WORDS)))
        folder.close(_FOLDER_WORDS)
    group.close(_WORDS)
    return Severities(tuple(rules))


def _levels(fields: Fields, other: str, words: Mapping[str, str]) -> tuple[tuple[Code, Level], ...]:
    """Return the severities of codes; `other` is the one key of the group that is no code, `words` mean it."""
    found: list[tuple[Code, Level]] = []
    for key in fields.keys:
        if key == other or key in words:
            continue
        if key not in KINDS:
            fields.text(key)
            meant = suggest(key, [code for code, kind in KINDS.items() if not kind.fixed])
            hint = (
                sentence('did you mean "{meant}"?', meant=meant)
                if meant
                else sentence("the codes are those of docs/problems.md")
            )
            fields.wrong(key, sentence("{key} is no code of a problem", key=quoted(key)), hint, code="unknown-key")
            continue
        code = cast("Code", key)
        kind, level = KINDS[code], fields.choice(key, _LEVELS, KINDS[code].severity)
        if level == "off" and kind.severity == "error":
            fields.wrong(
                key,
                sentence("{key} cannot be off: it is more than advice", key=key),
                sentence("delete the line")
                if kind.fixed
                else sentence("write {key}: warning, and it stops nothing", key=key),
            )
        elif not kind.fixed or level == kind.severity:
            found.append((code, level))
        else:
            cannot = (
                sentence("{key} cannot be an error: {fixed}", key=key, fixed=kind.fixed)
                if level == "error"
                else sentence("{key} cannot be off: {fixed}", key=key, fixed=kind.fixed)
                if level == "off"
                else sentence("{key} cannot be a warning: {fixed}", key=key, fixed=kind.fixed)
            )
            fields.wrong(key, cannot, sentence("delete the line; it is {severity} everywhere", severity=kind.severity))
    return tuple(found)
