"""Backups of Blogger, beyond those that are recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing_support import Archive

ENTRY = """\
<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><blogger:type>POST</blogger:type><blogger:status>{status}</blogger:status>
<blogger:created>2019-10-09T09:10:00Z</blogger:created><blogger:filename>/2019/10/n{number}.html</blogger:filename>{more}
<title>Pasar</title><content type='html'>&lt;p&gt;Isi&lt;/p&gt;</content><author><name>Sari</name></author></entry>
"""
HEAD = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018' xmlns:app='http://www.w3.org/2007/app'><title>Kabar Blog</title>"


def blog(folder: Path, *entries: str, tail: str = "</feed>") -> Archive:
    archive = Archive(folder, "blogger", "feed.atom")
    archive.file.write_text(f"{HEAD}{''.join(entries)}{tail}", "utf-8")
    return archive


@pytest.mark.parametrize(
    ("status", "more", "state"),
    [
        ("LIVE", "", "published"), ("SCHEDULED", "", "published"), ("LAIN", "", "published"), ("DRAFT", "", "draft"),
        ("SOFT_TRASHED", "", ""),
        ("LIVE", "<app:control><app:draft>yes</app:draft></app:control>", "draft"),
        ("LIVE", "<app:control><app:draft>no</app:draft></app:control>", "published"),
        ("LIVE", "<blogger:trashed>2020-01-01T00:00:00Z</blogger:trashed>", ""),
    ],
)  # fmt: skip
def test_what_became_of_a_post(tmp_path: Path, status: str, more: str, state: str) -> None:
    """By its status, its control and its bin."""
    archive = blog(
        tmp_path, ENTRY.format(number=1, status="LIVE", more=""), ENTRY.format(number=2, status=status, more=more)
    )
    archive.run()
    file = archive.portal / "content/berita/2019/10/n2.md"
    assert file.exists() is bool(state)
    assert not state or ("\ndraft: true\n" in file.read_text("utf-8")) is (state == "draft")


def test_an_update_is_later_by_more_than_a_day(tmp_path: Path) -> None:
    """Whatever is touched of a post is an update to Blogger."""
    times = ("2019-10-10T09:10:00Z", "2019-10-10T09:10:01Z", "kemarin")
    archive = blog(
        tmp_path,
        *(ENTRY.format(number=n, status="LIVE", more=f"<updated>{time}</updated>") for n, time in enumerate(times)),
    )
    archive.run()
    assert ["updated" in archive.keys(f"n{n}.md") for n in range(3)] == [False, True, False]


def test_a_backup_that_is_torn_or_has_broken_characters(tmp_path: Path) -> None:
    """Both are told; the posts before come."""
    archive = blog(tmp_path, ENTRY.format(number=1, status="LIVE", more="\x02"), tail="<entry>")
    assert archive.run(code=1)["faults"][0]["message"] == "it ends too soon; 1 entry of 2 could not be read"
    assert archive.notes("broken-characters")
    assert archive.body("n1.md") == "Isi"


@pytest.mark.parametrize("address", ["http://[::1", "//[", "http://a]b/"])
def test_an_address_that_is_none_ends_nothing(tmp_path: Path, address: str) -> None:
    """Neither of a post nor of the site; what was to be read is imported."""
    archive = blog(
        tmp_path,
        f"<link rel='alternate' href='{address}'/>",
        ENTRY.format(number=1, status="LIVE", more="").replace("/2019/10/n1.html", address),
    )
    assert archive.run()["found"]["article"] == 1
