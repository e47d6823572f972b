"""Letter-exact changes of Markdown files."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.annex.desk import manuscripts
from generator.annex.desk.manuscripts import body_of, changed, entered, is_formable, is_plain, values_of, with_lines_of
from generator.base.text import clean, unix_lines
from generator.config.rewriting import NotRewrittenError
from tests.support import ROOT

TEXT = """---
# Catatan meja: jangan diubah
title: "Banjir: Surut"   # judul
author: [Sari Anggraini,  'Bagus Santosa']
timestamp: 2026-11-24 16:10 WIB
tags:
- banjir
- 'harga ikan'
photo:
    src: /foto/2026/11/x.jpg
    caption: Warga   # siapa
aneh: {a: 1}
---

Kalimat pertama.
Kalimat *kedua*.

***(SA)
"""


def test_nothing_changes_nothing() -> None:
    """What is saved as it was opened is the same text."""
    assert changed(TEXT, values_of(TEXT), body_of(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({"title": "Banjir: Datang"}, '"Banjir: Surut"', '"Banjir: Datang"'),
        ({"timestamp": "2026-11-25 06:00 WITA"}, "2026-11-24 16:10 WIB", "2026-11-25 06:00 WITA"),
        ({"author": ["Sari Anggraini"]}, "[Sari Anggraini,  'Bagus Santosa']", "[Sari Anggraini]"),
        ({"tags": ["banjir", "cuaca, ekstrem"]}, "- banjir\n- 'harga ikan'", '- banjir\n- "cuaca, ekstrem"'),
        ({"photo": {"src": "/foto/2026/11/x.jpg", "caption": "Warga desa"}}, "Warga ", "Warga desa "),
        (
            {"photo": {"src": "/foto/2026/11/x.jpg", "caption": "Warga", "credit": "Kabar/Sari"}},
            "    caption: Warga   # siapa\n", "    caption: Warga   # siapa\n    credit: Kabar/Sari\n",
        ),
        ({"photo": {"src": "/foto/2026/11/x.jpg"}}, "    caption: Warga   # siapa\n", ""),
        ({"summary": "Air surut."}, "tags:\n", "summary: Air surut.\ntags:\n"),
        ({"source": "BPBD Muara"}, "aneh: {a: 1}\n", "source: BPBD Muara\naneh: {a: 1}\n"),
        ({"draft": True}, "tags:\n", "draft: true\ntags:\n"),
        ({"photo": None}, re.search(r"photo:\n.*# siapa\n", TEXT, re.DOTALL)[0], ""),
        ({"tags": []}, "tags:\n- banjir\n- 'harga ikan'\n", ""),
    ],
)  # fmt: skip
def test_one_value_changes_alone(values: dict[str, Any], old: str, new: str) -> None:
    """A changed value is all that differs; comments, order and what nobody knows stay."""
    assert changed(TEXT, values) == TEXT.replace(old, new, 1)


def test_indonesian_keys_stay_indonesian() -> None:
    """New keys are spelled as the file spells the others."""
    text = "---\njudul: A\nfoto:\n  berkas: /foto/x.jpg\n---\nIsi.\n"
    assert values_of(text) == {"title": "A", "photo": {"src": "/foto/x.jpg"}}
    new = changed(text, {"summary": "Ringkas.", "photo": {"src": "/foto/x.jpg", "credit": "Kabar"}})
    assert new == "---\njudul: A\nringkasan: Ringkas.\nfoto:\n  berkas: /foto/x.jpg\n  kredit: Kabar\n---\nIsi.\n"


def test_a_short_photo_becomes_a_group() -> None:
    """A bare address gets a group once there is more to say."""
    text = "---\ntitle: A\nphoto: /foto/x.jpg\n---\nIsi.\n"
    new = changed(text, {"photo": {"src": "/foto/x.jpg", "credit": "Kabar"}})
    assert values_of(new)["photo"] == {"src": "/foto/x.jpg", "credit": "Kabar"}
    assert new.startswith("---\ntitle: A\nphoto: ")


def test_groups_in_lists() -> None:
    """A list of groups is written whole, as readable YAML."""
    entry = {"timestamp": "2026-11-24 18:00 WIB", "type": "ralat", "text": "Semula 46, yang benar 64."}
    new = changed("---\ntitle: A\n---\nIsi.\n", {"corrections": [entry]})
    assert values_of(new)["corrections"] == [entry]
    assert "\ncorrections:\n- timestamp: 2026-11-24 18:00 WIB\n  type: ralat\n" in new


def test_what_is_empty_stays_empty() -> None:
    """Keys without a value, in groups too, stay as they are when nothing changes."""
    text = "---\ntitle: A\nsummary:\nphoto:\n  src: /foto/x.jpg\n  caption:\ntags: []\nsource: {name: B, url: ''}\n---\nIsi.\n"
    assert changed(text, values_of(text)) == text


def test_windows_files_stay_windows_files() -> None:
    """Line ends stay as they are, also mixed ones, and so does a byte order mark."""
    text = "\ufeff---\r\ntitle: A\r\n---\r\n\r\nSatu.\r\nDua.\nTiga.\rEmpat."
    assert body_of(text) == "Satu.\nDua.\nTiga.\nEmpat."
    assert changed(text, {"title": "B"}, "Satu.\nDua lagi.\nTiga.\nEmpat.") == text.replace("A", "B").replace(
        "Dua.\n", "Dua lagi.\r\n"
    )


def test_what_cannot_be_read_is_no_form() -> None:
    """A file without a readable front matter is for the source text alone."""
    assert is_formable(TEXT)
    assert not is_formable("Tanpa kepala.\n")
    assert not is_formable("---\ntitle: [a\n---\nIsi.\n")


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md")), ids=lambda path: path.name)
def test_one_word_of_the_demo(path: Any) -> None:
    """Each text of the demo is opened and saved with one other word, and differs by that."""
    text = path.read_bytes().decode()
    body = body_of(text)
    word = max(re.findall(r"\w+", body), key=len, default="")
    new = changed(text, values_of(text), body.replace(word, "Katabaru", 1) if word else None)
    head = len(text) - len(text[text.index("---", 4) :])
    assert new == (text[:head] + text[head:].replace(word, "Katabaru", 1) if word else text)


@pytest.mark.parametrize(
    ("text", "formable", "values", "body", "new"),
    [
        ("---\ntitle: A\n---\n\nSatu.\nDua.\n", True, {"title": "A"}, "Satu.\nDua.", "---\ntitle: A\n---\n\nBaru.\nDua.\n"),
        ("---\n---\nx", True, {}, "x", "---\n---\nBaru.\nDua."), ("x", False, {}, "x", "Baru.\nDua."), ("", False, {}, "", "Baru.\nDua.\n"),
        ("--- \ntitle: A\n--- \nIsi", True, {"title": "A"}, "Isi", "--- \ntitle: A\n--- \nBaru.\nDua."),
        ("\ufeff---\ntitle: A\n---\nIsi", True, {"title": "A"}, "Isi", "\ufeff---\ntitle: A\n---\nBaru.\nDua."),
        ("---\ntitle: A\n---", True, {"title": "A"}, "", "---\ntitle: A\n---\nBaru.\nDua.\n"),
        ("---\r\ntitle: A\r\n---", True, {"title": "A"}, "", "---\r\ntitle: A\r\n---\r\nBaru.\r\nDua.\r\n"),
        ("---\ntitle: A", False, {"title": "A"}, "---\ntitle: A", "Baru.\nDua."), ("---\ntitle: [a\n---\nx", False, {}, "x", "---\ntitle: [a\n---\nBaru.\nDua."),
        ("----\ntitle: A\n---\nx", False, {}, "----\ntitle: A\n---\nx", "Baru.\nDua."),
    ],
)  # fmt: skip
def test_what_is_head_and_what_is_body(text: str, formable: bool, values: dict[str, Any], body: str, new: str) -> None:
    """Of any file: the values of its front matter, and the text without blank lines around it, which can be another."""
    assert (is_formable(text), values_of(text), body_of(text)) == (formable, values, body)
    assert changed(text, {}, "Baru.\nDua.") == new
    assert changed(text, {}, body) == text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a\r\nb\n", "a\nc\n", "a\r\nc\r\n"), ("a\r\nb\r\n", "a\nc", "a\r\nc"), ("a\r\nb", "a\nb", "a\r\nb"), ("a\rb", "a\nb", "a\rb"),
        ("a\nb\n", "a\nb", "a\nb"), ("", "a\nb\n", "a\nb\n"), ("a\nb\n", "", ""), ("a\r\nb\nc\r", "x\nb\nc\n", "x\r\nb\nc\r\n"),
    ],
)  # fmt: skip
def test_another_text_keeps_the_line_ends(old: str, new: str, expected: str) -> None:
    """Of each line that stays; a new one has those of Windows where the file has any."""
    assert with_lines_of(old, new) == expected


ENTRY = {"timestamp": "2024-10-10 12:00 WIB", "type": "", "text": "Isi", "link": None}
BLOCK = "- timestamp: 2024-10-10 12:00 WIB\n  text: Isi\n"
LOKAL = "  - waktu: 2024-10-10 12:00 WIB\n    isi: Isi\n"
SATU = "- timestamp: 2024-10-09 10:00 WIB\n  text: Satu\n"


@pytest.mark.parametrize(
    ("head", "first", "last"),
    [
        ("title: A\n", f"title: A\ncorrections:\n{BLOCK}", ""),
        ("judul: A\n", f"judul: A\nkoreksi:\n{BLOCK.replace('timestamp', 'waktu').replace('text', 'isi')}", ""),
        ("corrections: []\n", "corrections: [{timestamp: 2024-10-10 12:00 WIB, text: Isi}]\n", ""),
        (f"corrections:\n{SATU}", f"corrections:\n{BLOCK}{SATU}", f"corrections:\n{SATU}{BLOCK}"),
        ("corrections:\n- Satu\n", f"corrections:\n{BLOCK}- Satu\n", f"corrections:\n- Satu\n{BLOCK}"),
        ("koreksi:\n  - waktu: 2024-10-09 10:00 WIB # ya\n    isi: Satu\njudul: B\n",
         f"koreksi:\n{LOKAL}  - waktu: 2024-10-09 10:00 WIB # ya\n    isi: Satu\njudul: B\n",
         f"koreksi:\n  - waktu: 2024-10-09 10:00 WIB # ya\n    isi: Satu\n{LOKAL}judul: B\n"),
    ],
)  # fmt: skip
def test_one_more_group_in_a_list(head: str, first: str, last: str) -> None:
    """As the first or the last, in the keys of the others, without what is empty; the rest stays, and so does its mark."""
    for mark in ("", "\ufeff"):
        text = f"{mark}---\n{head}---\nx\n"
        assert entered(text, "corrections", ENTRY, first=True) == f"{mark}---\n{first}---\nx\n"
        assert entered(text, "corrections", ENTRY, first=False) == f"{mark}---\n{last or first}---\nx\n"


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_an_empty_value_is_no_key(empty: Any) -> None:
    """One that is there goes, and one that is not does not come."""
    text = "---\ntitle: A\nsummary: B\n---\nx\n"
    assert changed(text, {"summary": empty, "source": empty}) == "---\ntitle: A\n---\nx\n"


@pytest.mark.parametrize(
    ("written", "value"), [("id: 7", 7), ("draft: true", True), ("draft: 'true'", "true"), ("photo: {src: x, alt: y}", {"src": "x", "alt": "y", "credit": "", "ai": None})]
)  # fmt: skip
def test_a_value_that_is_there_is_not_written_anew(written: str, value: Any) -> None:
    """However it is spelled."""
    text = f"---\ntitle: A\n{written}  # ya\n---\nx\n"
    assert changed(text, {written.partition(":")[0]: value}) == text


def test_a_group_is_changed_key_by_key() -> None:
    """What is empty in it goes, what is new comes without what is empty, in the order of the table."""
    text = "---\ntitle: A\nphoto:\n  src: /a.jpg\n  caption: Lama # ya\n  aneh: z\n---\nx\n"
    new = {"src": "/a.jpg", "caption": "", "credit": "Sari", "alt": None, "aneh": "z"}
    assert changed(text, {"photo": new}) == "---\ntitle: A\nphoto:\n  src: /a.jpg\n  credit: Sari\n  aneh: z\n---\nx\n"
    assert (
        changed("---\ntitle: A\n---\nx\n", {"photo": new})
        == "---\ntitle: A\nphoto:\n  src: /a.jpg\n  credit: Sari\n  aneh: z\n---\nx\n"
    )


_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
_BODY = st.lists(_LINE, max_size=8).map("\n".join)


@given(
    st.lists(st.tuples(_LINE, st.sampled_from(["\n", "\r\n", "\r"])), max_size=8), _BODY, st.sampled_from(["", "\n\n"])
)
@example([("a", "\r"), ("", "\n"), ("b", "\r\n")], "a\nb", "")
def test_any_body(lines: list[tuple[str, str]], body: str, tail: str) -> None:
    """Whatever a body was, it becomes the new one; what is saved as opened does not change."""
    text = "---\ntitle: A\n---\n\n" + "".join(line + end for line, end in lines) + tail
    assert changed(text, {}, body_of(text)) == text
    new = changed(text, {}, body)
    assert body_of(new).strip("\n") == body_of(f"---\ntitle: A\n---\n\n{body}").strip("\n")
    assert new.startswith("---\ntitle: A\n---\n")


_VALUE = st.one_of(
    st.text(max_size=20), st.lists(st.text(min_size=1, max_size=10), max_size=3),
    st.fixed_dictionaries({"src": st.text(min_size=1, max_size=8)}, optional={"caption": st.text(max_size=12)}),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["title", "summary", "tags", "photo", "author", "status"]), _VALUE, max_size=4))
def test_any_values(values: dict[str, Any]) -> None:
    """A value is written so that it is read as what it was, and nothing else differs; or nothing is written."""
    before = values_of(TEXT)
    try:
        new = changed(TEXT, values)
    except NotRewrittenError:
        return
    after = values_of(new)
    assert body_of(new) == body_of(TEXT)
    for key in {*before, *after} - set(values):
        assert after.get(key) == before.get(key)
    assert "# Catatan meja: jangan diubah" in new


_HEADS = (
    TEXT, TEXT.replace("\n", "\r\n"),
    "---\ntitle: >\n  Air\n  naik\nsummary: |- # rapat\n  Satu\n\n  dua\ntags: [a, 'b', # rapat\n  c]\nphoto: {src: x, caption: Air naik}\n---\nx\n",
    '---\ntags:\n  # rapat\n  - a # satu\n  # - b\n  - >-\n    c\n  - "d"\nphoto:\n  src: x\n  caption: |\n    Air\n---\nx\n',
)  # fmt: skip


@given(st.sampled_from(_HEADS), st.text(max_size=30), st.lists(st.text(min_size=1, max_size=10), max_size=4))
@example(_HEADS[3], "Air\xa0naik\u200b?", ["a", "d", "e\u2003f"])
def test_any_text_can_be_saved(head: str, typed: str, tags: list[str]) -> None:
    """Whatever is typed or pasted into the form is in the file, as far as a page may show it."""
    new = changed(head, {"title": typed, "tags": tags, "photo": {"src": "x", "caption": typed}})
    after = values_of(new)
    assert body_of(new) == body_of(head)
    shown = clean(re.sub(r"[^\S\n\t ]", " ", unix_lines(typed)))
    assert (after.get("title", "").strip("\n"), after["photo"].get("caption", "").strip("\n")) == (
        shown.strip("\n"),
    ) * 2
    assert len(after.get("tags", ())) == len(tags)
    assert yaml.load(new.split("---")[1], yaml.BaseLoader) == yaml.load(new.split("---")[1], yaml.CBaseLoader)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("lines", "key", "value", "expected"),
    [
        ("tags:\n  - Banjir  # jangan diubah\n  # - Rob\n  - 'Jawa Tengah'\n", "tags", ["Banjir", "Jawa Tengah", "rob"],
         "tags:\n  - Banjir  # jangan diubah\n  # - Rob\n  - 'Jawa Tengah'\n  - rob\n"),
        ("tags:\n  - Banjir  # jangan diubah\n  # - Rob\n  - 'Jawa Tengah'\n", "tags", ["Banjir", "cuaca"],
         "tags:\n  - Banjir  # jangan diubah\n  # - Rob\n  - cuaca\n"),
        ("tags: [Banjir, # rapat\n  'Rob']\n", "tags", ["Banjir", "Rob", "cuaca"],
         "tags: [Banjir, # rapat\n  'Rob', cuaca]\n"),
        ("tags:\n- Banjir\n- Rob\n", "tags", ["Rob", "Banjir"], "tags:\n- Rob\n- Banjir\n"),
        ("source:\n- name: BPBD # ya\n  url: 'https://a.x/'\n- name: B\n", "source",
         [{"name": "BPBD", "url": "https://b.x/"}, {"name": "B"}],
         "source:\n- name: BPBD # ya\n  url: 'https://b.x/'\n- name: B\n"),
        ("tags:\n- banjir\n- >-\n  Jawa Tengah\n", "tags", ["Jawa Tengah", "banjir"], "tags:\n- Jawa Tengah\n- banjir\n"),
        ("tags:\n- banjir\n- >-\n  Jawa Tengah\n", "tags", ["banjir", "Jawa Tengah", "rob"],
         "tags:\n- banjir\n- >-\n  Jawa Tengah\n- rob\n"),
        ("tags:\n- banjir\n- |\n  Jawa\nregion: a\n", "tags", "rob", "tags: rob\nregion: a\n"),
        ("photo:\n  src: /a.jpg\n  caption: |\n    Air\n", "photo", "/b.jpg", "photo: /b.jpg\n"),
        ("summary: > # rapat\n  Air naik\n  di kota\n", "summary", "Air surut di kota", "summary: > # rapat\n  Air surut\n  di kota\n"),
        ("summary: >\n  Air naik\n  di kota\n", "summary", "Air surut di kota\n", "summary: >\n  Air surut\n  di kota\n"),
        ("summary: > # rapat\n  Air naik\n  di kota\n", "summary", "Hujan reda", "summary: > # rapat\n  Hujan reda\n"),
        ("summary: >\n  Air\n", "summary", None, ""), ("tags:\n- |\n  Air\n- b\n", "tags", ["b"], "tags:\n- b\n"),
    ],
)  # fmt: skip
def test_notes_and_lines_in_a_value_stay(lines: str, key: str, value: Any, expected: str, end: str) -> None:
    """A list loses and gets entries, and a text of several lines stays one; the front matter ends where it did."""
    text, new = (f"---\ntitle: A\n{some}---\nx\n".replace("\n", end) for some in (lines, expected))
    assert changed(text, {key: value}) == new


def test_a_body_is_changed_all_over() -> None:
    """A long text whose lines recur takes no time to become another one."""
    begun = time.process_time()
    changed("---\ntitle: A\n---\n\n" + "a\n" * 3000, {}, "a\nb\n" * 1500)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", True), (5, True), (True, True), ([], True), ({}, True), ({"a": None}, True), ({"a": ["x", {"b": 1}]}, True),
        (None, False), (1.5, False), ([None], False), ({"a": 1.5}, False), ([[[[["x"]]]]], True), ([[[[[["x"]]]]]], False),
        ({"a": {"a": {"a": {"a": {"a": "x"}}}}}, True), ({"a": {"a": {"a": {"a": {"a": {}}}}}}, False), ([[[[[[]]]]]], False),
    ],
)  # fmt: skip
def test_a_value_that_a_key_can_have(value: object, expected: bool) -> None:
    """Texts, whole numbers, truths, lists and groups of these, five deep at most; a key of a group may go."""
    assert is_plain(value) is expected


def test_a_group_of_as_many_keys_as_may_be() -> None:
    """And of one more."""
    most = manuscripts._MOST_KEYS
    assert is_plain({str(number): 1 for number in range(most)})
    assert not is_plain({str(number): 1 for number in range(most + 1)})
