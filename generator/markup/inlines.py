"""Inline tokens: their text, and their links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import normpath
from typing import Literal
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.base.text import clean, squeeze

_TEXTS = frozenset({"text", "code_inline", "html_inline"})
_ENDS = frozenset({"softbreak", "hardbreak"})
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_END = re.compile(r"[?#]")
_LEFT = re.compile("[?#%]")

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


def label(tokens: Sequence[Token], index: int) -> str:
    """Return the text of the link that a token opens; links never nest."""
    end = next(i for i in range(index, len(tokens)) if tokens[i].type == "link_close")
    return squeeze(plain(tokens[index + 1 : end], pictures=True))


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
    found = normpath(f"{base}/{path}".lstrip("/") or ".")
    if found == ".." or found.startswith("../"):
        return None
    slash = "/" if found != "." and not is_file and last in ("", ".", "..") else ""
    return f"/{'' if found == '.' else found}{slash}{rest}"


def _decoded(path: str) -> str:
    """Return a percent-decoded path; empty if it contains what no path may."""
    try:
        decoded = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return ""
    return "" if _LEFT.search(decoded) or reach(decoded) != "site" else decoded
