"""A Caddyfile for the portal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.annex.deploying.hosts import headers
from generator.annex.deploying.hosts.rules import Rules
from generator.model.deploy_targets import Host
from generator.model.site import Site
from generator.model.urls import is_bare


def caddyfile(site: Site, _: Host, rules: Rules) -> str:
    """Return the text of a Caddyfile, or of a part of one."""
    lines = [f"{headers.host_name(site)} {{", *(f"    {line}" if line else "" for line in _block(site, rules)), "}"]
    return "\n".join(lines) + "\n"


_PAGE = f"{headers.TYPES['html']}; charset=utf-8"


def _block(site: Site, rules: Rules) -> Iterator[str]:
    base = site.base_path
    if base:
        yield f"# What is in build/ belongs into the folder {base[1:]} in there."
    yield f"root * {headers.web_root(site)}"
    yield "encode gzip"
    yield ""
    yield "# How long a browser may use what it has without asking."
    yield from _map("{path}", "{warta_cache}", [
        *((f"~^{re.escape(base)}/{folder}", cache) for folder, cache in headers.FOLDERS),
        (rf"~(?i)[.]({'|'.join(headers.LASTING)})$", headers.MONTH),
    ], headers.MINUTE)  # fmt: skip
    yield "header {"
    yield "    Cache-Control {warta_cache}"
    yield from (f"    {header} {_quoted(value)}" for header, value in headers.fixed(site))
    yield "}"
    yield from _map("{path}", "{warta_type}", _types(), "")
    yield from ('@typed expression `{warta_type} != ""`', "header @typed Content-Type {warta_type}")
    yield ""
    yield "# One address for a page: that of its folder."
    yield rf'@index vars_regexp index {{http.request.uri}} "{headers.INDEX}"'
    yield from ("redir @index {re.index.1}{re.index.2} 301", "")
    if rules.asked:
        yield "# Old addresses with a query."
        entries = ((f"{rule.path}?{rule.query}", rule.target) for rule in rules.asked)
        yield from _map("{path}?{query}", "{warta_asked}", entries, "")
        yield from ('@asked expression `{warta_asked} != ""`', "redir @asked {warta_asked} 301", "")
    if rules.moved:
        yield "# Old addresses."
        yield from _map("{path}", "{warta_moved}", ((rule.path, rule.target) for rule in rules.moved), "")
        yield from ('@moved expression `{warta_moved} != ""`', "redir @moved {warta_moved} 301", "")
    yield from _files(site, base, rules)


def _map(source: str, name: str, entries: Iterable[tuple[str, str]], default: str) -> Iterator[str]:
    yield f"map {_quoted(source)} {name} {{"
    yield from (f"    {_quoted(key)} {_quoted(value)}" for key, value in entries)
    yield f"    default {_quoted(default)}"
    yield "}"


def _types() -> Iterator[tuple[str, str]]:
    """Yield patterns of paths with their types; the first that fits holds."""
    yield from ((f"~/{name.replace('.', '[.]')}$", f"{kind}; charset=utf-8") for name, kind in headers.NAMED.items())
    yield from ((f"~[.]{ending}$", f"{kind}; charset=utf-8") for ending, kind in headers.TYPES.items())


def _files(site: Site, base: str, rules: Rules) -> Iterator[str]:
    yield "# The marker of the generator, and files on their way."
    yield from ("@hidden {", "    path */.*", f"    not path {base}/.well-known/*", "}", "error @hidden 404")
    yield f"error {base}/404.html 404"
    yield ""
    if rules.gone:
        yield "# Articles that are over for good: their pages say so, and search engines forget them."
        yield from _map("{path}", "{warta_gone}", ((url, "1") for url in rules.gone), "")
        yield '@gone expression `{warta_gone} == "1"`'
        yield from ("file_server @gone {", "    status 410", "}")
    if is_bare(site.reading.permalink):
        yield "try_files {path} {path}.html"
    yield "file_server"
    yield ""
    yield from (
        "handle_errors {",
        f"    rewrite * {base}/404.html",
        f'    header Content-Type "{_PAGE}"',
        "    file_server",
        "}",
    )


def _quoted(text: str) -> str:
    """Return a text as one word; neither rules nor headers hold a quotation mark or a brace."""
    return f'"{text}"'
