"""Exports of Ghost: the tables of its database as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.annex.importing.items import Found, Item, Options, Person, Term
from generator.annex.importing.items import Portal as Site
from generator.annex.importing.run import run
from generator.annex.importing.sources import ghost as reading
from generator.annex.importing.sources.ghost import ghost
from generator.base.errors import UsageError
from generator.base.timestamps import Stamp
from tests.importing_support import asked
from tests.support import Portal

AT = Stamp(1570612200, "WIB")
POST = {
    "id": "p1", "title": "Air naik", "slug": "air-naik", "html": "<p>Isi <a href='__GHOST_URL__/lain/'>lain</a>.</p>", "status": "published",
    "type": "post", "visibility": "public", "published_at": "2019-10-09T09:10:00.000Z", "updated_at": "2019-10-09T09:11:00.000Z",
}  # fmt: skip


def found(folder: Path, *posts: dict[str, Any], wrapped: bool = True, **tables: Any) -> list[Found]:
    """Return what an export says, without the site."""
    whole = {"meta": {"version": "5.0.0"}, "data": {"posts": posts, **tables}}
    (folder / "ghost.json").write_text(json.dumps({"db": [whole]} if wrapped else whole), "utf-8")
    return list(ghost(asked(str(folder / "ghost.json"))))[1:]


def one(folder: Path, **fields: Any) -> Item:
    """Return the item of a post with some fields."""
    (item,) = found(folder, {**POST, **fields})
    assert isinstance(item, Item)
    return item


def test_a_post_is_an_item(tmp_path: Path) -> None:
    """With what the other tables say of it; its first tag is its category, and internal ones are none."""
    tags = [
        {"id": "t1", "name": "Daerah", "slug": "daerah", "description": "Kabar"}, {"id": "t2", "name": "#impor", "slug": "hash-impor", "visibility": "internal"},
        {"id": "t3", "name": "Banjir", "slug": "banjir"},
    ]  # fmt: skip
    told = found(
        tmp_path,
        {**POST, "feature_image": "__GHOST_URL__/content/images/2019/10/a.jpg", "custom_excerpt": "Ringkas"},
        tags=tags,
        posts_tags=[
            {"post_id": "p1", "tag_id": key, "sort_order": order}
            for key, order in (("t3", 2), ("t2", 1), ("t1", 0), ("t9", 0))
        ],
        users=[
            {"id": "u1", "name": "Sari W", "slug": "sari", "bio": "Wartawan"},
            {"id": "u2", "name": "Made", "slug": "made"},
        ],
        posts_authors=[
            {"post_id": "p1", "author_id": "u2", "sort_order": 1},
            {"post_id": "p1", "author_id": "u1", "sort_order": 0},
        ],
        posts_meta=[
            {"post_id": "p1", "feature_image_alt": "Perahu", "feature_image_caption": "Kata <i>Sari</i> &amp; Made"}
        ],
    )
    assert told == [
        Person("sari", "Sari W", "Wartawan", "/author/sari/"), Person("made", "Made", "", "/author/made/"),
        Term("category", "daerah", "Daerah", "Kabar", address="/tag/daerah/"), Term("tag", "banjir", "Banjir", address="/tag/banjir/"),
        Item(
            kind="article", id="p1", address="/air-naik/", title="Air naik", slug="air-naik", body="<p>Isi <a href='/lain/'>lain</a>.</p>", markup="html", published=AT,
            updated=Stamp(AT.epoch + 60, "WIB"), authors=("sari", "made"), categories=("daerah",), tags=("Banjir",), summary="Ringkas",
            photo="/content/images/2019/10/a.jpg", caption="Kata Sari & Made", alt="Perahu",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "published"), ({"status": "scheduled"}, "published"), ({"status": "draft"}, "draft"), ({"status": "sent"}, "private"), ({"visibility": "members"}, "private"),
        ({"visibility": "paid", "status": "draft"}, "draft"), ({"visibility": None}, "published"),
    ],
)  # fmt: skip
def test_who_could_read_a_post(tmp_path: Path, fields: dict[str, Any], state: str) -> None:
    """What was for subscribers is not public here."""
    assert one(tmp_path, **fields).state == state


@pytest.mark.parametrize(("fields", "kind"), [({}, "article"), ({"type": "page"}, "page"), ({"type": None, "page": 1}, "page"), ({"page": 0}, "article")])  # fmt: skip
def test_pages_are_standing_pages(tmp_path: Path, fields: dict[str, Any], kind: str) -> None:
    """Newer versions say so in words, older ones with a number."""
    assert one(tmp_path, **fields).kind == kind


@pytest.mark.parametrize(
    ("time", "stamp"),
    [
        (1570612200000, AT), ("2019-10-09 09:10:00", AT), ("2019-10-09T16:10:00+07:00", AT), ("kemarin", None), (None, None),
        # No portal could show these.
        (True, None), (1e300, None), (-1e300, None), (10**18, None), (2**63, None), ("0001-01-01T00:00:00", None),
        ("0001-01-01T00:00:00+14:00", None), ("9999-12-31T23:59:59-10:00", None), ("9999-12-31T23:59:59", None),
    ],
)  # fmt: skip
def test_times_are_utc(tmp_path: Path, time: Any, stamp: Stamp | None) -> None:
    """Unless they say otherwise; old versions count milliseconds."""
    assert one(tmp_path, published_at=time).published == stamp


def test_an_article_that_is_elsewhere_too(tmp_path: Path) -> None:
    """Its other address is in the report, unless it is its own."""
    (note,) = one(tmp_path, canonical_url="https://lain.example/b/").notes
    assert (note.code, note.message) == ("field", "its original is at https://lain.example/b/")
    assert not one(tmp_path, canonical_url="https://kabar.example/air-naik/").notes


@pytest.mark.parametrize(
    ("fields", "body", "markup"),
    [
        ({"lexical": '{"root": {"children": [{"type": "paragraph", "children": [{"type": "text", "text": "Isi"}]}]}}'}, "<p>Isi</p>", "html"),
        ({"mobiledoc": '{"sections": [[1, "p", [[0, [], 0, "Isi"]]]]}'}, "<p>Isi</p>", "html"), ({"markdown": "*Isi*"}, "*Isi*", "markdown"), ({}, "", "markdown"),
    ],
)  # fmt: skip
def test_a_post_that_was_never_rendered(tmp_path: Path, fields: dict[str, Any], body: str, markup: str) -> None:
    """Has the text of its editor."""
    item = one(tmp_path, html=None, **fields)
    assert (item.body, item.markup) == (body, markup)


def test_cards_that_show_nothing_are_named(tmp_path: Path) -> None:
    """Only where the post was never rendered."""
    item = one(tmp_path, html="", lexical='{"root": {"children": [{"type": "signup"}]}}')
    assert [(note.code, note.message) for note in item.notes] == [("dynamic-block", "signup")]


def test_older_exports_have_one_author_and_no_wrapping(tmp_path: Path) -> None:
    """Numbers are ids like texts."""
    *_, item = found(
        tmp_path, {**POST, "author_id": 7}, wrapped=False, users=[{"id": 7, "name": "Sari", "slug": "sari"}], tags=None
    )
    assert isinstance(item, Item)
    assert item.authors == ("sari",)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"db": []}', '{"data": {"posts": [1]}}', '{"db": [{"data": {"posts": []}}]}', "[" * 100_000],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    """In one sentence, before anything is written."""
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(UsageError, match="is not an export of Ghost"):
        list(ghost(asked(str(tmp_path / "a.json"))))
    with pytest.raises(UsageError, match="cannot be read"):
        list(ghost(asked(str(tmp_path / "tiada.json"))))


def test_an_export_becomes_a_portal_that_builds(tmp_path: Path) -> None:
    """With the name that its settings give it."""
    found(
        tmp_path, POST, {**POST, "id": "p2", "slug": "lain", "title": "Q &amp; A"}, settings=[{"key": "title", "value": "Kabar Hantu"}, {"key": "lang", "value": "id"}],
        users=[{"id": "u1", "name": "Sari", "slug": "sari"}], posts_authors=[{"post_id": "p1", "author_id": "u1"}],
    )  # fmt: skip
    assert next(iter(ghost(asked(str(tmp_path / "ghost.json"))))) == Site("Kabar Hantu", language="id")
    run(Options("ghost", (str(tmp_path / "ghost.json"),), str(tmp_path / "portal")), lambda *_: None)
    assert Portal(tmp_path / "portal").build().articles == 2


def test_settings_say_what_the_site_is(tmp_path: Path) -> None:
    """Its address without a slash at its end, and its language by the newest of three names."""
    settings = {"title": "Kabar", "description": "Dari desa", "url": "https://kabar.example/", "lang": "en", "default_locale": "fr", "locale": "id"}  # fmt: skip
    for left_out, language in ((), "id"), (("locale",), "en"), (("locale", "lang"), "fr"), (("locale", "lang", "default_locale"), ""):  # fmt: skip
        rows = [{"key": key, "value": value} for key, value in settings.items() if key not in left_out]
        found(tmp_path, POST, settings=rows)
        site = next(iter(ghost(asked(str(tmp_path / "ghost.json")))))
        assert site == Site("Kabar", "Dari desa", "https://kabar.example", language)
    found(tmp_path, POST)
    assert next(iter(ghost(asked(str(tmp_path / "ghost.json"))))) == Site("", "", "", "")


def test_what_a_post_does_not_say_is_empty(tmp_path: Path) -> None:
    """A draft without an address and a time, by nobody."""
    assert found(tmp_path, {"id": 7}) == [Item("article", "7", "", "", "", "", "markdown", None, state="draft")]


def test_names_and_slugs_stand_for_each_other(tmp_path: Path) -> None:
    """Of a person also the id; a post names both as their lists do."""
    told = found(
        tmp_path, POST,
        users=[{"id": "u1"}, {"id": "u2", "slug": "made", "name": ""}],
        posts_authors=[{"post_id": "p1", "author_id": key} for key in ("u1", "u2")],
        tags=[{"id": "t1", "name": "Daerah"}, {"id": "t2", "slug": "banjir"}],
        posts_tags=[{"post_id": "p1", "tag_id": "t1", "sort_order": "x"}, {"post_id": "p1", "tag_id": "t2"}],
    )  # fmt: skip
    assert told[:-1] == [
        Person("u1", "u1", "", "/author/u1/"), Person("made", "made", "", "/author/made/"),
        Term("category", "Daerah", "Daerah", address="/tag/Daerah/"), Term("tag", "banjir", "banjir", address="/tag/banjir/"),
    ]  # fmt: skip
    item = told[-1]
    assert isinstance(item, Item)
    assert (item.authors, item.categories, item.tags) == (("u1", "made"), ("Daerah",), ("banjir",))


def test_what_older_exports_name_otherwise(tmp_path: Path) -> None:
    """The photo, the summary among what search engines see, and the day of a draft that was never published."""
    meta = {"meta_description": "Dari  mesin", "feature_image_alt": "Perahu  biru"}
    item = one(tmp_path, image="__GHOST_URL__/a.jpg", published_at=None, created_at="2019-10-09 09:10:00", **meta)
    assert (item.photo, item.summary, item.alt, item.published) == ("/a.jpg", "Dari mesin", "Perahu biru", AT)
    (newer,) = found(tmp_path, {**POST, **meta}, posts_meta=[{"post_id": "p1", "meta_description": "Lain"}])
    assert isinstance(newer, Item)
    assert (newer.summary, newer.alt) == ("Lain", "")


@pytest.mark.parametrize(("milliseconds", "seconds"), [(1999, 1), (2000, 2), (1999.9, 1)])
def test_a_second_has_a_thousand_milliseconds(tmp_path: Path, milliseconds: float, seconds: int) -> None:
    """What is beyond the second is left out."""
    assert one(tmp_path, published_at=milliseconds).published == Stamp(seconds, "WIB")


def test_an_export_may_be_as_large_as_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more is refused, with the size that is allowed."""
    found(tmp_path, POST)
    file = tmp_path / "ghost.json"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().ljust((1 << 20) - 3))
    monkeypatch.setattr(reading, "_MOST", 1 << 20)
    assert len(list(ghost(asked(str(file))))) == 2
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(UsageError) as caught:
        list(ghost(asked(str(file))))
    assert str(caught.value) == f"{file} is larger than 1 MiB"


def test_refusals_name_the_file_and_the_way(tmp_path: Path) -> None:
    """Where an export is written, or why the file cannot be read."""
    file = tmp_path / "a.json"
    with pytest.raises(UsageError) as caught:
        list(ghost(asked(str(file))))
    assert str(caught.value) == f"{file} cannot be read: it does not exist"
    file.write_text("{}")
    with pytest.raises(UsageError) as caught:
        list(ghost(asked(str(file))))
    assert str(caught.value) == f"{file} is not an export of Ghost: write one at Settings → Import/Export"
