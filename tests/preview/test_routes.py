"""Download: a file as it was taken in, whole or in part."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.types import Message

from generator.base.digest import digest
from generator.preview.routes import download, requested_part
from generator.preview.verified_files import Handout, Source

DATA = b"0123456789"
ETAG = f'"{digest(DATA).hex()}"'


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", (0, 10)), ("bytes=0-", (0, 10)), ("bytes=0-0", (0, 1)), ("bytes=3-5", (3, 6)), ("bytes=3-99", (3, 10)),
        ("bytes=5-5", (5, 6)), ("bytes=5-4", (0, 10)), ("bytes=-3", (7, 10)), ("bytes=-99", (0, 10)), ("bytes=-0", (10, 10)),
        ("bytes=10-", (10, 10)), ("bytes=12-14", (12, 10)), ("bytes=-", (0, 10)), (" bytes=1-2 ", (1, 3)), ("bytes=1-2,4-5", (0, 10)),
        ("items=1-2", (0, 10)), (f"bytes={'9' * 19}-", (0, 10)), (f"bytes=0-{'9' * 18}", (0, 10)),
    ],
)  # fmt: skip
def test_the_part_that_is_asked_for(header: str, expected: tuple[int, int]) -> None:
    """All, if the form is not known."""
    part = requested_part(header, 10)
    assert (part.start, part.stop) == expected


def answered(
    folder: Path, *, method: str = "GET", name: str = "a.txt", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Ask for a file; return status, headers and body."""
    (folder / "a.txt").write_bytes(DATA)
    sent: list[Message] = []
    given = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    scope = {"type": "http", "method": method, "path": "/", "headers": given}

    async def receive() -> Message:
        await asyncio.sleep(9)
        raise AssertionError("nothing is read")

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        source = Source(str(folder), name, digest(DATA).hex())
        response = await download(Request(scope, receive), Handout(), source, {"x-uji": "1"})
        await response(scope, receive, send)

    asyncio.run(run())
    found = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(one.get("body", b"") for one in sent[1:])


@pytest.mark.parametrize(
    ("headers", "status", "body", "more"),
    [
        ({}, 200, DATA, {}),
        ({"range": "bytes=2-4"}, 206, b"234", {"content-range": "bytes 2-4/10"}),
        ({"range": "bytes=0-99"}, 200, DATA, {}),
        ({"range": "bytes=2-4", "if_range": ETAG}, 206, b"234", {"content-range": "bytes 2-4/10"}),
        ({"range": "bytes=2-4", "if_range": '"lain"'}, 200, DATA, {}),
        ({"range": "bytes=10-"}, 416, b"", {"content-range": "bytes */10"}),
        ({"if_none_match": '"lain"'}, 200, DATA, {}),
    ],
)
def test_the_answer_with_a_file(
    tmp_path: Path, headers: dict[str, str], status: int, body: bytes, more: dict[str, str]
) -> None:
    """Whole, or in part if the browser has a part of the same; of what has no such part, how much there is."""
    length = {"content-length": str(len(body))}
    expected = {
        "cache-control": "no-cache", "content-type": "text/plain; charset=utf-8", "etag": ETAG, "accept-ranges": "bytes",
        "x-uji": "1", **length, **more,
    }  # fmt: skip
    assert answered(tmp_path, **headers) == (status, expected, body)
    assert answered(tmp_path, method="HEAD", **headers) == (status, expected, b"")


@pytest.mark.parametrize("given", ["*", ETAG, f"W/{ETAG}", f'"lain", {ETAG}'])
def test_a_browser_that_has_it_already(tmp_path: Path, given: str) -> None:
    """Gets nothing, whatever else it asks for."""
    status, headers, body = answered(tmp_path, if_none_match=given, range="bytes=1-2")
    assert (status, headers["etag"], body) == (304, ETAG, b"")


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """Is said to be."""
    said = b"This file is gone, or another than the one that was taken in.\n"
    assert answered(tmp_path, name="b.txt")[::2] == (404, said)
