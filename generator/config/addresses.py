"""Addresses and templates as people write them in front matter, and the address of an article."""

from __future__ import annotations

import re
from urllib.parse import unquote

from generator.base.codes import Code
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import fold, quoted, suggest
from generator.base.timestamps import Stamp
from generator.config.entries import did_you_mean
from generator.config.fields import Fields
from generator.model.records import Record
from generator.model.site import Reading
from generator.model.urls import is_address, is_ours, is_same, line_of, media_address, own_path, page_url

_NO_FOLDER = re.compile(
    r"\.(?:(?!(?:php|aspx?|jsp|cgi|cfm|do|shtml)$)[a-z]\w{1,6}|webmanifest)$", re.IGNORECASE | re.ASCII
)
"""Forbidden folder names in old addresses: a file of the output may have that name."""
_SCRIPT = re.compile(r"\.(?:php|aspx?|jsp|cgi|cfm|do|shtml)(?:/|$)", re.IGNORECASE)
_NAMING = re.compile(
    r"(?:^|&)(?:p|page_id|attachment_id|id|post|post_id|pid|aid|nid|cat|tag|author|m|name|slug|news|news_id|newsid"
    r"|article|artikel|berita|judul|title|read|baca|detail)=[^&]",
    re.IGNORECASE,
)
"""A parameter with which systems identify content."""
_LONGEST = 400
"""Maximum characters of an old address."""


class Aliases(Record, frozen=True):
    """Former addresses of a page."""

    pages: tuple[str, ...]
    """Addresses with a page that redirects; one ending in .html is a file, any other a folder."""
    queries: tuple[str, ...]
    """Addresses that only the host can redirect: with a query, or that differ from another in letter case alone."""
    first: str
    """The first in the list; empty if there is none."""


def read_template(fields: Fields, reading: Reading) -> str:
    """Read the name of a standing page's template; empty if it has none of its own."""
    name, known = fields.text("template"), reading.templates
    if not name or known is None or name in known:
        return name
    said = sentence("the theme has no template {name} for standing pages", name=quoted(name))
    hint = did_you_mean(suggest(name, known)) or sentence(
        "put it into the theme's templates/, by a name of its own that does not begin with _; it may begin with "
        '{{% extends "standing.html" %}}'
    )
    fields.wrong("template", said, hint)
    return ""


def article_url(reading: Reading, stamp: Stamp, category: str, slug: str, own_id: str) -> str:
    at = stamp.local
    return reading.permalink.format(
        category=line_of(category)[0], year=f"{at.year:04d}", month=f"{at.month:02d}", day=f"{at.day:02d}",
        hour=f"{at.hour:02d}", minute=f"{at.minute:02d}", slug=slug, id=own_id,
    )  # fmt: skip


def read_aliases(fields: Fields, reading: Reading, own: str) -> Aliases:
    """Read a page's old addresses, leaving out `own`, its current one."""
    found: list[str] = []
    for text in fields.texts("aliases"):
        url, message, hint = parse_alias(text, reading)
        if message:
            code: Code = "reserved-address" if url else "bad-address"
            said = sentence("{written} {message}", written=quoted(text), message=message)
            fields.wrong("aliases", said, hint, text, code=code)
            continue
        if reading.has_list(url) and not is_same(url, own):
            said = sentence("{written} belongs to the portal's lists", written=quoted(text))
            hint = sentence('write it into site.yaml: redirects: {{"{url}": {own}}}', url=url, own=own)
            fields.wrong("aliases", said, hint, text, code="list-address")
            continue
        if url not in found:
            found.append(url)
        if is_same(url, own):
            said = sentence("this alias is the address of the page itself, so it is left out")
            fields.wrong("aliases", said, sentence("delete this alias"), text, code="own-alias")
    pages: list[str] = []
    rules: list[str] = []
    folded = {fold(own)}
    for url in found:
        # Many disks have room for one of two pages that differ in letter case alone.
        is_rule = "?" in url or (fold(url) in folded and not reading.distinct_case)
        if not is_same(url, own):
            (rules if is_rule else pages).append(url)
        folded.add(fold(url))
    return Aliases(tuple(pages), tuple(rules), found[0] if found else "")


def names_content(address: str) -> bool:
    """Return whether an address with a query is one where an old system showed something.

    Any other query says how a reader came (`utm_source`, `fbclid`) or what a page is asked for (`q`); it gets the
    portal's own page.
    """
    path, _, query = address.partition("?")
    return bool(_SCRIPT.search(path) or _NAMING.search(query))


def parse_alias(text: str, reading: Reading) -> tuple[str, Sentence, Sentence]:
    """Return the decoded address that an alias means, what is wrong with it, if anything, and a hint.

    It may be percent-encoded. The address is empty if it is not on this site.
    """
    text = own_path(text, reading.base_url) or text
    written, asked, query = text.partition("?")
    try:
        path = unquote(written, errors="strict").strip("/") if "%" in written else written.strip("/")
    except UnicodeDecodeError:
        path = ""
    is_file = path.endswith((".html", ".htm")) and not written.endswith("/")
    url = page_url(path) if is_file else f"/{path}/"
    folders = url.split("/")[1:-1]
    known = bool(media_address(path)) or bool(asked and not path)
    known = known and written.startswith("/") and not written.startswith("//") and "%2f" not in written.lower()
    if asked and known and query and is_address(text) and len(text) <= _LONGEST and "#" not in query:
        url = f"{'/' + path if path else '/'}{'/' if path and written.endswith('/') else ''}?{query}"
        if names_content(url):
            return url, NOTHING, NOTHING
        hint = sentence('leave it out: the page is shown whatever follows "?"; old articles are named as in "/?p=123"')
        return url, sentence("is how readers come to a page of this portal, not how an old article was named"), hint
    if asked or not known or len(text) > _LONGEST:
        hint = sentence('write it like "/berita/2019/lama/" or "/?p=123", without #')
        return "", sentence("is not an address of this site"), hint
    if any(_NO_FOLDER.search(name) or name.lower().endswith(reading.media_names) for name in folders):
        hint = sentence('write it like "/berita/2019/lama/" or "/berita/2019/lama.html"')
        return "", sentence("uses the name of a file for a folder"), hint
    if is_ours(url):
        hint = sentence("browsers keep what is there for a year, so no old address of this site can be there")
        return url, sentence("is in a folder of the portal's own files"), hint
    return url, NOTHING, NOTHING
