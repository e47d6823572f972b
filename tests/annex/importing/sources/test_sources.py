"""The sources by their names."""

from __future__ import annotations

from generator.annex.importing.sources import MEDIA, SOURCES


def test_where_media_are() -> None:
    """Of the systems that are folders of files."""
    assert MEDIA == {
        "hugo": ("static", "content", "assets"), "jekyll": ("",), "eleventy": ("src", "public", "static", ""), "zola": ("static", "content"),
    }  # fmt: skip


def test_each_source_has_the_name_of_its_function() -> None:
    """As the command line has it."""
    assert [source.__name__ for source in SOURCES.values()] == list(SOURCES)  # type: ignore[attr-defined]
    assert set(SOURCES) == {"wordpress", "blogger", "ghost", "rows", *MEDIA}
