"""`ssg budget`: whether a host can take the output, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import msgspec

from generator.annex.deploying.hosts.budget import Budget, Limit, budget_of, help_of
from generator.base.languages import Language
from generator.base.sentences import NOTHING, Sentence, counted, sentence
from generator.cli.command import Command, filled
from generator.cli.host import host_of
from generator.cli.reporters import failed, say
from generator.cli.terminal import language_of, tell
from generator.model.deploy_targets import HOSTS, READ, Host
from generator.store.database import STATE, open_reader
from generator.theming.loading import read_site


@click.command(cls=Command, epilog="ssg budget\nssg budget --host github")
@click.option("--host", "name", metavar="NAME", callback=filled, help="Whose limits; by default `host` of site.yaml.")
@click.option("--output", metavar="DIR", callback=filled, help="The output; by default build/ in the site's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def command(site: str, name: str | None, output: str | None, *, as_json: bool) -> int:
    """Hold the output against the limits of a host: files, bytes, the largest file; say how long they will do.

    Exit code 1 if the host would refuse it.
    """
    language = language_of(site)
    try:
        configuration, _ = read_site(Path(site))
        host = host_of(configuration, name)
        with closing(open_reader(Path(site, STATE))) as store:
            found = budget_of(store, configuration, host, Path(output or Path(site, "build")))
    except FileNotFoundError:
        said = sentence("files of the output are missing; run `ssg build` first")
        return failed(said, language, as_json=as_json)
    if as_json:
        say(_plain(found, language))
    else:
        for said in _lines(found):
            tell(said, language)
    return 1 if found.over else 0


def _plain(found: Budget, language: Language) -> dict[str, object]:
    plain = {"over": found.over, "read": READ, **msgspec.structs.asdict(found)}
    plain["limits"] = [{**msgspec.structs.asdict(limit), "over": limit.over} for limit in found.limits]
    for share in ("pictures", "lists", "redirects"):
        plain[share] = msgspec.structs.asdict(plain[share])
    host = HOSTS[found.host]
    plain |= {"traffic": host.traffic, "terms": language.put(host.terms) if host.terms else ""}
    plain["help"] = [language.put(advice) for advice in help_of(found)]
    return plain


def _lines(found: Budget) -> Iterator[Sentence]:
    yield sentence("{host}, limits as of {read}", host=HOSTS[found.host].label, read=READ)
    yield from _measures(found)
    yield from _told(HOSTS[found.host])
    if found.rules or found.left:
        yield counted(
            "  {count} old address is a rule of the host, {left} are pages that lead on",
            "  {count} old addresses are rules of the host, {left} are pages that lead on",
            found.rules, left=found.left,
        )  # fmt: skip
    if found.untold:
        yield counted(
            "  {count} old address with a query leads nowhere on this host",
            "  {count} old addresses with a query lead nowhere on this host",
            found.untold,
        )
    if growth := _growth(found):
        yield growth
    for line in help_of(found):
        yield sentence("  {advice}", advice=line)


def _measures(found: Budget) -> Iterator[Sentence]:
    limits = {limit.measure: limit for limit in found.limits}
    yield _files(found, limits.get("files"))
    if folder := limits.get("folder"):
        values = {"taken": folder.taken, "most": folder.most, "folder": f"{found.fullest}/"}
        if folder.over:
            yield sentence("  too many files in one folder: {taken} of {most}: {folder}", **values)
        else:
            yield sentence("  fullest folder: {taken} files of {most}: {folder}", **values)
    yield _size(found, limits.get("size"))
    if (rules := limits.get("rules")) and rules.taken:
        yield sentence("  rules of your own in _redirects: {taken} of {most}", taken=rules.taken, most=rules.most)
    if largest := limits.get("largest"):
        values = {"size": _bytes(largest.taken), "most": _bytes(largest.most), "path": found.largest_path}
        if largest.over:
            yield sentence("  the largest file is too large: {size} of {most}: {path}", **values)
        else:
            yield sentence("  largest file: {size} of {most}: {path}", **values)


def _told(host: Host) -> Iterator[Sentence]:
    """Yield what no build can measure."""
    if host.traffic:
        yield sentence(
            "  readers may fetch {traffic} GB a month, {visits} visits of 1 MB; above that the host speaks up",
            traffic=host.traffic >> 30, visits=host.traffic >> 20,
        )  # fmt: skip
    if host.terms:
        yield sentence("  {advice}", advice=host.terms)


def _files(found: Budget, limit: Limit | None) -> Sentence:
    if limit is None:
        return counted("  {count} file, no limit", "  {count} files, no limit", found.files)
    if limit.over:
        return sentence("  too many files: {taken} of {most}", taken=limit.taken, most=limit.most)
    return counted("  {count} file of {most}", "  {count} files of {most}", limit.taken, most=limit.most)


def _size(found: Budget, limit: Limit | None) -> Sentence:
    if limit is None:
        return sentence("  {size}, no limit", size=_bytes(found.size))
    values = {"size": _bytes(limit.taken), "most": _bytes(limit.most)}
    return (
        sentence("  too much: {size} of {most}", **values) if limit.over else sentence("  {size} of {most}", **values)
    )


def _bytes(size: int) -> Sentence:
    if size >= 10 << 20:
        return sentence("{megabytes} MB", megabytes=-(-size >> 20))
    return sentence("{kilobytes} KB", kilobytes=-(-size >> 10))


def _growth(found: Budget) -> Sentence:
    if found.months is None or found.over:
        return NOTHING
    return counted(
        "at {monthly} articles a month there is room for {count} month",
        "at {monthly} articles a month there is room for {count} months",
        found.months, monthly=found.monthly,
    )  # fmt: skip
