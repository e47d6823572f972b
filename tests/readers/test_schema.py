"""The JSON Schemas: what our readers take, they take; what these refuse, they refuse."""

from __future__ import annotations

from functools import cache

import pytest
import yaml

from generator.readers.schema import KINDS, schema
from tests.support import CONFIG, ROOT, article

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")


@cache
def validator(kind: str):
    one = schema(kind, str)
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


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_valid_schema(kind: str) -> None:
    """Of the draft that it names."""
    validator(kind)


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
