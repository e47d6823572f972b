"""The files of each form, in which hosts are told of addresses and headers."""

from __future__ import annotations

from collections.abc import Callable

from generator.hosts import apache, caddy, lists, nginx
from generator.hosts.rules import Rules
from generator.portal.hosts import HOSTS, Form, Host
from generator.portal.site import Site

Writer = Callable[[Site, Host, Rules], str]

FILES: dict[Form, dict[str, Writer]] = {
    "": {},
    "lists": {"_redirects": lists.redirects, "_headers": lists.headers},
    "apache": {".htaccess": apache.htaccess},
    "nginx": {"nginx.conf": nginx.server},
    "caddy": {"Caddyfile": caddy.caddyfile},
}
"""Form -> name of each file, and what writes it."""


def host_files(site: Site) -> tuple[str, ...]:
    """Return the names of the files of the output that the portal's host reads."""
    host = HOSTS.get(site.host)
    return tuple(FILES[host.form]) if host and host.inside else ()


def written(site: Site, host: Host, rules: Rules) -> dict[str, str]:
    """Return the files of a host, by name."""
    return {name: write(site, host, rules) for name, write in FILES[host.form].items()}
