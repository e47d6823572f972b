"""Announcing: those who wait for news are told which addresses differ. Nothing of it can make a deploy fail."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from generator.annex.deploying.changes import Built, Changes
from generator.annex.deploying.phases import Phase, phase_of
from generator.annex.deploying.web import Answer, patiently
from generator.base.digest import digest
from generator.base.sentences import Sentence, sentence
from generator.model.deploy_targets import Announce
from generator.model.records import Record

TOKEN = "SSG_CLOUDFLARE_TOKEN"  # noqa: S105 - the name of a variable
_MOST = 10_000
"""Addresses in one request of IndexNow."""
_PURGED = 30
"""Addresses in one request to Cloudflare; above some hundreds all is purged."""
_MANY = 300


class Addresses(Record, frozen=True):
    """The addresses that differ, in full."""

    pages: tuple[str, ...]
    """Of articles and standing pages, those too that are gone."""
    feeds: tuple[str, ...]
    all: tuple[str, ...]


def addresses(base_url: str, changes: Changes, built: Mapping[str, Built]) -> Addresses:
    """Return what a deploy has changed, as readers ask for it."""
    # Nobody asks for a packed twin by its own address.
    paths = [path for path in (*changes.files, *changes.gone) if path not in built or not built[path].text]
    pages = [
        path
        for path in paths
        if path.endswith(".html") and (path not in built or phase_of(path, built[path].kind) is Phase.PAGES)
    ]
    feeds = [path for path in paths if path in built and built[path].kind in ("feed", "feed-json")]
    return Addresses(*(tuple(address(base_url, path) for path in some) for some in (pages, feeds, paths)))


def address(base_url: str, path: str) -> str:
    """Return the address of a file of the output."""
    shown = path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    return f"{base_url}/{quote(shown)}"


def announce(to: Announce, base_url: str, changed: Addresses, built: Mapping[str, Built]) -> Iterator[Sentence]:
    """Tell everybody, and yield what went wrong.

    Args:
        to: who wants to know.
        base_url: of the portal.
        changed: what differs.
        built: path -> file of the output.

    """
    if to.indexnow and changed.pages:
        yield from _indexnow(to, base_url, changed.pages, built)
    for feed in changed.feeds if to.websub else ():
        form = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).encode()
        answer = patiently(to.websub, form, {"Content-Type": "application/x-www-form-urlencoded"})
        yield from _failed("WebSub", answer)
        if not answer.status or answer.status >= 500:
            # A hub that is down is not waited for with each feed.
            break
    if to.cloudflare and changed.all:
        yield from _cloudflare(to, changed.all)
    if to.webhook and changed.all:
        body = {"site": base_url, "changed": changed.all}
        yield from _failed("webhook", patiently(to.webhook, msgspec.json.encode(body), _JSON))


_JSON = {"Content-Type": "application/json; charset=utf-8"}


def _indexnow(to: Announce, base_url: str, pages: Sequence[str], built: Mapping[str, Built]) -> Iterator[Sentence]:
    if f"{to.indexnow}.txt" not in built:
        yield sentence(
            "IndexNow asks for {file} with the key in it: put it into content/, and allow it with "
            "media: {{allow: [.txt]}}",
            file=f"{base_url}/{to.indexnow}.txt",
        )
        return
    for start in range(0, len(pages), _MOST):
        body: dict[str, Any] = {
            "host": urlsplit(base_url).netloc, "key": to.indexnow, "keyLocation": f"{base_url}/{to.indexnow}.txt",
            "urlList": pages[start : start + _MOST],
        }  # fmt: skip
        yield from _failed("IndexNow", patiently(to.indexnow_at, msgspec.json.encode(body), _JSON))


def _cloudflare(to: Announce, urls: Sequence[str]) -> Iterator[Sentence]:
    token = os.environ.get(TOKEN, "")
    if not token:
        yield sentence("Cloudflare was not told: {variable} is not set", variable=TOKEN)
        return
    headers = {**_JSON, "Authorization": f"Bearer {token}"}
    bodies: list[dict[str, object]] = [{"files": urls[at : at + _PURGED]} for at in range(0, len(urls), _PURGED)]
    for body in bodies if len(urls) <= _MANY else [{"purge_everything": True}]:
        failed = list(_failed("Cloudflare", patiently(to.cloudflare_at, msgspec.json.encode(body), headers)))
        yield from failed
        if failed:
            return


def _failed(name: str, answer: Answer) -> Iterator[Sentence]:
    if not 200 <= answer.status < 300:
        what = f"{answer.status} {answer.said}".strip() if answer.status else answer.said
        yield sentence("{name} was not told: {what}", name=name, what=what)


_TRIES = 3
_PAUSE = 2.0
"""Seconds after which a cache on the way may have noticed."""


def samples(changes: Changes, built: Mapping[str, Built]) -> tuple[str, ...]:
    """Return the files that readers are asked for: the home page, an article that differs, and the feed."""
    articles = (path for batch in changes.batches if batch.phase is Phase.PAGES for path in batch.files)
    wanted = ("index.html", next(articles, ""), "feed.xml")
    return tuple(path for path in wanted if path in built)


def check(base_url: str, paths: tuple[str, ...], built: Mapping[str, Built]) -> Iterator[Sentence]:
    """Ask for files as a reader would, and yield what is wrong.

    Args:
        base_url: the address at which readers get the portal.
        paths: of the files.
        built: path -> file of the output.

    """
    for path in paths:
        url = address(base_url, path)
        for turn in range(_TRIES):
            answer = patiently(url, headers={"Cache-Control": "no-cache"})
            if answer.status == 200 and digest(answer.data) == built[path].digest:
                break
            if not answer.status:
                # Three requests have waited for it; the other files are there, too.
                yield sentence("{url} cannot be reached: {reason}", url=url, reason=answer.said)
                return
            if turn < _TRIES - 1:
                time.sleep(_PAUSE)
        else:
            if answer.status == 200:
                yield sentence(
                    "{url} does not have the bytes that were sent; a cache may still have the old ones", url=url
                )
            else:
                yield sentence("{url} answers {status} {reason}", url=url, status=answer.status, reason=answer.said)
