"""Checks that the options of several commands share."""

from __future__ import annotations

from gettext import gettext as _

import click


def filled(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return the value of an option, unless it is empty: that comes of an unset variable and would mean another place.

    Raises:
        BadParameter: the value is empty.

    """
    if value is not None and not str(value).strip():
        raise click.BadParameter(_("it is empty"), ctx, param)
    return value


def texts(
    ctx: click.Context, param: click.Parameter, value: str | tuple[str, ...] | None
) -> str | tuple[str, ...] | None:
    """Return what goes into a file of the site, as `filled` does one word.

    Raises:
        BadParameter: it is empty, or not UTF-8.

    """
    for word in value if isinstance(value, tuple) else (value,):
        filled(ctx, param, word)
        if word is not None and any("\ud800" <= c <= "\udfff" for c in word):
            raise click.BadParameter(_("it is not UTF-8"), ctx, param)
    return value
