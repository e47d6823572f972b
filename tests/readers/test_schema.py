"""The JSON Schemas: what our readers take, they take; what these refuse, they refuse."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

import pytest
import yaml

from generator.readers.keys import Key
from generator.readers.schema import KINDS, schema
from tests.reporter import mistakes
from tests.support import CONFIG, ROOT, article

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")


@cache
def validator(kind: str, *, indonesian: bool = False):
    one = schema(kind, str, indonesian=indonesian)
    jsonschema.Draft202012Validator.check_schema(one)
    return jsonschema.Draft202012Validator(one)


def head(text: str) -> object:
    # As editors read it: plain YAML of today, in which a time is a text.
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if "timestamp" not in pair[0]]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text.split("---\n")[1] if text.startswith("---") else text, loader)


@pytest.mark.parametrize("indonesian", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_valid_schema(kind: str, indonesian: bool) -> None:
    """Of the draft that it names."""
    validator(kind, indonesian=indonesian)


def filled(table: tuple[Key, ...], name: str) -> dict[str, object]:
    """Return what a file may hold: all keys of a table, with their examples, by an attribute that names them."""
    return {getattr(key, name): _filled(key, name) for key in table}


def _filled(key: Key, name: str) -> object:
    if key.form in ("group", "groups"):
        inner = filled(key.keys, name)
        return [inner] if key.form == "groups" else inner
    if key.form == "named":
        return [filled(key.below, name), "BPBD"]
    if key.form == "free":
        return {"x": "y"}
    return {"flag": "Ya", "number": "20", "choice": key.choices and key.choices[0].upper()}.get(
        key.form, key.example or "x"
    )


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in ("name", "local")])
def test_every_key_is_taken_in_either_language(kind: str, name: str) -> None:
    """With its example, and in any letter case where it is one of some words; not with another letter."""
    whole = filled(KINDS[kind], name)
    check = validator(kind, indonesian=True)
    assert list(check.iter_errors(whole)) == []
    for key in KINDS[kind]:
        wrong = {f"{one}x" if one == getattr(key, name) else one: value for one, value in whole.items()}
        assert list(check.iter_errors(wrong)), key


def test_what_a_schema_can_know_of_the_mistakes_of_a_reporter_is_refused() -> None:
    """Keys, what is missing, words that are no choice; the rest is for `ssg check`."""
    refused = set()
    for mistake in mistakes():
        with suppress(yaml.YAMLError):
            if mistake.path.endswith(".md") and list(validator("article").iter_errors(head(mistake.text))):
                refused.add(mistake.name)
    assert refused == {
        "tanpa judul", "judul null", "judul tilde", "kunci bahasa Indonesia", "kunci salah ketik", "tanpa waktu",
        "jenis yang tidak ada", "tanpa front matter", "iklan tanpa pemasang",
        "pencabutan tanpa alasan", "koreksi tanpa isi", "kunci WordPress dan kunci berhuruf besar", "jenis hak jawab",
        "jenis iklan",
    }  # fmt: skip


def test_a_file_has_one_language() -> None:
    """The one in which its headline is, by the same rule as ours."""
    check = validator("article", indonesian=True)
    assert list(check.iter_errors({"title": "A", "waktu": "2024-10-09 16:10"}))
    assert [error.message for error in check.iter_errors({"judul": "A", "waktu": "x", "author": "Sari"})] == [
        "Additional properties are not allowed ('author' was unexpected)"
    ]


def test_a_photo_may_be_an_address_alone() -> None:
    """Which is that of its file."""
    whole = {"title": "A", "timestamp": "2024-10-09 16:10"}
    assert not list(validator("article").iter_errors({**whole, "photo": "/foto/a.jpg"}))
    assert list(validator("article").iter_errors({**whole, "photo": ["/foto/a.jpg"]}))


def test_what_must_be_there_may_not_be_empty() -> None:
    """Whereas other keys may wait for their value."""
    whole = {"title": "A", "timestamp": "2024-10-09 16:10", "summary": None}
    assert not list(validator("article").iter_errors(whole))
    for empty in (None, ""):
        assert list(validator("article").iter_errors({**whole, "title": empty}))


def test_they_take_all_of_the_demo_and_of_a_new_portal() -> None:
    """Every file that our readers take."""
    for top in (ROOT, ROOT / "generator/skeleton"):
        assert list(validator("site").iter_errors(head((top / "site.yaml").read_text("utf-8")))) == []
        for file in (top / "content").rglob("*.md"):
            kind = {"authors": "author", "pages": "page"}.get(file.relative_to(top / "content").parts[0], "article")
            assert list(validator(kind).iter_errors(head(file.read_text("utf-8")))) == [], file


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("article", article(penulis="Sari")), ("article", article(type="kabar")), ("article", article(draft="mungkin")),
        ("article", article(photo="{src: /a.jpg, kredit: Sari}")), ("article", "---\nauthor: Sari\n---\n"),
        ("site", f"{CONFIG}nama: Kabar\n"), ("site", f"{CONFIG}per_page: banyak\n"),
    ],
)  # fmt: skip
def test_they_refuse_what_our_readers_refuse(kind: str, text: str) -> None:
    """Unknown keys, words that are no choice, what is missing."""
    assert list(validator(kind).iter_errors(head(text)))


def test_the_samples_of_that_are_right_otherwise() -> None:
    """The refusals above are of what they are meant to be."""
    assert not list(validator("article").iter_errors(head(article(draft="ya", tags="[a, b]", source="BPBD"))))
    assert not list(validator("site").iter_errors(head(CONFIG)))
