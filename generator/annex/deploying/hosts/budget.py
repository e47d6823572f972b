"""What the output takes of the limits of a host, and for how long the portal may go on growing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal

from generator.annex.deploying.hosts.rules import left, own_rules, rules_of, untold
from generator.base.sentences import Sentence, counted, sentence
from generator.model.deploy_targets import Host
from generator.model.kinds import REDIRECTS
from generator.model.records import Record
from generator.model.site import Site
from generator.store import groups, outputs
from generator.store.database import Store

Measure = Literal["files", "folder", "size", "largest", "rules"]
_GROWING = ("files", "size")
"""Measures to which each article adds."""
_LOOKED_AT = 90
"""Days, up to that of the newest article, whose articles say how fast the portal grows."""
_MONTH = 30
SOON = 12
"""Months: who has fewer left is told what would help."""
_LISTS = ("listing", "day", "month", "year", "tags")


class Share(Record, frozen=True):
    """The files of some sort."""

    files: int
    size: int
    """Bytes."""


class Limit(Record, frozen=True):
    """A limit of a host, and what the output takes of it."""

    measure: Measure
    taken: int
    most: int

    @property
    def over(self) -> bool:
        """Whether the host would refuse the output."""
        return self.taken > self.most


class Budget(Record, frozen=True):
    """What the output takes of the limits of a host."""

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
    """Number of old addresses that the host is told of."""
    left: int
    """Number of those that it is not, where a page leads on."""
    untold: int
    """Number of old addresses with a query that lead nowhere on this host."""
    articles: int
    monthly: int
    """Articles of a month, as of late."""
    months: int | None
    """Until a limit is reached; None if none will be."""
    pictures: Share
    """Smaller pictures."""
    lists: Share
    redirects: Share

    @property
    def over(self) -> bool:
        """Whether the host would refuse the output."""
        return any(limit.over for limit in self.limits)


def budget_of(store: Store, site: Site, host: Host, output: Path) -> Budget:
    """Measure the output in a folder, as the last build left it: the store knows what each file is.

    Raise FileNotFoundError if a file is not there.
    """
    sizes = [(os.stat(output / path).st_size, path, kind) for path, kind, _ in outputs.described(store)]
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
    """Return how many articles a month has, as of late; of a young portal by the days since its first one."""
    last, _ = groups.nearest_days(store, 1 << 40)
    _, first = groups.nearest_days(store, -(1 << 40))
    if last is None or first is None:
        return 0
    span = min(max(last - first + 1, _MONTH), _LOOKED_AT)
    return round(groups.articles_between(store, last - span + 1, last + 1) * _MONTH / span)


def _months(limits: tuple[Limit, ...], articles: int, monthly: int) -> int | None:
    """Return how many whole months are left, if each article takes as much as one has taken on average."""
    growing = [limit for limit in limits if limit.measure in _GROWING and limit.taken]
    if not (articles and monthly and growing):
        return None
    return min(max(limit.most - limit.taken, 0) * articles // (limit.taken * monthly) for limit in growing)


def help_of(budget: Budget) -> Iterator[Sentence]:
    """Yield what would help a portal that has no room left, or not for long."""
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
