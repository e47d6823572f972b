"""Archives whose values are none that their system writes: no import ends for them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.importing_support import Archive
from tests.support import run_for

STRANGE = (
    None, True, 0, -1, 1e300, -1e300, 10**30, 2**63, 1e-320, "", " ", "²", "123456789²", "٣", "NaN", "0001-01-01",
    "9999-12-31 23:59",
    "\0", "\u2028", "a" * 5000, [], {}, [[]], [None], {"a": None}, {"": ""}, [{"id": None}], ["²"], {"id": [1]},
    "../../x", "//", "http://[::1",
    "http://a:99999/", "data:,x", "%", "%ff", "%C2%B2", "/²/", "<b>", "-", "#", "?", "٢٠٢٤-١٠-٠٩ ١٦:١٠",
)  # fmt: skip
POST = {
    "id": "p1", "title": "Air", "slug": "air", "html": "<p>Isi.</p>", "status": "published", "type": "post",
    "visibility": "public", "page": 0,
    "published_at": "2019-10-09T09:10:00.000Z", "updated_at": 1570612200000, "feature_image": "/a.jpg",
    "custom_excerpt": "R", "author_id": "u1",
}  # fmt: skip
TABLES = {
    "tags": [{"id": "t1", "name": "Daerah", "slug": "daerah", "description": "K", "visibility": "public"}],
    "posts_tags": [{"post_id": "p1", "tag_id": "t1", "sort_order": 0}],
    "users": [{"id": "u1", "name": "Sari", "slug": "sari", "bio": "W"}],
    "posts_authors": [{"post_id": "p1", "author_id": "u1", "sort_order": 0}],
    "posts_meta": [{"post_id": "p1", "feature_image_alt": "P"}],
    "settings": [{"key": "title", "value": "Kabar"}, {"key": "url", "value": "https://a.example"}],
}  # fmt: skip
MATTER = {
    "title": "A", "date": "2019-10-09T09:10:00Z", "lastmod": "2019-10-10", "slug": "a", "url": "/a/",
    "permalink": "/x/:title/", "aliases": ["/b/"],
    "categories": ["daerah"], "tags": ["x"], "author": "Sari", "draft": False, "image": "/a.jpg",
    "cover": {"image": "/a.jpg", "caption": "x"},
    "summary": "x", "published": True, "expiryDate": "2030-01-01", "taxonomies": {"tags": ["a"]}, "extra": {"a": 1},
    "redirect_from": ["/c/"],
    "resources": [{"src": "a.jpg", "title": "x"}], "params": {"author": "x"}, "cascade": {"draft": True},
    "build": {"render": "always"},
    "_build": {"list": "never"}, "headless": False, "layout": "post", "path": "/p/",
    "pagination": {"data": "x", "size": 3},
}  # fmt: skip
MAP = {
    "site": "https://a.example", "name": "K", "title": ["judul", "tajuk"], "updated": "ubah",
    "address": "alamat",
}  # fmt: skip
ROW = {
    "id": 7, "judul": "Pasar", "isi": "<p>a</p>", "tanggal": "2019-10-09 16:10:00", "ubah": "1570612200",
    "penulis": "Sari", "kategori": "daerah",
    "tag": "a;b", "slug": "pasar", "status": "terbit",
}  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to each value within another."""
    inside = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for key, one in inside:
        yield (*path, key)
        yield from places(one, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return a value with another at a path."""
    if not path:
        return new
    copy = {**value} if isinstance(value, dict) else [*value]
    copy[path[0]] = put(copy[path[0]], path[1:], new)
    return copy


def hurt(value: Any, times: int) -> list[Any]:
    """Return a value with a strange one in each of its places, several times."""
    chance = random.Random(json.dumps(value))
    return [put(value, path, strange) for path in places(value) for strange in chance.sample(STRANGE, times)]


def taken(archive: Archive, *words: str) -> None:
    """Import an archive; it may be refused, with a sentence."""
    done = run_for(*archive.words(*words))
    assert done.returncode in {0, 1, 2}
    assert "mistake in ssg" not in done.stderr, done.stderr


@pytest.mark.slow
def test_front_matter_with_values_of_any_type(tmp_path: Path) -> None:
    """In each of its places; the other texts of the folder come."""
    archive = Archive(tmp_path, "folder", "lama")
    for number, said in enumerate(hurt(MATTER, 6)):
        archive.add(f"content/post/{number}.md", f"---\n{json.dumps(said)}\n---\nIsi *a*.\n")
    found = archive.run()["found"]
    assert found["article"] + found.get("page", 0) > 100


def test_tables_of_ghost_with_values_of_any_type(tmp_path: Path) -> None:
    """Posts, and all that belongs to them."""
    archive = Archive(tmp_path, "ghost", "ghost.json")
    archive.file.write_text(json.dumps({"db": [{"data": {"posts": [POST, *hurt(POST, 6)], **TABLES}}]}))
    assert archive.run()["found"]["article"] > 50
    for tables in (TABLES, *hurt(TABLES, 1)):
        archive.file.write_text(json.dumps({"db": [{"data": {"posts": [POST], **tables}}]}))
        taken(archive)


def test_rows_and_maps_with_values_of_any_type(tmp_path: Path) -> None:
    """A row comes whatever is in its columns; a map is refused, or does."""
    archive = Archive(tmp_path, "rows", "baris.json")
    table = tmp_path / "peta.yaml"
    archive.file.write_text(json.dumps([ROW, *hurt(ROW, 5)]))
    table.write_text(json.dumps(MAP))
    assert archive.run("--map", str(table))["found"]["article"] > 50
    for said in hurt(MAP, 1):
        table.write_text(json.dumps(said))
        taken(archive, "--map", str(table), "--dry-run")
