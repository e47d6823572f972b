"""Within: what takes too long is ended, so that a template without an end holds up nobody for ever."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from jinja2 import TemplateRuntimeError

SECONDS = 10.0
"""A page is made in milliseconds; on the busiest machine, and the first one of a large site, in a second or two."""
_AGAIN = 1.0

Made = TypeVar("Made")


class TooLongError(TemplateRuntimeError):
    """Something has run for longer than it may."""

    def __init__(self) -> None:
        super().__init__(f"it did not end within {SECONDS:g} seconds")


def within(act: Callable[[], Made]) -> Made:
    """Return what `act` returns.

    Raises:
        TooLongError: it was at it for SECONDS. It is raised where the thread stands, so it names the place. A single
            call into C, such as one that lists a thousand million numbers, goes on until it returns.

    """
    over = threading.Event()
    lock = threading.Lock()
    thread = ctypes.c_ulong(threading.get_ident())
    end = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        patience = SECONDS
        # Whoever catches the first one is told again.
        while not over.wait(patience):
            with lock:
                if not over.is_set():
                    end(thread, ctypes.py_object(TooLongError))
            patience = _AGAIN

    def close() -> None:
        with lock:
            over.set()
            # One that was raised and has not arrived is not to arrive elsewhere.
            end(thread, None)

    threading.Thread(target=watch, name="ssg within", daemon=True).start()
    try:
        return act()
    finally:
        try:
            close()
        except TooLongError:
            # It arrived at the last moment; the next would come a second later.
            close()
            raise
