"""The table of the rules, in the order in which they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.lint.articles import empty_body, headline_length, summary_length, unlikely_time
from generator.lint.bylines import bylines
from generator.lint.duplicates import near_tags, same_report
from generator.lint.ended_links import alias_chain, unannounced_end, withdrawn_link
from generator.lint.evidence import Desk, Finding
from generator.lint.media_files import broken_media, hidden_file, withdrawn_copy
from generator.lint.picture_files import heavy_picture, small_photo, unused_media
from generator.lint.placeholders import placeholder_text

RULES: tuple[Callable[[Desk], Iterator[Finding]], ...] = (
    headline_length,
    summary_length,
    empty_body,
    unlikely_time,
    bylines,
    near_tags,
    same_report,
    small_photo,
    heavy_picture,
    unused_media,
    broken_media,
    hidden_file,
    withdrawn_copy,
    withdrawn_link,
    unannounced_end,
    alias_chain,
    placeholder_text,
)
