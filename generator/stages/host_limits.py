"""Host limits: a portal has more old addresses than its host takes rules for."""

from __future__ import annotations

from generator.base.errors import Problem
from generator.base.sentences import counted, sentence
from generator.hosts.rules import left, rules_of, untold
from generator.hosts.table import host_files
from generator.portal.hosts import HOSTS
from generator.portal.site import Site
from generator.stages.journal import Changes
from generator.store.database import Store


def exceeded(store: Store, site: Site, changes: Changes) -> list[Problem]:
    """Return a warning if rules were left out because the host takes no more; told when the rules have changed.

    Args:
        store: the store, after a build.
        site: the configuration.
        changes: what the build did.

    """
    host = HOSTS.get(site.host)
    if host is None or not host.rules or not {*changes.added, *changes.changed}.intersection(host_files(site)):
        return []
    rules = rules_of(store, site, host)
    if len(rules.moved) + len(rules.asked) < host.rules:
        return []
    pages, queries = left(store, rules), len(untold(store, site, rules))
    if not pages + queries:
        return []
    said = counted(
        "{host} takes {most} rules: {count} old address is in none",
        "{host} takes {most} rules: {count} old addresses are in none",
        pages + queries,
        host=host.label,
        most=host.rules,
    )
    hint = sentence(
        "{pages} of them have a page that leads on; {queries}, with a query, lead nowhere. ssg host {name} says which",
        pages=pages,
        queries=queries,
        name=host.name,
    )
    return [site.file.problem(("host",), "over-host-limit", said, hint)]
