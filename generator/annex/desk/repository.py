"""The repository that a site lies in: what the desk records there, beside people who use git, and what it reads there.

A commit has the named files alone, as they are. Whatever else is changed or staged stays so, no hook runs, and nothing
is signed. What git says is content: it is bounded, decoded, and never taken for an option.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.annex.desk.files import MAX_BYTES
from generator.base.errors import MessageError, UsageError, printable
from generator.base.git import asked, run
from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.editing.sources import NOTES
from generator.model.records import Record

_LOG_SECONDS = 10.0
_MAX_ENTRIES = 200
_MAX_NAMES = 20
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ROW = re.compile(r"\x01([0-9a-f]{40,64})\0([0-9]+)\0([^\0]*)\0([^\0]*)\0")
_MAX_NAME = 120
_MAX_SAID = 300
_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG", "rebase-merge", "rebase-apply")
_STALE_LOCK_SECONDS = 3600.0
_EXCLUDED = ("/.ssg/", "/build/")
_MOMENTARY = (f"**/{NOTES}/*.{'[0-9a-f]' * 12}.md", "**/.ssg-*.new")
"""Changes that wait beside an article, and a file that a killed write has left."""


class BusyError(MessageError):
    """Somebody else uses the repository, or git failed; it is to be tried again."""


class CommitInfo(Record, frozen=True):
    """Author, time and message of a commit."""

    name: str
    email: str
    at: int
    """Seconds since 1970."""
    zone: str
    """Of the site, as "+0700"."""
    said: str

    @property
    def identity(self) -> dict[str, str]:
        one = {"NAME": _bare(self.name) or "?", "EMAIL": _bare(self.email), "DATE": f"@{self.at} {self.zone}"}
        return {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in one.items()}

    @property
    def message(self) -> str:
        return squeeze(self.said)[:_MAX_SAID].encode("utf-8", "replace").decode()


class Entry(Record, frozen=True):
    """A version of a file in its history."""

    id: str
    at: int
    who: str
    said: str
    path: str
    """That the file had then, from the site's folder."""


class Repository:
    """The repository that a site lies in."""

    def __init__(self, top: str, inside: str) -> None:
        self.top = top
        """The repository's folder."""
        self.inside = inside
        """The site's folder below it, with a slash at its end; empty for the whole."""
        self.folder = Path(top, git(top, "rev-parse", "--git-dir").decode().strip())
        """Git's own, such as .git."""

    def commit(self, info: CommitInfo, paths: Sequence[str]) -> None:
        """Record some files as they are, by their paths from the site's folder; raise BusyError."""
        self.check_free()
        words = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--")
        rows = git(self.top, *words, *(self.inside + path for path in paths)).decode("utf-8", "surrogateescape")
        states = {row[3:]: row[:2] for row in rows.split("\0") if row}
        if new := [path for path, state in states.items() if state == "??"]:
            # What is only announced is in no commit that somebody else makes meanwhile.
            git(self.top, "add", "--intent-to-add", "--", *new)
        if not states:
            return
        alone = ("commit", "--quiet", "--only", "--no-verify", "--no-gpg-sign", "-m", info.message, "--")
        code, output, complaint = run(self.top, *alone, *states, more=info.identity)
        gone = [path for path, state in states.items() if "D" in state]
        if code and gone and b"nothing" in output:
            # It was never recorded.
            git(self.top, "rm", "--quiet", "--cached", "--ignore-unmatch", "--", *gone)
        elif code:
            raise refused(complaint)

    def check_free(self) -> None:
        """Raise BusyError while somebody is in the middle of something; remove a lock that was left long ago."""
        if any((self.folder / name).exists() for name in _UNFINISHED):
            raise BusyError(sentence("somebody is in the middle of a merge or a rebase in the repository of the site"))
        if not self.branch:
            raise BusyError(sentence("no branch is checked out in the repository of the site"))
        lock = self.folder / "index.lock"
        with contextlib.suppress(OSError):
            if time.time() - lock.stat().st_mtime > _STALE_LOCK_SECONDS:
                lock.unlink()

    @property
    def head(self) -> str:
        """The commit that is checked out; empty in a new repository."""
        return self.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    @property
    def branch(self) -> str:
        return self.ask("symbolic-ref", "--quiet", "--short", "HEAD")

    def ask(self, *words: str) -> str:
        """Return what git says, without the end of its line; empty if it fails."""
        return asked(self.top, *words)

    def below(self, path: str) -> str | None:
        """Return a path from the top as one from the site's folder; None if it is not below that."""
        return path[len(self.inside) :] if path.startswith(self.inside) else None

    def entries(self, path: str) -> list[Entry]:
        """Return the newest versions of a file, the last one first, under all names that it had."""
        found: list[Entry] = []
        start = "HEAD"
        for _ in range(_MAX_NAMES):
            some = [*self._log(start, path)]
            found += some
            if not some or len(found) >= _MAX_ENTRIES or not (path := self._name_before(some[-1].id, path)):
                break
            start = f"{some[-1].id}^"
        return found[:_MAX_ENTRIES]

    def _log(self, start: str, path: str) -> Iterator[Entry]:
        # Without --raw, git forgets the filter: a deletion leaves no version.
        words = (
            "log", "-z", "--raw", "--diff-filter=d", "--no-renames", "--no-show-signature", "--no-color",
            f"--format=%x01%H%x00%at%x00%<({_MAX_NAME},trunc)%an%x00%<({_MAX_SAID},trunc)%s",
            f"--max-count={_MAX_ENTRIES}", start, "--", self.inside + path,
        )  # fmt: skip
        _, output, _ = run(self.top, *words, seconds=_LOG_SECONDS)
        # Of a long history, what there was time for.
        for name, epoch, who, said in _ROW.findall(output.decode("utf-8", "surrogateescape")):
            seconds = int(epoch) if len(epoch) < 12 else 0
            yield Entry(name, seconds, printable(who).strip()[:_MAX_NAME], printable(said).strip()[:_MAX_SAID], path)

    def _name_before(self, commit: str, path: str) -> str:
        """Return the name that a commit took from a file when it gave it this one; empty if it began the file."""
        rows = asked(
            self.top, "diff-tree", "-r", "-z", "-M", "--no-commit-id", "--diff-filter=R", "--name-status", commit
        )
        fields = rows.split("\0")
        names = dict(zip(fields[2::3], fields[1::3], strict=False))
        return self.below(names.get(self.inside + path, "")) or ""

    def read(self, commit: str, path: str) -> bytes | None:
        """Return the bytes of a file in a commit, whose line ends git may have changed; None if it has none."""
        return self.blob(f"{commit}:{self.inside}{path}") if _HASH.fullmatch(commit) else None

    def blob(self, name: str) -> bytes | None:
        """Return the bytes of an object; None if there is none, or it is too long."""
        size = self.ask("cat-file", "-s", name)
        if not size.isdecimal() or int(size) > MAX_BYTES:
            return None
        code, data, _ = run(self.top, "cat-file", "blob", name)
        return None if code else data


def repository_of(site: Path, first: CommitInfo) -> tuple[Repository, bool]:
    """Return the repository that a site is part of, and whether it was made now, with all that is there as `first`."""
    folder = str(site)
    try:
        top, inside = _place(folder)
        made = not top
        if made:
            git(folder, "init", "--quiet")
            top, inside = _place(folder)
        found = Repository(top, inside)
        _prepare(found, made=made)
        if made:
            git(folder, "add", "--all")
            git(folder, "commit", "--quiet", "--no-verify", "--no-gpg-sign", "-m", first.message, more=first.identity)
    except BusyError as error:
        raise UsageError(
            sentence("the desk keeps its history with git, which cannot be used: {why}", why=error.said)
        ) from error
    return found, made


def _place(folder: str) -> tuple[str, str]:
    """Return the top of the repository that a site is part of, and the site's folder below it; empty for none."""
    top, _, inside = asked(folder, "rev-parse", "--show-toplevel", "--show-prefix").partition("\n")
    # A site in a folder that happens to lie in somebody's repository is none of its parts.
    return ("", "") if inside and not asked(folder, "ls-files", "--", "site.yaml") else (top, inside)


def _prepare(repository: Repository, *, made: bool) -> None:
    """Tell git what is never recorded, and that two lists of notes are one with the lines of both."""
    top = repository.top
    info = Path(top, asked(top, "rev-parse", "--git-common-dir"), "info")
    info.mkdir(exist_ok=True)
    excluded = [*_MOMENTARY, *(_EXCLUDED if made else ())]
    for name, lines in (("exclude", excluded), ("attributes", [f"**/{NOTES}/*.jsonl merge=union"])):
        file = info / name
        there = file.read_bytes() if file.exists() else b""
        new = [line for line in lines if line.encode() not in there.splitlines()]
        if new:
            file.write_bytes(
                there.removesuffix(b"\n") + b"\n" * bool(there) + "".join(f"{one}\n" for one in new).encode()
            )


def _bare(name: str) -> str:
    """Return a name or address without what has a meaning in a commit's head."""
    return squeeze(re.sub(r"[<>\x00-\x1f\x7f]", " ", name))[:_MAX_NAME]


def git(folder: str, *words: str, given: bytes = b"", more: Mapping[str, str] | None = None) -> bytes:
    """Return the output of git in a folder; `more` are further variables. Raise BusyError if it fails."""
    code, output, complaint = run(folder, *words, given=given, more=more or {})
    if code:
        raise refused(complaint)
    return output


def last_line(complaint: str) -> str:
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "!"))]
    # The last line of a push has where that is on some disk, and not why.
    telling = [line for line in telling if not line.startswith("error: failed to push")]
    return printable((telling or lines or ["?"])[-1])[:200]


def refused(complaint: str) -> BusyError:
    if ".lock'" in complaint:
        return BusyError(sentence("another program is using the repository of the site (.git/index.lock is there)"))
    return BusyError(sentence("git refuses: {why}", why=last_line(complaint)))
