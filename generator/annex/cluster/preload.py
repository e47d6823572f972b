"""Lets the workers of one machine be forked from one process that has imported all that they need.

`dask worker --preload-nanny generator.annex.cluster.preload` runs this in the nanny, which starts the workers. A worker
that is started later runs the program of the first one, whatever was installed meanwhile, and reports its version.
"""

from __future__ import annotations

from multiprocessing import get_all_start_methods
from typing import Any

import dask
from distributed.utils import get_mp_context

_FORK = "forkserver"
_MODULES = ("distributed", "distributed.nanny", "generator.annex.cluster.crew", "generator.markup.documents")
"""What workers import in any case; the last one has what a build imports only when it parses something."""


def dask_setup(nanny: Any) -> None:
    """Let workers be copies, where processes can be copied; dask calls this before it starts the first one."""
    del nanny
    if _FORK in get_all_start_methods():
        dask.config.set({"distributed.worker.multiprocessing-method": _FORK})
        get_mp_context().set_forkserver_preload(list(_MODULES))
