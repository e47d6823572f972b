"""Hook: SQLite asks before it reads a page of a partial store, and says which pages it writes.

Python's module for SQLite does not let anybody between SQLite and its file. SQLite itself does, by what it calls a VFS:
a table of functions, here the usual ones but for four. Where the library cannot be found at whose table this is done,
or the system is Windows, there are no partial stores: all of it is brought.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from generator.base.process import end_at_once
from generator.store.holes import AWAY, VFS
from generator.store.page_map import PAGE, SpoiledError
from generator.store.partial import Partial

_NAME = VFS.rpartition("=")[2]
_MAIN = 0x100
"""SQLITE_OPEN_MAIN_DB: the store itself, not its log."""
_POINTER, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_CLOSE = ctypes.CFUNCTYPE(_INT, _POINTER)
_MOVE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`."""

    _fields_ = [
        ("version", _INT), ("close", _POINTER), ("read", _POINTER), ("write", _POINTER),
        *((f"other{n}", _POINTER) for n in range(15)),
    ]  # fmt: skip


class _File(ctypes.Structure):
    """`sqlite3_file`."""

    _fields_ = [("methods", ctypes.POINTER(_Methods))]


class _Table(ctypes.Structure):
    """`sqlite3_vfs`."""

    _fields_ = [
        ("version", _INT), ("size", _INT), ("longest", _INT), ("next", _POINTER), ("name", ctypes.c_char_p),
        ("data", _POINTER), ("open", _POINTER), *((f"other{n}", _POINTER) for n in range(15)),
    ]  # fmt: skip


class _Hook:
    """The four functions, and what they keep."""

    def __init__(self, usual: Any) -> None:
        self._usual = usual
        self._open_usual = _OPEN(usual.contents.open)
        self._files: dict[int, tuple[Partial, Any]] = {}
        """By the address of an open file, what is here of it, and its usual methods."""
        self._replaced: dict[int, _Methods] = {}
        # All of these have to live as long as SQLite does.
        self._functions = (_OPEN(self._open), _CLOSE(self._close), _MOVE(self._read), _MOVE(self._write))
        self.table = _Table.from_buffer_copy(usual.contents)
        self.table.next = None
        self.table.name = _NAME.encode()
        self.table.open = _address(self._functions[0])

    def _open(self, _: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = int(self._open_usual(ctypes.addressof(self._usual.contents), name, file, flags, out))
        if code or not flags & _MAIN or name is None:
            return code
        try:
            partial = Partial(Path(os.fsdecode(ctypes.string_at(name))).parent)
        except SpoiledError:
            return sqlite3.SQLITE_CORRUPT
        except BaseException:  # noqa: BLE001 - none may pass through SQLite
            return sqlite3.SQLITE_CANTOPEN
        own = _File.from_address(file)
        usual = own.methods.contents
        self._files[file] = (partial, (_CLOSE(usual.close), _MOVE(usual.read), _MOVE(usual.write)))
        own.methods = ctypes.pointer(self._with_ours(usual))
        return code

    def _with_ours(self, usual: _Methods) -> _Methods:
        address = ctypes.addressof(usual)
        if address not in self._replaced:
            made = _Methods()
            # Behind the number of the version stand 12 functions, or 16; later ones map the file into memory, past us.
            count = 1 + (12 if usual.version < 2 else 16)
            ctypes.memmove(ctypes.byref(made), address, ctypes.sizeof(_POINTER) * count)
            made.version = min(usual.version, 2)
            made.close, made.read, made.write = map(_address, self._functions[1:])
            self._replaced[address] = made
        return self._replaced[address]

    def _close(self, file: int) -> int:
        partial, (close, _, _) = self._files.pop(file)
        partial.close()
        return int(close(file))

    def _read(self, file: int, buffer: int, size: int, at: int) -> int:
        partial, (_, read, _) = self._files[file]
        number = at // PAGE + 1
        try:
            partial.need(number)
            partial.note(number)
            code = int(read(file, buffer, size, at))
            # A hole that is said to be a page would be one without rows, or the end of a long value.
            is_empty = not code and ctypes.string_at(buffer, min(size, 16)) == bytes(min(size, 16))
            return sqlite3.SQLITE_CORRUPT if is_empty and partial.is_hole(number) else code
        except SpoiledError:
            return sqlite3.SQLITE_CORRUPT
        except BaseException:  # noqa: BLE001 - SQLite would take what it has not read for a page
            return AWAY

    def _write(self, file: int, buffer: int, size: int, at: int) -> int:
        partial, (_, _, write) = self._files[file]
        try:
            with partial.writing(at // PAGE + 1):
                return int(write(file, buffer, size, at))
        except SpoiledError:
            return sqlite3.SQLITE_CORRUPT
        except BaseException:  # noqa: BLE001 - as above
            return sqlite3.SQLITE_IOERR_WRITE


def _address(function: Any) -> int | None:
    return ctypes.cast(function, _POINTER).value


@cache
def _hook() -> _Hook | None:
    """Register the table with the SQLite that Python uses; None if that cannot be reached."""
    if sys.platform == "win32":
        return None
    import _sqlite3  # noqa: PLC0415 - Python's module for SQLite; few stores are partial

    for place in (getattr(_sqlite3, "__file__", None), None):
        try:
            library = ctypes.CDLL(place)
            find: Callable[..., Any] = library.sqlite3_vfs_find
            library.sqlite3_vfs_find.restype = ctypes.POINTER(_Table)
            usual = find(None)
        except (OSError, AttributeError):
            continue
        if not usual or usual.contents.name not in (b"unix", b"unix-none", b"unix-excl"):
            continue
        made = _Hook(usual)
        if library.sqlite3_vfs_register(ctypes.byref(made.table), 0) == 0 and _is_found():
            return made
    return None


def _is_found() -> bool:
    """Return whether it is the SQLite of Python, not a second one, that has learnt of it."""
    with contextlib.suppress(sqlite3.Error):
        sqlite3.connect(f"file:try?mode=memory{VFS}", uri=True).close()
        return True
    return False


def is_possible() -> bool:
    """Return whether there can be partial stores."""
    return _hook() is not None


def prepare(folder: Path) -> Partial:
    """Return what is known of a partial store, which can be opened after that.

    An exception cannot pass through SQLite: from here on whoever presses Ctrl-C ends the program at once, with the
    sentence of all commands, which does no harm.

    Raises:
        sqlite3.DatabaseError: it is damaged, or there can be no partial stores with this Python.

    """
    if not is_possible():
        raise sqlite3.DatabaseError("the store has holes, and nothing can fill them")
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)
    try:
        return Partial(folder)
    except SpoiledError as error:
        raise sqlite3.DatabaseError("nobody knows which pages of the store are here") from error
