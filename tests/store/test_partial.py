"""Partial: of a store whose pages are elsewhere, SQLite reads those that it needs, and nobody notices a difference."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from generator.annex.deploying.packs import PAGES, pack, tree_order
from generator.base.errors import MachineError
from generator.model.deploy_targets import Target
from generator.store.damage import spoiled, working
from generator.store.database import Store, open_reader, open_store
from generator.store.door import DOOR, door_line
from generator.store.files import is_settled, put
from generator.store.holes import ABSENT, HERE, MAP, WRITTEN, Origin, lay, read, states_of
from generator.store.page_map import PAGE, Chart, chart_of
from generator.store.partial import Partial
from tests.store.sockets import AtSocket, Quiet, serving

ROWS = 3000


class Elsewhere:
    """A server of packs at a socket, that remembers what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[int] = []
        self.spoil = False

    @contextlib.contextmanager
    def served(self, socket: Path) -> Iterator[None]:
        """Serve until this ends."""
        packs = self

        class Handler(Quiet, BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                first, last = map(int, self.headers["Range"].removeprefix("bytes=").split("-"))
                try:
                    data = (packs.folder / self.path.rpartition("/")[2]).read_bytes()[first : last + 1]
                except FileNotFoundError:
                    self.send_error(404)
                    return
                packs.asked.append(len(data))
                self.send_response(206)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(bytes(len(data)) if packs.spoil else data)

        with serving(AtSocket(socket, Handler)):
            yield


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Chart]:
    """A folder with a store in `whole`, its only pack in `packs`, and its chart; nobody changes them."""
    top = tmp_path_factory.mktemp("original")
    (top / "packs").mkdir()
    with closing(open_store(top / "whole")) as store, store.transaction():
        for n in range(ROWS):
            store.db.execute("INSERT INTO records VALUES (?, ?)", (n, record(n)))
            store.db.execute("INSERT INTO names VALUES (?, ?)", (n * 7919 % 10007, n))
    order, inner = tree_order(top / "whole/store.db", lambda _: True)
    made, data, rows = pack(top / "whole/store.db", order, 0, lambda number: number in inner or number == 1)
    assert len(order) < PAGES
    (top / "packs" / made.name).write_bytes(data)
    return top, chart_of([made], [rows[number] for number in range(1, len(order) + 1)])


def record(n: int) -> bytes:
    """Return what stands in a row at first."""
    return blake2b(n.to_bytes(4, "big"), digest_size=50).digest() * 14


@pytest.fixture
def elsewhere(original: tuple[Path, Chart], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    """A state folder `here` in `tmp_path` with a store of which no page is there but those that all others hang from."""
    top, chart = original
    here, packs, work = (tmp_path / name for name in ("here", "packs", "work"))
    here.mkdir()
    work.mkdir()
    shutil.copytree(top / "packs", packs)
    shutil.copytree(top / "whole", tmp_path / "whole")
    with open(work / "store.db", "wb") as file:
        file.truncate(len(chart) * PAGE)
    lay(work, Origin(Target(name="t", via="local", path="/", state="/")), chart, bytes(len(chart)))
    found = Elsewhere(packs)
    with found.served(tmp_path / "s"):
        monkeypatch.setenv(DOOR, door_line(str(tmp_path / "s"), "packs"))
        with closing(Partial(work)) as partial:
            partial.bring(number for number, row in enumerate(chart, 1) if row.hot)
        put(work, here, chart)
        found.asked.clear()
        yield found


def rows_of(store: Store) -> list[tuple[int, bytes]]:
    """Return what stands in a table."""
    return store.all("SELECT doc, record FROM records ORDER BY doc")


def test_a_row_brings_its_page_alone(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """What is read is what was there; a look-up brings a page or two, and a second one nothing."""
    with closing(open_reader(tmp_path / "here")) as store:
        for n in (5, 1500):
            assert store.all("SELECT record FROM records WHERE doc = ?", n) == [(record(n),)]
        assert 2 <= len(elsewhere.asked) <= 4
        elsewhere.asked.clear()
    with closing(open_reader(tmp_path / "here")) as store:
        assert store.all("SELECT count(*) FROM records WHERE doc IN (5, 1500)") == [(2,)]
    assert not elsewhere.asked
    assert list(states_of(tmp_path / "here")).count(ABSENT) > 100


def test_a_table_comes_in_few_pieces(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """Whoever reads on and on is given more and more at once."""
    with closing(open_reader(tmp_path / "here")) as store, closing(open_reader(tmp_path / "whole")) as whole:
        assert rows_of(store) == rows_of(whole)
    assert len(elsewhere.asked) < 15


def test_rows_that_are_expected_come_at_once(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """What is about to be read is asked for together; then nothing of it is missing. Of other rows nothing comes."""
    keys = list(range(7, ROWS, 97))
    with closing(open_reader(tmp_path / "here")) as store:
        store.expect("records", [*keys, 10**18, -5])
        assert len(elsewhere.asked) <= len(keys) + 2
        before = len(elsewhere.asked)
        for n in keys:
            assert store.all("SELECT record FROM records WHERE doc = ?", n) == [(record(n),)]
        assert len(elsewhere.asked) == before
        store.expect("tiada", [1])


def test_what_is_written_stays(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """An edit is in the store, which is sound, and the map says which pages it changed; then nothing else is there."""
    here, whole = tmp_path / "here", tmp_path / "whole"
    for folder in (here, whole):
        with closing(open_store(folder)) as store, store.transaction():
            assert not store.lost
            store.db.execute("UPDATE records SET record = x'00' WHERE doc % 100 = 3")
            store.db.executemany("INSERT INTO records VALUES (?, ?)", ((ROWS + n, bytes(5000)) for n in range(50)))
            store.db.execute("DELETE FROM names WHERE doc = 77")
    assert is_settled(here)
    written = list(states_of(here)).count(WRITTEN)
    assert 30 < written < 120
    with closing(open_store(here)) as store, closing(open_store(whole)) as other:
        assert not store.lost
        assert rows_of(store) == rows_of(other)
        assert store.all("SELECT * FROM names") == other.all("SELECT * FROM names")
        assert store.all("PRAGMA integrity_check") == [("ok",)]
    assert elsewhere.asked


def test_readers_beside_a_writer(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """While one writes all over the store and moves its log into it, others bring pages, and read one state of it."""
    here = tmp_path / "here"
    wrong: list[object] = []

    def read() -> None:
        rng = random.Random(threading.get_ident())
        with closing(open_reader(here)) as store:
            for _ in range(60):
                n = rng.randrange(ROWS)
                ((found,),) = store.all("SELECT record FROM records WHERE doc = ?", n)
                if found not in (record(n), n.to_bytes(700, "big")):
                    wrong.append(n)

    with closing(open_store(here, sums=False)) as store:
        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for part in range(6):
            with store.transaction():
                store.db.executemany(
                    "UPDATE records SET record = ? WHERE doc = ?",
                    ((n.to_bytes(700, "big"), n) for n in range(part, ROWS, 60)),
                )
            store.all("PRAGMA wal_checkpoint(PASSIVE)")
        for thread in threads:
            thread.join()
    assert not wrong
    with closing(open_store(here, sums=False)) as store:
        found = dict(rows_of(store))
        assert store.all("PRAGMA integrity_check") == [("ok",)]
    for n in range(ROWS):
        assert found[n] == (n.to_bytes(700, "big") if n % 60 < 6 else record(n))


def test_a_page_that_is_another_is_damage(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """Bytes that are not those of the chart are found when they come, and speak of damage; none of them is kept."""
    elsewhere.spoil = True
    with closing(open_reader(tmp_path / "here")) as store:
        with pytest.raises(sqlite3.DatabaseError) as raised:
            rows_of(store)
        assert spoiled(raised.value)
        elsewhere.spoil = False
        assert len(rows_of(store)) == ROWS


@pytest.mark.parametrize("reason", ["gone", "nobody"])
def test_a_page_that_cannot_be_had(
    reason: str, elsewhere: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the machine is to blame, not the store, and a sentence says what to do; the store stays as it is."""
    if reason == "gone":
        for file in elsewhere.folder.iterdir():
            file.unlink()
    else:
        monkeypatch.delenv(DOOR)
    with (
        closing(open_reader(tmp_path / "here")) as store,
        pytest.raises(MachineError, match="cannot be had"),
        working(tmp_path),
    ):
        rows_of(store)
    assert (tmp_path / "here/store.db").exists()


@pytest.mark.slow
def test_ctrl_c_ends_at_once_with_a_sentence(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """It may come while SQLite waits for a page, through which no exception passes."""
    program = (
        "import os, signal, sys, time; from pathlib import Path; from generator.store.database import open_reader\n"
        "import generator.store.partial as partial\n"
        "store = open_reader(Path(sys.argv[1]))\n"
        "partial.Partial.need = lambda *_: (os.kill(os.getpid(), signal.SIGINT), time.sleep(20))\n"
        "store.all('SELECT sum(length(record)) FROM records')\n"
    )
    del elsewhere
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "here")], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, "interrupted" in ended.stderr) == (130, True), ended.stderr


def test_damage_to_what_is_here_is_found(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """Of a partial store the pages that are here are held against their sums; a map that is none makes it worthless."""
    here = tmp_path / "here"
    with closing(open_reader(here)) as store:
        store.all("SELECT record FROM records WHERE doc = 1500")
    with open(here / "store.db", "r+b") as file:
        file.seek(next(n for n, state in enumerate(states_of(here)) if n and state) * PAGE + 9000)
        file.write(b"harm")
    with closing(open_store(here)) as store:
        assert store.lost
        assert not rows_of(store)
    assert not (here / MAP).exists()


def test_a_hole_is_no_page(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """A map that says that pages are here which are not is found out when one of them is read."""
    here = tmp_path / "here"
    found = read((here / MAP).read_bytes())
    lay(here, found.origin, found.chart, bytes([HERE]) * len(found.chart))
    with closing(open_reader(here)) as store:
        with pytest.raises(sqlite3.DatabaseError) as raised:
            rows_of(store)
        assert spoiled(raised.value)
    assert not elsewhere.asked


def test_a_damaged_map_makes_the_store_an_empty_one(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """Without knowing what is here, none of it is believed."""
    del elsewhere
    data = (tmp_path / "here" / MAP).read_bytes()
    at = read(data).states
    inside = [data[:n] + bytes([data[n] ^ 64]) + data[n + 1 :] for n in (20, 400, at - 60, at, at + 2)]
    for number, spoilt in enumerate(
        (b"", data[:-1], data[:100], b"x" + data[1:], data[:at] + bytes(len(data) - at), *inside)
    ):
        here = shutil.copytree(tmp_path / "here", tmp_path / str(number))
        (here / MAP).write_bytes(spoilt)
        with closing(open_store(here)) as store:
            assert not rows_of(store)
        assert not (here / MAP).exists()


def test_only_what_is_said_to_be_here_can_be_a_hole(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """What is absent was never brought, and what was brought is what it was."""
    with closing(Partial(tmp_path / "here")) as partial:
        numbers = range(1, len(partial.chart) + 1)
        assert {partial.state(number) for number in numbers} > {ABSENT}
        assert not any(map(partial.is_hole, numbers))
