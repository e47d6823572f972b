"""What the writer of an article is told of it, though most of it is published."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests import tables
from tests.lint_support import LONG, checked
from tests.markup_support import BETWEEN
from tests.support import OWNED, Portal, article, png, site

CASES = tables.cases("advice.txt")
PEOPLE = {"sari-wulan": ("Sari Wulan", "SW", "sari"), "budi-rahman": ("Budi Rahman", "BR", "Budi"), "budi-rahmat": ("Budi Rahmat", "", "x"), "andika": ("Andika", "", "y")}  # fmt: skip
_KEY = re.compile(r"^%(\w+): ?(.*)\n?", re.MULTILINE)
_ABOVE = article(LONG, "").count("\n") - 1


def told(folder: Path, texts: list[str]) -> list[str]:
    """Return what is said of texts that are articles of one site, at lines of their bodies, or at a key."""
    portal = site(folder, config=OWNED)
    portal.add("content/foto/a.png", png(1200, 800))
    portal.add("content/film/a.mp4", "film")
    for slug, (name, initials, mail) in PEOPLE.items():
        portal.add(
            f"content/authors/{slug}.md", f"---\nname: {name}\ninitials: {initials}\nemail: {mail}@uji.id\n---\n"
        )
    lines: dict[str, list[str]] = {}
    for number, text in enumerate(texts):
        keys = dict(_KEY.findall(text))
        title = keys.pop("title", f"{LONG} ke {number}")
        path = f"content/daerah/2024/10/a-{number:04}.md"
        portal.add(path, article(title, _KEY.sub("", text) or f"Isi {number}.", **keys))
        lines[path] = []
    result = checked(portal)
    for one in (*result.errors, *result.warnings):
        if one.path in lines and one.code not in ("same-report", "near-tags"):
            lines[one.path].append(
                f"{_place(portal, one.path, one.line, one.column)} {one.message} [{one.code}]\n  {one.hint}"
            )
    return ["\n".join(found) for found in lines.values()]


def _place(portal: Portal, path: str, line: int, column: int) -> str:
    above = (portal.folder / path).read_text("utf-8").split("\n---\n")[0].split("\n")
    if line > len(above) + 1:
        return f"{line - len(above) - 1}:{column}"
    return above[line - 1].partition(":")[0] if line > 1 else "file"


def by_case(folder: Path, given: list[str]) -> list[str]:
    """Return what is said of the texts of each case, with each hint once; one check reads all of them."""
    split = [text.split(BETWEEN) for text in given]
    said = iter(told(folder, [text for texts in split for text in texts]))
    found = []
    for texts in split:
        lines = [next(said) for _ in texts]
        hints: set[str] = set()
        for number, one in enumerate(lines):
            kept = [line for line in one.split("\n") if not (line.startswith("  ") and line in hints)]
            hints |= {line for line in kept if line.startswith("  ")}
            lines[number] = "\n".join(kept)
        found.append(BETWEEN.join(lines) if any(lines) else "")
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    said = by_case(tmp_path_factory.mktemp("saran"), [one.given for one in CASES])
    return {one.name: text for one, text in zip(CASES, said, strict=True)}


@pytest.mark.parametrize("name", [one.name for one in CASES])
def test_a_writer_is_told_what_the_document_of_cases_says(found: dict[str, str], name: str) -> None:
    """Each case of fixtures/advice.txt holds."""
    (expected,) = [one.expected for one in CASES if one.name == name]
    assert found[name] == expected


def main() -> None:
    """Write the document anew."""
    with tempfile.TemporaryDirectory() as folder:
        said = dict(zip((one.given for one in CASES), by_case(Path(folder), [one.given for one in CASES]), strict=True))
    tables.write("advice.txt", said.__getitem__)


if __name__ == "__main__":
    main()
