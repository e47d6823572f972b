"""Files and folders of the generator's own are made good, whoever else does the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from generator.base.ownfiles import claim_folder

TOGETHER = 8


@pytest.mark.parametrize("kind", ["nothing", "file", "link"])
def test_a_folder_that_many_make_at_once(tmp_path: Path, kind: str) -> None:
    """Each process of a build makes the folder of the templates, all of them at the same moment."""
    start = Barrier(TOGETHER)

    def make(path: Path) -> bool:
        start.wait()
        return claim_folder(path).is_dir()

    with ThreadPoolExecutor(TOGETHER) as pool:
        for number in range(100):
            path = tmp_path / str(number)
            if kind == "file":
                path.write_text("x")
            elif kind == "link":
                path.symlink_to("nowhere")
            assert all(pool.map(make, [path] * TOGETHER))
