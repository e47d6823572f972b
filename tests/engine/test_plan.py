"""Plan: which pages there are, which of them are stale, and what must not share an address."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.engine.clock import Clock
from generator.engine.plan import Plan, plan
from generator.model.delta import Delta, Invalidated
from generator.model.lookup_keys import url_key
from generator.model.ordinal import END
from generator.model.page import Page, Stale
from generator.model.rebuild_reasons import Reason
from generator.store import groups, members
from generator.store.database import open_store
from generator.theming.loading import read_site
from tests.store import tables
from tests.support import CONFIG, Portal, article, png, site

ALIAS = "content/daerah/2024/10/pasar.md"
MEDIA = "content/lama.html/bagan.png"
TARGET = "content/daerah/2024/10/lain.md"
TARGET_PAGE = "daerah/2024/10/lain/index.html"


class Outcome(NamedTuple):
    """What a plan came to, and what it did to the table of pages."""

    plan: Plan
    stale: dict[str, Stale]
    """Path -> level, of the pages that are not fresh."""


def outcome(portal: Portal, delta: Delta) -> Outcome:
    """Plan over what the last build has left, for looking only."""
    configuration, theme = read_site(portal.folder)
    with closing(open_store(portal.folder / ".ssg")) as store, store.trial():
        found = plan(store, delta, configuration, theme, Clock(portal.now))
        rows = tables.pages(store)
    return Outcome(found, {path: Stale(level) for _, path, _, level, _ in rows if level})


def doc_of(portal: Portal, path: str) -> int:
    """Return the id of a file."""
    with closing(open_store(portal.folder / ".ssg")) as store:
        return tables.doc_of(store, path.removeprefix("content/"))


@pytest.fixture
def linked(tmp_path: Path) -> Portal:
    """A portal of two articles, one of which leads to the other."""
    portal = site(tmp_path)
    portal.add(TARGET, article("Lain"))
    portal.add(ALIAS, article("Pasar", "Lihat [lain](/daerah/2024/10/lain/)."))
    portal.build()
    return portal


def test_where_nothing_changed_nothing_is_stale(linked: Portal) -> None:
    """And no address came or went."""
    assert outcome(linked, Delta()) == Outcome(Plan((), (), frozenset()), {})


def test_the_pages_of_a_changed_document_are_stale(linked: Portal) -> None:
    """They are made again, whatever they read."""
    doc = doc_of(linked, TARGET)
    pages = (Page(TARGET_PAGE, "article", doc, 1),)
    found = outcome(linked, Delta(pages={doc: pages}, reasons={doc: Reason.FILE_CHANGED}))
    assert found.stale == {TARGET_PAGE: Stale.STALE}


def test_pages_that_have_asked_for_a_key_are_checked(linked: Portal) -> None:
    """They are made again only if its answer differs."""
    key = url_key("/daerah/2024/10/lain/")
    found = outcome(linked, Delta(invalidated=Invalidated(keys={key})))
    assert found.stale["daerah/2024/10/pasar/index.html"] == Stale.CHECK
    assert TARGET_PAGE not in found.stale
    assert found.plan.keys == {key}


def test_pages_that_have_read_a_range_are_checked(linked: Portal) -> None:
    """At the seq that differs; nothing else has read it."""
    with closing(open_store(linked.folder / ".ssg")) as store:
        group = groups.find(store, "kanal", "daerah")
        (seq,) = members.newest(store, group, END, 1)
    found = outcome(linked, Delta(invalidated=Invalidated(groups={group: {seq}})))
    assert found.stale["daerah/index.html"] == Stale.CHECK
    assert "nasional/index.html" not in found.stale


def test_the_address_of_a_page_that_goes_is_a_key_that_changed(linked: Portal) -> None:
    """Whoever leads to it learns of it."""
    linked.edit(ALIAS, "/daerah/2024/10/lain/", "/terkini/")
    linked.build()
    found = outcome(linked, Delta(pages={doc_of(linked, TARGET): ()}))
    assert found.plan.keys == {url_key("/daerah/2024/10/lain/")}


def test_with_problems_no_page_is_marked_for_a_check(linked: Portal) -> None:
    """The build ends, and what it did is taken back."""
    found = outcome(
        linked,
        Delta(
            pages={doc_of(linked, TARGET): (Page("daerah/index.html", "redirect", doc_of(linked, TARGET)),)},
            invalidated=Invalidated(keys={url_key("/terkini/")}),
        ),
    )
    assert len(found.plan.problems) == 1
    assert Stale.CHECK not in found.stale.values()


@pytest.mark.parametrize("order", [(ALIAS, MEDIA), (MEDIA, ALIAS)])
def test_an_alias_and_a_folder_collide_whichever_comes_first(tmp_path: Path, order: tuple[str, str]) -> None:
    """A file cannot stand where the output has a folder; the build says so instead of failing half way."""
    texts = {ALIAS: article(aliases="[/lama.html]"), MEDIA: "gambar"}
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/lain.md", article())
    portal.add(order[0], texts[order[0]])
    portal.build()
    portal.add(order[1], texts[order[1]])
    problems = portal.problems()
    assert [one.message for one in problems] == ['the address "/lama.html" is already that of a folder of content/']
    assert problems[0].where.path == ALIAS
    portal.remove(order[0])
    portal.build()
    assert portal.files() == portal.clean()


def test_a_collision_makes_no_link_lead_nowhere(tmp_path: Path) -> None:
    """Two pages that want one address are one problem; links to other pages are none, in a first build or a later one."""
    portal = site(tmp_path)
    portal.add(ALIAS, article(body="Lihat [indeks](/indeks/) dan [kanal](/daerah/).", aliases="[/lama/]"))
    portal.add("content/daerah/2024/10/lain.md", article(aliases="[/lama/]"))
    message = 'the address "/lama/" is already that of content/daerah/2024/10/lain.md'
    assert [one.message for one in portal.problems()] == [message]
    portal.edit("content/daerah/2024/10/lain.md", "[/lama/]", "[/lain/]")
    portal.build()
    portal.edit("content/daerah/2024/10/lain.md", "[/lain/]", "[/lama/]")
    assert [one.message for one in portal.problems()] == [message]


def test_an_asset_in_other_letters(tmp_path: Path) -> None:
    """Who links to it follows, as in a clean build."""
    portal = site(tmp_path, config=CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/assets/Logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    portal.add(ALIAS, article(body="Lihat [logo](/aset/Logo.svg) kami."))
    portal.build()
    folder = portal.folder / "themes/uji/assets"
    (folder / "Logo.svg").rename(folder / "logo.svg")
    portal.build()
    assert portal.files() == portal.clean()


def test_a_file_whose_letters_came_back_is_left_alone(tmp_path: Path) -> None:
    """Whatever failed in between: another spelling that was never written, and another pattern of addresses."""
    portal = site(tmp_path)
    portal.add("content/foto/A.png", png(4, 3))
    portal.add(ALIAS, article())
    portal.build()
    before = (portal.output / "foto/A.png").stat().st_mtime_ns
    (portal.folder / "content/foto/A.png").rename(portal.folder / "content/foto/a.png")
    portal.add("site.yaml", CONFIG + "theme: rusak\n")
    portal.add("themes/rusak/theme.yaml", "name: rusak\nextends: kabar\n")
    portal.add("themes/rusak/templates/home.html", "{{ tidak.ada }}")
    portal.problems()
    (portal.folder / "content/foto/a.png").rename(portal.folder / "content/foto/A.png")
    portal.add("site.yaml", CONFIG + "permalink: '/{category}/{slug}/'\n")
    portal.remove("themes")
    portal.build()
    assert portal.files() == portal.clean()
    assert (portal.output / "foto/A.png").stat().st_mtime_ns == before
