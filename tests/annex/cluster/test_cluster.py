"""A cluster makes the same bytes as a build without one, and says the same of mistakes."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.annex.cluster.dask import Dask
from tests.deploying_support import until
from tests.photos import jpeg
from tests.support import CONFIG, Portal, RefusedError, article, site, ssg_begun, ssg_here

MANY = 330
"""Articles: few enough for a test, and more than a build makes by itself."""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A site whose workers do not have its files: links that count from a folder, what is copied, photos, a draft."""
    pytest.importorskip("distributed", reason="dask is not installed")
    portal = site(tmp_path / "situs", config=f"{CONFIG}media: {{allow: [.pdf]}}\nsearch: true\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\n---\nBio.\n")
    body = "Satu.\n\nLihat [dua](lain/b.md) dan [berkas](lain/berkas.pdf).\n\n<!-- halaman -->\n\nDua."
    portal.add("content/daerah/2024/10/a.md", article("A", body, tags="[Banjir]"))
    portal.add("content/daerah/2024/10/lain/b.md", article("B", "Baca Juga: [](/daerah/2024/10/a/)", tags="[Banjir]"))
    portal.add("content/daerah/2024/10/lain/berkas.pdf", b"%PDF-1.4\n")
    portal.add("content/daerah/2024/10/c.md", article("C", draft="true"))
    for number in range(MANY):
        if number < 12:
            portal.add(f"content/foto/{number}.jpg", jpeg(200 + number, 150))
        photo = f"{{src: /foto/{number % 12}.jpg, alt: A, credit: B}}"
        text = article(
            f"Berita {number}", tags=f"[T{number % 7}]", photo=photo, timestamp=f"2024-{number % 9 + 1:02}-05 10:00 WIB"
        )
        portal.add(f"content/nasional/d-{number}.md", text)
    return portal


@pytest.mark.slow
def test_workers_of_this_machine_make_the_same_bytes(portal: Portal) -> None:
    """What they find wrong is told as it always is, and the next build is as any other."""
    portal.build(cluster="local:2")
    assert portal.files() == portal.clean()
    before = portal.files()
    for number in range(MANY):
        portal.edit(f"content/nasional/d-{number}.md", "Isi berita", "Kabar lain")
    portal.add("content/daerah/2024/10/d.md", article("D", "Lihat [ini](/tiada/).", timestamp="kemarin"))
    portal.add("content/foto/3.jpg", jpeg()[:300])
    found = portal.problems(cluster="local:2")
    assert {one.path for one in found} >= {"content/daerah/2024/10/d.md", "content/nasional/d-15.md"}
    assert found == portal.problems()
    assert portal.files() == before
    portal.remove("content/daerah/2024/10/d.md")
    portal.add("content/foto/3.jpg", jpeg(210, 150))
    portal.build(cluster="local:2")
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_a_theme_that_fails_is_told_as_by_a_build_without_a_cluster(portal: Portal) -> None:
    """It is the same page, whoever made which pages in what order."""
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/article.html", "{{ 1 // 0 }}")
    portal.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    assert portal.problems(cluster="local:2") == portal.problems()


@pytest.mark.long
def test_a_worker_that_dies_costs_nothing_but_time(portal: Portal, tmp_path: Path) -> None:
    """Another one makes its pages; without a scheduler a sentence says so."""
    with Dask(tmp_path / "dask") as dask:
        victim = dask.worker()
        dask.worker()
        begun = ssg_begun(portal, "build", "--now", "2024-10-10 12:00 WIB", "--cluster", dask.address)
        until((portal.folder / ".ssg/store.db").exists)
        victim.send_signal(signal.SIGKILL)
        assert begun.wait(120) == 0
        assert portal.files() == portal.clean()
        dask.stop()
        portal.edit("content/nasional/d-1.md", "Isi berita", "Kabar lain")
        with pytest.raises(RefusedError) as refused:
            portal.build(cluster=dask.address)
        assert dask.address in refused.value.said


@pytest.mark.parametrize("address", ["localhost", "local:0", "http://127.0.0.1:1", "local:x"])
def test_an_address_that_is_none_is_a_sentence(tmp_path: Path, address: str) -> None:
    """With what it may be; before anything is read."""
    done = ssg_here(site(tmp_path), "build", "--cluster", address)
    assert (done.returncode, "tcp://HOST:PORT" in done.stderr) == (2, True)


def test_waiting_and_a_cluster_exclude_each_other(tmp_path: Path) -> None:
    """An edit makes few pages, for which no cluster pays."""
    done = ssg_here(site(tmp_path), "build", "--wait", "--cluster", "local:2")
    assert (done.returncode, "--cluster" in done.stderr) == (2, True)
