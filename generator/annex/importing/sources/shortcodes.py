"""Takes shortcodes and template tags out of texts.

What they enclose stays, as do the picture or video that one names, and the words in its arguments. What a loop encloses
goes, because it stands for data that is not in the text.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from html import escape, unescape

from generator.annex.importing.sources.file_links import FileLinks
from generator.annex.importing.sources.texts import Text

_TAG = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}|~{3,})[\s\S]*?(?:^ {0,3}(?P=fence)|\Z)|`[^`\n]+`)"
    r"|\{%-?\s*raw\s*-?%\}(?P<raw>(?:[^{]|\{(?!%-?\s*raw))*?)\{%-?\s*endraw\s*-?%\}"
    r"|\{\{[<%](?P<hugo>(?:[^{}]|\{(?!\{)|\}(?!\}))*?)[>%]\}\}"
    r"|\{%-?(?P<liquid>(?:[^%{]|%(?!\})|\{(?!%))*?)-?%\}"
    r"|\{\{-?(?P<value>(?:[^{}<%]|\}(?!\}))(?:[^{}]|\{(?!\{)|\}(?!\}))*?)-?\}\}"
    r"|\{#[^{}]*#\}|\{:[^{}\n]*\}|\{[.#][\w-][^{}\n]*\}",
    re.MULTILINE,
)
"""Code and what is to be shown as it is, then tags; the last three are a comment, and attributes as kramdown and Hugo
have them behind a headline or a link."""
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


Removed = list[tuple[str, str]]
"""Name and text of each tag for which nothing stands."""


def expanded(body: str, text: Text, links: FileLinks) -> tuple[str, Removed]:
    """Return the body of a text without its tags, and what was removed."""
    removed: Removed = []
    if "{" not in body:
        return body, removed
    out: list[str] = []
    hidden: list[str] = []
    """Names of the tags that are open and whose content goes."""
    # What is closed nowhere encloses nothing.
    ends = Counter(name for closes, name, _ in map(_parts, _TAG.finditer(body)) if closes)
    position = 0
    for tag in _TAG.finditer(body):
        out.append("" if hidden else body[position : tag.start()])
        position = tag.end()
        closes, name, rest = _parts(tag)
        ends[name] -= closes
        if hidden[-1:] == [name] and closes:
            hidden.pop()
        elif not closes and name in _HIDES and ends[name] > hidden.count(name):
            hidden.append(name)
            removed.append((name, tag[0]))
        elif not hidden:
            out.append(_shown(tag, (closes, name, rest), body, text, links, removed))
    out.append("" if hidden else body[position:])
    return "".join(out), removed


def _shown(
    tag: re.Match[str], parts: tuple[bool, str, str], body: str, text: Text, links: FileLinks, removed: Removed
) -> str:
    """Return what stands for a tag, and note it if that is nothing."""
    if tag["code"] or tag["raw"]:
        return tag["code"] or tag["raw"]
    closes, name, rest = parts
    if name == "highlight":
        return "\n```\n"
    if closes:
        return ""
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
        return (links.address_of(target, text.path) or target) + sign + place
    videos = (found[1] for value in arguments.values() if (found := _VIDEO.search(value)))
    if "youtube" in name.lower() and (video := next(videos, "")):
        return f'<iframe src="https://www.youtube.com/embed/{video}"></iframe>'
    is_alone = _is_alone(body, tag)
    source = links.resolve(next(filter(_PICTURE.search, arguments.values()), ""), text)
    if source.startswith(("/", "http")):
        image = f'<img src="{escape(source)}" alt="{escape(arguments.get("alt") or arguments.get("1", ""))}">'
        caption = _as_html(arguments.get("caption", ""))
        figure = f"\n\n<figure>{image}<figcaption>{caption}</figcaption></figure>\n\n"
        return figure if caption and is_alone else f"{image} {caption}".strip()
    removed.append((name, tag[0]))
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


def _parts(tag: re.Match[str]) -> tuple[bool, str, str]:
    """Return whether a tag closes another one, its name, and what follows that."""
    inner = tag["hugo"] or tag["liquid"] or tag["value"] or ""
    found = _NAME.match(inner)
    assert found
    end = "/" if tag["hugo"] else "end" if tag["liquid"] else "\n"
    return found[1].startswith(end), found[1].removeprefix(end), inner[found.end() :]


def _is_alone(body: str, tag: re.Match[str]) -> bool:
    """Return whether nothing else is on the line of a tag."""
    start, end = body.rfind("\n", 0, tag.start()) + 1, body.find("\n", tag.end())
    return not (body[start : tag.start()].strip() or body[tag.end() : end if end >= 0 else None].strip())


def _arguments(text: str) -> dict[str, str]:
    """Return a shortcode's arguments by name, or by number from 0."""
    found: dict[str, str] = {}
    for number, match in enumerate(_ARGUMENT.finditer(text)):
        value = next(filter(None, match.groups()[1:]), "")
        if value not in {"", "/"}:
            found[match[1] or str(number)] = value.replace('\\"', '"')
    return found
