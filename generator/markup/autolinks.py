"""Bare addresses: `https://…` in the text becomes a link.

The library's linkify goes by linkify-it, which takes names of hosts and e-mail addresses for links as well, looks at
every text and doubles the time of a start. Here what begins with http:// or https:// is one, and its end is that of
GitHub's rule: neither the punctuation of the sentence nor a bracket that was opened before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it.token import Token

SIGN = "://"
_ADDRESS = re.compile(
    r"(?<![\w/@.:-])https?://(?:[a-z0-9_-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}(?::\d{1,5})?(?=[/?#\s),.;:!'\"”’»\]*_~…]|$)"
    r"(?:[/?#][^\s<>\"“”`\\^{}|]{0,1500})?",
    re.IGNORECASE,
)
_CLOSING = "?!.,:;*_~'’”\"»…"
"""What ends a sentence and not an address."""
_PAIRS = {")": "(", "]": "["}


def link(children: list[Token], normalize: Callable[[str], str]) -> list[Token]:
    """Return inline tokens with links for the bare addresses in their text, unless it is that of a link.

    Args:
        children: the tokens, whose texts are joined.
        normalize: brings an address into the library's form.

    """
    found: list[Token] = []
    inside = 0
    for token in children:
        inside += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not inside and SIGN in token.content:
            found += _split(token, normalize)
        else:
            found.append(token)
    return found


def _split(token: Token, normalize: Callable[[str], str]) -> Iterator[Token]:
    """Yield a text in pieces: text, and links."""
    text, begin, level = token.content, 0, token.level
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match[0])
        if match.start() > begin:
            yield Token("text", "", 0, content=text[begin : match.start()], level=level)
        attrs: dict[str, str | int | float] = {"href": normalize(address)}
        yield Token("link_open", "a", 1, attrs=attrs, level=level, markup="linkify", info="auto")
        yield Token("text", "", 0, content=address, level=level + 1)
        yield Token("link_close", "a", -1, level=level, markup="linkify", info="auto")
        begin = match.start() + len(address)
    if begin < len(text):
        yield Token("text", "", 0, content=text[begin:], level=level)


def _trimmed(address: str) -> str:
    """Return an address without what ends the sentence around it."""
    while True:
        last = address[-1]
        if last in _PAIRS and address.count(last) > address.count(_PAIRS[last]):
            address = address[:-1]
        elif last in _CLOSING:
            address = address.rstrip(_CLOSING)
        else:
            return address
