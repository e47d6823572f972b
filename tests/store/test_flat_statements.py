"""Every statement of `store/` that walks a growing table from end to end is known, with the reason why it may."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from generator.store.database import Store, open_store
from tests.layers import modules

GROWING = {
    "queries",
    "docs", "records", "words", "cards", "groups", "members", "days", "names", "links", "shown", "pages", "chunks", "reads",
    "touched", "reserved", "arrivals", "postings", "faults", "entries",
}  # fmt: skip
SMALL = "docs_other|docs_faulty|docs_withdrawn|docs_draft|docs_expires|pages_site|pages_stale"
"""Indexes of a few rows of a large table."""
WALKS = {
    "SELECT seq, card FROM cards ORDER BY seq": "the desk reads all headlines, once",
    "SELECT doc, traits FROM cards ORDER BY seq": "a check looks at all articles",
    "SELECT record, card FROM cards": "some hundreds of the newest, until a dictionary is made of them",
    "SELECT doc, path, facts FROM arrivals": "a first reading",
    "SELECT doc, state, facts FROM arrivals": "a first reading",
    "DELETE FROM pages WHERE digest IS NULL": "the whole site is forgotten",
    "UPDATE pages SET note = CASE WHEN kind = '' THEN note WHEN kind = 'article' AND number = 1 THEN 'article ' || ''": "the whole site is forgotten",
    "DELETE FROM days WHERE count = 0": "there are some ten thousand at most",
    "SELECT 1 FROM docs LIMIT 1": "it ends with the first row",
    "SELECT 1 FROM reserved LIMIT 1": "it ends with the first row",
    "SELECT 1 FROM touched LIMIT 1": "it ends with the first row",
    "SELECT 1 FROM queries LIMIT 1": "it ends with the first row",
    "SELECT address, path, url FROM queries": "their list is written, for one differs, or a host is told of so many",
    "SELECT path, note, (SELECT path FROM docs": "it ends with the most addresses that a host can be told of",
    "SELECT path FROM pages WHERE kind = 'gone'": "the same",
    "SELECT count(*) FROM pages WHERE kind IN": "people are told how many there are",
    "SELECT path FROM pages WHERE kind = 'article' AND number = 1": "logs are read, against all addresses",
    "SELECT 1 FROM pages WHERE kind <> '' LIMIT 1": "it is asked when there are no documents",
    "UPDATE pages SET digest = NULL, stale = CASE kind": "the output is lost",
    "SELECT id, path, digest FROM pages": "the output is not as it was left",
    "SELECT path, kind, digest FROM pages WHERE digest": "a deploy holds all files against what its target has",
    "SELECT path, digest FROM pages WHERE digest IS NOT NULL": "the output is not as it was left",
    "UPDATE pages SET stale = 3, why = ? WHERE kind IN": "site.yaml, a template or the theme differs",
    "UPDATE pages SET stale = 2 WHERE kind IN": "the menu in site.yaml differs",
    "SELECT id FROM docs WHERE chooses": "the references of all documents are looked at",
    "SELECT path FROM pages WHERE kind IN": "a suggestion for a link that leads nowhere",
    "SELECT path FROM pages WHERE kind = 'picture'": "a first build",
    "SELECT path, kind, ref, number, lo, hi, note FROM pages WHERE kind IN": "a first build",
    "SELECT id, record, seq, ifnull(expires, 0) FROM docs JOIN records": "a first build",
    "SELECT code, sum(count) FROM faults": "by an index with a row for each code of a document, which is said in one line",
    "SELECT DISTINCT doc FROM faults": "other severities in site.yaml, the references of all documents, or a list of all",
    "SELECT path FROM (SELECT path, kind FROM docs ORDER BY id DESC": "a suggestion for a link that leads nowhere; it ends",
    "SELECT DISTINCT key FROM shown": "the theme has other recipes for pictures",
}  # fmt: skip
"""How a statement begins -> why it walks a growing table."""


def statements(module: ModuleType) -> Iterator[str]:
    """Yield the statements of a module, those alone that are complete."""
    assert module.__file__
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    # A private constant is a part of statements.
    parts |= {id(node.value) for node in tree.body if isinstance(node, ast.Assign)}
    for node in ast.walk(tree):
        if id(node) in parts:
            continue
        sql = text(module, node)
        if re.match(r"(SELECT|UPDATE|DELETE) ", sql):
            yield sql.replace("({})", "(?)")


def text(module: ModuleType, node: ast.AST) -> str:
    """Return the text that an expression stands for, with question marks for what is not known before it runs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text(module, part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        try:
            return format(eval(compile(ast.Expression(node.value), "", "eval"), vars(module)))
        except NameError:
            return "?"
    return ""


MODULES = [name for name in modules() if name.startswith("store.")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("flat") / ".ssg")
    store.db.execute("CREATE TEMP TABLE looked_at (key INTEGER, doc INTEGER)")
    yield store
    store.close()


@pytest.mark.parametrize("name", MODULES)
def test_no_statement_walks_a_growing_table(store: Store, name: str) -> None:
    """But for those that look at a whole site when all of it is asked for."""
    for sql in statements(importlib.import_module(f"generator.{name}")):
        if re.search(r"\b(FROM|WHERE) \?( |$)", sql):
            # A table, or a condition, that the function chooses; the builds of test_flat.py show which.
            continue
        for row in store.all(f"EXPLAIN QUERY PLAN {sql}", *[1] * (len({*re.findall(r"\?\d", sql)}) or sql.count("?"))):
            step = re.match(rf"SCAN (\w+)(?! USING (?:COVERING )?INDEX (?:{SMALL}))", row[3])
            if step and step[1] in GROWING:
                assert any(sql.startswith(known) for known in WALKS), f"{row[3]}: {sql}"


def test_no_reason_is_left_over() -> None:
    """Each reason is that of a statement which is still there."""
    found = [sql for name in MODULES for sql in statements(importlib.import_module(f"generator.{name}"))]
    assert len(found) > 80
    assert not [known for known in WALKS if not any(sql.startswith(known) for sql in found)]


def test_no_other_test_knows_the_tables() -> None:
    """What tests elsewhere look up or put there is in `tables`; one compares the statements of a run."""
    statement = re.compile(r"\.(all|column|value|among|execute|executemany)\(\s*f?\"(SELECT|INSERT|UPDATE|DELETE) ")
    tests = Path(__file__).parents[1]
    found = [path for path in tests.rglob("*.py") if statement.search(path.read_text("utf-8"))]
    assert {path.parent for path in found} == {tests / "store"}
