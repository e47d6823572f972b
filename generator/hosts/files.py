"""The configuration files of servers and hosts, from templates that look like the result."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from generator.hosts import headers, nginx
from generator.hosts.rules import Rules
from generator.model.deploy_targets import Form, Host, host_files
from generator.model.site import Site
from generator.model.urls import is_bare

_SIGNS = Environment(  # noqa: S701 - no HTML
    variable_start_string="[[", variable_end_string="]]", block_start_string="[%", block_end_string="%]",
    comment_start_string="[#", comment_end_string="#]", trim_blocks=True, keep_trailing_newline=True,
    undefined=StrictUndefined,
)  # fmt: skip
"""Delimiters that differ from those of workflow expressions."""
_SIGNS.filters["pattern"] = re.escape
_SERVERS: dict[Form, tuple[str, ...]] = {"nginx": ("maps.conf", "server.conf"), "caddy": ("Caddyfile",)}
"""Hosts configured by files of the server; others read files of the output."""


def rendered(template: Path, /, **values: object) -> str:
    """Return the text of a template, filled in."""
    return _SIGNS.from_string(template.read_text("utf-8")).render(**values)


def configuration_files(site: Site, host: Host, rules: Rules) -> dict[str, str]:
    """Return the texts of a host's files by name."""
    values = {
        "site": site, "host": host, "rules": rules, "headers": headers, "nginx": nginx, "base": site.base_path,
        "name": headers.host_name(site), "root": headers.web_root(site), "bare": is_bare(site.reading.permalink),
        "kinds": dict.fromkeys((*headers.TYPES.values(), *headers.NAMED.values())),
    }  # fmt: skip
    folder = Path(__file__).parent
    names = _SERVERS.get(host.form, host_files(host.name))
    return {name: rendered(folder / name.removeprefix("."), **values) for name in names}
