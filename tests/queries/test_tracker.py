"""What pages have asked: which answers still hold, and which are worked out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.base import dates
from generator.model import related
from generator.model.ordinal import SHIFT
from tests.support import Portal, article, site

LIST = "content/daerah/2024/09/b-{}.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    for n in range(6):
        stamp = f"2024-09-{n + 1:02d} 08:00 WIB"
        made.add(LIST.format(n), article(f"Tanggul Jebol {n}", timestamp=stamp, tags="[Banjir Lindan]", summary="S."))
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/templates/_crumbs.html", "<p>satu</p>\n")
    made.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    made.build()
    return made


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The times of the articles whose related ones were worked out."""
    found: list[int] = []
    pace = related.pace

    def noted(seq: int, around: Sequence[int]) -> int:
        found.append(seq >> SHIFT)
        return pace(seq, around)

    monkeypatch.setattr(related, "pace", noted)
    return found


def test_another_template_works_out_no_related_articles(portal: Portal, compared: list[int]) -> None:
    """Where nothing was touched the answers of the last build hold, and the pages are those of a clean build."""
    portal.edit("themes/uji/templates/_crumbs.html", "satu", "dua")
    assert portal.build().rendered > 6
    assert compared == []
    assert "dua" in portal.read("daerah/2024/09/b-3/index.html")
    assert portal.files() == portal.clean()


def test_a_new_body_that_tells_the_same_is_nothing_to_others(portal: Portal, compared: list[int]) -> None:
    """Words that every report has say nothing about a story; nor does it matter to those whose text leads to it."""
    portal.edit(LIST.format(2), "Isi berita.", "Isi [berita](/daerah/2024/09/b-5/).")
    portal.build()
    compared.clear()
    portal.edit(LIST.format(5), "Isi berita.", "Isi berita itu, kata dia.")
    portal.build()
    assert compared == []
    assert portal.files() == portal.clean()


def test_a_new_headline_is_compared_again(portal: Portal, compared: list[int]) -> None:
    """By what shares its words, newer or 48 hours older at most; whoever has it in his list to fill that only shows it."""
    portal.add("content/daerah/2024/10/lain.md", article("Harga Ikan", tags="[Pasar]"))
    portal.build()
    compared.clear()
    portal.edit(LIST.format(5), "Tanggul Jebol 5", "Warga Kembali")
    portal.build()
    seen = ["2024-09-04 08:00", "2024-09-05 08:00", "2024-09-06 08:00"]
    assert sorted(compared) == [dates.parse_now(f"{time} WIB", "WIB") for time in seen]
    assert "Warga Kembali" in portal.read("daerah/2024/10/lain/index.html")
    assert portal.files() == portal.clean()


def test_another_author_is_nothing_to_those_that_do_not_show_him(portal: Portal, compared: list[int]) -> None:
    """Only the page of the article itself is made again, and the lists of both authors."""
    portal.edit(LIST.format(3), "author: Sari Wulan", "author: Tono Hadi")
    portal.build()
    assert compared == []
    assert portal.files() == portal.clean()


def test_whoever_shows_an_article_shows_its_new_summary(portal: Portal, compared: list[int]) -> None:
    """Without choosing again."""
    for n in range(20):
        stamp = f"2024-09-08 {n:02d}:00 WIB"
        portal.add(
            LIST.format(f"lain-{n}"), article(f"Tanggul Jebol lain {n}", timestamp=stamp, tags="[Banjir Lindan]")
        )
    portal.build()
    compared.clear()
    portal.edit(LIST.format(3), "summary: S.", "summary: Lain.")
    portal.build()
    assert compared == []
    assert portal.files() == portal.clean()


OTHER = "/daerah/2024/09/b-1.md"
NAMING = {
    "a pin": ("author: Sari Wulan", f"author: Sari Wulan\nrelated: [{OTHER}]"),
    "what may not be there": ("author: Sari Wulan", f"author: Sari Wulan\nunrelated: [{OTHER}]"),
    "the report before": ("author: Sari Wulan", f"author: Sari Wulan\nfollows: {OTHER}"),
    "a link in the text": ("Isi berita.", f"Isi [berita]({OTHER})."),
}
"""Edits of what an article itself names, which no other article is compared by."""


@pytest.mark.parametrize("edit", NAMING.values(), ids=NAMING)
def test_what_an_article_names_is_chosen_again(portal: Portal, compared: list[int], edit: tuple[str, str]) -> None:
    """By the article, and by one that continues it; when it is taken back too."""
    portal.add(LIST.format("lanjutan"), article("Harga Ikan", tags="[Pasar]", follows=LIST.format(3)[len("content") :]))
    portal.build()
    for before, after in (edit, edit[::-1]):
        compared.clear()
        portal.edit(LIST.format(3), before, after)
        portal.build()
        assert dates.parse_now("2024-09-04 08:00 WIB", "WIB") in compared
        assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    "gone",
    [
        "draft: true",
        "timestamp: 2024-09-05 08:00 WIB",
        "slug: lain",
        "retracted: {timestamp: 2024-09-09 08:00 WIB, reason: sara}",
    ],
)
def test_an_article_that_goes_is_missed_by_those_that_name_it(portal: Portal, gone: str) -> None:
    """It is published no more, elsewhere in time or at another address; then it is back."""
    portal.edit("site.yaml", "theme: uji", "theme: uji\nseverity: {dead-link: warning, lost-address: warning}")
    portal.edit(LIST.format(5), "author: Sari Wulan", f"author: Sari Wulan\nrelated: [{OTHER}]\nfollows: b-1")
    portal.edit(LIST.format(4), "Isi berita.", "Isi [berita](/daerah/2024/09/b-1/).")
    portal.build()
    whole = portal.files()
    text = (portal.folder / LIST.format(1)).read_text("utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(gone.partition(":")[0])) + "\n"
    portal.add(LIST.format(1), kept.replace("---\n", f"---\n{gone}\n", 1))
    portal.build()
    assert portal.files() == portal.clean()
    portal.add(LIST.format(1), text)
    portal.build()
    assert portal.files() == portal.clean() == whole


@pytest.mark.parametrize("hidden", ["draft: true", "timestamp: 2024-10-10 13:00 WIB"])
def test_a_pin_beyond_the_horizon_is_chosen_when_it_comes(portal: Portal, hidden: str) -> None:
    """By its name alone: nothing else that is newer than the horizon has been read."""
    text = article("Warga Kembali").replace("---\n", f"---\n{hidden}\n", 1)
    portal.add(
        "content/daerah/2024/10/c.md",
        text.replace("timestamp: 2024-10-09 16:10 WIB\n", "") if "13:00" in hidden else text,
    )
    portal.edit(LIST.format(0), "author: Sari Wulan", "author: Sari Wulan\nrelated: [/daerah/2024/10/c.md]")
    portal.build()
    assert "Warga Kembali" not in portal.read("daerah/2024/09/b-0/index.html").partition("Artikel Terkait")[2]
    portal.add("content/daerah/2024/10/c.md", article("Warga Kembali"))
    portal.build()
    assert "/daerah/2024/10/c/" in portal.read("daerah/2024/09/b-0/index.html")
    assert portal.files() == portal.clean()


def test_what_was_touched_is_remembered_until_the_pages_are_made(portal: Portal) -> None:
    """A build that ends in a broken template does not lose what the articles had brought."""
    portal.edit(LIST.format(5), "Tanggul Jebol 5", "Warga Kembali")
    portal.edit("themes/uji/templates/_crumbs.html", "satu", "{{ 1 // 0 }}")
    assert portal.problems()
    portal.edit("themes/uji/templates/_crumbs.html", "{{ 1 // 0 }}", "tiga")
    portal.build()
    assert "Warga Kembali" in portal.read("daerah/2024/09/b-3/index.html")
    assert portal.files() == portal.clean()


SUMMARY = ("summary: S.", "summary: Lain.")
CHOSEN_BY = {
    "kanal": ("author: Sari Wulan", "author: Sari Wulan\ncategory: nasional"),
    "advertorial": ("author: Sari Wulan", "author: Sari Wulan\ntype: advertorial\nsponsor: Bank"),
    "headline": ("Tanggul Jebol 3", "Warga Kembali"),
    "a pin": ("author: Sari Wulan", "author: Sari Wulan\nrelated: [/daerah/2024/09/b-1.md]"),
}
"""Edits of one article: of what others only show, and of what they choose by."""


@pytest.mark.parametrize("shown_first", [True, False])
@pytest.mark.parametrize("by", CHOSEN_BY)
def test_no_edit_hides_another_that_no_build_has_shown(portal: Portal, by: str, *, shown_first: bool) -> None:
    """Whichever comes first, the lists are chosen again after a build that failed in between."""
    edits = [SUMMARY, CHOSEN_BY[by]] if shown_first else [CHOSEN_BY[by], SUMMARY]
    portal.edit(LIST.format(3), *edits[0])
    portal.edit("themes/uji/templates/_crumbs.html", "satu", "{{ 1 // 0 }}")
    assert portal.problems()
    portal.edit("themes/uji/templates/_crumbs.html", "{{ 1 // 0 }}", "satu")
    portal.edit(LIST.format(3), *edits[1])
    portal.build()
    assert portal.files() == portal.clean()


def test_whoever_pays_leaves_the_lists_that_anybody_fills(tmp_path: Path) -> None:
    """Those are read as ranges, so an article that stays where it is must say that it may fill them no more."""
    portal = site(tmp_path)
    for name, title in {"satu": "Kebakaran Gudang", "dua": "Harga Ikan", "tiga": "Panen Padi"}.items():
        portal.add(f"content/daerah/2024/10/{name}.md", article(title, f"{title}.", summary="S."))
    portal.build()

    def listed() -> str:
        page = portal.read("daerah/2024/10/satu/index.html")
        return page.partition('class="terkait')[2].partition("</section>")[0]

    before = listed()
    assert "Harga Ikan" in before
    portal.edit("content/daerah/2024/10/dua.md", "summary: S.", "summary: S.\ntype: advertorial\nsponsor: Bank")
    portal.build()
    assert "Harga Ikan" not in listed()
    assert portal.files() == portal.clean()
    portal.edit("content/daerah/2024/10/dua.md", "\ntype: advertorial\nsponsor: Bank", "")
    portal.build()
    assert listed() == before
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("old", "new", "page"),
    [
        ("tags: [Banjir Lindan]", "tags: [BANJIR LINDAN]", "tag/banjir-lindan/index.html"),
        ("author: Sari Wulan", "author: SARI WULAN", "penulis/sari-wulan/index.html"),
    ],
)
def test_a_list_is_spelled_as_its_oldest_article_spells_it_now(portal: Portal, old: str, new: str, page: str) -> None:
    """Though no card says so, and the article stays in the list."""
    portal.edit(LIST.format(0), old, new)
    portal.build()
    assert new.partition(": ")[2].strip("[]") in portal.read(page)
    assert portal.files() == portal.clean()
