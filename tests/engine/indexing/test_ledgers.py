"""Ledgers: whole deltas of corrections and withdrawals that come and go."""

from __future__ import annotations

from generator.base import dates
from generator.engine.indexing.group_members import entry_seq
from generator.model.ordinal import SHIFT
from tests.engine_support import Index
from tests.store import tables
from tests.support import NOW

CUACA = "daerah/cuaca.md"
BESOK = "daerah/besok.md"
DITARIK = "nasional/ditarik.md"


ONE = "{timestamp: 2024-10-09 09:00 WIB, text: Salah, link: /daerah/2024/10/air/}"
OLDER = "{timestamp: 2024-10-08 10:00 WIB, text: Lagi}"
NEWER = "{timestamp: 2024-10-10 10:00 WIB, text: Baru}"
COMING = "{timestamp: 2024-10-11 10:00 WIB, text: Nanti}"


def test_another_correction(taken: Index) -> None:
    """The oldest place at which a ledger differs is told, and the article has one more."""
    assert (
        taken.edit(CUACA, ONE, f"{ONE}, {OLDER}")
        == """\
because of daerah/cuaca.md: @cuaca @cuaca#0 @cuaca#0 before @cuaca#1 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups body: @cuaca
groups ledger corrections: @cuaca#0 @cuaca#0 before @cuaca#1
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
member ledger corrections: @cuaca#0
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()
    assert (
        taken.edit(CUACA, f"{ONE}, {OLDER}", ONE)
        == """\
because of daerah/cuaca.md: @cuaca @cuaca#0 @cuaca#0 before @cuaca#1 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups body: @cuaca
groups ledger corrections: @cuaca#0 @cuaca#0 before @cuaca#1
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
member ledger corrections: @cuaca#0 before
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_newer_correction(taken: Index) -> None:
    """The older one stays where it is, and is told to look different."""
    assert (
        taken.edit(CUACA, ONE, f"{NEWER}, {ONE}")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 @cuaca#1 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups all: @cuaca
groups author orang-lain: @cuaca
groups body: @cuaca
groups candidates: @air @banjir @cuaca
groups kanal daerah: @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0 @cuaca#1
groups region jawa-tengah/kota-semarang: @cuaca
groups region jawa-tengah: @cuaca
groups tag hujan: @cuaca
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks all: @cuaca
looks author orang-lain: @cuaca
looks candidates: @air @banjir @cuaca
looks kanal daerah: @cuaca
looks region jawa-tengah/kota-semarang: @cuaca
looks region jawa-tengah: @cuaca
looks tag hujan: @cuaca
member ledger corrections: @cuaca#1
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()
    assert counts(taken)[0] == ("corrections", 2, 1, 0)


def test_no_correction_any_more(taken: Index) -> None:
    """The ledger has one less, and the article that it led to learns of it."""
    assert (
        taken.edit(CUACA, f"corrections: [{ONE}]\n", "")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups all: @cuaca
groups author orang-lain: @cuaca
groups body: @cuaca
groups candidates: @air @banjir @cuaca
groups kanal daerah: @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0
groups region jawa-tengah/kota-semarang: @cuaca
groups region jawa-tengah: @cuaca
groups tag hujan: @cuaca
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks all: @cuaca
looks author orang-lain: @cuaca
looks candidates: @air @banjir @cuaca
looks kanal daerah: @cuaca
looks region jawa-tengah/kota-semarang: @cuaca
looks region jawa-tengah: @cuaca
looks tag hujan: @cuaca
member ledger corrections: @cuaca#0
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_correction_in_other_words(taken: Index) -> None:
    """The ledger shows it otherwise; nothing comes or goes."""
    assert (
        taken.edit(CUACA, "text: Salah", "text: Keliru")
        == """\
because of daerah/cuaca.md: @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups body: @cuaca
groups ledger corrections: @cuaca#0
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_the_corrections_of_an_article_that_goes(taken: Index) -> None:
    """They go with it."""
    (taken.content / CUACA).unlink()
    assert (
        taken.told(taken.take(gone=[CUACA]))
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
days: 2024-10-08
gone: daerah/cuaca.md
groups all: @cuaca
groups author orang-lain: @cuaca
groups candidates: @air @banjir @cuaca
groups days: 2024-10-08
groups kanal daerah: @cuaca
groups ledger corrections: @cuaca#0
groups region jawa-tengah/kota-semarang: @cuaca
groups region jawa-tengah: @cuaca
groups tag hujan: @cuaca
keys: c:d:2024-10-08 c:m:2024-10 c:terms c:y:2024 c:years f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md
looks candidates:
member all: @cuaca
member author orang-lain: @cuaca
member kanal daerah: @cuaca
member ledger corrections: @cuaca#0
member region jawa-tengah/kota-semarang: @cuaca
member region jawa-tengah: @cuaca
member tag hujan: @cuaca
references: u:/daerah/2024/10/air/
vacated: u:/daerah/1/ u:/terkini/2/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_withdrawal_is_taken_back(taken: Index) -> None:
    """The article is in its lists again, and in no ledger."""
    notice = "retracted: {timestamp: 2024-10-09 20:00 WIB, reason: sara}\n"
    assert (
        taken.edit(DITARIK, notice, "")
        == """\
because of nasional/ditarik.md: @air @banjir @cuaca @ditarik @ditarik#0 f:nasional/ditarik.md s:ditarik u:/nasional/2024/10/ditarik/
days: 2024-10-06
groups all: @ditarik
groups author ani: @ditarik
groups body: @ditarik
groups candidates: @air @banjir @cuaca @ditarik
groups days: 2024-10-06
groups kanal nasional: @ditarik
groups ledger withdrawals: @ditarik#0
groups tag lama: @ditarik
keys: c:d:2024-10-06 c:m:2024-10 c:terms c:terms:l c:terms:la c:terms:lam c:y:2024 c:years f:nasional/ditarik.md s:ditarik u:/indeks/tag/l/ u:/indeks/tag/la/ u:/indeks/tag/lam/ u:/nasional/2024/10/ditarik/
looks candidates:
member all: @ditarik
member author ani: @ditarik
member kanal nasional: @ditarik
member ledger withdrawals: @ditarik#0
member tag lama: @ditarik
pages nasional/ditarik.md: /nasional/2024/10/ditarik/index.html
reason nasional/ditarik.md: FILE_CHANGED
"""
    )
    assert taken.rows() == taken.anew()


def test_what_waits_is_counted_apart(taken: Index) -> None:
    """Entries of drafts are unpublished, those of scheduled articles are scheduled besides."""
    assert counts(taken) == [("corrections", 1, 1, 0), ("withdrawals", 1, 0, 0)]
    taken.edit(BESOK, "title:", f"corrections: [{COMING}]\ntitle:")
    assert counts(taken) == [("corrections", 1, 2, 1), ("withdrawals", 1, 0, 0)]
    taken.take(now=NOW + 86400)
    assert counts(taken) == [("corrections", 2, 1, 0), ("withdrawals", 1, 0, 0)]
    taken.take(now=NOW + 86400, drafts=True)
    assert counts(taken) == [("corrections", 3, 0, 0), ("withdrawals", 1, 0, 0)]


def counts(index: Index) -> list[tuple[str, int, int, int]]:
    return tables.group_counts(index.store, "ledger")


def test_an_entry_has_a_place_within_its_second(taken: Index) -> None:
    """Which none of another second can have."""
    found = [seq >> SHIFT for seq, _, _ in tables.ledger_entries(taken.store)]
    hours = ("2024-10-08 09:00 WIB", "2024-10-09 09:00 WIB", "2024-10-09 20:00 WIB")
    assert found == [dates.parse(hour, "WIB").epoch for hour in hours]
    assert {entry_seq(f"{n}.md", 0, 5) >> SHIFT for n in range(99)} == {5}
