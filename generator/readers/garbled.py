"""Garbled letters: text in UTF-8 that some program has read in the encoding of old Windows, as in â€œairâ€."""

from __future__ import annotations

import re

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
