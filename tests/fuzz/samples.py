"""Values for each key of the tables of keys, by the form of its row.

Whoever invents sites draws the keys and these values, so that a new key is tried as soon as it stands in its table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.config.keys import Key

FITTING: Mapping[str, tuple[str, ...]] = {
    "category": ("daerah", "daerah/pasar"), "pinned": ("/daerah/2024/10/berita-1.md", "berita-2"), "follows": ("/daerah/2024/10/berita-1.md", "berita-2"), "related": ("[berita-1, berita-2]",),
    "unrelated": ("berita-1",), "photo.src": ("/foto/a.png",), "expires": ("2030-12-31 23:59 WIB",), "time_unknown": ("false",),
    "timestamp": ("2024-10-09 16:10 WIB",), "type": ("opini", "foto", "video", "infografik", "berita"), "live_until": ("2024-10-09 23:00 WIB",),
    "template": ("pemilu.html", "standing.html", "article.html"), "subscribe.form": ("/kirim/",), "subscribe.links.url": ("https://saluran.example/", "/tag/banjir/"),
    "theme": ("kabar",), "settings": ("{accent: '#123456'}",), "pictures.archive.widths": ("[384, 736]", "[48]"), "pictures.*.widths": ("[360, 720]", "[96]"),
    "pictures.*.cut": ("16:9", "1:1"), "deploy.*.compress": ("[gz, br]",), "deploy.*.to": ("local", "sftp", "s3", "webdav", "ftp"), "logo": ("/foto/a.png", "/foto/ikon.svg"), "icon": ("/foto/ikon.svg",), "security.contact": ("a@b.example",),
    "categories": ("[{slug: daerah, name: Daerah}, {slug: nasional, name: Nasional, description: Lain.}]",
                   "[{slug: daerah, name: Daerah}, {slug: daerah/pasar, name: Pasar, description: Lain.}, {slug: nasional, name: N}]"),
}  # fmt: skip
"""Key, with those above it -> values that it may have in a small site, where its form and its example do not tell."""
_ALSO: Mapping[str, str] = {"photo": "credit", "deploy.*": "to", "pictures.*": "widths", "subscribe": "form"}
"""Group -> what it has besides the keys that its table demands."""
_BESIDE: Mapping[str, str] = {"deploy.*.releases": "to: sftp, host: a.example, path: /srv/kabar"}
"""Key of a group -> what it has in their place."""
_NAMES: Mapping[str, str] = {"severity.*": "dead-link", "severity.folders.*": "dead-link"}
"""What a key is called that may have any name, unless it is as in the example of its group."""
_TEXTS = ("Kata", "https://kata.example/", "/kata/", "kata-1234")
"""For a key of which nothing is known but that it has a text."""


def values_of(row: Key, above: str = "") -> tuple[str, ...]:
    """Return values that a key may have, each as YAML on a line; `above` are the keys above it, with a point behind each."""
    path = f"{above}{row.name}"
    example = (row.example,) if row.example else ()
    if path in FITTING:
        return FITTING[path]
    if row.form == "choice":
        return row.choices
    if row.form == "flag":
        return ("true", "false")
    if row.form == "number":
        return tuple(map(str, row.bounds))
    if row.form == "time":
        return (*example, "2024-10-10 10:00 WIB")
    if row.form == "texts":
        return (*example, "[Satu, Dua]")
    if row.form == "named":
        return (*example, "Satu", "[Satu, {name: Dua, url: 'https://dua.example/'}]")
    if row.form in ("group", "groups", "free") and row.keys:
        found = tuple(f"{{{', '.join(entries)}}}" for entries in _groups(row, f"{path}."))
        return tuple(f"[{group}]" for group in found) if row.form == "groups" else found
    if row.form == "free":
        return (f"{{{row.entry}}}",)
    return example or ((f"{row.default}-lain", row.default) if row.default else _TEXTS)


def _groups(row: Key, path: str) -> Iterator[tuple[str, ...]]:
    """Yield groups in which a key has a value, beside the keys that may not be missing."""
    also = _ALSO.get(path.removesuffix("."))
    demanded = [below for below in row.keys if below.required or below.why or below.name == also]
    for below in row.keys:
        others = [entry(row, one, path, values_of(one, path)[0]) for one in demanded if one is not below]
        for value in values_of(below, path):
            beside = _BESIDE.get(f"{path}{below.name}")
            yield entry(row, below, path, value), *([beside] if beside else others)


def entry(row: Key, below: Key, path: str, value: str) -> str:
    """Return a key with a value, in the group of another that stands at a path."""
    name = _NAMES.get(f"{path}*", row.entry.partition(":")[0]) if below.name == "*" else below.name
    plain = below.form in ("text", "time", "choice", "flag", "number")
    return f"{name}: {json.dumps(value, ensure_ascii=False) if plain else value}"


def paths_of(table: tuple[Key, ...], above: str = "") -> Iterator[str]:
    """Yield all keys of a table and of the groups in it, with those above them."""
    for row in table:
        yield f"{above}{row.name}"
        yield from paths_of(row.keys, f"{above}{row.name}.")
