"""Batches: pages that are made again by whoever does the work have the bytes that the build gave them."""

from __future__ import annotations

import os
import shutil
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from generator.base.digest import digest
from generator.engine import batches
from generator.engine.batches import BatchRenderer, Result
from generator.engine.render import StalePages, _settings
from generator.engine.renderer import Settings
from generator.engine.staging import Parcel
from generator.model.page import Stale
from generator.queries.answers import unpack_dependencies
from generator.store import pages
from generator.store.database import Store, open_store
from generator.theming.loading import read_site
from tests.photos import jpeg
from tests.store import tables
from tests.support import CONFIG, Portal, article, copied, site

VTT = "content/foto/a.vtt"
JPEG = "content/foto/a.jpg"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal that was built, with media, variants and an asset of its own theme."""
    made = site(tmp_path_factory.mktemp("batches"), config=f"{CONFIG}theme: uji\nlimits: {{media: 20 kB}}\n")
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/assets/besar.txt", bytes(3 << 20))
    made.add(VTT, "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n")
    made.add(JPEG, jpeg())
    for name in "abc":
        made.add(f"content/daerah/{name}.md", article(name, photo="{src: /foto/a.jpg, caption: A, credit: X}"))
    made.build()
    return made


@pytest.fixture
def portal(built: Portal, tmp_path: Path) -> Portal:
    return copied(built, tmp_path)


@pytest.fixture
def store(portal: Portal) -> Iterator[Store]:
    store = open_store(portal.folder / ".ssg")
    yield store
    store.close()


@pytest.fixture
def settings(portal: Portal, store: Store) -> Settings:
    return _settings(StalePages(array("q"), ()), store, *read_site(portal.folder), str(portal.folder / "stage"))


def made(settings: Settings, ids: dict[int, str]) -> tuple[list[Result], dict[str, tuple[bytes, bool]]]:
    """Return what became of pages, and what was staged."""
    parcel = Parcel()
    renderer = BatchRenderer(settings, parcel)
    try:
        return renderer.render_all(tuple(ids)), parcel.unpack()
    finally:
        renderer.close()


def test_what_was_never_made_is_staged(portal: Portal, store: Store, settings: Settings) -> None:
    """With the bytes of the build, digests of these, and the same questions and reads; it takes the place of nothing."""
    paths = tables.make_again(store, Stale.STALE, lost=True)
    asks = {row.id: unpack_dependencies(row.asks) if row.asks else () for row in pages.stale(store, tuple(paths))}
    results, staged = made(settings, paths)
    files = {path: data for path, data in portal.files().items() if path in paths.values()}
    assert [(one.page, one.path) for one in results] == list(paths.items())
    assert staged == {path: (data, False) for path, data in files.items()}
    assert all((one.digest, one.written, one.problem) == (digest(files[one.path]), True, None) for one in results)
    assert {one.page: unpack_dependencies(one.asks) if one.asks else () for one in results} == asks
    assert all({*one.reads} == {read for ask in asks[one.page] for read in ask.reads} for one in results)
    assert any(one.reads for one in results)


def test_templates_are_compiled_before_anybody_makes_a_page(portal: Portal, settings: Settings) -> None:
    """All of them, where each process finds them; one with a mistake waits until it is used."""
    folder = portal.folder / ".ssg/templates"
    shutil.rmtree(folder)
    templates = settings.theme.templates
    wrong = {**templates, "article.html": msgspec.structs.replace(templates["article.html"], text="{% if %}")}
    batches.prepare(settings)
    assert len(list(folder.iterdir())) == len(templates)
    shutil.rmtree(folder)
    batches.prepare(msgspec.structs.replace(settings, theme=msgspec.structs.replace(settings.theme, templates=wrong)))
    assert len(list(folder.iterdir())) == len(templates) - 1


def test_what_is_as_it_was_is_not_staged(portal: Portal, store: Store, settings: Settings) -> None:
    """Its digest is that of the output; of a page that is only checked, there is none."""
    paths = tables.make_again(store, Stale.STALE)
    results, staged = made(settings, paths)
    assert staged == {}
    assert {one.path: (one.digest, one.written) for one in results} == {
        path: (digest(data), False) for path, data in portal.files().items() if path in paths.values()
    }
    tables.make_again(store, Stale.CHECK)
    results, staged = made(settings, paths)
    assert staged == {}
    copied = {one.path for one in results if one.digest}
    kinds = {path: kind for _, path, kind, *_ in tables.pages(store)}
    assert {kinds[path] for path in copied} == {"media", "asset", "picture"}


def test_what_differs_takes_the_place_of_a_file(store: Store, settings: Settings) -> None:
    """Of the output, which has it already."""
    paths = tables.make_again(store, Stale.STALE, b"\0")
    results, staged = made(settings, paths)
    assert all(one.written for one in results)
    assert {path for path, (_, replaces) in staged.items() if replaces} == set(paths.values())


@pytest.mark.parametrize(
    ("path", "change", "shown"),
    [
        (VTT, lambda file: file.write_bytes(b"W"), VTT),
        (VTT, lambda file: os.truncate(file, 8 << 20), VTT),
        (JPEG, lambda file: file.write_bytes(jpeg(colour=(1, 2, 3))), JPEG),
        ("themes/uji/assets/besar.txt", lambda file: file.write_bytes(b"W"), "themes/uji/assets/besar.txt"),
    ],
)
def test_a_file_that_changes_before_it_is_copied(
    portal: Portal, store: Store, settings: Settings, path: str, change: Callable[[Path], object], shown: str
) -> None:
    """Is told, at its place; not much more of it is read than a file may have."""
    paths = tables.make_again(store, Stale.STALE, lost=True)
    change(portal.folder / path)
    results, staged = made(settings, paths)
    problems = {one.problem for one in results if one.problem is not None and not one.path.startswith("gambar/")}
    assert {(str(one.where), one.code, one.message, one.hint) for one in problems} == {
        (shown, "unreadable", "this file was changed while it was being read", "build again")
    }
    assert all(not (one.digest or one.written) for one in results if one.problem)
    assert all(len(data) <= 1 << 20 for one, (data, _) in staged.items() if one.startswith("foto/"))


def test_a_file_that_goes_before_it_is_copied(portal: Portal, store: Store, settings: Settings) -> None:
    """Is told in the words of the system."""
    paths = tables.make_again(store, Stale.STALE, lost=True)
    portal.remove(VTT)
    results, _ = made(settings, paths)
    assert [(str(one.where), one.message) for one in filter(None, (one.problem for one in results))] == [
        (VTT, "this file cannot be read: No such file or directory")
    ]


def test_a_worker_keeps_its_renderer_for_a_build(settings: Settings) -> None:
    """Whoever prepares the next one has another token, even for the same settings, and the old renderer is closed."""
    token = batches.prepare(settings)
    assert batches.settings_of(settings.state) == settings
    try:
        first = batches.worker(settings.state, token)
        assert batches.worker(settings.state, token) is first
        assert first.settings == settings
        other = batches.prepare(settings)
        assert other != token
        assert batches.worker(settings.state, other) is not first
        with pytest.raises(Exception, match="closed"):
            first.render((1,))
    finally:
        batches.rest()
    assert batches._kept == {}


def test_variants_that_are_kept_need_not_be_made(portal: Portal, store: Store, settings: Settings) -> None:
    """What is to be made is what is neither kept nor brought from elsewhere."""
    tables.make_again(store, Stale.STALE)
    variants = {page: path for page, path, kind, *_ in tables.pages(store) if kind == "picture"}
    ids = (*variants,)
    renderer = BatchRenderer(settings, Parcel())
    assert renderer.unmade(ids) == []
    assert renderer.kinds(ids) == dict.fromkeys(ids, "picture")
    portal.remove(".ssg/pictures")
    jobs = renderer.unmade(ids)
    assert [job.path for job in jobs] == [*variants.values()]
    renderer.keep(jobs[0], (portal.output / jobs[0].path).read_bytes())
    assert renderer.unmade(ids) == jobs[1:]
    renderer.close()
