"""Why a page is made: reasons, each with its sentence.

The column `why` of a page holds the code of a reason and, after a space, the file of content/ that caused it, if any.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from generator.base.sentences import NOTHING, Sentence, sentence


class Reason(StrEnum):
    """Why a page is made. If an answer changed, the code is the name of its query."""

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
    LATEST = "latest", sentence("the newest articles that it shows differ")
    PLACED = "placed", sentence("its list of the newest articles differs")
    SPAN = "span", sentence("the articles of its list differ")
    EVERYTHING = "everything", sentence("its articles differ")
    STRETCH = "stretch", sentence("the articles that it lists differ")
    RELATED = "related_to", sentence("its related articles differ")
    PERSON = "person", sentence("what is known of its authors and editors differs")
    LABELS = "labels", sentence("the tags or authors of an article that it shows differ")
    PROFILE = "profile", sentence("what the profile says differs")
    TOPIC = "topic", sentence("what the file of the topic says differs")
    REPORT = "report", sentence("the report above its list differs")
    TARGET = "target", sentence("the headline or address behind a link differs")
    FOLLOWED = "followed", sentence("the report that it continues differs")
    SEQUELS = "sequels", sentence("the articles that follow it, or the box of a topic, differ")
    LEDGER = "ledger", sentence("the entries of its list differ")
    PICTURE = "picture", sentence("its pictures differ")
    TAG = "tag", sentence("the spelling of the tag differs")
    AUTHOR = "author", sentence("the spelling of the name differs")
    TERMS = "terms", sentence("the tags it lists differ")
    POPULAR = "popular", sentence("the popular tags differ")
    HOT = "hot", sentence("the tags of the last days differ")
    FRONT = "front", sentence("what editors want on it differs")
    MOST_READ = "most_read", sentence("the most read articles differ")
    LETTERS = "letters", sentence("the letters of the tags differ")
    COUNTS = "counts", sentence("the numbers of articles differ")
    MONTHS = "months", sentence("the months of the archive differ")
    NEIGHBOURS = "neighbours", sentence("the days before and after it differ")
    ENTRIES = "entries", sentence("the newest articles differ")
    STANDING = "standing", sentence("the standing pages differ")
    POSTINGS = "postings", sentence("the words of the articles that it finds differ")
    SPELLINGS = "spellings", sentence("the words that it knows differ")
    FOUND = "found", sentence("the articles that results of the search show differ")
    PEOPLE = "people", sentence("the people with a profile differ")
    ADDRESSES = "addresses", sentence("the old addresses that it tells the host of differ")


def pack(reason: Reason, file: str = "") -> str:
    """Return a reason for the column `why`; `file` is the path below content/ of its cause."""
    return f"{reason} {file}" if file else reason


def sentence_of(why: str) -> Sentence:
    """Return the sentence for a value of the column `why`, without a full stop."""
    if not why:
        return NOTHING
    code, _, file = why.partition(" ")
    said = Reason(code).said
    return sentence("{reason}, because of content/{file}", reason=said, file=file) if file else said
