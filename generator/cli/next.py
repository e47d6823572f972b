"""`ssg next`: when the portal changes without an edit."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from generator.base import timestamps
from generator.base.errors import printable
from generator.base.sentences import Sentence, counted, sentence
from generator.base.timestamps import Stamp, format_time
from generator.cli.clock import now_of
from generator.cli.command import Command
from generator.cli.reporters import say
from generator.cli.terminal import language_of, tell
from generator.engine.clock import Coming, coming, last_clock
from generator.engine.write import held_back
from generator.store.database import STATE, open_reader


@click.command(cls=Command, epilog="ssg next\nssg next --json")
@click.option("--now", metavar="TIME", help="Ask as if it were this time.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option(
    "--held", "only_held", is_flag=True, help="Print the files that are held back alone; exit code 1 if there are any."
)
@click.pass_obj
def command(site: str, now: str | None, *, as_json: bool, only_held: bool) -> int:
    """Print the next moment at which the portal changes by itself, as of the last build, and what is held back.

    An article comes out, is taken down, ends as a live report, or is too old for the news sitemap; a place on a
    front page or breaking news ends (content/front.yaml); an advertisement begins or ends.
    At that moment, `ssg build` has work. Files that are held back (--hold) appear when they are mended. A pipeline
    ends with `ssg next --held`, so that it fails when readers have everything else.
    """
    language = language_of(site)
    at = now_of(now)
    with closing(open_reader(Path(site, STATE))) as store:
        last = last_clock(store)
        if now is None and last:
            # What was to come while a build ran has not come yet.
            at = min(at, last.now)
        found = coming(store, at)
    held = held_back(Path(site, STATE))
    first = found[0] if found else None
    if as_json:
        say({**({} if only_held else _plain(first)), "held": held})
        return int(only_held and bool(held))
    if held:
        count = counted("{count} file is held back:", "{count} files are held back:", len(held))
        click.echo("\n".join([language.put(count), *(f"  {printable(path)}" for path in held)]))
    if only_held:
        return int(bool(held))
    tell(sentence("nothing changes by itself") if first is None else _told(first), language)
    return 0


def _told(event: Coming) -> Sentence:
    values = {"time": format_time(Stamp(event.at, event.zone)), "title": event.title, "path": event.path}
    if event.change == "published":
        return sentence("{time}: “{title}” is published ({path})", **values)
    if event.change == "expired":
        return sentence("{time}: “{title}” is taken down ({path})", **values)
    if event.change == "live":
        return sentence("{time}: “{title}” is no longer live ({path})", **values)
    if event.change == "front":
        return sentence("{time}: “{title}” leaves its place on a front page ({path})", **values)
    if event.change == "breaking":
        return sentence("{time}: “{title}” is no longer on every page ({path})", **values)
    if event.change == "advertisement":
        return sentence("{time}: the advertisement “{title}” begins or ends ({path})", **values)
    if event.change == "counts":
        return sentence("{time}: what is read most is no longer shown, since its counts are too old ({path})", **values)
    return sentence("{time}: “{title}” leaves the news sitemap ({path})", **values)


def _plain(event: Coming | None) -> dict[str, object]:
    if event is None:
        return {"at": None}
    return {
        "at": event.at, "time": timestamps.moment(Stamp(event.at, event.zone)), "change": event.change,
        "title": event.title, "path": event.path,
    }  # fmt: skip
