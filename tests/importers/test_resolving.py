"""What led to the old site leads to the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports import SITE
from tests.importers_support import Archive, post
from tests.support import Portal


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        (f"{SITE}/2019/10/dua/", "/2019/10/dua/"),
        ("http://www.kabarlama.example/2019/10/dua", "/2019/10/dua/"),
        ("/2019/10/dua/#isi", "/2019/10/dua/#isi"),
        (f"{SITE}/?p=2", "/2019/10/dua/"),
        (f"{SITE}/2019/10/dua/amp/", "/2019/10/dua/"),
        ("../dua/", "/2019/10/dua/"),
        (f"{SITE}/category/daerah/", "/daerah/"),
        (f"{SITE}/author/sari/", "/author/sari/"),
        (f"{SITE}", "/"),
        (f"{SITE}/2019/10/dua/\\", "/2019/10/dua/"),
        ("https://lain.example/a b?x=1&amp;y=2", "https://lain.example/a%20b?x=1&y=2"),
        ("mailto:redaksi@kabarlama.example", "mailto:redaksi@kabarlama.example"),
    ],
)
def test_a_link_leads_where_it_led(archive: Archive, href: str, wanted: str) -> None:
    """In whatever form an address of the old site is written; other addresses stay."""
    archive.export(post(1, f'<a href="{href}">x</a>', **{"wp:post_name": "satu"}), post(2, **{"wp:post_name": "dua"}))
    archive.run()
    assert archive.body("content/daerah/2019/10/satu.md") == f"[x]({wanted})"
    assert Portal(archive.portal).build().articles == 2


def test_a_link_to_what_was_not_imported_is_noted(archive: Archive) -> None:
    """It stays as a path, so that the build names it, and the report has the old address."""
    archive.export(post(1, f'<a href="{SITE}/tiada/">x</a>'))
    archive.run()
    assert archive.body("content/daerah/2019/10/judul.md") == "[x](/tiada/)"
    assert archive.notes("dead-link")[0]["before"] == f"{SITE}/tiada/"


@pytest.mark.parametrize(
    "path", ["/a%5Cb/", "/%2e%2e/%2e%2e/x/", "/a/%00b/", "/a%23b/", "/%FF/", "/a%25b/", "/%2F%2Fx/"]
)
def test_a_link_to_what_can_be_no_address_here_costs_nothing_else(archive: Archive, path: str) -> None:
    """Its words stay, it is in the report, and the rest of the article has its markup."""
    archive.export(post(1, f'<b>Satu</b> <a href="{SITE}{path}">dua</a>'))
    outcome = archive.run()
    assert archive.body("content/daerah/2019/10/judul.md").startswith("**Satu** ")
    assert "dua" in archive.body("content/daerah/2019/10/judul.md")
    assert [line["before"] for line in archive.notes("dead-link")] == [f"{SITE}{path}"]
    assert not archive.notes("plain")
    assert not outcome.files.get("held")
