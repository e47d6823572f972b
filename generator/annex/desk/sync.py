"""Brings what was recorded here, and what was recorded elsewhere, together: fetch, merge, push. Nothing is ever forced.

A merge is made beside the working copy (`git merge-tree`), and its files are put in place when it is whole, so that
nobody sees one that is half merged; meanwhile nobody writes these files, and all others are written as ever. Where both
changed the same words of an article, the other text is kept as a version of it, and who publishes again after reading
that has decided. What is no text that could be read so stays as it is here, which is said.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from generator.annex.desk import manuscripts, notes
from generator.annex.desk.keeping import Keeping
from generator.annex.desk.merging import reconcile
from generator.annex.desk.repository import BusyError, CommitInfo, Repository, git, last_line, refused
from generator.base.errors import AdvisedError, MessageError, printable
from generator.base.git import run
from generator.base.sentences import Sentence, sentence
from generator.base.text import squeeze
from generator.model.records import Record

_NETWORK_SECONDS = 180.0
_RECORD_SECONDS = 20.0
_MAX_ATTEMPTS = 4
_MAX_SHOWN_NAMES = 5


class Place(Record, frozen=True):
    """Where the other side is."""

    remote: str
    branch: str

    @property
    def known(self) -> str:
        return f"refs/remotes/{self.remote}/{self.branch}"


class _Side(Record, frozen=True):
    """A file in one of the states that a merge puts together."""

    mode: str
    name: str


def sync(own: Keeping, info: CommitInfo) -> list[Sentence]:
    """Merge what the other side has, and send what is recorded here; return what is to be said of it."""
    place, remarks = place_of(own.repository), list[Sentence]()
    _recorded(own)
    for _ in range(_MAX_ATTEMPTS):
        theirs = _fetched(own.repository, place)
        remarks += _bring_in(own, theirs, info)
        if _sent(own.repository, place):
            return remarks
    raise AdvisedError(
        sentence("others publish at this moment, again and again"), sentence("publish again in a minute")
    )


def _recorded(own: Keeping) -> None:
    if not own.settle(_RECORD_SECONDS, typed=True):
        raise AdvisedError(
            sentence("what was written is not recorded yet: {why}", why=own.trouble),
            sentence("who works there with git ends it first; nothing of the texts is lost"),
        )


def place_of(repository: Repository) -> Place:
    """Return where a branch is sent to; raise AdvisedError if that is nowhere."""
    branch = repository.branch
    remotes = repository.ask("remote").split()
    remote = repository.ask("config", f"branch.{branch}.remote") if branch else ""
    remote = remote or ("origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else "")
    if not branch or remote not in remotes:
        raise AdvisedError(
            sentence("this site is not connected to the place where the portal is built"),
            sentence("who set it up connects it: git remote add origin ADDRESS, with a branch checked out"),
        )
    target = repository.ask("config", f"branch.{branch}.merge")
    return Place(remote, target.removeprefix("refs/heads/") or branch)


def _fetched(repository: Repository, place: Place) -> str:
    """Return the commit that the other side has; empty if it has nothing yet."""
    words = ["--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"]
    if repository.ask("rev-parse", "--is-shallow-repository") == "true":
        # Where both began may be further back.
        words.append("--unshallow")
    code, _, complaint = _network(
        repository, "fetch", *words, "--", place.remote, f"+refs/heads/{place.branch}:{place.known}"
    )
    if code and "find remote ref" in complaint:
        return ""
    if code:
        raise _refused_there(place, complaint)
    return repository.ask("rev-parse", "--verify", "--quiet", f"{place.known}^{{commit}}")


def _sent(repository: Repository, place: Place) -> bool:
    """Send; return False if the other side has moved on."""
    if repository.ask("rev-parse", "--verify", "--quiet", place.known) == repository.head:
        return True
    words = ("--quiet", "--porcelain", "--", place.remote, f"HEAD:refs/heads/{place.branch}")
    code, said, complaint = _network(repository, "push", *words)
    if not code:
        return True
    output = said.decode("utf-8", "replace") + complaint
    if "fetch first" in output or "non-fast-forward" in output or "cannot lock ref" in output:
        return False
    raise _refused_there(place, output)


def _network(repository: Repository, *words: str) -> tuple[int, bytes, str]:
    slow = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30")
    is_set = repository.ask("config", "core.sshCommand")
    ssh = () if is_set else ("-c", "core.sshCommand=ssh -o BatchMode=yes -o ConnectTimeout=20")
    return run(repository.top, *slow, *ssh, *words, seconds=_NETWORK_SECONDS, hooks=words[0] == "push")


def _bring_in(own: Keeping, theirs: str, info: CommitInfo) -> list[Sentence]:
    """Put what the other side has into the files here; return what is to be said of it."""
    repository = own.repository
    head = repository.head
    if not theirs or _is_in(repository, theirs, head):
        return []
    begun = repository.ask("merge-base", head, theirs) if head else theirs
    if not begun:
        raise AdvisedError(
            sentence("what is recorded here and what others have sent have no beginning in common"),
            sentence("who set the site up puts the two together; nothing is lost, and nothing was published"),
        )
    rows = repository.ask("diff", "--name-only", "--no-renames", "-z", begun, theirs).split("\0")
    with own.held(row_path for row in rows if (row_path := repository.below(row))):
        # What was typed since then, too; from here on nobody writes what is to be merged.
        _recorded(own)
        repository.check_free()
        head, remarks = repository.head, list[Sentence]()
        if not _is_in(repository, head, theirs):
            theirs, remarks = _merged(own, head, theirs, info)
        quiet = ("--quiet", "--ff-only", "--no-autostash", "--no-verify-signatures")
        code, _, complaint = run(repository.top, "merge", *quiet, theirs)
        if code:
            raise _refused_here(complaint)
    return remarks


def _is_in(repository: Repository, one: str, other: str) -> bool:
    return not one or run(repository.top, "merge-base", "--is-ancestor", one, other)[0] == 0


def _merged(own: Keeping, head: str, theirs: str, info: CommitInfo) -> tuple[str, list[Sentence]]:
    """Make a commit of both, which no branch has yet; return its name, and what is to be said of it."""
    repository = own.repository
    code, output, complaint = run(
        repository.top, "-c", "merge.conflictStyle=merge", "merge-tree", "--write-tree", "-z", "--no-messages", head,
        theirs,
    )  # fmt: skip
    parts = output.decode("utf-8", "surrogateescape").split("\0")
    if code > 1 or not parts[0]:
        raise refused(complaint)
    sides: dict[str, dict[str, _Side]] = {}
    for row in parts[1:]:
        kind, _, path = row.partition("\t")
        if path:
            mode, name, stage = kind.split()
            sides.setdefault(path, {})[stage] = _Side(mode, name)
    settled, stuck, remarks = {}, [], list[Sentence]()
    for path, found in sorted(sides.items()):
        side, said = _settled(repository, path, found)
        if side is None and not _is_decided(own, theirs, path, found["2"], found["3"]):
            title = manuscripts.headline_of(repository.blob(found["2"].name) or b"")
            stuck.append(f"“{title}”" if title else path)
        settled[path] = side or found["2"]
        remarks += said
    if stuck:
        raise AdvisedError(
            sentence("the same sentences were changed here and by somebody else: {names}", names=_listed(stuck)),
            sentence(
                "open the article and its history: the other text is there as a version; take over what is missing, "
                "then publish again"
            ),
        )
    return _committed(repository, parts[0], settled, (head, theirs), info), remarks


def _settled(repository: Repository, path: str, sides: dict[str, _Side]) -> tuple[_Side | None, list[Sentence]]:
    """Return what a file becomes that both sides changed, and what is to be said; None if somebody has to decide."""
    ours, other = sides.get("2"), sides.get("3")
    if ours is None or other is None:
        # One has deleted it, the other has written: what was written stays.
        return ours or other or sides["1"], []
    texts = [_text(repository, sides[stage]) if stage in sides else "" for stage in ("1", "3", "2")]
    base, theirs, mine = texts
    own = repository.below(path) or ""
    if base is None or theirs is None or mine is None or not (own.startswith("content/") and own.endswith(".md")):
        said = sentence(
            "{path} was changed here and by somebody else, and is no text that could be merged: what is here stays, "
            "and what the other one made of it is in the history of git", path=printable(own or path),
        )  # fmt: skip
        return ours, [said]
    merged = reconcile(base, theirs, mine)
    if merged is None:
        return None, []
    name = git(repository.top, "hash-object", "-w", "--stdin", f"--path={path}", given=merged.encode())
    return _Side(ours.mode, name.decode().strip()), []


def _text(repository: Repository, side: _Side) -> str | None:
    data = repository.blob(side.name) if side.mode.startswith("100") else None
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError:
        return None


def _is_decided(own: Keeping, theirs: str, path: str, ours: _Side, other: _Side) -> bool:
    """Return whether an article was saved since the other side's text was kept beside it; keep that."""
    if own.conflicts.setdefault((path, other.name), ours.name) != ours.name:
        return True
    repository, site = own.repository, own.site
    article = (repository.below(path) or "").removeprefix("content/")
    data = repository.blob(other.name) or b""
    if not any(notes.version(site, article, one.id) == data for one in notes.versions(site, article)):
        fields = repository.ask("log", "-1", "--format=%an%x00%at", theirs, "--", path).split("\0")
        at = int(fields[-1]) if fields[-1].isdecimal() else 0
        with contextlib.suppress(MessageError):
            notes.keep_version(site, article, printable(squeeze(fields[0])), at, data)
    return False


def _committed(
    repository: Repository, tree: str, settled: dict[str, _Side], parents: tuple[str, ...], info: CommitInfo
) -> str:
    """Make a commit of a tree in which some files are others; return its name."""
    index = {"GIT_INDEX_FILE": str((Path(repository.top) / repository.folder / "index.merge").absolute())}
    git(repository.top, "read-tree", tree, more=index)
    rows = "".join(f"{side.mode} {side.name}\t{path}\0" for path, side in settled.items())
    git(repository.top, "update-index", "-z", "--index-info", given=rows.encode("utf-8", "surrogateescape"), more=index)
    tree = git(repository.top, "write-tree", more=index).decode().strip()
    above = [word for parent in parents for word in ("-p", parent)]
    return git(repository.top, "commit-tree", tree, *above, "-m", info.message, more=info.identity).decode().strip()


def _listed(names: list[str]) -> str:
    return ", ".join(printable(name) for name in names[:_MAX_SHOWN_NAMES])


def _refused_here(complaint: str) -> AdvisedError | BusyError:
    names = [line.strip() for line in complaint.splitlines() if line.startswith("\t")]
    if not names:
        return refused(complaint)
    return AdvisedError(
        sentence(
            "others have changed files that were changed here with another program: {names}", names=_listed(names)
        ),
        sentence("who works there with git records that first; nothing is lost, and nothing was published"),
    )


_NO_NETWORK = (
    "could not resolve", "unable to access", "connection", "timed out", "network is unreachable", "no route to host",
    "early eof", "hung up",
)  # fmt: skip


def _refused_there(place: Place, complaint: str) -> AdvisedError:
    if any(word in complaint.lower() for word in _NO_NETWORK):
        return AdvisedError(
            sentence("the place where the portal is built cannot be reached"),
            sentence("look whether this machine is connected; everything is recorded here"),
        )
    return AdvisedError(
        sentence("the place where the portal is built refuses: {why}", why=last_line(complaint)),
        sentence(
            "who set it up looks at the address, and at the right to write there: git remote get-url {name}",
            name=printable(place.remote),
        ),
    )
