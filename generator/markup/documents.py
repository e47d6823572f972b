"""Markdown files with front matter: articles, profiles, standing pages and topics."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from generator.base import dates
from generator.base.codes import CODES
from generator.base.errors import Problem, Where, capped, excerpt
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import decode, quoted
from generator.config import yaml_text
from generator.config.addresses import article_url, read_aliases, read_template
from generator.config.article_keys import ARTICLE, AUTHOR, PAGE, TOPIC
from generator.config.entries import Source
from generator.config.fields import Fields
from generator.config.front_matter import read_matter
from generator.config.front_photo import read_photo
from generator.config.keys import Key
from generator.markup.entries import Coverage, with_last_entry
from generator.markup.markdown import parse_body
from generator.model.records import Article, Body, Link, Profile, Standing, Topic
from generator.model.site import Reading
from generator.model.urls import file_slug, folder_url, is_ours

FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_NEXT = re.compile(r"\n---[ \t]*\r?$", re.MULTILINE)
"""The same on a later line; the line feed makes the search faster."""
_LIKE_FENCE = re.compile(r"^[ \t]*(?:[-–—‒―_=]{1,10}|\.\.\.|\+\+\+)[ \t]*$", re.MULTILINE)
_SECOND = re.compile(r"\s*^---[ \t]*\n(?P<keys>(?:[\w-]+:.*\n|[ \t#-].*\n|\n){1,60})---[ \t]*$", re.MULTILINE)
"""Front matter that was pasted with its text."""
_KEY = re.compile(r"^([\w-]+):", re.MULTILINE)


def split(text: str, path: str, key: str = "title") -> tuple[str, str, int, list[Problem]]:
    """Split a file into YAML, body, first line of the body (from 1) and problems; `key` is for the hint."""
    first = FENCE.match(text)
    end = _NEXT.search(text, first.end()) if first else None
    if first and end:
        head = text[first.end() + 1 : end.start() + 1]
        return head, text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2, []
    line = text.count("\n", 0, len(text) - len(text.lstrip())) + 1 if text.strip() else 1
    if first:
        message, hint = sentence("the front matter is not closed"), sentence('add a line "---" under the last key')
        if like := _LIKE_FENCE.search(text, first.end()):
            line = text.count("\n", 0, like.start()) + 1
            hint = sentence('write "---" on this line: three hyphens and nothing else')
    else:
        message = sentence('the first line of the file is not "---"')
        hint = sentence(
            'begin the file with a line "---", then "{key}: …" and the other keys, then another line "---"', key=key
        )
    return "", "", 1, [Problem(Where(path, line, 1), "bad-front-matter", message, hint, excerpt(text, line))]


def begins_again(body: str, table: tuple[Key, ...]) -> bool:
    """Return whether a body begins with a second front matter."""
    again = _SECOND.match(body)
    names = {name for key in table for name in (key.name, key.local)}
    return again is not None and not names.isdisjoint(_KEY.findall(again["keys"]))


T = TypeVar("T")

_MAX_NAME = 255
"""Bytes of a file or folder name that file systems allow."""


def read(
    data: bytes,
    path: str,
    reading: Reading,
    table: tuple[Key, ...],
    make: Callable[[Fields, Source, str, int], T],
    *,
    broken: bool,
) -> tuple[T | None, list[Problem]]:
    """Read a file into the record that `make` makes of front matter, file, body and the body's first line.

    Without `broken`, a file that cannot be published because of its problems gives None.
    """
    text, problems = decode(data, path)
    if problems:
        return None, problems
    head, body, first_line, problems = split(text, path, table[0].name)
    if problems:
        return None, problems
    mapping, problems = yaml_text.parse(head, path, 2)
    if mapping is None:
        # Problems of the text are reported nevertheless.
        return None, capped([*problems, *body_of(body, path, first_line, reading)[1]])
    source = Source(path, text, zone=reading.zone, base_url=reading.base_url)
    source.problems += problems
    if begins_again(body, table):
        message = sentence("a second front matter follows the first, and readers would see it")
        hint = sentence("delete it, and move what it says into the first one")
        source.wrong(first_line + body.count("\n", 0, body.index("---")), 1, message, hint, code="bad-front-matter")
    mapping.line, mapping.column = 1, 0  # Of the file, for its own problems.
    fields = Fields(mapping, source, "", table)
    record = make(fields, source, body, first_line)
    fields.close()
    whole = all(CODES[problem.code].tolerable for problem in source.problems)
    return (record if whole or broken else None), capped(source.problems)


def body_of(
    body: str, path: str, first_line: int, reading: Reading, title: str = "", url: str = "/", *,
    sponsored: bool = False, coverage: Coverage | None = None,
) -> tuple[Body, list[Problem]]:  # fmt: skip
    return parse_body(
        body, path, first_line, sponsored=sponsored, base_url=reading.base_url, title=title, url=url,
        theme_ids=reading.theme_ids, coverage=coverage,
    )  # fmt: skip


def _slug(source: Source, path: str) -> str:
    slug = file_slug(path)
    if not slug:
        # The address would be that of the front page.
        message = sentence("the file's name has no letters to make an address of")
        source.wrong(1, 0, message, sentence("give the file another name"), code="bad-name")
    return slug


def _demand_single(source: Source, body: Body, line: int, said: Sentence) -> None:
    if len(body.parts) > 1:
        source.wrong(line, 0, said, sentence("remove <!-- halaman -->"), code="bad-pages")


def _reserved(url: str, reading: Reading) -> Sentence:
    """Return why no document can have an address: it is the portal's own."""
    if is_ours(url):
        return sentence("{url} is in a folder of the portal's own files", url=quoted(url))
    return sentence("{url} belongs to the portal's lists", url=quoted(url)) if reading.has_list(url) else NOTHING


def parse_profile(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Profile | None, list[Problem]]:
    """Read a profile from the bytes of content/authors/<slug>.md; `path` is below content/, `broken` as in `read`."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Profile:
        name, slug = fields.text("name"), _slug(source, path)
        url = reading.paths.author_url(slug)
        parsed, problems = body_of(body, source.path, first_line, reading, name, url)
        source.problems += problems
        old = read_aliases(fields, reading, url)
        return fields.record(
            Profile, path=path, slug=slug, name=name, body=parsed, aliases=old.pages, queries=old.queries,
            own_aliases=old.own,
        )  # fmt: skip

    return read(data, f"content/{path}", reading, AUTHOR, make, broken=broken)


def parse_standing(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Standing | None, list[Problem]]:
    """Read a standing page from the bytes of content/pages/<slug>.md; `path` and `broken` as for `parse_profile`."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Standing:
        title, slug = fields.text("title"), _slug(source, path)
        if message := _reserved(folder_url(slug), reading):
            source.wrong(1, 0, message, sentence("give the file another name"), code="reserved-address")
        parsed, problems = body_of(body, source.path, first_line, reading, title, f"/{slug}/")
        source.problems += problems
        _demand_single(source, parsed, first_line, sentence("a standing page cannot be split into pages"))
        summary = fields.text("summary") or parsed.lead
        old, template = read_aliases(fields, reading, folder_url(slug)), read_template(fields, reading)
        return Standing(path, slug, title, summary, parsed, old.pages, old.queries, old.own, template)

    return read(data, f"content/{path}", reading, PAGE, make, broken=broken)


def parse_topic(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Topic | None, list[Problem]]:
    """Read a topic from the bytes of content/topics/<slug>.md; `path` and `broken` as for `parse_profile`."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Topic:
        slug, title, pinned = _slug(source, path), fields.text("title"), fields.text("pinned")
        if slug and path != f"topics/{slug}.md":
            said = sentence("a topic has the name of its tag, as in the address of the tag's list")
            source.wrong(1, 0, said, sentence("rename the file: content/topics/{slug}.md", slug=slug), code="bad-name")
        url = reading.paths.tag_url(slug)
        parsed, problems = body_of(body, source.path, first_line, reading, title, url)
        source.problems += problems
        _demand_single(source, parsed, first_line, sentence("a topic cannot be split into pages"))
        old = read_aliases(fields, reading, url)
        since = dates.parse_day if dates.is_day(fields.text("since")) else dates.parse
        return fields.record(
            Topic, path=path, slug=slug, title=title, summary=fields.text("summary") or parsed.lead, body=parsed,
            aliases=old.pages, queries=old.queries, own_aliases=old.own,
            photo=read_photo(fields, reading, draft=False),
            pinned=Link("link", pinned, fields.written("pinned"), *fields.place("pinned")) if pinned else None,
            since=fields.convert("since", lambda text: since(text, reading.zone), None, code="bad-date"),
        )  # fmt: skip

    return read(data, f"content/{path}", reading, TOPIC, make, broken=broken)


def parse_article(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Article | None, list[Problem]]:
    """Read an article from the bytes of a file; `path` and `broken` as for `parse_profile`."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Article:
        matter = read_matter(fields, path, reading)
        url = article_url(reading, matter.stamp, matter.category, matter.slug, matter.id)
        parsed, problems = body_of(
            body, source.path, first_line, reading, matter.title, url, sponsored=matter.type == "advertorial",
            coverage=Coverage(matter.stamp, matter.live_until, matter.draft) if matter.live_until else None,
        )  # fmt: skip
        source.problems += problems
        matter = with_last_entry(matter, parsed)
        old = read_aliases(fields, reading, url)
        matter = replace(matter, aliases=old.pages, queries=old.queries, first_alias=old.first, own_aliases=old.own)
        if message := _reserved(url, reading):
            fields.wrong("slug", message, sentence("choose another slug"), code="reserved-address")
        if any(len(part.encode()) > _MAX_NAME for part in url.split("/")):
            fields.wrong(
                "slug" if "slug" in fields else "title",
                sentence(
                    "a folder of its address would have a name of more than {max_name} bytes, too long for any disk",
                    max_name=_MAX_NAME,
                ),
                sentence("give it a shorter slug, or shorten permalink in site.yaml"),
                code="over-limit",
            )
        return Article(path, url, matter, parsed)

    return read(data, f"content/{path}", reading, ARTICLE, make, broken=broken)
