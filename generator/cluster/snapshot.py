"""Snapshot: the store as it was after the plan, in pieces that go to workers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from generator.base.digest import digest
from generator.cluster.parcels import squeezed
from generator.cluster.work import PIECE
from generator.stages.batches import JOB
from generator.store import database


class Snapshot:
    """A copy of a store that has no name: when this process ends, however it ends, it is gone."""

    def __init__(self, state: Path) -> None:
        """Copy the store of a state folder as far as it was committed."""
        self.job = (state / JOB).read_bytes()
        folder = Path(mkdtemp(prefix="cluster.", dir=state))
        try:
            database.copy(state, folder)
            self._file = open(folder / "store.db", "rb")  # noqa: SIM115 - until it is closed
        finally:
            shutil.rmtree(folder)
        self.digests = [digest(piece) for piece in self._read()]

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces as they travel."""
        return map(squeezed, self._read())

    def close(self) -> None:
        """Forget it."""
        self._file.close()

    def _read(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(PIECE):
            yield piece
