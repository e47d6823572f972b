"""Whatever an archive holds is content of people whom nobody knows."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annex.importing.bodies.convert import convert
from generator.annex.importing.bodies.wording import Destination, Lookups
from generator.annex.importing.items import Item
from tests import growth
from tests.exports import export
from tests.fuzz import hostile
from tests.importing_support import HEAD, Archive, post
from tests.quick import sample
from tests.support import Portal

DESK = Lookups(link=Destination, picture=Destination, file=lambda _: None, attached=tuple)
TAGS = (
    "p div span b i a img br ul ol li table tr td th blockquote pre code h1 h2 figure figcaption iframe script style "
    "video source object embed form input svg math details summary dl dt dd noscript template hr center font"
).split()
ATTRIBUTES = (
    "",
    ' href="javascript:alert(1)"',
    ' src="x.jpg"',
    ' onclick="x()"',
    ' style="color:red"',
    ' data-file="9"',
    ' data-bare="" data-break=""',
    ' class="twitter-tweet gallery"',
    " =",
    ' src="//x"',
    ' href="http://["',
)
PIECES = st.one_of(
    st.builds(lambda tag, attribute: f"<{tag}{attribute}>", st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.text(max_size=8),
    st.sampled_from(["[caption]", "[/caption]", "[gallery]", "[x a=1]", "[[", "]]", "<!--", "-->", "<!--nextpage-->", "<!-- wp:x /-->", "&#27;", "&#0;", "&lt;script&gt;", "\n\n", "Baca Juga: ", "***(AB)", "https://youtu.be/abcdefghijk"]),
)  # fmt: skip


@given(st.lists(PIECES, max_size=14), st.sampled_from(["html", "wordpress", "markdown"]))
def test_any_body_is_converted(pieces: list[str], markup: str) -> None:
    """No soup of tags, shortcodes and comments makes the conversion fail, and no script comes out of it."""
    found = convert(Item("article", "1", "", "", "", "".join(pieces), markup, None), DESK)  # type: ignore[arg-type]
    assert "javascript:" not in "".join(one.target for one in found.body.links)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "number"),
    sample([
        ("<b>", 20_000), ("<div>", 20_000), ("[a]", 20_000), ("[a b=c]", 5_000), ("[", 50_000),
        ("<!--", 20_000), ("<a href='x'>", 5_000), ("<br>", 20_000), ("<ul><li>", 3_000), ("&", 50_000),
        ("<table>", 2_000), ("*_`[", 20_000), ("<img src=x>", 3_000), ("<blockquote>", 3_000), ("<p><b>a</b>", 5_000),
    ], 4),
)  # fmt: skip
def test_no_body_stalls_the_import(unit: str, number: int) -> None:
    """The worst texts that are known take time by their size alone."""

    def work(number: int) -> Callable[[], object]:
        item = Item(
            "article", "1", "", "", "", f"<p>{unit * number}x{'[/a]' * unit.count('=c') * number}", "wordpress", None
        )
        return partial(convert, item, DESK)

    growth.held(work, number)


@pytest.mark.slow
@pytest.mark.parametrize("written", [str, escape])
def test_what_comes_out_is_judged_by_the_same_rules_as_what_is_written_here(
    tmp_path: Path, written: Callable[[str], str]
) -> None:
    """Articles from the grammar of harm publish no element, attribute or scheme that is not on the lists."""
    rng = random.Random(5)
    bodies = {n: written(hostile.body(rng)).encode(errors="replace").decode().replace("]]>", "") for n in range(1, 60)}
    first = Archive(tmp_path / "satu")
    archive = Archive(tmp_path / "dua")
    for one in (first, archive):
        one.folder.mkdir()
    first.export(*(post(n, body, **{"wp:post_name": f"a{n}"}) for n, body in bodies.items()))
    first.run()
    dead = {int(line["id"]) for line in first.notes("dead-link")}
    assert len(dead) < 30
    archive.export(*(post(n, body, **{"wp:post_name": f"a{n}"}) for n, body in bodies.items() if n not in dead))
    archive.run()
    portal = Portal(archive.portal)
    portal.build()
    for path, data in files(portal.output).items():
        hostile.check_file(path, data)


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_export_is_read_as_far_as_it_goes(tmp_path: Path, seed: int) -> None:
    """Bytes changed anywhere never crash the import, and what it writes builds."""
    rng = random.Random(seed)
    data = bytearray("".join(export(12)).encode())
    for _ in range(40):
        data[rng.randrange(len(HEAD), len(data))] = rng.randrange(256)
    archive = Archive(tmp_path)
    archive.file.write_bytes(data)
    archive.run()
    Portal(archive.portal).build()


@pytest.mark.slow
def test_a_killed_import_goes_on_where_it_was(tmp_path: Path) -> None:
    """Killed at any moment and run again, it has the same files as one that was left alone."""
    archive = Archive(tmp_path)
    archive.file.write_text("".join(export(150)), "utf-8")
    words = [sys.executable, "-m", "generator", "import", "wordpress", str(archive.file), "--into", str(archive.portal)]
    for wait in (0.7, 1.1, 1.6):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
    archive.run()
    whole = Archive(tmp_path / "utuh")
    whole.folder.mkdir()
    whole.file.write_text("".join(export(150)), "utf-8")
    whole.run()
    assert files(archive.portal / "content") == files(whole.portal / "content")


@pytest.mark.slow
def test_a_disk_without_room_leaves_no_half_written_file(tmp_path: Path) -> None:
    """Exit code 2 and a sentence; each file that has its name is whole, and the next import goes on."""
    archive = Archive(tmp_path)
    # Only as Markdown, with backslashes, is the second one longer than a file may be.
    archive.export(post(1, "Pendek.", **{"wp:post_name": "a"}), post(2, "*x* [x] " * 800, **{"wp:post_name": "b"}))

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    words = [sys.executable, "-m", "generator", "import", "wordpress", str(archive.file), "--into", str(archive.portal)]
    # Compiled Python would be cut short as well.
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(words, capture_output=True, text=True, preexec_fn=limited, env=surroundings, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert list(files(archive.portal / "content")) == ["daerah/2019/10/a.md"]
    archive.run()
    assert Portal(archive.portal).build().articles == 2


def files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder."""
    found = (Path(above, name) for above, _, names in os.walk(folder) for name in names)
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}
