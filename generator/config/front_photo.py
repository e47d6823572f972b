"""The photo of an article or a topic, as its front matter names it."""

from __future__ import annotations

import re

from generator.base.sentences import sentence
from generator.config.fields import Fields
from generator.model.records import Photo
from generator.model.site import Reading

_CAPTION_CREDIT = re.compile(r"\((?:foto|sumber foto|ilustrasi)\s*:\s*([^()]+)\)\s*$", re.IGNORECASE)
_FOTO = re.compile(r"foto\s*:\s*", re.IGNORECASE)
"""What precedes a credit anyway."""
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|webp|avif|gif|heic|tiff?)|whatsapp image .*"
    r"|(?:img|dsc|dscf|dji|pxl|screenshot|vid)[-_ ]?\d[\w .:-]*",
    re.IGNORECASE,
)


def read_photo(fields: Fields, reading: Reading, *, draft: bool) -> Photo | None:
    """Read the photo; None if there is none. A draft's may lack a credit."""
    inner = fields.mapping("photo")
    if inner is None:
        return None
    src = inner.picture("src")
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
    focus, alt, tool, fit = inner.text("focus"), inner.text("alt"), inner.text("ai"), inner.choice("fit")
    if not credit and not tool and reading.require_credit and not draft:
        line = inner.example("credit", "…")
        if fields.is_text("photo"):
            # It is a bare address, which becomes a group.
            line = fields.example("photo", f"{{{inner.example('src', inner.text('src'))}, {line}}}")
        hint = sentence("write {example}", example=line)
        inner.missing("credit", sentence("a photo names who took it"), hint, code="missing-credit")
    return Photo(src, caption, credit, alt, focus, tool, fit, *inner.place("src"))
