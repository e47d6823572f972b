"""Editors steer the front pages; what they name and readers may not see makes room for the newest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.base import dates
from tests.support import Portal, article, copied, invoked, site


def hour(text: str) -> int:
    return dates.parse(f"2024-10-{text} WIB", "WIB").epoch


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal with seven reports, the newest of which leads."""
    made = site(tmp_path_factory.mktemp("awal"))
    for number in range(7):
        kanal = ("daerah", "nasional")[number % 2]
        stamp = f"2024-10-09 1{number}:00 WIB"
        made.add(f"content/{kanal}/2024/10/b-{number}.md", article(f"Berita {number}", timestamp=stamp, tags="[Air]"))
    made.build()
    return made


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


def headlines(portal: Portal, path: str = "index.html", part: str = "") -> list[str]:
    """Return the numbers of the reports on a page, or in a section of it, in order."""
    page = portal.read(path).partition("<main")[2]
    if part:
        page = page.partition(f'<section class="{part}')[2].partition("</section>")[0]
    return re.findall(r"<h3>.*?>Berita (\d)<", page)


def same_as_clean(portal: Portal) -> None:
    assert portal.files() == portal.clean()


def test_editors_choose_the_lead_and_what_follows(portal: Portal) -> None:
    """The lead leads, the next follow in their order, and nothing stands twice at the top."""
    portal.add("content/front.yaml", "lead: b-2\nnext: [/nasional/2024/10/b-1.md, /daerah/2024/10/b-0/]\n")
    portal.build()
    assert not portal.report.warnings
    assert headlines(portal, part="sorotan") == ["2", "1", "0"]
    assert headlines(portal, part="pilihan") == ["6", "5", "4"]


def test_picks_have_a_box_of_their_own(portal: Portal) -> None:
    """Pilihan Editor shows what editors picked, in their order, and is not there without."""
    assert "Pilihan Editor" not in portal.read("index.html")
    portal.add("content/front.yaml", "picks: [b-3, b-0]\n")
    portal.build()
    assert headlines(portal, part="pilihan-editor") == ["3", "0"]


def test_editors_choose_the_kanal_of_the_home_page(portal: Portal) -> None:
    """Blocks stand in their order, each with as many articles as it says; a block that has ended is left out."""
    portal.add(
        "content/front.yaml", "blocks: [{kanal: nasional, count: 1}, {kanal: daerah, until: 2024-10-11 10:00}]\n"
    )
    portal.build()
    assert re.findall(r'id="k-(\w+)"', portal.read("index.html")) == ["nasional", "daerah"]
    portal.build(hour("11 10:00"))
    assert re.findall(r'id="k-(\w+)"', portal.read("index.html")) == ["nasional"]
    assert len(headlines(portal, part="blok")) == 1


def test_a_kanal_is_steered_by_a_file_of_its_own(portal: Portal) -> None:
    """content/front/daerah.yaml is about the page of Daerah, and no other page is made for it."""
    portal.add("content/front/daerah.yaml", "lead: b-0\nnext: [b-1]\npicks: [b-3]\n")
    portal.build()
    assert headlines(portal, "daerah/index.html") == ["0", "1", "6", "3", "4", "2"]
    assert portal.report.changed == 1
    same_as_clean(portal)
    portal.remove("content/front")
    portal.build()
    assert headlines(portal, "daerah/index.html")[0] == "6"


def test_a_place_ends_by_the_clock(portal: Portal) -> None:
    """At its end the newest leads again, though nobody edits anything; before it, nothing differs."""
    portal.add("content/front.yaml", "lead: {article: b-2, until: 2024-10-11 18:00}\n")
    portal.build()
    before = portal.read("index.html")
    portal.build(hour("11 17:59"))
    assert portal.read("index.html") == before
    portal.now = hour("11 18:00")
    portal.build()
    assert headlines(portal)[0] == "6"
    same_as_clean(portal)
    portal.build(hour("11 17:00"))
    assert headlines(portal)[0] == "2"


GOING = {
    "is deleted": None,
    "is a draft again": {"draft": "true"},
    "is withdrawn": {"retracted": "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Maaf.}"},
    "is gone": {"gone": "true"},
    "expires": {"expires": "2024-10-10 11:00 WIB"},
    "is held back": {"title": ""},
    "is put off": {"timestamp": "2024-10-20 10:00 WIB"},
}


@pytest.mark.parametrize("how", GOING)
def test_what_readers_may_not_see_makes_room_for_the_newest(portal: Portal, how: str) -> None:
    """A pinned report that goes, however, leaves its place to the newest, and no build fails for it."""
    portal.add("content/front.yaml", "lead: b-2\npicks: [b-2]\n")
    portal.build()
    keys = GOING[how]
    if keys is None:
        portal.remove("content/daerah/2024/10/b-2.md")
    else:
        given = {"title": "Berita 2", "timestamp": "2024-10-09 12:00 WIB", **keys}
        portal.add("content/daerah/2024/10/b-2.md", article(**given))
    portal.build(hold=how == "is held back")
    assert headlines(portal)[0] == "6"
    assert "Pilihan Editor" not in portal.read("index.html")


def test_paid_content_never_leads(portal: Portal) -> None:
    """Whoever pins an advertorial as the lead gets the newest report: paid content stands among the others, labelled."""
    paid = article("Berita 8", timestamp="2024-10-09 09:00 WIB", type="advertorial", sponsor="Bank")
    portal.add("content/daerah/2024/10/iklan.md", paid)
    portal.add("content/front.yaml", "lead: iklan\n")
    portal.build()
    assert headlines(portal)[0] == "6"


BROKEN = ["lead: [", "lead: b-2\nblocks: [gaib]\n", "\0"]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_stops_nothing(portal: Portal, text: str) -> None:
    """The page is what it would be without the file, the build goes on, and the file is told to be held back, each time."""
    before = portal.files()
    portal.add("content/front.yaml", "lead: b-2\nbreaking: {text: Gempa}\n")
    portal.build()
    portal.add("content/front.yaml", text)
    for _ in range(2):
        portal.build()
        assert {problem.path for problem in portal.report.held} == {"content/front.yaml"}
    assert portal.files() == before
    assert invoked(portal, "next", "--held").return_value == 1
    assert invoked(portal, "check", "--now", "2024-10-10 12:00").return_value == 1
    portal.add("content/front.yaml", "lead: b-2\n")
    portal.build()
    assert not portal.report.held
    assert headlines(portal)[0] == "2"


STRIP = "fragmen/penting.html"


def test_breaking_news_changes_the_home_page_and_one_file(portal: Portal) -> None:
    """The strip comes, changes and ends by the clock there; no other page of an archive is made again or uploaded."""
    for text, shown in (
        (
            "{text: 'Gempa <b>5,6</b>', link: b-2, until: 2024-10-11 10:00}",
            '<a href="/daerah/2024/10/b-2/">Gempa &lt;b&gt;5,6&lt;/b&gt;</a>',
        ),
        (
            "{text: Banjir, link: 'https://a.example/', until: 2024-10-11 10:00}",
            '<a href="https://a.example/">Banjir</a>',
        ),
    ):
        portal.add("content/front.yaml", f"breaking: {text}\n")
        portal.build()
        assert (portal.report.rendered, portal.report.changed) == (2, 2)
        assert shown in portal.read("index.html")
        assert shown in portal.read(STRIP)
    portal.now = hour("11 10:00")
    portal.build()
    assert ("penting" in portal.read("index.html"), portal.read(STRIP).strip()) == (False, "")
    same_as_clean(portal)


def test_hot_topics_are_those_of_fourteen_days(portal: Portal) -> None:
    """A tag of old articles is hot no more when newer ones come, whatever the clock says meanwhile."""

    def hot() -> list[str]:
        row = portal.read("index.html").partition('class="topik"')[2].partition("</nav>")[0]
        return re.findall(r'href="/tag/([\w-]+)/"', row)

    assert hot() == ["air"]
    portal.now = hour("31 10:00")
    portal.build()
    assert (hot(), portal.report.changed) == (["air"], 1)
    portal.add(
        "content/daerah/2024/10/baru.md", article("Baru", timestamp="2024-10-23 09:59 WIB", tags="[Api, Banjir]")
    )
    portal.build()
    assert hot() == ["air", "api", "banjir"]
    portal.edit("content/daerah/2024/10/baru.md", "09:59", "23:59")
    portal.build()
    assert hot() == ["api", "banjir"]
    # Two tags change places among articles, of which only one is new enough: no count of the portal differs.
    portal.edit("content/daerah/2024/10/baru.md", "Api", "Air")
    portal.edit("content/daerah/2024/10/b-0.md", "Air", "Api")
    portal.build()
    assert hot() == ["air", "banjir"]
    same_as_clean(portal)
