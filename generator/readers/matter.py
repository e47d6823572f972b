"""Front matter of an article: the record that its keys make, and every mistake in them."""

from __future__ import annotations

import re
from typing import Literal

from generator.base import dates
from generator.base.dates import Stamp
from generator.base.text import quoted, slugify, squeeze, suggest
from generator.portal.records import ARTICLE_TYPES, ArticleType, Correction, Link, Matter, Named, Photo, Retraction
from generator.portal.site import Reading
from generator.portal.urls import article_slug
from generator.readers.addresses import read_address, read_picture
from generator.readers.fields import SLUG, Fields

SYNONYMS = {
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
    "pemasang": "sponsor", "tajuk": "title", "lanjutan": "follows", "terkait": "related",
    "artikel_terkait": "related", "tidak_terkait": "unrelated",
}  # fmt: skip
_PHOTO_SYNONYMS = {
    "sumber": "credit", "kredit": "credit", "fotografer": "credit", "keterangan": "caption", "file": "src",
    "url": "src", "berkas": "src", "teks": "alt", "fokus": "focus", "path": "src",
}  # fmt: skip
_Fit = Literal["", "whole"]
_FITS: tuple[_Fit, ...] = ("", "whole")
_Kind = Literal["ralat", "koreksi", "hak-jawab"]
_CORRECTIONS: tuple[_Kind, ...] = ("ralat", "koreksi", "hak-jawab")
_Reason = Literal["sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers"]
_REASONS: tuple[_Reason, ...] = ("sara", "kesusilaan", "masa-depan-anak", "trauma-korban", "dewan-pers")
_CAPTION_CREDIT = re.compile(r"\((?:foto|sumber foto|ilustrasi)\s*:\s*([^()]+)\)\s*$", re.IGNORECASE)
_FOCUS = re.compile(r"(?:\d{1,2}|100)% (?:\d{1,2}|100)%")


def read_matter(fields: Fields, path: str, reading: Reading) -> Matter:
    """Read the front matter of the article at `path`, below content/."""
    zone = reading.zone
    title = fields.text("title")
    if not title:
        fields.missing("title", "an article has a headline", "add title: …")
    timeless = fields.flag("time_unknown")
    stamp = _stamp(fields, "timestamp", zone, timeless=timeless)
    if stamp is None and "timestamp" not in fields:
        fields.missing("timestamp", "an article has a time of publication", "add timestamp: 2024-10-09 16:10 WIB")
    draft = fields.flag("draft")
    authors = fields.texts("author")
    if not authors and not draft:
        fields.missing(
            "author", "readers are told who wrote it", "add author: …, a name or a list", code="missing-author"
        )
    editors = fields.texts("editor")
    if not editors and reading.require_editor and not draft:
        hint = "add editor: …, or draft: true for now"
        fields.missing("editor", "an editor answers for what is published", hint, code="missing-editor")
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
        aliases=(),
        draft=draft,
        updated=_updated(fields, stamp, zone, timeless=timeless),
        expires=_expires(fields, stamp, zone),
        sponsor=_sponsor(fields, kind),
        verification=fields.choice("verification", ("", "pending"), "") == "pending",
        follows=fields.text("follows"),
        corrections=_corrections(fields, stamp, zone),
        retracted=_retracted(fields, stamp, zone),
        related=_articles(fields, "related"),
        unrelated=_articles(fields, "unrelated"),
        id=_id(fields, reading),
    )


def synonyms(fields: Fields) -> dict[str, str]:
    """Return the words for keys that there are; `published` may be the time of other systems, or whether it is one."""
    return {**SYNONYMS, "published": "draft"} if fields.is_truth("published") else SYNONYMS


def _stamp(fields: Fields, key: str, zone: str, *, timeless: bool) -> Stamp | None:
    """Read a time of which only the day is known, if it says so; the hour of any other is missing, not unknown."""
    text = fields.text(key)
    if timeless or dates.is_day(text):
        stamp = fields.convert(key, lambda written: dates.parse_day(written, zone), None)
        if stamp and not timeless:
            hint = f"add it: {text} 16:10 {zone}; for an old article of which nobody knows it, add time_unknown: true"
            fields.wrong(key, f"{quoted(text)} has no time of day", hint, code="missing-time")
        return stamp
    return fields.stamp(key, zone)


def _articles(fields: Fields, key: str) -> tuple[Link, ...]:
    """Return the articles that a list names, by slugs, addresses or paths."""
    return tuple(Link("link", text, key, *fields.place(key, text)) for text in fields.texts(key))


def _category(fields: Fields, path: str, reading: Reading) -> str:
    folder, found, _ = path.partition("/")
    given = fields.text("category")
    category = given or (folder if found else "")
    if category in reading.categories:
        return category
    if not category:
        fields.missing(
            "category",
            "the file is in no kanal's folder",
            f"add category: one of {', '.join(reading.categories)}",
            code="unknown-category",
        )
        return ""
    meant = suggest(category, reading.categories)
    known = f"one of {', '.join(reading.categories)}"
    hint = f'did you mean "{meant}"?' if meant else f"it must be {known}"
    if given:
        fields.wrong("category", f"{quoted(given)} is not a kanal of this site", hint, code="unknown-category")
    else:
        fields.missing(
            "category",
            f"the folder {quoted(folder)} is not a kanal of this site",
            f"add category: {meant or known}",
            code="unknown-category",
        )
    return ""


def _slug(fields: Fields, path: str) -> str:
    given = fields.text("slug")
    if given:
        if not SLUG.fullmatch(given) or len(given) > 120:
            hint = f'write it like "{slugify(given) or "nama-artikel"}"'
            fields.wrong("slug", f"{quoted(given)} is not a slug", hint, code="bad-address")
        return given
    slug = article_slug(path)
    if not slug:
        fields.missing(
            "slug", "the file's name has no letters to make an address of", "add slug: nama-artikel", code="bad-name"
        )
    return slug


def _id(fields: Fields, reading: Reading) -> str:
    given = fields.text("id")
    if given and (not SLUG.fullmatch(given) or len(given) > 120):
        hint = f'write it like "{slugify(given) or "10482"}"'
        fields.wrong("id", f"{quoted(given)} is not an id: that is made of a-z, 0-9 and hyphens", hint)
    if "{id}" in reading.permalink:
        fields.missing(
            "id", "permalink in site.yaml makes addresses of it", "add id: 10482, which no other article has"
        )
    return given


def _tags(fields: Fields) -> tuple[str, ...]:
    """Return the tags in their order; of several spellings the first."""
    found: dict[str, str] = {}
    for tag in fields.texts("tags"):
        slug = slugify(tag)
        if "," in tag and fields.is_text("tags"):
            parts = ", ".join(filter(None, map(squeeze, tag.split(","))))
            fields.wrong(
                "tags", f"{quoted(tag)} is one tag with commas in it", f"write tags: [{parts}]", code="bad-tag"
            )
        elif not slug:
            fields.wrong(
                "tags", f"{quoted(tag)} has no letters to make an address of", "write it with the letters a-z", tag
            )
        elif len(tag) > 100:
            fields.wrong("tags", f"{quoted(tag)} is too long for a tag", "at most 100 characters", tag, code="bad-tag")
        else:
            found.setdefault(slug, tag)
    return tuple(found.values())


def _photo(fields: Fields, reading: Reading, *, draft: bool) -> Photo | None:
    inner = fields.mapping("photo", "src: /foto/2024/10/x.jpg")
    if inner is None:
        return None
    src = read_picture(inner, "src")
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
    fit = inner.choice("fit", _FITS, "")
    photo = Photo(src, caption, credit, inner.text("alt"), focus, inner.text("ai"), fit, *inner.place("src"))
    if not credit and not photo.ai and reading.require_credit and not draft:
        inner.missing("credit", "a photo names who took it", "add credit: …", code="missing-credit")
    inner.close(_PHOTO_SYNONYMS)
    return photo


def _updated(fields: Fields, stamp: Stamp | None, zone: str, *, timeless: bool) -> Stamp | None:
    day = timeless and dates.is_day(fields.text("updated"))
    updated = _stamp(fields, "updated", zone, timeless=day)
    if updated and stamp and updated.epoch < stamp.epoch:
        fields.wrong(
            "updated",
            "the article was updated before it was published",
            "check timestamp and updated",
            code="date-order",
        )
    return updated


def _expires(fields: Fields, stamp: Stamp | None, zone: str) -> int:
    expires = fields.stamp("expires", zone)
    if expires is None:
        return 0
    if stamp and expires.epoch <= stamp.epoch:
        fields.wrong(
            "expires",
            "the article is taken down before it is published",
            "check timestamp and expires",
            code="date-order",
        )
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
            inner.wrong("timestamp", "the correction is older than the article", "check the time", code="date-order")
        kind = inner.choice("type", _CORRECTIONS, "koreksi")
        text = inner.text("text")
        if not text:
            inner.missing("text", "a correction says what was wrong", "add text: …")
        link = read_address(inner, "link")
        place = inner.place("link") if link else (0, 0)
        found.append(Correction(at or Stamp(0, zone), kind, text, link, *place))
        inner.close({"jenis": "type", "isi": "text", "tanggal": "timestamp", "waktu": "timestamp", "tautan": "link"})
    return tuple(sorted(found, key=lambda one: -one.stamp.epoch))


def _retracted(fields: Fields, stamp: Stamp | None, zone: str) -> Retraction | None:
    inner = fields.mapping("retracted", "timestamp: 2024-10-09 16:10 WIB")
    if inner is None:
        return None
    at = inner.stamp("timestamp", zone) or Stamp(0, zone)
    if "timestamp" not in inner:
        inner.missing("timestamp", "a withdrawal has a time of its own", "add timestamp: …")
    if at.epoch and stamp and at.epoch < stamp.epoch:
        inner.wrong("timestamp", "the withdrawal is older than the article", "check the time", code="date-order")
    if "reason" not in inner:
        hint = f"add reason: one of {', '.join(_REASONS)}"
        inner.missing("reason", "Pedoman Media Siber 5a allows five reasons only", hint)
    reason = inner.choice("reason", _REASONS, "dewan-pers")
    text = inner.text("text")
    inner.close({"alasan": "reason", "isi": "text", "tanggal": "timestamp", "waktu": "timestamp"})
    return Retraction(at, reason, text)
