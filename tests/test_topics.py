"""Topics: what the list of a tag begins with, from content/topics/<slug of the tag>.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint_support import said
from tests.support import CONFIG, NOW, Portal, article, png, site, ssg_here

BANJIR = "content/topics/banjir.md"
PAGE, FEED = "tag/banjir/index.html", "tag/banjir/feed.xml"
HOUR = 3600


def topic(body: str = "Sejak Senin air naik.", **keys: str) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + f"---\n{body}\n"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A site with five reports of a flood, of which two fill the first page of their list."""
    made = site(tmp_path, config=f"{CONFIG}per_page: 2\n")
    made.add("content/foto/a.png", png(40, 30))
    for number in range(5):
        path, at = f"content/daerah/2024/10/banjir-{number}.md", f"2024-10-0{number + 1} 10:00 WIB"
        made.add(path, article(f"Banjir ke-{number}", tags="[Banjir]", timestamp=at))
    made.add("content/daerah/2024/10/pasar.md", article("Pasar", tags="[Pasar]"))
    return made


def changed(portal: Portal, *, judged: bool = False) -> set[str]:
    """Build, compare with a build from nothing if it is to be `judged`, and return the files that differ from before."""
    before = portal.files()
    portal.build()
    after = portal.files()
    assert not judged or after == portal.clean()
    return {path for path in {*before, *after} if before.get(path) != after.get(path)} - {".warta"}


def test_a_topic_changes_the_front_of_its_list_alone(portal: Portal) -> None:
    """Neither the articles nor the full pages of the list are made again, when it is written, edited or deleted."""
    portal.build()
    portal.add(BANJIR, topic(title="Banjir Besar", summary="Ringkas.", people="[Sari Wulan, Camat Muara]"))
    assert changed(portal) == {PAGE, FEED, "sitemap-pages.xml"}
    page = portal.read(PAGE)
    assert all(text in page for text in ("<h1>Banjir Besar</h1>", "Sejak Senin air naik.", "Camat Muara"))
    assert '<meta name="description" content="Ringkas.">' in page
    assert "https://uji.example/tag/banjir/" in portal.read("sitemap-pages.xml")
    assert "Banjir Besar" in portal.read(FEED)
    portal.edit(BANJIR, "Sejak Senin", "Sejak Selasa")
    assert changed(portal, judged=True) == {PAGE}
    portal.remove(BANJIR)
    assert changed(portal, judged=True) == {PAGE, FEED, "sitemap-pages.xml"}
    assert "<h1>Banjir</h1>" in portal.read(PAGE)


def test_a_topic_has_the_name_of_its_tag_a_photo_and_old_addresses(portal: Portal) -> None:
    """The photo is published for the topic alone, and another one is shown at once."""
    photo = "{src: /foto/a.png, credit: X, caption: Perahu, alt: Sebuah perahu}"
    portal.add(BANJIR, topic(photo=photo, aliases="[/topik/banjir-besar/]"))
    portal.build()
    before = portal.read(PAGE)
    assert all(text in before for text in ("<h1>Banjir</h1>", 'alt="Sebuah perahu"', "(Foto: X)"))
    assert "/tag/banjir/" in portal.read("topik/banjir-besar/index.html")
    portal.add("content/foto/a.png", png(80, 90))
    assert PAGE in changed(portal, judged=True)
    assert portal.read(PAGE) != before


def test_a_topic_has_a_list_without_articles_too(portal: Portal) -> None:
    """So a link to it, and an entry of the menu, lead somewhere at every hour; `ssg check` says that it is empty."""
    portal.add("content/topics/gempa.md", topic("Belum."))
    portal.add("site.yaml", f"{CONFIG}menu: [{{name: Gempa, url: /tag/gempa/}}]\n")
    portal.add("content/daerah/2024/10/x.md", article("X", "Lihat [](/topics/gempa.md)."))
    changed(portal)
    assert "Belum." in portal.read("tag/gempa/index.html")
    assert '<a href="/tag/gempa/">' in portal.read("daerah/2024/10/x/index.html")
    assert [one.partition(": ")[0] for one in said(portal, "empty-topic")] == ["content/topics/gempa.md:0"]
    portal.remove("content/daerah/2024/10/x.md")
    portal.remove("content/topics/gempa.md")
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert not (portal.output / "tag/gempa").exists()


def test_the_pinned_report_stands_first(portal: Portal) -> None:
    """And not in the list as well; its new headline is there at once. One that is not published is nowhere."""
    portal.add(BANJIR, topic(pinned="/daerah/2024/10/banjir-3.md"))
    portal.build()
    page = portal.read(PAGE)
    assert page.count(">Banjir ke-3</a>") == 1
    assert page.index("Banjir ke-3") < page.index("Banjir ke-4")
    portal.edit("content/daerah/2024/10/banjir-3.md", "Banjir ke-3", "Air Surut")
    assert PAGE in changed(portal)
    assert "Air Surut" in portal.read(PAGE)
    portal.add(BANJIR, topic(pinned="/daerah/2024/10/rahasia.md"))
    for keys in (
        {"draft": "true"}, {"timestamp": "2024-10-11 10:00 WIB"}, {"gone": "true"},
        {"retracted": "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Maaf.}"},
    ):  # fmt: skip
        portal.add("content/daerah/2024/10/rahasia.md", article("Tajuk Rahasia", **keys))
        portal.build()
        assert not any("rahasia" in portal.read(path).lower() for path in (PAGE, FEED)), keys


@pytest.mark.slow
def test_a_pinned_report_comes_and_goes_by_the_clock(portal: Portal) -> None:
    """On the list, and in the boxes of articles since the topic's beginning, but of no others; no hour fails."""
    times = {"timestamp": "2024-10-10 13:00 WIB", "expires": "2024-10-10 15:00 WIB"}
    portal.add("content/daerah/2024/10/sore.md", article("Kabar Sore", **times))
    portal.add(BANJIR, topic(pinned="/daerah/2024/10/sore.md", since="2024-10-05"))
    for hours in (0, 2, 4):
        portal.now = NOW + hours * HOUR
        changed(portal, judged=True)
        assert ("Kabar Sore" in portal.read(PAGE)) == (hours == 2)
    portal.now = NOW + 2 * HOUR
    portal.build()
    portal.edit("content/daerah/2024/10/sore.md", "Kabar Sore", "Kabar Petang")
    assert not reports(0, 1, 2, 3) & changed(portal)
    assert "Baca lebih dulu: " in portal.read("daerah/2024/10/banjir-4/index.html")


@pytest.mark.parametrize(
    ("body", "keys", "place", "told"),
    [
        ("", {"pinned": "tidak-ada"}, (2, 9), "leads nowhere"), ("", {"pinned": "/foto/a.png"}, (2, 9), "is no article"),
        ("", {"photo": "{src: /foto/b.png, credit: X}"}, (2, 14), "does not exist"),
        ("", {"photo": "/foto/a.png"}, (2, 0), "photo.credit"), ("", {"judull": "x"}, (2, 1), "judull"),
        ("", {"timeline": "mungkin"}, (2, 11), "true or false"),
        ("Satu.\n\n<!-- halaman -->\n\nDua.", {"title": "B"}, (4, 0), "cannot be split"),
        ("", {"since": "kemarin"}, (2, 8), "kemarin"), ("", {"since": "2024-13-01"}, (2, 8), "2024-13-01"),
        ("", {"since": "[2024-10-01]"}, (2, 8), "since"), ("", {"since": "{a: b}"}, (2, 8), "since"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_topic_is_said_at_its_place(
    portal: Portal, body: str, keys: dict[str, str], place: tuple[int, int], told: str
) -> None:
    """And with `--hold` it stops nothing: what can be shown is, else the list is as without the file."""
    portal.add(BANJIR, topic(body, **keys))
    (problem,) = portal.problems()
    assert (problem.path, problem.line, problem.column) == (BANJIR, *place)
    assert told in problem.message
    portal.build(hold=True)
    assert "Banjir ke-4" in portal.read(PAGE)
    assert boxes(portal) == []


@pytest.mark.parametrize("name", ["Banjir.md", "lokal/banjir.md", "banjir_besar.md"])
def test_the_name_of_a_topic_is_that_in_the_address_of_its_list(portal: Portal, name: str) -> None:
    """Whatever else it is called, nobody would see it."""
    portal.add(f"content/topics/{name}", topic())
    (problem,) = portal.problems()
    assert (problem.code, problem.path) == ("bad-name", f"content/topics/{name}")
    slug = name.rpartition("/")[2].removesuffix(".md").lower().replace("_", "-")
    assert problem.hint == f"rename the file: content/topics/{slug}.md"


def test_a_running_story_is_shown_day_by_day(portal: Portal) -> None:
    """Each day once, newest first."""
    portal.add("content/daerah/2024/10/lagi.md", article("Lagi", tags="[Banjir]", timestamp="2024-10-04 08:00 WIB"))
    portal.add("site.yaml", CONFIG)
    portal.add(BANJIR, topic(timeline="true"))
    portal.build()
    page = portal.read(PAGE)
    days = [part.partition("<")[0] for part in page.split('<h3 class="tanggal-linimasa">')[1:]]
    assert days == [f"{day} Okt 2024" for day in (5, 4, 3, 2, 1)]
    assert page.index("Banjir ke-3") < page.index("Lagi") < page.index("Banjir ke-2")


@pytest.mark.slow
def test_a_renamed_tag_takes_its_topic_along(portal: Portal) -> None:
    """And nothing is changed if both have one."""
    portal.add(BANJIR, topic())
    portal.add("content/topics/bah.md", topic())
    refused = ssg_here(portal, "tags", "rename", "Banjir", "Bah")
    assert (refused.returncode, "keep one of them" in refused.stderr) == (2, True)
    portal.remove("content/topics/bah.md")
    portal.build()
    assert ssg_here(portal, "tags", "rename", "Banjir", "Bah").returncode == 0
    portal.build()
    assert "Sejak Senin air naik." in portal.read("tag/bah/index.html")
    assert not (portal.folder / BANJIR).exists()


def test_a_topic_that_is_moved_leaves_the_list_of_its_old_tag(portal: Portal) -> None:
    """The portal is built as before, and links to the topic follow it."""
    portal.add(BANJIR, topic())
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nLihat [](/topics/banjir.md).\n")
    portal.build()
    assert ssg_here(portal, "mv", BANJIR, "content/topics/pasar.md").returncode == 0
    portal.build()
    assert "Sejak Senin air naik." in portal.read("tag/pasar/index.html")
    assert "<h1>Banjir</h1>" in portal.read(PAGE)
    assert '<a href="/tag/pasar/">' in portal.read("tentang/index.html")


# ------------------------------------------------------------ the box below articles


def boxes(portal: Portal) -> list[int]:
    """Return the numbers of the reports of the flood that have a box of a topic."""
    return [n for n in range(5) if "topik-berita" in portal.read(f"daerah/2024/10/banjir-{n}/index.html")]


def reports(*numbers: int) -> set[str]:
    return {f"daerah/2024/10/banjir-{number}/index.html" for number in numbers}


def test_articles_since_a_time_have_a_box(portal: Portal) -> None:
    """With the topic's name, what it says in a sentence, and the pinned report, but on that report's own page."""
    keys = {"title": "Banjir & Rob", "summary": "Ring<kas>.", "pinned": "banjir-4", "since": "2024-10-03 10:00 WIB"}
    portal.add(BANJIR, topic(**keys))
    portal.build()
    assert boxes(portal) == [2, 3, 4]
    page = portal.read("daerah/2024/10/banjir-3/index.html")
    box = page.partition('<aside class="baca-juga topik-berita">')[2].partition("</aside>")[0]
    assert '<a href="/tag/banjir/">Banjir &amp; Rob</a><p>Ring&lt;kas&gt;.</p>' in box
    assert '<a href="/daerah/2024/10/banjir-4/">Banjir ke-4</a>' in box
    assert "Banjir ke-4</a></p></aside>" not in portal.read("daerah/2024/10/banjir-4/index.html")
    assert "topik-berita" not in portal.read("daerah/2024/10/pasar/index.html")


def test_an_article_has_the_boxes_of_all_its_topics(portal: Portal) -> None:
    """In the order of its tags; one without a topic, and one that began later, keep the others from nothing."""
    for name, since in {"gempa": "2024-10-06", "rob": "2024-10-01", "banjir": "2024-10-01"}.items():
        portal.add(f"content/topics/{name}.md", topic(title=name, since=since))
    portal.edit("content/daerah/2024/10/banjir-4.md", "[Banjir]", "[Air, Gempa, Rob, Banjir]")
    portal.build()
    found = portal.read("daerah/2024/10/banjir-4/index.html").split('<aside class="baca-juga topik-berita">')[1:]
    assert [box.partition('href="')[2].partition('"')[0] for box in found] == ["/tag/rob/", "/tag/banjir/"]


def test_a_box_changes_no_article_before_it(portal: Portal) -> None:
    """Not when the topic is written, edited, moved in time or deleted; those since then are made again, and no others."""
    portal.build()
    portal.add(BANJIR, topic(since="2024-10-04"))

    def remade() -> set[str]:
        return {path for path in changed(portal) if path.startswith("daerah/")}

    assert remade() == reports(3, 4)
    assert BANJIR in ssg_here(portal, "why", "/daerah/2024/10/banjir-4/").stdout
    for old, new, numbers in (
        ("Sejak Senin", "Sejak Selasa", (3, 4)), ("2024-10-04", "2024-10-02", (1, 2)),
        ("2024-10-02", "2024-10-05", (1, 2, 3)), ("Selasa air naik.", "Selasa air naik.\n\nSatu alinea lagi.", ()),
    ):  # fmt: skip
        portal.edit(BANJIR, old, new)
        assert remade() == reports(*numbers), new
    portal.remove(BANJIR)
    assert remade() == reports(4)
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_a_box_follows_the_tags_and_the_time_of_an_article(portal: Portal) -> None:
    """Also of one that comes later, is withdrawn, or gets its box from the name of the tag."""
    portal.add(BANJIR, topic("", since="2024-10-04"))
    changed(portal)
    assert '<a href="/tag/banjir/">Banjir</a></aside>' in portal.read("daerah/2024/10/banjir-4/index.html")
    notice = "retracted: {timestamp: 2024-10-09 10:00 WIB, reason: sara, text: Maaf.}\ntitle:"
    for number, old, new, expected in (
        (0, "2024-10-01", "2024-10-06", [0, 3, 4]), (3, "[Banjir]", "[Hujan]", [0, 4]), (4, "title:", notice, [0]),
    ):  # fmt: skip
        portal.edit(f"content/daerah/2024/10/banjir-{number}.md", old, new)
        changed(portal, judged=True)
        assert boxes(portal) == expected


@pytest.mark.parametrize("since", ["2024-10-06", "2031-01-01"])
def test_a_box_that_no_article_shows(portal: Portal, since: str) -> None:
    """Since all are older, or it lies in the future: no build fails of it, now or then."""
    portal.add(BANJIR, topic(since=since))
    portal.build()
    assert boxes(portal) == []
