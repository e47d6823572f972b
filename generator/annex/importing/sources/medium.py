"""Reads the archive that Medium sends (Settings → Security and apps → Download your information)."""

from __future__ import annotations

from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

from lxml import etree

from generator.annex.importing.bodies.tree import Tree, drop, parse, text_of
from generator.annex.importing.items import Fault, Found, Item, Options, Person, Portal
from generator.annex.importing.old_addresses import bare, parts_of
from generator.annex.importing.sources.front_matter import time_of
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import squeeze

_MOST = 16 << 20
"""Bytes of a text."""
_MEDIUM = "medium.com"


def medium(options: Options) -> Iterator[Found]:
    for name in options.files:
        refusal = sentence("{name} is not an archive of Medium: name the .zip that Medium sent", name=name)
        try:
            with ZipFile(name) as archive:
                texts = [info for info in archive.infolist() if info.filename.endswith(".html")]
                texts = [info for info in texts if "posts/" in f"/{info.filename}"]
                if not texts:
                    raise UsageError(refusal)
                for info in texts:
                    if info.file_size > _MOST:
                        said = sentence("it has more than {most} million bytes", most=_MOST >> 20)
                        yield Fault(f"{name}/{info.filename}", said)
                    else:
                        yield from _read(archive.read(info).decode("utf-8", "replace"), info.filename, options.zone)
        except BadZipFile as error:
            raise UsageError(refusal) from error


def _read(text: str, path: str, zone: str) -> Iterator[Found]:
    """Yield what one file says: the site, if it is not Medium's own, the author, and the text."""
    page = parse(text)
    stem = path.rpartition("/")[2].removesuffix(".html")
    slug = stem.partition("_")[2]
    links = {link.get("class", ""): link for link in page.iter("a")}
    canonical = links.get("p-canonical")
    address = "" if canonical is None else canonical.get("href", "").partition("?")[0]
    if (host := bare(parts_of(address).netloc)) and host != _MEDIUM and not host.endswith(f".{_MEDIUM}"):
        yield Portal(url=f"https://{host}")
    author = links.get("p-author h-card")
    name = "" if author is None else squeeze(text_of(author))
    if name:
        yield Person(name, name)
    title, summary = (_first(page, tag, kind) for tag, kind in (("h1", "p-name"), ("section", "p-summary")))
    times = (time.get("datetime", "") for time in page.iter("time") if time.get("class") == "dt-published")
    published = time_of(next(times, ""), zone)
    yield Item(
        kind="article",
        id=slug.rpartition("-")[2] or stem,
        address=address,
        title=title,
        slug=parts_of(address).path.rpartition("/")[2] or slug.lower(),
        body=_body(page, {title, summary}),
        markup="html",
        published=published,
        state="draft" if published is None or stem.startswith("draft_") else "published",
        authors=(name,) if name else (),
        summary=summary,
    )


def _first(page: Tree, tag: str, kind: str) -> str:
    return next((squeeze(text_of(element)) for element in page.iter(tag) if element.get("class") == kind), "")


def _body(page: Tree, shown: set[str]) -> str:
    """Return the body without the headline and summary that are `shown` above it, and without the line before both."""
    body = next((section for section in page.iter("section") if section.get("data-field") == "body"), None)
    if body is None:
        return ""
    for line in list(body.iter("hr"))[:1]:
        drop(line)
    for heading in list(body.iter("h3", "h4")):
        is_first = "graf--title" in heading.get("class", "") or "graf--subtitle" in heading.get("class", "")
        if is_first and squeeze(text_of(heading)) in shown:
            drop(heading)
    return str(etree.tostring(body, encoding="unicode", method="html", with_tail=False))
