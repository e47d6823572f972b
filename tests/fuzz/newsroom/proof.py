"""The proof after each step: the incremental build against a clean one, and against what the output was before."""

from __future__ import annotations

import json
import os
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import ClassVar

from tests.support import Portal, Problem, RefusedError, Report

Files = dict[str, bytes]
MARKER, STAGE = ".warta", ".warta-stage"
"""What the generator keeps in its output for itself."""
OF_READING = frozenset(
    "bad-address bad-comment bad-date bad-entry bad-front-matter bad-link bad-name bad-pages bad-tag bad-value bad-yaml date-order"
    " duplicate-key missing-key not-utf8 over-limit refused-file reserved-address same-id unknown-category unread-file unreadable".split()
)
"""Codes of what is told of a draft, or of a file, only by the build that reads it."""
KEPT = (".ssg/pictures", ".ssg/templates")
"""Caches by digest that a clean build may find: to fill them takes longer than all else."""


@dataclass(frozen=True)
class Seen:
    """A folder at a moment."""

    files: Files
    stats: dict[str, tuple[int, ...]]
    """Path -> mtime, inode, size, ctime."""
    empty: frozenset[str]
    """Folders without a file in them or below them."""

    def mtime(self, path: str) -> int:
        return self.stats[path][0]


NOTHING = Seen({}, {}, frozenset())


def see(folder: Path, last: Seen = NOTHING) -> Seen:
    """Look at a folder; a file whose stat is that of the last look is not read again."""
    files, stats, folders = {}, {}, set()
    top = len(str(folder)) + 1
    pending = [str(folder)] if folder.is_dir() else []
    while pending:
        at = pending.pop()
        folders.add(at[top:])
        with os.scandir(at) as found:
            for item in found:
                if item.is_dir(follow_symlinks=False):
                    pending.append(item.path)
                    continue
                path, status = item.path[top:], item.stat(follow_symlinks=False)
                stats[path] = (status.st_mtime_ns, status.st_ino, status.st_size, status.st_ctime_ns)
                if last.stats.get(path) == stats[path]:
                    files[path] = last.files[path]
                else:
                    files[path] = Path(item.path).read_bytes()
    full = {""}
    for path in files:
        while path := path.rpartition("/")[0]:
            full.add(path)
    return Seen(files, stats, frozenset(folders - full))


@dataclass(frozen=True)
class Outcome:
    """What a build came to: problems, or none and the files."""

    problems: tuple[Problem, ...]
    warnings: frozenset[Problem]
    held: frozenset[Problem]
    """What keeps files from being published that are held back."""
    files: Files = field(repr=False)


def outcome(build: Callable[[], Report], files: Callable[[], Files]) -> Outcome:
    """Build, and return what it came to."""
    try:
        report = build()
    except RefusedError as error:
        assert error.problems, error.said
        return Outcome(tuple(map(_plain, error.problems)), frozenset(), frozenset(), {})
    # What an output has lost, a clean one never had.
    told = frozenset(warning for warning in report.warnings if warning.code not in ("lost-address", "lost-media"))
    return Outcome((), told, frozenset(map(_told, report.held)), files())


def _told(problem: Problem) -> Problem:
    """Return a problem without its hint: what else there is may have changed since the file was read."""
    return replace(problem, hint="")


def _plain(problem: Problem) -> Problem:
    """Return a problem without the pages that a broken template spoils: a first build makes more of them."""
    own = problem.path.startswith(("content", "site.yaml"))
    return problem if own else replace(problem, hint="")


class Clean:
    """Clean builds of a site, each made once."""

    known: ClassVar[OrderedDict[bytes, Outcome]] = OrderedDict()
    """Digest of all that goes into a build -> what it came to; for all newsrooms of this process."""
    MOST = 100

    def __init__(self, folder: Path) -> None:
        self.portal = Portal(folder, judge=True)
        self._inputs = NOTHING
        self._copied: dict[str, bytes] = {}
        self._number = 0
        folder.mkdir()

    def build(self, site: Path, now: int) -> Outcome:
        """Return what a build from nothing comes to."""
        inputs = self._look(site)
        parts = [*sorted(inputs.files.items()), *sorted(inputs.empty), now]
        name = _digest(repr(parts).encode())
        if name not in self.known:
            self._copy(inputs)
            self.known[name] = self._build(now)
            if len(self.known) > self.MOST:
                self.known.popitem(last=False)
        return self.known[name]

    def _look(self, site: Path) -> Seen:
        """Return all that goes into a build."""
        files, stats, empty = {}, {}, set()
        config = site / "site.yaml"
        if config.exists():
            files["site.yaml"] = config.read_bytes()
        for name in ("content", "themes", "data"):
            part = see(site / name, _below(self._inputs, name))
            files.update((f"{name}/{path}", data) for path, data in part.files.items())
            stats.update((f"{name}/{path}", stat) for path, stat in part.stats.items())
            empty.update(f"{name}/{path}" for path in part.empty)
            if (site / name).is_dir():
                empty.add(name)
        self._inputs = Seen(files, stats, frozenset(empty))
        return self._inputs

    def _copy(self, inputs: Seen) -> None:
        """Bring the copy of the site up to date."""
        top = self.portal.folder
        for path in [path for path in self._copied if path not in inputs.files]:
            (top / path).unlink()
        for name in ("content", "themes", "data"):
            for folder, _, _ in os.walk(top / name, topdown=False):
                if not os.listdir(folder):
                    os.rmdir(folder)
        for path in inputs.empty:
            (top / path).mkdir(parents=True, exist_ok=True)
        for path, data in inputs.files.items():
            if self._copied.get(path) != data:
                self.portal.add(path, data)
        self._copied = dict(inputs.files)

    def _build(self, now: int) -> Outcome:
        self._number += 1
        shutil.rmtree(self.portal.output, ignore_errors=True)
        state = self.portal.folder / ".ssg"
        # Now and then pictures are encoded anew: what is kept is checked by its digest alone.
        kept = KEPT if self._number % 8 else KEPT[1:]
        for item in [*state.iterdir()] if state.exists() else []:
            if f".ssg/{item.name}" in kept:
                continue
            shutil.rmtree(item) if item.is_dir() else item.unlink()
        self.portal.now = now
        return outcome(lambda: self.portal.build(all=True), lambda: see(self.portal.output).files)


def _below(seen: Seen, name: str) -> Seen:
    """Return what was seen below a folder."""
    cut = len(name) + 1
    own = [path for path in seen.stats if path.startswith(f"{name}/")]
    return Seen({p[cut:]: seen.files[p] for p in own}, {p[cut:]: seen.stats[p] for p in own}, frozenset())


class Proof:
    """One output of a site, and what is known of it."""

    def __init__(self, portal: Portal, output: Path) -> None:
        self.portal = portal
        self.output = output
        self.base: Files | None = {}
        """The files of which whoever deploys knows; None when nobody can say."""
        self.killed = False
        """Whether a build of this output was killed since one ended well."""
        self._seen = NOTHING

    def look(self) -> Seen:
        """Look at the output as it is."""
        self._seen = see(self.output, self._seen)
        return self._seen

    def altered(self, *, lost: bool = False) -> None:
        """Take note that somebody else has altered the output, or the list of changes."""
        self.base = None if self.killed else {} if lost else _shown(self.look().files)

    def forget(self) -> None:
        """Take note that nobody can say what the list of changes must hold."""
        self.base = None

    def marked(self) -> bytes:
        """Return what the output says of itself."""
        return self.look().files.get(MARKER, b"")

    def build(self, **options: object) -> None:
        """Build what is no clean build yet; whoever deploys knows of it."""
        found = outcome(lambda: self.portal.build(output=str(self.output), **options), lambda: self.look().files)
        if not found.problems:
            self.base, self.killed = _shown(found.files), False

    def ended(self) -> None:
        """Take note that somebody else has built, and was told of all that differs."""
        self.base, self.killed = _shown(self.look().files), False

    def check(self, expected: Outcome, **options: object) -> Outcome:
        """Build, and compare all that can be seen of it with a clean build and with the output as it was."""
        before, told = self.look(), self._told()
        found = outcome(
            lambda: self.portal.build(output=str(self.output), all=True, **options), lambda: self.look().files
        )
        assert found.problems == expected.problems, _different(found, expected)
        after = self.look()
        if found.problems:
            self._refused(before, after, told)
        else:
            self._published(before, after, expected, told)
            listed = {problem.path for problem in expected.held}
            assert {*json.loads(self._told() or b"{}").get("held", ())} == listed, "what is held is not listed"
            assert found.held == expected.held, f"held back otherwise: {sorted(map(str, found.held ^ expected.held))}"
            assert found.warnings <= expected.warnings or self.killed, "a warning that a clean build does not have"
            strange = _of_content(found.warnings) ^ _of_content(expected.warnings)
            assert not strange, f"the faults are not those of a clean build: {sorted(map(str, strange))}"
            self.base, self.killed = _shown(after.files), False
        return found

    def _refused(self, before: Seen, after: Seen, told: bytes) -> None:
        """An edit that is refused changes nothing of what is published."""
        assert not _staged(after), "a staging folder was left"
        if _staged(before):
            # A journal that a killed build has left is carried out, whatever comes of this one.
            return
        assert after.files == before.files, "a refused edit changed the output"
        for path in after.files:
            assert after.mtime(path) == before.mtime(path), f"a refused edit touched {path}"
        assert after.empty == before.empty, "a refused edit changed folders"
        assert self._told() == told, "a refused edit changed the list of changes"

    def _published(self, before: Seen, after: Seen, expected: Outcome, told: bytes) -> None:
        """The bytes are those of a clean build, and nothing else was touched, left over, or kept from whoever deploys."""
        assert sorted(after.files) == sorted(expected.files)
        for path, data in after.files.items():
            assert data == expected.files[path], f"{path} differs from a clean build"
            if before.files.get(path) == data and path != MARKER and not _staged(before):
                assert after.mtime(path) == before.mtime(path), f"{path} was touched"
        assert not after.empty, f"empty folders are left: {sorted(after.empty)}"
        self._listed(_shown(after.files), told)

    def _listed(self, after: Files, told: bytes) -> None:
        """`changed.json` holds how the output differs from what whoever deploys knows."""
        if self.base is None:
            return
        wanted = difference(self.base, after)
        if not any(wanted.values()):
            # A list that was lost is written again, and says that nothing changed; what is held back stands beside it.
            kept = _changes(self._told()) == _changes(told) or (not told and not any(_changes(self._told()).values()))
            assert self.killed or kept, "the list of changes was written, and nothing changed"
            return
        found = _changes(self._told())
        if self.killed:
            # What was changed by a build that was killed and changed back by this one may be named.
            for part, paths in wanted.items():
                assert paths.keys() <= {**found[part], **found["changed"]}.keys(), f"{part} lacks a path"
        else:
            assert found == wanted, "the list of changes is not the difference"

    def _told(self) -> bytes:
        file = self.portal.folder / ".ssg/changed.json"
        return file.read_bytes() if file.exists() else b""


def _changes(told: bytes) -> dict[str, dict[str, str]]:
    """Return what a list says of the output."""
    found: dict[str, dict[str, str]] = json.loads(told) if told else {}
    found.pop("held", None)
    return found


def _of_content(warnings: Iterable[Problem]) -> set[Problem]:
    return {one for one in warnings if one.path.startswith("content/") and one.code not in OF_READING}


def _shown(files: Files) -> Files:
    """Return the files that are published."""
    return {path: data for path, data in files.items() if path != MARKER and not path.startswith(f"{STAGE}/")}


def _staged(seen: Seen) -> bool:
    return any(path.startswith(STAGE) for path in (*seen.files, *seen.empty))


def _digest(data: bytes) -> bytes:
    """Return the digest by which the list of changes names a file's content."""
    return blake2b(data, digest_size=16).digest()


def difference(before: Files, after: Files) -> dict[str, dict[str, str]]:
    """Return what the list of changes must hold."""
    both = before.keys() & after.keys()
    parts = {
        "added": {path: after[path] for path in after.keys() - both},
        "changed": {path: after[path] for path in both if after[path] != before[path]},
        "deleted": {path: before[path] for path in before.keys() - both},
    }
    return {name: {path: _digest(data).hex() for path, data in part.items()} for name, part in parts.items()}


def _different(found: Outcome, expected: Outcome) -> str:
    lines = ["the incremental build says:", *map(str, found.problems), "and a clean one:", *map(str, expected.problems)]
    return "\n".join(lines)
