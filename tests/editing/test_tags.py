"""Tags: counted, compared and renamed in all articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.config import rewriting
from generator.editing.changes import apply
from generator.editing.sources import naming, sources
from generator.editing.tags import counts, renamed, written
from generator.theming.loading import read_site_yaml
from tests.editing.encodings import ENCODINGS, Encoding
from tests.support import Portal, article, copied, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("A", tags="[Banjir, 'Jateng', Cuaca] # tiga"))
    portal.add("content/daerah/2024/10/b.md", article("B", tags="Jateng"))
    portal.add("content/daerah/2024/10/c.md", article("C", tags="[jateng, Jawa Tengah]"))
    portal.add("content/daerah/2024/10/d.md", article("D", tags="[jawa-tengah, JawaTengah]"))
    return portal


def test_counts(portal: Portal) -> None:
    """As they are written."""
    found = counts(sources(portal.folder, 1 << 20))
    assert found == {
        "Banjir": 1,
        "Jateng": 2,
        "Cuaca": 1,
        "jateng": 1,
        "Jawa Tengah": 1,
        "jawa-tengah": 1,
        "JawaTengah": 1,
    }


def test_a_tag_gets_another_name(portal: Portal) -> None:
    """In every way in which it is written; where the new one is there too, the old one goes; its list leads on."""
    portal.build()
    apply(portal.folder, renamed(portal.folder, read_site_yaml(portal.folder), "jateng", "Jawa Tengah"))
    texts = {one.path[-4]: one.text for one in sources(portal.folder, 1 << 20)}
    assert "tags: [Banjir, 'Jawa Tengah', Cuaca] # tiga\n" in texts["a"]
    assert "tags: Jawa Tengah\n" in texts["b"]
    assert written(texts["c"]) == ["Jawa Tengah"]
    assert written(texts["d"]) == ["jawa-tengah", "JawaTengah"]
    portal.build(strict_addresses=True)
    assert "/tag/jawa-tengah/" in portal.read("tag/jateng/index.html")
    assert portal.files() == portal.clean()


def test_another_spelling_needs_no_redirect(portal: Portal) -> None:
    """The list keeps its address."""
    changes = renamed(portal.folder, read_site_yaml(portal.folder), "Banjir", "BANJIR")
    assert [change.path for change in changes] == ["content/daerah/2024/10/a.md"]


def test_a_tag_gets_its_old_name_back(portal: Portal) -> None:
    """Its list is a list again, the other leads to it, and nothing leads over two addresses."""
    before = portal.folder / "site.yaml"
    for old, new in (("Jateng", "Jawa Tengah"), ("Jawa Tengah", "Jateng"), ("Banjir", "Rob"), ("Rob", "Air Pasang")):
        apply(portal.folder, renamed(portal.folder, read_site_yaml(portal.folder), old, new))
        portal.build(strict_addresses=True)
    redirects = before.read_text("utf-8").partition("redirects:")[2]
    assert (
        redirects.split()
        == "/tag/jawa-tengah/: /tag/jateng/ /tag/banjir/: /tag/air-pasang/ /tag/rob/: /tag/air-pasang/".split()
    )


@pytest.mark.parametrize("new", ["<!-- catatan -->", "x" * 300, "-", "a, b", ",", "Banjir,", "null", "~"])
def test_a_tag_that_no_article_can_have_is_refused(portal: Portal, new: str) -> None:
    """With the reason that a build would give; several tags are none."""
    with pytest.raises(UsageError, match="nothing was changed"):
        renamed(portal.folder, read_site_yaml(portal.folder), "Banjir", new)


@pytest.mark.parametrize("encoded", ENCODINGS)
def test_a_tag_gets_another_name_in_any_encoding(portal: Portal, encoded: Encoding) -> None:
    """Files as Windows and old editors save them are changed as others are, and keep their line ends and their mark."""
    paths = ["site.yaml", *(f"content/daerah/2024/10/{name}.md" for name in "abcd")]
    for path in paths:
        portal.add(path, encoded((portal.folder / path).read_text("utf-8")))
    portal.build()
    plain = copied(portal, portal.folder.parent / "lain")
    for path in paths:
        plain.add(path, (plain.folder / path).read_text("utf-8-sig"))
    for one in (portal, plain):
        apply(one.folder, renamed(one.folder, read_site_yaml(one.folder), "jateng", "Jawa Tengah"))
        one.build(strict_addresses=True)
    for path in paths:
        assert (portal.folder / path).read_bytes() == encoded((plain.folder / path).read_text("utf-8"))


def test_a_front_matter_that_no_machine_can_change_is_named() -> None:
    """A sentence without its file would help nobody."""
    with pytest.raises(UsageError, match=r"content/a\.md: .*; nothing was changed"), naming("content/a.md"):
        rewriting.replaced(article("A"), ("tags",), "Jawa Tengah")
