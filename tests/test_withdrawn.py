"""Withdrawn means gone: nothing of a withdrawn article is in any byte of the output, whatever was done before.

A desk publishes, edits, withdraws, restores, shares photos and deletes at random. Each article has words that no other
text has, in body, summary, caption and tags, and each photo has bytes of its own.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.lint_support import found
from tests.photos import BLUE, GREEN, RED, THEME, jpeg
from tests.support import CONFIG, NOW, Portal, Problem, article, site

SLUGS = ("a", "b", "c")
PHOTOS = {f"/foto/{name}.jpg": jpeg(100, 75, colour) for name, colour in (("m", RED), ("h", GREEN), ("b", BLUE))}
WITHDRAWN = "{timestamp: 2024-10-11 23:00 WIB, reason: trauma-korban, text: Demi korban., title: Berita Dicabut}"
STEPS = 5


class Desk:
    """A desk, and what each of its articles would leak."""

    def __init__(self, portal: Portal, dice: random.Random) -> None:
        self.portal = portal
        self.dice = dice
        self.keys: dict[str, dict[str, str]] = {}
        self.number = 0
        self.seen = {path: {data} for path, data in PHOTOS.items()}
        """Photo -> all files that were ever made of it."""
        for path, data in PHOTOS.items():
            portal.add(f"content{path}", data)
        portal.add("themes/uji/theme.yaml", THEME)

    def _word(self) -> str:
        self.number += 1
        return f"qx{self.number:03}zv"

    def step(self) -> None:
        """Do one thing to one article, or to the clock."""
        slug = self.dice.choice(SLUGS)
        keys = self.keys.get(slug)
        what = self.dice.choice(["write", "withdraw", "end", "restore", "photo", "draft", "delete", "hour"])
        if what == "hour":
            self.portal.now = NOW + self.dice.choice([-2, 0, 2, 3]) * 86400
        elif keys is None or what == "write":
            self._save(slug, self._new())
        elif what == "delete":
            del self.keys[slug]
            self.portal.remove(f"content/daerah/{slug}.md")
        else:
            photo = f"{{src: {self.dice.choice([*PHOTOS])}, credit: X, caption: {self._word()}}}"
            change = {
                "withdraw": {"retracted": WITHDRAWN, "gone": ""}, "end": {"gone": "Sudah selesai.", "retracted": ""},
                "restore": {"retracted": "", "draft": "", "gone": ""},
                "photo": {"photo": self.dice.choice([photo, ""])}, "draft": {"draft": self.dice.choice(["true", ""])},
            }[what]  # fmt: skip
            self._save(slug, {**keys, **change})

    def _new(self) -> dict[str, str]:
        word, shown = self._word, self.dice.choice([*PHOTOS])
        body = f"Isi {word()}.\n\n![{word()}]({shown})" if self.dice.random() < 0.4 else f"Isi {word()}."
        follows = self.dice.choice(["", "", *(f"/daerah/{slug}.md" for slug in self.keys)])
        return {
            "title": f"Judul {word()}", "body": body, "summary": f"Teras {word()}.", "tags": f"[{word()}]", "source": word(),
            "region": word(), "follows": follows, "photo": f"{{src: {shown}, credit: {word()}, caption: {word()}}}",
            "timestamp": f"2024-10-{self.dice.choice([8, 9, 11])} 10:00 WIB",
            "expires": self.dice.choice(["", "", "2024-10-12 10:00 WIB"]),
        }  # fmt: skip

    def _save(self, slug: str, keys: dict[str, str]) -> None:
        self.keys[slug] = keys
        self.portal.add(f"content/daerah/{slug}.md", article(**keys))

    def public(self) -> set[str]:
        """Return the articles that are published."""
        from_ = {slug: int(keys["timestamp"][8:10].strip()) for slug, keys in self.keys.items()}
        day = 10 + (self.portal.now - NOW) // 86400
        return {
            slug
            for slug, keys in self.keys.items()
            if not keys.get("retracted") and not keys.get("gone") and not keys.get("draft") and from_[slug] <= day
            and not (keys["expires"] and day >= 12)
        }  # fmt: skip

    def check(self, files: dict[str, bytes]) -> None:
        """Look for what may not be there, in names of files too, and for what must be."""
        public = self.public()
        everything = b"\n".join(path.encode() + b"\n" + data for path, data in files.items())
        for slug, keys in self.keys.items():
            if slug not in public:
                for word in {w.strip("[]{}.,()") for value in keys.values() for w in value.split()}:
                    assert not word.startswith("qx") or word.encode() not in everything, f"{slug} leaks {word}"
        for path in PHOTOS:
            shows = [keys for keys in self.keys.values() if path in keys.get("photo", "") or path in keys["body"]]
            shown = any(path in self.keys[s].get("photo", "") or path in self.keys[s]["body"] for s in public)
            there = path[1:] in files
            assert there == shown, f"{path} is {'' if there else 'not '}published"
            self.seen[path] |= {files[one] for one in files if one == path[1:] or one.startswith(f"gambar{path[:-4]}")}
            if shows and not shown:
                left = [one for one, data in files.items() if data in self.seen[path]]
                assert not left, f"of {path} is left: {left}"


@pytest.mark.parametrize("seed", range(4))
def test_nothing_of_a_withdrawn_article_is_left(tmp_path: Path, seed: int) -> None:
    """After any history, words and photos of what is withdrawn are nowhere, and the rest is as in a clean build."""
    desk = Desk(site(tmp_path, config=CONFIG + "theme: uji\nseverity: {dead-link: warning}\n"), random.Random(seed))
    for _ in range(STEPS):
        for _ in range(desk.dice.choice([1, 1, 2])):
            desk.step()
        desk.portal.build()
        desk.check(desk.portal.files())
    assert desk.portal.files() == desk.portal.clean(encoded=False)


PICTURE = "foto/m.jpg"
SHOWS = f"{{src: /{PICTURE}, credit: X, caption: Y}}"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add(f"content/{PICTURE}", PHOTOS[f"/{PICTURE}"])
    portal.add("content/daerah/2024/10/a.md", article("Nama Korban Disebut", photo=SHOWS, retracted=WITHDRAWN))
    portal.now = NOW + 3 * 86400
    return portal


def _warned(portal: Portal, code: str) -> list[Problem]:
    """Build, and return what is said of a withdrawn article, if the output is that of a clean build."""
    portal.build()
    assert portal.report is not None
    assert portal.files() == portal.clean()
    return [one for one in portal.report.warnings if one.code == code]


def test_a_photo_that_another_article_shows_is_warned_of(portal: Portal) -> None:
    """At the withdrawn article, while the other one is published."""
    for draft, told in (("true", []), ("", ["content/daerah/2024/10/a.md"])):
        portal.add("content/daerah/2024/10/b.md", article("B", photo=SHOWS, draft=draft))
        assert [one.path for one in found(portal, "withdrawn-photo")] == told


def test_the_new_headline_replaces_the_old_one_everywhere(portal: Portal) -> None:
    """On the notice, in links and Baca Juga boxes to it, and where another report follows it."""
    portal.add("content/daerah/2024/10/b.md", article("B", "Lihat [](a).\n\nBaca Juga: [](a)", follows="a"))
    portal.build()
    for path, data in portal.files().items():
        assert b"Nama Korban" not in data, path
    page = portal.read("daerah/2024/10/b/index.html")
    assert page.count('<a href="/daerah/2024/10/a/">Berita Dicabut</a>') == 3
    assert "<h1>Berita Dicabut</h1>" in portal.read("daerah/2024/10/a/index.html")


def test_headline_and_address_are_called_to_mind(portal: Portal) -> None:
    """As long as the headline is the old one, or an address has words of it that the new one has not."""
    path = "content/daerah/2024/10/a.md"
    assert _warned(portal, "withdrawn-slug") == []
    portal.edit(path, "title: Nama", "slug: korban-disebut\naliases: [/lama/nama/]\ntitle: Nama")
    warnings = _warned(portal, "withdrawn-slug")
    assert [one.message.partition("headline: ")[2] for one in warnings] == ["korban, disebut", "nama"]
    portal.add(path, article("Nama Korban", retracted=WITHDRAWN.partition(", title")[0] + "}"))
    (warning,) = _warned(portal, "withdrawn-slug")
    assert "headline and address" in warning.message
