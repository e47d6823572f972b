"""Reads candidate files into records, in batches that worker processes may run.

A file with unchanged bytes (`same`) is not parsed again; checking that here is cheaper than telling a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from pathlib import PurePosixPath
from typing import Literal

from msgspec.structs import replace

from generator.base import digest as digests
from generator.base import workers
from generator.base.codes import CODES, Code
from generator.base.errors import Problem, Warnings, Where, capped, unreadable
from generator.base.folder import Folder, copy
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import decode
from generator.base.workers import Run
from generator.engine.folder_walk import too_large
from generator.engine.holding import Held, only_aliases
from generator.engine.scan import Candidate
from generator.lint.references import Reference, of_links, references_in, settled
from generator.model import codec
from generator.model import index_entry as facts_of
from generator.model.cards import Size
from generator.model.front import Front, is_front
from generator.model.index_entry import Facts
from generator.model.lookup_keys import page_key, query_key
from generator.model.records import Article, Media, Record
from generator.model.severities import Severities
from generator.model.site import Reading
from generator.model.urls import ADVERTISEMENTS, output_path
from generator.store.faults import Found

_BATCH = 128
Kind = Literal["article", "profile", "standing", "topic", "advertisement", "front", "media"]
_KINDS: Mapping[str, Kind] = {
    "authors": "profile", "pages": "standing", "topics": "topic", ADVERTISEMENTS: "advertisement",
}  # fmt: skip
"""By the folder of content/; any other has articles."""
_OF_TEXT: frozenset[Code] = frozenset({"bad-comment", "bad-entry", "bad-link"})
"""Problems that cannot be tolerated, but leave the rest of the file clear."""


class Parsed(Record, frozen=True):
    """A file that was read."""

    path: str
    kind: Kind
    digest: bytes
    record: bytes
    """The packed record; empty when there are no facts."""
    facts: Facts | None = None
    """None if the file has problems, unless its record is complete and wanted nevertheless."""
    problems: tuple[Problem, ...] = ()
    """Problems that prevent publication."""
    hidden: tuple[Problem, ...] = ()
    """The same, for a file indexed unpublished: a draft, or an article held back."""
    found: Found = Found.HELD
    warnings: tuple[Problem, ...] = ()
    """Warnings to its writer."""
    references: tuple[Reference, ...] = ()
    """The references of a Markdown file without facts that is not a draft, which may be dead, too."""
    names: tuple[int, ...] = ()
    """Keys of such a file's names, as far as they are known."""


class Job(Record, frozen=True):
    """What every batch needs."""

    content: str
    reading: Reading
    severities: Severities = Severities()
    trial: bool = False
    """Whether complete records of files with problems are wanted, since everything will be rolled back: then their
    conflicts with others are found in the same run."""

    def hides(self, record: Record | None, data: bytes) -> bool:
        """Return whether an article with errors is indexed but hidden: always for drafts, for others if held."""
        if self.severities.hold:
            return True
        if not self.trial:
            return False
        if isinstance(record, Article):
            return record.matter.draft
        from generator.markup.fallback_article import says_draft  # noqa: PLC0415 - hardly any build meets such a file

        return says_draft(data)


class Selection(Record, frozen=True):
    """The files to read."""

    files: tuple[Candidate, ...]
    recheck: frozenset[str]
    """Paths of files that count as changed regardless of their bytes."""
    held: Held


class ParseSummary(Record, frozen=True):
    """The summary of reading files."""

    problems: tuple[Problem, ...]
    digests: dict[str, bytes]
    """Path below content/ -> digest of each indexed file."""
    warnings: Warnings
    references: dict[str, tuple[Reference, ...]]
    """Path below content/ of each file left out -> its references."""
    names: dict[str, tuple[int, ...]]
    """Path below content/ of each such file -> keys of its names."""


def parse(files: Selection, job: Job, run: Run) -> Generator[Parsed, None, ParseSummary]:
    """Yield the parsed files that changed, articles last, including those with problems."""
    differ: list[Candidate] = []
    digests_of: dict[str, bytes] = {}
    problems: list[Problem] = []
    warnings = Warnings()
    references: dict[str, tuple[Reference, ...]] = {}
    names: dict[str, tuple[int, ...]] = {}
    total = len(files.files)
    with Folder(job.content) as folder:
        for file in files.files:
            if file.path not in files.recheck and same(folder, job.reading, file):
                digests_of[file.path] = file.digest
                run.step("reading", len(digests_of), total)
            else:
                differ.append(file)
    differ.sort(key=lambda file: kind_of(file.path) == "article")
    results = run.pool.run(len(differ), parse_batch, (job,), workers.batches(differ, _BATCH))
    for done, (file, result) in enumerate(zip(differ, results, strict=True), len(digests_of) + 1):
        run.step("reading", done, total)
        held = files.held.get(file.path)
        parsed = held_back(result, held, job.reading) if held else result
        problems += parsed.problems
        if parsed.facts is None:
            references[parsed.path] = parsed.references
            names[parsed.path] = parsed.names
        else:
            # Keyed by the existing path string: one from another process would stay in memory as well.
            if parsed.digest:
                digests_of[file.path] = parsed.digest
            tolerated = parsed.hidden if parsed.found in (Found.DRAFT, Found.ALIAS) else ()
            warnings = warnings.plus((*parsed.warnings, *tolerated))
        yield parsed
    return ParseSummary(tuple(problems), digests_of, warnings, references, names)


def kind_of(path: str) -> Kind:
    if not path.endswith(".md"):
        return "front" if is_front(path) else "media"
    return _KINDS.get(path.partition("/")[0], "article")


def same(folder: Folder, reading: Reading, file: Candidate) -> bool:
    """Return whether a file has the bytes of the last build; False if it cannot be read."""
    if not file.digest:
        return False
    try:
        if kind_of(file.path) == "media":
            return _digest(folder, file.path, reading.media_bytes)[0] == file.digest
        most = reading.article_bytes
        return digests.digest(folder.read(file.path, most)[: most + 1]) == file.digest
    except OSError:
        return False


def parse_batch(job: Job, batch: tuple[Candidate, ...]) -> list[Parsed]:
    with Folder(job.content) as folder:
        return [parse_file(job, folder, file.path) for file in batch]


def parse_file(job: Job, folder: Folder, path: str) -> Parsed:
    kind = kind_of(path)
    try:
        if kind == "media":
            return _media(job, folder, path)
        # A text beyond the limit is cut there.
        most = job.reading.article_bytes
        data = folder.read(path, most)[: most + 1]
    except OSError as error:
        return Parsed(path, kind, b"", b"", None, (unreadable(Where(f"content/{path}"), error),))
    if kind == "front":
        return _front(job, data, path)
    if len(data) > job.reading.article_bytes:
        record, problems = None, [too_large(Where(f"content/{path}"), job.reading.article_bytes)]
    else:
        # Imported here: an edit that touches no text, and `ssg --help`, start without the Markdown parser.
        from generator.markup import documents  # noqa: PLC0415

        record, problems = documents.parse(data, path, job.reading)
    pictures = not job.reading.media_url
    if record is not None:
        near = settled(record.body.links, folder, path, pictures=pictures)
        if near.probed_paths:
            record = replace(record, body=replace(record.body, links=near.links, probed_paths=near.probed_paths))
        # Imported here, for a fast start: most builds parse nothing.
        from generator.lint.file_rules import advice  # noqa: PLC0415

        problems += advice(record, data)
        if near.warnings:
            problems += capped(near.warnings, decode(data, path)[0])
    errors, warnings = job.severities.parted(problems)
    digest = digests.digest(data)
    if errors and kind == "article" and job.hides(record, data):
        assert record is None or isinstance(record, Article)
        return _hidden(record, data, path, digest, errors, job)
    if record is not None and (
        not errors or (job.trial and all(CODES[error.code].tolerable or error.code in _OF_TEXT for error in errors))
    ):
        facts = facts_of.of_text(record, job.reading.media_url, search=job.reading.searches)
        return Parsed(path, kind, digest, codec.encode(record), facts, errors, warnings=warnings)
    # Imported here: an edit that touches no text, and `ssg --help`, start without the Markdown parser.
    from generator.markup.fallback_article import links_in  # noqa: PLC0415

    if record is None:
        links = links_in(data, f"content/{path}", job.reading)
        found = [*of_links(settled(links, folder, path, pictures=pictures).links)]
    else:
        hidden = isinstance(record, Article) and record.matter.draft
        found = [] if hidden else references_in(record)
    names = facts_of.of_text(record, job.reading.media_url).names if record is not None else ()
    return Parsed(path, kind, digest, b"", None, errors or tuple(problems), references=tuple(found), names=names)


def _hidden(
    record: Article | None, data: bytes, path: str, digest: bytes, errors: tuple[Problem, ...], job: Job
) -> Parsed:
    """Return an article with errors as hidden, whatever the time of the build."""
    # Imported here: few builds meet such a file.
    from generator.markup.fallback_article import ended_if_said, fallback_article  # noqa: PLC0415

    if record is None:
        record = fallback_article(data, path, job.reading)
    record = ended_if_said(record, data)
    held = replace(record, matter=replace(record.matter, held=True))
    facts = facts_of.of_article(held, job.reading.media_url)
    found = Found.DRAFT if record.matter.draft else Found.HELD
    return Parsed(path, "article", digest, codec.encode(held), facts, hidden=errors, found=found)


def _front(job: Job, data: bytes, path: str) -> Parsed:
    """Return what steers a front page. With an error it steers nothing, in any build: a typo must not stop the news."""
    from generator.config import front_yaml  # noqa: PLC0415 - as in `parse_file`

    front, problems = Front(path), [too_large(Where(f"content/{path}"), job.reading.article_bytes)]
    if len(data) <= job.reading.article_bytes:
        front, problems = front_yaml.parse(data, path, job.reading)
    errors, warnings = job.severities.parted(problems)
    front = Front(path) if errors else front
    return Parsed(
        path, "front", digests.digest(data), codec.encode(front), facts_of.of_front(front), hidden=errors,
        warnings=warnings,
    )  # fmt: skip


def held_back(parsed: Parsed, problems: tuple[Problem, ...], reading: Reading) -> Parsed:
    """Return a file that is held back because of others, or only without aliases; what is no article is left out."""
    if parsed.facts is None:
        return parsed
    if only_aliases(problems):
        return _without_aliases(parsed, problems, reading)
    if parsed.kind != "article":
        return replace(parsed, record=b"", facts=None, problems=problems, warnings=(), names=parsed.facts.names)
    article = codec.decode(Article, parsed.record)
    held = replace(article, matter=replace(article.matter, held=True))
    facts = facts_of.of_article(held, reading.media_url)
    return replace(parsed, record=codec.encode(held), facts=facts, hidden=problems, found=Found.CLAIMED, warnings=())


def _without_aliases(parsed: Parsed, problems: tuple[Problem, ...], reading: Reading) -> Parsed:
    """Return a file without the aliases that problems are about."""
    lost = {_address_key(problem.target) for problem in problems}

    def kept(addresses: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(address for address in addresses if _address_key(address) not in lost)

    record = codec.decode_text(parsed.kind, parsed.record)
    if isinstance(record, Article):
        matter = record.matter
        aliases, queries = kept(matter.aliases), kept(matter.queries)
        # Feeds know an article by it, and another one by what is lost.
        first = next(iter(kept((matter.first_alias, *aliases, *queries))), "")
        record = replace(record, matter=replace(matter, aliases=aliases, queries=queries, first_alias=first))
    else:
        record = replace(record, aliases=kept(record.aliases), queries=kept(record.queries))
    facts = facts_of.of_text(record, reading.media_url, search=reading.searches)
    return replace(parsed, record=codec.encode(record), facts=facts, hidden=problems, found=Found.ALIAS)


def _address_key(address: str) -> int:
    return query_key(address) if "?" in address else page_key(output_path(address))


def _digest(
    folder: Folder, path: str, most: int, also: Callable[[bytes], object] = lambda _piece: None
) -> tuple[bytes, int]:
    """Return digest and size of a file whose pieces `also` is handed, too; see `copy` for `most`."""
    hasher = digests.hasher()

    def take(piece: bytes) -> None:
        hasher.update(piece)
        also(piece)

    size = copy(folder.open(path), take, most)
    return hasher.digest(), size


def _media(job: Job, folder: Folder, path: str) -> Parsed:
    from generator.config import media  # noqa: PLC0415 - only builds with new media need it

    ending, most = PurePosixPath(path).suffix.lower(), job.reading.media_bytes
    problem, hint = media.why_refused(path, job.reading) or (NOTHING, NOTHING)
    if problem or ending not in (*media.PICTURES, *media.FILMS):
        digest, size = _digest(folder, path, most)
        record = Media(path, size)
    elif ending in media.FILMS:
        from generator.pictures import recordings  # noqa: PLC0415 - as above

        finder = recordings.PlaceFinder()
        digest, size = _digest(folder, path, most, finder.update)
        record = Media(path, size)
        if finder.found:
            problem, hint = recordings.ON_FILM, recordings.advice()
    else:
        from generator.pictures import metadata  # noqa: PLC0415 - as above

        # The digest is of the very bytes that are checked, even if the file changes meanwhile.
        data = folder.read(path, most)
        digest, record = digests.digest(data), Media(path, len(data))
        problem, hint = _why_private(data, ending)
        if not problem:
            record = _measured(record, data, ending)
            if (clean := metadata.cleaned(data)) != data:
                record = replace(record, cleaned=digests.digest(clean), cleaned_size=len(clean))
    if problem:
        return Parsed(
            path, "media", digest, b"", None, (Problem(Where(f"content/{path}"), "refused-file", problem, hint),)
        )
    return Parsed(path, "media", digest, codec.encode(record), facts_of.of_media(path, faulty=bool(record.fault)))


def _why_private(data: bytes, ending: str) -> tuple[Sentence, Sentence]:
    """Return why a picture cannot be published, whatever shows it, and what to do; nothing if it can."""
    if ending == ".svg":
        from generator.pictures.svg import active_svg  # noqa: PLC0415 - as above

        if active := active_svg(data):
            said = sentence("this SVG is more than a picture: it holds {what}", what=active)
            return said, sentence("export it as plain SVG, or as PNG")
    if ending == ".avif":
        from generator.pictures import recordings  # noqa: PLC0415 - as above

        if recordings.names_place(data):
            return recordings.ON_PICTURE, sentence("export it again without its position")
    return NOTHING, NOTHING


def _measured(record: Media, data: bytes, ending: str) -> Media:
    """Return the record of a picture with everything that is known before any variant is made."""
    from generator.pictures import probing  # noqa: PLC0415 - only builds with new media need it

    if ending == ".svg":
        width, height = probing.dimensions(data)
        return replace(record, width=width, height=height)
    seen = probing.probe(data)
    known = replace(
        record, width=seen.width, height=seen.height, variable=seen.variable, fault=seen.fault, hint=seen.hint
    )
    if not seen.variable:
        return known
    from generator.pictures.making import fault_of  # noqa: PLC0415 - as above

    fault = fault_of(data, Size(seen.width, seen.height))
    return replace(known, variable=False, fault=fault[0], hint=fault[1]) if fault else known
