"""What sequences of edits, kills and hostile names must not break: found by trying."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Output, Template, TemplateData

from generator.base import dates
from generator.base.errors import SiteError, UsageError, Where
from generator.store.database import open_reader
from tests.kills import killed_in_the_midst
from tests.store import tables
from tests.support import CONFIG, Portal, article, clean_shape, png, shape, site, tree


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
    shutil.copytree(Path(__file__).parents[1] / "generator/themes/kabar", portal.folder / "themes/dasar")
    portal.add("themes/kabar/theme.yaml", "name: kabar\nextends: dasar\n")
    portal.add("themes/kabar/templates/home.html", "{{ tidak.ada }}")
    with pytest.raises(SiteError):
        portal.build()
    shutil.rmtree(portal.folder / "themes")


def test_first_articles_of_an_empty_site(tmp_path: Path) -> None:
    """A site that was built without content shows its first articles on all its pages."""
    portal = site(tmp_path)
    portal.build()
    portal.add("content/daerah/a.md", article("A", tags="[Banjir]"))
    same_as_clean(portal)
    portal.remove("content/daerah")
    same_as_clean(portal)
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


@pytest.mark.parametrize("lost", ["file", "output"])
def test_reads_of_a_page_that_went_while_its_file_was_lost(tmp_path: Path, lost: str) -> None:
    """Nothing is kept of what a page has read when its file was gone before the build could delete it."""
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
    with closing(open_reader(portal.folder / ".ssg")) as store:
        assert tables.orphaned_reads(store) == []


def test_hidden_twin_at_one_address(tmp_path: Path) -> None:
    """A link leads to the published article though a draft has the same address."""
    portal = site(tmp_path)
    portal.add("content/daerah/b.md", article("B", slug="banjir"))
    portal.add("content/daerah/c.md", article("C", "Lihat [](/daerah/2024/10/banjir/)."))
    portal.build()
    portal.add("content/daerah/a.md", article("Konsep", slug="banjir", draft="true"))
    same_as_clean(portal)
    portal.edit("content/daerah/a.md", "Konsep", "Konsep Dua")
    same_as_clean(portal)


def test_hidden_alias_of_a_shown_article(tmp_path: Path) -> None:
    """A link leads to the published article though a draft has its address as an alias."""
    portal = site(tmp_path)
    portal.add("content/daerah/b.md", article("B"))
    portal.add("content/daerah/c.md", article("C", "Lihat [](/daerah/2024/10/b/)."))
    portal.build()
    portal.add("content/daerah/a.md", article("Konsep", aliases="[/daerah/2024/10/b/]", draft="true"))
    same_as_clean(portal)


def renamed_in_case(folder: Path) -> Portal:
    """Return a portal that was built, with a picture that was renamed in letter case since."""
    portal = site(folder)
    portal.add("content/daerah/a.md", article("A"))
    portal.add("content/foto/Peta.png", png(4, 3))
    portal.build()
    (portal.folder / "content/foto/Peta.png").rename(portal.folder / "content/foto/peta.png")
    return portal


def test_case_renamed_and_back_around_a_failed_build(tmp_path: Path) -> None:
    """A file that was renamed in letter case and back is not touched."""
    portal = renamed_in_case(tmp_path)
    breaks(portal)
    (portal.folder / "content/foto/peta.png").rename(portal.folder / "content/foto/Peta.png")
    same_as_clean(portal)


def test_case_renamed_and_deleted_around_a_failed_build(tmp_path: Path) -> None:
    """A file that was renamed in letter case and then deleted leaves nothing behind."""
    portal = renamed_in_case(tmp_path)
    breaks(portal)
    (portal.folder / "content/foto/peta.png").unlink()
    same_as_clean(portal)


def test_case_renamed_then_configuration_around_a_failed_build(tmp_path: Path) -> None:
    """The same when all is read again."""
    portal = renamed_in_case(tmp_path)
    breaks(portal)
    portal.add("site.yaml", CONFIG + "per_page: 3\n")
    (portal.folder / "content/foto/peta.png").unlink()
    same_as_clean(portal)


def test_case_renamed_and_back_then_configuration_around_a_failed_build(tmp_path: Path) -> None:
    """A file that was renamed in letter case and back is not touched, when all is read again neither."""
    portal = renamed_in_case(tmp_path)
    breaks(portal)
    portal.add("site.yaml", CONFIG + "per_page: 3\n")
    (portal.folder / "content/foto/peta.png").rename(portal.folder / "content/foto/Peta.png")
    same_as_clean(portal)


def test_an_older_state_that_knows_a_file_in_other_letters(tmp_path: Path) -> None:
    """With an older state and another configuration a file that was renamed in letter case since is not touched."""
    portal = renamed_in_case(tmp_path)
    shutil.copytree(portal.folder / ".ssg", tmp_path / "older")
    portal.add("site.yaml", CONFIG + "per_page: 3\n")
    portal.build()
    shutil.rmtree(portal.folder / ".ssg")
    shutil.move(tmp_path / "older", portal.folder / ".ssg")
    same_as_clean(portal)


def test_case_renamed_then_verified(tmp_path: Path) -> None:
    """The same when the output is verified in between."""
    portal = renamed_in_case(tmp_path)
    breaks(portal)
    same_as_clean(portal, verify=True)


@pytest.mark.parametrize(
    "name", ["feed.xml", "robots.txt", "404.html", "sitemap.xml", "aset/kabar.css", "sitemap-2024-10.xml"]
)
def test_folder_of_media_with_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    """A folder of media that is called like a file of the portal is a problem, not a crash."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    portal.add(f"content/{name}/x.png", png(4, 3))
    with pytest.raises(SiteError):
        portal.build()


@pytest.mark.parametrize("first", ["alias", "folder"])
def test_alias_and_folder_that_differ_in_letter_case(tmp_path: Path, first: str) -> None:
    """An incremental build finds the collisions that a clean one finds."""
    portal = site(tmp_path)

    def alias() -> None:
        portal.add("content/daerah/a.md", article("A", aliases="[/Foto.html]"))

    def folder() -> None:
        portal.add("content/foto.html/x.png", png(4, 3))

    steps = [alias, folder] if first == "alias" else [folder, alias]
    steps[0]()
    portal.build()
    steps[1]()
    try:
        portal.clean()
    except SiteError:
        with pytest.raises(SiteError):
            portal.build()
        return
    same_as_clean(portal)


def test_alias_below_an_alias(tmp_path: Path) -> None:
    """An alias cannot be a folder and a file."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", aliases="[/lama.html]"))
    portal.add("content/daerah/b.md", article("B", aliases="[/lama.html/b.html]"))
    with pytest.raises(SiteError):
        portal.build()


def test_asset_below_an_asset(tmp_path: Path) -> None:
    """A theme whose folder of assets is called like a file of its parent is a problem, not a crash."""
    portal = site(tmp_path)
    portal.add("site.yaml", CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/assets/kabar.css/x.png", png(4, 3))
    portal.add("content/daerah/a.md", article("A"))
    with pytest.raises(SiteError):
        portal.build()


def listed(portal: Portal) -> dict[str, list[str]]:
    found = json.loads((portal.folder / ".ssg/changed.json").read_text("utf-8"))
    return {name: sorted(found[name]) for name in found}


def test_changed_json_after_a_kill_and_a_failed_build(tmp_path: Path) -> None:
    """changed.json lists what a killed build did though a build failed in between."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    portal.build()
    old = tree(portal.output)
    portal.add("content/daerah/b.md", article("B"))
    killed_in_the_midst(portal)
    portal.add("content/daerah/c.md", "rusak")
    with pytest.raises(SiteError):
        portal.build()
    portal.add("content/daerah/c.md", article("C"))
    portal.build()
    assert listed(portal)["added"] == sorted(set(tree(portal.output)) - set(old))


def test_older_copy_of_the_output_with_a_name_in_other_letters(tmp_path: Path) -> None:
    """An older copy of the output is mended, letter case included."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    portal.add("content/foto/Peta.png", png(4, 3))
    portal.build()
    shutil.copytree(portal.output, tmp_path / "old")
    (portal.folder / "content/foto/Peta.png").rename(portal.folder / "content/foto/peta.png")
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
    (problem,) = portal.problems()
    assert "leads nowhere" in problem.message


def test_related_articles_of_a_notice(tmp_path: Path) -> None:
    """A theme may ask for related articles on the page of a withdrawn one."""
    portal = site(tmp_path)
    portal.add("site.yaml", CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/article.html", "{{ article.title }} {{ related(article)|length }}")
    portal.add("content/daerah/a.md", article("A", retracted="{timestamp: 2024-10-09 20:00 WIB, reason: sara}"))
    same_as_clean(portal)


def test_foreign_file_where_a_folder_becomes_a_file(tmp_path: Path) -> None:
    """A foreign file in the way stops the build before anything is written, and is kept."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png/b.png", png(4, 3))
    portal.build()
    portal.add("build/foto/a.png/asing.txt", "bukan milik kami")
    portal.remove("content/foto/a.png")
    portal.add("content/foto/a.png", png(4, 3))
    with pytest.raises((SiteError, UsageError)):
        portal.build()
    assert portal.read("foto/a.png/asing.txt") == "bukan milik kami"
    (portal.output / "foto/a.png/asing.txt").unlink()
    same_as_clean(portal)


def test_foreign_file_where_a_folder_comes(tmp_path: Path) -> None:
    """A foreign file where an article's folder would be stops the build before anything is written, and is kept."""
    portal = site(tmp_path)
    portal.build()
    portal.add("build/daerah/2024", "bukan milik kami")
    portal.add("content/daerah/a.md", article("A"))
    with pytest.raises(UsageError, match="is not ours, and is in the way of a folder"):
        portal.build()
    assert portal.read("daerah/2024") == "bukan milik kami"
    (portal.output / "daerah/2024").unlink()
    same_as_clean(portal)


def test_templates_compiled_by_another_program_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deleting .ssg/store.db before an upgrade leaves templates that the older program has compiled."""
    monkeypatch.setattr("generator.theming.jinja.ThemeEnvironment.written", staticmethod(lambda value: "lama"))
    monkeypatch.setattr("generator.theming.jinja.CODE", b"older", raising=False)
    monkeypatch.setattr("jinja2.compiler.CodeGenerator.visit_Template", _older)
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    portal.build()
    assert "<!--lama-->" in portal.read("daerah/2024/10/a/index.html")
    monkeypatch.undo()
    (portal.folder / ".ssg/store.db").unlink()
    same_as_clean(portal)
    assert "<!--lama-->" not in portal.read("daerah/2024/10/a/index.html")


_visit = CodeGenerator.visit_Template


def _older(self: CodeGenerator, node: Template, frame: object = None) -> None:
    node.body.insert(0, Output([TemplateData("<!--lama-->", lineno=1)], lineno=1))
    _visit(self, node, frame)


def test_collision_of_a_scheduled_article_is_told_when_it_is_saved(tmp_path: Path) -> None:
    """An article of tomorrow that wants a taken address does not stop the builds of the night."""
    portal = site(tmp_path)
    portal.add("content/pages/profil.md", "---\ntitle: Profil\n---\nKami.\n")
    portal.add("content/daerah/a.md", article("A", aliases="[/profil/]", timestamp="2024-10-11 10:00 WIB"))
    with pytest.raises(SiteError):
        portal.build()


@pytest.mark.parametrize(
    "alias",
    ["/foto/a.png", "/feed.xml", "/manifest.webmanifest", "/manifest.webmanifest/x.html", "/CNAME", "/cname/x/"],
)
def test_alias_with_the_name_of_a_file(tmp_path: Path, alias: str) -> None:
    """An alias whose page would lie in a folder that is called like a file of the output is a problem, not a crash."""
    portal = site(tmp_path)
    portal.add("site.yaml", CONFIG + "media: {allow: [CNAME]}\n")
    portal.add("content/foto/a.png", png(4, 3))
    portal.add("content/CNAME", "uji.example")
    portal.add("content/daerah/a.md", article("A"))
    portal.build()
    portal.add("content/daerah/a.md", article("A", aliases=f"[{alias}]"))
    (problem,) = portal.problems()
    assert problem.where == Where("content/daerah/a.md", 6, 11)
    assert "uses the name of a file for a folder" in problem.message


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("timestamp", ["2024-10-09 16:10 WIB", "2024-10-11 16:10 WIB"])
def test_alias_with_the_address_of_a_listing(tmp_path: Path, first: bool, timestamp: str) -> None:
    """It is a problem whichever article has it: numbers of articles are not those of the groups that have listings."""
    portal = site(tmp_path)
    names = "abcdefgh"
    for name in names:
        portal.add(f"content/daerah/{name}.md", article(name, tags="[Banjir]"))
    if not first:
        portal.build()
    for name in names:
        portal.add(
            f"content/daerah/{name}.md", article(name, tags="[Banjir]", timestamp=timestamp, aliases="[/tag/banjir/]")
        )
        (problem,) = portal.problems()
        assert problem.where.path == f"content/daerah/{name}.md"
        then = "" if timestamp < "2024-10-10" else f" from {timestamp} on"
        shown = f'the address "/tag/banjir/" is {"also" if then else "already"} that of a listing (tag banjir){then}'
        assert problem.message == shown
        portal.add(f"content/daerah/{name}.md", article(name, tags="[Banjir]"))


def test_a_file_that_cannot_be_read_has_only_its_own_problems(tmp_path: Path) -> None:
    """What it referred to when it was read last is not looked for, at lines that it has no longer."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(4, 3))
    portal.add("content/daerah/a.md", article("A", "Isi.\n\n![Peta](/foto/a.png)"))
    portal.build()
    portal.remove("content/foto/a.png")
    portal.add("content/daerah/a.md", article("A", tidak="ada"))
    (problem,) = portal.problems()
    assert "tidak" in problem.message


LISTS = "[a](/tag/banjir/) [b](/penulis/tono/) [c](/indeks/2024/10/09/) [d](/indeks/tag/b/)"


def test_lists_of_an_article_that_expires_at_night_are_no_dead_links(tmp_path: Path) -> None:
    """The build of that night goes on, for links in texts and in site.yaml; when the file goes, they are dead."""
    portal = site(tmp_path)
    portal.add("site.yaml", CONFIG + "menu:\n  - {name: Banjir, url: /tag/banjir/}\n")
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
    assert {problem.where.path for problem in problems} == {"site.yaml", "content/daerah/b.md"}


@pytest.mark.parametrize("harm", ["deleted", "folder", "folders"])
@pytest.mark.parametrize("verify", [False, True])
@pytest.mark.parametrize("path", ["daerah/2024/10/b/2/index.html", "daerah/2024/10/b/index.html", "foto/x.png"])
def test_a_file_that_somebody_took_away_and_no_page_wants_any_longer(
    tmp_path: Path, harm: str, verify: bool, path: str
) -> None:
    """No empty folder is left, neither in its place nor around it."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    portal.add("content/daerah/b.md", article("B", "![x](/foto/x.png)\n\n<!-- halaman -->\n\nDua."))
    portal.add("content/foto/x.png", png(4, 3))
    portal.build()
    file = portal.output / path
    file.unlink()
    if harm != "deleted":
        (file / ("a/b" if harm == "folders" else "")).mkdir(parents=True)
    portal.remove("content/daerah/b.md")
    portal.remove("content/foto")
    portal.build(verify=verify)
    assert shape(portal.output) == clean_shape(portal)
