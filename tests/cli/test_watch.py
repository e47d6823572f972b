"""`ssg build --wait`: builds whenever there is something to build, and ends cleanly."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import subprocess
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.base.sentences import ENGLISH
from generator.cli import watch
from generator.cli.watch import wait
from tests.photos import PHOTO, jpeg
from tests.quick import sample
from tests.support import NOW, Portal, article, site, ssg, ssg_begun

BANJIR = "content/daerah/2024/10/banjir.md"
PAGE = "daerah/2024/10/banjir/index.html"
PATIENCE = 120


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add(BANJIR, article("Banjir"))
    return made


def said_by(portal: Portal) -> Path:
    """Return the file with what it says of problems."""
    return portal.folder.with_name("said.txt")


@contextmanager
def waiting(portal: Portal, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Start it, and wait for its first build."""
    with said_by(portal).open("w") as said:
        process = ssg_begun(portal, "build", "--wait", *words, stdout=subprocess.PIPE, stderr=said, text=True)
    try:
        until((portal.output / ".warta").exists)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def shows(portal: Portal, page: str, text: str) -> bool:
    file = portal.output / page
    return file.exists() and text in file.read_text("utf-8")


@pytest.mark.slow
def test_files_and_hours_are_waited_for(portal: Portal) -> None:
    """An article that is saved for a moment to come appears at that moment; SIGTERM ends it with exit code 0."""
    for number, seconds in enumerate((5, 20, 80)):
        with waiting(portal) as process:
            at = int(time.time()) + seconds
            stamp = datetime.fromtimestamp(at, UTC).isoformat()
            portal.add(f"content/daerah/2024/10/nanti-{number}.md", article("Nanti Terbit", timestamp=stamp))
            until(lambda: any(portal.output.glob(f"daerah/*/*/nanti-{number}/index.html")))  # noqa: B023 - called at once
            assert time.time() >= at
            process.send_signal(signal.SIGTERM)
            out, _ = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, said_by(portal).read_text()
            assert said_by(portal).read_text().rstrip().endswith("stopped")
        if "1 scheduled" in out:
            return
        # The machine is so busy that the moment had come before anything was built.
    raise AssertionError(out)


@pytest.mark.slow
def test_photos_that_are_left_follow_by_themselves(portal: Portal) -> None:
    """In the next build, which nothing else need cause; until then the page shows the photo as it is."""
    portal.add("content/foto/a.jpg", jpeg())
    portal.edit(BANJIR, "author:", f"photo: {PHOTO}\nauthor:")
    with waiting(portal, "--pictures", "later") as process:
        until(lambda: shows(portal, PAGE, "<picture>"))
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=PATIENCE)
    assert "1 photo is left to the next build" in out
    assert out.count("articl") == 2


def test_a_failing_build_keeps_the_output_and_the_next_change_is_built(portal: Portal) -> None:
    """The problems are said, and the loop goes on; Ctrl-C ends it with 130."""
    with waiting(portal) as process:
        before = portal.read(PAGE)
        portal.edit(BANJIR, "author:", "penulis:")
        until(lambda: 'unknown key "penulis"' in said_by(portal).read_text())
        assert portal.read(PAGE) == before
        portal.edit(BANJIR, "penulis:", "author:")
        portal.edit(BANJIR, "title: Banjir", "title: Banjir Surut")
        until(lambda: shows(portal, PAGE, "Banjir Surut"))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 130


@pytest.mark.slow
def test_a_second_one_is_refused_and_a_build_is_not(portal: Portal) -> None:
    """Two of them would build everything twice."""
    with waiting(portal):
        done = ssg(portal, "build", "--wait")
        assert done.returncode == 2
        assert "is running; stop it first" in done.stderr
        assert ssg(portal, "build").returncode == 0


def test_it_goes_by_the_clock(portal: Portal) -> None:
    """A fixed time is refused."""
    assert ssg(portal, "build", "--wait", "--now", "2024-10-10 12:00 WIB").returncode == 2
    assert ssg(portal, "build", "--wait", SOURCE_DATE_EPOCH="1728536400").returncode == 2


@pytest.mark.slow
def test_a_clock_that_jumps_is_followed(portal: Portal) -> None:
    """A laptop wakes up, or a server's time is corrected: what is due then is built within a second or two."""
    portal.add("content/daerah/2024/10/nanti.md", article("Nanti Terbit", timestamp="2024-10-10 15:00 WIB"))
    hour, shift, built = 3600, [0], list[int]()

    def build(now: int, _folders: frozenset[str] | None) -> int:
        built.append((now - NOW + 60) // hour)
        portal.build(now)
        if len(built) == len(jumps):
            raise KeyboardInterrupt
        shift[0] = jumps[len(built)]
        return 0

    jumps = [0, 4 * hour, 2 * hour]
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        wait(str(portal.folder), build, ENGLISH, drafts=False, clock=lambda: NOW + shift[0] + time.monotonic() - start)
    assert built == [0, 4, 2]
    assert not any(portal.output.glob("daerah/*/*/nanti/index.html"))


def test_what_was_reported_alone_is_looked_at(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it in the beginning, after site.yaml differs and after a build that broke off; problems are looked at again."""
    a, b = "daerah/2024/10/", "ekonomi/"
    steps: list[tuple[str, int, frozenset[str] | None]] = [
        # What is saved before a build, its exit code, and what it is to look at.
        ("", 0, None),
        (f"{a}satu.md", 0, frozenset({a})),
        (f"{b}dua.md", 1, frozenset({b})),
        (f"{a}tiga.md", 0, frozenset({a, b})),
        ("../site.yaml", 0, None),
        (f"{a}empat.md", 2, frozenset({a})),
        (f"{b}lima.md", 0, None),
    ]
    (portal.folder / "content/ekonomi").mkdir()
    looked: list[frozenset[str] | None] = []

    def build(_now: int, folders: frozenset[str] | None) -> int:
        _, code, expected = steps[len(looked)]
        if len(looked) and folders is not None and expected is not None and not folders >= expected:
            # A burst of the system may be cut in two.
            return 1
        looked.append(folders)
        if len(looked) == len(steps):
            raise KeyboardInterrupt
        file = portal.folder / "content" / steps[len(looked)][0]
        file.write_text(file.read_text() if file.exists() else article(file.stem.title()))
        return code

    with pytest.raises(KeyboardInterrupt):
        wait(str(portal.folder), build, ENGLISH, drafts=False)
    assert looked == [expected for _, _, expected in steps]


def test_what_the_machine_broke_off_is_tried_again_in_a_minute(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at once: a disk that is full would be asked without end."""
    monkeypatch.setattr(watch, "_SLICE", 0.001)
    seconds, built = itertools.count(NOW), list[int]()

    def build(now: int, _folders: frozenset[str] | None) -> int:
        built.append(now)
        if len(built) == 3:
            raise KeyboardInterrupt
        return 2

    with pytest.raises(KeyboardInterrupt):
        wait(str(portal.folder), build, ENGLISH, drafts=False, clock=lambda: next(seconds))
    first, second, third = built
    assert 60 <= second - first < 70
    assert 60 <= third - second < 70


def test_what_a_build_needed_is_given_back(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Caches that lead back to themselves too: it may be long until there is something to build again."""
    monkeypatch.setattr("generator.cli.watch._WALK", 0.1)
    done: list[str] = []

    class Cache:
        """Of one build."""

    def build(_now: int, _folders: frozenset[str] | None) -> int:
        if done:
            raise KeyboardInterrupt
        cache = Cache()
        cache.own = cache  # type: ignore[attr-defined]
        weakref.finalize(cache, done.append, "gone")
        return 0

    monkeypatch.setattr("generator.cli.watch.release_memory", lambda: done.append("given back"))
    with pytest.raises(KeyboardInterrupt):
        wait(str(portal.folder), build, ENGLISH, drafts=False)
    assert done == ["gone", "given back"]


def test_all_is_looked_at_now_and_then(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody reports, such as what another machine writes on a shared disk, is not overlooked for long."""
    monkeypatch.setattr("generator.cli.watch._WALK", 0.1)
    looked: list[frozenset[str] | None] = []

    def build(_now: int, folders: frozenset[str] | None) -> int:
        looked.append(folders)
        if len(looked) == 3:
            raise KeyboardInterrupt
        return 0

    with pytest.raises(KeyboardInterrupt):
        wait(str(portal.folder), build, ENGLISH, drafts=False)
    assert looked == [None] * 3


def shaken(portal: Portal, chance: random.Random, number: int) -> None:
    """Change something of a portal as people and programs do, without a mistake that stays."""
    content = portal.folder / "content"
    files = sorted(file for file in content.rglob("*.md") if "authors" not in file.parts)
    file, name = chance.choice(files), f"berita-{number}"
    match chance.randrange(8):
        case 0 | 1:
            portal.add(f"content/daerah/2024/{chance.randrange(8, 12):02}/{name}.md", article(f"Berita {number}"))
        case 2 if len(files) > 2:
            file.unlink()
        case 3:
            file.write_text(file.read_text().replace("---\n\n", f"---\n\nPerubahan {number}.\n\n", 1))
        case 4:
            os.rename(file, file.with_name(f"{name}.md"))
        case 5:
            os.rename(file.parent, file.parent.with_name(f"map-{number}"))
        case 6:
            broken = portal.add(f"content/daerah/{name}.md", "---\ntitle: Rusak\n---\n")
            time.sleep(chance.random())
            broken.unlink()
        case _:
            portal.edit("site.yaml", "name: ", f"name: {number} ")


@pytest.mark.slow
def is_clean(portal: Portal) -> bool:
    """Whether the output is that of a clean build; what a build moves away meanwhile is looked at again."""
    try:
        return portal.files() == portal.clean(now=int(time.time()))
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("seed", sample(range(3), 3))
def test_it_makes_what_a_clean_build_makes(portal: Portal, seed: int) -> None:
    """Whatever is saved, moved, deleted or broken meanwhile, once with its state taken away."""
    chance = random.Random(seed)
    with waiting(portal):
        for number in range(24):
            shaken(portal, chance, number)
            if number == 12:
                shutil.rmtree(portal.folder / ".ssg", ignore_errors=True)
            if chance.random() < 0.4:
                time.sleep(chance.random())
            if number % 8 == 7:
                until(lambda: is_clean(portal))
