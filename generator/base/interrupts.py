"""Interrupts: what is said after Ctrl-C."""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from typing import NoReturn

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


def say_interrupted() -> None:
    """Say that it was the last word."""
    sys.stderr.write(_("interrupted; no file of the output is torn, and the next build goes on from here") + "\n")


def end_at_once(_signal: int, _frame: object) -> NoReturn:
    """End this process where it is, without an exception; for `signal.signal`."""
    try:
        say_interrupted()
        sys.stderr.flush()
    finally:
        os._exit(INTERRUPTED)
