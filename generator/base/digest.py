"""Digests: equal digests mean equal content."""

from __future__ import annotations

# The class that hashlib exports, too. Importing hashlib loads OpenSSL, a fiftieth of the time of an empty build.
from _blake2 import blake2b

SIZE = 16
"""Bytes of a digest: with 128 bits, no two files of an archive collide by chance."""


def digest(data: bytes, size: int = SIZE) -> bytes:
    return blake2b(data, digest_size=size).digest()


def hasher() -> blake2b:
    """Return an object that digests bytes in pieces."""
    return blake2b(digest_size=SIZE)


def key(text: str) -> int:
    """Return a non-negative 63-bit number that stands for a text in an index."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


MODULUS = 1 << (8 * SIZE)


def entry(path: str, content: bytes) -> int:
    """Return what one output file adds to the digest of the whole tree.

    A tree's digest is the sum of its entries modulo `MODULUS`, so adding, changing or deleting a file costs the same in
    a tree of any size. `content` is the digest of the file's bytes.
    """
    return int.from_bytes(digest(path.encode("utf-8", "surrogateescape") + b"\0" + content), "big")
