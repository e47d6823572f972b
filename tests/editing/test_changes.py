"""Changes to several files: all of them, or none if one cannot be made; a kill loses no text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.editing.support import ENCODINGS, killed, sources
from tests.support import Portal, article, copied, png, site, ssg_here

A = "content/daerah/2024/10/banjir.md"
PASAR = "content/nasional/2024/10/pasar.md"
MOVE = ("mv", "daerah/2024", "nasional/2025")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add(A, article("Banjir", "![Air](air.png)", tags="[Jateng]"))
    made.add("content/daerah/2024/10/air.png", png(40, 30))
    made.add(PASAR, article("Pasar", "[Banjir](/daerah/2024/10/banjir/)", tags="Jateng"))
    return made


def refused(portal: Portal, *words: str) -> str:
    """Return what is said of a command that changes nothing."""
    before = sources(portal)
    done = ssg_here(portal, *words)
    assert (done.returncode, done.stdout, sources(portal)) == (2, "", before)
    return done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "again"),
    [(MOVE, False), (("tags", "rename", "Jateng", "Jawa Tengah"), True), (("check", "--fix", "--yes"), True)],
)
def test_a_kill_loses_no_text(portal: Portal, tmp_path: Path, words: tuple[str, ...], *, again: bool) -> None:
    """At each write; a tag is renamed, and a text mended, by the same command run again."""
    for path in (A, PASAR):
        portal.edit(path, "tags:", "reporter: Lala\ntags:" if "check" in words else "tags:")
    whole = copied(portal, tmp_path / "whole")
    ssg_here(whole, *words)
    for number in count(1):
        one = copied(portal, tmp_path / str(number))
        if not killed(one, lambda write, number=number: write == number, *words):
            break
        left = sources(one).values()
        assert png(40, 30) in left
        assert all(any(title in data for data in left) for title in (b"title: Banjir", b"title: Pasar"))
        ssg_here(one, *words)
        assert not again or sources(one) == sources(whole), number
    assert number > 2
    assert words != MOVE or not (whole.folder / "content/daerah").exists(), "folders that become empty go"


def test_nothing_is_written_through_a_link(portal: Portal, tmp_path: Path) -> None:
    """A folder that is a symbolic link could lead out of the site; content/ itself may be one."""
    outside = tmp_path / "luar"
    outside.mkdir()
    (portal.folder / "content/olahraga").symlink_to(outside)
    assert "symbolic link" in refused(portal, "mv", "daerah/2024/10/banjir.md", "olahraga/banjir.md")
    assert not list(outside.iterdir())
    (portal.folder / "content/olahraga").unlink()
    (portal.folder / "content").rename(tmp_path / "isi")
    (portal.folder / "content").symlink_to(tmp_path / "isi")
    assert ssg_here(portal, *MOVE).returncode == 0
    assert (tmp_path / "isi/nasional/2025/10/banjir.md").exists()


@pytest.mark.parametrize(
    ("link", "target"),
    [("nasional/2024/10/l.md", "daerah/2024/10/banjir.md"), ("daerah/2024/10/l.md", "nasional/a.md")],
)
def test_a_symbolic_link_to_what_moves_or_among_it(portal: Portal, link: str, target: str) -> None:
    """It would lead nowhere afterwards."""
    content = portal.folder / "content"
    portal.add("content/nasional/a.md", article("A"))
    (content / link).symlink_to(content / target)
    assert f"content/{link} is a symbolic link to content/{target}" in refused(portal, "mv", "daerah", "lokal")


def test_a_name_as_long_as_the_disk_allows(portal: Portal) -> None:
    """What a file is called until it is whole is no longer than its own name, and nothing of it is left."""
    names = [f"content/daerah/{letter * (size - 3)}.md" for letter, size in (("a", 251), ("b", 255))]
    for name in names:
        portal.add(name, article("Lama", tags="[Jateng]"))
    assert ssg_here(portal, "tags", "rename", "Jateng", "Jawa Tengah").returncode == 0
    assert all(b"tags: [Jawa Tengah]" in sources(portal)[name] for name in names)
    assert not [path for path in sources(portal) if "/." in path]
    portal.build()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (f"daerah/{'a' * 253}.md", "File name too long"),
        (f"daerah/tiada/{'a' * 256}/b.md", "File name too long"),
        (f"{'/'.join(['daerah'] * 40)}/a.md", "too deep"),
        ("daerah/2024/10/air.png/b.md", "Not a directory"),
    ],
)
def test_what_would_fail_half_way_is_refused_before(portal: Portal, new: str, said: str) -> None:
    """In one sentence."""
    told = refused(portal, "mv", "daerah/2024/10/banjir.md", new)
    assert said in told
    assert told.endswith("nothing was changed\n")


def test_a_file_keeps_who_may_read_it(portal: Portal) -> None:
    """It is another one by its bytes alone."""
    (portal.folder / A).chmod(0o640)
    ssg_here(portal, "tags", "rename", "Jateng", "Jawa Tengah")
    assert (portal.folder / A).stat().st_mode & 0o777 == 0o640


def test_a_text_that_is_no_utf_8_moves_with_its_folder(portal: Portal) -> None:
    """And what the desk keeps beside it goes along."""
    portal.add("content/daerah/2024/10/rusak.md", b"---\ntitle: Caf\xe9\n---\nIsi.\n")
    portal.add("content/daerah/2024/10/.notes/rusak.jsonl", "{}\n")
    assert ssg_here(portal, "mv", "daerah/2024", "daerah/2023").returncode == 0
    assert b"Caf\xe9" in sources(portal)["content/daerah/2023/10/rusak.md"]
    assert "content/daerah/2023/10/.notes/rusak.jsonl" in sources(portal)
    assert not (portal.folder / "content/daerah/2024").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("mv", "daerah/2024/10/banjir.md", "daerah/\udcff.md"),
        ("tags", "rename", "Jateng", "Jawa\udcff"),
        ("new", "article", "\udcff a"),
    ],
)
def test_words_that_are_not_utf8_are_refused(portal: Portal, words: tuple[str, ...]) -> None:
    """No file could hold them."""
    assert refused(portal, *words).endswith("it is not UTF-8\n")


@pytest.mark.parametrize("encoded", ENCODINGS)
def test_files_as_other_editors_save_them(portal: Portal, tmp_path: Path, encoded: Callable[[str], bytes]) -> None:
    """They are changed as others are, and keep their line ends and their byte order mark; so does site.yaml."""
    portal.edit(PASAR, "[Banjir]", "** tebal ** [Banjir]")
    portal.add("content/front.yaml", "lead: banjir\nblocks: [daerah]\n")
    plain = copied(portal, tmp_path / "plain")
    for path, data in sources(portal).items():
        if not path.endswith(".png"):
            portal.add(path, encoded(data.decode()))
    for one in (portal, plain):
        for words in (
            ("mv", "daerah", "lokal"),
            ("tags", "rename", "Jateng", "Jawa Tengah"),
            ("check", "--fix", "--yes"),
        ):
            done = ssg_here(one, *words, SOURCE_DATE_EPOCH=str(one.now))
            assert done.returncode == 0, done.stderr
    expected = {
        path: data if path.endswith(".png") else encoded(data.decode()) for path, data in sources(plain).items()
    }
    assert b"**tebal** [Banjir](/lokal/" in sources(plain)[PASAR]
    assert sources(portal) == expected
