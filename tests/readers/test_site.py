"""The folders that a build may use, and a site that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import SiteError, UsageError
from generator.base.source import Source
from generator.readers.site import check_folders, read_configuration, read_site
from tests.support import CONFIG


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """The folder of a site."""
    (tmp_path / "situs/content/daerah").mkdir(parents=True)
    (tmp_path / "situs/site.yaml").write_text(CONFIG)
    return tmp_path / "situs"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("situs/content", "lies inside content/"), ("situs/content/a/b", "lies inside content/"), ("situs/themes", "lies inside themes/"), ("situs/themes/a", "lies inside themes/"),
        ("situs/.ssg", "lies inside .ssg/"), ("situs/.ssg/a", "lies inside .ssg/"), ("situs", "holds the site itself"), (".", "holds the site itself"), ("situs/content/../../situs", "holds the site itself"),
    ],
)  # fmt: skip
def test_output_that_would_mix_with_the_site_is_refused(top: Path, output: str, said: str) -> None:
    """By the real folders."""
    with pytest.raises(UsageError, match=said):
        check_folders(top, top.parent / output, Source(top / "content"))


@pytest.mark.parametrize("output", ["situs/build", "keluar", "situs/contents", "situs/themes2", "situs/build/content"])
def test_any_other_folder_may_be_that_of_the_output(top: Path, output: str) -> None:
    """Beside the site or in it."""
    check_folders(top, top.parent / output, Source(top / "content"))


def test_a_site_has_content(top: Path) -> None:
    """In a folder."""
    (top / "content/daerah").rmdir()
    (top / "content").rmdir()
    with pytest.raises(SiteError) as found:
        check_folders(top, top / "build", Source(top / "content"))
    assert [(str(one.where), one.code, str(one.message)) for one in found.value.problems] == [
        ("content", "no-site", "there is no folder content/")
    ]


def test_a_site_has_a_configuration(top: Path) -> None:
    """That is a text without mistakes, with a theme that there is."""
    site, theme = read_site(top)
    assert (site.name, theme.name, site.reading.theme_ids) == ("Kabar Uji", "kabar", theme.ids)
    for data, said in (
        (b"\xff", "is not UTF-8"),
        (b"name: [", "is not closed"),
        (f"{CONFIG}theme: tiada\n".encode(), "there is no theme"),
    ):
        (top / "site.yaml").write_bytes(data)
        with pytest.raises(SiteError) as found:
            read_site(top)
        assert [said in one.message for one in found.value.problems] == [True], found.value.problems
    (top / "site.yaml").unlink()
    with pytest.raises(SiteError) as found:
        read_configuration(top)
    assert [(str(one.where), one.code) for one in found.value.problems] == [("site.yaml", "no-site")]
