"""Where a command is at work, and in which language it speaks; known before anything slow is imported."""

from __future__ import annotations

import os
import re

from generator.base.catalogues import Name, preferred

_DESK = rb"(?m)^desk_language:[ \t]*[\"']?([A-Za-z]+)"
_PORTAL = rb"(?m)^language:[ \t]*[\"']?([A-Za-z]+)"
_CONFIG = "site.yaml"


def nearest_site() -> str:
    """Return the site's folder: this one or the nearest above it that has a site.yaml; this one if none has."""
    folder, here = os.curdir, os.path.realpath(os.curdir)
    while not os.path.isfile(os.path.join(folder, _CONFIG)):
        if os.path.dirname(here) == here:
            return os.curdir
        here = os.path.dirname(here)
        folder = os.pardir if folder == os.curdir else os.path.join(os.pardir, folder)
    return folder


def language_name(site: str) -> Name:
    """Return the language of a site's desk.

    It is looked for in the bytes of site.yaml, since it must be known of one that cannot be read. A portal that says
    nothing is in Indonesian.
    """
    try:
        with open(os.path.join(site, _CONFIG), "rb") as file:
            config = file.read()
    except (OSError, ValueError):
        return preferred(os.environ, "", "")
    desk, portal = (re.search(pattern, config) for pattern in (_DESK, _PORTAL))
    return preferred(os.environ, desk[1].decode() if desk else "", portal[1].decode() if portal else "id")
