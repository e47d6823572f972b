"""`ssg search`: what readers find, asked of the same files."""

from __future__ import annotations

from pathlib import Path

import click

from generator.base import timestamps
from generator.base.errors import UsageError, printable
from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import slugify
from generator.cli.command import OUTPUT, Argument, Command, filled
from generator.cli.reporters import say
from generator.cli.terminal import language_of, tell
from generator.model.urls import INDEX_URL
from generator.search.files import WITHDRAWN, DamagedIndexError, Row
from generator.search.reading import Results, Searcher


@click.command(cls=Command, epilog='ssg search banjir demak\nssg search "harga cabai" --kanal ekonomi --year 2025')
@click.argument("words", cls=Argument, nargs=-1, required=True, callback=filled)
@click.option("--kanal", metavar="SLUG", help="Only this kanal.")
@click.option("--region", metavar="SLUG", help="Only this region, such as jawa-tengah or jawa-tengah/kudus.")
@click.option("--author", metavar="NAME", help="Only articles by this person.")
@click.option("--type", "kind", metavar="TYPE", help="Only this type, such as opini.")
@click.option("--year", type=click.IntRange(1, 9999), metavar="YEAR", help="Only this year.")
@click.option("--newest", is_flag=True, help="The newest first, of those with all words.")
@click.option(
    "--count", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N", help="At most so many."
)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@OUTPUT
@click.pass_obj
def command(
    site: str, words: tuple[str, ...], kanal: str | None, region: str | None, author: str | None, kind: str | None,
    year: int | None, count: int, output: str | None, *, newest: bool, as_json: bool,
) -> int:  # fmt: skip
    """Search the portal as its readers do, in the output of the last build.

    The same index is asked in the same way as on the page /cari/. Exit code 1 means that nothing was found.
    """
    language = language_of(site)
    folder = Path(output or Path(site, "build"), INDEX_URL.strip("/"))
    filters = [
        f"{letter}:{slugify(value) if letter == 'p' else value}"
        for letter, value in (("k", kanal), ("d", region), ("j", kind), ("p", author))
        if value
    ]
    try:
        searcher = Searcher(lambda path: Path(folder, path).read_bytes())
        chosen = f"{year:04}" if year else ""
        results = searcher.search(" ".join(words), filters, year=chosen, newest_first=newest)
        rows = [searcher.row(hit, chosen) for hit in results.hits[:count]]
    except FileNotFoundError as error:
        raise UsageError(
            sentence("there is no index to search: set `search: true` in site.yaml, and run `ssg build`")
        ) from error
    except DamagedIndexError as error:
        raise UsageError(sentence("the index is damaged; run `ssg build --verify`")) from error
    if as_json:
        say(_plain(results, rows))
    else:
        for said in _remarks(results):
            tell(said, language, err=True)
        for row in rows:
            click.echo(f"{_day(row)}  {printable(row.headline)}\n            {printable(row.url)}")
    return int(not rows)


def _remarks(results: Results) -> list[Sentence]:
    """Return what a reader is told above the results."""
    part = len(results.hits) - results.whole
    said = [
        sentence("{word} is in no article; this is for {other}", word=printable(word), other=other)
        for word, other in results.corrected.items()
    ]
    said += [sentence("{word} is in no article", word=printable(word)) for word in results.unknown]
    found = counted("{count} article with all words", "{count} articles with all words", results.whole)
    if part:
        more = counted("{count} with some of them", "{count} with some of them", part)
        found = sentence("{found}, {more}", found=found, more=more)
    said.append(found)
    if results.left_out:
        said.append(
            counted(
                "{count} word was too much and left out", "{count} words were too many and left out", results.left_out
            )
        )
    return said


def _day(row: Row) -> str:
    """Return "2024-10-09", in the article's own zone."""
    return timestamps.day_of((row.minutes + row.offset) // (24 * 60)).isoformat()


def _plain(results: Results, rows: list[Row]) -> dict[str, object]:
    shown = [
        {
            "url": row.url, "title": row.headline, "date": _day(row), "kanal": row.kanal, "type": row.type,
            "summary": row.summary, "byline": row.byline, "withdrawn": bool(row.flags & WITHDRAWN),
            "all_words": hit.whole,
        }
        for hit, row in zip(results.hits, rows, strict=False)
    ]  # fmt: skip
    return {
        "all_words": results.whole, "some_words": len(results.hits) - results.whole, "corrected": results.corrected,
        "unknown": results.unknown, "left_out": results.left_out, "results": shown,
    }  # fmt: skip
