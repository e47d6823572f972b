"""What comes from elsewhere: bodies, clipboards, addresses, sources and whole archives, as the program reads them.

The texts are those that the tests of these modules had once, each given to all functions that take one, and mixed by
chance; they stand in tests/fixtures/bodies.json, so that a new test changes nothing.
"""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape
from pathlib import Path

from generator.annex.desk.pasting import pasted
from generator.annex.importing import items, kanal
from generator.annex.importing.bodies.convert import by_block, convert
from generator.annex.importing.bodies.from_markdown import part_of_html, places, plain_line
from generator.annex.importing.bodies.from_wordpress import to_html
from generator.annex.importing.bodies.openings import headline, without_photo
from generator.annex.importing.bodies.to_markdown import plain_text
from generator.annex.importing.bodies.tree import parse
from generator.annex.importing.bodies.wording import Context, Destination, Lookups, words_of_html
from generator.annex.importing.items import Item, Note
from generator.annex.importing.old_addresses import alias, bare, base_url, hosts_of, is_part, spelled, views
from generator.annex.importing.routing import allows, identity
from generator.annex.importing.sources import SOURCES
from generator.annex.importing.sources.elementor import elementor
from generator.annex.importing.sources.front_matter import config, json_of, split, time_of
from generator.annex.importing.sources.front_matter import plain as shown_line
from generator.annex.importing.sources.ghost_documents import html_of
from generator.annex.importing.sources.hugo import sanitized
from generator.annex.importing.sources.lines import Lines
from generator.annex.importing.sources.mapping import FOLDERS, ROWS, read_map
from generator.annex.importing.sources.mending import mended
from generator.annex.importing.sources.shortcodes import Shortcodes
from generator.annex.importing.sources.sql_dump import Dump
from generator.annex.importing.sources.tables import Tables
from generator.annex.importing.survey import named, one_line
from generator.annex.importing.xml_stream import elements, encoding_of
from generator.model.urls import Paths
from tests import elsewhere
from tests.annex.importing.test_links import resolver
from tools.goldens.bodies_answers import told
from tools.goldens.bodies_archives import archives, commands
from tools.goldens.found import ROOT, Found, grouped

TEXTS: Mapping[str, list[str]] = json.loads((ROOT / "tests/fixtures/bodies.json").read_text("utf-8"))
"""By the file that had them."""
MINE = ("bodies", "test_past", "test_shortcodes")
"""Whose texts are bodies."""
_FITS = {
    "html": re.compile("<|&"), "wordpress": re.compile(r"\[|<!--|\n|https?:"), "stream": re.compile("^<"),
    "map": re.compile(":"),
    "markdown": re.compile(r"^[^<].*[\[*`#_|~>:\n]", re.DOTALL),
    "blocks": re.compile("<(?:div|dl|pre|h|b)"), "shortcodes": re.compile("{"),
}  # fmt: skip
"""What a text has that a way of reading is for."""
LEADS = {
    "test_links",
    "test_old_addresses",
    "test_routing",
    "test_plan",
    "test_verify_addresses",
    "test_media",
    "test_survey",
}
"""Whose texts are addresses."""


def bodies() -> Found:
    """Read bodies, clipboards, addresses, maps and archives of other systems, and move archives of all sorts in."""
    _lay_out({**elsewhere.KEPT, **elsewhere.SITES, **elsewhere.FOLDER})
    files: dict[str, str] = {}
    for name, texts in TEXTS.items():
        for way, read in _ways(name).items():
            fit = [text for text in texts if way not in _FITS or _FITS[way].search(text)]
            files[f"{way} {name}"] = "".join(f"{text!r}\n  {told(read, text)}\n" for text in fit)
    files |= {f"mixed {way}": "".join(lines) for way, lines in _mixed()}
    calls = [call.format(word) for word in elsewhere.WORDS for call in elsewhere.CALLS]
    files["calls"] = "".join(f"{text!r}\n  {told(_expanded, text)} {told(_line, text)}\n" for text in calls)
    pieces = [text for name, texts in TEXTS.items() if name.startswith("bodies") for text in texts]
    files |= archives([text for text in pieces if len(text) < 300])
    return Found("".join(commands()) + grouped(files, str), files)


def _lay_out(files: Mapping[str, bytes | str]) -> None:
    for path, data in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(data if isinstance(data, bytes) else data.encode())


def _ways(name: str) -> dict[str, Callable[[str], object]]:
    """Return what reads the texts of a file."""
    if name.startswith(MINE):
        return {"line": _line, **BODIES}
    ways: dict[str, Callable[[str], object]] = {"said": _said, "document": _document, "stream": _stream}
    if name in LEADS:
        ways["address"] = _addresses()
    if name in {"test_kanal", "test_plan"}:
        ways["kanal"] = lambda text: kanal.read(text.encode(), "kanal.yaml", Paths())
    if name in {"test_mapping", "test_rows", "test_folders", "test_proposal"}:
        ways["map"] = _map
    if name in {"test_rows", "test_sql_dump", "test_lookups"}:
        ways["rows"] = _rows
    return ways


def _said(text: str) -> object:
    return (
        plain_line(text), one_line(text), named(text), shown_line(text), mended(text), time_of(text, "WITA"),
        identity(text), sanitized(text), told(split, text),
    )  # fmt: skip


def _line(text: str) -> object:
    context = _context()
    return (
        plain_line(text), headline(text), part_of_html(text), to_html(text, context), [*context.notes], places(text),
        sorted(words_of_html(text).items()), without_photo(text, {"src": "/a.jpg", "caption": "k"}),
    )  # fmt: skip


def _target(address: str) -> Destination:
    is_bad = address.startswith(("javascript:", "data:"))
    note = "dead-link" if "mati" in address else "insecure-picture" if address.startswith("http:") else ""
    return Destination("" if is_bad else address, address.endswith((".jpg", ".png")), note)


def _context() -> Context:
    return Context(Lookups(_target, _target, elsewhere.FILES.get, elsewhere.FILES.values, "https://baru.example"))


def _converted(markup: str, body: str, *, whole: bool = False) -> object:
    item = Item("article", "1", "", "", "", body, markup, None)  # type: ignore[arg-type]
    made = convert(item, _context().lookups, whole=whole)
    return made.text, made.notes, made.lost, made.come, made.problems


def _expanded(body: str) -> object:
    notes: list[Note] = []
    shortcodes = Shortcodes(elsewhere.OWN, Tables("."))
    return (
        shortcodes.expand(body, notes, lambda name: f"/led/{name}", lambda name: f"/p/{name}"),
        notes,
        shortcodes.unknown(),
    )


def _pasted(text: str) -> object:
    if "<" in text:
        return pasted(text, "", elsewhere.SITE)
    shown = escape(text)
    linked = (
        f'<p><a href="{shown}">a</a> <span style="{shown}">b</span> <b style="{shown}">c</b> <img alt="{shown}"></p>'
    )
    return pasted("", text), pasted(linked, "", elsewhere.SITE)


def _blocks(body: str) -> object:
    return by_block(parse(body)), plain_text(parse(body))


BODIES: dict[str, Callable[[str], object]] = {
    **{markup: partial(_converted, markup) for markup in ("html", "wordpress", "markdown")},
    "shortcodes": _expanded, "pasted": _pasted, "blocks": _blocks,
}  # fmt: skip


def _mixed() -> Iterator[tuple[str, list[str]]]:
    """Yield what becomes of bodies put together of pieces, by what reads them."""
    rng = random.Random(11)
    pieces = [text for name, texts in TEXTS.items() if name.startswith(MINE) for text in texts if 3 < len(text) < 200]
    ways: dict[str, Callable[[str], object]] = {**BODIES, "whole": partial(_converted, "wordpress", whole=True)}
    for way, read in ways.items():
        lines = []
        for _ in range(100):
            text = rng.choice(pieces)
            for around in rng.sample(elsewhere.AROUND, rng.randint(1, 3)):
                text = around.format(text, rng.choice(pieces))
            lines.append(f"{text!r}\n  {told(read, text)}\n")
        yield way, lines


def _addresses() -> Callable[[str], object]:
    near = f"{elsewhere.SITE}/2019/10/berita-1/"
    ways = [resolver(media="", media_url="https://m.example"), resolver(has="/unggah/a.jpg", hosts=("lain.example",))]
    hosts = [
        hosts_of((elsewhere.SITE, "a.example")),
        hosts_of((f"{elsewhere.SITE}/blog",), f"{elsewhere.SITE}/blog/"),
        hosts_of(("//",)),
    ]

    def read(text: str) -> object:
        led = [(one.target(text, near), one.media(text, ""), one.media(text, near, linked=True)) for one in ways]
        needed = [[*one.needed.items()][-1:] for one in ways]
        own = [one.own(text) for one in hosts]
        allowed = allows(text) if "{" in text else ""
        named_so = spelled(text), [*views(spelled(text))], alias(text, Paths()), bare(text), base_url(text)
        return led, needed, own, allowed, named_so, is_part(text, {"/daerah/"})

    return read


def _document(text: str) -> object:
    return [config(text, "a.toml")] if text.count(" = ") else [], html_of(text), elementor(text), json_of(text)


def _stream(text: str) -> object:
    data = text.encode("utf-8", "surrogatepass")
    return [*elements(io.BytesIO(data), "a.xml", 1), *elements(io.BytesIO(data), "a.xml", 2)], encoding_of(data)


def _map(text: str) -> object:
    Path("peta.yaml").write_text(text, "utf-8", "replace")
    own = read_map("peta.yaml", ROWS if "id" in text else FOLDERS)
    pictures = [own.whole(one) for one in ("a.jpg", "/b.jpg", "http://c/d.jpg", "")]
    return own, pictures, [own.state(one) for one in ("", "terbit", "x")]


def _rows(text: str) -> object:
    Path("peta.yaml").write_text(elsewhere.COLUMNS, "utf-8")
    found = []
    ending = "sql" if ";" in text else "jsonl" if text[:1] in "{[" else "csv"
    Path(f"berita.{ending}").write_text(text, "utf-8", "surrogatepass")
    for mapping in ("peta.yaml", ""):
        order = items.Options("rows", (f"berita.{ending}",), "", "WIT", mapping=mapping)
        found.append(told(lambda order=order: [*SOURCES["rows"](order)]))
    dump = Dump(io.BytesIO(text.encode("utf-8", "surrogatepass")), "b.sql", ("berita", "users", "#__content"))
    return found, [*dump.rows()], dump.columns, dump.mended, [*Lines(io.StringIO(text)).values()]
