"""Facts: what the index needs to know of a document."""

from __future__ import annotations

import pytest

from generator.markup.documents import parse_article, parse_profile, parse_standing
from generator.model import index_entry
from generator.model.codec import decode_card
from generator.model.index_entry import Facts, Showing
from generator.model.lookup_keys import file_key, link_key, original_key, person_key, slug_key, url_key
from generator.model.records import Link
from generator.model.urls import target_url
from tests.support import READING, article

PATH = "daerah/2024/10/banjir.md"
URL = "/daerah/2024/10/banjir/"
PHOTO = "{src: /foto/a.jpg, credit: Antara, caption: Air, focus: 52% 18%}"
GONE = "{timestamp: 2024-10-10 08:00 WIB, reason: sara, text: Dicabut.}"


def of(body: str = "Isi berita.", media_url: str = "", **front: str) -> Facts:
    record, problems = parse_article(article("Banjir", body, **front).encode(), PATH, READING)
    assert record is not None, problems
    return index_entry.of_article(record, media_url)


def test_an_article_is_found_by_file_slug_address_and_aliases() -> None:
    """Each is a key by which others may link to it."""
    names = of(aliases="[/lama/]").names
    assert set(names) == {file_key(PATH), slug_key("banjir"), url_key(URL), url_key("/lama/")}


def test_an_article_refers_to_its_links_its_photo_and_what_it_continues() -> None:
    """Also to what its corrections lead to on the site; each key once, in order."""
    found = of(
        "[Satu](lain) dan [lagi](lain). [Jauh](https://contoh.example/).",
        photo=PHOTO,
        follows="awal",
        corrections="[{timestamp: 2024-10-10 08:00 WIB, text: Salah., link: /ralat/}]",
    )
    keys = [slug_key("lain"), url_key("/foto/a.jpg"), slug_key("awal"), url_key("/ralat/")]
    assert found.links == tuple(sorted(keys))


@pytest.mark.parametrize(
    ("front", "groups"),
    [
        ({}, {("all", ""), ("kanal", "daerah"), ("author", "sari-wulan")}),
        ({"type": "opini"}, {("all", ""), ("kanal", "daerah"), ("author", "sari-wulan"), ("type", "opini")}),
        (
            {"tags": "[Banjir Lindan, banjir lindan]"},
            {("all", ""), ("kanal", "daerah"), ("author", "sari-wulan"), ("tag", "banjir-lindan")},
        ),
    ],
)
def test_groups_of_an_article(front: dict[str, str], groups: set[tuple[str, str]]) -> None:
    """All, its kanal, tags and authors, each once; its type when it is no ordinary news."""
    found = of(**front).groups
    assert set(found) == groups
    assert len(found) == len(groups)


def test_a_split_article_has_a_page_for_each_part_and_one_with_everything() -> None:
    """And a redirect for each alias."""
    pages = of("Satu.\n\n<!-- halaman -->\n\nDua.", aliases="[/lama/]").pages
    assert [(page.path, page.kind, page.number) for page in pages] == [
        (f"{URL[1:]}index.html", "article", 1),
        (f"{URL[1:]}2/index.html", "article", 2),
        (f"{URL[1:]}semua/index.html", "article", 0),
        ("lama/index.html", "redirect", 0),
    ]


def test_search_engines_are_shown_the_page_with_everything() -> None:
    """A card says so, for whoever lists the article."""
    split = decode_card(of("Satu.\n\n<!-- halaman -->\n\nDua.").own_card)[0]
    assert split.canonical == f"{URL}semua/"
    assert decode_card(of().own_card)[0].canonical == URL


def test_a_photo_is_shown_cut_around_its_focus_in_whole_steps() -> None:
    """So that a hundred almost equal places of the eye make one set of files."""
    assert of(photo=PHOTO).showings == (Showing(url_key("/foto/a.jpg"), "photo", "50% 20%"),)


def test_a_photo_story_shows_its_photo_whole_too() -> None:
    """The article itself never cuts it."""
    ways = [showing.way for showing in of(photo=PHOTO, type="foto").showings]
    assert ways == ["both"]


def test_a_logo_that_is_to_stay_whole_is_never_cut() -> None:
    """Nobody makes its cuts, and cards know why."""
    found = of(photo=PHOTO.replace("}", ", fit: whole}"))
    assert [showing.way for showing in found.showings] == ["whole"]
    card = decode_card(found.own_card)[0]
    assert card.photo is not None
    assert card.photo.fit == "whole"


def test_a_picture_in_the_text_is_shown_whole_and_once() -> None:
    """However often it stands there."""
    found = of('![A](/foto/b.jpg "K")\n\n![A](/foto/b.jpg "K")').showings
    assert found == (Showing(link_key(Link("image", "/foto/b.jpg")), "whole"),)


def test_a_withdrawn_article_shows_no_picture_and_has_one_page() -> None:
    """Its notice shows nothing of it."""
    found = of('Satu.\n\n<!-- halaman -->\n\n![A](/foto/b.jpg "K")', photo=PHOTO, retracted=GONE)
    assert found.retracted
    assert found.showings == ()
    assert [page.number for page in found.pages] == [1]


def test_pictures_elsewhere_are_none_of_the_site() -> None:
    """With media.base_url nothing is looked up, measured or cut; the card has their whole address."""
    found = of('![A](/foto/b.jpg "K")', media_url="https://media.example", photo=PHOTO)
    assert (found.links, found.showings, found.photo) == ((), (), "")
    photo = decode_card(found.own_card)[0].photo
    assert photo is not None
    assert photo.url == "https://media.example/foto/a.jpg"


def test_a_card_waits_for_the_size_of_its_picture() -> None:
    """Another file of content/ knows it, so only the index can say."""
    photo = decode_card(of(photo=PHOTO).own_card)[0].photo
    assert photo is not None
    assert (photo.url, photo.width, photo.height, photo.base) == ("/foto/a.jpg", 0, 0, "")


def test_a_profile_is_found_by_all_that_a_byline_may_say() -> None:
    """Its slug, the name and the initials."""
    text = "---\nname: Sari Wulan\ninitials: SW\nrole: Wartawan\nphoto: /foto/sari.jpg\n---\nHalo.\n"
    record, problems = parse_profile(text.encode(), "authors/sari.md", READING)
    assert record is not None, problems
    found = index_entry.of_text(record, "")
    people = {person_key(slug) for slug in ("sari", "sari-wulan", "sw")}
    assert set(found.names) == {file_key("authors/sari.md"), *people}
    links = tuple(sorted((url_key("/foto/sari.jpg"), original_key("/foto/sari.jpg"))))
    assert (found.photo, found.links, found.pages) == ("/foto/sari.jpg", links, ())


def test_a_standing_page_has_one_page_and_its_address() -> None:
    """It is found by file and address."""
    record, problems = parse_standing(b"---\ntitle: Redaksi\n---\n[Kami](/penulis/).\n", "pages/redaksi.md", READING)
    assert record is not None, problems
    found = index_entry.of_text(record, "")
    assert set(found.names) == {file_key("pages/redaksi.md"), url_key("/redaksi/")}
    assert [page.path for page in found.pages] == ["redaksi/index.html"]
    assert found.links == (url_key("/penulis/"),)


def test_a_media_file_is_its_own_page() -> None:
    """At the path that it has below content/."""
    found = index_entry.of_media("foto/a.jpg", faulty=True)
    assert set(found.names) == {file_key("foto/a.jpg"), url_key("/foto/a.jpg"), original_key("/foto/a.jpg")}
    assert [(page.path, page.kind) for page in found.pages] == [("foto/a.jpg", "media")]
    assert found.faulty


def test_what_an_article_leads_to_decides_what_it_chooses() -> None:
    """Links, Baca Juga and what it continues; a picture in the text chooses nothing."""
    one = of("Isi.").choice
    assert of("Isi.\n\n![A](/foto/a.jpg)").choice == one
    assert (
        len(
            {
                one,
                of("[a](/a/)").choice,
                of("[b](/b/)").choice,
                of("Isi.", follows="a").choice,
                of("Isi.", related="[a]").choice,
                of("Isi.", unrelated="[a]").choice,
            }
        )
        == 6
    )


@pytest.mark.parametrize(
    ("target", "known"),
    [("/a.pdf?b=1#c", True), ("/a/b", True), ("/a/", False), ("/a/b.md", False), ("lain", False)],
)
def test_a_link_may_lead_to_the_file_that_was_at_an_address(target: str, known: bool) -> None:
    """What has no slash at its end may be a file of content/ that is published elsewhere."""
    address = target.partition("?")[0]
    found = of(f"[Berkas]({target}).").links
    assert (original_key(target_url(address)) in found) is known
    assert link_key(Link("link", target)) in found


def test_a_link_to_a_place_is_looked_into() -> None:
    """One key stands for all of these."""
    assert (index_entry.FRAGMENTS in of("[a](/a/#b).").links, index_entry.FRAGMENTS in of("[a](/a/).").links) == (
        True,
        False,
    )


def test_the_photo_of_a_profile_is_one_of_the_site() -> None:
    """Unless it is elsewhere, or all pictures are."""
    for photo, media_url, expected in (
        ("/foto/sari.jpg", "", "/foto/sari.jpg"),
        ("/foto/sari.jpg", "https://media.example", ""),
        ("https://b.example/a.jpg", "", ""),
    ):
        text = f"---\nname: Sari\nrole: Wartawan\nphoto: {photo}\n---\nHalo.\n"
        record, problems = parse_profile(text.encode(), "authors/sari.md", READING)
        assert record is not None, problems
        found = index_entry.of_text(record, media_url)
        assert found.photo == expected
        assert found.links == (tuple(sorted((url_key(expected), original_key(expected)))) if expected else ())


def test_facts_of_which_little_is_said() -> None:
    """A media file that is one has no fault, and nothing of an article."""
    found = index_entry.of_media("foto/a.jpg")
    assert (found.faulty, found.epoch, found.expires, found.draft, found.held) == (False, 0, 0, False, False)
    assert (found.retracted, found.ended, found.own_card, found.traits, found.chooses, found.choice) == (
        False, False, b"", b"", False, 0,
    )  # fmt: skip
    assert (found.queries, found.links, found.groups, found.showings) == ((), (), (), ())
