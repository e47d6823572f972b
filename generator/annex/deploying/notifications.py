"""Notifies services of changed addresses, and requests some as a reader would. Nothing here can make a deploy fail."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from generator.annex.deploying.changes import Changes, Phase, phase_of
from generator.base.digest import digest
from generator.base.http_client import Answer, ask
from generator.base.sentences import Sentence, sentence
from generator.model.deploy_targets import Announce
from generator.model.records import Record
from generator.model.urls import article_page_url, served_at
from generator.store.outputs import OutputFile

TOKEN = "SSG_CLOUDFLARE_TOKEN"  # noqa: S105 - the name of a variable
_INDEXNOW_URLS = 10_000
"""Addresses in one request."""
_CLOUDFLARE_URLS, _CLOUDFLARE_ALL = 30, 300
"""Addresses in one request, and those beyond which the whole cache is purged."""
_JSON = {"Content-Type": "application/json; charset=utf-8"}
_TRIES = 3
_PAUSE = 2.0
"""Seconds until caches in between may be up to date."""


class Addresses(Record, frozen=True):
    """The changed addresses, in full."""

    pages: tuple[str, ...]
    """Of articles and standing pages, deleted ones too."""
    feeds: tuple[str, ...]
    all: tuple[str, ...]
    """With all at which a host serves a file."""


def addresses(base_url: str, changes: Changes, built: Mapping[str, OutputFile], *, bare: bool = False) -> Addresses:
    """Return the addresses at which readers find what changed; `bare` is as in `address`."""
    paths = [*changes.files, *changes.gone]
    pages = [
        path
        for path in paths
        if path.endswith(".html") and (path not in built or phase_of(path, built[path].kind) is Phase.PAGES)
    ]
    feeds = [path for path in paths if path in built and built[path].kind == "feed"]
    return Addresses(
        tuple(address(base_url, path, bare=bare) for path in pages),
        tuple(address(base_url, path) for path in feeds),
        tuple(base_url + quote(url) for path in paths for url in served_at(path, bare=bare)),
    )


def address(base_url: str, path: str, *, bare: bool = False) -> str:
    """Return the address of a file, in full; with `bare` that of an article, which has no ending."""
    return base_url + quote(article_page_url(path, bare=bare))


def announce(to: Announce, base_url: str, changed: Addresses, built: Mapping[str, OutputFile]) -> Iterator[Sentence]:
    """Notify the services in site.yaml, and yield what went wrong."""
    if to.indexnow and changed.pages:
        yield from _indexnow(to, base_url, changed.pages, built)
    for feed in changed.feeds if to.websub else ():
        form = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).encode()
        answer = patiently(to.websub, form, {"Content-Type": "application/x-www-form-urlencoded"})
        yield from _failed("WebSub", answer)
        if not answer.status or answer.status >= 500:
            # Do not wait again for a hub that is down.
            break
    if to.cloudflare and changed.all:
        yield from _cloudflare(to, changed.all)
    if to.webhook and changed.all:
        body = {"site": base_url, "changed": changed.all}
        yield from _failed("webhook", patiently(to.webhook, msgspec.json.encode(body), _JSON))


def alarm(to: Announce, base_url: str, since: int, why: str) -> None:
    """Tell the webhook since when readers have got nothing new, in seconds since 1970, and why; 0 once they do."""
    if to.webhook:
        patiently(to.webhook, msgspec.json.encode({"site": base_url, "failing_since": since, "why": why}), _JSON)


def _indexnow(to: Announce, base_url: str, pages: Sequence[str], built: Mapping[str, OutputFile]) -> Iterator[Sentence]:
    key_file = f"{base_url}/{to.indexnow}.txt"
    if f"{to.indexnow}.txt" not in built:
        yield sentence(
            "IndexNow asks for {file} with the key in it: put it into content/, and allow it with "
            "media: {{allow: [.txt]}}",
            file=key_file,
        )
        return
    body = {"host": urlsplit(base_url).netloc, "key": to.indexnow, "keyLocation": key_file}
    for start in range(0, len(pages), _INDEXNOW_URLS):
        data = msgspec.json.encode({**body, "urlList": pages[start : start + _INDEXNOW_URLS]})
        yield from _failed("IndexNow", patiently(to.indexnow_at, data, _JSON))


def _cloudflare(to: Announce, urls: Sequence[str]) -> Iterator[Sentence]:
    token = os.environ.get(TOKEN, "")
    if not token:
        yield sentence("Cloudflare was not told: {variable} is not set", variable=TOKEN)
        return
    headers = {**_JSON, "Authorization": f"Bearer {token}"}
    bodies: list[dict[str, object]] = [{"purge_everything": True}]
    if len(urls) <= _CLOUDFLARE_ALL:
        bodies = [{"files": urls[at : at + _CLOUDFLARE_URLS]} for at in range(0, len(urls), _CLOUDFLARE_URLS)]
    for body in bodies:
        answer = patiently(to.cloudflare_at, msgspec.json.encode(body), headers)
        if not answer.is_good:
            yield from _failed("Cloudflare", answer)
            return


def samples(changes: Changes, built: Mapping[str, OutputFile]) -> tuple[str, ...]:
    """Return the files to request: the home page, a changed article, and the feed."""
    articles = (path for batch in changes.batches if batch.phase is Phase.PAGES for path in batch.files)
    wanted = ("index.html", next(articles, ""), "feed.xml")
    return tuple(path for path in wanted if path in built)


def check(
    base_url: str, paths: tuple[str, ...], built: Mapping[str, OutputFile], *, bare: bool = False
) -> Iterator[Sentence]:
    """Request files as a reader of the portal at `base_url` would, and yield what is wrong."""
    for path in paths:
        url = address(base_url, path, bare=bare)
        for turn in range(_TRIES):
            answer = patiently(url, headers={"Cache-Control": "no-cache"})
            if answer.status == 200 and digest(answer.data) == built[path].digest:
                break
            if not answer.status:
                # Three requests have waited for it, and it has the other files, too.
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


def _failed(name: str, answer: Answer) -> Iterator[Sentence]:
    if not answer.is_good:
        what = f"{answer.status} {answer.said}".strip() if answer.status else answer.said
        yield sentence("{name} was not told: {what}", name=name, what=what)


def patiently(url: str, data: bytes | None = None, headers: Mapping[str, str] = {}, *, pause: float = 1.0) -> Answer:
    """Send a request up to three times, while the host is busy or unreachable."""
    for turn in range(3):
        answer = ask(url, data, headers)
        if answer.status not in (0, 429, 500, 502, 503, 504):
            break
        if turn < 2:
            time.sleep(pause * (turn + 1))
    return answer
