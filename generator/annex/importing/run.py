"""An import from start to end: read, plan, write, report."""

from __future__ import annotations

import contextlib
import os
import pickle
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO, TypeVar

from msgspec.structs import replace

from generator.annex.importing.items import Fault, File, Found, Item, Note, Options, Person, Portal, Term
from generator.annex.importing.plan import plan_import
from generator.annex.importing.proof import Loss, Prover
from generator.annex.importing.report import Notebook, Outcome, report_text
from generator.annex.importing.sources import found_in
from generator.annex.importing.survey import Survey, survey
from generator.annex.importing.target import FOLDER, Target, whole_file
from generator.annex.importing.write import SecondPass
from generator.base.errors import UsageError
from generator.base.sentences import ENGLISH, Language, sentence
from generator.base.workers import Progress, Step
from generator.model.urls import is_web

_Found = TypeVar("_Found", bound=Found)
_PLAIN: dict[type, tuple[str, ...]] = {
    Portal: ("name", "tagline"), Person: ("key", "name"), Term: ("key", "name", "parent"),
    File: ("caption", "credit", "alt"),
    Item: ("title", "summary", "caption", "credit", "alt", "authors", "categories", "tags"),
}  # fmt: skip
"""Fields of plain text, in which many systems keep HTML."""
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.?(?::\d{1,5})?/?")


def run(options: Options, progress: Progress, language: Language = ENGLISH) -> tuple[Outcome, str]:
    """Import an archive; return the result, and the report for people, in Markdown.

    Raises UsageError if options, files or the folder cannot be used, SiteError if the table of kanal has problems.
    """
    check(options)
    target = Target(Path(options.into), options.source, dry=options.dry)
    with TemporaryFile() as spool:
        seen = _surveyed(options, progress, spool)
        if not seen.entries and not seen.faults:
            raise UsageError(sentence("there is no article in {files}", files=", ".join(options.files)))
        plan = plan_import(options, seen, target.items)
        with target.claimed(), _lines(target.folder / FOLDER, dry=options.dry) as file:
            notebook = Notebook(file, language)
            mover = SecondPass(options, plan, target, notebook, progress)
            for record in _counted(unspooled(spool), progress, "import", len(seen.entries)):
                mover.take(record)
            outcome = mover.finish()
    return outcome, report_text(options.source, outcome, notebook)


def prove(options: Options, progress: Progress) -> tuple[int, list[Loss], tuple[Fault, ...]]:
    """Hold a source against the pages built of it; return how many texts these are, what they lost, and what is unread.

    Raises as `run` does, and UsageError if nothing is built.
    """
    check(options)
    target = Target(Path(options.into), options.source, dry=True)
    with TemporaryFile() as spool:
        seen = _surveyed(options, progress, spool)
        prover = Prover(plan_import(options, seen, target.items), target.folder, options.now)
        items = (record for record in unspooled(spool) if isinstance(record, Item))
        losses = [
            loss for item in _counted(items, progress, "import", len(seen.entries)) for loss in prover.losses(item)
        ]
    return prover.texts, [*losses, *prover.lost_addresses(options.addresses)], seen.faults


def _surveyed(options: Options, progress: Progress, spool: IO[bytes]) -> Survey:
    return survey(spooled(_counted(decoded(found_in(options)), progress, "read", 0), spool))


def check(options: Options) -> None:
    """Raise UsageError for an option that makes no sense."""
    for name in options.files:
        if os.path.exists(name) and not (os.path.isfile(name) or os.path.isdir(name)):
            # A pipe would be waited for forever.
            said = sentence("{name} is neither a file nor a folder; save the export as a file first", name=name)
            raise UsageError(said)
        if os.path.isdir(name) and Path(options.into).resolve().is_relative_to(Path(name).resolve()):
            # The next import would read what this one has written.
            raise UsageError(
                sentence("--into {into} is inside of {name}; name another folder", into=options.into, name=name)
            )
    for option, name in (
        ("--kanal", options.kanal), ("--map", options.mapping), *(("--addresses", file) for file in options.addresses),
    ):  # fmt: skip
        if name and not os.path.isfile(name):
            raise UsageError(sentence("{option} {name}: there is no such file", option=option, name=name))
    if options.media and not os.path.isdir(options.media):
        raise UsageError(sentence("--media {media}: there is no such folder", media=options.media))
    for host in options.hosts:
        if not _HOST.fullmatch(host):
            said = sentence("--host {host}: this is not the name of a host, as www.kabarlama.example is", host=host)
            raise UsageError(said)
    url = options.media_url
    if url and not (is_web(url) and url.lower().startswith("https:")):
        said = sentence(
            "--media-url {media_url}: write the whole address, with https:// at its beginning", media_url=url
        )
        raise UsageError(said)


def _lines(folder: Path, *, dry: bool) -> AbstractContextManager[BinaryIO | None]:
    """Open the file for all notes, which gets its name when the import succeeds."""
    if dry:
        return contextlib.nullcontext()
    return whole_file(str(folder / "report.jsonl"), str(folder / ".report.jsonl.new"))


def _counted(found: Iterator[_Found], progress: Progress, stage: Step, total: int) -> Iterator[_Found]:
    done = 0
    for record in found:
        yield record
        if isinstance(record, Item):
            done += 1
            progress(stage, done, max(done, total))


def decoded(found: Iterable[Found]) -> Iterator[Found]:
    """Yield what a source finds; references of HTML in headlines, names and captions are the signs that they mean."""
    for record in found:
        changed = {}
        for key in _PLAIN.get(type(record), ()):
            value = getattr(record, key)
            parts = value if isinstance(value, tuple) else (value,)
            if "&" in "".join(parts):
                parts = tuple(_REFERENCE.sub(lambda reference: unescape(reference[0]), part) for part in parts)
                changed[key] = parts if isinstance(value, tuple) else parts[0]
        yield replace(record, **changed) if changed else record


def spooled(found: Iterable[Found], file: IO[bytes]) -> Iterator[Found]:
    """Yield what a source finds, writing items, and what the survey does not keep, to a file."""
    for record in found:
        if isinstance(record, (Item, Note)):
            # Not JSON: a source's text may hold lone surrogates, which UTF-8 lacks.
            pickle.dump(record, file, pickle.HIGHEST_PROTOCOL)
        yield record


def unspooled(file: IO[bytes]) -> Iterator[Item | Note]:
    """Yield the records of a file that nobody else could write."""
    file.seek(0)
    with contextlib.suppress(EOFError):
        while True:
            yield pickle.load(file)  # noqa: S301 - ours, and without a name
