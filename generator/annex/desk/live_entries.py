"""Writes an entry of a live report: below the last one, above the closing mark, with its time as a reader reads it."""

from __future__ import annotations

import re

from generator.annex.desk import manuscripts
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import clean, squeeze, unix_lines
from generator.base.timestamps import Stamp, clock, long_date
from generator.editing.sources import read
from generator.model.records import Article, Update
from generator.model.site import Reading

_MARK = re.compile(r"((?:\*\*\*|\\\*\\\*\\\*)\([^()\n]{1,40}\))\s*\Z")
"""A closing mark, as some editors write it, too."""
_LONGEST = 20_000
"""Characters of an entry."""


def with_entry(text: str, path: str, reading: Reading, at: Stamp, title: str, entry: str, who: str) -> str:
    """Return the body of a live report with one more entry, of somebody who is named unless `who` is empty.

    A closing mark stays at the end. The day is written where the hour alone would be another one.

    Raises:
        UsageError: there is nothing in it, or readers would not see one entry more.

    """
    entry, title = clean(unix_lines(entry)).strip(), squeeze(clean(title)).lstrip("# ")
    if not entry or len(entry) > _LONGEST:
        raise UsageError(sentence("an entry has a text, of {most} characters at most", most=_LONGEST))
    body = manuscripts.body_of(text)
    mark = ""
    if found := _MARK.search(body):
        body, mark = body[: found.start()], found[1]
    byline = f" ({who})" if who else ""
    hour = clock(at).replace(":", ".")
    made, before = "", len(_shown(text, path, reading))
    after: tuple[Update, ...] = ()
    for day in ("", f"{long_date(at.local.date())}, "):
        heading = f"## {day}{hour}{f' – {title}' if title else ''}{byline}"
        made = "\n\n".join(filter(None, (body.rstrip(), heading, entry + mark)))
        after = _shown(manuscripts.changed(text, {}, made), path, reading)
        if after and after[-1].stamp.epoch // 60 == at.epoch // 60:
            break
    if len(after) != before + 1:
        raise UsageError(
            sentence(
                "readers would not see this as one entry: close what is open above it, such as ```, "
                "and begin headings with ###"
            )
        )
    return made


def _shown(text: str, path: str, reading: Reading) -> tuple[Update, ...]:
    """Return the entries that readers see."""
    record, _ = read(path, text.encode(), reading, broken=True)
    return record.body.updates if isinstance(record, Article) else ()
