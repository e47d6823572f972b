"""Tags of an article as people write them."""

from __future__ import annotations

import re

from generator.base.sentences import sentence
from generator.base.text import quoted, slugify, squeeze
from generator.base.timestamps import Stamp
from generator.config.addresses import read_address, read_picture
from generator.config.fields import Fields
from generator.model.records import Correction, Ending, Photo, Retraction
from generator.model.site import Reading


def split_tags(text: str) -> list[str]:
    """Return the tags in a text that holds several, apart by commas, semicolons or the signs of hashtags."""
    parts = re.split(r"[,;]|\s(?=#)", text)
    return [tag for tag in (squeeze(part).removeprefix("#") for part in parts) if tag]


def read_tags(fields: Fields) -> tuple[str, ...]:
    """Return the tags in their order; of several spellings the first."""
    found: dict[str, str] = {}
    one_text = fields.is_text("tags")
    for written in fields.texts("tags"):
        tag = written.removeprefix("#")
        slug = slugify(tag)
        if one_text and len(parts := split_tags(written)) > 1:
            fields.wrong(
                "tags",
                sentence("{tag} are several tags in one text", tag=quoted(written)),
                sentence("write {key}: [{parts}]", key=fields.written("tags"), parts=", ".join(parts)),
                code="bad-tag",
            )
        elif not slug:
            fields.wrong(
                "tags",
                sentence("{tag} has no letters to make an address of", tag=quoted(tag)),
                sentence("write it with the letters a-z"),
                tag,
            )
        elif len(tag) > 100:
            fields.wrong(
                "tags",
                sentence("{tag} is too long for a tag", tag=quoted(tag)),
                sentence("at most 100 characters"),
                tag,
                code="bad-tag",
            )
        else:
            found.setdefault(slug, tag)
    return tuple(found.values())


_CAPTION_CREDIT = re.compile(r"\((?:foto|sumber foto|ilustrasi)\s*:\s*([^()]+)\)\s*$", re.IGNORECASE)
_FOTO = re.compile(r"foto\s*:\s*", re.IGNORECASE)
"""What stands before a credit anyway."""
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|webp|avif|gif|heic|tiff?)|whatsapp image .*"
    r"|(?:img|dsc|dscf|dji|pxl|screenshot|vid)[-_ ]?\d[\w .:-]*",
    re.IGNORECASE,
)


def _with_credit(fields: Fields, inner: Fields) -> str:
    """Return the line that a photo without a credit lacks; all of it if it is but an address."""
    credit = inner.example("credit", "…")
    if not fields.is_text("photo"):
        return credit
    return fields.example("photo", f"{{{inner.example('src', inner.text('src'))}, {credit}}}")


def read_photo(fields: Fields, reading: Reading, *, draft: bool) -> Photo | None:
    """Read the photo; None if the article has none. That of a draft may be without a credit."""
    inner = fields.mapping("photo")
    if inner is None:
        return None
    src = read_picture(inner, "src", reading.base_url)
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
        said = sentence("this caption is the name of a file")
        inner.wrong("caption", said, hint, code="unfinished-text")
    focus = inner.checked("focus")
    alt, tool, fit = inner.text("alt"), inner.text("ai"), inner.choice("fit")
    photo = Photo(src, caption, credit, alt, focus, tool, fit, *inner.place("src"))
    if not credit and not photo.ai and reading.require_credit and not draft:
        inner.missing(
            "credit",
            sentence("a photo names who took it"),
            sentence("write {example}", example=_with_credit(fields, inner)),
            code="missing-credit",
        )
    return photo


def read_corrections(fields: Fields, stamp: Stamp | None, zone: str, base_url: str) -> tuple[Correction, ...]:
    """Return the corrections, newest first.

    Args:
        fields: the front matter.
        stamp: time of publication, if it could be read; a correction is no older.
        zone: of times that name none.
        base_url: address of the site, below which links are its own.

    """
    found = []
    for inner in fields.mappings("corrections"):
        at = inner.stamp("timestamp", zone)
        if at and stamp and at.epoch < stamp.epoch:
            inner.wrong(
                "timestamp",
                sentence("the correction is older than the article"),
                sentence("check the time"),
                code="date-order",
            )
        kind, text = inner.choice("type"), inner.text("text")
        link = read_address(inner, "link", base_url)
        place = inner.place("link") if link else (0, 0)
        found.append(Correction(at or Stamp(0, zone), kind, text, link, *place))
    return tuple(sorted(found, key=lambda correction: -correction.stamp.epoch))


def read_withdrawal(fields: Fields, headline: str, stamp: Stamp | None, zone: str) -> tuple[str, Retraction | None]:
    """Return the headline that readers see, and the withdrawal if there is one.

    The headline of a withdrawn article may name a victim. So one that replaces it does so here, before anything else
    can take notice of it.
    """
    inner = fields.mapping("retracted")
    if inner is None:
        return headline, None
    at = inner.stamp("timestamp", zone) or Stamp(0, zone)
    if at.epoch and stamp and at.epoch < stamp.epoch:
        inner.wrong(
            "timestamp",
            sentence("the withdrawal is older than the article"),
            sentence("check the time"),
            code="date-order",
        )
    reason, text, title = inner.choice("reason"), inner.text("text"), inner.text("title")
    return title or headline, Retraction(at, reason, text, headline)


def read_ending(fields: Fields) -> Ending | None:
    """Return the end of an article that is over for good: true, or what readers are told at its address."""
    if "gone" not in fields:
        fields.text("gone")
        return None
    if fields.is_truth("gone") and not fields.flag("gone"):
        return None
    ending = Ending() if fields.is_truth("gone") else Ending(fields.text("gone"))
    if "retracted" in fields:
        said = sentence("an article is either withdrawn or gone")
        fields.wrong(
            "gone", said, sentence("delete {key}: what is withdrawn says so at its address", key=fields.written("gone"))
        )
    return ending
