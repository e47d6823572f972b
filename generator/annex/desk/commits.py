"""The repository of a site, as the desk uses it beside people who use git: what is written there, and what is read.

A commit has the named files alone, with the bytes that it is given. It is made beside the working copy: whatever else
is changed or staged stays so, no hook runs, nothing is signed, and its cost does not grow with the site but for git's
index. Git runs in a session of its own, so that the end of the desk lets it finish.

What git says is content: it is bounded, decoded, and never taken for an option.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.annex.desk.git import BusyError, asked, git, run
from generator.annex.desk.index_lock import IndexLock
from generator.base.errors import printable
from generator.base.text import squeeze
from generator.model.records import Record

_PATIENCE = 10.0
"""Seconds for a history."""
_MOST = 200
"""Entries of a history."""
_LONGEST = 4 << 20
"""Bytes of a text."""
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_NAME = 120
_SENTENCE = 300
_BESIDE = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
"""What git keeps while somebody is in the middle of something."""
_UNWRITTEN = "refs/warta/merge"
"""git fast-import makes no commit without a reference."""


class Told(Record, frozen=True):
    """Who did something, when, and the sentence for the history."""

    name: str
    email: str
    at: int
    """Seconds since 1970."""
    zone: str
    """Of the site, as "+0700"."""
    said: str


class Left(Record, frozen=True):
    """What something left of a file."""

    path: str
    """From the site's folder, with forward slashes."""
    data: bytes | None = None
    """None if the file is gone, or `blob` has its bytes."""
    blob: str = ""
    """The name of an object that is in the repository already."""


class Entry(Record, frozen=True):
    """A version of a file in its history."""

    id: str
    at: int
    who: str
    said: str
    path: str
    """That the file had then, from the site's folder."""


class _Object(Record, frozen=True):
    mode: str
    name: str
    """Empty for none."""
    path: str
    """From the repository's top."""


_NOTHING = _Object("100644", "", "")


class Commits:
    """The repository that a site lies in."""

    def __init__(self, top: str, inside: str) -> None:
        self.top = top
        """The repository's folder."""
        self._inside = inside
        """The site's folder below it, with a slash at its end; empty for the whole."""
        self._folder = Path(top, git(top, "rev-parse", "--git-dir").decode().strip())
        self.lock = IndexLock(top, self._folder)

    # ----------------------------------------------------------------------- writing

    def commit(self, told: Told, files: Sequence[Left]) -> list[Left]:
        """Record what was done to some files, unless the repository has them like that; return those it is not to have.

        Those are what git is told to ignore, and what lies behind a link or in a repository of its own.

        Raises:
            BusyError: it cannot be done now.

        """
        for _ in range(5):
            with self.lock.held() as index:
                if self.is_busy:
                    raise BusyError("somebody else is in the middle of something")
                head = self.head
                known = self._known(head, [self._inside + one.path for one in files])
                alone = self._alone(known, [self._inside + one.path for one in files])
                wanted = self._wanted(known, [one for one in files if self._inside + one.path not in alone])
                changed = [one for one in wanted if one.name != known.get(one.path, _NOTHING).name]
                # A kill can come between the commit and the index.
                if changed or self._staged(wanted) != {one for one in wanted if one.name}:
                    self._stage(index, wanted, head)
                if not changed or self._committed(head, told, changed):
                    return [one for one in files if self._inside + one.path in alone]
                # Otherwise the next commit, whoever makes it, would include what is staged here.
                index.unlink(missing_ok=True)
        raise BusyError("somebody else commits all the time")

    def blob(self, path: str, data: bytes) -> str:
        """Put bytes into the repository, and return the name of the object."""
        words = ("-c", "core.safecrlf=false", "hash-object", "-w", "--stdin", f"--path={self._inside}{path}")
        return git(self.top, *words, given=data).decode().strip()

    def pack(self) -> None:
        """Let git pack what lies about, in the background, if it and its settings find that it is time."""
        run(self.top, "gc", "--auto", "--quiet")

    @property
    def head(self) -> str:
        """The commit that is checked out; empty in a new repository."""
        return asked(self.top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()

    @property
    def is_busy(self) -> bool:
        """Whether somebody is in the middle of a merge or the like."""
        return any((self._folder / name).exists() for name in _BESIDE)

    def _known(self, head: str, paths: Sequence[str]) -> dict[str, _Object]:
        """Return what a commit has at some paths from the top, or for a folder above them."""
        if not head:
            return {}
        asks = dict.fromkeys([*paths, *(above for path in paths for above in _above(path))])
        rows = asked(self.top, "ls-tree", "-z", "--full-tree", head, "--", *asks).split("\0")
        found = {}
        for row in rows:
            kind, _, path = row.partition("\t")
            if kind and " tree " not in kind:
                # What is a link there becomes a file, as the desk has written one.
                found[path] = _Object("100755" if kind.startswith("100755") else "100644", kind.split()[2], path)
        return found

    def _alone(self, known: Mapping[str, _Object], paths: Sequence[str]) -> set[str]:
        """Return the paths that this repository is not to have."""
        elsewhere = {path for path in paths if any(above in known for above in _above(path))}
        new = [path for path in paths if path not in known and path not in elsewhere]
        given = "".join(f"{path}\0" for path in new).encode("utf-8", "surrogateescape")
        ignored = asked(self.top, "check-ignore", "-z", "--stdin", given=given).split("\0") if new else []
        return elsewhere.union(filter(None, ignored))

    def _wanted(self, known: Mapping[str, _Object], files: Sequence[Left]) -> list[_Object]:
        """Return what a commit should have of some files; without a name what it should not have."""
        found = []
        for one in files:
            path = self._inside + one.path
            name = one.blob or (self.blob(one.path, one.data) if one.data is not None else "")
            found.append(_Object(known.get(path, _NOTHING).mode, name, path))
        return found

    def _staged(self, files: Sequence[_Object]) -> set[_Object]:
        rows = asked(self.top, "ls-files", "-z", "--stage", "--", *(one.path for one in files)).split("\0")
        pairs = (row.partition("\t") for row in rows if row)
        return {_Object(kind.split()[0], kind.split()[1], path) for kind, _, path in pairs}

    def _stage(self, index: Path, files: Sequence[_Object], head: str) -> None:
        """Write a new index, which has some files and otherwise what is staged now."""
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(self._folder / "index", index)
        nothing = "0" * len(next((one.name for one in files if one.name), head))
        rows = "".join(f"{one.mode if one.name else 0} {one.name or nothing} 0\t{one.path}\0" for one in files)
        given = rows.encode("utf-8", "surrogateescape")
        git(self.top, "update-index", "-z", "--index-info", given=given, index=index)

    def _committed(self, head: str, told: Told, changed: Sequence[_Object]) -> bool:
        """Make a commit; return False if somebody has made another one meanwhile."""
        rows = "".join(
            f"M {one.mode} {one.name} {self.quoted(one.path)}\n" if one.name else f"D {self.quoted(one.path)}\n"
            for one in changed
        )
        try:
            self._imported("HEAD", told, (f"from {head}\n" if head else "") + rows)
        except BusyError:
            if self.head != head:
                return False
            raise
        return True

    def make(self, told: Told, rows: str) -> str:
        """Make a commit that no branch has, and return its name; `rows` say what is in it, as in git fast-import."""
        # The reference is taken back before it is written, so that no kill leaves it.
        nothing = "0" * len(self.head)
        return self._imported(_UNWRITTEN, told, f"{rows}\nget-mark :1\nreset {_UNWRITTEN}\nfrom {nothing}\n")

    def _imported(self, ref: str, told: Told, rows: str) -> str:
        person = f"{_bare(told.name) or '?'} <{_bare(told.email)}> {told.at} {told.zone}"
        said = squeeze(told.said)[:_SENTENCE].encode("utf-8", "replace")
        top = f"commit {ref}\nmark :1\nauthor {person}\ncommitter {person}\ndata {len(said)}\n"
        given = top.encode("utf-8", "replace") + said + b"\n" + rows.encode("utf-8", "surrogateescape") + b"\n"
        return git(self.top, "fast-import", "--quiet", "--date-format=raw", given=given).decode().strip()

    def below(self, path: str) -> str | None:
        """Return a path from the top as one from the site's folder; None if it is not below that."""
        return path[len(self._inside) :] if path.startswith(self._inside) else None

    @staticmethod
    def quoted(path: str) -> str:
        """Return a path as git fast-import reads it."""
        escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'

    # ----------------------------------------------------------------------- reading

    def entries(self, path: str, most: int = _MOST) -> list[Entry]:
        """Return the newest versions of a file, the last one first, under all names that it had."""
        words = (
            "log", "-z", "--follow", "--no-show-signature", "--no-color", "--name-status", f"--max-count={most}",
            f"--format=%x01%H%x00%at%x00%<({_NAME},trunc)%an%x00%<({_SENTENCE},trunc)%s", "--", self._inside + path,
        )  # fmt: skip
        code, told, _ = run(self.top, *words, seconds=_PATIENCE)
        found = list(self._parsed(told.decode("utf-8", "surrogateescape").split("\0")))
        # Of a long history, what there was time for: the last one may be cut off.
        return found[:-1] if code else found

    def _parsed(self, parts: list[str]) -> Iterator[Entry]:
        at = 0
        while at + 4 < len(parts) and parts[at].startswith("\1") and _HASH.fullmatch(parts[at][1:]):
            name, epoch, who, said = parts[at][1:], *parts[at + 1 : at + 4]
            at += 4
            path = ""
            while at + 1 < len(parts) and not (parts[at].startswith("\1") and _HASH.fullmatch(parts[at][1:])):
                kind = parts[at].strip()
                at += 3 if kind[:1] in ("R", "C") else 2
                path = parts[at - 1] if at <= len(parts) and kind != "D" else path
            if path.startswith(self._inside):
                seconds = int(epoch) if epoch.isdecimal() and len(epoch) < 12 else 0
                person, told = printable(who).strip()[:_NAME], printable(said).strip()[:_SENTENCE]
                yield Entry(name, seconds, person, told, path[len(self._inside) :])

    def read(self, commit: str, path: str) -> bytes | None:
        """Return the bytes of a file in a commit, whose line ends git may have changed; None if it has none."""
        if not _HASH.fullmatch(commit):
            return None
        name = f"{commit}:{self._inside}{path}"
        size = asked(self.top, "cat-file", "-s", name).strip()
        if not size.isdecimal() or int(size) > _LONGEST:
            return None
        code, data, _ = run(self.top, "cat-file", "blob", name)
        return None if code else data


def repository_of(site: Path) -> Commits | None:
    """Return the repository that a site is part of; None if there is none, or no git."""
    folder = str(site)
    told = asked(folder, "rev-parse", "--show-toplevel", "--show-prefix")
    top, _, inside = told.partition("\n")
    inside = inside.rstrip("\n")
    # A site in a folder that happens to lie in somebody's repository is none of its parts.
    if not top or (inside and not asked(folder, "ls-files", "--", "site.yaml")):
        return None
    return Commits(top, inside)


def _above(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _bare(name: str) -> str:
    """Return a name or address without what has a meaning in a commit's head."""
    return squeeze(re.sub(r"[<>\x00-\x1f\x7f]", " ", name))[:_NAME]
