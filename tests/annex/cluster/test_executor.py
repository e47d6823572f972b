"""What goes to workers and comes back makes the same bytes as a build without them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.annex.cluster import work
from generator.annex.cluster.messages import Snapshot
from generator.base.errors import SiteError
from generator.build import build
from generator.theming.jinja import ThemeEnvironment
from tests.annex.cluster.post import Post, cluster
from tests.support import CONFIG, Portal, article, png, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A site whose worker must not find it: links that count from a folder, files that are copied, a broken draft."""
    portal = site(tmp_path / "situs", config=f"{CONFIG}media: {{allow: [.pdf]}}\nsearch: true\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\n---\nBio.\n")
    body = "Satu.\n\nLihat [dua](lain/b.md) dan [berkas](lain/berkas.pdf).\n\n<!-- halaman -->\n\nDua."
    portal.add("content/daerah/2024/10/a.md", article("A", body, tags="[Banjir]"))
    portal.add("content/daerah/2024/10/lain/b.md", article("B", "Baca Juga: [](/daerah/2024/10/a/)", tags="[Banjir]"))
    portal.add("content/daerah/2024/10/lain/berkas.pdf", b"%PDF-1.4\n")
    portal.add("content/daerah/2024/10/c.md", article("C", draft="true"))
    return portal


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path / "pekerja")


def test_the_same_bytes(portal: Portal, post: Post) -> None:
    """Texts that ask for files beside them go twice; what is copied is copied here; nothing stays on the worker."""
    executor = cluster(post)
    portal.build(executor=executor)
    assert portal.files() == portal.clean()
    assert set(post.done) == {"read", "make"}
    assert post.done.count("read") == 2
    assert list(post.folder.iterdir()) == []


def test_an_edit_and_mistakes(portal: Portal, post: Post) -> None:
    """What workers find wrong is told as it always is, and the next build is as any other."""
    executor = cluster(post)
    portal.build(executor=executor)
    before = portal.files()
    portal.add("content/daerah/2024/10/d.md", article("D", "Lihat [ini](/tiada/).", timestamp="kemarin"))
    assert portal.problems(executor=executor) == portal.problems()
    assert portal.files() == before
    portal.remove("content/daerah/2024/10/d.md")
    portal.edit("content/daerah/2024/10/a.md", "title: A", "title: A baru")
    portal.build(executor=executor)
    assert portal.files() == portal.clean()


def test_a_text_that_is_too_large(portal: Portal, post: Post) -> None:
    """The limit of texts holds for what is sent to workers, too."""
    portal.add("site.yaml", f"{CONFIG}media: {{allow: [.pdf]}}\nlimits: {{article: 2 KB, media: 1 MB}}\n")
    portal.add("content/daerah/2024/10/d.md", article("D", "Isi. " * 1000))
    (problem,) = portal.problems(executor=cluster(post))
    assert problem.where.path == "content/daerah/2024/10/d.md"
    assert "2,048 bytes" in str(problem)


def test_a_worker_that_is_another_one(portal: Portal, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that it lacks the store, gets it, and makes the pages; some were made before by one that is gone."""
    make, count = work.make, iter(range(99))

    def dying(folder: Path, build: str, ids: tuple[int, ...]) -> list[work.Rendered]:
        if next(count) == 0:
            make(folder, build, ids)
            post.restart()
        return make(folder, build, ids)

    dying.__name__ = "make"
    monkeypatch.setattr(work, "make", dying)
    monkeypatch.setattr("tests.annex.cluster.post.packed", lambda value: value)
    monkeypatch.setattr("tests.annex.cluster.post.unpacked", lambda value: value)
    portal.build(executor=cluster(post))
    assert portal.files() == portal.clean()


def test_batches_that_are_made_twice(portal: Portal, post: Post) -> None:
    """What was made for nothing leaves no trace."""
    post.twice = True
    portal.build(executor=cluster(post))
    assert portal.files() == portal.clean()


def test_the_first_page_that_fails_is_named(portal: Portal, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same one, whoever made which pages in what order."""
    monkeypatch.setattr("generator.engine.render._LEAST", 1)
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    portal.add("themes/uji/templates/article.html", "{{ 1 // 0 }}")
    portal.add("themes/uji/templates/listing.html", "{{ 1 // 0 }}")
    with pytest.raises(SiteError) as raised:
        build(portal.options(jobs=2), lambda *_: None, lambda: None, cluster(post))
    assert list(raised.value.problems) == portal.problems()


def test_templates_are_compiled_once(portal: Portal, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers get them compiled."""
    compiled: list[str] = []
    compile_ = ThemeEnvironment.compile

    def noted(self: ThemeEnvironment, source: str, name: str, filename: str) -> Any:
        compiled.append(name)
        return compile_(self, source, name, filename)

    monkeypatch.setattr(ThemeEnvironment, "compile", noted)
    portal.build(executor=cluster(post))
    assert compiled
    assert len(compiled) == len(set(compiled))


def test_few_items_are_no_work_for_a_cluster(portal: Portal, post: Post) -> None:
    """What an edit makes is made here."""
    executor = cluster(post)
    executor.least = 300
    portal.build(executor=executor)
    assert post.done == []


@pytest.mark.slow
def test_photos(portal: Portal, post: Post) -> None:
    """Variants are made of bytes that went there; one that is broken is told of as ever."""
    portal.add("content/foto/a.png", png(900, 600))
    portal.edit(
        "content/daerah/2024/10/a.md", "title: A\n", "title: A\nphoto: {src: /foto/a.png, caption: A, credit: B}\n"
    )
    portal.build(executor=cluster(post))
    assert portal.files() == portal.clean()
    assert "draw" in post.done
    portal.add("content/foto/a.png", png(900, 600)[:90] + b"x" * 40)
    assert portal.problems(executor=cluster(post)) == portal.problems()


def test_a_piece_that_does_not_fit(portal: Portal, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of which a piece is missing or is another one is not used."""
    monkeypatch.setattr(work, "PIECE", 16384)
    monkeypatch.setattr("generator.annex.cluster.messages.PIECE", 16384)
    portal.build(executor=cluster(post))
    snapshot = Snapshot(portal.folder / ".ssg")
    first, second, *_ = snapshot
    for number, piece in ((1, second), (0, second)):
        with pytest.raises(work.LackingError):
            work.take(post.folder, "x", snapshot.digests, number, piece, snapshot.beside)
    # They are as they were, for whoever comes later.
    assert next(iter(snapshot)) == first
    work.take(post.folder, "x", snapshot.digests, 0, first, snapshot.beside)
    with pytest.raises(work.LackingError):
        work.make(post.folder, "x", (1,))
    snapshot.close()
