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
from generator.lint.text.flaws import is_no_picture, repaired_address
from generator.model.kinds import BASE, TEMPLATES, is_page_template
from generator.model.records import Record
from generator.model.site import Reading
from generator.model.urls import is_address, is_ours, is_same, is_web, line_of, own_path, page_url

_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
"""Most paths are this plain, which saves checking each character."""
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
    own: tuple[tuple[int, int], ...]
    """Line and column of each that is the page's own address."""


def media_address(text: str) -> str:
    """Return the address of a media file as written in front matter; empty if it cannot be one."""
    path = text if text.startswith("/") else f"/{text}"
    if _PLAIN_PATH.fullmatch(path) and len(path) <= 250:
        return path
    names = path[1:].split("/")
    if any(name.startswith(".") or not 0 < len(name.encode("utf-8", "replace")) <= 250 for name in names):
        return ""
    return path if path.replace("\u200d", "").isprintable() and not re.search(r'[\\?#"<>|*:%]', path) else ""


def read_picture(fields: Fields, key: str, base_url: str) -> str:
    """Read a picture's address, on this site or another; `base_url` is the site's."""
    text = fields.text(key)
    text = own_path(text, base_url) or text
    if meant := repaired_address(text):
        said = sentence("readers cannot open this address: its beginning is mistyped")
        fields.wrong(key, said, sentence("write {plain}", plain=meant), code="unreachable-link")
        return meant
    if text and is_web(text) and is_no_picture(text):
        hint = sentence("save the picture below content/, and write its path: /foto/2024/10/x.jpg")
        said = sentence("this is the address of a page, not of a picture, so readers see none")
        fields.wrong(key, said, hint, code="unreachable-link")
    if not text or is_web(text):
        return text
    address = media_address(text)
    if not address:
        hint = sentence("save the picture below content/, and write its path from there: /foto/2024/10/x.jpg")
        said = sentence("{written} is not the path of a picture", written=quoted(text))
        fields.wrong(key, said, hint, code="bad-address")
    return address


def read_address(fields: Fields, key: str, base_url: str) -> str:
    """Read an address on this site or another; `base_url` is the site's. Empty, with a problem, if it is not one."""
    text = fields.text(key)
    text = own_path(text, base_url) or text
    if not text or is_address(text):
        return text
    hint = sentence('write "/kanal/2024/10/x/" or "https://…"')
    fields.wrong(key, sentence("{written} is not an address", written=quoted(text)), hint, code="bad-address")
    return ""


def read_pages(fields: Fields, key: str) -> tuple[str, ...]:
    """Read a list of addresses on other sites, leaving out what is none, with a problem."""
    found = []
    for text in fields.texts(key):
        meant = repaired_address(text)
        if meant or not is_web(text):
            message = sentence("{written} is not a web address", written=quoted(text))
            hint = sentence("write it in full: {address}", address=meant or "https://…")
            fields.wrong(key, message, hint, text, code="bad-address")
        else:
            found.append(text)
    return tuple(found)


def read_template(fields: Fields, reading: Reading) -> str:
    """Read the name of a standing page's template; empty if it has none of its own."""
    name, known = fields.text("template"), reading.templates
    if not name or known is None or name in known:
        return name
    if not is_page_template(name):
        said = sentence("{written} cannot be the template of a page", written=quoted(name))
        hint = sentence("name a file of the theme's templates/ that does not begin with _: pemilu.html")
    elif name in (*TEMPLATES, BASE):
        said = sentence("{written} is the template of other pages", written=quoted(name))
        hint = sentence('write one of its own, which may begin with {{% extends "standing.html" %}}')
    else:
        said = sentence("the theme has no template {name}", name=name)
        hint = did_you_mean(suggest(name, known)) or sentence("put it into the theme's templates/")
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
    pages: list[str] = []
    rules: list[str] = []
    places: list[tuple[int, int]] = []
    folded = {fold(own)}
    for text in fields.texts("aliases"):
        url, message, hint = parse_alias(text, reading)
        code: Code = "reserved-address" if url else "bad-address"
        is_own, is_query = is_same(url, own), "?" in url
        if message:
            said = sentence("{written} {message}", written=quoted(text), message=message)
            fields.wrong("aliases", said, hint, text, code=code)
        else:
            if url not in found:
                found.append(url)
            if is_own:
                places.append(fields.place("aliases", text))
            # Many disks have room for one of two pages that differ in letter case alone.
            is_case = fold(url) in folded and not is_own and url not in pages and not reading.distinct_case
            if is_query or is_case:
                rules.append(url)
            elif not is_own:
                pages.append(url)
            folded.add(fold(url))
    unique = [tuple(dict.fromkeys(urls)) for urls in (pages, rules)]
    return Aliases(unique[0], unique[1], found[0] if found else "", tuple(places))


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
    if reading.paths.is_letter_url(url):
        hint = sentence("which of these lists exist changes with the topics, so no old address can be there")
        return url, sentence("is used for the portal's lists of topics by their first letter"), hint
    if is_ours(url):
        hint = sentence("browsers keep what is there for a year, so no old address of this site can be there")
        return url, sentence("is in a folder of the portal's own files"), hint
    return url, NOTHING, NOTHING
