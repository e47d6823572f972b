"""Host limits that a build exceeds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from generator import annexes
from generator.base.errors import Problem
from generator.base.sentences import Sentence, counted, sentence
from generator.engine.output import Changes
from generator.model.deploy_targets import HOSTS, Host, host_files
from generator.model.site import Site
from generator.store import outputs
from generator.store.database import Store

_MB = 1 << 20


def exceeded(store: Store, site: Site, changes: Changes, output: Path) -> list[Problem]:
    """Return warnings of exceeded host limits that concern this build."""
    host = HOSTS.get(site.host)
    if host is None:
        return []
    hint = sentence("ssg budget says what the output takes of its limits, and what would help")
    problems = [
        site.file.problem(("host",), "over-host-limit", said, hint) for said in _files(store, host, changes, output)
    ]
    if host.rules and not {*changes.added, *changes.changed}.isdisjoint(host_files(site.host)):
        problems += _rules(store, site, host)
    return problems


def _files(store: Store, host: Host, changes: Changes, output: Path) -> Iterator[Sentence]:
    """Yield the limits that new files exceed; the cost does not grow with the portal."""
    new = {*changes.added, *changes.changed}
    if host.files and changes.added and (count := outputs.count(store)) > host.files:
        yield sentence(
            "{host} takes {most} files: the portal has {count}", host=host.label, most=host.files, count=count
        )
    for folder in sorted({path.rpartition("/")[0] for path in changes.added}) if host.folder else ():
        if _is_full(output / folder, host.folder):
            yield sentence(
                "{host} takes {most} files in a folder: {folder} has more",
                host=host.label, most=host.folder, folder=f"{folder}/",
            )  # fmt: skip
    for path in sorted(new) if host.largest else ():
        if os.stat(output / path).st_size > host.largest:
            yield sentence(
                "{host} takes files of {most} MB: {path} is larger",
                host=host.label,
                most=host.largest // _MB,
                path=path,
            )
    own = "_redirects"
    if own in new and not host.form and host.rules and (count := annexes.host_rules.own_rules(output)) > host.rules:
        yield sentence(
            "{host} takes {most} rules: {path} has {count}", host=host.label, most=host.rules, path=own, count=count
        )


def _is_full(folder: Path, most: int) -> bool:
    with os.scandir(folder) as entries:
        return next(islice((entry for entry in entries if entry.is_file()), most, None), None) is not None


def _rules(store: Store, site: Site, host: Host) -> list[Problem]:
    """Return a warning if rules were left out because of the host's limit."""
    about = annexes.host_rules
    rules = about.rules_of(store, site, host)
    if len(rules.moved) + len(rules.asked) < host.rules:
        return []
    pages, queries = about.left(store, rules), len(about.untold(store, site, rules))
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
