"""The tool that changes the program to try its tests: what it changes, and that it leaves the program alone."""

from __future__ import annotations

import ast
import shutil

import pytest
from coverage import CoverageData

from tests.quick import sample
from tools import mutants
from tools.mutants import picked

HEAD = 'from __future__ import annotations\n\n\ndef f(a: int, b: int = 1) -> str:\n    """Text."""\n'


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("return a < b", {"return (a <= b)", 'return ""'}), ("while a: break", {"while (not (a)): break", "while a: continue"}),
        ("if a and b: g(a)", {"if (a or b): g(a)", "if True and b: g(a)", "if a and True: g(a)", "if (not (a and b)): g(a)", "if a and b: pass"}),
        ("a = b + 1", {"a = (b - 1)", "a = b + 2"}), ("a = not b", {"a = (b)"}), ("a += 200", {"a -= 200", "a += 400"}), ("a = b'x'", {"a = b'xx'"}),
        ('a = f"é{b}c"', {"a = f'éx{b}c'", "a = f'é{b}cx'"}), ('a = "é" if b is None else ""', {"a = 'éx' if b is None else \"\"", 'a = "é" if (b is not None) else ""'}),
        ("a = [c for c in b if c]", {"a = [c for c in b if True]"}), ("return None", set()), ("assert a < b", set()), ('raise AssertionError("x")', set()),
        ('a = sentence("x", b="y")', {"a = sentence(\"x\", b='yx')"}), ("c: Literal['x'] = True", {"c: Literal['x'] = False"}), ('a = b + "x"', {"a = b + 'xx'"}),
    ],
)  # fmt: skip
def test_what_one_line_can_become(line: str, changed: set[str]) -> None:
    """One place of it at a time; neither types nor texts that no run shows."""
    source = f"{HEAD}    {line}\n".encode()
    found = {
        one.applied(source).decode().splitlines()[5].strip()
        for one in mutants.mutants("generator/a.py", source)
        if one.line > 4
    }
    assert found == changed


def test_each_mutant_is_a_program() -> None:
    """And another one than that which is there."""
    for file in sample(sorted((mutants.ROOT / "generator").rglob("*.py")), 10):
        source = file.read_bytes()
        before = ast.dump(ast.parse(source))
        found = mutants.mutants(file.relative_to(mutants.ROOT).as_posix(), source)
        for one in sorted(found, key=lambda one: one.rank(1))[:3]:
            assert ast.dump(ast.parse(one.applied(source))) != before, one


def test_a_seed_means_the_same_mutants(monkeypatch: pytest.MonkeyPatch, tmp_path: mutants.Path) -> None:
    """Also when lines come in above them; no two of them are on one line."""
    file = tmp_path / "generator/base/a.py"
    file.parent.mkdir(parents=True)
    text = "".join(f"x{n} = {n} < {n} + 1 or {n} == {n}\n" for n in range(50))
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    file.write_text(text)
    before = picked(10, 3)
    assert len({one.line for one in before}) == 10
    assert picked(10, 4) != before
    assert picked(10, 3, "readers") == []
    file.write_text(f"y = g()\n{text}")
    assert [(one.text, one.new) for one in picked(10, 3)] == [(one.text, one.new) for one in before]


def test_lines_that_have_moved_are_known_by_what_they_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: mutants.Path
) -> None:
    """What was measured once is good for a while; a line that came or changed since has no tests."""
    for top, text in (("then", "a = 1\nb = 2\nc = 3\n"), ("now", "x = 0\na = 1\nb = 5\nc = 3\n")):
        (tmp_path / top / "generator").mkdir(parents=True)
        (tmp_path / top / "generator/a.py").write_text(text)
    data = CoverageData(str(tmp_path / "coverage"))
    data.set_context("tests.test_a.test_b")
    data.add_lines({"/anywhere/generator/a.py": [1, 2, 3]})
    monkeypatch.setattr(mutants, "ROOT", tmp_path / "now")
    measured = mutants.Measured(data, tmp_path / "then")
    assert measured.lines("generator/a.py") == {2: ["tests.test_a.test_b"], 4: ["tests.test_a.test_b"]}
    assert measured.lines("generator/b.py") == {}


@pytest.mark.slow
def test_a_test_that_fails_anyway_notices_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: mutants.Path) -> None:
    """It is left out, and those behind it are asked; the file is as it was afterwards."""
    place = tmp_path / "salinan"
    for path, text in {
        "generator/__init__.py": "",
        "generator/base/__init__.py": "",
        "generator/base/a.py": "X = 1\n", "tests/base/test_a.py": "from generator.base.a import X\n\n\n"
        "def test_bad():\n    assert X == 5\n\n\ndef test_good():\n    assert X == 1\n",
    }.items():  # fmt: skip
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text)
    monkeypatch.setattr(mutants, "ROOT", place)
    (mutant,) = mutants.mutants("generator/base/a.py", b"X = 1\n")
    known = mutants.Measured(CoverageData(str(tmp_path / "coverage")), place)
    passes = dict[str, bool]()
    assert mutants.tried(place, mutant, known, passes) == ("its tests", "tests/base/test_a.py::test_good")
    assert passes == {"tests/base/test_a.py::test_bad": False, "tests/base/test_a.py::test_good": True}
    assert (place / "generator/base/a.py").read_text() == "X = 1\n"


@pytest.mark.slow
def test_a_function_is_changed_in_a_process_that_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: mutants.Path) -> None:
    """What a module did when it was imported is left to the next stage, and so is what only a test that fails sees."""
    place = tmp_path / "salinan"
    source = (
        "from functools import cache\n\nX = 1\n\n\n@cache\ndef f() -> int:\n    return 2\n\n\nclass A:\n    @property\n"
        "    def g(self) -> int:\n        return 3\n\n\ndef h() -> int:\n    return 4\n"
    )
    for path, text in {
        "generator/__init__.py": "", "generator/base/__init__.py": "", "generator/base/a.py": source,
        "tests/base/test_a.py": "from generator.base.a import A, X, f, h\n\n\ndef test_x():\n    assert X == 1\n\n\n"
        "def test_f():\n    assert f() == 2\n\n\ndef test_g():\n    assert A().g == 3\n\n\ndef test_h():\n    assert h() == 5\n",
    }.items():  # fmt: skip
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text)
    (place / "tools").mkdir()
    shutil.copy(mutants.ROOT / "tools/forked.py", place / "tools")
    monkeypatch.setattr(mutants, "ROOT", place)
    known = mutants.Measured(CoverageData(str(tmp_path / "coverage")), place)
    chosen = [one for one in mutants.mutants("generator/base/a.py", source.encode()) if one.old in "1234"]
    assert [one.old for one in chosen] == ["1", "2", "3", "4"]
    noticed = {one.old: who for one, who in mutants.tried_at_once(place, chosen, known).items()}
    assert noticed == {
        "2": ("at once", "tests/base/test_a.py::test_f"), "3": ("at once", "tests/base/test_a.py::test_g"),
    }  # fmt: skip
