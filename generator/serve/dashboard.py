"""Dashboard: the page at /_ssg/ with the drafts and what is published next."""

from __future__ import annotations

from typing import Any

from generator.base.dates import Stamp, portal
from generator.serve import bar, overlay, words
from generator.serve.live import Live
from generator.store.documents import Document

_MOST = 200
"""Articles in a list, at most."""


def dashboard(live: Live, *, local: bool, hidden: bool) -> bytes:
    """Return the page as HTML.

    Args:
        live: the preview.
        local: whether the visitor is on this machine, where the editor is.
        hidden: whether the visitor may see what is not published.

    """
    preview, clock = live.preview, live.clock
    # Taken before anything is looked up: what changes meanwhile is announced with a later one.
    version = live.version
    zone = preview.site.zone if preview.site is not None else "WIB"

    def rows(documents: list[Document]) -> list[dict[str, Any]]:
        return [
            {
                **bar.article(preview, document, clock.now, live.language), "path": f"content/{document.path}",
                "open": bar.source_link(live, document, local=local),
            }
            for document in documents
        ]  # fmt: skip

    drafts = preview.pages.drafts_of(_MOST) if hidden else []
    scheduled = preview.pages.scheduled(clock.now, _MOST) if hidden else []
    return words.page(
        "dashboard.html", live.language,
        name=preview.site.name if preview.site is not None else "Warta",
        now=portal(Stamp(clock.now, zone)), input=f"{Stamp(clock.now, zone).local:%Y-%m-%dT%H:%M}", zone=zone,
        pinned=clock.pinned is not None, local=local, hidden=hidden, ready=preview.pages.ready, most=_MOST,
        shown=preview.options.drafts, version=version,
        drafts=sorted(rows(drafts), key=lambda row: str(row["path"])), scheduled=rows(scheduled),
        problems=overlay.problems(
            live.problems, preview.folder, live.editor if local else "", live.language, excerpts=hidden
        ),
    )  # fmt: skip
