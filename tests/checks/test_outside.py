"""Links to other sites."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import msgspec

from generator.base.sentences import sentence
from generator.checks.asking import Answer, Manners
from generator.checks.outside import FILE, Use, links, look_outside
from generator.store.database import open_reader
from tests.checks_support import LONG
from tests.support import article, site

TEXT = "[Satu](https://lain.example/a?b=1&c=2), https://lain.example/dua dan [kami](https://uji.example/daerah/).\n\nBaca Juga: [Tiga](https://tiga.example/)"


def test_links_that_leave_the_site(tmp_path: Path) -> None:
    """Of texts, boxes and sources; what is withdrawn has none."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, TEXT, source="{name: Lain, url: https://sumber.example/}"))
    portal.add("content/daerah/b.md", article(LONG, TEXT, retracted="{timestamp: 2024-10-09 17:00 WIB, reason: sara}"))
    portal.add("content/pages/kontak.md", "---\ntitle: Kontak\n---\n<https://kontak.example/>\n")
    portal.build()
    with closing(open_reader(portal.folder / ".ssg")) as store:
        assert {(use.path, use.url) for use in links(store)} == {
            ("daerah/a.md", "https://lain.example/a?b=1&c=2"), ("daerah/a.md", "https://lain.example/dua"),
            ("daerah/a.md", "https://tiga.example/"), ("daerah/a.md", "https://sumber.example/"),
            ("pages/kontak.md", "https://kontak.example/"),
        }  # fmt: skip


def test_a_dead_one_is_told_at_each_file(tmp_path: Path) -> None:
    """With what the host said, which is kept; a torn file is forgotten."""
    state = tmp_path / ".ssg"
    state.mkdir()
    (state / FILE).write_bytes(b"{torn")
    uses = [Use("a.md", "http://127.0.0.1:9/"), Use("b.md", "http://127.0.0.1:9/")]
    for now in (1, 2):
        found, offline = look_outside(uses, state, now, Manners(pause=0), lambda *_: None)
        assert not offline
        assert [(one.path, str(one.said)) for one in found] == [
            ("a.md", '"http://127.0.0.1:9/" leads to nothing: there is no such host on the internet'),
            ("b.md", '"http://127.0.0.1:9/" leads to nothing: there is no such host on the internet'),
        ]
    kept = msgspec.json.decode((state / FILE).read_bytes(), type=dict[str, Answer])
    assert {one.at for one in kept.values()} == {1}


def test_without_a_network_no_link_is_judged(tmp_path: Path) -> None:
    """Nor is anything kept of it: the next check asks again. What was answered before holds."""
    state = tmp_path / ".ssg"
    state.mkdir()
    known, unknown = "https://satu.invalid/", "https://dua.invalid/"
    (state / FILE).write_bytes(
        msgspec.json.encode({known: Answer(1, sentence("the host answers {status}", status="404"))})
    )
    uses = [Use("a.md", known), Use("b.md", unknown)]
    found, offline = look_outside(uses, state, 2, Manners(pause=0, probe=("tiga.invalid", 443)), lambda *_: None)
    assert [one.path for one in found] == ["a.md"]
    assert offline
    assert list(msgspec.json.decode((state / FILE).read_bytes())) == [known]
