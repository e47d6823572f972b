"""What becomes of each thing that a source says of an article, in its front matter."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generator.annex.importing.bodies.convert import Converted
from generator.annex.importing.items import File, Found, Item, Options, Person, Term
from generator.annex.importing.links import Resolver
from generator.annex.importing.plan import parsed, plan_import, site_text
from generator.annex.importing.survey import survey
from generator.annex.importing.write_articles import ArticleWriter, NewFile, _words
from generator.base.dates import parse
from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.markup.markdown import parse_body
from tests.exports import SITE
from tests.importing_support import item

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


def test_words_that_differ_are_noted() -> None:
    """How many, and which; nothing is compared of what cannot be parsed."""
    body, _ = parse_body("Isi", "")
    made = Converted("Isi", body, (), (), ("dua", "satu"), ("tiga",))
    (note,) = _words(made)
    assert (note.code, note.message, note.before, note.after) == (
        "words",
        "2 words are missing, 1 are new",
        "dua satu",
        "tiga",
    )
    (note,) = _words(Converted("Isi", body, (), (), (), ("empat", "tiga")))
    assert (note.message, note.before, note.after) == ("0 words are missing, 2 are new", "", "empat tiga")
    assert _words(Converted("Isi", body, (), ())) == []
    assert _words(Converted("Isi", body, (Problem(Where("a.md"), "bad-value", sentence("x")),), (), ("dua",))) == []


def test_what_the_place_of_a_file_says_is_not_said_again() -> None:
    """Its slug is written only where the file has another name, and its kanal nowhere."""
    for slug, expected in (("ikan", ""), ("con", "slug: con")):
        lines = filed(article(slug=slug, address=f"{SITE}/2019/10/{slug}/")).data.decode().splitlines()
        assert [one for one in lines if one.startswith(("slug:", "category:"))] == ([expected] if expected else [])
