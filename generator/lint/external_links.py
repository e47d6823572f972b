"""Links of texts to other sites, and whether their targets still exist."""

from __future__ import annotations

import html
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.robotparser import RobotFileParser

import msgspec

from generator import __version__
from generator.base.http_client import is_public, open_url
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.state_files import write
from generator.base.text import quoted
from generator.lint.rules.evidence import Finding
from generator.model.codec import UNREADABLE, decode
from generator.model.records import Article, Blank, Body, Record, Standing
from generator.store import documents
from generator.store.database import Store

AGENT = f"Warta/{__version__}"
ALWAYS = ("example.com", 443)
"""Host and port that any machine on the internet can reach."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
_HOSTS = 8
"""Hosts requested at the same time."""
_LONGEST = 20
"""Seconds for one address."""
_ROBOTS = 500_000
"""Bytes of robots.txt that are read, as by search engines."""
_GOOD, _BAD = 30 * 86400, 2 * 86400
"""Seconds for which an answer is valid."""
_AGAIN = (400, 403, 404, 405, 410, 500, 501, 503)
"""Answers to HEAD that are retried with GET; many servers handle HEAD badly."""
_GONE = (404, 410)


class LinkResult(Record, frozen=True):
    """The result of requesting an address."""

    at: int
    """Seconds since 1970."""
    fault: Sentence = NOTHING
    """Why the address is dead, as the end of a sentence; empty if it is not, or unknown."""
    silent: bool = False
    """Whether nobody answered, perhaps because of this machine."""


def ask(
    urls: Iterable[str], known: Mapping[str, LinkResult], now: int, step: Callable[[int, int], None]
) -> dict[str, LinkResult]:
    """Return the results for addresses, requesting those that are not known; without a network, only the known ones."""
    found, by_host = dict[str, LinkResult](), dict[str, list[str]]()
    for url in dict.fromkeys(urls):
        before = known.get(url)
        if before is not None and 0 <= now - before.at < (_BAD if before.fault else _GOOD):
            found[url] = before
        else:
            by_host.setdefault(_host(url), []).append(url)
    total = len(found) + sum(map(len, by_host.values()))
    asked: dict[str, LinkResult] = {}
    ended = threading.Event()
    with ThreadPoolExecutor(_HOSTS) as pool:
        try:
            for answers in pool.map(partial(_visited, now, ended), by_host.values()):
                asked |= answers
                step(len(found) + len(asked), total)
        finally:
            # After Ctrl-C, a host with many addresses would be asked for minutes.
            ended.set()
    if asked and all(answer.silent for answer in asked.values()) and not _is_online():
        return found
    return found | asked


def _is_online() -> bool:
    try:
        with socket.create_connection(ALWAYS, _LONGEST / 2):
            return True
    except OSError:
        return False


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _visited(now: int, ended: threading.Event, urls: list[str]) -> dict[str, LinkResult]:
    """Return the results for the addresses of one host, requested one after the other until nobody waits for them."""
    robots: dict[str, RobotFileParser] = {}
    return {url: LinkResult(now, *_fault(url, robots)) for url in urls if not ended.is_set()}


def _fault(url: str, robots: dict[str, RobotFileParser]) -> tuple[Sentence, bool]:
    """Return why an address is dead, as in `LinkResult.fault`, and whether nobody answered."""
    try:
        whole = quote(url, safe="/:?&=%+,;@~!$'()*#[]")
        is_reached = _is_reached(whole)
        if not is_reached:
            return sentence("there is no such host on the internet"), is_reached is None
        status = _status("HEAD", whole) if _is_welcome(whole, robots) else 0
        if status in _AGAIN:
            status = _status("GET", whole)
    except (HTTPException, OSError) as error:
        slow = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
        return sentence("the host does not answer") if slow else sentence("the host cannot be reached"), True
    except ValueError:
        return sentence("this is no address"), False
    is_gone = status in _GONE or status >= 500
    return sentence("the host answers {status}", status=str(status)) if is_gone else NOTHING, False


def _is_reached(url: str) -> bool | None:
    """Return whether all addresses of a host are public, which is checked again on connecting; None if it has none."""
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname or "", parts.port, type=socket.SOCK_STREAM)
    except OSError:
        # Without a network, this happens for all hosts.
        return None
    return all(is_public(str(info[4][0])) for info in found)


def _is_welcome(url: str, robots: dict[str, RobotFileParser]) -> bool:
    """Return whether robots.txt permits the request; a host without one does."""
    parts = urlsplit(url)
    top = f"{parts.scheme}://{parts.netloc}"
    if top not in robots:
        rules = RobotFileParser()
        try:
            with _opened("GET", f"{top}/robots.txt") as answer:
                rules.parse(bytes(answer.read(_ROBOTS)).decode("utf-8", "replace").splitlines())
        except (HTTPError, HTTPException):
            rules.parse([])
        robots[top] = rules
    return robots[top].can_fetch(AGENT, url)


def _status(method: str, url: str) -> int:
    try:
        with _opened(method, url) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code


def _opened(method: str, url: str) -> Any:
    time.sleep(PAUSE)
    # Proxies are not used, since they could reach private networks for us.
    return open_url(
        url, _LONGEST, method=method, headers={"User-Agent": f"{AGENT} (checks links)", "Accept": "*/*"},
        allows=lambda _host, _port, address: is_public(address), follows=_follows,
    )  # fmt: skip


def _follows(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https") and bool(_is_reached(url))


FILE = "outside-links"
"""In the state folder: the answers, by address."""
_HREF = re.compile(r'href="(https?://[^"]+)"')


def links(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the links to other sites of all texts that are not withdrawn: path below content/, and URL."""
    for document in documents.every(store, "article"):
        article = decode(Article, document.record)
        if not article.matter.is_over:
            yield from ((article.path, url) for url in _of(article.body))
            yield from ((article.path, source.url) for source in article.matter.sources if source.url)
    for document in (*documents.every(store, "standing"), *documents.every(store, "topic")):
        page = decode(Standing, document.record)
        yield from ((page.path, url) for url in _of(page.body))


def _of(body: Body) -> Iterator[str]:
    for part in body.parts:
        for piece in part:
            text = piece.text if isinstance(piece, Blank) else piece
            yield from (html.unescape(url) for url in _HREF.findall(text))


def find_dead_links(
    uses: Iterable[tuple[str, str]], state: Path, now: int, step: Callable[[int, int], None]
) -> tuple[list[Finding], bool]:
    """Return the dead links, and whether some links were not checked for lack of a network."""
    wanted = list(dict.fromkeys(uses))
    file = state / FILE
    known = _known(file)
    answers = ask((url for _, url in wanted), known, now, step)
    # Results for other files are kept while they are valid.
    others = {url: answer for url, answer in known.items() if url not in answers and 0 <= now - answer.at < _GOOD}
    write(file, msgspec.json.encode(others | answers))
    hint = sentence("correct it, or lead to a copy of the page, as web.archive.org keeps them")
    found = [
        Finding(
            "dead-outside-link",
            path,
            sentence("{url} leads to nothing: {fault}", url=quoted(url), fault=fault),
            hint,
            entry=url,
        )
        for path, url in wanted
        if url in answers and (fault := answers[url].fault)
    ]
    return found, any(url not in answers for _, url in wanted)


def _known(file: Path) -> dict[str, LinkResult]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, LinkResult])
    except (OSError, *UNREADABLE):
        return {}
