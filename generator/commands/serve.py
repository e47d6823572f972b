"""`ssg serve`."""

from __future__ import annotations

import secrets
import sys
import threading
import time
import webbrowser
from pathlib import Path

import click

from generator import dates
from generator.build import Options
from generator.config import FILE, missing
from generator.dates import DateError
from generator.errors import UsageError
from generator.screen import coloured
from generator.serve import state
from generator.serve.app import application
from generator.serve.events import Hub
from generator.serve.overlay import EDITOR
from generator.serve.preview import Preview
from generator.serve.server import Server, addresses, listen
from generator.serve.watch import Live

_LOCAL = ("localhost", "127.0.0.1", "::1")


@click.command(epilog="Example: ssg serve --open --port auto")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", show_default=True, help="0.0.0.0 lets phones in.")
@click.option("--port", default="8000", metavar="N|auto", show_default=True, help="Port, or auto for a free one.")
@click.option("--drafts", is_flag=True, help="Show drafts in lists too, and to other machines.")
@click.option("--now", metavar="TIME", help="Preview the site as it is at this time.")
@click.option("--open", "browse", is_flag=True, help="Open the browser.")
@click.option(
    "--editor", default=EDITOR, metavar="URL", envvar="SSG_EDITOR", show_default=True,
    help="What the bar's link to a source opens: {path}, {line} and {column} are filled in.",
)  # fmt: skip
@click.option("--allow-host", multiple=True, metavar="NAME", help="Another name under which this is asked; repeatable.")
@click.pass_obj
def command(
    site: str, host: str, port: str, now: str | None, editor: str, allow_host: tuple[str, ...], *, drafts: bool,
    browse: bool,
) -> int:  # fmt: skip
    """Show the portal as it will be, and every change as soon as it is saved. Writes nothing into build/."""
    hub = Hub()
    try:
        pinned = None if now is None else dates.parse_now(now, "WIB")
        number, search = _port(port)
        folder = Path(site)
        if not (folder / FILE).is_file():
            raise UsageError(f"{missing().message}; {missing().hint}")
        socket = listen("127.0.0.1" if host == "localhost" else host, number, search=search)
        number = socket.getsockname()[1]
        token = "" if host in _LOCAL else secrets.token_urlsafe(12)
        options = Options(site=site, output="", now=pinned or int(time.time()), drafts=drafts)
        wanted = [True]
        with socket, state.opened(folder, lambda: wanted[0]) as store:
            preview = Preview(options, store, state.folder_of(folder))
            live = Live(preview, hub, _say, editor, pinned)

            def started() -> None:
                _greet(host, number, token)
                if browse:
                    threading.Thread(target=webbrowser.open, args=(f"http://localhost:{number}/",), daemon=True).start()

            server = Server(application(live, hub, token=token, hosts=allow_host, started=started), hub)
            try:
                server.run(sockets=[socket])
            except KeyboardInterrupt:
                pass
            finally:
                live.stop()
                preview.close()
    except (UsageError, DateError) as error:
        message = error.message if isinstance(error, DateError) else str(error)
        click.echo(f"error: {message}", err=True)
        return 2
    _say("stopped")
    return 0


def _port(text: str) -> tuple[int, bool]:
    if text == "auto":
        return 8000, True
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:
        raise UsageError(f'"{text}" is not a port; write a number up to 65535, or auto')
    return int(text), False


def _greet(host: str, port: int, token: str) -> None:
    """Print where the preview is, and for a phone also as a picture."""
    click.echo(f"http://localhost:{port}/", err=False)
    _say(f"drafts and what is scheduled: http://localhost:{port}/_ssg/ · stop with Ctrl-C")
    if not token:
        return
    names = addresses() if host in ("0.0.0.0", "::") else [host]  # noqa: S104 - compared, not bound
    for name in names[:1]:
        # Imported here: only who shows the preview to a phone needs it.
        import segno  # noqa: PLC0415

        url = f"http://{f'[{name}]' if ':' in name else name}:{port}/?token={token}"
        _say(f"from a phone in the same network: {url}")
        if sys.stderr.isatty():
            segno.make(url, error="l").terminal(out=sys.stderr, compact=True, border=2)
    if not names:
        _say(f"from another machine, add /?token={token} to this one's address")


def _say(text: str) -> None:
    stamp = time.strftime("%H:%M:%S")
    text = coloured(text) if sys.stderr.isatty() else text
    sys.stderr.write(f"{text}\n" if "\n" in text else f"{stamp} {text}\n")
    sys.stderr.flush()
