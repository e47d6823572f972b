"""An import, from the files of another system to those of a site: the story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import TypeVar

from generator.annex.importing.first_pass import spooled, survey, unspooled
from generator.annex.importing.items import Asked, Found, Item
from generator.annex.importing.options import Order, Outcome, check
from generator.annex.importing.plan import planned
from generator.annex.importing.report import Notebook, pages, report_file
from generator.annex.importing.second_pass import Mover
from generator.annex.importing.sources import SOURCES
from generator.annex.importing.target import Target
from generator.base.errors import UsageError
from generator.base.languages import ENGLISH, Language
from generator.base.progress import Progress
from generator.base.sentences import sentence

_Found = TypeVar("_Found", bound=Found)


def run(order: Order, progress: Progress, language: Language = ENGLISH) -> tuple[Outcome, str]:
    """Import an archive.

    Args:
        order: what is to be done.
        progress: is told how far it is.
        language: of the report for people.

    Returns:
        What was done, and the report for people, in Markdown.

    Raises:
        UsageError: an option names nothing, the files are nothing that the source can read, or the folder is not one
            to write to.
        SiteError: the table of kanal has problems.

    """
    check(order)
    target = Target(Path(order.into), order.source, dry=order.dry)
    with TemporaryFile() as spool:
        found = SOURCES[order.source](order.files, Asked(order.zone, order.mapping))
        seen = survey(spooled(_counted(found, progress, "read", 0), spool))
        if not seen.entries and not seen.faults:
            raise UsageError(sentence("there is no article in {files}", files=", ".join(order.files)))
        plan = planned(order, seen, target.items)
        with target.claimed(), report_file(target.folder, dry=order.dry) as file:
            notebook = Notebook(file, language)
            mover = Mover(order, plan, target, notebook, progress)
            for one in _counted(unspooled(spool), progress, "import", seen.number):
                mover.take(one)
            outcome = mover.finish()
    return outcome, pages(order.source, outcome, notebook)


def _counted(found: Iterator[_Found], progress: Progress, stage: str, total: int) -> Iterator[_Found]:
    """Yield what a source finds, and tell how many items there were."""
    done = 0
    for one in found:
        yield one
        if isinstance(one, Item):
            done += 1
            progress(stage, done, max(done, total))
