"""The desk of one site: what its parts share."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from generator.base.errors import MessageError
from generator.base.sentences import Language, Sentence, sentence
from generator.model.site import Site
from generator.preview.live import Live


class NotAllowedError(MessageError):
    """The person may not do this (403)."""


class StaleError(MessageError):
    """The file is not what the browser thinks it is (409); nothing was changed."""

    def __init__(self, said: Sentence, **told: Any) -> None:
        super().__init__(said)
        self.told = told
        """What the browser needs to go on, as plain data."""


class MissingError(MessageError):
    """There is nothing of that name (404)."""


class Desk:
    """A site at its desk. Any thread may use it."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.folder: Path = live.preview.folder
        """The site's."""
        self.language: Language = live.language
        self.writing = threading.RLock()
        """Held from reading a file to writing it, so that no save of a colleague comes in between."""

    @property
    def site(self) -> Site:
        """The last valid configuration.

        Raises:
            MissingError: there never was one.

        """
        site = self.live.preview.site
        if site is None:
            raise MissingError(sentence("site.yaml cannot be read yet; mend it first"))
        return site

    def put(self, said: Sentence) -> str:
        return self.language.put(said)
