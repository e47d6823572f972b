"""`ssg mv` and `ssg tags`: whatever leads to something goes on leading there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import CONFIG, ROOT, Portal, copied, png, site, ssg_here, tree

HEAD = "title: Judul\nauthor: Sari Wulan\neditor: Budi Rahman\ntimestamp: 2024-10-09 16:10 WIB\n"
BASE = """\
-- daerah/2024/10/banjir.md --
Air naik.

## Isi

Dua.
-- daerah/2024/10/air.png --
-- nasional/2024/10/pasar.md --
Isi.
"""
GONE = "(gone)\n"
KANAL = ("daerah", "nasional", "olahraga", "lokal", "desa")


class Case(NamedTuple):
    name: str
    files: dict[str, bytes]
    """Written over `BASE`."""
    said: str
    """Commands, each with what it says."""
    after: dict[str, bytes | None]
    """What differs then."""


def whole(path: str, text: str) -> bytes:
    """Return the bytes of a file of the table: an article has the keys that are required, site.yaml those of all sites."""
    text = text.replace("␤", "\u2028")
    if path.endswith(".png"):
        return png(40, 30)
    if path == "site.yaml":
        text = text if "base_url" in text else CONFIG + text
    elif path.split("/")[1] in KANAL and "/.notes/" not in path and not text.startswith("---\n"):
        own, _, body = text.rpartition("---\n")
        names = {line.partition(":")[0] for line in own.splitlines()}
        head = "".join(f"{line}\n" for line in HEAD.splitlines() if line.partition(":")[0] not in names)
        text = f"---\n{head}{own}---\n{body}"
    return text.encode()


def files(text: str) -> dict[str, bytes | None]:
    """Return the files of a part of the table."""
    found = re.split(r"^-- (.+) --\n", text, flags=re.MULTILINE)
    named = zip(found[1::2], found[2::2], strict=True)
    whole_names = ((path if path == "site.yaml" else f"content/{path}", body) for path, body in named)
    return {path: None if body == GONE else whole(path, body) for path, body in whole_names}


def cases() -> list[Case]:
    """Return the cases of tests/fixtures/edits.txt."""
    table = (ROOT / "tests/fixtures/edits.txt").read_text("utf-8").partition("\n\n")[2]
    fields = re.split(r"^\.\n+", table, flags=re.MULTILINE)[:-1]
    rows = zip(fields[::4], fields[1::4], fields[2::4], fields[3::4], strict=True)
    return [Case(name.strip(), files(before), said, files(after)) for name, before, said, after in rows]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("edits"))
    for path, data in files(BASE).items():
        portal.add(path, data or b"")
    portal.build()
    return portal


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_an_edit_changes_what_the_table_says(base: Portal, tmp_path: Path, case: Case) -> None:
    """Each case of fixtures/edits.txt holds, and no address of the portal is lost by it."""
    portal = copied(base, tmp_path)
    for path, data in case.files.items():
        portal.add(path, data)
    fine = "error: " not in case.said
    held = fine and portal.build().held
    before, said = sources(portal), ""
    for line in re.findall(r"^\$ ssg (.*)$", case.said, re.MULTILINE):
        done = ssg_here(portal, *shlex.split(line))
        said += f"$ ssg {line}\n{done.stdout}{done.stderr}"
        assert done.returncode == (2 if "error: " in done.stderr else 0)
    assert said.replace(str(portal.folder), "SITE") == case.said
    assert sources(portal) == {path: data for path, data in {**before, **case.after}.items() if data is not None}
    if fine:
        assert portal.build(strict_addresses=True).held == held


def sources(portal: Portal) -> dict[str, bytes]:
    return {
        path: data for path, data in tree(portal.folder).items() if path.partition("/")[0] in ("content", "site.yaml")
    }
