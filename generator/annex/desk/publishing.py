"""Publishing: what is saved for readers goes out by itself.

`ssg build --wait --hold --deploy` does it, a process of its own. The desk starts it, unless one is at work already, and
ends it. Where a pipeline builds, the same process builds what readers are to get, and the desk pushes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

from generator.annex.desk import sync
from generator.annex.desk.desk import Desk
from generator.annex.desk.keeping import commit_info, keeping
from generator.annex.desk.people import Person
from generator.annex.desk.readers import PUSH, readers
from generator.base.crashes import cause
from generator.base.errors import AdvisedError, MessageError, printable
from generator.base.sentences import Sentence, as_it_is, sentence
from generator.base.state_files import claim, claim_folder
from generator.store import publication

_TICK_SECONDS = 0.5
_RETRY_SECONDS = 60.0
_CALM_SECONDS = 3.0
"""Without a save, before what was saved is pushed."""
_END_SECONDS = 20.0
"""In which a deploy may end when the desk does."""
_MAX_LETTERS = 300


class Publisher:
    """Publishes in a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._process: subprocess.Popen[bytes] | None = None
        self._words: list[str] = []
        self._failed_at, self._again = 0.0, 0.0
        """When it last failed, and when to try again."""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="ssg publishing", daemon=True)
        self._has_pushed = False

    def begin(self) -> None:
        self._thread.start()

    def end(self, patience: float) -> None:
        """End the process once it has ended what it is sending: half a deploy is worse than a desk that ends late."""
        del patience
        self._ended.set()
        self._thread.join(1.0)
        self._stop()

    def _work(self) -> None:
        while not self._ended.wait(_TICK_SECONDS):
            try:
                self._look()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is said, and tried again
                self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._failed_at = time.time()
        self._again = self._failed_at + _RETRY_SECONDS
        readers(self._desk).is_pushing = False
        readers(self._desk).trouble = (self._desk.put(_why(error)), self._again)

    def _look(self) -> None:
        target = self._desk.site.desk.publish
        words = ["build", "--wait", "--hold", *([f"--deploy={target}"] if target != PUSH else [])] if target else []
        if words != self._words:
            self._stop()
            self._words = words
        # A save may have mended what was wrong.
        if not words or (time.time() < self._again and not readers(self._desk).has_changed_since(self._failed_at)):
            return
        self._check_process(target)
        if target == PUSH:
            self._push()

    def _check_process(self, target: str) -> None:
        """Start the process unless there is one; raise AdvisedError if that one does not publish."""
        if self._process is not None and self._process.poll() is None:
            readers(self._desk).trouble = ("", 0.0)
            return
        folder = self._desk.folder
        if not publication.is_running(folder):
            self._process = self._started()
            return
        if target != PUSH and target not in publication.read(folder).targets:
            raise AdvisedError(
                sentence("another `ssg build --wait` of this site runs without --deploy={target}", target=target),
                sentence("stop it; the desk starts its own"),
            )

    def _started(self) -> subprocess.Popen[bytes]:
        folder = claim_folder(claim_folder(self._desk.folder / ".ssg") / "desk")
        program = (sys.executable, "-m", "generator", "--site", str(self._desk.folder))
        environment = {**os.environ, "SSG_LANG": self._desk.language.name, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        # A file, not a pipe: a desk that is killed breaks nothing off.
        with claim(folder / "publishing.txt").open("wb") as said:
            return subprocess.Popen(  # noqa: S603 - this program
                [*program, *self._words, f"--parent={os.getpid()}"],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True, env=environment,
            )  # fmt: skip

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _push(self) -> None:
        """Push what has changed, and once at the beginning whatever was left."""
        desk, known = self._desk, readers(self._desk)
        if self._has_pushed and not known.is_waiting(_CALM_SECONDS):
            return
        began = time.time()
        known.is_pushing = True
        person = Person(desk.put(sentence("Redaksi")), "lead")
        said = sentence("{person} brought in what others have done", person=person.name)
        notices = sync.sync(keeping(desk), commit_info(desk, person, said))
        # What was said of one push stays until there is something else to say.
        known.notices = tuple(map(desk.put, notices)) or known.notices
        known.is_pushing = False
        known.trouble = ("", 0.0)
        self._has_pushed = True
        known.pushed_at = began


def _why(error: Exception) -> Sentence:
    match error:
        case AdvisedError():
            return sentence("{said} ({hint})", said=error.said, hint=error.advice)
        case MessageError():
            return error.said
        case OSError():
            return sentence("the machine refuses: {why}", why=cause(error))
    return as_it_is(printable(str(error) or type(error).__name__)[:_MAX_LETTERS])


def publisher(desk: Desk) -> Publisher:
    return desk.part(Publisher)
