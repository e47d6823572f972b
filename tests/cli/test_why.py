"""`ssg why`: what made a page in the last build, and what would make it now."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from tests.support import NOW, Portal, article, copied, invoked, png, site

BANJIR = "content/daerah/2024/10/banjir.md"
PAGE = "/daerah/2024/10/banjir/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("why"))
    portal.add(BANJIR, article("Banjir", "Isi.\n\nDua.", tags="[Banjir]"))
    portal.add("content/daerah/2024/10/pasar.md", article("Pasar", timestamp="2024-10-08 10:00 WIB"))
    portal.build()
    return portal


@pytest.fixture
def portal(built: Portal, tmp_path: Path) -> Portal:
    return copied(built, tmp_path)


def asked(portal: Portal, what: str) -> Result:
    return invoked(portal, "why", what, "--now", str(NOW))


def said(portal: Portal, what: str) -> list[str]:
    result = asked(portal, what)
    assert result.return_value == 0, result.stderr
    return [line for line in result.stdout.splitlines() if not line.startswith(("  Artikel Terkait", "    "))]


def test_a_page_that_is_as_it_should_be(portal: Portal) -> None:
    """Its address, the reason of the last build, and that nothing would make it now."""
    assert said(portal, PAGE) == [PAGE, "  made in the last build: its file is new", "  now it is as it should be"]


def test_an_address_without_a_slash(portal: Portal) -> None:
    """It is asked for as readers have it."""
    portal.edit("site.yaml", "timezone:", "permalink: /{category}/{slug}\ntimezone:")
    portal.build()
    assert said(portal, "/daerah/banjir")[0] == "/daerah/banjir.html"
    assert said(portal, "https://uji.example/daerah/banjir")[0] == "/daerah/banjir.html"


def test_the_address_of_a_portal_below_a_path(portal: Portal) -> None:
    """It is asked for as the browser has it, or as site.yaml and content have it."""
    portal.edit("site.yaml", "https://uji.example", "https://uji.example/portal")
    portal.build()
    assert said(portal, f"https://uji.example/portal{PAGE}")[0] == PAGE
    assert said(portal, PAGE)[0] == PAGE


def test_why_articles_are_related(portal: Portal) -> None:
    """Each entry of Artikel Terkait, with what both have in common."""
    portal.add("content/daerah/2024/10/surut.md", article("Banjir Surut", tags="[Banjir]", region="Teluk/Muara"))
    portal.add("content/daerah/2024/10/reda.md", article("Banjir Reda", tags="[Banjir]", region="Teluk/Muara"))
    portal.build()
    lines = asked(portal, "/daerah/2024/10/surut/").stdout.splitlines()
    entry = lines.index("  Artikel Terkait: /daerah/2024/10/reda/")
    assert lines[entry + 1].startswith("    4 words: banjir, ")
    assert "#Banjir" in lines[entry + 1]
    assert lines[entry + 1].endswith(" · same region · same kanal · the same day")


def test_an_edit_makes_the_pages_of_its_file(portal: Portal) -> None:
    """A file stands for all pages that are made of it."""
    portal.edit(BANJIR, "title: Banjir", "title: Banjir Surut\naliases: [/lama/]")
    lines = said(portal, BANJIR)
    assert [line for line in lines if line.startswith("/")] == [PAGE, "/lama/"]
    assert lines.count("  now it would be made again: its file changed") == 2


def test_an_edit_makes_the_lists_that_show_the_article(portal: Portal) -> None:
    """With the file that set it off; before the build and after it."""
    portal.edit(BANJIR, "title: Banjir", "title: Banjir Surut")
    reason = f"the articles of its list differ, because of {BANJIR}"
    assert said(portal, "/daerah/")[-1] == f"  now it would be made again: {reason}"
    portal.build()
    assert said(portal, "/daerah/")[1:] == [f"  made in the last build: {reason}", "  now it is as it should be"]


def test_a_page_that_is_checked_may_be_as_it_should_be(portal: Portal) -> None:
    """Something that it read was touched, but no answer differs."""
    portal.edit(BANJIR, "Dua.", "Tiga.")
    assert said(portal, "/daerah/")[-1] == "  now it is as it should be"


def test_builds_are_counted(portal: Portal) -> None:
    """An old page says how many builds ago it was made, and still why."""
    portal.edit(BANJIR, "Dua.", "Tiga.")
    portal.build()
    portal.edit(BANJIR, "Tiga.", "Empat.")
    portal.build()
    assert said(portal, "/daerah/2024/10/pasar/")[1] == "  made 2 builds ago: its file is new"


def test_a_changed_site_yaml_makes_every_page(portal: Portal) -> None:
    """Whatever it shows of it."""
    portal.edit("site.yaml", "Berita percobaan", "Berita lain")
    assert said(portal, PAGE)[-1] == "  now it would be made again: site.yaml changed"


def test_a_page_to_come_was_not_made_yet(portal: Portal) -> None:
    """Nothing is said of the last build."""
    portal.add("content/daerah/2024/10/baru.md", article("Baru"))
    assert said(portal, "/daerah/2024/10/baru/")[1:] == ["  now it would be made again: its file is new"]


def test_a_page_that_would_go(portal: Portal) -> None:
    """Its file is gone."""
    portal.remove(BANJIR)
    assert said(portal, PAGE)[-1] == "  now it would be deleted"


@pytest.mark.parametrize("what", ["/daerah/", "daerah", "https://uji.example/daerah/", "https://uji.example/daerah/#a"])
def test_an_address_may_be_written_in_any_way(portal: Portal, what: str) -> None:
    """With the host or without, with slashes or without."""
    assert said(portal, what)[0] == "/daerah/"


@pytest.mark.parametrize("what", [BANJIR, f"./{BANJIR}", BANJIR.removeprefix("content/")])
def test_a_file_may_be_written_in_any_way(portal: Portal, what: str) -> None:
    """As a shell completes it, or below content/."""
    assert said(portal, what)[0] == PAGE


def test_a_file_may_be_named_from_where_one_is(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of content/; any other file is no page."""
    monkeypatch.chdir(portal.folder / "content/daerah/2024/10")
    assert said(portal, "banjir.md")[0] == PAGE
    assert said(portal, "../10/banjir.md")[0] == PAGE
    portal.add("README.md", "x")
    assert asked(portal, "../../../../README.md").return_value != 0


STATES = {
    "draf": ({"draft": "true"}, "a draft: readers do not see it", "delete the line draft: true"),
    "nanti": ({"timestamp": "2024-10-10 19:00 WIB"}, "scheduled: it waits for Thursday, 10 October", "ssg build --wait"),
    "turun": ({"expires": "2024-10-10 08:00 WIB"}, "taken down Thursday, 10 October 2024, 08:00 WIB", "later time"),
    "cabut": (
        {"retracted": "{timestamp: 2024-10-10 08:00 WIB, reason: sara, text: Maaf.}"},
        "withdrawn Thursday, 10 October 2024, 08:00 WIB (sara)", "\n/daerah/2024/10/cabut/\n",
    ),
    "rusak": ({"title": "Banjir: Surut"}, "held back until it is mended", "rusak.md:2:14: error: "),
}  # fmt: skip


def test_a_file_that_readers_do_not_see(portal: Portal) -> None:
    """It is said what became of it, since when or until when, and what to do; of a new file, too, and of a media file."""
    for name, (keys, *_) in STATES.items():
        title = keys.get("title", name)
        text = article(title, **{key: value for key, value in keys.items() if key != "title"})
        portal.add(f"content/daerah/2024/10/{name}.md", text)
    portal.add("content/foto/a.png", png(8, 8))
    portal.build(hold=True)
    portal.add("content/daerah/2024/10/baru.md", article("Baru"))
    expected = {f"daerah/2024/10/{name}.md": words for name, (_, *words) in STATES.items()}
    expected["daerah/2024/10/baru.md"] = ["not built yet: it is newer than the last build", "run `ssg build`"]
    expected["foto/a.png"] = ["not published: nothing that readers see shows it", "show it in an article"]
    for path, (first, more) in expected.items():
        for what in (path, f"content/{path}", str(portal.folder / "content" / path)):
            result = asked(portal, what)
            assert result.stdout.startswith(f"content/{path}: {first}")
            assert more in result.stdout
            assert result.return_value == 0
    missing = asked(portal, "content/daerah/2024/bnjir.md")
    assert (missing.return_value, f"did you mean {BANJIR}?" in missing.stderr) == (1, True)


def test_there_is_no_such_page(portal: Portal) -> None:
    """Exit code 1, and a sentence that repeats what was asked for."""
    result = asked(portal, "/tak/ada/")
    assert (result.return_value, result.stdout) == (1, "")
    assert 'there is no page at or of "/tak/ada/"' in result.stderr


def test_a_site_with_problems(portal: Portal) -> None:
    """They are shown, for nothing can be said of a build that fails."""
    portal.edit("content/daerah/2024/10/pasar.md", "author:", "wartawan:")
    result = asked(portal, "/daerah/")
    assert result.return_value == 1
    assert "content/daerah/2024/10/pasar.md:3:1: error: unknown key" in result.stderr


def test_asking_changes_nothing(portal: Portal) -> None:
    """The next build still makes what it would have made."""
    portal.edit(BANJIR, "Dua.", "Tiga.")
    said(portal, "/daerah/")
    report = portal.build()
    assert report.changed > 0
    assert portal.files() == portal.clean()
