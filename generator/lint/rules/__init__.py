"""The rules of a good desk, which `ssg check` alone looks at, and the codes of all problems.

A rule sees rows that were read of the store for all rules at once: it knows neither files nor SQL nor configuration.
Each module ends with its rows of the table, which is looked at in the order that it has here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.base.codes import KINDS as BUILD_KINDS
from generator.base.codes import Kind
from generator.lint.rules import articles, bylines, duplicates, media, placeholders
from generator.lint.rules.evidence import Rule

RULES: tuple[Rule, ...] = (
    *articles.RULES,
    *bylines.RULES,
    *duplicates.RULES,
    *media.RULES,
    *placeholders.RULES,
)
EXTERNAL = {"dead-outside-link": "A link to another site leads to nothing; `--external` asks."}
"""What `lint.external_links` finds if other sites may be asked."""
_MEANINGS = sorted(meaning for codes in (EXTERNAL, *(rule.codes for rule in RULES)) for meaning in codes.items())
RULE_KINDS: Mapping[str, Kind] = MappingProxyType({code: Kind(meaning, "warning") for code, meaning in _MEANINGS})
KINDS: Mapping[str, Kind] = MappingProxyType({**BUILD_KINDS, **RULE_KINDS})
"""What can be said of the code of any problem."""
