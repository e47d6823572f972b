"""The table of the rules, in the order in which they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks.bylines import bylines
from generator.checks.desk import Desk, Finding
from generator.checks.files import broken_media, hidden_file, withdrawn_copy
from generator.checks.headlines import empty_body, headline_length, summary_length
from generator.checks.pictures import heavy_picture, small_photo, unused_media
from generator.checks.placeholders import placeholder_text
from generator.checks.tags import near_tags
from generator.checks.times import unlikely_time
from generator.checks.twins import same_report
from generator.checks.ways import alias_chain, unannounced_end, withdrawn_link

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
