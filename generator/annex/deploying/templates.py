"""Files for services and servers, from templates that look like the result."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, StrictUndefined

_SIGNS = Environment(  # noqa: S701 - no HTML
    variable_start_string="[[", variable_end_string="]]", block_start_string="[%", block_end_string="%]",
    comment_start_string="[#", comment_end_string="#]", trim_blocks=True, keep_trailing_newline=True,
    undefined=StrictUndefined,
)  # fmt: skip
"""Delimiters that differ from those of workflow expressions."""
_SIGNS.filters["pattern"] = re.escape


def rendered(name: str, /, **values: object) -> str:
    """Return the text of the template at a path below this folder, filled in."""
    return _SIGNS.from_string((Path(__file__).parent / name).read_text("utf-8")).render(**values)
