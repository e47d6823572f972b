"""Budgets: whatever a text holds, reading it takes time in proportion to its size, or it is refused."""

from __future__ import annotations

import contextlib
import importlib
import itertools
import pkgutil
import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import generator
from generator.base.errors import SiteError
from generator.markup.documents import parse_article
from tests import growth
from tests.fuzz import budgets, hostile
from tests.quick import sample
from tests.support import article, site

ENOUGH = 0.008
"""Seconds of the processor that a text takes when it is large enough to be measured."""


@pytest.mark.parametrize("file", sample(budgets.files(), 4), ids=lambda file: file.name)
def test_time_grows_with_the_size_alone(file):
    """Of a text eight times as large, the time is no more than some eight times as long."""
    for again in (1, 3, 9):
        # What else the machine does can only make it slower, so that the fastest of several readings counts.
        cost = budgets.measure(file, max(ENOUGH, 10 * growth.tick()), again)
        if cost.power < budgets.MOST:
            return
    raise AssertionError(cost)


def test_a_square_would_be_found(monkeypatch):
    """The measure tells a text that takes time by the square of its size."""
    sizes = (1000, 2000, 4000, 8000)
    assert growth.Cost("", sizes, tuple(size**2 / 1e8 for size in sizes)).power > 1.9
    assert growth.Cost("", sizes, tuple(size / 1e5 for size in sizes)).power < 1.1
    assert growth.Cost("", sizes, (0, 0, 0, 0)).power == 0
    monkeypatch.setattr(growth, "seconds", lambda work: work())
    growth.held(lambda size: lambda: size / 1e5, 8000)
    with pytest.raises(AssertionError, match="seconds"):
        growth.held(lambda size: lambda: size**2 / 1e8, 8000)


def test_what_does_not_end_is_stopped():
    """However long it would go on."""
    with pytest.raises(growth.EndlessError), growth.ends(0.02):
        all(True for _ in itertools.count())


def test_front_matter_of_blanks_takes_no_time():
    """A long run of blanks is looked at once, whether the front matter holds a "#" or not."""

    def read(blanks: str) -> None:
        text = f'---\n{budgets.HEAD}summary: "a{blanks}b"\n# x\n---\nIsi.\n'
        record, problems = parse_article(text.encode(), "daerah/a.md", budgets.READING)
        assert record is not None, problems
        assert record.matter.summary == "a b"

    growth.held(lambda size: partial(read, "\t" * size), 64_000)


def patterns() -> dict[str, tuple[re.Pattern[str], Callable[[str], object]]]:
    """Return every pattern of the package with the way in which it is used."""
    found: dict[str, tuple[re.Pattern[str], Callable[[str], object]]] = {}
    for info in pkgutil.walk_packages(generator.__path__, "generator."):
        if info.name.startswith(("generator.skeleton", "generator.__main__")):
            continue
        module = importlib.import_module(info.name)
        source = Path(str(module.__file__)).read_text("utf-8")
        # The texts and the patterns that are used by name, and how.
        texts, uses = defaultdict(set), defaultdict(set)
        for use, name, then in re.findall(r"\bre\.(\w+)\((_?[A-Z]\w*)\b(?:\)\.(\w+)\()?", source):
            if use != "escape":
                texts[name].add(then if use == "compile" else use)
        for name, use in re.findall(r"\b(_?[A-Z]\w*)\.(\w+)\(", source):
            uses[name].add(use)
        for name, value in vars(module).items():
            if isinstance(value, str):
                if name in texts:
                    # One that is compiled when it is first used.
                    one = re.compile(value)
                    anchored = texts[name] - {""} <= {"match", "fullmatch"}
                    found[f"{info.name}.{name}"] = one, one.match if anchored else one.search
                continue
            row = [value] if isinstance(value, re.Pattern) else value if isinstance(value, tuple) else ()
            flat = [one for item in row for one in (item if isinstance(item, tuple) else (item,))]
            flat = [re.compile(one) if isinstance(one, str) and one.startswith("https?:") else one for one in flat]
            kept = [one for one in flat if isinstance(one, re.Pattern) and isinstance(one.pattern, str)]
            anchored = uses[name] and uses[name] <= {"match", "fullmatch"}
            for number, one in enumerate(kept):
                found[f"{info.name}.{name}.{number}"] = one, one.match if anchored else one.search
    return found


UNITS = sample(list(map("".join, itertools.product(" \t\na1-./#:([<*&'é", repeat=2))), 5)


PATTERNS = patterns()


@pytest.mark.parametrize("name", sample(list(PATTERNS), 3))
def test_no_pattern_goes_over_a_text_again_and_again(name):
    """On whatever is repeated, a pattern takes time by the length of the text."""
    pattern, use = PATTERNS[name]
    words = re.findall(r"[a-zA-Z<!:/.#-]{2,}", pattern.pattern)[:3]
    for unit in (*UNITS, *words):
        for before in ("", *words[:1]):
            again = 4000 // len(unit)
            short, long = (partial(partial, use, before + unit * count + "\0") for count in (again, 4 * again))
            cost = growth.fastest(short, 5, LONG)
            # What a busy machine makes slow, it makes slow at each length.
            assert cost <= LONG or growth.fastest(long, 5, LONG) < 8 * cost, (pattern, before, unit)


LONG = 0.003
"""Seconds; to look at each of 4,000 characters once takes a tenth of it, to go on from each to the end five times as long.

What takes longer is looked at in a text four times as long: the time may be eight times as long, and is sixteen times as
long for a pattern that goes on from each character to the end.
"""


@pytest.mark.parametrize(
    "unit",
    ["[a](/redaksi/#%) ", "[a](/tiada/%/) ", "![](/foto/a.png) ", "[](/redaksi/#%) "],
    ids=["links", "dead links", "silent pictures", "links without words"],
)
def test_a_build_takes_time_by_the_number_of_links(tmp_path, unit):
    """Many times as many on one line take so many times as long."""
    folders = itertools.count()

    def work(number: int) -> Callable[[], None]:
        portal = site(tmp_path / str(next(folders)))
        portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nIsi.\n")
        portal.add("content/foto/a.png", hostile.PNG)
        portal.add("content/daerah/a.md", article(body="".join(unit.replace("%", str(n)) for n in range(number))))

        def build() -> None:
            with contextlib.suppress(SiteError):
                portal.build()

        return build

    growth.held(work, 2_400)


def test_one_article_stands_for_a_bounded_number_of_files(tmp_path):
    """As many tags, aliases, authors and parts as may be are some hundred files; one more of any is a problem."""
    portal = site(tmp_path)
    keys = {
        "tags": f"[{', '.join(f't{n}' for n in range(100))}]",
        "aliases": f"[{', '.join(f'/a/{n}/' for n in range(100))}]",
        "author": f"[{', '.join(f'p{n}' for n in range(100))}]",
    }
    body = "\n\n<!-- halaman -->\n\n".join(["Isi."] * 50)
    portal.add("content/daerah/a.md", article(body=body, **keys))
    assert portal.build().pages < 500
    for key, text in keys.items():
        portal.add("content/daerah/b.md", article("B", **{key: text.replace("]", ", /x/]")}))
        assert [problem.message for problem in portal.problems()] == [f"{key} has 101 entries, more than 100"]
