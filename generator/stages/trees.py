"""Trees: the folders of content/ as a commit has them.

git names a tree by all that is in it, so what is the same is not looked at, however large it is.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping

from generator.base.committed import Committed
from generator.base.errors import Problem
from generator.base.folder import ignored
from generator.base.source import Source
from generator.stages.listing import Listing
from generator.stages.unfit import folder_problem, link_problem
from generator.store import folders
from generator.store.database import Store


def listings(content: Source, store: Store) -> list[Listing]:
    """Return the folders of the content folder; those in which nothing differs without their files.

    Args:
        content: the content folder in a commit.
        store: the store; files that differ from what it knows are brought here at once.

    """
    known = folders.signatures(store)
    with Committed(content.folder, content.tree) as files:
        found = list(_walk(files, bytes.fromhex(content.tree), known))
        files.objects.fetch(name for one in found for name in _differing(one, store, known))
        # Asked while git is there; afterwards each file is read where it is parsed.
        sizes = {name: files.objects.size(name) for one in found for name in _differing(one, store, known)}

    def measure(status: str) -> str:
        name, mode = status.split(" ")
        return f"{sizes.get(name, 0)} 0 0 0 {mode}"

    return [
        Listing(one.path, one.lines, one.signature, one.folders, False, one.problems, one.refused, measure)
        for one in found
    ]


def _walk(files: Committed, top: bytes, known: Mapping[str, bytes]) -> Iterator[Listing]:
    """Yield the folders of a tree.

    Args:
        files: the tree.
        top: its name.
        known: path -> signature of each folder that the store knows; empty if it is to be looked at in any case.

    """
    doubtful = {above for path, signature in known.items() if not signature for above in _above(path)}
    pending = [("", top)]
    while pending:
        path, name = pending.pop()
        if known.get(path) == name and path not in doubtful:
            yield from (Listing(one, [], known[one]) for one in known if one.startswith(path))
            continue
        lines, inner, problems, refused = _look(files, path)
        pending += inner.items()
        yield Listing(path, lines, name, dict.fromkeys(inner, ""), False, tuple(problems), frozenset(refused))


def _above(path: str) -> Iterator[str]:
    yield path
    while path:
        path = path[: path.rstrip("/").rfind("/") + 1]
        yield path


def _look(files: Committed, path: str) -> tuple[list[str], dict[str, bytes], list[Problem], set[str]]:
    """Look into a folder; return its lines, the trees of the folders in it, problems, and links that lead astray."""
    lines, inner, problems, refused = [], {}, [], set()
    for name, entry in files.folder(path.rstrip("/")).items():
        if ignored(name):
            continue
        if stat.S_ISDIR(entry.mode):
            problem = folder_problem(path + name)
            if problem:
                problems.append(problem)
            else:
                inner[f"{path}{name}/"] = bytes.fromhex(entry.name)
            continue
        if stat.S_ISLNK(entry.mode):
            problem = link_problem(files, path + name)
            if problem:
                problems.append(problem)
                refused.add(path + name)
                continue
            entry = files.file(path + name)  # noqa: PLW2901 - what it stands for
        lines.append(f"{name}\0{entry.name} {entry.mode}")
    return sorted(lines), inner, problems, refused


def _differing(found: Listing, store: Store, known: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the names of the files of a folder that differ from those that the store knows."""
    if known.get(found.path) == found.signature:
        return
    before = {entry.name: entry.stat for entry in folders.entries(store, found.path)}
    for line in found.lines or ():
        file, _, status = line.partition("\0")
        if before.get(file) != folders.packed(status):
            name, _, mode = status.partition(" ")
            if stat.S_ISREG(int(mode)):
                yield name
