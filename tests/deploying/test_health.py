"""Whether readers get what was deployed: which files they are asked for, and what is said of the answers."""

from __future__ import annotations

import pytest

from generator.base.digest import digest
from generator.deploying.changes import Batch, Built, Changes
from generator.deploying.health import check, samples
from generator.deploying.phases import Phase
from tests.deploying.test_web import host
from tests.servers import free_port

OK = digest(b"ok")
BUILT = {path: Built("list", OK) for path in ("index.html", "feed.xml", "a/index.html", "b/index.html")}


def test_readers_are_asked_for_home_an_article_and_the_feed() -> None:
    """Of the articles the first one that differs; nothing that was not built."""
    batches = (Batch(Phase.ASSETS, None, ("a.jpg",)), Batch(Phase.PAGES, None, ("a/index.html", "b/index.html")))
    assert samples(Changes(batches, ()), BUILT) == ("index.html", "a/index.html", "feed.xml")
    assert samples(Changes(batches[:1], ()), BUILT) == ("index.html", "feed.xml")
    assert samples(Changes(batches, ()), {"a/index.html": BUILT["a/index.html"]}) == ("a/index.html",)


@pytest.mark.parametrize(
    ("answers", "asked", "said"),
    [
        ((200,), 1, []), ((404, 200), 2, []), ((404, 404, 200), 3, []), ((404,), 3, ["answers 404 Not Found"]), ((302,), 3, ["answers 302 Found"]),
    ],
)  # fmt: skip
def test_a_cache_is_given_some_time(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[int, ...], asked: int, said: list[str]
) -> None:
    """After which it is said what readers get."""
    monkeypatch.setattr("generator.deploying.health._PAUSE", 0)
    with host(*answers) as (url, requests):
        top = url.removesuffix("/a")
        assert [str(one) for one in check(top, ("a/index.html",), BUILT)] == [f"{top}/a/ {one}" for one in said]
    assert len(requests) == asked


def test_other_bytes_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file by its address; one that is right is not told of."""
    monkeypatch.setattr("generator.deploying.health._PAUSE", 0)
    built = {**BUILT, "a/index.html": Built("list", b"x")}
    with host(200) as (url, _):
        top = url.removesuffix("/a")
        (said,) = check(top, ("index.html", "a/index.html"), built)
    assert str(said) == f"{top}/a/ does not have the bytes that were sent; a cache may still have the old ones"


def test_a_host_that_cannot_be_reached_is_asked_for_one_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are there, too."""
    monkeypatch.setattr("generator.deploying.web.time.sleep", lambda _: None)
    top = f"http://127.0.0.1:{free_port()}"
    (said,) = check(top, ("index.html", "feed.xml"), BUILT)
    assert str(said).startswith(f"{top}/ cannot be reached: ")
