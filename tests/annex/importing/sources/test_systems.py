"""Where Eleventy and Zola publish a file, and what holds for all systems that do not say it otherwise."""

from __future__ import annotations

import calendar

import pytest

from generator.annex.importing.sources.front_matter import Plain, yaml
from generator.annex.importing.sources.systems import (
    DAYS,
    ELEVENTY,
    MONTHS,
    ZOLA,
    Page,
    Site,
    System,
    Times,
    given,
    joined,
    stem,
)

SITE = Site({}, ("src/", "src/isi/"))


def page(path: str, matter: str = "") -> Page:
    name, day, language = ELEVENTY.named(path, SITE)
    return Page(path, yaml(matter), "", name, day, language)


@pytest.mark.parametrize(
    ("path", "matter", "eleventy", "zola"),
    [
        ("src/a/b c.md", "", "/a/b c/", "/a/b-c/"), ("src/a/b.md", "slug: Satu Dua", "/a/Satu Dua/", "/a/satu-dua/"), ("src/isi/a/b.md", "", "/a/b/", "/a/b/"), ("lain/a.md", "", "/lain/a/", "/lain/a/"), ("src/index.md", "", "/", "/"),
        ("src/a/index.md", "", "/a/", "/a/"), ("src/a/b/index.md", "", "/a/b/", "/a/b/"), ("src/a/b/index.md", "slug: c", "/a/c/", "/a/c/"), ("src/a/_index.md", "", "/a/", "/a/"), ("src/a/_index.md", "slug: c", "/a/", "/a/"), ("src/2019-01-05-a.md", "", "/a/", "/a/"),
        ("src/a.md", "permalink: /x/index.html\npath: /y/z/", "/x/", "/y/z/"), ("src/a.md", "permalink: x.html\npath: y", "/x.html", "/y/"), ("src/a.md", "permalink: https://a.example/b", "https://a.example/b", "/a/"),
        ("src/a.md", "permalink: '/x/{{ title }}/'", "/a/", "/a/"), ("src/a.md", "permalink: '/:slug/'", "/a/", "/a/"), ("src/a.md", "permalink: false", "/a/", "/a/"), ("src/a.md", "permalink: http://a.example:8080/", "/a/", "/a/"),
    ],
)  # fmt: skip
def test_addresses(path: str, matter: str, eleventy: str, zola: str) -> None:
    """By the folder, the name or slug of a file, and what its front matter says, unless that is a template."""
    assert ELEVENTY.address(page(path, matter), SITE, None) == eleventy
    assert ZOLA.address(page(path, matter), SITE, None) == zola


@pytest.mark.parametrize(
    ("url", "address"),
    [("", ""), ("a", "/a"), ("/a/", "/a/"), ("https://a.example/", "https://a.example/"), ("a:b", ""), ("/a/{{ b }}", ""), ("false", "")],
)  # fmt: skip
def test_an_address_in_front_matter(url: str, address: str) -> None:
    """One with placeholders is none."""
    assert given(Page("a.md", {"url": url}, "", "a"), "url") == address


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("a/b.md", ("b", "", "")), ("2019-1-5-b-c.md", ("b-c", "2019-1-5", "")), ("2019-01-05-b.md", ("b", "2019-01-05", "")), ("2019-01-05-.md", ("2019-01-05-", "", "")), ("2019-01-05.md", ("2019-01-05", "", "")), ("a.b.md", ("a.b", "", "")),
        ("219-01-05-b.md", ("219-01-05-b", "", "")),
    ],
)  # fmt: skip
def test_the_name_of_a_file_may_begin_with_its_day(path: str, named: tuple[str, str, str]) -> None:
    """Its own name follows."""
    assert ELEVENTY.named(path, SITE) == named
    assert stem(path) == path.rpartition("/")[2].removesuffix(".md")


@pytest.mark.parametrize(
    ("matter", "times"),
    [
        ("date: a\npublishDate: b\npubDate: c\npublished_at: d\ncreated: e\nlastmod: f\nupdated: g\nlast_modified_at: h\nmodified: i\nexpires: j\nexpiryDate: k", Times(("a", "b", "c", "d", "e", "2019-01-05"), ("a", "b", "c", "d", "e", "2019-01-05"), ("f", "g", "h", "i"), ("j", "k"))),
        ("", Times(("2019-01-05",), ("2019-01-05",), (), ())),
    ],
)  # fmt: skip
def test_the_times_of_a_page(matter: str, times: Times) -> None:
    """By any of the names that they have, and at last by the name of the file."""
    assert ELEVENTY.times(page("src/2019-01-05-a.md", matter), SITE) == times


@pytest.mark.parametrize(("path", "section"), [("src/a/b/c.md", "a"), ("src/a/index.md", ""), ("src/a/b/index.md", "a"), ("src/c.md", ""), ("src/isi/b/c.md", "b")])  # fmt: skip
def test_the_first_folder_is_the_category(path: str, section: str) -> None:
    """That of a page with a folder of its own is above it."""
    assert (ELEVENTY.section(page(path), SITE), ZOLA.section(page(path), SITE)) == (section, section)


def test_what_a_system_does_not_say() -> None:
    """It lists nothing, adds nothing, and aliases are from the top of the site."""
    plain = System("A", ("a.yml",), lambda _: ("",), lambda *_: "", lambda *_: "")
    matter: dict[str, Plain] = {"title": "A"}
    assert plain.completed("a.md", matter, SITE) is matter
    assert (plain.listed("tag", "a", SITE, matter), plain.also(page("src/a.md"), "/a/")) == ("", ())
    assert [plain.alias(old, "/a/b/") for old in ("c", "/c/", "//c", "https://a.example/c")] == ["/c", "/c/", "//c", "https://a.example/c"]  # fmt: skip
    assert (plain.needs_config, plain.has_parts, plain.has_bundles) == (True, False, False)
    assert (ELEVENTY.needs_config, ELEVENTY.has_parts, ELEVENTY.folders({})) == (False, True, ("src/", "content/"))
    assert (ZOLA.needs_config, ZOLA.has_parts, ZOLA.folders({})) == (True, False, ("content/",))
    assert (ELEVENTY.configs, ZOLA.configs) == (
        ("_data/site.yaml", "_data/metadata.yaml"),
        ("config.toml", "zola.toml"),
    )


def test_parts_of_an_address() -> None:
    """Empty ones are none."""
    assert [joined(), joined("", ""), joined("a"), joined("a", "", "b")] == ["/", "/", "/a/", "/a/b/"]


def test_names_of_months_and_days() -> None:
    """Are those of the calendar, in English."""
    assert (tuple(calendar.month_name)[1:], tuple(calendar.day_name)) == (MONTHS, DAYS)
