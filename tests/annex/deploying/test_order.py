"""What readers can open in each moment of a deploy, seen by a host that notes each file that comes and goes."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from tests.deploying_support import built, deploy, refused
from tests.servers import Bucket
from tests.support import Portal, article, png

_HREF = re.compile(rb'(?:href|src)="(/[^"#?]*)"')


@cache
def links(data: bytes) -> frozenset[str]:
    """Return the files that a page leads to or shows."""
    found = {match.decode().lstrip("/") for match in _HREF.findall(data)}
    return frozenset(f"{path}index.html" if path == "" or path.endswith("/") else path for path in found)


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


def seen(before: dict[str, bytes], host: Bucket, known: set[str]) -> set[tuple[str, str]]:
    """Return what led nowhere, in any moment since a time, for readers who knew some addresses then."""
    files, found = dict(before), set[tuple[str, str]]()
    for path, data in host.history:
        if data is None:
            del files[path]
        else:
            files[path] = data
        found |= dead(files, known | {"index.html"})
    return found


def ending(host: Bucket, after: int) -> None:
    """Let no more than so many files of readers be written or deleted from now on."""
    left = iter(range(after))

    def refuse(method: str, path: str) -> tuple[int, str] | None:
        changes = method != "GET" and not path.startswith(".warta-deploy/")
        return (403, "AccessDenied") if changes and next(left, None) is None else None

    host.refuse = refuse


def add_news(portal: Portal) -> None:
    """Add an article of a day, a tag and a person that there are no lists of yet, have another lead to it, and build."""
    portal.add("content/authors/sari.md", "---\nname: Sari\nrole: Wartawan\n---\nSari.\n")
    text = article("Berita baru", tags="[Banjir, Topik Baru]", timestamp="2024-10-09 10:00 WIB", author="Sari")
    portal.add("content/daerah/2024/10/baru.md", text)
    portal.edit("content/daerah/2024/10/b-1.md", "Isi", "Baca Juga: [](baru)\n\nIsi")
    portal.build()


@pytest.mark.slow
def test_a_first_deploy_shows_nothing_that_leads_nowhere(afar: Portal, host: Bucket) -> None:
    """Wherever it ends, and while the next one does the rest: the home page, by which readers come in, is last."""
    for after in (5, 20, 20):
        ending(host, after)
        assert "refuses the key" in refused(afar)
    host.refuse = lambda *_: None
    deploy(afar)
    assert host.public() == built(afar)
    assert seen({}, host, set()) == set()
    assert [path for path, _ in host.history if not path.startswith(".warta-deploy/")][-1] == "index.html"


@pytest.mark.slow
def test_pictures_come_before_pages_pages_before_lists_and_lists_before_feeds(afar: Portal, host: Bucket) -> None:
    """What is new goes before what leads to it, and what is gone goes last."""
    deploy(afar)
    host.history = []
    afar.edit("site.yaml", "deploy:", "media: {public: [foto/]}\ndeploy:")
    afar.add("content/foto/a.png", png(50, 50))
    afar.remove("content/daerah/2024/10/b-0.md")
    add_news(afar)
    deploy(afar)
    turns = (
        ("foto/a.png",),
        ("tag/topik-baru/index.html", "penulis/sari/index.html", "indeks/2024/10/09/index.html"),
        ("daerah/2024/10/baru/index.html", "daerah/2024/10/b-1/index.html"),
        ("index.html", "tag/banjir/index.html", "daerah/index.html"),
        ("feed.xml", "daerah/feed.xml", "sitemap-2024-10.xml", "fragmen/terkini.html"),
        ("daerah/2024/10/b-0/index.html",),
    )  # fmt: skip
    order = [path for path, _ in host.history]
    places = [[order.index(path) for path in turn] for turn in turns]
    assert all(max(one) < min(other) for one, other in pairwise(places))


@pytest.mark.parametrize("after", [8, *(pytest.param(after, marks=pytest.mark.slow) for after in (3, 16, 20))])
def test_wherever_a_deploy_ends_no_page_leads_to_what_is_not_there(afar: Portal, host: Bucket, after: int) -> None:
    """Nor while the next one does the rest: what was not sent to its end is still new to readers."""
    deploy(afar)
    before, known = dict(host.files), {*host.public()}
    host.history = []
    add_news(afar)
    ending(host, after)
    refused(afar)
    assert seen(before, host, known) == set()
    host.refuse = lambda *_: None
    deploy(afar)
    assert host.public() == built(afar)
    assert seen(before, host, known) == set()
