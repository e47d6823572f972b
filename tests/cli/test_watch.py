"""`ssg build --wait`: builds whenever there is something to build, and ends cleanly."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.photos import PHOTO, jpeg
from tests.support import Portal, article, site, ssg, ssg_begun

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


def said(portal: Portal) -> str:
    """Return what it has said until now."""
    return portal.folder.with_name("said.txt").read_text("utf-8")


@contextmanager
def waiting(portal: Portal, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start it, and wait for its first build."""
    with portal.folder.with_name("said.txt").open("w") as file:
        process = ssg_begun(portal, "build", "--wait", *words, stdout=file, stderr=file)
    try:
        until((portal.output / ".warta").exists)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


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
            assert process.wait(PATIENCE) == 0, said(portal)
            assert said(portal).rstrip().endswith("stopped")
        if "1 scheduled" in said(portal):
            return
        # The machine is so busy that the moment had come before anything was built.
    raise AssertionError(said(portal))


@pytest.mark.slow
def test_photos_that_are_left_follow_by_themselves(portal: Portal) -> None:
    """In the next build, which nothing else need cause; until then the page shows the photo as it is."""
    portal.add("content/foto/a.jpg", jpeg())
    portal.edit(BANJIR, "author:", f"photo: {PHOTO}\nauthor:")
    with waiting(portal, "--pictures", "later"):
        until(lambda: shows(portal, PAGE, "<picture>"))
        until(lambda: said(portal).count("1 article ") == 2)
    assert said(portal).count("1 photo is left to the next build") == 1


@pytest.mark.slow
def test_a_failing_build_keeps_the_output_and_the_next_change_is_built(portal: Portal) -> None:
    """The problems are said, and the loop goes on; Ctrl-C ends it with 130."""
    with waiting(portal) as process:
        before = portal.read(PAGE)
        portal.edit(BANJIR, "author:", "autor:")
        until(lambda: 'unknown key "autor"' in said(portal))
        assert portal.read(PAGE) == before
        portal.edit(BANJIR, "autor:", "author:")
        portal.edit(BANJIR, "title: Banjir", "title: Banjir Surut")
        until(lambda: shows(portal, PAGE, "Banjir Surut"))
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130


@pytest.mark.slow
def test_a_second_one_is_refused_and_a_build_is_not(portal: Portal) -> None:
    """Two of them would build everything twice."""
    with waiting(portal):
        done = ssg(portal, "build", "--wait")
        assert done.returncode == 2
        assert "is running; stop it first" in done.stderr
        assert ssg(portal, "build").returncode == 0


CLOCK = """
import time
real = time.time
time.time = lambda: real() + float(open({path!r}).read())
"""


@pytest.mark.slow
def test_a_clock_that_jumps_is_followed(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop wakes up, or a server's time is corrected: what is due then is built within a second or two."""
    jump = portal.add("../jam/jump", "0")
    portal.add("../jam/sitecustomize.py", CLOCK.format(path=str(jump)))
    monkeypatch.setenv("PYTHONPATH", str(jump.parent))
    stamp = datetime.fromtimestamp(time.time() + 3 * 3600, UTC).isoformat()
    portal.add("content/daerah/2024/10/nanti.md", article("Nanti Terbit", timestamp=stamp))
    with waiting(portal):
        for hours, there in ((4, True), (2, False)):
            jump.with_name("next").write_text(str(hours * 3600))
            jump.with_name("next").replace(jump)
            until(lambda: any(portal.output.glob("daerah/*/*/nanti/index.html")) is there)  # noqa: B023 - called at once


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


def is_clean(portal: Portal) -> bool:
    """Whether the output is that of a clean build; what a build moves away meanwhile is looked at again."""
    try:
        return portal.files() == portal.clean(now=int(time.time()))
    except FileNotFoundError:
        return False


@pytest.mark.slow
def test_it_makes_what_a_clean_build_makes(portal: Portal) -> None:
    """Whatever is saved, moved, deleted or broken meanwhile, once with its state taken away."""
    chance = random.Random(0)
    with waiting(portal):
        for number in range(24):
            shaken(portal, chance, number)
            if number == 12:
                shutil.rmtree(portal.folder / ".ssg", ignore_errors=True)
            if chance.random() < 0.4:
                time.sleep(chance.random())
            if number % 8 == 7:
                until(lambda: is_clean(portal))


@pytest.mark.slow
def test_a_deploy_that_fails_for_ten_minutes_is_told(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The webhook hears it once, with the reason, and once more when readers get something again."""
    jump = portal.add("../jam/jump", "0")
    portal.add("../jam/sitecustomize.py", CLOCK.format(path=str(jump)))
    monkeypatch.setenv("PYTHONPATH", str(jump.parent))
    place = portal.add("../pembaca", "").resolve()
    with answering() as (address, heard):
        portal.add(
            "site.yaml", (portal.folder / "site.yaml").read_text("utf-8") + DEPLOY.format(place=place, webhook=address)
        )
        with waiting(portal, "--deploy=uji"):
            until(lambda: "move it away" in said(portal))
            assert heard == []
            jump.with_name("next").write_text("601")
            jump.with_name("next").replace(jump)
            until(lambda: heard)
            assert (heard[0]["site"], heard[0]["failing_since"] > 0) == ("https://uji.example", True)
            assert "move it away" in heard[0]["why"]
            place.unlink()
            portal.edit(BANJIR, "title: Banjir", "title: Banjir Surut")
            until(lambda: any(not one.get("failing_since", 1) for one in heard))
            assert sum("failing_since" in one for one in heard) == 2


DEPLOY = "deploy: {{uji: {{to: local, path: {place}, announce: {{webhook: '{webhook}'}}}}}}\n"


@contextmanager
def answering() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Answer each request, and keep the JSON that it brings."""
    heard: list[dict[str, Any]] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()
