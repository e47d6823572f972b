"""`ssg budget`: how much of a host's limits the output uses."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Literal

import click
import msgspec

from generator.base.errors import UsageError
from generator.base.sentences import Sentence, sentence
from generator.cli.command import Command, filled
from generator.cli.host import host_of
from generator.cli.reporters import say
from generator.cli.terminal import language_of, tell
from generator.model.deploy_targets import READ, Host
from generator.model.records import Record
from generator.store import outputs
from generator.store.database import STATE, Store, open_reader
from generator.theming.loading import read_site

Measure = Literal["files", "folder", "size", "largest", "rules"]


class Limit(Record, frozen=True):
    """A host's limit, and how much of it the output uses."""

    measure: Measure
    taken: int
    most: int
    """0 if the host has no such limit."""
    path: str = ""
    """The largest file, or the folder with the most files."""

    @property
    def over(self) -> bool:
        return 0 < self.most < self.taken


def measure(store: Store, host: Host, output: Path) -> Iterator[Limit]:
    """Measure the output as the last build left it; raise UsageError if a file is missing."""
    try:
        sizes = {path: os.stat(output / path).st_size for path, _, _ in outputs.described(store)}
    except FileNotFoundError as error:
        raise UsageError(sentence("files of the output are missing; run `ssg build` first")) from error
    folders = {parent for path in sizes for parent in PurePosixPath(path).parents}
    yield Limit("files", len(sizes) + (len(folders) - 1 if host.counts_folders else 0), host.files)
    yield Limit("size", sum(sizes.values()), host.size)
    if host.folder:
        fullest, files = Counter(path.rpartition("/")[0] for path in sizes).most_common(1)[0]
        yield Limit("folder", files, host.folder, f"{fullest}/")
    if host.largest:
        largest = max(sizes, key=lambda path: (sizes[path], path))
        yield Limit("largest", sizes[largest], host.largest, largest)
    if host.rules and not host.form:
        yield Limit("rules", _own_rules(output), host.rules)


def _own_rules(output: Path) -> int:
    try:
        lines = (output / "_redirects").read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0
    return sum(1 for line in lines if line.strip() and not line.lstrip().startswith("#"))


@click.command(cls=Command, epilog="ssg budget\nssg budget --host github")
@click.option("--host", "name", metavar="NAME", callback=filled, help="Whose limits; by default `host` of site.yaml.")
@click.option("--output", metavar="DIR", callback=filled, help="The output; by default build/ in the site's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def command(site: str, name: str | None, output: str | None, *, as_json: bool) -> int:
    """Hold the output against the limits of a host: files, bytes, the largest file.

    Exit code 1 if the host would refuse it.
    """
    language = language_of(site)
    configuration, _ = read_site(Path(site))
    host = host_of(configuration, name)
    with closing(open_reader(Path(site, STATE))) as store:
        found = list(measure(store, host, Path(output or Path(site, "build"))))
    over = any(limit.over for limit in found)
    if as_json:
        limits = [{**msgspec.structs.asdict(limit), "over": limit.over} for limit in found]
        say({"over": over, "host": host.name, "read": READ, "limits": limits})
        return int(over)
    tell(sentence("{host}, limits as of {read}", host=host.label, read=READ), language)
    for limit in found:
        said = language.put(sentence("too much: {said}", said=_line(limit)) if limit.over else _line(limit))
        click.echo(f"  {said}")
    return int(over)


def _line(limit: Limit) -> Sentence:
    unit = _bytes if limit.measure in ("size", "largest") else lambda count: count
    taken, most, path = unit(limit.taken), unit(limit.most), limit.path
    if limit.measure == "folder":
        return sentence("fullest folder: {taken} files of {most}: {path}", taken=taken, most=most, path=path)
    if limit.measure == "largest":
        return sentence("largest file: {taken} of {most}: {path}", taken=taken, most=most, path=path)
    if limit.measure == "rules":
        return sentence("rules of your own in _redirects: {taken} of {most}", taken=taken, most=most)
    if limit.measure == "size":
        return (
            sentence("{taken} of {most}", taken=taken, most=most)
            if limit.most
            else sentence("{taken}, no limit", taken=taken)
        )
    if limit.most:
        return sentence("{taken} files of {most}", taken=taken, most=most)
    return sentence("{taken} files, no limit", taken=taken)


def _bytes(size: int) -> Sentence:
    if size >= 10 << 20:
        return sentence("{megabytes} MB", megabytes=-(-size >> 20))
    return sentence("{kilobytes} KB", kilobytes=-(-size >> 10))
