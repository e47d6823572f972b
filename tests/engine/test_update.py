"""Update: what an update of the store finds, in classes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.base.workers import CancelledError, LazyPool, Run
from generator.build import build, update
from generator.engine.clock import Clock
from generator.engine.update import Scope, Updated, keep
from generator.store import documents
from generator.store.database import Store, open_store
from generator.theming.loading import read_site
from tests.photos import cut_short
from tests.store import tables
from tests.support import NOW, Portal, article, site

A, B = "content/daerah/2024/10/a.md", "content/daerah/2024/10/b.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add(A, article("A"))
    return made


@pytest.fixture
def store(portal: Portal) -> Iterator[Store]:
    with closing(open_store(portal.folder / ".ssg")) as opened:
        yield opened


def updated(portal: Portal, store: Store, scope: Scope = Scope()) -> Updated:  # noqa: B008 - it is frozen
    """Update the store, and let the next update begin from there."""
    with store.transaction():
        done = update(store, *read_site(portal.folder), Clock(NOW), scope, Run(LazyPool(1)))
        keep(store, done)
    return done


def test_a_site_without_problems(portal: Portal, store: Store):
    """All classes are empty; each file that was read was saved since the last time, and not the next time."""
    done = updated(portal, store)
    assert (done.problems, done.saved) == ((), {"daerah/2024/10/a.md"})
    assert not updated(portal, store).saved


def test_problems_are_told_apart(portal: Portal, store: Store):
    """A dead link, an address in site.yaml that leads nowhere, a file that cannot be understood."""
    portal.add(B, article("B", "[x](tiada)"))
    portal.edit("site.yaml", "categories:", "menu:\n  - {name: X, url: /tiada/}\ncategories:")
    done = updated(portal, store)
    assert [problem.target for problem in done.planned] == ["tiada"]
    assert len(done.configured) == 1
    assert not done.unread
    portal.add(B, "rusak")
    done = updated(portal, store)
    assert [problem.where.path for problem in done.unread] == [B]


def test_a_link_to_a_file_with_problems_is_a_consequence(portal: Portal, store: Store):
    """It is no second problem, for the link is well."""
    portal.add(A, "rusak")
    portal.add(B, article("B", "[a](daerah/2024/10/a.md) [x](tiada)"))
    done = updated(portal, store)
    assert [problem.target for problem in done.consequent] == ["daerah/2024/10/a.md"]
    assert [problem.target for problem in done.planned] == ["tiada"]


def test_a_preview_keeps_what_it_knows_of_a_file(portal: Portal, store: Store):
    """For a build a file that cannot be understood is not there; for a preview it stays as it was."""
    updated(portal, store)
    portal.add(A, "rusak")
    assert updated(portal, store, Scope(preview=True)).unread
    assert tables.count(store, "cards") == 1
    portal.add(A, "rusak sekali")
    assert updated(portal, store).unread
    assert tables.count(store, "cards") == 0


def test_only_the_folders_of_the_scope_are_read(portal: Portal, store: Store):
    """What differs elsewhere waits for an update that looks there."""
    updated(portal, store)
    portal.edit(A, "title: A", "title: AA")
    portal.add("content/nasional/2024/10/c.md", article("C"))
    scope = Scope(frozenset({"nasional/2024/10/"}), preview=True)
    assert updated(portal, store, scope).saved == {"nasional/2024/10/c.md"}
    assert updated(portal, store).saved == {"daerah/2024/10/a.md"}


def test_a_file_may_be_left_out(portal: Portal, store: Store):
    """It stays as the store knows it."""
    updated(portal, store)
    portal.add(A, "rusak")
    scope = Scope(without=frozenset({"daerah/2024/10/a.md"}), preview=True)
    assert not updated(portal, store, scope).problems


def test_other_ways_of_reading_begin_anew(portal: Portal, store: Store):
    """When site.yaml says that articles are read, or listings cut, otherwise, all files are read."""
    updated(portal, store)
    portal.edit("site.yaml", "categories:", "per_page: 7\ncategories:")
    assert updated(portal, store, Scope(frozenset(), preview=True)).parsed.digests.keys() == {"daerah/2024/10/a.md"}


def test_a_cancelled_update_ends(portal: Portal, store: Store):
    """And the transaction that it was in is rolled back."""
    run = Run(LazyPool(1))
    run.cancelled.set()
    with pytest.raises(CancelledError), store.transaction():
        update(store, *read_site(portal.folder), Clock(NOW), Scope(), run)
    assert documents.is_empty(store)


REST = {
    "photo": ("photo: {src: /foto/tiada.jpg, alt: A, credit: X}", "missing-picture"),
    "broken photo": ("photo: {src: /foto/rusak.jpg, alt: A, credit: X}", "broken-picture"),
    "damaged photo": ("photo: {src: /foto/cacat.jpg, alt: A, credit: X}", "broken-picture"),
    "follows": ("follows: tiada", "dead-link"),
    "correction": ("corrections: [{timestamp: 2024-10-09 18:00 WIB, text: X, link: /tiada/}]", "dead-link"),
    "related": ("related: [tiada]", "dead-link"),
    "related that is no article": ("related: [/daerah/]", "bad-related"),
    "unrelated": ("unrelated: [b]\nrelated: [b]", "bad-related"),
    "id of another": ("id: b1", "same-id"),
}


@pytest.mark.parametrize("name", REST)
@pytest.mark.parametrize("mistake", ["timestamp: kemarin", "timestamp: 2024-10-09 16:10 WIB"])
def test_what_the_front_matter_of_a_file_with_problems_refers_to_is_told_at_once(tmp_path, name, mistake):
    """Beside what is wrong with the file itself, be it not readable or but refused; a draft stops nothing."""
    line, code = REST[name]
    built = site(tmp_path)
    built.add("content/daerah/b.md", article("B", "Isi.", id="b1"))
    built.add("content/foto/rusak.jpg", b"bukan gambar")
    built.add("content/foto/cacat.jpg", cut_short())
    text = f"---\ntitle: A\nauthor: X\n{mistake}\n{line}\n---\nIsi.\n"
    built.add("content/daerah/a.md", text)
    first = {("missing-editor", 1), (code, 5)} | ({("bad-date", 4)} if "kemarin" in mistake else set())
    if code == "same-id" and "kemarin" not in mistake:
        # Both are told of it, as they are when nothing else is wrong.
        first.add((code, 6))
    assert {(one.code, one.where.line) for one in built.problems()} == first
    built.add("content/daerah/a.md", text.replace("title: A", "title: A\ndraft: true\nhantu: x"))
    told = {one.code for one in built.build().warnings}
    assert told == {"unknown-key"} | ({"bad-date"} if "kemarin" in mistake else set())
    assert code in {one.code for one in built.problems(drafts=True)}


def test_what_leads_to_a_file_with_problems_is_not_told(tmp_path):
    """A picture that is refused, an article that is broken, and an article itself: these are no second problems."""
    built = site(tmp_path)
    built.add("content/foto/peta.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    links = "[b](b) [b](/daerah/2024/10/b/) [b](daerah/b.md) ![p](/foto/peta.svg)"
    built.add("content/daerah/a.md", article("A", links, editor="", related="[b]", follows="/daerah/2024/10/b/"))
    built.add("content/daerah/b.md", article("B", "[b](b) [a](a)", editor="", related="[a]"))
    built.add(
        "content/daerah/c.md", article("C", links, photo="{src: /foto/peta.svg, alt: A, credit: X}", related="[a]")
    )
    assert sorted(one.code for one in built.problems()) == ["missing-editor", "missing-editor", "refused-file"]


def test_what_files_with_problems_have_to_do_with_each_other_is_told_at_once(tmp_path):
    """Where a problem leaves no doubt of what a file says, links to it and its addresses are judged as without it."""
    built = site(tmp_path)
    links = "[satu](/nasional/2024/10/b/) [dua](b#tiada) [tiga](/lama/#x) [empat](/foto/b.jpg) [lima]()"
    built.add("content/daerah/a.md", article("A", links, editor="", aliases="[/lama/]"))
    built.add("content/daerah/b.md", article("B", "## Bab", editor="", aliases="[/lama/, /dulu/]"))
    built.add("content/daerah/c.md", article("C", "[satu](/dulu/#bab) [dua](/dulu/#tiada)"))
    told = built.problems()
    assert {(one.where.path[-4:], one.code, one.target) for one in told} == {
        ("a.md", "missing-editor", ""), ("b.md", "missing-editor", ""), ("a.md", "bad-link", ""),
        ("a.md", "dead-link", "/nasional/2024/10/b/"), ("a.md", "dead-link", "/foto/b.jpg"),
        ("a.md", "dead-fragment", "b#tiada"), ("a.md", "dead-fragment", "/lama/#x"),
        ("c.md", "dead-fragment", "/dulu/#tiada"), ("b.md", "address-taken", "/lama/"),
    }  # fmt: skip
    for name in "ab":
        built.edit(f"content/daerah/{name}.md", "author:", "editor: X\nauthor:")
    left = [one for one in told if one.code != "missing-editor"]
    assert {(one.code, one.message, one.hint) for one in built.problems()} == {
        (one.code, one.message, one.hint) for one in left
    }
    built.edit("content/daerah/b.md", "timestamp: ", "timestamp: kira-kira ")
    known = {(one.where.path[-4:], one.code, one.target) for one in built.problems()}
    assert known == {
        ("a.md", "bad-link", ""), ("b.md", "bad-date", ""), ("a.md", "dead-link", "/foto/b.jpg"),
    }  # fmt: skip


def test_an_update_is_that_of_a_build_unless_it_says_otherwise() -> None:
    """It reads all folders, parses what differs, makes all pictures, and forgets what cannot be read."""
    assert Scope() == Scope(folders=None, partial=False, without=frozenset(), recheck=(), later=False, preview=False)


def test_whoever_watches_is_told_of_each_step(tmp_path: Path) -> None:
    """How far the reading is, and then the making of pages."""
    portal = site(tmp_path)
    for name in "ab":
        portal.add(f"content/daerah/{name}.md", article(name.upper()))
    steps: list[tuple[str, int, int]] = []
    build(portal.options(), lambda *step: steps.append(step), lambda: None)
    pages = [step for step in steps if step[0] == "making"]
    assert steps == [("reading", 1, 2), ("reading", 2, 2), *pages]
    assert [step[1:] for step in pages] == [(number, len(pages)) for number in range(1, len(pages) + 1)]
