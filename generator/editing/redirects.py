"""Redirects of site.yaml, when what is at one address moves to another."""

from __future__ import annotations

from generator.config import rewriting
from generator.config.yaml_text import Mapping, Scalar


def led_on(settings: str, old: str, new: str) -> str:
    """Return the text of site.yaml in which the address of one list leads to that of another.

    What led to the old list leads to the new one at once. The new one is a list from now on, and leads nowhere else.
    """
    values = rewriting.values(settings)
    redirects = values.entries.get("redirects") if values else None
    known = redirects.entries if isinstance(redirects, Mapping) else {}
    for name, node in known.items():
        if name == old or (isinstance(node, Scalar) and node.value == old and name != new):
            settings = rewriting.replaced(settings, ("redirects", name), new)
    if old not in known:
        settings = rewriting.added(settings, "redirects", old, new)
    return rewriting.dropped(settings, ("redirects", new)) if new in known else settings
