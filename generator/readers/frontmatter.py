"""Markdown files with front matter: articles, profiles, standing pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, TypeVar

from generator.base.dates import Stamp
from generator.base.errors import Problem, Where, capped, excerpt
from generator.base.text import quoted, slugify, squeeze, suggest
from generator.base.textfile import decode
from generator.portal.records import (
    ARTICLE_TYPES,
    Article,
    ArticleType,
    Body,
    Correction,
    Matter,
    Named,
    Photo,
    Profile,
    Retraction,
    Standing,
)
from generator.portal.site import Reading
from generator.portal.urls import file_slug, is_address, is_ours, is_web
from generator.readers import yamltext
from generator.readers.fields import SLUG, Fields, Source
from generator.readers.markdown import parse_body
from generator.readers.yamltext import Mapping

T = TypeVar("T")

LONGEST = 255
"""Bytes of the name of a file or folder that disks take."""

ARTICLE_WORDS = {
    "penulis": "author", "wartawan": "author", "reporter": "author", "authors": "author", "by": "author",
    "judul": "title", "headline": "title", "name": "title", "nama": "title",
    "tanggal": "timestamp", "waktu": "timestamp", "date": "timestamp", "published": "timestamp", "terbit": "timestamp",
    "diperbarui": "updated", "pembaruan": "updated", "lastmod": "updated", "modified": "updated",
    "kategori": "category", "kanal": "category", "rubrik": "category", "categories": "category", "section": "category",
    "tag": "tags", "label": "tags", "topik": "tags", "keywords": "tags",
    "foto": "photo", "gambar": "photo", "image": "photo", "picture": "photo",
    "sumber": "source", "sources": "source", "penyunting": "editor", "redaktur": "editor", "editors": "editor",
    "inisial": "initials", "paraf": "initials", "ringkasan": "summary", "description": "summary", "teras": "summary",
    "deskripsi": "summary", "daerah": "region", "wilayah": "region", "lokasi": "region",
    "jenis": "type", "tipe": "type", "draf": "draft", "konsep": "draft", "kedaluwarsa": "expires",
    "berakhir": "expires",
    "alias": "aliases", "alamat_lama": "aliases", "koreksi": "corrections", "ralat": "corrections",
    "dicabut": "retracted", "pencabutan": "retracted", "verifikasi": "verification", "mitra": "sponsor",
    "pemasang": "sponsor", "tajuk": "title", "lanjutan": "follows",
}  # fmt: skip
PHOTO_WORDS = {
    "sumber": "credit", "kredit": "credit", "fotografer": "credit", "keterangan": "caption", "file": "src",
    "url": "src", "berkas": "src", "teks": "alt", "fokus": "focus", "path": "src",
}  # fmt: skip
PERSON_WORDS = {
    "nama": "name", "title": "name", "inisial": "initials", "jabatan": "role", "peran": "role",
    "surel": "email", "foto": "photo", "image": "photo",
}  # fmt: skip
PAGE_WORDS = {"judul": "title", "ringkasan": "summary", "description": "summary", "deskripsi": "summary"}

_Kind = Literal["ralat", "koreksi", "hak-jawab"]
_CORRECTIONS: tuple[_Kind, ...] = ("ralat", "koreksi", "hak-jawab")
_Reason = Literal["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"]
_REASONS: tuple[_Reason, ...] = ("sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers")
_CAPTION_CREDIT = re.compile(r"\((?:foto|sumber foto|ilustrasi)\s*:\s*([^()]+)\)\s*$", re.IGNORECASE)
_FOCUS = re.compile(r"(?:\d{1,2}|100)% (?:\d{1,2}|100)%")
_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
"""Most paths are so plain that a look at each character is not needed."""
_LIKE_FENCE = re.compile(r"^[ \t]*(?:[-–—‒―_=]{1,10}|\.\.\.|\+\+\+)[ \t]*$", re.MULTILINE)
_NO_FOLDER = re.compile(
    r"\.(?:(?!(?:php|aspx?|jsp|cgi|cfm|do|shtml)$)[a-z]\w{1,6}|webmanifest)$", re.IGNORECASE | re.ASCII
)
"""What no folder of an old address may be called: a file of the output may have that name."""
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


def split(text: str, path: str) -> tuple[str, str, int, list[Problem]]:
    """Split a file into its front matter and its body.

    Returns:
        The YAML, the body, the line on which the body begins, and what is wrong.

    """
    first = _FENCE.match(text)
    if first is None:
        return "", "", 1, [_unopened(text, path)]
    end = _FENCE.search(text, first.end())
    if end is None:
        like = _LIKE_FENCE.search(text, first.end())
        line, hint = 1, 'add a line "---" under the last key'
        if like is not None:
            line = text.count("\n", 0, like.start()) + 1
            hint = 'write "---" on this line: three hyphens and nothing else'
        message = "the front matter is not closed"
        return "", "", 1, [Problem(Where(path, line, 1), message, hint, excerpt(text, line))]
    return text[first.end() + 1 : end.start()], text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2, []


def _unopened(text: str, path: str) -> Problem:
    """Return the problem of a file that does not begin with a line of dashes."""
    line = text.count("\n", 0, len(text) - len(text.lstrip())) + 1 if text.strip() else 1
    shown = excerpt(text, line)
    if _FENCE.match(shown):
        message, hint = "the front matter does not begin on the first line", "delete the empty lines above it"
    elif _LIKE_FENCE.match(shown):
        message = "the front matter does not begin with three hyphens"
        hint = 'write "---" on this line: three hyphens and nothing else'
    else:
        message = "there is no front matter"
        hint = 'begin the file with a line "---", then "title: …" and the other keys, then another line "---"'
    return Problem(Where(path, line, 1), message, hint, shown)


def _read(data: bytes, path: str, make: Callable[[Fields, Source, str, int], T]) -> tuple[T | None, list[Problem]]:
    """Read a file whose front matter `make` turns into a record."""
    text, problems = decode(data, path)
    if problems:
        return None, problems
    head, body, first_line, problems = split(text, path)
    if problems:
        return None, problems
    mapping, problems = yamltext.parse(head, path, 2)
    if mapping is None:
        return None, problems
    source = Source(path, text)
    source.problems += problems
    record = make(Fields(_top(mapping), source), source, body, first_line)
    return (None if source.problems else record), capped(source.problems)


def _top(mapping: Mapping) -> Mapping:
    """Let problems of the whole front matter point at its first line."""
    mapping.line, mapping.column = 1, 0
    return mapping


def _body(body: str, source: Source, first_line: int, *, sponsored: bool = False) -> Body:
    parsed, problems = parse_body(body, source.path, first_line, sponsored=sponsored)
    source.problems += problems
    return parsed


def _named(source: Source, path: str) -> str:
    """Return the slug that the name of a file makes, which is the address of a profile or a standing page."""
    slug = file_slug(path)
    if not slug:
        # It would be that of the front page.
        source.wrong(1, 0, "the file's name has no letters to make an address of", "give the file another name")
    return slug


def parse_profile(data: bytes, path: str) -> tuple[Profile | None, list[Problem]]:
    """Read a profile from the bytes of content/authors/<slug>.md; `path` is below content/."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Profile:
        name = fields.text("name")
        if not name:
            fields.missing("name", "a profile is of somebody", "add name: …")
        profile = Profile(
            path=path, slug=_named(source, path), name=name, initials=fields.text("initials"), role=fields.text("role"),
            email=fields.text("email"), photo=_media(fields, "photo"), body=_body(body, source, first_line),
        )  # fmt: skip
        fields.close(PERSON_WORDS)
        return profile

    return _read(data, f"content/{path}", make)


def parse_standing(data: bytes, path: str) -> tuple[Standing | None, list[Problem]]:
    """Read a standing page from the bytes of content/pages/<slug>.md; `path` is below content/."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Standing:
        title = fields.text("title")
        if not title:
            fields.missing("title", "a page has a headline", "add title: …")
        slug = _named(source, path)
        if is_ours(slug):
            source.wrong(1, 0, f"the portal's own files are at /{slug}/", "give the file another name")
        parsed = _body(body, source, first_line)
        if len(parsed.parts) > 1:
            source.wrong(first_line, 0, "a standing page cannot be split into pages", "remove <!-- halaman -->")
        summary = fields.text("summary") or parsed.lead
        fields.close(PAGE_WORDS)
        return Standing(path, slug, title, summary, parsed)

    return _read(data, f"content/{path}", make)


def parse_article(data: bytes, path: str, reading: Reading) -> tuple[Article | None, list[Problem]]:
    """Read an article from the bytes of a file; `path` is below content/."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Article:
        matter = _matter(fields, path, reading)
        parsed = _body(body, source, first_line, sponsored=matter.type == "advertorial")
        fields.close(ARTICLE_WORDS)
        at = matter.stamp.local
        url = reading.permalink.format(
            category=matter.category,
            year=f"{at.year:04d}",
            month=f"{at.month:02d}",
            day=f"{at.day:02d}",
            slug=matter.slug,
        )
        if is_ours(url):
            fields.wrong("slug", f"{quoted(url)} is in a folder of the portal's own files", "choose another slug")
        if any(len(part.encode()) > LONGEST for part in url.split("/")):
            fields.wrong(
                "slug" if "slug" in fields else "title",
                f"a folder of its address would have a name of more than {LONGEST} bytes, which no disk takes",
                "give it a shorter slug, or shorten permalink in site.yaml",
            )
        return Article(path, url, matter, parsed)

    return _read(data, f"content/{path}", make)


def _matter(fields: Fields, path: str, reading: Reading) -> Matter:
    zone = reading.zone
    title = fields.text("title")
    if not title:
        fields.missing("title", "an article has a headline", "add title: …")
    stamp = fields.stamp("timestamp", zone)
    if stamp is None and "timestamp" not in fields:
        fields.missing("timestamp", "an article has a time of publication", "add timestamp: 2024-10-09 16:10 WIB")
    draft = fields.flag("draft")
    authors = fields.texts("author")
    if not authors and not draft:
        fields.missing("author", "readers are told who reports", "add author: …, a name or a list")
    editors = fields.texts("editor")
    if not editors and reading.require_editor and not draft:
        fields.missing("editor", "an editor answers for what is published", "add editor: …, or draft: true for now")
    kind = fields.choice("type", ARTICLE_TYPES, "berita")
    return Matter(
        title=title,
        stamp=stamp or Stamp(0, zone),
        authors=authors,
        category=_category(fields, path, reading),
        type=kind,
        slug=_slug(fields, path),
        tags=_tags(fields),
        editors=editors,
        initials=fields.text("initials"),
        sources=fields.named("source"),
        region=fields.text("region").strip("/ "),
        photo=_photo(fields, reading, draft=draft),
        summary=fields.text("summary"),
        aliases=_aliases(fields, reading.media_allow),
        draft=draft,
        updated=_updated(fields, stamp, zone),
        expires=_expires(fields, stamp, zone),
        sponsor=_sponsor(fields, kind),
        verification=fields.choice("verification", ("", "pending"), "") == "pending",
        follows=fields.text("follows"),
        corrections=_corrections(fields, stamp, zone),
        retracted=_retracted(fields, stamp, zone),
    )


def _category(fields: Fields, path: str, reading: Reading) -> str:
    folder, found, _ = path.partition("/")
    given = fields.text("category")
    category = given or (folder if found else "")
    if category in reading.categories:
        return category
    if not category:
        fields.missing(
            "category", "the file lies in no kanal's folder", f"add category: one of {', '.join(reading.categories)}"
        )
        return ""
    meant = suggest(category, reading.categories)
    known = f"one of {', '.join(reading.categories)}"
    hint = f'did you mean "{meant}"?' if meant else f"it must be {known}"
    if given:
        fields.wrong("category", f"{quoted(given)} is not a kanal of this site", hint)
    else:
        fields.missing(
            "category", f"the folder {quoted(folder)} is not a kanal of this site", f"add category: {meant or known}"
        )
    return ""


def _slug(fields: Fields, path: str) -> str:
    given = fields.text("slug")
    if given:
        if not SLUG.fullmatch(given) or len(given) > 120:
            hint = f'write it like "{slugify(given) or "nama-artikel"}"'
            fields.wrong("slug", f"{quoted(given)} is not a slug", hint)
        return given
    slug = file_slug(path)
    if not slug:
        fields.missing("slug", "the file's name has no letters to make an address of", "add slug: nama-artikel")
    return slug


def _tags(fields: Fields) -> tuple[str, ...]:
    """Return the tags, the first spelling of each."""
    found: dict[str, str] = {}
    for tag in fields.texts("tags"):
        slug = slugify(tag)
        if "," in tag and fields.is_text("tags"):
            parts = ", ".join(filter(None, map(squeeze, tag.split(","))))
            fields.wrong("tags", f"{quoted(tag)} is one tag with commas in it", f"write tags: [{parts}]")
        elif not slug:
            fields.wrong(
                "tags", f"{quoted(tag)} has no letters to make an address of", "write it with the letters a-z", tag
            )
        elif len(tag) > 100:
            fields.wrong("tags", f"{quoted(tag)} is too long for a tag", "at most 100 characters", tag)
        else:
            found.setdefault(slug, tag)
    return tuple(found.values())


def media_address(text: str) -> str:
    """Return the address of a media file from the way people write it, or nothing when it is none."""
    path = text if text.startswith("/") else f"/{text}"
    if _PLAIN_PATH.fullmatch(path) and len(path) <= 250:
        return path
    parts = path[1:].split("/")
    bad = any(part.startswith(".") or not 0 < len(part.encode("utf-8", "replace")) <= 250 for part in parts)
    bad = bad or any(c in '\\?#"<>|*:%' or (not c.isprintable() and c != "\u200d") for c in path)
    return "" if bad else path


def _media(fields: Fields, key: str) -> str:
    """Read the address of a picture, of the site or of another."""
    text = fields.text(key)
    if not text or is_web(text):
        return text
    address = media_address(text)
    if not address:
        fields.wrong(
            key,
            f"{quoted(text)} is not the path of a picture",
            "write it from the root of content/: /foto/2024/10/x.jpg",
        )
    return address


def _photo(fields: Fields, reading: Reading, *, draft: bool) -> Photo | None:
    inner = fields.mapping("photo", "src: /foto/2024/10/x.jpg")
    if inner is None:
        return None
    src = _media(inner, "src")
    if not src and "src" not in inner:
        inner.missing("src", "a photo is a file", "add src: /foto/…")
    caption, credit = inner.text("caption"), inner.text("credit")
    if match := _CAPTION_CREDIT.search(caption):
        credit = credit or match[1].strip()
        caption = caption[: match.start()].rstrip()
    focus = inner.text("focus")
    if focus and not _FOCUS.fullmatch(focus):
        inner.wrong("focus", f"{quoted(focus)} is not a point of a picture", 'write it like "50% 20%"')
        focus = ""
    photo = Photo(src, caption, credit, inner.text("alt"), focus, inner.text("ai"), *inner.place("src"))
    if not credit and not photo.ai and reading.require_credit and not draft:
        inner.missing("credit", "a photo names its maker", "add credit: …")
    inner.close(PHOTO_WORDS)
    return photo


def _aliases(fields: Fields, published: tuple[str, ...]) -> tuple[str, ...]:
    """Return the old addresses; `published` are endings or names of files that this site publishes beside the usual."""
    found = []
    for text in fields.texts("aliases"):
        path = text.strip("/")
        url = f"/{path}" if path.endswith((".html", ".htm")) and not text.endswith("/") else f"/{path}/"
        folders = url.split("/")[1:-1]
        if not text.startswith("/") or text.startswith("//") or not media_address(path) or len(text) > 400:
            hint = 'write it like "/berita/2019/lama/", without ?, # and %'
            fields.wrong("aliases", f"{quoted(text)} is not an address of this site", hint, text)
        elif any(_NO_FOLDER.search(name) or name.lower().endswith(published) for name in folders):
            hint = 'write it like "/berita/2019/lama/" or "/berita/2019/lama.html"'
            fields.wrong("aliases", f"{quoted(text)} has the name of a file for a folder", hint, text)
        elif is_ours(url):
            hint = "what is there is kept by browsers for a year; an old address there cannot be one of this site"
            fields.wrong("aliases", f"{quoted(text)} is in a folder of the portal's own files", hint, text)
        else:
            found.append(url)
    return tuple(found)


def _updated(fields: Fields, stamp: Stamp | None, zone: str) -> Stamp | None:
    updated = fields.stamp("updated", zone)
    if updated and stamp and updated.epoch < stamp.epoch:
        fields.wrong("updated", "the article was updated before it was published", "check timestamp and updated")
    return updated


def _expires(fields: Fields, stamp: Stamp | None, zone: str) -> int:
    expires = fields.stamp("expires", zone)
    if expires is None:
        return 0
    if stamp and expires.epoch <= stamp.epoch:
        fields.wrong("expires", "the article is taken down before it is published", "check timestamp and expires")
    return expires.epoch


def _sponsor(fields: Fields, kind: ArticleType) -> Named | None:
    names = fields.named("sponsor")
    if len(names) > 1:
        fields.wrong("sponsor", "an article has one sponsor", "keep one of them")
    if kind == "advertorial" and not names and "sponsor" not in fields:
        fields.missing("sponsor", "paid content says who pays", "add sponsor: {name: …, url: …}")
    return names[0] if names else None


def _corrections(fields: Fields, stamp: Stamp | None, zone: str) -> tuple[Correction, ...]:
    found = []
    for inner in fields.mappings("corrections", "timestamp: 2024-10-09 16:10 WIB"):
        at = inner.stamp("timestamp", zone)
        if at is None and "timestamp" not in inner:
            inner.missing("timestamp", "a correction has a time of its own", "add timestamp: …")
        if at and stamp and at.epoch < stamp.epoch:
            inner.wrong("timestamp", "the correction is older than the article", "check the time")
        kind = inner.choice("type", _CORRECTIONS, "koreksi")
        text = inner.text("text")
        if not text:
            inner.missing("text", "a correction says what was wrong", "add text: …")
        link = _address(inner, "link")
        place = inner.place("link") if link else (0, 0)
        found.append(Correction(at or Stamp(0, zone), kind, text, link, *place))
        inner.close({"jenis": "type", "isi": "text", "tanggal": "timestamp", "waktu": "timestamp", "tautan": "link"})
    return tuple(sorted(found, key=lambda one: -one.stamp.epoch))


def _address(fields: Fields, key: str) -> str:
    text = fields.text(key)
    if text and not is_address(text):
        fields.wrong(key, f"{quoted(text)} is not an address", 'write "/kanal/2024/10/x/" or "https://…"')
        return ""
    return text


def _retracted(fields: Fields, stamp: Stamp | None, zone: str) -> Retraction | None:
    inner = fields.mapping("retracted", "timestamp: 2024-10-09 16:10 WIB")
    if inner is None:
        return None
    at = inner.stamp("timestamp", zone) or Stamp(0, zone)
    if "timestamp" not in inner:
        inner.missing("timestamp", "a withdrawal has a time of its own", "add timestamp: …")
    if at.epoch and stamp and at.epoch < stamp.epoch:
        inner.wrong("timestamp", "the withdrawal is older than the article", "check the time")
    if "reason" not in inner:
        hint = f"add reason: one of {', '.join(_REASONS)}"
        inner.missing("reason", "Pedoman Media Siber 5a allows five reasons only", hint)
    reason = inner.choice("reason", _REASONS, "dewan-pers")
    text = inner.text("text")
    inner.close({"alasan": "reason", "isi": "text", "tanggal": "timestamp", "waktu": "timestamp"})
    return Retraction(at, reason, text)
