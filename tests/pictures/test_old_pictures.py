"""Old pictures: the photos of old articles have few sizes, from the first day of a month on."""

from __future__ import annotations

import random
import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from generator.base import dates
from generator.engine.clock import coming
from generator.store import documents, pages
from generator.store.database import STATE, open_reader
from tests.kills import killed_at, visible, whole
from tests.photos import BLUE, PAGE, PHOTO, A, B, jpeg, made, notes
from tests.preview_support import serving
from tests.quick import LONG, sample, stride
from tests.store import tables
from tests.support import Portal, article, ld

OLD = "pictures: {archive: {older_than: 1y, widths: [48, 96]}}\n"
BEFORE, AFTER = (dates.parse(text, "WIB").epoch for text in ("2025-10-31 23:59 WIB", "2025-11-01 00:00 WIB"))
"""The last minute in which an article of October 2024 is new, and the first in which it is old."""
NEW = {
    "16x9-0-30-160.jpg", "4x3-0-0-160.jpg", "1x1-50-0-120.jpg", "16x9-0-30-64.avif", "16x9-0-30-128.avif",
    "4x3-0-0-48.avif", "4x3-0-0-48.jpg", "16x9-0-30-128.jpg",
}  # fmt: skip
FEW = {"16x9-0-30-48.avif", "16x9-0-30-96.avif", "16x9-0-30-160.jpg"}


@pytest.fixture
def aging(portal: Portal) -> Portal:
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text() + OLD)
    return portal


def test_a_photo_has_few_files_from_the_first_of_a_month_on(aging: Portal) -> None:
    """In the build of that minute."""
    aging.now = BEFORE
    aging.build()
    assert notes(aging) == NEW
    aging.now = AFTER
    aging.build()
    assert notes(aging) == FEW


def test_what_others_have_linked_to_stays(aging: Portal) -> None:
    """The 16:9 JPEG of og:image, feeds and sitemaps has the address and the file that it had; structured data names it alone."""
    aging.now = BEFORE
    aging.build()
    shared = ld(aging.read(PAGE))["NewsArticle"]["image"][0].removeprefix("https://uji.example/")
    stat = (aging.output / shared).stat()
    aging.now = AFTER
    aging.build()
    page = aging.read(PAGE)
    assert ld(page)["NewsArticle"]["image"] == [f"https://uji.example/{shared}"]
    assert f'<meta property="og:image" content="https://uji.example/{shared}">' in page
    assert shared in aging.read("feed.xml")
    now = (aging.output / shared).stat()
    assert (now.st_ino, now.st_mtime_ns) == (stat.st_ino, stat.st_mtime_ns)


@pytest.mark.slow
def test_pages_name_the_few_files_and_no_others(aging: Portal) -> None:
    """The article, lists that show its card, and what else names a picture; in whatever shape the theme wants it."""
    aging.now = AFTER
    aging.add(B, article("B", "![x](/foto/b.jpg)", type="foto", photo="{src: /foto/c.jpg, credit: X, alt: C}"))
    aging.add("content/foto/b.jpg", jpeg(300, 200))
    aging.add("content/foto/c.jpg", jpeg(300, 200, BLUE))
    aging.build()
    files = aging.files()
    named = set()
    for path, data in files.items():
        if path.endswith((".html", ".xml", ".json")):
            named |= set(re.findall(r"gambar/[\w./-]+\.(?:avif|jpg)", data.decode()))
    assert named == set(made(aging))
    assert len(made(aging)) == 3 + 2 + 4
    assert len({path for path in made(aging) if "/c." in path}) == 4
    # A list shows the cut that there is, and lets the browser cut the rest.
    assert re.search(r"a\.\w{12}\.16x9-0-30-48\.avif 48w, ", aging.read("terkini/index.html"))


@pytest.mark.slow
def test_a_photo_of_a_new_article_keeps_its_files(aging: Portal) -> None:
    """Whichever old ones show it too; these show the few."""
    aging.now = AFTER
    aging.add(B, article("B", photo=PHOTO, timestamp="2025-10-30 10:00 WIB"))
    aging.build()
    assert notes(aging) == NEW | FEW
    assert "-128.avif" not in re.sub(r"<aside.*?</aside>|<section.*?</section>", "", aging.read(PAGE), flags=re.DOTALL)
    aging.remove(B)
    aging.build()
    assert notes(aging) == FEW
    assert aging.files() == aging.clean()
    kept = {path.name for path in (aging.folder / ".ssg/pictures").rglob("*") if path.is_file()}
    assert len(kept) == len(FEW)


@pytest.mark.slow
def test_an_article_that_gets_another_time_is_as_old_as_that_says(aging: Portal) -> None:
    """Its own time decides, not that of its file or of an update."""
    aging.now = AFTER
    aging.build()
    aging.edit(A, "timestamp: 2024-10-09", "updated: 2025-10-30 10:00 WIB\ntimestamp: 2024-10-09")
    aging.build()
    assert notes(aging) == FEW
    aging.edit(A, "timestamp: 2024-10-09", "timestamp: 2024-11-09")
    aging.build()
    assert notes(aging) == NEW
    assert aging.files() == aging.clean()


@pytest.mark.slow
def test_another_age_holds_for_all(aging: Portal) -> None:
    """Other months, other widths, and none."""
    aging.now = AFTER
    aging.build()
    for old, new, expected in (
        ("older_than: 1y", "older_than: 13mo", NEW),
        ("older_than: 13mo", "older_than: 1mo", FEW),
        ("[48, 96]", "[64]", {"16x9-0-30-64.avif", "16x9-0-30-160.jpg"}),
        (", widths: [64]", "", {"16x9-0-30-128.avif", "16x9-0-30-160.jpg"}),
        (OLD.replace("1y, widths: [48, 96]", "1mo"), "", NEW),
    ):
        aging.edit("site.yaml", old, new)
        aging.build()
        assert notes(aging) == expected
        assert aging.files() == aging.clean()
    aging.edit("themes/uji/theme.yaml", "pictures:\n", "pictures:\n  archive: {widths: [32, 64]}\n")
    aging.add("site.yaml", (aging.folder / "site.yaml").read_text() + "pictures: {archive: {older_than: 1mo}}\n")
    aging.build()
    assert notes(aging) == {"16x9-0-30-32.avif", "16x9-0-30-64.avif", "16x9-0-30-160.jpg"}


@pytest.mark.slow
def test_the_next_change_is_told(aging: Portal) -> None:
    """The first of the month in which an article grows old; afterwards nothing waits."""
    aging.now = BEFORE
    aging.build()
    with closing(open_reader(aging.folder / STATE)) as store:
        (found,) = coming(store, BEFORE)
        assert (found.at, found.change, found.path) == (AFTER, "old", A)
        assert coming(store, AFTER) == []
    aging.edit("site.yaml", OLD, "")
    aging.build()
    with closing(open_reader(aging.folder / STATE)) as store:
        assert coming(store, BEFORE) == []


@pytest.mark.slow
def test_a_preview_shows_them_as_of_the_time_that_it_shows(aging: Portal) -> None:
    """A page that was shown before too, and that of a draft."""
    aging.add(B, article("B", photo=PHOTO, draft="true"))
    aging.now = BEFORE
    with serving(aging, drafts=True) as server:
        origin = {"Origin": server.base}
        urls = ("/daerah/2024/10/a/", "/daerah/2024/10/b/", "/terkini/")
        assert all(b"-96.avif" not in server.get(url).body for url in urls)
        assert server.get("/_ssg/now", origin, "POST", b"2025-11-01T00:00").status == 204
        for url in urls:
            server.until(lambda url=url: b"-96.avif" in server.get(url).body)
            for one in set(re.findall(r"/gambar/[\w./-]+", server.get(url).body.decode())):
                assert server.get(one).status == 200
        assert server.get("/_ssg/now", origin, "POST", b"2025-10-31T00:00").status == 204
        for url in urls:
            server.until(lambda url=url: b"-96.avif" not in server.get(url).body)


@pytest.mark.slow
def test_killed_while_photos_grow_old(aging: Portal, tmp_path: Path) -> None:
    """At each event of that build: no file is torn, and the next build leaves the bytes of a clean one."""
    for number in range(4):
        aging.add(f"content/daerah/2024/10/c{number}.md", article(f"C {number}", photo=PHOTO))
    # Of files that there are already, so that nothing is encoded in a forked process, which lacks the threads of libvips.
    aging.edit("site.yaml", "[48, 96]", "[64, 128]")
    aging.now = BEFORE
    aging.build()
    before = aging.files()
    shutil.copytree(aging.folder, tmp_path / "kept", symlinks=True)
    aging.now = AFTER
    expected = aging.clean()
    number = kills = 0
    while True:
        number += stride(10)
        for name in ("build", ".ssg"):
            shutil.rmtree(aging.folder / name)
            shutil.copytree(tmp_path / "kept" / name, aging.folder / name, symlinks=True)
        if not killed_at(aging, number):
            break
        kills += 1
        assert whole(visible(aging), before, expected), number
        aging.build()
        assert aging.files() == expected, number
    assert kills > 8


# ------------------------------------------------------------------------ the property

MONTHS = (
    "2024-09-01",
    "2024-09-30",
    "2024-10-01",
    "2024-10-15",
    "2024-10-31",
    "2024-11-01",
    "2024-11-30",
    "2024-12-31",
)
SIZES = ((160, 120), (120, 200), (400, 120), (90, 90), (130, 100))
STEPS = 120 if LONG else 30


def a_step(rng: random.Random, portal: Portal) -> None:
    """Edit something, or let time go on or back."""
    slug = rng.choice("abcde")
    path = f"content/daerah/2024/10/{slug}.md"
    what = rng.random()
    if what < 0.4:
        portal.now = (
            rng.choice((BEFORE, AFTER)) + rng.choice((-62, -31, -1, 0, 0, 30, 61)) * 86400 + rng.choice((0, -1, 1))
        )
    elif what < 0.85:
        hours = rng.choice(("00:00", "12:00", "23:59"))
        fit = rng.choice(("", "", ", fit: whole", ", focus: 80% 20%"))
        photo = f"{{src: /foto/{rng.randrange(5)}.jpg, credit: X, alt: Y{fit}}}"
        portal.add(path, article(
            slug.upper(), rng.choice(("Isi.", f"![x](/foto/{rng.randrange(5)}.jpg)")),
            photo=rng.choice((photo, photo, "")), type=rng.choice(("berita", "berita", "foto", "infografik")),
            timestamp=f"{rng.choice(MONTHS)} {hours} WIB", draft=rng.choice(("", "", "", "true")),
        ))  # fmt: skip
    elif what < 0.92:
        (portal.folder / path).unlink(missing_ok=True)
    elif what < 0.96:
        portal.add(f"content/foto/{rng.randrange(5)}.jpg", jpeg(*rng.choice(SIZES), (rng.randrange(256), 0, 0)))
    else:
        text = (portal.folder / "site.yaml").read_text().partition("pictures:")[0]
        portal.add(
            "site.yaml",
            text + rng.choice((OLD, OLD, OLD.replace("1y", "11mo"), OLD.replace("[48, 96]", "[64, 96, 128]"), "")),
        )


@pytest.mark.slow
@pytest.mark.parametrize("seed", sample(range(8), 8))
def test_incremental_equals_clean_whatever_grows_old(aging: Portal, seed: int) -> None:
    """After every step, and no photo that old articles alone show in one way has more than four files."""
    rng = random.Random(seed)
    for number, size in enumerate(SIZES):
        aging.add(f"content/foto/{number}.jpg", jpeg(*size))
    aging.remove(A)
    for step in range(STEPS):
        a_step(rng, aging)
        aging.build()
        assert aging.files() == aging.clean(encoded=False), step
        with closing(open_reader(aging.folder / STATE)) as store:
            ways: dict[int, list[bool]] = {}
            for key, _, old, _ in tables.uses(store):
                ways.setdefault(key, []).append(old)
            files = [(key, documents.media_at(store, key)) for key, old in ways.items() if old == [True]]
            for _, file in files:
                if file is not None:
                    assert len(pages.of_document(store, file.doc, ("picture",))) <= 4, (step, file.media.path)
