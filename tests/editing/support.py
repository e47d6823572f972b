"""Sites whose texts commands change, how editors save them, and commands that are killed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count

import pytest

from tests.support import Portal, ssg_here, tree

ENCODINGS = [
    pytest.param(str.encode, id="UTF-8"),
    pytest.param(lambda text: text.encode("utf-8-sig"), id="UTF-8 with BOM"),
    pytest.param(lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"), id="Windows with BOM"),
    pytest.param(lambda text: text.replace("\n", "\r").encode(), id="old Mac"),
]
WRITES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")


def sources(portal: Portal) -> dict[str, bytes]:
    """Return what people write of a site: content/ and site.yaml."""
    tops = ("content", "site.yaml")
    return {path: data for path, data in tree(portal.folder).items() if path.partition("/")[0] in tops}


def killed(portal: Portal, at: Callable[[int], bool], *words: str) -> bool:
    """Run a command in a child that is killed before the first write of whose number `at` says so; tell whether it was."""
    pid = os.fork()
    if pid == 0:
        numbers = count(1)

        def hook(event: str, args: tuple[object, ...]) -> None:
            if event in WRITES and str(args[0]).startswith(str(portal.folder)) and at(next(numbers)):
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        ssg_here(portal, *words)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
