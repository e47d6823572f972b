"""A test site is one text; tests read edit → build → expect.

    portal = site(tmp_path, '''
    -- content/daerah/2024/10/banjir.md --
    ---
    title: Banjir
    …
    ''')
    portal.build()
    assert "Banjir" in portal.read("daerah/2024/10/banjir/index.html")

A site without site.yaml gets `CONFIG`; an article made by `article()` has all
the keys that are required.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import zlib
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from click.testing import CliRunner, Result

from generator.base import dates
from generator.base.errors import Problem, SiteError
from generator.build import build
from generator.cli.main import group, main
from generator.config.article_keys import ARTICLE
from generator.config.keys import Key
from generator.engine.options import Options, Report
from generator.model.site import Reading

ROOT = Path(__file__).parents[1]
"""The folder of the project."""
READING = Reading(
    zone="WIB", categories=("daerah", "nasional"), permalink="/{category}/{year}/{month}/{slug}/", require_editor=True,
    require_credit=True, article_bytes=1 << 20, media_bytes=1 << 20, media_url="", media_allow=(),
)  # fmt: skip
NOW = dates.parse("2024-10-10 12:00 WIB", "WIB").epoch

CONFIG = """\
name: Kabar Uji
tagline: Berita percobaan
base_url: https://uji.example
timezone: Asia/Jakarta
categories:
  - {slug: daerah, name: Daerah}
  - {slug: nasional, name: Nasional}
  - {slug: olahraga, name: Olahraga}
"""

OWNED = CONFIG.replace("uji.example", "kabaruji.com")
"""The same of a portal with an address of its own, of which a check has nothing to say."""

# A theme small enough to read a page at a glance, with every question that the real one puts.
THEME = """\
-- themes/uji/theme.yaml --
name: uji
extends: kabar
"""

_PART = re.compile(r"^-- (\S+) --$", re.MULTILINE)


def article(title: str = "Judul", body: str = "Isi berita.", **keys: str) -> str:
    """Return the text of an article; keys are added or, when empty, left out."""
    head = {
        "title": title,
        "author": "Sari Wulan",
        "editor": "Budi Rahman",
        "timestamp": "2024-10-09 16:10 WIB",
        **keys,
    }
    lines = [f"{key}: {value}" for key, value in head.items() if value]
    return "---\n" + "\n".join(lines) + f"\n---\n{body}\n"


_judging = ContextVar("judging", default=False)


@contextmanager
def judging() -> Iterator[None]:
    """Build as the judge of other builds: what tests keep for all sites of a process is kept for judges apart."""
    token = _judging.set(True)
    try:
        yield
    finally:
        _judging.reset(token)


def is_judging() -> bool:
    """Return whether the site that is built is to judge another."""
    return _judging.get()


class Portal:
    """A site in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOW
        self.report: Report | None = None

    @property
    def output(self) -> Path:
        return self.folder / "build"

    def add(self, path: str, text: str | bytes) -> Path:
        """Write a file of the site."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that is there in a file of the site."""
        text = (self.folder / path).read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        self.add(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Delete a file or folder of the site."""
        file = self.folder / path
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()

    def build(
        self, now: int | None = None, executor: Executor | None = None, *, damaged: bool = False, **options: object
    ) -> Report:
        """Build, as `ssg build` does; a state that must be made anew is a mistake, unless it was damaged."""
        given = {"site": str(self.folder), "output": str(self.output), "now": now or self.now, "jobs": 1, **options}
        self.report = build(Options(**given), lambda *_: None, lambda: None, executor)  # type: ignore[arg-type]
        assert damaged or not any(one.where.path.startswith(".ssg/") for one in self.report.warnings)
        return self.report

    def options(self, **options: object) -> Options:
        """Return what a build of this site is asked to do."""
        given = {"site": str(self.folder), "output": str(self.output), "now": self.now, "jobs": 1, **options}
        return Options(**given)  # type: ignore[arg-type]

    def problems(self, **options: object) -> list[Problem]:
        """Build a site that must fail, and return its problems."""
        try:
            self.build(**options)  # type: ignore[arg-type]
        except SiteError as error:
            return list(error.problems)
        raise AssertionError("the site was built")

    def read(self, path: str) -> str:
        """Return a file of the output."""
        return (self.output / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Return all files of the output with their bytes."""
        return tree(self.output)

    def clean(self, *, encoded: bool = True, **options: object) -> dict[str, bytes]:
        """Return the files of a clean build of the site as it is now, with pictures encoded anew or as they are kept."""
        other = self.folder.parent / f"{self.folder.name}-clean"
        shutil.rmtree(other, ignore_errors=True)
        other.mkdir()
        for name in ("content", "themes", "data"):
            if (self.folder / name).exists():
                shutil.copytree(self.folder / name, other / name, symlinks=True)
        shutil.copy2(self.folder / "site.yaml", other / "site.yaml")
        pictures = self.folder / ".ssg/pictures"
        if not encoded and pictures.is_dir():
            shutil.copytree(pictures, other / ".ssg/pictures")
        portal = Portal(other)
        portal.now = self.now
        with judging():
            portal.build(**options)  # type: ignore[arg-type]
        return portal.files()


def command(portal: Portal, *words: str) -> list[str]:
    """Return the command line of `ssg` for a site."""
    return [sys.executable, "-m", "generator", "--site", str(portal.folder), *words]


def ssg(portal: Portal, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real command to its end."""
    surroundings = {**os.environ, **environment}
    return subprocess.run(
        command(portal, *words), cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )


def ssg_here(portal: Portal, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, from its beginning to its exit code, which takes a fraction of the time."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["ssg", "--site", str(portal.folder), *words]),
        mock.patch.dict(os.environ, environment),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def ssg_begun(portal: Portal, *words: str, **how: Any) -> subprocess.Popen[Any]:
    """Start the real command; `how` is as for `subprocess.Popen`."""
    return subprocess.Popen(command(portal, *words), cwd=ROOT, **how)


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder with their bytes."""
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            file = Path(where, name)
            found[file.relative_to(folder).as_posix()] = file.read_bytes()
    return found


def shape(folder: Path, *, empty: bool = False) -> dict[str, bytes | None]:
    """Return all files below a folder with their bytes, and its folders with None, or only those that are empty."""
    found: dict[str, bytes | None] = dict(tree(folder))
    for where, folders, names in os.walk(folder):
        if Path(where) != folder and not (empty and (folders or names)):
            found[Path(where).relative_to(folder).as_posix()] = None
    return found


def clean_shape(portal: Portal) -> dict[str, bytes | None]:
    """Return the files of a clean build of a site with their bytes, and its folders with None."""
    # Built in any case: what a newsroom of the tests knows of one like it says nothing of folders.
    Portal.clean(portal)
    return shape(portal.folder.with_name(f"{portal.folder.name}-clean") / "build")


@cache
def png(width: int, height: int) -> bytes:
    """A black picture; of a huge one the header alone."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    rows = bytes(1 + 3 * width) * height if width * height < 10**6 else b""
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in parts
    )


def site(folder: Path, text: str = "", config: str = CONFIG) -> Portal:
    """Make a site from one text."""
    portal = Portal(folder / "site")
    portal.add("site.yaml", config)
    (portal.folder / "content").mkdir()
    parts = _PART.split(textwrap.dedent(text))
    for path, body in zip(parts[1::2], parts[2::2], strict=True):
        portal.add(path, body.removeprefix("\n"))
    return portal


def copied(portal: Portal, folder: Path) -> Portal:
    """Return a copy of a site with all that was built of it, which takes a fraction of the time of a build."""
    shutil.copytree(portal.folder, folder / "site", symlinks=True)
    return Portal(folder / "site")


def indonesian(text: str, table: tuple[Key, ...] = ARTICLE) -> str:
    """Return a text with Indonesian keys, those of groups in one line too; `table` is that of its keys."""
    start, head, body = text.split("---\n", 2)
    for key in (*table, *(inner for top in table for inner in top.below)):
        head = re.sub(rf"(^|[{{ ]){key.name}:", rf"\1{key.local}:", head, flags=re.MULTILINE)
    return f"{start}---\n{head}---\n{body}"


def ld(page: str) -> dict[str, dict[str, object]]:
    """Return the structured data of a page by type."""
    text = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    data = json.loads(text)
    return {one["@type"]: one for one in data.get("@graph", [data])}


AFTER = 1795500000
"""November 2026, after all samples."""


def invoked(portal: Portal, *words: str, answer: str | None = None) -> Result:
    """Run `ssg` for a site in this process, and return what it said and its exit code, as `return_value`."""
    words = ("--site", str(portal.folder), *words)
    return CliRunner().invoke(group, words, standalone_mode=False, input=answer)


def run(*args: str) -> int:
    """Run `ssg` in this process."""
    return group.main(args=list(args), standalone_mode=False) or 0
