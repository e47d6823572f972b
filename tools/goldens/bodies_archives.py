"""What becomes of archives of other systems: where they publish, what they say, and what is moved in."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from msgspec.structs import replace

from generator.annex.importing import fetching, items
from generator.annex.importing.items import Item
from generator.annex.importing.media import Wanted
from generator.annex.importing.old_addresses import hosts_of
from generator.annex.importing.proposal import map_text, notes_of
from generator.annex.importing.run import run
from generator.annex.importing.sources import SOURCES
from generator.annex.importing.sources.elementor import elementor
from generator.annex.importing.sources.front_matter import time_of
from generator.annex.importing.sources.ghost_documents import html_of
from generator.annex.importing.sources.hugo import HUGO
from generator.annex.importing.sources.jekyll import JEKYLL
from generator.annex.importing.sources.mapping import Map
from generator.annex.importing.sources.matters import Matters, usual
from generator.annex.importing.sources.systems import ELEVENTY, ZOLA, Page, Site, System
from generator.annex.importing.sources.tables import Tables
from generator.annex.importing.sources.texts import rule_of
from generator.base.errors import UsageError
from generator.base.sentences import language
from tests import elsewhere
from tools.goldens.bodies_answers import plainly, told
from tools.goldens.found import ssg


def archives(pieces: Sequence[str]) -> dict[str, str]:
    """Return what becomes of archives, by what is looked at; bodies are put together of the pieces."""
    files = {f"published {system.name}": "".join(_published(system)) for system in (HUGO, JEKYLL, ELEVENTY, ZOLA)}
    parts = {
        "matters": _matters,
        "widgets": _widgets,
        "rules": _rules,
        "exports": _exports,
        "fetched": _fetched,
        "folders": _folders,
    }
    files |= {name: "".join(part()) for name, part in parts.items()}
    for number in range(5):
        files |= dict(_archive(number, pieces))
    return files


def _some(rng: random.Random, values: Mapping[str, Sequence[Any]], most: int) -> dict[str, Any]:
    return {key: rng.choice(values[key]) for key in rng.sample([*values], rng.randint(0, most))}


def _published(system: System) -> Iterator[str]:
    """Yield where a system publishes files, by what its configuration and their front matter say."""
    rng = random.Random(12)
    for _ in range(500):
        values, matter = _some(rng, elsewhere.SETTINGS, 6), _some(rng, elsewhere.MATTER, 8)
        tops = system.folders(values)
        path = rng.choice(("", "", *tops, "content/en/")) + rng.choice(elsewhere.PATHS)
        site = Site(values, tops, frozenset(rng.sample(["daerah", "daerah/kota", "opini/a", "opini"], 2)))
        page = Page(path, system.completed(path, matter, site), "", *system.named(path, site))
        times = system.times(page, site)
        stamp = next(filter(None, (time_of(text, "WIB") for text in times.dated)), None)
        address = system.address(page, site, stamp)
        lists = [
            system.listed(sort, name, site, page.matter)
            for sort in ("section", "person", "category", "tag")
            for name in ("Air Bersih", "Pasar")
        ]
        said = (
            page,
            times,
            address,
            system.section(page, site),
            lists,
            [system.alias(old, address) for old in ("/a/", "b", "//c/")],
            system.also(page, address),
            tops,
        )
        yield f"{json.dumps(values)} {json.dumps(matter)}\n  {json.dumps(plainly(said))}\n"


def _matters() -> Iterator[str]:
    """Yield what front matter says by usual names and by maps, and what is counted of the rest."""
    for number, (said, top) in enumerate([(Map(), "content"), (elsewhere.MAP, ""), (Map(), "")]):
        rng, tables = random.Random(number), Tables(".")
        matters = Matters(tables, said, {**usual(tables, _some(rng, elsewhere.SETTINGS, 20), top), **said.of})
        for _ in range(60):
            matter = _some(rng, elsewhere.MATTER, 9)
            yield f"{json.dumps(matter)}\n  {told(matters.take, matter)}\n"
        census = matters.census((items.Shortcode("kotak", number, "{{< kotak >}}", "> {inner}"),))
        counted = (
            census,
            matters.notes(),
            matters.written,
            [*notes_of(census)],
            [map_text(census, language(name)) for name in ("en", "id")],
        )
        yield json.dumps(plainly(counted), indent=1)


def _widgets() -> Iterator[str]:
    """Yield what cards of Ghost and widgets of Elementor show, each with all that any of them may have."""
    for name in elsewhere.CARDS:
        for drop in (
            (),
            ("metadata", "fileTitle", "youtube_url", "gallery", "url"),
            ("vimeo_url", "youtube_url", "gallery", "wp_gallery", "image", "src"),
        ):
            said = {key: value for key, value in elsewhere.SHOWN.items() if key not in drop}
            node = {
                "type": name,
                "tag": "h3",
                "children": [{"type": "text", "text": "a<b", "format": len(name) * 7}],
                **said,
            }
            mobile = {**elsewhere.SECTIONS, "cards": [[name, said]]}
            shown = (
                html_of(json.dumps({"root": {"children": [node]}})),
                html_of(json.dumps(mobile)),
                elementor(json.dumps([{"elements": [{"widgetType": name, "settings": said}]}])),
            )
            yield f"{name} {drop}\n  {json.dumps(shown)}\n"
    for depth in (39, 40, 41):
        deep: dict[str, Any] = {"type": "text", "text": "x"}
        wide: dict[str, Any] = {"widgetType": "html", "settings": {"html": "x"}}
        for _ in range(depth):
            deep, wide = {"children": [deep]}, {"elements": [wide]}
        yield f"{depth} {html_of(json.dumps({'root': deep}))} {elementor(json.dumps([wide]))}\n"


def _rules() -> Iterator[str]:
    for folder in elsewhere.FOLDERS:
        for tops in ((), ("",), ("content/",), ("content/", "src/")):
            rules = [
                rule_of(f"{folder}/{name}", tops, has_parts=parts)
                for parts in (False, True)
                for name in ("a.md", ".a.md", "a.md~")
            ]
            yield f"{folder} {tops} {rules}\n"


def _exports() -> Iterator[str]:
    """Yield what exports say: each field, state and type of WordPress, and what Blogger and Ghost have."""
    for source, text in elsewhere.exports():
        Path("ekspor").write_text(text, "utf-8")
        for files in (("ekspor",), ("tiada",)):
            try:
                for record in SOURCES[source](items.Options(source, files, "", "WITA")):
                    yield f"{json.dumps(plainly(record))}\n"
            except UsageError as error:
                yield f"{source} {error}\n"


def _folders() -> Iterator[str]:
    """Yield what sites in folders and rows say, by usual names and by maps."""
    for source, folder, mapping in elsewhere.READ:
        Path("peta.yaml").write_text(mapping, "utf-8")
        order = items.Options(source, (folder,), "", "WITA", mapping="peta.yaml" if mapping else "", now=1_600_000_000)
        found = SOURCES[source](order)
        yield f"{source} {folder} {mapping!r}\n"
        while (line := told(next, found, None)) != "null":
            yield f"{line}\n"


def _fetched() -> Iterator[str]:
    """Yield what becomes of files of the old site, by what it answers, one answer after the other."""
    shelf = fetching.Fetched(hosts_of((elsewhere.SITE, "cdn.example")), hosts_of(("cdn.example", "127.0.0.1:8000")))
    for number, answers in enumerate(elsewhere.answers()):
        for url in elsewhere.ASKED[: None if not number else 1]:
            yield _asked(shelf, url, [*answers, *answers[-1:] * 2])


def _asked(shelf: fetching.Fetched, url: str, answers: list[Any]) -> str:
    asked: list[object] = []
    got = bytearray()

    def opened(address: str, _left: float, **given: Any) -> Any:
        allowed = [given["allows"](*one) for one in elsewhere.PLACES]
        asked.append((address, given["headers"].get("Range"), given["patience"], given["proxies"], allowed))
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        answer.seek(0)
        return answer

    with mock.patch.object(fetching, "open_url", opened), mock.patch("time.sleep", asked.append):
        said = told(lambda: shelf.take(Wanted("a.jpg", url), got.extend))
    return f"{url} {said} {bytes(got)!r} {asked}\n"


def commands() -> Iterator[str]:
    """Yield what the command says, with wrong options and with right ones, in both languages."""
    for name in ("en", "id"):
        for words in (*elsewhere.WRONG, *elsewhere.RIGHT):
            site = "situs" if "verify" in words else "."
            yield ssg("--site", site, "import", *words.format(name).split(), language=name)
        yield ssg("--site", "rusak", "import", "--verify-addresses", "alamat.txt", language=name)


def _archive(number: int, pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Move an archive in twice, with what a desk does between; yield the files and the result of each."""
    into = f"portal-{number}"
    Path("kanal.yaml").write_text(elsewhere.TABLE, "utf-8")
    order = items.Options(
        ("rows", "hugo", "wordpress", "jekyll", "zola")[number], ("lama",), into, ("WIB", "WITA", "WIT")[number % 3],
        hosts=("lain.example",) if number % 2 else (), media_url=("", "", "https://m.example/x")[number % 3],
        media=("lama", "", "lama/unggah")[number % 3], now=1_600_000_000 if number % 2 else 0,
    )  # fmt: skip
    found = elsewhere.records(number, pieces)
    for turn in range(3):
        if turn == 1:
            for at, file in enumerate(sorted(Path(into, "content").rglob("*.md"))):
                if at % 5 == 1:
                    file.write_text(file.read_text("utf-8") + "\nRedaksi.\n", "utf-8")
                elif at % 7 == 2:
                    file.unlink()
            found = [
                replace(one, body=f"{one.body}\n\nBaru.", slug=f"{one.slug}x")
                if isinstance(one, Item) and n % 3 == 0
                else one
                for n, one in enumerate(found)
                if n % 11
            ]
        now = replace(order, kanal="kanal.yaml" if (turn + number) % 3 == 1 else "", dry=turn == 2)
        with mock.patch.dict(SOURCES, {order.source: lambda _: iter(found)}):  # noqa: B023
            outcome, report = run(now, lambda *_: None, language("en" if (number + turn) % 2 else "id"))
        yield f"archive {number} result {turn}", json.dumps(plainly(outcome)) + report
        for kind in ("content", "import", "site.yaml"):
            written = sorted(file for file in Path(into).glob(f"{kind}/**/*") or () if file.is_file()) or [
                Path(into, kind)
            ]
            texts = [
                f"{file.as_posix()}\n{file.read_bytes().decode('utf-8', 'backslashreplace')}\n"
                for file in written
                if file.name != "lock"
            ]
            yield f"archive {number} {kind} {turn}", "".join(texts)
