"""The key `severity` of site.yaml: which problems of content are errors, and which but warnings."""

from __future__ import annotations

from typing import cast

from generator.base.codes import KINDS, Code, Severity
from generator.base.text import quoted, suggest
from generator.portal.severities import Rule, Severities
from generator.readers.fields import Fields

_LEVELS: tuple[Severity, ...] = ("error", "warning")
_EXAMPLE = "dead-link: warning"


def read_severities(fields: Fields) -> Severities:
    """Read the key, noting codes that there are not and severities that they cannot have."""
    group = fields.mapping("severity", _EXAMPLE)
    if group is None:
        return Severities()
    rules = [Rule("", _levels(group, "folders"))]
    for folder in group.mappings("folders", "path: archive/**"):
        path = folder.text("path")
        if not path:
            folder.missing("path", "it says where these severities hold", "add path: archive/**")
        elif path.startswith(("/", "content/")) or not path.isprintable() or "\\" in path:
            message = f"{quoted(path)} is no path below content/"
            folder.wrong("path", message, 'write it like "archive/**", from content/ on', code="bad-address")
        elif path.endswith("/"):
            path += "**"
        rules.append(Rule(path or "**", _levels(folder, "path")))
        folder.close({"folder": "path", "map": "path"})
    group.close({"folder": "folders", "paths": "folders"})
    return Severities(tuple(rules))


def _levels(fields: Fields, other: str) -> tuple[tuple[Code, Severity], ...]:
    """Return the severities of codes; `other` is the one key of the group that is no code."""
    found: list[tuple[Code, Severity]] = []
    for key in fields.keys:
        if key == other:
            continue
        if key not in KINDS:
            fields.text(key)
            meant = suggest(key, [code for code, kind in KINDS.items() if not kind.fixed])
            hint = f'did you mean "{meant}"?' if meant else "the codes are those of docs/problems.md"
            fields.wrong(key, f"{quoted(key)} is no code of a problem", hint, code="unknown-key")
            continue
        code = cast("Code", key)
        kind, level = KINDS[code], fields.choice(key, _LEVELS, KINDS[code].severity)
        if not kind.fixed or level == kind.severity:
            found.append((code, level))
        else:
            article = "an" if level == "error" else "a"
            message = f"{key} cannot be {article} {level}: {kind.fixed}"
            fields.wrong(key, message, f"delete the line; it is {kind.severity} everywhere")
    return tuple(found)
