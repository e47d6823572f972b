"""`ssg next`, and what the last line of a build says of what waits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import Portal, article, copied, invoked, site

DAERAH = "content/daerah/2024/10"
NOW = "2024-10-10 12:00 WIB"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("archive"))
    made.add(f"{DAERAH}/lama.md", article("Lama", timestamp="2024-09-01 10:00 WIB"))
    made.build()
    return made


@pytest.fixture
def portal(archive: Portal, tmp_path: Path) -> Portal:
    return copied(archive, tmp_path)


def asked(portal: Portal, *words: str) -> str:
    result = invoked(portal, "next", "--now", NOW, *words)
    assert not result.return_value, result.stderr
    return result.stdout


def test_nothing_changes_by_itself(portal: Portal) -> None:
    """An archive, also one with drafts, whatever time they carry."""
    portal.add(f"{DAERAH}/draf.md", article("Draf", timestamp="2024-10-11 06:00 WIB", draft="true"))
    portal.build()
    assert asked(portal) == "nothing changes by itself\n"
    assert json.loads(asked(portal, "--json")) == {"at": None, "held": []}


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"timestamp": "2024-10-11 06:00 WIB"}, "Friday, 11 October 2024, 06:00 WIB: “Baru” is published"),
        (
            {"timestamp": "2024-09-02 06:00 WIB", "expires": "2024-10-10 20:00 WIB"},
            "Thursday, 10 October 2024, 20:00 WIB: “Baru” is taken down",
        ),
        ({"timestamp": "2024-10-09 16:10 WIB"}, "Friday, 11 October 2024, 16:10 WIB: “Baru” leaves the news sitemap"),
    ],
)
def test_the_next_moment_is_said(portal: Portal, keys: dict[str, str], said: str) -> None:
    """A publication, an expiry, the end of an article's days in the news sitemap; at that moment a page differs."""
    portal.add(f"{DAERAH}/baru.md", article("Baru", **keys))
    portal.build()
    assert asked(portal) == f"{said} ({DAERAH}/baru.md)\n"
    at = json.loads(asked(portal, "--json"))["at"]
    before = portal.files()
    portal.build(now=at - 1)
    assert portal.files() == before
    portal.build(now=at)
    assert portal.files() != before


def test_what_came_while_a_build_ran_is_still_to_come(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or a pipeline that asks after its build would leave it to the next push."""
    portal.add(f"{DAERAH}/baru.md", article("Baru", timestamp="2024-10-11 06:00 WIB"))
    portal.build()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(COMING["at"] + 60))
    assert "“Baru” is published" in invoked(portal, "next").stdout


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "1 article · 2 drafts, 1 scheduled (next: 06:00 WIB tomorrow: Baru) · "),
        ("id", "1 artikel · 2 draf, 1 terjadwal (berikutnya: 06:00 WIB besok: Baru) · "),
    ],
)
def test_a_build_says_what_waits(portal: Portal, monkeypatch: pytest.MonkeyPatch, language: str, told: str) -> None:
    """Drafts, and what is scheduled with the next of it; drafts with a time to come are not scheduled."""
    monkeypatch.setenv("SSG_LANG", language)
    portal.add(f"{DAERAH}/baru.md", article("Baru", timestamp="2024-10-11 06:00 WIB"))
    portal.add(f"{DAERAH}/satu.md", article("Satu", timestamp="2024-10-11 05:00 WIB", draft="true"))
    portal.add(f"{DAERAH}/dua.md", article("Dua", draft="true"))
    assert invoked(portal, "build", "--now", NOW).stdout.startswith(told)


@pytest.mark.parametrize(
    ("at", "when"), [("2024-10-10 15:00 WITA", "15:00 WITA"), ("2024-10-12 06:00 WIB", "12 Oct 2024, 06:00 WIB")]
)
def test_the_day_is_said_unless_it_is_today(portal: Portal, at: str, when: str) -> None:
    """In the article's own zone."""
    portal.add(f"{DAERAH}/baru.md", article("Baru", timestamp=at))
    assert f"1 scheduled (next: {when}: Baru)" in invoked(portal, "build", "--now", NOW).stdout


@pytest.fixture(scope="module")
def holding(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal in which one article is held back, and another one is to come."""
    portal = site(tmp_path_factory.mktemp("held"))
    portal.add(f"{DAERAH}/baru.md", article("Baru", timestamp="2024-10-11 06:00 WIB"))
    portal.add(f"{DAERAH}/salah.md", article("Salah").replace("author:", "wartawan:"))
    assert not invoked(portal, "build", "--hold", "--now", NOW).return_value
    return portal


COMING: dict[str, Any] = {
    "at": 1728601200, "time": "2024-10-11T06:00:00+07:00", "change": "published", "title": "Baru",
    "path": f"{DAERAH}/baru.md",
}  # fmt: skip
TOLD = f"Friday, 11 October 2024, 06:00 WIB: “Baru” is published ({DAERAH}/baru.md)\n"
HELD = f"1 file is held back:\n  {DAERAH}/salah.md\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 0, HELD + TOLD), (("--held",), 1, HELD),
    ],
)  # fmt: skip
def test_what_is_held_back_is_said(holding: Portal, words: tuple[str, ...], code: int, said: str) -> None:
    """A pipeline that asks for it fails."""
    result = invoked(holding, "next", "--now", NOW, *words)
    assert (result.return_value, result.stdout) == (code, said)


def test_what_is_held_back_for_programs(holding: Portal) -> None:
    """Beside what comes next, or alone."""
    result = invoked(holding, "next", "--now", NOW, "--json")
    assert (result.return_value, json.loads(result.stdout)) == (0, {**COMING, "held": [f"{DAERAH}/salah.md"]})
    result = invoked(holding, "next", "--now", NOW, "--json", "--held")
    assert (result.return_value, json.loads(result.stdout)) == (1, {"held": [f"{DAERAH}/salah.md"]})


def test_nothing_is_held_back(portal: Portal) -> None:
    """Then nothing is printed, and the pipeline is green."""
    portal.build()
    result = invoked(portal, "next", "--now", NOW, "--held")
    assert (result.return_value, result.stdout, result.stderr) == (0, "", "")
    result = invoked(portal, "next", "--now", NOW, "--held", "--json")
    assert (result.return_value, json.loads(result.stdout)) == (0, {"held": []})
