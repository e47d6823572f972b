"""Takes shortcodes and template tags out of texts.

What they enclose stays, as do the picture or video that one names, and the words in its arguments. What a loop encloses
goes, because it stands for data that is not in the text.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape

from generator.annex.importing.sources.file_links import FileLinks
from generator.annex.importing.sources.texts import Text

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TAG = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|\{\{[<%](?P<hugo>(?:[^{}]|\{(?!\{)|\}(?!\}))*?)[>%]\}\}"
    r"|\{%-?(?P<liquid>(?:[^%{]|%(?!\})|\{(?!%))*?)-?%\}"
    r"|\{\{-?(?P<value>(?:[^{}<%]|\}(?!\}))(?:[^{}]|\{(?!\{)|\}(?!\}))*?)-?\}\}"
    r"|\{#[^{}]*#\}|\{:[^{}\n]*\}|\{[.#][\w-][^{}\n]*\}"
)
"""The last three are a comment, and attributes as kramdown and Hugo have them behind a headline or a link."""
_NAME = re.compile(r"\s*([\w./-]*)")
_ARGUMENT = re.compile(
    r"""(?:([\w-]+)\s*(?:=|:(?!//))\s*)?"""
    r"""(?:"((?:[^"\\]|\\.)*)(?:"|\Z)|'([^']*)(?:'|\Z)|`([^`]*)(?:`|\Z)|([^\s,()"']+))""",
    re.DOTALL,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)$", re.IGNORECASE)
_VIDEO = re.compile(r"(?:\A|[/=])([\w-]{11})(?:\Z|[?&])")
_LITERAL = re.compile(r"""\s*["']([^"']*)["']\s*(?:\||\Z)""")
_LEADS = frozenset({"ref", "relref", "post_url", "link"})
_UNSEEN = frozenset({"alt", "class", "style", "sizes", "width", "height", "rel", "target", "id"})
"""Arguments whose words readers do not see."""
_HIDES = frozenset({"comment", "for"})


class Expansion:
    """A body without its tags."""

    def __init__(self, body: str, text: Text, links: FileLinks) -> None:
        self._source, self._links = text, links
        tags = map(_parts, _TAG.finditer(body)) if "{" in body else ()
        self._ends = Counter(name for closes, name, _ in tags if closes)
        """How often each is closed; what is closed nowhere encloses nothing."""
        self._hidden, self._depth = "", 0
        """Name of the tag that is open and whose content goes, and how many of it are open in each other."""
        self._is_raw = False
        self.removed: list[tuple[str, str]] = []
        """Name and text of each tag for which nothing stands."""
        self.text = "".join(self._expanded(body)) if "{" in body else body

    def _expanded(self, body: str) -> Iterator[str]:
        for is_code, part in _fenced(body):
            position = 0
            for tag in () if is_code else _TAG.finditer(part):
                yield "" if self._hidden else part[position : tag.start()]
                shown = self._shown(tag, part)
                yield "" if self._hidden else shown
                position = tag.end()
            yield "" if self._hidden else part[position:]

    def _shown(self, tag: re.Match[str], part: str) -> str:
        """Return what stands for a tag of a part of the body."""
        closes, name, rest = _parts(tag)
        if tag["code"] or (self._is_raw and not (closes and name == "raw")):
            return tag[0]
        if closes:
            self._ends[name] -= 1
            self._is_raw = False
            self._depth -= name == self._hidden
            self._hidden = self._hidden if self._depth else ""
        elif name in _HIDES and self._hidden in {"", name} and self._ends[name] > self._depth:
            self._hidden, self._depth = name, self._depth + 1
        if name == "raw":
            self._is_raw = not closes and self._ends[name] > 0
        elif name == "highlight":
            return "\n```\n"
        return "" if closes or name == "raw" else self._single(tag, name, rest, part)

    def _single(self, tag: re.Match[str], name: str, rest: str, part: str) -> str:
        """Return what stands for a tag that closes nothing."""
        if tag["value"] and (literal := _LITERAL.match(tag["value"])):
            return literal[1]
        if not name or (tag["value"] and name.startswith(("site.", ".Site."))):
            return ""
        arguments = _arguments(rest)
        if name.startswith("include") and arguments:
            name = posixpath.basename(arguments.pop(next(iter(arguments))))
        name = name.removesuffix(".html").rpartition("/")[2]
        if name in _LEADS and len(arguments) == 1:
            target, sign, place = next(iter(arguments.values())).partition("#")
            return (self._links.address_of(target, self._source.path) or target) + sign + place
        videos = (found[1] for value in arguments.values() if (found := _VIDEO.search(value)))
        if "youtube" in name.lower() and (video := next(videos, "")):
            return f'<iframe src="https://www.youtube.com/embed/{video}"></iframe>'
        is_alone = _is_alone(part, tag)
        source = self._links.resolve(next(filter(_PICTURE.search, arguments.values()), ""), self._source)
        if source.startswith(("/", "http")):
            image = f'<img src="{escape(source)}" alt="{escape(arguments.get("alt") or arguments.get("1", ""))}">'
            caption = _as_html(arguments.get("caption", ""))
            figure = f"\n\n<figure>{image}<figcaption>{caption}</figcaption></figure>\n\n"
            return figure if caption and is_alone else f"{image} {caption}".strip()
        self.removed.append((name, tag[0]))
        # A template assigns for itself, and tells Liquid what to do by words without a name.
        has_words = name not in {"assign", "set"} and not tag["value"]
        words = " ".join(
            _as_html(value)
            for key, value in arguments.items()
            if has_words and " " in value.strip() and key not in _UNSEEN and (tag["hugo"] or not key.isdigit())
        )
        return f"\n\n{words}\n\n" if words and is_alone else words and f"{words} "


def _as_html(value: str) -> str:
    """Return an argument as HTML, which it may be already, or with its tags written as references."""
    return unescape(value) if "&lt;" in value and "<" not in value else value


def _fenced(body: str) -> Iterator[tuple[bool, str]]:
    """Yield a body's parts, and whether each is code between fences."""
    fence, part = "", list[str]()
    for line in body.splitlines(keepends=True):
        sign = _FENCE.match(line)
        if sign and not fence:
            yield False, "".join(part)
            fence, part = sign[1], []
            part.append(line)
        elif sign and sign[1].startswith(fence):
            yield True, "".join((*part, line))
            fence, part = "", []
        else:
            part.append(line)
    yield bool(fence), "".join(part)


def _parts(tag: re.Match[str]) -> tuple[bool, str, str]:
    """Return whether a tag closes another one, its name, and what follows that."""
    inner = tag["hugo"] or tag["liquid"] or tag["value"] or ""
    found = _NAME.match(inner)
    assert found
    end = "/" if tag["hugo"] else "end" if tag["liquid"] else "\n"
    return found[1].startswith(end), found[1].removeprefix(end), inner[found.end() :]


def _is_alone(part: str, tag: re.Match[str]) -> bool:
    """Return whether nothing else is on the line of a tag."""
    start, end = part.rfind("\n", 0, tag.start()) + 1, part.find("\n", tag.end())
    return not (part[start : tag.start()].strip() or part[tag.end() : end if end >= 0 else None].strip())


def _arguments(text: str) -> dict[str, str]:
    """Return a shortcode's arguments by name, or by number from 0."""
    found: dict[str, str] = {}
    for number, match in enumerate(_ARGUMENT.finditer(text)):
        value = next(filter(None, match.groups()[1:]), "")
        if value not in {"", "/"}:
            found[match[1] or str(number)] = value.replace('\\"', '"')
    return found
