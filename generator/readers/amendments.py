"""Amendments: what is said of an article after it was published: corrections, a withdrawal, its end."""

from __future__ import annotations

from typing import Literal

from generator.base.dates import Stamp
from generator.base.sentences import sentence
from generator.portal.records import Correction, Ending, Retraction
from generator.readers.addresses import read_address
from generator.readers.fields import Fields

_Kind = Literal["ralat", "koreksi", "hak-jawab"]
_CORRECTIONS: tuple[_Kind, ...] = ("ralat", "koreksi", "hak-jawab")
_Reason = Literal["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"]
_REASONS: tuple[_Reason, ...] = ("sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers")


def corrections(fields: Fields, stamp: Stamp | None, zone: str, base_url: str) -> tuple[Correction, ...]:
    """Return the corrections, newest first.

    Args:
        fields: the front matter.
        stamp: time of publication, if it could be read; a correction is no older.
        zone: of times that name none.
        base_url: address of the site, below which links are its own.

    """
    found = []
    for inner in fields.mappings("corrections", ("timestamp", "2024-10-09 16:10 WIB")):
        at = inner.stamp("timestamp", zone)
        inner.missing(
            "timestamp",
            sentence("a correction has a time of its own"),
            sentence("write {example}", example=inner.example("timestamp", "…")),
        )
        if at and stamp and at.epoch < stamp.epoch:
            inner.wrong(
                "timestamp",
                sentence("the correction is older than the article"),
                sentence("check the time"),
                code="date-order",
            )
        kind = inner.choice("type", _CORRECTIONS, "koreksi")
        text = inner.text("text")
        inner.missing(
            "text",
            sentence("a correction says what was wrong"),
            sentence("write {example}", example=inner.example("text", "…")),
        )
        link = read_address(inner, "link", base_url)
        place = inner.place("link") if link else (0, 0)
        found.append(Correction(at or Stamp(0, zone), kind, text, link, *place))
        inner.close({"jenis": "type", "isi": "text", "tanggal": "timestamp", "waktu": "timestamp", "tautan": "link"})
    return tuple(sorted(found, key=lambda one: -one.stamp.epoch))


def withdrawal(fields: Fields, headline: str, stamp: Stamp | None, zone: str) -> tuple[str, Retraction | None]:
    """Return the headline that readers see, and the withdrawal if there is one.

    The headline of a withdrawn article may name a victim. So one that replaces it does so here, before anything else
    can take notice of it.
    """
    inner = fields.mapping("retracted", ("timestamp", "2024-10-09 16:10 WIB"))
    if inner is None:
        return headline, None
    at = inner.stamp("timestamp", zone) or Stamp(0, zone)
    inner.missing(
        "timestamp",
        sentence("a withdrawal has a time of its own"),
        sentence("write {example}", example=inner.example("timestamp", "…")),
    )
    if at.epoch and stamp and at.epoch < stamp.epoch:
        inner.wrong(
            "timestamp",
            sentence("the withdrawal is older than the article"),
            sentence("check the time"),
            code="date-order",
        )
    hint = sentence("write {key}: one of {reasons}", key=inner.written("reason"), reasons=", ".join(_REASONS))
    inner.missing("reason", sentence("Pedoman Media Siber 5a allows five reasons only"), hint)
    reason = inner.choice("reason", _REASONS, "dewan-pers")
    text, title = inner.text("text"), inner.text("title")
    inner.close({"alasan": "reason", "isi": "text", "tanggal": "timestamp", "waktu": "timestamp", "judul": "title"})
    return title or headline, Retraction(at, reason, text, headline)


def end(fields: Fields) -> Ending | None:
    """Return the end of an article that is over for good: true, or what readers are told at its address."""
    if "gone" not in fields:
        fields.text("gone")
        return None
    if fields.is_truth("gone") and not fields.flag("gone"):
        return None
    ending = Ending() if fields.is_truth("gone") else Ending(fields.text("gone"))
    if "retracted" in fields:
        said = sentence("an article is either withdrawn or gone")
        fields.wrong(
            "gone", said, sentence("delete {key}: what is withdrawn says so at its address", key=fields.written("gone"))
        )
    return ending
