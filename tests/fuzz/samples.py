"""Values for each key of content and configuration, as `ssg schema` describes them.

Whoever invents sites draws the keys and these values, so that a new key is tried as soon as it is in a schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tests.support import run_for

Schema = Mapping[str, Any]

FITTING: Mapping[str, tuple[str, ...]] = {
    "category": ("daerah", "daerah/pasar"), "pinned": ("/daerah/2024/10/berita-1.md", "berita-2"),
    "follows": ("/daerah/2024/10/berita-1.md", "berita-2"), "related": ("[berita-1, berita-2]",), "unrelated": ("berita-1",),
    "photo.src": ("/foto/a.png",), "expires": ("2030-12-31 23:59 WIB",), "time_unknown": ("false",),
    "timestamp": ("2024-10-09 16:10 WIB",), "updated": ("2024-10-10 10:00 WIB",), "live_until": ("2024-10-09 23:00 WIB",),
    "since": ("2024-10-08", "2024-10-10 10:00 WIB"), "template": ("pemilu.html", "standing.html", "article.html"),
    "subscribe.form": ("/kirim/",), "theme": ("kabar",), "settings": ("{accent: '#123456'}",),
    "logo": ("/foto/a.png", "/foto/ikon.svg"),
    "icon": ("/foto/ikon.svg",), "security.contact": ("a@b.example",), "severity": ("{dead-link: warning}",),
    "severity.folders": ("[{path: '*/2024/**', dead-link: warning}]",),
    "redirects": ("{/lama/satu/: /daerah/}",), "regions": ("{Teluk: [Utara]}",), "theme_settings": ("{accent: '#123456'}",),
    "deploy": ("{utama: {to: sftp, host: a.example, path: /srv/kabar}}", "{awan: {to: s3, path: kabar}}"),
    "categories": ("[{slug: daerah, name: Daerah}, {slug: nasional, name: Nasional, description: Lain.}]",
                   "[{slug: daerah, name: Daerah}, {slug: daerah/pasar, name: Pasar}, {slug: nasional, name: N}]"),
}  # fmt: skip
"""Key, with those above it -> values that it may have in a small site, where its schema does not tell."""
_ALSO = {"photo": "credit", "subscribe": "form"}
"""Group -> what it has besides the keys that may not be missing."""
_TEXTS = ("Kata", "https://kata.example/", "/kata/", "kata-1234")
"""For a key of which nothing is known but that it has a text."""
THEME = (
    ("settings", "{accent: '#123456'}"),
    ("settings", ""),
    ("recipes", "{lebar: {widths: [360, 720]}}"),
    ("recipes", ""),
)
"""Keys of theme.yaml, which has no schema."""


@cache
def keys_of(kind: str) -> tuple[tuple[str, str], ...]:
    """Return every key of a kind of file with each of its values as YAML on a line, one of them empty."""
    schema = json.loads(run_for("schema", kind).stdout)
    return tuple((name, value) for name, key in schema["properties"].items() for value in ("", *values_of(name, key)))


def values_of(path: str, schema: Schema) -> tuple[str, ...]:
    """Return values that a key may have; `path` is its name behind those above it."""
    if path in FITTING:
        return FITTING[path]
    example = schema.get("description", "").rpartition(f"\n{path.rpartition('.')[2]}: ")[2:][0]
    found = [example] if example and "\n" not in example and f": {example}" in schema.get("description", "") else []
    forms = schema.get("anyOf", [schema])
    for form in forms:
        if True in form.get("enum", ()):
            return ("true", "false")
        if "enum" in form:
            return tuple(map(str, form["enum"]))
        if form.get("type") == "integer":
            found += [str(form.get("minimum", 1)), "3"]
        elif form.get("type") == "array":
            found += _list(path, form["items"])
        elif form.get("type") == "object" and form.get("properties"):
            found += _groups(path, form)
    return tuple(dict.fromkeys(found)) or _TEXTS


def _list(path: str, item: Schema) -> list[str]:
    if item.get("properties"):
        return [f"[{group}]" for group in _groups(path, item)]
    return ["[Satu, Dua]"]


def _groups(path: str, form: Schema) -> Iterator[str]:
    """Yield groups in which each key has each of its values, beside the keys that may not be missing."""
    below = form["properties"]
    for name, key in below.items():
        beside = [one for one in (*form.get("required", ()), _ALSO.get(path)) if one and one != name]
        others = {one: values_of(f"{path}.{one}", below[one])[0] for one in beside}
        for value in values_of(f"{path}.{name}", key):
            entries = {**others, name: value}
            yield "{" + ", ".join(f"{one}: {_quoted(text)}" for one, text in entries.items()) + "}"


def _quoted(value: str) -> str:
    return value if value[:1] in "[{" else json.dumps(value, ensure_ascii=False)
