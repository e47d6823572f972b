"""What a part of the goldens is, and how trees and commands become text in it."""

from __future__ import annotations

import io
import os
import re
import runpy
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).parents[2]
NOW = ("--now", "2026-12-01 12:00 WIB")


@dataclass(frozen=True)
class Found:
    """What a part puts out."""

    text: str
    """As it is recorded."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Name -> text, or digest, of what the text has only a digest of."""


def cases(test: Any) -> list[Any]:
    """Return what a test is tried with, each case as it is written there."""
    marks = (mark for mark in test.pytestmark if mark.name == "parametrize")
    return [getattr(case, "values", case) for mark in marks for case in mark.args[1]]


def short(text: str | bytes) -> str:
    """Return the beginning of a digest."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:16]


def listed(folder: str, *, texts: bool = True) -> dict[str, str]:
    """Return the texts of all files of a folder, or their digests, without what the program keeps for itself."""
    found = {}
    for file in sorted(one for one in Path(folder).rglob("*") if one.is_file()):
        data, path = file.read_bytes(), file.relative_to(folder)
        if not {".ssg", ".warta"} & {*path.parts}:
            binary = not texts or b"\0" in data
            found[path.as_posix()] = short(data) if binary else data.decode("utf-8", "backslashreplace")
    return found


def kind(path: str) -> str:
    """Return what files of a kind have in common: the top folder, how deep they are, and the ending."""
    top, *rest = re.sub(r"\d+", "N", path).split("/")
    name, ending = os.path.splitext(rest.pop() if rest else "")
    return "/".join([top, *("*" for _ in rest), *([f"*{ending or name}"] if name else [])])


def grouped(files: Mapping[str, str], group: Callable[[str], str] = kind) -> str:
    """Return a line for each group: a digest of all that is in it, their number, and its name."""
    members: dict[str, list[str]] = {}
    for name, text in files.items():
        members.setdefault(group(name), []).append(f"{name} {short(text)}\n")
    return "".join(f"{short(''.join(names))} {len(names):6} {name}\n" for name, names in sorted(members.items()))


def ssg(*words: str, language: str = "en") -> str:
    """Run the program, in this process since most of its time is its start; return what it says, and its exit code."""
    out, code = io.StringIO(), 0
    with (
        mock.patch.object(sys, "argv", ["ssg", *words]), mock.patch.dict(os.environ, SSG_LANG=language),
        redirect_stdout(out), redirect_stderr(out),
    ):  # fmt: skip
        try:
            runpy.run_module("generator", run_name="__main__", alter_sys=True)
        except SystemExit as ended:
            code = int(ended.code or 0)
    said = re.sub(r'(?<="seconds":)[\d.]+|[\d.,]+(?= (s|detik)$)', "0", out.getvalue(), flags=re.MULTILINE)
    return f"$ ssg {' '.join(words)}\n{said.rstrip()}\n" + (f"[{code}]\n" if code else "") + "\n"
