"""The rules of a good desk, run only by `ssg check`, and the codes of all problems.

A rule sees rows that were read once for all rules: it knows neither files nor SQL nor configuration. Each module ends
with its rows of the table, which run in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.base.codes import CODES as BUILD_CODES
from generator.base.codes import Kind
from generator.lint.rules import articles, bylines, duplicates, media, placeholders, topics
from generator.lint.rules.evidence import Rule

RULES: tuple[Rule, ...] = (
    *articles.RULES,
    *bylines.RULES,
    *duplicates.RULES,
    *media.RULES,
    *placeholders.RULES,
    *topics.RULES,
)
_MEANINGS = sorted(meaning for rule in RULES for meaning in rule.codes.items())
RULE_CODES: Mapping[str, Kind] = MappingProxyType({code: Kind(meaning, "warning") for code, meaning in _MEANINGS})
CODES: Mapping[str, Kind] = MappingProxyType({**BUILD_CODES, **RULE_CODES})
"""The meaning of every code."""
