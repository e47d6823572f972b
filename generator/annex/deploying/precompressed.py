"""Twins: texts packed by gzip or brotli, beside the texts, for servers that send these as they are.

They are no part of the output: other versions of a library pack otherwise. What a target has of them is known by the
texts that they hold, so each is made once for each content, when the text is sent.
"""

from __future__ import annotations

import gzip
import importlib
import zlib
from collections.abc import Mapping, Sequence
from types import ModuleType

from generator.annex.deploying.changes import Built
from generator.annex.deploying.hosts.headers import TYPES
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.sentences import sentence


def with_twins(built: Mapping[str, Built], forms: Sequence[str]) -> dict[str, Built]:
    """Return the files of an output, and the twins of those that are texts.

    Args:
        built: path -> file of the output.
        forms: the endings of the twins.

    """
    twins = {
        f"{path}.{form}": Built(file.kind, _known(form, file.digest), path)
        for path, file in built.items()
        if path.rpartition(".")[2].lower() in TYPES
        for form in forms
    }
    return {**twins, **built}


def tree_with(tree: str, forms: Sequence[str]) -> str:
    """Return a digest of an output with its twins, in hex."""
    return digest(f"{tree} {' '.join(forms)}".encode()).hex() if forms else tree


def _known(form: str, text: bytes) -> bytes:
    return digest(form.encode() + text)


def packed(path: str, data: bytes) -> bytes:
    """Return the bytes of a twin.

    Args:
        path: of the twin.
        data: the text.

    Raises:
        UsageError: the library is missing.

    """
    if path.endswith(".gz"):
        return gzip.compress(data, 9, mtime=0)
    packing: bytes = _brotli().compress(data, mode=_brotli().MODE_TEXT, quality=11)
    return packing


def digest_of(path: str, data: bytes, most: int) -> bytes:
    """Return what the bytes of a twin are known by; nothing that is known if they are no twin.

    Args:
        path: of the twin.
        data: its bytes, as a target has them.
        most: bytes that the text has; what they become beyond that is not looked at.

    """
    form = path.rpartition(".")[2]
    text = _of_gzip(data, most) if form == "gz" else _of_brotli(data, most)
    return b"none" if text is None else _known(form, digest(text))


def _of_gzip(data: bytes, most: int) -> bytes | None:
    try:
        return zlib.decompressobj(31).decompress(data, most + 1)
    except zlib.error:
        return None


def _of_brotli(data: bytes, most: int) -> bytes | None:
    library = _brotli()
    unpacking, text = library.Decompressor(), b""
    try:
        # What comes out has no bound, so little is put in at once.
        for at in range(0, len(data), 1024):
            text += unpacking.process(data[at : at + 1024])
            if len(text) > most:
                break
    except library.error:
        return None
    return text


def _brotli() -> ModuleType:
    """Return the library, which only targets that want it need.

    Raises:
        UsageError: it is missing.

    """
    try:
        return importlib.import_module("brotli")
    except ImportError as error:
        raise UsageError(sentence("br needs brotli; pip install brotli, in the environment of ssg")) from error
