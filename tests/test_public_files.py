"""Which files of content/ readers get: those that something published shows or leads to, and those that site.yaml names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.photos import RED, jpeg
from tests.support import CONFIG, NOW, Portal, article, site

PICTURE = "foto/m.jpg"
SHOWS = f"{{src: /{PICTURE}, credit: X, caption: Y}}"
ARTICLE = "content/daerah/2024/10/b.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with a picture that nothing shows."""
    portal = site(tmp_path)
    portal.add(f"content/{PICTURE}", jpeg(100, 75, RED))
    return portal


@pytest.mark.slow
def test_a_picture_goes_and_comes_with_what_shows_it(portal: Portal) -> None:
    """That of a withdrawn, scheduled, expired, draft, held or deleted article is not public, nor one that nothing shows."""
    for keys, public in (
        ({}, True), ({"draft": "true"}, False), ({"timestamp": "2024-11-09 10:00 WIB"}, False), ({"title": "A: B"}, False),
        ({"retracted": "{timestamp: 2024-10-09 23:00 WIB, reason: sara, text: X.}"}, False), ({"gone": "Selesai."}, False),
        ({"expires": "2024-10-09 10:00 WIB"}, False), ({"expires": "2024-11-10 10:00 WIB"}, True),
    ):  # fmt: skip
        portal.add(ARTICLE, article(**{"title": "B", "photo": SHOWS, **keys}))
        portal.build(hold=True)
        assert (PICTURE in portal.files()) == public, keys
        assert portal.files() == portal.clean(hold=True)
    portal.now = NOW + 60 * 86400
    portal.build()
    assert PICTURE not in portal.files()
    assert portal.files() == portal.clean()
    portal.remove(ARTICLE)
    portal.build()
    assert PICTURE not in portal.files()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("user", "text"),
    [
        (ARTICLE, article("B", photo=SHOWS)), (ARTICLE, article("B", f"![x](/{PICTURE})")),
        (ARTICLE, article("B", f"[Unduh](/{PICTURE}).")), ("content/pages/tentang.md", f"---\ntitle: T\n---\n![x](/{PICTURE})\n"),
        ("content/authors/sari-wulan.md", f"---\nname: Sari Wulan\nphoto: /{PICTURE}\n---\nIsi.\n"),
        ("content/topics/banjir.md", f"---\ntitle: Banjir\nphoto: {SHOWS}\n---\nIsi.\n"),
        (ARTICLE, article("B", f"## 16.30 WIB – Awal (Sari)\n\n![x](/{PICTURE})", type="live")),
        ("site.yaml", f"{CONFIG}logo: /{PICTURE}\n"), ("site.yaml", f"{CONFIG}redirects: {{/lama/: /{PICTURE}}}\n"),
        ("site.yaml", f"{CONFIG}theme: uji\ntheme_settings: {{opinion: /{PICTURE}}}\n"),
        ("site.yaml", f"{CONFIG}media: {{public: [/{PICTURE}]}}\n"), ("site.yaml", f"{CONFIG}media: {{public: ['foto/*.jpg']}}\n"),
        ("site.yaml", f"{CONFIG}media: {{public: [x.txt, content/foto/]}}\n"), ("site.yaml", f"{CONFIG}media: {{allow: [M.jpg]}}\n"),
        ("themes/uji/templates/home.html", f"<img src='/{PICTURE}'>"),
    ],
)  # fmt: skip
def test_what_publishes_a_file(portal: Portal, user: str, text: str) -> None:
    """Texts, people, topics, entries of a live report, the theme, and site.yaml, until they no longer do."""
    portal.add("themes/uji/theme.yaml", "extends: kabar\n")
    portal.add("site.yaml", f"{CONFIG}theme: uji\n")
    portal.build()
    assert PICTURE not in portal.files()
    portal.add(user, text)
    portal.build()
    assert PICTURE in portal.files()
    assert portal.files() == portal.clean()
    if user == "site.yaml":
        portal.add(user, f"{CONFIG}theme: uji\n")
    else:
        portal.remove(user)
    portal.build()
    assert PICTURE not in portal.files()
    assert portal.files() == portal.clean()


def test_a_path_named_in_full_needs_no_other_line(portal: Portal) -> None:
    """Whatever its kind; a pattern publishes nothing that a browser could run."""
    portal.add("site.yaml", CONFIG + "media: {public: [ads.txt, google1.html, berkas/**]}\n")
    for path in ("ads.txt", "google1.html", "berkas/b.vtt"):
        portal.add(f"content/{path}", "x")
    portal.build()
    assert {"ads.txt", "google1.html", "berkas/b.vtt"} <= portal.files().keys()
    portal.add("content/berkas/c.html", "x")
    portal.add("content/x/ads.txt", "x")
    assert [one.path for one in portal.problems()] == ["content/berkas/c.html", "content/x/ads.txt"]


def test_the_address_of_a_private_file_stays_its_own(portal: Portal) -> None:
    """Nothing else can take that of any file: the hour at which it comes back would make the build fail."""
    portal.add("site.yaml", CONFIG + "media: {allow: [.html]}\n")
    portal.add("content/peta.html", "Peta.")
    portal.build()
    assert "peta.html" not in portal.files()
    portal.add(ARTICLE, article("B", aliases="[/peta.html]"))
    assert [one.code for one in portal.problems()] == ["address-taken"]


def test_what_was_public_and_is_not_is_said_once(portal: Portal) -> None:
    """By a build that finds it in the output and knows no earlier one, with the line that publishes it again."""
    for path in ("arsip/2009/a.jpg", "arsip/2010/b.jpg", "ads.vtt", "foto/rahasia.jpg"):
        portal.add(f"content/{path}", "x")
    portal.add("content/daerah/d.md", article("D", "![x](/foto/rahasia.jpg)", draft="true"))
    portal.add("site.yaml", CONFIG + "media: {public: ['**']}\n")
    portal.build()
    portal.add("site.yaml", CONFIG)
    shutil.rmtree(portal.folder / ".ssg")
    (said,) = [one for one in portal.build().warnings if one.code == "lost-media"]
    assert said.message.endswith("ads.vtt, arsip/2009/a.jpg, arsip/2010/b.jpg, foto/m.jpg")
    assert said.hint.endswith("media: {public: [ads.vtt, arsip/**, foto/m.jpg]}")
    assert portal.files() == portal.clean()
    shutil.rmtree(portal.folder / ".ssg")
    assert [one for one in portal.build().warnings if one.code == "lost-media"] == []
