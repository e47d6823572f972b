"""What an import is asked to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.annex.importing.options import Options, check
from generator.base.errors import UsageError
from tests.importing_support import Archive, post


def test_what_an_order_leaves_out() -> None:
    """The usual zone, nothing fetched, and files written."""
    assert Options("wordpress", (), "portal") == Options(
        "wordpress", (), "portal", "WIB", "", (), "", "", False, "", False
    )


HOST = "this is not the name of a host, as www.kabarlama.example is"
WHOLE = "write the whole address, with https:// at its beginning"


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"mapping": "tidak-ada.yaml"}, "--map tidak-ada.yaml: there is no such file"), ({"mapping": "/"}, "--map /: there is no such file"), ({"kanal": "tidak-ada.yaml"}, "--kanal tidak-ada.yaml: there is no such file"),
        ({"media": "tidak-ada"}, "--media tidak-ada: there is no such folder"), ({"media": "/dev/null"}, "--media /dev/null: there is no such folder"), ({"files": ("/dev/null",)}, "/dev/null is neither a file nor a folder; save the export as a file first"),
        *(({"hosts": ("a.example", host)}, f"--host {host}: {HOST}") for host in ("http://[x", "a b", "", "a.example/x", "a..example", "ftp://a.example", "a.example:123456", "a.example:", "https://")),
        *(({"media_url": url}, f"--media-url {url}: {WHOLE}") for url in ("cdn.example", "http://cdn.example", "https://", "//cdn.example", "httpss://cdn.example")),
    ],
)  # fmt: skip
def test_an_option_that_names_nothing_is_one_sentence(order: dict[str, object], said: str) -> None:
    """With the option, and what is wrong with it."""
    with pytest.raises(UsageError) as caught:
        check(Options("wordpress", into="portal", **{"files": (), **order}))  # type: ignore[arg-type]
    assert str(caught.value) == said


def test_nothing_is_written_before_an_option_is_right(tmp_path: Path) -> None:
    """An import does not begin then."""
    archive = Archive(tmp_path)
    archive.export(post())
    with pytest.raises(UsageError, match="--map"):
        archive.run(mapping="tidak-ada.yaml")
    assert not archive.portal.exists()


def test_a_pipe_is_no_export(tmp_path: Path) -> None:
    """An import does not wait without an end for somebody to write into it."""
    archive = Archive(tmp_path)
    os.mkfifo(archive.file)
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        archive.run()


@pytest.mark.parametrize(
    "order",
    [
        *({"hosts": (host,)} for host in ("kabarlama.example", "https://www.kabarlama.example/", "http://a-b.example.", "127.0.0.1:8000", "localhost", "a.example:12345/")),
        {"media_url": "https://cdn.example/x"}, {"media_url": "HTTPS://cdn.example"}, {"media": "/"}, {"mapping": __file__}, {"kanal": __file__}, {"files": ("tidak-ada.xml", "/", __file__)}, {},
    ],
)  # fmt: skip
def test_what_can_be_meant_is_taken(order: dict[str, object]) -> None:
    """Hosts with a scheme, a port or a slash, as people copy them; a file that is not there is told of by what reads it."""
    check(Options("wordpress", into="portal", **{"files": (), **order}))  # type: ignore[arg-type]
