"""A few of the deploys that do not end; `make deploys` tries hundreds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploying_support import PASSWORD
from tests.deploys import Reader, Target, series


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["local", "sftp"])
def test_no_end_of_a_deploy_shows_readers_what_is_not_there(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Client or server killed, lines torn: the next deploy does the rest, and no list ever leads to nothing."""
    monkeypatch.setenv("SSG_DEPLOY_PASSWORD", PASSWORD)
    counts, wrong = series(kind, tmp_path, 5, 1)
    assert wrong == []
    assert counts["looks of the reader"] > 50


def test_the_reader_sees_a_list_that_leads_nowhere(tmp_path: Path) -> None:
    target = Target("local", tmp_path)
    target.public.mkdir()
    (target.public / "index.html").write_text('<a href="/daerah/2024/10/tiada/">Tiada</a>')
    reader = Reader(target)
    reader.start()
    while not reader.looks:
        pass
    reader.stop()
    assert reader.dead == {("index.html", "daerah/2024/10/tiada/")}
