"""Archives whose values are none that their system writes: no import ends for them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.annex.importing.items import Options
from generator.annex.importing.run import run
from generator.base.errors import AdvisedError, SiteError, UsageError
from tests.quick import examples

STRANGE = (
    None, True, False, 0, -1, 1e300, -1e300, 10**30, 2**63, 1e-320, "", " ", "²", "123456789²", "٣", "NaN", "0001-01-01", "9999-12-31 23:59",
    "\0", "\u2028", "a" * 5000, [], {}, [[]], [None], {"a": None}, {"": ""}, [{"id": None}], ["²"], {"id": [1]}, "../../x", "//", "http://[::1",
    "http://a:99999/", "data:,x", "%", "%ff", "%C2%B2", "/²/", "<b>", "-", "#", "?", "٢٠٢٤-١٠-٠٩ ١٦:١٠",
)  # fmt: skip
WORDS = {
    "children": [
        {"type": "paragraph", "children": [{"type": "text", "text": "Isi", "format": 1}]},
        {"type": "image", "src": "/a.jpg", "alt": "A"},
    ]
}
CARDS = {
    "version": "0.3.1", "atoms": [["soft-return", "", {}]], "cards": [["image", {"src": "/a.jpg"}]], "markups": [["a", ["href", "/x"]]],
    "sections": [[1, "p", [[0, [0], 1, "Isi"], [1, [], 0, 0]]], [10, 0], [3, "ul", [[[0, [], 0, "a"]]]]],
}  # fmt: skip
POST = {
    "id": "p1", "title": "Air", "slug": "air", "html": "<p>Isi.</p>", "status": "published", "type": "post", "visibility": "public", "page": 0,
    "published_at": "2019-10-09T09:10:00.000Z", "updated_at": 1570612200000, "feature_image": "/a.jpg", "custom_excerpt": "R", "author_id": "u1",
}  # fmt: skip
TABLES = {
    "tags": [{"id": "t1", "name": "Daerah", "slug": "daerah", "description": "K", "visibility": "public"}],
    "posts_tags": [{"post_id": "p1", "tag_id": "t1", "sort_order": 0}], "users": [{"id": "u1", "name": "Sari", "slug": "sari", "bio": "W"}],
    "posts_authors": [{"post_id": "p1", "author_id": "u1", "sort_order": 0}], "posts_meta": [{"post_id": "p1", "feature_image_alt": "P"}],
    "settings": [{"key": "title", "value": "Kabar"}, {"key": "url", "value": "https://a.example"}],
}  # fmt: skip
MATTER = {
    "title": "A", "date": "2019-10-09T09:10:00Z", "lastmod": "2019-10-10", "slug": "a", "url": "/a/", "permalink": "/x/:title/", "aliases": ["/b/"],
    "categories": ["daerah"], "tags": ["x"], "author": "Sari", "draft": False, "image": "/a.jpg", "cover": {"image": "/a.jpg", "caption": "x"},
    "summary": "x", "published": True, "expiryDate": "2030-01-01", "taxonomies": {"tags": ["a"]}, "extra": {"a": 1}, "redirect_from": ["/c/"],
    "resources": [{"src": "a.jpg", "title": "x"}], "params": {"author": "x"}, "cascade": {"draft": True}, "build": {"render": "always"},
    "_build": {"list": "never"}, "headless": False, "layout": "post", "path": "/p/", "pagination": {"data": "x", "size": 3},
}  # fmt: skip
HUGO = {
    "baseURL": "https://a.example/", "title": "A", "permalinks": {"post": "/:year/:slug/", "page": {"post": "/:sections[1:]/"}}, "uglyURLs": False,
    "taxonomies": {"tag": "tags"}, "languages": {"id": {"weight": 1, "contentDir": "content"}}, "module": {"mounts": [{"source": "a", "target": "b"}]},
    "frontmatter": {"date": ["publishDate", ":filename"]}, "timeZone": "Asia/Jakarta", "pagination": {"pagerSize": 3, "path": "page"},
}  # fmt: skip
JEKYLL = {
    "url": "https://a.example", "baseurl": "/b", "title": "A", "permalink": "pretty", "timezone": "Asia/Jakarta", "exclude": ["x"], "paginate": 5,
    "collections": {"berita": {"output": True, "permalink": "/:path/"}}, "defaults": [{"scope": {"path": "", "type": "posts"}, "values": {"author": "x"}}],
}  # fmt: skip
MAP = {
    "site": "https://a.example", "name": "K", "id": "id", "title": "judul", "body": "isi", "published": "tanggal", "updated": "ubah", "author": "penulis",
    "category": "kategori", "tags": {"column": "tag", "split": ";"}, "address": "/b/{id}/{slug}.html", "state": {"column": "status", "published": ["terbit"]},
}  # fmt: skip
ROW = {
    "id": 7, "judul": "Pasar", "isi": "<p>a</p>", "tanggal": "2019-10-09 16:10:00", "ubah": "1570612200", "penulis": "Sari", "kategori": "daerah",
    "tag": "a;b", "slug": "pasar", "status": "terbit",
}  # fmt: skip
ARCHIVES: dict[str, dict[str, Any]] = {
    "ghost": {"ghost.json": {"db": [{"meta": {"version": "5.0.0"}, "data": {"posts": [POST], **TABLES}}]}},
    "rows": {"rows.json": [ROW], "map.yaml": MAP},
    "hugo": {"hugo.json": HUGO, "content/post/a.md": MATTER, "content/post/_index.md": MATTER},
    "jekyll": {"_config.yml": JEKYLL, "_posts/2019-10-09-a.md": MATTER},
    "eleventy": {"src/src.json": MATTER, "src/a.md": MATTER}, "zola": {"content/a.md": MATTER, "content/_index.md": MATTER},
}  # fmt: skip
"""The files of an archive of each system, by path; `ssg import` reads JSON wherever one writes YAML."""


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


def hurt(value: Any, chance: random.Random) -> Iterator[Any]:
    """Yield a value with a strange one in each of its places, several times."""
    for path in places(value):
        for strange in chance.sample(STRANGE, examples(10)):
            yield put(value, path, strange)


def imported(folder: Path, source: str, files: dict[str, Any]) -> None:
    """Import an archive; it may be refused, with a sentence."""
    for path, value in files.items():
        text = json.dumps(value)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"---\n{text}\n---\nIsi *a*.\n" if path.endswith(".md") else text, "utf-8")
    first, mapping = next(iter(files)), str(folder / "map.yaml") if "map.yaml" in files else ""
    what = folder / first if source in {"ghost", "rows"} else folder
    try:
        run(Options(source, (str(what),), f"{folder}-portal", mapping=mapping), lambda *_: None)
    except (AdvisedError, SiteError, UsageError) as error:
        assert str(error)


@pytest.mark.parametrize(("source", "file"), [(source, file) for source, files in ARCHIVES.items() for file in files])
def test_values_of_any_type(tmp_path: Path, source: str, file: str) -> None:
    """Whichever file of an archive they are in."""
    for number, strange in enumerate(hurt(ARCHIVES[source][file], random.Random(file))):
        imported(tmp_path / str(number), source, {**ARCHIVES[source], file: strange})


@pytest.mark.parametrize(("key", "document"), [("lexical", {"root": WORDS}), ("mobiledoc", CARDS)])
def test_documents_of_editors_with_values_of_any_type(tmp_path: Path, key: str, document: Any) -> None:
    """As Ghost's posts have them that it never rendered."""
    for number, strange in enumerate(hurt(document, random.Random(key))):
        post = {**POST, "html": None, key: json.dumps(strange)}
        imported(tmp_path / str(number), "ghost", {"ghost.json": {"db": [{"data": {"posts": [post]}}]}})
