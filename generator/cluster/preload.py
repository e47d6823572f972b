"""Preload: lets the workers of one machine be copies of one process, which has imported all that they need, once.

`dask worker --preload-nanny generator.cluster.preload` runs this in the process that starts workers, their nanny. A
worker that is started later is the program of the first one, whatever was installed meanwhile, and says so when it is
greeted.
"""

from __future__ import annotations

from multiprocessing import get_all_start_methods
from typing import Any

import dask
from distributed.utils import get_mp_context

_FORK = "forkserver"
_MODULES = ("distributed", "distributed.nanny", "generator.cluster.crew", "generator.readers.frontmatter")
"""What workers import in any case; the last one has what a build imports only when it parses something."""


def dask_setup(nanny: Any) -> None:
    """Let workers be copies, where processes can be copied; dask calls this before it starts the first one."""
    del nanny
    if _FORK in get_all_start_methods():
        dask.config.set({"distributed.worker.multiprocessing-method": _FORK})
        get_mp_context().set_forkserver_preload(list(_MODULES))
