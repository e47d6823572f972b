"""What the preview itself says in the browser, in the desk's language: words, its own pages, problems."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from textwrap import dedent
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.base.errors import Problem
from generator.base.sentences import Language, sentence
from generator.preview.files import ASSETS
from generator.theming.theme import BUILT_IN

_WORDS = {
    "preview": sentence("Preview"),
    "preview_of": sentence("Preview of {name}", name="{name}"),
    "preview_bar": sentence("Preview bar"),
    "desk": sentence("Drafts and schedule"),
    "home": sentence("Home page"),
    "time": sentence("Preview time: {time}", time="{time}"),
    "time_now": sentence("Preview time: now, {time}", time="{time}"),
    "preview_time": sentence("Preview time"),
    "time_is": sentence("Time: {time}", time="{time}"),
    "now": sentence("Now"),
    "look_at": sentence("See the site at"),
    "look_at_in": sentence("See the site at ({zone})", zone="{zone}"),
    "look": sentence("Show"),
    "back_to_now": sentence("Back to now"),
    "loading": sentence("Loading…"),
    "no_time": sentence("That is not a time."),
    "still_reading": sentence("The site is still being read. This list appears when that is done."),
    "only_here": sentence("Drafts and schedule are shown on this machine only, or everywhere with --drafts."),
    "edit": sentence("Edit"),
    "words": sentence("{count} words", count="{count}"),
    "reading_time": sentence(
        "{words} words · {minutes} min to read", words="{words}", minutes="{minutes}"
    ),
    "scheduled": sentence("Scheduled"),
    "none_scheduled": sentence("No article waits for its hour."),
    "drafts": sentence("Drafts"),
    "as_readers": sentence("The preview is as readers have it: drafts and scheduled articles are not in it."),
    "show_drafts": sentence("Show drafts and scheduled articles"),
    "hide_drafts": sentence("Show it as readers have it"),
    "no_drafts": sentence("There are no drafts."),
    "problems": sentence("Problems"),
    "count_problems": sentence("{count} problems", count="{count}"),
    "to_mend": sentence("{count} problems to mend", count="{count}"),
    "one_to_mend": sentence("One problem to mend"),
    "line": sentence("line {line}", line="{line}"),
    "column": sentence("column {column}", column="{column}"),
    "hint": sentence("Hint: {hint}", hint="{hint}"),
    "close": sentence("Close"),
    "site_follows": sentence("The site appears as soon as they are mended."),
    "last_good": sentence(
        "The page below is as it was when all was well. This message goes as soon as they are mended."
    ),
    "see_also": sentence("Baca Juga?"),
    "copy": sentence("Copy"),
    "copied": sentence("Copied"),
    "published": sentence("Published"),
    "source": sentence("Source text"),
    "made_because": sentence("Made because"),
    "own_problems": sentence("Problems of this text"),
    "none": sentence("None"),
    "fitting_tags": sentence("Tags that may fit"),
    "not_shown": sentence("The site cannot be shown yet"),
    "reading": sentence("Reading the articles…"),
    "reading_at": sentence("Reading the articles: {percent}%", percent="{percent}"),
    "read_of": sentence("{done} of {total} articles", done="{done}", total="{total}"),
    "opens_itself": sentence(
        "This page opens by itself as soon as the site is read. What was read need not be read again next time."
    ),
    "already_read": sentence("Articles that were read"),
    "no_script": sentence("Without JavaScript, load this page again in a moment."),
    "no_page": sentence("No page yet"),
    "nothing_here": sentence("There is no page to show at this address yet."),
    "locked": sentence("The preview is locked"),
    "enter_token": sentence("Enter the token that ssg serve shows in the terminal, or scan its QR code."),
    "wrong_token": sentence("That is not the token."),
    "open": sentence("Open"),
}  # fmt: skip
"""The browser fills in what is in braces."""


@lru_cache
def words(language: Language) -> dict[str, str]:
    """Return the words by name, and the locale for numbers."""
    return language.words(_WORDS)


@lru_cache
def _templates() -> Environment:
    loader = FileSystemLoader(ASSETS)
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip


def page(name: str, language: Language, /, **values: Any) -> bytes:
    """Return one of the preview's own pages; `values` are for its template."""
    text = _templates().get_template(name).render(w=words(language), lang=language.name, **values)
    return text.encode()


EDITOR = "vscode://file/{path}:{line}"
DESK = "/_ssg/desk/#/write/"
"""Where the desk opens an article, by its path below content/."""


def edit_link(template: str, site: Path, path: str, line: int = 1, column: int = 1) -> str:
    """Return the link that opens a file of the site, or a built-in theme's, in the editor or at the desk.

    It is empty if the template is, and for what the desk does not open.
    """
    if template != DESK:
        return link(template, file_of(path, site.absolute()), line, column)
    is_article = path.startswith("content/") and path.endswith(".md")
    return DESK + quote(path.removeprefix("content/")) if is_article else ""


def link(template: str, file: Path, line: int = 1, column: int = 1) -> str:
    """Return the link that opens a file in the editor; empty if the template is.

    The template has {path}, {line} and {column}; line and column count from 1, and 0 means the first.
    """
    path = quote(file.as_posix().lstrip("/"), safe="/:")
    for name, value in (("path", path), ("line", str(line or 1)), ("column", str(column or 1))):
        template = template.replace(f"{{{name}}}", value)
    return template


def file_of(path: str, site: Path) -> Path:
    """Return the file for the path of a problem; those of built-in themes are in the package."""
    built_in = "generator/themes/"
    return BUILT_IN / path.removeprefix(built_in) if path.startswith(built_in) else site / path


def problems(
    problems: Iterable[Problem], site: Path, editor: str, language: Language, *, excerpts: bool
) -> list[dict[str, Any]]:
    """Return problems as plain data, with links that open their positions in an editor.

    Excerpts may be of unpublished text.
    """
    return [
        {
            "place": str(where), "path": where.path, "line": where.line, "column": where.column, "code": problem.code,
            "message": language.put(problem.said), "hint": language.put(problem.advice),
            "excerpt": dedent("\n".join(problem.shown())) if excerpts else "",
            "open": edit_link(editor, site, where.path, where.line, where.column),
        }
        for problem in problems
        for where in (problem.where,)
    ]  # fmt: skip
