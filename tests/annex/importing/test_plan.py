"""What is decided before the first file is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.found import File, Found, Person, Portal, Term
from generator.annex.importing.kanal import Kanal
from generator.annex.importing.order import Order
from generator.annex.importing.placing import Way
from generator.annex.importing.plan import Plan, media_hosts, planned
from generator.annex.importing.survey import survey
from generator.base.dates import parse
from tests.exports import SITE
from tests.importing_support import item


def plan(
    *found: Found, known: dict[str, str] | None = None, into: str = "/tiada", source: str = "rows", **order: object
) -> Plan:
    """Return the plan for a source of some records besides the site."""
    return planned(Order(source, (), into, **order), survey([Portal("Kabar", "", f"{SITE}/"), *found]), known or {})  # type: ignore[arg-type]


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
    assert made.places.permalink == "/{slug}/"
    alone = plan(given, known={"1": "daerah/2019/10/a.md"}, into=str(tmp_path))
    assert (alone.kept, alone.earlier, alone.places.permalink) == ((), None, "/a-b/{slug}/")
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
    assert Way("/2019/10/berita-1/", "/2019/10/berita-1/", "same") is not None
