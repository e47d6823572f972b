"""The JSON Schemas: what our readers take, they take; what these refuse, they refuse."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

import pytest
import yaml

from generator.base.sentences import as_it_is
from generator.cli.schema import KINDS, _group, schema
from generator.config.keys import Form, Key
from generator.model.records import ARTICLE_TYPES
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
        "jenis iklan", "jenis liputan dengan nama lain",
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
            kind = {"authors": "author", "pages": "page", "topics": "topic"}.get(
                file.relative_to(top / "content").parts[0], "article"
            )
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


TEXT = {"type": ["string", "number", "boolean"]}
TRUTHS = "^([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Yy][Aa]|[Oo][Nn]|1|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Tt][Ii][Dd][Aa][Kk]|[Oo][Ff][Ff]|0|)$"
NAMED = {
    "type": "object",
    "properties": {"name": TEXT, "url": TEXT},
    "required": ["name"],
    "additionalProperties": False,
}
INNER = {
    "type": "object", "properties": {"a": {"description": "b", "anyOf": [{**TEXT, "minLength": 1}]}}, "required": ["a"],
    "additionalProperties": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("text", [TEXT]), ("time", [TEXT]), ("texts", [TEXT, {"type": "array", "items": TEXT}]),
        ("folders", [TEXT, {"type": "array", "items": TEXT}, {"type": "object"}]),
        ("flag", [{"enum": [True, False, "yes", "no", "ya", "tidak", "on", "off", 1, 0, "true", "false"]}, {"type": "string", "pattern": TRUTHS}]),
        ("number", [{"type": "integer"}, {"type": "string", "pattern": "^ *[0-9]+ *$"}]),
        ("choice", [{"enum": ["a-b", "c"]}, {"type": "string", "pattern": r"^([Aa]\-[Bb]|[Cc])$"}]),
        ("named", [TEXT, NAMED, {"type": "array", "items": {"anyOf": [TEXT, NAMED]}}]),
        ("group", [INNER]), ("groups", [{"type": "array", "items": INNER}]), ("free", [{"type": "object"}]),
    ],
)  # fmt: skip
def test_what_a_value_may_be(form: Form, values: list[object]) -> None:
    """By the form of its key, or nothing."""
    inner = (Key("a", as_it_is("b"), required=True),) if form in ("group", "groups") else ()
    key = Key("x", as_it_is("y"), form, "z", choices=("a-b", "c"), keys=inner)
    assert _group((key,), str) == {
        "type": "object", "required": [], "additionalProperties": False,
        "properties": {"x": {"description": "y\n\nx: z", "anyOf": [*values, {"type": "null"}]}},
    }  # fmt: skip


def test_what_is_required_has_an_entry_or_a_letter() -> None:
    """Whichever form it has; a group may be a text alone if it has a short form."""
    key = Key("x", as_it_is("y"), "texts", required=True)
    assert _group((key,), str)["properties"]["x"]["anyOf"] == [
        {**TEXT, "minLength": 1}, {"type": "array", "items": TEXT, "minItems": 1},
    ]  # fmt: skip
    group = Key("x", as_it_is("y"), "group", keys=(Key("a", as_it_is("b"), required=True),), short="a")
    assert _group((group,), str)["properties"]["x"]["anyOf"] == [TEXT, INNER, {"type": "null"}]


def test_paid_content_names_who_pays() -> None:
    """In any letter case of its sort, and in a table that has sorts of articles."""
    table = (Key("jenis", as_it_is("x"), "choice", choices=ARTICLE_TYPES),)
    found = _group(table, str)
    assert found["if"] == {
        "properties": {"jenis": {"type": "string", "pattern": "^([Aa][Dd][Vv][Ee][Rr][Tt][Oo][Rr][Ii][Aa][Ll])$"}},
        "required": ["jenis"],
    }
    assert found["then"] == {"required": ["sponsor"]}


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_of_what_it_is(kind: str) -> None:
    """With the draft by which editors read it; site.yaml has one language."""
    one = schema(kind, str)
    assert (one["$schema"], one["title"]) == ("https://json-schema.org/draft/2020-12/schema", f"Warta: {kind}")
    assert ("if" in schema(kind, str, indonesian=True)) == (kind != "site")
    assert (one == schema(kind, str, indonesian=True)) == (kind == "site")
