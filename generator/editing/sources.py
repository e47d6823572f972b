"""The texts of a site, as commands that edit them read them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.base.codes import CODES
from generator.base.digest import digest
from generator.base.errors import Problem, UsageError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.config import rewriting
from generator.config.article_keys import names_of
from generator.config.rewriting import NotRewrittenError
from generator.config.yaml_text import Items, Node, Scalar
from generator.markup import documents
from generator.model.front import FRONT, is_front
from generator.model.records import Advertisement, Article, Profile, Record, Standing
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
        """The text with its line ends; a lone carriage return, as on old Macs, becomes a line feed."""
        text = self.data.decode("utf-8-sig")
        return _OLD_END.sub("\n", text) if "\r" in text else text

    def changed(self, text: str) -> bytes:
        """Return the bytes of a changed text; byte order mark and old Mac line ends are preserved."""
        if b"\r" in self.data and b"\n" not in self.data:
            text = text.replace("\n", "\r")
        return (_MARK if self.data.startswith(_MARK) else b"") + text.encode("utf-8")


NOTES = ".notes"
"""The folder for what belongs to the texts beside it; hidden, so that no build sees it."""


TRASH = ".trash"
"""The folder of content/ for what was deleted at the desk, each text at its path; hidden, too."""


def notes_of(path: str) -> str:
    """Return where the newsroom's notes to a text are, by its path below content/."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{NOTES}/{name.removesuffix('.md')}.jsonl".lstrip("/")


def kept_of(path: str, data: bytes) -> str:
    """Return where changes to a text with some bytes are kept until they are saved into it."""
    folder, _, name = path.rpartition("/")
    version = digest(digest(data).hex().encode()).hex()[:12]
    return f"{folder}/{NOTES}/{name.removesuffix('.md')}.{version}.md".lstrip("/")


def beside(site: Path, path: str) -> list[str]:
    """Return the files that belong to a text, by its path below content/.

    These are notes, what was not saved into it yet, and earlier versions, in a folder.
    """
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".md")
    own = re.compile(rf"{re.escape(stem)}(?:\.jsonl|\.[0-9a-f]{{12}}\.md|/[^/]+)")
    found = []
    for below in ("", f"{stem}/"):
        try:
            found += [f"{below}{one}" for one in os.listdir(site / "content" / folder / NOTES / below)]
        except OSError:
            continue
    return [f"{folder}/{NOTES}/{one}".lstrip("/") for one in sorted(found) if own.fullmatch(one)]


def beside_as(there: str, old: str, new: str) -> str:
    """Return what a file that belongs to a text is called when the text gets another path."""
    before, goal = (notes_of(path).removesuffix(".jsonl") for path in (old, new))
    return goal + there.removeprefix(before)


def files(site: Path, below: str = "") -> list[str]:
    """Return the paths of all files below a folder of content/, sorted, without symbolic links."""
    content = site / "content"
    return sorted(
        file.relative_to(content).as_posix()
        for file in _walked(content / below, folders=False)
        if not file.is_symlink()
    )


def symlinks(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the path of each symbolic link in content/ and of its target; the latter is empty if outside."""
    content = Path(os.path.realpath(site / "content"))
    for file in _walked(content, folders=True):
        if file.is_symlink():
            real = Path(os.path.realpath(file))
            inside = content in real.parents
            yield file.relative_to(content).as_posix(), real.relative_to(content).as_posix() if inside else ""


def _walked(top: Path, *, folders: bool) -> Iterator[Path]:
    """Yield the files below a folder that builds see, and on request the folders."""
    for folder, below, names in os.walk(top):
        below[:] = [name for name in below if not ignored(name)]
        for name in (*(below if folders else ()), *names):
            if not ignored(name):
                yield Path(folder, name)


def sources(site: Path, most: int) -> Iterator[SourceFile]:
    """Yield the UTF-8 Markdown files of a site, up to `most` bytes each, by path."""
    return _readable(site, (path for path in files(site) if path.endswith(".md")), most)


def fronts(site: Path, most: int) -> Iterator[SourceFile]:
    """Yield what steers the front pages of a site, likewise."""
    paths = [path for path in (FRONT, *files(site, "front")) if is_front(path)]
    return _readable(site, (path for path in paths if (site / "content" / path).is_file()), most)


def _readable(site: Path, paths: Iterable[str], most: int) -> Iterator[SourceFile]:
    with Folder(site / "content") as folder:
        for path in paths:
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
    """Raise UsageError, naming a file, if one of its values cannot be changed alone."""
    try:
        yield
    except NotRewrittenError as error:
        raise UsageError(sentence("{path}: {problem}; nothing was changed", path=path, problem=error.said)) from error


def read(
    path: str, data: bytes, reading: Reading, *, broken: bool = False
) -> tuple[documents.Text | None, list[Problem]]:
    """Return the record of a Markdown file, and its problems; `path` is below content/.

    Without `broken`, one that cannot be published because of its problems is None.
    """
    record, problems = documents.parse(data, path, reading)
    return record if broken or all(CODES[problem.code].tolerable for problem in problems) else None, problems


def scalars(node: Node | None, place: Place = ()) -> Iterator[tuple[Place, Scalar]]:
    """Yield the texts in a value, each with its path below `place`."""
    if isinstance(node, Scalar):
        yield place, node
    elif node is not None:
        inner = enumerate(node.items) if isinstance(node, Items) else node.entries.items()
        for step, value in inner:
            yield from scalars(value, (*place, step))


def entries_of(text: str, key: str) -> tuple[str, dict[Place, str]]:
    """Return how a file's front matter writes a key, given by its English name, and the key's texts.

    These are one text, or those of a list, by place; none if the front matter is unreadable.
    """
    whole = rewriting.values(text)
    name = next((name for name in names_of(key) if whole and name in whole.entries), key)
    found = scalars(whole.entries.get(name), (name,)) if whole else ()
    flat = ((place, value.value) for place, value in found if len(place) == 1 or isinstance(place[-1], int))
    return name, {place: value for place, value in flat if len(place) < 3}


def lists_of(site: Site) -> tuple[str, ...]:
    """Return the addresses that a portal has regardless of content/."""
    return (*site.paths.lists, *map(folder_url, site.kanal))


def judge(source: SourceFile, path: str, data: bytes, configuration: Site, after: Site) -> None:
    """Raise UsageError if a build would refuse a changed file for a new problem.

    `path` is the new one, below content/, and `data` are the new bytes.
    """
    known = {problem.said for problem in read(source.path, source.data, configuration.reading)[1]}
    errors, _ = after.severities.parted(read(path, data, after.reading)[1])
    for problem in errors:
        if problem.said not in known:
            raise UsageError(
                sentence("{path}: {problem}; nothing was changed", path=str(problem.where), problem=problem.said)
            )


def address_of(path: str, data: bytes, reading: Reading) -> tuple[str, str, bool]:
    """Return address and slug of a Markdown file, and whether it is public; a draft's is not.

    An advertisement has no address, and by a slug links name articles alone.

    Raises:
        UsageError: it could not be published there.

    """
    record, problems = read(path, data, reading)
    found = ("",) if isinstance(record, Advertisement) else addresses_of(record, reading)
    if not found:
        raise UsageError(sentence("{problem}; nothing was changed", problem=problems[0].said))
    matter = record.matter if isinstance(record, Article) else None
    return found[0], matter.slug if matter else "", not (matter and matter.draft)


def addresses_of(record: Article | Profile | Standing | Advertisement | None, reading: Reading) -> tuple[str, ...]:
    """Return the addresses of a record, its own first; none if it could not be read."""
    if isinstance(record, Article):
        return record.url, *record.matter.aliases
    if not isinstance(record, Profile | Standing):
        return ()
    return reading.paths.document_url(record.path), *record.aliases


def led_on(settings: str, old: str, new: str) -> str:
    """Return the text of site.yaml with one list's address redirected to another's.

    Redirects to the old list lead directly to the new one. The new address is no longer redirected.
    """
    values = scalars(rewriting.values(settings))
    known = {str(place[-1]): value.value for place, value in values if place[0] == "redirects" and len(place) == 2}
    after = {name: new if old in (name, url) else url for name, url in known.items() if name != new}
    return rewriting.with_key(settings, "redirects", {**after, old: new})
