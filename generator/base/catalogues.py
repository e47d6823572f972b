"""Where the words of each language are, and which language is wanted; all that a start needs to know."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

LOCALE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "locale")
DOMAIN = "messages"

Name = Literal["en", "id"]
NAMES: tuple[Name, ...] = ("en", "id")


def preferred(environ: Mapping[str, str], desk: str, portal: str) -> Name:
    """Return the language to speak: the first known of SSG_LANG, the desk's, the locale's and the portal's."""
    locale = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    for wanted in (environ.get("SSG_LANG", ""), desk, locale, portal):
        name = wanted.partition("_")[0].partition(".")[0].lower()
        for known in NAMES:
            if name == known:
                return known
    return "en"
