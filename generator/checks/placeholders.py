"""Placeholders: what `ssg init` leaves to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.checks.desk import Desk, Finding
from generator.portal.placeholders import PLACEHOLDERS

_DRAFT = re.compile(r"<p>(?:<em>|<strong>)*Draf:")
"""How a standing page of a new portal begins."""


def placeholder_text(desk: Desk) -> Iterator[Finding]:
    """Look for what nobody has filled in: such a portal names nobody who answers for it."""
    redaksi = desk.site.redaksi
    for key in redaksi.__struct_fields__ if redaksi is not None else ():
        value = getattr(redaksi, key)
        if any(text in value for text in PLACEHOLDERS):
            yield Finding(
                "placeholder-text",
                "",
                sentence("{value} is what a new portal begins with", value=quoted(value)),
                sentence("write who it is; UU 40/1999, Pasal 12 asks for the names of those who are responsible"),
                f"redaksi.{key}",
            )
    for page in desk.standing:
        if any(isinstance(piece, str) and _DRAFT.search(piece) for part in page.body.parts for piece in part):
            yield Finding(
                "placeholder-text",
                page.path,
                sentence("this page is still the draft that a new portal begins with"),
                sentence("fill it in, and delete the paragraph that begins with Draf:"),
                entry="Draf:",
            )
