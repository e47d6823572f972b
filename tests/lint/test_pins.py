"""What front.yaml names and readers do not get is a warning, which stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, site

PINS = {
    "unknown": ("tidak-ada", 'there is no article "tidak-ada"'),
    "a standing page": ("/pages/redaksi.md", '"/pages/redaksi.md" is no article'),
    "one of two": ("kembar", '"kembar" may be any of content/daerah/2024/10/kembar.md, content/nasional/2024/10/kembar.md'),
    "a draft": ("draf", '"draf" is a draft, so it is not shown here'),
    "scheduled": ("besok", '"besok" is published only on Friday, 11 October 2024, 06:00 WIB'),
    "withdrawn": ("dicabut", '"dicabut" is withdrawn or gone, so it is not shown here'),
    "gone": ("selesai", '"selesai" is withdrawn or gone, so it is not shown here'),
}  # fmt: skip


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    retracted = "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Maaf.}"
    reports = {
        "daerah/2024/10/ada": {}, "daerah/2024/10/kembar": {}, "nasional/2024/10/kembar": {}, "daerah/2024/10/draf": {"draft": "true"},
        "daerah/2024/10/besok": {"timestamp": "2024-10-11 06:00 WIB"}, "daerah/2024/10/dicabut": {"retracted": retracted},
        "daerah/2024/10/selesai": {"gone": "true"}, "daerah/2024/10/lewat": {"expires": "2024-10-10 11:00 WIB"},
    }  # fmt: skip
    for path, keys in reports.items():
        made.add(f"content/{path}.md", article(path, **keys))
    made.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    return made


def warnings(portal: Portal) -> list[str]:
    return [
        f"{one.path}:{one.line}:{one.column} {one.code}: {one.message}"
        for one in portal.build().warnings
        if one.code == "bad-pin"
    ]


def test_a_pin_that_readers_do_not_get_is_told(portal: Portal) -> None:
    """Whatever its article is, the place in the file is named, once, and the portal is built."""
    portal.add("content/front.yaml", "next:\n- ada\n" + "".join(f"- {pin}\n" for pin, _ in PINS.values()))
    assert warnings(portal) == [
        f"content/front.yaml:{line}:3 bad-pin: {said}" for line, (_, said) in enumerate(PINS.values(), 3)
    ]
    assert warnings(portal) == []


def test_an_article_has_one_place_on_a_page(portal: Portal) -> None:
    """The second place of an article is told, however it is named there, and it stands in the first one."""
    portal.add("content/front.yaml", "lead: ada\npicks: [/daerah/2024/10/ada/]\n")
    portal.add("content/front/daerah.yaml", "lead: ada\n")
    said = '"/daerah/2024/10/ada/" has two places on this page'
    assert warnings(portal) == [f"content/front.yaml:2:9 bad-pin: {said}"]


def test_an_article_that_expires_says_nothing(portal: Portal) -> None:
    """As time goes on there may be less to say, never more."""
    portal.add("content/front.yaml", "lead: lewat\n")
    assert warnings(portal) == []


def test_breaking_news_may_lead_to_any_page(portal: Portal) -> None:
    """A list, an article, a standing page and another site are where the strip may lead."""
    for link in ("/daerah/", "ada", "/pages/redaksi.md", "https://bmkg.example/"):
        portal.add("content/front.yaml", f"breaking: {{text: Gempa, link: '{link}'}}\n")
        assert warnings(portal) == []


def test_breaking_news_that_leads_nowhere_is_told(portal: Portal) -> None:
    """Without its page the strip is text, which is told."""
    portal.add("content/front.yaml", "breaking: {text: Gempa, link: /tidak/ada/}\n")
    assert warnings(portal) == ['content/front.yaml:1:31 bad-pin: there is no article "/tidak/ada/"']


def test_its_severity_is_fixed(portal: Portal) -> None:
    """No site.yaml can make the front page stop the news."""
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text() + "severity: {bad-pin: error}\n")
    assert [problem.code for problem in portal.problems()] == ["bad-value"]
