"""Reasons why a file or folder of content/ is not even read."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable

from generator.base.errors import Problem, Where
from generator.base.folder import MAX_DEPTH, MAX_PATH, StrayError
from generator.base.sentences import Sentence, sentence
from generator.base.text import clean
from generator.config.media import why_refused
from generator.model.site import Reading

_HOSTS = r"[A-Za-z0-9_-]{1,60}"
"""Names without an ending that mean something to hosts, such as CNAME and _redirects."""

_SUBMODULE = 0o160000
"""The mode of a submodule in git."""


def place_of(path: str) -> Where:
    """Return the position of a file or folder, even if its name has invalid bytes."""
    return Where("content/" + path.encode("utf-8", "replace").decode())


def folder_problem(path: str) -> Problem | None:
    if not _is_text(path):
        return _misnamed(path, sentence("the name of this folder is not UTF-8"))
    if path.count("/") >= MAX_DEPTH or len(path.encode()) > MAX_PATH:
        message = sentence(
            "this folder lies too deep: there may be {max_depth} in each other, with a path of {max_path} bytes",
            max_depth=MAX_DEPTH,
            max_path=MAX_PATH,
        )
        return Problem(
            place_of(path), "over-limit", message, sentence("move it up, or give the folders above it shorter names")
        )
    return None


def file_problem(path: str, status: str, reading: Reading) -> Problem | None:
    """Return why a file is not read; `status` is size, mtime, ctime, inode and mode."""
    size_text, _, _, _, mode = status.split(" ")
    size = int(size_text)
    regular = stat.S_ISREG(int(mode))
    if regular and path.endswith(".md") and path.isascii():
        # Nearly every file; a fresh checkout checks each of them. One that is too large is parsed up to the limit,
        # since it may be a draft.
        return None
    where = place_of(path)
    if int(mode) == _SUBMODULE:
        return Problem(
            where,
            "refused-file",
            sentence("this is a submodule of git, of which a commit has the name alone and no files"),
            sentence("put its files into this repository, or build without --commit from a checkout that has them"),
        )
    if not regular:
        return Problem(
            where, "refused-file", sentence("this is neither a file nor a folder"), sentence("remove it from content/")
        )
    if not _is_text(path):
        return _misnamed(path, sentence("the name of this file is not UTF-8"))
    name = path.rpartition("/")[2]
    article = name.endswith(".md")
    if size > reading.media_bytes and not article:
        return too_large(where, reading.media_bytes)
    dotless = "." not in name and bool(why_refused(path, reading))
    if not article and (dotless or clean(path) != path or any(ord(c) < 32 or c in '\\?#"<>|*:%' for c in path)):
        hint = sentence("use letters, digits, points and hyphens, and an ending such as .jpg")
        if re.fullmatch(_HOSTS, name):
            hint = sentence(
                "if the host of the portal wants it, allow it in site.yaml: media: {{allow: [{name}]}}", name=name
            )
        return Problem(where, "bad-name", sentence("a file with this name cannot have an address"), hint)
    return None


def too_large(where: Where, most: int) -> Problem:
    said = sentence("the file is larger than the limit of {most} bytes", most=most)
    return Problem(where, "over-limit", said, sentence("make it smaller, or raise limits in site.yaml"))


def reserved_problem(path: str, name: str) -> Problem:
    first = (path + name).partition("/")[0]
    hint = sentence("give it another name, foto or dokumen say, and correct the addresses that lead there")
    return Problem(
        place_of(path or name),
        "reserved-address",
        sentence("the portal's own files are at /{first}, so no media of content/ can lie there", first=first),
        hint,
    )


def link_problem(target: Callable[[str], str], path: str) -> Problem | None:
    """Return why a symbolic link is not followed: it may only point to a file of the site."""
    try:
        target(path)
    except StrayError as error:
        return Problem(place_of(path), "bad-symlink", error.said, error.advice)
    return None


def _misnamed(path: str, said: Sentence) -> Problem:
    return Problem(place_of(path), "bad-name", said, sentence("rename it"))


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= c <= "\udfff" for c in name)
