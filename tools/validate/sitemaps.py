"""Sitemaps: the rules of sitemaps.org, of Google's news and image extensions, and that what is listed is there.

The schemas are written down here as tables of elements, so that nothing is asked of the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree as ET

from tools.validate.portal import Finding, Portal

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
MOST_URLS, MOST_BYTES, MOST_NEWS, MOST_IMAGES, LONGEST = 50_000, 52_428_800, 1000, 1000, 2048

CHILDREN: dict[str, tuple[tuple[str, int, int], ...]] = {
    f"{MAP}sitemapindex": ((f"{MAP}sitemap", 1, MOST_URLS),),
    f"{MAP}sitemap": ((f"{MAP}loc", 1, 1), (f"{MAP}lastmod", 0, 1)),
    # A news sitemap without articles is allowed.
    f"{MAP}urlset": ((f"{MAP}url", 0, MOST_URLS),),
    f"{MAP}url": (
        (f"{MAP}loc", 1, 1), (f"{MAP}lastmod", 0, 1), (f"{NEWS}news", 0, 1), (f"{IMAGE}image", 0, MOST_IMAGES),
    ),
    f"{NEWS}news": ((f"{NEWS}publication", 1, 1), (f"{NEWS}publication_date", 1, 1), (f"{NEWS}title", 1, 1)),
    f"{NEWS}publication": ((f"{NEWS}name", 1, 1), (f"{NEWS}language", 1, 1)),
    f"{IMAGE}image": ((f"{IMAGE}loc", 1, 1),),
}  # fmt: skip
"""Element -> its children in order, with how many of each there must and may be; others hold text alone."""

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text if len(text) > 7 else f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def shape(element: ET.Element) -> Iterator[str]:
    """Yield what is wrong with an element and all below it."""
    rule = CHILDREN.get(element.tag)
    here = _name(element.tag)
    if rule is None:
        text = element.text or ""
        if len(element) or not text or text != text.strip():
            yield f"<{here}> must hold text alone, without spaces around it"
        if here in ("lastmod", "publication_date") and not _date(text):
            yield f"<{here}> is not a W3C date"
        if here == "language" and not re.fullmatch(r"[a-z]{2,3}|zh-(cn|tw)", text):
            yield "<language> is not an ISO 639 code"
        return
    if element.attrib:
        yield f"<{here}> may have no attributes"
    order = [tag for tag, _, _ in rule]
    tags = [child.tag for child in element]
    for tag in dict.fromkeys(tags):
        if tag not in order:
            yield f"<{_name(tag)}> may not stand in <{here}>"
    for tag, least, most in rule:
        if not least <= tags.count(tag) <= most:
            yield f"<{here}> has {tags.count(tag)} <{_name(tag)}>"
    known = [order.index(tag) for tag in tags if tag in order]
    if known != sorted(known):
        yield f"the elements of <{here}> stand in another order"
    for child in element:
        if child.tag in order:
            yield from shape(child)


def check(portal: Portal) -> Iterator[Finding]:
    """Check all sitemaps, the index of them, and robots.txt."""
    listed: dict[str, str] = {}
    indexed: set[str] = set()
    maps = sorted(path for path in portal.files if path.startswith("sitemap") and path.endswith(".xml"))
    for path in maps:
        raw = (portal.output / path).read_bytes()
        if len(raw) > MOST_BYTES:
            yield Finding("larger than 50 MB", path)
        try:
            root = ET.fromstring(raw)
        except ET.ParseError as error:
            yield Finding(f"not well-formed: {error}", path)
            continue
        if root.tag not in (f"{MAP}urlset", f"{MAP}sitemapindex"):
            yield Finding(f"the root is <{_name(root.tag)}>", path)
            continue
        for wrong in shape(root):
            yield Finding(wrong, path)
        if root.tag == f"{MAP}sitemapindex":
            indexed |= {one.text or "" for one in root.iter(f"{MAP}loc")}
            for one in root.iter(f"{MAP}loc"):
                yield from _address(one.text or "", path, portal)
            continue
        news = root.findall(f".//{NEWS}news")
        if len(news) > MOST_NEWS:
            yield Finding(f"{len(news)} articles in a news sitemap", path)
        for image in root.iter(f"{IMAGE}loc"):
            if not (image.text or "").startswith("https://") or portal.dead(image.text or ""):
                yield Finding("dead picture", path, image.text or "")
        for one in root.iter(f"{MAP}loc"):
            url = one.text or ""
            yield from _address(url, path, portal)
            if path != "sitemap-news.xml":
                if url in listed:
                    yield Finding(f"also in {listed[url]}", path, url)
                listed[url] = path
            yield from _page(url, path, portal)
    for path in maps:
        if path != "sitemap.xml" and portal.url(path) not in indexed:
            yield Finding("not in the index of sitemaps", path)
    for path, page in portal.pages.items():
        is_article = page.first("meta", property="og:type").get("content") == "article"
        if is_article and not page.noindex and page.canonical == portal.url(path) and page.canonical not in listed:
            yield Finding("an article that is in no sitemap", path)
    for number, line in enumerate(portal.read("robots.txt").splitlines(), 1):
        if line.startswith("Sitemap:") and (wrong := portal.dead(line.removeprefix("Sitemap:").strip())):
            yield Finding(wrong, "robots.txt", str(number))


def _address(url: str, path: str, portal: Portal) -> Iterator[Finding]:
    if not portal.own(url):
        yield Finding("an address that is not the portal's own", path, url)
    elif len(url) >= LONGEST:
        yield Finding("an address that is too long", path, url)
    elif wrong := portal.dead(url):
        yield Finding(wrong, path, url)


def _page(url: str, path: str, portal: Portal) -> Iterator[Finding]:
    file = url.removeprefix(f"{portal.base_url}/")
    page = portal.pages.get(file + "index.html" if file.endswith("/") or not file else file)
    if page and page.noindex:
        yield Finding("a page that asks not to be indexed", path, url)
    if page and page.canonical != url:
        yield Finding("a page whose canonical address is another", path, url)
