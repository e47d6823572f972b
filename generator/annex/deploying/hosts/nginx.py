"""A configuration of nginx for the portal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from generator.annex.deploying.hosts import headers
from generator.annex.deploying.hosts.rules import Rule, Rules
from generator.base.digest import digest
from generator.model.deploy_targets import Host
from generator.model.site import Site
from generator.model.urls import is_bare

_SHORT = 40
"""Bytes of a text that a map has room for by default, on processors with cache lines of 64 bytes."""
_PIECE = 32
"""Bytes of a piece, which leaves room for the number before it."""

Entries = Iterable[tuple[str, str]]


def map_of(source: str, name: str, entries: Entries) -> Iterator[str]:
    """Yield the lines of one map."""
    yield f"map {source if re.fullmatch(r'[$a-z_0-9]+', source) else quoted(source)} {name} {{"
    for key, value in entries:
        yield f"    {key if key == 'default' else quoted(key)}  {quoted(value)};"
    yield "}"
    yield ""


def quoted(text: str) -> str:
    """Return a text as one word."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def entries_of(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Yield old addresses and new ones. nginx compares texts without regard to letter case, and patterns with it."""
    known: set[str] = set()
    for rule in rules:
        key = f"{rule.path}?{rule.query}" if rule.query else rule.path
        if rule.exact or key.lower() in known:
            yield _pattern(key), rule.target
        else:
            known.add(key.lower())
            yield key, rule.target


def maps_of(source: str, name: str, entries: Entries) -> Iterator[str]:
    """Yield the maps from an address to what it stands for, the last of which is called `name`."""
    short: list[tuple[str, str]] = []
    long: dict[str, str] = {}
    for key, value in entries:
        if key.startswith("~") or len(key.encode()) <= _SHORT:
            short.append((key, value))
        elif key.isascii():
            long[key.lower()] = value
        else:
            # Pieces are cut by bytes, and a letter with an accent has several.
            short.append((_pattern(key, "~*"), value))
    if long:
        yield from _in_pieces(source, name, long)
        short.insert(0, ("default", f"{name}_long"))
    yield from map_of(source, name, short)


def _pattern(key: str, how: str = "~") -> str:
    return f"{how}^{re.escape(key)}$"


def _in_pieces(source: str, name: str, entries: dict[str, str]) -> Iterator[str]:
    """Yield the maps that look up long texts: step by step, from the number of what was read to that of one more piece.

    A text that has ended keeps its number, so that all of them arrive at the last step, behind the end of the longest.
    """
    steps: list[dict[str, int]] = [{} for _ in range(max(map(len, entries)) // _PIECE + 1)]
    arrived: dict[str, str] = {}
    count = 0
    for key, value in entries.items():
        before = 0
        for step, start in enumerate(range(0, len(key), _PIECE)):
            piece = f"{before}:{key[start : start + _PIECE]}"
            if piece not in steps[step]:
                count += 1
                steps[step][piece] = count
            before = steps[step][piece]
        arrived[str(before)] = value
    number = "0"
    for step, pieces in enumerate(steps):
        part, reached = f"{name}_part{step}", f"{name}_at{step}"
        yield from map_of(source, part, [(f"~^.{{{step * _PIECE}}}(.{{1,{_PIECE}}})", "$1")])
        ended = [(r"~^([0-9]+):$", "$1")] if step else []
        yield from map_of(f"{number}:{part}", reached, [*((k, str(v)) for k, v in pieces.items()), *ended])
        number = reached
    yield from map_of(number, f"{name}_long", arrived.items())


_LONGEST = 26
"""Letters of what a portal's variables are told apart by: nginx has room for names of 46 by default."""
_TEXTS = dict.fromkeys((*headers.TYPES.values(), *headers.NAMED.values(), "text/xml", "application/javascript"))


def server(site: Site, _: Host, rules: Rules) -> str:
    """Return the text of a file that nginx includes in its block `http`, beside those of other portals."""
    own = f"$warta_{tag_of(site)}"
    return "\n".join(line for part in (_maps(site, own, rules), _server(site, own, rules)) for line in part) + "\n"


def tag_of(site: Site) -> str:
    """Return what tells the variables of this portal from those of another in the same nginx."""
    name = headers.host_name(site) + site.base_path
    tag = re.sub(r"\W", "__", name.replace(".", "_"), flags=re.ASCII)
    return tag if len(tag) <= _LONGEST else f"{tag[: _LONGEST - 9]}_{digest(name.encode()).hex()[:8]}"


def _maps(site: Site, own: str, rules: Rules) -> Iterator[str]:
    base = re.escape(site.base_path)
    yield "# How long a browser may use what it has without asking. Asking is cheap: as long as the file is the same,"
    yield "# the answer is 304 and empty."
    yield from map_of("$uri", f"{own}_cache", [
        ("default", headers.MINUTE), *((f"~^{base}/{folder}", cache) for folder, cache in headers.FOLDERS),
        (rf"~*[.](?:{'|'.join(headers.LASTING)})$", headers.MONTH),
    ])  # fmt: skip
    if rules.moved:
        yield "# Old addresses. Where nginx says that it could not build an optimal map_hash, it does as well without."
        yield from maps_of("$uri", f"{own}_moved", entries_of(rules.moved))
    if rules.asked:
        yield "# Old addresses with a query."
        yield from maps_of("$uri?$args", f"{own}_asked", entries_of(rules.asked))
    if rules.gone:
        yield "# Articles that are over for good: their pages say so, and search engines forget them."
        yield from maps_of("$uri", f"{own}_gone", ((url, "1") for url in rules.gone))


def _server(site: Site, own: str, rules: Rules) -> Iterator[str]:
    base = site.base_path
    yield from (
        "server {",
        "    listen 80;",
        f"    server_name {headers.host_name(site)};",
    )
    if base:
        yield f"    # What is in build/ belongs into the folder {base[1:]} in there."
    yield from (
        f"    root {headers.web_root(site)};",
        "",
        "    # Everything that Warta makes is UTF-8.",
        "    charset utf-8;",
        *_wrapped("charset_types"),
        "",
        *(["    gzip_static on;"] if any("gz" in target.compress for target in site.targets) else []),
        "    gzip on;",
        "    gzip_vary on;",
        *_wrapped("gzip_types"),
        "",
        "    # From /daerah to /daerah/ without naming the host, whatever stands in front of this server.",
        "    absolute_redirect off;",
        "",
        f"    add_header Cache-Control {own}_cache;",
    )
    for header, value in headers.fixed(site):
        yield f"    add_header {header} {value if re.fullmatch('[a-z-]+', value) else quoted(value)} always;"
    yield ""
    yield "    # One address for a page: that of its folder."
    yield from (f"    if ($request_uri ~ {quoted(headers.INDEX)}) {{", "        return 301 $1$2;", "    }", "")
    for variable, present in ((f"{own}_asked", rules.asked), (f"{own}_moved", rules.moved)):
        if present:
            yield from (f"    if ({variable}) {{", f"        return 301 {variable};", "    }", "")
    yield from _locations(site, base, f"{own}_gone" if rules.gone else "")
    yield "}"


def _wrapped(directive: str) -> list[str]:
    """Return the lines of a directive that takes all sorts of texts; HTML is always one of them."""
    words = " ".join(kind for kind in _TEXTS if kind != "text/html")
    return textwrap.wrap(
        f"{directive} {words};", 110, initial_indent=" " * 4, subsequent_indent=" " * 8, break_on_hyphens=False
    )


def _locations(site: Site, base: str, gone: str) -> Iterator[str]:
    tries = "$uri $uri.html $uri/" if is_bare(site.reading.permalink) else "$uri $uri/"
    refused = [f"        if ({gone}) {{", "            return 410;", "        }"] if gone else []
    yield from (f"    location {base}/ {{", *refused, f"        try_files {tries} =404;", "    }", "")
    if gone:
        yield from (
            "    error_page 410 @gone;",
            "    location @gone {",
            "        try_files $uri $uri.html $uri/index.html =404;",
            "    }",
            "",
        )
    yield from (
        "    # The marker of the generator, and files on their way.",
        r"    location ~ /\.(?!well-known/) {",
        "        return 404;",
        "    }",
        "",
    )
    for file, kind in headers.NAMED.items():
        yield from (
            f"    location ~ /{re.escape(file)}$ {{",
            "        types { }",
            f"        default_type {kind};",
            "    }",
            "",
        )
    yield from (
        "    # A folder without a page of its own is no secret, it does not exist.",
        f"    error_page 403 =404 {base}/404.html;",
        f"    error_page 404 {base}/404.html;",
        f"    location = {base}/404.html {{",
        "        internal;",
        "    }",
    )
