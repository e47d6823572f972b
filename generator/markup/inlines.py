"""What is read from inline tokens: their text, and addresses as HTML holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.markup.commonmark import reach

_TEXTS = frozenset({"text", "code_inline"})
_ENDS = frozenset({"softbreak", "hardbreak"})


def plain(tokens: Sequence[Token], *, pictures: bool = False) -> str:
    """Return the text of inline tokens, code included; `pictures` includes alt texts too."""
    return "".join(
        token.content
        if token.type in _TEXTS or (pictures and token.type == "image")
        else " "
        if token.type in _ENDS
        else ""
        for token in tokens
    )


def href(target: str) -> str:
    """Return an external address as HTML may hold it."""
    return escapeHtml(f"https:{target}" if target.startswith("//") else target)


def can_show(source: str) -> bool:
    """Return whether a picture is on this site or comes over https."""
    return reach(source) != "external" or href(source).lower().startswith("https:")


def foreign_picture(source: str, alt: str, caption: str) -> str:
    """Return the HTML of a picture on another site; of a figure if it has a caption."""
    image = f'<img src="{href(source)}" alt="{escapeHtml(alt)}" loading="lazy" decoding="async">'
    return f"<figure>{image}<figcaption>{escapeHtml(caption)}</figcaption></figure>" if caption else image


_END = re.compile(r"[?#]")
_LEFT = re.compile("[?#%]")


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
    """Return a path without percent signs; empty if that holds what no path may."""
    try:
        decoded = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return ""
    return "" if _LEFT.search(decoded) or reach(decoded) != "site" else decoded
