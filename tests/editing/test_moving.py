"""A file or folder moves, and whatever leads to it goes on leading there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from generator.base.errors import UsageError
from generator.editing.changes import apply
from generator.editing.moving import Moving, moving, notes_beside
from generator.editing.sources import kept_of
from generator.theming.loading import read_site_yaml
from tests.editing.encodings import ENCODINGS, Encoding
from tests.support import CONFIG, Portal, article, copied, png, shape, site

A, B = "daerah/2024/10/banjir.md", "nasional/2024/10/pasar.md"
URL = "/daerah/2024/10/banjir/"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add(f"content/{A}", article("Banjir", "![Air](air.png) dan [pasar](../../../nasional/2024/10/pasar.md)."))
    portal.add("content/daerah/2024/10/air.png", png(40, 30))
    portal.add(f"content/{B}", article("Pasar", f"[Banjir]({URL}#isi)\n\nBaca Juga: [](banjir)", follows=f"/{A}"))
    portal.build()
    return portal


def moved(portal: Portal, old: str, new: str) -> Moving:
    done = moving(portal.folder, read_site_yaml(portal.folder), old, new)
    apply(portal.folder, done.changes, (*done.moves, *notes_beside(portal.folder, done)))
    portal.build(strict_addresses=True)
    assert portal.files() == portal.clean()
    return done


def body(portal: Portal, path: str) -> str:
    return (portal.folder / "content" / path).read_text("utf-8").rpartition("---\n")[2]


def test_an_article_gets_another_name(portal: Portal) -> None:
    """Its old address is an alias, and links by address, slug and file lead to the new one, with their fragments."""
    done = moved(portal, A, "daerah/2024/10/banjir-surut.md")
    assert done.addresses == ((URL, "/daerah/2024/10/banjir-surut/"),)
    assert done.linked == 1
    text = (portal.folder / "content" / B).read_text("utf-8")
    assert "follows: /daerah/2024/10/banjir-surut.md" in text
    assert body(portal, B) == "[Banjir](/daerah/2024/10/banjir-surut/#isi)\n\nBaca Juga: [](banjir-surut)\n"
    assert f"aliases:\n  - {URL}\n" in (portal.folder / "content/daerah/2024/10/banjir-surut.md").read_text("utf-8")


def test_a_photo_that_is_an_address_alone_moves(portal: Portal) -> None:
    """As its `src` would."""
    portal.add("content/foto/a.png", png(40, 30))
    photo = {"photo": "/foto/a.png", "draft": "true"}
    portal.add("content/nasional/2024/10/foto.md", article("Foto", **photo))
    portal.build()
    moved(portal, "foto/a.png", "foto/b.png")
    assert "photo: /foto/b.png\n" in (portal.folder / "content/nasional/2024/10/foto.md").read_text("utf-8")


def test_relative_links_of_what_moves_go_on_leading_there(portal: Portal) -> None:
    """A picture beside it that stays is named from the root."""
    moved(portal, A, "nasional/2024/11/banjir.md")
    assert body(portal, "nasional/2024/11/banjir.md") == (
        "![Air](/daerah/2024/10/air.png) dan [pasar](../../../nasional/2024/10/pasar.md).\n"
    )


def test_a_relative_link_that_would_lead_out_of_the_site_is_named_from_the_root(portal: Portal) -> None:
    """In a folder nearer to the root the same dots lead further up."""
    moved(portal, A, "daerah/banjir.md")
    assert (
        body(portal, "daerah/banjir.md") == "![Air](/daerah/2024/10/air.png) dan [pasar](/nasional/2024/10/pasar.md).\n"
    )


def test_a_folder_moves_with_its_pictures(portal: Portal) -> None:
    """What moves together still finds each other."""
    done = moved(portal, "daerah/2024", "daerah/arsip")
    assert [move.new for move in done.moves] == ["content/daerah/arsip/10/air.png"]
    assert not (portal.folder / "content/daerah/2024").exists()
    # The address of an article has its date, not its folder.
    assert done.addresses == ()
    assert body(portal, "daerah/arsip/10/banjir.md").startswith("![Air](")
    assert (portal.output / "daerah/arsip/10/air.png").exists()


@pytest.mark.parametrize(
    "permalink",
    [
        "/{category}/{slug}.html",
        "/{category}/{year}/{slug}-{id}/",
        "/{id}/{slug}.html",
        "/{category}/{slug}/{id}/",
        "/{category}/{id}/",
        "/{category}/{slug}",
        "/{category}/{slug}-{id}",
    ],
)
def test_links_by_slug_follow_whatever_addresses_end_with(tmp_path: Path, permalink: str) -> None:
    """An article whose slug stays the same is named by it as before."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: {permalink}\n")
    portal.add(f"content/{A}", article("Banjir", id="7"))
    portal.add("content/daerah/2024/10/lama.md", article("Lama", id="8", slug="tetap"))
    portal.add(
        f"content/{B}", article("Pasar", "Baca Juga: [](banjir)\n\n[a](banjir) [b](tetap)", id="9", related="[banjir]")
    )
    portal.build()
    moved(portal, A, "daerah/2024/10/2024-10-09-naik.md")
    # A date before the name is no part of the slug.
    moved(portal, "daerah/2024/10/2024-10-09-naik.md", "daerah/2024/10/surut.md")
    moved(portal, "daerah/2024/10/lama.md", "daerah/2024/10/baru.md")
    assert body(portal, B) == "Baca Juga: [](surut)\n\n[a](surut) [b](tetap)\n"
    assert "related: [surut]" in (portal.folder / "content" / B).read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "link", "new", "followed"),
    [
        ("air besar", "/daerah/2024/10/air%20besar.md", "surut", "/daerah/2024/10/surut.md"),
        ("kafé", "../../../daerah/2024/10/kaf%C3%A9.md#isi", "surut", "/daerah/2024/10/surut.md#isi"),
        ("air", "/daerah/2024/10/air.md", "air (1) é", "/daerah/2024/10/air%20%281%29%20é.md"),
        ("air besar", "</daerah/2024/10/air besar.md>", "air (1)", "</daerah/2024/10/air (1).md>"),
    ],
)
def test_names_with_blanks_are_followed_as_other_editors_write_them(
    portal: Portal, old: str, link: str, new: str, followed: str
) -> None:
    """With %20 and the like; a target without angle brackets gets no blank and no bracket of its own."""
    portal.add(f"content/daerah/2024/10/{old}.md", article("Air", "Isi.\n\n## Isi\n\nDua."))
    text = '[a]({0}) [b]({0} "Judul") [c]\n\n[c]: {0}'
    portal.add(f"content/{B}", article("Pasar", text.format(link)))
    portal.build()
    moved(portal, f"daerah/2024/10/{old}.md", f"daerah/2024/10/{new}.md")
    assert body(portal, B) == text.format(followed) + "\n"


@pytest.mark.parametrize("name", ["air naik.png", "air (1).png"])
def test_a_picture_keeps_its_place_when_its_article_moves(portal: Portal, name: str) -> None:
    """However its name had to be written beside the article."""
    portal.add(f"content/daerah/2024/10/{name}", png(40, 30))
    portal.add(f"content/{A}", article("Banjir", f"![Air]({quote(name, safe='')})\n\n![Air](<{name}>)"))
    moved(portal, A, "nasional/2024/10/banjir.md")
    assert f'src="/daerah/2024/10/{quote(name, safe="()")}"' in portal.read("nasional/2024/10/banjir/index.html")


@pytest.mark.parametrize(
    "permalink", ["/{category}/{slug}.html", "/{category}/x-{slug}/", "/{slug}/{category}/", "/{category}/{slug}"]
)
@pytest.mark.parametrize("there", ["nasional/2024/10/surut.md", "nasional/2024/10/lain.md"])
def test_an_article_does_not_move_to_the_address_of_another(tmp_path: Path, permalink: str, there: str) -> None:
    """Whatever addresses end with, and whether the other has its slug from its name."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: {permalink}\n")
    portal.add(f"content/{A}", article("Banjir"))
    portal.add(f"content/{there}", article("Lain", slug="surut" if there.endswith("lain.md") else ""))
    portal.build()
    with pytest.raises(UsageError, match=f"is an address of content/{there}; nothing was changed"):
        moved(portal, A, "nasional/2024/11/surut.md")


@pytest.mark.parametrize(
    ("config", "other"),
    [
        ("", "content/nasional/lama.md"),
        ("categories: [{slug: daerah, name: D}, {slug: nasional, name: N}, {slug: surut, name: S}]\n", "site.yaml"),
    ],
)
def test_an_address_without_an_ending_is_taken_by_one_with_a_slash(tmp_path: Path, config: str, other: str) -> None:
    """An alias, or the list of a kanal: hosts show one of the two at both."""
    made = CONFIG.partition("categories:")[0] + config if config else CONFIG
    portal = site(tmp_path, config=f"{made}permalink: /{{slug}}\n")
    portal.add(f"content/{A}", article("Banjir"))
    if not config:
        portal.add("content/nasional/lama.md", article("Lama", aliases="[/surut/]"))
    portal.build()
    with pytest.raises(UsageError, match=f"is an address of {other}; nothing was changed"):
        moved(portal, A, "daerah/2024/10/surut.md")


@pytest.mark.parametrize(
    ("path", "text"),
    [("nasional/c.md", article("C", aliases="[/lokal/]")), ("pages/lokal.md", "---\ntitle: Lokal\n---\nIsi.\n")],
)
def test_a_kanal_does_not_move_where_its_list_finds_a_page(portal: Portal, path: str, text: str) -> None:
    """Whose address that is."""
    portal.add(f"content/{path}", text)
    with pytest.raises(UsageError, match="/lokal/ is an address of content/" + path):
        moved(portal, "daerah", "lokal")


def test_a_whole_kanal_moves(portal: Portal) -> None:
    """Its slug in site.yaml changes too, its list leads on, and so does each article."""
    done = moved(portal, "daerah", "lokal")
    assert done.addresses == ((URL, "/lokal/2024/10/banjir/"),)
    config = (portal.folder / "site.yaml").read_text("utf-8")
    assert config.startswith(CONFIG.replace("slug: daerah", "slug: lokal"))
    assert "redirects:\n  /daerah/: /lokal/\n" in config
    assert "/lokal/" in portal.read("daerah/index.html")


def test_front_pages_follow_what_moves(portal: Portal) -> None:
    """By path, address or slug, alone or with an end; a kanal's own file and its block get the new slug."""
    portal.add(
        "content/front.yaml",
        f"""\
lead: {{article: /{A}, until: 2024-10-12}}  # sampai reda
next: [pasar]
blocks: [{{kanal: daerah, count: 3}}, nasional]
breaking: {{text: banjir, link: "{URL}#isi"}}
""",
    )
    portal.add("content/front/daerah.yaml", "picks: [/daerah/2024/10/banjir/]\n")
    portal.build()
    moved(portal, A, "daerah/2024/10/surut.md")
    front = portal.folder / "content/front.yaml"
    assert (
        front.read_text("utf-8")
        == """\
lead: {article: /daerah/2024/10/surut.md, until: 2024-10-12}  # sampai reda
next: [pasar]
blocks: [{kanal: daerah, count: 3}, nasional]
breaking: {text: banjir, link: "/daerah/2024/10/surut/#isi"}
"""
    )
    moved(portal, "daerah", "lokal")
    assert not portal.report.warnings
    assert "blocks: [{kanal: lokal, count: 3}, nasional]\n" in front.read_text("utf-8")
    assert not (portal.folder / "content/front/daerah.yaml").exists()
    assert "picks: [/lokal/2024/10/surut/]" in (portal.folder / "content/front/lokal.yaml").read_text("utf-8")


def test_a_front_page_that_cannot_be_read_stops_no_move(portal: Portal) -> None:
    """It is held back as before."""
    for text in (b"lead: [\n", b"lead: \xff\n", b""):
        (portal.folder / "content/front.yaml").write_bytes(text)
        portal.build()
        moved(portal, "daerah", "lokal")
        moved(portal, "lokal", "daerah")
        assert (portal.folder / "content/front.yaml").read_bytes() == text


def test_an_advertisement_follows_what_moves(portal: Portal) -> None:
    """Its picture, the article that it leads to, and the kanal that show it; and it may get another name."""

    def text(picture: str, link: str, kanal: str) -> str:
        return f"---\npicture: {picture}\nalt: Koperasi\nlink: {link}\nplaces: [atas]\ncategories: [nasional, {kanal}]\n---\n"

    portal.add("content/foto/a.png", png(40, 30))
    portal.add("content/iklan/a.md", text("/foto/a.png", URL, "daerah"))
    portal.edit("site.yaml", "categories:", "theme_settings: {iklan: [atas]}\ncategories:")
    portal.build()
    moved(portal, "foto/a.png", "foto/b.png")
    moved(portal, "iklan/a.md", "iklan/b.md")
    moved(portal, "daerah", "lokal")
    assert not portal.report.warnings
    after = text("/foto/b.png", "/lokal/2024/10/banjir/", "lokal")
    assert (portal.folder / "content/iklan/b.md").read_text("utf-8") == after


def test_the_report_above_a_topic_follows(portal: Portal) -> None:
    """`pinned` leads to where the article is now."""
    portal.edit(
        f"content/{A}",
        "---\n",
        "---\ntags: [Air]\n",
    )
    portal.add("content/topics/air.md", f"---\ntitle: Air\npinned: /{A}\n---\n")
    portal.build()
    moved(portal, A, "daerah/2024/10/surut.md")
    assert not portal.report.warnings
    assert "pinned: /daerah/2024/10/surut.md\n" in (portal.folder / "content/topics/air.md").read_text("utf-8")


def test_articles_that_name_a_kanal_that_moves(portal: Portal) -> None:
    """They lie elsewhere, follow it, and their old addresses lead on; links to them are followed too."""
    portal.add("content/nasional/2024/10/tamu.md", article("Tamu", category="daerah # titipan"))
    portal.add("content/nasional/2024/10/c.md", article("C", "[tamu](/daerah/2024/10/tamu/)"))
    portal.add("content/nasional/2024/10/d.md", article("D", category="[daerah]"))
    portal.build()
    done = moved(portal, "daerah", "lokal")
    assert "category: [lokal]\n" in (portal.folder / "content/nasional/2024/10/d.md").read_text("utf-8")
    assert ("/daerah/2024/10/tamu/", "/lokal/2024/10/tamu/") in done.addresses
    text = (portal.folder / "content/nasional/2024/10/tamu.md").read_text("utf-8")
    assert "category: lokal # titipan\n" in text
    assert "aliases:\n  - /daerah/2024/10/tamu/\n" in text
    assert body(portal, "nasional/2024/10/c.md") == "[tamu](/lokal/2024/10/tamu/)\n"
    moved(portal, "lokal", "daerah")
    assert "category: daerah # titipan\n" in (portal.folder / "content/nasional/2024/10/tamu.md").read_text("utf-8")


def test_a_kanal_that_moves_on_and_back(portal: Portal) -> None:
    """No list leads over two addresses, and that which is a list again leads nowhere; another redirect is not lost."""
    for old, new in (("daerah", "lokal"), ("lokal", "desa")):
        moved(portal, old, new)
    config = portal.folder / "site.yaml"
    assert config.read_text("utf-8").endswith("redirects:\n  /daerah/: /desa/\n  /lokal/: /desa/\n")
    moved(portal, "desa", "daerah")
    assert config.read_text("utf-8").endswith("redirects:\n  /lokal/: /daerah/\n  /desa/: /daerah/\n")
    portal.edit("site.yaml", "  /desa/: /daerah/\n", "  /desa/: /nasional/\n")
    with pytest.raises(UsageError, match=r"take /desa/ out of redirects in site\.yaml first"):
        moved(portal, "daerah", "desa")


def test_back_again_is_as_before(portal: Portal) -> None:
    """The alias that led to the present address goes."""
    before = (portal.folder / "content" / A).read_text("utf-8")
    moved(portal, A, "daerah/2024/10/air.md")
    moved(portal, "daerah/2024/10/air.md", A)
    after = (portal.folder / "content" / A).read_text("utf-8")
    assert after.replace("aliases:\n  - /daerah/2024/10/air/\n", "") == before


def test_site_yaml_leads_to_the_new_address(portal: Portal) -> None:
    """Menus and redirects name it, and every other letter stays."""
    portal.add("site.yaml", CONFIG + f"menu: [{{name: Banjir, url: {URL}}}] # khusus\nredirects: {{/b/: {URL}}}\n")
    moved(portal, A, "daerah/2024/10/air.md")
    new = "/daerah/2024/10/air/"
    assert (portal.folder / "site.yaml").read_text("utf-8") == (
        CONFIG + f"menu: [{{name: Banjir, url: {new}}}] # khusus\nredirects: {{/b/: {new}}}\n"
    )


def test_what_looks_like_a_link_in_an_example_stays(portal: Portal) -> None:
    """It is text, also where a link beside it leads to the same article."""
    shown = "`[x](/daerah/2024/10/banjir.md)` ditulis begitu, [x]({}).\n\n```\n[x](/daerah/2024/10/banjir.md)\n```"
    portal.add(f"content/{B}", article("Pasar", shown.format(f"/{A}")))
    moved(portal, A, "daerah/2024/10/air.md")
    assert body(portal, B) == shown.format("/daerah/2024/10/air.md") + "\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("daerah/tidak-ada.md", "daerah/a.md", "there is no content/daerah/tidak-ada.md"),
        (A, B, f"content/{B} is there already"),
        (A, "daerah/a.txt", "an article ends in .md"),
        ("daerah", "daerah/dalam", "a folder cannot move into itself"),
        (A, "hiburan/2024/10/a.md", "nothing was changed"),
        (A, "pages/banjir.md", r"content/pages/banjir\.md:3:1: unknown key .*; nothing was changed"),
        ("daerah", "pages/daerah", r"unknown key .*; nothing was changed"),
        (A, "authors/banjir.md", "nothing was changed"),
        ("pages/tentang.md", "pages/nasional.md", r"/nasional/ is an address of site\.yaml; nothing was changed"),
        (B, "nasional/2024/11/tamu.md", r"/nasional/2024/10/tamu/ is an address of content/nasional/c\.md"),
        (B, "nasional/2024/11/lama.md", r"/nasional/2024/10/lama/ is an address of content/nasional/c\.md"),
        (A, f"daerah/{'a' * 253}.md", "its name is longer than the disk allows; nothing was changed"),
        (A, f"{'/'.join('daerah' * 6)}/a.md", "this folder lies too deep"),
        (A, f"{A}/a.md", "nothing was changed"),
        ("", "a", "there is no content/"),
        ("../site.yaml", "a.md", "there is no content/"),
        (A, "../luar.md", "nothing was changed"),
        ("daerah/2024/10/air.png", "gambar/air.png", "the portal's own files are at /gambar"),
        ("daerah/2024/10/air.png", "daerah/2024/10/air.exe", "a file of this kind is not published"),
        ("daerah/2024/10/air.png", "daerah/2024/10/air?.png", "a file with this name cannot have an address"),
    ],
)
def test_what_cannot_move_is_one_sentence(portal: Portal, old: str, new: str, said: str) -> None:
    """Nothing was changed then."""
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nIsi.\n")
    portal.add("content/nasional/c.md", article("C", slug="tamu", aliases="[/nasional/2024/10/lama/]"))
    before = {path: path.read_bytes() for path in (portal.folder / "content").rglob("*.md")}
    with pytest.raises(UsageError, match=said):
        moved(portal, old, new)
    assert {path: path.read_bytes() for path in (portal.folder / "content").rglob("*.md")} == before


def test_corrections_and_html_follow(portal: Portal) -> None:
    """Whatever may lead to an article leads to it after it has moved, with what stands behind the #."""
    portal.add("site.yaml", CONFIG + "html: safe\n")
    link = f"[{{timestamp: 2024-10-09 18:00 WIB, text: Semula 46., link: /{A}}}]"
    html = f'<a title="x" href="{URL}#isi">air</a> <img alt="Air" src="/daerah/2024/10/air.png">'
    portal.add("content/nasional/2024/10/ralat.md", article("Ralat", html, corrections=link))
    moved(portal, "daerah/2024", "nasional/2025")
    text = (portal.folder / "content/nasional/2024/10/ralat.md").read_text("utf-8")
    assert "link: /nasional/2025/10/banjir.md" in text
    assert 'href="/nasional/2024/10/banjir/#isi"' in text
    assert 'src="/nasional/2025/10/air.png"' in text


def test_bylines_follow_a_person(portal: Portal) -> None:
    """A byline that names a profile by its file does so by the new one; by name and initials it stays."""
    portal.add("content/authors/sari.md", "---\nname: Sari Anggraini\ninitials: SA\n---\nWartawan.\n")
    portal.add(f"content/{A}", article("Banjir", author="[Sari, SA]", editor="sari"))
    moved(portal, "authors/sari.md", "authors/anggraini.md")
    text = (portal.folder / "content" / A).read_text("utf-8")
    assert "author: [anggraini, SA]" in text
    assert "editor: anggraini" in text


def test_the_logo_follows(portal: Portal) -> None:
    """Pictures of site.yaml are found at their new place."""
    portal.add("site.yaml", CONFIG + "logo: /daerah/2024/10/air.png  # tanda\n")
    moved(portal, "daerah/2024/10/air.png", "foto/tanda.png")
    assert "logo: /foto/tanda.png  # tanda\n" in (portal.folder / "site.yaml").read_text("utf-8")


@pytest.mark.parametrize(("link", "target"), [("nasional/2024/10/l.md", A), (A.replace("banjir", "l"), B)])
def test_a_symbolic_link_to_what_moves_or_among_it(portal: Portal, link: str, target: str) -> None:
    """It would lead nowhere afterwards."""
    content = portal.folder / "content"
    (content / link).symlink_to(content / target)
    before = shape(content)
    with pytest.raises(UsageError, match=f"content/{link} is a symbolic link to content/{target}"):
        moved(portal, "daerah", "lokal")
    assert shape(content) == before


@pytest.mark.parametrize(
    ("what", "key", "named"),
    [
        ("daerah/2024/10/air.png", "photo", "/daerah/2024/10/air.png"),
        (A, "follows", f"/{A}"),
        (A, "related", f"[{URL}]"),
    ],
)
def test_what_a_front_matter_names_that_cannot_be_read_does_not_move(
    portal: Portal, what: str, key: str, named: str
) -> None:
    """It would lose its photo without a word, which readers would see then."""
    portal.add("content/daerah/rusak.md", article("Resep: Mudah", **{key: named}))
    before = shape(portal.folder / "content")
    with pytest.raises(UsageError, match=r"content/daerah/rusak\.md names .*cannot be read"):
        moving(portal.folder, read_site_yaml(portal.folder), what, what.replace("daerah", "nasional"))
    assert shape(portal.folder / "content") == before


@pytest.mark.parametrize(
    ("old", "new"),
    [("front.yaml", "daerah/muka.yaml"), ("front", "topics"), ("front/daerah.yaml", "kota"), ("front", "daerah/front")],
)
def test_what_steers_a_front_page_moves_among_its_like(portal: Portal, old: str, new: str) -> None:
    """Anywhere else it would be a file that no build accepts."""
    portal.add("content/front.yaml", "lead: banjir\n")
    portal.add("content/front/daerah.yaml", "lead: banjir\n")
    before = shape(portal.folder / "content")
    with pytest.raises(UsageError, match="nothing was changed"):
        moved(portal, old, new)
    assert shape(portal.folder / "content") == before
    moved(portal, "front/daerah.yaml", "front/nasional.yaml")
    portal.build()


@pytest.mark.parametrize("encoded", ENCODINGS)
def test_a_move_in_any_encoding(portal: Portal, encoded: Encoding) -> None:
    """Files as Windows and old editors save them are changed as others are, and keep their line ends and their mark."""
    plain = copied(portal, portal.folder.parent / "lain")
    for one in portal.folder.rglob("*.[my][da]*"):
        if one.is_file() and "build" not in one.parts:
            one.write_bytes(encoded(one.read_text("utf-8")))
    portal.build()
    for one in (portal, plain):
        moved(one, "daerah", "lokal")
    for path in ("site.yaml", f"content/{B}", f"content/{A.replace('daerah', 'lokal')}"):
        assert (portal.folder / path).read_bytes() == encoded((plain.folder / path).read_text("utf-8"))


@pytest.mark.parametrize("folder", ["nasional/2024/10", "nasional/2024/x"])
def test_into_a_folder_the_name_stays(portal: Portal, folder: str) -> None:
    """Whatever it begins or ends with."""
    (portal.folder / "content" / folder).mkdir(parents=True, exist_ok=True)
    portal.add("content/daerah/xenon.md", article("Xenon"))
    moved(portal, "daerah/xenon.md", folder)
    assert (portal.folder / "content" / folder / "xenon.md").is_file()


def test_a_folder_moves_into_another_under_its_name(portal: Portal) -> None:
    """All of it."""
    portal.add("content/daerah/box/xenon.md", article("Xenon"))
    moved(portal, "daerah/box", "nasional/2024")
    assert (portal.folder / "content/nasional/2024/box/xenon.md").is_file()


def test_all_that_site_yaml_names_of_others_stays(portal: Portal) -> None:
    """Menus, the footer and profiles elsewhere lead where they led; only what moves is written anew."""
    more = (
        "menu:\n  - {name: Satu, url: /daerah/2024/10/banjir/}\n  - {name: Dua, url: /nasional/}\n"
        "footer:\n  - {name: Tiga, url: https://lain.example/}\n  - {name: Empat, url: /daerah/2024/10/banjir/}\n"
        "social:\n  - {name: X, url: https://x.example/kabar}\n"
        "redirects:\n  /a/: /daerah/2024/10/banjir/\n  /b/: /nasional/\n"
    )
    portal.add("site.yaml", CONFIG + more)
    moved(portal, "daerah/2024/10/banjir.md", "daerah/2024/10/air.md")
    assert portal.folder.joinpath("site.yaml").read_text("utf-8") == CONFIG + more.replace("banjir", "air")


@pytest.mark.parametrize(
    ("old", "new", "goal"),
    [
        (A, "nasional/2024/10/surut.md", "nasional/2024/10/.notes/surut"), ("daerah/2024", "daerah/2023", "daerah/2023/10/.notes/banjir"),
    ],
)  # fmt: skip
def test_what_belongs_to_a_text_moves_with_it(portal: Portal, old: str, new: str, goal: str) -> None:
    """The newsroom's notes, and changes that are not saved into it yet; those of another text stay."""
    data = (portal.folder / "content" / A).read_bytes()
    portal.add("content/daerah/2024/10/.notes/banjir.jsonl", "{}\n")
    portal.add("content/daerah/2024/10/.notes/banjir.surut.jsonl", "{}\n")
    portal.add(f"content/{kept_of(A, data)}", "baru")
    moved(portal, old, new)
    content = portal.folder / "content"
    assert (content / f"{goal}.jsonl").read_text("utf-8") == "{}\n"
    moved_to = goal.replace("/.notes", "") + ".md"
    assert (content / kept_of(moved_to, (content / moved_to).read_bytes())).read_text("utf-8") == "baru"
    assert (content / "daerah/2024/10/.notes/banjir.surut.jsonl").exists()


def test_what_waits_beside_a_text_whose_links_are_followed(portal: Portal) -> None:
    """It waits for the text as that is now."""
    content = portal.folder / "content"
    portal.add(f"content/{kept_of(B, (content / B).read_bytes())}", "baru")
    portal.add(f"content/{B[:-3].replace('/pasar', '/.notes/pasar')}.jsonl", "{}\n")
    moved(portal, A, "daerah/2024/10/air.md")
    assert (content / kept_of(B, (content / B).read_bytes())).read_text("utf-8") == "baru"
    assert len([*(content / B).parent.joinpath(".notes").iterdir()]) == 2


def test_what_belongs_to_a_text_that_is_no_utf_8_moves_with_it(portal: Portal) -> None:
    """A folder takes along all that is hidden beside its texts, also of one that cannot be read."""
    content = portal.folder / "content"
    bad = content / "daerah/2024/10/rusak.md"
    bad.write_bytes(b"---\ntitle: Caf\xe9\n---\nIsi.\n")
    portal.add(f"content/{kept_of('daerah/2024/10/rusak.md', bad.read_bytes())}", "baru")
    done = moving(portal.folder, read_site_yaml(portal.folder), "daerah/2024", "daerah/2023")
    apply(portal.folder, done.changes, (*done.moves, *notes_beside(portal.folder, done)))
    now = "daerah/2023/10/rusak.md"
    assert (content / kept_of(now, (content / now).read_bytes())).read_text("utf-8") == "baru"
    assert not (content / "daerah/2024").exists()
