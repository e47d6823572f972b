"""What is said of an order before anything is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.base.errors import UsageError
from tests.importers_support import Archive, post


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"mapping": "tidak-ada.yaml"}, "--map tidak-ada.yaml: there is no such file"),
        ({"kanal": "tidak-ada.yaml"}, "--kanal tidak-ada.yaml: there is no such file"),
        ({"media": "tidak-ada"}, "--media tidak-ada: there is no such folder"),
        ({"hosts": ("http://[x",)}, r"--host http://\[x: this is not the name of a host"),
        ({"hosts": ("a b",)}, "--host a b: this is not the name of a host"),
        ({"media_url": "cdn.example"}, "--media-url cdn.example: write the whole address, with https://"),
        ({"media_url": "http://cdn.example"}, "--media-url http://cdn.example: write the whole address, with https://"),
    ],
)
def test_an_option_that_names_nothing_is_one_sentence(tmp_path: Path, order: dict[str, object], said: str) -> None:
    """Nothing is written before it is said."""
    archive = Archive(tmp_path)
    archive.export(post())
    with pytest.raises(UsageError, match=said):
        archive.run(**order)
    assert not archive.portal.exists()


def test_a_pipe_is_no_export(tmp_path: Path) -> None:
    """An import does not wait without an end for somebody to write into it."""
    archive = Archive(tmp_path)
    os.mkfifo(archive.file)
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        archive.run()


@pytest.mark.parametrize("host", ["kabarlama.example", "https://www.kabarlama.example/", "127.0.0.1:8000", "localhost"])
def test_names_of_hosts_are_taken(tmp_path: Path, host: str) -> None:
    """With a scheme, a port or a slash, as people copy them."""
    archive = Archive(tmp_path)
    archive.export(post())
    assert archive.run(hosts=(host,)).files["new"] == 3
