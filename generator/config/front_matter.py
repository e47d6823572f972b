"""Front matter of an article: the record that its keys make, and every mistake in them."""

from __future__ import annotations

from generator.base import dates
from generator.base.sentences import sentence
from generator.base.text import SLUG, quoted, slugify, suggest
from generator.base.timestamps import Stamp
from generator.config.article_keys import MEANINGLESS, status_means
from generator.config.article_parts import read_corrections, read_ending, read_photo, read_tags, read_withdrawal
from generator.config.entries import did_you_mean
from generator.config.fields import Fields
from generator.model import regions
from generator.model.records import ArticleType, Link, Matter, Named
from generator.model.site import Reading
from generator.model.urls import article_slug

_CORRECTIONS = ("hak-jawab", "ralat", "koreksi")


def read_matter(fields: Fields, path: str, reading: Reading) -> Matter:
    """Read the front matter of the article at `path`, below content/."""
    zone = reading.zone
    title, draft, timeless = fields.text("title"), fields.flag("draft"), fields.flag("time_unknown")
    if fields.is_blank("draft"):
        said = sentence("{key} is empty, so this article would be published", key=fields.written("draft"))
        fields.wrong("draft", said, sentence("write {key}: true, or delete the line", key=fields.written("draft")))
    stamp = _stamp(fields, "timestamp", zone, timeless=timeless)
    authors, editors = fields.texts("author"), fields.texts("editor")
    _demand(fields, reading, draft=draft)
    kind = _kind(fields)
    region, place = _region(fields, reading)
    public, retracted = read_withdrawal(fields, title, stamp, zone)
    return Matter(
        title=public,
        stamp=stamp or Stamp(0, zone),
        authors=authors,
        category=_category(fields, path, reading),
        type=kind,
        slug=_slug(fields, path),
        tags=read_tags(fields),
        editors=editors,
        initials=fields.text("initials"),
        sources=fields.named("source"),
        region=region,
        photo=read_photo(fields, reading, draft=draft),
        summary=fields.text("summary"),
        aliases=(),
        draft=draft,
        updated=_updated(fields, stamp, zone, timeless=timeless),
        expires=_expires(fields, stamp, zone),
        sponsor=_sponsor(fields, kind),
        verification=fields.choice("verification") == "pending",
        follows=fields.text("follows"),
        corrections=read_corrections(fields, stamp, zone, reading.base_url),
        retracted=retracted,
        related=_articles(fields, "related"),
        unrelated=_articles(fields, "unrelated"),
        id=_id(fields, reading),
        place=place,
        ended=read_ending(fields),
        indonesian=fields.is_indonesian,
    )


def _kind(fields: Fields) -> ArticleType:
    if slugify(fields.text("type")) in _CORRECTIONS:
        hint = sentence(
            "it belongs to the report that it answers or corrects: write there {key}: [{{{time}: 2024-10-09 16:10 WIB, "
            "{type}: {kind}, {words}: …}}]",
            key=fields.written("corrections"),
            time=fields.written("corrections", "timestamp"),
            type=fields.written("corrections", "type"),
            kind=slugify(fields.text("type")),
            words=fields.written("corrections", "text"),
        )
        said = sentence("{written} is no sort of article", written=quoted(fields.text("type")))
        fields.wrong("type", said, hint)
        return "berita"
    kind: ArticleType = fields.choice("type")
    return kind


def _demand(fields: Fields, reading: Reading, *, draft: bool) -> None:
    """Note that a published article names nobody who wrote it, or who answers for it."""
    if draft or not (fields.is_empty("author") or fields.is_empty("editor")):
        return
    fields.missing(
        "author",
        sentence("readers are told who wrote it"),
        sentence("write {example}, a name or a list", example=fields.example("author", "…")),
        code="missing-author",
    )
    if reading.require_editor:
        hint = sentence(
            "write {editor}: …, or {draft}: true for now",
            editor=fields.written("editor"),
            draft=fields.written("draft"),
        )
        fields.missing(
            "editor", sentence("a published article needs an editor who answers for it"), hint, code="missing-editor"
        )


def other_words(fields: Fields) -> dict[str, str]:
    """Return what keys of other systems mean whose meaning is not in the table or depends on their values."""
    published = {"published": "draft"} if fields.is_truth("published") else {}
    return {**MEANINGLESS, **published, **status_means(fields.value_of("status"))}


def _stamp(fields: Fields, key: str, zone: str, *, timeless: bool) -> Stamp | None:
    """Read a time of which only the day is known, if it says so; the hour of any other is missing, not unknown."""
    text = fields.text(key)
    if timeless or dates.is_day(text):
        stamp = fields.convert(key, lambda written: dates.parse_day(written, zone), None)
        if stamp and not timeless:
            hint = sentence(
                "add it: {written} 16:10 {zone}; for an old article of which nobody knows it, add {key}: true",
                key=fields.written("time_unknown"),
                written=text,
                zone=zone,
            )
            fields.wrong(key, sentence("{written} has no time of day", written=quoted(text)), hint, code="missing-time")
        return stamp
    return fields.stamp(key, zone)


def _articles(fields: Fields, key: str) -> tuple[Link, ...]:
    """Return the articles that a list names, by slugs, addresses or paths."""
    return tuple(Link("link", text, fields.written(key), *fields.place(key, text)) for text in fields.texts(key))


def _category(fields: Fields, path: str, reading: Reading) -> str:
    folder, found, _ = path.partition("/")
    several = fields.texts("category")
    if len(several) > 1:
        message = sentence("an article is in one kanal, not in {several}", several=", ".join(map(quoted, several)))
        fields.wrong("category", message, sentence("keep one of them; the others may be tags"))
    given = several[0] if several else ""
    category = given or (folder if found else "")
    if category in reading.categories:
        return category
    if not category:
        fields.missing(
            "category",
            sentence("the file is in no kanal's folder"),
            sentence(
                "write {key}: one of {categories}",
                key=fields.written("category"),
                categories=", ".join(reading.categories),
            ),
            code="unknown-category",
        )
        return ""
    meant = suggest(category, reading.categories)
    known = ", ".join(reading.categories)
    hint = did_you_mean(meant) or sentence("it must be one of {categories}", categories=known)
    if given:
        fields.wrong(
            "category",
            sentence("{given} is not a kanal of this site", given=quoted(given)),
            hint,
            given,
            code="unknown-category",
        )
    else:
        fields.missing(
            "category",
            sentence("the folder {folder} is not a kanal of this site", folder=quoted(folder)),
            sentence("write {example}", example=fields.example("category", meant))
            if meant
            else sentence("write {key}: one of {categories}", key=fields.written("category"), categories=known),
            code="unknown-category",
        )
    return ""


def _region(fields: Fields, reading: Reading) -> tuple[str, str]:
    """Return the region as site.yaml writes it, and its slug; both as written if site.yaml names none."""
    written = fields.text("region").strip("/ ")
    if not written or not reading.regions:
        return written, ""
    region = regions.find(written, reading.regions)
    if region is not None:
        return region.path, region.slug
    hint = did_you_mean(regions.meant(written, reading.regions)) or sentence(
        "write province and regency as regions in site.yaml has them, or add it there"
    )
    message = sentence("{written} is no region of this site", written=quoted(written))
    fields.wrong("region", message, hint, code="unknown-region")
    return written, ""


def _slug(fields: Fields, path: str) -> str:
    given = fields.text("slug")
    if given:
        if not SLUG.fullmatch(given) or len(given) > 120:
            hint = sentence('write it like "{value}"', value=slugify(given) or "nama-artikel")
            fields.wrong("slug", sentence("{given} is not a slug", given=quoted(given)), hint, code="bad-address")
        return given
    slug = article_slug(path)
    if not slug:
        fields.missing(
            "slug",
            sentence("the file's name has no letters to make an address of"),
            sentence("add slug: nama-artikel"),
            code="bad-name",
        )
    return slug


def _id(fields: Fields, reading: Reading) -> str:
    given = fields.text("id")
    if given and (not SLUG.fullmatch(given) or len(given) > 120):
        hint = sentence('write it like "{value}"', value=slugify(given) or "10482")
        fields.wrong(
            "id", sentence("{given} is not an id: that is made of a-z, 0-9 and hyphens", given=quoted(given)), hint
        )
    if "{id}" in reading.permalink:
        fields.missing(
            "id",
            sentence("permalink in site.yaml makes addresses of it"),
            sentence("add id: 10482, which no other article has"),
        )
    return given


def _updated(fields: Fields, stamp: Stamp | None, zone: str, *, timeless: bool) -> Stamp | None:
    day = timeless and dates.is_day(fields.text("updated"))
    updated = _stamp(fields, "updated", zone, timeless=day)
    if updated and stamp and updated.epoch < stamp.epoch:
        fields.wrong(
            "updated",
            sentence("the article was updated before it was published"),
            sentence("check {one} and {other}", one=fields.written("timestamp"), other=fields.written("updated")),
            code="date-order",
        )
    return updated


def _expires(fields: Fields, stamp: Stamp | None, zone: str) -> int:
    # A day alone is one that the article is still published on.
    expires = fields.convert(
        "expires",
        lambda text: dates.parse(f"{text} 23:59" if dates.is_day(text) else text, zone),
        None,
        code="bad-date",
    )
    if expires is None:
        return 0
    if stamp and expires.epoch <= stamp.epoch:
        fields.wrong(
            "expires",
            sentence("the article is taken down before it is published"),
            sentence("check {one} and {other}", one=fields.written("timestamp"), other=fields.written("expires")),
            code="date-order",
        )
    return expires.epoch


def _sponsor(fields: Fields, kind: ArticleType) -> Named | None:
    names = fields.named("sponsor")
    if len(names) > 1:
        fields.wrong("sponsor", sentence("an article has one sponsor"), sentence("keep one of them"))
    if kind == "advertorial" and not names and "sponsor" not in fields:
        fields.missing(
            "sponsor",
            sentence("paid content says who pays"),
            sentence(
                "write {key}: {{{name}: …, {url}: …}}",
                key=fields.written("sponsor"),
                name=fields.written("sponsor", "name"),
                url=fields.written("sponsor", "url"),
            ),
        )
    return names[0] if names else None
