"""The Markdown files of a site, as a command that changes them reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.base.errors import Problem, UsageError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.config import rewriting
from generator.config.article_keys import name_in
from generator.config.rewriting import NotRewrittenError
from generator.config.yaml_text import Items, Node, Scalar
from generator.markup import documents
from generator.model.records import Article, Profile, Record, Standing
from generator.model.site import Place, Reading, Site
from generator.model.urls import folder_url

_MARK = b"\xef\xbb\xbf"
_OLD_END = re.compile(r"\r(?!\n)")


class SourceFile(Record, frozen=True):
    """A Markdown file."""

    path: str
    """Below content/."""
    data: bytes

    @property
    def text(self) -> str:
        """What it says, with its line ends; a carriage return alone, as on an old Mac, is a line feed."""
        text = self.data.decode("utf-8-sig")
        return _OLD_END.sub("\n", text) if "\r" in text else text

    def changed(self, text: str) -> bytes:
        """Return the bytes of a text in its place; a byte order mark stays, and so do the line ends of the old Mac."""
        if b"\r" in self.data and b"\n" not in self.data:
            text = text.replace("\n", "\r")
        return (_MARK if self.data.startswith(_MARK) else b"") + text.encode("utf-8")


def files(site: Path, below: str = "") -> list[str]:
    """Return the paths of all files below a folder of content/, in order; links to other folders are not followed."""
    content = site / "content"
    return sorted(
        file.relative_to(content).as_posix()
        for file in _walked(content / below, folders=False)
        if not file.is_symlink()
    )


def symlinks(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the path of each symbolic link in content/, with that of what it stands for; empty if that is elsewhere."""
    content = Path(os.path.realpath(site / "content"))
    for file in _walked(content, folders=True):
        if file.is_symlink():
            real = Path(os.path.realpath(file))
            inside = content in real.parents
            yield file.relative_to(content).as_posix(), real.relative_to(content).as_posix() if inside else ""


def _walked(top: Path, *, folders: bool) -> Iterator[Path]:
    """Yield the files below a folder that builds look at, and the folders if these are wanted too."""
    for folder, below, names in os.walk(top):
        below[:] = [name for name in below if not ignored(name)]
        for name in (*(below if folders else ()), *names):
            if not ignored(name):
                yield Path(folder, name)


def sources(site: Path, most: int) -> Iterator[SourceFile]:
    """Yield the Markdown files of a site that are UTF-8 and have at most so many bytes, by path."""
    with Folder(site / "content") as folder:
        for path in files(site):
            if path.endswith(".md"):
                data = folder.read(path, most)
                try:
                    data.decode("utf-8")
                except UnicodeDecodeError:
                    continue
                yield SourceFile(path, data)


def settings_of(site: Path) -> SourceFile:
    return SourceFile("site.yaml", (site / "site.yaml").read_bytes())


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Raise UsageError, which names a file, where one of its values cannot be changed alone."""
    try:
        yield
    except NotRewrittenError as error:
        raise UsageError(sentence("{path}: {problem}; nothing was changed", path=path, problem=error.said)) from error


def read(
    path: str, data: bytes, reading: Reading, *, broken: bool = False
) -> tuple[Article | Profile | Standing | None, list[Problem]]:
    """Return what a Markdown file says, as far as it can be read, and its problems; `path` is below content/."""
    kinds = {"authors": documents.parse_profile, "pages": documents.parse_standing}
    return kinds.get(path.partition("/")[0], documents.parse_article)(data, path, reading, broken=broken)


def scalars(node: Node | None, place: Place = ()) -> Iterator[tuple[Place, Scalar]]:
    """Yield the texts in a value, each with its place below that of the value."""
    if isinstance(node, Scalar):
        yield place, node
    elif node is not None:
        inner = enumerate(node.items) if isinstance(node, Items) else node.entries.items()
        for step, value in inner:
            yield from scalars(value, (*place, step))


def entries_of(text: str, key: str) -> tuple[str, dict[Place, str]]:
    """Return how the front matter of a file writes a key, by its English name, and the texts that it has there.

    That is one, or those of a list, by their places; none if the front matter cannot be read.
    """
    whole = rewriting.values(text)
    name = name_in(whole.entries, key) if whole else key
    found = scalars(whole.entries.get(name), (name,)) if whole else ()
    flat = ((place, value.value) for place, value in found if len(place) == 1 or isinstance(place[-1], int))
    return name, {place: value for place, value in flat if len(place) < 3}


def lists_of(site: Site) -> tuple[str, ...]:
    """Return the addresses that a portal has whatever is in content/."""
    return (*site.paths.lists, *map(folder_url, site.kanal))


def judge(source: SourceFile, path: str, data: bytes, configuration: Site, after: Site) -> None:
    """Raise UsageError if a build would refuse what a file becomes for what was not wrong with it before.

    `path` is its new one, below content/, and `data` are its new bytes.
    """
    known = {problem.said for problem in read(source.path, source.data, configuration.reading)[1]}
    errors, _ = after.severities.parted(read(path, data, after.reading)[1])
    for problem in errors:
        if problem.said not in known:
            raise UsageError(
                sentence("{path}: {problem}; nothing was changed", path=str(problem.where), problem=problem.said)
            )


def address_of(path: str, data: bytes, reading: Reading) -> tuple[str, bool]:
    """Return the address of a Markdown file, and whether readers have it; drafts have one that nobody knows.

    Raises:
        UsageError: it could not be published there.

    """
    record, problems = read(path, data, reading)
    found = addresses_of(record, reading)
    if not found:
        raise UsageError(sentence("{problem}; nothing was changed", problem=problems[0].said))
    return found[0], not isinstance(record, Article) or not record.matter.draft


def addresses_of(record: Article | Profile | Standing | None, reading: Reading) -> tuple[str, ...]:
    """Return the addresses of what a file says, its own first; none if it cannot be read."""
    if isinstance(record, Article):
        return record.url, *record.matter.aliases
    if isinstance(record, Profile):
        return reading.paths.author_url(record.slug), *record.aliases
    return (folder_url(record.slug), *record.aliases) if record is not None else ()


def led_on(settings: str, old: str, new: str) -> str:
    """Return the text of site.yaml in which the address of one list leads to that of another.

    What led to the old list leads to the new one at once. The new one is a list from now on, and leads nowhere else.
    """
    values = scalars(rewriting.values(settings))
    known = {str(place[-1]): value.value for place, value in values if place[0] == "redirects" and len(place) == 2}
    for name, url in known.items():
        if name == old or (url == old and name != new):
            settings = rewriting.replaced(settings, ("redirects", name), new)
    if old not in known:
        settings = rewriting.appended(settings, "redirects", new, old)
    return rewriting.dropped(settings, ("redirects", new)) if new in known else settings
