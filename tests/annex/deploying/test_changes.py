"""What a target needs to become what was built, in which batches and in which order."""

from __future__ import annotations

from generator.annex.deploying.changes import BATCH, Built, compare
from generator.annex.deploying.manifest import BEGUN
from generator.annex.deploying.phases import Phase

A, B = b"a", b"b"
ARTICLE, LIST = "daerah/a/index.html", "daerah/index.html"


def test_only_what_differs_is_sent() -> None:
    """Neither a file that is there already, nor one that the target may keep."""
    built = {"a.jpg": Built("media", A), "b.jpg": Built("media", B), ARTICLE: Built("article", A)}
    changes = compare(built, {"a.jpg": A, "b.jpg": A}, with_headers=False)
    assert list(changes.files) == ["b.jpg", ARTICLE]
    assert (changes.gone, changes.is_empty) == ((), False)
    assert compare(built, {path: file.digest for path, file in built.items()}, with_headers=False).is_empty


def test_what_is_no_longer_built_goes_last() -> None:
    """But for what stands in the way of a folder or of a file."""
    built = {"a/b.html": Built("list", A), "c": Built("media", A), "d.jpg": Built("media", A)}
    there = {"a": A, "c/e.html": A, "d.jpg": A, "z.html": A, "y.html": A}
    changes = compare(built, there, with_headers=False)
    assert (changes.blocking, changes.deleted) == (("a", "c/e.html"), ("y.html", "z.html"))
    assert changes.gone == ("a", "c/e.html", "y.html", "z.html")
    assert not changes.is_empty
    assert not compare({}, {"a": A}, with_headers=False).is_empty


def test_what_can_differ_may_be_known() -> None:
    """Then nothing else is looked at, whatever the target says of it."""
    built = {"a.jpg": Built("media", A), "b.jpg": Built("media", A)}
    changes = compare(built, {"c.jpg": A, "d.jpg": A}, with_headers=False, among=("a.jpg", "c.jpg", "tiada"))
    assert (list(changes.files), changes.gone) == (["a.jpg"], ("c.jpg",))


def test_batches_are_cut_and_keep_what_has_other_headers_apart() -> None:
    """Each is of one phase; where a target keeps headers, also of one sort of files."""
    many = {f"foto/{n:05}.jpg": Built("media", A) for n in range(BATCH + 1)}
    batches = compare(many, {}, with_headers=False).batches
    assert [len(batch.files) for batch in batches] == [BATCH, 1]
    assert batches[1].files == (f"foto/{BATCH:05}.jpg",)
    two = {"a.jpg": Built("media", A), "b.css": Built("asset", A), ARTICLE: Built("article", A)}
    assert [(one.phase, one.headers) for one in compare(two, {}, with_headers=False).batches] == [
        (Phase.ASSETS, None), (Phase.PAGES, None),
    ]  # fmt: skip
    assert [one.files for one in compare(two, {}, with_headers=True).batches][-1] == (ARTICLE,)
    assert len(compare(two, {}, with_headers=True).batches) == 3


def test_an_article_that_was_begun_is_as_new_as_one_that_is_not_there() -> None:
    """What is new goes before what is replaced."""
    built = {ARTICLE: Built("article", A), LIST: Built("list", A), "daerah/b/index.html": Built("article", A)}
    for state in ({}, {ARTICLE: BEGUN}):
        changes = compare(built, {LIST: B, "daerah/b/index.html": B, **state}, with_headers=False)
        assert list(changes.files) == [ARTICLE, "daerah/b/index.html", LIST]


def test_a_packed_twin_goes_with_its_text() -> None:
    """Readers get it in the place of the text."""
    built = {
        LIST: Built("list", A),
        f"{LIST}.gz": Built("list", A, LIST),
        ARTICLE: Built("article", A),
        f"{ARTICLE}.gz": Built("article", A, ARTICLE),
    }
    changes = compare(built, {LIST: B, f"{LIST}.gz": B}, with_headers=False)
    assert list(changes.files) == [ARTICLE, f"{ARTICLE}.gz", LIST, f"{LIST}.gz"]
