"""What pages have asked: which answers still hold, and which are worked out again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import NOW, ROOT, Portal, article, copied, site, tree

LIST = "content/daerah/2024/09/b-{}.md"
LETTERS = "abcdefghjklmnopqrstuwyz"
"""Numbers would make a series of the headlines."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("begun"))
    for n in range(6):
        stamp = f"2024-09-{n + 1:02d} 08:00 WIB"
        made.add(
            LIST.format(n),
            article(f"Tanggul Jebol {LETTERS[n]}", timestamp=stamp, tags="[Banjir Lindan]", summary="S."),
        )
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/templates/_crumbs.html", "<p>satu</p>\n")
    made.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    made.build()
    return made


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path)


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [
        (5, "Isi berita.", "Isi berita itu, kata dia."),
        (3, "author: Sari Wulan", "author: Tono Hadi"),
        (3, "summary: S.", "summary: Lain."),
        (5, "Tanggul Jebol f", "Warga Kembali"),
    ],
    ids=["body", "author", "summary", "headline"],
)
def test_an_edit_reaches_those_that_show_it(portal: Portal, number: int, old: str, new: str) -> None:
    """Or that choose by it; a page that is made again is another one, but for the few that looked whether it matters."""
    for n in range(20):
        text = article(
            f"Tanggul Jebol lain {LETTERS[n]}", timestamp=f"2024-09-08 {n:02d}:00 WIB", tags="[Banjir Lindan]"
        )
        portal.add(LIST.format(f"lain-{n}"), text)
    portal.add("content/daerah/2024/10/ikan.md", article("Harga Ikan", "Isi.", tags="[Pasar]"))
    portal.edit(LIST.format(2), "Isi berita.", "Isi [berita](/daerah/2024/09/b-5/).")
    portal.build()
    portal.edit(LIST.format(number), old, new)
    report = portal.build()
    assert 0 < report.rendered < report.pages / 3
    assert portal.files() == portal.clean()


OTHER = "/daerah/2024/09/b-1.md"
NAMING = {
    "a pin": ("author: Sari Wulan", f"author: Sari Wulan\nrelated: [{OTHER}]"),
    "what may not be there": ("author: Sari Wulan", f"author: Sari Wulan\nunrelated: [{OTHER}]"),
    "the report before": ("author: Sari Wulan", f"author: Sari Wulan\nfollows: {OTHER}"),
    "a link in the text": ("Isi berita.", f"Isi [berita]({OTHER})."),
}
"""Edits of what an article itself names, which no other article is compared by."""


@pytest.mark.slow
@pytest.mark.parametrize("edit", NAMING.values(), ids=NAMING)
def test_what_an_article_names_is_chosen_again(portal: Portal, edit: tuple[str, str]) -> None:
    """By the article, and by one that continues it; when it is taken back too."""
    portal.add(LIST.format("lanjutan"), article("Harga Ikan", tags="[Pasar]", follows=LIST.format(3)[len("content") :]))
    portal.build()
    before = portal.files()
    portal.edit(LIST.format(3), *edit)
    portal.build()
    assert portal.files() == portal.clean()
    portal.edit(LIST.format(3), *edit[::-1])
    portal.build()
    assert portal.files() == before


@pytest.mark.slow
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
    assert portal.files() == whole


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
    portal.edit(LIST.format(5), "Tanggul Jebol f", "Warga Kembali")
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
    "headline": ("Tanggul Jebol d", "Warga Kembali"),
    "a pin": ("author: Sari Wulan", "author: Sari Wulan\nrelated: [/daerah/2024/09/b-1.md]"),
}
"""Edits of one article: of what others only show, and of what they choose by."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("by", "shown_first"),
    [("kanal", True), ("kanal", False), ("advertorial", True), ("headline", False), ("a pin", True)],
)
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

    before = portal.files()
    assert "Harga Ikan" in listed()
    portal.edit("content/daerah/2024/10/dua.md", "summary: S.", "summary: S.\ntype: advertorial\nsponsor: Bank")
    portal.build()
    assert "Harga Ikan" not in listed()
    assert portal.files() == portal.clean()
    portal.edit("content/daerah/2024/10/dua.md", "\ntype: advertorial\nsponsor: Bank", "")
    portal.build()
    assert portal.files() == before


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


NEW_QUERY = """

{decorator}
def newest_of_all(archive: Archive) -> Answer[list[Card]]:
    return latest(archive, 1, "all", "", END)
"""
FOR_TEMPLATES = """

_others = questions


def questions(ask: Tracker, *of: Any) -> dict[str, Any]:
    return _others(ask, *of) | {"newest_of_all": lambda: ask(articles.newest_of_all)}
"""


@pytest.mark.slow
@pytest.mark.parametrize("decorator", ['@query(sentence("the newest of all differs"))', ""], ids=["query", "function"])
def test_a_new_query_is_one_function(portal: Portal, tmp_path: Path, decorator: str) -> None:
    """With its decorator pages that ask it are made again, and say why; without it the first page is an error."""
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "generator/queries/articles.py").open("a") as file:
        file.write(NEW_QUERY.format(decorator=decorator))
    with (tmp_path / "generator/pages/environment.py").open("a") as file:
        file.write(FOR_TEMPLATES)
    portal.add("themes/uji/templates/_crumbs.html", "{{ newest_of_all() | map(attribute='title') | join }}\n")

    def ssg(*words: str) -> subprocess.CompletedProcess[str]:
        where = ["--site", str(portal.folder), *words, "--now", str(NOW)]
        return subprocess.run(
            [sys.executable, "-m", "generator", *where], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    first = ssg("build")
    if not decorator:
        assert (first.returncode, "_crumbs.html:1: error: the template failed" in first.stderr) == (1, True)
        return
    assert first.returncode == 0, first.stderr
    portal.add("content/daerah/2024/10/baru.md", article("Warga Kembali", timestamp="2024-10-09 09:00 WIB"))
    assert ssg("build").returncode == 0
    assert "the newest of all differs" in ssg("why", "/daerah/2024/09/b-0/").stdout
    built = tree(portal.output)
    shutil.rmtree(portal.folder / ".ssg")
    shutil.rmtree(portal.output)
    ssg("build")
    assert tree(portal.output) == built
