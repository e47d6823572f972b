"""Engines that answer queries.

Each takes the articles, the queries and a folder to work in, and returns the addresses of the first ten results of each
query. All of them read the same: headline, day, tags, the first sentences as a summary, and text.
"""

from __future__ import annotations

import html
import json
import re
import sqlite3
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from generator.base.text import lead
from tools.related_quality.archives import Article
from tools.search_quality import ours

MOST = 10
Answers = list[list[str]]
Engine = Callable[[Sequence[Article], Sequence[str], Path], Answers]
_SCRIPT = Path(__file__).with_name("engines.mjs")
PACKAGES = ("pagefind@1.6.0", "minisearch@7.2.0")
"""Of the npm registry."""


class MissingError(Exception):
    """An engine cannot be had on this machine."""


def warta(articles: Sequence[Article], queries: Sequence[str], work: Path) -> Answers:
    """Ask the script of the theme, on the day of the newest article."""
    for path, data in ours.index(articles).items():
        file = work / "warta" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return _ask(work, "warta", (), queries)


def fts5(articles: Sequence[Article], queries: Sequence[str], _work: Path) -> Answers:
    """Ask SQLite: articles with all words first, then those with some, each in the order of bm25."""
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.execute(
                "CREATE VIRTUAL TABLE found USING fts5"
                "(address UNINDEXED, title, tags, summary, body, tokenize = 'unicode61 remove_diacritics 2')"
            )
        except sqlite3.OperationalError as error:
            raise MissingError(error) from error
        rows = [tuple(one.values()) for one in _documents(articles)]
        base.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?)", rows)

        def ask(words: Sequence[str], joint: str) -> list[str]:
            sought = joint.join(f'"{word}"' for word in words)
            order = "ORDER BY bm25(found, 0, 8, 5, 2, 1) LIMIT ?"
            return [row[0] for row in base.execute(f"SELECT address FROM found(?) {order}", (sought, MOST))]

        asked = [re.findall(r"\w+", query) for query in queries]
        return [[*dict.fromkeys(ask(words, " AND ") + ask(words, " OR "))][:MOST] for words in asked]


def pagefind(articles: Sequence[Article], queries: Sequence[str], work: Path) -> Answers:
    """Ask Pagefind, with its own weights: pages of a headline, tags and paragraphs."""
    _install(work)
    for article in articles:
        path = work / "site" / article.address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        paragraphs = (ours.said_day(article), *article.body.split("\n\n"))
        body = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)
        tags = f'<p data-pagefind-weight="5">{html.escape(", ".join(article.tags))}</p>\n' if article.tags else ""
        path.write_text(
            f'<!doctype html>\n<html lang="id"><title>{html.escape(article.title)}</title>\n'
            f"<body data-pagefind-body><h1>{html.escape(article.title)}</h1>\n{tags}{body}",
            "utf-8",
        )
    _run(work, "npx", "--no-install", "pagefind", "--site", "site", "--quiet")
    return _ask(work, "pagefind", (), queries)


def minisearch(articles: Sequence[Article], queries: Sequence[str], work: Path) -> Answers:
    """Ask MiniSearch with boosts, beginnings of words, and a fifth of a word's letters that may be wrong."""
    _install(work)
    return _ask(work, "minisearch", _documents(articles), queries)


ENGINES: Mapping[str, Engine] = MappingProxyType(
    {"Warta": warta, "SQLite FTS5": fts5, "Pagefind 1.6": pagefind, "MiniSearch 7.2": minisearch}
)


def _documents(articles: Sequence[Article]) -> list[dict[str, str]]:
    return [
        {
            "address": article.address, "title": article.title, "tags": ", ".join(article.tags),
            "summary": f"{ours.said_day(article)} {lead(article.body)}", "body": article.body,
        }
        for article in articles
    ]  # fmt: skip


def _install(work: Path) -> None:
    if not (work / "node_modules").is_dir():
        _run(work, "npm", "install", "--silent", "--prefix", ".", *PACKAGES)


def _ask(work: Path, engine: str, documents: Sequence[dict[str, str]], queries: Sequence[str]) -> Answers:
    said = json.dumps({"documents": documents, "queries": queries})
    found: Answers = json.loads(_run(work, "node", str(_SCRIPT), str(work), engine, said=said))
    return found


def _run(work: Path, *command: str, said: str = "") -> str:
    """Return what a command prints.

    Raises:
        MissingError: it is not there, or failed.

    """
    try:
        done = subprocess.run(command, cwd=work, input=said, capture_output=True, text=True, check=True)
    except OSError as error:
        raise MissingError(error) from error
    except subprocess.CalledProcessError as error:
        raise MissingError(f"{command[0]}: {error.stderr.strip()}") from error
    return done.stdout
