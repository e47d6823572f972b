"""Brings what was recorded here, and what was recorded elsewhere, together: fetch, merge, push. Nothing is ever forced.

A merge is made beside the working copy, and only when it is whole are its files put in place, so that nothing can be
left half merged. What two people did to different words of an article is merged as in the desk; where they changed the
same words, the other text is kept as a version of the article, and who publishes again after reading that has decided.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal, Protocol

from generator.annex.desk import manuscripts
from generator.annex.desk.commits import Commits, Told
from generator.annex.desk.git import BusyError, asked, git, run
from generator.annex.desk.merging import reconcile
from generator.base.errors import AdvisedError, printable
from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.editing.sources import NOTES
from generator.model.records import Record

_NETWORK = 180.0
"""Seconds for one talk with the other side."""
_TIMES = 4
"""How often it is begun again because the other side has moved on meanwhile."""
_TEXT = 4 << 20
_SHOWN = 5
"""Names in a sentence."""

Step = Literal["fetching", "merging", "sending"]


class RefusedError(AdvisedError):
    """It cannot be published now: why, and what to do."""


class Keep(Protocol):
    """Keeps texts that could not be merged."""

    def __call__(self, path: str, who: str, text: bytes) -> None:
        """Keep a text of an article, by its path below content/."""

    def has(self, path: str, text: bytes) -> bool:
        """Return whether it was kept, so that somebody could read it."""


class Place(Record, frozen=True):
    """Where the other side is."""

    remote: str
    branch: str

    @property
    def known(self) -> str:
        """What is known here of it."""
        return f"refs/remotes/{self.remote}/{self.branch}"


class _Side(Record, frozen=True):
    """A file in one of the states that a merge puts together."""

    mode: str
    name: str


def sync(
    commits: Commits, writing: threading.RLock, settle: Callable[[], bool], keep: Keep, told: Told,
    tell: Callable[[Step], object],
) -> None:  # fmt: skip
    """Merge what the other side has, and send what is recorded here; `settle` records what was typed.

    Raises:
        RefusedError: it cannot be done.

    """
    place = place_of(commits)
    # First without holding up those who write: then there is little left to record.
    _recorded(settle)
    for _ in range(_TIMES):
        tell("fetching")
        theirs = _fetched(commits, place)
        tell("merging")
        with writing:
            _recorded(settle)
            try:
                _bring_in(commits, theirs, keep, told)
            except BusyError as error:
                raise _refused_here(str(error)) from error
        tell("sending")
        if _sent(commits, place):
            return
    raise RefusedError(
        sentence("others publish at this moment, again and again"), sentence("publish again in a minute")
    )


def _recorded(settle: Callable[[], bool]) -> None:
    if not settle():
        raise RefusedError(
            sentence("what was written could not be recorded: another program is at work in the site's folder"),
            sentence("close it there, and publish again"),
        )


def place_of(commits: Commits) -> Place:
    """Return where a branch is sent to; raise RefusedError if that is nowhere."""
    branch = asked(commits.top, "symbolic-ref", "--quiet", "--short", "HEAD").strip()
    remotes = asked(commits.top, "remote").split()
    remote = asked(commits.top, "config", f"branch.{branch}.remote").strip() if branch else ""
    remote = remote or ("origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else "")
    if not branch or remote not in remotes:
        raise RefusedError(
            sentence("this site is not connected to the place where the portal is built"),
            sentence("who set it up connects it: git remote add origin ADDRESS, with a branch checked out"),
        )
    target = asked(commits.top, "config", f"branch.{branch}.merge").strip()
    return Place(remote, target.removeprefix("refs/heads/") or branch)


def _fetched(commits: Commits, place: Place) -> str:
    """Return the commit that the other side has; empty if it has nothing yet."""
    words = ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--")
    code, _, complaint = _network(commits, "fetch", *words, place.remote, f"+refs/heads/{place.branch}:{place.known}")
    if code and "find remote ref" in complaint:
        return ""
    if code:
        raise _refused_there(place, complaint)
    return asked(commits.top, "rev-parse", "--verify", "--quiet", f"{place.known}^{{commit}}").strip()


def _sent(commits: Commits, place: Place) -> bool:
    """Send; return False if the other side has moved on."""
    if asked(commits.top, "rev-parse", "--verify", "--quiet", place.known).strip() == commits.head:
        return True
    words = ("--quiet", "--porcelain", "--", place.remote, f"HEAD:refs/heads/{place.branch}")
    code, said, complaint = _network(commits, "push", *words)
    if not code:
        return True
    told = said.decode("utf-8", "replace") + complaint
    if "fetch first" in told or "non-fast-forward" in told or "cannot lock ref" in told:
        return False
    raise _refused_there(place, told)


def _network(commits: Commits, *words: str) -> tuple[int, bytes, str]:
    slow = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30")
    is_set = asked(commits.top, "config", "core.sshCommand").strip()
    ssh = () if is_set else ("-c", "core.sshCommand=ssh -o BatchMode=yes -o ConnectTimeout=20")
    return run(commits.top, *slow, *ssh, *words, seconds=_NETWORK, hooks=words[0] == "push")


# --------------------------------------------------------------------------- merging


def _bring_in(commits: Commits, theirs: str, keep: Keep, told: Told) -> None:
    """Put what the other side has into the files here."""
    head = commits.head
    if not theirs or theirs == head or _is_in(commits, theirs, head):
        return
    if commits.is_busy:
        raise RefusedError(
            sentence("another program is in the middle of putting two states of the site together"),
            sentence("who works there with git ends it first; nothing of the texts is lost"),
        )
    commits.lock.heal()
    target = theirs if not head or _is_in(commits, head, theirs) else _merge(commits, head, theirs, keep, told)
    quiet = ("-c", "merge.autoStash=false", "-c", "merge.verifySignatures=false", "-c", "advice.diverging=false")
    git(commits.top, *quiet, "merge", "--quiet", "--ff-only", "--no-edit", target)


def _is_in(commits: Commits, one: str, other: str) -> bool:
    return bool(one) and run(commits.top, "merge-base", "--is-ancestor", one, other)[0] == 0


def _merge(commits: Commits, head: str, theirs: str, keep: Keep, told: Told) -> str:
    """Make a commit of both, which no branch has yet, and return its name."""
    code, said, complaint = run(
        commits.top, "-c", "merge.conflictStyle=merge", "merge-tree", "--write-tree", "-z", "--no-messages",
        "--allow-unrelated-histories", head, theirs,
    )  # fmt: skip
    parts = said.decode("utf-8", "surrogateescape").split("\0")
    if code > 1 or not parts[0]:
        if "usage:" in complaint:
            raise RefusedError(
                sentence("the git of this machine is too old to merge what others have done"),
                sentence("install git 2.38 or a later one"),
            )
        raise BusyError(complaint)
    sides: dict[str, dict[str, _Side]] = {}
    for row in parts[1:]:
        kind, _, path = row.partition("\t")
        if path:
            mode, name, stage = kind.split()
            sides.setdefault(path, {})[stage] = _Side(mode, name)
    settled, stuck = {}, []
    for path, found in sorted(sides.items()):
        side = _settled(commits, theirs, path, found, keep)
        if side is None:
            stuck.append(path)
        else:
            settled[path] = side
    if stuck:
        raise _conflict(commits, head, theirs, stuck)
    rows = "".join(f"M {side.mode} {side.name} {commits.quoted(path)}\n" for path, side in settled.items())
    return commits.make(told, f'from {head}\nmerge {theirs}\nM 040000 {parts[0]} ""\n{rows}')


def _settled(commits: Commits, theirs: str, path: str, sides: dict[str, _Side], keep: Keep) -> _Side | None:
    """Return what a file becomes that both sides changed; None if somebody has to decide."""
    if any(not side.mode.startswith("100") for side in sides.values()):
        return None
    ours, other = sides.get("2"), sides.get("3")
    if ours is None or other is None:
        # One has deleted it, the other has written: what was written stays.
        return ours or other
    texts = [_text(commits, sides[stage].name) if stage in sides else "" for stage in ("1", "3", "2")]
    own = commits.below(path)
    if own is None or any(text is None for text in texts):
        return None
    base, theirs_text, mine = (text or "" for text in texts)
    if own.endswith(".jsonl") and f"/{NOTES}/" in own:
        merged: str | None = _both(theirs_text, mine)
    else:
        merged = reconcile(base, theirs_text, mine)
    if merged is not None:
        return _Side(ours.mode, commits.blob(own, merged.encode()))
    article = own.removeprefix("content/")
    if article == own or not own.endswith(".md"):
        return None
    if keep.has(article, theirs_text.encode()):
        # Somebody has read that, and publishes what there is now.
        return ours
    who = asked(commits.top, "log", "-1", "--format=%an", theirs, "--", path)
    keep(article, printable(squeeze(who))[:120] or "?", theirs_text.encode())
    return None


def _text(commits: Commits, name: str) -> str | None:
    """Return the text of an object; None if it is none, or too long."""
    size = asked(commits.top, "cat-file", "-s", name).strip()
    if not size.isdecimal() or int(size) > _TEXT:
        return None
    try:
        return git(commits.top, "cat-file", "blob", name).decode()
    except UnicodeDecodeError:
        return None


def _both(one: str, other: str) -> str:
    """Return the lines of two lists to which lines are only ever added."""
    return "".join(f"{line}\n" for line in dict.fromkeys(f"{one}\n{other}".split("\n")) if line)


# -------------------------------------------------------------------- what is said of it


def _conflict(commits: Commits, head: str, theirs: str, paths: list[str]) -> RefusedError:
    titles, others = [], []
    for path in paths:
        own = commits.below(path)
        if own and own.startswith("content/") and own.endswith(".md"):
            data = commits.read(head, own) or commits.read(theirs, own) or b""
            title = manuscripts.values_of(data.decode("utf-8", "replace")).get("title")
            titles.append(f"“{squeeze(title)[:120]}”" if isinstance(title, str) and title.strip() else own)
        else:
            others.append(own or path)
    if others:
        return RefusedError(
            sentence("changed here and by somebody else, in different ways: {names}", names=_listed(others + titles)),
            sentence("who set the site up puts the two together; nothing is lost, and nothing was published"),
        )
    return RefusedError(
        sentence("the same sentences were changed here and by somebody else: {names}", names=_listed(titles)),
        sentence(
            "open the article and its history: the other text is there as a version; take over what is missing, then "
            "publish again"
        ),
    )


def _listed(names: list[str]) -> str:
    more = f" (+{len(names) - _SHOWN})" if len(names) > _SHOWN else ""
    return ", ".join(printable(name) for name in names[:_SHOWN]) + more


def _refused_here(complaint: str) -> RefusedError:
    names = [line.strip() for line in complaint.splitlines() if line.startswith("\t")]
    if names:
        return RefusedError(
            sentence(
                "others have changed files that were changed here with another program: {names}", names=_listed(names)
            ),
            sentence("who works there with git records that first; nothing is lost, and nothing was published"),
        )
    return RefusedError(
        sentence("what others have done could not be brought in: {why}", why=_last(complaint)),
        sentence("publish again; nothing is lost, and nothing was published"),
    )


_NO_NETWORK = (
    "could not resolve", "unable to access", "connection", "timed out", "network is unreachable", "no route to host",
    "early eof", "hung up",
)  # fmt: skip
_NO_RIGHT = (
    "permission denied", "authentication failed", "could not read username", "could not read password", "403", "401",
    "not allowed", "protected branch", "access denied", "hook declined", "host key verification", "denied to",
    "insufficient permission", "write access",
)  # fmt: skip


def _refused_there(place: Place, complaint: str) -> RefusedError:
    told = complaint.lower()
    if any(word in told for word in _NO_RIGHT):
        return RefusedError(
            sentence("the place where the portal is built does not let this machine in, or does not take its changes"),
            sentence("who set it up gives it the right to write there: {why}", why=_last(complaint)),
        )
    if "does not appear to be a git repository" in told or "not found" in told or "does not exist" in told:
        return RefusedError(
            sentence("the place where the portal is built is not to be found"),
            sentence("who set it up looks at the address: git remote get-url {name}", name=printable(place.remote)),
        )
    if any(word in told for word in _NO_NETWORK):
        return RefusedError(
            sentence("the place where the portal is built cannot be reached"),
            sentence("look whether this machine is connected, and publish again; everything is recorded here"),
        )
    return RefusedError(
        sentence("the place where the portal is built refuses: {why}", why=_last(complaint)),
        sentence("publish again; everything is recorded here"),
    )


def _last(complaint: str) -> str:
    """Return the line of git's complaint that says most."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "!"))]
    # The last line of a push has where that is on some disk, and not why.
    told = [line for line in told if not line.startswith("error: failed to push")]
    return printable((told or lines or ["?"])[-1])[:200]
