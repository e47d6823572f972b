"""Where a command is at work, and in which language it speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.command import language_name, nearest_site


@pytest.fixture(autouse=True)
def _no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("SSG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(key, raising=False)


@pytest.mark.parametrize(("below", "found"), [("", "."), ("content", ".."), ("content/daerah/2024", "../../..")])
def test_the_nearest_site_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str, found: str) -> None:
    """As a path from here; a folder of that name is none."""
    (tmp_path / "site.yaml").touch()
    here = tmp_path / below
    here.mkdir(parents=True, exist_ok=True)
    if below:
        (tmp_path / "content/site.yaml").mkdir()
    monkeypatch.chdir(here)
    assert nearest_site() == found


def test_without_a_site_it_is_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is then said to be none."""
    monkeypatch.chdir(tmp_path)
    assert nearest_site() == "."


@pytest.mark.parametrize(
    ("config", "locale", "name"),
    [
        (None, "", "en"), (None, "id_ID.UTF-8", "id"), ("name: x\n", "", "id"), ("name: x\n", "en_GB.UTF-8", "en"),
        ("language: en\n", "", "en"), ("language: id\n", "", "id"), ("desk_language: en\nlanguage: id\n", "", "en"),
        ("desk_language: en\n", "id_ID", "en"), ("desk_language:\t'id'\nlanguage: en\n", "", "id"),
        ('name: x\ndesk_language: "en"\n', "", "en"), ("x:\n  desk_language: en\n", "", "id"), ("language: xx\n", "", "en"),
    ],
)  # fmt: skip
def test_the_language_of_the_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str | None, locale: str, name: str
) -> None:
    """What site.yaml says of it, then the locale, then the language of the portal, which is Indonesian by default."""
    if config is not None:
        (tmp_path / "site.yaml").write_text(config)
    monkeypatch.setenv("LANG", locale)
    assert language_name(str(tmp_path)) == name


def test_a_site_whose_name_no_system_takes_speaks_english() -> None:
    """What is wrong with it is said later."""
    assert language_name("a\0b") == "en"
