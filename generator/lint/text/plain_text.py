"""Flaws of a text in front matter, which is shown as it stands: markup, and letters that are garbled."""

from __future__ import annotations

import re

from generator.base.codes import Code
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted, squeeze
from generator.model.records import Record

_GARBLED = re.compile(r"â[€\x80].?|Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\xa0-\xbf]|ð[\x9fŸ]")
"""No language writes these together."""
_RUN = re.compile(r"[\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}")


def garbled(text: str) -> str:
    """Return the first garbled letters of a text; empty if there are none."""
    # Three signs that are looked for one by one are found in a fraction of the time of the expression.
    if "â" in text or "Ã" in text or "Â" in text or "ð" in text:
        found = _GARBLED.search(text)
        return found[0] if found else ""
    return ""


def ungarbled(text: str) -> str:
    """Return a text whose garbled letters are what they were, as far as that can be told."""
    return _RUN.sub(lambda found: _read_again(found[0]), text)


def _read_again(run: str) -> str:
    if not _GARBLED.search(run):
        return run
    try:
        # What Windows has no letter for, programs leave as it is.
        return b"".join(_byte(sign) for sign in run).decode("utf-8")
    except UnicodeError:
        return run


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


_MARKUP = re.compile(
    r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,80}=[^<>]{0,120})?\s?/?>|&(?:\#\d{1,6}|\#x[0-9a-f]{1,5}|[a-z]{2,8});|\*\*[^*\s][^*]{0,200}\*\*",
    re.IGNORECASE,
)


_CUT = re.compile(r"[\[(](?:\.{2,}|…)[\])]$")
"""How lists of other systems end what they cut off."""


class Flaw(Record, frozen=True):
    """What is wrong with a text."""

    code: Code
    said: Sentence
    advice: Sentence


def flaw(text: str) -> Flaw | None:
    """Return what readers would see in a text that was not meant for them; nothing in nearly all."""
    if letters := garbled(text):
        said = sentence("{letters} is garbled: some program read it in another encoding", letters=quoted(letters))
        return Flaw("garbled-text", said, _written(ungarbled(text), text))
    if ("<" in text or "&" in text or "**" in text) and (plain := unmarked(text)) != text:
        return Flaw("markup-as-text", sentence("readers will see this markup as text"), _written(plain, text))
    if text[-1:] in "])" and (cut := _CUT.search(text)):
        said = sentence("this text ends as the excerpt of another site does: {mark}", mark=cut[0])
        return Flaw("unfinished-text", said, sentence("write the sentence to its end"))
    return None


def unmarked(text: str) -> str:
    """Return a text without the markup in it."""
    return _MARKUP.sub(lambda found: _plain(found[0]), text)


def _plain(markup: str) -> str:
    if markup[0] == "&":
        # Imported here, for a fast start: it brings a table of 2,200 names.
        from html import unescape  # noqa: PLC0415

        return unescape(markup)
    return markup[2:-2] if markup[0] == "*" else ""


def _written(text: str, before: str) -> Sentence:
    if text == before or garbled(text):
        return sentence("open the text where you copied it from, and paste it again")
    return sentence("write {plain}", plain=quoted(squeeze(text), 100))
