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
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from click.testing import CliRunner, Result

from generator.base import dates
from generator.cli.main import group, main

ROOT = Path(__file__).parents[1]
"""The folder of the project."""
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

INDONESIAN = {
    "title": "judul", "author": "penulis", "timestamp": "waktu", "draft": "draf", "summary": "ringkasan", "tags": "tag",
    "region": "wilayah", "photo": "foto", "source": "sumber", "category": "kanal", "type": "jenis",
    "live_until": "langsung_sampai", "initials": "inisial",
    "updated": "diperbarui", "expires": "berakhir", "time_unknown": "jam_tidak_diketahui", "aliases": "alamat_lama",
    "verification": "verifikasi", "follows": "lanjutan", "related": "terkait", "unrelated": "tidak_terkait",
    "corrections": "koreksi", "retracted": "dicabut", "gone": "selesai", "src": "berkas", "caption": "keterangan",
    "credit": "kredit", "focus": "fokus", "name": "nama", "url": "alamat", "text": "isi", "link": "tautan",
    "reason": "alasan",
}  # fmt: skip
"""Keys of articles by both names, where these differ."""

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


@dataclass(frozen=True, order=True)
class Problem:
    """A problem or a warning as `ssg build --json` prints it."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    excerpt: str = ""

    @property
    def place(self) -> str:
        """Path, line and column, as far as it has them."""
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.code}]" + (f"\n  hint: {self.hint}" if self.hint else "")


class RefusedError(Exception):
    """A build ended with exit code 1, or, without problems of the site, with 2 and a sentence."""

    def __init__(self, problems: tuple[Problem, ...], said: str = "") -> None:
        super().__init__("\n\n".join(map(str, problems)) or said)
        self.problems = problems
        self.said = said


@dataclass(frozen=True)
class Report:
    """What `ssg build --json` prints of a build that ended well."""

    articles: int
    pages: int
    added: int
    changed: int
    deleted: int
    unchanged: int
    rendered: int
    """Pages that were made, whether or not their bytes differ."""
    seconds: float
    warnings: tuple[Problem, ...]
    more_warnings: int
    tolerated: dict[str, int]
    """Number of tolerated errors in the whole site, by code."""
    ahead: dict[str, Any]
    pictures_left: int
    held: tuple[Problem, ...]
    """Problems of the files that are held back."""


_COMPILED: dict[tuple[bool, str], bytes] = {}
"""Templates as earlier sites of this process have compiled them, by the names of their files."""


@contextmanager
def compiled(folder: Path, *, judge: bool = False) -> Iterator[None]:
    """Let a new site begin with the compiled templates of earlier ones, as a site that is upgraded does.

    To compile those of the package takes ten times as long as a small build. Sites that judge others have their own.
    """
    templates = folder / ".ssg/templates"
    if (folder / ".ssg").exists():
        yield
        return
    templates.mkdir(parents=True)
    for (judged, name), data in _COMPILED.items():
        if judged is judge:
            (templates / name).write_bytes(data)
    yield
    if templates.is_dir():
        for file in templates.iterdir():
            _COMPILED.setdefault((judge, file.name), file.read_bytes())


class Portal:
    """A site in a folder of its own."""

    def __init__(self, folder: Path, *, judge: bool = False) -> None:
        self.folder = folder
        self.judge = judge
        """Whether its builds are compared with those of others, with which it then shares nothing."""
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

    def build(self, now: int | None = None, *, damaged: bool = False, **options: object) -> Report:
        """Run `ssg build --json`; a state that must be made anew is a mistake, unless it was damaged.

        Options are those of the command: `hold=True` is --hold, `output="x"` is --output x.

        Raises:
            RefusedError: with the problems of the site, or what kept the command from building at all.

        """
        with compiled(self.folder, judge=self.judge):
            at = str(self.now if now is None else now)
            done = ssg_here(self, "build", *self.words(**options), SOURCE_DATE_EPOCH=at)
        said = json.loads(done.stdout)
        if not said.pop("ok"):
            assert done.returncode in (1, 2), said
            raise RefusedError(tuple(Problem(**one) for one in said.get("problems", ())), said.get("error", ""))
        assert done.returncode == 0, done.stderr
        for name in ("warnings", "held"):
            said[name] = tuple(Problem(**one) for one in said[name])
        self.report = Report(**said)
        assert damaged or not any(one.path.startswith(".ssg/") for one in self.report.warnings)
        return self.report

    def words(self, **options: object) -> list[str]:
        """Return the options of `ssg build`, with which `build` calls it."""
        found = ["--json"]
        for name, value in {"output": self.output, "jobs": 1, **options}.items():
            flag = f"--{name.replace('_', '-')}"
            found += [flag] * bool(value) if isinstance(value, bool) else [flag, str(value)]
        return found

    def problems(self, **options: object) -> list[Problem]:
        """Build a site that must fail, and return its problems."""
        try:
            self.build(**options)  # type: ignore[arg-type]
        except RefusedError as error:
            assert error.problems, error.said
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
        portal = Portal(other, judge=True)
        portal.now = self.now
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
    return run_for("--site", str(portal.folder), *words, **environment)


def run_for(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `ssg` without a site in this process, as `ssg_here` does."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["ssg", *words]),
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


def indonesian(text: str) -> str:
    """Return an article with Indonesian keys, those of groups in one line too."""
    start, head, body = text.split("---\n", 2)
    for english, local in INDONESIAN.items():
        head = re.sub(rf"(^|[{{ ]){english}:", rf"\1{local}:", head, flags=re.MULTILINE)
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


def parsed(*words: str) -> None:
    """Parse a command line of `ssg`, and run nothing; what it does not know raises an error of click."""
    context = group.make_context("ssg", [*words])
    name, *rest = [*context._protected_args, *context.args]
    command = group.get_command(context, name)
    assert command is not None, words
    command.make_context(name, rest, parent=context)
