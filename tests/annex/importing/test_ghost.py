"""Exports of Ghost, beyond the one that is recorded: tables of its database as JSON, of many versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.importing_support import Archive

POST = {
    "id": "p1", "title": "Air naik", "slug": "air-naik", "html": "<p>Isi.</p>", "status": "published", "type": "post",
    "visibility": "public", "published_at": "2019-10-09T09:10:00.000Z", "updated_at": "2019-10-09T09:10:00.000Z",
}  # fmt: skip


def ghost(folder: Path, *posts: dict[str, Any], wrapped: bool = True, **tables: Any) -> Archive:
    """Return an export of some posts, beside one that is as usual."""
    archive = Archive(folder, "ghost", "ghost.json")
    numbered = [{**POST, "id": f"n{number}", "slug": f"n{number}", **one} for number, one in enumerate(posts)]
    whole = {"meta": {"version": "5.0.0"}, "data": {"posts": [POST, *numbered], **tables}}
    archive.file.write_text(json.dumps({"db": [whole]} if wrapped else whole), "utf-8")
    return archive


TIMES: list[tuple[Any, str]] = [
    (1570612200000, "2019-10-09 16:10 WIB"), (1570612201999.9, "2019-10-09 16:10:01 WIB"),
    ("2019-10-09 09:10:00", "2019-10-09 16:10 WIB"), ("2019-10-09T17:10:00+08:00", "2019-10-09 16:10 WIB"),
    # No portal could show these.
    *((time, "1970-01-01 07:00 WIB") for time in ("kemarin", None, True, 1e300, -1e300, 10**18, 2**63, 10**30,
            "0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-10:00", "9999-12-31T23:59:59", "²",
    [])),
]  # fmt: skip


def test_times_are_utc(tmp_path: Path) -> None:
    """Unless they say otherwise; old versions count milliseconds. One that no calendar has is made up, and told."""
    archive = ghost(tmp_path, *({"published_at": time} for time, _ in TIMES))
    archive.run()
    assert [archive.keys(f"n{number}.md")["timestamp"] for number in range(len(TIMES))] == [
        written for _, written in TIMES
    ]
    assert len({line["id"] for line in archive.notes("time")}) == 14


def test_who_could_read_a_post(tmp_path: Path) -> None:
    """What was for subscribers is not public here; pages are told in words or with a number."""
    public = ({"status": "scheduled"}, {"visibility": None}, {"page": 0})
    hidden = (
        {"status": "sent"},
        {"visibility": "members"},
        {"visibility": "paid", "status": "draft"},
        {"status": "draft"},
    )
    archive = ghost(tmp_path, *public, *hidden, {"type": "page"}, {"type": None, "page": 1})
    archive.run()
    assert ["draft" in archive.keys(f"n{number}.md") for number in range(7)] == 3 * [False] + 4 * [True]
    assert sorted(one.name for one in (archive.portal / "content/pages").iterdir()) == ["n7.md", "n8.md"]


def test_older_exports(tmp_path: Path) -> None:
    """One author by number, no wrapping, other names of photo and summary, Markdown, and bytes that mark the encoding."""
    archive = ghost(
        tmp_path, {"html": None, "markdown": "*Isi*", "author_id": 7, "image": "__GHOST_URL__/a.jpg",
            "meta_description": "Dari  mesin", "published_at": None, "created_at": "2019-10-09 09:10:00"},
        wrapped=False, users=[{"id": 7, "name": "Sari", "slug": "sari"}], tags=None,
    )  # fmt: skip
    archive.file.write_bytes(b"\xef\xbb\xbf" + archive.file.read_bytes())
    archive.run()
    assert archive.body("n0.md") == "*Isi*"
    keys = archive.keys("n0.md")
    assert (keys["author"], keys["photo"], keys["summary"]) == ("Sari", {"src": "/a.jpg"}, "Dari mesin")
    assert keys["timestamp"] == "2019-10-09 16:10 WIB"


def test_names_and_slugs_stand_for_each_other(tmp_path: Path) -> None:
    """Of a person also the id; a post names both as their lists do."""
    archive = ghost(
        tmp_path, {"id": "p2", "slug": "b"}, users=[{"id": "u1"}, {"id": "u2", "slug": "made", "name": ""}],
        posts_authors=[{"post_id": "p2", "author_id": key} for key in ("u1", "u2")],
        tags=[{"id": "t1", "name": "Daerah"}, {"id": "t2", "slug": "banjir"}],
        posts_tags=[{"post_id": "p2", "tag_id": "t1", "sort_order": "x"}, {"post_id": "p2", "tag_id": "t2"}],
    )  # fmt: skip
    archive.run("--host", "hantu.example")
    assert (archive.keys("b.md")["author"], archive.keys("b.md")["tags"]) == (["u1", "made"], ["banjir"])
    assert (archive.portal / "content/daerah/2019/10/b.md").exists()
    assert archive.built().report.articles == 2


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"db": []}', '{"data": {"posts": [1]}}', '{"db": [{"data": {"posts": []}}]}', "[" * 100_000],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    """In one sentence that says where one is written, before anything is."""
    archive = Archive(tmp_path, "ghost", "a.json")
    archive.file.write_text(text)
    assert archive.refused() == f"{archive.file} is not an export of Ghost: write one at Settings → Import/Export"
    assert not archive.portal.exists()
