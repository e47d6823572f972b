"""The preview bar: what an editor wants to know of the page that is shown."""

from __future__ import annotations

from typing import Any

from generator.base import dates
from generator.base.dates import Stamp
from generator.pages.article import WORDS_A_MINUTE
from generator.portal import reasons
from generator.portal.kinds import KINDS
from generator.portal.packing import unpack_article
from generator.portal.records import Matter
from generator.portal.status import Status
from generator.portal.urls import on_host
from generator.serve import overlay
from generator.serve.live import Live
from generator.serve.preview import Preview
from generator.store.documents import Document

_LABELS = {
    **{kind.name: kind.label for kind in KINDS.values()},
    "missing": "Alamat ini tidak ada", "failed": "Halaman ini gagal dibuat",
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
    preview, clock = live.preview, live.clock
    pages = preview.pages
    zone = preview.site.zone if preview.site is not None else "WIB"
    stamp = Stamp(clock.now, zone)
    editor = live.editor if local else ""
    facts: dict[str, Any] = {
        "now": dates.portal(stamp), "input": f"{stamp.local:%Y-%m-%dT%H:%M}", "zone": zone,
        "pinned": clock.pinned is not None, "local": local, "dashboard": hidden, "ready": pages.ready,
        "partial": pages.partial, "drafts": preview.options.drafts,
        "problems": overlay.problems(live.problems, preview.folder, editor, live.language, excerpts=hidden),
    }  # fmt: skip
    if not pages.ready:
        return facts
    page = pages.find(url, hidden=hidden)
    kind = _LABELS.get(page.kind, "")
    if page.kind == "missing":
        kind = "Belum dibaca" if pages.partial else kind
        kind = "Draf: tampil dengan ssg serve --drafts" if hidden and pages.is_draft(url) else kind
    facts |= {
        "kind": kind,
        "why": reasons.sentence(pages.why(url), "id") or (_UNPUBLISHED if page.kind == "draft" else ""),
    }
    document = pages.document(page.doc)
    if document is not None:
        facts["source"] = f"content/{document.path}"
        facts["open"] = source_link(live, document, local=local)
        if document.kind == "article":
            facts |= article(preview, document, clock.now)
            facts |= ideas(preview, page.doc)
    return facts


def source_link(live: Live, document: Document, *, local: bool) -> str:
    """Return the address that opens a document in the editor, which only a visitor on this machine has."""
    return overlay.link(live.editor if local else "", live.preview.folder.absolute() / "content" / document.path)


def ideas(preview: Preview, doc: int) -> dict[str, Any]:
    """Return what the bar suggests to whoever writes an article: lines to paste, and tags."""
    found = preview.pages.suggestions(doc)
    return {
        "baca": [[card.title, f"Baca Juga: [](/{card.path})"] for card in found.articles],
        "tags": list(found.tags),
    }


def article(preview: Preview, document: Document, now: int) -> dict[str, Any]:
    """Return what the bar and the dashboard show of an article at a time, in seconds since 1970."""
    known = unpack_article(document.record)
    matter, words = known.matter, known.body.words
    when = [["Terbit", dates.portal(matter.stamp)]]
    if matter.updated:
        when.append(["Diperbarui", dates.portal(matter.updated)])
    if matter.expires:
        when.append(["Turun", dates.portal(Stamp(matter.expires, matter.stamp.zone))])
    if matter.retracted:
        when.append(["Dicabut", dates.portal(matter.retracted.stamp)])
    url = on_host(known.url, preview.pages.base_path)
    kanal = preview.site.kanal.get(matter.category) if preview.site is not None else None
    state, banner = _state(matter, document.state, now, drafts=preview.options.drafts)
    return {
        "title": matter.title, "url": url, "state": state, "banner": banner, "notice": _NOTICES.get(state, ""),
        "words": words, "minutes": max(1, round(words / WORDS_A_MINUTE)), "dates": when,
        "kanal": kanal.name if kanal is not None else matter.category,
    }  # fmt: skip


def _state(matter: Matter, state: int, now: int, *, drafts: bool) -> tuple[str, str]:
    """Return the state of an article in a word, and what is written over its page."""
    if matter.draft:
        listed = " · tampil di daftar karena --drafts" if drafts and state != Status.HIDDEN else ""
        return "draf", f"Draf{listed}"
    if state == Status.NOTICE:
        return "dicabut", "Dicabut"
    if state != Status.HIDDEN:
        return "terbit", ""
    if matter.stamp.epoch > now:
        return "terjadwal", f"Terbit {dates.portal(matter.stamp)}"
    return "turun", f"Sudah turun sejak {dates.portal(Stamp(matter.expires, matter.stamp.zone))}"
