"""Writes an import's report: every note, as lines for machines and pages for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Literal

import msgspec

from generator.annex.importing.items import Fault, Note, State
from generator.base.errors import printable
from generator.base.sentences import Language, Sentence, counted, sentence
from generator.base.text import squeeze
from generator.model.records import Record

Weight = Literal["lost", "guessed", "look"]
"""Something that readers of the old site saw is missing; something was decided that the source does not say; something
that a person should look at."""


class Kind(Record, frozen=True):
    """A kind of note, as the report shows it."""

    weight: Weight
    title: Sentence


NOTES: dict[str, Kind] = {
    "words": Kind("lost", sentence("the words of the imported article are not those of the source")),
    "held-back": Kind("lost", sentence("could not be made an article that builds; its source is in import/held/")),
    "left-out": Kind("lost", sentence("not imported: in the bin, a revision, an empty draft, or the second of one id")),
    "comments": Kind("lost", sentence("comments of readers")),
    "other-types": Kind("lost", sentence("kinds of content that are neither articles nor pages")),
    "script": Kind("lost", sentence("scripts, styles and tracking pixels removed")),
    "form": Kind("lost", sentence("forms and their fields removed")),
    "shortcode-name": Kind("lost", sentence("shortcodes and template tags by name: what they enclosed stays")),
    "shortcode": Kind("lost", sentence("shortcodes of plug-ins that show nothing here")),
    "brackets": Kind("guessed", sentence("brackets that nothing claims: they stay as text, as WordPress prints them")),
    "field": Kind("lost", sentence("fields beside the text, of which an import cannot know what they showed")),
    "dynamic-block": Kind("lost", sentence("blocks whose content the old site put in when it was read")),
    "caption-link": Kind("lost", sentence("links in captions: the words stay")),
    "caption": Kind("lost", sentence("captions and credits of pictures that are not there")),
    "dropped": Kind("lost", sentence("pictures and links where Markdown has no place for any")),
    "anchor": Kind("lost", sentence("links to places within a page: the words stay")),
    "unsafe-link": Kind("lost", sentence("links that browsers would execute: the words stay")),
    "tag": Kind("lost", sentence("tags that cannot have an address")),
    "address": Kind("lost", sentence("old addresses from which no page can lead on; they need a rule on the host")),
    "picture-page": Kind("lost", sentence("pages of single pictures that belong to no article")),
    "redirect": Kind("lost", sentence("redirects whose target is not on this site")),
    "missing-media": Kind("lost", sentence("media files that were not found")),
    "refused-media": Kind("lost", sentence("media files that a portal does not publish")),
    "broken-characters": Kind("lost", sentence("bytes that are no text, or no characters of XML")),
    "headline": Kind("guessed", sentence("headlines made from the text, for want of one")),
    "author": Kind("guessed", sentence("authors made up, for want of one")),
    "time": Kind("guessed", sentence("times made up, for want of one")),
    "slug": Kind("guessed", sentence("slugs changed, because they could not stay or another article has the same")),
    "kanal": Kind("guessed", sentence("articles whose categories lead to no kanal")),
    "made-draft": Kind("guessed", sentence("private or protected by a password: imported as drafts")),
    "embed": Kind("guessed", sentence("embedded content that became a link")),
    "plain": Kind("guessed", sentence("emphasis or structure given up, so that no word was lost")),
    "insecure-picture": Kind("guessed", sentence("pictures of http:// that are asked for by https:// now")),
    "page-break": Kind("guessed", sentence("standing pages that were split, joined")),
    "dead-link": Kind("look", sentence("links to addresses of the old site that were not imported")),
    "unread-key": Kind("look", sentence("keys and columns that nothing took; a line of the map says what one is")),
    "column": Kind("look", sentence("keys and columns that the map names and no text has")),
    "unlisted": Kind("guessed", sentence("addresses from front matter and paths; --addresses has the old ones")),
    "path-date": Kind("guessed", sentence("dates from the paths of texts, for want of a key")),
    "skipped": Kind("look", sentence("files of the source that are no texts of the site")),
    "edited": Kind("look", sentence("changed at the source since, but edited here: left as the desk has it")),
    "moved": Kind("look", sentence("would lie elsewhere now, but edited here: left where it is")),
    "vanished": Kind("look", sentence("imported earlier, and no longer at the source")),
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

TEXTS: dict[str, Sentence] = {
    "article": sentence("articles"),
    "page": sentence("standing pages"),
    "draft": sentence("drafts"),
    "held": sentence("held back"),
    "left-out": sentence("left out"),
    "list": sentence("pages of lists without a text of their own; the portal makes its lists itself"),
    "template": sentence("lists written in a template language; the portal makes its lists itself"),
    "unrendered": sentence("pages that the old site was told not to publish"),
    "not-found": sentence("the page for addresses where nothing is; the portal has its own"),
    "folder": sentence("in a folder of the system, of a theme or of a library"),
    "hidden": sentence("hidden files and leftovers of editors"),
    "no-matter": sentence("without front matter"),
    "unread": sentence("not understood"),
    "unknown": sentence("of unknown fate: please report this"),
}
"""What became of each file of a folder that may be a text."""


def fates_of(told: Mapping[str, int], count: int, faults: Iterable[Fault]) -> dict[str, int]:
    """Return what became of the texts of folders, and how many nobody can tell; nothing for other sources."""
    if not count:
        return {}
    fates = {**told, "unread": sum(fault.of_text for fault in faults)}
    return {**fates, "unknown": count - sum(fates.values())}


def comments_of(count: int) -> Sentence:
    return counted("{count} comment", "{count} comments", count)


_SHOWN = 20
"""Notes of one sort that the pages for people show; the lines have all."""
_TITLES: dict[Weight, Sentence] = {
    "lost": sentence("Lost"),
    "guessed": sentence("Guessed"),
    "look": sentence("To look at"),
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
    "held": sentence("held back"),
    "brought": sentence("brought in"),
    "there": sentence("there already"),
    "missing": sentence("missing"),
    "refused": sentence("refused"),
}
"""What is counted: records of the source, files, media."""
_WAYS = {
    "same": sentence("the page keeps its address"),
    "redirect": sentence("a page of the portal leads on"),
    "rule": sentence("only a rule on the host can lead on"),
    "gone": sentence("gone on purpose"),
}
"""What becomes of an old address."""


class Outcome(msgspec.Struct, frozen=True):
    """The result of an import."""

    files: dict[str, int]
    """Of each outcome of `target.Target.put`, how many files; and how many were held back."""
    media: dict[str, int]
    """Of each outcome of `media.bring`, how many files."""
    found: dict[str, int]
    """Of each kind of record, how many the source has."""
    notes: dict[str, int]
    """Of each code."""
    compared: int
    """Bodies whose words were compared."""
    addresses: dict[str, int]
    """Old addresses without a query, by what became of them (`routing.OldAddress.how`)."""
    queries: int
    """Old addresses with one."""
    faults: tuple[Fault, ...]
    permalink: str
    texts: dict[str, int] = {}
    """What became of each Markdown and HTML file of folders, by `TEXTS`; empty for other sources."""


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
        self._first: dict[str, list[tuple[Line, Sentence]]] = {}

    def add(self, notes: Iterable[Note], item: str = "", address: str = "", path: str = "") -> None:
        """Add notes; `item`, `address` and `path` apply to those that have none."""
        for note in notes:
            line = Line(
                note.code, NOTES[note.code].weight, note.item or item, note.address or address, path, note.message,
                note.before, note.after,
            )  # fmt: skip
            self.counts[note.code] += 1
            first = self._first.setdefault(note.code, [])
            if len(first) < _SHOWN:
                first.append((line, note.said))
            if self._file:
                self._file.write(msgspec.json.encode(line) + b"\n")

    def sections(self) -> str:
        put, parts = self.language.put, []
        for weight, title in _TITLES.items():
            codes = [code for code, sort in NOTES.items() if sort.weight == weight and self.counts[code]]
            if not codes:
                continue
            parts.append(f"## {put(title)}\n")
            for code in codes:
                parts.append(f"### {put(NOTES[code].title)}: {self.language.number(self.counts[code])} (`{code}`)\n")
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
    old = sentence("Addresses of the old site (permalink: {permalink})", permalink=f"`{outcome.permalink}`")
    query = sentence("with a query, in need of a rule on the host: {count}", count=outcome.queries)
    ways = f"{_listed(outcome.addresses, _WAYS, language)}\n- {put(query)}"
    every = put(sentence("All are in {file}.", file="`addresses.jsonl`"))
    faults = "\n".join(f"- {printable(fault.place)}: {put(fault.said)}" for fault in outcome.faults)
    compared = sentence("The words of {count} texts were compared with those of the source.", count=outcome.compared)
    parts = [
        "# " + put(sentence("Import from {source}", source=source)),
        "## " + put(sentence("Found")),
        _listed(outcome.found, _COUNTED, language),
        "## " + put(sentence("Files")),
        _listed(outcome.files, _COUNTED, language),
    ]
    if outcome.media:
        parts += ["## " + put(sentence("Media")), _listed(outcome.media, _COUNTED, language)]
    if outcome.texts:
        total = sentence("Markdown and HTML files: {count}", count=sum(outcome.texts.values()))
        fates = {fate: count for fate, count in outcome.texts.items() if count}
        parts += ["## " + put(total), _listed(fates, TEXTS, language)]
    parts += [f"## {put(old)}", ways, every]
    if faults:
        parts += ["## " + put(sentence("Not read to the end")), faults]
    return "\n\n".join((*parts, put(compared), notebook.sections()))


def _listed(counts: dict[str, int], words: dict[str, Sentence], language: Language) -> str:
    return "\n".join(
        f"- {language.put(words[kind])}: {language.number(count)}" for kind, count in sorted(counts.items())
    )
