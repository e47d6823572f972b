"""Heads: how many requests it takes to learn what a target has."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.deploying_support import bucket, newsroom
from tests.support import article, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bucket_keys")]


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


def test_s3_is_asked_for_little(tmp_path: Path) -> None:
    """A first deploy looks for no file that it sends, nothing to do is one request, an article some besides its files."""
    log = tmp_path / "s3.log"
    with bucket(log) as url:
        portal = newsroom(tmp_path, f"{{to: s3, path: kabar, url: '{url}'}}")

        def deploy() -> None:
            assert run("--site", str(portal.folder), "deploy") == 0

        asked = Requests(log)
        deploy()
        first, files = asked.count(), len(portal.files()) - 1
        assert (first["PUT"], first["GET"], first["HEAD"]) == (files + 4, 5, 0), first

        deploy()
        assert asked.count() == {"GET": 1}
        (portal.folder / ".ssg/deploy/targets/utama/head").write_bytes(b"{}")
        deploy()
        assert asked.count().total() <= 3

        portal.add("content/daerah/2024/10/baru.md", article("Jalan dibuka lagi", timestamp="2024-10-09 10:00 WIB"))
        portal.build()
        deploy()
        article_costs = asked.count()
        assert article_costs["PUT"] < 40
        assert article_costs.total() - article_costs["PUT"] <= 7
