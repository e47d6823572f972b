"""Records the results of rendering in the store.

The store keeps a digest of every output file, and the output's marker one of the whole tree. When they agree, the
output is the one that the store knows, and none of its files needs to be read.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from generator.base import workers
from generator.base.digest import MODULUS, entry
from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.engine import staging
from generator.engine.output import UNMARKED, Changes, Output
from generator.model.rebuild_reasons import Reason
from generator.queries.answers import reads_of
from generator.store import dependencies, outputs
from generator.store.database import Store
from generator.store.dependencies import Place, Read

if TYPE_CHECKING:
    from generator.engine.batches import Result


_BATCH = 200


def reconcile(store: Store, output: Output, *, verify: bool) -> list[Problem]:
    """Compare the output with what the store knows, reading all of it if necessary. Return warnings."""
    if output.tree == outputs.tree(store) and not verify and not output.doubts:
        return []
    if output.tree:
        _compare(store, output)
    else:
        # A page to be deleted keeps its row until `commit`, which needs its dependencies.
        outputs.forget_foreign(store)
        outputs.forget(store, Reason.NO_OUTPUT)
    return list(output.doubts)


def _compare(store: Store, output: Output) -> None:
    outputs.forget_foreign(store)
    files = dict(output.walk())
    count, as_written = len(files), 0
    whole = output.is_left(_hex(_sum(files)))
    foreign = dict(files)
    differ, missing = [], []
    for page, path, known in outputs.pages(store):
        actual = foreign.pop(path, None)
        as_written += actual is not None and actual == known
        if actual != known:
            missing += [path] if actual is None else []
            differ.append((actual, Reason.OUTPUT_MISSING if actual is None else Reason.OUTPUT_ALTERED, page))
    if output.tree == UNMARKED and files and not whole and 2 * as_written <= count:
        output.refuse()
    outputs.correct(store, differ)
    deleted = outputs.last_deleted(store)
    for path in (*missing, *(deleted.keys() - foreign.keys())):
        # A killed build, or whoever removed the file, may have left its folders.
        staging.prune(output.files.folder, path)
    # If the folder is as one of our builds left it, all of it is ours to delete.
    ours = [path for path, digest in sorted(foreign.items()) if whole or deleted.get(path) == digest]
    for path in ours:
        outputs.add_leftover(store, path, foreign.pop(path))
    outputs.set_foreign(store, foreign)
    known_now = outputs.digests(store)
    outputs.set_tree(store, _hex(_sum(known_now)), len(known_now))


def warn_of_foreign(store: Store, output: Output) -> list[Problem]:
    """Return a warning of files in the output not known to be ours, once all pages are planned."""
    foreign = outputs.foreign(store)
    if not foreign:
        return []
    message = sentence(
        "{foreign} files of the output are not known to be ours and were left alone: {names}",
        foreign=len(foreign), names=", ".join(foreign[:5]),
    )  # fmt: skip
    return [Problem(Where(output.files.folder.name), "foreign-files", message)]


def _sum(files: dict[str, bytes]) -> int:
    return sum(entry(path, digest) for path, digest in files.items())


def _hex(tree: int) -> str:
    return f"{tree % MODULUS:032x}"


def commit(store: Store, results: Iterable[Result]) -> Changes:
    """Record what was made and what to delete; return how the output has to change."""
    generation = store.number("generation")
    tree = int(outputs.tree(store) or "0", 16)
    # Ids only, while the processes that make pages need the memory.
    come, other = array("q"), array("q")
    for batch in workers.batches(results, _BATCH):
        before = outputs.before(store, [result.page for result in batch])
        _set_reads(store, batch, before)
        made = [result for result in batch if result.digest]
        outputs.save_checked(store, [(result.asks, result.page) for result in batch if not result.digest])
        outputs.save_made(store, [(result.why, generation, result.digest, result.asks, result.page) for result in made])
        for result in made:
            old = before[result.page][0]
            if result.written:
                (come if old is None else other).append(result.page)
                tree += entry(result.path, result.digest) - (entry(result.path, old) if old is not None else 0)
    added, changed = outputs.written(store, come), outputs.written(store, other)
    deleted: dict[str, bytes] = {}
    foreign = 0
    for leftover in outputs.leftovers(store):
        dependencies.remove(store, _rows(leftover.page, reads_of(leftover.asks)))
        if leftover.digest is not None:
            tree -= entry(leftover.path, leftover.digest)
            if leftover.foreign:
                foreign += 1
            elif leftover.path in added:
                changed[leftover.path] = added.pop(leftover.path)
            else:
                deleted[leftover.path] = leftover.digest
    outputs.remove_leftovers(store, deleted)
    dependencies.clear_touched(store)
    outputs.set_tree(store, _hex(tree), store.number("files") + len(added) - len(deleted) - foreign)
    return Changes(added, changed, {path: digest.hex() for path, digest in deleted.items()})


def _set_reads(store: Store, batch: Sequence[Result], before: dict[int, tuple[bytes | None, bytes | None]]) -> None:
    """Replace the recorded reads of pages by the new ones."""
    gone: list[Place] = []
    come: list[tuple[int, int, int, int, int]] = []
    for result in batch:
        packed = before[result.page][1]
        if packed == result.asks:
            continue
        earlier, after = {*reads_of(packed)}, {*result.reads}
        # Usually one answer differs and most reads stay, so those are left in place.
        groups = {group for group, _, _ in earlier ^ after}
        old = _rows(result.page, (read for read in earlier if read[0] in groups))
        new = _rows(result.page, (read for read in after if read[0] in groups))
        gone += [place for place in old if place not in new]
        come += [(*place, hi) for place, hi in new.items() if old.get(place) != hi]
    dependencies.remove(store, gone)
    dependencies.add(store, come)


def _rows(page: int, found: Iterable[Read]) -> dict[Place, int]:
    """Return the rows of `reads` for what a page read: the highest seq of each."""
    rows: dict[Place, int] = {}
    for read in found:
        place, hi = dependencies.place(page, read), read[2]
        rows[place] = max(hi, rows.get(place, hi))
    return rows
