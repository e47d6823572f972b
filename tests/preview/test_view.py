"""View: what is at each address in one state of the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Where
from generator.base.sentences import sentence
from generator.engine.renderer import FailedPageError, Renderer
from generator.model.codec import decode
from generator.model.page import Page
from generator.model.records import Article, Photo
from generator.preview import state, view
from generator.preview.preview import Preview
from generator.preview.verified_files import Source
from generator.preview.view import Resource, Setup, UnsavedPicture, View, make, renderer_for, resource
from generator.preview.watch import EVERYTHING
from generator.store import documents
from generator.theming.loading import read_site_yaml, theme_of
from tests.photos import jpeg
from tests.preview_support import OTHER, PASAR, URL, newsroom
from tests.support import Portal, article

SECRET, PARTS = "/daerah/2024/10/rahasia/", "/daerah/2024/10/rahasia/2/"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = newsroom(tmp_path_factory.mktemp("view"))
    made.edit(PASAR, "title:", "aliases: [/lama.html]\ntitle:")
    text = article("Rahasia", "Satu.\n\n<!-- halaman -->\n\nDua.", draft="true")
    made.add("content/daerah/2024/10/rahasia.md", text)
    made.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nKami.\n")
    made.add("content/foto/a.vtt", "catatan")
    made.add("content/foto/baru.jpg", jpeg(900, 600))
    return made


@pytest.fixture(scope="module")
def preview(portal: Portal) -> Iterator[Preview]:
    with state.alone(portal.folder), state.opened(portal.folder) as store:
        one = Preview(portal.options(), store, state.folder_of(portal.folder))
        one.update(portal.now, EVERYTHING, lambda *_: None)
        assert one.problems == ()
        yield one
        one.close()


@pytest.fixture
def shown(preview: Preview) -> View:
    """A state of the site with its drafts, of which no page is planned."""
    return msgspec.structs.replace(preview.pages._current, drafts=True)


def at(shown: View, url: str, before: Resource | None = None, *, hidden: bool = True) -> Resource:
    """Return what is at an address."""
    return make(shown, url, shown.page_at(url, hidden=hidden)[0], before, hidden=hidden)[0]


def doc_of(shown: View, url: str) -> int:
    page = shown.page_at(url, hidden=True)[0]
    assert page is not None
    return page.owner


@pytest.mark.parametrize(
    ("url", "status", "kind"),
    [
        ("/", 200, "home"), (URL, 200, "article"), ("/daerah/", 200, "listing"), ("/tentang/", 200, "standing"),
        (SECRET, 200, "draft"), (PARTS, 200, "draft"), ("/404.html", 404, "404"), ("/tiada/", 404, "missing"),
        ("/daerah/2024/10/Banjir/", 404, "missing"), (SECRET.upper(), 404, "missing"),
    ],
)  # fmt: skip
def test_what_is_at_an_address(shown: View, url: str, status: int, kind: str) -> None:
    """A page with its body, in exactly the letters of its address; its document only where it has one of its own."""
    found = at(shown, url)
    owned = kind in ("article", "standing", "draft")
    assert found == resource(url, status, kind, body=found.body, doc=doc_of(shown, url) if owned else 0)
    assert found.body.startswith(b"<!DOCTYPE html>")


def test_an_unknown_address_shows_the_sites_own_page(shown: View) -> None:
    """The same bytes as at the page's own address."""
    assert at(shown, "/tiada/").body == at(shown, "/404.html").body


@pytest.mark.parametrize("url", [URL, SECRET, "/daerah/"])
def test_an_address_without_its_last_slash_leads_on(shown: View, url: str) -> None:
    """That of a draft does, too; where nothing would be, it does not."""
    assert at(shown, url.rstrip("/")) == resource(url.rstrip("/"), 301, "redirect", target=url)
    assert at(shown, f"{url}tiada").kind == "missing"


def test_an_old_address_leads_to_the_article(shown: View) -> None:
    """And is known to be of that article."""
    assert at(shown, "/lama.html") == resource("/lama.html", 301, "redirect", target=OTHER, doc=doc_of(shown, OTHER))


def test_files_are_told_with_what_they_must_hold(portal: Portal, shown: View) -> None:
    """A media file by its digest and size; a file of the theme by its digest and where it really is."""
    top = str(portal.folder / "content")
    text = Source(top, "foto/a.vtt", digest(b"catatan").hex(), 7)
    assert at(shown, "/foto/a.vtt") == resource("/foto/a.vtt", 200, "media", source=text)
    sheet = Source(
        str((portal.folder / "themes/uji/assets").resolve()), "uji.css", digest(b"body { color: black }\n").hex()
    )
    assert at(shown, "/aset/uji.css") == resource("/aset/uji.css", 200, "asset", source=sheet)


def test_an_unpublished_article_has_a_page_only_for_whom_may_see_it(shown: View) -> None:
    """Neither without drafts nor for a visitor who may not; an article that is published is no hidden one."""
    for url in (SECRET, PARTS):
        assert shown.planned(url) is None
        page = shown.hidden(url)
        assert page is not None
        assert shown.page_at(url, hidden=True)[0] == page
        assert shown.page_at(url, hidden=False)[0] is None
        assert msgspec.structs.replace(shown, drafts=False).page_at(url, hidden=True)[0] is None
    assert [shown.hidden(url) for url in (URL, f"{SECRET}3/", "/tiada/")] == [None] * 3
    assert at(shown, SECRET.rstrip("/"), hidden=False).kind == "missing"


def test_a_page_is_known_by_its_sources(preview: Preview, shown: View) -> None:
    """Its document where it has one; a list has none of its own, and an address without a page has the setup alone."""
    missing = shown.page_at("/tiada/", hidden=True)[1]
    assert missing.startswith(shown.setup_digest)
    assert shown.page_at("/daerah/", hidden=True)[1] == missing == shown.page_at("/", hidden=True)[1]
    for url in (URL, "/tentang/", SECRET):
        version = documents.version(preview._store, doc_of(shown, url))
        assert version is not None
        assert shown.page_at(url, hidden=True)[1] == missing + version.digest + b"%d" % version.state


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Renderer, "make", fail)


def test_a_page_that_cannot_be_made_says_why(shown: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of the problem if there is one, else by the name of what was raised; lists own no document."""
    failing(monkeypatch, ZeroDivisionError("bagi nol"))
    known = Problem(
        Where("themes"),
        "broken-template",
        sentence("the page cannot be made: {name}: {error}", name="ZeroDivisionError", error="bagi nol"),
    )
    for url, doc in ((URL, doc_of(shown, URL)), ("/daerah/", 0)):
        found = at(shown, url)
        assert found.problem is not None
        assert str(found.problem) == str(known)
        assert found == resource(url, 500, "failed", doc=doc, problem=found.problem)
    missing = at(shown, "/tiada/")
    assert missing == resource("/tiada/", 404, "missing", problem=missing.problem)
    assert str(missing.problem) == str(known)
    own = Problem(Where("themes/uji/templates/article.html", 3), "broken-template", sentence("said"))
    failing(monkeypatch, FailedPageError(own))
    assert at(shown, URL).problem == own


def test_the_page_as_it_was_stays_below_a_problem(shown: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """If there was one; what had no body is told as failed."""
    before = at(shown, URL)
    own = Problem(Where("themes"), "broken-template", sentence("said"))
    failing(monkeypatch, FailedPageError(own))
    assert at(shown, URL, before) == msgspec.structs.replace(before, problem=own)
    assert at(shown, URL, resource(URL, 404, "missing")).kind == "failed"


def test_a_resource_is_known_by_all_that_a_browser_shows() -> None:
    """Status, kind, target, and bytes or the file's digest; whose page it is and what is wrong with it are not shown."""
    file = Source("content", "a.vtt", "ab" * 16, 7)
    some = [
        resource("/a/", 200, "article"), resource("/a/", 404, "article"), resource("/a/", 200, "draft"),
        resource("/a/", 200, "article", body=b"A"), resource("/a/", 200, "article", target="/b/"),
        resource("/a/", 200, "article", source=file),
    ]  # fmt: skip
    assert len({one.digest for one in some}) == len(some)
    problem = Problem(Where("themes"), "broken-template", sentence("said"))
    same = resource("/b/", 200, "article", body=b"A", doc=3, problem=problem)
    assert same == Resource("/b/", 200, "article", some[3].digest, b"A", None, "", 3, problem)
    assert resource("/a/", 200, "article", body=b"lain", source=file).digest == some[5].digest


def written(shown: View, **keys: object) -> Article:
    """Return the first article with another text."""
    found = decode(Article, documents.record(shown.store, doc_of(shown, URL)))
    return msgspec.structs.replace(found, matter=msgspec.structs.replace(found.matter, **keys))


def test_an_unsaved_text_is_shown_by_itself(shown: View) -> None:
    """The page with that text, once: nothing else is made from it, and what is no article's page shows nothing."""
    before, archive = at(shown, URL), shown.renderer.archive
    text = shown.with_unsaved(URL, written(shown, title="Belum Disimpan"))
    assert text is not None
    assert b"Belum Disimpan" in text
    assert shown.renderer.archive is archive
    assert at(shown, URL) == before
    for url in ("/", "/tiada/", "/foto/a.vtt", "/tentang/"):
        assert shown.with_unsaved(url, written(shown, title="Belum Disimpan")) is None


@pytest.mark.parametrize("kind", [FailedPageError, SiteError])
def test_an_unsaved_text_that_cannot_be_shown_changes_nothing(
    shown: View, monkeypatch: pytest.MonkeyPatch, kind: type
) -> None:
    """There is no page of it, and the archive is as it was."""
    archive, problem = shown.renderer.archive, Problem(Where("themes"), "broken-template", sentence("said"))
    failing(monkeypatch, FailedPageError(problem) if kind is FailedPageError else SiteError([problem]))
    assert shown.with_unsaved(URL, written(shown)) is None
    assert shown.renderer.archive is archive


def test_a_picture_that_only_an_unsaved_text_has_is_there(shown: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """Itself and its variants; those of many texts are forgotten when there are too many."""
    text = written(shown, photo=Photo("/foto/baru.jpg", caption="A", credit="B"))
    assert shown.unsaved == {}
    assert shown.with_unsaved(URL, text) is not None
    doc = doc_of(shown, "/foto/baru.jpg")
    assert shown.unsaved["foto/baru.jpg"] == UnsavedPicture(Page("foto/baru.jpg", "media", doc), "foto/baru.jpg")
    variants = {path: picture.page for path, picture in shown.unsaved.items() if path != "foto/baru.jpg"}
    assert variants
    assert {(page.kind, page.owner) for page in variants.values()} == {("picture", doc)}
    assert all(path.startswith("gambar/") for path in variants)
    assert [shown.planned(f"/{path}") for path in variants] == [*variants.values()]
    count = len(shown.unsaved)
    for most, left in ((count, count), (count - 1, 0)):
        monkeypatch.setattr(view, "_MOST_UNSAVED", most)
        shown.with_unsaved(URL, written(shown))
        assert len(shown.unsaved) == left


def test_a_picture_of_an_unsaved_text_that_is_gone(shown: View) -> None:
    """No other picture is at its address, even one that has its number in the store by now."""
    text = written(shown, photo=Photo("/foto/baru.jpg", caption="A", credit="B"))
    assert shown.with_unsaved(URL, text) is not None
    page = Page("foto/lama.jpg", "media", shown.unsaved["foto/baru.jpg"].page.owner)
    shown.unsaved["foto/lama.jpg"] = UnsavedPicture(page, "foto/lama.jpg")
    assert shown.planned("/foto/lama.jpg") is None
    assert shown.planned("/foto/baru.jpg") == shown.unsaved["foto/baru.jpg"].page


def test_templates_are_compiled_before_any_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken one is told at once, and nothing stays open then."""
    made, closed = newsroom(tmp_path), []
    close = Renderer.close
    monkeypatch.setattr(Renderer, "close", lambda one: (closed.append(one), close(one)))
    with state.opened(made.folder):
        for text, count in (("{{ 1 }}", 0), ("{% if %}", 1)):
            made.add("themes/uji/templates/article.html", text)
            site = read_site_yaml(made.folder)
            theme, problems = theme_of(made.folder, site)
            assert theme is not None
            assert problems == []
            if count:
                with pytest.raises(SiteError) as error:
                    renderer_for(made.folder, state.folder_of(made.folder), Setup(site, theme))
                assert [one.where.path for one in error.value.problems] == ["themes/uji/templates/article.html"]
            else:
                renderer_for(made.folder, state.folder_of(made.folder), Setup(site, theme)).close()
                closed.clear()
            assert len(closed) == count
