"""libvips, which reads and writes pictures, set up for files that nobody vouches for.

It is imported when the first picture is opened: a build without pictures to make starts without it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from generator.base.errors import MachineError
from generator.base.sentences import sentence

_LOADERS = ("Jpeg", "Png", "Webp", "Heif", "Svg")
"""The decoders that may run; the first bytes of a file choose among them."""


@lru_cache(maxsize=1)
def vips() -> Any:
    """Return pyvips with one thread, no cache and only the decoders above; raise MachineError if it is missing."""
    try:
        # Imported here: see the docstring of this module.
        import pyvips  # noqa: PLC0415
    except (ImportError, OSError) as error:
        # An OSError would be told of each picture, as if that could not be read.
        said = sentence(
            "libvips, which reads pictures, cannot be loaded; pip install --force-reinstall pyvips-binary ({why})",
            why=error,
        )
        raise MachineError(said) from error

    # One thread a process: the pool has a process for each processor, and the encoders write other bytes with more.
    pyvips.concurrency_set(1)
    pyvips.cache_set_max(0)
    pyvips.block_untrusted_set(True)
    pyvips.operation_block_set("VipsForeignLoad", True)
    for name in _LOADERS:
        pyvips.operation_block_set(f"VipsForeignLoad{name}", False)
    return pyvips
