"""Texts compressed by gzip or brotli, for servers that send these as they are.

They are no part of the output, since other versions of a library compress otherwise. Their digest is made from that of
the text, so each is made once for each content, when the text is sent.
"""

from __future__ import annotations

import gzip
import importlib
import zlib
from collections.abc import Sequence
from types import ModuleType

from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.sentences import sentence


def tree_with(tree: str, forms: Sequence[str]) -> str:
    """Return a digest of an output with its texts in these forms, in hex."""
    return digest(f"{tree} {' '.join(forms)}".encode()).hex() if forms else tree


def compressed_digest(form: str, text: bytes) -> bytes:
    """Return the digest by which a precompressed file is known, from its form (gz, br) and the digest of its text."""
    return digest(form.encode() + text)


def compress(path: str, data: bytes) -> bytes:
    """Return the bytes of a precompressed file.

    Args:
        path: of that file.
        data: the text.

    Raises:
        UsageError: the library is missing.

    """
    if path.endswith(".gz"):
        return gzip.compress(data, 9, mtime=0)
    compressed: bytes = _brotli().compress(data, mode=_brotli().MODE_TEXT, quality=11)
    return compressed


def digest_of(path: str, data: bytes, most: int) -> bytes:
    """Return the digest by which a precompressed file at a target is known; one that none has if it is broken.

    Args:
        path: of the file.
        data: its bytes.
        most: bytes that the text has; no more of it is looked at.

    """
    form = path.rpartition(".")[2]
    text = _of_gzip(data, most) if form == "gz" else _of_brotli(data, most)
    return b"none" if text is None else compressed_digest(form, digest(text))


def _of_gzip(data: bytes, most: int) -> bytes | None:
    try:
        return zlib.decompressobj(31).decompress(data, most + 1)
    except zlib.error:
        return None


def _of_brotli(data: bytes, most: int) -> bytes | None:
    library = _brotli()
    decompressor, text = library.Decompressor(), b""
    try:
        # What comes out has no bound, so little is put in at once.
        for at in range(0, len(data), 1024):
            text += decompressor.process(data[at : at + 1024])
            if len(text) > most:
                break
    except library.error:
        return None
    return text


def _brotli() -> ModuleType:
    """Return the library, which only targets that want it need."""
    try:
        return importlib.import_module("brotli")
    except ImportError as error:
        raise UsageError(sentence("br needs brotli; pip install brotli, in the environment of ssg")) from error
