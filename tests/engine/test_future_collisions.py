"""Claims: what would want one address at an hour to come is told when it is saved, and says the hour."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base import dates
from tests.support import CONFIG, Portal, article, site

HERE = "content/daerah/lama.md"
THERE = "content/daerah/baru.md"
NIGHT = "2024-10-11 03:00 WIB"


def at(hour: str) -> int:
    return dates.parse(hour, "WIB").epoch


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path, config=CONFIG + "per_page: 2\n")


def told(portal: Portal) -> list[tuple[str, str]]:
    """Return where and what the problems are, which a first build tells as a later one does."""
    found = [(one.path, one.message) for one in portal.problems()]
    first = Portal(portal.folder.parent / "first")
    first.now = portal.now
    (portal.folder / "content").rename(first.folder.parent / "content")
    first.add("site.yaml", (portal.folder / "site.yaml").read_bytes())
    (first.folder.parent / "content").rename(first.folder / "content")
    assert [(one.path, one.message) for one in first.problems()] == found
    (first.folder / "content").rename(portal.folder / "content")
    return found


@pytest.mark.parametrize(
    ("alias", "what", "first"),
    [
        ("/tag/zebra/", "a listing (tag zebra)", "alias"),
        ("/tag/zebra/", "a listing (tag zebra)", "list"),
        ("/penulis/ani/", "a listing (author ani)", "alias"),
        ("/indeks/2024/10/11/", "a page of the portal itself (archive)", "list"),
        ("/Indeks/2024/10/11/", "a page of the portal itself (archive)", "alias"),
        ("/daerah/1/", "a listing (kanal daerah)", "alias"),
        ("/terkini/1/", "a listing", "list"),
    ],
)
def test_an_alias_that_meets_a_list_to_come(portal: Portal, alias: str, what: str, first: str) -> None:
    """A list, a day or a numbered page that a scheduled article brings, whichever of the two is saved first."""
    old = article("Lama", aliases=f"[{alias}]")
    new = article("Baru", timestamp=NIGHT, tags="[Zebra]", author="Ani")
    portal.add("content/daerah/a.md", article("A"))
    portal.add("content/daerah/b.md", article("B"))
    portal.add(*((HERE, old) if first == "alias" else (THERE, new)))
    portal.build()
    portal.add(*((THERE, new) if first == "alias" else (HERE, old)))
    ((path, message),) = told(portal)
    start = f'the address "{alias}" is also that of {what} from {NIGHT} on, when {THERE} comes out'
    letters = ", but for letter case or Unicode form, which many hosts do not tell apart" if "I" in alias else ""
    assert (path, message) == (HERE, start + letters)


def test_a_numbered_page_says_the_hour_of_the_article_that_fills_it(portal: Portal) -> None:
    """Not of the first that is scheduled; a page that is not filled by any is free."""
    portal.add(HERE, article("Lama", aliases="[/daerah/1/, /daerah/2/]"))
    portal.build()
    for day in (11, 12, 13):
        portal.add(f"content/daerah/{day}.md", article(f"{day}", timestamp=f"2024-10-{day} 03:00 WIB"))
    start = 'the address "/daerah/1/" is also that of a listing (kanal daerah) from 2024-10-13 03:00 WIB on'
    assert told(portal) == [(HERE, f"{start}, when content/daerah/13.md comes out")]
    portal.remove("content/daerah/13.md")
    portal.build()


def test_an_alias_that_comes_to_a_numbered_page_to_come(portal: Portal) -> None:
    """Where no list becomes longer by it: the article was there before."""
    portal.add(HERE, article("Lama"))
    for name in "abc":
        portal.add(f"content/daerah/{name}.md", article(name, timestamp=NIGHT))
    portal.build()
    portal.edit(HERE, "title:", "aliases: [/daerah/1/]\ntitle:")
    assert [path for path, _ in told(portal)] == [HERE]


def test_three_articles_of_one_address(portal: Portal) -> None:
    """The second and the third meet, though the first has gone when the second comes; two in turn may have it."""
    for name, start, end in (("a", "11", "12"), ("b", "12", "29"), ("c", "13", "29")):
        keys = {"timestamp": f"2024-10-{start} 03:00 WIB", "expires": f"2024-10-{end} 03:00 WIB", "slug": "sama"}
        if name == "c":
            portal.build()
        portal.add(f"content/daerah/{name}.md", article(name, **keys))
    message = 'the address "/daerah/2024/10/sama/" is also that of content/daerah/b.md from 2024-10-13 03:00 WIB on'
    assert told(portal) == [("content/daerah/c.md", message)]


def test_many_take_turns_at_one_address(portal: Portal) -> None:
    """One that is taken down in the minute in which the next appears is not in its way."""
    for minute in range(20):
        keys = {"timestamp": f"2024-10-11 03:{minute:02} WIB", "expires": f"2024-10-11 03:{minute + 1:02} WIB"}
        portal.add(f"content/daerah/{minute}.md", article("Giliran", slug=f"s{minute}", aliases="[/giliran/]", **keys))
    portal.build()
    portal.edit("content/daerah/5.md", "03:06", "03:09")
    # The first that meets another is told with the next of them.
    ((path, message),) = told(portal)
    assert (path, "content/daerah/5.md from 2024-10-11 03:06 WIB on" in message) == ("content/daerah/6.md", True)


def test_what_is_there_now_and_a_scheduled_article(portal: Portal) -> None:
    """An article meets one that is there, unless that is taken down before."""
    portal.add(HERE, article("Lama", slug="sama"))
    portal.add(THERE, article("Baru", slug="sama", timestamp=NIGHT))
    message = f'the address "/daerah/2024/10/sama/" is also that of {HERE} from {NIGHT} on'
    assert told(portal) == [(THERE, message)]
    portal.edit(HERE, "slug:", f"expires: {NIGHT}\nslug:")
    portal.build()
    portal.edit(HERE, "03:00", "03:01")
    assert told(portal) == [(THERE, message)], "though what is scheduled is as it was"
    portal.edit(HERE, "03:01", "03:00")
    portal.now = at(NIGHT)
    portal.build()
    assert portal.files() == portal.clean()
    portal.edit(HERE, "03:00", "03:01")
    assert len(portal.problems()) == 1


def test_a_scheduled_article_that_meets_itself(portal: Portal) -> None:
    """Its alias is the address of its second page."""
    body = "Satu.\n\n<!-- halaman -->\n\nDua."
    portal.add(HERE, article("Lama", body, aliases="[/daerah/2024/10/lama/2/]", timestamp=NIGHT))
    message = f'the address "/daerah/2024/10/lama/2/" is also that of this article itself from {NIGHT} on'
    assert told(portal) == [(HERE, message)]


@pytest.mark.parametrize("order", ["alias", "folder"])
def test_an_alias_to_come_and_a_folder(portal: Portal, order: str) -> None:
    """A file cannot stand where the output has a folder, at no hour."""
    files = [(HERE, article("Lama", aliases="[/lama.html]", timestamp=NIGHT)), ("content/lama.html/a.vtt", "teks")]
    portal.edit("site.yaml", "per_page", "media: {allow: [txt]}\nper_page")
    first, second = files if order == "alias" else files[::-1]
    portal.add(*first)
    portal.build()
    portal.add(*second)
    assert [path for path, _ in told(portal)] == [HERE]


def test_a_draft_meets_nothing(portal: Portal) -> None:
    """Its hour does not come by itself."""
    portal.add(HERE, article("Lama", aliases="[/tag/zebra/]"))
    portal.add(THERE, article("Baru", timestamp=NIGHT, tags="[Zebra]", draft="true"))
    portal.build(now=portal.now + 86400)


@pytest.mark.parametrize(
    "alias",
    ["/indeks/2024/10/", "/tag/agam/", "/daerah/1/", "/indeks/"],
)
def test_a_list_is_nobody_elses_when_all_is_read_anew(portal, alias):
    """Its page is known from before then, and its address is not free for whoever comes next."""
    for number in range(5):
        portal.add(f"content/daerah/{number}.md", article(f"Satu {number}", tags="[Agam]"))
    portal.build()
    portal.edit("content/daerah/3.md", "timestamp:", f"aliases: [{alias}]\ntimestamp:")
    (before,) = told(portal)
    portal.edit("site.yaml", "per_page: 2", "require: {editor: false}\nper_page: 2")
    assert told(portal) == [before]


@pytest.mark.parametrize("url", ["/indeks/2024/10/", "/indeks/2024/"])
def test_a_lost_state_leaves_an_address_to_the_archive(portal: Portal, url: str) -> None:
    """Though its file is there, of which a first reading knows no more than that it may have to go."""
    portal.add(HERE, article("Lama"))
    portal.build()
    portal.edit(HERE, "title:", f"aliases: [{url}]\ntitle:")
    known = told(portal)
    assert len(known) == 1
    portal.remove(".ssg")
    assert told(portal) == known


def test_a_numbered_page_has_no_numbered_pages(tmp_path: Path) -> None:
    """An alias below one is nobody else's, also where a scheduled article will bring as many pages as its number says."""
    portal = site(tmp_path, config=CONFIG + "per_page: 1\n")
    for number in range(3):
        portal.add(f"content/daerah/{number}.md", article(f"A{number}", timestamp=f"2024-10-09 0{number}:00 WIB"))
    portal.build()
    assert "daerah/1/index.html" in portal.files()
    portal.add("content/daerah/nanti.md", article("Nanti", timestamp="2024-10-11 03:00 WIB", aliases="[/daerah/1/2/]"))
    portal.build()
    portal.now += 86400
    portal.build()
    assert portal.files() == portal.clean()
