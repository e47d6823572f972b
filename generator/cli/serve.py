"""`ssg serve`."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import socket as sockets
import sqlite3
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import click

from generator.base.errors import Problem, UsageError
from generator.base.sentences import Language, Sentence, sentence
from generator.base.text import quoted
from generator.cli import annexes
from generator.cli.clock import now_of
from generator.cli.command import Command, filled
from generator.cli.reporters import failed
from generator.cli.terminal import coloured, language_of, write_or_drop
from generator.config.site_yaml import FILE, no_site
from generator.engine.options import Options
from generator.preview import state
from generator.preview.events import Hub
from generator.preview.live import Live
from generator.preview.preview import Preview
from generator.preview.server import Server, addresses, application, listen
from generator.preview.words import DESK, EDITOR
from generator.store.damage import is_damage
from generator.store.files import remove
from generator.theming.loading import read_site

_LOCAL = ("localhost", "127.0.0.1", "::1")
_ALL = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
_NAME = re.compile(r"[\w-]+(\.[\w-]+)*\.?", re.ASCII)
"""A name as browsers send it; none means all names."""
_LAST, _LAST_WITH_DESK = 0.8, 60.0
"""Seconds after Ctrl-C before everything is killed; a desk records what was typed, and ends a deploy that has begun."""


@click.command(cls=Command, epilog="ssg serve --open --port auto")
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", callback=filled, show_default=True, help="0.0.0.0 lets phones in."
)
@click.option("--port", default="8000", metavar="N|auto", show_default=True, help="Port, or auto for a free one.")
@click.option(
    "--drafts/--published", default=None,
    help="Show drafts and scheduled articles, marked, as on this machine alone by default; or as readers have it.",
)  # fmt: skip
@click.option("--now", metavar="TIME", help="Preview the site as it is at this time.")
@click.option("--open", "browse", is_flag=True, help="Open the browser.")
@click.option(
    "--editor", default=EDITOR, metavar="URL", envvar="SSG_EDITOR", show_default=True,
    help="What the bar's link to a source opens: {path}, {line} and {column} are filled in.",
)  # fmt: skip
@click.option("--desk", is_flag=True, help="Open the desk at /_ssg/desk/, to write and publish in the browser.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="Another name under which this is asked; repeatable.")
@click.pass_obj
def command(
    site: str, host: str, port: str, now: str | None, editor: str, allow_host: tuple[str, ...], *,
    drafts: bool | None, browse: bool, desk: bool,
) -> int:  # fmt: skip
    """Show the portal as it will be, and every change as soon as it is saved. Writes nothing into build/."""
    folder = Path(site)
    say = _Sayer(language_of(site))
    said = threading.Lock()

    def farewell() -> None:
        # Whichever thread comes first reports it.
        if said.acquire(blocking=False):
            say(sentence("stopped"))

    try:
        pinned = None if now is None else now_of(now)
        number, search = _port(port)
        _check(folder, editor, allow_host)
        with state.alone(folder), listen("127.0.0.1" if host == "localhost" else host, number, search=search) as socket:
            settings = read_site(folder)[0] if desk else None
            # Behind a proxy everybody is named by it.
            is_named = settings is not None and settings.desk.header != ""
            if desk and not is_named:
                _check_visitors(host)
            public = f"https://{allow_host[0]}/" if is_named and allow_host else ""
            address = public or _address(host, socket.getsockname()[1])
            state.note_address(folder, address)
            token = "" if is_named or (host in _LOCAL and not allow_host) else state.token_of(folder)
            # Whoever opens the preview to others must say whether drafts are for them.
            shown = desk or not token if drafts is None else drafts
            if token and host not in (*_LOCAL, *_ALL):
                # Under its network name this machine is a visitor like any other.
                address += f"?token={token}"

            def started() -> None:
                _greet(host, address, token, allow_host, say)
                _say_what_is_open(address, say, desk=desk, drafts=shown)
                if is_named and not public:
                    say(sentence("nobody gets in but by the proxy that says who asks; name it with --allow-host"))
                if browse:
                    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

            with state.opened(folder) as store:
                at = int(time.time()) if pinned is None else pinned
                options = Options(site=site, output="", now=at, unpublished=shown)
                preview = Preview(options, store, state.folder_of(folder))
                hub = Hub()
                # With the desk open, that is where texts are edited, unless somebody wants a program.
                opens = DESK if desk and editor == EDITOR else editor
                live = Live(preview, hub, say, opens, pinned, language=say.language, shared=bool(token))
                door, rooms = annexes.desk.opened(live, settings) if settings is not None else (None, [])
                app = application(live, hub, token=token, hosts=allow_host, started=started, door=door, desk=rooms)
                _run(Server(app, hub, partial(_end, live, farewell)), socket, live)
    except KeyboardInterrupt:
        pass
    except sqlite3.Error as error:
        return failed(_lost(folder, error), say.language)
    farewell()
    return 0


def _check_visitors(host: str) -> None:
    """Raise UsageError if a desk at an address would let nobody in, since no proxy says who asks."""
    if host not in (*_LOCAL, *_ALL):
        raise UsageError(
            sentence(
                "at {host} the desk would let nobody in: leave --host out, or have a proxy say who asks (desk: "
                "person: in site.yaml)",
                host=host,
            )
        )


def _run(server: Server, socket: sockets.socket, live: Live) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run(sockets=[socket])
    finally:
        for child in multiprocessing.active_children():
            child.kill()
        live.stop()
        live.preview.close()


def _lost(site: Path, error: sqlite3.Error) -> Sentence:
    """Return why the preview's state cannot be used; a damaged one is deleted."""
    own = state.folder_of(site)
    if not is_damage(error):
        return sentence("the preview cannot keep its state in {folder}: {why}", folder=own, why=error)
    remove(own)
    return sentence(
        "the preview's state in {folder} was damaged, and is deleted: start again ({why})", folder=own, why=error
    )


def _port(text: str) -> tuple[int, bool]:
    if text == "auto":
        return 8000, True
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:
        raise UsageError(sentence('"{written}" is not a port; write a number up to 65535, or auto', written=text))
    return int(text), False


def _check(folder: Path, editor: str, hosts: tuple[str, ...]) -> None:
    if not (folder / FILE).is_file():
        raise UsageError(sentence("{message}; {hint}", message=no_site().said, hint=no_site().advice))
    if not editor.isprintable():
        raise UsageError(
            sentence("--editor (or SSG_EDITOR): write an address of printable characters, with {{path}} and {{line}}")
        )
    for host in hosts:
        if not _NAME.fullmatch(host):
            raise UsageError(
                sentence(
                    "--allow-host: {host} is not the name of a machine; write it as the address bar shows it, without "
                    "http:// and port (a name with letters beyond a to z as xn--…)",
                    host=quoted(host),
                )
            )


def _end(live: Live, farewell: Callable[[], None]) -> None:
    """Begin to stop; whatever still runs after `_LAST` seconds, even an endless template, is cut off."""

    def cut() -> None:
        farewell()
        # The store recovers, as after a kill.
        os._exit(0)

    last = threading.Timer(_LAST_WITH_DESK if live.at_end else _LAST, cut)
    last.daemon = True
    last.start()
    # A signal calls this, so it must not wait for a lock.
    threading.Thread(target=live.begin_to_end, daemon=True).start()


def _address(host: str, port: int) -> str:
    name = "localhost" if host in ("localhost", "127.0.0.1", *_ALL) else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def _greet(host: str, address: str, token: str, names: tuple[str, ...], say: _Sayer) -> None:
    """Print the preview's address, for phones also as a QR code."""
    write_or_drop(sys.stdout, f"{address}\n")
    plain = address.partition("?")[0]
    say(sentence("drafts and what is scheduled: {address} · stop with Ctrl-C", address=f"{plain}_ssg/"))
    if not token:
        return
    port = plain.rstrip("/").rpartition(":")[2]
    outside = () if host in _LOCAL else addresses()[:1] if host in _ALL else (host,)
    for number, name in enumerate((*outside, *names)):
        url = f"http://{f'[{name}]' if ':' in name else name}:{port}/?token={token}"
        near = sentence("from a phone in the same network: {url}", url=url)
        say(near if number < len(outside) else sentence("under another name: {url}", url=url))
        if number == 0 and outside and sys.stderr.isatty():
            # Imported here: only a preview for phones needs it.
            import segno  # noqa: PLC0415

            segno.make(url, error="l").terminal(out=sys.stderr, compact=True, border=2)
    if not outside and not names:
        say(sentence("from another machine, add {token} to this one's address", token=f"/?token={token}"))


def _say_what_is_open(address: str, say: _Sayer, *, desk: bool, drafts: bool) -> None:
    if desk:
        opened = f"{address.partition('?')[0]}_ssg/desk/"
        say(sentence("the desk, to write and publish: {address}", address=opened))
    if drafts:
        say(sentence("drafts and scheduled articles are shown, marked; as readers have it: --published"))


class _Sayer:
    """Tells people at the terminal; a preview goes on when nobody can read that any more."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, said: Sentence, problems: Iterable[Problem] = ()) -> None:
        text = self.language.put(said)
        if problems:
            text = "\n\n".join([*(problem.text("error", self.language) for problem in problems), text])
        text = coloured(text, self.language) if sys.stderr.isatty() else text
        write_or_drop(sys.stderr, f"{text}\n" if "\n" in text else f"{time.strftime('%H:%M:%S')} {text}\n")
