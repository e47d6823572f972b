"""The drawing of where a build's time goes."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from tools import flames

STACKS = """\
main (ssg:1);build (generator/build.py:10);parse (generator/engine/parse.py:5);find (generator/model/keywords.py:7) 30
main (ssg:1);build (generator/build.py:10);make (generator/engine/render.py:5);root (article.html:3) 69
main (ssg:1);build (generator/build.py:10);make (generator/engine/render.py:5);<a&b> (jinja2/runtime.py:1) 1
main (ssg:1);other (generator/cli/main.py:3) 40
"""
SVG = "{http://www.w3.org/2000/svg}"


def drawn(stacks: str) -> dict[str, ET.Element]:
    top = flames.read(iter(stacks.splitlines(keepends=True)), "build")
    groups = ET.fromstring(flames.draw(top, "Titel <1>")).findall(f"{SVG}g")
    return {group.findtext(f"{SVG}title", ""): group[1] for group in groups}


def test_a_frame_is_as_wide_as_its_share_of_the_build() -> None:
    boxes = drawn(STACKS)
    assert float(boxes["build (generator/build.py:10): 100.0%"].attrib["width"]) == flames.WIDTH
    assert float(boxes["root (article.html:3): 69.0%"].attrib["width"]) == round(0.69 * flames.WIDTH)
    assert not any(name.startswith(("main", "other")) for name in boxes)


def test_what_calls_is_below_what_it_calls_and_the_longest_stands_first() -> None:
    boxes = drawn(STACKS)
    build, make, parse, root = (
        next(box.attrib for name, box in boxes.items() if name.startswith(key))
        for key in ("build", "make", "parse", "root")
    )
    assert int(build["y"]) > int(make["y"]) == int(parse["y"]) > int(root["y"])
    assert float(make["x"]) == 0
    assert float(parse["x"]) == round(0.7 * flames.WIDTH)


def test_colours_say_where_the_code_is() -> None:
    fills = {name.partition(" ")[0]: box.attrib["fill"] for name, box in drawn(STACKS).items()}
    assert fills["find"] == flames.COLOURS["model"]
    assert fills["root"] == flames.COLOURS["templates"]
    assert fills["<a&b>"] == flames.COLOURS["libraries"]
    assert fills["build"] == flames.COLOURS["engine"]


def test_what_takes_next_to_nothing_is_left_out() -> None:
    boxes = drawn("build (generator/build.py:1);a (x.py:1) 998\nbuild (generator/build.py:1);b (x.py:1) 2\n")
    assert [name.partition(" ")[0] for name in boxes] == ["build", "a"]
