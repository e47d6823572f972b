"""A site with secrets in it and around it, whose files can be swapped."""

from __future__ import annotations

import contextlib
import os
import random
import sys
from pathlib import Path

SECRET, DRAFT = b"RAHASIA", b"GELAP"
"""Words of what must not be seen at all, and of what only the preview's own pages show."""

CONFIG = """\
# RAHASIA: what is written here is no page
name: Kabar Uji
base_url: https://uji.example
limits: {media: 100kB}
media: {allow: [.html, .txt, .csv]}
search: true
categories:
  - {slug: daerah, name: Daerah}
"""
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
ACTIVE = b'<svg xmlns="http://www.w3.org/2000/svg"><script>/* RAHASIA */</script></svg>'
MAP = b"<p>Peta</p>"
EXECUTED = (DRAWING, MAP)
GOOD = {
    "foto/a.txt": b"0123456789" * 40, "foto/x.svg": DRAWING, "foto/peta.html": MAP,
    "arsip/dalam/tabel.csv": b"a,1\n" * 100, "foto/dua kata.txt": b"ya",
}  # fmt: skip


def article(title: str, more: str = "") -> str:
    """Return the text of an article."""
    head = f"title: {title}\nauthor: Sari\neditor: Budi\ntimestamp: 2024-10-09 16:10 WIB\n{more}"
    return f"---\n{head}---\nIsi.\n\n![Foto](/foto/x.svg)\n"


class Site:
    """A site with secrets in it and around it."""

    def __init__(self, work: Path) -> None:
        self.folder = work / "situs"
        self.outside = work / "luar"
        self.content = self.folder / "content"
        for file, text in {
            self.folder / "site.yaml": CONFIG, self.folder / ".git/config": "RAHASIA",
            self.outside / "kunci.txt": "RAHASIA",
            self.outside / "a.txt": "RAHASIA", self.outside / "tabel.csv": "RAHASIA",
            self.content / "foto/.env": "RAHASIA",
            self.content / "daerah/2024/10/banjir.md": article("Banjir"),
            self.content / "daerah/2024/10/draf.md": article("GELAP", "draft: true\n"),
        }.items():  # fmt: skip
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        for path in GOOD:
            self.mend(path)

    def mend(self, path: str) -> None:
        """Bring a file back to what it is."""
        file = self.content / path
        with contextlib.suppress(OSError):
            file.unlink()
        with contextlib.suppress(OSError):
            file.parent.unlink()
        file.parent.mkdir(parents=True, exist_ok=True)
        other = file.with_name(f".{file.name}.new")
        other.write_bytes(GOOD[path])
        os.replace(other, file)

    def swap(self, dice: random.Random) -> str:
        """Put something else in the place of a file or of its folder; return which file to mend."""
        path = dice.choice([*GOOD])
        file = self.content / path
        other = file.with_name(f".{file.name}.swap")
        with contextlib.suppress(OSError):
            match dice.randrange(7):
                case 2 if path.endswith(".svg"):
                    other.write_bytes(ACTIVE)
                    os.replace(other, file)
                case 0 | 1 | 2:
                    other.symlink_to(self.outside / "kunci.txt")
                    os.replace(other, file)
                case 3:
                    # In place, which is an edit like any other unless it is a drawing.
                    with file.open("r+b") as out:
                        out.write(ACTIVE if path.endswith(".svg") else b"Lain")
                case 4:
                    other.write_bytes(b"RAHASIA" * 30_000)
                    os.replace(other, file)
                case 5:
                    if sys.platform != "win32":
                        os.mkfifo(other)
                        os.replace(other, file)
                case _:
                    file.unlink()
                    file.parent.rmdir()
                    file.parent.symlink_to(self.outside)
        return path
