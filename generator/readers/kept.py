"""Kept: what is made of the package's own theme, beside that, as Python keeps the code of modules.

To look through the templates, to compile them and to make icons of its picture is a twentieth of a first build of 1,500
articles, and comes out the same for all portals that have the same words and colours. Where nobody may write, or Python
is told to keep no code, each makes it for itself.
"""

from __future__ import annotations

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

import msgspec

from generator.base import ownfiles
from generator.base.digest import SIZE, digest
from generator.readers.theme_files import BUILT_IN, DISPLAYED

_REFERENCES = f"references.{sys.implementation.cache_tag}"


def is_own(path: str) -> bool:
    """Return whether a file of a theme is the package's own, by its path as problems name it."""
    return path.startswith(DISPLAYED)


def folder() -> Path:
    """Return the folder where things are kept for all portals; it may not be there."""
    return Path(cache_from_source(f"{BUILT_IN}.py")).with_name(BUILT_IN.name)


def read(file: Path, name: str) -> bytes:
    """Return what was kept in a file under a name if it is as it was written; empty if not, or if there is none."""
    try:
        data = ownfiles.claim(file).read_bytes()
    except OSError:
        return b""
    # A single wrong byte in what Python is given to run could crash the process.
    return data[SIZE:] if data[:SIZE] == digest(name.encode() + data[SIZE:]) else b""


def write(file: Path, name: str, data: bytes) -> None:
    """Keep something in a file under a name, if the disk allows."""
    with contextlib.suppress(OSError):
        ownfiles.write(file, digest(name.encode() + data) + data, alone=False)


def shared(file: str, name: str) -> bytes:
    """Return what was kept for all portals; empty if it was not."""
    return read(folder() / file, name)


def share(file: str, name: str, data: bytes) -> None:
    """Keep something for all portals, if that is wanted."""
    if sys.dont_write_bytecode:
        return
    with contextlib.suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
    write(folder() / file, name, data)


def references() -> dict[str, list[str | None]]:
    """Return what templates of the package refer to, by digests of all that this depends on."""
    data = shared(_REFERENCES, _REFERENCES)
    return msgspec.msgpack.decode(data, type=dict[str, list[str | None]]) if data else {}


def share_references(found: dict[str, list[str | None]]) -> None:
    """Keep what templates of the package refer to."""
    share(_REFERENCES, _REFERENCES, msgspec.msgpack.encode(found))
