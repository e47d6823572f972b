"""Codes: a short name for each kind of problem, which stays the same whatever its sentence says.

A code is what people look up, what `--json` is filtered by, and what site.yaml names to change a severity. There are
few of them: one for each thing that somebody would want to treat in one way.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

Severity = Literal["error", "warning"]
"""An error keeps the output as it was; a warning does not."""

Code = Literal[
    "address-taken",
    "ambiguous-link",
    "bad-address",
    "bad-comment",
    "bad-date",
    "bad-front-matter",
    "bad-icon",
    "bad-link",
    "bad-name",
    "bad-pages",
    "bad-related",
    "bad-symlink",
    "bad-tag",
    "bad-theme",
    "bad-value",
    "bad-yaml",
    "broken-picture",
    "broken-template",
    "damaged-state",
    "date-order",
    "dead-link",
    "dead-site-link",
    "duplicate-key",
    "foreign-files",
    "missing-alt",
    "missing-author",
    "missing-credit",
    "missing-editor",
    "missing-key",
    "missing-picture",
    "missing-time",
    "more-problems",
    "no-site",
    "not-utf8",
    "over-limit",
    "preview-failed",
    "refused-file",
    "reserved-address",
    "same-id",
    "unknown-category",
    "unknown-key",
    "unread-file",
    "unreadable",
]


class Kind(msgspec.Struct, frozen=True):
    """What all problems with one code have in common."""

    meaning: str
    """One line, as the documentation has it."""
    severity: Severity = "error"
    """Unless site.yaml says otherwise."""


KINDS: Mapping[Code, Kind] = MappingProxyType(
    {
        "address-taken": Kind("Two pages want one address, now or at a later hour."),
        "ambiguous-link": Kind("A link may mean any of several articles."),
        "bad-address": Kind("A value is no address, or none that a page of this portal can have."),
        "bad-comment": Kind("A comment never ends, or text follows it on its line."),
        "bad-date": Kind("A value is no time that exists."),
        "bad-front-matter": Kind("A file has no front matter, or it is not closed."),
        "bad-icon": Kind("No icons can be made of the picture that is given for them."),
        "bad-link": Kind("A link, a picture or a Baca Juga has no address, or text where none may be."),
        "bad-name": Kind("A file or folder has a name that no address can be made of."),
        "bad-pages": Kind("An article is split into too many pages, or one of them is empty."),
        "bad-related": Kind("`related` or `unrelated` names no other article, or both name the same."),
        "bad-symlink": Kind("A symbolic link leads nowhere, out of its folder, or to a folder."),
        "bad-tag": Kind("A tag is too long, has no letters, or is several tags in one."),
        "bad-theme": Kind("There is no such theme, or something in it is missing or does not fit."),
        "bad-value": Kind("The value of a key is not of the kind that it must be."),
        "bad-yaml": Kind("A text is not YAML, or YAML would read it otherwise than it looks."),
        "broken-picture": Kind("A picture that is shown cannot be decoded, or is of a size that cannot be."),
        "broken-template": Kind("A template cannot be read, or fails while a page is made."),
        "damaged-state": Kind("What the generator keeps between builds was damaged, and was made anew.", "warning"),
        "date-order": Kind("Two times of an article contradict each other."),
        "dead-link": Kind("A link, a Baca Juga or a name in the front matter leads to nothing that exists."),
        "dead-site-link": Kind("An address in site.yaml leads nowhere, or differs in letter case."),
        "duplicate-key": Kind("A key, or a kanal, is given twice."),
        "foreign-files": Kind("There are files in the output that no build has put there.", "warning"),
        "missing-alt": Kind("A picture has neither alt text nor caption.", "warning"),
        "missing-author": Kind("An article does not say who wrote it."),
        "missing-credit": Kind("A photo does not say who took it."),
        "missing-editor": Kind("An article does not say which editor answers for it."),
        "missing-key": Kind("A key that must be there is missing or empty."),
        "missing-picture": Kind("A picture that is to be shown does not exist."),
        "missing-time": Kind("An article has a date without a time of day."),
        "more-problems": Kind("A file has more problems than are shown of one file."),
        "no-site": Kind("There is no site.yaml, or no content/."),
        "not-utf8": Kind("A file holds bytes that are not UTF-8, or a NUL byte."),
        "over-limit": Kind("A file, a text or a list is larger, longer or deeper than is allowed."),
        "preview-failed": Kind("The preview itself failed; it goes on."),
        "refused-file": Kind("A file or folder is of a kind that is not published."),
        "reserved-address": Kind("An address is where the portal has its own files."),
        "same-id": Kind("Two articles have one id."),
        "unknown-category": Kind("An article is in no kanal of this site."),
        "unknown-key": Kind("A key is not one of those that there are."),
        "unread-file": Kind("A file of the portal is where nobody looks for it.", "warning"),
        "unreadable": Kind("A file cannot be read, or was changed while it was being read."),
    }
)
"""What is known of each code."""
