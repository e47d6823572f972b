"""An import speaks the language of the desk alone: whatever it says is a sentence, or what the source says."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator.annex.importing
from generator.annex.importing.items import Options
from generator.annex.importing.run import run
from generator.annex.importing.sources import SOURCES
from generator.base.sentences import language
from tests.exports import export
from tests.folders import SYSTEMS
from tests.importing_support import TAIL, post

ENGLISH = re.compile(
    r"\b(?:the|is|was|were|are|be|been|not|of|and|or|with|it|its|that|which|from|to|cannot|has|have|this|there|at|"
    r"expecting|expected|invalid|line|column|error|missing|such|directory)\b",
    re.IGNORECASE,
)
TABLE = "id: id\ntitle: judul\nbody: isi\npublished: tanggal\n"
ODD = (
    "---\ntitle: [a\n---\nIsi.\n", "+++\ntitle = A\n+++\nIsi.\n", '{"title": ', "---\ntitle: Kabar\n---\n---\ntitle: Lagi\n---\nIsi.\n",
    "---\ntitle: Kabar\ndate: 2019-10-09\ntags: ['!!']\n---\n<form>Kirim</form> [x](/tiada/) {{< galeri a=1 >}}\n\n<iframe src='https://peta.example/1'></iframe>\n",
    "---\nimage: /foto/tiada.jpg\n---\n<script>x</script>\n\n![a](/foto/lain.jpg) ![b](http://foto.example/a.jpg)\n\n<table><tr><td><a href='javascript:x'>y</a></table>\n",
)  # fmt: skip
"""Texts of folders about each of which there is something to say."""


def archive(source: str, folder: Path) -> tuple[tuple[str, ...], str]:
    """Write an archive of a source with everything that it says something of; return its files and its table."""
    if source == "wordpress":
        odd = (
            post(1, "<form>Kirim</form>"),
            post(2, "[galeri-lama a=1] [gallery ids='9']", title="-"),
            post(2),
            post(3, **{"wp:status": "trash"}),
        )
        (folder / "a.xml").write_text("".join(export(60)).replace("</channel>", "".join(odd) + "</channel>"), "utf-8")
        (folder / "b.xml").write_text("".join(export(1)).replace(TAIL, "<item></lain>"), "utf-8")
        return (str(folder / "a.xml"), str(folder / "b.xml")), ""
    if source == "blogger":
        (folder / "a.xml").write_text("<feed><!-- blogger --><entry><id>x-1</id><title>Kabar</title></lain>", "utf-8")
        entry = "<entry><id>x-1</id><published>kemarin</published><blogger:type>POST</blogger:type><content>Isi</content></entry>"
        (folder / "b.xml").write_text(f"<feed><!-- blogger -->{entry}<!DOCTYPE a></feed>", "utf-8")
        return (str(folder / "a.xml"), str(folder / "b.xml")), ""
    if source == "ghost":
        posts = (
            {"id": "1", "title": "", "slug": "a", "html": "<form>Kirim</form>", "status": "sent"},
            {"id": "2", "title": "B", "slug": "b", "mobiledoc": "{", "status": "published", "published_at": "kemarin"},
        )
        (folder / "a.json").write_text(json.dumps({"db": [{"data": {"posts": posts}}]}))
        return (str(folder / "a.json"),), ""
    if source == "rows":
        (folder / "peta.yaml").write_text(TABLE)
        (folder / "a.csv").write_text('id,judul,isi,tanggal\n1,A,<form>Kirim</form>,kemarin\n2,"B"x,,\n')
        (folder / "b.jsonl").write_text('{"id": "3", "tanggal": "2019-10-09"}\n[1]\n{"id": \n')
        return (str(folder / "a.csv"), str(folder / "b.jsonl")), str(folder / "peta.yaml")
    for text in SYSTEMS[source](30) if source in SYSTEMS else ():
        (folder / text.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / text.path).write_bytes(text.data)
    for number, text in enumerate(ODD):
        for path in (f"content/kabar-{number}.md", f"_posts/2019-10-09-kabar-{number}.md"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
    (folder / "content/putus.md").symlink_to(folder / "tiada.md")
    return (str(folder),), ""


@pytest.mark.parametrize("source", SOURCES)
def test_a_report_has_no_word_of_another_language(tmp_path: Path, source: str) -> None:
    """In Indonesian, whatever the source and whatever is wrong with it; names and addresses are the source's."""
    (tmp_path / "lama").mkdir()
    files, table = archive(source, tmp_path / "lama")
    order = Options(source, files, str(tmp_path / "portal"), mapping=table)
    outcome, report = run(order, lambda *_: None, language("id"))
    assert outcome.notes or outcome.faults
    told = re.sub(r"`[^`\n]*`|[\w./-]*/[\w./-]*|<\w+>", "", report)
    assert {line: found for line in told.splitlines() if (found := ENGLISH.findall(line))} == {}
    if not table:
        kanal = (tmp_path / "portal/import/kanal.yaml").read_text("utf-8")
        assert kanal.startswith("# Kategori situs lama mana masuk ke kanal mana.")


def uses(handler: ast.ExceptHandler) -> Iterator[int]:
    """Yield the lines where an exception is put into words of ours, instead of what it knows of itself."""
    for call in ast.walk(handler):
        is_said = isinstance(call, ast.JoinedStr) or (
            isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"sentence", "counted", "as_it_is"}
        )
        for inner in ast.walk(call) if is_said else ():
            parents = (one for one in ast.walk(call) for child in ast.iter_child_nodes(one) if child is inner)
            if isinstance(inner, ast.Name) and inner.id == handler.name:
                parent = next(parents, None)
                passes = isinstance(parent, ast.Call) and getattr(parent.func, "id", "") in {"cause", "_why"}
                if not passes and not (
                    isinstance(parent, ast.Attribute) and parent.attr in {"said", "code", "problems"}
                ):
                    yield inner.lineno


def test_no_exception_of_a_library_speaks_for_us() -> None:
    """Their messages are in English, and for programmers."""
    found = []
    for file in sorted(Path(generator.annex.importing.__file__).parent.rglob("*.py")):
        handlers = (one for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, ast.ExceptHandler))
        found += [f"{file.name}:{line}" for handler in handlers if handler.name for line in uses(handler)]
        # The system's words; `crashes.cause` has ours.
        found += [file.name] if ".strerror" in file.read_text("utf-8") else []
    assert found == []
