"""What a body begins with that a page shows above it: its headline, and its photo."""

from __future__ import annotations

import re

from generator.annex.importing.bodies.from_markdown import plain_line

_TITLE = re.compile(r"<h1\b[^<>]*>([^<>]*)</h1>\s*", re.IGNORECASE)
_STARTS = re.compile(r"\w")
"""How a line begins that is a headline if one of equals signs is below it."""
_ATTRIBUTES = re.compile(r"\{[:#.][^{}]*\}$")
"""What kramdown and Hugo take for a name of a headline."""
_PICTURE = re.compile(r'!\[((?:[^\[\]\\\n]|\\.)*)\]\(<?([^\s()<>]+)>?(?: "((?:[^"\\\n]|\\.)*)")?\)\n\n')
_ESCAPED = re.compile(r"\\(.)")


def headline(body: str) -> tuple[str, str]:
    """Return the headline that a Markdown or HTML body begins with, as readers see it, and what follows it."""
    start = body.lstrip("\n")
    line, _, rest = start.partition("\n")
    if found := _TITLE.match(start):
        line, rest = found[1], start[found.end() :]
    elif line.startswith(("# ", "## ")):
        line = line.lstrip("#").strip().rstrip("#")
    elif (below := rest.partition("\n"))[0].rstrip() and not below[0].strip().strip("=") and _STARTS.match(line):
        rest = below[2]
    else:
        return "", body
    if "](" in line or "<" in line:
        # What is more than words would be lost.
        return "", body
    return plain_line(_ATTRIBUTES.sub("", line.strip())), rest


def without_photo(text: str, photo: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return a body of ours without the picture that it begins with, if that is the photo; and the photo.

    What the body says of the picture goes to a photo of which nothing is said; two captions that differ both stay.
    """
    found = _PICTURE.match(text)
    if not found or found[2] != photo.get("src"):
        return text, photo
    alt, caption = (_ESCAPED.sub(r"\1", part or "") for part in (found[1], found[3]))
    if caption not in {"", photo.get("caption", "")} and not {"caption", "credit"}.isdisjoint(photo):
        return text, photo
    said = {"src": photo["src"], "caption": caption, "credit": "", "alt": alt} | photo
    return text[found.end() :], {key: value for key, value in said.items() if value}
