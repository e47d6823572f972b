"""An entry of a live report, and where it comes."""

from __future__ import annotations

import pytest

from generator.annex.desk import live_entries
from generator.annex.desk.live_entries import with_entry
from generator.base import dates
from generator.base.errors import UsageError
from generator.base.timestamps import Stamp
from tests.support import NOW, READING, article

PATH = "daerah/2024/10/langsung.md"


def entered(body: str, entry: str, title: str = "", who: str = "", at: str = "", begun: str = "2024-10-10 08:00 WIB") -> str:  # fmt: skip
    stamp = dates.parse(at, "WIB") if at else Stamp(NOW, "WIB")
    return with_entry(article("Banjir", body, type="live", timestamp=begun), PATH, READING, stamp, title, entry, who)


@pytest.mark.parametrize(
    ("title", "who", "heading"),
    [
        ("", "", "## 12.00 WIB"), ("Air Naik", "", "## 12.00 WIB – Air Naik"),
        ("", "Budi Rahman", "## 12.00 WIB (Budi Rahman)"),
        ("Air Naik", "Budi Rahman", "## 12.00 WIB – Air Naik (Budi Rahman)"),
        ("  ## Air\n Naik ", "", "## 12.00 WIB – Air Naik"),
        ("#x# Air #", "", "## 12.00 WIB – x# Air #"),
    ],
)  # fmt: skip
def test_the_heading_of_an_entry(title: str, who: str, heading: str) -> None:
    """The hour, what it is about and who wrote it, as far as somebody said so."""
    assert entered("Pembuka.", "Isi.", title, who) == f"Pembuka.\n\n{heading}\n\nIsi."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "## 12.00 WIB\n\nIsi."), ("Pembuka.\n\n\n", "Pembuka.\n\n## 12.00 WIB\n\nIsi."),
        ("Pembuka. ***(SW)", "Pembuka.\n\n## 12.00 WIB\n\nIsi.***(SW)"),
        ("Pembuka.\n\n\\*\\*\\*(SW)  \n", "Pembuka.\n\n## 12.00 WIB\n\nIsi.\\*\\*\\*(SW)"),
        (f"Pembuka. ***({'x' * 40})", f"Pembuka.\n\n## 12.00 WIB\n\nIsi.***({'x' * 40})"),
        (f"Pembuka. ***({'x' * 41})", f"Pembuka. ***({'x' * 41})\n\n## 12.00 WIB\n\nIsi."),
        ("***(SW)\n\nSatu lagi.", "***(SW)\n\nSatu lagi.\n\n## 12.00 WIB\n\nIsi."),
    ],
)  # fmt: skip
def test_a_closing_mark_stays_at_the_end(body: str, expected: str) -> None:
    """Behind the new entry, in the spelling that it had; what only looks like one stays where it is."""
    assert entered(body, "Isi.") == expected


@pytest.mark.parametrize(
    ("body", "begun", "at", "heading"),
    [
        ("Pembuka.", "2024-10-10 08:00 WIB", "2024-10-10 08:00 WIB", "## 08.00 WIB"),
        ("Pembuka.", "2024-10-09 08:00 WIB", "2024-10-10 07:59 WIB", "## 10 Oktober 2024, 07.59 WIB"),
        ("## 23.50 WIB\n\nIsi.", "2024-10-09 20:00 WIB", "2024-10-10 12:05 WIB", "## 10 Oktober 2024, 12.05 WIB"),
        ("Pembuka.", "2024-10-10 08:00 WIT", "2024-10-10 13:05 WIT", "## 13.05 WIT"),
    ],
)  # fmt: skip
def test_the_day_is_written_where_it_must_be(body: str, begun: str, at: str, heading: str) -> None:
    """Where the hour alone would be that of another day, and nowhere else."""
    assert entered(body, "Isi.", at=at, begun=begun).split("\n\n")[-2] == heading


def test_a_report_with_a_mistake_has_its_day_where_it_must_be() -> None:
    """Also where a build would refuse it."""
    text = article("Banjir", "Pembuka.", type="live", timestamp="2024-10-09 08:00 WIB", editor="", tags="a, b")
    stamp = dates.parse("2024-10-09 09:00 WIB", "WIB")
    assert with_entry(text, PATH, READING, stamp, "", "Isi.", "") == "Pembuka.\n\n## 09.00 WIB\n\nIsi."


def test_seconds_make_no_other_time() -> None:
    """An entry is of its minute."""
    stamp = Stamp(NOW + 59, "WIB")
    text = article("Banjir", "Pembuka.", type="live", timestamp="2024-10-10 08:00 WIB")
    assert with_entry(text, PATH, READING, stamp, "", "Isi.", "") == "Pembuka.\n\n## 12.00 WIB\n\nIsi."


def test_an_entry_is_clean() -> None:
    """Line ends of Windows, spaces around it and characters that nobody sees go."""
    assert entered("Pembuka.", " \r\n Satu\u200b.\r\n\r\nDua.\r\n") == "Pembuka.\n\n## 12.00 WIB\n\nSatu.\n\nDua."


@pytest.mark.parametrize("entry", ["", " \n\t", "\u200b", "abcdefghijk"])
def test_an_entry_has_a_text_and_an_end(entry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One without letters is refused, and so is one of more characters than an entry can have."""
    monkeypatch.setattr(live_entries, "_LONGEST", 10)
    with pytest.raises(UsageError) as refused:
        entered("Pembuka.", entry)
    assert str(refused.value) == "an entry has a text, of 10 characters at most"


def test_an_entry_as_long_as_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces around it count for nothing."""
    monkeypatch.setattr(live_entries, "_LONGEST", 10)
    assert entered("Pembuka.", " abcdefghij\n") == "Pembuka.\n\n## 12.00 WIB\n\nabcdefghij"
