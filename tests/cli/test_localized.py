"""Help in the language of the desk."""

from __future__ import annotations

import gettext

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cli.localized import said, speak


@pytest.fixture
def _indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gettext, "_localedirs", {})
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")
    speak("id")


@pytest.mark.usefixtures("_indonesian")
def test_help_of_a_command() -> None:
    """What click says, and what we wrote."""
    shown = CliRunner().invoke(main.group, ["mv", "--help"], prog_name="ssg").output
    assert shown.startswith(
        "Pemakaian: ssg mv [OPSI] LAMA BARU\n\n  Pindahkan berkas atau folder di content/ atau ganti"
    )
    assert "\n\nOpsi:\n  --dry-run " in shown
    assert "\n  -h, --help  " in shown
    assert "\n\nContoh:\n  ssg mv content/daerah/" in shown


@pytest.mark.usefixtures("_indonesian")
def test_what_is_looked_up() -> None:
    """Nothing is nothing, and what has no translation is as it is."""
    assert said("Build the portal into build/.") == "Bangun portal ke build/."
    assert said("") == ""
    assert said("tidak ada di katalog") == "tidak ada di katalog"


def test_english_needs_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in the source."""
    monkeypatch.setattr(gettext, "_localedirs", {})
    monkeypatch.setenv("LANGUAGE", "xx")
    speak("en")
    assert said("Build the portal into build/.") == "Build the portal into build/."
