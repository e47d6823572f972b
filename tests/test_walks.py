"""The walks of CONTRIBUTING.md: each is taken in a copy of the program, in which nothing else is changed.

A text of a module tells where something is put: if it was rewritten, the walk is too. What is put there has names that
nothing else will have.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.config.article_keys import ARTICLE
from generator.lint.rules import RULES
from generator.model.kinds import KINDS
from generator.model.records import Matter
from generator.pages.views import ArticleView, PageView
from tests.lint_support import LONG
from tests.support import ROOT, Portal, article, site

PATH = "content/daerah/2024/10/a.md"


class Program:
    """A copy of the program that can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Another process may be compiling a module now, and its file is gone a moment later.
        shutil.copytree(ROOT / "generator", folder / "generator", ignore=shutil.ignore_patterns("*.pyc.*"))

    def put(self, file: str, before: str, text: str) -> None:
        """Put a text before one that stands in a module once."""
        path = self.folder / "generator" / file
        whole = path.read_text("utf-8")
        assert whole.count(before) == 1, f"{before!r} in {file}"
        path.write_text(whole.replace(before, text + before), "utf-8")

    def run(self, *words: str) -> str:
        """Return what Python prints when it runs this program."""
        surroundings = {**os.environ, "PYTHONPATH": f"{self.folder}{os.pathsep}{ROOT}", "SSG_LANG": "en"}
        done = subprocess.run(
            [sys.executable, *words], cwd=self.folder, env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout + done.stderr

    def ssg(self, portal: Portal, *words: str) -> str:
        """Return what a command prints."""
        return self.run("-m", "generator", "--site", str(portal.folder), *words)

    def build(self, portal: Portal) -> dict[str, bytes]:
        """Build a portal, and return the files."""
        said = self.ssg(portal, "build", "--now", "2024-10-10 12:00 WIB", "--output", str(portal.output))
        assert "error" not in said, said
        return portal.files()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "program")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path / "site")


def test_a_rule_is_a_function_and_its_row(program: Program, portal: Portal) -> None:
    """What it finds is said with its code, which site.yaml can silence or make an error, and `--fix` mends it."""
    program.put(
        "lint/rules/articles.py",
        "RULES = (\n",
        """\
def walked_stop(evidence: Evidence) -> Iterator[Finding]:
    for article in evidence.articles:
        if article.title.endswith("."):
            said = sentence("the headline ends with a full stop")
            yield Finding("walked-stop", article.path, said, key="title", entry=article.title, right=(article.title[:-1],))


""",
    )
    program.put(
        "lint/rules/articles.py",
        '    Rule(headline_length, {"headline-length"',
        '    Rule(walked_stop, {"walked-stop": "A headline ends with a full stop."}),\n',
    )
    portal.add(PATH, article(f"{LONG}."))
    [found] = re.findall(r"^.*walked-stop.*$", program.ssg(portal, "check"), re.MULTILINE)
    assert found == f"{PATH}:2:8: warning: the headline ends with a full stop [walked-stop]"
    for severity, shown in (("off", ""), ("error", "error: ")):
        portal.edit("site.yaml", "categories:", f"severity: {{walked-stop: {severity}}}\ncategories:")
        assert re.findall(r"(\w+: )the headline ends", program.ssg(portal, "check")) == ([shown] if shown else [])
        portal.edit("site.yaml", f"severity: {{walked-stop: {severity}}}\n", "")
    program.ssg(portal, "check", "--fix", "--yes")
    assert (portal.folder / PATH).read_text("utf-8") == article(LONG)


DRAWS = """
from random import Random
from generator.config.article_keys import ARTICLE
from tests.fuzz import hostile, samples
print(any("walked:" in hostile.front_matter(Random(seed)) for seed in range(200)))
print([samples.values_of(row) for row in ARTICLE if row.name == "walked"])
"""


def test_a_key_is_a_row_and_its_place_in_the_record(program: Program, portal: Portal) -> None:
    """It is read by both names, is in the schema, and whoever invents sites tries it; its view says where it is shown."""
    program.put(
        "config/article_keys.py",
        '    Key(\n        "region/wilayah",',
        '    Key("walked/dijelajahi", sentence("where it was written"), example="Semarang"),\n',
    )
    program.put("model/records.py", "    held: bool = False\n", '    walked: str = ""\n')
    program.put("config/front_matter.py", "        ended=_ending(fields),\n", '        walked=fields.text("walked"),\n')
    program.put("pages/views.py", "    places: tuple[Term, ...]\n", "    walked: str\n")
    program.put("pages/article.py", "        places=_places(", '        walked=matter.walked if public else "",\n')
    program.put(
        "pages/structured_data.py",
        "    if view.editors:\n",
        '    if view.walked:\n        news["walked"] = view.walked\n',
    )
    program.put(
        "themes/kabar/templates/article.html",
        '{{ article.html | setelah(setelan.iklan_paragraf, hook("_iklan_teks.html")) }}',
        "<p>{{ article.walked }}</p>\n",
    )
    portal.add(PATH, article(LONG, walked="Semarang"))
    program.build(portal)
    page = portal.read("daerah/2024/10/a/index.html")
    assert "<p>Semarang</p>\n<p>Isi berita.</p>" in page
    assert '"walked":"Semarang"' in page
    portal.edit("site.yaml", "categories:", "keys: id\ncategories:")
    names = {"title": "judul", "author": "penulis", "timestamp": "waktu", "walked": "dijelajahi"}
    text = article(LONG, walked="Brebes")
    for name, local in names.items():
        text = text.replace(f"{name}: ", f"{local}: ")
    portal.add(PATH, text)
    program.build(portal)
    assert "<p>Brebes</p>" in portal.read("daerah/2024/10/a/index.html")
    assert '"dijelajahi": {' in program.ssg(portal, "schema", "article")
    assert program.run("-c", DRAWS).splitlines() == ["True", "[('Semarang',)]"]


def test_a_kind_of_page_is_a_row_and_a_function(program: Program, portal: Portal) -> None:
    """It is built, made again when what it shows differs and only then, and as it is from nothing."""
    program.put(
        "model/kinds.py",
        '    Kind("feed", Owner.SITE',
        '    Kind("walked", Owner.SITE, function="textfiles.walked", url="/{index}/jejak.txt"),\n',
    )
    program.put(
        "pages/textfiles.py",
        "_NEWS_LIMIT = ",
        """\
def walked(context: Context) -> bytes:
    cards = context.ask(articles.latest, 50, "all", "", END)
    return "".join(f"{card.title}\\n" for card in cards).encode()


""",
    )
    portal.add(PATH, article(LONG))
    portal.add("content/daerah/2024/10/b.md", article("Perahu", timestamp="2024-10-08 10:00 WIB"))
    assert program.build(portal)["indeks/jejak.txt"].decode() == f"{LONG}\nPerahu\n"
    portal.edit(PATH, "Isi berita.", "Isi lain.")
    program.build(portal)
    changed = json.loads((portal.folder / ".ssg/changed.json").read_text("utf-8"))
    assert "indeks/jejak.txt" not in json.dumps(changed)
    portal.edit(PATH, LONG, "Lain")
    after = program.build(portal)
    assert after["indeks/jejak.txt"] == b"Lain\nPerahu\n"
    assert "indeks/jejak.txt" in program.ssg(portal, "why", "/indeks/jejak.txt")
    shutil.rmtree(portal.folder / ".ssg")
    shutil.rmtree(portal.output)
    assert program.build(portal) == after


def _tests(*folders: str) -> str:
    return "".join(path.read_text("utf-8") for folder in folders for path in (ROOT / "tests" / folder).rglob("*.py"))


def test_each_rule_has_a_test() -> None:
    """Its code stands in one of them, beside those of its module."""
    tests = _tests("lint/rules")
    assert [code for rule in RULES for code in rule.codes if code not in tests] == []


def test_each_key_of_an_article_has_a_test() -> None:
    """Which has it in the front matter of an article."""
    tests = _tests("pages", "config")
    assert [row.name for row in ARTICLE if not re.search(rf'\b{row.name}(?:=|: |": )', tests)] == []


def test_each_kind_of_page_has_a_test() -> None:
    """Which reads what is at its address."""
    tests = _tests("pages")
    urls = [kind.url.format(index="indeks", tag="tag").strip("/") for kind in KINDS.values() if kind.url]
    assert [url for url in urls if url not in tests] == []


def test_each_value_of_front_matter_is_used() -> None:
    """What is read of an article has an effect somewhere."""
    program = "".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    assert [name for name in Matter.__struct_fields__ if not re.search(rf"\bmatter\.{name}\b", program)] == []


@pytest.mark.parametrize(
    ("name", "view", "unshown"),
    [
        ("article", ArticleView, {"url", "region", "draft"}),
        ("page", PageView, {"url", "authors", "section", "tags"}),
    ],
)
def test_each_value_of_a_view_is_shown_and_in_the_guide(name: str, view: type, unshown: set[str]) -> None:
    """By a template of the theme, but for those that are for themes of others."""
    templates = "".join(path.read_text("utf-8") for path in (ROOT / "generator/themes/kabar/templates").iterdir())
    guide = (ROOT / "docs/theme.md").read_text("utf-8")
    fields = view.__struct_fields__  # type: ignore[attr-defined]
    assert {field for field in fields if f"{name}.{field}" not in templates} == unshown
    assert [field for field in fields if f"`{field}`" not in guide] == []


def test_each_template_is_in_the_guide_and_named_in_the_preview() -> None:
    """Whoever writes a theme learns what it gets, and an editor what is shown."""
    guide = (ROOT / "docs/theme.md").read_text("utf-8")
    kinds = [kind for kind in KINDS.values() if kind.template]
    assert [kind.template for kind in kinds if f"`{kind.template}`" not in guide] == []
    unlabelled = {kind.name for kind in kinds if not str(kind.label)}
    assert unlabelled == {"article", "redirect", "alias", "moved", "fragment", "breaking", "live"}
