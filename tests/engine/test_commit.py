"""Commit: what the store knows of the output, and how that becomes true."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.engine.output import MARKER
from generator.store import dependencies, outputs
from generator.store.database import Store, open_reader
from tests.kills import listed
from tests.store import tables
from tests.support import Portal, article, site

A = "content/daerah/2024/10/a.md"
PAGE = "daerah/2024/10/a/index.html"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add(A, article("A"))
    made.build()
    return made


def opened(portal: Portal) -> closing[Store]:
    return closing(open_reader(portal.folder / ".ssg"))


def test_the_store_and_the_marker_name_the_same_tree(portal: Portal):
    """So that the next build need not read the output."""
    with opened(portal) as store:
        assert (portal.output / MARKER).read_text("utf-8") == f"warta 1\n{outputs.tree(store)}\n"
        assert store.number("files") == len(portal.files()) - 1


def test_a_missing_file_is_made_again(portal: Portal):
    """A look at the whole output finds it, and its page alone is made."""
    before = portal.files()
    (portal.output / PAGE).unlink()
    report = portal.build(verify=True)
    assert (report.rendered, portal.files()) == (1, before)


def test_an_altered_file_is_made_again(portal: Portal):
    """It gets the bytes that it had."""
    before = portal.files()
    (portal.output / PAGE).write_text("lain")
    assert portal.build(verify=True).changed == 1
    assert portal.files() == before


def test_a_file_that_is_not_ours_is_left_alone(portal: Portal):
    """It is named, and stays."""
    (portal.output / "catatan.txt").write_text("milik saya")
    (warning,) = portal.build(verify=True).warnings
    assert "are not known to be ours and were left alone: catatan.txt" in warning.message
    assert portal.read("catatan.txt") == "milik saya"


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path):
    """Nothing in it is touched."""
    portal = site(tmp_path)
    portal.add("build/surat.txt", "milik saya")
    with pytest.raises(UsageError, match="was not made by ssg; it is left alone"):
        portal.build()
    assert portal.files() == {"surat.txt": b"milik saya"}


def test_a_deleted_output_is_made_again(portal: Portal):
    """All of its pages are, though no file of the site has changed."""
    before = portal.files()
    portal.remove("build")
    assert portal.build().added == len(before) - 1
    assert portal.files() == before


def test_what_differs_is_listed_for_whoever_deploys(portal: Portal):
    """Each file is added, changed or deleted, with the digest of its bytes in the first two."""
    portal.remove(A)
    portal.add("content/daerah/2024/10/b.md", article("B"))
    portal.build()
    found = json.loads((portal.folder / ".ssg/changed.json").read_text("utf-8"))
    assert "daerah/2024/10/b/index.html" in found["added"]
    assert "index.html" in found["changed"]
    assert PAGE in found["deleted"]


def test_nothing_new_is_no_change(portal: Portal):
    """A build that makes a page with the same bytes leaves file, list and marker as they were."""
    before = (portal.output / MARKER).stat().st_mtime_ns, listed(portal)
    portal.edit(A, "Isi berita.", "Isi berita.\n")
    report = portal.build()
    assert (report.rendered, report.added, report.changed, report.deleted) == (1, 0, 0, 0)
    assert ((portal.output / MARKER).stat().st_mtime_ns, listed(portal)) == before


def test_a_page_is_found_by_what_it_reads_now(portal: Portal):
    """What it has read before no longer makes it be looked at; after a good build nothing is touched."""
    with opened(portal) as store:
        before = tables.count(store, "reads")
        assert not dependencies.anything_touched(store)
    portal.remove(A)
    portal.build()
    with opened(portal) as store:
        assert tables.orphaned_reads(store) == []
        assert tables.count(store, "reads") < before
