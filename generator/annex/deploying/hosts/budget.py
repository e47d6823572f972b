"""How much of a host's limits the output uses, and how long the portal can grow."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Literal

import click
import msgspec

from generator.annex.deploying.hosts.files import host_of
from generator.annex.deploying.hosts.rules import left, own_rules, rules_of, untold
from generator.base.errors import UsageError
from generator.base.sentences import Language, Sentence, counted, sentence
from generator.cli.command import Command, filled
from generator.cli.reporters import say
from generator.cli.terminal import language_of, tell
from generator.model.deploy_targets import HOSTS, READ, Host
from generator.model.kinds import REDIRECTS
from generator.model.records import Record
from generator.model.site import Site
from generator.store import groups, outputs
from generator.store.database import STATE, Store, open_reader
from generator.theming.loading import read_site

Measure = Literal["files", "folder", "size", "largest", "rules"]
_GROWING = ("files", "size")
"""Measures to which each article adds."""
_LOOKED_AT = 90
"""Days before the newest article over which growth is measured."""
_MONTH = 30
SOON = 12
"""Months: with fewer left, advice is shown."""
_LISTS = ("listing", "day", "month", "year", "tags")


class Share(Record, frozen=True):
    """The files of one kind."""

    files: int
    size: int
    """Bytes."""


class Limit(Record, frozen=True):
    """A host's limit, and how much of it the output uses."""

    measure: Measure
    taken: int
    most: int

    @property
    def over(self) -> bool:
        return self.taken > self.most


class Budget(Record, frozen=True):
    """How much of a host's limits the output uses."""

    host: str
    """Its name."""
    files: int
    size: int
    """Bytes of all files."""
    largest: int
    """Bytes of the largest file."""
    largest_path: str
    """Below the output."""
    fullest: str
    """The folder with the most files, below the output; empty for that itself."""
    limits: tuple[Limit, ...]
    rules: int
    """Number of old addresses in the host's rules."""
    left: int
    """Number of the others, where a page redirects."""
    untold: int
    """Number of old addresses with a query that cannot redirect on this host."""
    articles: int
    monthly: int
    """Recent articles per month."""
    months: int | None
    """Months until a limit is reached; None if never."""
    pictures: Share
    """Smaller pictures."""
    lists: Share
    redirects: Share

    @property
    def over(self) -> bool:
        return any(limit.over for limit in self.limits)


def budget_of(store: Store, site: Site, host: Host, output: Path) -> Budget:
    """Measure the output as the last build left it; raise UsageError if a file is missing."""
    try:
        sizes = [(os.stat(output / path).st_size, path, kind) for path, kind, _ in outputs.described(store)]
    except FileNotFoundError as error:
        raise UsageError(sentence("files of the output are missing; run `ssg build` first")) from error
    largest, path, _ = max(sizes, default=(0, "", ""))
    files, size, articles = len(sizes), sum(size for size, _, _ in sizes), groups.articles(store)
    folders = len({parent for _, path, _ in sizes for parent in PurePosixPath(path).parents}) - 1
    counted_as = files + (folders if host.counts_folders else 0)
    fullest, most_of_one = (
        Counter(path.rpartition("/")[0] for _, path, _ in sizes).most_common(1)[0] if sizes else ("", 0)
    )
    measured: dict[Measure, int] = {"files": counted_as, "folder": most_of_one, "size": size, "largest": largest}
    if not host.form:
        measured["rules"] = own_rules(output)
    limits = tuple(Limit(name, taken, most) for name, taken in measured.items() if (most := getattr(host, name)))
    rules = rules_of(store, site, host)
    monthly = _monthly(store)

    def share(*kinds: str) -> Share:
        found = [size for size, _, kind in sizes if kind in kinds]
        return Share(len(found), sum(found))

    return Budget(
        host.name, files, size, largest, path, fullest, limits, len(rules.moved) + len(rules.asked),
        left(store, rules), len(untold(store, site, rules)), articles, monthly, _months(limits, articles, monthly),
        share("picture"), share(*_LISTS), share(*REDIRECTS),
    )  # fmt: skip


def _monthly(store: Store) -> int:
    """Return the articles of a month at the pace of the last ninety days; no portal counts as younger than a month."""
    last, _ = groups.nearest_days(store, 1 << 40)
    _, first = groups.nearest_days(store, -(1 << 40))
    if last is None or first is None:
        return 0
    span = min(max(last - first + 1, _MONTH), _LOOKED_AT)
    return round(groups.articles_between(store, last - span + 1, last + 1) * _MONTH / span)


def _months(limits: tuple[Limit, ...], articles: int, monthly: int) -> int | None:
    """Return how many whole months are left, if future articles take as much as the average one."""
    growing = [limit for limit in limits if limit.measure in _GROWING and limit.taken]
    if not (articles and monthly and growing):
        return None
    return min(max(limit.most - limit.taken, 0) * articles // (limit.taken * monthly) for limit in growing)


def help_of(budget: Budget) -> Iterator[Sentence]:
    over = {limit.measure for limit in budget.limits if limit.over}
    if "largest" in over:
        yield sentence("make {path} smaller, or keep it elsewhere and link to it", path=budget.largest_path)
    if "folder" in over:
        yield sentence(
            "{folder} has too many files: a permalink with {{year}} and {{month}} in it spreads them",
            folder=f"{budget.fullest}/",
        )
    if not over - {"largest", "folder"} and (budget.months is None or budget.months >= SOON):
        return
    if budget.pictures.files * 5 > budget.files or budget.pictures.size * 5 > budget.size:
        yield counted(
            "{count} file is a smaller picture: fewer sizes of the theme, or pictures.archive in site.yaml, help",
            "{count} files are smaller pictures: fewer sizes of the theme, or pictures.archive in site.yaml, help",
            budget.pictures.files,
        )
    if budget.lists.files * 5 > budget.files:
        yield counted(
            "{count} file is a page of a list: a larger per_page in site.yaml makes fewer",
            "{count} files are pages of lists: a larger per_page in site.yaml, and fewer tags, make fewer",
            budget.lists.files,
        )
    if budget.redirects.files * 5 > budget.files:
        yield counted(
            "{count} file stands at an old address",
            "{count} files stand at old addresses; a host without such a limit can be told of them (ssg host nginx)",
            budget.redirects.files,
        )
    yield sentence("S3 and R2 with a CDN, or a server of your own, have no such limits: docs/deploy.md")


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
    configuration, _ = read_site(Path(site))
    host = host_of(configuration, name)
    with closing(open_reader(Path(site, STATE))) as store:
        found = budget_of(store, configuration, host, Path(output or Path(site, "build")))
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
    if traffic := HOSTS[found.host].traffic:
        yield sentence(
            "  readers may fetch {traffic} GB a month, {visits} visits of 1 MB; above that the host speaks up",
            traffic=traffic >> 30, visits=traffic >> 20,
        )  # fmt: skip
    if terms := HOSTS[found.host].terms:
        yield sentence("  {advice}", advice=terms)
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
    if found.months is not None and not found.over:
        yield counted(
            "at {monthly} articles a month there is room for {count} month",
            "at {monthly} articles a month there is room for {count} months",
            found.months, monthly=found.monthly,
        )  # fmt: skip
    for line in help_of(found):
        yield sentence("  {advice}", advice=line)


def _measures(found: Budget) -> Iterator[Sentence]:
    limits = {limit.measure: limit for limit in found.limits}
    files, size = limits.get("files"), limits.get("size")
    if files is None:
        yield counted("  {count} file, no limit", "  {count} files, no limit", found.files)
    elif files.over:
        yield sentence("  too many files: {taken} of {most}", taken=files.taken, most=files.most)
    else:
        yield counted("  {count} file of {most}", "  {count} files of {most}", files.taken, most=files.most)
    if folder := limits.get("folder"):
        values = {"taken": folder.taken, "most": folder.most, "folder": f"{found.fullest}/"}
        if folder.over:
            yield sentence("  too many files in one folder: {taken} of {most}: {folder}", **values)
        else:
            yield sentence("  fullest folder: {taken} files of {most}: {folder}", **values)
    if size is None:
        yield sentence("  {size}, no limit", size=_bytes(found.size))
    elif size.over:
        yield sentence("  too much: {size} of {most}", size=_bytes(size.taken), most=_bytes(size.most))
    else:
        yield sentence("  {size} of {most}", size=_bytes(size.taken), most=_bytes(size.most))
    if (rules := limits.get("rules")) and rules.taken:
        yield sentence("  rules of your own in _redirects: {taken} of {most}", taken=rules.taken, most=rules.most)
    if largest := limits.get("largest"):
        values = {"size": _bytes(largest.taken), "most": _bytes(largest.most), "path": found.largest_path}
        if largest.over:
            yield sentence("  the largest file is too large: {size} of {most}: {path}", **values)
        else:
            yield sentence("  largest file: {size} of {most}: {path}", **values)


def _bytes(size: int) -> Sentence:
    if size >= 10 << 20:
        return sentence("{megabytes} MB", megabytes=-(-size >> 20))
    return sentence("{kilobytes} KB", kilobytes=-(-size >> 10))
