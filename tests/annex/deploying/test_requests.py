"""How many requests of S3, which are paid for, a deploy takes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.deploying_support import bucket, deploy
from tests.support import Portal, article


class Requests:
    """What S3 was asked for since it was counted last."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._seen = len(log.read_bytes())

    def count(self) -> Counter[str]:
        """Return how often each method was used."""
        said = self._log.read_bytes()[self._seen :]
        self._seen += len(said)
        # Some servers write their answers in colours.
        plain = re.sub(rb"\x1b\[[0-9;]*m", b"", said).decode()
        return Counter(re.findall(r'"([A-Z]+) /', plain))


@pytest.mark.slow
def test_s3_is_asked_for_little(portal: Portal, tmp_path: Path) -> None:
    """A first deploy looks for no file that it sends; nothing to do, or an article besides its files, is a few requests."""
    log = tmp_path / "s3.log"
    with bucket(log) as url:
        portal.edit("site.yaml", "{to: local, path: terbit/publik}", f"{{to: s3, path: kabar, url: '{url}'}}")
        portal.build()
        asked = Requests(log)
        files = deploy(portal)["files"]
        first = asked.count()
        assert (first["PUT"], first.total() <= files + 12) == (files + 2, True), first
        deploy(portal)
        assert asked.count().total() <= 4
        portal.add("content/daerah/2024/10/baru.md", article("Jalan dibuka lagi", timestamp="2024-10-09 10:00 WIB"))
        portal.build()
        files = deploy(portal)["files"]
        assert asked.count().total() <= files + 12
