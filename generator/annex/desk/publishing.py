"""Publishing from the desk: to a deploy target, or to the place where a pipeline builds. One at a time.

What goes out is what is recorded: with a repository the portal is built from its last commit, so what a colleague is
half done with, or edits with another program, stays here. A build and deploy is a process of its own, which goes on to
its end whatever happens to the desk; a run that was cut off is made good by the next.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from generator.annex.desk import articles, sync
from generator.annex.desk.articles import ByPath
from generator.annex.desk.desk import Desk, NotAllowedError, Nothing
from generator.annex.desk.git import BusyError
from generator.annex.desk.keeping import Keeping, keeping, told
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.annex.desk.sync import RefusedError
from generator.base.crashes import cause
from generator.base.errors import printable
from generator.base.sentences import Sentence, as_it_is, counted, sentence
from generator.base.state_files import claim, claim_folder
from generator.model.codec import UNREADABLE

_PUSH = "push"
"""The target that stands for a pipeline."""
_LOOK = 0.2
"""Seconds between looks at what a build says."""
_LINES = 40
_WIDTH = 300
_LONGEST = 1 << 20
"""Bytes of what a build says."""
_RECORDED = 60.0
"""Seconds that all may take to be recorded."""

State = Literal["idle", "running", "done", "failed"]
_STEPS = {
    "recording": sentence("Recording what was written"),
    "building": sentence("Building the pages"),
    "deploying": sentence("Sending them to the readers' server"),
    "fetching": sentence("Asking what others have done"),
    "merging": sentence("Putting both together"),
    "sending": sentence("Sending it to be built"),
}


class Publish(msgspec.Struct, forbid_unknown_fields=True):
    """An article to publish, of which the address is wanted; everything that is ready goes out with it."""

    path: str = ""


class Publisher:
    """Publishes in a thread of its own; any thread may ask how far it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._next: tuple[Person, str] | None = None
        """Who wants it once more after this, and for which article."""
        self._told: dict[str, Any] = {
            "state": "idle", "step": "", "done": 0, "total": 0, "lines": [], "url": "", "message": "", "hint": "",
        }  # fmt: skip

    @property
    def told(self) -> dict[str, Any]:
        with self._lock:
            return {**self._told, "again": self._next is not None}

    def begin(self, person: Person, url: str) -> None:
        """Publish; what is pressed while that is under way is done once more afterwards."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                self._next = (person, url)
                return
            self._thread = threading.Thread(target=self._work, args=(person, url), name="ssg publishing", daemon=True)
            self._told |= {"state": "running", "step": "", "done": 0, "total": 0, "lines": []}
            self._thread.start()

    def _work(self, person: Person, url: str) -> None:
        while True:
            self._once(person, url)
            with self._lock:
                if self._next is None:
                    self._thread = None
                    return
                (person, url), self._next = self._next, None

    def _once(self, person: Person, url: str) -> None:
        put = self._desk.put
        self._say(state="running", step="", done=0, total=0, lines=[], url=url, message="", hint="")
        try:
            said = self._published(person)
        except RefusedError as error:
            self._say(state="failed", message=put(error.said), hint=put(error.advice))
        except (OSError, BusyError) as error:
            why = cause(error) if isinstance(error, OSError) else printable(str(error))[:_WIDTH]
            said = sentence("the machine refuses: {why}", why=why)
            self._say(state="failed", message=put(said), hint=put(sentence("publish again; nothing is lost")))
        except Exception as error:  # noqa: BLE001 - the browser waits for an end
            said = sentence(
                "publishing failed: {name}: {error}", name=type(error).__name__, error=printable(str(error))
            )
            self._say(state="failed", message=put(said), hint=put(sentence("publish again; nothing is lost")))
        else:
            self._say(state="done", message=put(said))

    def _say(self, **told: Any) -> None:
        with self._lock:
            self._told |= told
        presence(self._desk).tell({"kind": "publishing", **self.told})

    def _step(self, name: str, done: int, total: int) -> None:
        self._say(step=self._desk.put(_STEPS[name]), done=done, total=total)

    def _published(self, person: Person) -> Sentence:
        """Publish once, and return what to say of it."""
        own, target = keeping(self._desk), self._desk.site.desk.publish
        if target == _PUSH:
            return self._pushed(own, person)
        self._step("recording", 0, 3)
        if not own.settle(_RECORDED, typed=True):
            raise sync.unrecorded(own)
        self._step("building", 1, 3)
        return self._deployed(["build", "--hold", "--json", "--commit", "HEAD", f"--deploy={target}"])

    def _pushed(self, own: Keeping, person: Person) -> Sentence:
        self._step("recording", 0, 4)
        order = ("recording", "fetching", "merging", "sending")
        said = sentence("{person} brought in what others have done", person=person.name)
        notes = sync.sync(own, told(self._desk, person, said), lambda step: self._step(step, order.index(step), 4))
        self._say(lines=[self._desk.put(note) for note in notes])
        return sentence("sent; the pipeline builds it now, and readers have it in some minutes")

    # ------------------------------------------------------------ a process of its own

    def _deployed(self, words: Sequence[str]) -> Sentence:
        """Build and deploy, and return what to say of it."""
        folder = claim_folder(self._desk.folder / ".ssg" / "desk")
        # Files, not pipes: it goes on when the desk ends.
        said, talk = claim(folder / "publishing.json"), claim(folder / "publishing.txt")
        with said.open("wb") as out, talk.open("wb") as err:
            process = subprocess.Popen(  # noqa: S603 - this program
                [sys.executable, "-m", "generator", "--site", str(self._desk.folder), *words], stdin=subprocess.DEVNULL,
                stdout=out, stderr=err, start_new_session=True, env=_environment(self._desk.language.name),
            )  # fmt: skip
        while process.poll() is None:
            time.sleep(_LOOK)
            if len(_answers(said)) == 1 and self.told["done"] == 1:
                self._step("deploying", 2, 3)
        answers, lines = _answers(said), _lines(talk)
        if answers and answers[0].get("ok"):
            lines = [self._desk.put(_held(answers[0]))] * bool(answers[0].get("held")) + lines
        self._say(lines=lines, done=3, total=3)
        if process.returncode == 0 and len(answers) == 2:
            files = answers[1].get("files")
            count = files if isinstance(files, int) else 0
            return (
                counted(
                    "published: {count} file is new for readers", "published: {count} files are new for readers", count
                )
                if count
                else sentence("readers have everything already")
            )
        raise RefusedError(_why(answers, lines), _hint(answers))


def _environment(language: str) -> dict[str, str]:
    """Return the environment of a build that speaks the desk's language and says nothing twice."""
    return {**os.environ, "SSG_LANG": language, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}


def _answers(file: Path) -> list[dict[str, Any]]:
    """Return what a build, and then a deploy, has said as JSON."""
    with contextlib.suppress(OSError, *UNREADABLE), file.open("rb") as source:
        whole = [line for line in source.read(_LONGEST).splitlines(keepends=True) if line.endswith(b"\n")]
        return [msgspec.json.decode(line, type=dict[str, Any]) for line in whole]
    return []


def _lines(file: Path) -> list[str]:
    try:
        with file.open("rb") as source:
            told = source.read(_LONGEST).decode("utf-8", "replace")
    except OSError:
        return []
    return [printable(line)[:_WIDTH] for line in told.splitlines() if line.strip()][-_LINES:]


def _held(answer: dict[str, Any]) -> Sentence:
    held = answer.get("held")
    return counted(
        "{count} article has an error and was left out", "{count} articles have errors and were left out",
        len(held) if isinstance(held, list) else 0,
    )  # fmt: skip


def _why(answers: Sequence[dict[str, Any]], lines: Sequence[str]) -> Sentence:
    """Return why a build or deploy failed."""
    last = answers[-1] if answers else {}
    problems = last.get("problems")
    if isinstance(problems, list) and problems and isinstance(problems[0], dict):
        first = problems[0]
        return as_it_is(printable(f"{first.get('path', '')}: {first.get('message', '')}")[:_WIDTH])
    if isinstance(told := last.get("error"), str) and told:
        return as_it_is(printable(told)[:_WIDTH])
    unhealthy = last.get("unhealthy")
    if isinstance(unhealthy, list) and unhealthy:
        return as_it_is(printable(str(unhealthy[0]))[:_WIDTH])
    return as_it_is(lines[-1]) if lines else sentence("the build ended before it was done")


def _hint(answers: Sequence[dict[str, Any]]) -> Sentence:
    if len(answers) < 2:
        return sentence("readers keep what they have; mend it, and publish again")
    return sentence("readers may have a part of it; publish again, and it goes on where it stopped")


# --------------------------------------------------------------------- what browsers ask


def publisher(desk: Desk) -> Publisher:
    """Return what publishes for a desk."""
    return desk.part(Publisher)


def publish(desk: Desk, person: Person, given: Publish) -> dict[str, Any]:
    """Publish all that is ready, and return how far it is."""
    if not person.publishes:
        raise NotAllowedError(sentence("an editor publishes this; hand it in"))
    own, site = publisher(desk), desk.site
    if not site.desk.publish:
        said = sentence("it is saved as ready for readers; who builds the portal brings it to them")
        return own.told | {"state": "idle", "message": desk.put(said)}
    url = articles.shown(desk, person, ByPath(given.path))["public"] if given.path else ""
    own.begin(person, url or site.absolute("/"))
    return own.told


def publishing(desk: Desk, person: Person, given: Nothing) -> dict[str, Any]:
    """Return how far it is."""
    del person, given
    return publisher(desk).told
