"""A reader, who has what is at the target while people work at the desk and it is killed."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.fuzz.desk.people import WORD, Ledger
from tests.fuzz.desk.site import Site

_LINK = re.compile(r'(?:href|src)="(/[^"#?]*)')
_SECONDS = 5.0
"""In which a deploy that has begun puts right what it is changing."""


class Reader:
    """Follows links, and compares what the desk says of an article with what is there."""

    def __init__(self, site: Site, ledger: Ledger, seed: str) -> None:
        self.site, self.ledger = site, ledger
        self.random = random.Random(seed)

    def act(self) -> None:
        """Read one page; raise GoneError if the desk is not there."""
        deed = self.random.choice((self.follow, self.compare))
        self.ledger.did(f"reader {deed.__name__}: {deed()}")

    def follow(self) -> str:
        """Every link of a page leads to something, at any moment."""
        pages = sorted(self.site.place.rglob("*.html"))
        if not pages:
            return "nothing yet"
        page = self.random.choice(pages)
        dead = self._dead(page)
        if dead:
            time.sleep(_SECONDS)
            dead &= self._dead(page)
        for link in sorted(dead):
            self.ledger.wrong(f"{page.relative_to(self.site.place)} leads to {link}, which is not there")
        return "followed"

    def _dead(self, page: Path) -> set[str]:
        try:
            links = {unquote(link) for link in _LINK.findall(page.read_text("utf-8"))}
        except FileNotFoundError:
            return set()
        return {link for link in links if not self._is_there(link)}

    def _is_there(self, link: str) -> bool:
        return (self.site.place / (f"{link[1:]}index.html" if link.endswith("/") else link[1:])).is_file()

    def compare(self) -> str:
        """What is said to be with readers is there, with every word."""
        _, told = self.site.ask("GET", "list", "Rina Kusuma", {"state": "published"})
        if not told.get("items"):
            return "nothing"
        path = self.random.choice(told["items"])["path"]
        before = self._article(path)
        if before.get("state") != "published" or before["reach"] not in ("sent", "public"):
            return str(before.get("reach", "gone"))
        url = before["public"].partition(".example")[2]
        page = self.site.place / f"{url[1:]}index.html"
        text = page.read_text("utf-8") if page.exists() else ""
        missing = {*WORD.findall(before["body"])} - {*WORD.findall(text)}
        after = self._article(path)
        is_same = (after.get("version"), after.get("reach")) == (before["version"], before["reach"])
        if is_same and (missing or not text):
            self.ledger.wrong(f"{path} is said to be {before['reach']}, without {missing or 'its page'}")
        return str(before["reach"])

    def _article(self, path: str) -> dict[str, Any]:
        status, told = self.site.ask("GET", "article", "Rina Kusuma", {"path": path})
        return told if status == 200 and isinstance(told, dict) else {}
