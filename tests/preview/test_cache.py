"""Cache: a page is made when somebody asks for it, and again only when something that it was made of differs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.engine.renderer import Renderer
from generator.model.rebuild_reasons import Reason
from generator.preview import state
from generator.preview.cache import PageCache
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING
from generator.queries.related import Suggestions
from tests.photos import jpeg
from tests.preview_support import BANJIR, OTHER, URL, newsroom
from tests.support import Portal


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of all pages that were made, in order."""
    paths: list[str] = []
    make = Renderer.make

    def noted(renderer, page, *given):
        paths.append(page.path)
        return make(renderer, page, *given)

    monkeypatch.setattr(Renderer, "make", noted)
    return paths


@contextlib.contextmanager
def previewing(portal: Portal) -> Iterator[Preview]:
    with state.alone(portal.folder), state.opened(portal.folder) as store:
        preview = Preview(portal.options(), store, state.folder_of(portal.folder))
        preview.update(portal.now, EVERYTHING, lambda *_: None)
        yield preview
        preview.close()


def test_nothing_is_made_before_it_is_asked_for(tmp_path: Path, made: list[str]):
    """And then once, however often it is asked for."""
    with previewing(newsroom(tmp_path)) as preview:
        assert made == []
        assert preview.pages.find(URL) is preview.pages.find(URL)
        assert made == ["daerah/2024/10/banjir/index.html"]


def test_a_page_that_reads_nothing_that_differs_is_kept(tmp_path: Path, made: list[str]):
    """A page that shows no word of another article's body is not made again when that differs."""
    portal = newsroom(tmp_path)
    with previewing(portal) as preview:
        before = preview.pages.find(OTHER)
        portal.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        preview.update(portal.now, EVERYTHING, lambda *_: None)
        assert preview.pages.find(OTHER) is before
        assert b"Isi kedua." in preview.pages.find(URL).body
        assert made == ["daerah/2024/10/pasar/index.html", "daerah/2024/10/banjir/index.html"]


@pytest.mark.parametrize(
    ("url", "path", "old", "new", "why"),
    [
        (URL, BANJIR, "Isi pertama.", "Isi kedua.", Reason.FILE_CHANGED),
        ("/", BANJIR, "Banjir Surut", "Banjir Lagi", Reason.LATEST),
        ("/", "site.yaml", "Kabar Uji", "Kabar Lain", Reason.SETUP_CHANGED),
    ],
)
def test_it_is_known_why_a_page_was_made_again(tmp_path: Path, url: str, path: str, old: str, new: str, why: Reason):
    """Its own file, an answer that it got, the configuration: each is a reason of its own."""
    portal = newsroom(tmp_path)
    with previewing(portal) as preview:
        before = preview.pages.find(url)
        portal.edit(path, old, new)
        preview.update(portal.now, EVERYTHING, lambda *_: None)
        assert preview.pages.find(url).digest != before.digest
        assert preview.pages.why(url) == why


def test_a_group_that_comes_later_is_found(tmp_path: Path):
    """What was looked up in one state of the site, also that there is no such group, is forgotten with that state."""
    portal = newsroom(tmp_path)
    with previewing(portal) as preview:
        assert preview.pages._current.renderer.archive.group("tag", "tanggul") == 0
        portal.edit(BANJIR, "title:", "tags: [Tanggul]\ntitle:")
        preview.update(portal.now, EVERYTHING, lambda *_: None)
        archive = preview.pages._current.renderer.archive
        assert archive.group_name(archive.group("tag", "tanggul")) == ("tag", "tanggul")


def test_the_oldest_pages_are_forgotten(tmp_path: Path, made: list[str]):
    """What is kept is bounded; what was forgotten is made again."""
    portal = newsroom(tmp_path)
    with previewing(portal) as preview:
        whole = preview.pages
        pages = PageCache(portal.folder, most=2)
        assert whole.setup is not None
        with pages.lock:
            pages.show(whole.setup, whole._current.renderer)
        for url in (URL, OTHER, URL, "/", URL, OTHER):
            pages.find(url)
        names = [path.removesuffix("index.html").rstrip("/").rpartition("/")[2] for path in made]
        assert names == ["banjir", "pasar", "", "pasar"]


def test_an_article_that_is_gone_since_it_was_found_has_no_suggestions(tmp_path: Path):
    """Nor has what another store knows under its number: it is asked for after the page, in a step of its own."""
    portal = newsroom(tmp_path)
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nKami.\n")
    with previewing(portal) as preview:
        pages = preview.pages
        assert pages.suggestions(pages.find(URL).doc).articles is not None
        standing = pages.find("/tentang/").doc
        assert pages.document(standing)
        for doc in (standing, 1 << 40):
            assert pages.suggestions(doc) == Suggestions((), ())


def test_the_notice_of_a_withdrawn_article_has_no_related_articles(tmp_path: Path):
    """As in a build, whatever a theme asks for, though a preview knows what it would be compared by."""
    portal = newsroom(tmp_path)
    portal.add("themes/uji/templates/article.html", "{{ related(article) | length }}")
    portal.edit(BANJIR, "title:", "retracted: {timestamp: 2024-10-09 20:00 WIB, reason: sara}\ntitle:")
    portal.build()
    assert portal.read(f"{URL.strip('/')}/index.html") == "0"
    with previewing(portal) as preview:
        assert preview.pages.find(URL).body.startswith(b"0")
        assert not preview.pages.suggestions(preview.pages.find(URL).doc).articles


def test_a_picture_is_made_when_it_is_asked_for(tmp_path: Path):
    """Of the file of content/, as a build makes it."""
    portal = newsroom(tmp_path)
    portal.add("content/foto/a.jpg", jpeg(1600, 900))
    portal.edit(BANJIR, "title:", "photo: {src: /foto/a.jpg, caption: A, credit: B}\ntitle:")
    with previewing(portal) as preview:
        found = re.search(r"/gambar/[^\"' ]+\.jpg", preview.pages.find(URL).body.decode())
        assert found is not None
        made = preview.pages.find(found[0])
        assert made is not None
        assert made.body.startswith(b"\xff\xd8")
