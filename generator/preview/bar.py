"""The preview bar and dashboard: facts about the page shown, and unpublished articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.base.sentences import NOTHING, Language, Sentence, sentence
from generator.base.timestamps import Stamp, format_time, portal
from generator.model.codec import decode
from generator.model.kinds import KINDS
from generator.model.page import Status
from generator.model.records import Article, Matter
from generator.model.urls import on_host
from generator.pages.article import WORDS_A_MINUTE
from generator.preview import words
from generator.preview.live import Live
from generator.preview.preview import Preview
from generator.queries import tracker
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
"""The most drafts, and scheduled articles, marked in lists."""
_MOST = 200
"""The most drafts, and scheduled articles, in the dashboard."""
_UNPUBLISHED = sentence("not published yet; this page is in the preview only")


def facts_of(live: Live, url: str, *, local: bool, hidden: bool) -> dict[str, Any]:
    """Return what the bar shows for the page at an address.

    The editor program is on this machine, so only a `local` visitor gets links to it; `hidden` is whether the visitor
    may see unpublished articles.
    """
    preview, now = live.preview, live.now
    pages = preview.pages
    marks = pages.marked(now, _MARKED)
    facts: dict[str, Any] = {
        "now": live.language.put(format_time(live.stamp)), **_clock(live), "local": local, "dashboard": hidden,
        "ready": pages.ready, "drafts": preview.options.unpublished,
        "marks": _marks(live, marks) if hidden else {},
        "problems": live.shown_problems(local=local, excerpts=hidden),
    }  # fmt: skip
    if not pages.ready:
        return facts
    page = pages.find(url, hidden=hidden)
    kind, say = _LABELS.get(page.kind, NOTHING), live.language.put
    if page.kind == "missing" and local and (unshown := pages.unshown(url)) is not None:
        facts |= _offer(live, unshown)
    facts |= {
        "kind": say(kind),
        "why": say(tracker.explain(pages.why(url)) or (_UNPUBLISHED if page.kind == "draft" else NOTHING)),
    }
    document = pages.document(page.doc)
    if document is not None:
        facts |= _source(live, document, local=local)
        if document.kind == "article":
            ideas = pages.suggestions(page.doc)
            facts |= _article(preview, document, now, live.language) | {
                "baca": [
                    [article.title, f"Baca Juga: [](/{article.path})"]
                    for article in ideas.articles
                    if article.url not in marks
                ],
                "tags": list(ideas.tags),
            }
    return facts


def dashboard(live: Live, *, local: bool, hidden: bool) -> bytes:
    """Return the list of drafts and scheduled articles as HTML; the arguments are as in `facts_of`."""
    preview, now = live.preview, live.now
    # Taken before any lookup: later changes are announced with a later version.
    version = live.version
    found = preview.pages.unpublished(now, _MOST) if hidden else {}
    rows = {
        state: [
            _article(preview, document, now, live.language) | _source(live, document, local=local)
            for document in documents
        ]
        for state, documents in found.items()
    }
    return words.page(
        "dashboard.html", live.language, **_clock(live),
        name=preview.site.name if preview.site is not None else "Warta",
        now=portal(live.stamp), local=local, hidden=hidden, ready=preview.pages.ready, most=_MOST,
        shown=preview.options.unpublished, version=version,
        drafts=sorted(rows.get("draf", ()), key=lambda row: str(row["source"])), scheduled=rows.get("terjadwal", []),
        problems=live.shown_problems(local=local, excerpts=hidden),
    )  # fmt: skip


def _clock(live: Live) -> dict[str, Any]:
    return {"input": f"{live.stamp.local:%Y-%m-%dT%H:%M}", "zone": live.stamp.zone, "pinned": live.pinned is not None}


def _source(live: Live, document: Document, *, local: bool) -> dict[str, str]:
    """Return the path of a document, and a link to the editor program for a local visitor, or to the desk."""
    path = f"content/{document.path}"
    return {"source": path, "open": words.edit_link(live.editor_for(local=local), live.preview.folder, path)}


def _article(preview: Preview, document: Document, now: int, language: Language) -> dict[str, Any]:
    """Return what the bar and the dashboard show of an article at a time, in seconds since 1970."""
    put = language.put
    known = decode(Article, document.record)
    matter, count = known.matter, known.body.words
    when = [[put(sentence("Published")), put(format_time(matter.stamp))]]
    if matter.updated:
        when.append([put(sentence("Updated")), put(format_time(matter.updated))])
    if matter.expires:
        when.append([put(sentence("Taken down")), put(format_time(Stamp(matter.expires, matter.stamp.zone)))])
    if matter.retracted:
        when.append([put(sentence("Withdrawn")), put(format_time(matter.retracted.stamp))])
    url = on_host(known.url, preview.pages.base_path)
    kanal = preview.site.kanal.get(matter.category) if preview.site is not None else None
    state, banner = _state(matter, document.state, now)
    return {
        "title": matter.title, "url": url, "state": state, "banner": put(banner),
        "notice": put(_NOTICES.get(state, NOTHING)),
        "words": count, "minutes": max(1, round(count / WORDS_A_MINUTE)), "dates": when,
        "kanal": kanal.name if kanal is not None else matter.category,
    }  # fmt: skip


def _marks(live: Live, marks: Mapping[str, str]) -> dict[str, list[str]]:
    base, put = live.preview.pages.base_path, live.language.put
    words = {"draf": put(sentence("Draft")), "terjadwal": put(sentence("Scheduled"))}
    return {on_host(url, base): [state, words[state]] for url, state in marks.items()}


def _offer(live: Live, document: Document) -> dict[str, str]:
    put = live.language.put
    matter = decode(Article, document.record).matter
    state, said = _state(matter, document.state, live.now)
    here = sentence("{state}: {title}", state=said, title=matter.title)
    notice = sentence("Readers find nothing here.")
    if live.shared:
        notice = sentence("Readers find nothing here. What is shown here, all who have the token see too.")
    return {
        "banner": put(here), "state": state, "notice": put(notice),
        "offer": put(sentence("Show drafts and scheduled articles")),
    }  # fmt: skip


def _state(matter: Matter, state: int, now: int) -> tuple[str, Sentence]:
    """Return the state of an article, which is a class of the stylesheet, and the banner of its page."""
    if matter.draft:
        return "draf", sentence("Handed in") if matter.review else sentence("Draft")
    if matter.stamp.epoch > now:
        return "terjadwal", sentence("Published {time}", time=format_time(matter.stamp))
    if state == Status.NOTICE:
        return "dicabut", sentence("Withdrawn")
    if state == Status.GONE:
        return "berakhir", sentence("Gone")
    if state != Status.HIDDEN:
        return "terbit", NOTHING
    down = format_time(Stamp(matter.expires, matter.stamp.zone))
    return "turun", sentence("Taken down since {time}", time=down)


def inject(page: bytes, digest: str) -> bytes:
    """Return a page with the preview's script at the end of its body; the rest is as built.

    The digest tells the server later which version the browser shows.
    """
    line = b'<script src="/_ssg/preview.js" data-halaman="%s" async></script>\n' % digest.encode()
    at = page.rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + line + page[at:]
