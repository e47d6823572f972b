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
