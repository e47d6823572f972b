"""Snapshot: the store as it was after the plan, in pieces that go to workers, and what they need besides."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp

from generator.annex.cluster.messages import squeezed
from generator.annex.cluster.work import PIECE, STORE
from generator.base.digest import digest
from generator.engine.batches import JOB
from generator.engine.renderer import COMPILED
from generator.store import database


class Snapshot:
    """A copy of a store that has no name: when this process ends, however it ends, it is gone."""

    def __init__(self, state: Path) -> None:
        """Copy the store of a state folder as far as it was committed."""
        self.beside = {JOB: (state / JOB).read_bytes()}
        """Files that lie beside a store, by their names: how pages are made, and the compiled templates."""
        for file in sorted((state / COMPILED).iterdir()):
            self.beside[f"{COMPILED}/{file.name}"] = file.read_bytes()
        self._file = TemporaryFile(dir=state)  # noqa: SIM115 - until it is closed
        self._sizes: list[int] = []
        self.digests: list[bytes] = []
        folder = Path(mkdtemp(prefix="cluster.", dir=state))
        try:
            database.copy(state, folder)
            with open(folder / STORE, "rb") as store:
                while piece := store.read(PIECE):
                    self._keep(squeezed(piece))
        except BaseException:
            self.close()
            raise
        finally:
            shutil.rmtree(folder)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces as they travel; they are made once, however many workers come."""
        self._file.seek(0)
        return map(self._file.read, self._sizes)

    def close(self) -> None:
        """Forget it."""
        self._file.close()

    def _keep(self, piece: bytes) -> None:
        self.digests.append(digest(piece))
        self._sizes.append(len(piece))
        self._file.write(piece)
