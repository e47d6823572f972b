"""The workers of a build, as the command line names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import UsageError
from generator.base.ownfiles import claim_folder
from generator.base.sentences import Sentence, sentence
from generator.store.database import STATE

if TYPE_CHECKING:
    from concurrent.futures import Executor

_FORM = re.compile(r"local:[1-9][0-9]{0,2}|(?:tcp|tls)://[^\s/]+:[0-9]{1,5}", re.ASCII)


def checked(address: str) -> str:
    """Return the address of a cluster.

    Raises:
        UsageError: it is none.

    """
    if not _FORM.fullmatch(address):
        raise UsageError(
            sentence(
                "--cluster {address}: it is tcp://HOST:PORT or tls://HOST:PORT of a scheduler, or local:N for so many "
                "workers of this machine",
                address=address,
            )
        )
    return address


class Workers:
    """Who makes the batches of a build."""

    def __init__(self, jobs: int, executor: Executor | None = None, told: list[Sentence] | None = None) -> None:
        """Take their number, 0 for one a processor; the executor that has them, if any; where it is said of them."""
        self.jobs = jobs
        self.executor = executor
        self.told = [] if told is None else told


@contextmanager
def workers(site: str, address: str, jobs: int) -> Iterator[Workers]:
    """Have the workers of a cluster; those of this machine if there is no address.

    Raises:
        UsageError: dask is not here.
        MachineError: the cluster is of no use.

    """
    if not address:
        yield Workers(jobs)
        return
    try:
        # Imported here: whoever builds without a cluster need not have dask.
        from generator.cluster.crew import crew  # noqa: PLC0415
        from generator.cluster.executor import Cluster  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "generator":
            raise
        raise UsageError(
            sentence(
                "--cluster needs {package}; pip install distributed cryptography, in the environment of ssg",
                package=error.name,
            )
        ) from error
    with crew(address, claim_folder(claim_folder(Path(site, STATE)) / "workers")) as found:
        made = Workers(found.size, Cluster(found))
        yield made
        made.told = found.told
