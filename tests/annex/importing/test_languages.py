"""An import speaks the language of the desk alone: whatever it says is a sentence, or what the source says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.exports import export
from tests.importing_support import Archive, post
from tests.support import run_for

ENGLISH = re.compile(
    r"\b(?:the|is|was|were|are|be|been|not|of|and|or|with|it|its|that|which|from|to|cannot|has|have|this|there|at|"
    r"expecting|expected|invalid|line|column|error|missing|such|directory)\b",
    re.IGNORECASE,
)
ODD = (
    "---\ntitle: [a\n---\nIsi.\n", "+++\ntitle = A\n+++\nIsi.\n", '{"title": ',
    "---\ntitle: Kabar\n---\n---\ntitle: Lagi\n---\nIsi.\n",
    "---\ntitle: Kabar\ndate: 2019-10-09\ntags: ['!!']\n---\n<form>Kirim</form> [x](/tiada/) {{< galeri a=1 >}}\n\n<iframe src='https://peta.example/1'></iframe>\n",
    "---\nimage: /foto/tiada.jpg\n---\n<script>x</script>\n\n![a](/foto/lain.jpg) ![b](http://foto.example/a.jpg)\n\n<table><tr><td><a href='javascript:x'>y</a></table>\n",
)  # fmt: skip
"""Texts of folders about each of which there is something to say."""


def archive(source: str, folder: Path) -> Archive:
    """Write an archive of a source with everything that it says something of."""
    if source == "wordpress":
        made = Archive(folder)
        odd = (
            post(1, "<form>Kirim</form>"),
            post(2, "[galeri-lama a=1] [gallery ids='9']", title="-"),
            post(2),
        )
        post(3, **{"wp:status": "trash"})
        made.file.write_text(
            "".join(export(20)).replace("</channel>", "".join(odd) + "</channel>") + "<item></lain>", "utf-8"
        )
        return made
    if source == "blogger":
        made = Archive(folder, source, "a.xml")
        entry = "<entry><id>x-1</id><published>kemarin</published><blogger:type>POST</blogger:type><content>Isi</content></entry>"
        made.file.write_text(f"<feed><!-- blogger -->{entry}<!DOCTYPE a></feed>", "utf-8")
        return made
    if source == "ghost":
        made = Archive(folder, source, "a.json")
        posts = (
            {"id": "1", "title": "", "slug": "a", "html": "<form>Kirim</form>", "status": "sent"},
            {"id": "2", "title": "B", "slug": "b", "mobiledoc": "{", "status": "published", "published_at": "kemarin"},
        )
        made.file.write_text(json.dumps({"db": [{"data": {"posts": posts}}]}))
        return made
    if source == "rows":
        made = Archive(folder, source, "a.csv")
        made.file.write_text('id,judul,isi,tanggal\n1,A,<form>Kirim</form>,kemarin\n2,"B"x,,\n')
        (folder / "peta.yaml").write_text("id: id\ntitle: judul\nbody: isi\npublished: tanggal\n")
        return made
    made = Archive(folder, source, "lama")
    for number, text in enumerate(ODD):
        made.add(f"content/kabar-{number}.md", text)
        made.add(f"_posts/2019-10-09-kabar-{number}.md", text)
    (made.file / "content/putus.md").symlink_to(folder / "tiada.md")
    return made


SOURCES = ("wordpress", "blogger", "ghost", "rows", "folder")


@pytest.mark.parametrize("source", SOURCES)
def test_a_report_has_no_word_of_another_language(tmp_path: Path, source: str) -> None:
    """In Indonesian, whatever the source and whatever is wrong with it; names and addresses are the source's."""
    made = archive(source, tmp_path)
    words = ("--map", str(tmp_path / "peta.yaml")) if source == "rows" else ()
    done = run_for(*made.words(*words), SSG_LANG="id")
    report = made.read("import/report.md")
    assert report.count("\n### ") > 0 or done.returncode == 1
    told = re.sub(r"`[^`\n]*`|[\w./-]*/[\w./-]*|<\w+>", "", report + done.stdout + done.stderr)
    assert {line: found for line in told.splitlines() if (found := ENGLISH.findall(line))} == {}
    if not words:
        assert made.read("import/kanal.yaml").startswith("# Kategori situs lama mana masuk ke kanal mana.")
