"""Evidence: all that the rules look at, as it was read of the store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from generator.base import dates
from generator.base.sentences import NOTHING
from generator.config.article_keys import spelled
from generator.lint.gathering import gather
from generator.lint.rules.evidence import ArticleRow, Copy, Evidence, Finding, MediaRow, Withdrawal
from generator.model.records import Link
from generator.store.database import open_store
from generator.theming.loading import read_site_yaml
from tests.support import CONFIG, NOW, article, png, site

RETRACTED = "{timestamp: 2024-10-09 20:00 WIB, reason: sara}"
CORRECTED = "[{timestamp: 2024-10-09 17:00 WIB, text: A}, {timestamp: 2024-10-09 18:00 WIB, text: B}]"


def at(hour: str) -> int:
    return dates.parse(f"2024-10-{hour} WIB", "WIB").epoch


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    redirects = "redirects: {/x/: '/lama/?a#b', /y/: /daerah/, /z/: /foto/d.png}\n"
    portal = site(tmp_path_factory.mktemp("desk"), config=f"{CONFIG}keys: id\n{redirects}")
    for name, width in (("a", 20), ("b", 20), ("c", 30), ("d", 40)):
        portal.add(f"content/foto/{name}.png", png(width, 10))
    portal.add("content/foto/.e.png", b"x")
    portal.add("content/authors/sari.md", "---\nname: Sari\n---\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.add(
        "content/daerah/a.md",
        article("Dicabut", "![A](/foto/a.png)", timestamp="2024-10-09 10:00 WIB", retracted=RETRACTED),
    )
    portal.add(
        "content/daerah/b.md",
        article("Selesai", "![C](/foto/c.png)", timestamp="2024-10-09 11:00 WIB", gone="Selesai.", aliases="[/lama/]"),
    )
    portal.add(
        "content/daerah/iklan.md",
        article("Iklan", timestamp="2024-10-09 11:30 WIB", gone="Selesai.", type="advertorial", sponsor="Bank"),
    )
    whole = {
        "tags": "[Satu, Dua]", "summary": "Ringkas.", "photo": "{src: /foto/d.png, credit: X}", "follows": "/daerah/a.md",
        "updated": "2024-10-09 16:30 WIB", "corrections": CORRECTED, "related": "[/daerah/b.md]", "unrelated": "[/daerah/a.md]",
    }  # fmt: skip
    body = "Isi.\n\nBaca Juga: [](/daerah/b.md)"
    portal.add("content/daerah/c.md", article("Utuh", body, timestamp="2024-10-09 12:00 WITA", **whole))
    text = "---\njudul: Sepi\npenulis: [Ani, Budi]\neditor: Cici\nwaktu: 2024-10-09 13:00 WIB\nlanjutan: /daerah/a.md\n---\n"
    portal.add("content/daerah/d.md", text)
    portal.add("content/daerah/e.md", article("Konsep", "", timestamp="2024-10-09 14:00 WIB", draft="true"))
    portal.add(
        "content/daerah/f.md",
        article(
            "Film", "", timestamp="2024-10-09 15:00 WIB", type="foto", photo="{src: https://x.example/a.jpg, credit: X}"
        ),
    )
    portal.build(hold=True)
    with closing(open_store(portal.folder / ".ssg")) as store:
        return gather(store, read_site_yaml(portal.folder), NOW)


def row(evidence: Evidence, path: str) -> ArticleRow:
    return next(one for one in evidence.articles if one.path == path)


def test_articles_come_by_time(evidence: Evidence) -> None:
    """Whatever becomes of them."""
    assert [one.path for one in evidence.articles] == [
        f"daerah/{name}.md" for name in ("a", "b", "c", "iklan", "d", "e", "f")
    ]
    assert (evidence.now, evidence.site.name) == (NOW, "Kabar Uji")


def test_all_of_an_article(evidence: Evidence) -> None:
    """As its front matter and its body say."""
    one = row(evidence, "daerah/c.md")
    assert one == ArticleRow(
        path="daerah/c.md", title="Utuh", epoch=at("09 11:00"), updated=at("09 16:30"), amended=at("09 18:00"), zone="WITA",
        authors=("Sari Wulan",), editors=("Budi Rahman",), tags=("Satu", "Dua"), summary="Ringkas.", photo="/foto/d.png",
        follows="/daerah/a.md", text=one.text, traits=one.traits, silent=False, textless=False, withdrawn=False, written=spelled(indonesian=False).written,
        unannounced=False,
    )  # fmt: skip
    assert len({one.text for one in evidence.articles}) == 4


def test_what_an_article_lacks(evidence: Evidence) -> None:
    """Text, where it may be without, and its place among readers."""
    facts = {
        Path(one.path).stem: (one.silent, one.textless, one.withdrawn, one.unannounced, one.amended, one.photo)
        for one in evidence.articles
    }
    assert facts == {
        "a": (False, False, True, False, at("09 20:00"), ""), "b": (False, False, True, True, 0, ""),
        "iklan": (False, False, True, False, 0, ""), "c": (False, False, False, False, at("09 18:00"), "/foto/d.png"),
        "d": (True, False, False, False, 0, ""), "e": (True, True, False, False, 0, ""), "f": (True, True, False, False, 0, ""),
    }  # fmt: skip
    sepi = row(evidence, "daerah/d.md")
    assert (sepi.authors, sepi.editors, sepi.written) == (("Ani", "Budi"), ("Cici",), spelled(indonesian=True).written)


def test_all_else(evidence: Evidence) -> None:
    """Of people, pages and files; copies are those of withdrawn articles alone."""
    assert [one.path for one in (*evidence.profiles, *evidence.standing)] == ["authors/sari.md", "pages/redaksi.md"]
    sizes = {name: len(png(width, 10)) for name, width in (("a", 20), ("b", 20), ("c", 30), ("d", 40))}
    assert evidence.media == tuple(
        MediaRow(f"foto/{name}.png", sizes[name], width, used)
        for name, width, used in (("a", 20, True), ("b", 20, False), ("c", 30, True), ("d", 40, True))
    )
    assert evidence.hidden == ("foto/.e.png",)
    assert evidence.copies == (Copy("daerah/a.md", Link("image", "/foto/a.png", "A", line=8, column=6), "foto/b.png"),)
    assert evidence.aliases == {"/lama/?a#b"}
    assert {one.path for one in evidence.articles if one.traits} == {f"daerah/{name}.md" for name in "cdf"}


def test_what_leads_to_what_is_over(evidence: Evidence) -> None:
    """In the order of what is over, and of what leads there; with the words of the file."""
    told = [(one.path, one.link.kind, one.link.target, one.gone, one.key) for one in evidence.withdrawals]
    assert told == [
        ("daerah/c.md", "link", "/daerah/a.md", False, "follows"), ("daerah/c.md", "link", "/daerah/a.md", False, "unrelated"),
        ("daerah/d.md", "link", "/daerah/a.md", False, "lanjutan"), ("daerah/c.md", "baca", "/daerah/b.md", True, ""),
        ("daerah/c.md", "link", "/daerah/b.md", True, "related"),
    ]  # fmt: skip
    assert Withdrawal("a.md", Link("baca", "/a/"), gone=True).key == ""


def test_the_file_of_a_finding() -> None:
    """Without a path it is site.yaml."""
    assert [Finding("bad-date", path, evidence.__doc__ or "").file for path in ("a.md", "")] == [
        "content/a.md",
        "site.yaml",
    ]  # type: ignore[arg-type]


def test_a_right_form_is_that_of_a_value() -> None:
    """Without key and entry nothing would be mended, and nobody told."""
    assert Finding("near-tags", "a.md", NOTHING, key="tags", entry="Rop", right=("Rob",)).right == ("Rob",)
    for given in ({}, {"key": "tags"}, {"entry": "Rop"}):
        with pytest.raises(AssertionError, match="near-tags"):
            Finding("near-tags", "a.md", NOTHING, right=("Rob",), **given)
