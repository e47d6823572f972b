"""Targets of links as they are written: relative to where they stand, or with characters in percent signs.

A file (`./flow.svg`, `../foto/a.jpg`, `flow.svg`, `banjir.md`) is looked for from the folder of the file that names it,
and a page (`../unduh`, `./`) from the address of the page, as a browser would. What begins with a slash, or with the
name of a folder, counts from the root of content/ and of the site.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from generator.readers.commonmark import reach

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
