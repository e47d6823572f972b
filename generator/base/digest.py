"""Digests: how Warta knows that two things are the same."""

from __future__ import annotations

from hashlib import blake2b

SIZE = 16
"""Bytes of a digest. 128 bits: no two files of an archive meet by chance or by intent."""


def digest(data: bytes) -> bytes:
    """Return the digest of some bytes."""
    return blake2b(data, digest_size=SIZE).digest()


def key(text: str) -> int:
    """Return a positive 63-bit number that stands for a text in an index."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


MODULUS = 1 << (8 * SIZE)


def entry(path: str, content: bytes) -> int:
    """Return the part that one output file has in the digest of the whole tree.

    The digest of a tree is the sum of its entries modulo `MODULUS`, so that
    adding, changing and deleting a file each cost the same in a tree of any
    size.

    Args:
        path: path of the file below the output folder.
        content: digest of the file's bytes.

    """
    return int.from_bytes(digest(path.encode("utf-8", "surrogateescape") + b"\0" + content), "big")
