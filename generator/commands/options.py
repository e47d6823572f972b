"""What the options of several commands have in common."""

from __future__ import annotations

import click


def filled(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Refuse an empty value: it comes of a variable that is not set, and would silently mean another place.

    Raises:
        BadParameter: the value is empty.

    """
    if value is not None and not str(value).strip():
        raise click.BadParameter("it is empty", ctx, param)
    return value
