"""Flaws of a value: unreachable addresses, and markup or garbled letters in plain text."""

from __future__ import annotations

import re

from generator.base.codes import Code
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted, squeeze
from generator.model.records import Record

_NOWHERE = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:"
    r"localhost(?=[:/?#]|$)|127\.|10\.\d|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[|[^/?#.]+(?:[/?#]|$)|[^/?#]+\.(?:local|lan|internal|test)(?:[:/?#]|$)"
    r"|mail\.google\.com|web\.whatsapp\.com|drive\.google\.com/drive/(?:u/\d+/)?(?:my-drive|recent|home)"
    r"|docs\.google\.com/[^?#]*/edit|[^?#]*/wp-admin/|(?:www\.)?canva\.com/design/[^?#]*/edit"
    r")",
    re.IGNORECASE,
)
_NO_PICTURE = re.compile(
    r"https?://(?:"
    r"docs\.google\.com/|drive\.google\.com/(?:file/|open\?|drive/)|photos\.google\.com/|photos\.app\.goo\.gl/"
    r"|(?:www\.)?dropbox\.com/(?!.*(?:raw|dl)=1)|1drv\.ms/|(?:www\.|m\.)?(?:facebook|instagram|twitter|x|tiktok)\.com/|wa\.me/"
    r")",
    re.IGNORECASE,
)

_SCHEME = re.compile(r"(?:h?(ttps?)(?:[:;]?/{0,3}(?=https?:)|[:;]/{0,3}|/{1,3}))+", re.IGNORECASE)
"""A scheme, correct or not."""
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?=[:/?#]|$)")
_BARE = re.compile(r"(?:www\.[\w-]+\.|(?:[\w-]+\.)+(?:com|id|info|net|org)(?=[:/?#]|$))", re.IGNORECASE)
"""A host without a scheme."""


def fault_of(address: str, *, picture: bool = False) -> str:
    """Return the kind of `Remark` for an external address; empty if readers can open it."""
    if address[:7].lower() == "mailto:":
        return "" if "@" in address else "nowhere"
    address = f"https:{address}" if address.startswith("//") else address
    if is_unreachable(address) or not address[:8].lower().startswith(("http://", "https://", "tel:")):
        return "mistyped" if repaired_address(address) else "unreachable"
    return "no picture" if picture and is_no_picture(address) else ""


def repaired_address(address: str) -> str:
    """Return the probable web address for one with a typo before its host; empty if there is none.

    Examples are `http//dinas.example`, `https://https://dinas.example` and `www.dinas.example`.
    """
    scheme = _SCHEME.match(address)
    if scheme is None:
        return f"https://{address}" if _BARE.match(address) else ""
    rest = address[scheme.end() :]
    meant = f"h{scheme[1].lower()}://{rest}"
    return meant if _HOST.match(rest) and meant.lower() != address.lower() else ""


def is_unreachable(address: str) -> bool:
    """Return whether no reader can open a web address, or it is only for editors."""
    return _NOWHERE.match(address) is not None


def is_no_picture(address: str) -> bool:
    """Return whether a web address shows a page rather than a picture, or cannot be opened."""
    return _NO_PICTURE.match(address) is not None or is_unreachable(address)


_GARBLED = re.compile(r"â[€\x80].?|Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\xa0-\xbf]|ð[\x9fŸ]")
"""No language combines these."""
_RUN = re.compile(r"[\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}")


def garbled(text: str) -> str:
    """Return the first garbled letters of a text; empty if there are none."""
    # Four searches for single characters take a fraction of the time of the expression.
    if "â" in text or "Ã" in text or "Â" in text or "ð" in text:
        found = _GARBLED.search(text)
        return found[0] if found else ""
    return ""


def ungarbled(text: str) -> str:
    """Return a text with its garbled letters restored where possible."""
    return _RUN.sub(lambda found: _read_again(found[0]), text)


def _read_again(run: str) -> str:
    if not _GARBLED.search(run):
        return run
    try:
        # Bytes without a letter in Windows' encoding are left as they are.
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


class Flaw(Record, frozen=True):
    """A flaw of a text."""

    code: Code
    said: Sentence
    advice: Sentence


def flaw(text: str) -> Flaw | None:
    """Return the first flaw of a text; None for nearly all."""
    if letters := garbled(text):
        said = sentence("{letters} is garbled: some program read it in another encoding", letters=quoted(letters))
        return Flaw("garbled-text", said, _written(ungarbled(text), text))
    if ("<" in text or "&" in text or "**" in text) and (plain := unmarked(text)) != text:
        return Flaw("markup-as-text", sentence("readers will see this markup as text"), _written(plain, text))
    return None


def unmarked(text: str) -> str:
    """Return a text without the markup in it."""
    return _MARKUP.sub(lambda found: _plain(found[0]), text)


def _plain(markup: str) -> str:
    if markup[0] == "&":
        # Imported here, for a fast start: it imports a table of 2,200 names.
        from html import unescape  # noqa: PLC0415

        return unescape(markup)
    return markup[2:-2] if markup[0] == "*" else ""


def _written(text: str, before: str) -> Sentence:
    if text == before or garbled(text):
        return sentence("open the text where you copied it from, and paste it again")
    return sentence("write {plain}", plain=quoted(squeeze(text), 100))
