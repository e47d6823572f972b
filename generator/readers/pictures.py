"""Pictures: the key of site.yaml, and of theme.yaml, that says how few sizes the photos of old articles have."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from generator.base.dates import DateError
from generator.base.errors import Problem
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.portal.site import OldPictures, Site
from generator.portal.variants import MIN_WIDTH, WIDEST, Recipe, Sparse
from generator.readers.fields import Fields

ARCHIVE = "archive"
"""The key below `pictures`, which is no name of a recipe."""
PLACE = ("pictures", ARCHIVE, "widths")
_DEFAULT = (384, 736)
"""Widths where neither site.yaml nor the theme says any: of kabar's recipe for 16:9, so that nothing is made anew."""
_MOST = 3
"""Widths: a photo has these as AVIF, and one file as JPEG."""
_MAX_YEARS = 100
_AGE = r"(?i)(\d{1,4})\s*(y|mo)"
_EXAMPLE = "archive: {older_than: 1y}"
_WIDTHS = "widths: [384, 736]"


def old_pictures(fields: Fields) -> OldPictures:
    """Return what site.yaml says of the photos of old articles."""
    pictures = fields.mapping("pictures", _EXAMPLE)
    archive = pictures.mapping(ARCHIVE, "older_than: 1y") if pictures else None
    found = OldPictures()
    if archive is not None:
        why = sentence("the archive begins at an age")
        archive.missing("older_than", why, sentence("write {example}", example="older_than: 1y"))
        found = OldPictures(archive.convert("older_than", _months, 0), archive_widths(archive))
        archive.close({"older": "older_than", "age": "older_than", "after": "older_than", "width": "widths"})
    if pictures is not None:
        pictures.close({"arsip": ARCHIVE})
    return found


def _months(text: str) -> int:
    match = re.fullmatch(_AGE, text, re.ASCII)
    months = int(match[1]) * (12 if match[2].lower() == "y" else 1) if match else 0
    if not 0 < months <= _MAX_YEARS * 12:
        raise DateError(
            sentence("{written} is not an age of articles", written=quoted(text)),
            sentence('write it in years or months: "1y" or "18mo"'),
        )
    return months


def archive_widths(fields: Fields) -> tuple[int, ...]:
    """Return the widths that `archive` names in site.yaml or theme.yaml, ascending; none if it names none."""
    texts = fields.texts("widths")
    wrong = [text for text in texts if not (re.fullmatch(r"\d{1,4}", text) and MIN_WIDTH <= int(text) <= WIDEST)]
    if wrong or len(texts) > _MOST:
        message = sentence(
            "the widths of an old photo are one to {max_widths} whole numbers from {min_width} to {widest}",
            max_widths=_MOST,
            min_width=MIN_WIDTH,
            widest=WIDEST,
        )
        fields.wrong("widths", message, sentence("write {example}", example=_WIDTHS))
        return ()
    return tuple(sorted({int(text) for text in texts}))


def with_old(
    recipes: Iterable[Recipe], chosen: tuple[int, ...], site: Site
) -> tuple[tuple[Recipe, ...], list[Problem]]:
    """Return recipes that know what the photos of old articles have instead, if site.yaml wants that.

    Args:
        recipes: of the theme.
        chosen: the widths for old articles that the theme names; none if it does not.
        site: the configuration.

    """
    known = tuple(recipes)
    if not site.old_pictures.months or not known:
        return known, []
    widest = max(max(recipe.widths) for recipe in known)
    given = site.old_pictures.widths
    if given and given[-1] > widest:
        message = sentence(
            "a photo of an old article cannot be {width} pixels wide, since the theme's widest is {widest}",
            width=given[-1],
            widest=widest,
        )
        hint = sentence("write {example}", example=_WIDTHS)
        return known, [site.file.problem(PLACE, "bad-value", message, hint)]
    widths = given or tuple(width for width in chosen or _DEFAULT if width <= widest) or (widest,)
    sparse = Sparse(widths, next((recipe.widths for recipe in known if recipe.use == "whole"), ()))
    return tuple(replace(recipe, sparse=sparse) for recipe in known), []
