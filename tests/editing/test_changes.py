"""Changes to several files: all or none, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.editing.support import ENCODINGS, half_done, killed, sources
from tests.support import Portal, article, copied, png, site, ssg_here

A = "content/daerah/2024/10/banjir.md"
MOVE = ("mv", "daerah/2024", "nasional/2025")
NOTHING = ("tags", "rename", "Tiada", "Ada")
"""A command that writes, though it finds nothing to do."""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add(A, article("Banjir", "![Air](air.png)", tags="[Jateng]"))
    made.add("content/daerah/2024/10/air.png", png(40, 30))
    made.add("content/nasional/2024/10/pasar.md", article("Pasar", "[Banjir](/daerah/2024/10/banjir/)", tags="Jateng"))
    return made


def refused(portal: Portal, *words: str) -> str:
    """Return what is said of a command that changes nothing."""
    before = sources(portal)
    done = ssg_here(portal, *words)
    assert (done.returncode, done.stdout, sources(portal)) == (2, "", before)
    return done.stderr


@pytest.mark.slow
def test_a_kill_leaves_all_as_it_was_or_what_the_next_command_finishes(portal: Portal, tmp_path: Path) -> None:
    """At each write; no text is ever in no file."""
    whole = copied(portal, tmp_path / "whole")
    assert ssg_here(whole, *MOVE).returncode == 0
    before, after = sources(portal), sources(whole)
    for number in count(1):
        one = copied(portal, tmp_path / str(number))
        if not killed(one, lambda write, number=number: write == number, *MOVE):
            break
        left = b"".join(sources(one).values())
        assert b"title: Banjir" in left
        assert b"title: Pasar" in left
        assert png(40, 30) in sources(one).values()
        began = (one.folder / ".ssg/edits").exists()
        ssg_here(one, *NOTHING)
        assert sources(one) == (after if began else before), number
        assert not (one.folder / ".ssg/edits").exists()
    assert number > 6
    assert not (whole.folder / "content/daerah").exists(), "folders that become empty go"


def test_what_is_saved_after_a_kill_is_left_alone(portal: Portal) -> None:
    """The rest is finished, and each file that was saved is named."""
    half_done(portal, *MOVE)
    saved = (A, "content/nasional/2025/10/banjir.md", "content/nasional/2024/10/pasar.md")
    for path in saved:
        portal.add(path, "disimpan\n")
    said = ssg_here(portal, *NOTHING).stderr
    assert all(path in said for path in saved)
    assert "saved while it was being changed" in said
    assert {path for path, data in sources(portal).items() if data == b"disimpan\n"} == {*saved}
    assert (portal.folder / "content/nasional/2025/10/air.png").exists()
    assert "saved" not in ssg_here(portal, *NOTHING).stderr, "once"


def test_damage_to_what_was_to_be_done_loses_no_text(portal: Portal) -> None:
    """Nothing more is done then, and what was there is there."""
    half_done(portal, *MOVE)
    before, file = sources(portal), portal.folder / ".ssg/edits"
    journal = file.read_bytes()
    damaged = [
        journal[:at] + bytes([journal[at] ^ 1]) + journal[at + 1 :] for at in range(0, len(journal), len(journal) // 40)
    ]
    for one in (*damaged, b"", b"\xc1", journal[:-1]):
        file.write_bytes(one)
        ssg_here(portal, *NOTHING)
        assert sources(portal) == before
        assert not file.exists()


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
    portal.edit("content/nasional/2024/10/pasar.md", "[Banjir]", "** tebal ** [Banjir]")
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
    assert b"**tebal** [Banjir](/lokal/" in sources(plain)["content/nasional/2024/10/pasar.md"]
    assert sources(portal) == expected
