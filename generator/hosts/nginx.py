"""A configuration of nginx for the portal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from generator.hosts.headers import FOLDERS, LASTING, MINUTE, MONTH, NAMED, TYPES, fixed, folder_of, host_name
from generator.hosts.rules import Rule, Rules
from generator.portal.hosts import Host
from generator.portal.site import Site
from generator.portal.urls import is_bare

_SHORT, _FEW = 40, 1000
"""Bytes of an address, and number of addresses, that nginx has room for by default."""
_BESIDE = 64
"""Bytes that nginx keeps beside each address, and more."""
_TEXTS = dict.fromkeys((*TYPES.values(), *NAMED.values(), "text/xml", "application/javascript"))


def server(site: Site, host: Host, rules: Rules) -> str:
    """Return the text of a file that nginx includes in its block `http`."""
    del host
    name = host_name(site)
    return "\n".join(line for part in (_maps(site, rules), _server(site, name, rules)) for line in part) + "\n"


def _maps(site: Site, rules: Rules) -> Iterator[str]:
    base = re.escape(site.base_path)
    yield from _room(rules)
    yield "# How long a browser may use what it has without asking. Asking is cheap: as long as the file is the same,"
    yield "# the answer is 304 and empty."
    yield from _map("$uri", "$warta_cache", [
        ("default", MINUTE), *((f"~^{base}/{folder}", cache) for folder, cache in FOLDERS),
        (rf"~*[.](?:{'|'.join(LASTING)})$", MONTH),
    ])  # fmt: skip
    if rules.moved:
        yield "# Old addresses."
        yield from _map("$uri", "$warta_moved", _entries(rules.moved))
    if rules.asked:
        yield "# Old addresses with a query."
        yield from _map("$uri?$args", "$warta_asked", _entries(rules.asked))
    if rules.gone:
        yield "# Articles that are over for good: their pages say so, and search engines forget them."
        yield from _map("$uri", "$warta_gone", ((url, "1") for url in rules.gone))


def _room(rules: Rules) -> Iterator[str]:
    """Yield what makes room for many or long addresses, where nginx has too little by default."""
    keys = [*(one.path for one in rules.moved), *(f"{one.path}?{one.query}" for one in rules.asked), *rules.gone]
    longest = max((len(key.encode()) for key in keys), default=0)
    if longest > _SHORT or len(keys) > _FEW:
        yield "# These two have to stand before the first map. If nginx calls them duplicates, move them to nginx.conf,"
        yield "# above the line that includes this file."
        yield f"map_hash_bucket_size {1 << (longest + _BESIDE).bit_length()};"
        yield f"map_hash_max_size {max(2048, 4 * len(keys))};"
        yield ""


def _map(source: str, name: str, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"map {source if re.fullmatch(r'[$a-z]+', source) else _quoted(source)} {name} {{"
    for key, value in entries:
        yield f"    {key if key == 'default' else _quoted(key)}  {_quoted(value)};"
    yield "}"
    yield ""


def _entries(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Yield old addresses and new ones. nginx compares texts without regard to letter case, and patterns with it."""
    known: set[str] = set()
    for one in rules:
        key = f"{one.path}?{one.query}" if one.query else one.path
        if one.exact or key.lower() in known:
            yield f"~^{re.escape(key)}$", one.target
        else:
            known.add(key.lower())
            yield key, one.target


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _server(site: Site, name: str, rules: Rules) -> Iterator[str]:
    base = site.base_path
    yield from (
        "server {",
        "    listen 80;",
        f"    server_name {name};",
    )
    if base:
        yield f"    # What is in build/ belongs into the folder {base[1:]} in there."
    yield from (
        f"    root {folder_of(name)};",
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
        "    add_header Cache-Control $warta_cache;",
    )
    for header, value in fixed(site):
        yield f"    add_header {header} {value if re.fullmatch('[a-z-]+', value) else _quoted(value)} always;"
    yield ""
    for variable, present in (("$warta_asked", rules.asked), ("$warta_moved", rules.moved)):
        if present:
            yield from (f"    if ({variable}) {{", f"        return 301 {variable};", "    }", "")
    yield from _locations(site, base, gone=bool(rules.gone))
    yield "}"


def _wrapped(directive: str) -> list[str]:
    """Return the lines of a directive that takes all sorts of texts; HTML is always one of them."""
    words = " ".join(kind for kind in _TEXTS if kind != "text/html")
    return textwrap.wrap(
        f"{directive} {words};", 110, initial_indent=" " * 4, subsequent_indent=" " * 8, break_on_hyphens=False
    )


def _locations(site: Site, base: str, *, gone: bool) -> Iterator[str]:
    tries = "$uri $uri.html $uri/" if is_bare(site.reading.permalink) else "$uri $uri/"
    refused = ["        if ($warta_gone) {", "            return 410;", "        }"] if gone else []
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
    for file, kind in NAMED.items():
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
