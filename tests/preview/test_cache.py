"""Cache: a page is made when somebody asks for it, and again only when something that it was made of differs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.engine.renderer import Renderer
from generator.model.codec import decode
from generator.model.rebuild_reasons import Reason
from generator.model.records import Article
from generator.pictures.making import BrokenPictureError
from generator.preview import state
from generator.preview.cache import PageCache
from generator.preview.preview import Preview
from generator.preview.view import resource
from generator.preview.watch import EVERYTHING
from generator.queries.related import Suggestions
from generator.store import documents
from tests.photos import jpeg
from tests.preview_support import BANJIR, OTHER, URL, newsroom
from tests.support import Portal, article


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
def previewing(portal: Portal, **options: Any) -> Iterator[Preview]:
    with state.alone(portal.folder), state.opened(portal.folder) as store:
        preview = Preview(portal.options(**options), store, state.folder_of(portal.folder))
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


def test_before_there_is_a_state_to_show_nothing_is_there(tmp_path: Path):
    """Nor after it was closed: no page, no list of drafts, no text of an article; closing again is nothing."""
    portal = newsroom(tmp_path)
    portal.edit("site.yaml", "https://uji.example", "https://uji.example/situs")
    with previewing(portal) as preview:
        pages, text = preview.pages, preview.pages.find(URL)
        saved = decode(Article, documents.record(preview._store, text.doc))
        for one in (PageCache(portal.folder), pages):
            if one is pages:
                assert (one.ready, one.partial, one.base_path) == (True, False, "/situs")
                assert one.setup == preview._last_good.setup
                assert one.with_unsaved(URL, saved) == text.body
                one.close()
            assert (one.ready, one.partial, one.base_path, one.setup) == (False, False, "", None)
            assert one.unpublished(portal.now, 9) == {"draf": [], "terjadwal": []}
            assert one.marked(portal.now, 9) == {}
            assert one.with_unsaved(URL, saved) is None
            one.close()


def test_a_renderer_is_closed_when_another_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """And with the cache; a state of the same configuration and theme keeps the one that there is."""
    portal, closed = newsroom(tmp_path), []
    close = Renderer.close
    monkeypatch.setattr(Renderer, "close", lambda one: (closed.append(one), close(one)))
    with previewing(portal) as preview:
        first = preview.pages._current.renderer
        portal.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        preview.update(portal.now, EVERYTHING, lambda *_: None)
        assert preview.pages._current.renderer is first
        portal.edit("site.yaml", "Kabar Uji", "Kabar Lain")
        preview.update(portal.now, EVERYTHING, lambda *_: None)
        second = preview.pages._current.renderer
        assert closed == [first]
    assert closed == [first, second]


def test_each_state_has_a_greater_version_and_no_drafts_unless_they_are_asked_for(tmp_path: Path):
    """What only unsaved texts have is kept while the state is of the same store."""
    with previewing(newsroom(tmp_path)) as preview:
        pages, first = preview.pages, preview.pages._current
        with pages.lock:
            pages.show(first.setup, None)
        second = pages._current
        assert second == msgspec.structs.replace(first, version=2, drafts=False, partial=False)
        assert second.unsaved is first.unsaved
        with pages.lock:
            pages.show(first.setup, None, drafts=True, partial=True)
        third = pages._current
        assert (third.version, third.drafts, third.partial, pages.partial) == (3, True, True, True)
        assert third.unsaved is not first.unsaved


def test_what_a_quick_look_made_is_forgotten_with_it(tmp_path: Path, made: list[str]):
    """Another store has other numbers for its articles, so nothing of it is compared."""
    with previewing(newsroom(tmp_path)) as preview:
        pages, setup = preview.pages, preview.pages._current.setup
        for partial, count in ((True, 1), (True, 1), (False, 2), (False, 2)):
            with pages.lock:
                pages.show(setup, None, partial=partial)
            pages.find(URL)
            assert len(made) == count


def test_unpublished_articles_are_listed_and_only_shown_ones_marked(tmp_path: Path):
    """By their addresses while drafts are shown; without them, such an address is known for what would be there."""
    portal = newsroom(tmp_path)
    portal.add("content/daerah/2024/10/rahasia.md", article("Rahasia", draft="true"))
    portal.add("content/daerah/2024/10/besok.md", article("Besok", timestamp="2024-10-11 08:00 WIB"))
    secret, later = "/daerah/2024/10/rahasia/", "/daerah/2024/10/besok/"
    with previewing(portal) as preview:
        pages = preview.pages
        for drafts in (False, True):
            preview.update(portal.now, EVERYTHING, lambda *_: None, drafts=drafts)
            some = pages.unpublished(portal.now, 9)
            urls = {state: [decode(Article, one.record).url for one in found] for state, found in some.items()}
            assert urls == {"terjadwal": [later], "draf": [secret]}
            assert pages.marked(portal.now, 9) == ({secret: "draf", later: "terjadwal"} if drafts else {})
            found = pages.unshown(secret)
            assert (found is not None and decode(Article, found.record).url == secret) == (not drafts)
            assert pages.unshown(URL) is pages.unshown("/tiada/") is None
        assert pages.unpublished(portal.now, 0) == {"terjadwal": [], "draf": []}


def test_a_page_that_was_not_shown_may_have_changed(tmp_path: Path):
    """One that was shown has not, until its file differs; each is known apart for those who see drafts."""
    portal = newsroom(tmp_path)
    with previewing(portal) as preview:
        pages = preview.pages
        assert pages.own_changed(URL, hidden=True)
        pages.find(URL)
        pages.find(OTHER)
        assert not pages.own_changed(URL, hidden=True)
        assert pages.own_changed(URL, hidden=False)
        portal.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        preview.update(portal.now, EVERYTHING, lambda *_: None)
        assert pages.own_changed(URL, hidden=True)
        assert not pages.own_changed(OTHER, hidden=True)


def test_why_a_page_was_first_made_is_what_the_store_knows(tmp_path: Path):
    """Whether it was shown or not; of an address without a page nothing is known."""
    with previewing(newsroom(tmp_path)) as preview:
        pages = preview.pages
        before = pages.why(URL)
        pages.find(URL)
        assert before == pages.why(URL) == Reason.NEW_FILE
        assert pages.why("/tiada/") == ""
        pages.find("/tiada/")
        assert pages.why("/tiada/") == ""


def test_a_picture_that_cannot_be_shown_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """With its file and what to do about it."""
    portal = newsroom(tmp_path)
    portal.add("content/foto/a.jpg", jpeg(1600, 900))
    portal.edit(BANJIR, "title:", "photo: {src: /foto/a.jpg, caption: A, credit: B}\ntitle:")
    with previewing(portal) as preview:
        found = re.search(r"/gambar/[^\"' ]+\.jpg", preview.pages.find(URL).body.decode())
        assert found is not None

        def fail(*_: object) -> None:
            raise BrokenPictureError(sentence("it is cut off"), sentence("export it again"))

        monkeypatch.setattr(preview.pages._maker, "make", fail)
        shown = preview.pages.find(found[0])
        assert shown == resource(found[0], 500, "failed", problem=shown.problem)
        assert shown.problem == Problem(
            Where("content/foto/a.jpg"),
            "broken-picture",
            sentence("this picture cannot be shown: {error}", error=sentence("it is cut off")),
            sentence("export it again"),
        )


def test_an_expired_article_is_asked_about_everything(tmp_path: Path) -> None:
    """Readers do not get it, so no save touches it; it is as new as other pages all the same."""
    portal = newsroom(tmp_path)
    body, url, folder = "Banjir surut di pasar kota.", "/daerah/2024/10/lama/", "content/daerah/2024/10"
    for n in range(60):
        keys = {"timestamp": f"2024-10-{8 + n // 20:02} {n % 20:02}:00 WIB"}
        near = n % 6 == 0
        text = article(f"Judul {n}", body if near else f"Kata{n} unik{n}.", tags="[Banjir]" if near else "", **keys)
        portal.add(f"{folder}/b-{n:02}.md", text)
    gone = {"tags": "[Banjir]", "timestamp": "2024-10-08 10:30 WIB", "expires": "2024-10-09 20:00 WIB"}
    portal.add(f"{folder}/lama.md", article("Banjir Lama", body, **gone))
    late = {"follows": "/daerah/2024/10/lama.md", "timestamp": "2024-10-10 23:00 WIB"}
    portal.add(f"{folder}/lanjut.md", article("Lanjut", "Kata beda.", **late))
    with previewing(portal, drafts=True) as preview:

        def shown() -> bytes:
            preview.update(portal.now, EVERYTHING, lambda *_: None)
            found = preview.pages.find(url)
            assert (found.kind, found.status) == ("draft", 200)
            return found.body

        assert b"Banjir Dekat" not in shown()
        keys = {"tags": "[Banjir]", "timestamp": "2024-10-08 11:40 WIB"}
        portal.add(f"{folder}/dekat.md", article("Banjir Dekat", body, **keys))
        assert b"Banjir Dekat" in shown()
        portal.add("content/topics/banjir.md", "---\ntitle: Banjir Besar\nsince: 2024-10-07\n---\nIsi.\n")
        assert b"Banjir Besar" in shown()
        portal.remove(f"{folder}/dekat.md")
        assert b"Banjir Dekat" not in shown()
        portal.edit(f"{folder}/lanjut.md", "title: Lanjut", "title: Lain")
        assert b">Lain<" in shown()
