"""Records as bytes: whatever stands in their place is told from them, and is no crash."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress

import msgspec
import pytest

from generator.editing.changes import Move
from generator.model.codec import UNREADABLE, decode, encode
from tests.support import ROOT

_AT_ONCE = """
import sys, threading
from generator.model import codec
from generator.model.cards import Card
from generator.model.records import Article, Profile, Standing, Topic

sys.setswitchinterval(1e-6)
some = [codec.encode(one) for one in ([["a"] * 30] * 30, ["a"] * 30, [["a", ["a"] * 9, 1, 2]] * 30, {})]
begin = threading.Barrier(8)

def read():
    begin.wait()
    for kind in (Article, Card, Profile, Standing, Topic):
        for data in some:
            try:
                codec.decode(kind, data)
            except codec.UNREADABLE:
                pass

readers = [threading.Thread(target=read) for _ in range(8)]
for one in readers:
    one.start()
for one in readers:
    one.join()
"""


def test_damage_is_an_error_that_readers_know() -> None:
    """Whichever byte differs, a record is read, or one of the errors is raised that all readers expect."""
    data, draw = encode(Move("content/jembatan—runtuh.md", "content/daerah/jembatan.md")), random.Random(7)
    for _ in range(3000):
        torn = bytearray(data)
        torn[draw.randrange(len(torn))] = draw.randrange(256)
        with suppress(*UNREADABLE):
            decode(Move, bytes(torn))


@pytest.mark.parametrize("data", [b'"\xc4"', b"[" * 100_000, b"{", b"", b'{"a": 1} b'])
def test_damaged_json_is_one_too(data: bytes) -> None:
    """Letters that are none, nesting without end, an end that is missing, and more behind it."""
    with pytest.raises(UNREADABLE):
        msgspec.json.decode(data)


def test_all_readers_expect_the_same_errors() -> None:
    """None of them names only those that msgspec documents."""
    named = [file.name for file in (ROOT / "generator").rglob("*.py") if "MsgspecError" in file.read_text("utf-8")]
    assert named == ["codec.py"]


def test_many_threads_read_the_first_record_at_once() -> None:
    """The program does not crash when several threads meet the same types for the first time."""
    for _ in range(6):
        done = subprocess.run([sys.executable, "-c", _AT_ONCE], cwd=ROOT, check=False, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")
