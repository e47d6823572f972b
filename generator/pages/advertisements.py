"""The portal's own advertisements: one file with all that run, from which a script fills the places on all pages.

So an advertisement changes no page, whether it comes, goes or ends.
"""

from __future__ import annotations

from html import escape

from generator.base import timestamps
from generator.model.codec import decode
from generator.model.page import Running
from generator.model.records import Advertisement
from generator.pages import hrefs
from generator.pages.body import image
from generator.pages.context import Context
from generator.queries import names


def running(context: Context) -> bytes:
    """Make the list; an advertisement whose picture or target is not there is left out."""
    records = map(context.archive.record, context.page.detail_of(Running).docs)
    made = "".join([_shown(context, decode(Advertisement, record)) for record in records])
    return (hrefs.html(made, context.site.base_path) if context.site.base_path else made).encode()


def _shown(context: Context, ad: Advertisement) -> str:
    url = ad.url
    for link in ad.body.links:
        if link.kind == "link":
            target = context.ask(names.target, "link", link.target)
            url = target.url if target else ""
    picture = next((image(link, context, feed=False) for link in ad.body.links if link.kind == "image"), "")
    if not url or not picture:
        return ""
    data = {
        "tempat": " ".join(ad.places),
        "kanal": " ".join(ad.kanal),
        "dari": timestamps.moment(ad.start) if ad.start else "",
        "sampai": timestamps.moment(ad.end) if ad.end else "",
    }
    told = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items() if value)
    anchor = f'<a href="{escape(url)}" rel="sponsored nofollow noopener">{picture}</a>'
    return f'<div class="iklan-isi"{told}><p>{escape(context.words["iklan"])}</p>{anchor}</div>\n'
