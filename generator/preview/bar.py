"""The preview bar: what an editor wants to know of the page that is shown, and the script that shows it."""

from __future__ import annotations

from typing import Any

from generator.base.languages import Language
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.timestamps import Stamp, spoken
from generator.model import rebuild_reasons
from generator.model.codec import decode
from generator.model.kinds import KINDS
from generator.model.page import Status
from generator.model.records import Article, Matter
from generator.model.urls import on_host
from generator.pages.article import WORDS_A_MINUTE
from generator.preview import words
from generator.preview.live import Live
from generator.preview.preview import Preview
from generator.store.documents import Document

_LABELS = {
    **{kind.name: kind.label for kind in KINDS.values()},
    "missing": sentence("There is nothing at this address"), "failed": sentence("This page could not be made"),
}  # fmt: skip
_PREVIEW_ONLY = sentence("This page is in the preview only")
_NOTICES = {
    "draf": _PREVIEW_ONLY, "terjadwal": _PREVIEW_ONLY,
    "turun": sentence("Readers do not see this page any more"),
    "dicabut": sentence("Readers see this notice of the withdrawal"),
    "berakhir": sentence("Readers see this notice, and nothing leads there"),
}  # fmt: skip
_MARKED = 200
"""Drafts, and scheduled articles, that are marked in lists, at most."""
_UNPUBLISHED = sentence("not published yet; this page is in the preview only")


def facts_of(live: Live, url: str, *, local: bool, hidden: bool) -> dict[str, Any]:
    """Return what the bar shows for the page at an address.

    The editor is on this machine, so only a `local` visitor gets links to it; `hidden` is whether the visitor may see
    what is not published.
    """
    preview, clock = live.preview, live.clock
    pages = preview.pages
    zone = preview.site.zone if preview.site is not None else "WIB"
    stamp = Stamp(clock.now, zone)
    facts: dict[str, Any] = {
        "now": live.language.put(spoken(stamp)), "input": f"{stamp.local:%Y-%m-%dT%H:%M}", "zone": zone,
        "pinned": clock.pinned is not None, "local": local, "dashboard": hidden, "ready": pages.ready,
        "partial": pages.partial, "drafts": preview.options.drafts,
        "marks": _marks(live) if hidden else {},
        "problems": live.shown_problems(local=local, excerpts=hidden),
    }  # fmt: skip
    if not pages.ready:
        return facts
    page = pages.find(url, hidden=hidden)
    kind, say = _LABELS.get(page.kind, NOTHING), live.language.put
    if page.kind == "missing":
        kind = sentence("Not read yet") if pages.partial else kind
        if local and (unshown := pages.unshown(url)) is not None:
            facts |= _offer(live, unshown)
    facts |= {
        "kind": say(kind),
        "why": say(rebuild_reasons.sentence_of(pages.why(url)) or (_UNPUBLISHED if page.kind == "draft" else NOTHING)),
    }
    document = pages.document(page.doc)
    if document is not None:
        facts["source"] = f"content/{document.path}"
        facts["open"] = source_link(live, document, local=local)
        if document.kind == "article":
            facts |= article(preview, document, clock.now, live.language)
            facts |= ideas(live, page.doc)
    return facts


def source_link(live: Live, document: Document, *, local: bool) -> str:
    """Return the address that opens a document in the editor, which only a visitor on this machine has."""
    return words.link(live.editor if local else "", live.preview.folder.absolute() / "content" / document.path)


def ideas(live: Live, doc: int) -> dict[str, Any]:
    """Return what the bar suggests to whoever writes an article: lines to paste, of what is published, and tags."""
    pages = live.preview.pages
    found, unpublished = pages.suggestions(doc), pages.unpublished(live.clock.now, _MARKED)
    return {
        "baca": [
            [article.title, f"Baca Juga: [](/{article.path})"]
            for article in found.articles
            if article.url not in unpublished
        ],
        "tags": list(found.tags),
    }


def article(preview: Preview, document: Document, now: int, language: Language) -> dict[str, Any]:
    """Return what the bar and the dashboard show of an article at a time, in seconds since 1970."""
    put = language.put
    known = decode(Article, document.record)
    matter, count = known.matter, known.body.words
    when = [[put(sentence("Published")), put(spoken(matter.stamp))]]
    if matter.updated:
        when.append([put(sentence("Updated")), put(spoken(matter.updated))])
    if matter.expires:
        when.append([put(sentence("Taken down")), put(spoken(Stamp(matter.expires, matter.stamp.zone)))])
    if matter.retracted:
        when.append([put(sentence("Withdrawn")), put(spoken(matter.retracted.stamp))])
    url = on_host(known.url, preview.pages.base_path)
    kanal = preview.site.kanal.get(matter.category) if preview.site is not None else None
    state, banner = _state(matter, document.state, now)
    return {
        "title": matter.title, "url": url, "state": state, "banner": put(banner),
        "notice": put(_NOTICES.get(state, NOTHING)),
        "words": count, "minutes": max(1, round(count / WORDS_A_MINUTE)), "dates": when,
        "kanal": kanal.name if kanal is not None else matter.category,
    }  # fmt: skip


def _marks(live: Live) -> dict[str, list[str]]:
    pages, put = live.preview.pages, live.language.put
    words = {"draf": put(sentence("Draft")), "terjadwal": put(sentence("Scheduled"))}
    shown = pages.unpublished(live.clock.now, _MARKED).items()
    return {on_host(url, pages.base_path): [state, words[state]] for url, state in shown}


def _offer(live: Live, document: Document) -> dict[str, str]:
    """Return how the bar of a page that is not there offers the article that it would be."""
    put = live.language.put
    matter = decode(Article, document.record).matter
    state, said = _state(matter, document.state, live.clock.now)
    here = sentence("{state}: {title}", state=said, title=matter.title)
    notice = sentence("Readers find nothing here.")
    if live.shared:
        notice = sentence("Readers find nothing here. What is shown here, all who have the token see too.")
    return {
        "banner": put(here), "state": state, "notice": put(notice),
        "offer": put(sentence("Show drafts and scheduled articles")),
    }  # fmt: skip


def _state(matter: Matter, state: int, now: int) -> tuple[str, Sentence]:
    """Return the state of an article, a class of the stylesheet, and what is written over its page."""
    if matter.draft:
        return "draf", sentence("Draft")
    if matter.stamp.epoch > now:
        return "terjadwal", sentence("Published {time}", time=spoken(matter.stamp))
    if state == Status.NOTICE:
        return "dicabut", sentence("Withdrawn")
    if state == Status.GONE:
        return "berakhir", sentence("Gone")
    if state != Status.HIDDEN:
        return "terbit", NOTHING
    down = spoken(Stamp(matter.expires, matter.stamp.zone))
    return "turun", sentence("Taken down since {time}", time=down)


_END = b"</body>"


def line(digest: str) -> bytes:
    """Return the line for a page with a digest, by which the browser says later what it shows."""
    return b'<script src="/_ssg/preview.js" data-halaman="%s" async></script>\n' % digest.encode()


def inject(page: bytes, digest: str) -> bytes:
    """Return a page with the preview's line before the end of its body; all else is as the build writes it."""
    at = page.rfind(_END)
    at = len(page) if at < 0 else at
    return page[:at] + line(digest) + page[at:]
