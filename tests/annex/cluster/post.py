"""A pool without a cluster: work goes by post to a folder that has nothing of the site, and comes back by post."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.annex.cluster import work
from generator.annex.cluster.executor import Cluster
from generator.annex.cluster.messages import Snapshot, packed, unpacked


class Letter:
    """Work that nobody has begun; `Post.fetch` does it."""

    def __init__(self, function: Callable[..., Any], data: bytes) -> None:
        self.function = function
        self.data = data
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Post:
    """Some workers, of which one does all, in its folder."""

    size = 2

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[str] = []
        """Names of what was done."""
        self.twice = False
        """Whether each batch of pages is made once for nothing."""
        self.snapshot: tuple[str, Snapshot] | None = None
        work.greet(folder)

    def send(self, function: Callable[..., Any], *args: object) -> Letter:
        return Letter(function, packed(args))

    def fetch(self, letter: Letter) -> Any:
        self.done.append(letter.function.__name__)
        args = unpacked(letter.data)
        if self.twice and letter.function is not work.read:
            letter.function(self.folder, *args)
        try:
            return unpacked(packed(letter.function(self.folder, *args)))
        except work.LackingError:
            self.supply()
            return self.fetch(letter)

    def give(self, build: str, snapshot: Snapshot) -> None:
        self.snapshot = build, snapshot
        self.supply()

    def supply(self) -> None:
        assert self.snapshot
        build, snapshot = self.snapshot
        for number, piece in enumerate(snapshot):
            work.take(self.folder, build, snapshot.digests, number, piece, {} if number else snapshot.beside)

    def restart(self) -> None:
        """Let another worker take the place of this one."""
        for build in self.folder.iterdir():
            work.drop(self.folder, build.name)
        shutil.rmtree(self.folder)
        work.greet(self.folder)

    def drop(self, build: str) -> None:
        work.drop(self.folder, build)


def cluster(post: Post) -> Cluster:
    """An executor that sends everything, however little it is."""
    made = Cluster(post)
    made.least = 0
    return made
