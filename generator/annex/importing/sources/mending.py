"""Mends texts of databases in which two encodings are mixed."""

from __future__ import annotations

import re

_TABLE = "".join(bytes([byte]).decode("windows-1252", "ignore") or chr(byte) for byte in range(256))
"""Windows-1252, which is what databases call latin1; bytes that it leaves free are controls."""
_BYTE = {sign: byte for byte, sign in enumerate(_TABLE)}
_LONE = re.compile("[\udc80-\udcff]+")
_NEXT = f"[{re.escape(_TABLE[0x80:0xC0])}\x80-\x9f]"
_TWICE = re.compile(f"(?:[Â-ß]{_NEXT}|[à-ï]{_NEXT}{{2}}|[ð-ô]{_NEXT}{{3}})+")
"""Letters of UTF-8 that were read as Windows-1252 and written as UTF-8 again."""
_MEANT = re.compile("[\xa0-\u024f\u0600-\u06ff\u2000-\u2bff\ufb50-\ufeff\U0001f000-\U0001faff]+")
"""What such letters become: no other script is likely."""


def mended(text: str) -> tuple[str, int]:
    """Return a text with the letters that were meant, and the number of places mended.

    A byte that is no UTF-8 is a surrogate of it, as the error handler `surrogateescape` makes them.
    """
    if text.isascii():
        return text, 0
    text, bare = _LONE.subn(lambda found: "".join(_TABLE[ord(sign) - 0xDC00] for sign in found[0]), text)
    counts = [bare]

    def once(found: re.Match[str]) -> str:
        data = bytes(_BYTE.get(sign, ord(sign)) for sign in found[0])
        try:
            meant = data.decode()
        except UnicodeDecodeError:
            return found[0]
        if not _MEANT.fullmatch(meant):
            return found[0]
        counts.append(1)
        return meant

    return _TWICE.sub(once, text), sum(counts)
