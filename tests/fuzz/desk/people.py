"""What people do at a desk, at random, and what they were told is safe."""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

from tests.fuzz.desk.site import BESIDE, PEOPLE, GoneError, Site, git
from tests.photos import jpeg

WORD = re.compile(r"kata[0-9]{6}x")


@dataclass
class Ledger:
    """Every word that was typed: who typed it, and whether it has to be there."""

    words: dict[str, str] = field(default_factory=dict)
    """Those that an answer of 200 confirmed, with who typed them."""
    waiting: set[str] = field(default_factory=set)
    """Those that waited beside a text until somebody saved it, perhaps somebody else."""
    removed: set[str] = field(default_factory=set)
    """Those that whoever typed them took out later, perhaps before they were recorded."""
    done: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    count: int = 0

    def word(self) -> str:
        with self.lock:
            self.count += 1
            return f"kata{self.count:06d}x"

    def confirm(self, word: str, who: str, *, waits: bool = False) -> None:
        with self.lock:
            self.words[word] = who
            if waits:
                self.waiting.add(word)

    def remove(self, words: set[str], who: str) -> None:
        """Take note of words that somebody takes out; those that others typed are in a version, or recorded."""
        with self.lock:
            self.removed |= {word for word in words if self.words.get(word) == who}

    def wrong(self, said: str) -> None:
        with self.lock:
            self.mistakes.append(said)

    def did(self, what: str) -> int:
        with self.lock:
            self.done[what] += 1
            return self.done.total()


class Colleague:
    """One person at the desk, who does one thing after the other."""

    def __init__(self, name: str, site: Site, ledger: Ledger, seed: str) -> None:
        self.name, self.site, self.ledger = name, site, ledger
        self.random = random.Random(seed)
        self.opened: dict[str, dict[str, Any]] = {}
        self.paths: list[str] = []
        self.deeds = [
            (30, self.save), (12, self.save_stale), (8, self.save_unread), (6, self.autosave), (6, self.remove),
            (8, self.begin), (14, self.step), (5, self.note), (4, self.look_back), (4, self.restore), (2, self.photo),
        ]  # fmt: skip

    def act(self) -> None:
        """Do one thing; raise GoneError if the server is not there."""
        weights = [weight for weight, _ in self.deeds]
        deed = self.random.choices(self.deeds, weights)[0][1]
        said = deed()
        self.ledger.did(f"{deed.__name__}: {said}")

    def ask(self, method: str, name: str, **sent: Any) -> tuple[int, Any]:
        status, told = self.site.ask(method, name, self.name, sent)
        if status >= 500 and status != 507:
            self.ledger.wrong(f"{method} {name} {sent!r:.300}: {status} {told!r:.500}")
        return status, told

    def open(self, *, fresh: bool = True) -> dict[str, Any] | None:
        """Open an article, or go on with one as it was when it was opened."""
        if not self.paths or self.random.random() < 0.2:
            status, told = self.ask("GET", "list", state=self.random.choice(("drafts", "published", "review")))
            if status == 200:
                self.paths = sorted({*self.paths[-20:], *(one["path"] for one in told["items"])})
        if not self.paths:
            return None
        # A few articles, so that people meet.
        path = self.random.choice(self.paths[:4] if self.random.random() < 0.6 else self.paths)
        if not fresh and path in self.opened:
            return self.opened[path]
        status, told = self.ask("GET", "article", path=path)
        if status != 200:
            self.paths.remove(path)
            self.opened.pop(path, None)
            return None
        if told.get("working") and "body" in told["working"]:
            # As the form shows it: what waits beside the article.
            told |= {"body": told["working"]["body"], "text": told["working"]["text"]}
        self.opened[path] = told
        return told

    # ------------------------------------------------------------------------ writing

    def _with_word(self, body: str, word: str) -> str:
        lines = body.split("\n")
        places = [n for n, line in enumerate(lines) if line.strip() and not line.startswith(("#", "-", ">"))]
        at = self.random.choice(places) if places else 0
        if self.random.random() < 0.3 or not places:
            lines[at:at] = [f"Paragraf baru {word}.", ""]
        else:
            words = lines[at].split(" ")
            words.insert(self.random.randrange(len(words) + 1), word)
            lines[at] = " ".join(words)
        return "\n".join(lines)

    def _send(self, opened: dict[str, Any], word: str, body: str, **more: Any) -> str:
        taken_out = set(WORD.findall(opened["body"])) - set(WORD.findall(body))
        try:
            status, told = self.ask(
                "POST", "save", path=opened["path"], version=opened["version"], waiting=opened["waiting"], body=body,
                **more,
            )  # fmt: skip
        except GoneError as error:
            if error.may_be_done:
                self.ledger.remove(taken_out, self.name)
            raise
        if status == 200:
            self.ledger.confirm(word, self.name, waits=bool(told.get("kept")))
            self.ledger.remove(taken_out, self.name)
            if told.get("text") is not None and word not in told["text"]:
                self.ledger.wrong(f"{word} was saved, and is not in the answer")
            self.opened.pop(opened["path"], None)
            return "merged" if told.get("merged") else "kept beside" if told.get("kept") else "saved"
        if status == 409 and told.get("conflict"):
            if not told.get("kept"):
                self.ledger.wrong(f"a conflict that keeps nothing: {told!r:.300}")
            # Both are kept: the word is in a version.
            self.ledger.confirm(word, self.name)
            self.opened.pop(opened["path"], None)
            return "conflict"
        self.opened.pop(opened["path"], None)
        return str(status)

    def save(self) -> str:
        opened = self.open()
        if opened is None:
            return "nothing"
        word = self.ledger.word()
        return self._send(opened, word, self._with_word(opened["body"], word))

    def save_stale(self) -> str:
        """Save what was opened a while ago, and let it be merged."""
        opened = self.open(fresh=False)
        if opened is None:
            return "nothing"
        word = self.ledger.word()
        return self._send(opened, word, self._with_word(opened["body"], word), base=opened["text"])

    def save_unread(self) -> str:
        """Save what was opened a while ago, as if nobody else were there."""
        opened = self.open(fresh=False)
        if opened is None:
            return "nothing"
        word = self.ledger.word()
        return self._send(opened, word, self._with_word(opened["body"], word))

    def autosave(self) -> str:
        """Type into what was opened last, or into a window that was left open with an older text."""
        opened = self.open(fresh=self.random.random() < 0.7)
        if opened is None:
            return "nothing"
        word = self.ledger.word()
        body = self._with_word(opened["body"], word)
        status, told = self.ask(
            "POST", "save", path=opened["path"], version=opened["version"], waiting=opened["waiting"],
            body=body,
        )  # fmt: skip
        if status == 200:
            self.ledger.confirm(word, self.name, waits=bool(told.get("kept")))
            if self.random.random() < 0.7:
                opened |= {"body": body, "version": told["version"], "waiting": told["waiting"], "text": told["text"]}
        return str(status) + (" beside" if status == 200 and told.get("kept") else "")

    def remove(self) -> str:
        opened = self.open()
        if opened is None or not WORD.search(opened["body"]):
            return "nothing"
        gone = self.random.choice(WORD.findall(opened["body"]))
        word = self.ledger.word()
        return self._send(opened, word, opened["body"].replace(gone, word))

    def begin(self) -> str:
        word = self.ledger.word()
        status, told = self.ask("POST", "new", title=f"Kabar {word} hari ini", category="daerah")
        if status == 200:
            self.ledger.confirm(word, self.name)
            self.opened[told["path"]] = told
            self.paths.insert(0, told["path"])
        return str(status)

    def photo(self) -> str:
        """Add a photo, now and then one that is there already."""
        name = f"{self.name.split()[0].lower()}-{self.random.randrange(6)}"
        colour = tuple(ord(letter) % 200 for letter in name[-3:])
        status, told = self.site.ask(
            "POST", f"photos?{urlencode({'name': f'{name}.jpg'})}", self.name, jpeg(64, 48, colour)
        )
        if status >= 500:
            self.ledger.wrong(f"a photo: {status} {told!r:.500}")
        if status == 200 and not (self.site.folder / "content" / told["src"].lstrip("/")).is_file():
            self.ledger.wrong(f"a photo is not there: {told}")
        return f"{status} {'already' if status == 200 and told['already'] else ''}"

    # -------------------------------------------------------------------------- steps

    def step(self) -> str:
        opened = self.open(fresh=self.random.random() < 0.8)
        if opened is None or not opened.get("steps"):
            return "none"
        step = self.random.choice(opened["steps"])
        word = self.ledger.word()
        values: dict[str, Any] = {
            "return": {"note": f"Perbaiki {word}."}, "correct": {"type": "koreksi", "text": f"Ralat {word}."},
            "withdraw": {"reason": "sara", "text": f"Ditarik {word}."}, "entry": {"text": f"Baru {word}."},
            "rename": {"slug": f"nama-{word}"}, "reinstate": {"why": f"Kembali {word}."},
        }.get(step, {})  # fmt: skip
        status, told = self.ask(
            "POST", "step", path=opened["path"], version=opened["version"], step=step, values=values
        )
        self.opened.pop(opened["path"], None)
        if status == 200:
            if step == "discard":
                # Who throws away what they typed has no copy.
                self.ledger.remove(set(WORD.findall(opened["body"])), self.name)
            if any(word in str(value) for value in values.values()) and step in (
                "correct",
                "withdraw",
                "reinstate",
                "entry",
            ):
                self.ledger.confirm(word, self.name)
            if isinstance(told, dict) and told.get("path") and told["path"] != opened["path"]:
                self.paths.insert(0, told["path"])
        return f"{step} {status}"

    def note(self) -> str:
        opened = self.open()
        if opened is None:
            return "nothing"
        word = self.ledger.word()
        status, _ = self.ask("POST", "note", path=opened["path"], text=f"Catatan {word}")
        if status == 200:
            self.ledger.confirm(word, self.name)
        return str(status)

    # ------------------------------------------------------------------------ history

    def look_back(self) -> str:
        opened = self.open()
        if opened is None:
            return "nothing"
        status, told = self.ask("GET", "history", path=opened["path"])
        if status == 200 and len(told["entries"]) > 1:
            one = self.random.choice(told["entries"])
            found, _ = self.ask("GET", "version", path=opened["path"], id=one["id"])
            # Somebody may have renamed or deleted it meanwhile.
            if found not in (200, 404):
                self.ledger.wrong(f"a version of {opened['path']}: {found}")
        return str(status)

    def restore(self) -> str:
        opened = self.open()
        if opened is None:
            return "nothing"
        status, told = self.ask("GET", "history", path=opened["path"])
        if status != 200 or not told["entries"]:
            return "nothing"
        one = self.random.choice(told["entries"])
        status, _ = self.ask(
            "POST", "restore", path=opened["path"], id=one["id"], version=opened["version"]
        )  # fmt: skip
        return str(status)


class Acting(Protocol):
    """Somebody who does one thing after the other."""

    def act(self) -> None:
        """Do one thing; raise GoneError if the desk is not there."""


class Beside:
    """Who works with other programs: with git in the same folder, and elsewhere."""

    def __init__(self, site: Site, ledger: Ledger, seed: str) -> None:
        self.site, self.ledger = site, ledger
        self.random = random.Random(seed)

    def act(self) -> None:
        """Do one thing."""
        deed = self.random.choice((self.commit, self.push, self.push))
        self.ledger.did(f"{deed.__name__}: {deed()}")

    def commit(self) -> str:
        """Commit a file of one's own, with whatever is staged."""
        word = self.ledger.word()
        (self.site.folder / f"catatan-{word}.txt").write_text(word)
        git(self.site.folder, "add", f"catatan-{word}.txt", fails=True)
        git(self.site.folder, "commit", "-q", "-m", f"catatan {word}", fails=True)
        return "done"

    def push(self) -> str:
        """Change an article elsewhere, and send it."""
        folder = self.site.elsewhere
        git(folder, "fetch", "-q")
        git(folder, "reset", "-q", "--hard", "origin/main")
        files = sorted((folder / "content").rglob("*.md"))
        files = [file for file in files if ".notes" not in file.parts]
        file: Path = self.random.choice(files[:6] if self.random.random() < 0.5 else files)
        word = self.ledger.word()
        text = file.read_text("utf-8")
        file.write_text(text.rstrip("\n") + f"\n\nDari tempat lain {word}.\n", "utf-8")
        git(folder, "commit", "-qam", f"dari lain {word}")
        git(folder, "push", "-q", fails=True)
        if git(folder, "rev-parse", "HEAD") != git(self.site.bare, "rev-parse", "main"):
            return "refused"
        self.ledger.confirm(word, BESIDE)
        return "done"


def work(colleague: Acting, ledger: Ledger, wanted: int, pause: float = 0.0) -> None:
    """Let somebody do things until so many are done by all."""
    while ledger.done.total() < wanted:
        try:
            colleague.act()
        except GoneError:
            time.sleep(0.05)
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, the walk tells it
            ledger.wrong(f"{type(error).__name__}: {error!r:.500}")
            time.sleep(0.2)
        time.sleep(pause)


__all__ = ["PEOPLE", "Beside", "Colleague", "Ledger", "work"]
