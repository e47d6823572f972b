"""`ssg popular`: what is read most, from the logs of web servers."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click

from generator.annex.popular.counting import Counted, Counter, addresses_of
from generator.annex.popular.lines import lines_of
from generator.base import timestamps
from generator.base.errors import UsageError, printable
from generator.base.folder import is_own
from generator.base.sentences import counted, sentence
from generator.base.state_files import write
from generator.base.timestamps import Stamp, format_time
from generator.cli.command import Argument, Command
from generator.cli.reporters import failed
from generator.cli.terminal import language_of, tell
from generator.model.counts import FILE
from generator.store.database import STATE, open_reader
from generator.theming.loading import read_site

_KEPT = 1000
"""Addresses that are written."""
_STDIN = "-"


@click.command(
    cls=Command,
    epilog="ssg popular /var/log/nginx/access.log /var/log/nginx/access.log.1\nzcat logs/*.gz | ssg popular -",
)
@click.argument("logs", cls=Argument, nargs=-1, required=True, metavar="LOG...")
@click.option(
    "--hours", type=click.IntRange(1, 24 * 31), default=24, show_default=True, metavar="N",
    help="Count so many hours before the newest view in the logs.",
)  # fmt: skip
@click.pass_obj
def command(site: str, logs: tuple[str, ...], hours: int) -> int:
    """Count what is read most, for Terpopuler, from the access logs of a web server.

    LOG is a file of nginx or Apache (combined), of Caddy or of Cloudflare (Logpush), packed by gzip or not; - is
    standard input. Counted is who opens an article and is no robot. Addresses and numbers go to data/popular.json, of
    readers nothing. The next build shows them.
    """
    language, folder = language_of(site), Path(site)
    config, _ = read_site(folder)
    file = folder / FILE
    if file.is_dir() or not is_own(folder, FILE) or file.parent.is_symlink():
        raise UsageError(sentence("{file} is not a file of its own; remove what is there", file=FILE))
    with closing(open_reader(folder / STATE)) as store:
        known = addresses_of(store, config)
    if not known:
        raise UsageError(sentence("the last build has published no article"))
    host = config.base_url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
    counter = Counter(known, host, hours)
    for name in logs:
        with open(0, "rb", closefd=False) if name == _STDIN else open(name, "rb") as log:
            counter.read(lines_of(log, name), name)
    found = counter.counted
    if found.strange:
        said = counted(
            "{count} line of {lines} is none of nginx or Apache (combined), Caddy or Cloudflare: {place}",
            "{count} lines of {lines} are none of nginx or Apache (combined), Caddy or Cloudflare, first {place}",
            found.strange,
            lines=found.lines,
            place=printable(found.first),
        )
        if 2 * found.strange > found.lines:
            return failed(said, language, code=1)
        tell(said, language, err=True)
    if not found.views:
        said = sentence("nobody has read an article there; {file} stays as it was", file=FILE)
        return failed(said, language, code=1)
    file.parent.mkdir(exist_ok=True)
    write(file, _written(found, config.zone, hours), alone=False)
    said = counted(
        "{count} view until {time}; {file} is written",
        "{count} views until {time}; {file} is written",
        sum(found.views.values()),
        time=format_time(Stamp(found.until, config.zone)),
        file=FILE,
    )
    tell(said, language)
    return 0


def _written(found: Counted, zone: str, hours: int) -> bytes:
    """Return the file: one address a line, so that differences can be read."""
    most = dict([*found.views.items()][:_KEPT])
    data = {"until": timestamps.moment(Stamp(found.until, zone)), "hours": hours, "views": most}
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()
