"""The preview bar: what an editor wants to know of the page that is shown."""

from __future__ import annotations

from typing import Any

from generator.base import dates
from generator.base.dates import Stamp
from generator.pages.article import WORDS_A_MINUTE
from generator.portal import reasons
from generator.portal.packing import unpack_article
from generator.portal.records import Article
from generator.portal.status import Status
from generator.serve import overlay
from generator.serve.preview import Document, Found, Preview
from generator.serve.watch import Live

_KINDS = {
    "home": "Halaman depan", "listing": "Daftar", "standing": "Halaman tetap", "tags": "Daftar topik",
    "archive": "Indeks", "year": "Indeks tahun", "month": "Indeks bulan", "day": "Indeks hari",
    "missing": "Alamat ini tidak ada", "404": "Halaman 404", "failed": "Halaman ini gagal dibuat",
}  # fmt: skip
_NOTICES = {
    "draf": "Halaman ini hanya ada di pratinjau", "terjadwal": "Halaman ini hanya ada di pratinjau",
    "turun": "Pembaca tidak melihat halaman ini lagi", "dicabut": "Pembaca melihat keterangan pencabutan ini",
}  # fmt: skip
_UNPUBLISHED = "belum terbit; halaman ini hanya ada di pratinjau"


def facts_of(live: Live, url: str, *, local: bool, hidden: bool) -> dict[str, Any]:
    """Return what the bar shows for the page at an address.

    Args:
        live: the preview.
        url: the address.
        local: whether the visitor is on this machine, where the editor is.
        hidden: whether the visitor may see what is not published.

    """
    preview = live.preview
    zone = preview.site.zone if preview.site is not None else "WIB"
    answer: dict[str, Any] = {
        "now": dates.portal(Stamp(live.now, zone)), "input": f"{Stamp(live.now, zone).local:%Y-%m-%dT%H:%M}",
        "zone": zone, "pinned": live.pinned is not None, "local": local, "dashboard": hidden,
        "ready": preview.ready, "partial": preview.partial, "drafts": preview.options.drafts,
        "problems": overlay.problems(live.problems, preview.folder, live.editor if local else ""),
    }  # fmt: skip
    if not preview.ready:
        return answer
    found = preview.find(url, hidden=hidden)
    kind = _KINDS.get(found.kind, "")
    if found.kind == "missing":
        kind = "Belum dibaca" if preview.partial else kind
        kind = "Draf: tampil dengan ssg serve --drafts" if hidden and preview.is_draft(url) else kind
    answer |= {
        "kind": kind,
        "why": reasons.sentence(preview.why(url), "id") or (_UNPUBLISHED if found.kind == "draft" else ""),
    }
    for document in preview.documents("id = ?", found.doc):
        answer["source"] = f"content/{document.path}"
        if local:
            answer["open"] = overlay.link(live.editor, preview.folder.absolute() / "content" / document.path)
        if document.kind == "article":
            answer |= article(preview, document, live.now)
    return answer | _failure(found)


def _failure(found: Found) -> dict[str, Any]:
    return {"failed": found.problem is not None}


def article(preview: Preview, document: Document, now: int) -> dict[str, Any]:
    """Return what the bar and the list of drafts show for an article."""
    one = unpack_article(document.record)
    matter = one.matter
    words = one.body.words
    when = [["Terbit", dates.portal(matter.stamp)]]
    if matter.updated:
        when.append(["Diperbarui", dates.portal(matter.updated)])
    if matter.expires:
        when.append(["Turun", dates.portal(Stamp(matter.expires, matter.stamp.zone))])
    if matter.retracted:
        when.append(["Dicabut", dates.portal(matter.retracted.stamp)])
    kanal = preview.site.kanal.get(matter.category) if preview.site is not None else None
    state, banner = _state(preview, one, document.state, now)
    return {
        "title": matter.title, "url": one.url, "state": state, "banner": banner, "notice": _NOTICES.get(state, ""),
        "words": words,
        "minutes": max(1, round(words / WORDS_A_MINUTE)), "dates": when,
        "kanal": kanal.name if kanal is not None else matter.category,
    }  # fmt: skip


def _state(preview: Preview, one: Article, state: int, now: int) -> tuple[str, str]:
    """Return the state of an article in a word, and what is written over its page."""
    matter = one.matter
    if matter.draft:
        listed = " · tampil di daftar karena --drafts" if preview.options.drafts and state != Status.HIDDEN else ""
        return "draf", f"Draf{listed}"
    if state == Status.NOTICE:
        return "dicabut", "Dicabut"
    if state != Status.HIDDEN:
        return "terbit", ""
    if matter.stamp.epoch > now:
        return "terjadwal", f"Terbit {dates.portal(matter.stamp)}"
    return "turun", f"Sudah turun sejak {dates.portal(Stamp(matter.expires, matter.stamp.zone))}"
