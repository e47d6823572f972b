"""Publication: whole deltas of what the clock and the writer decide about articles."""

from __future__ import annotations

from generator.model.cards import Card
from generator.model.codec import decode_card
from generator.store import members
from tests.engine_support import Index
from tests.support import NOW

AIR = "daerah/air.md"
CUACA = "daerah/cuaca.md"


DAY = 86400
BEFORE = NOW - 27 * 3600 - 1


def test_an_hour_comes(taken: Index) -> None:
    """What was scheduled is published; and it is hidden again if the clock is set back."""
    assert (
        taken.told(taken.take(now=NOW + DAY))
        == """\
because of daerah/besok.md: @air @banjir @besok f:daerah/besok.md s:besok u:/daerah/2024/10/besok/
days: 2024-10-11
groups all: @besok
groups author orang-lain: @besok
groups body: @besok
groups candidates: @air @banjir @besok
groups days: 2024-10-11
groups kanal daerah: @besok
groups tag banjir: @besok
groups tag besok: @besok
keys: c:d:2024-10-11 c:m:2024-10 c:terms c:terms:b c:terms:be c:terms:bes c:y:2024 c:years f:daerah/besok.md s:besok u:/daerah/2024/10/besok/ u:/indeks/tag/b/ u:/indeks/tag/be/ u:/indeks/tag/bes/
looks candidates:
member all: @besok
member author orang-lain: @besok
member kanal daerah: @besok
member tag banjir: @besok
member tag besok: @besok
pages daerah/besok.md: /daerah/2024/10/besok/index.html
reason daerah/besok.md: PUBLISHED
vacated: u:/daerah/ u:/daerah/2024/10/besok/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/be/ u:/indeks/tag/bes/ u:/penulis/orang-lain/ u:/tag/banjir/ u:/tag/besok/
"""
    )
    assert taken.rows() == taken.anew(now=NOW + DAY)
    assert (
        taken.told(taken.take())
        == """\
because of daerah/besok.md: @air @banjir @besok f:daerah/besok.md s:besok u:/daerah/2024/10/besok/
brought: u:/daerah/ u:/daerah/2024/10/besok/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/be/ u:/indeks/tag/bes/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/besok/ u:/terkini/
days: 2024-10-11
future_keys: u:/daerah/ u:/daerah/2024/10/besok/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/be/ u:/indeks/tag/bes/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/besok/ u:/terkini/
future_pages daerah/besok.md: /daerah/2024/10/besok/index.html
groups all: @besok
groups author orang-lain: @besok
groups candidates: @air @banjir @besok
groups days: 2024-10-11
groups kanal daerah: @besok
groups tag banjir: @besok
groups tag besok: @besok
keys: c:d:2024-10-11 c:m:2024-10 c:terms c:terms:b c:terms:be c:terms:bes c:y:2024 c:years f:daerah/besok.md s:besok u:/daerah/2024/10/besok/ u:/indeks/tag/b/ u:/indeks/tag/be/ u:/indeks/tag/bes/
looks candidates:
member all: @besok
member author orang-lain: @besok
member kanal daerah: @besok
member tag banjir: @besok
member tag besok: @besok
pages daerah/besok.md:
reason daerah/besok.md: PUBLISHED
"""
    )
    assert taken.rows() == taken.anew()


def test_an_article_expires(taken: Index) -> None:
    """It is there again if the clock is set back, and leaves its lists at its hour."""
    assert (
        taken.told(taken.take(now=BEFORE))
        == """\
because of daerah/air.md: @air @cuaca f:daerah/air.md s:air u:/daerah/2024/10/air/
because of daerah/banjir.md: @banjir f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
because of nasional/usang.md: @usang f:nasional/usang.md s:usang u:/nasional/2024/10/usang/
brought: u:/daerah/ u:/daerah/2024/10/air/ u:/daerah/2024/10/banjir/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/09/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/ u:/penulis/sari-wulan/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/hujan/ u:/terkini/
days: 2024-10-05 2024-10-09
future_keys: u:/daerah/ u:/daerah/2024/10/air/ u:/daerah/2024/10/banjir/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/09/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/ u:/penulis/sari-wulan/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/hujan/ u:/terkini/
future_pages daerah/air.md: /daerah/2024/10/air/index.html
future_pages daerah/banjir.md: /daerah/2024/10/banjir/index.html
groups all: @air @banjir @usang
groups author ani: @usang
groups author sari-wulan: @air @banjir
groups body: @usang
groups candidates: @air @banjir @cuaca @usang
groups days: 2024-10-05 2024-10-09
groups kanal daerah: @air @banjir
groups kanal nasional: @usang
groups tag banjir: @air @banjir
groups tag hujan: @air
groups tag lama: @usang
keys: c:d:2024-10-05 c:d:2024-10-09 c:m:2024-10 c:terms c:terms:b c:terms:ba c:terms:ban c:terms:l c:terms:la c:terms:lam c:y:2024 c:years f:daerah/air.md f:daerah/banjir.md f:nasional/usang.md s:air s:banjir s:usang u:/daerah/2024/10/air/ u:/daerah/2024/10/banjir/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/l/ u:/indeks/tag/la/ u:/indeks/tag/lam/ u:/nasional/2024/10/usang/
looks candidates:
member all: @usang
member author ani: @usang
member author sari-wulan: @air
member kanal daerah: @air
member kanal nasional: @usang
member tag banjir: @air
member tag hujan: @air
member tag lama: @usang
pages daerah/air.md:
pages daerah/banjir.md:
pages nasional/usang.md: /nasional/2024/10/usang/index.html
pictures: u:/foto/air.png
reason daerah/air.md: PUBLISHED
reason daerah/banjir.md: PUBLISHED
reason nasional/usang.md: EXPIRED
references: f:daerah/air.md u:/foto/air.png
undecoded: u:/foto/air.png
vacated: u:/indeks/2024/10/05/ u:/indeks/tag/l/ u:/indeks/tag/la/ u:/indeks/tag/lam/ u:/nasional/2024/10/usang/ u:/tag/lama/
"""
    )
    assert taken.rows() == taken.anew(now=BEFORE)
    assert (
        taken.told(taken.take(now=BEFORE + 1))
        == """\
because of nasional/usang.md: @cuaca @usang f:nasional/usang.md s:usang u:/nasional/2024/10/usang/
brought: u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/05/ u:/indeks/tag/l/ u:/indeks/tag/la/ u:/indeks/tag/lam/ u:/nasional/ u:/nasional/2024/10/usang/ u:/penulis/ani/ u:/sitemap-2024-10.xml u:/tag/lama/ u:/terkini/
days: 2024-10-05
groups all: @usang
groups author ani: @usang
groups candidates: @cuaca @usang
groups days: 2024-10-05
groups kanal nasional: @usang
groups tag lama: @usang
keys: c:d:2024-10-05 c:m:2024-10 c:terms c:terms:l c:terms:la c:terms:lam c:y:2024 c:years f:nasional/usang.md s:usang u:/indeks/tag/l/ u:/indeks/tag/la/ u:/indeks/tag/lam/ u:/nasional/2024/10/usang/
looks candidates:
member all: @usang
member author ani: @usang
member kanal nasional: @usang
member tag lama: @usang
pages nasional/usang.md:
reason nasional/usang.md: EXPIRED
"""
    )
    assert taken.rows() == taken.anew(now=BEFORE + 1)


def test_drafts_are_wanted(taken: Index) -> None:
    """They enter their lists, and leave them when they are wanted no more."""
    assert (
        taken.told(taken.take(drafts=True))
        == """\
because of nasional/konsep.md: @air @banjir @cuaca @konsep @konsep#0 f:nasional/konsep.md s:konsep u:/nasional/2024/10/konsep/
days: 2024-10-07
groups all: @konsep
groups author ani: @konsep
groups body: @konsep
groups candidates: @air @banjir @cuaca @konsep
groups days: 2024-10-07
groups kanal nasional: @konsep
groups ledger corrections: @konsep#0
groups tag hujan: @konsep
keys: c:d:2024-10-07 c:m:2024-10 c:terms c:y:2024 c:years f:nasional/konsep.md s:konsep u:/nasional/2024/10/konsep/
looks candidates:
member all: @konsep
member author ani: @konsep
member kanal nasional: @konsep
member ledger corrections: @konsep#0
member tag hujan: @konsep
pages nasional/konsep.md: /nasional/2024/10/konsep/index.html
reason nasional/konsep.md: DRAFTS
vacated: u:/indeks/2024/10/07/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/ u:/nasional/2024/10/konsep/ u:/tag/hujan/
"""
    )
    assert taken.rows() == taken.anew(drafts=True)
    assert (
        taken.told(taken.take())
        == """\
because of nasional/konsep.md: @air @banjir @cuaca @konsep @konsep#0 f:nasional/konsep.md s:konsep u:/nasional/2024/10/konsep/
brought: u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/07/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/ u:/nasional/ u:/nasional/2024/10/konsep/ u:/penulis/ani/ u:/sitemap-2024-10.xml u:/tag/hujan/ u:/terkini/
days: 2024-10-07
groups all: @konsep
groups author ani: @konsep
groups candidates: @air @banjir @cuaca @konsep
groups days: 2024-10-07
groups kanal nasional: @konsep
groups ledger corrections: @konsep#0
groups tag hujan: @konsep
keys: c:d:2024-10-07 c:m:2024-10 c:terms c:y:2024 c:years f:nasional/konsep.md s:konsep u:/nasional/2024/10/konsep/
looks candidates:
member all: @konsep
member author ani: @konsep
member kanal nasional: @konsep
member ledger corrections: @konsep#0
member tag hujan: @konsep
pages nasional/konsep.md:
reason nasional/konsep.md: DRAFTS
"""
    )
    assert taken.rows() == taken.anew()


def test_a_withdrawal(taken: Index) -> None:
    """It leaves all lists for that of withdrawals, and its correction is no longer told."""
    notice = "retracted: {timestamp: 2024-10-09 20:00 WIB, reason: sara}\ntitle:"
    assert (
        taken.edit(CUACA, "title:", notice)
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 @cuaca#0 before f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
days: 2024-10-08
groups all: @cuaca
groups author orang-lain: @cuaca
groups candidates: @air @banjir @cuaca
groups days: 2024-10-08
groups kanal daerah: @cuaca
groups ledger corrections: @cuaca#0 before
groups ledger withdrawals: @cuaca#0
groups region jawa-tengah/kota-semarang: @cuaca
groups region jawa-tengah: @cuaca
groups tag hujan: @cuaca
keys: c:d:2024-10-08 c:m:2024-10 c:terms c:y:2024 c:years f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md
looks candidates:
member all: @cuaca
member author orang-lain: @cuaca
member kanal daerah: @cuaca
member ledger corrections: @cuaca#0 before
member ledger withdrawals: @cuaca#0
member region jawa-tengah/kota-semarang: @cuaca
member region jawa-tengah: @cuaca
member tag hujan: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
vacated: u:/daerah/1/ u:/terkini/2/
"""
    )
    assert taken.rows() == taken.anew()


def test_an_article_becomes_a_draft(taken: Index) -> None:
    """It leaves all lists, and keeps its addresses for later."""
    assert (
        taken.edit(CUACA, "title:", "draft: true\ntitle:")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
brought: u:/daerah/ u:/daerah/2024/10/cuaca/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/08/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/hujan/ u:/terkini/ u:/wilayah/jawa-tengah/ u:/wilayah/jawa-tengah/kota-semarang/
days: 2024-10-08
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
pages daerah/cuaca.md:
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_the_card_of_an_article_has_its_picture(taken: Index) -> None:
    """With its size and where the eye rests, if it is there."""
    taken.edit(AIR, "credit: X", "credit: X, focus: 10% 90%")
    card = card_of(taken, AIR)
    assert card.photo is not None
    assert (card.photo.url, card.photo.width, card.photo.height, card.photo.focus, card.photo.old) == (
        "/foto/air.png", 640, 480, "10% 90%", False
    )  # fmt: skip
    assert card.photo.base
    assert card.photo.of
    taken.take(gone=["foto/air.png"])
    assert card_of(taken, AIR).photo is None


def card_of(index: Index, path: str) -> Card:
    row = members.card_of(index.store, index.doc(path))
    assert row is not None
    return decode_card(row[1])[0]
