"""Language: the one in which whoever has called is spoken to."""

from __future__ import annotations

import os
import re
from pathlib import Path

from generator.base.languages import Language, preferred

_DESK = rb"(?m)^desk_language:[ \t]*[\"']?([A-Za-z]+)"
_PORTAL = rb"(?m)^language:[ \t]*[\"']?([A-Za-z]+)"


def language_of(site: str) -> Language:
    """Return the language of a site's desk.

    It is looked for in the bytes of site.yaml, since it must be known of one that cannot be read. A portal that says
    nothing is in Indonesian.
    """
    try:
        config = Path(site, "site.yaml").read_bytes()
    except OSError:
        return preferred(os.environ, "", "")
    desk, portal = (re.search(pattern, config) for pattern in (_DESK, _PORTAL))
    return preferred(os.environ, desk[1].decode() if desk else "", portal[1].decode() if portal else "id")
