"""`.htaccess`, in the output of portals on Apache."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.annex.deploying.hosts.headers import FOLDERS, LASTING, MINUTE, MONTH, NAMED, TYPES, fixed
from generator.annex.deploying.hosts.rules import Rule, Rules
from generator.model.deploy_targets import Host
from generator.model.site import Site
from generator.model.urls import is_bare


def htaccess(site: Site, _: Host, rules: Rules) -> str:
    """Return the text of `.htaccess`, for the folder that the portal is in."""
    parts = (_types(site), _headers(site), _rewriting(site, rules))
    return "\n".join(line for part in parts for line in part) + "\n"


def _types(site: Site) -> Iterator[str]:
    yield "# Made by Warta from site.yaml; changes here are lost."
    yield "DirectoryIndex index.html"
    yield f"ErrorDocument 404 {site.base_path}/404.html"
    yield f"ErrorDocument 403 {site.base_path}/404.html"
    yield "AddDefaultCharset utf-8"
    for ending, kind in TYPES.items():
        yield f'AddType "{kind};charset=utf-8" .{ending}'
    for name, kind in NAMED.items():
        yield from (f'<Files "{name}">', f'  ForceType "{kind};charset=utf-8"', "</Files>")
    yield ""


def _headers(site: Site) -> Iterator[str]:
    base = re.escape(site.base_path)
    yield "<IfModule mod_headers.c>"
    for name, value in fixed(site):
        yield f'  Header always set {name} "{value}"'
    yield f'  Header set Cache-Control "{MINUTE}"'
    yield f'  Header set Cache-Control "{MONTH}" "expr=%{{REQUEST_URI}} =~ m#[.](?:{"|".join(LASTING)})$#i"'
    for folder, cache in FOLDERS:
        yield f'  Header set Cache-Control "{cache}" "expr=%{{REQUEST_URI}} =~ m#^{base}/{folder}#"'
    yield "</IfModule>"
    yield "<IfModule mod_deflate.c>"
    yield f"  AddOutputFilterByType DEFLATE {' '.join(dict.fromkeys((*TYPES.values(), *NAMED.values())))}"
    yield "</IfModule>"
    yield ""


def _rewriting(site: Site, rules: Rules) -> Iterator[str]:
    """Yield what needs mod_rewrite. Patterns are compared with the path below this folder, without percent signs."""
    base = site.base_path
    yield from ("<IfModule mod_rewrite.c>", "  RewriteEngine On")
    yield "  # The marker of the generator, and files on their way."
    yield r'  RewriteRule "(?:^|/)\.(?!well-known/)" - [R=404,L]'
    yield '  RewriteCond %{ENV:REDIRECT_STATUS} "^$"'
    yield r'  RewriteRule "^404\.html$" - [R=404,L]'
    yield "  # One address for a page: that of its folder. Whatever shows a page inside of Apache asks for its file."
    yield r'  RewriteCond %{THE_REQUEST} "^[A-Z]+ [^ ?]*/index\.html[ ?]"'
    yield rf'  RewriteRule "^(.*/)?index\.html$" "{base}/$1" [R=301,L]'
    for rule in rules.asked:
        yield f'  RewriteCond %{{QUERY_STRING}} "^{re.escape(rule.query)}$"'
        yield f'  RewriteRule "{_pattern(rule.path, base)}" "{_target(rule)}" [R=301,NE,L,QSD]'
    for rule in rules.moved:
        case = "" if rule.exact else ",NC"
        yield f'  RewriteRule "{_pattern(rule.path, base)}" "{_target(rule)}" [R=301,NE,L{case}]'
    if rules.gone:
        yield "  # Articles that are over for good: their pages say so, and search engines forget them."
        yield '  ErrorDocument 410 "/%{REQUEST_URI}"'
    for url in rules.gone:
        yield '  RewriteCond %{ENV:REDIRECT_STATUS} "^$"'
        yield f'  RewriteRule "{_pattern(url, base)}" - [G,L]'
    if is_bare(site.reading.permalink):
        yield "  # Addresses without an ending, also where a folder has this name: for more pages, or an old address."
        yield from ("  DirectorySlash Off", "  RewriteOptions AllowNoSlash")
        yield '  RewriteCond "%{REQUEST_FILENAME}.html" -f'
        yield '  RewriteRule "^(.*[^/])$" "$1.html" [L]'
        yield '  RewriteCond "%{REQUEST_FILENAME}/index.html" -f'
        yield f'  RewriteRule "^(.*[^/])$" "{base}/$1/" [R=301,L]'
    yield "  # A folder without a page of its own is no secret, it does not exist."
    yield "  RewriteCond %{REQUEST_FILENAME} -d"
    yield '  RewriteCond "%{REQUEST_FILENAME}/index.html" !-f'
    yield '  RewriteRule "^" - [R=404,L]'
    yield "</IfModule>"


def _pattern(url: str, base: str) -> str:
    return f"^{re.escape(url.removeprefix(f'{base}/'))}$"


def _target(rule: Rule) -> str:
    """Return where a rule leads, as RewriteRule takes it: `%2` would be a part of what was compared."""
    return rule.target.replace("%", "\\%")
