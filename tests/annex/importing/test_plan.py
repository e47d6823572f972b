"""What is decided before the first file is written."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from generator.annex.importing.items import File, Found, Options, Person, Portal, Redirect, Term
from generator.annex.importing.kanal import Kanal, Table
from generator.annex.importing.plan import (
    Plan,
    archive_folders,
    list_addresses,
    listing_paths,
    media_hosts,
    parsed,
    plan_import,
    site_text,
)
from generator.annex.importing.routing import OldAddress
from generator.annex.importing.survey import survey
from generator.base.dates import parse
from generator.base.errors import SiteError
from tests.exports import SITE
from tests.importing_support import item


def plan(
    *found: Found, known: dict[str, str] | None = None, into: str = "/tiada", source: str = "rows", **order: object
) -> Plan:
    """Return the plan for a source of some records besides the site."""
    return plan_import(
        Options(source, (), into, **order), survey([Portal("Kabar", "", f"{SITE}/"), *found]), known or {}
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("files", "order", "media_url"),
    [
        ((), {}, SITE), (("https://cdn.example/a.jpg", "https://cdn.example/b.jpg", f"{SITE}/c.jpg"), {}, "https://cdn.example"),
        ((f"{SITE}/a.jpg", "/b.jpg", "https://cdn.example/c.jpg"), {}, SITE), ((), {"media_url": "https://m.example"}, "https://m.example"),
        ((), {"media": "."}, ""), ((), {"fetch": True}, ""), ((), {"source": "hugo", "media_url": "https://m.example"}, ""),
    ],
)  # fmt: skip
def test_where_media_are(files: tuple[str, ...], order: dict[str, str], media_url: str) -> None:
    """Where most of the old site's are, unless they come along."""
    assert plan(item("1"), *(File(url, url) for url in files), **order).media_url == media_url  # type: ignore[arg-type]


def test_the_hosts_of_media() -> None:
    """One for each file; those of the old site are all at its address."""
    seen = survey(
        [
            Portal(url=f"{SITE}/blog/"),
            File("1", "http://www.kabarlama.example/blog/a.jpg"),
            File("2", "https://cdn.example/blog/b.jpg"),
            File("3", "c.jpg"),
        ]
    )
    assert list(media_hosts(seen)) == [f"{SITE}/blog", "https://cdn.example", f"{SITE}/blog"]


def test_the_hosts_of_the_old_site() -> None:
    """Its own, and those that people name."""
    assert plan(item("1"), hosts=("lain.example",)).hosts.names == {"kabarlama.example", "lain.example"}


def test_what_becomes_of_the_addresses_of_lists() -> None:
    """The same, led on by site.yaml, or by a rule of the host where no file can."""
    lists = plan(
        Term("category", "laut", "Laut", address="https://lain.example/laut/"), Term("category", "daerah", "Daerah", address=f"{SITE}/daerah/"),
        Term("category", "kota", "Kota", address=f"{SITE}/rubrik/kota/"), Term("tag", "banjir", "Banjir", address=f"{SITE}/label/banjir/"),
        Term("tag", "ikan", "Ikan", address=f"{SITE}/?tag=ikan"), Term("tag", "pasar", "Pasar", address=f"{SITE}/label/pasar/2/"),
        Term("tag", "rob", "Rob", address=f"{SITE}/kota/2/"), Term("tag", "air", "Air", address=f"{SITE}/2019/10/berita-1/"), Term("tag", "surut", "Surut", address=f"{SITE}/kota/"),
        Term("tag", "hujan", "Hujan", address=f"{SITE}/label/ikan/"), Term("tag", "angin", "Angin", address=f"{SITE}/Rubrik/Kota"), Term("tag", "x", "Tiada", address=f"{SITE}/x/"),
        Person("sari", "Sari", address=f"{SITE}/profil/sari/"), Person("made", "Made", address="/penulis/made"),
        item("1", categories=("daerah", "laut"), tags=tuple("Ikan Pasar Banjir Rob Air Surut Hujan Angin".split())), item("2", categories=("kota",)),
    ).lists  # fmt: skip
    assert [(way.old, way.new, way.how) for way in lists] == [
        ("/daerah/", "/daerah/", "same"), ("/rubrik/kota/", "/kota/", "redirect"), ("/label/banjir/", "/label/banjir/", "same"), ("/?tag=ikan", "/label/ikan/", "rule"),
        ("/label/pasar/2/", "/label/pasar/", "rule"), ("/kota/2/", "/label/rob/", "rule"), ("/2019/10/berita-1/", "/label/air/", "rule"), ("/kota/", "/label/surut/", "rule"),
        ("/label/ikan/", "/label/hujan/", "rule"), ("/Rubrik/Kota", "/label/angin/", "rule"), ("/penulis/made/", "/profil/made/", "redirect"), ("/profil/sari/", "/profil/sari/", "same"),
    ]  # fmt: skip


def test_what_an_earlier_import_brought_is_kept(tmp_path: Path) -> None:
    """An article that this source lacks and that is there; its kanal, its month and its permalink stay."""
    for path in ("laut/2018/11/b.md", "laut/2018/c.md", "pages/a/b/c/d.md", "daerah/2019/10/a.md", "kota/2017/01/e.md"):
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text("x")
    (tmp_path / "import").mkdir()
    (tmp_path / "import/site.yaml").write_text(
        f"name: A\nbase_url: {SITE}\npermalink: /{{slug}}/\ncategories:\n- slug: laut\n  name: Bahari\n"
    )
    known = {
        "1": "daerah/2019/10/a.md",
        "2": "laut/2018/11/b.md",
        "3": "laut/2018/c.md",
        "4": "pages/a/b/c/d.md",
        "5": "kota/2017/01/e.md",
        "6": "kota/2017/01/tiada.md",
    }
    given = item("1", categories=("daerah",), address=f"{SITE}/a-b/berita-1/")
    made = plan(given, known=known, into=str(tmp_path))
    assert made.kept == ("laut/2018/11/b.md", "kota/2017/01/e.md")
    assert made.table.kanal == (Kanal("daerah", "daerah", ("daerah",)), Kanal("kota", "kota"), Kanal("laut", "Bahari"))
    assert made.table.default == "daerah"
    assert made.earlier is not None
    assert made.routes.permalink == "/{slug}/"
    alone = plan(given, known={"1": "daerah/2019/10/a.md"}, into=str(tmp_path))
    assert (alone.kept, alone.earlier, alone.routes.permalink) == ((), None, "/a-b/{slug}/")
    (tmp_path / "import/site.yaml").unlink()
    without = plan(given, known=known, into=str(tmp_path))
    assert (without.earlier, without.table.kanal[2]) == (None, Kanal("laut", "laut"))


def test_the_table_of_people_decides(tmp_path: Path) -> None:
    """Instead of the proposal."""
    (tmp_path / "kanal.yaml").write_text("kanal:\n- {slug: berita, name: Berita, from: [daerah]}\ndefault: berita\n")
    made = plan(
        item("1", categories=("daerah",), published=parse("2019-10-09 16:10", "WIB")), kanal=f"{tmp_path}/kanal.yaml"
    )
    assert made.table.kanal == (Kanal("berita", "Berita", ("daerah",)),)
    assert OldAddress("/2019/10/berita-1/", "/2019/10/berita-1/", "same") is not None


def tags(*addresses: str) -> list[Found]:
    return [Term("tag", str(n), str(n), address=SITE + one) for n, one in enumerate(addresses)]


def people(*addresses: str) -> list[Found]:
    return [Person(str(n), str(n), address=SITE + one) for n, one in enumerate(addresses)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ("tag", "penulis")), (tags("/label/a/", "/topik/b/", "/topik/c"), ("topik", "penulis")), (people("/author/a/"), ("tag", "author")), (tags("/Label/a/"), ("tag", "penulis")),
        (tags("/blog/tag/a/"), ("tag", "penulis")), (tags("/a/"), ("tag", "penulis")), (tags("/indeks/a/"), ("tag", "penulis")), (people("/terkini/a/"), ("tag", "penulis")),
        ([*tags("/x/a/"), *people("/x/b/")], ("x", "penulis")), (people("/tag/a/"), ("tag", "penulis")), (tags("/penulis/a/"), ("tag", "penulis")),
        ([*tags("/penulis/a/"), *people("/author/a/")], ("tag", "author")),
    ],
)  # fmt: skip
def test_lists_stay_in_the_folders_that_they_were_in(found: list[Found], expected: tuple[str, str]) -> None:
    """If most were right below the front page, and the portal has no other use for the folder."""
    paths = listing_paths(survey(found))
    assert (paths.tag, paths.author) == expected


def test_each_list_leads_to_the_one_that_the_portal_has() -> None:
    """A category is a kanal or a tag; of what nothing was published, there is no list."""
    seen = survey(
        [
            Term("category", "d", "Daerah", address="/c/d/"), Term("category", "e", "Ekonomi Desa", address="/c/e/"), Term("category", "f", "Lain", address="/c/f/"), Term("category", "g", "G"),
            Term("tag", "1", "Harga Ikan", address="/t/harga/"), Term("tag", "2", "Kosong", address="/t/kosong/"), Person("s", "Sari", address="/a/sari/"), Person("m", "Made"),
            item("1", categories=("d", "e"), tags=("Harga Ikan",)),
        ]
    )  # fmt: skip
    table = Table((Kanal("daerah", "Daerah", ("d", "g")),), "daerah")
    assert list(list_addresses(seen, table, listing_paths(survey([])))) == [
        ("/c/d/", "/daerah/"), ("/c/e/", "/tag/ekonomi-desa/"), ("/t/harga/", "/tag/harga-ikan/"), ("/a/sari/", "/penulis/sari/"),
    ]  # fmt: skip


def plan_siteyaml(*found: Found, **order: object) -> Plan:
    seen = survey(
        [
            Portal("Kabar Lama", "Semboyan", SITE, "id-ID"),
            Term("category", "daerah", "Daerah"),
            *found,
            item("1", categories=("daerah",)),
        ]
    )
    return plan_import(Options("hugo", (), "/tiada", **order), seen, {})  # type: ignore[arg-type]


def test_what_the_source_says_of_the_site() -> None:
    """Its name, where it was, and its kanal; an archive is judged leniently, and what is new strictly."""
    text = site_text(plan_siteyaml(), "WITA", 0, ())
    site = parsed(text)
    assert (site.name, site.tagline, site.base_url, site.language) == ("Kabar Lama", "Semboyan", SITE, "id")
    assert text.startswith("name: Kabar Lama\ntagline: Semboyan\n")
    assert "timezone: Asia/Makassar\n" in text
    assert [(one.slug, one.name) for one in site.categories] == [("daerah", "Daerah")]
    for code in ("dead-link", "dead-fragment", "missing-picture", "broken-picture", "missing-editor", "missing-credit"):
        assert text.count(f"  {code}: warning\n") == 3


TOLERATED = "".join(
    f"    {code}: warning\n"
    for code in "dead-link dead-fragment missing-picture broken-picture missing-editor missing-credit".split()
)


def test_the_whole_of_a_site_yaml() -> None:
    """What the source says; what is usual is left out."""
    made = plan_siteyaml(
        Term("tag", "a", "A", address=f"{SITE}/label/a/"), Term("category", "laut", "Laut", "Uraian"), item("2", categories=("laut",)),
    )  # fmt: skip
    leniency = "severity:\n  folders:\n" + "".join(
        f'  - path: "{path}"\n{TOLERATED}' for path in ("*/2019/10/**", "pages/**", "authors/**")
    )
    assert site_text(made, "WIB", 3 << 20, (OldAddress("/a/", "/b/", "redirect"),), ("x/a.pdf",)) == (
        f'name: Kabar Lama\ntagline: Semboyan\nbase_url: "{SITE}"\ntimezone: Asia/Jakarta\nlanguage: id\npermalink: "/{{year}}/{{month}}/{{slug}}/"\n'
        "paths:\n  tag: label\ncategories:\n- slug: daerah\n  name: Daerah\n- slug: laut\n  name: Laut\n  description: Uraian\n"
        f'redirects:\n  /a/: /b/\nmedia:\n  allow:\n    x/:\n    - ".pdf"\nlimits:\n  article: "4 MB"\non_error: hold\n{leniency}'
    )
    assert site_text(
        plan_import(Options("rows", (), "/tiada"), survey([Portal(url=SITE), item("1")]), {}), "WIB", 0, ()
    ) == (
        f'name: Portal\nbase_url: "{SITE}"\ntimezone: Asia/Jakarta\npermalink: "/{{year}}/{{month}}/{{slug}}/"\n'
        f'categories:\n- slug: berita\n  name: Berita\nmedia:\n  base_url: "{SITE}"\non_error: hold\n{leniency}'
    )


def test_what_an_earlier_site_yaml_said_stays() -> None:
    """Its redirects, and a limit that its articles need."""
    earlier = parsed(
        site_text(
            plan_siteyaml(),
            "WIB",
            (3 << 20) - 1,
            (OldAddress("/a/", "/b/", "redirect"), OldAddress("/c/", "/d/", "redirect")),
        )
    )
    text = site_text(
        msgspec.structs.replace(plan_siteyaml(), earlier=earlier), "WIB", 5, (OldAddress("/a/", "/e/", "redirect"),)
    )
    assert "redirects:\n  /a/: /e/\n  /c/: /d/\n" in text
    assert 'limits:\n  article: "3 MB"\n' in text
    larger = site_text(msgspec.structs.replace(plan_siteyaml(), earlier=earlier), "WIB", 3 << 20, ())
    assert 'limits:\n  article: "4 MB"\n' in larger


def test_a_text_that_is_no_site_is_told_of() -> None:
    """With its problems."""
    with pytest.raises(SiteError) as caught:
        parsed("name: A\n")
    assert '"base_url" is missing' in str(caught.value.problems[0])


@pytest.mark.parametrize(
    ("zone", "name"), [("WIB", "Asia/Jakarta"), ("WITA", "Asia/Makassar"), ("WIT", "Asia/Jayapura")]
)
def test_the_zone_of_the_site(zone: str, name: str) -> None:
    """One of three."""
    assert f"timezone: {name}\n" in site_text(plan_siteyaml(), zone, 0, ())


@pytest.mark.parametrize(
    ("said", "language"), [("id-ID", "language: id\n"), ("en_US", "language: en\n"), ("fr", ""), ("", "")]
)
def test_only_a_language_that_the_portal_has_is_its_own(said: str, language: str) -> None:
    """Else it is the usual one."""
    made = plan_import(Options("hugo", (), "/tiada"), survey([Portal("", "", SITE, said), item("1")]), {})
    text = site_text(made, "WIB", 0, ())
    assert ("language: " in text, language in text) == (bool(language), True)
    assert text.startswith("name: Portal\n")


@pytest.mark.parametrize(
    ("largest", "limit"), [(0, ""), (1 << 20, ""), ((1 << 20) + 1, "2 MB"), ((2 << 20) - 1, "2 MB"), (2 << 20, "3 MB")]
)
def test_the_limit_is_one_that_the_largest_article_keeps(largest: int, limit: str) -> None:
    """In whole megabytes; without one, the usual limit does."""
    text = site_text(plan_siteyaml(), "WIB", largest, ())
    assert f'limits:\n  article: "{limit}"\n' in text if limit else "limits:" not in text
    assert parsed(text).reading.article_bytes >= largest


def test_only_what_leads_on_is_a_redirect() -> None:
    """What only a host can do is none."""
    ways = (
        OldAddress("/a/", "/b/", "redirect"),
        OldAddress("/c/", "/d/", "rule"),
        OldAddress("/e/", "/e/", "same"),
        OldAddress("/f/", "", "gone"),
    )
    text = site_text(plan_siteyaml(), "WIB", 0, ways)
    assert "redirects:\n  /a/: /b/\n" in text
    assert not any(path in text for path in ("/c/", "/e/", "/f/"))


def test_files_that_readers_could_have_stay_public() -> None:
    """By their folder and their ending; pictures and sound always are."""
    media = ("dok/a.pdf", "dok/b.PDF", "/dok/sub/c.xlsx", "umum.zip", "foto/a.jpg", "dok/tanpa", "suara/a.mp3")
    text = site_text(plan_siteyaml(), "WIB", 0, (), media)
    assert "media:\n  allow:\n" in text
    allowed = text.partition("  allow:\n")[2].partition("on_error:")[0]
    assert allowed == '    "/":\n    - ".zip"\n    dok/:\n    - ".pdf"\n    - ".xlsx"\n'
    assert "media:" not in site_text(plan_siteyaml(), "WIB", 0, (), ("foto/a.jpg",))


def test_every_document_that_readers_could_have_stays_public() -> None:
    """Of any kind that an office writes."""
    kinds = "csv doc docx epub geojson json odp ods odt pdf ppt pptx tsv txt xls xlsx zip".split()
    text = site_text(plan_siteyaml(), "WIB", 0, (), [f"dok/a.{kind}" for kind in kinds])
    assert re.findall(r'- "\.(\w+)"', text) == kinds


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        ((), ("pages/**",)), (("x.md", "daerah/a.md"), ("pages/**",)),
        (("a/2019/10/x.md", "b/2019/02/y.md", "a/2019/10/z.md"), ("*/2019/02/**", "*/2019/10/**", "pages/**", "authors/**")),
        (("a/2003/10/x.md", "a/2009/01/x.md", "a/2010/01/x.md", "a/2018/01/x.md", "a/2019/10/x.md"), ("*/200*/**", "*/2010/**", "*/2018/**", "*/2019/10/**", "pages/**", "authors/**")),
    ],
)  # fmt: skip
def test_an_archive_ends_with_its_last_month(files: tuple[str, ...], folders: tuple[str, ...]) -> None:
    """Decades, then years, then months: what is published from then on is judged as any article."""
    assert archive_folders(files) == folders


def test_redirects_to_a_list_lead_to_the_new_one() -> None:
    """Those of a term's own page, also over several steps; nothing is told lost of them."""
    found = plan(
        Term("tag", "air", "Air", address=f"{SITE}/topik/air/"), item("1", tags=("Air",), categories=("kota",)),
        Term("category", "kota", "Kota", address=f"{SITE}/k/kota/"), Redirect("/lama/air/", "/topik/air/"),
        Redirect("/lebih-lama/air/", "/lama/air/"), Redirect("/lama/kota/", "/k/kota/"), Redirect("/lama/x/", "/x/"),
    )  # fmt: skip
    assert {way.old: (way.new, way.how) for way in found.lists} == {
        "/topik/air/": ("/topik/air/", "same"), "/lama/air/": ("/topik/air/", "redirect"),
        "/lebih-lama/air/": ("/topik/air/", "redirect"), "/k/kota/": ("/kota/", "redirect"),
        "/lama/kota/": ("/kota/", "redirect"),
    }  # fmt: skip
    assert [note.address for note in found.routes.notes if note.code == "redirect"] == ["/lama/x/"]


def test_site_yaml_holds_as_many_redirects_as_it_has_room_for() -> None:
    """The others need a rule of the host, and are told."""
    people = [Person(f"p{n}", f"Penulis {n}", address=f"{SITE}/{'a' * 90}/x/p{n}/") for n in range(600)]
    found = plan(item("1"), *people)
    hows = [way.how for way in found.lists]
    assert hows == sorted(hows)
    assert set(hows) == {"redirect", "rule"}
    assert len(site_text(found, "WIB", 1, found.lists)) < 64 << 10


def test_the_list_of_people_may_have_the_name_of_the_folder_of_profiles() -> None:
    """What lies in content/authors/ is published elsewhere."""
    found = plan(item("1"), Person("s", "Sari", address=f"{SITE}/authors/sari/"))
    assert found.paths.author == "authors"
    assert parsed(site_text(found, "WIB", 1, found.lists)).reading.paths.author == "authors"
