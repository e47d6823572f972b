"""The files of each form, in which hosts are told of addresses and headers."""

from __future__ import annotations

from collections.abc import Callable

from generator.hosts import apache, caddy, nginx
from generator.hosts.headers import FOLDERS, fixed
from generator.hosts.rules import Rules
from generator.model.deploy_targets import HOSTS, Form, Host
from generator.model.site import Site


def redirects(site: Site, host: Host, rules: Rules) -> str:
    """Return the text of `_redirects`."""
    del site
    # Netlify shows a page that is there unless the rule insists; Cloudflare always looks at the rules first.
    code = "301!" if host.name == "netlify" else "301"
    asked = [f"{one.path} {_parameters(one.query)} {one.target} {code}\n" for one in rules.asked]
    return "".join([*asked, *(f"{one.path} {one.target} {code}\n" for one in rules.moved)])


def _parameters(query: str) -> str:
    return " ".join(query.split("&"))


def headers(site: Site, host: Host, rules: Rules) -> str:
    """Return the text of `_headers`.

    Both hosts join what two blocks say of one header, so how long files are kept is said of the folders alone that
    nothing else is said of. They let browsers ask again for all else, which costs an empty answer.
    """
    del host, rules
    base = site.base_path
    blocks = [(f"{base}/*", fixed(site))]
    blocks += [(f"{base}/{folder}*", (("Cache-Control", cache),)) for folder, cache in FOLDERS]
    return "\n".join(f"{where}\n" + "".join(f"  {name}: {value}\n" for name, value in lines) for where, lines in blocks)


Writer = Callable[[Site, Host, Rules], str]

FILES: dict[Form, dict[str, Writer]] = {
    "": {},
    "lists": {"_redirects": redirects, "_headers": headers},
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
