"""What browsers ask of a portal besides its pages: how to search it."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from generator.pages.base import Making, absolute
from generator.pages.feeds import HEAD, xml

SHORT, LONG = 16, 48
"""Most characters of the two names that OpenSearch has for a search."""


def opensearch(making: Making) -> bytes:
    """Make the description by which a browser offers to search the portal (OpenSearch 1.1)."""
    site = making.site
    assert site.search is not None
    address = quoteattr(absolute(site, site.search.template))
    lines = [
        f'{HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{xml(shortened(site.name, SHORT))}</ShortName>",
        f"<LongName>{xml(shortened(site.name, LONG))}</LongName>",
        f"<Description>{xml(making.words['cari_di'] % site.name)}</Description>",
        f"<Language>{site.language}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template={address}/>',
        "</OpenSearchDescription>",
        "",
    ]
    return "\n".join(lines).encode()


def shortened(name: str, most: int) -> str:
    """Return as many whole words of a name as have room in a number of characters, or the beginning of the first."""
    if len(name) <= most:
        return name
    return name[: most + 1].rpartition(" ")[0].rstrip() or name[:most]
