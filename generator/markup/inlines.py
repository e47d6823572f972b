"""Inline tokens: their text, and their links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.base.text import clean

_TEXTS = frozenset({"text", "code_inline", "html_inline"})
_ENDS = frozenset({"softbreak", "hardbreak"})
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_END = re.compile(r"[?#]")
_LEFT = re.compile("[?#%]")

SIGN = "://"
# The library's linkify also takes host names and e-mail addresses for links, looks at every text and doubles the time
# of a start. Here a link begins with http:// or https://, and ends as on GitHub: before the punctuation of the
# sentence, and before a bracket opened outside of it.
_ADDRESS = re.compile(
    r"(?<![\w/@.:-])https?://(?:[a-z0-9_-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}(?::\d{1,5})?(?=[/?#\s),.;:!'\"”’»\]*_~…]|$)"
    r"(?:[/?#][^\s<>\"“”`\\^{}|]{0,1500})?",
    re.IGNORECASE,
)
_CLOSING = "?!.,:;*_~'’”\"»…"
"""Punctuation that ends a sentence and not an address."""
_PAIRS = {")": "(", "]": "["}

Reach = Literal["empty", "fragment", "site", "external", "refused"]


def plain(tokens: Sequence[Token], *, pictures: bool = False) -> str:
    """Return the text of inline tokens, including code; `pictures` includes alt texts, too."""
    parts = []
    for token in tokens:
        if token.type in _TEXTS:
            parts.append(token.content)
        elif token.type in _ENDS:
            parts.append(" ")
        elif pictures and token.type == "image":
            parts.append(plain(token.children or (), pictures=True))
    return "".join(parts)


def reach(target: str) -> Reach:
    """Return where the target of a link leads, as a browser would read it.

    Browsers drop tabs and line ends from an address and treat a backslash as a slash, so targets with these are
    refused, as are other schemes, and characters that `clean` would remove, which would change the address.
    """
    if not target:
        return "empty"
    if scheme := _SCHEME.match(target):
        return "external" if scheme[1].lower() in _SCHEMES else "refused"
    if _UNSAFE.search(target) or clean(target) != target:
        return "refused"
    if target.startswith("//"):
        return "external"
    return "fragment" if target.startswith("#") else "site"


def href(target: str) -> str:
    """Return an external address, escaped for HTML."""
    return escapeHtml(f"https:{target}" if target.startswith("//") else target)


def can_show(source: str) -> bool:
    """Return whether a picture is on this site or uses https."""
    return reach(source) != "external" or href(source).lower().startswith("https:")


def foreign_picture(source: str, alt: str, caption: str) -> str:
    image = f'<img src="{href(source)}" alt="{escapeHtml(alt)}" loading="lazy" decoding="async">'
    return f"<figure>{image}<figcaption>{escapeHtml(caption)}</figcaption></figure>" if caption else image


def resolved(target: str, folder: str, url: str, *, picture: bool = False) -> str | None:
    """Return the target of a link from the root of the site; None if it leads out of it or means no address.

    Args:
        target: as it is written; not empty, and no address of another site.
        folder: of the file that holds it, below content/; empty for that itself.
        url: of the page that it becomes.
        picture: whether the target is one, and so a file whatever its name.

    """
    end = _END.search(target)
    path, rest = (target[: end.start()], target[end.start() :]) if end else (target, "")
    if "%" in path:
        path = _decoded(path)
        if not path:
            return None
    last = path.rpartition("/")[2]
    is_file = picture or "." in last.strip(".")
    relative = path.startswith(("./", "../")) or path in (".", "..") or ("." in last and "/" not in path)
    if not relative and "/." not in path:
        return path + rest
    base = "" if not relative else folder if is_file else url[: url.rfind("/")].strip("/")
    parts = base.split("/") if base else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    slash = "/" if parts and not is_file and last in ("", ".", "..") else ""
    return f"/{'/'.join(parts)}{slash}{rest}"


def _decoded(path: str) -> str:
    """Return a percent-decoded path; empty if it contains what no path may."""
    try:
        decoded = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return ""
    return "" if _LEFT.search(decoded) or reach(decoded) != "site" else decoded


def link_addresses(children: list[Token], normalize: Callable[[str], str]) -> list[Token]:
    """Return inline tokens, whose texts are joined, with links for bare addresses outside of links."""
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
    while True:
        last = address[-1]
        if last in _PAIRS and address.count(last) > address.count(_PAIRS[last]):
            address = address[:-1]
        elif last in _CLOSING:
            address = address.rstrip(_CLOSING)
        else:
            return address
