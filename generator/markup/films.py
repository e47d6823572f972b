"""The film of a video article: its chapters, its length and its transcript."""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.base.dates import DateError
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.config.fields import Fields
from generator.config.media import is_film
from generator.model.records import Body, Chapter, Matter, Piece

_CLOCK = r"(?:(\d{1,2})[:.])?(\d{1,3})[:.]([0-5]\d)"
_CHAPTER = re.compile(rf"{_CLOCK}[\s:–—-]+(\S.*)", re.ASCII)
_YOUTUBE = '<div class="embed" data-embed="youtube"'
_TRANSCRIPT = re.compile(r'<(h[2-6]) id="trans(?:krip|cript)(?:-[a-z0-9-]*)?">[^<]*</\1>\n?')
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset(("br", "hr", "img", "input"))
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
FOLD = '<details class="transkrip">'


def with_film(fields: Fields, matter: Matter, body: Body) -> tuple[Matter, Body]:
    """Return an article's front matter with the chapters and the length of its video, and its text.

    The transcript of a video, the section that is called so, gets a fold of its own: up to the next heading that is not
    below it, to the footnotes, or to the end of the page. One without text stays a heading.
    """
    is_video = matter.type == "video"
    if is_video:
        body = replace(body, parts=tuple(map(_folded, body.parts)))
    given = next((key for key in ("chapters", "duration") if not fields.is_empty(key)), "")
    if not given:
        return matter, body
    length = fields.convert("duration", _seconds, 0)
    chapters = _chapters(fields, length)
    if not is_video:
        hint = sentence("write {plain}", plain=fields.example("type", "video"))
        fields.wrong(given, sentence("only a video has chapters and a length"), hint)
    elif not (_shows_film(body) or _shows_youtube(body)):
        hint = sentence("write ![Wawancara](/film/wawancara.mp4), or an address at YouTube on a line of its own")
        fields.wrong(given, sentence("the text shows no video of which this could be"), hint)
    return replace(matter, chapters=chapters, duration=length), body


def _chapters(fields: Fields, length: int) -> tuple[Chapter, ...]:
    found: list[Chapter] = []
    for text in fields.texts("chapters"):
        match = _CHAPTER.fullmatch(text)
        start = _sum(match.groups()[:3]) if match else 0
        if match is None:
            said = sentence(
                "{written} does not say when this chapter begins and what it is called", written=quoted(text)
            )
            hint = sentence('write it like "01:35 Wawancara"')
        elif found and start <= found[-1].start:
            said = sentence("this chapter does not begin after the one before it")
            hint = sentence("put the chapters into the order in which they begin")
        elif length and start >= length:
            said = sentence("this chapter begins after the end of the video")
            hint = sentence("check its time and {key}", key=fields.written("duration"))
        else:
            found.append(Chapter(start, match[4]))
            continue
        fields.wrong("chapters", said, hint, text)
    return tuple(found)


def _seconds(text: str) -> int:
    match = re.fullmatch(_CLOCK, text, re.ASCII)
    found = _sum(match.groups()) if match else 0
    if not found:
        raise DateError(
            sentence("{written} is not the length of a video", written=quoted(text)), sentence('write it like "12:30"')
        )
    return found


def _sum(clock: tuple[str | None, ...]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in clock)
    return hours * 3600 + minutes * 60 + seconds


def _shows_film(body: Body) -> bool:
    return any(link.kind == "image" and is_film(link.target) for link in body.links)


def _shows_youtube(body: Body) -> bool:
    return any(isinstance(piece, str) and _YOUTUBE in piece for part in body.parts for piece in part)


def _folded(part: tuple[Piece, ...]) -> tuple[Piece, ...]:
    depth, heading, begun = 0, None, 0
    for number, piece in enumerate(part):
        for tag in _TAG.finditer(piece) if isinstance(piece, str) else ():
            if tag[2] in _VOID:
                continue
            if not depth and not tag[1]:
                ends = heading and tag[2] in (*_HEADINGS[: _HEADINGS.index(heading[1]) + 1], "section")
                if heading and ends:
                    return _in_fold(part, begun, heading, number, tag.start())
                if heading is None and (heading := _TRANSCRIPT.match(tag.string, tag.start())):
                    begun = number
            depth += -1 if tag[1] else 1
    return _in_fold((*part, ""), begun, heading, len(part), 0) if heading else part


def _in_fold(part: tuple[Piece, ...], begun: int, heading: re.Match[str], last: int, end: int) -> tuple[Piece, ...]:
    """Put a fold around a heading, which is in piece `begun`, and what follows up to `end` in piece `last`."""
    pieces = [*part]
    closing, opening = pieces[last], heading.string
    assert isinstance(closing, str)
    inside = [opening[heading.end() : end if begun == last else None], *pieces[begun + 1 : last]]
    inside += [closing[:end]] if last > begun else []
    if not any(not isinstance(piece, str) or piece.strip() for piece in inside):
        return part
    summary = f"{opening[: heading.start()]}{FOLD}<summary>{heading[0].rstrip()}</summary>\n"
    return (*pieces[:begun], summary, *inside, f"</details>\n{closing[end:]}", *pieces[last + 1 :])
