"""An article's front matter: the record that its keys make, and every mistake in them."""

from __future__ import annotations

import re

from generator.base import dates
from generator.base.sentences import Sentence, sentence
from generator.base.text import SLUG, quoted, slugify, squeeze, suggest
from generator.base.timestamps import Stamp
from generator.config.article_keys import status_meant
from generator.config.entries import NO, YES, did_you_mean
from generator.config.fields import Fields
from generator.model.records import ArticleType, Correction, Ending, Link, Matter, Named, Photo, Retraction
from generator.model.site import Reading, find_region, kanal_meant, region_meant
from generator.model.urls import article_slug

_CORRECTIONS = ("hak-jawab", "ralat", "koreksi")
_LONGEST = 120
"""Maximum characters of a slug or id."""
_DAY = 86400
_LAST = 253402128000
"""9999-12-30 00:00 UTC: some zone has no day after the next."""
_NEVER = Stamp(0, "WIB")
"""In the place of a time that cannot be read."""
LIVE_DAYS = 7
"""The most days that a live report takes; a day if it says nothing."""
_CAPTION_CREDIT = re.compile(r"\((?:foto|sumber foto|ilustrasi)\s*:\s*([^()]+)\)\s*$", re.IGNORECASE)
_FOTO = re.compile(r"foto\s*:\s*", re.IGNORECASE)
"""What precedes a credit anyway."""
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|webp|avif|gif|heic|tiff?)|whatsapp image .*"
    r"|(?:img|dsc|dscf|dji|pxl|screenshot|vid)[-_ ]?\d[\w .:-]*",
    re.IGNORECASE,
)


def read_matter(fields: Fields, path: str, reading: Reading) -> Matter:
    """Read the front matter of the article at `path`, relative to content/; keys that need no code are not named."""
    title, is_draft, timeless = fields.text("title"), fields.value("draft"), fields.value("time_unknown")
    status = _status(fields)
    draft = is_draft or status in ("draft", "review")
    stamp = _stamp(fields, "timestamp", timeless=timeless)
    _demand(fields, reading, draft=draft)
    kind = _kind(fields)
    region, place = _region(fields, reading)
    public, retracted = _withdrawal(fields, title, stamp)
    return fields.record(
        Matter,
        title=public,
        stamp=stamp or _NEVER,
        category=_category(fields, path, reading),
        type=kind,
        slug=_slug(fields, path),
        tags=_tags(fields),
        region=region,
        place=place,
        photo=read_photo(fields, reading, draft=draft),
        aliases=(),
        draft=draft,
        review=status == "review" and not is_draft,
        updated=_updated(fields, stamp, timeless=timeless),
        expires=_expires(fields, stamp),
        sponsor=_sponsor(fields, kind),
        verification=fields.value("verification") == "pending",
        corrections=_corrections(fields, stamp),
        retracted=retracted,
        related=_articles(fields, "related"),
        unrelated=_articles(fields, "unrelated"),
        id=_id(fields, reading),
        ended=_ending(fields),
        live_until=_live_until(fields, kind, stamp),
    )


def _status(fields: Fields) -> str:
    """Return the status that a file says, or means; note an empty one, and an empty `draft`."""
    for key, value in (("draft", "true"), ("status", "draft")):
        if fields.is_text(key) and key not in fields:
            said = sentence("{key} is empty, so this article would be published", key=fields.written(key))
            hint = sentence("write {example}, or delete the line", example=fields.example(key, value))
            fields.wrong(key, said, hint)
    if "status" not in fields:
        return ""
    written = fields.value_of("status")
    fields.value("status")
    return status_meant(written)


def _kind(fields: Fields) -> ArticleType:
    given = fields.text("type")
    if slugify(given) not in _CORRECTIONS:
        kind: ArticleType = fields.value("type")
        return kind
    hint = sentence(
        "it belongs to the report that it answers or corrects: write there {key}: [{{{time}: 2024-10-09 16:10 WIB, "
        "{type}: {kind}, {words}: …}}]",
        key=fields.written("corrections"),
        time=fields.written("corrections", "timestamp"),
        type=fields.written("corrections", "type"),
        kind=slugify(given),
        words=fields.written("corrections", "text"),
    )
    fields.wrong("type", sentence("{written} is no sort of article", written=quoted(given)), hint)
    return "berita"


def _demand(fields: Fields, reading: Reading, *, draft: bool) -> None:
    """Note that a published article names no author, or nobody responsible for it."""
    if draft or not (fields.is_empty("author") or fields.is_empty("editor")):
        return
    hint = sentence("write {example}, a name or a list", example=fields.example("author", "…"))
    fields.missing("author", sentence("readers are told who wrote it"), hint, code="missing-author")
    if reading.require_editor:
        key, other = fields.written("editor"), fields.written("draft")
        hint = sentence("write {editor}: …, or {draft}: true for now", editor=key, draft=other)
        why = sentence("a published article needs an editor who answers for it")
        fields.missing("editor", why, hint, code="missing-editor")


def _stamp(fields: Fields, key: str, *, timeless: bool) -> Stamp | None:
    """Read a time; if `timeless`, a day is enough, otherwise the missing hour is a problem."""
    text = fields.text(key)
    stamp: Stamp | None = fields.value(key, "day" if timeless else "start")
    if stamp and stamp.timeless and not timeless:
        hint = sentence(
            "add it: {written} 16:10 {zone}; for an old article of which nobody knows it, add {key}: true",
            key=fields.written("time_unknown"), written=text, zone=stamp.zone,
        )  # fmt: skip
        fields.wrong(key, sentence("{written} has no time of day", written=quoted(text)), hint, code="missing-time")
    return stamp


def _updated(fields: Fields, stamp: Stamp | None, *, timeless: bool) -> Stamp | None:
    day = timeless and dates.is_day(fields.text("updated"))
    updated = _stamp(fields, "updated", timeless=day)
    if updated and stamp and updated.epoch < stamp.epoch:
        said = sentence("the article was updated before it was published")
        fields.wrong("updated", said, _check_both(fields, "updated"), code="date-order")
    return updated


def _end(fields: Fields, key: str, stamp: Stamp | None, said: Sentence) -> Stamp | None:
    """Read when something ends; note `said` if that is before the article is published."""
    end: Stamp | None = fields.value(key)
    if end and stamp and end.epoch <= stamp.epoch:
        fields.wrong(key, said, _check_both(fields, key), code="date-order")
    return end


def _expires(fields: Fields, stamp: Stamp | None) -> int:
    expires = _end(fields, "expires", stamp, sentence("the article is taken down before it is published"))
    # 0 would be never.
    return max(expires.epoch, 1) if expires else 0


def _live_until(fields: Fields, kind: ArticleType, stamp: Stamp | None) -> Stamp | None:
    key = "live_until"
    end = _end(fields, key, stamp, sentence("the live report ends before it begins"))
    if kind != "live":
        if end:
            hint = sentence("write {type}: live, or delete {key}", type=fields.written("type"), key=fields.written(key))
            fields.wrong(key, sentence("only a live report has an end"), hint)
        return None
    start = stamp or _NEVER
    last = min(start.epoch + LIVE_DAYS * _DAY, _LAST)
    if end and stamp and end.epoch > last:
        hint = sentence(
            "write an earlier time; what goes on after it is a report of its own, with {key}: and this one's address",
            key=fields.written("follows"),
        )
        said = sentence("a live report takes {days} days at most", days=LIVE_DAYS)
        fields.wrong(key, said, hint, code="date-order")
    if end:
        # The entries are judged by an end that can be.
        return end if start.epoch < end.epoch <= last else Stamp(last, start.zone)
    return Stamp(min(start.epoch + _DAY, _LAST), start.zone)


def _check_both(fields: Fields, key: str) -> Sentence:
    return sentence("check {one} and {other}", one=fields.written("timestamp"), other=fields.written(key))


def _stamp_after(inner: Fields, stamp: Stamp | None, said: Sentence) -> Stamp:
    """Read the time of a correction or withdrawal; note `said` if it is older than the article."""
    at: Stamp = inner.value("timestamp") or _NEVER
    if at.epoch and stamp and at.epoch < stamp.epoch:
        inner.wrong("timestamp", said, sentence("check the time"), code="date-order")
    return at


def _corrections(fields: Fields, stamp: Stamp | None) -> tuple[Correction, ...]:
    """Return the corrections, newest first."""
    found = []
    for inner in fields.mappings("corrections"):
        at = _stamp_after(inner, stamp, sentence("the correction is older than the article"))
        kind, text, link = inner.value("type"), inner.text("text"), inner.value("link")
        found.append(Correction(at, kind, text, link, *(inner.place("link") if link else (0, 0))))
    return tuple(sorted(found, key=lambda correction: -correction.stamp.epoch))


def _withdrawal(fields: Fields, headline: str, stamp: Stamp | None) -> tuple[str, Retraction | None]:
    """Return the headline that readers see, and the withdrawal if there is one.

    The headline of a withdrawn article may name a victim, so its replacement takes over here, before anything else sees
    it.
    """
    inner = fields.mapping("retracted")
    if inner is None:
        return headline, None
    at = _stamp_after(inner, stamp, sentence("the withdrawal is older than the article"))
    reason, text, title = inner.value("reason"), inner.text("text"), inner.text("title")
    return title or headline, Retraction(at, reason, text, headline)


def _ending(fields: Fields) -> Ending | None:
    """Return the end of an article that is gone for good: true, or the text readers see at its address."""
    told = fields.text("gone")
    if "gone" not in fields or told.lower() in NO:
        return None
    if "retracted" in fields:
        hint = sentence("delete {key}: what is withdrawn says so at its address", key=fields.written("gone"))
        fields.wrong("gone", sentence("an article is either withdrawn or gone"), hint)
    return Ending("" if told.lower() in YES else told)


def split_tags(text: str) -> list[str]:
    """Return the tags in a text that holds several, separated by commas, semicolons, hash signs or hyphens."""
    parts = re.split(r"[,;]|\s(?=[#-]\w)", text)
    return [tag for tag in (squeeze(part).lstrip("#-") for part in parts) if tag]


def read_photo(fields: Fields, reading: Reading, *, draft: bool) -> Photo | None:
    """Read the photo; None if there is none. A draft's may lack a credit."""
    inner = fields.mapping("photo")
    if inner is None:
        return None
    src = inner.value("src")
    if src.startswith("http://") and reading.base_url.startswith("https:"):
        hint = sentence("write https://…, or save the picture below content/, and write its path: /foto/2024/10/x.jpg")
        said = sentence("readers may not see this picture: the portal has https://, and its address has not")
        inner.wrong("src", said, hint, code="unreachable-link")
    caption, credit = inner.text("caption"), inner.text("credit")
    if match := _CAPTION_CREDIT.search(caption):
        credit = credit or match[1].strip()
        caption = caption[: match.start()].rstrip()
    credit = _FOTO.sub("", credit)
    if _FILE_NAME.fullmatch(caption):
        hint = sentence("write what the photo shows, and where and when")
        inner.wrong("caption", sentence("this caption is the name of a file"), hint, code="unfinished-text")
    focus, alt, tool, fit = inner.text("focus"), inner.text("alt"), inner.text("ai"), inner.value("fit")
    if not credit and not tool and reading.require_credit and not draft:
        line = inner.example("credit", "…")
        if fields.is_text("photo"):
            # It is a bare address, which becomes a group.
            line = fields.example("photo", f"{{{inner.example('src', inner.text('src'))}, {line}}}")
        hint = sentence("write {example}", example=line)
        inner.missing("credit", sentence("a photo names who took it"), hint, code="missing-credit")
    return Photo(src, caption, credit, alt, focus, tool, fit, *inner.place("src"))


def _tags(fields: Fields) -> tuple[str, ...]:
    """Return the tags in order; of several spellings, the first."""
    found: dict[str, str] = {}
    one_text = fields.is_text("tags")
    for written in fields.texts("tags"):
        tag = written.removeprefix("#")
        slug = slugify(tag)
        if one_text and len(parts := split_tags(written)) > 1:
            said = sentence("{tag} are several tags in one text", tag=quoted(written))
            hint = sentence("write {key}: [{parts}]", key=fields.written("tags"), parts=", ".join(parts))
            fields.wrong("tags", said, hint, code="bad-tag")
        elif not slug:
            said = sentence("{tag} has no letters to make an address of", tag=quoted(tag))
            fields.wrong("tags", said, sentence("write it with the letters a-z"), tag)
        elif len(tag) > 100:
            said = sentence("{tag} is too long for a tag", tag=quoted(tag))
            fields.wrong("tags", said, sentence("at most 100 characters"), tag, code="bad-tag")
        else:
            found.setdefault(slug, tag)
    return tuple(found.values())


def _articles(fields: Fields, key: str) -> tuple[Link, ...]:
    """Return the articles that a list names by slug, address or path."""
    return tuple(Link("link", text, fields.written(key), *fields.place(key, text)) for text in fields.texts(key))


def _category(fields: Fields, path: str, reading: Reading) -> str:
    several = fields.texts("category")
    if len(several) > 1:
        message = sentence("an article is in one kanal, not in {several}", several=", ".join(map(quoted, several)))
        fields.wrong("category", message, sentence("keep one of them; the others may be tags"))
    given = several[0] if several else ""
    category = given or (folder_kanal(path, reading) if "/" in path else "")
    if category in reading.categories:
        if not given and (sub := _misspelled_folder(category, path, reading)):
            folder = "/".join(path.split("/")[:2])
            why = sentence("the folder {folder} is not a kanal of this site", folder=quoted(folder))
            fields.missing("category", why, sub, code="unknown-category")
        return category
    known, meant = ", ".join(reading.categories), kanal_meant(category, reading.categories)
    one_of = sentence("write {key}: one of {categories}", key=fields.written("category"), categories=known)
    if given:
        said = sentence("{given} is not a kanal of this site", given=quoted(given))
        hint = did_you_mean(meant) or sentence("it must be one of {categories}", categories=known)
        fields.wrong("category", said, hint, given, code="unknown-category")
    elif not category:
        why = sentence("the file is in no kanal's folder")
        fields.missing("category", why, one_of, code="unknown-category")
    else:
        why = sentence("the folder {folder} is not a kanal of this site", folder=quoted(category))
        fields.missing("category", why, meant or one_of, code="unknown-category")
    return ""


def folder_kanal(path: str, reading: Reading) -> str:
    """Return the kanal whose folder an article lies in: a sub-kanal if site.yaml has one of that name."""
    folder, _, rest = path.partition("/")
    sub = f"{folder}/{rest.partition('/')[0]}"
    return sub if sub in reading.categories else folder


def _misspelled_folder(kanal: str, path: str, reading: Reading) -> str:
    """Return the sub-kanal that a folder of a kanal is probably meant to be; empty for any other folder."""
    _, name, *below = path.split("/")
    if not below or name.isdigit():
        return ""
    subs = [slug.removeprefix(f"{kanal}/") for slug in reading.categories if slug.startswith(f"{kanal}/")]
    meant = suggest(name, subs)
    return f"{kanal}/{meant}" if meant else ""


def _region(fields: Fields, reading: Reading) -> tuple[str, str]:
    """Return the region as site.yaml spells it, and its slug; both as written if site.yaml defines none."""
    written = fields.text("region").strip("/ ")
    if not written or not reading.regions:
        return written, ""
    region = find_region(written, reading.regions)
    if region is not None:
        return region.path, region.slug
    hint = did_you_mean(region_meant(written, reading.regions)) or sentence(
        "write province and regency as regions in site.yaml has them, or add it there"
    )
    message = sentence("{written} is no region of this site", written=quoted(written))
    fields.wrong("region", message, hint, code="unknown-region")
    return written, ""


def _is_slug(text: str) -> bool:
    return bool(SLUG.fullmatch(text)) and len(text) <= _LONGEST


def _slug(fields: Fields, path: str) -> str:
    given = fields.text("slug")
    if given and not _is_slug(given):
        hint = sentence('write it like "{value}"', value=slugify(given) or "nama-artikel")
        fields.wrong("slug", sentence("{given} is not a slug", given=quoted(given)), hint, code="bad-address")
    slug = given or article_slug(path)
    if not slug:
        why = sentence("the file's name has no letters to make an address of")
        fields.missing("slug", why, sentence("add slug: nama-artikel"), code="bad-name")
    return slug


def _id(fields: Fields, reading: Reading) -> str:
    given = fields.text("id")
    if given and not _is_slug(given):
        said = sentence("{given} is not an id: that is made of a-z, 0-9 and hyphens", given=quoted(given))
        fields.wrong("id", said, sentence('write it like "{value}"', value=slugify(given) or "10482"))
    if "{id}" in reading.permalink:
        why = sentence("permalink in site.yaml makes addresses of it")
        fields.missing("id", why, sentence("add id: 10482, which no other article has"))
    return given


def _sponsor(fields: Fields, kind: ArticleType) -> Named | None:
    names = fields.named("sponsor")
    if len(names) > 1:
        fields.wrong("sponsor", sentence("an article has one sponsor"), sentence("keep one of them"))
    if kind == "advertorial" and not names and "sponsor" not in fields:
        hint = sentence(
            "write {key}: {{{name}: …, {url}: …}}",
            key=fields.written("sponsor"), name=fields.written("sponsor", "name"), url=fields.written("sponsor", "url"),
        )  # fmt: skip
        fields.missing("sponsor", sentence("paid content says who pays"), hint)
    return names[0] if names else None
