"""Hooks: partials that are empty in kabar, and that a theme or site fills without copying a page.

A hook sees the globals only, so it is rendered once for all pages. Often it was pasted from elsewhere: what would break
the page around it, and what browsers would refuse for the page's policy, is said where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

from jinja2 import TemplateSyntaxError
from markupsafe import Markup

from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted
from generator.model.records import Record
from generator.model.third_parties import covers, service_of, writes_styles
from generator.theming.jinja import ThemeEnvironment
from generator.theming.theme import Template

HEAD = "_kepala_tambahan.html"
"""The hook in the head of the page."""
_IN_HEAD = frozenset(("link", "meta", "noscript", "script", "style", "template"))
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_RAW = frozenset(("script", "style", "textarea", "title"))
"""Elements that hold text alone."""
_TAG = re.compile(
    r"""<!--.*?(?P<end>-->|\Z)|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)"""
    r"""(?P<rest>(?:"[^"]*"|'[^']*'|[^'">])*)(?P<done>>|\Z)|<(?P<odd>/?[A-Za-z])""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_LOADS = {"script": "src", "iframe": "src", "form": "action", "link": "href"}
"""Elements that ask something of another host, with the attribute that names it."""
_DATA = ("application/json", "application/ld+json", "text/plain", "importmap", "speculationrules")


class HookError(TemplateSyntaxError):
    """A hook that would break the page, with its place."""

    def __init__(self, said: Sentence, advice: Sentence, line: int, name: str, filename: str) -> None:
        super().__init__(str(said), line, name, filename)
        self.said = said
        self.advice = advice


class Fault(Record, frozen=True):
    """What is wrong in a hook."""

    said: Sentence
    advice: Sentence
    start: int
    """Where the tag begins."""


class Tag(Record, frozen=True):
    """A tag of a text, or a comment, which has no name."""

    start: int
    end: int
    name: str = ""
    closes: bool = False
    rest: str = ""
    """Its attributes."""
    whole: bool = True
    """Whether it has an end."""


def tags(html: str) -> Iterator[Tag]:
    """Yield the tags and comments of a text in order; what looks like one in a script is none."""
    at = 0
    while match := _TAG.search(html, at):
        at = match.end()
        if match["name"] is None:
            yield Tag(match.start(), at, whole=match["end"] == "-->")
            continue
        name = match["name"].lower()
        yield Tag(match.start(), at, name, bool(match["close"]), match["rest"], match["done"] == ">")
        if name in _RAW and not match["close"]:
            ending = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
            at = ending.start() if ending else len(html)


def hooks(env: ThemeEnvironment, templates: dict[str, Template], allowed: Sequence[str]) -> Callable[[str], Markup]:
    """Return the function by which templates put in a hook; `allowed` are the third parties of site.yaml."""

    @cache
    def hook(name: str) -> Markup:
        text = env.get_template(name).render().strip()
        fault = fault_in(text, allowed, head=name == HEAD)
        if fault is not None:
            source = templates[name]
            raise HookError(fault.said, fault.advice, _line(text, fault, source.text), name, source.path)
        return Markup(f"{text}\n" if text else "")  # noqa: S704 - a template's output

    return hook


def fault_in(html: str, allowed: Sequence[str], *, head: bool = False) -> Fault | None:
    """Return the first fault of a hook's text: an element without an end, or what the policy forbids."""
    opened: list[Tag] = []
    for tag in tags(html):
        if not tag.whole:
            said = sentence("what begins here has no end: {tag}", tag=quoted(html[tag.start : tag.start + 20]))
            return Fault(said, sentence("look for a missing > or quotation mark"), tag.start)
        if tag.closes:
            if any(one.name == tag.name for one in opened):
                last = opened.pop()
                if last.name != tag.name:
                    return _unclosed(last)
            else:
                said = sentence("</{name}> closes nothing that is open here", name=tag.name)
                return Fault(said, sentence("delete it"), tag.start)
            continue
        if head and not opened and tag.name and tag.name not in _IN_HEAD:
            said = sentence("<{name}> cannot stand in the head of a page", name=tag.name)
            return Fault(said, sentence("put it into another hook, _kaki_tambahan.html say"), tag.start)
        if tag.name:
            fault = _forbidden(tag, allowed)
            if fault is not None:
                return fault
        drawn = tag.rest.endswith("/") and any(one.name in ("svg", "math") for one in (*opened, tag))
        if tag.name and tag.name not in _VOID and not drawn:
            opened.append(tag)
    return _unclosed(opened[-1]) if opened else None


def _unclosed(tag: Tag) -> Fault:
    said = sentence("<{name}> is not closed", name=tag.name)
    return Fault(said, sentence("write </{name}> where it ends", name=tag.name), tag.start)


def _forbidden(tag: Tag, allowed: Sequence[str]) -> Fault | None:
    """Return what the Content-Security-Policy of the host files would forbid: nobody would see it fail."""
    given = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(tag.rest)}
    asked = given.get(_LOADS.get(tag.name, ""), "")
    if tag.name == "link" and "stylesheet" not in given.get("rel", "").lower().split():
        asked = ""
    host = _host(asked)
    if host and not covers(allowed, host):
        said = sentence("site.yaml does not say that pages may load from {host}", host=quoted(host))
        return Fault(said, sentence("add it there: third_parties: [{name}]", name=service_of(host) or host), tag.start)
    own = tag.name == "script" and "src" not in given and given.get("type", "").lower() not in _DATA
    styled = tag.name == "style" or "style" in given
    if own or any(name.startswith("on") for name in given) or (styled and not writes_styles(allowed)):
        said = sentence("the policy that is sent with pages forbids scripts and styles that stand in them")
        return Fault(said, sentence("put it into a file of the theme's assets/, and name that here"), tag.start)
    return None


def _host(address: str) -> str:
    try:
        return urlsplit(address.strip()).netloc.rpartition("@")[2]
    except ValueError:
        return address


def _line(text: str, fault: Fault, source: str) -> int:
    """Return the line of a template from which a tag comes: the one with as many like it before."""
    match = re.match(r"</?[\w:-]+|<!--", text[fault.start :])
    if match is None:
        return 1
    like = re.compile(re.escape(match[0]) + r"(?![\w-])", re.IGNORECASE)
    before = len(like.findall(text, 0, fault.start))
    places = [found.start() for found in like.finditer(source)]
    return source.count("\n", 0, places[min(before, len(places) - 1)]) + 1 if places else 1


def after_paragraph(html: str, text: str, number: str) -> str:
    """Return a body with a text after its n-th paragraph: one of its own, not of a list, a quotation or a box.

    A body with fewer, or with nothing after that, stays as it is.
    """
    if not text:
        return html
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 1000):
        raise TypeError(f"iklan_paragraf is a whole number from 1 to 999, not {quoted(number)}")
    depth, left = 0, int(number)
    for tag in tags(html):
        if not tag.name or tag.name in _VOID:
            continue
        depth += -1 if tag.closes else 1
        if tag.closes and tag.name == "p" and not depth:
            left -= 1
            if not left:
                rest = html[tag.end :].lstrip()
                return f"{html[: tag.end]}\n{text}{rest}" if rest else html
    return html
