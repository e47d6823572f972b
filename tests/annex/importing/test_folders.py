"""Whole archives of folders, with every feature that newsrooms use: import, build, addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.options import Options
from generator.annex.importing.run import run
from generator.annex.importing.verify_addresses import verify
from tests.folders import SYSTEMS
from tests.support import Portal


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_an_archive_with_every_feature_moves_whole(tmp_path: Path, system: str) -> None:
    """No word is lost, all texts build with what is tolerated, and every address that readers knew answers."""
    addresses = []
    for text in SYSTEMS[system](66):
        file = tmp_path / "lama" / text.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.data)
        addresses.append(text.address)
    (tmp_path / "lama.txt").write_text("\n".join(filter(None, addresses)), "utf-8")
    table = str(tmp_path / "lama/peta.yaml")
    outcome, _ = run(
        Options(system, (str(tmp_path / "lama"),), str(tmp_path / "portal"), mapping=table), lambda *_: None
    )
    assert not {"words", "held-back", "plain", "missing-media"} & outcome.notes.keys()
    assert not outcome.faults
    assert "rule" not in outcome.addresses
    portal = Portal(tmp_path / "portal")
    portal.build()
    found = verify(str(tmp_path / "lama.txt"), portal.output, tmp_path / "portal", media_url="")
    assert found.counts.keys() == {"same", "redirect"}
