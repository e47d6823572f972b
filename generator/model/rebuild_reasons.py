"""Why a page is made: reasons, each with its sentence.

The column `why` of a page holds the code of a reason and, after a space, the file of content/ that caused it, if any.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from generator.base.sentences import NOTHING, Sentence, sentence


class Reason(StrEnum):
    """Why a page is made. If an answer changed, the code is the name of its query instead."""

    said: Sentence

    def __new__(cls, code: str, said: Sentence = NOTHING) -> Self:
        reason = str.__new__(cls, code)
        reason._value_ = code
        reason.said = said
        return reason

    NEW_PAGE = "new-page", sentence("it is new")
    NEW_FILE = "new-file", sentence("its file is new")
    FILE_CHANGED = "file", sentence("its file changed")
    INPUT_CHANGED = "input", sentence("what it is made of changed")
    DETAILS_CHANGED = "details", sentence("what is known of it changed")
    PUBLISHED = "published", sentence("its hour has come")
    EXPIRED = "expired", sentence("its hour has passed")
    ENDED = "ended", sentence("its live report has ended")
    REFILLED = "shared", sentence("the menu or another part that many pages have differs")
    DRAFTS = "drafts", sentence("drafts are treated differently")
    SITE_CHANGED = "site", sentence("site.yaml changed")
    THEME_CHANGED = "theme", sentence("a word, a setting or a recipe of the theme changed")
    TEMPLATE_CHANGED = "template", sentence("its template changed")
    SETUP_CHANGED = "setup", sentence("site.yaml or a template changed")
    NO_OUTPUT = "no-output", sentence("the output was empty")
    OUTPUT_MISSING = "missing", sentence("its file is missing")
    OUTPUT_ALTERED = "altered", sentence("its file was altered")
    ADDRESSES = "addresses", sentence("the old addresses that it tells the host of differ")


def pack(reason: str, file: str = "") -> str:
    """Return a reason for the column `why`; `file` is the path below content/ of its cause."""
    return f"{reason} {file}" if file else reason
