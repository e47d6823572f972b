"""The maps of an nginx configuration, with names that do not clash with other portals in the same nginx."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from generator.base.digest import digest
from generator.hosts import headers
from generator.hosts.rules import Rule
from generator.model.site import Site

Entries = Iterable[tuple[str, str]]


def map_of(source: str, name: str, entries: Entries) -> Iterator[str]:
    yield f"map {source if re.fullmatch(r'[$a-z_0-9]+', source) else quoted(source)} {name} {{"
    for key, value in entries:
        yield f"    {key if key == 'default' else quoted(key)}  {quoted(value)};"
    yield "}"
    yield ""


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def word(text: str) -> str:
    return text if re.fullmatch("[a-z-]+", text) else quoted(text)


def entries_of(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Yield old and new addresses. nginx compares texts without regard to case, but patterns with it."""
    known: set[str] = set()
    for rule in rules:
        key = f"{rule.path}?{rule.query}" if rule.query else rule.path
        if rule.exact or key.lower() in known:
            yield f"~^{re.escape(key)}$", rule.target
        else:
            known.add(key.lower())
            yield key, rule.target


_LONGEST = 26
"""Length of the part that distinguishes a portal's variables: nginx allows names of 46 by default."""
_TEXTS = dict.fromkeys((*headers.TYPES.values(), *headers.NAMED.values(), "text/xml", "application/javascript"))


def tag_of(site: Site) -> str:
    """Return what distinguishes this portal's variables from those of another in the same nginx."""
    name = headers.host_name(site) + site.base_path
    tag = re.sub(r"\W", "__", name.replace(".", "_"), flags=re.ASCII)
    return tag if len(tag) <= _LONGEST else f"{tag[: _LONGEST - 9]}_{digest(name.encode()).hex()[:8]}"


def listed(directive: str) -> str:
    """Return a directive that lists types; HTML is always one of them."""
    words = " ".join(kind for kind in _TEXTS if kind != "text/html")
    lines = textwrap.wrap(f"{directive} {words};", 110, subsequent_indent=" " * 4, break_on_hyphens=False)
    return "\n".join(lines)
