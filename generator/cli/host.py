"""`ssg host`: prints what a host is told of addresses and headers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from generator.base import state_files
from generator.base.errors import UsageError
from generator.base.sentences import Sentence, counted, sentence
from generator.cli.command import Command, filled
from generator.cli.terminal import language_of, tell
from generator.hosts.files import configuration_files
from generator.hosts.rules import count_unlisted, rules_of, unsupported_queries
from generator.model.deploy_targets import HOSTS, Host
from generator.model.site import Site
from generator.store.database import STATE, open_reader
from generator.theming.loading import read_site

_SHOWN = 5


@click.command(cls=Command, epilog="ssg host nginx --into /etc/nginx/warta/portal\nssg host cloudflare --into build")
@click.argument("name", metavar="[HOST]", required=False, callback=filled)
@click.option(
    "--into", metavar="DIR", callback=filled, help="Write the files into this folder instead of printing them."
)
@click.pass_obj
def command(site: str, name: str | None, into: str | None) -> int:
    """Print what tells a host of old addresses, of what is gone, and of headers, as of the last build.

    HOST is nginx, apache, caddy, cloudflare or netlify; without it, `host` of site.yaml.
    """
    language = language_of(site)
    configuration, _ = read_site(Path(site))
    host = host_of(configuration, name)
    with closing(open_reader(Path(site, STATE))) as store:
        rules = rules_of(store, configuration, host)
        warnings = _warnings(count_unlisted(store, rules), unsupported_queries(store, configuration, rules))
    files = configuration_files(configuration, host, rules)
    if not files:
        raise UsageError(
            sentence(
                "{host} takes no configuration, and needs none: the page at each old address redirects", host=host.label
            )
        )
    if into is not None:
        Path(into).mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        if into is not None:
            state_files.write(Path(into, file), text.encode())
        else:
            sys.stdout.write(f"# {file}\n{text}" if len(files) > 1 else text)
    for warning in warnings:
        tell(warning, language, err=True)
    return 0


def host_of(site: Site, name: str | None) -> Host:
    """Return the given host, or that of site.yaml."""
    wanted = name or site.host
    if wanted in HOSTS:
        return HOSTS[wanted]
    names = ", ".join(HOSTS)
    if not wanted:
        raise UsageError(sentence("name a host, or write host: … into site.yaml; there are {names}", names=names))
    raise UsageError(sentence('"{name}" is not a host that is known here; there are {names}', name=wanted, names=names))


def _warnings(pages: int, queries: Sequence[str]) -> list[Sentence]:
    found = []
    if pages:
        found.append(counted(
            "{count} old address is in no rule; the page there redirects",
            "{count} old addresses are in no rule; the pages there redirect",
            pages,
        ))  # fmt: skip
    if queries:
        found.append(counted(
            "{count} old address with a query leads nowhere on this host: {addresses}",
            "{count} old addresses with a query lead nowhere on this host: {addresses}",
            len(queries), addresses=", ".join(queries[:_SHOWN]),
        ))  # fmt: skip
    return found
