"""Live reports: headings that begin with a time are entries. What is said of mistakes is in fixtures/problems.txt."""

from __future__ import annotations

import re

from tests.lint_support import each
from tests.support import OWNED, Portal, article, ld, site

HEADINGS = {
    "14.05 WIB – Air naik (Sari Wulan)": "09T14:05 +07:00 Air naik|Sari Wulan",
    "14.05 – Air naik": "09T14:05 +07:00 Air naik|",
    "14:05 - Air naik (SW)": "09T14:05 +07:00 Air naik|SW",
    "14.05 Air naik": "09T14:05 +07:00 Air naik|",
    "14.05: Air naik": "09T14:05 +07:00 Air naik|",
    "14.05–Air naik": "09T14:05 +07:00 Air naik|",
    "pukul 14.05 WIB, air naik": "09T14:05 +07:00 air naik|",
    "Pkl. 15.05 WITA | Air naik": "09T15:05 +08:00 Air naik|",
    "**14.05 WIB – Air naik (SW)**": "09T14:05 +07:00 Air naik|SW",
    "14.05 – **Air** naik": "09T14:05 +07:00 Air naik|",
    "14.05 – Gol (2-1)": "09T14:05 +07:00 Gol (2-1)|",
    "14.05 – Air naik (Sari Wulan/Budi dan Tono)": "09T14:05 +07:00 Air naik|Sari Wulan+Budi+Tono",
    "10 Oktober 2024, 00.10 WIB – Air naik": "10T00:10 +07:00 Air naik|",
    "10 Okt 00.10 – Air naik": "10T00:10 +07:00 Air naik|",
    "Kamis, 10 Oktober 2024 | 00.10 WIB – Air naik": "10T00:10 +07:00 Air naik|",
    "10/10/2024 00.10 Air naik": "10T00:10 +07:00 Air naik|",
    "2024-10-10 00:10 – Air naik": "10T00:10 +07:00 Air naik|",
}


def live(body: str, **keys: str) -> str:
    return article("Banjir", body, type="live", timestamp="2024-10-09 14:00 WIB", **keys)


def entries(portal: Portal, name: str) -> list[str]:
    """Return day, time, headline and names of each entry, in the order of the file."""
    page = portal.read(f"daerah/2024/10/{name}/index.html")
    found = []
    for one in reversed(ld(page)["LiveBlogPosting"]["liveBlogUpdate"]):  # type: ignore[call-overload]
        at, zone = one["datePublished"][8:16], one["datePublished"][-6:]
        names = "+".join(person["name"] for person in one.get("author", ()) if person["name"] != "Sari Wulan (A)")
        found.append(f"{at} {zone} {one.get('headline', '')}|{names}")
    return found


def test_a_heading_is_read_however_a_reporter_types_it_on_a_phone(tmp_path):
    """Time, headline and names, at whichever level."""
    portal = site(tmp_path)
    for number, heading in enumerate(HEADINGS):
        portal.add(
            f"content/daerah/{number}.md",
            live(f"Pokok.\n\n{'#' * (1 + number % 2)} {heading}\n\nIsi.", author="Sari Wulan (A)"),
        )
    portal.build()
    assert [entries(portal, str(number)) for number in range(len(HEADINGS))] == [[read] for read in HEADINGS.values()]


def test_the_day_after_midnight(tmp_path):
    """A time without a day is the next one with that hour, within half a day; the same time may stand twice."""
    portal = site(tmp_path)
    body = "## 23.50 – A\n\n## 00.10 – B\n\n## 00.10 – C\n\n## 11 Oktober 2024, 09.00 – D\n\n## 09.30 – E"
    portal.add("content/daerah/a.md", live(body, live_until="2024-10-12"))
    portal.build(now=portal.now + 2 * 86400)
    assert [one.partition(" ")[0] for one in entries(portal, "a")] == [
        "09T23:50",
        "10T00:10",
        "10T00:10",
        "11T09:00",
        "11T09:30",
    ]


def test_what_stands_where(tmp_path):
    """What precedes the entries is pinned, without the heading that the page gives it; headings in entries stay below theirs."""
    portal = site(tmp_path)
    body = (
        "# YANG PERLU DIKETAHUI\n\nPokok.\n\n### Rincian\n\n## 14.05 – *Air* naik\n\nIsi.[^1]\n\n### Dalam\n\nLagi.\n\n"
        "## 14.10\n\nAkhir.\n\n[^1]: Nota."
    )
    portal.add("content/daerah/a.md", live(body))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    places = [
        page.index(text)
        for text in ("<p>Pokok.</p>", 'id="rincian">Rincian</h3>', "<p>Akhir.</p>", "<em>Air</em> naik", ">Nota.")
    ]
    assert places == sorted(places), "the newest entry comes first"
    assert "YANG PERLU DIKETAHUI" not in page
    assert re.findall(r'id="(pukul-[a-z0-9-]+)"', page) == ["pukul-14-10-9-oktober-2024", "pukul-14-05-9-oktober-2024"]
    assert 'id="dalam">Dalam</h' in page


def test_a_page_stays_small_enough_for_a_phone(tmp_path):
    """A live report has five hundred entries at most."""
    body = "\n\n".join(f"## {14 + number // 60}.{number % 60:02} – A" for number in range(500))
    found = each(tmp_path, [live(body), live(f"{body}\n\n## 23.00 – B")], "over-limit", config=OWNED)
    assert [[one.line for one in told] for told in found] == [[], [8 + 1000]]
