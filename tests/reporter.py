"""Mistakes of a reporter, each a file as it was saved, and what `ssg check` says of it in both languages.

    python -m tests.reporter

writes the document anew, to be read before it is kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.lint_support import checked
from tests.support import CONFIG, ROOT, Portal, article, png, site

DOCUMENT = ROOT / "tests/fixtures/reporter.txt"
HEADING = "Mistakes of a reporter: what it is, the file as it was saved, what is said in Indonesian and in English.\n"
PATH = "content/daerah/2024/10/perahu.md"
CONFIGURED = f"{CONFIG}redirects:\n  /lama/: /daerah/\n"


class Mistake(NamedTuple):
    """A case of the document."""

    name: str
    path: str
    text: str
    said: str
    """In Indonesian, then in English."""


def mistakes() -> Iterator[Mistake]:
    """Yield the cases of the document."""
    for case in DOCUMENT.read_text("utf-8").removeprefix(HEADING).split("\n=== ")[1:]:
        head, text, said = case.split("\n.\n")
        name, _, path = head.partition(" => ")
        yield Mistake(name, path or PATH, f"{text}\n", said.strip("\n"))


def desk(folder: Path, more: str = "") -> Portal:
    """Return the site of a newsroom that has no mistakes, as it was built; `more` is what else site.yaml says."""
    portal = site(folder, config=CONFIGURED + more)
    portal.add("content/foto/perahu.png", png(1200, 800))
    portal.add("content/authors/sari.md", "---\nname: Sari Anggraini\ninitials: SA\n---\n")
    portal.add("content/authors/budi.md", "---\nname: Budi Rahman\n---\n")
    photo = "{src: /foto/perahu.png, caption: Perahu, credit: Sari Anggraini}"
    keys = {
        "author": "Sari Anggraini",
        "photo": photo,
        "timestamp": "2024-10-01 08:00 WIB",
        "tags": "[Perahu Sekolah]",
    }
    portal.add(
        "content/daerah/2024/10/dermaga.md", article("Dermaga Muara Teduh Diperbaiki", "Dermaga itu baru.", **keys)
    )
    gone = "{timestamp: 2024-10-02 08:00 WIB, reason: trauma-korban}"
    keys = {"author": "Sari Anggraini", "timestamp": "2024-10-01 09:00 WIB", "retracted": gone}
    portal.add("content/daerah/2024/10/dicabut.md", article("Berita yang Sudah Dicabut Redaksi", "Lama.", **keys))
    portal.build()
    return portal


HINTS = {"id": "saran", "en": "hint"}


def told(portal: Portal, path: str, text: str, *languages: str) -> str:
    """Return what is said of a file that is saved at the desk, in one language after the other, and take it away again."""
    portal.add(path, text)
    lines = []
    for name in languages:
        hint = HINTS[name]
        found = checked(portal, path, SSG_LANG=name)
        for one in (*found.errors, *found.warnings):
            if one.path == path:
                place = f"{one.line}:{one.column}" if one.line else "-"
                lines.append(f"{name} {place} {one.message} [{one.code}]")
                lines += [f"   {hint}: {one.hint}"] * bool(one.hint)
    portal.remove(path)
    return "\n".join(lines)


def main() -> None:
    """Write the document anew."""
    cases = list(mistakes())
    with tempfile.TemporaryDirectory() as folder:
        portal = desk(Path(folder))
        parts = [
            f"=== {one.name}{f' => {one.path}' if one.path != PATH else ''}\n.\n{one.text.rstrip(chr(10))}\n.\n{told(portal, one.path, one.text, *HINTS)}\n"
            for one in cases
        ]
    DOCUMENT.write_text(HEADING + "\n" + "\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
