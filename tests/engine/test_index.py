"""Index: what a change of files or of the clock changes in the store, and what it says of that."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from generator.engine.indexing import group_members
from generator.model.codec import decode_card
from generator.model.delta import Delta
from generator.model.lookup_keys import file_key, person_key, slug_key, url_key
from generator.model.ordinal import SHIFT
from generator.model.rebuild_reasons import Reason
from tests.engine_support import Index
from tests.store import tables
from tests.support import NOW, article, png

SITE = f"""
-- content/authors/sari-wulan.md --
---
name: Sari Wulan
initials: sw
---
Wartawan.
-- content/pages/redaksi.md --
---
title: Redaksi
---
Alamat.
-- content/daerah/2024/10/banjir.md --
{article("Banjir", tags="[Banjir, Hujan]", photo="{src: /foto/banjir.png, credit: X}")}
-- content/daerah/2024/10/air.md --
{article("Air", author="sw", tags="[Banjir]")}
-- content/daerah/2024/10/cuaca.md --
{article("Cuaca", tags="[Hujan]", follows="/daerah/2024/10/banjir.md")}
-- content/nasional/2024/10/rapat.md --
{article("Rapat", timestamp="2024-10-08 09:00 WIB", author="Orang Lain")}
-- content/nasional/2024/10/usang.md --
{article("Usang", timestamp="2024-10-01 09:00 WIB", expires="2024-10-09 09:00 WIB", tags="[Lama]")}
-- content/nasional/2024/10/besok.md --
{article("Besok", timestamp="2024-10-11 08:00 WIB", tags="[Hujan]")}
-- content/nasional/2024/10/konsep.md --
{article("Konsep", draft="true")}
-- content/nasional/2024/10/ditarik.md --
{article("Ditarik", retracted="{timestamp: 2024-10-09 20:00 WIB, reason: sara}")}
"""
BANJIR = "daerah/2024/10/banjir.md"
AIR = "daerah/2024/10/air.md"
BESOK = "nasional/2024/10/besok.md"
DAY = 86400


@pytest.fixture
def make(indexed: Callable[..., Index]) -> Callable[..., Index]:
    """Make an index of the site, under a name."""

    def make(name: str = "site") -> Index:
        one = indexed(SITE, name)
        one.portal.add("content/foto/banjir.png", png(640, 480))
        return one

    return make


@pytest.fixture
def taken(make: Callable[..., Index]) -> Index:
    """The site when all of it was taken in."""
    one = make()
    assert not [file.problems for file in one.parsed(one.paths()) if file.problems]
    one.take(*one.paths())
    return one


# ------------------------------------------------------------------ one way for all


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(12))
def test_a_site_read_at_once_and_file_by_file_is_the_same(make: Callable[..., Index], seed: int) -> None:
    """A first reading leaves the rows that files leave which come in any order, in any number, at any hour before."""
    at_once, in_turn = make("at-once"), make("in-turn")
    at_once.take(*at_once.paths())
    random = Random(seed)
    paths = in_turn.paths()
    random.shuffle(paths)
    while paths:
        count = random.choice((1, 1, 2, 5))
        now = NOW if len(paths) <= count else NOW - random.randrange(3) * DAY
        in_turn.take(*paths[:count], now=now)
        del paths[:count]
    assert in_turn.rows() == at_once.rows()


@pytest.mark.parametrize("seed", range(6))
def test_files_that_come_and_go_leave_nothing(make: Callable[..., Index], seed: int) -> None:
    """What was taken in beside a site, in other words, and is gone again leaves the rows of the site alone."""
    alone, visited = make("alone"), make("visited")
    alone.take(*alone.paths())
    random = Random(seed)
    visited.take(*(own := visited.paths()))
    visitors = {
        "foto/lain.png": png(320, 240),
        "authors/orang-lain.md": "---\nname: Orang Lain\n---\nBio.\n",
        "daerah/2024/10/aaa.md": article("Aaa", tags="[Banjir]", photo="{src: /foto/banjir.png, credit: X}"),
        "daerah/2024/10/nanti.md": article("Nanti", timestamp="2024-10-12 08:00 WIB", author="sw"),
    }
    originals = {path: (visited.content / path).read_bytes() for path in (BANJIR, AIR, BESOK)}
    changed = {path: article("Lain", timestamp=f"2024-10-0{n} 08:00 WIB") for n, path in enumerate(originals, 4)}
    for path, text in (visitors | changed).items():
        visited.portal.add(f"content/{path}", text)
    coming = [*visitors, *changed]
    random.shuffle(coming)
    visited.take(*coming[:3])
    visited.take(*coming[3:])
    for path, data in originals.items():
        visited.portal.add(f"content/{path}", data)
    visited.take(*originals, gone=visitors)
    assert sorted(own) == sorted(alone.paths())
    assert visited.rows() == alone.rows()


def test_a_first_reading_names_no_article(taken: Index, make: Callable[..., Index]) -> None:
    """Its articles are in the table of arrivals; no page has read anything yet."""
    other = make("other")
    delta = other.take(*other.paths())
    assert delta.first
    assert not delta.reasons
    assert tables.kinds_of(other.store, delta.pages) == {
        "media", "profile", "standing"
    }  # fmt: skip
    assert not delta.invalidated.groups.keys() - {other.group("days", "")}


# ------------------------------------------------------------------- what an edit changes


def test_nothing_new_changes_nothing(taken: Index) -> None:
    """Without files, and at the same hour, there is nothing to look at."""
    before = taken.rows()
    delta = taken.take()
    assert delta == Delta()
    assert taken.rows() == before


def test_another_body_touches_the_body_alone(taken: Index) -> None:
    """It changes no card, so that no list has to be looked at."""
    taken.portal.edit(f"content/{AIR}", "Isi berita.", "Isi berita.\n\nKedua.")
    delta = taken.take(AIR)
    assert {group: set(seqs) for group, seqs in delta.invalidated.groups.items()} == {
        taken.group("body", ""): {taken.seq(AIR)}
    }
    assert (delta.members, delta.days) == ({}, set())
    assert delta.reasons == {taken.doc(AIR): Reason.FILE_CHANGED}
    assert (
        delta.invalidated.keys
        == delta.invalidated.cosmetic_keys
        == {file_key(AIR), slug_key("air"), url_key("/daerah/2024/10/air/")}
    )
    assert {delta.invalidated.causes[key] for key in delta.invalidated.keys} == {AIR}


def test_another_headline_touches_all_its_groups(taken: Index) -> None:
    """At its seq; it has neither left nor entered them."""
    taken.portal.edit(f"content/{AIR}", "title: Air", "title: Air Bah")
    delta = taken.take(AIR)
    names = [
        ("all", ""),
        ("kanal", "daerah"),
        ("tag", "banjir"),
        ("author", "sari-wulan"),
        ("body", ""),
        ("labels", ""),
    ]
    candidates = taken.group("candidates", "")
    touched = {group: set(seqs) for group, seqs in delta.invalidated.groups.items() if group != candidates}
    assert touched == {taken.group(*name): {taken.seq(AIR)} for name in names}
    assert delta.members == {}


@pytest.mark.parametrize(
    ("old", "new", "looks"),
    [
        ("title: Air", "title: Air Bah", {"file", "slug", "url"}),
        ("title: Air", "title: Air\nslug: rob", {"file"}),
        ("title: Air", "title: Air\nfollows: /daerah/2024/10/cuaca.md", set()),
        ("title: Air", "title: Air\ndraft: true", set()),
        ("16:10 WIB", "17:10 WIB", set()),
    ],
)
def test_names_whose_article_only_looks_different(taken: Index, old: str, new: str, looks: set[str]) -> None:
    """Those that it keeps, if it is published where it was and names the same others."""
    taken.portal.edit(f"content/{AIR}", old, new)
    delta = taken.take(AIR)
    own = {"file": file_key(AIR), "slug": slug_key("air"), "url": url_key("/daerah/2024/10/air/")}
    assert {name for name, key in own.items() if key in delta.invalidated.cosmetic_keys} == looks
    assert set(own.values()) | delta.invalidated.cosmetic_keys <= delta.invalidated.keys


def test_an_edit_writes_what_differs(taken: Index) -> None:
    """An article that gets another tag stays a member of its other groups, and no row of these is written again."""
    statements: list[str] = []
    taken.store.db.set_trace_callback(statements.append)
    taken.portal.edit(f"content/{AIR}", "tags: [Banjir]", "tags: [Rob]")
    taken.take(AIR)
    written = [sql for sql in statements if sql.startswith(("DELETE FROM members", "INSERT INTO members"))]
    seq, old, new = taken.seq(AIR), taken.group("tag", "banjir"), taken.group("tag", "rob")
    assert written == [
        f"DELETE FROM members WHERE grp = {old} AND seq = {seq}",
        f"INSERT INTO members VALUES ({new}, {seq})",
    ]


def test_an_edited_article_is_compared_once(taken: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many groups it is in, what it was and what it is are unpacked once each."""
    unpacked: list[bytes] = []

    def unpack(card: bytes) -> tuple[object, ...]:
        unpacked.append(card)
        return decode_card(card)

    monkeypatch.setattr(group_members, "decode_card", unpack)
    taken.portal.edit(f"content/{AIR}", "title: Air", "title: Air Bah")
    taken.take(AIR)
    assert len(unpacked) == len(set(unpacked)) == 2


def test_another_headline_concerns_those_that_share_terms(taken: Index) -> None:
    """Their lists of related articles are looked at, because of it."""
    taken.portal.edit(f"content/{AIR}", "title: Air", "title: Air Bah")
    delta = taken.take(AIR)
    concerned = delta.invalidated.groups[taken.group("candidates", "")]
    assert taken.seq(AIR) in concerned
    assert len(concerned) > 1
    assert {delta.invalidated.causes[seq] for seq in concerned} == {AIR}


def test_a_new_article_enters_its_groups(taken: Index) -> None:
    """Each group learns the oldest seq that came or went, and the archive the day."""
    path = "daerah/2024/10/baru.md"
    taken.portal.add(f"content/{path}", article("Baru", timestamp="2024-10-10 08:00 WIB", tags="[Baru]"))
    delta = taken.take(path)
    names = [("all", ""), ("kanal", "daerah"), ("tag", "baru"), ("author", "sari-wulan")]
    assert delta.members == {taken.group(*name): taken.seq(path) for name in names}
    assert len(delta.days) == 1
    assert delta.reasons == {taken.doc(path): Reason.NEW_FILE}
    assert [(page.path, page.owner) for page in delta.pages[taken.doc(path)]] == [
        ("daerah/2024/10/baru/index.html", taken.doc(path))
    ]


def test_an_article_that_goes_leaves_its_groups(taken: Index) -> None:
    """Its document is gone, and its names are touched."""
    doc, seq = taken.doc(AIR), taken.seq(AIR)
    delta = taken.take(gone=[AIR])
    assert delta.gone == {doc}
    assert doc not in delta.reasons
    assert delta.members[taken.group("tag", "banjir")] == seq
    assert file_key(AIR) in delta.invalidated.keys


def test_a_file_with_problems_goes(taken: Index) -> None:
    """It is as if it were not there."""
    doc = taken.doc(AIR)
    taken.portal.add(f"content/{AIR}", "tanpa kepala")
    assert taken.take(AIR).gone == {doc}
    assert tables.names_of(taken.store, doc) == []


def test_neighbours_of_a_second_step_aside(taken: Index) -> None:
    """Articles of the same second are ordered by path, so that a new one can move others."""
    before = taken.seq(BANJIR)
    path = "daerah/2024/10/aaa.md"
    taken.portal.add(f"content/{path}", article("Aaa"))
    delta = taken.take(path)
    assert taken.seq(BANJIR) == before + 1
    assert taken.seq(path) >> SHIFT == taken.seq(BANJIR) >> SHIFT
    assert delta.reasons[taken.doc(BANJIR)] == Reason.DETAILS_CHANGED


def test_an_id_is_not_given_twice_in_a_run(taken: Index) -> None:
    """What is said of a file that is gone is not said of one that comes."""
    last = max(taken.paths(), key=taken.doc)
    doc = taken.doc(last)
    taken.portal.add("content/daerah/2024/10/baru.md", article("Baru"))
    delta = taken.take("daerah/2024/10/baru.md", gone=[last])
    assert delta.gone == {doc}
    assert taken.doc("daerah/2024/10/baru.md") > doc


# -------------------------------------------------------------------------- the clock


@pytest.mark.parametrize(
    ("path", "now", "drafts", "reason"),
    [
        (BESOK, NOW + DAY, False, Reason.PUBLISHED),
        ("nasional/2024/10/usang.md", NOW - 2 * DAY, False, Reason.EXPIRED),
        ("nasional/2024/10/konsep.md", NOW, True, Reason.DRAFTS),
    ],
)
def test_the_clock_wakes_articles(taken: Index, path: str, now: int, drafts: bool, reason: Reason) -> None:
    """Those whose publication or expiry lies between two builds, in either direction, and drafts."""
    delta = taken.take(now=now, drafts=drafts)
    assert delta.reasons[taken.doc(path)] == reason
    assert delta.pages[taken.doc(path)]
    assert taken.seq(path) in delta.invalidated.groups[taken.group("all", "")]


def test_an_article_that_waits_has_addresses(taken: Index) -> None:
    """A scheduled one has pages to come; their addresses and those of its lists are kept, until it is published."""
    taken.portal.edit(f"content/{BESOK}", "[Hujan]", "[Besok]")
    delta = taken.take(BESOK)
    doc = taken.doc(BESOK)
    assert delta.pages[doc] == ()
    pages = [(page.path, page.owner) for page in delta.reserved.pages[doc]]
    assert pages == [("nasional/2024/10/besok/index.html", doc)]
    assert {url_key("/nasional/2024/10/besok/"), url_key("/tag/besok/")} <= delta.reserved.scheduled
    assert url_key("/tag/besok/") in taken.take(now=NOW + DAY).reserved.vacated


# ---------------------------------------------------------------- people and pictures


def test_a_name_that_means_somebody_else_moves_articles(taken: Index) -> None:
    """Those with the initials follow the profile; those under the full name stay."""
    taken.portal.edit("content/authors/sari-wulan.md", "initials: sw", "initials: sawu")
    delta = taken.take("authors/sari-wulan.md")
    assert delta.reasons[taken.doc(AIR)] == Reason.DETAILS_CHANGED
    assert {taken.group("author", "sari-wulan"), taken.group("author", "sw")} <= delta.members.keys()
    assert {person_key("sw"), person_key("sawu")} <= delta.invalidated.keys
    assert taken.seq(AIR) in delta.invalidated.groups[taken.group("author", "sari-wulan")]
    assert taken.group("all", "") not in delta.invalidated.groups
    assert taken.seq(BANJIR) not in delta.invalidated.groups[taken.group("author", "sari-wulan")]
    assert delta.profiles == {"authors/sari-wulan.md"}


def test_another_picture_changes_the_cards_that_show_it(taken: Index) -> None:
    """Its size stands in them; it has to be decoded anew."""
    taken.portal.add("content/foto/banjir.png", png(800, 600))
    delta = taken.take("foto/banjir.png")
    key = url_key("/foto/banjir.png")
    assert (delta.pictures, delta.undecoded) == ({key}, {key})
    assert taken.seq(BANJIR) in delta.invalidated.groups[taken.group("all", "")]
    assert taken.doc(AIR) not in delta.reasons


def test_pictures_of_scheduled_articles_are_unproven(taken: Index) -> None:
    """No variant of them is made before the article is published, so that somebody has to decode them."""
    taken.portal.add(
        f"content/{BESOK}",
        article("Besok", timestamp="2024-10-11 08:00 WIB", photo="{src: /foto/banjir.png, credit: X}"),
    )
    assert taken.take(BESOK).undecoded == {url_key("/foto/banjir.png")}


def test_a_picture_that_is_shown_in_a_new_way(taken: Index) -> None:
    """Another focus, the first or the last article: its variants have to be planned; a second article changes nothing."""
    key, path = url_key("/foto/banjir.png"), "daerah/2024/10/lagi.md"
    taken.portal.add(f"content/{path}", article("Lagi", photo="{src: /foto/banjir.png, credit: X}"))
    assert taken.take(path).pictures == set()
    taken.portal.edit(f"content/{path}", "credit: X", "credit: X, focus: 10% 90%")
    assert taken.take(path).pictures == {key}
    assert taken.take(gone=[path]).pictures == {key}
