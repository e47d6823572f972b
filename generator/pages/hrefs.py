"""Turns addresses of the site into addresses on its host.

Everything else uses paths on the site, `/daerah/`. If `base_url` has a path, it is put in front when a page, a
stylesheet or a script is written. Text cannot be mistaken for an address: its quotation marks and angle brackets are
escaped.
"""

from __future__ import annotations

import re
from functools import partial

_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ADDRESS = re.compile(
    r"""(\s(?:xlink:)?(?:href|src|action|formaction|poster|data-src)\s*=\s*["']?|\scontent\s*=\s*["']\d+;\s*url=)(/(?!/))""",
    re.IGNORECASE,
)
_LIST = re.compile(r"""(\s(?:srcset|imagesrcset)\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)
_CANDIDATE = re.compile(r"""((?:^["']|,)\s*)(/(?!/))""")
_SHEET = re.compile(
    r"""(url\(\s*["']?|@import\s+["']|\[\s*(?:href|src|action)\s*[\^$*~|]?=\s*["']?)(/(?![/*]))""", re.IGNORECASE
)
_SCRIPT = re.compile(r"""(["'`])(/(?=(?:aset|cari|fragmen|gambar)/))""")


def html(text: str, base: str) -> str:
    """Return a page with the path of base_url before each address of the site; `base` ends without a slash."""
    return _TAG.sub(partial(_tag, base), text)


def _tag(base: str, tag: re.Match[str]) -> str:
    if "/" not in tag[0]:
        return tag[0]
    put = rf"\g<1>{base}\g<2>"
    found = _ADDRESS.sub(put, tag[0])
    return _LIST.sub(lambda match: match[1] + _CANDIDATE.sub(put, match[2]), found)


def asset(data: bytes, path: str, base: str) -> bytes:
    """Return a stylesheet or a script with the path of base_url before each address of the site.

    In a stylesheet, addresses are in `url()`, `@import` and selectors such as `[href="/indeks/"]`; in a script, strings
    that begin with a folder of files that pages load.
    """
    pattern = _SHEET if path.endswith(".css") else _SCRIPT
    text = data.decode("utf-8", "surrogateescape")
    return pattern.sub(rf"\g<1>{base}\g<2>", text).encode("utf-8", "surrogateescape")
