"""Finds the site to build, in its folder or in a commit."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import Problem, SiteError, UsageError, Where
from generator.base.sentences import sentence
from generator.base.source import Source
from generator.base.state_files import check_link, claim_folder, discard
from generator.engine.options import Options
from generator.model.records import Record
from generator.model.site import SiteFile
from generator.store.database import STATE
from generator.store.files import lock

if TYPE_CHECKING:
    from generator.base.git import Committed, Objects, TreeEntry

_NAME = "[0-9a-f]{40}|[0-9a-f]{64}"
_LAID = "commit"
"""Name, in the state folder, of the folder for a commit's files."""


class Origin(Record, frozen=True):
    """A site: `folder` contains site.yaml and themes/, which for a commit are apart from its content."""

    folder: Path
    content: Source
    commit: str = ""
    """The full name of the commit; empty for the working tree."""


def working_tree(folder: Path) -> Origin:
    return Origin(folder, Source(str(folder / "content")))


def checked_out(folder: Path) -> str:
    """Return the full name of the checked-out commit, read from git's files, since builds start no program.

    Empty if the repository does not keep its refs as files.
    """
    try:
        top = folder.absolute()
        found = next(above / ".git" for above in (top, *top.parents) if (above / ".git").exists())
        git = found if found.is_dir() else found.parent / found.read_text().partition("gitdir:")[2].strip()
        shared = git / (git / "commondir").read_text().strip() if (git / "commondir").is_file() else git
        commit = (git / "HEAD").read_text().strip()
        if commit.startswith("ref:"):
            ref = commit.removeprefix("ref:").strip()
            packed = shared / "packed-refs"
            own = shared / ref
            lines = [own.read_text()] if own.is_file() else packed.read_text().split("\n") if packed.is_file() else []
            commit = next((line.split()[0] for line in lines if line.split()[1:] in ([], [ref]) and line.strip()), "")
    except (OSError, StopIteration, ValueError):
        return ""
    return commit if re.fullmatch(_NAME, commit) else ""


@contextlib.contextmanager
def origin(options: Options, waiting: Callable[[], None]) -> Iterator[Origin]:
    """Yield the site to build.

    For a commit, site.yaml and the themes, which are small, are checked out below the state folder; content/ is not,
    since most of it is never read.
    """
    folder = Path(options.site)
    if not options.commit:
        yield working_tree(folder)
        return
    # Imported here: other builds do not run git.
    from generator.base.git import Committed, commit_of, tree_of  # noqa: PLC0415

    tree = tree_of(folder, options.commit)
    place = folder / STATE / _LAID
    with lock(place, waiting=waiting):
        laid = claim_folder(discard(place / "site"))
        with Committed(str(folder), tree) as files:
            content = files.folder("").get("content")
            if content is None or not stat.S_ISDIR(content.mode):
                raise UsageError(sentence("there is no folder content/ in {commit}", commit=options.commit))
            entries = [*_below(files, SiteFile.NAME), *_below(files, "themes")]
            files.objects.fetch(entry.name for _, entry in entries if stat.S_ISREG(entry.mode))
            for path, entry in entries:
                _lay(files.objects, entry, laid / path)
        _check_links(laid, options.commit)
        yield Origin(laid, Source(str(folder), content.name), commit_of(folder, options.commit))


def _check_links(laid: Path, commit: str) -> None:
    """Check that no file of this machine replaces one of the commit; the theme reader checks its own."""
    for place in (laid / SiteFile.NAME, laid / "themes", *sorted((laid / "themes").glob("*"))):
        if not os.path.realpath(place).startswith(os.path.realpath(laid) + os.sep):
            raise UsageError(
                sentence(
                    "{file} is a symbolic link in {commit} that leads out of it; put what is meant there itself",
                    file=place.relative_to(laid), commit=commit,
                )
            )  # fmt: skip


def _below(files: Committed, path: str) -> Iterator[tuple[str, TreeEntry]]:
    """Yield a file or folder of a commit, if it exists, and everything below it."""
    above, _, name = path.rpartition("/")
    entry = files.folder(above).get(name)
    if entry is None or "\\" in name:
        return
    yield path, entry
    if stat.S_ISDIR(entry.mode):
        for inner in files.folder(path):
            yield from _below(files, f"{path}/{inner}")


def _lay(objects: Objects, entry: TreeEntry, place: Path) -> None:
    """Check out a file or folder; links stay links, for the readers to refuse."""
    if stat.S_ISDIR(entry.mode):
        place.mkdir()
    elif stat.S_ISLNK(entry.mode):
        os.symlink(objects.read(entry.name, 4096), os.fsencode(place))
    elif stat.S_ISREG(entry.mode):
        with open(place, "wb") as file:
            objects.copy(entry.name, file)


def check_folders(site: Path, output: Path, files: Source) -> None:
    """Refuse an output folder that would mix with the site itself, and a site without content."""
    check_link(output)
    real, content = output.resolve(), (site / "content").resolve()
    for name in ("content", "themes", ".ssg"):
        inside = (site / name).resolve()
        if real == inside or inside in real.parents:
            said = sentence(
                "the output folder {output} lies inside {name}/; choose another with --output", output=output, name=name
            )
            raise UsageError(said)
    if real == site.resolve() or real in content.parents:
        raise UsageError(
            sentence("the output folder {output} holds the site itself; choose another with --output", output=output)
        )
    if not files.tree and not content.is_dir():
        message, hint = sentence("there is no folder content/"), sentence("make it, with an article in it")
        raise SiteError([Problem(Where("content"), "no-site", message, hint)])
