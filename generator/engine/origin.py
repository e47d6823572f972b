"""Origin: the site that is built, as it lies in its folder or as a commit has it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.source import Source
from generator.base.state_files import claim_folder, discard
from generator.engine.options import Options
from generator.model.records import Record
from generator.model.site import SiteFile
from generator.store.database import STATE
from generator.store.lock import lock

if TYPE_CHECKING:
    from generator.base.committed import Committed

_LAID = "commit"
"""Name, in the state folder, of the folder for what is laid out of a commit."""


class Origin(Record, frozen=True):
    """A site."""

    folder: Path
    """Where site.yaml and themes/ are."""
    content: Source
    """The content folder."""
    commit: str = ""
    """The full name of the commit; empty for what lies in the folder."""


def lying(folder: Path) -> Origin:
    """Return a site as it lies in its folder."""
    return Origin(folder, Source(str(folder / "content")))


@contextlib.contextmanager
def origin(options: Options, waiting: Callable[[], None]) -> Iterator[Origin]:
    """Give the site that is built.

    Of a commit, site.yaml and the themes are laid out below the state folder, for they are small; content/ stays where
    it is, for most of it is not looked at.

    Args:
        options: which site, and how.
        waiting: called once if another build of a commit has to end first.

    Raises:
        UsageError: there is no such commit, or no content/ in it.

    """
    folder = Path(options.site)
    if not options.commit:
        yield lying(folder)
        return
    # Imported here: no other build runs git.
    from generator.base.committed import Committed  # noqa: PLC0415
    from generator.base.git import commit_of, tree_of  # noqa: PLC0415

    tree = tree_of(folder, options.commit)
    place = folder / STATE / _LAID
    with lock(place, waiting=waiting):
        laid = claim_folder(discard(place / "site"))
        with Committed(str(folder), tree) as files:
            content = files.folder("").get("content")
            if content is None or not stat.S_ISDIR(content.mode):
                raise UsageError(sentence("there is no folder content/ in {commit}", commit=options.commit))
            files.objects.fetch(_names(files, "themes"))
            _lay(files, SiteFile.NAME, laid)
            _lay(files, "themes", laid)
        _check_links(laid, options.commit)
        yield Origin(laid, Source(str(folder), content.name), commit_of(folder, options.commit))


def _check_links(laid: Path, commit: str) -> None:
    """Check that no file of this machine stands in for one of the commit; what is in a theme, its reader looks at.

    Raises:
        UsageError: one does.

    """
    for place in (laid / SiteFile.NAME, laid / "themes", *sorted((laid / "themes").glob("*"))):
        if not os.path.realpath(place).startswith(os.path.realpath(laid) + os.sep):
            raise UsageError(
                sentence(
                    "{file} is a symbolic link in {commit} that leads out of it; put what is meant there itself",
                    file=place.relative_to(laid), commit=commit,
                )
            )  # fmt: skip


def _names(files: Committed, path: str) -> Iterator[str]:
    for name, entry in files.folder(path).items():
        if stat.S_ISDIR(entry.mode):
            yield from _names(files, f"{path}/{name}")
        elif stat.S_ISREG(entry.mode):
            yield entry.name


def _lay(files: Committed, path: str, top: Path) -> None:
    """Lay out a file or a folder of a commit, links as links, for whoever reads them to refuse."""
    above, _, name = path.rpartition("/")
    entry = files.folder(above).get(name)
    if entry is None or "\\" in name:
        return
    place = top / path
    if stat.S_ISDIR(entry.mode):
        place.mkdir()
        for inner in files.folder(path):
            _lay(files, f"{path}/{inner}", top)
    elif stat.S_ISLNK(entry.mode):
        os.symlink(files.objects.read(entry.name, 4096), os.fsencode(place))
    elif stat.S_ISREG(entry.mode):
        with open(place, "wb") as file:
            files.objects.copy(entry.name, file)
