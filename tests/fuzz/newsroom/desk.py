"""The desk: a small site, and all that somebody can do to its files."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from generator.base import dates
from generator.base.dates import DateError
from tests.fuzz import counts, fronts
from tests.fuzz.newsroom.words import ARCHIVE, ARCHIVED, CONFIG, PACE, START, SVG, photos, stamp
from tests.support import Portal, Problem, article, indonesian, png

THEME = Path(__file__).parents[3] / "generator/themes/kabar"


class Desk:
    """A site, and what its newsroom knows of it. Whatever it does to the site makes `edited` true."""

    def __init__(self, folder: Path) -> None:
        self.portal = Portal(folder)
        self.articles: dict[str, dict[str, str]] = {}
        self.config = dict(CONFIG)
        self.hours: set[int] = set()
        """At which advertisements begin and end."""
        self.edited = True

    def open(self) -> None:
        """Set up the site."""
        self.configure("", "")
        self.add("content/foto/a.png", png(40, 30))
        self.add("content/foto/ikon.svg", SVG)
        self.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")

    def settle(self) -> None:
        """Write an archive in which an article has `AROUND` others before it, and more carriers of its words than count."""
        for number in range(ARCHIVED):
            title, body = ARCHIVE[number % len(ARCHIVE)]
            keys = {"title": title, "body": body, "tags": ("[Banjir]", "[Pasar]", "[]")[number % 3]}
            stamped = {**keys, "timestamp": stamp(number * PACE - ARCHIVED * PACE)}
            self.write(f"content/{('daerah', 'nasional')[number % 2]}/2024/10/arsip-{number:03}.md", stamped)

    # ----------------------------------------------------------------------- files

    def add(self, path: str, data: str | bytes) -> None:
        """Write a file; whatever is in its way goes."""
        self.edited = True
        file = self.portal.folder / path
        if file.is_dir():
            self.remove(path)
        for parent in [*file.parents][: len(Path(path).parts) - 1]:
            if parent.is_file():
                self.remove(parent.relative_to(self.portal.folder).as_posix())
        self.portal.add(path, data)

    def remove(self, path: str, *, sweep: bool = True) -> None:
        """Delete a file or folder that may be there, and with `sweep` the folders that it leaves empty."""
        self.edited = True
        file = self.portal.folder / path
        self.articles = {
            one: keys for one, keys in self.articles.items() if one != path and not one.startswith(f"{path}/")
        }
        if file.is_dir():
            shutil.rmtree(file)
        elif file.is_file():
            file.unlink()
        parent = file.parent
        while sweep and parent.is_dir() and parent.name != "content" and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent

    def rename(self, path: str, other: str) -> bool:
        """Rename a file, unless there is one of that name; tell whether it was."""
        old, new = self.portal.folder / path, self.portal.folder / other
        if old == new or not old.exists() or new.exists():
            return False
        self.edited = True
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
        self.articles = {
            other + one.removeprefix(path) if one == path or one.startswith(f"{path}/") else one: keys
            for one, keys in self.articles.items()
        }
        return True

    def contents(self) -> list[str]:
        """Return the paths of all files of content/."""
        top = self.portal.folder
        return sorted(file.relative_to(top).as_posix() for file in (top / "content").rglob("*") if file.is_file())

    # -------------------------------------------------------------------- articles

    def write(self, path: str, keys: dict[str, str]) -> None:
        """Write an article, every other one with Indonesian keys."""
        text = article(**keys)
        self.add(path, indonesian(text) if sum(path.encode()) % 2 else text)
        self.articles[path] = keys

    def change(self, path: str, **keys: str) -> None:
        """Change keys of an article; one that becomes empty goes."""
        self.write(path, {**self.articles[path], **keys})

    def film(self) -> dict[str, str]:
        """Put a film into the site, and return what an article has with it."""
        self.add("content/film/a.mp4", b"film")
        return {"type": "video", "body": "![Wawancara](/film/a.mp4)\n\n## Transkrip\n\nYa.***(SW)"}

    def page_template(self, text: str) -> None:
        """Let the theme have a template for a page of its own."""
        self.theme()
        self.add("themes/kabar/templates/pemilu.html", text)

    def advertise(self, name: str, link: str, place: str, kanal: str, minutes: int, last: int) -> None:
        """Write an advertisement with its hours, the end being so many minutes after the beginning."""
        head = f"picture: /foto/a.png\nalt: Toko\nlink: {link}\nplaces: {place}\ncategories: {kanal}\n"
        self.hours |= {START + minutes * 60, START + (minutes + last) * 60}
        self.add(
            f"content/iklan/{name}.md", f"---\n{head}from: {stamp(minutes)}\nuntil: {stamp(minutes + last)}\n---\n"
        )

    def moments(self) -> list[int]:
        """Return the times to come at which an article or an advertisement appears or goes, or something else ends."""
        found = self.hours | counts.ends(self.portal.folder)
        for keys in self.articles.values():
            for name in ("timestamp", "expires"):
                with contextlib.suppress(DateError):
                    found.add(dates.parse(keys.get(name, ""), "WIB").epoch)
        found |= fronts.ends(self.portal.folder / "content")
        return sorted(one for one in found if one > self.portal.now)

    # ------------------------------------------------------- configuration and theme

    def configure(self, key: str, value: str) -> None:
        """Set a key of site.yaml, or take it out."""
        self.config = {**self.config, key: value}
        self.add("site.yaml", "".join(f"{name}: {one}\n" for name, one in self.config.items() if one))

    def theme(self) -> None:
        """Have a theme of its own, which extends a copy of the portal's."""
        if not (self.portal.folder / "themes/kabar").exists():
            self.edited = True
            shutil.copytree(THEME, self.portal.folder / "themes/dasar")
            self.add("themes/kabar/theme.yaml", "name: kabar\nextends: dasar\n")

    def template(self, name: str, text: str) -> None:
        """Let a template of the theme have a text behind it."""
        self.theme()
        before = (self.portal.folder / "themes/dasar/templates" / name).read_text("utf-8")
        self.add(f"themes/kabar/templates/{name}", before + text)

    def picture(self, number: int, path: str) -> None:
        """Put a photo with variants into the site, or a small picture without them."""
        self.add(path, photos()[number] if number < len(photos()) else png(number, 30))

    # ------------------------------------------------------------------------ mending

    def mend(self, problems: tuple[Problem, ...]) -> None:
        """Take away whatever the problems name: what an editor does who has no time."""
        for path in {problem.path for problem in problems}:
            if path == "site.yaml":
                self.config = dict(CONFIG)
                self.configure("", "")
            elif path.startswith("content/"):
                self.remove(path)
            else:
                self.remove("themes")
        (self.portal.folder / "content").mkdir(exist_ok=True)
