"""Old addresses: where articles and pages go, what leads there, and where links of their texts lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports import SITE
from tests.importing_support import HEAD, ROWS, Archive, matter, meta, post, rows, site, term
from tests.support import run_for


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.mark.parametrize(
    ("link", "permalink"),
    [
        ("/2019/10/{}/", "/{year}/{month}/{slug}/"), ("/2019/10/09/{}/", "/{year}/{month}/{day}/{slug}/"),
        ("/daerah/{}/", "/{category}/{slug}/"), ("/daerah/2019/{}", "/{category}/{year}/{slug}"),
        ("/{}/", "/{slug}/"), ("/{}.html", "/{slug}.html"), ("/berita/{}", "/berita/{slug}"),
        ("/2018/10/{}/", "/2018/10/{slug}/"), ("/?p=7", "/{category}/{year}/{month}/{slug}/"),
        ("/x/", "/{category}/{year}/{month}/{slug}/"),
        # Any tag of tomorrow could take the place of an article there.
        *((f"/{name}/{{}}/", "/{category}/{year}/{month}/{slug}/") for name in ("tag", "indeks", "terkini", "aset")),
    ],
)  # fmt: skip
def test_the_permalink_is_found(archive: Archive, link: str, permalink: str) -> None:
    """Whatever form the addresses of the source have, they stay where Warta can say them."""
    archive.export(
        *(post(n, link=SITE + link.format(f"berita-{n}"), **{"wp:post_name": f"berita-{n}"}) for n in range(1, 4))
    )
    assert archive.run()["permalink"] == permalink


def test_the_permalink_is_the_one_by_which_most_articles_keep_their_address(archive: Archive) -> None:
    """What does not fit leads on by an alias, lists by site.yaml; drafts and pages do not count."""
    archive.export(
        *(post(n, **{"wp:post_name": f"berita-{n}"}) for n in range(1, 4)), post(9, link=f"{SITE}/khusus/judul/"),
        *(post(n, link=f"{SITE}/berita-{n}/", **{"wp:post_name": f"berita-{n}",
                    "wp:status": "draft"}) for n in range(10, 20)),
    )  # fmt: skip
    found = archive.run()
    assert (found["permalink"], found["addresses"]["same"]) == ("/{year}/{month}/{slug}/", 4)
    assert "redirects:\n  /category/daerah/: /daerah/\n" in archive.read("site.yaml")
    assert "/khusus/judul/" in archive.keys()["aliases"]
    assert archive.built().report.articles == 4


def test_ids_in_addresses(archive: Archive) -> None:
    """Many systems have /read/12345/; one that the portal needs itself gets a number behind it, in front matter too."""
    archive.export(*(post(n, link=f"{SITE}/{n}.html", **{"wp:post_name": f"s{n}"}) for n in range(11, 14)))
    assert archive.run()["permalink"] == "/{id}.html"
    said = {"judul": "A", "isi": "Isi.", "tanggal": "2019-10-09", "penulis": "Sari", "kanal": "b"}
    other = rows(
        archive.folder,
        ROWS.replace("slug: id", "slug: slug"),
        ({**said, "id": name, "alamat": f"/{name}/", "slug": f"s-{name}"} for name in ("satu", "dua", "terkini")),
    )
    other.portal = archive.folder / "lain"
    assert other.run("--map", str(archive.folder / "peta.yaml"))["permalink"] == "/{id}/"
    assert [other.keys(f"s-{name}.md")["id"] for name in ("satu", "terkini-2")] == ["satu", "terkini-2"]
    assert other.built().report.articles == 3


def test_people_divide_their_kanal(archive: Archive) -> None:
    """A category may go into a sub-kanal; addresses stay those of the kanal, and that of its list leads on."""
    archive.export(post(1, link=f"{SITE}/olahraga/2019/10/judul/"))
    entries = "- {slug: olahraga, name: Olahraga}\n- {slug: olahraga/tinju, name: Tinju, from: [daerah]}"
    (archive.folder / "kanal.yaml").write_text(f"kanal:\n{entries}\ndefault: olahraga\n")
    assert (
        archive.run("--kanal", str(archive.folder / "kanal.yaml"))["permalink"] == "/{category}/{year}/{month}/{slug}/"
    )
    assert archive.keys()["category"] == "olahraga/tinju"
    assert "/olahraga/2019/10/judul/" in archive.built().read("olahraga/tinju/index.html")


def test_the_proposal_of_kanal(archive: Archive) -> None:
    """The largest categories, at most twelve; others become tags and are named in the order of the export."""
    rare = "".join(term("category", f"jarang-{number:02}", f"jarang-{number:02}") for number in range(40))
    large = [
        post(1000 + n, link=f"{SITE}/k{n}/")
        .replace("daerah", f"kanal-{n % 20}")
        .replace(">Daerah<", f">Kanal {n % 20}<")
        for n in range(200)
    ]
    archive.export(*large, *(post(n, link=f"{SITE}/{n}/", more=rare if n == 1 else "") for n in range(1, 60)))
    archive.run()
    proposal = archive.read("import/kanal.yaml")
    named = [line[4:-4] for line in proposal.split("\n") if line.startswith("#   jarang")]
    assert len(named) > 10
    assert named == sorted(named)
    assert (proposal.count("- slug: "), "default: berita" in proposal) == (12, True)


def test_what_readers_know_keeps_its_address(archive: Archive) -> None:
    """A proposed kanal gives way to an article, and so does a draft; a list or a page of the portal does not."""
    names = ("daerah", "tag", "tentang", "satu", "dua", "tiga")
    page = post(20, link=f"{SITE}/tentang/", **{"wp:post_name": "tentang", "wp:post_type": "page"})
    archive.export(
        page, *(post(n, link=f"{SITE}/{name}/", **{"wp:post_name": name}) for n, name in enumerate(names, 1))
    )
    archive.run()
    assert {line["before"] for line in archive.notes("slug")} == {"tag", "tentang"}
    assert "- slug: kanal-daerah\n  name: Daerah\n" in archive.read("import/kanal.yaml")
    assert archive.built().report.articles == len(names)
    table = archive.read("import/kanal.yaml").replace("kanal-daerah", "daerah")
    (archive.folder / "kanal.yaml").write_text(table)
    first, question = archive.run("--kanal", str(archive.folder / "kanal.yaml"))["questions"]
    assert first.startswith("1 old address shows another text, /tentang/: ")
    assert question.startswith('the kanal "Daerah" takes /daerah/, which readers know as "Judul": ')


def test_a_page_above_articles_is_the_kanal(archive: Archive) -> None:
    """Their addresses stay, and that of the page is the list of what is below it."""
    page = post(9, link=f"{SITE}/daerah/", **{"wp:post_name": "daerah", "wp:post_type": "page"})
    archive.export(page, *(post(n, link=f"{SITE}/daerah/n{n}/", **{"wp:post_name": f"n{n}"}) for n in (1, 2)))
    assert archive.run()["permalink"] == "/{category}/{slug}/"
    assert "/daerah/n1/" in archive.built().read("daerah/index.html")


def test_a_published_article_has_its_address_and_id_before_a_draft(archive: Archive) -> None:
    """Also if the draft was there earlier, and has the file of that name."""
    draft = post(1, **{"wp:status": "draft"})
    archive.export(draft)
    archive.run()
    archive.export(draft, post(2, "Terbit."))
    archive.run()
    portal = archive.built()
    assert "Terbit." in portal.read("2019/10/judul/index.html")
    files = [file.read_text("utf-8") for file in (archive.portal / "content/daerah").rglob("*.md")]
    assert sorted(("draft: true" in text, 'id: "2"' in text) for text in files) == [(False, True), (True, False)]


def test_what_is_new_leaves_what_an_earlier_export_brought(archive: Archive) -> None:
    """An export of the last days has an article of the same name: both are there, at two addresses."""
    archive.export(post(1, "Satu."))
    archive.run()
    archive.export(post(2, "Dua."))
    archive.run()
    assert (archive.body("judul.md"), archive.body("judul-2.md")) == ("Satu.", "Dua.")
    assert archive.built().report.articles == 2


def test_a_permalink_gives_no_text_the_address_of_another(tmp_path: Path) -> None:
    """Two editions have one: what the old system lists or front matter names stays with its text, or leads to it."""
    old, listed = site(tmp_path), tmp_path / "alamat.csv"
    for day, edition in enumerate(("selatan", "utara"), 1):
        for name in ("satu", "dua"):
            text = matter(body=f"Kabar {name} dari {edition}.", date=f"2019-01-0{day}", categories=["berita"])
            old.add(f"content/{edition}/{name}.md", text)
    old.add("content/utara/tiga.md", matter(categories=["berita"]))
    old.add("content/lain/empat.md", matter(body="Empat.", url="/utara/lima/", categories=["berita"]))
    old.add("content/utara/lima.md", matter(body="Lima.", date="2018-01-01", categories=["berita"]))
    paths = ("selatan/satu", "selatan/dua", "utara/satu", "utara/dua", "utara/tiga")
    listed.write_text("".join(f"content/{path}.md,/{path}/\n" for path in paths))
    words = ("--addresses", str(listed))
    assert old.run(*words)["permalink"] == "/utara/{slug}/"
    portal = old.built()
    assert "Kabar satu dari utara." in portal.read("utara/satu/index.html")
    assert "/utara/satu-2/" in portal.read("selatan/satu/index.html")
    assert "Empat." in portal.read("utara/lima/index.html")
    old.run("--verify", *words)
    listed.write_text(listed.read_text().replace(",/selatan/satu/", ",/utara/satu/"))
    assert old.run(*words)["questions"][0].startswith("1 old address shows another text, /utara/satu/: ")
    portal.build()
    assert {loss["what"] for loss in old.run("--verify", *words, code=1)["losses"]} == {"taken"}


def test_no_article_is_where_a_list_has_a_page(archive: Archive) -> None:
    """Site.yaml leads on from there; and nothing from where an article may have a page."""
    links = {
        "1": "/daerah/halaman/2/",
        "2": "/daerah/100/",
        "3": "/daerah/halaman/",
        "4": "/read/12345/",
        "5": "/daerah/dua/",
        "6": "/daerah/dua/2/",
    }
    archive.export(
        *(post(int(n), link=SITE + link, **{"wp:post_name": link.split("/")[-2]}) for n, link in links.items())
    )
    archive.run()
    ways = archive.ways()
    assert [ways[links[n]][1] for n in "123456"] == ["redirect", "same", "redirect", "redirect", "same", "lost"]
    assert archive.built().report.articles == 6
    assert ways["/daerah/halaman/"][0] in archive.built().read("daerah/halaman/index.html")


SLUGS = {
    "../../etc/passwd": "etc-passwd", "con": "con-artikel", "COM1": "com1-artikel", "a" * 400: "a" * 110,
    "%e5%8c%97": "judul-2", "--": "judul-3", "a/b": "a-b", "nul.md": "nul-md", ".": "judul-4", "é": "judul",
    "x&#x1f;y": "xy", "A_b%20c": "a-b-c", "banjir": "banjir",
}  # fmt: skip


def test_no_slug_leads_out_of_its_folder(archive: Archive) -> None:
    """Whatever a slug holds, the article lies in its kanal under a name that every disk takes, and the portal builds."""
    archive.export(
        *(post(n, link=f"{SITE}/lama/{n}/", **{"wp:post_name": slug.replace("&#x1f;", "\x1f")}) for n,
            slug in enumerate(SLUGS, 1)),
        *(post(n, link=f"{SITE}/{name}/", **{"wp:post_name": name, "wp:post_type": "page"}) for n,
            name in enumerate(("con", "con", "CON", "lpt9"), 50)),
    )  # fmt: skip
    archive.run()
    files = sorted(file.stem for file in (archive.portal / "content/daerah").rglob("*.md"))
    assert files == sorted(SLUGS.values())
    assert not {"con", "lpt9"} & {file.stem for file in (archive.portal / "content/pages").iterdir()}
    assert archive.built().report.articles == len(SLUGS)


def test_two_articles_of_one_address_both_come(archive: Archive) -> None:
    """The later one gets another slug, which the report names; what was imported before keeps its own."""
    archive.export(post(2, "Dua.", **{"wp:post_date": "2019-10-10 16:10:00"}))
    archive.run()
    archive.export(post(1, "Satu."), post(2, "Dua.", **{"wp:post_date": "2019-10-10 16:10:00"}), post(3, "Tiga."))
    archive.run()
    assert [archive.body(f"{name}.md") for name in ("judul", "judul-2", "judul-3")] == ["Dua.", "Satu.", "Tiga."]
    assert {line["id"] for line in archive.notes("slug")} == {"1", "3"}


def test_many_articles_of_one_name_are_numbered_in_each_month(archive: Archive) -> None:
    """The numbers behind their slugs go on where the last one ended, and begin with 2."""
    later = {"wp:post_date": "2019-11-09 16:10:00", "wp:post_date_gmt": "2019-11-09 09:10:00"}
    archive.export(*map(post, range(1, 120)), *(post(n, **later) for n in (3001, 3002)))
    archive.run()
    names = {file.stem for file in (archive.portal / "content/daerah/2019/10").iterdir()}
    assert names == {"judul", *(f"judul-{number}" for number in range(2, 120))}
    assert {file.stem for file in (archive.portal / "content/daerah/2019/11").iterdir()} == {"judul", "judul-2"}


ALIASES = {
    "/berita/2019/lama/": "/berita/2019/lama/", "/lama.html": "/lama.html", "/index.php/a/": "/index.php/a/",
    "/b.php": "/b.php/", "/c": "/c/", "/d#b": "/d/", "/%e2%9c%93/": "/✓/", "/e%20f/": "/e f/",
    "/daerah/²/": "/daerah/²/", "/daerah/2/": "/daerah/2/", "/?p=9": "/?p=9", "/g/?p=1": "/g/?p=1",
    **dict.fromkeys(("/a.jpg/b/", "/tag/x/", "/Penulis/x/", "/gambar/x/", "/h//b/", "/../x/",
            "/" + "a" * 400, "/404.html", "/?x=1", "/i.webmanifest", "/a%09b/")),
}  # fmt: skip


def test_an_alias_is_one_that_front_matter_takes(archive: Archive) -> None:
    """What could not lead on from a page of the portal is for the rules of the host, and is told."""
    old = site(archive.folder)
    for number, address in enumerate(ALIASES):
        old.add(f"content/daerah/n{number}.md", matter(aliases=[address]))
    old.run()
    assert [old.keys(f"n{number}.md").get("aliases", [None])[0] for number in range(len(ALIASES))] == list(
        ALIASES.values()
    )
    assert old.built().report.articles == len(ALIASES)


def test_no_alias_takes_the_address_of_a_page(archive: Archive) -> None:
    """Whoever comes first: both are there; for one that differs in letter case alone, `ssg host` has a rule."""
    old = site(archive.folder)
    old.add("content/b/satu.md", matter(aliases=["/b/dua/", "/lama/"]))
    old.add("content/b/dua.md", matter())
    old.add("content/b/tiga.md", matter(url="/b/Tiga/"))
    old.run()
    ways = old.ways()
    assert (ways["/b/dua/"], ways["/lama/"]) == (("/b/dua/", "same"), ("/b/satu/", "redirect"))
    assert ways["/b/Tiga/"] == ("/b/tiga/", "rule")
    old.built()
    assert "~^/b/Tiga/$" in run_for("--site", str(old.portal), "host", "nginx").stdout


def test_the_page_of_a_picture_leads_to_its_article(archive: Archive) -> None:
    """The one that it was uploaded for, else the first that has it as its photo; others are in the report."""

    def picture(number: int, **fields: str) -> str:
        said = {"wp:post_type": "attachment", "wp:status": "inherit", "wp:attachment_url": f"{SITE}/{number}.jpg"}
        return post(number, "", **{**said, "link": f"{SITE}/2019/10/judul/foto-{number}/", **fields})

    archive.export(
        *(picture(number) for number in (11, 12)), picture(13, **{"wp:post_parent": "7"}),
        picture(14, link=f"{SITE}/?attachment_id=14", **{"wp:post_parent": "8"}),
        picture(15, link=f"{SITE}/2019/10/judul/", **{"wp:post_parent": "8"}), picture(16, **{"wp:post_parent": "9"}),
        post(7), post(8, f'<a href="{SITE}/2019/10/judul/foto-13/">foto</a>', more=meta("_thumbnail_id", "11"),
            **{"wp:post_name": "dua"}),
        post(9, **{"wp:post_name": "tiga", "wp:status": "draft"}),
    )  # fmt: skip
    archive.run()
    assert archive.keys("dua.md")["aliases"] == ["/?p=8", "/2019/10/judul/foto-11/", "/?attachment_id=14"]
    assert "/2019/10/judul/foto-13/" in archive.keys()["aliases"]
    assert archive.body("dua.md") == f"[foto]({SITE}/13.jpg)"
    assert [line["id"] for line in archive.notes("picture-page")] == ["12", "16"]
    assert "/2019/10/dua/" in archive.built().read("2019/10/judul/foto-11/index.html")


def test_a_site_below_a_path_moves_with_its_path(archive: Archive) -> None:
    """Addresses are told from there on, and those beside the site are other sites'."""
    inside = post(
        1,
        '<a href="/kabar/2019/10/dua/">a</a> <a href="https://kabarlama.example/lain/">b</a>',
        link=f"{SITE}/kabar/2019/10/judul/",
    )
    other = post(2, link=f"{SITE}/kabar/2019/10/dua/", **{"wp:post_name": "dua"})
    archive.export(inside, other, head=HEAD.replace(f">{SITE}<", f">{SITE}/kabar<"))
    assert archive.run()["permalink"] == "/{year}/{month}/{slug}/"
    assert f'base_url: "{SITE}/kabar"\n' in archive.read("site.yaml")
    assert archive.body() == f"[a](/2019/10/dua/) [b]({SITE}/lain/)"


def test_lists_of_authors_keep_apart(archive: Archive) -> None:
    """The old address of one is that of another's list now: it cannot lead on from there, and the portal builds."""
    people = "".join(
        f"<wp:author><wp:author_login>{login}</wp:author_login><wp:author_display_name>{name}</wp:author_display_name></wp:author>\n"
        for login, name in (("sari-wulan", "Sari Wulan"), ("swulan", "Sari Wulan"), ("b c", "B"))
    )
    archive.export(
        people,
        *(
            post(n, **{"dc:creator": login, "wp:post_name": f"n{n}"})
            for n, login in enumerate(("sari-wulan", "swulan", "b-c", "*b c"))
        ),
    )
    archive.run()
    assert archive.built().report.articles == 4


LINKS = {
    f"{SITE}/2019/10/dua/": "/2019/10/dua/", "http://www.kabarlama.example/2019/10/dua": "/2019/10/dua/",
    "/2019/10/dua/#isi b": "/2019/10/dua/#isi%20b", f"{SITE}/?p=2": "/2019/10/dua/",
    f"{SITE}/2019/10/dua/amp/": "/2019/10/dua/",
    f"{SITE}/2019/10/dua/feed/": "/2019/10/dua/", "../dua/": "/2019/10/dua/", "..\\dua\\": "/2019/10/dua/",
    f"{SITE}/2019/10/dua/?utm_source=x": "/2019/10/dua/", f"{SITE}/category/daerah/": "/daerah/",
    f"{SITE}/category/daerah/page/2/": "/daerah/",
    f"{SITE}/author/sari/": "/author/sari/", SITE: "/", "/index.php": "/",
    "https://lain.example/a b|?x=1&amp;y=2": "https://lain.example/a%20b%7C?x=1&y=2",
    "//lain.example/a": "https://lain.example/a", "tel:+62": "tel:+62",
    "mailto:redaksi@kabarlama.example": "mailto:redaksi@kabarlama.example", "http:/2019/10/dua/": "/2019/10/dua/",
    "/unggah/b%20c.pdf?x": f"{SITE}/unggah/b%20c.pdf",
    "/tiada/b.html": "/tiada/b.html", "/tiada": "/tiada/", "/a:b/": "/a%3Ab/", "/?p=99": "/",
}  # fmt: skip


def test_a_link_leads_where_it_led(archive: Archive) -> None:
    """In whatever form an address of the old site is written; other addresses stay, and those of nothing are told."""
    archive.export(
        post(1, "\n\n".join(f'<a href="{href}">x</a>' for href in LINKS), **{"wp:post_name": "satu"}),
        post(2, **{"wp:post_name": "dua"}),
        post(8, **{"wp:post_type": "attachment", "wp:attachment_url": f"{SITE}/unggah/b c.pdf"}),
    )  # fmt: skip
    archive.run()
    assert dict(zip(LINKS, archive.body("satu.md").split("\n\n"), strict=True)) == {
        href: f"[x]({address})" for href, address in LINKS.items()
    }
    assert [line["before"] for line in archive.notes("dead-link")] == ["/?p=99", "/a:b/", "/tiada", "/tiada/b.html"]
    assert archive.built().report.articles == 2


@pytest.mark.parametrize(
    "path", ["/a%5Cb/", "/%2e%2e/%2e%2e/x/", "/a/%00b/", "/a%23b/", "/%FF/", "/a%25b/", "/%2F%2Fx/"]
)
def test_a_link_to_what_can_be_no_address_here_costs_nothing_else(archive: Archive, path: str) -> None:
    """Its words stay, it is in the report, and the rest of the article has its markup."""
    archive.export(post(1, f'<b>Satu</b> <a href="{SITE}{path}">dua</a>'))
    found = archive.run()
    assert archive.body().startswith("**Satu** ")
    assert "dua" in archive.body()
    assert [line["before"] for line in archive.notes("dead-link")] == [f"{SITE}{path}"]
    assert not {"plain", "held-back"} & found["notes"].keys()
