"""Tests for the catalogue: whatever can be said can be said in Indonesian."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

import pytest

from tests.support import ROOT
from tools.messages import catalogue, compiled, gathered, is_translated

GENERATOR = ROOT / "generator"
LOCALE = GENERATOR / "locale"
OTHERS = [folder.name for folder in LOCALE.iterdir() if (folder / "LC_MESSAGES").is_dir()]


def fields(text: str) -> set[str]:
    """Names in braces; a text with braces that fit nothing is no format."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", OTHERS)
def test_every_sentence_of_the_source_is_translated(name):
    """None is missing, and none is left of which the source knows nothing; mend it with make messages."""
    known = {message.id: message for message in catalogue(name) if message.id}
    source = {message.id for message in gathered() if message.id}
    assert len(source) > 500
    assert {one for one in source if one not in known or not is_translated(known[one])} == set()
    assert known.keys() - source == set()


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_shows_what_the_sentence_shows(name):
    """All values of the sentence and no other; where it has two forms, all of the second."""
    for message in catalogue(name):
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in texts:
                assert fields(forms[-1]) <= fields(text) <= set().union(*map(fields, forms)), message.id


@pytest.mark.parametrize("name", OTHERS)
def test_the_compiled_catalogue_is_the_one_that_is_kept(name):
    """What is installed is what the source says; make messages compiles it."""
    (kept,) = (LOCALE / name / "LC_MESSAGES").glob("*.mo")
    assert kept.read_bytes() == compiled(catalogue(name))


SAYING = {"echo", "secho", "prompt", "confirm", "BadParameter", "UsageError", "ClickException", "MachineError", "Note"}
"""Functions that say their arguments to people; so do the streams."""
SAID = {"sentence", "counted", "_", "severity", "strftime"}
"""Functions whose arguments are looked up in the catalogue, or are no words."""


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def words(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield the literals with letters in what is said, unless the catalogue has them."""
    if (isinstance(node, ast.Call) and called(node) in SAID) or isinstance(node, (ast.Subscript, ast.Compare)):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value)):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from words(child)


def test_nothing_is_said_past_the_catalogue() -> None:
    """Whatever is printed or raised for people is a sentence, or the text of a command."""
    found = []
    calls = re.compile(rf"\b({'|'.join(SAYING)}|write)\(")
    for file in sorted(GENERATOR.rglob("*.py")):
        text = file.read_text("utf-8")
        if not calls.search(text):
            continue
        for call in ast.walk(ast.parse(text)):
            if not isinstance(call, ast.Call):
                continue
            stream = called(call) == "write" and ast.unparse(call.func) in ("sys.stdout.write", "sys.stderr.write")
            if stream or called(call) in SAYING:
                given = [*call.args, *(one.value for one in call.keywords)]
                given = given[1:2] if called(call) == "Note" else given
                found += [(file.name, one.lineno, one.value) for value in given for one in words(value)]
    assert found == []
