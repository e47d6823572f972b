"""The archive by year, month and day."""

from __future__ import annotations

from tests.support import AFTER, Portal, article


def test_the_archive_by_day_month_and_year(portal: Portal) -> None:
    """/indeks/ leads to months, a month to days, a day to all its articles, by the site's zone."""
    portal.add("content/daerah/2024/10/a.md", article("Pagi WITA", timestamp="2024-10-09 00:30 WITA"))
    portal.add("content/daerah/2024/10/b.md", article("Siang", timestamp="2024-10-09 12:00 WIB"))
    portal.build()
    assert 'href="/indeks/2024/10/"' in portal.read("indeks/index.html")
    assert 'href="/indeks/2024/10/"' in portal.read("indeks/2024/index.html")
    month = portal.read("indeks/2024/10/index.html")
    assert month.index("/indeks/2024/10/09/") < month.index("/indeks/2024/10/08/")
    assert "Pagi WITA" in portal.read("indeks/2024/10/08/index.html")
    day = portal.read("indeks/2024/10/09/index.html")
    assert "Siang" in day
    assert 'href="/indeks/2024/10/08/"' in day


def test_a_day_names_what_is_above_it(portal: Portal) -> None:
    """Its breadcrumbs lead up to its own month and year, in words of readers."""
    for month in ("01", "10", "12"):
        portal.add(f"content/daerah/2024/{month}/a{month}.md", article("A", timestamp=f"2024-{month}-09 08:00 WIB"))
    portal.now = AFTER
    portal.build()
    for month, name in (("01", "Januari"), ("10", "Oktober"), ("12", "Desember")):
        day = portal.read(f"indeks/2024/{month}/09/index.html")
        assert f'<a href="/indeks/2024/{month}/">{name}</a>' in day
        assert '<a href="/indeks/2024/">2024</a>' in day
