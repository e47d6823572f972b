"""Click commands with help in the desk's language.

Help is written in English where click expects it, and translated when shown. click translates its own words (Usage,
Options, No such option) from the same catalogue, which is gettext's default domain.

The command and its language are known before anything slow is imported.
"""

from __future__ import annotations

import gettext
import inspect
import os
import re
from gettext import gettext as _

import click

from generator.base.start import DOMAIN, LOCALE, Name, preferred


def speak(name: Name) -> None:
    """Set the language of help and of click's messages; the source is English."""
    if name != "en":
        gettext.bindtextdomain(DOMAIN, LOCALE)
        # gettext asks this before the locale.
        os.environ["LANGUAGE"] = name


def said(text: str) -> str:
    # The catalogue has its own header under the empty text.
    return _(text) if text else ""


class Argument(click.Argument):
    """An argument whose name is translated."""

    def make_metavar(self, ctx: click.Context) -> str:
        return said(super().make_metavar(ctx))


class Command(click.Command):
    """A command. Its epilog holds examples, one per line."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(inspect.cleandoc(self.help or "")))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Imported here for a fast start: only help needs it.
        from copy import copy  # noqa: PLC0415

        shown = []
        for param in self.get_params(ctx):
            translated = copy(param)
            translated.metavar = said(translated.metavar or "") or None
            if isinstance(translated, click.Option):
                translated.help = said(translated.help or "")
            if not isinstance(translated, click.Argument) and (record := translated.get_help_record(ctx)):
                shown.append(record)
        with formatter.section(_("Options")):
            formatter.write_dl(shown)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [said(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        lines = (self.epilog or "").split("\n")
        with formatter.section(_("Example") if len(lines) == 1 else _("Examples")):
            for line in lines:
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def filled(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Refuse an empty option: it comes from an unset variable, and would mean another place."""
    if value is not None and not str(value).strip():
        raise click.BadParameter(_("it is empty"), ctx, param)
    return value


OUTPUT = click.option(
    "--output", metavar="DIR", callback=filled, help="The output folder; by default build/ in the site's folder."
)
JOBS = click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="N", help="Number of processes; by default one a processor."
)


def texts(
    ctx: click.Context, param: click.Parameter, value: str | tuple[str, ...] | None
) -> str | tuple[str, ...] | None:
    """Refuse what cannot go into a file of the site: empty texts, and what is not UTF-8."""
    for word in value if isinstance(value, tuple) else (value,):
        filled(ctx, param, word)
        if word is not None and any("\ud800" <= c <= "\udfff" for c in word):
            raise click.BadParameter(_("it is not UTF-8"), ctx, param)
    return value


_DESK = rb"(?m)^desk_language:[ \t]*[\"']?([A-Za-z]+)"
_PORTAL = rb"(?m)^language:[ \t]*[\"']?([A-Za-z]+)"
_CONFIG = "site.yaml"


def nearest_site() -> str:
    """Return the site's folder: the nearest one, from here upwards, with a site.yaml; this one if there is none."""
    folder, here = os.curdir, os.path.realpath(os.curdir)
    while not os.path.isfile(os.path.join(folder, _CONFIG)):
        if os.path.dirname(here) == here:
            return os.curdir
        here = os.path.dirname(here)
        folder = os.pardir if folder == os.curdir else os.path.join(os.pardir, folder)
    return folder


def language_name(site: str, unset: str = "") -> Name:
    """Return the language of a site's desk; `unset` is that of readers where there is no site.yaml.

    It is searched in the bytes of site.yaml, since it is needed even if that cannot be read. A portal that sets none is
    in Indonesian.
    """
    try:
        with open(os.path.join(site, _CONFIG), "rb") as file:
            config = file.read()
    except (OSError, ValueError):
        return preferred(os.environ, "", unset)
    desk, portal = (re.search(pattern, config) for pattern in (_DESK, _PORTAL))
    return preferred(os.environ, desk[1].decode() if desk else "", portal[1].decode() if portal else "id")
