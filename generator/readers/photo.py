"""The photo of an article: its file, and what is said of it."""

from __future__ import annotations

import re
from typing import Literal

from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.portal.records import Photo
from generator.portal.site import Reading
from generator.readers.addresses import read_picture
from generator.readers.fields import Fields

_SYNONYMS = {
    "sumber": "credit", "kredit": "credit", "fotografer": "credit", "keterangan": "caption", "file": "src",
    "url": "src", "berkas": "src", "teks": "alt", "fokus": "focus", "path": "src",
}  # fmt: skip
_Fit = Literal["", "whole"]
_FITS: tuple[_Fit, ...] = ("", "whole")
_CAPTION_CREDIT = re.compile(r"\((?:foto|sumber foto|ilustrasi)\s*:\s*([^()]+)\)\s*$", re.IGNORECASE)
_FOTO = re.compile(r"foto\s*:\s*", re.IGNORECASE)
"""What stands before a credit anyway."""
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|webp|avif|gif|heic|tiff?)|whatsapp image .*"
    r"|(?:img|dsc|dscf|dji|pxl|screenshot|vid)[-_ ]?\d[\w .:-]*",
    re.IGNORECASE,
)
_FOCUS = re.compile(r"(?:\d{1,2}|100)% (?:\d{1,2}|100)%")


def _with_credit(fields: Fields, inner: Fields) -> str:
    """Return the line that a photo without a credit lacks; all of it if it is but an address."""
    credit = inner.example("credit", "…")
    if not fields.is_text("photo"):
        return credit
    return fields.example("photo", f"{{{inner.example('src', inner.text('src'))}, {credit}}}")


def read_photo(fields: Fields, reading: Reading, *, draft: bool) -> Photo | None:
    """Read the photo; None if the article has none. That of a draft may be without a credit."""
    inner = fields.mapping("photo", ("src", "/foto/2024/10/x.jpg"), short="src")
    if inner is None:
        return None
    src = read_picture(inner, "src", reading.base_url)
    if not src:
        inner.missing(
            "src",
            sentence("a photo needs a file"),
            sentence("write {example}", example=inner.example("src", "/foto/…")),
        )
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
    focus = inner.text("focus")
    if focus and not _FOCUS.fullmatch(focus):
        inner.wrong(
            "focus",
            sentence("{focus} is not a point of a picture", focus=quoted(focus)),
            sentence('write it like "50% 20%"'),
        )
        focus = ""
    fit = inner.choice("fit", _FITS, "")
    photo = Photo(src, caption, credit, inner.text("alt"), focus, inner.text("ai"), fit, *inner.place("src"))
    if not credit and not photo.ai and reading.require_credit and not draft:
        inner.missing(
            "credit",
            sentence("a photo names who took it"),
            sentence("write {example}", example=_with_credit(fields, inner)),
            code="missing-credit",
        )
    inner.close(_SYNONYMS)
    return photo
