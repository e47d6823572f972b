"""`ssg import`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click
import msgspec

from generator.annex.importing.items import Fault, Options
from generator.annex.importing.sources import SOURCES
from generator.base.crashes import explain
from generator.base.errors import SiteError, UsageError, printable
from generator.base.sentences import Language, as_it_is, counted, sentence
from generator.cli.clock import now_of
from generator.cli.command import Command, filled
from generator.cli.reporters import failed, say
from generator.cli.terminal import Screen, language_of, tell

_LOSSES = {
    "page": sentence("pages"),
    "words": sentence("words"),
    "date": sentence("dates"),
    "byline": sentence("bylines"),
    "picture": sentence("pictures"),
    "address": sentence("old addresses"),
    "taken": sentence("old addresses with another text"),
}
"""What texts may have lost."""
_SHOWN = 20
"""Files not read that the screen names; the report names all."""
_MISSING = sentence("this needs two more libraries: pip install 'html-to-markdown<4' lxml")


@click.command(cls=Command, epilog="ssg import wordpress export.xml --into portal --media wp-content/uploads")
@click.argument("source", type=click.Choice(SOURCES), required=False)
@click.argument("files", nargs=-1, metavar="FILES…")
@click.option(
    "--into", metavar="DIR", callback=filled, help="The folder of the portal: new, or one of an earlier import."
)
@click.option(
    "--kanal", metavar="FILE", callback=filled,
    help="Which categories go into which kanal; DIR/import/kanal.yaml is a proposal.",
)  # fmt: skip
@click.option(
    "--map", "mapping", metavar="FILE", callback=filled,
    help="Which key or column is what.",
)  # fmt: skip
@click.option(
    "--addresses", metavar="FILE", multiple=True,
    help="Of folders, where texts were: what hugo list all prints, a sitemap, or two columns, file and address. With "
    "--verify, and repeated, addresses that must answer: these, an access log or a list.",
)  # fmt: skip
@click.option(
    "--zone", type=click.Choice(("WIB", "WITA", "WIT", "UTC")), default="WIB", show_default=True,
    help="Of times that name none.",
)  # fmt: skip
@click.option("--host", multiple=True, metavar="NAME", help="The old site's host, or another name of it.")
@click.option(
    "--media-url", metavar="URL", callback=filled, help="Where pictures will be; by default where they are now."
)
@click.option(
    "--media", metavar="DIR", callback=filled, help="A copy of the old site's uploads, to take pictures from."
)
@click.option("--fetch", is_flag=True, help="Fetch pictures from the old site, or from a --host.")
@click.option(
    "--verify", "proves", is_flag=True,
    help="Import nothing; hold what was built against the source: words, dates, bylines, pictures, addresses.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Write nothing, and print the report.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
def command(
    site: str, source: str | None, files: tuple[str, ...], into: str | None, kanal: str | None,
    mapping: str | None, addresses: tuple[str, ...], zone: str, host: tuple[str, ...], media_url: str | None,
    media: str | None, *, fetch: bool, proves: bool, dry_run: bool, as_json: bool,
) -> int:  # fmt: skip
    """Bring an archive in from another system: articles, pages, authors, and a report of what could not come along."""
    # That of the portal to come, so that the first report is in the language of the later ones.
    language = language_of(into, "id") if into else language_of(site)
    try:
        if not source or not files or not into:
            raise UsageError(
                sentence("name the source, its files and --into, as in: ssg import wordpress export.xml --into portal")
            )
        order = Options(
            source, files, into, zone, kanal or "", host, media_url or "", media or "", fetch=fetch,
            addresses=addresses, mapping=mapping or "", dry=dry_run, now=now_of(None),
        )  # fmt: skip
        return (_prove if proves else _import)(order, language, as_json=as_json)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"lxml", "html_to_markdown"}:
            raise
        return failed(_MISSING, language, as_json=as_json)
    except SiteError as error:
        said = as_it_is("\n\n".join(problem.text("error", language) for problem in error.problems))
        return failed(said, language, as_json=as_json, code=1)
    except UsageError as error:
        return failed(error.said, language, as_json=as_json)
    except OSError as error:
        return failed(explain(error), language, as_json=as_json)


def _import(order: Options, language: Language, *, as_json: bool) -> int:
    # Imported here: it needs optional libraries.
    from generator.annex.importing.report import listed  # noqa: PLC0415
    from generator.annex.importing.run import run  # noqa: PLC0415

    screen = Screen(language, quiet=as_json)
    with screen:
        outcome, report = run(order, screen.progress, language)
    _tell(outcome.faults, language)
    if as_json:
        faults = [_plain(fault, language) for fault in outcome.faults]
        asked = [language.put(question) for question in outcome.questions]
        say({"ok": not faults, **msgspec.to_builtins(outcome), "faults": faults, "questions": asked})
    elif order.dry:
        click.echo(report)
    else:
        counts = ", ".join(listed(outcome.files, language))
        done = sentence(
            "Files in {into}: {counts}; what was lost or guessed is in {into}/import/report.md",
            counts=counts, into=order.into,
        )  # fmt: skip
        tell(done, language)
        for question in outcome.questions:
            tell(question, language, err=True)
    if outcome.faults and not as_json:
        tell(
            counted(
                "{count} file was not read, or not all of it: mend it at the source, and import again",
                "{count} files were not read, or not all of them: mend them at the source, and import again",
                len(outcome.faults),
            ), language, err=True,
        )  # fmt: skip
    return 1 if outcome.faults else 0


def _prove(order: Options, language: Language, *, as_json: bool) -> int:
    # Imported here: it needs optional libraries.
    from generator.annex.importing.run import prove  # noqa: PLC0415

    screen = Screen(language, quiet=as_json)
    with screen:
        texts, losses, faults = prove(order, screen.progress)
    silent = [loss for loss in losses if loss.what == "taken" or not loss.is_reported]
    code = 1 if silent or faults else 0
    _tell(faults, language)
    if as_json:
        found = [msgspec.structs.asdict(loss) for loss in losses]
        say({"ok": not code, "texts": texts, "faults": [_plain(one, language) for one in faults], "losses": found})
        return code
    for loss in silent:
        times = f" ({language.number(loss.times)})" if loss.times > 1 else ""
        where = printable(loss.address or loss.item)
        click.echo(f"{language.put(_LOSSES[loss.what]):14} {where}: {printable(loss.missing)}{times}")
    reported, unreported = (
        ", ".join(f"{language.put(_LOSSES[what])} {language.number(count)}" for what, count in found.items())
        for found in (Counter(loss.what for loss in losses if loss.is_reported is told) for told in (True, False))
    )
    click.echo(language.put(counted("{count} text was compared", "{count} texts were compared", texts)))
    if reported:
        click.echo(language.put(sentence("Missing, and in import/report.md: {losses}", losses=reported)))
    if unreported:
        click.echo(language.put(sentence("Missing, and in no report: {losses}", losses=unreported)))
    return code


def _tell(faults: Sequence[Fault], language: Language) -> None:
    for fault in faults[:_SHOWN]:
        failed(sentence("{place}: {said}", place=printable(fault.place), said=fault.said), language)


def _plain(fault: Fault, language: Language) -> dict[str, object]:
    place = {"line": fault.line, "column": fault.column}
    return {"file": printable(fault.file), "message": language.put(fault.said), **place}
