"""Old pictures: the photos of old articles have few sizes, from the first day of a month on."""

from __future__ import annotations

import json
import random
import re

import pytest

from generator.base import dates
from tests.photos import BLUE, PAGE, PHOTO, A, B, jpeg, made, names_what_is_there, notes
from tests.preview_support import serving
from tests.support import Portal, article, invoked, ld

OLD = "pictures: {archive: {older_than: 1y}}\n"
BEFORE, AFTER = (dates.parse(text, "WIB").epoch for text in ("2025-10-31 23:59 WIB", "2025-11-01 00:00 WIB"))
"""The last minute in which an article of October 2024 is new, and the first in which it is old."""
NEW = {
    "16x9-0-30-160.jpg", "4x3-0-0-160.jpg", "1x1-50-0-120.jpg", "16x9-0-30-64.avif", "16x9-0-30-128.avif",
    "4x3-0-0-48.avif", "4x3-0-0-48.jpg", "16x9-0-30-128.jpg",
}  # fmt: skip
FEW = {"16x9-0-30-64.avif", "16x9-0-30-128.avif", "16x9-0-30-160.jpg"}


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
    assert re.search(r"a\.\w{12}\.16x9-0-30-64\.avif 64w, ", aging.read("terkini/index.html"))


@pytest.mark.slow
def test_a_photo_of_a_new_article_keeps_its_files(aging: Portal) -> None:
    """Whichever old ones show it too; these show the few."""
    aging.now = AFTER
    aging.add(B, article("B", photo=PHOTO, timestamp="2025-10-30 10:00 WIB"))
    aging.build()
    assert notes(aging) == NEW
    assert ".4x3-" not in re.sub(r"<aside.*?</aside>|<section.*?</section>", "", aging.read(PAGE), flags=re.DOTALL)
    aging.remove(B)
    aging.build()
    assert notes(aging) == FEW
    assert aging.files() == aging.clean()
    kept = {path.name for path in (aging.folder / ".ssg/pictures").rglob("*") if path.is_file()}
    assert len(kept) == len(FEW)


def test_the_next_change_is_told(aging: Portal) -> None:
    """The first of the month in which an article grows old; afterwards nothing waits."""
    aging.now = BEFORE
    aging.build()
    told = json.loads(invoked(aging, "next", "--json", "--now", str(BEFORE)).stdout)
    assert (told["at"], told["change"], told["path"]) == (AFTER, "old", A)
    assert json.loads(invoked(aging, "next", "--json", "--now", str(AFTER)).stdout).get("change") != "old"


@pytest.mark.slow
def test_a_preview_shows_them_as_of_the_time_that_it_shows(aging: Portal) -> None:
    """A page that was shown before too, and that of a draft."""
    aging.add(B, article("B", photo=PHOTO, draft="true"))
    aging.now = BEFORE
    with serving(aging, drafts=True) as server:
        origin = {"Origin": server.base}
        urls = ("/daerah/2024/10/a/", "/daerah/2024/10/b/", "/terkini/")
        assert all(b".4x3-" in server.get(url).body for url in urls)
        assert server.get("/_ssg/now", origin, "POST", b"2025-11-01T00:00").status == 204
        for url in urls:
            server.until(lambda url=url: b".4x3-" not in server.get(url).body)
            for one in set(re.findall(r"/gambar/[\w./-]+", server.get(url).body.decode())):
                assert server.get(one).status == 200
        assert server.get("/_ssg/now", origin, "POST", b"2025-10-31T00:00").status == 204
        for url in urls:
            server.until(lambda url=url: b".4x3-" in server.get(url).body)


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
            text + rng.choice((OLD, OLD, OLD.replace("1y", "11mo"), "")),
        )


@pytest.mark.slow
def test_incremental_equals_clean_whatever_grows_old_or_is_put_off(aging: Portal) -> None:
    """After every step; pages name what is there also where photos wait for a later build."""
    rng = random.Random(1)
    for number, size in enumerate(SIZES):
        aging.add(f"content/foto/{number}.jpg", jpeg(*size))
    aging.remove(A)
    for step in range(12):
        a_step(rng, aging)
        if rng.random() < 0.3:
            aging.build(pictures="later")
            assert names_what_is_there(aging), step
        aging.build()
        assert aging.files() == aging.clean(encoded=False), step
