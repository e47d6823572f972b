"""The files of each kind of host, in which it is told of addresses and headers."""

from __future__ import annotations

from collections.abc import Callable

from generator.annex.deploying.hosts import apache, caddy, nginx
from generator.annex.deploying.hosts.headers import FOLDERS, fixed
from generator.annex.deploying.hosts.rules import Rules
from generator.model.deploy_targets import Form, Host
from generator.model.site import Site


def redirects(_: Site, host: Host, rules: Rules) -> str:
    """Return the text of `_redirects`."""
    # Netlify shows a page that is there unless the rule insists; Cloudflare always looks at the rules first.
    code = "301!" if host.name == "netlify" else "301"
    lines = [f"{rule.path} {' '.join(rule.query.split('&'))} {rule.target} {code}\n" for rule in rules.asked]
    return "".join([*lines, *(f"{rule.path} {rule.target} {code}\n" for rule in rules.moved)])


def headers(site: Site, _: Host, __: Rules) -> str:
    """Return the text of `_headers`.

    Both hosts join the values of a header that two blocks set, so Cache-Control is set only on folders without other
    header blocks. Browsers ask again for all else, which costs an empty answer.
    """
    blocks = [(f"{site.base_path}/*", fixed(site))]
    blocks += [(f"{site.base_path}/{folder}*", (("Cache-Control", cache),)) for folder, cache in FOLDERS]
    return "\n".join(f"{where}\n" + "".join(f"  {name}: {value}\n" for name, value in lines) for where, lines in blocks)


WRITERS: dict[Form, dict[str, Callable[[Site, Host, Rules], str]]] = {
    "": {},
    "lists": {"_redirects": redirects, "_headers": headers},
    "apache": {".htaccess": apache.htaccess},
    "nginx": {"nginx.conf": nginx.server},
    "caddy": {"Caddyfile": caddy.caddyfile},
}
"""Form -> name of each file -> what writes it."""


def written(site: Site, host: Host, rules: Rules) -> dict[str, str]:
    """Return the files of a host, by name."""
    return {name: write(site, host, rules) for name, write in WRITERS[host.form].items()}
