"""The folders that a build may use, and a site that is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.base.codes import CODES
from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, UsageError, Where
from generator.base.sentences import as_it_is
from generator.base.source import Source
from generator.engine.origin import check_folders
from generator.model.variants import Recipe
from generator.theming.loading import load, read_provisionally, read_site, read_site_yaml
from generator.theming.theme import Template, Theme, find_folder
from tests.support import CONFIG, Portal, site


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """The folder of a site."""
    (tmp_path / "situs/content/daerah").mkdir(parents=True)
    (tmp_path / "situs/site.yaml").write_text(CONFIG)
    return tmp_path / "situs"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("situs/content", "lies inside content/"), ("situs/content/a/b", "lies inside content/"), ("situs/themes", "lies inside themes/"), ("situs/themes/a", "lies inside themes/"),
        ("situs/.ssg", "lies inside .ssg/"), ("situs/.ssg/a", "lies inside .ssg/"), ("situs", "holds the site itself"), (".", "holds the site itself"), ("situs/content/../../situs", "holds the site itself"),
    ],
)  # fmt: skip
def test_output_that_would_mix_with_the_site_is_refused(top: Path, output: str, said: str) -> None:
    """By the real folders."""
    with pytest.raises(UsageError, match=said):
        check_folders(top, top.parent / output, Source(top / "content"))


@pytest.mark.parametrize("output", ["situs/build", "keluar", "situs/contents", "situs/themes2", "situs/build/content"])
def test_any_other_folder_may_be_that_of_the_output(top: Path, output: str) -> None:
    """Beside the site or in it."""
    check_folders(top, top.parent / output, Source(top / "content"))


def test_a_site_has_content(top: Path) -> None:
    """In a folder."""
    (top / "content/daerah").rmdir()
    (top / "content").rmdir()
    with pytest.raises(SiteError) as found:
        check_folders(top, top / "build", Source(top / "content"))
    assert [(str(one.where), one.code, str(one.message)) for one in found.value.problems] == [
        ("content", "no-site", "there is no folder content/")
    ]


def test_a_site_has_a_configuration(top: Path) -> None:
    """That is a text without mistakes, with a theme that there is."""
    site, theme = read_site(top)
    assert (site.name, theme.name, site.reading.theme_ids) == ("Kabar Uji", "kabar", theme.ids)
    for data, said in (
        (b"\xff", "is not UTF-8"),
        (b"name: [", "is not closed"),
        (f"{CONFIG}theme: tiada\n".encode(), "there is no theme"),
    ):
        (top / "site.yaml").write_bytes(data)
        with pytest.raises(SiteError) as found:
            read_site(top)
        assert [said in one.message for one in found.value.problems] == [True], found.value.problems
    (top / "site.yaml").unlink()
    with pytest.raises(SiteError) as found:
        read_site_yaml(top)
    assert [(str(one.where), one.code) for one in found.value.problems] == [("site.yaml", "no-site")]


@pytest.fixture
def portal(tmp_path) -> Portal:
    return site(tmp_path)


def test_a_key_with_a_mistake_has_its_default(portal: Portal) -> None:
    """And what follows from that is known; what is right is kept."""
    portal.add("site.yaml", CONFIG + "permalink: x\nlimits: {article: 2 KB}\n")
    given = read_provisionally(portal.folder)
    assert given is not None
    assert given.site.reading.permalink == "/{category}/{year}/{month}/{slug}/"
    assert given.site.reading.article_bytes == 2048
    assert given.follows(Problem(Where("content/a.md"), "address-taken", as_it_is("x")))
    assert not given.follows(Problem(Where("content/a.md"), "bad-date", as_it_is("x")))


def test_a_key_with_a_mistake_has_what_it_had_before(portal: Portal) -> None:
    """So that content is not read otherwise for a mistake, nor if the text is no YAML at all."""
    before = CONFIG + "permalink: /{category}/{slug}/\nlimits: {article: 3 KB}\n"
    for text, most in ((CONFIG + "permalink: x\nlimits: {article: 2 KB}\n", 2048), ("name: [\n", 3072)):
        portal.add("site.yaml", text)
        given = read_provisionally(portal.folder, before)
        assert given is not None
        assert given.site.reading.permalink == "/{category}/{slug}/"
        assert given.site.reading.article_bytes == most
        assert given.follows(Problem(Where("content/a.md"), "address-taken", as_it_is("x")))


@pytest.mark.parametrize("wrong", ['{accent: "#zz", iklan: [atas]}', "{iklan: [atas], gaib: 1}"])
def test_without_the_theme_nothing_is_said_of_what_it_has(portal: Portal, wrong: str) -> None:
    """Which places for advertisements there are, and which templates, nobody knows while its settings are wrong."""
    portal.add(
        "content/iklan/a.md",
        "---\npicture: /aset/a.png\nalt: Toko\nlink: https://toko.example/\nplaces: atas\nuntil: 2024-12-01 00:00\nfrom: 2024-10-01 00:00\n---\n",
    )
    portal.add("content/pages/b.md", "---\ntitle: B\ntemplate: pemilu.html\n---\nIsi.\n")
    portal.add("site.yaml", f"{CONFIG}theme_settings: {wrong}\n")
    with pytest.raises(SiteError) as found:
        portal.build()
    assert [str(one) for one in found.value.problems if one.where.path != "site.yaml"] == []


def test_without_the_theme_its_files_are_not_missed(portal: Portal) -> None:
    """Its words and templates neither."""
    portal.add("site.yaml", CONFIG + "theme: tiada\n")
    given = read_provisionally(portal.folder)
    assert given is not None
    assert given.theme.name == "kabar"
    assert given.follows(Problem(Where("content/a.md"), "dead-link", as_it_is('there is no "/aset/a.pdf"')))
    assert not given.follows(Problem(Where("content/a.md"), "dead-link", as_it_is('there is no "/a/"')))


@pytest.mark.parametrize("data", [None, b"\xff"])
def test_nothing_is_said_without_a_text(portal: Portal, data: bytes | None) -> None:
    """The folder may not even be a site."""
    portal.remove("site.yaml")
    if data is not None:
        portal.add("site.yaml", data)
    assert read_provisionally(portal.folder) is None


ADDRESSES = ("address-taken", "ambiguous-link", "dead-link", "missing-picture", "reserved-address", "same-id")


@pytest.mark.parametrize(
    ("key", "line", "codes"),
    [
        ("base_url", "base_url: x", ADDRESSES), ("categories", "categories: x", (*ADDRESSES, "unknown-category")), ("html", "html: x", ("markup-as-text", "bad-comment")), ("limits", "limits: x", ("over-limit",)),
        ("media", "media: x", (*ADDRESSES, "refused-file", "bad-name")), ("paths", "paths: x", ADDRESSES), ("per_page", "per_page: x", ADDRESSES), ("permalink", "permalink: x", ADDRESSES),
        ("redirects", "redirects: x", ADDRESSES), ("require", "require: x", ("missing-credit", "missing-editor")), ("severity", "severity: x", tuple(code for code, kind in CODES.items() if not kind.fixed)),
        ("timezone", "timezone: x", ADDRESSES), ("notice", "notice: [x]", ()),
    ],
)  # fmt: skip
def test_what_may_only_follow_from_a_mistake_in_a_key(
    portal: Portal, key: str, line: str, codes: tuple[str, ...]
) -> None:
    """These codes and no others."""
    whole = re.sub(rf"(?m)^{key}:.*\n(?:  .*\n)*", "", CONFIG)
    portal.add("site.yaml", f"{whole}{line}\n")
    given = read_provisionally(portal.folder)
    assert given is not None
    assert given.without == frozenset(codes)
    assert given.themed


@pytest.mark.parametrize(
    ("line", "themed"),
    [("", True), ("theme: tiada", False), ("theme: [x]", False), ("theme_settings: x", False), ("tagline: [x]", True)],
)
def test_whether_the_theme_is_the_one_that_is_wanted(portal: Portal, line: str, themed: bool) -> None:
    """Not if there is no such theme, nor if site.yaml is wrong about it."""
    portal.add("site.yaml", f"{CONFIG}{line}\n")
    given = read_provisionally(portal.folder)
    assert given is not None
    assert given.themed is themed


@pytest.mark.parametrize("key", ["base_url", "categories"])
def test_what_is_missing_may_follow_too(portal: Portal, key: str) -> None:
    """As from a mistake."""
    portal.add("site.yaml", re.sub(rf"(?m)^{key}:.*\n(?:  .*\n)*", "", CONFIG))
    given = read_provisionally(portal.folder)
    assert given is not None
    assert given.without == {*ADDRESSES, *(("unknown-category",) if key == "categories" else ())}


CHAIN = """
-- themes/bawah/theme.yaml --
name: Bawah
settings: {accent: "#101010", blok: [a, b], judul: Berita}
pictures: {kartu: {widths: [640, 320], cut: 4:3}, lebar: {widths: [900]}, archive: {widths: [320]}}
-- themes/bawah/templates/a.html --
A bawah
-- themes/bawah/templates/b.html --
B bawah
-- themes/bawah/assets/satu.css --
a {}
-- themes/bawah/assets/dua.css --
b {}
-- themes/bawah/words/id.yaml --
baca_juga: Simak
-- themes/uji/theme.yaml --
name: Uji
extends: bawah
settings: {judul: Kabar}
pictures: {kartu: {widths: [500]}}
-- themes/uji/templates/a.html --
A uji
-- themes/uji/assets/satu.css --
c {}
-- themes/uji/words/id.yaml --
baca_juga: Baca pula
"""


def loaded(portal: Portal, *given: Any) -> Theme:
    theme, problems = load(portal.folder, "uji", *given)
    assert problems == []
    assert theme is not None
    return theme


def test_a_theme_is_put_together_from_all_that_it_extends(tmp_path: Path) -> None:
    """Of each file, setting, recipe and word the nearest; a template that hides another leaves it by its full name."""
    portal = site(tmp_path, CHAIN)
    theme, kabar = loaded(portal), load(portal.folder, "kabar")[0]
    assert kabar is not None
    folders = {name: find_folder(portal.folder, name) for name in ("uji", "bawah")}
    assert theme == Theme(
        name="uji",
        templates={
            "a.html": Template("themes/uji/templates/a.html", "A uji\n"),
            "bawah/a.html": Template("themes/bawah/templates/a.html", "A bawah\n"),
            "b.html": Template("themes/bawah/templates/b.html", "B bawah\n"),
        },
        assets={
            "aset/satu.css": (f"{folders['uji']}/assets/satu.css", digest(b"c {}\n").hex()),
            "aset/dua.css": (f"{folders['bawah']}/assets/dua.css", digest(b"b {}\n").hex()),
        },
        key=theme.key,
        words={**kabar.words, "baca_juga": "Baca pula"},
        settings={"accent": "#101010", "blok": ("a", "b"), "judul": "Kabar"},
        recipes=(Recipe("kartu", (0, 0), (500,)), Recipe("lebar", (0, 0), (900,))),
        old_widths=(320,),
    )
    assert loaded(portal, "en").words["baca_juga"] == load(portal.folder, "kabar", "en")[0].words["baca_juga"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "old", "new", "differs"),
    [
        ("uji/templates/a.html", "A uji", "A lain", True), ("bawah/templates/a.html", "A bawah", "A lain", True),
        ("uji/words/id.yaml", "Baca pula", "Lihat", True), ("bawah/words/id.yaml", "Simak", "Lihat", False),
        ("bawah/theme.yaml", "#101010", "#101011", True), ("bawah/theme.yaml", "Berita}", "Warta}", False),
        ("uji/theme.yaml", "[500]", "[501]", True), ("bawah/theme.yaml", "cut: 4:3", "cut: 5:3", False),
        ("bawah/theme.yaml", "lebar", "luas", True), ("uji/assets/satu.css", "c {}", "d {}", False),
        ("uji/theme.yaml", "name: Uji", "name: Lain", False),
    ],
)  # fmt: skip
def test_the_key_of_a_theme_is_that_of_what_pages_are_made_with(
    tmp_path: Path, path: str, old: str, new: str, differs: bool
) -> None:
    """Templates, words, settings and recipes as they are in the end; no file that is only copied, nor what is hidden."""
    portal = site(tmp_path, CHAIN)
    before = loaded(portal).key
    assert loaded(portal).key == before
    portal.edit(f"themes/{path}", old, new)
    assert (loaded(portal).key != before) == differs


def test_widths_of_old_photos_are_those_of_the_nearest_theme(tmp_path: Path) -> None:
    """That names any."""
    portal = site(tmp_path, CHAIN)
    portal.edit("themes/uji/theme.yaml", "[500]}}", "[500]}, archive: {widths: [700, 600]}}")
    assert loaded(portal).old_widths == (600, 700)


def test_a_site_chooses_settings_last(tmp_path: Path) -> None:
    """They come before those of all themes, and are part of the key."""
    portal = site(tmp_path, CHAIN)
    theme = loaded(portal, "id", (("judul", "Situs"), ("blok", "c")))
    assert theme.settings == {"accent": "#101010", "blok": ("c",), "judul": "Situs"}
    assert theme.key != loaded(portal).key


def test_a_theme_without_settings(tmp_path: Path) -> None:
    """Has none to choose from."""
    portal = site(tmp_path, "\n-- themes/uji/theme.yaml --\nname: Uji\n")
    _, (problem,) = load(portal.folder, "uji", "id", (("zzz", "x"),))
    assert str(problem.hint) == "the settings are –"


def test_all_mistakes_of_a_chain_are_told_at_once(tmp_path: Path) -> None:
    """From the lowest theme up, then site.yaml; each with what to write."""
    portal = site(tmp_path, CHAIN)
    portal.edit("themes/bawah/theme.yaml", "#101010", "merah")
    portal.edit("themes/bawah/theme.yaml", "[900]", "[9]")
    portal.edit("themes/uji/theme.yaml", "judul: Kabar", "judl: Kabar")
    theme, problems = load(portal.folder, "uji", "id", (("accent", "biru"), ("zzz", "x")))
    assert theme is None
    assert [f"{one.where} {one.code} {one.message} | {one.hint}" for one in problems] == [
        'themes/bawah/theme.yaml:2:20 bad-value "merah" is not a colour | write it in quotation marks: accent: "#b3121d"',
        "themes/bawah/theme.yaml:3:67 bad-value the widths of a picture are one to 6 whole numbers from 16 to 1,600 | write widths: [360, 720, 1200]",
        'themes/uji/theme.yaml:3:18 unknown-key the theme has no setting "judl" | did you mean "judul"?',
        'site.yaml bad-value "biru" is not a colour | write it in quotation marks: accent: "#b3121d"',
        'site.yaml unknown-key the theme has no setting "zzz" | the settings are accent, blok, judul',
    ]
