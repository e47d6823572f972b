"""Links: what a reference from a body leads to, and which lead nowhere.

A target that exists but is not published at the time of the build is not dead:
an article that links to one of tomorrow, or to one that expired last night,
must not stop the build. Such a link is rendered as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from urllib.parse import unquote

from generator.base.errors import MOST_SHOWN, Problem, Where, capped, excerpt
from generator.base.folder import Folder
from generator.base.text import quoted, suggest
from generator.base.textfile import decode
from generator.portal.facts import correction_links, of_article
from generator.portal.keys import link_key, page_key, url_key
from generator.portal.packing import unpack_article, unpack_media, unpack_profile, unpack_standing
from generator.portal.records import Link
from generator.portal.site import Site
from generator.portal.status import Status
from generator.portal.urls import page_url, target_url
from generator.stages import scheduled
from generator.stages.delta import Delta
from generator.store.database import Store
from generator.store.scheduled import OWN

_FEW = 500
_MOST_TEXT = 16 << 20
"""Bytes of an article that is read again in which the line is looked for where something is wrong."""


def check(store: Store, touched: Delta, keys: AbstractSet[int], site: Site) -> list[Problem]:
    """Return the links that lead nowhere, of the documents that were touched and to the names in `keys`."""
    docs = {doc for doc in touched.reasons if doc not in touched.gone}
    source = "links"
    if not touched.first and len(docs) + len(keys) <= _FEW:
        for name in keys:
            docs |= {row[0] for row in store.db.execute("SELECT doc FROM links WHERE key = ?", (name,))}
        source = "looked_at"
        store.db.execute("CREATE TEMP TABLE IF NOT EXISTS looked_at (key INTEGER, doc INTEGER)")
        store.db.execute("DELETE FROM looked_at")
        for doc in sorted(docs):
            row = store.db.execute(
                "SELECT kind, record FROM docs JOIN records ON doc = id WHERE id = ?", (doc,)
            ).fetchone()
            if row is not None:
                pairs = {(name, doc) for name, _ in _places(*row)}
                store.db.executemany("INSERT INTO looked_at VALUES (?, ?)", sorted(pairs))
    wrong: dict[int, set[int]] = {}
    rows = store.db.execute(
        f"SELECT links.key, links.doc FROM {source} AS asked"
        " JOIN links ON links.key = asked.key AND links.doc = asked.doc"
        " JOIN docs ON docs.id = links.doc WHERE (? OR NOT ifnull(docs.draft, 0))"
        " AND (SELECT count(*) FROM names WHERE names.key = links.key) <> 1"
        " AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.key = links.key AND kind NOT IN ('', 'picture'))"
        " AND NOT EXISTS (SELECT 1 FROM asleep WHERE asleep.key = links.key)",
        (touched.drafts,),
    )
    for name, doc in rows:
        wrong.setdefault(doc, set()).add(name)
    faults = _faults(store, None if source == "links" else docs, drafts=touched.drafts)
    dead = [problem for doc in wrong for problem in capped(list(_problems(store, doc, wrong[doc], site.per_page)))]
    return dead + [problem for doc, names in faults.items() for problem in capped(list(_faulty(store, doc, names)))]


class _Fault(NamedTuple):
    """What is wrong with a picture that cannot be shown."""

    path: str
    said: str
    hint: str


def _faults(store: Store, docs: set[int] | None, *, drafts: bool) -> dict[int, dict[int, _Fault]]:
    """Return the pictures that cannot be shown, by the documents that refer to them; of some documents, or of all."""
    faults: dict[int, dict[int, _Fault]] = {}
    for (record,) in store.all(f"SELECT record FROM docs JOIN records ON doc = id WHERE state = {Status.FAULTY}"):
        media = unpack_media(record)
        name = url_key(f"/{media.path}")
        rows = store.db.execute(
            "SELECT doc FROM links JOIN docs ON id = doc WHERE key = ? AND (? OR NOT ifnull(draft, 0))",
            (name, drafts),
        )
        for (doc,) in rows:
            if docs is None or doc in docs:
                faults.setdefault(doc, {})[name] = _Fault(media.path, media.fault, media.hint)
    return faults


def broken(store: Store, path: str, fault: str, hint: str) -> Problem:
    """Return the problem of a picture that cannot be shown, at the first place where it is shown."""
    first = next(places(store, path, fault, hint), None)
    return first or Problem(Where(f"content/{path}"), f"this picture {fault}", hint)


def places(store: Store, path: str, fault: str, hint: str, *, drafts: bool = False) -> Iterator[Problem]:
    """Yield the problems of a picture that cannot be shown, at all places where it is shown.

    Those in drafts are none, unless drafts are treated as what is published is.
    """
    name = url_key(f"/{path}")
    rows = store.all(
        "SELECT doc FROM links JOIN docs ON id = doc WHERE key = ? AND (? OR NOT (ifnull(draft, 0) AND state = 0))"
        " ORDER BY kind <> 'article', docs.path",
        name, drafts,
    )  # fmt: skip
    for (doc,) in rows:
        yield from _faulty(store, doc, {name: _Fault(path, fault, hint)})


def _faulty(store: Store, doc: int, faults: dict[int, _Fault]) -> Iterable[Problem]:
    """Yield the problems of pictures that a document shows and that cannot be shown."""
    kind, path, record = store.all("SELECT kind, path, record FROM docs JOIN records ON doc = id WHERE id = ?", doc)[0]
    text = _text(store, path)
    for number, (name, link) in enumerate(one for one in _places(kind, record) if one[0] in faults):
        if link.kind == "image":
            fault = faults[name]
            where, shown = _where(path, text, link, number)
            message, other = f"the picture {quoted(link.target)} {fault.said}", f"content/{fault.path}"
            yield Problem(where, message, fault.hint, shown, other)


def check_site(store: Store, site: Site) -> list[Problem]:
    """Return the addresses in site.yaml that lead nowhere; each is one look-up, so all are looked at in each build.

    As in documents, an article that exists but is not published now is not dead.

    Args:
        store: the store, with the pages as they are planned.
        site: the configuration.

    """
    problems = []
    for place, url in site.addresses():
        message, hint = _amiss(store, site, url)
        if not message and place == ("icon",) and not store.all(_ICON):
            message = f"no icons can be made of {quoted(site.icon)}: it is not the address of a file, letter by letter"
            hint = 'write it like "/foto/ikon.png", without %, ? and #'
        if message:
            problems.append(site.file.problem(place, message, hint))
    return problems


def _amiss(store: Store, site: Site, url: str) -> tuple[str, str]:
    """Return what is wrong with an address in site.yaml and what to do about it; nothing when it leads somewhere."""
    written = {target_url(one) for one in (url, unquote(url))}
    spelled = sorted({one for wanted in written for one in _spelled(store, site, wanted)})
    if not spelled:
        return f"this leads nowhere: there is no {quoted(url)}", _meant(store, url)
    if written.isdisjoint(spelled):
        message = (
            f"{quoted(url)} has other letters than the address {quoted(spelled[0])}, and many hosts tell them apart"
        )
        return message, f"write {quoted(spelled[0])}"
    return "", ""


def _spelled(store: Store, site: Site, url: str) -> Iterator[str]:
    """Yield an address as it is spelled by whatever has it, now or at another hour."""
    name = url_key(url)
    for (path,) in store.all("SELECT path FROM pages WHERE key = ? AND kind NOT IN ('', 'picture')", name):
        yield page_url(path)
    rows = store.all(
        "SELECT kind, path, record FROM docs JOIN records ON records.doc = docs.id WHERE id IN"
        " (SELECT doc FROM names WHERE key = ? UNION SELECT doc FROM asleep WHERE key = ? AND grp = ?)",
        name, name, OWN,
    )  # fmt: skip
    for kind, path, record in rows:
        if kind == "media":
            yield f"/{path}"
        elif kind == "article":
            outputs = of_article(unpack_article(record), site.reading.media_url).pages
            yield from (page_url(one.path) for one in outputs if page_key(one.path) == name)
    lists = store.all("SELECT 1 FROM asleep WHERE key = ? AND grp <> ? LIMIT 1", name, OWN)
    if lists or scheduled.has_numbered_page(store, url, site.per_page):
        # Lists have addresses in small letters.
        yield url.lower()


_ICON = "SELECT 1 FROM pages WHERE kind = 'icon' AND ref IS NULL LIMIT 1"
_STANDING = re.compile(r"/([a-z0-9-]+)/?")


def _meant(store: Store, url: str) -> str:
    """Return what to do about an address that leads nowhere."""
    rows = store.all(
        "SELECT path FROM pages WHERE kind IN ('standing', 'archive', 'tags', 'asset', 'media')"
        " OR (kind = 'listing' AND number = 0) ORDER BY path LIMIT 5000"
    )
    known = {page_url(row[0]).strip("/").lower(): page_url(row[0]) for row in rows}
    meant = suggest(url.strip("/"), known)
    if meant:
        return f'did you mean "{known[meant]}"?'
    page = _STANDING.fullmatch(url)
    return f"correct it, or write content/pages/{page[1]}.md" if page else "correct it, or put the file into content/"


def _places(kind: str, record: bytes) -> list[tuple[int, Link]]:
    """Return key and link of all that a document refers to; one of the front matter has line 0, and its key as text."""
    if kind == "media":
        return []
    if kind == "profile":
        profile = unpack_profile(record)
        found = [(link_key(link), link) for link in profile.body.links]
        if profile.photo.startswith("/"):
            found.append((url_key(profile.photo), Link("image", profile.photo, "photo")))
        return found
    if kind == "standing":
        return [(link_key(link), link) for link in unpack_standing(record).body.links]
    article = unpack_article(record)
    found = [(link_key(link), link) for link in article.body.links]
    photo = article.matter.photo
    if photo is not None and photo.src.startswith("/"):
        found.append((url_key(photo.src), Link("image", photo.src, line=photo.line, column=photo.column)))
    if article.matter.follows:
        link = Link("link", article.matter.follows, "follows")
        found.append((link_key(link), link))
    found += [(link_key(link), link) for link in correction_links(article.matter)]
    return found


def _problems(store: Store, doc: int, wrong: set[int], per_page: int) -> Iterable[Problem]:
    kind, path, record = store.all("SELECT kind, path, record FROM docs JOIN records ON doc = id WHERE id = ?", doc)[0]
    text = _text(store, path)
    for number, (name, link) in enumerate(one for one in _places(kind, record) if one[0] in wrong):
        if "/" in link.target and scheduled.has_numbered_page(store, target_url(link.target), per_page):
            # The list is shorter at some hours than at others.
            continue
        rows = store.all("SELECT path FROM names JOIN docs ON id = doc WHERE key = ? ORDER BY path", name)
        where, shown = _where(path, text, link, number)
        if len(rows) > 1:
            some = ", ".join(f"content/{row[0]}" for row in rows[:3])
            hint = "write the whole address, or the path to the .md file"
            yield Problem(where, f"{quoted(link.target)} may be any of {some}", hint, shown)
        elif link.kind == "image":
            hint = "put the file into content/, or correct the path: it counts from content/"
            yield Problem(where, f"the picture {quoted(link.target)} does not exist", hint, shown)
        else:
            what = "Baca Juga" if link.kind == "baca" else "this link"
            hint = "write the path to the .md file, the address or the slug of an article that exists"
            yield Problem(
                where, f"{what} leads nowhere: there is no {quoted(link.target)}", hint, shown, target=link.target
            )


def _where(path: str, text: str, link: Link, number: int) -> tuple[Where, str]:
    """Return the place of a reference, and the line it stands in if there are not too many `number`ed before it.

    A line may be as long as an article, and may hold thousands of them.
    """
    line, column = (link.line, link.column) if link.line else _place(text, link.text)
    return Where(f"content/{path}", line, column), excerpt(text, line) if number <= MOST_SHOWN else ""


def _text(store: Store, path: str) -> str:
    """Return the text of a file of content/ for an excerpt."""
    try:
        with Folder(store.site / "content") as folder:
            return decode(folder.read(path, _MOST_TEXT)[:_MOST_TEXT], path)[0]
    except OSError:
        return ""


def _place(text: str, key: str) -> tuple[int, int]:
    """Return line and column of the value of a key of the front matter."""
    found = re.search(rf"^{key}:[ \t]*", text, re.MULTILINE)
    return (text.count("\n", 0, found.end()) + 1, found.end() - found.start() + 1) if found else (1, 0)
