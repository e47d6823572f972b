"""Writes an import's report: what a person has to decide, what was lost, and every note as a line for machines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Literal

import msgspec

from generator.annex.importing.items import Fault, Note, State
from generator.base.errors import printable
from generator.base.sentences import Language, Sentence, counted, sentence
from generator.base.text import squeeze
from generator.model.records import Record

Weight = Literal["lost", "guessed", "look", "counted"]
"""Something that readers of the old site saw is missing; something was decided that the source does not say; something
that a person should look at; something that comes by the hundred, and is only counted."""


class Kind(Record, frozen=True):
    """A kind of note, as the report shows it."""

    weight: Weight
    title: Sentence


NOTES: dict[str, Kind] = {
    "held-back": Kind("lost", sentence("held back by each build until they are mended in content/, or at the source")),
    "words": Kind("lost", sentence("the words of the imported article are not those of the source")),
    "left-out": Kind("lost", sentence("not imported: in the bin, a revision, an empty draft, or the second of one id")),
    "skipped": Kind("lost", sentence("files of the source that are no texts of the site")),
    "missing-media": Kind("lost", sentence("media files that were not found")),
    "refused-media": Kind("lost", sentence("media files that a portal does not publish")),
    "address": Kind("lost", sentence("old addresses from which nothing can redirect")),
    "redirect": Kind("lost", sentence("redirects whose target is not on this site")),
    "shortcode-name": Kind("lost", sentence("unknown shortcodes by name")),
    "shortcode": Kind("lost", sentence("shortcodes of plug-ins that show nothing here")),
    "script": Kind("lost", sentence("scripts, styles and tracking pixels removed")),
    "form": Kind("lost", sentence("forms and their fields removed")),
    "field": Kind("lost", sentence("fields beside the text, of which an import cannot know what they showed")),
    "dynamic-block": Kind("lost", sentence("blocks whose content the old site put in when it was read")),
    "caption": Kind("lost", sentence("captions and credits of pictures that are not there")),
    "caption-link": Kind("lost", sentence("links in captions: the words stay")),
    "dropped": Kind("lost", sentence("pictures and links where Markdown has no place for any")),
    "unsafe-link": Kind("lost", sentence("links that browsers would execute: the words stay")),
    "other-types": Kind("lost", sentence("kinds of content that are neither articles nor pages")),
    "broken-characters": Kind("lost", sentence("bytes that are no text, or no characters of XML")),
    "headline": Kind("guessed", sentence("headlines made from the text, for want of one")),
    "made-draft": Kind("guessed", sentence("private or protected by a password: imported as drafts")),
    "embed": Kind("guessed", sentence("embedded content that became a link")),
    "plain": Kind("guessed", sentence("emphasis or structure given up, so that no word was lost")),
    "brackets": Kind("guessed", sentence("brackets that nothing claims: they stay as text, as WordPress prints them")),
    "page-break": Kind("guessed", sentence("standing pages that were split, joined")),
    "unread-key": Kind("look", sentence("keys and columns that nothing took; a line of the map says what one is")),
    "column": Kind("look", sentence("keys and columns that the map names and no text has")),
    "unlisted": Kind("counted", sentence("addresses from front matter and paths; --addresses has the old ones")),
    "path-date": Kind("counted", sentence("dates from the paths of texts, for want of a key")),
    "edited": Kind("look", sentence("changed at the source since, but edited here: left as the desk has it")),
    "moved": Kind("look", sentence("would lie elsewhere now, but edited here: left where it is")),
    "vanished": Kind("look", sentence("imported earlier, and no longer at the source")),
    "dead-link": Kind("counted", sentence("links to addresses of the old site that were not imported, and to drafts")),
    "anchor": Kind("counted", sentence("links to places within a page: the words stay")),
    "slug": Kind("counted", sentence("slugs changed, because they could not stay or another article has the same")),
    "author": Kind("counted", sentence("authors made up, for want of one")),
    "time": Kind("counted", sentence("times made up, for want of one")),
    "kanal": Kind("counted", sentence("articles whose categories lead to no kanal")),
    "tag": Kind("counted", sentence("tags that cannot have an address")),
    "picture-page": Kind("counted", sentence("pages of single pictures that belong to no article")),
    "insecure-picture": Kind("counted", sentence("pictures of http:// that are asked for by https:// now")),
    "comments": Kind("counted", sentence("comments of readers")),
}  # fmt: skip

STATES: dict[State, Sentence] = {
    "published": sentence("it is published"),
    "draft": sentence("it is a draft"),
    "private": sentence("it is private"),
    "protected": sentence("it is protected by a password"),
    "trashed": sentence("it is in the bin"),
    "gone": sentence("it was deleted on purpose"),
}
"""What the source says of an item, as a note."""


def comments_of(count: int) -> Sentence:
    return counted("{count} comment", "{count} comments", count)


_LONG = 3000
"""Characters of a text that fills more than a page."""
_DATE = re.compile(r"(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])(?:[-/](?:0?[1-9]|[12]\d|3[01]))?(?!\d)")
_SHOWN = 20
"""Notes of one sort that the pages for people show; the lines have all."""
_TITLES: dict[Weight, Sentence] = {
    "lost": sentence("Lost"),
    "guessed": sentence("Guessed"),
    "look": sentence("To look at"),
    "counted": sentence("Counted, each in report.jsonl"),
}
_COUNTED = {
    "article": sentence("articles"),
    "page": sentence("standing pages"),
    "file": sentence("media files"),
    "person": sentence("people"),
    "term": sentence("categories and tags"),
    "redirect": sentence("redirects"),
    "portal": sentence("files that name the site"),
    "fault": sentence("files not read to the end"),
    "new": sentence("new"),
    "changed": sentence("changed since the last import"),
    "same": sentence("as they were"),
    "moved": sentence("moved"),
    "edited": sentence("edited by the desk, and left"),
    "deleted": sentence("deleted by the desk, and left out"),
    "brought": sentence("brought in"),
    "there": sentence("there already"),
    "missing": sentence("missing"),
    "refused": sentence("refused"),
}
"""What is counted: records of the source, files, media."""
_ADDRESSES = {
    "same": sentence("the page keeps its address"),
    "redirect": sentence("a page of the portal redirects"),
    "rule": sentence("a rule of the host redirects, as ssg host prints it"),
    "lost": sentence("nothing redirects"),
    "gone": sentence("gone on purpose"),
    "taken": sentence("another text is there"),
}
"""What becomes of an old address."""


class Outcome(msgspec.Struct, frozen=True):
    """The result of an import."""

    files: dict[str, int]
    """Of each outcome of `target.Target.put`, how many files."""
    media: dict[str, int]
    """Of each outcome of `media.bring`, how many files."""
    found: dict[str, int]
    """Of each kind of record, how many the source has."""
    notes: dict[str, int]
    """Of each code."""
    addresses: dict[str, int]
    """Old addresses, by what became of them (`routing.OldAddress.how`)."""
    faults: tuple[Fault, ...]
    permalink: str
    questions: tuple[Sentence, ...]
    """What a person has to decide before anything else."""


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
    """Counts notes, keeps the first of each kind, and writes all to a file, if there is one."""

    def __init__(self, file: BinaryIO | None, language: Language) -> None:
        self._file = file
        self.language = language
        self.counts: Counter[str] = Counter()
        self.dated_keys: list[str] = []
        """Keys that nothing took and whose values are dates."""
        self.long_texts: dict[Sentence, list[str]] = {}
        """Texts of more than a page that readers will not see, by the reason."""
        self._first: dict[str, list[tuple[Line, Sentence]]] = {}

    def add(self, notes: Iterable[Note], item: str = "", address: str = "", path: str = "") -> None:
        """Add notes; `item`, `address` and `path` apply to those that have none."""
        for note in notes:
            line = Line(
                note.code, NOTES[note.code].weight, note.item or item, note.address or address, path, note.message,
                note.before, note.after,
            )  # fmt: skip
            self.counts[note.code] += 1
            if note.code == "unread-key" and _DATE.match(note.before.strip()):
                self.dated_keys.append(f"{note.message.partition(':')[0]}: {squeeze(note.before[:40])}")
            # README and the like are for whoever works on the site.
            if note.size > _LONG and not line.id.rpartition("/")[2].partition(".")[0].isupper():
                why = NOTES[note.code].title if note.code == "held-back" else note.said
                self.long_texts.setdefault(why, []).append(f"content/{path}" if path else line.address or line.id)
            first = self._first.setdefault(note.code, [])
            if len(first) < _SHOWN:
                first.append((line, note.said))
            if self._file:
                self._file.write(msgspec.json.encode(line) + b"\n")

    def sections(self) -> str:
        put, parts = self.language.put, []
        for weight, title in _TITLES.items():
            codes = [code for code, kind in NOTES.items() if kind.weight == weight and self.counts[code]]
            if codes:
                parts.append(f"## {put(title)}\n")
            for code in codes:
                line = f"{put(NOTES[code].title)}: {self.language.number(self.counts[code])} (`{code}`)"
                if weight == "counted":
                    parts.append(f"- {line}")
                    continue
                parts.append(f"### {line}\n")
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
        """Return a source's text as code, in which nothing is markup."""
        plain = printable(squeeze(text[:300])).replace("`", "'")
        return f"`{plain}`" if plain else self.language.put(sentence("(nothing)"))


def report_text(source: str, outcome: Outcome, notebook: Notebook) -> str:
    language = notebook.language
    put = language.put
    title = sentence("Import from {source}", source=source)
    old = sentence("Addresses of the old site (permalink: {permalink})", permalink=f"`{outcome.permalink}`")
    sections = [
        (sentence("To decide before anything else"), [put(said) for said in outcome.questions]),
        (sentence("Not read to the end"), [f"{printable(fault.place)}: {put(fault.said)}" for fault in outcome.faults]),
        (sentence("Found"), listed(outcome.found, language)),
        (sentence("Files"), listed(outcome.files, language)),
        (sentence("Media"), listed(outcome.media, language)),
        (old, listed(outcome.addresses, language, _ADDRESSES)),
    ]
    parts = [f"# {put(title)}"]
    for heading, lines in sections:
        if lines:
            parts.append(f"## {put(heading)}\n\n" + "\n".join(f"- {line}" for line in lines))
    return "\n\n".join((*parts, notebook.sections()))


def listed(counts: dict[str, int], language: Language, words: Mapping[str, Sentence] = _COUNTED) -> list[str]:
    """Return each count with what is counted, in words."""
    return [f"{language.put(words[kind])}: {language.number(count)}" for kind, count in sorted(counts.items()) if count]
