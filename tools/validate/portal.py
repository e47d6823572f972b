"""What all checkers share: a built portal, its pages taken apart, and findings."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import yaml

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, order=True)
class Finding:
    """Something that must not be."""

    text: str
    """The same for all places with the same mistake."""
    page: str
    """The file below the output."""
    place: str = ""
    """Line and column, or the name of an element or property."""


class Skipped(Exception):  # noqa: N818 - it is no error
    """A checker cannot run on this machine."""


@dataclass(frozen=True)
class Element:
    """A start tag."""

    tag: str
    attrs: dict[str, str]
    place: str


@dataclass
class Page(HTMLParser):
    """An HTML file of the output, taken apart."""

    path: str
    text: str = field(repr=False)
    elements: list[Element] = field(default_factory=list, repr=False)
    ids: set[str] = field(default_factory=set, repr=False)
    data: list[tuple[str, str]] = field(default_factory=list, repr=False)
    """The texts of `<script type="application/ld+json">`, with their places."""

    def __post_init__(self) -> None:
        """Take the text apart."""
        super().__init__()
        self._script = False
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        line, column = self.getpos()
        found = Element(tag, {name: value or "" for name, value in attrs}, f"{line}:{column + 1}")
        self.elements.append(found)
        if "id" in found.attrs:
            self.ids.add(found.attrs["id"])
        self._script = tag == "script" and found.attrs.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        """Note structured data."""
        if self._script:
            self.data.append((data, "{}:{}".format(*self.getpos())))
            self._script = False

    def first(self, tag: str, **attrs: str) -> dict[str, str]:
        """Return the attributes of the first element that fits, or none."""
        for one in self.elements:
            if one.tag == tag and all(one.attrs.get(name) == value for name, value in attrs.items()):
                return one.attrs
        return {}

    @property
    def canonical(self) -> str:
        """The address that the page calls its own."""
        return self.first("link", rel="canonical").get("href", "")

    @property
    def noindex(self) -> bool:
        """Whether search engines are asked to leave the page out."""
        return "noindex" in self.first("meta", name="robots").get("content", "")

    @property
    def kind(self) -> str:
        """The class of its body: what sort of page it is."""
        return self.first("body").get("class", "")


class Portal:
    """A built site."""

    def __init__(self, output: Path, config: Path, said: str = "") -> None:
        self.output = output
        self.said = said
        """What the build printed."""
        self.config: dict[str, object] = yaml.safe_load(config.read_text("utf-8"))
        self.base_url = str(self.config["base_url"]).rstrip("/")
        media = self.config.get("media")
        self.media_url = str(media.get("base_url", "")) if isinstance(media, dict) else ""
        """Where the site's configuration says that its pictures are, when that is another host."""

    @property
    def path(self) -> str:
        """Below which the portal lies on its host, without a slash at the end; empty at the root."""
        return urlsplit(self.base_url).path

    @cached_property
    def files(self) -> frozenset[str]:
        """All files of the output, without the marker that is not uploaded."""
        found = (path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file())
        return frozenset(path for path in found if path != ".warta")

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All HTML files, by path."""
        return {path: Page(path, self.read(path)) for path in sorted(self.files) if path.endswith(".html")}

    def read(self, path: str) -> str:
        """Return the text of a file of the output."""
        return (self.output / path).read_text("utf-8")

    def url(self, path: str) -> str:
        """Return the address of a file of the output."""
        whole = path == "index.html" or path.endswith("/index.html")
        return f"{self.base_url}/{path.removesuffix('index.html') if whole else path}"

    def own(self, url: str) -> bool:
        """Say whether an absolute address is one of the portal itself."""
        return url == self.base_url or url.startswith((f"{self.base_url}/", f"{self.base_url}?", f"{self.base_url}#"))

    def dead(self, reference: str, path: str = "index.html") -> str:
        """Say what is wrong with a reference to the portal itself, or nothing; others are not looked at."""
        url = urljoin(self.url(path), reference.strip())
        if not self.own(url):
            return ""
        parts = urlsplit(url)
        target = unquote(parts.path.removeprefix(self.path)).lstrip("/")
        if target.endswith("/") or not target:
            target += "index.html"
        if target not in self.files:
            if f"{target}/index.html" in self.files:
                return "address of a folder without its slash"
            return "dead address"
        fragment = unquote(parts.fragment)
        if fragment and target in self.pages and fragment not in self.pages[target].ids:
            return "no such id on the page"
        return ""


def build(site: Path, work: Path, now: str) -> Portal:
    """Build a copy of a site with this program, in a folder of its own."""
    folder = work / "site"
    shutil.copytree(site, folder, ignore=lambda where, names: _others(site, Path(where), names))
    if (made := site / ".ssg/pictures").is_dir():
        # To encode pictures takes ten times as long as all else; they are known by all that they are made from.
        shutil.copytree(made, folder / ".ssg/pictures")
    command = [sys.executable, "-m", "generator", "--site", str(folder), "build", "--now", now]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return Portal(folder / "build", folder / "site.yaml", done.stdout)


def _others(site: Path, where: Path, names: list[str]) -> set[str]:
    return set(names) - {"site.yaml", "content", "themes"} if where == site else set()
