"""The dashboard at /_ssg/: drafts, and what is published next."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.base.dates import Stamp, portal
from generator.portal.seq import last_seq
from generator.serve import bar, overlay
from generator.serve.files import ASSETS
from generator.serve.preview import Document
from generator.serve.watch import Live

_MOST = 200
"""Articles in a list."""


def dashboard(live: Live, *, local: bool, hidden: bool) -> bytes:
    """Return the page.

    Args:
        live: the preview.
        local: whether the visitor is on this machine.
        hidden: whether the visitor may see what is not published.

    """
    preview = live.preview
    # Taken before anything is looked up: what changes meanwhile is told as a later one.
    version = live.version
    zone = preview.site.zone if preview.site is not None else "WIB"

    def rows(found: list[Document]) -> list[dict[str, Any]]:
        return [
            {
                **bar.article(preview, one, live.now), "path": f"content/{one.path}",
                "open": overlay.link(live.editor, preview.folder.absolute() / "content" / one.path) if local else "",
            }
            for one in found
        ]  # fmt: skip

    seen = hidden and preview.ready
    drafts = preview.documents(f"draft ORDER BY id DESC LIMIT {_MOST}") if seen else []
    after = last_seq(live.now)
    where = f"kind = 'article' AND seq > ? AND NOT ifnull(draft, 0) ORDER BY seq LIMIT {_MOST}"
    scheduled = preview.documents(where, after) if seen else []
    template = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("dashboard.html")
    text = template.render(
        name=preview.site.name if preview.site is not None else "Warta",
        now=portal(Stamp(live.now, zone)), input=f"{Stamp(live.now, zone).local:%Y-%m-%dT%H:%M}", zone=zone,
        pinned=live.pinned is not None, local=local, hidden=hidden, ready=preview.ready, most=_MOST,
        readable=preview.options.drafts, version=version,
        drafts=sorted(rows(drafts), key=lambda row: str(row["path"])), scheduled=rows(scheduled),
        problems=overlay.problems(live.problems, preview.folder, live.editor if local else ""),
    )  # fmt: skip
    return text.encode()
