"""`ssg import`."""

from __future__ import annotations

import sys

import click
import msgspec

from generator.base.crashes import explain
from generator.base.errors import SiteError, UsageError
from generator.commands.options import filled
from generator.commands.screen import Screen

SOURCES = ("wordpress",)
"""The names of `importers.sources.table`, for help that shows at once."""
_MISSING = "this needs two more libraries: pip install 'warta[import]'"


@click.command(epilog="Example: ssg import wordpress export.xml --into portal --media wp-content/uploads")
@click.argument("source", type=click.Choice(SOURCES))
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option(
    "--into",
    required=True,
    metavar="DIR",
    callback=filled,
    help="The folder of the portal: new, or one of an earlier import.",
)
@click.option(
    "--kanal",
    metavar="FILE",
    callback=filled,
    help="Which categories go into which kanal; DIR/import/kanal.yaml is a proposal.",
)
@click.option(
    "--zone",
    type=click.Choice(("WIB", "WITA", "WIT")),
    default="WIB",
    show_default=True,
    help="Of times that name none.",
)
@click.option("--host", multiple=True, metavar="NAME", help="Another name of the old site's host; may be repeated.")
@click.option(
    "--media-url", metavar="URL", callback=filled, help="Where pictures will be; by default where they are now."
)
@click.option("--dry-run", is_flag=True, help="Write nothing, and print the report.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(
    source: str, files: tuple[str, ...], into: str, kanal: str | None, zone: str, host: tuple[str, ...],
    media_url: str | None, *, dry_run: bool, as_json: bool,
) -> int:  # fmt: skip
    """Bring an archive in from another system: articles, pages, authors, and a report of what could not come along."""
    try:
        # Imported here: it needs libraries that a portal does without.
        from generator.importers.order import Order  # noqa: PLC0415
        from generator.importers.run import run  # noqa: PLC0415
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"lxml", "html_to_markdown"}:
            raise
        return _failed(_MISSING, as_json=as_json)
    order = Order(source, files, into, zone, kanal or "", host, media_url or "", dry=dry_run)
    screen = Screen(quiet=as_json)
    try:
        with screen:
            outcome, report = run(order, screen.progress)
    except SiteError as error:
        return _failed(str(error), as_json=as_json, code=1)
    except UsageError as error:
        return _failed(str(error), as_json=as_json)
    except OSError as error:
        return _failed(explain(error), as_json=as_json)
    for fault in outcome.faults:
        click.echo(f"error: {fault}; what comes before it was imported", err=True)
    if as_json:
        sys.stdout.write(
            msgspec.json.encode({"ok": not outcome.faults, **msgspec.to_builtins(outcome)}).decode() + "\n"
        )
    elif dry_run:
        click.echo(report)
    else:
        done = ", ".join(f"{count:,} {kind}" for kind, count in sorted(outcome.files.items()))
        click.echo(f"{done} files in {into}; what was lost or guessed is in {into}/import/report.md")
    return 1 if outcome.faults else 0


def _failed(message: str, *, as_json: bool, code: int = 2) -> int:
    if as_json:
        sys.stdout.write(msgspec.json.encode({"ok": False, "error": message}).decode() + "\n")
    else:
        click.echo(f"error: {message}", err=True)
    return code
