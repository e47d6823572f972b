"""The tables of keys are what the readers read and what the documents show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from generator.base.sentences import language
from generator.base.start import NAMES
from generator.config import article_keys, keys, site_keys, site_yaml
from generator.config.fields import Fields
from generator.config.keys import Key
from generator.markup.documents import parse_article, parse_profile, parse_standing, parse_topic
from tests.support import READING, ROOT, article

GROUPS = ("photo", "corrections", "retracted")
ARTICLE = b"""---
title: Judul
author: Sari
editor: Budi
timestamp: 2026-11-24 16:10 WIB
photo: {src: /a.jpg, credit: B}
corrections: [{timestamp: 2026-11-24 17:10 WIB, text: Isi}]
retracted: {timestamp: 2026-11-24 18:10 WIB, reason: sara}
---
Isi.
"""
SITE = """name: Kabar
base_url: https://kabar.example
categories: [{slug: daerah, name: Daerah}]
menu: [{name: A, url: /a/}]
footer: [{name: A, url: /a/}]
social: [{name: A, url: /a/}]
redaksi: {company: A}
subscribe: {links: [{name: A, url: /a/}]}
security: {contact: a@b.example, expires: 2026-11-24 16:10 WIB}
paths: {tag: topik}
aliases: {case: same}
require: {editor: true}
media: {allow: [.xml]}
pictures: {archive: {older_than: 1y}}
desk: {people: [{name: A, role: editor}], person: {header: Remote-User, from: 127.0.0.1}}
limits: {article: 1 MB}
"""


@pytest.fixture
def read(monkeypatch):
    """Which keys were read, by the group that they stand in; empty for the file itself."""
    found = defaultdict(set)
    get = Fields._get

    def note(fields, key):
        found[fields._name.rstrip(".")].add(key)
        return get(fields, key)

    monkeypatch.setattr(Fields, "_get", note)
    return found


def named(table: tuple[Key, ...], name: str = "") -> dict[str, set[str]]:
    """Return the keys of a table, by the group that they stand in."""
    found = {name: {key.name for key in table}}
    for key in table:
        if key.keys and key.form != "free":
            found |= named(key.keys, f"{name}.{key.name}".lstrip("."))
    return found


@pytest.mark.parametrize(
    ("table", "parse", "data"),
    [
        (article_keys.ARTICLE, lambda data: parse_article(data, "daerah/a.md", READING), ARTICLE),
        (article_keys.AUTHOR, lambda data: parse_profile(data, "authors/a.md", READING), b"---\nname: Sari\n---\n"),
        (article_keys.PAGE, lambda data: parse_standing(data, "pages/a.md", READING), b"---\ntitle: Judul\n---\n"),
        (
            article_keys.TOPIC,
            lambda data: parse_topic(data, "topics/a.md", READING),
            b"---\nphoto: {src: /foto/a.png, credit: X}\n---\n",
        ),
        (site_keys.SITE, site_yaml.parse, SITE),
    ],
)
def test_a_table_has_what_its_reader_reads(read, table, parse, data) -> None:
    """In each group, no key more and none less."""
    _, problems = parse(data)
    assert problems == []
    assert dict(read) == named(table)


def test_a_target_has_what_its_reader_reads(read) -> None:
    """The keys of a target's table, and no other; secrets are read where they stand, to be refused."""
    _, problems = site_yaml.parse(
        f"{SITE}deploy: {{satu: {{to: local, path: /srv/kabar, announce: {{websub: 'https://a.example/'}}}}}}\n"
    )
    table = next(key for key in site_keys.SITE if key.name == "deploy").keys[0]
    assert problems == []
    assert {name: read[f"deploy.{name}"] - {*site_keys.SECRETS} for name in ("satu", "satu.announce")} == named(
        table.keys, "satu"
    )


def groups_of(table: tuple[Key, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Key]]:
    """Yield each key with an example of what stands below it, and the keys that lead there."""
    for key in table:
        if key.entry:
            yield (*above, key.name), key
        yield from groups_of(key.keys, (*above, key.name))


@pytest.mark.parametrize(
    ("path", "key"), [*groups_of(site_keys.SITE)], ids=lambda given: str(given) if type(given) is tuple else ""
)
def test_an_example_of_a_group_is_read(path: tuple[str, ...], key: Key) -> None:
    """As far as it goes: what else a group needs is missing."""
    text = f"[{{{key.entry}}}]" if key.form == "groups" else f"{{{key.entry}}}"
    for name in reversed(path):
        text = f"{{{name.replace('*', 'satu')}: {text}}}"
    site = {"name": "Kabar", "base_url": "https://kabar.example", "categories": "[{slug: daerah, name: Daerah}]"}
    lines = [f"{name}: {value}" for name, value in site.items() if name != path[0]]
    _, problems = site_yaml.parse("\n".join([*lines, text[1:-1], ""]))
    assert {problem.code for problem in problems} <= (
        {"missing-key"} if "…" not in key.entry else {"missing-key", "bad-value", "bad-address"}
    )


def rows(document: str, heading: str) -> set[str]:
    """Return the keys in the first table below a heading of a document."""
    text = f"\n{(ROOT / 'docs' / document).read_text('utf-8')}".partition(f"\n{heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert table is not None
    first = [line.split("|")[1] for line in table[0].splitlines()[2:]]
    return {key for cell in first for key in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize(
    ("document", "heading", "table"),
    [
        ("front-matter.md", "### Keys", article_keys.ARTICLE), ("front-matter.md", "## People", article_keys.AUTHOR),
        ("front-matter.md", "### photo", next(key.keys for key in article_keys.ARTICLE if key.name == "photo")),
        ("site-yaml.md", "# site.yaml", site_keys.SITE),
    ],
)  # fmt: skip
def test_a_table_has_what_the_documents_show(document: str, heading: str, table: tuple[Key, ...]) -> None:
    """All keys of the document's table and no other."""
    assert rows(document, heading) == {key.name for key in table}


@pytest.mark.parametrize("name", NAMES)
def test_a_meaning_fits_into_a_note(name) -> None:
    """It is short, and on one line."""
    for table in (article_keys.ARTICLE, article_keys.AUTHOR, article_keys.PAGE, site_keys.SITE):
        for key in table:
            said = language(name).put(key.meaning)
            assert 0 < len(said) <= 100, said
            assert "\n" not in said


@pytest.mark.parametrize("key", [key for key in article_keys.ARTICLE if key.example], ids=lambda key: key.name)
def test_an_example_is_read(key: Key) -> None:
    """What `ssg new` and editors show can be taken over."""
    film = {"type": "video", "body": "https://youtu.be/dQw4w9WgXcQ"}
    live = {"type": "live", "timestamp": "2026-11-24 16:10 WIB", "body": "## 17.00 – A"}
    beside = {"time_unknown": {"timestamp": "2024-10-09"}, "chapters": film, "duration": film, "live_until": live}
    text = article(**{key.name: key.example, **beside.get(key.name, {})})
    assert parse_article(text.encode(), "daerah/a.md", READING)[1] == []


def test_the_examples_of_site_yaml_make_a_site() -> None:
    """All of them, together."""
    lines = [f"{key.name}: {key.example}" for key in site_keys.SITE if key.example]
    _, problems = site_yaml.parse("\n".join([*lines, "categories: [{slug: daerah, name: Daerah}]", ""]))
    assert problems == []


@pytest.mark.parametrize(("english", "indonesian"), [(article_keys.ARTICLE, keys.in_indonesian(article_keys.ARTICLE))])
def test_a_table_in_indonesian_has_the_other_names(english: tuple[Key, ...], indonesian: tuple[Key, ...]) -> None:
    """Of what stands below a key too, and in its example."""
    assert [one.name for one in indonesian] == [one.local for one in english]
    source = next(one for one in indonesian if one.name == "sumber")
    assert source.example == "{nama: BPBD Muara Teduh, alamat: https://…}"
    assert [one.name for one in source.below] == ["nama", "alamat"]
    photo = next(one for one in indonesian if one.name == "foto")
    assert [one.name for one in photo.keys] == ["berkas", "keterangan", "kredit", "alt", "fokus", "fit", "ai"]
