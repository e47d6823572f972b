"""libvips, which reads and writes pictures, set up for files that nobody vouches for.

It is imported when the first picture is opened: a build without pictures to make starts without it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_LOADERS = ("Jpeg", "Png", "Webp", "Heif", "Svg")
"""The decoders that may run; the first bytes of a file choose among them."""


@lru_cache(maxsize=1)
def vips() -> Any:
    """Return the pyvips module, with one thread, no operation cache, and only the decoders named above."""
    # Imported here: see the docstring of this module.
    import pyvips  # noqa: PLC0415

    # One thread a process: the pool has a process for each processor, and the encoders write other bytes with more.
    pyvips.concurrency_set(1)
    pyvips.cache_set_max(0)
    pyvips.block_untrusted_set(True)
    pyvips.operation_block_set("VipsForeignLoad", True)
    for name in _LOADERS:
        pyvips.operation_block_set(f"VipsForeignLoad{name}", False)
    return pyvips
