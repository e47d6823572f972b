"""The command line: turns arguments into options, and failures into a sentence and an exit code."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator import __version__
from generator.base.start import INTERRUPTED, collect_rarely, say_interrupted
from generator.cli import annexes
from generator.cli.command import Command, filled, language_name, nearest_site, said, speak

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "init": "Begin a new portal in a folder.",
    "build": "Build the portal into build/.",
    "deploy": "Send what was built to where readers get it.",
    "state": "Send the state to a target, or bring it from there, for machines that keep nothing.",
    "ci": "Write the file by which GitHub or GitLab publishes the portal.",
    "cms": "Write the configuration of Sveltia CMS, for small portals.",
    "serve": "Show the portal as it will be, live, in the browser.",
    "new": "Begin an article, a profile or a page.",
    "next": "Say when the portal changes next though nobody edits it.",
    "check": "Say what is wrong, and what a good desk would mend, without building.",
    "budget": "Say whether a host can take the portal.",
    "host": "Print how a web server or a host is told of old addresses and headers.",
    "popular": "Count what is read most, from the logs of a web server.",
    "why": "Say why a page was made, or would be made now.",
    "mv": "Move a file or folder of content/ without losing an address.",
    "tags": "List the tags, or give one of them another name.",
    "import": "Bring an archive in from another system.",
    "schema": "Let editors check and complete what is typed.",
}
"""Each is the function `command` of its annex, or of generator.cli.<name>."""


class _Lazy(click.Group, Command):
    """A group that imports a command only when called, so that help is fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = annexes.COMMANDS.get(cmd_name, f"generator.cli.{cmd_name}")
        if module not in sys.modules:
            # Everything imported stays, so collecting garbage is useless here; without it the start is faster.
            gc.disable()
            try:
                importlib.import_module(module)
            finally:
                gc.freeze()
                if cmd_name != "serve":
                    # A preview runs for days.
                    collect_rarely()
                gc.enable()
        found = sys.modules[module].command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the called command and the remaining words; for an unknown command, suggest one."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [said(piece) for piece in super().collect_usage_pieces(ctx)]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # Imported here: only shell completion needs it.
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        commands = [
            CompletionItem(name, help=said(text)) for name, text in COMMANDS.items() if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an exception that it does not handle becomes a sentence and an exit code."""
        as_json = "--json" in ctx.args
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:  # noqa: BLE001 - nobody else handles it
            return _failed(error, ctx.obj, as_json=as_json)
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, said(text)) for name, text in COMMANDS.items()])


def _failed(error: Exception, site: str, *, as_json: bool) -> int:
    # Imported here for a fast start: most commands succeed.
    from generator.base.errors import SiteError  # noqa: PLC0415
    from generator.base.sentences import sentence  # noqa: PLC0415
    from generator.cli.reporters import cause, encoded  # noqa: PLC0415
    from generator.cli.terminal import Screen, language_of, write_or_drop  # noqa: PLC0415

    if type(error).__module__ == "sqlite3":
        from generator.store.damage import fault  # noqa: PLC0415 - as above

        error = fault(error, Path(site, ".ssg")) or error  # type: ignore[arg-type]
    if isinstance(error, SiteError) and as_json:
        said, code = sentence("site.yaml has mistakes; ssg build names them"), 1
    elif isinstance(error, SiteError):
        Screen(language_of(site), quiet=False).problems(error)
        return 1
    elif isinstance(error, MemoryError):
        said, code = sentence("there is not enough memory"), 2
    else:
        said, code = cause(error, site)
    language = language_of(site)
    texts = [(sys.stderr, f"{language.failed(said)}\n"), (sys.stdout, "")]
    if as_json:
        texts = [(sys.stdout, encoded({"ok": False, "error": language.put(said)}) + "\n")]
    for stream, text in texts:
        write_or_drop(stream, text)
    return code


@click.group(
    cls=_Lazy, epilog="ssg --site ~/kabar build", context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
@click.option(
    "--site", type=click.Path(file_okay=False), metavar="DIR", callback=filled,
    help="The site's folder; by default this one, or the nearest above it with a site.yaml.",
)  # fmt: skip
@click.version_option(__version__, "-V", "--version", prog_name="ssg", message="%(prog)s %(version)s")
@click.pass_context
def group(ctx: click.Context, site: str | None) -> None:
    """Compile a folder of Markdown articles into a news portal."""
    ctx.obj = nearest_site() if site is None else site


def _open_streams() -> None:
    """Open each standard stream that was closed at the start, on the null device."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115 - it stays open until the end
            # Worker processes need it too.
            os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)


def _site_of(words: list[str]) -> str:
    """Return the site that a command line names; click parses it again, but may need to report something first."""
    for number, word in enumerate(words):
        if word.startswith("--site="):
            return word.removeprefix("--site=")
        if word == "--site" and number + 1 < len(words):
            return words[number + 1]
    return nearest_site()


def main() -> NoReturn:
    """Run the command line; exit with a code from docs/commands.md."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        # An ASCII-only terminal shows question marks instead of failing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    site = _site_of(sys.argv)
    speak(language_name(site))
    try:
        code = _code()
    except OSError as error:
        # The help, or what a wrong command line is told, could not be written.
        code = _failed(error, site, as_json=False)
    sys.exit(code)


def _code() -> int:
    """Run the command line; return its exit code."""
    try:
        code = group(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        say_interrupted()
        return INTERRUPTED
    return code if isinstance(code, int) else 0
