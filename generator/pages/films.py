"""The film of a video article on its page: links to its chapters, and what search engines are told."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import escape

from generator.base.text import squeeze
from generator.markup.films import FOLD
from generator.model.records import Chapter
from generator.theming.words import Words

_FILM = re.compile(r'<video src="([^"]*)"')
_SHOWN = re.compile(
    rf'(?:{_FILM.pattern}|<div class="embed" data-embed="youtube" data-src="[^"]*/([\w-]{{11}})").*?'
    r"(?:</video>|</div>)(?:<figcaption>.*?</figcaption>)?(?:</figure>|</p>)?\n?",
    re.DOTALL,
)


def with_chapters(html: str, chapters: tuple[Chapter, ...], words: Words) -> str:
    """Return a body with links to the chapters of its first film below that; each opens the film at its time."""
    found = _SHOWN.search(html)
    if found is None or not chapters:
        return html
    items = "".join(_item(chapter, found[1], found[2]) for chapter in chapters)
    listed = f'<details class="bab" open><summary>{escape(words["bab"])}</summary><ol>\n{items}</ol></details>\n'
    return f"{html[: found.end()]}{listed}{html[found.end() :]}"


def _item(chapter: Chapter, film: str | None, video: str) -> str:
    at = chapter.start
    if film:
        leads = f'href="{film}#t={at}" data-detik="{at}"'
    else:
        leads = f'href="https://www.youtube.com/watch?v={video}&amp;t={at}s" rel="noopener nofollow"'
    return f'<li><a {leads}><time datetime="PT{at}S">{clock(at)}</time> {escape(chapter.title)}</a></li>\n'


def clock(seconds: int) -> str:
    """Return a time of a film as players show it: 1:35, or 1:02:30."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def with_poster(html: str, url: str) -> str:
    """Return a body whose first film shows a picture until it plays."""
    return _FILM.sub(lambda found: f'{found[0]} poster="{escape(url)}"', html, count=1)


def film_in(html: str) -> str:
    """Return the address of the first film of the site in a body; empty if there is none."""
    found = _FILM.search(html)
    return unescape(found[1]) if found else ""


def transcript_in(html: str) -> str:
    """Return the text of a body's transcript, without its heading; empty if it has none."""
    rest = html.partition(FOLD)[2].partition("</summary>")[2]
    return squeeze(unescape(re.sub(r"<[^<>]*>", "", rest.partition("</details>")[0])))
