"""Resolves links whose path may be relative to the folder of their file, such as `gambar/x.jpg`.

A file beside the text takes precedence; otherwise the path counts from content/. Adding or deleting a file re-parses
the documents that reference it (`named_by`).

Letter case makes no difference, as in addresses: some file systems ignore it, and the portal is the same on all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from generator.base.errors import Problem, Where
from generator.base.folder import Files
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.model.lookup_keys import relative_path_key
from generator.model.records import Link, Record
from generator.store import documents, names
from generator.store.database import Store

_END = re.compile(r"[?#]")


class Settled(Record, frozen=True):
    """Links of a text, each resolved to one file."""

    links: tuple[Link, ...]
    probed_paths: tuple[str, ...]
    """Paths below content/ that were looked up, existing or not."""
    warnings: tuple[Problem, ...]
    """For paths that may mean two files."""


def settled(links: Sequence[Link], folder: Files, path: str, *, pictures: bool) -> Settled:
    """Return the links of a file with the files that they mean; without `pictures`, pictures are not in content/."""
    own = path.rpartition("/")[0]
    found: list[Link] = []
    known: dict[str, bool] = {}
    warnings = []
    for link in links:
        end = _END.search(link.target)
        inner = link.target[: end.start()] if end else link.target
        if not own or not _is_unclear(inner, picture=link.kind == "image") or (link.kind == "image" and not pictures):
            found.append(link)
            continue
        near = f"{own}/{inner}"
        for candidate in (near, inner):
            if candidate not in known:
                known[candidate] = folder.has(candidate)
        found.append(replace(link, target=f"/{own}/{link.target}") if known[near] else link)
        if known[near] and known[inner]:
            warnings.append(_problem(path, link, near, inner))
    return Settled(tuple(found), tuple(known), tuple(warnings))


def named_by(store: Store, paths: Iterable[str]) -> list[str]:
    """Return the files whose links change meaning because files were added or deleted."""
    docs = set().union(*(names.users(store, relative_path_key(path)) for path in paths))
    return sorted(documents.path(store, doc) for doc in docs)


def _is_unclear(target: str, *, picture: bool) -> bool:
    """Return whether a target names a file in a folder, without saying where that folder is."""
    above, _, name = target.rpartition("/")
    return bool(above) and target[0] != "/" and not target.startswith("content/") and (picture or "." in name)


def _problem(path: str, link: Link, near: str, far: str) -> Problem:
    message = sentence(
        "{target} is {near} here, but there is {far} too",
        target=quoted(link.target),
        near=f"content/{near}",
        far=f"content/{far}",
    )
    hint = sentence("write /{near} or /{far}, which can mean only one of them", near=near, far=far)
    return Problem(Where(f"content/{path}", link.line, link.column), "unclear-path", message, hint)
