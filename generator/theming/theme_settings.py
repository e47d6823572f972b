"""What theme.yaml declares, and what site.yaml and themes that extend it may change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted, suggest
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.config.site_keys import CUT_WIDTHS
from generator.config.site_sections import ARCHIVE, archive_widths
from generator.model.records import Record
from generator.model.variants import MIN_WIDTH, WHOLE, WIDEST, Recipe
from generator.theming.theme import COLOUR, Setting

COLOURS = ("accent", "bar")
"""Settings that a stylesheet is made of (`pages/textfiles`), in any theme: each is a colour, or empty."""
_CUT = re.compile(r"([1-9]\d?):([1-9]\d?)", re.ASCII)
_MAX_WIDTHS = 6


class Given(Record, frozen=True):
    """A setting as a file gives it."""

    key: str
    value: Setting
    line: int
    column: int


def given_settings(fields: Fields) -> Iterator[Given]:
    """Yield the settings of a theme.yaml; `fields` is its group of settings."""
    for key in fields.keys:
        if fields.is_text(key) or fields.is_group(key):
            value: Setting = fields.text(key)
        else:
            value = fields.texts(key)
        yield Given(key, value, *fields.place(key))


def merge(
    given: Iterable[Given], base: Mapping[str, Setting], source: Source, group: str, *, declares: bool
) -> dict[str, Setting]:
    """Return settings with those that a file changes.

    Args:
        given: what the file gives.
        base: the settings of the theme that is extended or configured.
        source: the file; gets the problems.
        group: key of the settings in that file.
        declares: whether it may add settings that `base` does not have.

    """
    settings = dict(base)
    for setting in given:
        key, value, at = setting.key, setting.value, (setting.line, setting.column)
        before = base.get(key)
        if before is None and not declares:
            meant = suggest(key, list(base))
            hint = did_you_mean(meant) or sentence("the settings are {value}", value=", ".join(sorted(base)) or "–")
            source.wrong(*at, sentence("the theme has no setting {key}", key=quoted(key)), hint, code="unknown-key")
        elif isinstance(before, str) and isinstance(value, tuple):
            hint = sentence('write "{key}: …" on one line, without brackets', key=key)
            source.wrong(*at, sentence("{group}.{key} must be text, not a list", group=group, key=key), hint)
        else:
            settings[key] = _as_list(value) if isinstance(before, tuple) else value
            if fault := _colour_fault(key, settings[key], before):
                source.wrong(*at, *fault)
    return settings


def _as_list(value: Setting) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def _colour_fault(key: str, value: Setting, before: Setting | None) -> tuple[Sentence, Sentence] | None:
    """Return message and hint if a setting must be a colour and is none; `before` is its value below."""
    if isinstance(value, tuple):
        if key in COLOURS and value:
            message = sentence("{key} must be a colour, not a list", key=key)
            return message, sentence('write {key}: "#b3121d"', key=key)
        return None
    old = before if isinstance(before, str) and COLOUR.fullmatch(before) else ""
    if (old or (key in COLOURS and value)) and not COLOUR.fullmatch(value):
        hint = sentence('write it in quotation marks: {key}: "{colour}"', key=key, colour=old or "#b3121d")
        return sentence("{value} is not a colour", value=quoted(value)), hint
    return None


def recipes(fields: Fields) -> tuple[dict[str, Recipe], tuple[int, ...]]:
    """Return the recipes of a theme.yaml by name, and its widths for the photos of old articles."""
    result: dict[str, Recipe] = {}
    old: tuple[int, ...] = ()
    group = fields.group("pictures")
    for name in group.keys:
        inner = group.mapping(name)
        if inner is not None and name == ARCHIVE:
            old = archive_widths(inner)
        elif inner is not None and (recipe := _recipe(name, inner)):
            result[name] = recipe
    return result, old


def _recipe(name: str, fields: Fields) -> Recipe | None:
    cut = fields.text("cut")
    match = _CUT.fullmatch(cut)
    if cut and not match:
        fields.wrong(
            "cut", sentence("{cut} is not the shape of a picture", cut=quoted(cut)), sentence("write it like cut: 16:9")
        )
    widths = fields.texts("widths")
    sizes = fields.text("sizes")
    if "widths" not in fields:
        fields.missing(
            "widths", sentence("a picture is made in one or more"), sentence("write {example}", example=CUT_WIDTHS)
        )
    elif not 0 < len(widths) <= _MAX_WIDTHS or not all(map(_is_width, widths)):
        message = sentence(
            "the widths of a picture are one to {max_widths} whole numbers from {min_width} to {widest}",
            max_widths=_MAX_WIDTHS,
            min_width=MIN_WIDTH,
            widest=WIDEST,
        )
        fields.wrong("widths", message, sentence("write {example}", example=CUT_WIDTHS))
    elif match or not cut:
        shape = (int(match[1]), int(match[2])) if match else WHOLE
        return Recipe(name, shape, tuple(sorted(map(int, widths))), sizes)
    return None


def _is_width(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9 and MIN_WIDTH <= int(text) <= WIDEST
