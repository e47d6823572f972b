"""Maps of nginx lead each old address to its new one, however long both are, as nginx looks things up."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from generator.annex.deploying.hosts.nginx import entries_of, map_of, maps_of, quoted
from generator.annex.deploying.hosts.rules import Rule

_ENTRY = re.compile(r'    (?:default|"((?:[^"\\]|\\.)*)")  "((?:[^"\\]|\\.)*)";')
LONG = f"/lama/{'a' * 26}/{'b' * 31}"


def plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


class Nginx:
    """Looks a variable up in maps: texts first, whatever their letter case, then patterns in their order."""

    def __init__(self, lines: Iterable[str], **variables: str) -> None:
        self.variables = {f"${name}": value for name, value in variables.items()}
        self.maps: dict[str, tuple[str, list[tuple[str | None, str]]]] = {}
        for line in lines:
            if begun := re.fullmatch(r'map (?:"([^"]*)"|(\S+)) (\S+) \{', line):
                self.maps[begun[3]] = (begun[1] or begun[2], [])
            elif entry := _ENTRY.fullmatch(line):
                assert entry[1] is None or len(plain(entry[1])) <= 40 or entry[1].startswith("~")
                [*self.maps.values()][-1][1].append((entry[1] and plain(entry[1]), plain(entry[2])))

    def filled(self, text: str) -> str:
        return re.sub(r"\$[a-z_0-9]+", lambda name: self.value(name[0]), text)

    def value(self, name: str) -> str:
        if name in self.variables:
            return self.variables[name]
        source, entries = self.maps[name]
        looked_up = self.filled(source)
        for key, value in entries:
            if key and not key.startswith("~") and key.lower() == looked_up.lower():
                return self.filled(value)
        for key, value in entries:
            if key and key.startswith("~"):
                how = re.IGNORECASE if key.startswith("~*") else 0
                if found := re.search(key.removeprefix("~").removeprefix("*"), looked_up, how):
                    return found[1] if value == "$1" else self.filled(value)
        return self.filled(next((value for key, value in entries if key is None), ""))


def led(entries: list[tuple[str, str]], address: str) -> str:
    return Nginx(maps_of("$uri", "$baru", entries), uri=address).value("$baru")


@pytest.mark.parametrize(
    "addresses",
    [
        ["/a/"], [f"/{'a' * 39}"], [f"/{'a' * 40}"], [LONG], [LONG, f"{LONG}c", LONG[:-1]], [f"/{'a' * n}" for n in range(38, 100)], [f"/{'a' * 31}", f"/{'a' * 63}", f"/{'a' * 63}/"],
        [f"/{'é' * 30}", f"/{'a' * 30}{'é' * 30}"], [f"{LONG}?p=1", f"{LONG}?p=2", "/?p=7"],
    ],
)  # fmt: skip
def test_each_address_leads_where_it_is_to(addresses: list[str]) -> None:
    """And no other one anywhere: neither a beginning of one, nor one that goes on, nor one that differs at its end."""
    entries = [(one, f"/baru/{number}/") for number, one in enumerate(addresses)]
    for key, value in entries:
        assert led(entries, key) == value, key
        if key.isascii():
            assert led(entries, key.upper()) == value, key
        for other in (key[:-1], f"{key}x", f"{key[:-1]}~", f"x{key}", "", "/"):
            assert led(entries, other) == dict(entries).get(other, ""), other


def test_two_addresses_that_differ_in_letter_case_are_two() -> None:
    """Each is looked up as it is written."""
    rules = [Rule("/Lama/", "", "/a/", True), Rule("/lama/", "", "/b/", True), Rule("/p/", "x=1", "/c/", False)]
    entries = [*entries_of(rules)]
    assert [led(entries, one) for one in ("/Lama/", "/lama/", "/LAMA/", "/p/?x=1", "/p/")] == [
        "/a/",
        "/b/",
        "",
        "/c/",
        "",
    ]


def test_a_map_is_written_so_that_nothing_in_it_ends_a_word() -> None:
    """Quotation marks and backslashes are what they are."""
    assert quoted('a"b\\c') == '"a\\"b\\\\c"'
    assert [*map_of("$uri", "$x", [("default", "a"), ('b"', "c")])] == [
        "map $uri $x {", '    default  "a";', '    "b\\""  "c";', "}", "",
    ]  # fmt: skip
    assert next(map_of("0:$x", "$y", [])) == 'map "0:$x" $y {'


@pytest.mark.parametrize(
    ("rules", "entries"),
    [
        ([Rule("/Lama/", "", "/a/", False), Rule("/lama/", "", "/b/", False)], [("/Lama/", "/a/"), ("~^/lama/$", "/b/")]),
        ([Rule("/a.b/", "", "/a/", True), Rule("/a.b/", "", "/b/", False)], [("~^/a\\.b/$", "/a/"), ("/a.b/", "/b/")]),
        ([Rule("/", "p=1", "/a/", False), Rule("/", "P=1", "/b/", False)], [("/?p=1", "/a/"), ("~^/\\?P=1$", "/b/")]),
    ],
)  # fmt: skip
def test_which_addresses_are_patterns(rules: list[Rule], entries: list[tuple[str, str]]) -> None:
    """Those whose letter case counts, and each after the first that differs in nothing else."""
    assert [*entries_of(rules)] == entries


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        (f"/{'a' * 39}", ["map $uri $x {", f'    "/{"a" * 39}"  "/b/";', "}", ""]),
        (f"/{'é' * 20}", ["map $uri $x {", f'    "~*^/{"é" * 20}$"  "/b/";', "}", ""]),
    ],
)
def test_a_map_of_what_nginx_has_room_for(key: str, lines: list[str]) -> None:
    """In bytes; what is longer and has letters with accents is a pattern."""
    assert [*maps_of("$uri", "$x", [(key, "/b/")])] == lines
