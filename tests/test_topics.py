"""Topics: what the list of a tag begins with, from content/topics/<slug of the tag>.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.editing.changes import apply
from generator.editing.tags import renamed
from generator.store import pages
from generator.store.database import Store
from generator.theming.loading import read_site_yaml
from tests.lint_support import said
from tests.support import CONFIG, NOW, Portal, article, png, site, ssg

BANJIR = "content/topics/banjir.md"
PAGE, FEEDS = "tag/banjir/index.html", {"tag/banjir/feed.json", "tag/banjir/feed.xml"}
SHARE = "tag/banjir/bagikan.png"
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


def changed(portal: Portal, **options: object) -> set[str]:
    """Build, compare with a build from nothing, and return the files that differ from before."""
    before = portal.files()
    portal.build(**options)  # type: ignore[arg-type]
    after = portal.files()
    assert after == portal.clean(**options)
    return {path for path in {*before, *after} if before.get(path) != after.get(path)} - {".warta"}


def test_a_topic_changes_the_front_of_its_list_alone(portal: Portal) -> None:
    """Neither the articles nor the full pages of the list are made again, when it is written, edited or deleted."""
    portal.build()
    portal.add(BANJIR, topic(title="Banjir Besar", summary="Ringkas.", people="[Sari Wulan, Camat Muara]"))
    assert changed(portal) == {PAGE, SHARE, *FEEDS, "sitemap-pages.xml"}
    page = portal.read(PAGE)
    assert all(text in page for text in ("<h1>Banjir Besar</h1>", "Sejak Senin air naik.", "Camat Muara"))
    assert '<meta name="description" content="Ringkas.">' in page
    assert "https://uji.example/tag/banjir/" in portal.read("sitemap-pages.xml")
    assert "Banjir Besar" in portal.read("tag/banjir/feed.xml")
    assert "/tag/banjir/feed.xml" in page
    portal.edit(BANJIR, "Sejak Senin", "Sejak Selasa")
    assert changed(portal) == {PAGE}
    portal.remove(BANJIR)
    assert changed(portal) == {PAGE, SHARE, *FEEDS, "sitemap-pages.xml"}
    assert "<h1>Banjir</h1>" in portal.read(PAGE)


def test_a_topic_has_the_name_of_its_tag(portal: Portal) -> None:
    """Spelled as the oldest article spells it, unless it has a title of its own."""
    portal.add(BANJIR, topic())
    portal.build()
    assert "<h1>Banjir</h1>" in portal.read(PAGE)


def test_a_topic_has_a_list_without_articles_too(portal: Portal) -> None:
    """So a link to it, and an entry of the menu, lead somewhere at every hour; `ssg check` says that it is empty."""
    portal.add("content/topics/gempa.md", topic("Belum."))
    portal.add("site.yaml", f"{CONFIG}menu: [{{name: Gempa, url: /tag/gempa/}}]\n")
    portal.add("content/daerah/2024/10/x.md", article("X", "Lihat [](/topics/gempa.md)."))
    portal.build()
    assert "Belum." in portal.read("tag/gempa/index.html")
    assert '<a href="/tag/gempa/">' in portal.read("daerah/2024/10/x/index.html")
    assert portal.files() == portal.clean()
    assert said(portal, "empty-topic") == [
        'content/topics/gempa.md:0: no article has the tag "gempa", so readers find nothing there'
    ]
    portal.remove("content/daerah/2024/10/x.md")
    portal.remove("content/topics/gempa.md")
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert not (portal.output / "tag/gempa").exists()


def test_the_pinned_report_stands_first(portal: Portal) -> None:
    """And not in the list as well; its new headline is there at once."""
    portal.add(BANJIR, topic(pinned="/daerah/2024/10/banjir-3.md"))
    portal.build()
    page = portal.read(PAGE)
    assert page.count(">Banjir ke-3</a>") == 1
    assert page.index("Banjir ke-3") < page.index("Banjir ke-4")
    portal.edit("content/daerah/2024/10/banjir-3.md", "Banjir ke-3", "Air Surut")
    assert PAGE in changed(portal)
    assert "Air Surut" in portal.read(PAGE)


@pytest.mark.parametrize(
    "keys",
    [
        {"draft": "true"},
        {"timestamp": "2024-10-11 10:00 WIB"},
        {"retracted": "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Maaf.}"},
        {"gone": "true"},
    ],
)
def test_a_pinned_report_that_is_not_published_is_nowhere(portal: Portal, keys: dict[str, str]) -> None:
    """Not its headline, not its address."""
    portal.add("content/daerah/2024/10/rahasia.md", article("Tajuk Rahasia", **keys))
    portal.add(BANJIR, topic(pinned="/daerah/2024/10/rahasia.md"))
    portal.build()
    assert not any(b"Rahasia" in portal.files()[path] or b"rahasia" in portal.files()[path] for path in (PAGE, *FEEDS))


def test_a_pinned_report_comes_and_goes_by_the_clock(portal: Portal) -> None:
    """No hour makes the build fail."""
    times = {"timestamp": "2024-10-10 13:00 WIB", "expires": "2024-10-10 15:00 WIB"}
    portal.add("content/daerah/2024/10/sore.md", article("Kabar Sore", **times))
    portal.add(BANJIR, topic(pinned="/daerah/2024/10/sore.md"))
    seen = []
    for hours in (0, 2, 4):
        portal.now = NOW + hours * HOUR
        portal.build()
        assert portal.files() == portal.clean()
        seen.append("Kabar Sore" in portal.read(PAGE))
    assert seen == [False, True, False]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"pinned": "tidak-ada"}, '2:9: error: this link leads nowhere: there is no "tidak-ada"'),
        ({"pinned": "/foto/a.png"}, '2:9: error: "/foto/a.png" is no article'),
        ({"photo": "{src: /foto/b.png, credit: X}"}, '2:14: error: the picture "/foto/b.png" does not exist'),
        ({"photo": "/foto/a.png"}, '2: error: "photo.credit" is missing: a photo names who took it'),
        ({"judul": "x"}, '2:1: error: unknown key "judul"'),
        ({"timeline": "mungkin"}, '2:11: error: timeline must be true or false, not "mungkin"'),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_topic_is_said_at_its_place(portal: Portal, keys: dict[str, str], told: str) -> None:
    """And with `--hold` it stops nothing: what can be shown is, else the list is as without the file."""
    portal.add(BANJIR, topic(**keys))
    (problem,) = portal.problems()
    assert f"{problem.where}: error: {problem.message}".startswith(f"{BANJIR}:{told}")
    portal.build(hold=True)
    assert portal.files() == portal.clean(hold=True)
    assert "Banjir ke-4" in portal.read(PAGE)


@pytest.mark.parametrize("name", ["Banjir.md", "lokal/banjir.md", "banjir_besar.md"])
def test_the_name_of_a_topic_is_that_in_the_address_of_its_list(portal: Portal, name: str) -> None:
    """Whatever else it is called, nobody would see it."""
    portal.add(f"content/topics/{name}", topic())
    (problem,) = portal.problems()
    assert (problem.code, str(problem.where)) == ("bad-name", f"content/topics/{name}:1")
    slug = name.rpartition("/")[2].removesuffix(".md").lower().replace("_", "-")
    assert problem.hint == f"rename the file: content/topics/{slug}.md"


def test_a_topic_has_one_page(portal: Portal) -> None:
    portal.add(BANJIR, topic("Satu.\n\n<!-- halaman -->\n\nDua."))
    assert [one.message for one in portal.problems()] == ["a topic cannot be split into pages"]


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


def test_a_photo_that_changes_is_shown_at_once(portal: Portal) -> None:
    """It is published for the topic alone, and goes with it."""
    portal.add(BANJIR, topic(photo="{src: /foto/a.png, credit: X, caption: Perahu, alt: Sebuah perahu}"))
    portal.build()
    assert 'alt="Sebuah perahu"' in portal.read(PAGE)
    assert "(Foto: X)" in portal.read(PAGE)
    before = portal.read(PAGE)
    portal.add("content/foto/a.png", png(80, 90))
    assert PAGE in changed(portal)
    assert portal.read(PAGE) != before


def test_old_addresses_lead_to_the_list(portal: Portal) -> None:
    """As those of a person do."""
    portal.add(BANJIR, topic(aliases="[/topik/banjir-besar/]"))
    portal.build()
    assert "/tag/banjir/" in portal.read("topik/banjir-besar/index.html")
    assert portal.files() == portal.clean()


def test_a_renamed_tag_takes_its_topic_along(portal: Portal) -> None:
    """And nothing is changed if both have one."""
    portal.add(BANJIR, topic())
    portal.build()
    portal.add("content/topics/bah.md", topic())
    with pytest.raises(UsageError, match="keep one of them"):
        renamed(portal.folder, read_site_yaml(portal.folder), "Banjir", "Bah")
    portal.remove("content/topics/bah.md")
    apply(portal.folder, renamed(portal.folder, read_site_yaml(portal.folder), "Banjir", "Bah"))
    portal.build()
    assert "Sejak Senin air naik." in portal.read("tag/bah/index.html")
    assert not (portal.folder / BANJIR).exists()


def test_a_topic_that_is_moved_leaves_the_list_of_its_old_tag(portal: Portal) -> None:
    """The portal is built as before, and links to the topic follow it."""
    portal.add(BANJIR, topic())
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nLihat [](/topics/banjir.md).\n")
    portal.build()
    assert ssg(portal, "mv", BANJIR, "content/topics/pasar.md").returncode == 0
    portal.build()
    assert "Sejak Senin air naik." in portal.read("tag/pasar/index.html")
    assert "<h1>Banjir</h1>" in portal.read(PAGE)
    assert '<a href="/tag/pasar/">' in portal.read("tentang/index.html")


def boxes(portal: Portal) -> list[int]:
    """Return the numbers of the reports of the flood that have a box of a topic."""
    return [n for n in range(5) if "topik-berita" in portal.read(f"daerah/2024/10/banjir-{n}/index.html")]


def reports(*numbers: int) -> set[str]:
    return {f"daerah/2024/10/banjir-{number}/index.html" for number in numbers}


def test_articles_since_a_time_have_a_box(portal: Portal) -> None:
    """With the topic's name, what it says in a sentence, and the pinned report, but on that report's own page."""
    portal.add(
        BANJIR, topic(title="Banjir & Rob", summary="Ring<kas>.", pinned="banjir-4", since="2024-10-03 10:00 WIB")
    )
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
    late, story = topic(title="Gempa", since="2024-10-06"), topic(title="Rob", since="2024-10-01")
    for name, text in {"gempa": late, "rob": story, "banjir": topic(title="Banjir", since="2024-10-01")}.items():
        portal.add(f"content/topics/{name}.md", text)
    portal.edit("content/daerah/2024/10/banjir-4.md", "[Banjir]", "[Air, Gempa, Rob, Banjir]")
    portal.build()
    found = portal.read("daerah/2024/10/banjir-4/index.html").split('<aside class="baca-juga topik-berita">')[1:]
    assert [box.partition('href="')[2].partition('"')[0] for box in found] == ["/tag/rob/", "/tag/banjir/"]


def test_a_box_changes_no_article_before_it(portal: Portal) -> None:
    """Not when the topic is written, edited, moved in time or deleted; those since then are made again, and no others."""
    portal.build()
    portal.add(BANJIR, topic(since="2024-10-04"))
    assert {path for path in changed(portal) if path.startswith("daerah/")} == reports(3, 4)
    portal.edit(BANJIR, "Sejak Senin", "Sejak Selasa")
    assert {path for path in changed(portal) if path.startswith("daerah/")} == reports(3, 4)
    portal.edit(BANJIR, "2024-10-04", "2024-10-02")
    assert {path for path in changed(portal) if path.startswith("daerah/")} == reports(1, 2)
    portal.edit(BANJIR, "2024-10-02", "2024-10-05")
    assert {path for path in changed(portal) if path.startswith("daerah/")} == reports(1, 2, 3)
    portal.edit(BANJIR, "Selasa air naik.", "Selasa air naik.\n\nSatu alinea lagi.")
    assert not any(path.startswith("daerah/") for path in changed(portal))
    portal.remove(BANJIR)
    assert {path for path in changed(portal) if path.startswith("daerah/")} == reports(4)


def test_a_box_asks_no_older_article(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many have the tag, those from before are not looked at; `ssg why` names the topic."""
    portal.build()
    looked_at: set[str] = set()
    mark = pages.mark_for_check

    def noting(store: Store, causes: dict[int, str]) -> None:
        looked_at.update(one.page.path for one in pages.stale(store, [*causes]))
        mark(store, causes)

    portal.add(BANJIR, topic(since="2024-10-05"))
    monkeypatch.setattr(pages, "mark_for_check", noting)
    portal.build()
    assert {path for path in looked_at if path.startswith("daerah/2")} == reports(4)
    assert "content/topics/banjir.md" in ssg(portal, "why", "/daerah/2024/10/banjir-4/").stdout


def test_the_pinned_report_of_a_box_comes_and_goes(portal: Portal) -> None:
    """With its headline and by the clock, and with it no article from before."""
    times = {"timestamp": "2024-10-10 13:00 WIB", "expires": "2024-10-10 15:00 WIB"}
    portal.add("content/daerah/2024/10/sore.md", article("Kabar Sore", **times))
    portal.add(BANJIR, topic(pinned="/daerah/2024/10/sore.md", since="2024-10-05"))
    seen = []
    for hours in (0, 2, 4):
        portal.now = NOW + hours * HOUR
        changed(portal)
        seen.append("Kabar Sore" in portal.read("daerah/2024/10/banjir-4/index.html").partition("samping")[0])
    assert seen[0] is False
    assert seen[2] is False
    portal.now = NOW + 2 * HOUR
    portal.edit("content/daerah/2024/10/sore.md", "Kabar Sore", "Kabar Petang")
    assert not reports(0, 1, 2, 3) & changed(portal)
    assert "Baca lebih dulu: " in portal.read("daerah/2024/10/banjir-4/index.html")


def test_a_box_follows_the_tags_and_the_time_of_an_article(portal: Portal) -> None:
    """Also of one that comes later, is withdrawn, or gets its box from the name of the tag."""
    portal.add(BANJIR, topic("", since="2024-10-04"))
    changed(portal)
    assert '<a href="/tag/banjir/">Banjir</a></aside>' in portal.read("daerah/2024/10/banjir-4/index.html")
    portal.edit("content/daerah/2024/10/banjir-0.md", "2024-10-01", "2024-10-06")
    changed(portal)
    assert boxes(portal) == [0, 3, 4]
    portal.edit("content/daerah/2024/10/banjir-3.md", "[Banjir]", "[Hujan]")
    changed(portal)
    assert boxes(portal) == [0, 4]
    notice = "retracted: {timestamp: 2024-10-09 10:00 WIB, reason: sara, text: Maaf.}\ntitle:"
    portal.edit("content/daerah/2024/10/banjir-4.md", "title:", notice)
    changed(portal)
    assert boxes(portal) == [0]


@pytest.mark.parametrize("since", ["kemarin", "2024-13-01", "2024-10-40 10:00 WIB", "[2024-10-01]", "{a: b}"])
def test_a_beginning_that_is_no_time(portal: Portal, since: str) -> None:
    """It is said at its place, and no article is touched."""
    portal.add(BANJIR, topic(since=since))
    (problem,) = portal.problems()
    assert str(problem.where).startswith(f"{BANJIR}:2:")
    portal.build(hold=True)
    assert boxes(portal) == []


@pytest.mark.parametrize("since", ["2024-10-06", "2031-01-01"])
def test_a_box_that_no_article_shows(portal: Portal, since: str) -> None:
    """Since all are older, or it lies in the future: no build fails of it, now or then, and `ssg check` says so."""
    portal.add(BANJIR, topic(since=since))
    portal.build()
    assert boxes(portal) == []
    assert said(portal, "empty-topic") == [f'{BANJIR}:2: no article of "Banjir" shows its box: all are older']
