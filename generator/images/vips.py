"""libvips, which reads and writes pictures, set up for files that nobody vouches for.

It is imported when the first picture is opened: a build that has none to make
starts without it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_LOADERS = ("Jpeg", "Png", "Webp", "Heif", "Svg")
"""The decoders that are let in; which of them may read a file is told by its first bytes."""


@lru_cache(maxsize=1)
def vips() -> Any:
    """Return the binding of libvips."""
    # Imported here: see the head of this module.
    import pyvips  # noqa: PLC0415

    # One thread a process: the pool has a process for each processor, and the encoders write other bytes with more.
    pyvips.concurrency_set(1)
    pyvips.cache_set_max(0)
    pyvips.block_untrusted_set(True)
    pyvips.operation_block_set("VipsForeignLoad", True)
    for name in _LOADERS:
        pyvips.operation_block_set(f"VipsForeignLoad{name}", False)
    return pyvips
