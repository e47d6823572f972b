"""What sequences of edits, kills and hostile names must not break: found by trying.

Those about addresses that collide are in tests/engine/test_collisions.py, those about what stands in the way of the
output in test_write.py, test_recovery.py and test_kill.py beside it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.base import dates
from tests.support import CONFIG, NOW, ROOT, Portal, article, png, site, ssg, tree


def same_as_clean(portal: Portal, **options: object) -> None:
    """Build, and expect the bytes of a clean build and no touched file that did not change."""
    old = tree(portal.output)
    before = {path: (portal.output / path).stat().st_mtime_ns for path in old}
    portal.build(**options)  # type: ignore[arg-type]
    found, expected = portal.files(), portal.clean(**options)
    assert sorted(found) == sorted(expected)
    for path, data in found.items():
        assert data == expected[path], path
        if old.get(path) == data:
            assert (portal.output / path).stat().st_mtime_ns == before[path], f"{path} was touched"


def breaks(portal: Portal) -> None:
    """Build with a broken template: what is known of the content is kept, the output is as it was."""
    shutil.copytree(ROOT / "generator/themes/kabar", portal.folder / "themes/dasar")
    portal.add("themes/kabar/theme.yaml", "name: kabar\nextends: dasar\n")
    portal.add("themes/kabar/templates/home.html", "{{ tidak.ada }}")
    assert portal.problems()
    shutil.rmtree(portal.folder / "themes")


def test_first_articles_of_an_empty_site(tmp_path: Path) -> None:
    """A site that was built without content shows its first articles on all its pages."""
    portal = site(tmp_path)
    portal.build()
    portal.add("content/daerah/a.md", article("A", tags="[Banjir]"))
    same_as_clean(portal)
    portal.remove("content/daerah")
    portal.build()
    portal.add("content/daerah/b.md", article("B", tags="[Pasar]"))
    same_as_clean(portal)


def test_tag_with_the_slug_of_a_profile(tmp_path: Path) -> None:
    """The page of a tag that nobody uses goes, also when a profile has the same slug."""
    portal = site(tmp_path)
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nBio.\n")
    portal.add("content/daerah/a.md", article("A", tags="[Sari Wulan]"))
    portal.build()
    portal.add("content/daerah/a.md", article("A"))
    same_as_clean(portal)


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["file", "output"])
def test_a_page_that_went_while_its_file_was_lost(tmp_path: Path, lost: str) -> None:
    """It is wanted no more, though its file was gone before the build could delete it."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", tags="[Banjir]"))
    portal.add("content/daerah/b.md", article("B", tags="[Banjir, Pasar]"))
    portal.build()
    portal.remove("content/daerah/b.md")
    breaks(portal)
    if lost == "file":
        (portal.output / "daerah/2024/10/b/index.html").unlink()
    else:
        shutil.rmtree(portal.output)
    same_as_clean(portal, verify=True)


@pytest.mark.parametrize("keys", [{"slug": "banjir"}, {"aliases": "[/daerah/2024/10/banjir/]"}])
def test_a_hidden_twin_at_one_address(tmp_path: Path, keys: dict[str, str]) -> None:
    """A link leads to the published article though a draft has the same address, as its own or as an alias."""
    portal = site(tmp_path)
    portal.add("content/daerah/b.md", article("B", slug="banjir"))
    portal.add("content/daerah/c.md", article("C", "Lihat [](/daerah/2024/10/banjir/)."))
    portal.build()
    portal.add("content/daerah/a.md", article("Konsep", draft="true", **keys))
    same_as_clean(portal)
    portal.edit("content/daerah/a.md", "Konsep", "Konsep Dua")
    same_as_clean(portal)


UPPER, LOWER = "content/foto/Peta.png", "content/foto/peta.png"


def renamed_in_case(folder: Path) -> Portal:
    """Return a portal that was built, with a picture that was renamed in letter case since."""
    portal = site(folder)
    portal.add("content/daerah/a.md", article("A"))
    portal.add(UPPER, png(4, 3))
    portal.build()
    (portal.folder / UPPER).rename(portal.folder / LOWER)
    return portal


@pytest.mark.slow
@pytest.mark.parametrize(
    ("then", "more"),
    [("back", ""), ("back", "per_page: 3\n"), ("deleted", ""), ("deleted", "per_page: 3\n"), ("verified", "")],
)
def test_case_renamed_around_a_failed_build(tmp_path: Path, then: str, more: str) -> None:
    """A file that was renamed in letter case and back is not touched, and one that is deleted leaves nothing behind."""
    portal = renamed_in_case(tmp_path)
    breaks(portal)
    portal.add("site.yaml", CONFIG + more)
    if then == "back":
        (portal.folder / LOWER).rename(portal.folder / UPPER)
    elif then == "deleted":
        portal.remove(LOWER)
    same_as_clean(portal, verify=then == "verified")


def test_an_older_state_that_knows_a_file_in_other_letters(tmp_path: Path) -> None:
    """With an older state and another configuration a file that was renamed in letter case since is not touched."""
    portal = renamed_in_case(tmp_path)
    shutil.copytree(portal.folder / ".ssg", tmp_path / "older")
    portal.add("site.yaml", CONFIG + "per_page: 3\n")
    portal.build()
    shutil.rmtree(portal.folder / ".ssg")
    shutil.move(tmp_path / "older", portal.folder / ".ssg")
    same_as_clean(portal)


def test_an_older_copy_of_the_output_with_a_name_in_other_letters(tmp_path: Path) -> None:
    """It is mended, letter case included."""
    portal = renamed_in_case(tmp_path)
    shutil.copytree(portal.output, tmp_path / "old")
    same_as_clean(portal)
    shutil.rmtree(portal.output)
    shutil.move(tmp_path / "old", portal.output)
    same_as_clean(portal)


def test_text_changes_below_the_lead_right_after_the_first_build(tmp_path: Path) -> None:
    """Feeds learn of it, though no card differs."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", "Isi.\n\nSatu lagi."))
    portal.build()
    portal.add("content/daerah/a.md", article("A", "Isi.\n\nDua lagi."))
    same_as_clean(portal)
    assert "Dua lagi." in portal.read("feed.xml")


def test_dead_link_in_a_file_that_replaces_the_newest(tmp_path: Path) -> None:
    """A dead link is found in the build that also deletes the newest file."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    portal.build()
    portal.remove("content/daerah/a.md")
    portal.add("content/daerah/b.md", article("B", "Lihat [x](/tidak/ada/)."))
    assert [one.code for one in portal.problems()] == ["dead-link"]


def test_related_articles_of_a_notice(tmp_path: Path) -> None:
    """A theme may ask for related articles on the page of a withdrawn one."""
    portal = site(tmp_path, config=CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/article.html", "{{ article.title }} {{ related(article)|length }}")
    portal.add("content/daerah/a.md", article("A", retracted="{timestamp: 2024-10-09 20:00 WIB, reason: sara}"))
    same_as_clean(portal)


OTHER_JINJA = """
import jinja2.compiler
from jinja2.nodes import Output, TemplateData

jinja2.__version__ = "0"
visit = jinja2.compiler.CodeGenerator.visit_Template

def visit_otherwise(self, node, frame=None):
    node.body.insert(0, Output([TemplateData("<!--lama-->", lineno=1)], lineno=1))
    visit(self, node, frame)

jinja2.compiler.CodeGenerator.visit_Template = visit_otherwise
"""


@pytest.mark.slow
def test_templates_compiled_by_an_older_library_are_not_used(tmp_path: Path) -> None:
    """Deleting .ssg/store.db before an upgrade leaves templates that were compiled before."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    older = portal.add("../older/sitecustomize.py", OTHER_JINJA).parent
    done = ssg(portal, "build", "--now", str(NOW), PYTHONPATH=str(older))
    assert done.returncode == 0, done.stderr
    assert "<!--lama-->" in portal.read("daerah/2024/10/a/index.html")
    (portal.folder / ".ssg/store.db").unlink()
    same_as_clean(portal)
    assert "<!--lama-->" not in portal.read("daerah/2024/10/a/index.html")


@pytest.mark.parametrize("timestamp", ["2024-10-09 16:10 WIB", "2024-10-11 16:10 WIB"])
def test_alias_with_the_address_of_a_listing(tmp_path: Path, timestamp: str) -> None:
    """It is a problem whichever article has it: numbers of articles are not those of the groups that have listings."""
    portal = site(tmp_path)
    for name in "abcdef":
        portal.add(f"content/daerah/{name}.md", article(name, tags="[Banjir]"))
    portal.build()
    for name in "abcdef":
        keys = {"tags": "[Banjir]", "timestamp": timestamp, "aliases": "[/tag/banjir/]"}
        portal.add(f"content/daerah/{name}.md", article(name, **keys))
        assert [one.path for one in portal.problems()] == [f"content/daerah/{name}.md"]
        portal.add(f"content/daerah/{name}.md", article(name, tags="[Banjir]"))


def test_a_file_that_cannot_be_read_has_only_its_own_problems(tmp_path: Path) -> None:
    """What it referred to when it was read last is not looked for, at lines that it has no longer."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(4, 3))
    portal.add("content/daerah/a.md", article("A", "Isi.\n\n![Peta](/foto/a.png)"))
    portal.build()
    portal.remove("content/foto/a.png")
    portal.add("content/daerah/a.md", article("A", tidak="ada"))
    assert [one.code for one in portal.problems()] == ["unknown-key"]


LISTS = "[a](/tag/banjir/) [b](/penulis/tono/) [c](/indeks/2024/10/09/) [d](/indeks/tag/b/)"


def test_lists_of_an_article_that_expires_at_night_are_no_dead_links(tmp_path: Path) -> None:
    """The build of that night goes on, for links in texts and in site.yaml; when the file goes, they are dead."""
    portal = site(tmp_path, config=CONFIG + "menu:\n  - {name: Banjir, url: /tag/banjir/}\n")
    keys = {"author": "Tono", "tags": "[Banjir]", "timestamp": "2024-10-09 10:00 WIB"}
    portal.add("content/daerah/a.md", article("A", expires="2024-10-09 20:00 WIB", **keys))
    portal.add("content/daerah/b.md", article("B", f"Lihat {LISTS}.", timestamp="2024-10-08 10:00 WIB"))
    at = dates.parse("2024-10-09 12:00 WIB", "WIB").epoch
    portal.build(now=at)
    assert 'href="/tag/banjir/"' in portal.read("daerah/2024/10/b/index.html")
    same_as_clean(portal, now=at + 86400)
    portal.remove("content/daerah/a.md")
    problems = portal.problems(now=at + 86400)
    assert len(problems) == 5
    assert {problem.path for problem in problems} == {"site.yaml", "content/daerah/b.md"}
