"""What readers can open while a deploy is under way, looked at after each step of real deploys."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.annex.deploying.remote import Remote
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from tests.deploying_support import built, deploy, newsroom
from tests.support import Portal, article, run, tree

_HREF = re.compile(rb'(?:href|src)="(/[^"#?]*)"')


def links(data: bytes) -> set[str]:
    """Return the files that a page leads to or shows."""
    found = {match.decode().lstrip("/") for match in _HREF.findall(data)}
    return {f"{path}index.html" if path == "" or path.endswith("/") else path for path in found}


def dead(files: dict[str, bytes], entries: set[str]) -> set[tuple[str, str]]:
    """Return the pages that a reader gets to from some addresses, each with what it leads to and is not there."""
    seen, todo, found = set[str](), [*entries], set[tuple[str, str]]()
    while todo:
        path = todo.pop()
        if path in seen or path not in files:
            continue
        seen.add(path)
        if path.endswith(".html"):
            found |= {(path, goal) for goal in links(files[path]) if goal not in files}
            todo += links(files[path])
    return found


class Onlooker:
    """Looks at a target after each step of a deploy, and may end the deploy after one of them."""

    def __init__(self, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.top, self.steps, self.last = top, 0, 0
        self.before: set[str] = set()
        self.found: set[tuple[str, str]] = set()
        for name in ("make_way", "send", "delete"):
            monkeypatch.setattr(Remote, name, self._watched(getattr(Remote, name)))

    def _watched(self, real: Callable[..., None]) -> Callable[..., None]:
        def step(remote: Remote, *given: object) -> None:
            real(remote, *given)
            self.steps += 1
            self.found |= dead(tree(self.top), self.before | {"index.html"})
            if self.steps == self.last:
                raise UsageError(sentence("ended here"))

        return step

    def begin(self, last: int = 0) -> None:
        """Take what is there for what readers know, and end the deploy after some steps; 0 for none."""
        self.before, self.steps, self.last = set(tree(self.top)) if self.top.exists() else set(), 0, last


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Portal, Onlooker]:
    """A portal, not deployed yet, and who looks at its target."""
    top = tmp_path / "terbit/publik"
    portal = newsroom(tmp_path, f"{{to: local, path: {top}}}")
    return portal, Onlooker(top, monkeypatch)


def add_news(portal: Portal, name: str = "baru") -> None:
    """Add an article of a day, a tag and a person that there are no lists of yet, and build."""
    portal.add("content/authors/sari.md", "---\nname: Sari\nrole: Wartawan\n---\nSari.\n")
    portal.add(
        f"content/daerah/2024/10/{name}.md",
        article(f"Berita {name}", tags=f"[Banjir, Topik {name}]", timestamp="2024-10-09 10:00 WIB", author="Sari"),
    )
    portal.build()


def test_a_first_deploy_shows_nothing_that_leads_nowhere(
    watched: tuple[Portal, Onlooker], capsys: pytest.CaptureFixture[str]
) -> None:
    """The home page, by which readers come in, is last."""
    portal, onlooker = watched
    onlooker.begin()
    deploy(portal, capsys)
    assert onlooker.steps > 3
    assert onlooker.found == set()


def test_a_new_article_never_precedes_the_lists_that_it_leads_to(
    watched: tuple[Portal, Onlooker], capsys: pytest.CaptureFixture[str]
) -> None:
    """Its tag, its author and its day are there before it is, wherever the deploy ends, and nothing shows it before."""
    portal, onlooker = watched
    deploy(portal, capsys)
    shutil.copytree(onlooker.top.parent, portal.folder.parent / "before")
    add_news(portal)
    page = onlooker.top / "daerah/2024/10/baru/index.html"
    for last in range(1, 12):
        shutil.rmtree(onlooker.top.parent)
        shutil.copytree(portal.folder.parent / "before", onlooker.top.parent)
        onlooker.begin(last)
        ended = run("--site", str(portal.folder), "deploy")
        if page.exists():
            files = tree(onlooker.top)
            assert [goal for goal in links(page.read_bytes()) if goal not in files] == []
        if not ended:
            break
    assert onlooker.found == set()
    assert last > 4


def test_a_deploy_that_was_killed_is_resumed_in_the_same_order(
    watched: tuple[Portal, Onlooker], capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever the first one ended: what is new and was not sent to its end is still new to readers."""
    portal, onlooker = watched
    for last in range(1, 12):
        shutil.rmtree(onlooker.top.parent, ignore_errors=True)
        onlooker.begin(last)
        if run("--site", str(portal.folder), "deploy") == 0:
            break
        onlooker.last = 0
        deploy(portal, capsys)
        assert tree(onlooker.top) == built(portal)
    assert onlooker.found == set()
    assert last > 3
