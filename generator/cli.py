"""The command line: what the user typed becomes options, what went wrong becomes words and an exit code."""

from __future__ import annotations

import importlib
import io
import sys
from typing import NoReturn

import click

from generator import __version__
from generator.commands.options import filled

COMMANDS = {
    "init": "Begin a new portal in a folder.",
    "build": "Build the portal into build/.",
    "serve": "Show the portal as it will be, live, in the browser.",
    "why": "Say why a page was made, or would be made now.",
}
"""Each is the function `command` of generator.commands.<name>."""


class _Lazy(click.Group):
    """A group that imports a command when it is called, so that help is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(f"generator.commands.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, epilog="Example: ssg --site ~/kabar build")
@click.option(
    "--site",
    default=".",
    type=click.Path(file_okay=False),
    metavar="DIR",
    callback=filled,
    help="The site's folder; by default, this one.",
)
@click.version_option(__version__, prog_name="ssg")
@click.pass_context
def group(ctx: click.Context, site: str) -> None:
    """Compile a folder of Markdown articles into a news portal."""
    ctx.obj = site


def main() -> NoReturn:
    """Run the command line and exit with 0 (done), 1 (problems in the site) or 2 (wrong use)."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows ASCII alone is shown a question mark rather than a failure.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = group(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit("interrupted; the output is as it was")
    sys.exit(code if isinstance(code, int) else 0)
