"""Transactions of the store."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.base.source import Source
from generator.store import database, files
from generator.store.compression import TEXTS
from generator.store.database import Store, copy, marks, open_reader, open_store
from generator.store.files import PAGE, is_settled, program


def test_who_reads_one_state_sees_no_other(tmp_path: Path) -> None:
    """What another process commits meanwhile is seen behind it, and holds nobody up."""
    with closing(open_store(tmp_path)) as store, closing(open_reader(tmp_path)) as reader:
        with store.transaction():
            store.set("generation", b"1")
        with reader.reading():
            assert reader.number("generation") == 1
            with store.transaction():
                store.set("generation", b"2")
            assert reader.number("generation") == 1
        assert reader.number("generation") == 2


@pytest.mark.parametrize("name", ["transaction", "trial", "reading"])
def test_a_transaction_that_sqlite_has_ended_hides_no_error(tmp_path: Path, name: str) -> None:
    """A full disk, and a page that cannot be had, roll back by themselves; what is said is why."""

    def fail() -> None:
        with closing(open_store(tmp_path)) as store, getattr(store, name)():
            store.db.execute("ROLLBACK")
            raise sqlite3.OperationalError("the disk is full")

    with pytest.raises(sqlite3.OperationalError, match="the disk"):
        fail()


def test_a_reader_holds_few_pages(tmp_path: Path) -> None:
    """There is one for each processor, and the articles that it looks at lie close together."""
    open_store(tmp_path).close()
    with closing(open_reader(tmp_path)) as reader:
        assert reader.all("PRAGMA cache_size") == [(-16384,)]


def test_values_by_their_keys(tmp_path: Path) -> None:
    """What is not there is none, or 0 as a number; one that is set again is told to differ only if it does."""
    with closing(open_store(tmp_path)) as store:
        assert (store.get("a"), store.number("a")) == (None, 0)
        assert [store.renew("a", value) for value in (b"1", b"1", b"2")] == [True, False, True]
        assert (store.get("a"), store.number("a")) == (b"2", 2)
        store.set("a", b"")
        assert (store.get("a"), store.number("a")) == (b"", 0)


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1200])
def test_rows_among_any_number_of_values(tmp_path: Path, count: int) -> None:
    """More than a statement may have; each once."""
    with closing(open_store(tmp_path)) as store:
        store.db.executemany("INSERT INTO days VALUES (?, ?)", ((day, 2 * day) for day in range(1300)))
        found = list(store.among("SELECT day, count FROM days WHERE day IN ({})", range(count)))
        assert sorted(found) == [(day, 2 * day) for day in range(count)]
        assert store.column("SELECT day, count FROM days WHERE day < ? ORDER BY day", 3) == [0, 1, 2]
        assert store.all("SELECT day, count FROM days WHERE day < ? ORDER BY day DESC", 2) == [(1, 2), (0, 0)]
        assert store.value("SELECT count, day FROM days WHERE day = ?", 7) == 14
        assert store.value("SELECT count FROM days WHERE day = ?", -1) is None


def test_marks_of_a_statement() -> None:
    """One for each value."""
    assert [marks(number) for number in (0, 1, 3)] == ["", "?", "?,?,?"]


def set_in_vain(store: Store, part: AbstractContextManager[None], **values: bytes) -> None:
    """Set values in a part of a transaction that fails."""

    def fail() -> None:
        with part:
            for key, value in values.items():
                store.set(key, value)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()


def test_a_transaction_is_kept_unless_something_is_raised(tmp_path: Path) -> None:
    """A trial never is; and an attempt within one goes alone."""
    with closing(open_store(tmp_path)) as store:
        with store.transaction():
            store.set("a", b"1")
        assert not store.db.in_transaction
        set_in_vain(store, store.transaction(), a=b"2")
        assert (store.get("a"), store.db.in_transaction) == (b"1", False)
        with store.trial():
            store.set("a", b"3")
            assert store.get("a") == b"3"
        assert (store.get("a"), store.db.in_transaction) == (b"1", False)
        with store.transaction():
            store.set("a", b"4")
            set_in_vain(store, store.attempt(), a=b"5", b=b"5")
            assert (store.get("a"), store.get("b")) == (b"4", None)
            with store.attempt():
                store.set("b", b"6")
        assert (store.get("a"), store.get("b")) == (b"4", b"6")


def test_what_was_learnt_in_a_transaction_that_is_not_kept_is_forgotten(tmp_path: Path) -> None:
    """A dictionary that the store does not have would make texts that nobody can read."""
    samples = [b"berita %d tentang banjir di kota %d" % (number, number * 7) for number in range(300)]
    with closing(open_store(tmp_path)) as store:
        with store.trial():
            assert store.compression.learn(TEXTS, samples, 10)
            inside = store.compression.pack(TEXTS, samples[0])
            assert store.compression.unpack(inside) == samples[0]
        outside = store.compression.pack(TEXTS, samples[0])
        assert store.compression.unpack(outside) == samples[0]
        assert store.all("SELECT number FROM dictionaries WHERE number = ?", TEXTS) == []
        with closing(open_reader(tmp_path)) as reader:
            assert reader.compression.unpack(outside) == samples[0]


def test_whose_state_it_is(tmp_path: Path) -> None:
    """A site's, also that of a preview below it; what it is of is that site's content, unless it is said."""
    for folder in (tmp_path / "situs/.ssg", tmp_path / "situs/.ssg/serve", tmp_path / "situs/.ssg/serve/first"):
        with closing(open_store(folder)) as store:
            assert (store.site, store.content.folder) == (tmp_path / "situs", str(tmp_path / "situs/content"))
            assert (store.path, store.lost) == (folder / "store.db", False)
    with closing(open_store(tmp_path / "lain/state", Source("/x"))) as store:
        assert (store.site, store.content) == (tmp_path / "lain", Source("/x"))


def test_how_a_store_is_opened(tmp_path: Path) -> None:
    """With a log, which need not be on the disk at each commit, in pages of one size; any thread may use it."""
    with closing(open_store(tmp_path)) as store:
        names = ("journal_mode", "synchronous", "page_size", "cache_size")
        assert [store.value(f"PRAGMA {name}") for name in names] == ["wal", 1, PAGE, -131072]
        assert store.get("version") == program().encode()
        found: list[object] = []
        thread = threading.Thread(target=lambda: found.append(store.number("a")))
        thread.start()
        thread.join()
        assert found == [0]
    with closing(open_reader(tmp_path)) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.set("a", b"1")


def test_a_log_that_is_kept_grows_until_it_is_moved(tmp_path: Path) -> None:
    """Into the store's own file, in a pause."""
    with closing(open_store(tmp_path)) as store:
        store.keep_log()
        log = tmp_path / "store.db-wal"
        for number in range(3):
            store.set(str(number), bytes(4 << 20))
        assert log.stat().st_size > 12 << 20
        store.checkpoint()
        assert log.stat().st_size == 0
        assert (tmp_path / "store.db").stat().st_size > 12 << 20


def test_a_long_operation_ends_when_it_is_to(tmp_path: Path) -> None:
    """As soon as a condition holds, and not before."""
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT {}) SELECT count(*) FROM n"
    with closing(open_store(tmp_path)) as store:
        stop: list[bool] = []
        store.interrupt_when(lambda: bool(stop))
        assert store.value(endless.format(200_000)) == 200_000
        stop.append(True)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            store.value(endless.format(10**12))


def test_a_store_that_was_closed_is_believed(tmp_path: Path) -> None:
    """Its sums are beside it; one that keeps none is never settled, and nothing of either is open any more."""
    for sums in (True, False):
        folder = tmp_path / str(sums)
        store = open_store(folder, sums=sums)
        store.set("a", b"1")
        assert not is_settled(folder)
        store.close()
        assert is_settled(folder) == sums
        with pytest.raises(sqlite3.ProgrammingError):
            store.get("a")
        with closing(open_store(folder, sums=sums, verify=True)) as again:
            assert (again.get("a"), again.lost) == (b"1", False)


def test_the_store_of_another_program_gives_way(tmp_path: Path) -> None:
    """To an empty one, with all that belonged to it; nothing was lost by that."""
    with closing(open_store(tmp_path)) as store:
        store.set("a", b"1")
        store.set("version", b"another")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.cache").touch()
    with closing(open_store(tmp_path)) as store:
        assert (store.get("a"), store.lost, store.get("version")) == (None, False, program().encode())
    assert not (tmp_path / "templates").exists()


def test_what_a_deleted_store_left_is_of_no_use(tmp_path: Path) -> None:
    """Neither its log nor its sums, which are those of other pages."""
    with closing(open_store(tmp_path)) as store:
        store.set("a", b"1")
    (tmp_path / "store.db").unlink()
    (tmp_path / "store.db-wal").write_bytes(b"rusak")
    with closing(open_store(tmp_path)) as store:
        assert (store.get("a"), store.lost) == (None, False)


def test_a_store_that_is_none_is_lost(tmp_path: Path) -> None:
    """An empty one takes its place, which says so."""
    (tmp_path / "store.db").write_bytes(b"bukan basis data" * 1000)
    with closing(open_store(tmp_path)) as store:
        assert (store.get("version"), store.lost) == (program().encode(), True)
    with closing(open_store(tmp_path)) as store:
        assert not store.lost


def test_what_the_machine_refuses_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as it is, and the store stays as it was."""
    with closing(open_store(tmp_path)) as store:
        store.set("a", b"1")

    def refuse(_: object) -> bool:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(database, "_set_up", refuse)
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            open_store(tmp_path)
    with closing(open_store(tmp_path)) as store:
        assert (store.get("a"), store.lost) == (b"1", False)


def test_a_store_that_can_never_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried with an empty one, then it is said what to do."""
    tried: list[Store] = []
    monkeypatch.setattr(database, "_set_up", lambda store: bool(tried.append(store)))
    with pytest.raises(UsageError) as error:
        open_store(tmp_path)
    assert str(error.value) == f"the state in {tmp_path} cannot be opened; delete that folder"
    assert len(tried) == 2
    for store in tried:
        with pytest.raises(sqlite3.ProgrammingError):
            store.get("a")


def test_a_site_that_was_not_built_has_nothing_to_read(tmp_path: Path) -> None:
    """And nothing is made by looking."""
    with pytest.raises(UsageError) as error:
        open_reader(tmp_path)
    assert str(error.value) == "this site was not built yet; run `ssg build` first"
    assert [*tmp_path.iterdir()] == []


def test_a_store_is_copied_while_it_is_in_use(tmp_path: Path) -> None:
    """As of the last commit; what a killed copy left is written anew, and nothing else is there in the end."""
    source, target = tmp_path / "a", tmp_path / "b"
    target.mkdir()
    (target / "copy.db").write_bytes(b"rusak")
    with closing(open_store(source)) as store:
        store.set("a", b"1")
        with store.transaction():
            store.set("a", b"2")
            copy(source, target)
    assert [file.name for file in target.iterdir()] == ["store.db"]
    with closing(open_store(target)) as found:
        assert (found.get("a"), found.lost) == (b"1", False)


def test_a_store_that_cannot_be_copied_leaves_none(tmp_path: Path) -> None:
    """Nor the beginning of one."""
    source, target = tmp_path / "a", tmp_path / "b"
    for folder in (source, target):
        folder.mkdir()
    (source / "store.db").write_bytes(b"bukan basis data" * 1000)
    with pytest.raises(sqlite3.Error):
        copy(source, target)
    assert [*target.iterdir()] == []


def test_a_store_that_is_open_is_not_settled(tmp_path: Path) -> None:
    """Though nothing is written to it: whoever is killed from here on may have."""
    open_store(tmp_path).close()
    assert is_settled(tmp_path)
    with closing(open_store(tmp_path)):
        assert not is_settled(tmp_path)
    assert is_settled(tmp_path)


@pytest.mark.parametrize("moved", [False, True])
def test_the_sums_follow_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: bool) -> None:
    """Page by page, also where the log is moved into the store in between; --verify finds them right."""
    monkeypatch.setattr(files, "_LONG", 0)
    with closing(open_store(tmp_path)) as store:
        store.set("a", bytes(9 * PAGE))
    with closing(open_store(tmp_path)) as store:
        with store.transaction():
            store.set("a", b"\1" * 9 * PAGE)
        if moved:
            store.checkpoint()
    with closing(open_store(tmp_path, verify=True)) as store:
        assert (store.get("a"), store.lost) == (b"\1" * 9 * PAGE, False)
