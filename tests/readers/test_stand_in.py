"""What can be told of an article that cannot be read, however it is spoilt."""

from __future__ import annotations

from functools import partial

import pytest

from generator.base import dates
from generator.portal.records import Article
from generator.readers.stand_in import says_draft, stand_in, wary
from tests.growth import held
from tests.support import READING

PATH = "daerah/2024/10/banjir-besar.md"


def held_article(text: str) -> Article:
    """Return an article that cannot be read, with all that it may refer to."""
    return wary(stand_in(text.encode(), PATH, READING), text.encode())


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("title: A: B\ntimestamp: 2024-11-09 16:10 WIB", "/daerah/2024/11/banjir-besar/"),
        ("timestamp: Rabu, 9 Oktober 2024 | 16:10 WIB", "/daerah/2024/10/banjir-besar/"),
        ("timestamp: 2023-02-31", "/daerah/2023/02/banjir-besar/"),
        ("timestamp: kemarin", "/daerah/2024/10/banjir-besar/"),
        ("slug banjir\nwaktu: 2024-11-09 16:10", "/daerah/2024/11/banjir/"),
        ("slug = 'banjir' # lama", "/daerah/2024/10/banjir/"),
        ('"slug": "banjir"', "/daerah/2024/10/banjir/"),
        ("slug: Banjir Besar", "/daerah/2024/10/banjir-besar/"),
        ("slugan: lain", "/daerah/2024/10/banjir-besar/"),
        ("category: nasional", "/nasional/2024/10/banjir-besar/"),
        ("kanal: nasional", "/nasional/2024/10/banjir-besar/"),
        ("category: gaib", "/daerah/2024/10/banjir-besar/"),
        ("", "/daerah/2024/10/banjir-besar/"),
    ],
)
@pytest.mark.parametrize("form", ["---\n{}\n---\nIsi.\n", "{}\nIsi.\n", "---\r\n{}\r\nIsi.", "\ufeff---\n{}\n---\n"])
def test_the_address_is_told_by_whatever_is_left(head: str, url: str, form: str) -> None:
    article = stand_in(form.format(head).encode(), PATH, READING)
    assert article.url == url
    assert article.matter.held


def test_without_any_time_it_is_the_first_of_all() -> None:
    assert stand_in(b"", "daerah/a.md", READING).matter.stamp == dates.Stamp(0, "WIB")


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("---\ntitle: A: B\ndraft: true\n---\n", True),
        ("---\nDraf: Ya\n", True),
        ("---\n  draft = 1\n---\n", True),
        ("draft: on\n", True),
        ('---\n"draft": "true"\n---\n', True),
        ("---\ndraft: false\n---\n", False),
        ("---\ndraft: truest\n---\n", False),
        ("---\ntitle: A: B\n---\ndraft: true\n", False),
        ("x\n" * 99 + "draft: true\n", True),
        ("x\n" * 100 + "draft: true\n", False),
    ],
)
def test_a_draft_says_so(text: str, draft: bool) -> None:
    """In its front matter, or, where nothing ends that, in the first hundred lines."""
    assert says_draft(text.encode()) is draft
    assert stand_in(text.encode(), PATH, READING).matter.draft is draft


@pytest.mark.parametrize(
    ("head", "targets"),
    [
        ("photo: {src: /foto/a.jpg, credit: X}", {"/foto/a.jpg"}),
        ("photo:\n  src: foto/b.jpg", {"/foto/b.jpg", "/daerah/2024/10/foto/b.jpg"}),
        ("photo: c.jpeg", {"/c.jpeg", "/daerah/2024/10/c.jpeg"}),
        ("title: Tanpa berkas. Sungguh", set()),
    ],
)
def test_what_it_may_show_is_taken_for_a_picture(head: str, targets: set[str]) -> None:
    article = held_article(f"---\n{head}\n---\n![x](/foto/z.jpg)\n")
    assert targets | {"/foto/z.jpg"} <= {link.target for link in article.body.links}


def test_paths_have_a_bound() -> None:
    head = "\n".join(f"/foto/{number}.jpg" for number in range(30_000))
    assert len(held_article(f"---\n{head}\n---\n").body.links) in range(20_000, 20_100)


@pytest.mark.parametrize(
    ("head", "over"),
    [
        ("retracted: {x: [", True), ("dicabut:", True), ("gone: true: x", True), ("selesai: ya", True),
        ("gonerek: x", False), ("title: retracted", False),
    ],
)  # fmt: skip
def test_what_was_withdrawn_is_known_though_it_cannot_be_read(head: str, over: bool) -> None:
    assert held_article(f"---\n{head}\n---\n").matter.is_over is over


@pytest.mark.parametrize(
    "unit", ["a", " ", ":", "---\n", "slug", "slug: ", "a/", "/", "a.b", "2024-", "\t", "draft", "#", '"', "[", "\xff"]
)
@pytest.mark.parametrize("start", ["", "---\n", "---\nslug: "])
def test_its_time_grows_with_its_size_alone(start: str, unit: str) -> None:
    held(lambda size: partial(stand_in, (start + unit * size).encode("latin-1"), PATH, READING), 100_000)
