"""Where each item goes, and what leads there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.annex.importing.items import File, Found, Item, Options, Portal, Redirect, Term
from generator.annex.importing.kanal import Kanal, Table
from generator.annex.importing.old_addresses import alias, hosts_of, spelled, views
from generator.annex.importing.plan import plan_import
from generator.annex.importing.routing import Routes, allows, identity, permalink_of, route_items
from generator.annex.importing.sources.wordpress import wordpress
from generator.annex.importing.survey import survey
from generator.base.dates import parse
from generator.base.errors import SiteError
from generator.base.timestamps import Stamp
from generator.markup import commonmark
from generator.model.urls import Paths
from tests import growth, support
from tests.exports import SITE
from tests.importing_support import HEAD, Archive, asked, item, meta, post


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.mark.parametrize(
    ("link", "permalink"),
    [
        ("/2019/10/{}/", "/{year}/{month}/{slug}/"),
        ("/2019/10/09/{}/", "/{year}/{month}/{day}/{slug}/"),
        ("/daerah/{}/", "/{category}/{slug}/"),
        ("/{}/", "/{slug}/"),
        ("/{}.html", "/{slug}.html"),
        ("/berita/{}", "/berita/{slug}"),
        ("/?p=7", "/{category}/{year}/{month}/{slug}/"),
    ],
)
def test_the_permalink_is_found(archive: Archive, link: str, permalink: str) -> None:
    """Whatever form the addresses of the source have, they stay where Warta can say them."""
    archive.export(
        *(post(n, link=SITE + link.format(f"berita-{n}"), **{"wp:post_name": f"berita-{n}"}) for n in range(1, 4))
    )
    assert archive.run().permalink == permalink
    assert support.Portal(archive.portal).build().articles == 3


def test_a_slug_that_the_portal_needs_itself_gives_way(archive: Archive) -> None:
    """Where addresses are slugs alone, an article cannot have that of a kanal, of a list or of a page."""
    names = ("daerah", "penulis", "tag", "tentang", "satu", "dua", "tiga", "empat")
    page = post(20, link=f"{SITE}/tentang/", **{"wp:post_name": "tentang", "wp:post_type": "page"})
    archive.export(
        page, *(post(n, link=f"{SITE}/{name}/", **{"wp:post_name": name}) for n, name in enumerate(names, 1))
    )
    archive.run()
    assert {line["before"] for line in archive.notes("slug")} == {"daerah", "tag", "tentang"}
    assert support.Portal(archive.portal).build().articles == len(names)


def test_the_category_called_first_is_the_kanal_and_the_others_are_tags(archive: Archive) -> None:
    """Plug-ins for search engines let the desk say which category is the first one."""
    other = '<category domain="category" nicename="ekonomi">Ekonomi</category>'
    head = "<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>ekonomi</wp:category_nicename><wp:cat_name>Ekonomi</wp:cat_name></wp:category>"
    archive.export(head, post(1, more=other + meta("_yoast_wpseo_primary_category", "2")))
    archive.run()
    assert "tags:\n- Daerah\n" in archive.read("content/ekonomi/2019/10/judul.md")


def test_only_the_number_of_a_category_calls_it_first(archive: Archive) -> None:
    """A name that ends in a number is a name."""
    head = "<wp:category><wp:term_id>{0}</wp:term_id><wp:category_nicename>{1}</wp:category_nicename><wp:cat_name>{1}</wp:cat_name></wp:category>"
    other = '<category domain="category" nicename="g20">g20</category><category domain="category" nicename="ekonomi">ekonomi</category>'
    archive.export(head.format(20, "ekonomi") + head.format(3, "g20"), post(1, more=other))
    table = archive.folder / "kanal.yaml"
    table.write_text(
        "kanal:\n- {slug: pertemuan, name: G, from: [g20]}\n- {slug: ekonomi, name: E, from: [ekonomi]}\ndefault: ekonomi\n"
    )
    archive.run(kanal=str(table))
    assert "title: Judul\n" in archive.read("content/pertemuan/2019/10/judul.md")


def test_people_decide_which_categories_make_a_kanal(archive: Archive) -> None:
    """The proposal is a file; changed and given with --kanal, it decides. What is as it was written moves along."""
    archive.export(post(1))
    archive.run()
    proposal = archive.portal / "import/kanal.yaml"
    table = archive.folder / "kanal.yaml"
    table.write_text(
        proposal.read_text("utf-8").replace("slug: daerah", "slug: lokal").replace("default: daerah", "default: lokal")
    )
    assert archive.run(kanal=str(table)).files["moved"] == 1
    assert not (archive.portal / "content/daerah/2019/10/judul.md").exists()
    assert (archive.portal / "content/lokal/2019/10/judul.md").exists()


def test_people_may_divide_a_kanal(archive: Archive) -> None:
    """A category may go into a sub-kanal; addresses stay those of the kanal, and that of its list leads on."""
    archive.export(post(1, link=f"{SITE}/olahraga/2019/10/judul/"))
    table = archive.folder / "kanal.yaml"
    entries = "- {slug: olahraga, name: Olahraga}\n- {slug: olahraga/tinju, name: Tinju, from: [daerah]}"
    table.write_text(f"kanal:\n{entries}\ndefault: olahraga\n")
    assert archive.run(kanal=str(table)).permalink == "/{category}/{year}/{month}/{slug}/"
    assert "category: olahraga/tinju\n" in archive.read("content/olahraga/2019/10/judul.md")
    portal = support.Portal(archive.portal)
    assert portal.build().articles == 1
    assert "/olahraga/2019/10/judul/" in portal.read("olahraga/tinju/index.html")


@pytest.mark.parametrize(
    ("kanal", "said"),
    [
        ("- {slug: daerah, name: Daerah, from: [a]}\n- {slug: daerah, name: Lokal, from: [b]}", "another kanal of the table has this slug"),
        ("- {slug: daerah, name: Daerah, from: [a, b]}\n- {slug: lokal, name: Lokal, from: [b]}", '"b" goes into the kanal daerah already'),
    ],
)  # fmt: skip
def test_a_table_that_says_two_things_is_refused(archive: Archive, kanal: str, said: str) -> None:
    """Whichever counted, the articles of the other would go where nobody wanted them."""
    archive.export(post(1))
    table = archive.folder / "kanal.yaml"
    table.write_text(f"kanal:\n{kanal}\ndefault: daerah\n")
    with pytest.raises(SiteError, match=said):
        archive.run(kanal=str(table))
    assert not archive.portal.exists()


def test_the_proposal_is_the_same_at_each_run(archive: Archive) -> None:
    """Categories that become tags are named in the order of the export where as many articles have them."""
    names = [f"jarang-{number:02}" for number in range(40)]
    rare = "".join(f'<category domain="category" nicename="{name}">{name}</category>' for name in names)
    archive.export(*(post(n, link=f"{SITE}/{n}/", more=rare if n == 1 else "") for n in range(1, 60)))
    archive.run()
    named = [line[4:-4] for line in archive.read("import/kanal.yaml").split("\n") if line.startswith("#   ")]
    assert len(named) > 20
    assert named == sorted(named)


def test_older_slugs_and_redirects_of_plugins_lead_on(archive: Archive) -> None:
    """An address that led to an article by a rule of the old site is one of its aliases, over several steps too."""
    rules = (
        post(50, link="", more=meta("_redirect_rule_from", "/promo") + meta("_redirect_rule_to", "/antara/"), **{"wp:post_type": "redirect_rule"}),
        post(51, link="", more=meta("_redirect_rule_from", "/antara/") + meta("_redirect_rule_to", f"{SITE}/2019/10/judul/"), **{"wp:post_type": "redirect_rule"}),
    )  # fmt: skip
    archive.export(post(1, more=meta("_wp_old_slug", "judul-salah")), *rules)
    archive.run()
    assert "- /2019/10/judul-salah/\n- /antara/\n- /promo/\n" in archive.read("content/daerah/2019/10/judul.md")


@pytest.mark.parametrize(
    "slug", ["../../etc/passwd", "con", "COM1", "a" * 400, "%e5%8c%97", "--", "a/b", "nul.md", ".", "é", "x&#x1f;y"]
)
def test_no_slug_leads_out_of_its_folder(archive: Archive, slug: str) -> None:
    """Whatever a slug holds, the article lies in its kanal under a name that every disk takes, and the portal builds."""
    archive.export(post(1, link=f"{SITE}/lama/", **{"wp:post_name": slug.replace("&#x1f;", "\x1f")}))
    archive.run()
    files = list((archive.portal / "content").rglob("*.md"))
    assert all(file.stem.lower() not in {"con", "com1", "nul"} for file in files)
    assert support.Portal(archive.portal).build().articles == 1


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("/berita/2019/lama/", "/berita/2019/lama/"), ("/lama.html", "/lama.html"), ("/index.php/a/", "/index.php/a/"),
        ("/?p=1", "/?p=1"), ("/?", ""), ("/a#b", "/a/"), ("/a.jpg/b/", ""), ("/tag/x/", ""), ("/daerah/2/", "/daerah/2/"), ("/gambar/x/", ""), ("/a//b/", ""),
        ("/../x/", ""), ("/" + "a" * 400, ""), ("/%e2%9c%93/", "/✓/"),
    ],
)  # fmt: skip
def test_an_alias_is_one_that_front_matter_takes(address: str, wanted: str) -> None:
    """What could not lead on from a page of the portal is for the rules of the host."""
    assert alias(address, Paths()) == wanted


def test_two_spellings_of_an_address_are_one() -> None:
    """Letter case, escapes, slashes and what only says how a reader came make no difference."""
    assert (
        len({spelled(one) for one in ("/A/b", "/a/b/", "/a/%62/", "/a/b/?utm_source=x", "/a/b/index.html", "/a/b#c")})
        == 1
    )
    assert spelled("/?p=1&x=2") == "/?p=1"
    assert list(views("/a/b/amp/")) == ["/a/b/amp/", "/a/b"] or list(views("/a/b/amp")) == ["/a/b/amp", "/a/b"]


def test_an_address_is_the_sites_own_by_its_host() -> None:
    """With and without www, by http and https; any other scheme or host is another site."""
    hosts = hosts_of([SITE])
    assert hosts.own("http://www.kabarlama.example/a/?p=1") == "/a/?p=1"
    assert hosts.own("/a/") == "/a/"
    assert hosts.own("https://lain.example/a/") is None
    assert hosts.own("mailto:a@kabarlama.example") is None
    assert hosts.own("https://[x/") is None


def test_two_pages_with_the_name_of_a_device_both_build(archive: Archive) -> None:
    """The address of a page is the name of its file, so both change together."""
    archive.export(
        *(
            post(n, **{"wp:post_name": name, "wp:post_type": "page"})
            for n, name in ((1, "con"), (2, "con"), (3, "CON"))
        ),
        post(4),
    )
    archive.run()
    support.Portal(archive.portal).build()


def test_a_category_without_a_name_is_called_by_its_slug(archive: Archive) -> None:
    """Also where the name has nothing that readers could see."""
    named = "<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>laut</wp:category_nicename><wp:cat_name>&#8203;&#8206;</wp:cat_name></wp:category>"
    archive.export(
        *(
            post(n, more='<category domain="category" nicename="laut"/>', **{"wp:post_name": f"a{n}"}).replace(
                'nicename="daerah"', 'nicename="laut"'
            )
            for n in range(1, 4)
        ),
        head=HEAD + named,
    )
    archive.run()
    support.Portal(archive.portal).build()


def test_an_address_of_a_site_that_is_none_is_not_that_of_the_portal(archive: Archive) -> None:
    """People can give it later; an error about a site.yaml that nobody wrote would not help them."""
    archive.export(post(), head=HEAD.replace(SITE, "https://a b"))
    archive.run()
    assert "https://portal.example" in archive.read("site.yaml")


def test_addresses_that_end_in_a_number_lead_on(archive: Archive) -> None:
    """Many systems have /read/12345/; only below a kanal or an article is a number that of one of their pages."""
    archive.export(
        post(1, link=f"{SITE}/read/12345/", **{"wp:post_name": "satu"}),
        post(2, link=f"{SITE}/daerah/7/", **{"wp:post_name": "dua"}),
        post(3, link=f"{SITE}/2019/10/tiga/", **{"wp:post_name": "tiga"}),
        post(4, link=f"{SITE}/2019/10/empat/", **{"wp:post_name": "empat"}),
        post(5, link=f"{SITE}/2019/10/empat/2/", **{"wp:post_name": "lima"}),
    )
    archive.run()
    assert [line["address"] for line in archive.notes("address")] == ["/daerah/7/", "/2019/10/empat/2/"]
    assert "- /read/12345/\n" in archive.read("content/daerah/2019/10/satu.md")
    support.Portal(archive.portal).build()


def test_an_archive_builds_though_links_name_places_that_are_not_there(archive: Archive) -> None:
    """Of an archive, a link to a place of a text leads to its beginning; site.yaml tolerates that there alone."""
    archive.export(post(1, f'<a href="{SITE}/2019/10/dua/#tiada">Dua</a>'), post(2, **{"wp:post_name": "dua"}))
    archive.run()
    assert support.Portal(archive.portal).build().articles == 2


def test_the_page_of_a_picture_leads_to_its_article(archive: Archive) -> None:
    """The one that it was uploaded for, else the first that has it as its photo; others are in the report."""

    def picture(number: int, **fields: str) -> str:
        said = {"wp:post_type": "attachment", "wp:status": "inherit", "wp:attachment_url": f"{SITE}/{number}.jpg"}
        return post(number, "", **{**said, "link": f"{SITE}/2019/10/judul/foto-{number}/", **fields})

    archive.export(
        *(picture(number) for number in (11, 12)), picture(13, **{"wp:post_parent": "7"}),
        picture(14, link=f"{SITE}/?attachment_id=14", **{"wp:post_parent": "8"}),
        picture(15, link=f"{SITE}/2019/10/judul/", **{"wp:post_parent": "8"}),
        picture(16, **{"wp:post_parent": "9"}),
        post(7), post(8, f'<a href="{SITE}/2019/10/judul/foto-13/">foto</a>', more=meta("_thumbnail_id", "11"), **{"wp:post_name": "dua"}),
        post(9, **{"wp:post_name": "tiga", "wp:status": "draft"}),
    )  # fmt: skip
    archive.run()
    two = archive.read("content/daerah/2019/10/dua.md")
    assert 'aliases:\n- "/?p=8"\n- /2019/10/judul/foto-11/\n- "/?attachment_id=14"\nid:' in two
    assert "\n- /2019/10/judul/foto-13/\nid:" in archive.read("content/daerah/2019/10/judul.md")
    assert f"[foto]({SITE}/13.jpg)" in archive.body("content/daerah/2019/10/dua.md")
    assert [line["id"] for line in archive.notes("picture-page")] == ["12", "16"]
    portal = support.Portal(archive.portal)
    portal.build()
    assert "/2019/10/dua/" in portal.read("2019/10/judul/foto-11/index.html")


def test_lists_of_two_people_with_one_name_keep_apart(archive: Archive) -> None:
    """The old address of one is that of the other's list now: it cannot lead on from there."""
    people = "".join(
        f"<wp:author><wp:author_login>{login}</wp:author_login>"
        "<wp:author_display_name>Sari Wulan</wp:author_display_name></wp:author>\n"
        for login in ("sari-wulan", "swulan")
    )
    archive.export(
        people, post(1, **{"dc:creator": "sari-wulan"}), post(2, **{"dc:creator": "swulan", "wp:post_name": "b"})
    )
    archive.run()
    assert support.Portal(archive.portal).build().articles == 2


def test_the_list_of_somebody_without_a_profile_keeps_its_address(archive: Archive) -> None:
    """An export may name an author of articles nowhere else; another's page may have been where the list is now."""
    person = "<wp:author><wp:author_login>b c</wp:author_login><wp:author_display_name>B</wp:author_display_name></wp:author>"
    archive.export(person, post(1, **{"dc:creator": "b-c"}), post(2, **{"dc:creator": "*b c", "wp:post_name": "b"}))
    archive.run()
    assert support.Portal(archive.portal).build().articles == 2


def test_many_articles_of_one_name_take_no_time_by_the_square(archive: Archive) -> None:
    """The numbers behind their slugs go on where the last one ended, in each month from 2."""
    before = {"wp:post_date": "2019-11-09 16:10:00", "wp:post_date_gmt": "2019-11-09 09:10:00"}

    def work(number: int) -> Callable[[], dict[str, str]]:
        archive.export(*map(post, range(1, number + 1)), *(post(n, **before) for n in (3001, 3002)))
        return slugs

    def slugs() -> dict[str, str]:
        plan = plan_import(Options("wordpress", (), ""), survey(wordpress(asked(str(archive.file)))), {})
        return {key: place.slug for key, place in plan.routes.by_id.items()}

    growth.held(work, 1200)
    found = work(1200)()
    assert (found.pop("3001"), found.pop("3002")) == ("judul", "judul-2")
    assert set(found.values()) == {"judul", *(f"judul-{number}" for number in range(2, 1201))}


def test_nothing_leads_to_a_tag_whose_articles_were_held_back(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its list is nowhere, and the site builds."""
    tag = '<category domain="post_tag" nicename="lama">Label Lama</category>'
    head = "<wp:tag><wp:tag_slug>lama</wp:tag_slug><wp:tag_name>Label Lama</wp:tag_name></wp:tag>"
    monkeypatch.setattr(commonmark, "MAX_LINES", 3)
    long = f"<p>a</p><p>b</p><p>{'c' * 20_000}</p>"
    archive.export(head, post(1, long, more=tag), post(2, **{"wp:post_name": "b"}))
    archive.run()
    assert len(archive.notes("held-back")) == 1
    assert [line["address"] for line in archive.notes("address")] == ["/tag/lama/"]
    assert support.Portal(archive.portal).build().articles == 1


def _article(key: str, **said: object) -> Item:
    return item(key, **{"categories": ("daerah",), **said})


FOUND: tuple[Found, ...] = (
    Portal(url=SITE), Term("category", "daerah", "Daerah"), Term("category", "ekonomi", "Ekonomi", number="5"),
    _article("1"), _article("2", slug="berita-1", address=f"{SITE}/2019/10/berita-1/"), _article("3", slug="con", address=f"{SITE}/2019/10/con/"), item("4",kind="page",slug="AUX",address=f"{SITE}/aux/",title="T"),
    _article("5", state="gone", address=f"{SITE}/hilang/"), _article("6",state="trashed",address=f"{SITE}/bin/"), _article("7",state="trashed",address=f"{SITE}/?p=7"), _article("8",state="gone",address=f"{SITE}/?p=8"),
    _article("9", state="draft", slug="", title="Konsep Baru", address=""), _article("10", categories=(), slug="", title="", address=f"{SITE}/2019/10/x/", aliases=(f"{SITE}/lama/10/", "/lama/x", f"{SITE}/?p=10", "https://lain.example/x/")),
    _article("11", categories=("olahraga","ekonomi","#5"), address=f"{SITE}/2019/10/berita-11"), _article("12", categories=("daerah","ekonomi","olahraga"), address=f"{SITE}/ekonomi/berita-12/"),
    item("13",kind="page",slug="tentang",address=f"{SITE}/tentang/",state="draft"), item("14",kind="page",slug="kontak",address=f"{SITE}/kontak/",aliases=(f"{SITE}/hubungi/",f"{SITE}/daerah/2/")),
    _article("15",state="draft",slug="berita-1",address=f"{SITE}/konsep/"),
    Redirect("/a/","/b/"),Redirect("/b/","/c/"),Redirect("/c/",f"{SITE}/2019/10/berita-1/"),Redirect("/buang/",""),Redirect("/ke-luar/","https://lain.example/"),Redirect("/tiada/","/x/y/"),Redirect("https://lain.example/z/","/a/"),Redirect("/kontak/","/a/"),Redirect("/a","/tiada/"),
    File("f1",f"{SITE}/f1.jpg",address=f"{SITE}/foto-lama/1/",item="1"),File("f2",f"{SITE}/f2.jpg",address=f"{SITE}/foto-lama/2/",item="9"),File("f3",f"{SITE}/f3.jpg",address=f"{SITE}/foto-lama/3/"),File("f4",f"{SITE}/f4.jpg"),File("f5",f"{SITE}/f5.jpg",address="https://lain.example/g/"),File("f6",f"{SITE}/f6.jpg",address=f"{SITE}/kontak/"),
    _article("16",photo="f3",slug="y16",address=f"{SITE}/2019/10/y16/"),_article("17",photo="f3",slug="y17",address=f"{SITE}/2019/10/y17/",published=parse("2019-10-09 16:11","WIB")),
)  # fmt: skip
"""One of each case, and rules of old that lead over each other."""


@pytest.fixture(scope="module")
def placed() -> Routes:
    return plan_import(Options("wordpress", (), "/tiada"), survey(FOUND), {}).routes


def test_where_each_item_goes(placed: Routes) -> None:
    """Pages first, then in order of time; what comes later gives way, and what was deleted goes nowhere."""
    assert placed.permalink == "/{year}/{month}/{slug}/"
    assert {
        key: (one.file, one.url, one.category, one.aliases, one.also) for key, one in placed.by_id.items()
    } == {
        "14": ("pages/kontak.md", "/kontak/", "", ("/hubungi/",), ()),
        "4": ("pages/aux-halaman.md", "/aux-halaman/", "", ("/aux/",), ()),
        "1": ("daerah/2019/10/berita-1.md", "/2019/10/berita-1/", "daerah", ("/c/", "/b/", "/a/", "/foto-lama/1/"), ()),
        "10": ("berita/2019/10/article-10.md", "/2019/10/article-10/", "berita", ("/2019/10/x/", "/lama/10/", "/lama/x/", "/?p=10"), ()),
        "11": ("ekonomi/2019/10/berita-11.md", "/2019/10/berita-11/", "ekonomi", (), ("olahraga",)),
        "12": ("ekonomi/2019/10/berita-12.md", "/2019/10/berita-12/", "ekonomi", ("/ekonomi/berita-12/",), ("Daerah", "olahraga")),
        "15": ("daerah/2019/10/berita-1-2.md", "/2019/10/berita-1-2/", "daerah", (), ()),
        "16": ("daerah/2019/10/y16.md", "/2019/10/y16/", "daerah", ("/foto-lama/3/",), ()),
        "2": ("daerah/2019/10/berita-1-3.md", "/2019/10/berita-1-3/", "daerah", (), ()),
        "3": ("daerah/2019/10/con-artikel.md", "/2019/10/con/", "daerah", (), ()),
        "9": ("daerah/2019/10/konsep-baru.md", "/2019/10/konsep-baru/", "daerah", (), ()),
        "17": ("daerah/2019/10/y17.md", "/2019/10/y17/", "daerah", (), ()),
    }  # fmt: skip
    assert list(placed.by_id) == ["14", "4", "1", "10", "11", "12", "15", "16", "2", "3", "9", "17"]


def test_what_becomes_of_each_old_address(placed: Routes) -> None:
    """In the order of the items, then of their aliases, of the rules, then of the pages of pictures."""
    assert [(one.old, one.new, one.how, one.item) for one in placed.ways] == [
        ("/kontak/", "/kontak/", "same", "14"),
        ("/aux/", "/aux-halaman/", "redirect", "4"),
        ("/2019/10/berita-1/", "/2019/10/berita-1/", "same", "1"),
        ("/2019/10/x/", "/2019/10/article-10/", "redirect", "10"),
        ("/2019/10/berita-11", "/2019/10/berita-11/", "same", "11"),
        ("/ekonomi/berita-12/", "/2019/10/berita-12/", "redirect", "12"),
        ("/2019/10/y16/", "/2019/10/y16/", "same", "16"),
        ("/2019/10/con/", "/2019/10/con/", "same", "3"),
        ("/2019/10/y17/", "/2019/10/y17/", "same", "17"),
        ("/hubungi/", "/kontak/", "redirect", "14"),
        ("/daerah/2/", "/kontak/", "rule", "14"),
        ("/lama/10/", "/2019/10/article-10/", "redirect", "10"),
        ("/lama/x", "/2019/10/article-10/", "redirect", "10"),
        ("/?p=10", "/2019/10/article-10/", "rule", "10"),
        ("/hilang/", "", "gone", "5"),
        ("/bin/", "", "gone", "6"),
        ("/?p=8", "", "gone", "8"),
        ("/buang/", "", "gone", ""),
        ("/c/", "/2019/10/berita-1/", "redirect", "1"),
        ("/b/", "/2019/10/berita-1/", "redirect", "1"),
        ("/a/", "/2019/10/berita-1/", "redirect", "1"),
        ("/foto-lama/1/", "/2019/10/berita-1/", "redirect", "1"),
        ("/foto-lama/3/", "/2019/10/y16/", "redirect", "16"),
    ]  # fmt: skip


def test_what_is_noted_of_places(placed: Routes) -> None:
    """With the item, its address, and what was before and is now."""
    assert [(one.code, one.message, one.item, one.address, one.before, one.after) for one in placed.notes] == [
        ("slug", "its slug is aux-halaman now", "4", "https://kabarlama.example/aux/", "AUX", "aux-halaman"),
        ("kanal", "it goes into berita", "10", "https://kabarlama.example/2019/10/x/", "", ""),
        ("slug", "its slug is berita-1-3 now", "2", "https://kabarlama.example/2019/10/berita-1/", "berita-1", "berita-1-3"),
        ("redirect", "to https://lain.example/", "", "/ke-luar/", "/ke-luar/", "https://lain.example/"),
        ("redirect", "to /x/y/", "", "/tiada/", "/tiada/", "/x/y/"),
        ("picture-page", "nothing shows it", "f2", "https://kabarlama.example/foto-lama/2/", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("a", "a"), ("a-b", "a-b"), ("A", "a-f96658555f"), ("https://x/1", "https-x-1-ba861aae8a"), ("", "x-cae66941d9"), ("é", "e-d4b1b0202b"), ("-", "x-27c7367e70"),
        (110 * "a", 110 * "a"), (111 * "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-d719742f1f"),
    ],
)  # fmt: skip
def test_an_item_has_an_id_that_front_matter_takes(key: str, written: str) -> None:
    """Its own if it is one, and else another one for each."""
    assert identity(key) == written


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ({"slug": "a-b"}, "a-b"), ({"slug": 110 * "a"}, 110 * "a"), ({"slug": 111 * "a"}, 110 * "a"), ({"slug": "A_b%20c"}, "a-b-c"), ({"slug": "%E4%B8%80", "title": "Satu Dua"}, "satu-dua"), ({"slug": "", "title": 60 * "ab "}, ("ab-" * 37)[:110].rstrip("-")),
        ({"slug": "", "title": ""}, "article-x"), ({"slug": "", "title": "", "kind": "page"}, "page-x"), ({"slug": "con"}, "con"), ({"slug": "Con", "kind": "page"}, "con-halaman"),
        *(({"slug": name, "kind": "page"}, f"{name}-halaman") for name in ("con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9")), ({"slug": "com0", "kind": "page"}, "com0"), ({"slug": "com10", "kind": "page"}, "com10"),
    ],
)  # fmt: skip
def test_the_slug_of_an_item(said: dict[str, object], slug: str) -> None:
    """Its own, or one like it; no page is called like a device of Windows."""
    places = plan_import(Options("wordpress", (), "/tiada"), survey((item("x", **said),)), {}).routes
    assert places.by_id["x"].slug == slug


def test_an_article_has_so_many_aliases_at_most() -> None:
    """site.yaml redirects from the others, and those for which it has no room are for the host."""
    one = _article("1", aliases=tuple(f"/lama/{'a' * 200}{number:03}/" for number in range(400)))
    found = plan_import(Options("wordpress", (), "/tiada"), survey((Portal(url=SITE), one)), {})
    aliases, url = found.routes.by_id["1"].aliases, found.routes.by_id["1"].url
    assert len(aliases) == 100
    hows = {how: [way.old for way in found.lists if way.how == how] for how in ("redirect", "rule")}
    assert [*aliases, *hows["redirect"], *hows["rule"]] == list(one.aliases)
    assert all(hows.values())
    assert {(way.new, way.item) for way in found.lists} == {(url, "1")}


def test_what_was_imported_before_keeps_its_place() -> None:
    """What is new gives way, though it is older."""
    seen = survey((Portal(url=SITE), *(_article(key, slug="ikan") for key in ("1", "2"))))
    for known, wanted in (({}, ("ikan", "ikan-2")), ({"2": "content/daerah/2019/10/ikan.md"}, ("ikan-2", "ikan"))):
        places = plan_import(Options("wordpress", (), "/tiada"), seen, known).routes
        assert (places.by_id["1"].slug, places.by_id["2"].slug) == wanted


USUAL = "/{category}/{year}/{month}/{slug}/"


def found(*paths: str, **said: object) -> str:
    """Return the permalink of an archive with articles at some paths, of 9 October 2019 in the kanal daerah."""
    seen = survey(item(str(n), **{"address": SITE + path, "slug": "banjir", **said}) for n, path in enumerate(paths, 1))
    return permalink_of(seen, {one.id: "daerah" for one in seen.entries}, hosts_of((SITE,)), Paths())


@pytest.mark.parametrize(
    ("path", "permalink"),
    [
        ("/2019/10/09/banjir/", "/{year}/{month}/{day}/{slug}/"), ("/daerah/2019/banjir", "/daerah/{year}/{slug}"), ("/daerah/banjir.html", "/{category}/{slug}.html"),
        ("/1/banjir/", "/{id}/{slug}/"), ("/berita/1.html", "/berita/{id}.html"), ("/2018/10/banjir/", "/2018/10/{slug}/"), ("/10/2019/banjir/", "/10/{year}/{slug}/"), ("/x/", USUAL), ("/banjir/?x=1", USUAL),
        ("/daerah/1", "/{category}/{id}"),
    ],
)  # fmt: skip
def test_the_pattern_names_what_an_address_is_made_of(path: str, permalink: str) -> None:
    """The parts of a date in their order alone; one that fits nothing keeps nobody's address."""
    got = found(path)
    assert got == permalink.replace("/daerah/{year}", "/{category}/{year}")


def test_most_articles_decide() -> None:
    """Of those that readers have, with a time and a slug."""
    assert found("/a/banjir/", "/b/banjir/", "/b/banjir/") == "/b/{slug}/"
    for said in (
        {"state": "draft"},
        {"kind": "page"},
        {"published": None},
        {"slug": ""},
        {"address": "https://lain.example/banjir/"},
    ):
        assert found("/banjir/", **said) == USUAL, said  # type: ignore[arg-type]


def test_a_site_can_have_a_pattern_with_what_tells_articles_apart() -> None:
    """One in which all would have one address is passed over."""
    assert allows("/{year}/{slug}/")
    assert not allows("/{tahun}/{slug}/")
    assert found("/2019/", "/2019/", "/banjir/") == "/{slug}/"
    assert not allows("/a b/{slug}/")
    assert found("/a%20b/banjir/", "/a%20b/banjir/", "/banjir/") == "/{slug}/"


def test_a_file_of_the_portal_keeps_its_address() -> None:
    """A page that readers found at /404.html leads on from nowhere, instead of a build that finds two things there."""
    page = item("9", kind="page", slug="404", address=f"{SITE}/404.html")
    routes = route_items(survey([page]), Table((Kanal("berita", "Berita"),), "berita"), hosts_of([SITE]), Paths(), {})
    assert (routes.by_id["9"].aliases, [way.how for way in routes.ways]) == ((), ["rule"])


@pytest.mark.parametrize("name", ["tag", "penulis", "indeks", "terkini", "daerah-kami", "aset"])
def test_no_pattern_is_among_the_lists_of_the_portal(name: str) -> None:
    """Any tag of tomorrow could take the place of an article there: it gets another address, and the old one is told of."""
    assert found(f"/{name}/banjir/", f"/{name}/banjir/") == (f"/{name}/{{slug}}/" if name == "daerah-kami" else USUAL)


def placed_at(*items: Item) -> Routes:
    kanal = Table((Kanal("daerah", "Daerah", ("daerah",)),), "daerah")
    return route_items(survey(items), kanal, hosts_of([SITE]), Paths(), {})


@pytest.mark.parametrize(
    ("slug", "url"),
    [("2", "/daerah/2-2/"), ("100", "/daerah/100-2/"), ("101", "/daerah/101/"), ("dua", "/daerah/dua/")],
)
def test_no_article_is_where_a_list_has_a_page(slug: str, url: str) -> None:
    """Nor where it may have one in years; the report says that the slug is another, and that nothing leads on."""
    routes = placed_at(_article("7", slug=slug, address=f"{SITE}/daerah/{slug}/"))
    assert routes.permalink == "/{category}/{slug}/"
    assert routes.by_id["7"].url == url
    is_moved = url != f"/daerah/{slug}/"
    assert [note.code for note in routes.notes] == ["slug"] * is_moved
    assert [way.how for way in routes.ways] == ["rule" if is_moved else "same"]


def test_addresses_made_of_ids_differ_though_the_portal_has_one_of_them() -> None:
    """An id gets a number as a slug does, in front matter too, of which the build makes the address."""
    routes = placed_at(
        *(_article(key, slug=f"s-{key}", address=f"{SITE}/{key}/") for key in ("satu", "dua", "terkini"))
    )
    assert routes.permalink == "/{id}/"
    assert {key: (route.url, route.id) for key, route in routes.by_id.items()} == {
        "satu": ("/satu/", "satu"), "dua": ("/dua/", "dua"), "terkini": ("/terkini-2/", "terkini-2"),
    }  # fmt: skip


def test_no_alias_takes_the_address_of_a_page() -> None:
    """Whoever comes first: both are there, and the alias leads nowhere else."""
    one = _article("1", address=f"{SITE}/2019/10/a/", slug="a", aliases=("/2019/10/b/", "/lama/"))
    two = _article("2", address=f"{SITE}/2019/10/b/", slug="b")
    found = plan_import(Options("wordpress", (), "/tiada"), survey((Portal(url=SITE), one, two)), {}).routes
    assert [(way.old, way.new, way.item) for way in found.ways] == [
        ("/2019/10/a/", "/2019/10/a/", "1"),
        ("/2019/10/b/", "/2019/10/b/", "2"),
        ("/lama/", "/2019/10/a/", "1"),
    ]


def test_an_address_in_capitals_is_another() -> None:
    """No page can lead on from there, since some disks and hosts take both for one: a rule of the host has to."""
    one = _article("1", address=f"{SITE}/2019/10/Air-Naik/", slug="Air-Naik")
    found = plan_import(Options("wordpress", (), "/tiada"), survey((Portal(url=SITE), one)), {}).routes
    assert [(way.old, way.new, way.how) for way in found.ways] == [("/2019/10/Air-Naik/", "/2019/10/air-naik/", "rule")]


def test_what_was_withdrawn_leaves_its_address_to_what_leads_on_from_there() -> None:
    """As on the old site, where nothing else was at that address."""
    old = _article("1", address=f"{SITE}/2019/10/a/", slug="a", expires=Stamp(1_500_000_000, "WIB"))
    new = _article("2", address=f"{SITE}/2019/10/b/", slug="b", aliases=("/2019/10/a/",))
    options = Options("hugo", (), "/tiada", now=1_600_000_000)
    found = plan_import(options, survey((Portal(url=SITE), old, new)), {}).routes
    assert [(way.old, way.new, way.how, way.item) for way in found.ways] == [
        ("/2019/10/b/", "/2019/10/b/", "same", "2"), ("/2019/10/a/", "/2019/10/b/", "redirect", "2"),
    ]  # fmt: skip
    assert (found.by_id["1"].slug, found.by_id["2"].aliases) == ("a-2", ("/2019/10/a/",))
    before = Options("hugo", (), "/tiada", now=1_499_999_999)
    ways = plan_import(before, survey((Portal(url=SITE), old, new)), {}).routes.ways
    assert [(way.old, way.new, way.item) for way in ways] == [
        (f"/2019/10/{name}/",) * 2 + (item,) for name, item in ("a1", "b2")
    ]


def test_a_draft_has_no_old_address() -> None:
    """Where it would be, an alias of what was published leads on."""
    draft = _article("1", address=f"{SITE}/2019/10/a/", slug="a", state="draft")
    new = _article("2", address=f"{SITE}/2019/10/b/", slug="b", aliases=("/lama/a/", "/2019/10/a/"))
    found = plan_import(Options("hugo", (), "/tiada"), survey((Portal(url=SITE), draft, new)), {}).routes
    assert {way.old: (way.new, way.how) for way in found.ways} == {
        "/2019/10/b/": ("/2019/10/b/", "same"), "/lama/a/": ("/2019/10/b/", "redirect"),
        "/2019/10/a/": ("/2019/10/b/", "rule"),
    }  # fmt: skip
