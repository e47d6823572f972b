"""Markdown files with front matter: articles, profiles and standing pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from generator.base.codes import KINDS
from generator.base.errors import Problem, capped
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.base.textfile import decode
from generator.portal.records import Article, Body, Link, Profile, Standing
from generator.portal.site import Reading
from generator.portal.urls import file_slug, folder_url, is_ours
from generator.readers import yamltext
from generator.readers.addresses import read_aliases, read_picture
from generator.readers.entries import Source
from generator.readers.fences import begins_again, split
from generator.readers.fields import Fields
from generator.readers.keys import ARTICLE, AUTHOR, PAGE, Key
from generator.readers.markdown import parse_body
from generator.readers.matter import read_matter, synonyms
from generator.readers.spelling import spelling
from generator.readers.yamltext import Mapping

T = TypeVar("T")

_MAX_NAME = 255
"""Bytes of a file or folder name that disks take."""
PERSON_SYNONYMS = {
    "nama": "name", "title": "name", "inisial": "initials", "jabatan": "role", "peran": "role",
    "surel": "email", "foto": "photo", "image": "photo", "alias": "aliases", "alamat_lama": "aliases",
}  # fmt: skip
PAGE_SYNONYMS = {
    "judul": "title",
    "ringkasan": "summary",
    "description": "summary",
    "deskripsi": "summary",
    "alias": "aliases",
    "alamat_lama": "aliases",
}
_DRAFT = r"(?mi)^draft?:[ \t]*(?:true|yes|ya|on|1)\b"


def _read(
    data: bytes,
    path: str,
    reading: Reading,
    table: tuple[Key, ...],
    make: Callable[[Fields, Source, str, int], T],
    *,
    broken: bool,
) -> tuple[T | None, list[Problem]]:
    """Read a file into a record.

    Args:
        data: its bytes.
        path: from the site's folder.
        reading: the site's configuration.
        table: the keys that it may have.
        make: makes the record of front matter, file, body and the line on which the body begins.
        broken: whether a record is wanted though it cannot be published with its problems.

    Returns:
        The record, or None when there is none that is wanted, and the problems.

    """
    text, problems = decode(data, path)
    if problems:
        return None, problems
    first = table[0].local if reading.indonesian_keys else table[0].name
    head, body, first_line, problems = split(text, path, first)
    if problems:
        return None, problems
    mapping, problems = yamltext.parse(head, path, 2)
    if mapping is None:
        # What is wrong with the text is said all the same.
        return None, capped([*problems, *_parse(body, path, first_line, reading)[1]])
    source = Source(path, text)
    source.problems += problems
    if begins_again(body, table):
        message = sentence("a second front matter follows the first, and readers would see it")
        hint = sentence("delete it, and move what it says into the first one")
        source.wrong(first_line + body.count("\n", 0, body.index("---")), 1, message, hint, code="bad-front-matter")
    spelled = spelling(table, mapping.places, either=reading.indonesian_keys)
    record = make(Fields(_top(mapping), source, "", spelled), source, body, first_line)
    whole = all(KINDS[problem.code].tolerable for problem in source.problems)
    return (record if whole or broken else None), capped(source.problems)


def links_in(data: bytes, path: str, reading: Reading, *, drafts: bool) -> tuple[Link, ...]:
    """Return the links of a file whose front matter cannot be read; none of a draft.

    Args:
        data: its bytes.
        path: from the site's folder.
        reading: the site's configuration.
        drafts: whether drafts are treated as what is published is.

    """
    text, _ = decode(data, path)
    head, body, first_line, _ = split(text, path)
    if re.search(_DRAFT, head) and not drafts:
        return ()
    return _parse(body, path, first_line, reading)[0].links


def _top(mapping: Mapping) -> Mapping:
    """Return a mapping whose own problems point at the first line of the file."""
    mapping.line, mapping.column = 1, 0
    return mapping


def _body(
    body: str, source: Source, first_line: int, reading: Reading, title: str, url: str, *, sponsored: bool = False
) -> Body:
    parsed, problems = _parse(body, source.path, first_line, reading, title, url, sponsored=sponsored)
    source.problems += problems
    return parsed


def _parse(
    body: str, path: str, first_line: int, reading: Reading, title: str = "", url: str = "/", *, sponsored: bool = False
) -> tuple[Body, list[Problem]]:
    return parse_body(
        body, path, first_line, sponsored=sponsored, base_url=reading.base_url, title=title, url=url,
        html=reading.html, theme_ids=reading.theme_ids,
    )  # fmt: skip


def _slug(source: Source, path: str) -> str:
    """Return the slug of a profile or a standing page, which its file name makes."""
    slug = file_slug(path)
    if not slug:
        # It would be that of the front page.
        message = sentence("the file's name has no letters to make an address of")
        source.wrong(1, 0, message, sentence("give the file another name"), code="bad-name")
    return slug


def parse_profile(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Profile | None, list[Problem]]:
    """Read a profile from the bytes of content/authors/<slug>.md; `path` is below content/, `broken` as in `_read`."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Profile:
        name = fields.text("name")
        fields.missing(
            "name",
            sentence("a profile is of somebody"),
            sentence("write {example}", example=fields.example("name", "…")),
        )
        slug = _slug(source, path)
        url = reading.paths.author_url(slug)
        old = read_aliases(fields, reading, url)
        profile = Profile(
            path=path, slug=slug, name=name, initials=fields.text("initials"), role=fields.text("role"),
            email=fields.text("email"), photo=read_picture(fields, "photo", reading.base_url),
            body=_body(body, source, first_line, reading, name, url), aliases=old.pages, queries=old.queries,
            own_aliases=old.own,
        )  # fmt: skip
        fields.close(PERSON_SYNONYMS)
        return profile

    return _read(data, f"content/{path}", reading, AUTHOR, make, broken=broken)


def parse_standing(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Standing | None, list[Problem]]:
    """Read a standing page from the bytes of content/pages/<slug>.md; `path` and `broken` as for `parse_profile`."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Standing:
        title = fields.text("title")
        fields.missing(
            "title",
            sentence("a page has a title"),
            sentence("write {example}", example=fields.example("title", "…")),
        )
        slug = _slug(source, path)
        if is_ours(slug):
            message = sentence("the portal's own files are at /{slug}/", slug=slug)
            source.wrong(1, 0, message, sentence("give the file another name"), code="reserved-address")
        parsed = _body(body, source, first_line, reading, title, f"/{slug}/")
        if len(parsed.parts) > 1:
            message, hint = sentence("a standing page cannot be split into pages"), sentence("remove <!-- halaman -->")
            source.wrong(first_line, 0, message, hint, code="bad-pages")
        summary = fields.text("summary") or parsed.lead
        old = read_aliases(fields, reading, folder_url(slug))
        fields.close(PAGE_SYNONYMS)
        return Standing(path, slug, title, summary, parsed, old.pages, old.queries, old.own)

    return _read(data, f"content/{path}", reading, PAGE, make, broken=broken)


def parse_article(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Article | None, list[Problem]]:
    """Read an article from the bytes of a file; `path` and `broken` as for `parse_profile`."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Article:
        matter = read_matter(fields, path, reading)
        at = matter.stamp.local
        url = reading.permalink.format(
            category=matter.category,
            year=f"{at.year:04d}",
            month=f"{at.month:02d}",
            day=f"{at.day:02d}",
            hour=f"{at.hour:02d}",
            minute=f"{at.minute:02d}",
            slug=matter.slug,
            id=matter.id,
        )
        sponsored = matter.type == "advertorial"
        parsed = _body(body, source, first_line, reading, matter.title, url, sponsored=sponsored)
        old = read_aliases(fields, reading, url)
        matter = replace(matter, aliases=old.pages, queries=old.queries, first_alias=old.first, own_aliases=old.own)
        fields.close(synonyms(fields))
        if is_ours(url) or reading.paths.prefix_at(url):
            message = sentence("{url} is in a folder of the portal's own files", url=quoted(url))
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

    return _read(data, f"content/{path}", reading, ARTICLE, make, broken=broken)
