"""The form of an article, and what it knows of the site."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generator.annex.desk import forms
from generator.base.errors import Problem, Where
from generator.base.sentences import ENGLISH, language, sentence
from generator.config.article_keys import ARTICLE
from generator.config.keys import Key
from generator.theming.loading import read_site
from tests.support import CONFIG, site

LEAVES = {"required": False, "types": [], "choices": [], "default": "", "fields": []}


def field(name: str) -> dict[str, object]:
    return next(one for one in forms.fields(ENGLISH) if one["key"] == name)


def test_the_order_in_which_a_desk_fills_in() -> None:
    """Each key of an article has a field with a word of the newsroom, but those that the steps write."""
    assert [(one["key"], one["label"]) for one in forms.fields(ENGLISH)] == [
        ("title", "Headline"), ("author", "Author"), ("editor", "Editor"), ("timestamp", "Time of publication"),
        ("summary", "Summary"), ("tags", "Tags"), ("region", "Region"), ("photo", "Main photo"), ("source", "Source"),
        ("category", "Kanal"), ("type", "Sort of article"), ("live_until", "Report ends"),
        ("chapters", "Parts of the video"), ("duration", "Length of the video"), ("sponsor", "Sponsor"),
        ("initials", "Initials"), ("updated", "Updated"), ("expires", "Taken down"),
        ("time_unknown", "Only the day is known"), ("slug", "Name in the address"), ("id", "Number"),
        ("aliases", "Old addresses"), ("verification", "Verification"), ("follows", "Continues"),
        ("related", "Artikel Terkait first"), ("unrelated", "Not in Artikel Terkait"),
    ]  # fmt: skip


def test_some_fields_are_for_some_sorts_of_articles() -> None:
    """A sponsor is asked for in an advertorial alone, an end in a live report, a length in a video."""
    assert {one["key"]: one["types"] for one in forms.fields(ENGLISH) if one["types"]} == {
        "live_until": ["live"], "chapters": ["video"], "duration": ["video"], "sponsor": ["advertorial"],
    }  # fmt: skip


def test_a_field_tells_what_its_key_means() -> None:
    """With its form, whether it must be filled in, and an example."""
    assert field("title") == LEAVES | {
        "key": "title", "label": "Headline", "meaning": "headline", "form": "text", "required": True,
        "example": "Jalan Desa Diperbaiki",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "values", "told"),
    [
        ("author", {"name": "", "key": "author"}, '"Penulis" kosong'), ("author", {"name": "", "key": "penulis"}, '"Penulis" kosong'),
        ("author", {"name": "", "key": "editor"}, '"editor" kosong'), ("author", {"name": "", "key": "author: …"}, '"Penulis: …" kosong'),
        ("author", {"name": "", "key": "authors"}, '"authors" kosong'), ("author", {"name": 2, "key": "x\nauthor: a"}, '"2x\nauthor: a" kosong'),
        ("photo", {"name": "photo.", "key": "credit"}, '"Foto utama: Kredit" kosong'),
        ("photo", {"name": sentence("{it}", it="foto"), "key": ""}, '"Foto utama" kosong'), ("entah", {"name": "", "key": "entah"}, '"entah" kosong'),
    ],
)  # fmt: skip
def test_a_problem_names_a_field_as_the_form_does(key: str, values: dict[str, object], told: str) -> None:
    """Where its message has the name of the key, or of one below it; everything else of it stays."""
    problem = Problem(
        Where("a.md", 2), "missing-key", sentence('"{name}{key}" kosong', **values), sentence("{key}", key="penulis: …")
    )
    found = forms.in_its_words(problem, key, language("id"))
    assert str(found.said) == told
    assert msgspec.structs.replace(found, said=problem.said) == problem


def test_a_choice_has_its_values_as_words() -> None:
    """The value as it is written, beside what a person reads, and which is meant where none is."""
    key = Key("kind/jenis", form="choice", example="hak-jawab", choices=("hak-jawab", "ralat"), default="ralat")
    assert forms._field(key, ENGLISH) == LEAVES | {
        "key": "kind", "label": "Kind", "meaning": "", "form": "choice", "example": "hak-jawab", "default": "ralat",
        "choices": [{"value": "hak-jawab", "label": "Hak jawab"}, {"value": "ralat", "label": "Ralat"}],
    }  # fmt: skip


def test_a_group_has_the_fields_of_its_keys() -> None:
    """Down to the last one, with names of their own."""
    assert field("source") == LEAVES | {
        "key": "source", "label": "Source", "meaning": field("source")["meaning"], "form": "named",
        "example": field("source")["example"],
        "fields": [
            LEAVES | {"key": "name", "label": "Name", "meaning": "name", "form": "text", "example": ""},
            LEAVES | {"key": "url", "label": "Web address", "meaning": "where it leads", "form": "text", "example": ""},
        ],
    }  # fmt: skip
    photo = field("photo")["fields"]
    assert isinstance(photo, list)
    assert [(one["key"], one["label"]) for one in photo] == [
        ("src", "File"), ("caption", "Caption"), ("credit", "Credit"), ("alt", "For readers who do not see it"),
        ("focus", "Focus"), ("fit", "Never cut"), ("ai", "Tool of an artificial picture"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "english", "indonesian"),
    [("title", "Headline", "Judul"), ("summary", "Summary", "Ringkasan"), ("old_name", "Old name", "Old name")],
)
def test_what_the_desk_calls_a_key(name: str, english: str, indonesian: str) -> None:
    """In the language of the desk; a key without a word of its own is called as it is written."""
    key = Key(name)
    assert (forms.label_of(key, ENGLISH), forms.label_of(key, language("id"))) == (english, indonesian)


def test_no_key_of_an_article_is_called_as_it_is_written() -> None:
    """But those that no form shows."""
    assert not {key.name for key in ARTICLE} - forms._BY_STEPS - forms._LABELS.keys()


def test_what_the_form_knows_of_a_site(tmp_path: Path) -> None:
    """Its kanal, its regions, what it demands, and where it searches."""
    more = "regions:\n  Jawa Tengah: [Kudus]\n  Bali: []\nsearch: true\nrequire: {editor: false}\n"
    config = CONFIG.replace("https://uji.example", "https://uji.example/berita").replace("Jakarta", "Makassar") + more
    found, _ = read_site(site(tmp_path, config=config).folder)
    assert forms.site(found) == {
        "name": "Kabar Uji", "zone": "WITA", "base": "/berita", "public": "https://uji.example/berita",
        "search": "/berita/cari/",
        "kanal": [
            {"slug": "daerah", "name": "Daerah"}, {"slug": "nasional", "name": "Nasional"},
            {"slug": "olahraga", "name": "Olahraga"},
        ],
        "regions": ["Jawa Tengah", "Jawa Tengah/Kudus", "Bali"], "require_editor": False, "require_credit": True,
    }  # fmt: skip


def test_a_site_without_a_search(tmp_path: Path) -> None:
    """Has no address of one."""
    found, _ = read_site(site(tmp_path).folder)
    assert (forms.site(found)["search"], forms.site(found)["base"]) == ("", "")
