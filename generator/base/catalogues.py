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
    """Return the language in which to speak to whoever has called.

    Args:
        environ: the environment; SSG_LANG goes before everything, the locale before the language of the portal.
        desk: what site.yaml says of the desk; empty for nothing.
        portal: the language of the portal; empty if there is none.

    """
    locale = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    for wanted in (environ.get("SSG_LANG", ""), desk, locale, portal):
        name = wanted.partition("_")[0].partition(".")[0].lower()
        for known in NAMES:
            if name == known:
                return known
    return "en"
