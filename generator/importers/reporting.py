"""The report of an import: every note, as lines for machines and as pages for people."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from generator.base.errors import printable
from generator.base.languages import Language
from generator.base.sentences import Sentence, sentence
from generator.importers.found import Note
from generator.importers.notes import SORTS, Weight
from generator.importers.order import Outcome
from generator.importers.target import FOLDER

_SHOWN = 20
"""Notes of one sort that the pages for people show; the lines have all."""
_TITLES: dict[Weight, Sentence] = {
    "lost": sentence("Lost"),
    "guessed": sentence("Guessed"),
    "look": sentence("To look at"),
}
_KINDS = {
    "article": sentence("articles"),
    "page": sentence("standing pages"),
    "file": sentence("media files"),
    "person": sentence("people"),
    "term": sentence("categories and tags"),
    "redirect": sentence("redirects"),
    "portal": sentence("files that name the site"),
    "note": sentence("notes on whole files"),
    "fault": sentence("files not read to the end"),
    "new": sentence("new"),
    "changed": sentence("changed since the last import"),
    "same": sentence("as they were"),
    "moved": sentence("moved"),
    "edited": sentence("edited by the desk, and left"),
    "deleted": sentence("deleted by the desk, and left out"),
    "held": sentence("held back"),
    "brought": sentence("brought in"),
    "there": sentence("there already"),
    "missing": sentence("missing"),
    "refused": sentence("refused"),
}
"""What is counted: records of the source, files, media."""
_WAYS = {
    "same": sentence("the page is at that address"),
    "redirect": sentence("a page of the portal leads on"),
    "rule": sentence("only a rule on the host can lead on"),
    "gone": sentence("gone on purpose"),
}
"""What becomes of an old address."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A note as a line of report.jsonl."""

    code: str
    weight: str
    id: str
    address: str
    file: str
    message: str
    before: str = ""
    after: str = ""


class Notebook:
    """Counts notes, keeps the first of each sort, and writes all of them to a file, should there be one."""

    def __init__(self, file: BinaryIO | None, language: Language) -> None:
        """Take the file for machines, and the language of the pages for people."""
        self._file = file
        self.language = language
        self._encoder = msgspec.json.Encoder()
        self.counts: Counter[str] = Counter()
        self.items: dict[str, set[str]] = {}
        self._first: dict[str, list[tuple[Line, Sentence]]] = {}

    def add(self, notes: Iterable[Note], item: str = "", address: str = "", path: str = "") -> None:
        """Add notes; `item`, `address` and `path` are of the item that they are about, if they do not say so."""
        for note in notes:
            line = Line(
                note.code, SORTS[note.code].weight, note.item or item, note.address or address, path, note.message,
                note.before, note.after,
            )  # fmt: skip
            self.counts[note.code] += 1
            first = self._first.setdefault(note.code, [])
            if len(first) < _SHOWN:
                first.append((line, note.said))
            if self._file:
                self._file.write(self._encoder.encode(line) + b"\n")

    def sections(self) -> str:
        """Return the notes as Markdown."""
        put, parts = self.language.put, []
        for weight, title in _TITLES.items():
            codes = [code for code, sort in SORTS.items() if sort.weight == weight and self.counts[code]]
            if not codes:
                continue
            parts.append(f"## {put(title)}\n")
            for code in codes:
                parts.append(f"### {put(SORTS[code].title)}: {self.language.number(self.counts[code])} (`{code}`)\n")
                parts += [self._shown(line, said) for line, said in self._first[code]]
                if (more := self.counts[code] - len(self._first[code])) > 0:
                    parts.append("- " + put(sentence("and {count} more, in {file}", count=more, file="`report.jsonl`")))
                parts.append("")
        return "\n".join(parts)

    def _shown(self, line: Line, said: Sentence) -> str:
        put = self.language.put
        about = " · ".join(filter(None, (line.id and f"id {line.id}", line.address, line.file)))
        text = f"- {self._code(about)} {put(said)}" if about else f"- {put(said)}"
        if line.before or line.after:
            text += "\n  - " + put(sentence("before: {was}", was=self._code(line.before)))
            text += "\n  - " + put(sentence("after: {now}", now=self._code(line.after)))
        return text

    def _code(self, text: str) -> str:
        """Return a text of the source as code, in which nothing is markup."""
        plain = printable(text[:300]).replace("`", "'")
        return f"`{plain}`" if plain else self.language.put(sentence("(nothing)"))


def pages(source: str, outcome: Outcome, notebook: Notebook) -> str:
    """Return the report as Markdown.

    Args:
        source: the name of the source.
        outcome: what was done.
        notebook: with all notes, and the language.

    """
    language = notebook.language
    put = language.put
    old = sentence("Addresses of the old site (permalink: {permalink})", permalink=f"`{outcome.permalink}`")
    query = sentence("with a query, in need of a rule on the host: {count}", count=outcome.queries)
    ways = f"{_listed(outcome.addresses, _WAYS, language)}\n- {put(query)}"
    every = put(sentence("All are in {file}.", file="`addresses.jsonl`"))
    faults = "\n".join(f"- {printable(fault.place)}: {put(fault.said)}" for fault in outcome.faults)
    compared = sentence("The words of {count} texts were compared with those of the source.", count=outcome.compared)
    parts = [
        "# " + put(sentence("Import from {source}", source=source)),
        "## " + put(sentence("Found")),
        _listed(outcome.found, _KINDS, language),
        "## " + put(sentence("Files")),
        _listed(outcome.files, _KINDS, language),
    ]
    if outcome.media:
        parts += ["## " + put(sentence("Media")), _listed(outcome.media, _KINDS, language)]
    parts += [f"## {put(old)}", ways, every]
    if faults:
        parts += ["## " + put(sentence("Not read to the end")), faults]
    return "\n\n".join((*parts, put(compared), notebook.sections()))


def _listed(counts: dict[str, int], words: dict[str, Sentence], language: Language) -> str:
    return "\n".join(
        f"- {language.put(words[kind])}: {language.number(count)}" for kind, count in sorted(counts.items())
    )


@contextmanager
def report_file(folder: Path, *, dry: bool) -> Iterator[BinaryIO | None]:
    """Open the file for the notes, which takes its name when the import has ended well.

    Args:
        folder: of the portal.
        dry: whether to give no file.

    """
    if dry:
        yield None
        return
    file = folder / FOLDER / "report.jsonl"
    unfinished = file.with_name(f".{file.name}.new")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("wb") as opened:
            yield opened
        os.replace(unfinished, file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
