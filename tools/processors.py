"""The seconds of a processor that other processes have taken."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def ended() -> float:
    """Return those of child processes that have ended and were waited for, to a hundredth; on Windows none."""
    used = os.times()
    return used.children_user + used.children_system


def running(pid: int) -> float:
    """Return those of a process that runs."""
    if sys.platform == "win32":
        raise SystemExit("this is measured from /proc, as Linux has it")
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
