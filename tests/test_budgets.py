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
from tests import growth
from tests.fuzz import budgets
from tests.support import RefusedError, article, png, site

ENOUGH = 0.008
"""Seconds of the processor that a text takes when it is large enough to be measured."""
TEXTS = [file for file in budgets.files() if not file.name.startswith(("live", "file"))]


@pytest.mark.parametrize("file", TEXTS[::6], ids=lambda file: file.name)
def test_time_grows_with_the_size_alone(file):
    """Of a text eight times as large, the time is no more than some eight times as long."""
    for again in (1, 3, 9):
        # What else the machine does can only make it slower, so that the fastest of several readings counts.
        cost = budgets.measure(
            file,
            max(ENOUGH, 10 * growth.tick()),
            lambda file, size: growth.fastest(lambda: budgets.parsed(file, size), again),  # noqa: B023
        )
        if cost.power < budgets.MOST:
            return
    raise AssertionError(cost)


@pytest.mark.long
def test_a_check_takes_time_by_the_size_of_a_file(tmp_path):
    """Whatever its front matter, its entries or its first lines are; `make fuzz KIND=budgets` tries all of them."""
    checks = budgets.Checks(tmp_path)
    others = [file for file in budgets.files() if file not in TEXTS]
    wanted = [*others, *(file for file in TEXTS[::64] if file.most == budgets.FRONT_MATTER)]
    for file in wanted:
        powers = []
        for again in (2, 6):
            cost = budgets.measure(file, 0.3, lambda file, size: checks.cost(file, size, again))  # noqa: B023
            powers.append(cost.power)
            if cost.power < budgets.MOST:
                break
        assert min(powers) < budgets.MOST, cost


def test_a_square_would_be_found():
    """The measure tells a text that takes time by the square of its size."""
    sizes = (1000, 2000, 4000, 8000)
    assert growth.Cost("", sizes, tuple(size**2 / 1e8 for size in sizes)).power > 1.9
    assert growth.Cost("", sizes, tuple(size / 1e5 for size in sizes)).power < 1.1
    assert growth.Cost("", sizes, (0, 0, 0, 0)).power == 0


def test_what_does_not_end_is_stopped():
    """However long it would go on."""
    with pytest.raises(growth.EndlessError), growth.ends(0.02):
        all(True for _ in itertools.count())


def patterns() -> dict[str, tuple[re.Pattern[str], Callable[[str], object]]]:
    """Return every pattern of the package, wherever it is, with the way in which it is used."""
    found: dict[str, tuple[re.Pattern[str], Callable[[str], object]]] = {}
    for info in pkgutil.walk_packages(generator.__path__, "generator."):
        if info.name.startswith(("generator.skeleton", "generator.__main__")):
            continue
        module = importlib.import_module(info.name)
        source = Path(str(module.__file__)).read_text("utf-8")
        uses = defaultdict(set)
        for name, use in re.findall(r"\b(_?[A-Z]\w*)\.(\w+)\(", source):
            uses[name].add(use)
        for name, value in vars(module).items():
            anchored = uses[name] and uses[name] <= {"match", "fullmatch"}
            row = value if isinstance(value, tuple) else (value,)
            flat = [one for item in row for one in (item if isinstance(item, tuple) else (item,))]
            kept = [one for one in flat if isinstance(one, re.Pattern) and isinstance(one.pattern, str)]
            for number, one in enumerate(kept):
                found[f"{info.name}.{name}.{number}"] = one, one.match if anchored else one.search
    return found


PATTERNS = patterns()
UNITS = list(map("".join, itertools.product(" \t\na1-./#:([<*&'é", repeat=2)))[::5]
LONG = 0.003
"""Seconds; to look at each of 4,000 characters once takes a tenth of it, to go on from each to the end five times as long.

What takes longer is looked at in a text four times as long: the time may be eight times as long, and is sixteen times as
long for a pattern that goes on from each character to the end.
"""


@pytest.mark.parametrize("name", list(PATTERNS))
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


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["[a](/redaksi/#%) ", "[a](/tiada/%/) ", "![](/foto/a.png) ", "[](/redaksi/#%) "])
def test_a_build_takes_time_by_the_number_of_links(tmp_path, unit):
    """Many times as many on one line take so many times as long, whether they are right, dead or without words."""
    folders = itertools.count()

    def work(number: int) -> Callable[[], None]:
        portal = site(tmp_path / str(next(folders)))
        portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nIsi.\n")
        portal.add("content/foto/a.png", png(3, 3))
        portal.add("content/daerah/a.md", article(body="".join(unit.replace("%", str(n)) for n in range(number))))

        def build() -> None:
            with contextlib.suppress(RefusedError):
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
        assert ["101" in problem.message for problem in portal.problems()] == [True]
