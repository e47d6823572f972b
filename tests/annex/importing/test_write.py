"""What becomes of each thing that a source says of an article, in its front matter."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generator.annex.importing import write
from generator.annex.importing.bodies.convert import Converted
from generator.annex.importing.items import File, Found, Item, Options, Person, Term
from generator.annex.importing.links import Resolver
from generator.annex.importing.plan import parsed, plan_import, site_text
from generator.annex.importing.report import Outcome
from generator.annex.importing.run import run
from generator.annex.importing.survey import survey
from generator.annex.importing.write import ArticleWriter, NewFile
from generator.base.dates import parse
from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.markup import commonmark
from generator.markup.markdown import parse_body
from tests.annex.importing.test_folders import Folder
from tests.exports import SITE
from tests.importing_support import HEAD, Archive, item, post
from tests.photos import jpeg

PORTAL = Term("category", "daerah", "Daerah")


def filed(one: Item, *more: Found, into: str = "/tiada") -> NewFile:
    """Return the file of an item, in a source with some more."""
    seen = survey([PORTAL, *more, one])
    plan = plan_import(Options("wordpress", (), into), seen, {})
    site = parsed(site_text(plan, "WIB", 0, ()))
    reading = msgspec.structs.replace(site.reading, require_editor=False, require_credit=False)
    filing = ArticleWriter(seen, Resolver(plan, lambda _: False), reading)
    place = plan.routes.by_id[one.id]
    return filing.article(one, place) if one.kind == "article" else filing.page(one, place)


def head(one: Item, *more: Found) -> str:
    """Return the front matter of an article without what is the same for all here."""
    lines = filed(one, *more).data.decode().split("---\n")[1].splitlines()
    same = (
        "title: Judul",
        "author: Redaksi",
        "timestamp: 2019-10-09 16:10 WIB",
        "category: ",
        f'id: "{one.id}"',
        "slug: ",
    )
    return "\n".join(line for line in lines if not line.startswith(same))


def article(**said: object) -> Item:
    return item("1", **{"categories": ("daerah",), **said})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ""), ({"title": "  Dua <!-- desk --> kata<!-- buka "}, "title: Dua kata"), ({"title": "a <!-- b --> c <!-- d --> e"}, "title: a c e"), ({"title": "a --> b"}, 'title: "a --> b"'),
        ({"summary": "Satu\n<!-- x -->dua"}, "summary: Satu dua"), ({"state": "draft"}, "draft: true"), ({"authors": ("Sari", "Sari", "-", "Made")}, "author:\n- Sari\n- Made"), ({"authors": ("Sari",)}, "author: Sari"),
        ({"updated": parse("2019-10-09 16:11", "WIB")}, "updated: 2019-10-09 16:11:00 WIB"), ({"updated": parse("2019-10-09 16:10", "WIB")}, ""), ({"updated": parse("2019-10-09 17:10", "WITA")}, ""),
        ({"updated": parse("2019-10-09 16:09", "WIB")}, ""), ({"updated": parse("2019-10-09 16:10:01", "WIB")}, "updated: 2019-10-09 16:10:01 WIB"),
        ({"day_only": True}, 'timestamp: "2019-10-09"\ntime_unknown: true'), ({"published": parse("2019-10-09 16:10:05", "WITA")}, "timestamp: 2019-10-09 16:10:05 WITA"),
        ({"markup": "markdown", "summary": "**Air** [surut](/a/) & `kode` 5 * 3 <b>x</b>"}, 'summary: "Air surut & kode 5 * 3 x"'), ({"summary": "5 *bintang*"}, 'summary: "5 *bintang*"'),
        ({"markup": "markdown", "summary": "x" + 1000 * "*a"}, f'summary: "x{1000 * "*a"}"'), ({"markup": "markdown", "summary": "a &lt;!-- b --> c"}, "summary: a c"),
        ({"published": parse("2019-10-09 00:00:00 -0500", "WIB")}, 'timestamp: "2019-10-09"\ntime_unknown: true'), ({"published": parse("2019-10-09 00:00:01", "WIB")}, "timestamp: 2019-10-09 00:00:01 WIB"),
        ({"day_only": True, "updated": parse("2019-10-10 00:00", "WIB")}, 'timestamp: "2019-10-09"\ntime_unknown: true\nupdated: "2019-10-10"'),
        ({"day_only": True, "updated": parse("2019-10-10 08:15", "WIB")}, 'timestamp: "2019-10-09"\ntime_unknown: true\nupdated: 2019-10-10 08:15:00 WIB'),
        ({"day_only": True, "updated": parse("2019-10-09 20:15", "WIB")}, 'timestamp: "2019-10-09"\ntime_unknown: true'), ({"tags": ("Harga Ikan<!-- x -->", "<!--")}, "tags:\n- Harga Ikan"),
        ({"tags": ("Harga Ikan", "harga-ikan", "!!", 100 * "x", 101 * "y")}, f"tags:\n- Harga Ikan\n- {100 * 'x'}"),
        ({"photo": "https://foto.example/a.jpg", "caption": "K", "credit": "C", "alt": "A"}, 'photo:\n  src: "https://foto.example/a.jpg"\n  caption: K\n  credit: C\n  alt: A'), ({"photo": "99"}, ""), ({"photo": "javascript:x"}, ""),
    ],
)  # fmt: skip
def test_each_thing_that_the_source_says_has_its_key(said: dict[str, object], expected: str) -> None:
    """As it was meant, on one line; what says nothing has none."""
    assert head(article(**said)) == expected


def test_the_photo_of_a_file_has_its_words_unless_the_article_has_others() -> None:
    """And the address that the file has here."""
    file = File("8", f"{SITE}/foto/a.jpg", "K", "C", "A")
    assert head(article(photo="8"), file) == "photo:\n  src: /foto/a.jpg\n  caption: K\n  credit: C\n  alt: A"
    assert head(article(photo="8", caption="K2", credit="C2", alt="A2"), file).endswith(
        "  caption: K2\n  credit: C2\n  alt: A2"
    )


def test_people_are_named_by_their_bylines() -> None:
    """Two of one name by their slugs."""
    sari = (Person("s1", "Sari"), Person("s2", "Sari"), Person("m", "Made"))
    assert head(article(authors=("s1", "m")), *sari) == "author:\n- sari\n- Made"


@pytest.mark.parametrize(
    ("said", "notes"),
    [
        ({"authors": ("Sari",)}, []), ({}, [("author", "Redaksi stands for the author")]), ({"authors": ("Sari",), "title": " "}, [("headline", "Isi.")]),
        ({"authors": ("Sari",), "title": "", "body": ""}, [("headline", "Tanpa judul (berita-1)")]), ({"authors": ("Sari",), "state": "private"}, [("made-draft", "it is private")]),
        ({"authors": ("Sari",), "state": "protected"}, [("made-draft", "it is protected by a password")]), ({"authors": ("Sari",), "state": "draft"}, []),
        ({"authors": ("Sari",), "photo": "99"}, [("missing-media", "the featured picture 99 is not in the source")]), ({"authors": ("Sari",), "photo": "data:x"}, [("missing-media", "the featured picture data:x has no address")]),
        ({"authors": ("Sari",), "photo": "http://foto.example/a.jpg"}, [("insecure-picture", "https://foto.example/a.jpg")]), ({"authors": ("Sari",), "tags": ("!!",)}, [("tag", "!!")]),
        ({"authors": ("Sari",), "tags": tuple(f"t{n}" for n in range(101))}, [("tag", "t100")]),
    ],
)  # fmt: skip
def test_what_was_made_up_or_lost_is_noted(said: dict[str, object], notes: list[tuple[str, str]]) -> None:
    """And nothing else is."""
    assert [(one.code, one.message) for one in filed(article(**said)).notes] == notes


def test_a_time_that_nobody_knows_is_noted() -> None:
    """The article has one, which people look at."""
    (note,) = filed(article(published=None, authors=("Sari",), state="draft")).notes
    assert note.code == "time"


def test_lists_are_those_of_what_readers_get() -> None:
    """By tags and by authors; a draft is in none."""
    said = {"tags": ("Harga Ikan",), "authors": ("Sari Wulan", "Made")}
    assert filed(article(**said)).lists == ("/tag/harga-ikan/", "/penulis/sari-wulan/", "/penulis/made/")
    assert filed(article(**said, state="draft")).lists == ()


def test_a_standing_page_has_a_headline_in_any_case() -> None:
    """Else its slug stands for it."""
    for title, expected in (("Tentang", "Tentang"), (" ", "tentang"), ("null", "tentang")):
        page = item(
            "9", kind="page", slug="tentang", address=f"{SITE}/tentang/", title=title, summary="Kami <!-- x -->."
        )
        assert filed(page).data.decode() == f'---\ntitle: {expected}\nsummary: "Kami ."\n---\n\nIsi.\n'


def test_the_photo_of_a_standing_page_is_told_of() -> None:
    """A page shows none but those of its text."""
    file = filed(item("1", kind="page", slug="tentang", photo="/foto/a.jpg"))
    assert [(note.code, str(note.said)) for note in file.notes] == [("dropped", "/foto/a.jpg")]


@pytest.mark.parametrize("photo", ["", "7", "a\0.jpg"])
def test_words_of_a_picture_that_is_not_there_are_told_of(photo: str) -> None:
    """Its caption and credit would be gone in silence; what says nothing is no word."""
    file = filed(article(photo=photo, caption="Laut  biru", credit="Sari", alt="X"))
    assert b"photo" not in file.data
    assert [str(note.said) for note in file.notes if note.code == "caption"] == ["Laut biru", "Sari"]
    assert not any(note.code == "caption" for note in filed(article(caption="-", credit="null")).notes)


def test_what_the_desk_is_warned_of_holds_no_article_back() -> None:
    """Nor does what an archive has by the hundred."""
    for said in (
        {},
        {"title": 2000 * "A"},
        {"body": ""},
        {"photo": "https://foto.example/a b.jpg"},
        {"tags": ("a", "A")},
    ):
        assert not filed(article(**said)).problems, said


def test_a_profile(tmp_path: Path) -> None:
    """By name, with what the person says of himself."""
    person = Person("s", "Sari <!-- x --> Wulan", bio="<p>Meliput <b>laut</b>.</p>")
    seen = survey([PORTAL, person, article()])
    plan = plan_import(Options("wordpress", (), str(tmp_path)), seen, {})
    filing = ArticleWriter(seen, Resolver(plan, lambda _: False), parsed(site_text(plan, "WIB", 0, ())).reading)
    made = filing.profile(seen.people["s"])
    assert made.data.decode() == "---\nname: Sari Wulan\n---\n\nMeliput **laut**.\n"


def test_a_headline_that_says_nothing_gives_way_to_the_first_words() -> None:
    """Of which there are at most 80 signs."""
    for title in ("null", "-", " "):
        assert "title: Isi.\n" in filed(article(title=title)).data.decode()
    long = filed(article(title="", body=f"<p>{'kata ' * 40}</p>"))
    assert [len(one.message) for one in long.notes if one.code == "headline"] == [80]


def test_a_gallery_without_pictures_of_its_own_shows_those_of_the_article() -> None:
    """Not those of others, nor those of nobody."""
    files = (File("3", f"{SITE}/a.jpg", item="1"), File("4", f"{SITE}/b.jpg", item="2"), File("5", f"{SITE}/c.jpg"))
    made = filed(article(body="[gallery]", markup="wordpress", authors=("Sari",)), *files)
    assert made.data.decode().endswith("\n\n![](/a.jpg)\n")


def test_only_articles_have_pages() -> None:
    """A page of its own, or a profile, is one."""
    body = "Satu<!--nextpage-->Dua"
    page = item("9", kind="page", slug="tentang", address=f"{SITE}/tentang/", body=body, markup="wordpress")
    assert filed(page).data.decode().endswith("---\n\nSatu\n\nDua\n")
    assert filed(article(body=body, markup="wordpress")).data.decode().endswith("Satu\n\n<!-- halaman -->\n\nDua\n")


def test_words_that_differ_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many, and which; nothing is compared of what cannot be parsed."""
    body, _ = parse_body("Isi", "")
    problem = Problem(Where("a.md"), "bad-value", sentence("x"))

    def noted(made: Converted) -> list[tuple[str, str, str]]:
        monkeypatch.setattr(write, "convert", lambda *_, **__: made)
        return [(one.message, one.before, one.after) for one in filed(article()).notes if one.code == "words"]

    assert noted(Converted("Isi", body, (), (), ("dua", "satu"), ("tiga",))) == [
        ("2 words are missing, 1 are new", "dua satu", "tiga")
    ]
    assert noted(Converted("Isi", body, (), (), (), ("empat", "tiga"))) == [
        ("0 words are missing, 2 are new", "", "empat tiga")
    ]
    assert noted(Converted("Isi", body, (), ())) == []
    assert noted(Converted("Isi", body, (problem,), (), ("dua",))) == []


def test_what_the_place_of_a_file_says_is_not_said_again() -> None:
    """Its slug is written only where the file has another name, and its kanal nowhere."""
    for slug, expected in (("ikan", ""), ("con", "slug: con")):
        lines = filed(article(slug=slug, address=f"{SITE}/2019/10/{slug}/")).data.decode().splitlines()
        assert [one for one in lines if one.startswith(("slug:", "category:"))] == ([expected] if expected else [])


PICTURE = '<img src="/wp-content/uploads/2019/10/a.jpg" alt="A">'


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.mark.parametrize(
    "copy", ["a.jpg", "10/a.jpg", "2019/10/a.jpg", "uploads/2019/10/a.jpg", "wp-content/uploads/2019/10/a.jpg"]
)
def test_a_copy_of_uploads_may_begin_anywhere(archive: Archive, copy: str) -> None:
    """Media are found by the end of their path."""
    archive.export(post(7, PICTURE))
    file = archive.folder / "salinan" / copy
    file.parent.mkdir(parents=True)
    file.write_bytes(jpeg())
    assert archive.run(media=str(archive.folder / "salinan")).media == {"brought": 1}
    assert (archive.portal / "content/wp-content/uploads/2019/10/a.jpg").read_bytes() == jpeg()
    assert archive.run(media=str(archive.folder / "salinan")).media == {"there": 1}


def test_media_of_a_folder_of_a_system_lie_at_their_own_paths(tmp_path: Path) -> None:
    """A file of the same name elsewhere in it is another one."""
    old = Folder(
        tmp_path,
        "hugo",
        '-- hugo.toml --\ntitle = "A"\nbaseURL = "https://a.example/"\n-- content/b/a.md --\n---\ntitle: A\ndate: 2019-10-09\n---\n![x](/foto/a.jpg)\n',
    )
    old.add("static/a.jpg", jpeg())
    assert old.run().media == {"missing": 1}
    old.add("static/foto/a.jpg", jpeg(40, 30))
    assert old.run().media == {"brought": 1}
    assert (old.portal / "content/foto/a.jpg").read_bytes() == jpeg(40, 30)


def test_a_second_item_of_one_id_is_left_out(archive: Archive) -> None:
    """And told of, with its address; so is what is in the bin."""
    archive.export(
        post(7), post(7, link="https://kabarlama.example/lain/"), post(8, **{"wp:status": "trash", "wp:post_name": "x"})
    )
    assert archive.run().files["new"] == 3
    assert [(one["id"], one["message"]) for one in archive.notes("left-out")] == [
        ("7", "it has the id of another one, which was imported"), ("8", "it is in the bin"),
    ]  # fmt: skip


def test_what_is_no_longer_at_the_source_is_told(archive: Archive) -> None:
    """Its file stays."""
    archive.export(post(7), post(8, **{"wp:post_name": "dua"}))
    archive.run()
    archive.export(post(7))
    outcome = archive.run()
    assert (outcome.notes["vanished"], outcome.files) == (1, {"same": 3})
    assert [(one["id"], one["message"]) for one in archive.notes("vanished")] == [
        ("8", "content/daerah/2019/10/dua.md")
    ]
    assert (archive.portal / "content/daerah/2019/10/dua.md").exists()


def test_nothing_is_written_in_a_dry_run(archive: Archive) -> None:
    """What would be done is counted."""
    archive.export(post(7, PICTURE))
    outcome = archive.run(dry=True, media=str(archive.folder))
    assert (outcome.files["new"], outcome.media, outcome.compared) == (3, {}, 1)
    assert not archive.portal.exists() or not list(archive.portal.rglob("*.md"))


def test_site_yaml_that_was_edited_stays(archive: Archive) -> None:
    """What it would be lies beside the report."""
    archive.export(post(7))
    archive.run()
    archive.portal.joinpath("site.yaml").write_text("name: Baru\n")
    archive.run()
    assert archive.read("site.yaml") == "name: Baru\n"
    assert archive.read("import/site.yaml").startswith("name: ")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("publish", "published"), ("future", "published"), ("private", "draft"), ("draft", "draft"), ("pending", "draft"), ("trash", ""), ("auto-draft", ""), ("aneh", "draft"),
    ],
)  # fmt: skip
def test_what_readers_had_is_what_they_get(archive: Archive, status: str, expected: str) -> None:
    """What was to come appears at its hour; what nobody was to see is a draft, or is left out."""
    archive.export(post(6), post(7, **{"wp:status": status, "wp:post_name": "dua"}))
    archive.run()
    file = archive.portal / "content/daerah/2019/10/dua.md"
    assert file.exists() is bool(expected)
    assert not expected or ("draft: true" in file.read_text()) is (expected == "draft")


def test_what_the_desk_has_deleted_keeps_no_kanal(archive: Archive) -> None:
    """An export of what is new alone asks for those that are still there."""
    archive.export(
        post(6), post(7, **{"wp:post_name": "dua"}).replace('nicename="daerah">Daerah', 'nicename="ekonomi">Ekonomi')
    )
    archive.run()
    assert "slug: ekonomi" in archive.read("import/site.yaml")
    archive.export(post(8, **{"wp:post_name": "tiga"}))
    archive.run()
    assert "slug: ekonomi" in archive.read("import/site.yaml")
    archive.portal.joinpath("content/ekonomi/2019/10/dua.md").unlink()
    archive.run()
    assert "slug: ekonomi" not in archive.read("import/site.yaml")


def test_all_that_an_import_says_and_writes(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """One article of two, one picture of two, and what became of each address."""
    monkeypatch.setattr(commonmark, "MAX_LINES", 3)
    long = f"<p>a</p><p>b</p><p>{'c' * 20_000}</p>"
    terms = "".join(
        f"<wp:tag><wp:tag_slug>{one}</wp:tag_slug><wp:tag_name>Label {one}</wp:tag_name></wp:tag>"
        for one in ("lama", "baru")
    )
    tags = [f'<category domain="post_tag" nicename="{one}">Label {one}</category>' for one in ("lama", "baru")]
    second = {"wp:post_name": "b", "link": "https://kabarlama.example/lain/b/?x=1"}
    archive.export(
        terms,
        post(1, long, more=tags[0]),
        post(2, f'{PICTURE}<img src="/wp-content/uploads/b.jpg">', more=tags[1], **second),
    )
    uploads = archive.folder / "uploads"
    uploads.mkdir()
    (uploads / "a.jpg").write_bytes(jpeg(8, 8))
    told: list[tuple[str, int, int]] = []
    order = Options("wordpress", (str(archive.file),), str(archive.portal), media=str(uploads))
    assert run(order, lambda *how_far: told.append(how_far))[0] == Outcome(
        files={"held": 1, "new": 3}, media={"brought": 1, "missing": 1}, found={"person": 1, "term": 3, "portal": 1, "article": 2},
        notes={"held-back": 1, "address": 1, "missing-media": 1}, compared=2, addresses={"same": 2, "redirect": 2, "rule": 1}, queries=3, faults=(),
        permalink="/{year}/{month}/{slug}/",
    )  # fmt: skip
    assert told == [
        ("read", 1, 1), ("read", 2, 2), ("import", 1, 2), ("import", 2, 2), ("media", 1, 2), ("media", 2, 2),
    ]  # fmt: skip
    assert {one.relative_to(archive.portal).as_posix() for one in archive.portal.rglob("*") if one.is_file()} == {
        "content/authors/sari.md", "content/daerah/2019/10/b.md", "content/wp-content/uploads/2019/10/a.jpg", "import/addresses.jsonl",
        "import/held/daerah-2019-10-judul.md", "import/held/daerah-2019-10-judul.md.source.txt", "import/kanal.yaml", "import/lock", "import/report.jsonl",
        "import/report.md", "import/site.yaml", "import/state.jsonl", "site.yaml",
    }  # fmt: skip
    assert archive.read("import/held/daerah-2019-10-judul.md.source.txt") == long
    assert archive.read("import/held/daerah-2019-10-judul.md").startswith("---\ntitle: Judul\n")
    assert archive.read("import/addresses.jsonl").splitlines() == [
        '{"old":"/2019/10/judul/","new":"/2019/10/judul/","how":"same","item":"1"}',
        '{"old":"/?p=1","new":"/2019/10/judul/","how":"rule","item":"1"}',
        '{"old":"/?p=2","new":"/2019/10/b/","how":"rule","item":"2"}',
        '{"old":"/author/sari/","new":"/author/sari/","how":"same","item":""}',
        '{"old":"/category/daerah/","new":"/daerah/","how":"redirect","item":""}',
        '{"old":"/lain/b/?x=1","new":"/2019/10/b/","how":"rule","item":"2"}',
        '{"old":"/tag/baru/","new":"/tag/label-baru/","how":"redirect","item":""}',
        '{"old":"/tag/lama/","new":"/tag/label-lama/","how":"rule","item":""}',
    ]
    assert [(one["code"], one["id"], one["message"]) for code in ("held-back", "address", "missing-media") for one in archive.notes(code)] == [
        ("held-back", "1", "import/held/daerah-2019-10-judul.md: the text has 4 lines, more than 3; split the article"), ("address", "", "/tag/lama/"), ("missing-media", "", "wp-content/uploads/b.jpg is not in the folder of media"),
    ]  # fmt: skip


def test_what_the_desk_has_changed_is_told_where_the_source_differs(archive: Archive) -> None:
    """By its path, with the item; site.yaml with where the other one lies."""
    archive.export(post(1), post(2, **{"wp:post_name": "dua"}))
    archive.run()
    folder = archive.portal / "content/daerah/2019/10"
    (folder / "judul.md").write_text("Lain.")
    (folder / "dua.md").unlink()
    archive.portal.joinpath("site.yaml").write_text("name: Baru\n")
    archive.export(
        post(1, "Isi lain."),
        post(2, "Isi lain.", **{"wp:post_name": "dua"}),
        head=HEAD.replace("Kabar Lama", "Kabar Lain"),
    )
    archive.run()
    assert [(one["id"], one["address"], one["message"]) for one in archive.notes("edited")] == [
        ("1", "https://kabarlama.example/2019/10/judul/", "content/daerah/2019/10/judul.md was edited here, and differs at the source"),
        ("2", "https://kabarlama.example/2019/10/dua/", "content/daerah/2019/10/dua.md was deleted here, and differs at the source"),
        ("", "", "site.yaml was edited here; what it would be now is in import/site.yaml"),
    ]  # fmt: skip


def test_the_table_of_kanal_is_proposed_unless_there_is_one(archive: Archive) -> None:
    """It is the desk's then."""
    archive.export(post(1))
    archive.run()
    table = archive.portal / "import/kanal.yaml"
    table.rename(archive.folder / "kanal.yaml")
    archive.run(kanal=str(archive.folder / "kanal.yaml"))
    assert not table.exists()
