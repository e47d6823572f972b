"""Outputs: what the store knows of the files of the output, and how that becomes true.

The store keeps a digest for every file that was written, and the output keeps
the digest of the whole tree in its marker. When they agree, the output is the
one that the store knows, and no file of it needs to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from generator.base import workers
from generator.base.digest import MODULUS, entry
from generator.base.errors import Problem, Where
from generator.portal.keys import page_key, spelling_key
from generator.portal.reasons import Reason
from generator.queries import tracker
from generator.stages.journal import Changes, Journal
from generator.stages.write import UNMARKED, Output
from generator.store.database import GONE, Store, marks
from generator.store.reads import Read, level

if TYPE_CHECKING:
    from generator.stages.renderer import Result


_BATCH = 200


def reconcile(store: Store, output: Output, *, verify: bool) -> list[Problem]:
    """Find out whether the output is the one that the store knows; if not, read all of it.

    Args:
        store: the store, in a transaction.
        output: the output folder.
        verify: whether to read all of it in any case.

    Returns:
        Warnings.

    """
    tree = output.open()
    if tree == (store.get("tree") or b"").decode() and not verify and not output.doubts:
        return []
    if tree:
        return [*output.doubts, *_compare(store, output)]
    # A page that is to go keeps its row until `record`, which knows what it has read.
    sql = "UPDATE pages SET digest = NULL, stale = CASE kind WHEN '' THEN 0 ELSE 2 END, why = ?"
    store.db.execute(sql, (Reason.NO_OUTPUT,))
    store.set("tree", b"")
    store.set("files", b"0")
    return output.doubts


def _compare(store: Store, output: Output) -> list[Problem]:
    """Compare every file of the output with the store, and note what differs.

    Raises:
        UsageError: nothing says that the folder is ours.

    """
    db = store.db
    there = dict(output.walk())
    found, known_there = len(there), 0
    total = sum(entry(path, content) for path, content in there.items()) % MODULUS
    differ = []
    for page, path, known in db.execute("SELECT id, path, digest FROM pages").fetchall():
        actual = there.pop(path, None)
        known_there += actual is not None and actual == known
        if actual != known:
            why = Reason.OUTPUT_MISSING if actual is None else Reason.OUTPUT_ALTERED
            differ.append((actual, why, page))
    whole = output.is_left(f"{total:032x}")
    if output.tree == UNMARKED and not whole and 2 * known_there <= found:
        output.refuse()
    sql = "UPDATE pages SET digest = ?, stale = CASE kind WHEN '' THEN 0 ELSE 2 END, why = ? WHERE id = ?"
    db.executemany(sql, differ)
    going = dict(store.all("SELECT path, digest FROM gone"))
    for path in going.keys() - there.keys():
        # Its folders may have been left by a killed build.
        output.prune(path)
    if whole:
        # The folder is as one of our builds left it, so all of it is ours to delete.
        going = dict(there)
    for path, content in sorted(there.items()):
        if going.get(path) == content:
            del there[path]
            name = page_key(path)
            # A page may have that address in other letters.
            taken = store.all("SELECT 1 FROM pages WHERE key = ?", name)
            db.execute(GONE, (spelling_key(path) if taken else name, path, content))
    rows = db.execute("SELECT path, digest FROM pages WHERE digest IS NOT NULL")
    files = dict(rows)
    store.set("tree", _hex(sum(entry(path, content) for path, content in files.items()) % MODULUS))
    store.set("files", b"%d" % len(files))
    if not there:
        return []
    names = ", ".join(sorted(there)[:5])
    message = f"{len(there)} files of the output are not known to be ours and were left alone: {names}"
    return [Problem(Where(output.folder.name), message)]


def _hex(tree: int) -> bytes:
    return f"{tree:032x}".encode()


def record(store: Store, results: Iterable[Result]) -> Changes:
    """Note in the store what was made, and what is to be deleted.

    Args:
        store: the store, in a transaction.
        results: what became of the stale pages, without problems.

    Returns:
        What the output has to become.

    """
    db = store.db
    generation = store.number("generation")
    tree = int(store.get("tree") or b"0", 16)
    added: dict[str, str] = {}
    changed: dict[str, str] = {}
    deleted: dict[str, str] = {}
    for part in workers.batches(results, _BATCH):
        sql = f"SELECT id, digest, asks FROM pages WHERE id IN ({marks(len(part))})"
        known = {row[0]: row[1:] for row in db.execute(sql, [result.page for result in part])}
        _set_reads(store, part, known)
        db.executemany(
            "UPDATE pages SET stale = 0, asks = ? WHERE id = ?",
            [(result.asks, result.page) for result in part if not result.digest],
        )
        made = [result for result in part if result.digest]
        db.executemany(
            "UPDATE pages SET stale = 0, why = ?, made = ?, digest = ?, asks = ? WHERE id = ?",
            [(result.why, generation, result.digest, result.asks, result.page) for result in made],
        )
        for result in made:
            before = known[result.page][0]
            if result.written:
                (added if before is None else changed)[result.path] = result.digest.hex()
                tree += entry(result.path, result.digest) - (entry(result.path, before) if before is not None else 0)
    gone = db.execute("SELECT id, path, digest, asks FROM pages WHERE ref IS NULL AND kind = ''").fetchall()
    for page, path, content, asked in gone:
        db.executemany(_FORGET, _rows(page, tracker.reads(asked)))
        if content is not None:
            tree -= entry(path, content)
            if path in added:
                changed[path] = added.pop(path)
            else:
                deleted[path] = content.hex()
    db.execute("DELETE FROM pages WHERE ref IS NULL AND kind = ''")
    db.execute("DELETE FROM gone")
    db.executemany("INSERT INTO gone VALUES (?, ?)", [(path, bytes.fromhex(shown)) for path, shown in deleted.items()])
    db.execute("DELETE FROM touched")
    store.set("files", b"%d" % (store.number("files") + len(added) - len(deleted)))
    store.set("tree", _hex(tree % MODULUS))
    return Changes(added, changed, deleted)


def seal(store: Store, output: Output, changes: Changes) -> Journal | None:
    """Return the sealed journal of a change, or None when neither the output nor what is said of it has to change.

    Args:
        store: the store, after `record`.
        output: the output folder.
        changes: what the output has to become.

    """
    tree = (store.get("tree") or b"0").decode()
    if changes or output.untold or output.tree != tree:
        return output.seal(changes, int(tree, 16))
    return None


def _set_reads(store: Store, part: Sequence[Result], known: dict[int, tuple[Any, ...]]) -> None:
    """Let pages be found by what they have read now, and no longer by what they had read before."""
    gone: list[_Place] = []
    come: list[tuple[int, int, int, int, int]] = []
    for result in part:
        packed = known[result.page][1]
        if packed == result.asks:
            continue
        before, after = _rows(result.page, tracker.reads(packed)), _rows(result.page, result.reads)
        # Most of what a page reads stays when one answer differs, and is left where it is.
        gone += [place for place in before if place not in after]
        come += [(*place, hi) for place, hi in after.items() if before.get(place) != hi]
    store.db.executemany(_FORGET, gone)
    store.db.executemany("INSERT OR REPLACE INTO reads VALUES (?, ?, ?, ?, ?)", come)


_FORGET = "DELETE FROM reads WHERE grp = ? AND level = ? AND lo = ? AND page = ?"
_Place = tuple[int, int, int, int]
"""The primary key of `reads`: group, level, lowest seq, page."""


def _rows(page: int, reads: Iterable[Read]) -> dict[_Place, int]:
    """Return the rows of `reads` that stand for what a page has read: the highest seq of each."""
    found: dict[_Place, int] = {}
    for group, lo, hi in reads:
        place = (group, level(lo, hi), lo, page)
        found[place] = max(hi, found.get(place, hi))
    return found
