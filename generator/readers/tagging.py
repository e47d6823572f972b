"""Tags of an article as people write them."""

from __future__ import annotations

import re

from generator.base.sentences import sentence
from generator.base.text import quoted, slugify, squeeze
from generator.readers.fields import Fields


def parted(text: str) -> list[str]:
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
        if one_text and len(parts := parted(written)) > 1:
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
