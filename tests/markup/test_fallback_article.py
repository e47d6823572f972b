"""What can be told of an article that cannot be read, however it is spoilt."""

from __future__ import annotations

from functools import partial

import pytest

from generator.base import dates, timestamps
from generator.markup.fallback_article import fallback_article, says_draft, with_mentioned_files
from generator.model.records import Article
from tests.growth import held
from tests.support import READING

PATH = "daerah/2024/10/banjir-besar.md"


def held_article(text: str) -> Article:
    """Return an article that cannot be read, with all that it may refer to."""
    return with_mentioned_files(fallback_article(text.encode(), PATH, READING), text.encode())


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
    article = fallback_article(form.format(head).encode(), PATH, READING)
    assert article.url == url
    assert article.matter.held


@pytest.mark.parametrize(
    ("lines", "aliases"),
    [
        ("aliases: [/tua/, /tua-2.html", ("/tua/", "/tua-2.html")), ("alamat_lama:\n  - '/a/b'\n- /a/c/ \ntags: [/d/]", ("/a/b", "/a/c/")),
        ("aliases: /, /a/../b/, //luar, /.git/, /a?x, lama/, /a/", ("/a/",)), ("lama: /a/", ()), ("aliases:\n", ()),
        ("aliases: [" + ", ".join(f"/a{n}/" for n in range(101)), tuple(f"/a{n}/" for n in range(100))),
    ],
)  # fmt: skip
def test_old_addresses_are_told_however_they_are_written(lines: str, aliases: tuple[str, ...]) -> None:
    """Those that could be nothing else."""
    article = fallback_article(f"---\ntitle: A: B\n{lines}\n---\nIsi.\n".encode(), "daerah/2024/10/a.md", READING)
    assert article.matter.aliases == aliases


def test_without_any_time_it_is_the_first_of_all() -> None:
    assert fallback_article(b"", "daerah/a.md", READING).matter.stamp == timestamps.Stamp(0, "WIB")


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("---\ntitle: A: B\ndraft: true\n---\n", True),
        ("---\nDraf: Ya\n", True),
        ("---\n  draft = 1\n---\n", True),
        ("draft: on\n", True),
        ("---\ntitle: A: B\nstatus: review\n---\n", True),
        ("---\n  \"Status\" = 'Draf'\n", True),
        ("status: diserahkan\n", True),
        ("---\nstatus: ready\n---\n", False),
        ("---\nstatus: publish\n---\n", False),
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
    assert fallback_article(text.encode(), PATH, READING).matter.draft is draft


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
        ("gonerek: x", False), ("status: revieuw", False), ("status: ready", False), ("title: retracted", False),
    ],
)  # fmt: skip
def test_what_was_withdrawn_is_known_though_it_cannot_be_read(head: str, over: bool) -> None:
    assert held_article(f"---\n{head}\n---\n").matter.is_over is over


@pytest.mark.parametrize(
    "unit", ["a", " ", ":", "---\n", "slug", "slug: ", "a/", "/", "a.b", "2024-", "\t", "draft", "#", '"', "[", "\xff"]
)
@pytest.mark.parametrize("start", ["", "---\n", "---\nslug: ", "---\naliases: "])
def test_its_time_grows_with_its_size_alone(start: str, unit: str) -> None:
    held(lambda size: partial(fallback_article, (start + unit * size).encode("latin-1"), PATH, READING), 100_000)


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_whatever_encoding_it_has(form: str, line: str) -> None:
    """Those of Windows with two bytes for each letter included."""
    text = line.join(("---", "slug: perahu", "draft: true", "---", "Satu ![](/foto/café.jpg)."))
    found = fallback_article(text.encode(form), PATH, READING)
    assert (found.url, [link.target for link in found.body.links]) == ("/daerah/2024/10/perahu/", ["/foto/café.jpg"])
    assert says_draft(text.encode(form))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\nslug: a\n---\nsatu dua [x](/x/)\n", 4, 3), ("---\n---\n[x](/x/)", 3, 1), ("---\nslug: a\nb [x](/x/)", 3, 4), ("satu\n[x](/x/)", 2, 2),
    ],
)  # fmt: skip
def test_the_body_begins_behind_its_front_matter(text: str, line: int, words: int) -> None:
    """If that ends; otherwise all of it is the body."""
    body = fallback_article(text.encode(), PATH, READING).body
    assert [(one.line, one.target) for one in body.links] == [(line, "/x/")]
    assert body.words >= words


@pytest.mark.parametrize(
    ("written", "path", "stamp"),
    [
        ("2024-10-09", "a.md", dates.parse_day("2024-10-09", "WIB")), ("2024-10-09 16:10", "a.md", dates.parse("2024-10-09 16:10", "WIB")),
        ("", "daerah/2024-10/a.md", dates.parse_day("2024-10-01", "WIB")), ("2023/05 apa", "daerah/2024/10/a.md", dates.parse_day("2023-05-01", "WIB")),
        ("2024-13", "a.md", timestamps.Stamp(0, "WIB")),
    ],
)  # fmt: skip
def test_its_time_is_told_by_key_and_folders(written: str, path: str, stamp: timestamps.Stamp) -> None:
    """The key first, as far as it can be read."""
    assert fallback_article(f"---\ntimestamp: {written}\n---\n".encode(), path, READING).matter.stamp == stamp


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x /foto/a.jpg y", ["x /foto/a.jpg", "/foto/a.jpg", "/a.jpg"]), ("src: 'foto/b c.png'", ["'foto/b c.png", "foto/b c.png", "/b c.png", "c.png"]),
        ("%2Ffoto%2Fa.jpg", ["%2Ffoto%2Fa.jpg", "/foto/a.jpg", "/a.jpg"]), ("it''s.jpg", ["it''s.jpg", "s.jpg", "it's.jpg"]), ("a.b1c2 3.5", ["a.b1c2"]), ("a.bcdefghijklm", []),
    ],
)  # fmt: skip
def test_what_may_be_the_path_of_a_file(text: str, names: list[str]) -> None:
    """From each place where it may begin, decoded too; what begins with no slash may be below the folder as well."""
    links = held_article(f"---\n{text}\n---\n").body.links
    wanted = [
        one for name in names for one in ((name,) if name.startswith("/") else (f"/{name}", f"/daerah/2024/10/{name}"))
    ]
    assert set(wanted) <= {one.target.replace("/ ", "/") for one in links}
    assert bool(names) == bool(links)
    assert {one.kind for one in links} <= {"image"}


def test_a_name_in_the_older_letters_of_windows_is_kept_too() -> None:
    """Beside what it looks like in UTF-8."""
    data = "---\nphoto: /foto/caf\xe9.jpg\n---\n".encode("cp1252")
    links = with_mentioned_files(fallback_article(data, PATH, READING), data).body.links
    assert "/foto/caf\xe9.jpg" in {one.target for one in links}
    assert with_mentioned_files(fallback_article(b"\x81 /a.jpg", PATH, READING), b"\x81 /a.jpg").body.links
