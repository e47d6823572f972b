"""Forks a machine's workers from one process that has imported everything they need.

`dask worker --preload-nanny generator.annex.cluster.worker_setup` runs this in the nanny, which starts the workers. A
worker that starts later runs the first one's program, whatever was installed meanwhile, and reports its version.
"""

from __future__ import annotations

from multiprocessing import get_all_start_methods

import dask
from distributed.utils import get_mp_context

_FORK = "forkserver"
_MODULES = ("distributed", "distributed.nanny", "generator.annex.cluster.worker_pool", "generator.markup.documents")
"""What workers import in any case; a build imports the last one only when it parses something."""


def dask_setup(_: object) -> None:
    """Fork workers where the system can; dask calls this before it starts the first."""
    if _FORK in get_all_start_methods():
        dask.config.set({"distributed.worker.multiprocessing-method": _FORK})
        get_mp_context().set_forkserver_preload(list(_MODULES))
