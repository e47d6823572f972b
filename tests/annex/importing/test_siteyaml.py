"""site.yaml of an imported archive."""

from __future__ import annotations

import msgspec
import pytest

from generator.annex.importing.found import Found, Portal, Term
from generator.annex.importing.order import Order
from generator.annex.importing.placing import Way
from generator.annex.importing.plan import Plan, planned
from generator.annex.importing.siteyaml import archive_folders, parsed, site_text
from generator.annex.importing.survey import survey
from generator.base.errors import SiteError
from tests.exports import SITE
from tests.importing_support import item


def plan(*found: Found, **order: object) -> Plan:
    seen = survey(
        [
            Portal("Kabar Lama", "Semboyan", SITE, "id-ID"),
            Term("category", "daerah", "Daerah"),
            *found,
            item("1", categories=("daerah",)),
        ]
    )
    return planned(Order("hugo", (), "/tiada", **order), seen, {})  # type: ignore[arg-type]


def test_what_the_source_says_of_the_site() -> None:
    """Its name, where it was, and its kanal; an archive is judged leniently, and what is new strictly."""
    text = site_text(plan(), "WITA", 0, ())
    site = parsed(text)
    assert (site.name, site.tagline, site.base_url, site.language) == ("Kabar Lama", "Semboyan", SITE, "id")
    assert text.startswith("name: Kabar Lama\ntagline: Semboyan\n")
    assert "timezone: Asia/Makassar\n" in text
    assert [(one.slug, one.name) for one in site.categories] == [("daerah", "Daerah")]
    for code in ("dead-link", "dead-fragment", "missing-picture", "broken-picture", "missing-editor", "missing-credit"):
        assert text.count(f"  {code}: warning\n") == 3


TOLERATED = "".join(
    f"    {code}: warning\n"
    for code in "dead-link dead-fragment missing-picture broken-picture missing-editor missing-credit".split()
)


def test_the_whole_of_a_site_yaml() -> None:
    """What the source says; what is usual is left out."""
    made = plan(
        Term("tag", "a", "A", address=f"{SITE}/label/a/"), Term("category", "laut", "Laut", "Uraian"), item("2", categories=("laut",)),
    )  # fmt: skip
    leniency = "severity:\n  folders:\n" + "".join(
        f'  - path: "{path}"\n{TOLERATED}' for path in ("*/2019/10/**", "pages/**", "authors/**")
    )
    assert site_text(made, "WIB", 3 << 20, (Way("/a/", "/b/", "redirect"),), ("x/a.pdf",)) == (
        f'name: Kabar Lama\ntagline: Semboyan\nbase_url: "{SITE}"\ntimezone: Asia/Jakarta\nlanguage: id\npermalink: "/{{year}}/{{month}}/{{slug}}/"\n'
        "paths:\n  tag: label\ncategories:\n- slug: daerah\n  name: Daerah\n- slug: laut\n  name: Laut\n  description: Uraian\n"
        f'redirects:\n  /a/: /b/\nmedia:\n  allow:\n    x/:\n    - ".pdf"\nlimits:\n  article: "4 MB"\n{leniency}'
    )
    assert site_text(planned(Order("rows", (), "/tiada"), survey([Portal(url=SITE), item("1")]), {}), "WIB", 0, ()) == (
        f'name: Portal\nbase_url: "{SITE}"\ntimezone: Asia/Jakarta\npermalink: "/{{year}}/{{month}}/{{slug}}/"\n'
        f'categories:\n- slug: berita\n  name: Berita\nmedia:\n  base_url: "{SITE}"\n{leniency}'
    )


def test_what_an_earlier_site_yaml_said_stays() -> None:
    """Its redirects, and a limit that its articles need."""
    earlier = parsed(
        site_text(plan(), "WIB", (3 << 20) - 1, (Way("/a/", "/b/", "redirect"), Way("/c/", "/d/", "redirect")))
    )
    text = site_text(msgspec.structs.replace(plan(), earlier=earlier), "WIB", 5, (Way("/a/", "/e/", "redirect"),))
    assert "redirects:\n  /a/: /e/\n  /c/: /d/\n" in text
    assert 'limits:\n  article: "3 MB"\n' in text
    larger = site_text(msgspec.structs.replace(plan(), earlier=earlier), "WIB", 3 << 20, ())
    assert 'limits:\n  article: "4 MB"\n' in larger


def test_a_text_that_is_no_site_is_told_of() -> None:
    """With its problems."""
    with pytest.raises(SiteError) as caught:
        parsed("name: A\n")
    assert '"base_url" is missing' in str(caught.value.problems[0])


@pytest.mark.parametrize(
    ("zone", "name"), [("WIB", "Asia/Jakarta"), ("WITA", "Asia/Makassar"), ("WIT", "Asia/Jayapura")]
)
def test_the_zone_of_the_site(zone: str, name: str) -> None:
    """One of three."""
    assert f"timezone: {name}\n" in site_text(plan(), zone, 0, ())


@pytest.mark.parametrize(
    ("said", "language"), [("id-ID", "language: id\n"), ("en_US", "language: en\n"), ("fr", ""), ("", "")]
)
def test_only_a_language_that_the_portal_has_is_its_own(said: str, language: str) -> None:
    """Else it is the usual one."""
    made = planned(Order("hugo", (), "/tiada"), survey([Portal("", "", SITE, said), item("1")]), {})
    text = site_text(made, "WIB", 0, ())
    assert ("language: " in text, language in text) == (bool(language), True)
    assert text.startswith("name: Portal\n")


@pytest.mark.parametrize(
    ("largest", "limit"), [(0, ""), (1 << 20, ""), ((1 << 20) + 1, "2 MB"), ((2 << 20) - 1, "2 MB"), (2 << 20, "3 MB")]
)
def test_the_limit_is_one_that_the_largest_article_keeps(largest: int, limit: str) -> None:
    """In whole megabytes; without one, the usual limit does."""
    text = site_text(plan(), "WIB", largest, ())
    assert f'limits:\n  article: "{limit}"\n' in text if limit else "limits:" not in text
    assert parsed(text).reading.article_bytes >= largest


def test_only_what_leads_on_is_a_redirect() -> None:
    """What only a host can do is none."""
    ways = (Way("/a/", "/b/", "redirect"), Way("/c/", "/d/", "rule"), Way("/e/", "/e/", "same"), Way("/f/", "", "gone"))
    text = site_text(plan(), "WIB", 0, ways)
    assert "redirects:\n  /a/: /b/\n" in text
    assert not any(path in text for path in ("/c/", "/e/", "/f/"))


def test_files_that_readers_could_have_stay_public() -> None:
    """By their folder and their ending; pictures and sound always are."""
    media = ("dok/a.pdf", "dok/b.PDF", "/dok/sub/c.xlsx", "umum.zip", "foto/a.jpg", "dok/tanpa", "suara/a.mp3")
    text = site_text(plan(), "WIB", 0, (), media)
    assert "media:\n  allow:\n" in text
    allowed = text.partition("  allow:\n")[2].partition("severity:")[0]
    assert allowed == '    "/":\n    - ".zip"\n    dok/:\n    - ".pdf"\n    - ".xlsx"\n'
    assert "media:" not in site_text(plan(), "WIB", 0, (), ("foto/a.jpg",))


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        ((), ("pages/**",)), (("x.md", "daerah/a.md"), ("pages/**",)),
        (("a/2019/10/x.md", "b/2019/02/y.md", "a/2019/10/z.md"), ("*/2019/02/**", "*/2019/10/**", "pages/**", "authors/**")),
        (("a/2003/10/x.md", "a/2009/01/x.md", "a/2010/01/x.md", "a/2018/01/x.md", "a/2019/10/x.md"), ("*/200*/**", "*/2010/**", "*/2018/**", "*/2019/10/**", "pages/**", "authors/**")),
    ],
)  # fmt: skip
def test_an_archive_ends_with_its_last_month(files: tuple[str, ...], folders: tuple[str, ...]) -> None:
    """Decades, then years, then months: what is published from then on is judged as any article."""
    assert archive_folders(files) == folders
