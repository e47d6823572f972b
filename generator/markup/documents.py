"""Markdown files with front matter: articles, profiles, standing pages and topics.

An article with errors is never published, but keeps the names and links that can be determined: as with a draft, links
to it become plain text, and pictures that only it shows stay private. Anything its bytes mention counts, anywhere and
under any key: a mistake must not publish the photo of an embargoed report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar
from urllib.parse import unquote

from msgspec.structs import replace

from generator.base import dates
from generator.base.codes import CODES
from generator.base.dates import DateError
from generator.base.errors import Problem, Where, capped, excerpt
from generator.base.sentences import Sentence, sentence
from generator.base.text import SLUG, decode, quoted, unix_lines
from generator.base.timestamps import Stamp
from generator.config import yaml_text
from generator.config.addresses import article_url, read_aliases, read_pages, read_picture, read_template
from generator.config.article_keys import ARTICLE, AUTHOR, PAGE, TOPIC, article_keys
from generator.config.entries import Source, value_of
from generator.config.fields import Fields
from generator.config.front_matter import folder_kanal, other_words, read_matter, read_photo
from generator.config.keys import Key, spelling_of_file
from generator.markup.entries import Coverage, with_last_entry
from generator.markup.films import with_film
from generator.markup.markdown import parse_body
from generator.model.records import Article, Body, Ending, Link, Matter, Profile, Standing, Topic
from generator.model.site import Reading
from generator.model.urls import article_slug, file_slug, folder_url, is_ours

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_NEXT = re.compile(r"\n---[ \t]*\r?$", re.MULTILINE)
"""The same on a later line; the line feed makes the search faster."""
_SECOND = re.compile(r"\s*^---[ \t]*$", re.MULTILINE)
_LONGEST = 60
"""The most lines of a front matter that was pasted with its text."""
_KEY = re.compile(r"([\w-]+):(?:[ \t]|$)")
_LIKE_FENCE = re.compile(r"^[ \t]*(?:[-–—‒―_=]{1,10}|\.\.\.|\+\+\+)[ \t]*$", re.MULTILINE)


def split(text: str, path: str, key: str = "title") -> tuple[str, str, int, list[Problem]]:
    """Split a file into YAML, body, first line of the body (from 1) and problems; `key` is for the hint."""
    first = _FENCE.match(text)
    if first is None:
        return "", "", 1, [_unopened(text, path, key)]
    end = _NEXT.search(text, first.end())
    if end is None:
        like = _LIKE_FENCE.search(text, first.end())
        line, hint = 1, sentence('add a line "---" under the last key')
        if like is not None:
            line = text.count("\n", 0, like.start()) + 1
            hint = sentence('write "---" on this line: three hyphens and nothing else')
        message = sentence("the front matter is not closed")
        return "", "", 1, [Problem(Where(path, line, 1), "bad-front-matter", message, hint, excerpt(text, line))]
    head = text[first.end() + 1 : end.start() + 1]
    return head, text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2, []


def _unopened(text: str, path: str, key: str) -> Problem:
    line = text.count("\n", 0, len(text) - len(text.lstrip())) + 1 if text.strip() else 1
    shown = excerpt(text, line)
    if _FENCE.match(shown):
        message, hint = (
            sentence("the front matter does not begin on the first line"),
            sentence("delete the empty lines above it"),
        )
    elif shown.strip() == "+++":
        message = sentence("this front matter is TOML, which is not read here")
        hint = sentence('write "---" in place of both +++, and title: "…" in place of title = "…", or use `ssg import`')
    elif _LIKE_FENCE.match(shown):
        message = sentence("the front matter does not begin with three hyphens")
        hint = sentence('write "---" on this line: three hyphens and nothing else')
    else:
        message = sentence("there is no front matter")
        hint = sentence(
            'begin the file with a line "---", then "{key}: …" and the other keys, then another line "---"', key=key
        )
    return Problem(Where(path, line, 1), "bad-front-matter", message, hint, shown)


def begins_again(body: str, table: tuple[Key, ...]) -> bool:
    """Return whether a body begins with a second front matter."""
    opening = _SECOND.match(body)
    if opening is None:
        return False
    lines = body[opening.end() + 1 :].split("\n", _LONGEST)
    end = next((number for number, line in enumerate(lines) if line.rstrip() == "---"), 0)
    names = {name for key in table for name in (key.name, key.local)}
    keys = [found[1] for line in lines[:end] if (found := _KEY.match(line))]
    loose = [line for line in lines[:end] if line.strip() and not line.startswith((" ", "\t", "- ", "#"))]
    return not names.isdisjoint(keys) and len(loose) == len(keys)


T = TypeVar("T")

_MAX_NAME = 255
"""Bytes of a file or folder name that file systems allow."""
_DRAFT = r"(?mi)^(?:draft?:[ \t]*(?:true|yes|ya|on|1)|status:[ \t]*(?:dra|rev|dise)\w*)\b"


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
    first = table[0].local if reading.indonesian_keys else table[0].name
    head, body, first_line, problems = split(text, path, first)
    if problems:
        return None, problems
    mapping, problems = yaml_text.parse(head, path, 2)
    if mapping is None:
        # Problems of the text are reported nevertheless.
        return None, capped([*problems, *body_of(body, path, first_line, reading)[1]])
    source = Source(path, text)
    source.problems += problems
    if begins_again(body, table):
        message = sentence("a second front matter follows the first, and readers would see it")
        hint = sentence("delete it, and move what it says into the first one")
        source.wrong(first_line + body.count("\n", 0, body.index("---")), 1, message, hint, code="bad-front-matter")
    mapping.line, mapping.column = 1, 0  # Of the file, for its own problems.
    keys = table
    if table is ARTICLE and "status" in map(str.lower, mapping.entries):
        keys = article_keys(value_of(mapping.entries, "status"))
    fields = Fields(mapping, source, "", spelling_of_file(keys, mapping.entries, either=reading.indonesian_keys))
    record = make(fields, source, body, first_line)
    fields.close(other_words(fields) if table is ARTICLE else None)
    whole = all(CODES[problem.code].tolerable for problem in source.problems)
    return (record if whole or broken else None), capped(source.problems)


def links_in(data: bytes, path: str, reading: Reading, *, drafts: bool) -> tuple[Link, ...]:
    """Return the links of a file with unreadable front matter; none of a draft, unless `drafts` is set."""
    text, _ = decode(data, path)
    head, body, first_line, _ = split(text, path)
    if re.search(_DRAFT, head) and not drafts:
        return ()
    return body_of(body, path, first_line, reading)[0].links


def body_of(
    body: str, path: str, first_line: int, reading: Reading, title: str = "", url: str = "/", *,
    sponsored: bool = False, coverage: Coverage | None = None,
) -> tuple[Body, list[Problem]]:  # fmt: skip
    return parse_body(
        body, path, first_line, sponsored=sponsored, base_url=reading.base_url, title=title, url=url,
        html=reading.html, theme_ids=reading.theme_ids, coverage=coverage,
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
        return Profile(
            path=path, slug=slug, name=name, initials=fields.text("initials"), role=fields.text("role"),
            email=fields.text("email"), photo=read_picture(fields, "photo", reading.base_url),
            body=parsed, aliases=old.pages, queries=old.queries, own_aliases=old.own, links=read_pages(fields, "links"),
        )  # fmt: skip

    return read(data, f"content/{path}", reading, AUTHOR, make, broken=broken)


def parse_standing(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Standing | None, list[Problem]]:
    """Read a standing page from the bytes of content/pages/<slug>.md; `path` and `broken` as for `parse_profile`."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Standing:
        title, slug = fields.text("title"), _slug(source, path)
        if is_ours(slug):
            message = sentence("the portal's own files are at /{slug}/", slug=slug)
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
        return Topic(
            path=path, slug=slug, title=title, summary=fields.text("summary") or parsed.lead, body=parsed,
            aliases=old.pages, queries=old.queries, own_aliases=old.own,
            photo=read_photo(fields, reading, draft=False),
            pinned=Link("link", pinned, fields.written("pinned"), *fields.place("pinned")) if pinned else None,
            people=fields.named("people"), timeline=fields.flag("timeline"),
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
            coverage=Coverage(matter.stamp, matter.live_until) if matter.live_until else None,
        )  # fmt: skip
        source.problems += problems
        matter, parsed = with_film(fields, with_last_entry(matter, parsed), parsed)
        old = read_aliases(fields, reading, url)
        matter = replace(matter, aliases=old.pages, queries=old.queries, first_alias=old.first, own_aliases=old.own)
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

    return read(data, f"content/{path}", reading, ARTICLE, make, broken=broken)


# articles with errors

_MOST = 100
"""Lines that may be front matter if its end is not marked."""
_NO = r"""[ \t]*[:=][ \t]*["']?(?:false|no|off|tidak|0|null|~)["']?[ \t]*(?:#.*)?$"""
_UNPUBLISHED = r"""["']?status["']?[ \t]*[:=][ \t]*["']?(?:dra|rev|dise)\w*"""
"""A status that is probably meant to be draft or review."""
_LIKE_DRAFT = rf"""(?mi)^[ \t]*(?:["']?draft?["']?[ \t]*[:=][ \t]*["']?(?:true|yes|ya|on|1)|{_UNPUBLISHED})\b"""
_ENDED = r"""["']?(?:retracted|dicabut|gone|selesai|draft?)\b["']?"""
_OVER = rf"(?mi)^(?:{_ENDED}(?!{_NO})|[ \t]+{_ENDED}(?!{_NO})[ \t]*[:=]|{_UNPUBLISHED})"
"""Keys of articles that must not stay online because of another mistake, or one in the key; a line of a summary is
none."""
_MONTH = r"\b(\d{4})[-/](\d\d)\b"
_BETWEEN = r"""[\\?#"<>|*:\x00-\x1f]+"""
"""Characters that no published file's name contains."""
_ENDING = r"\.(?=\d*[A-Za-z])[A-Za-z0-9]{1,10}(?![A-Za-z0-9])"
_BEGINNING = r"""(?=/)|[\s'(\[{,=]+"""
"""Where a path may begin, in a name with spaces too."""
_LONGEST_VALUE = 200
"""Characters of a value or path that are examined."""
_PATHS = 20_000
"""The most paths taken for links in one file."""
_SAID = ("slug", "category", "timestamp", "id", "expires")
_NAMES = {key.name: (key.name, key.local) for key in ARTICLE if key.name in _SAID}


def says_draft(data: bytes) -> bool:
    return re.search(_LIKE_DRAFT, _split(_text(data))[0]) is not None


def fallback_article(data: bytes, path: str, reading: Reading) -> Article:
    """Return what can be determined of an unreadable article; `path` is below content/."""
    head, body, first_line = _split(_text(data))
    said = {name: _value(head, names) for name, names in _NAMES.items()}
    slug = said["slug"] if SLUG.fullmatch(said["slug"]) else article_slug(path)
    category = said["category"] if said["category"] in reading.categories else folder_kanal(path, reading)
    stamp, expires = _stamp(said["timestamp"], path, reading.zone), _time(said["expires"], reading.zone)
    url = article_url(reading, stamp, category, slug, said["id"] or slug)
    parsed, _ = body_of(body, f"content/{path}", first_line, reading, url=url)
    matter = Matter(
        title=slug, stamp=stamp, authors=(), category=category, type="berita", slug=slug, tags=(), editors=(),
        initials="", sources=(), region="", photo=None, summary="", aliases=(), updated=None, sponsor=None,
        draft=bool(re.search(_LIKE_DRAFT, head)), expires=expires.epoch if expires else 0, verification=False,
        follows="", corrections=(), retracted=None, held=True, id=said["id"],
    )  # fmt: skip
    return Article(path, url, matter, parsed)


def with_mentioned_files(article: Article, data: bytes) -> Article:
    """Return an article with errors with links to every file that its bytes mention, and ended if they say so."""
    text = _text(data)
    folder = article.path[: article.path.rfind("/") + 1]
    known = {link.target for link in article.body.links}
    targets: dict[str, None] = {}
    # Text that is not UTF-8 may be in Windows' older encoding.
    for name in _mentioned(text if "\ufffd" not in text else text + data.decode("cp1252", "replace")):
        for target in (name,) if name.startswith("/") else (f"/{name}", f"/{folder}{name}"):
            if target not in known:
                targets[target] = None
        if len(targets) >= _PATHS:
            break
    matter = article.matter
    if not (matter.draft or matter.is_over) and re.search(_OVER, _split(text)[0]):
        matter = replace(matter, ended=Ending())
    links = (*article.body.links, *(Link("image", target) for target in targets))
    return replace(article, body=replace(article.body, links=links), matter=matter)


def _mentioned(text: str) -> Iterator[str]:
    """Yield possible file paths: everything that ends like one, from each possible beginning."""
    written = (text, *([unquote(text)] if "%" in text else []), *([text.replace("''", "'")] if "''" in text else []))
    seen = set[str]()
    for piece in (piece for form in written for piece in re.split(_BETWEEN, form)):
        for ending in re.finditer(_ENDING, piece):
            whole = piece[max(0, ending.end() - _LONGEST_VALUE) : ending.end()]
            if whole not in seen:
                seen.add(whole)
                starts = {0, *(found.end() for found in re.finditer(_BEGINNING, whole))}
                yield from (whole[start:] for start in sorted(starts))


def _text(data: bytes) -> str:
    """Return the text of any bytes, including UTF-16 from Windows."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    wide = "utf-16" if marked else "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else ""
    return unix_lines(data.decode(wide or "utf-8-sig", "replace")).replace("\0", "").lstrip("\ufeff")


def _split(text: str) -> tuple[str, str, int]:
    """Return front matter, body and its first line; if the front matter has no end, both are the whole text."""
    first = _FENCE.match(text)
    end = _FENCE.search(text, first.end()) if first else None
    if first is None or end is None or not text[first.end() : end.start()].strip():
        return "\n".join(text.split("\n", _MOST)[:_MOST]), text, 1
    return text[first.end() : end.start()], text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2


def _value(head: str, names: tuple[str, ...]) -> str:
    """Return the value after a key, however malformed the line; empty if there is none."""
    keys = "|".join(map(re.escape, names))
    found = re.search(rf"""(?mi)^[ \t]*["']?(?:{keys})\b["']?[ \t]*[:=]?(.*)$""", head)
    return found[1].partition(" #")[0].strip(" \t\"'")[:_LONGEST_VALUE] if found else ""


def _time(written: str, zone: str) -> Stamp | None:
    """Return a time, or the beginning of a day; None if it is neither."""
    for parse in (dates.parse, dates.parse_day):
        with suppress(DateError):
            return parse(written, zone)
    return None


def _stamp(written: str, path: str, zone: str) -> Stamp:
    """Return an article's time as far as it can be determined, at worst from its folders."""
    months = (month for text in (written, path) if (month := re.search(_MONTH, text)))
    told = (_time(text, zone) for text in (written, *(f"{month[1]}-{month[2]}-01" for month in months)))
    return next(filter(None, told), Stamp(0, zone))
