"""The story of an import, from the files of another system to those of a site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import TypeVar

from generator.annex.importing.first_pass import spooled, survey, unspooled
from generator.annex.importing.items import Found, Item, SourceOptions
from generator.annex.importing.options import Options, Outcome, check
from generator.annex.importing.plan import plan_import
from generator.annex.importing.report import Notebook, report_file, report_text
from generator.annex.importing.second_pass import SecondPass
from generator.annex.importing.sources import SOURCES
from generator.annex.importing.target import Target
from generator.base.errors import UsageError
from generator.base.languages import ENGLISH, Language
from generator.base.progress import Progress
from generator.base.sentences import sentence

_Found = TypeVar("_Found", bound=Found)


def run(options: Options, progress: Progress, language: Language = ENGLISH) -> tuple[Outcome, str]:
    """Import an archive; return what was done, and the report for people, in Markdown.

    Raises:
        UsageError: options, files or the folder cannot be used.
        SiteError: the table of kanal has problems.

    """
    check(options)
    target = Target(Path(options.into), options.source, dry=options.dry)
    with TemporaryFile() as spool:
        found = SOURCES[options.source](options.files, SourceOptions(options.zone, options.mapping))
        seen = survey(spooled(_counted(found, progress, "read", 0), spool))
        if not seen.entries and not seen.faults:
            raise UsageError(sentence("there is no article in {files}", files=", ".join(options.files)))
        plan = plan_import(options, seen, target.items)
        with target.claimed(), report_file(target.folder, dry=options.dry) as file:
            notebook = Notebook(file, language)
            mover = SecondPass(options, plan, target, notebook, progress)
            for record in _counted(unspooled(spool), progress, "import", len(seen.entries)):
                mover.take(record)
            outcome = mover.finish()
    return outcome, report_text(options.source, outcome, notebook)


def _counted(found: Iterator[_Found], progress: Progress, stage: str, total: int) -> Iterator[_Found]:
    done = 0
    for record in found:
        yield record
        if isinstance(record, Item):
            done += 1
            progress(stage, done, max(done, total))
