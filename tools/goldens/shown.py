"""What is shown and measured: a portal with every key of site.yaml, its preview, its search, pictures and films."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from generator.annex import scrubbing
from generator.base.errors import AdvisedError
from generator.base.sentences import language
from generator.model.cards import Size
from generator.model.variants import WHOLE, Variant
from generator.pictures import icons, lettering, making, probing, svg
from generator.pictures.drawing import drawn
from generator.preview import ingest, verified_files, words
from generator.preview.guard import Guard, name_of
from generator.search.query import parse
from generator.search.reading import Searcher
from generator.search.segments import chunks, cuts, shards, spelling_shards
from generator.search.synonyms import SHORT_NAMES
from generator.search.words import packed
from tools.goldens.found import ROOT, Found, grouped, short

Told = Iterator[tuple[str, str]]
"""Names, of which the first two words are those of a group, and what is put out."""


def built(portal: Any) -> Told:
    """Build a portal, then after each edit; yield the files that differ, and what is said."""
    from tests import shown as given  # noqa: PLC0415 - it takes a while

    before: dict[str, bytes] = {}
    for number, (name, edit) in enumerate({"nothing": lambda _: None, **given.EDITS}.items()):
        edit(portal)
        report, files = portal.build(now=portal.now + (86_400 if number else 0) + 3600 * number), portal.files()
        changed = sorted(path for path, data in files.items() if before.get(path) != data and path != ".warta")
        yield (
            f"edit {name}",
            "\n".join([*(f"{path} {short(files[path])}" for path in changed), *sorted({*before} - {*files})]),
        )
        counts = f"+{report.added} ~{report.changed} -{report.deleted} of {report.rendered}"
        yield f"said {name}", "\n".join([counts, *sorted(map(str, (*report.warnings, *report.held)))])
        before = files


def previewed(portal: Any) -> Told:
    """Yield what the preview of a portal answers: with drafts and without, in both languages, and about mistakes."""
    from tests import shown as given  # noqa: PLC0415 - it takes a while
    from tests.preview_support import serving  # noqa: PLC0415

    pages = sorted(
        f"/{file.relative_to(portal.output).parent.as_posix()}/" for file in portal.output.rglob("index.html")
    )
    for speaking, drafts in (("en", True), ("id", False)):
        with serving(portal, drafts=drafts, token="rahasia", hosts=("kabar.lan",), speaking=speaking) as preview:

            def ask(
                path: str, headers: Mapping[str, str], method: str = "GET", body: bytes | None = None, by: Any = preview
            ) -> str:
                sent = {name: value.format(f"warta-{by.port}") for name, value in headers.items()}
                status, answered, data = by.get(path, sent, method, body)
                left_out = ("allow", "content-length", "date", "last-modified")
                told = {name: value for name, value in answered.items() if name not in left_out}
                text = data.decode("utf-8", "backslashreplace").replace(str(portal.folder.absolute()), "SITE")
                text = re.sub(r"[0-9a-f]{8}-\d+", "VERSION", text.replace(str(ROOT), "ROOT"))
                # How many updates have led to a page is a matter of the moment.
                text = re.sub(r'"why":"[^"]*"', '"why":""', text) if path in given.LATER else text
                return re.sub(rf"(?<=[:-]){by.port}\b", "PORT", f"{status} {told}\n{text}")

            for path in (*given.PATHS, *(f"/_ssg/page?url={url}" for url in pages[::8]), *given.hidden(portal)):
                if drafts or "page?url=/" not in path or path in given.PATHS:
                    yield f"preview {speaking} {path}", ask(path, {})
            for number, (method, path, headers) in enumerate(given.ASKED):
                yield f"asked {speaking} {number} {path}", ask(path, headers, method)
            own = {"origin": preview.base, "content-type": "text/plain"}
            for time in ("kemarin", "2024-13-01", "", "2024-10-09 18:00"):
                yield f"asked {speaking} at {time}", ask("/_ssg/now", own, "POST", time.encode())
            preview.settle()
            yield f"later {speaking}", ask("/_ssg/", {}) + ask("/", {})
            for path, text in given.MISTAKES if drafts else given.MISTAKES[1:2]:
                file = portal.folder / path
                before = file.read_bytes() if file.exists() else b""
                portal.add(path, text)
                preview.settle()
                for asked in given.LATER:
                    yield f"wrong {speaking} {path} {asked}", ask(asked, {})
                _ = portal.add(path, before) if before else portal.remove(path)
                preview.settle()


def guarded() -> Told:
    """Yield whom the preview lets in."""
    from tests import shown as given  # noqa: PLC0415 - it takes a while

    async def app(scope: Any, _: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"own")]})
        await send({"type": "http.response.body", "body": str(scope.get("warta.remote")).encode()})

    for token, door in (
        ("", None),
        ("rahasia", None),
        ("rahasia", given.Door(closed=False)),
        ("", given.Door(closed=True)),
    ):
        guard = Guard(app, token=token, hosts=("kabar.LAN.",), language=language("id" if token else "en"), door=door)
        for number, scope in enumerate(given.scopes()):
            sent: list[Any] = []

            async def send(message: Any, into: list[Any] = sent) -> None:
                into.append(message)

            with suppress(StopIteration):
                guard(scope, None, send).send(None)  # type: ignore[arg-type]
            answers = [[value for name, value in sorted(one.items()) if name != "type"] for one in sent]
            yield f"guard {token}/{bool(door)} {number}", f"{scope} {answers}"
    yield "guard names", repr([name_of(one) for one in (*given.HOSTS, "[::1", "A.B.", " x:1 ")])


def worded() -> Told:
    """Yield words and answers of the preview for which nothing has to be served."""
    from tests import shown as given  # noqa: PLC0415 - it takes a while

    yield "words en", json.dumps(words.words(language("en")), ensure_ascii=False)
    yield "words id", json.dumps(words.words(language("id")), ensure_ascii=False)
    for template, path, line in product(
        (words.EDITOR, words.DESK, "", "{path}?{line}:{column}"), given.FILES, (0, 1, 7)
    ):
        link = words.edit_link(template, Path("/s"), path, line, line)
        yield f"words link {template} {path} {line}", link.replace(ROOT.as_posix().lstrip("/"), "")
    for header, size in product(given.RANGES, (0, 1, 10)):
        yield f"files range {header} {size}", str(verified_files.requested_part(header, size))
    for name in (f"a/b.{ending}" for ending in given.ENDINGS):
        yield f"files type {name}", f"{verified_files.content_type(name)} {verified_files.policy(name)}"
    for number, name in enumerate(
        ("authors", "daerah/2024/10", "daerah/2024/09", "daerah/2023/12", "nasional/2024/10", "a")
    ):
        for n in range(number + 1):
            Path("new", name).mkdir(parents=True, exist_ok=True)
            Path("new", name, f"{n}.md").write_text("x", "utf-8")
    for large, most in product((21, 22, 1), (0, 1, 2, 3, 5, 9, 12, 99)):
        yield f"files newest {large} {most}", str(ingest.newest(Path("new"), ingest.Sizes(large, most)))


def said_of(act: Callable[..., object], *given: object) -> str:
    """Return what comes of it, or the sentence with which it is refused; of bytes a digest."""
    try:
        found = act(*given)
    except (AdvisedError, ValueError) as error:
        return f"{type(error).__name__}: {error} {getattr(error, 'advice', '')}"
    return short(found) if isinstance(found, bytes) else str(found)


def judged(data: bytes) -> str:
    """Return all that is said of a picture or recording before it is shown, and what is kept of it."""
    active = svg.active_svg(data)
    cut = [*map(said_of, (probing.is_truncated,), (data,))] if data else []
    file = io.BytesIO(data)
    found = [probing.sniff(data[:64]), probing.sniff_recording(data[:12]), *cut, active]
    found += [said_of(act, data) for act in (probing.dimensions, probing.probe)]
    found += [said_of(probing.recording_fault, file), "" if active else said_of(svg.slow_svg, data)]
    # A drawing that is refused is not cleaned.
    found += ["" if active and data.lstrip()[:1] == b"<" else said_of(scrubbing.cleaned, data)]
    return " | ".join(map(str, found))


def pictured() -> Told:
    """Yield what is said and kept of pictures and recordings: whole, cut, damaged, and put together at random."""
    from tests import shown as given  # noqa: PLC0415 - it takes a while

    for name, data in given.tables():
        yield f"table {name}", judged(data)
    for name, data in given.whole().items():
        for at in sorted({*range(0, min(len(data), 400), 16), *range(0, len(data), len(data) // 16 + 1), len(data)}):
            yield f"cut {name} {at}", judged(data[:at])
        for number, spoilt in enumerate(given.damaged(name, data, 12)):
            yield f"damaged {name} {number}", judged(spoilt)
        seen = probing.probe(data)
        if seen.variable:
            one, shapes = (
                making.Original(data, Size(seen.width, seen.height), 100),
                product((WHOLE, (1, 1)), ((50, 50), (0, 90))),
            )
            variants = [Variant(ratio, focus, 48, form) for ratio, focus in shapes for form in ("avif", "jpg")]
            kept, ending = one.whole()
            yield (
                f"variants {name}",
                " ".join([*(short(one.encode(variant)) for variant in variants), short(kept), ending]),
            )
    dice = Random(4)
    for number in range(300):
        yield f"random film {number}", judged(given.FILM + given.film(dice))
        form = given.FORMS[number % len(given.FORMS)]
        for again in range(2):
            yield f"random {form} {number} {again}", judged(given.put_together(form, dice))


def drawings() -> Told:
    """Yield the icons, and letters of pictures to share."""
    from tests import shown as given  # noqa: PLC0415 - it takes a while
    from tests.pictures import test_icons, test_lettering  # noqa: PLC0415

    for number, data in enumerate(given.inputs(test_icons)):
        for icon in (*icons.ICONS[:2], icons.LOGO):
            yield f"icons {icon.purpose} {number}", said_of(icons.make, data, icon, "#14243a")
        yield f"icons drawn {number}", said_of(drawn, data, 9, 9)
    texts = [one.decode("utf-8", "replace") for one in given.inputs(test_lettering)]
    font = lettering.letters((ROOT / "generator/themes/kabar/templates/letters.svg").read_text("utf-8"))
    for number, text in enumerate((*given.LINES, *texts)):
        for box in ((1040, 380, 88, 40), (300, 60, 60, 20), (100, 40, 40, 40)):
            yield f"letters text {number} {box}", said_of(lettering.lettered, text, font, *box)
    for number, text in enumerate((given.FONT, *texts)):
        yield f"letters font {number}", said_of(lettering.letters, text)
    for text in given.EXIF:
        yield f"letters exif {text}", making.exif_text(text)
    cache, path = making.VariantCache(Path("variants")), "gambar/a.0123456789ab.1x1-50-50-48.jpg"
    for data in (b"a", b"b"):
        yield f"cache of {data!r}", f"{cache.put(path, data, data * 3)} {cache.get(path, data)} {cache.get(path, b'c')}"
    file = next(one for one in Path("variants").rglob("*") if one.is_file())
    file.write_bytes(b"x")
    yield "cache of others", f"{cache.get(path, b'b')} {file.exists()}"
    cache.put(path, b"b", b"b")
    for act, paths in ((cache.sweep, [path]), (cache.forget, ["a.jpg", path]), (cache.sweep, [])):
        act(paths)
        yield f"cache after {act.__name__} {len(paths)}", str([*Path("variants").rglob("*")])


def searched(output: Path) -> Told:
    """Yield what searches find: in a portal, and in an archive put together at random."""
    from tests import shown as given  # noqa: PLC0415 - it takes a while
    from tests.fuzz.search import ODD, Archive, answered  # noqa: PLC0415

    searcher, dice = Searcher(lambda path: (output / "cari/indeks" / path).read_bytes()), Random(6)
    for number in range(150):
        text, filters = " ".join(dice.choices(given.KNOWN, k=dice.randrange(1, 5))), dice.choice(given.FILTERS)
        found = searcher.search(text, filters, newest_first=number % 5 == 0)
        yield f"search portal {number}", f"{text} {filters} {[searcher.row(hit) for hit in found.hits]} {found}"
    archive = Archive(8)
    files = archive.files()
    yield from ((f"search index {path}", short(data)) for path, data in files.items())
    searcher = Searcher(files.__getitem__)
    for number, asked in enumerate(archive.asked() for _ in range(300)):
        yield f"search archive {number}", f"{asked} {answered(searcher, asked)}"
    pairs = {**SHORT_NAMES, "air naik": "banjir", "satu dua tiga empat": "lima"}
    for text in (*ODD, *pairs, *given.TYPED):
        yield f"query of {text}", str(parse(text, pairs))
        terms = packed(
            text, f"{text} di {text}", summary=text, tags=[text], region=text, byline=[text], filters=["k:a"]
        )
        yield f"terms of {text}", repr(terms)
    for today, oldest in product(given.TODAY, given.OLDEST):
        yield f"cuts of {today} {oldest}", str([*cuts(today, oldest)])
    yield "cuts sizes", str([(size, shards(size), spelling_shards(size), chunks(size)) for size in given.SIZES])


def shown() -> Found:
    """Build, edit, preview and search a portal with every key, and look at pictures and recordings of all kinds."""
    from tests.shown import portal  # noqa: PLC0415 - it takes a while

    made = portal()
    files = dict(built(made))
    for answers in (searched(made.output), previewed(made), guarded(), worded(), pictured(), drawings()):
        files |= dict(answers)
    full = "".join(f"-- {name} --\n{text}\n" for name, text in files.items() if name.startswith("said "))

    def group(name: str) -> str:
        return name if name.startswith("edit ") else " ".join(name.split(" ")[:2])

    return Found(grouped(files, group) + full, files)
