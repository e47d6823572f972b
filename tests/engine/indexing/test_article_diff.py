"""Review: whole deltas of articles that get another place in time."""

from __future__ import annotations

from tests.engine_support import Index
from tests.support import article

AIR = "daerah/air.md"
CUACA = "daerah/cuaca.md"


def test_another_time(taken: Index) -> None:
    """The article is another one at either place, and the archive has one less on the one day, one more on the other."""
    assert (
        taken.edit(CUACA, "2024-10-08 09:00", "2024-10-09 08:00")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca before @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
days: 2024-10-08 2024-10-09
groups all: @cuaca @cuaca before
groups author orang-lain: @cuaca @cuaca before
groups body: @cuaca
groups candidates: @air @banjir @cuaca @cuaca before
groups days: 2024-10-08
groups kanal daerah: @cuaca @cuaca before
groups ledger corrections: @cuaca#0
groups region jawa-tengah/kota-semarang: @cuaca @cuaca before
groups region jawa-tengah: @cuaca @cuaca before
groups tag hujan: @cuaca @cuaca before
keys: c:d:2024-10-08 c:d:2024-10-09 c:m:2024-10 c:y:2024 c:years f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md
looks candidates:
member all: @cuaca before
member author orang-lain: @cuaca before
member kanal daerah: @cuaca before
member region jawa-tengah/kota-semarang: @cuaca before
member region jawa-tengah: @cuaca before
member tag hujan: @cuaca before
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()
    assert (
        taken.edit(CUACA, "2024-10-09 08:00", "2024-10-08 09:00")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca before @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
days: 2024-10-08 2024-10-09
groups all: @cuaca @cuaca before
groups author orang-lain: @cuaca @cuaca before
groups body: @cuaca
groups candidates: @air @banjir @cuaca @cuaca before
groups days: 2024-10-08
groups kanal daerah: @cuaca @cuaca before
groups ledger corrections: @cuaca#0
groups region jawa-tengah/kota-semarang: @cuaca @cuaca before
groups region jawa-tengah: @cuaca @cuaca before
groups tag hujan: @cuaca @cuaca before
keys: c:d:2024-10-08 c:d:2024-10-09 c:m:2024-10 c:y:2024 c:years f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md
looks candidates:
member all: @cuaca
member author orang-lain: @cuaca
member kanal daerah: @cuaca
member region jawa-tengah/kota-semarang: @cuaca
member region jawa-tengah: @cuaca
member tag hujan: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_neighbour_steps_aside(taken: Index) -> None:
    """One that comes before it by its path moves it within the second; one that comes after it does not."""
    assert (
        taken.add("daerah/aaa.md", article("Aaa", author="Ani"))
        == """\
because of daerah/aaa.md: @aaa @cuaca f:daerah/aaa.md s:aaa u:/daerah/2024/10/aaa/
because of daerah/air.md: @air f:daerah/air.md s:air u:/daerah/2024/10/air/
because of daerah/banjir.md: @banjir f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
days: 2024-10-09
groups all: @aaa @air @banjir
groups author ani: @aaa
groups author sari-wulan: @aaa @air @banjir
groups body: @aaa @air @banjir
groups candidates: @aaa @air @banjir @cuaca
groups kanal daerah: @aaa @air @banjir
groups tag banjir: @aaa @air @banjir
groups tag hujan: @aaa @air
keys: c:d:2024-10-09 c:m:2024-10 c:y:2024 c:years f:daerah/aaa.md f:daerah/air.md f:daerah/banjir.md s:aaa s:air s:banjir u:/daerah/2024/10/aaa/ u:/daerah/2024/10/air/ u:/daerah/2024/10/banjir/
looks candidates:
member all: @aaa
member author ani: @aaa
member author sari-wulan: @aaa
member kanal daerah: @aaa
member tag banjir: @aaa
member tag hujan: @aaa
pages daerah/aaa.md: /daerah/2024/10/aaa/index.html
pages daerah/air.md: /daerah/2024/10/air/index.html
pages daerah/banjir.md: /daerah/2024/10/banjir/index.html
reason daerah/aaa.md: NEW_FILE
reason daerah/air.md: DETAILS_CHANGED
reason daerah/banjir.md: DETAILS_CHANGED
references: f:daerah/air.md u:/foto/air.png
"""
    )
    assert taken.rows() == taken.anew()
    assert (
        taken.add("nasional/zzz.md", article("Zzz", author="Ani"))
        == """\
because of nasional/zzz.md: @aaa @air @banjir @cuaca @zzz f:nasional/zzz.md s:zzz u:/nasional/2024/10/zzz/
brought: u:/penulis/ani/1/ u:/terkini/3/
days: 2024-10-09
future_number u:/terkini/2/: all, 2
groups all: @zzz
groups author ani: @zzz
groups body: @zzz
groups candidates: @aaa @air @banjir @cuaca @zzz
groups kanal nasional: @zzz
keys: c:d:2024-10-09 c:m:2024-10 c:y:2024 c:years f:nasional/zzz.md s:zzz u:/nasional/2024/10/zzz/
looks candidates:
member all: @zzz
member author ani: @zzz
member kanal nasional: @zzz
pages nasional/zzz.md: /nasional/2024/10/zzz/index.html
reason nasional/zzz.md: NEW_FILE
"""
    )
    assert taken.rows() == taken.anew()


def test_one_leaves_its_second_as_another_comes(taken: Index) -> None:
    """Both have places of their own afterwards, whichever was there before."""
    taken.portal.edit(f"content/{AIR}", "2024-10-09 16:10", "2024-10-08 09:00")
    taken.portal.add("content/daerah/aaa.md", article("Aaa", author="Ani"))
    assert (
        taken.told(taken.take(AIR, "daerah/aaa.md"))
        == """\
because of daerah/aaa.md: @aaa @banjir f:daerah/aaa.md s:aaa u:/daerah/2024/10/aaa/
because of daerah/air.md: @air f:daerah/air.md s:air u:/daerah/2024/10/air/
because of daerah/cuaca.md: @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
days: 2024-10-08
groups all: @aaa @air @cuaca
groups author ani: @aaa
groups author orang-lain: @air @cuaca
groups author sari-wulan: @aaa @air
groups body: @aaa @air @cuaca
groups candidates: @aaa @air @banjir @cuaca
groups kanal daerah: @aaa @air @cuaca
groups ledger corrections: @cuaca#0
groups region jawa-tengah/kota-semarang: @air @cuaca
groups region jawa-tengah: @air @cuaca
groups tag banjir: @aaa @air
groups tag hujan: @aaa @air @cuaca
keys: c:d:2024-10-08 c:m:2024-10 c:y:2024 c:years f:daerah/aaa.md f:daerah/air.md f:daerah/cuaca.md s:aaa s:air s:cuaca u:/daerah/2024/10/aaa/ u:/daerah/2024/10/air/ u:/daerah/2024/10/cuaca/
looks candidates:
member all: @air
member author ani: @aaa
member author orang-lain: @air
member author sari-wulan: @air
member kanal daerah: @air
member region jawa-tengah/kota-semarang: @air
member region jawa-tengah: @air
member tag banjir: @air
member tag hujan: @air
pages daerah/aaa.md: /daerah/2024/10/aaa/index.html
pages daerah/air.md: /daerah/2024/10/air/index.html
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/aaa.md: NEW_FILE
reason daerah/air.md: FILE_CHANGED
reason daerah/cuaca.md: DETAILS_CHANGED
references: u:/daerah/2024/10/air/ u:/foto/air.png
"""
    )
    assert taken.rows() == taken.anew()
