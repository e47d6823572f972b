"""A save changes what was edited, letter for letter, and nothing else in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.base.text import clean, unix_lines
from tests.annex.desk_support import Desk, desk
from tests.support import ROOT

PATH = "daerah/2024/10/naskah.md"
HEAD = "title: A\nauthor: Sari Wulan\ntimestamp: 2024-10-09 16:10 WIB\ndraft: true\n"


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk, in which one draft has one text after the other."""
    with desk(tmp_path_factory.mktemp("desk")) as found:
        yield found


def saved(it: Desk, before: str, **given: Any) -> str:
    """Return what a file becomes by a save, as it is, or as it waits beside the draft where no build would read it."""
    it.portal.add(f"content/{PATH}", before)
    told = it.save(PATH, **given)
    assert told["kept"] or it.file(PATH).decode() == told["text"]
    return str(told["text"])


def cases() -> list[Any]:
    fields = re.split(r"^\.\n", (ROOT / "tests/fixtures/saves.txt").read_text("utf-8"), flags=re.MULTILINE)
    names = [name.strip().splitlines()[-1] for name in fields[:-1:4]]
    return [
        pytest.param(*case[1:], id=case[0]) for case in zip(names, *(fields[at::4] for at in (1, 2, 3)), strict=True)
    ]


@pytest.mark.parametrize(("lines", "values", "expected"), cases())
def test_a_save_changes_what_the_document_of_cases_says(it: Desk, lines: str, values: str, expected: str) -> None:
    """Each case of fixtures/saves.txt holds, also for a file of Windows with a byte order mark."""
    for end, mark in (("\n", ""), ("\r\n", "\ufeff")):
        before, after = (mark + f"---\n{HEAD}{some}---\n\nIsi.\n".replace("\n", end) for some in (lines, expected))
        assert saved(it, before, values=json.loads(values)) == after


def test_keys_in_indonesian_get_others_in_indonesian(it: Desk) -> None:
    """New keys are spelled as the file spells the others."""
    text = "---\njudul: A\nfoto:\n  berkas: /foto/x.jpg\n---\nIsi.\n"
    new = saved(it, text, values={"summary": "Ringkas.", "photo": {"src": "/foto/x.jpg", "credit": "Kabar"}})
    assert new == "---\njudul: A\nringkasan: Ringkas.\nfoto:\n  berkas: /foto/x.jpg\n  kredit: Kabar\n---\nIsi.\n"


@pytest.mark.parametrize(
    ("text", "body", "new", "expected"),
    [
        ("---\ntitle: A\n---\n\nSatu.\nDua.\n", "Satu.\nDua.", "Baru.\nDua.", "---\ntitle: A\n---\n\nBaru.\nDua.\n"),
        ("---\n---\nx", "x", "y", "---\n---\ny"), ("x", "x", "y", "y"), ("", "", "y\n", "y\n"),
        ("\ufeff--- \ntitle: A\n--- \nIsi", "Isi", "y", "\ufeff--- \ntitle: A\n--- \ny"),
        ("---\r\ntitle: A\r\n---", "", "y\nz\n", "---\r\ntitle: A\r\n---\r\ny\r\nz\r\n"),
        ("---\ntitle: A", "---\ntitle: A", "y", "y"), ("---\ntitle: [a\n---\nx", "x", "y", "---\ntitle: [a\n---\ny"),
        ("----\ntitle: A\n---\nx", "----\ntitle: A\n---\nx", "y", "y"),
        ("---\r\ntitle: A\r\n---\r\n\r\nSatu.\r\nDua.", "Satu.\nDua.", "Satu.\nTiga.",
         "---\r\ntitle: A\r\n---\r\n\r\nSatu.\r\nTiga."),
    ],
)  # fmt: skip
def test_what_is_head_and_what_is_body(it: Desk, text: str, body: str, new: str, expected: str) -> None:
    """Of any file the form has the body without blank lines around it; a save of the same changes nothing."""
    it.portal.add(f"content/{PATH}", text)
    opened = it.open(PATH)
    assert opened["body"] == body
    assert it.save(PATH, values=opened["values"], body=body)["text"] == text
    assert saved(it, text, body=new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a\r\nb\n", "a\nc\n", "a\r\nc\r\n"), ("a\r\nb\r\n", "a\nc", "a\r\nc"), ("a\rb", "a\nb", "a\rb"),
        ("a\nb\n", "a\nb", "a\nb"), ("a\r\nb\nc\r", "a\nb\nc\n", "a\r\nb\nc\r"),
    ],
)  # fmt: skip
def test_a_whole_text_keeps_the_line_ends(it: Desk, old: str, new: str, expected: str) -> None:
    """Those of Windows where the file has any."""
    assert saved(it, old, text=new) == expected


@pytest.mark.slow
def test_one_word_of_the_demo(it: Desk) -> None:
    """Texts of the demo are opened and saved with one other word, and differ by that."""
    for file in sorted((ROOT / "content").rglob("2026/1*/*.md"))[::5]:
        text = file.read_bytes().decode()
        it.portal.add(f"content/{PATH}", text)
        opened = it.open(PATH)
        word = max(re.findall(r"\w+", opened["body"]), key=len)
        new = it.save(PATH, values=opened["values"], body=opened["body"].replace(word, "Katabaru", 1))
        head = text.index("---", 4)
        assert new["text"] == text[:head] + text[head:].replace(word, "Katabaru", 1), file.name


_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
_BODY = st.lists(_LINE, max_size=8).map("\n".join)
_LINES = st.lists(st.tuples(_LINE, st.sampled_from(["\n", "\r\n", "\r"])), max_size=8)


@pytest.mark.slow
@settings(max_examples=10)
@given(_LINES, _BODY, st.sampled_from(["", "\n\n"]))
@example([("a", "\r"), ("", "\n"), ("b", "\r\n")], "a\nb", "")
def test_any_body(it: Desk, lines: list[tuple[str, str]], body: str, tail: str) -> None:
    """Whatever a body was, it becomes the new one; what is saved as it was opened changes nothing."""
    head = f"---\n{HEAD}---\n"
    text = f"{head}\n" + "".join(line + end for line, end in lines) + tail
    it.portal.add(f"content/{PATH}", text)
    assert it.save(PATH, body=it.open(PATH)["body"])["text"] == text
    new = saved(it, text, body=body)
    assert new.startswith(head)
    it.portal.add(f"content/{PATH}", f"{head}\n{body}\n")
    expected = it.open(PATH)["body"].strip("\n")
    it.portal.add(f"content/{PATH}", new)
    assert it.open(PATH)["body"].strip("\n") == expected


_HEADS = (
    "# Catatan meja: jangan diubah\nsummary: >\n  Air\n  naik\ntags: [a, 'b', # rapat\n  c]\nphoto: {src: x, caption: Air}\n",
    "# Catatan meja: jangan diubah\ntags:\n  # rapat\n  - a # satu\n  - >-\n    c\nphoto:\n  src: x\n  caption: |\n    Air\n",
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=12)
@given(st.sampled_from(_HEADS), st.text(max_size=30), st.lists(st.text(min_size=1, max_size=10), max_size=4))
@example(_HEADS[1], "Air\xa0naik\u200b?", ["a", "d", "e\u2003f"])
@example(_HEADS[0], "Satu: dua # tiga\n- 'empat'", ["[a]", "b, c", "null"])
def test_any_text_can_be_saved(it: Desk, head: str, typed: str, tags: list[str]) -> None:
    """Whatever is typed or pasted into the form is in the file as it is read again, and nothing else differs."""
    text = f"---\n{HEAD}{head}---\n\nIsi.\n"
    new = saved(it, text, values={"summary": typed, "tags": tags, "photo": {"src": "x", "caption": typed}})
    it.portal.add(f"content/{PATH}", new)
    after = it.open(PATH)
    values = after["values"]
    # What no page shows is not there, and any blank is one.
    shown = clean(re.sub(r"[^\S\n\t ]", " ", unix_lines(typed))).strip("\n")
    assert values.get("summary", "").strip("\n") == values["photo"].get("caption", "").strip("\n") == shown
    assert values["photo"]["src"] == "x"
    assert len(values.get("tags", ())) == len(tags)
    assert (after["body"], values["title"]) == ("Isi.", "A")
    assert "# Catatan meja: jangan diubah" in new
    matter = new.split("---\n")[1]
    assert yaml.load(matter, yaml.BaseLoader) == yaml.load(matter, yaml.CBaseLoader)


@pytest.mark.parametrize(
    "value",
    [1.5, [None], {"a": 1.5}, [[[[[["x"]]]]]], {"a": {"a": {"a": {"a": {"a": {}}}}}}, {f"k{n}": 1 for n in range(61)}],
)  # fmt: skip
def test_a_value_that_no_key_can_have(it: Desk, value: Any) -> None:
    """Fractions, nothing in a list, groups too deep or of too many keys are refused, and nothing is written."""
    text = f"---\n{HEAD}---\n\nIsi.\n"
    it.portal.add(f"content/{PATH}", text)
    assert it.save(PATH, 400, values={"summary": value})["message"]
    assert it.save(PATH, 400, values={f"k{number}": "x" for number in range(5000)})["message"]
    assert it.file(PATH).decode() == text
