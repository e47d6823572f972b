"""What led to the old site leads to the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.bodies.wording import Destination
from generator.annex.importing.items import File, Options, Term
from generator.annex.importing.items import Portal as Site
from generator.annex.importing.links import Resolver
from generator.annex.importing.plan import plan_import
from generator.annex.importing.survey import survey
from tests.exports import SITE
from tests.importing_support import Archive, item, post
from tests.support import Portal


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        (f"{SITE}/2019/10/dua/", "/2019/10/dua/"),
        ("http://www.kabarlama.example/2019/10/dua", "/2019/10/dua/"),
        ("/2019/10/dua/#isi", "/2019/10/dua/#isi"),
        (f"{SITE}/?p=2", "/2019/10/dua/"),
        (f"{SITE}/2019/10/dua/amp/", "/2019/10/dua/"),
        ("../dua/", "/2019/10/dua/"),
        (f"{SITE}/category/daerah/", "/daerah/"),
        (f"{SITE}/author/sari/", "/author/sari/"),
        (f"{SITE}", "/"),
        (f"{SITE}/2019/10/dua/\\", "/2019/10/dua/"),
        ("https://lain.example/a b?x=1&amp;y=2", "https://lain.example/a%20b?x=1&y=2"),
        ("mailto:redaksi@kabarlama.example", "mailto:redaksi@kabarlama.example"),
    ],
)
def test_a_link_leads_where_it_led(archive: Archive, href: str, wanted: str) -> None:
    """In whatever form an address of the old site is written; other addresses stay."""
    archive.export(post(1, f'<a href="{href}">x</a>', **{"wp:post_name": "satu"}), post(2, **{"wp:post_name": "dua"}))
    archive.run()
    assert archive.body("content/daerah/2019/10/satu.md") == f"[x]({wanted})"
    assert Portal(archive.portal).build().articles == 2


def test_a_link_to_what_was_not_imported_is_noted(archive: Archive) -> None:
    """It stays as a path, so that the build names it, and the report has the old address."""
    archive.export(post(1, f'<a href="{SITE}/tiada/">x</a>'))
    archive.run()
    assert archive.body("content/daerah/2019/10/judul.md") == "[x](/tiada/)"
    assert archive.notes("dead-link")[0]["before"] == f"{SITE}/tiada/"


@pytest.mark.parametrize(
    "path", ["/a%5Cb/", "/%2e%2e/%2e%2e/x/", "/a/%00b/", "/a%23b/", "/%FF/", "/a%25b/", "/%2F%2Fx/"]
)
def test_a_link_to_what_can_be_no_address_here_costs_nothing_else(archive: Archive, path: str) -> None:
    """Its words stay, it is in the report, and the rest of the article has its markup."""
    archive.export(post(1, f'<b>Satu</b> <a href="{SITE}{path}">dua</a>'))
    outcome = archive.run()
    assert archive.body("content/daerah/2019/10/judul.md").startswith("**Satu** ")
    assert "dua" in archive.body("content/daerah/2019/10/judul.md")
    assert [line["before"] for line in archive.notes("dead-link")] == [f"{SITE}{path}"]
    assert not archive.notes("plain")
    assert not outcome.files.get("held")


BASE = f"{SITE}/2019/10/berita-1/"
FILES = (
    File("8", f"{SITE}/unggah/a.jpg", address=f"{SITE}/2019/10/berita-1/gambar/"), File("9", f"{SITE}/unggah/b c.pdf"), File("10", "https://cdn.example/d.mp4"),
)  # fmt: skip


def resolver(*, has: str = "", **order: object) -> Resolver:
    """Return what resolves the addresses of an old site with two articles, a category and three files."""
    seen = survey([
        Site("Kabar", "", SITE), Term("category", "daerah", "Daerah", address=f"{SITE}/rubrik/daerah/"), *FILES,
        item("1", categories=("daerah",)), item("2", categories=("daerah",), aliases=("/?p=2",)),
    ])  # fmt: skip
    given = {"media": ".", **order}
    return Resolver(plan_import(Options("rows", (), "/tiada", **given), seen, {}), {has}.__contains__)  # type: ignore[arg-type]


def dead(address: str) -> Destination:
    return Destination(address, is_media=False, note="dead-link")


def media(address: str, note: str = "") -> Destination:
    return Destination(address, is_media=True, note=note)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        (" /2019/10/berita-2/ ", Destination("/2019/10/berita-2/")), ("/2019/10/berita-2/#a b/c", Destination("/2019/10/berita-2/#a%20b%2Fc")), ("/?p=2#", Destination("/2019/10/berita-2/")), ("//kabarlama.example/?p=2", Destination("/2019/10/berita-2/")),
        ("/rubrik/daerah/", Destination("/daerah/")), ("/rubrik/daerah/page/2/", Destination("/daerah/")), ("..\\berita-2\\?a=\\", Destination("/2019/10/berita-2/")), ("/a?b=c\\d", dead("/a/")), ("/a#b\\d", dead("/a/#b%5Cd")), ("\\a", dead("/a/")),
        (SITE, Destination("/")), ("/index.php", Destination("/")), ("/amp", dead("/amp/")), ("#x", Destination("/2019/10/berita-1/#x")), ("", Destination("/2019/10/berita-1/")), ("?p=9", dead("/2019/10/berita-1/")),
        ("/tiada", dead("/tiada/")), ("/tiada/b.html", dead("/tiada/b.html")), ("/tiada/b.html/", dead("/tiada/b.html")), ("/a b/é", dead("/a%20b/%C3%A9/")), ("/-._~!$&'*+,;=@", dead("/-._~!$&'*+,;=@")), ("/a?x=b/c.d", dead("/a/")),
        ("/a:b/", dead("/a%3Ab/")), ("/?p=9", dead("/")), (f"{SITE}/../x/", dead("/x/")), ("/a/../x/", dead("/x/")),
        ("mailto:a@b.example", Destination("mailto:a@b.example")), ("MAILTO:a@b.example", Destination("MAILTO:a@b.example")), ("mailto:<a>", Destination("")), ("javascript:x", Destination("")), ("tel:+62", Destination("tel:+62")), ("data:text/html,x", Destination("")),
        ("https://lain.example/a|b", Destination("https://lain.example/a%7Cb")), ("//lain.example/a", Destination("https://lain.example/a")),
        ("/unggah/a.jpg", media("/unggah/a.jpg")), ("/2019/10/berita-1/gambar/", media("/unggah/a.jpg")), ("/unggah/b%20c.pdf?x", media("/unggah/b c.pdf")), ("https://cdn.example/d.mp4", media("/d.mp4")), ("https://cdn.example/e.mp4", Destination("https://cdn.example/e.mp4")),
        ("http:/unggah/a.jpg", media("/unggah/a.jpg")), ("/lain.JPG", media("/lain.JPG")), ("/lain.mp3?a=b/c", media("/lain.mp3")), ("/lain.exe", dead("/lain.exe")),
    ],
)  # fmt: skip
def test_where_a_link_leads(href: str, target: Destination) -> None:
    """To a page or a list of the portal, to a file, elsewhere, or to what was not imported."""
    assert resolver().target(href, BASE) == target


@pytest.mark.parametrize("base", [BASE, BASE.replace("https:", "http:")])
@pytest.mark.parametrize("scheme", ["http", "https", "HTTPS"])
def test_a_scheme_without_a_host_leads_to_the_own_one(base: str, scheme: str) -> None:
    """Whichever of the two the page has; any other scheme leads nowhere."""
    assert resolver().target(f"{scheme}:/unggah/a.jpg", base) == media("/unggah/a.jpg")
    assert resolver().media("ftp:/unggah/a.jpg", base).note == "unsafe-link"


@pytest.mark.parametrize(
    ("source", "target", "needed"),
    [
        (" /unggah/a.jpg ", media("/unggah/a.jpg"), {"unggah/a.jpg": f"{SITE}/unggah/a.jpg"}), (f"{SITE}/unggah/a-300x200.jpg", media("/unggah/a.jpg"), {"unggah/a.jpg": f"{SITE}/unggah/a.jpg"}),
        ("/unggah/x-30x20.jpg", media("/unggah/x-30x20.jpg"), {"unggah/x-30x20.jpg": f"{SITE}/unggah/x-30x20.jpg"}), ("/unggah/ada-3000x20.jpeg", media("/unggah/ada.jpeg"), {"unggah/ada.jpeg": f"{SITE}/unggah/ada-3000x20.jpeg"}),
        ("/unggah/a-3x2.jpg", media("/unggah/a-3x2.jpg"), {"unggah/a-3x2.jpg": f"{SITE}/unggah/a-3x2.jpg"}), ("gambar.jpg", media("/2019/10/berita-1/gambar.jpg"), {"2019/10/berita-1/gambar.jpg": f"{BASE}gambar.jpg"}),
        ("//kabarlama.example/x.jpg", media("/x.jpg"), {"x.jpg": "//kabarlama.example/x.jpg"}), ("//kabarlama.example/a/../x.jpg", media("/x.jpg"), {"x.jpg": "//kabarlama.example/x.jpg"}),
        *((f"https://{host}/kabarlama.example/unggah/a.jpg?w=300", media("/unggah/a.jpg"), {"unggah/a.jpg": f"{SITE}/unggah/a.jpg"}) for host in ("i0.wp.com", "i3.WP.com", "images.weserv.nl")),
        ("https://i4.wp.com/kabarlama.example/a.jpg", media("https://i4.wp.com/kabarlama.example/a.jpg"), {}), ("https://i0.wp.com/lain.example/a.jpg", media("https://lain.example/a.jpg"), {}),
        ("https://lain.example/a b.jpg", media("https://lain.example/a%20b.jpg"), {}), ("http://lain.example/a.jpg", media("https://lain.example/a.jpg", "insecure-picture"), {}), ("HTTP://lain.example/a.jpg", media("https://lain.example/a.jpg", "insecure-picture"), {}),
        ("//lain.example/a.jpg", media("https://lain.example/a.jpg"), {}), ("http://[", Destination("", note="missing-media"), {}), ("data:image/png;base64,x", media("", "unsafe-link"), {}), ("", media(f"{BASE}", "refused-media"), {}),
        *((f"/unggah/a.{ending}", media(f"{SITE}/unggah/a.{ending}", "refused-media"), {}) for ending in ("php", "html", "htm", "asp", "aspx", "jsp", "PHP")), ("/unggah/.x.jpg", media(f"{SITE}/unggah/.x.jpg", "refused-media"), {}), ("/tag/a.jpg", media(f"{SITE}/tag/a.jpg", "refused-media"), {}),
    ],
)  # fmt: skip
def test_where_a_picture_is(source: str, target: Destination, needed: dict[str, str]) -> None:
    """At its path in content/, as its original; or where it was, on a host of others."""
    used = resolver(has="/unggah/ada.jpeg")
    assert used.media(source, BASE) == target
    assert used.needed == needed


@pytest.mark.parametrize(
    ("source", "linked", "address"),
    [
        ("/unggah/a.jpg", False, "/unggah/a.jpg"), ("/unggah/a.jpg", True, "https://m.example/unggah/a.jpg"), ("/unggah/A.JPG", False, "/unggah/A.JPG"), ("/unggah/b%20c.pdf", False, "https://m.example/unggah/b%20c.pdf"),
    ],
)  # fmt: skip
def test_where_media_are_elsewhere(source: str, linked: bool, address: str) -> None:
    """Pictures that are shown keep their paths: the build looks for them there."""
    assert resolver(media="", media_url="https://m.example").media(source, BASE, linked=linked) == media(address)


def test_a_file_by_its_key() -> None:
    """As the source has it."""
    assert (resolver().file("9"), resolver().file("7")) == (FILES[1], None)
