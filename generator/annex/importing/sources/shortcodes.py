"""Shortcodes and template tags in Markdown: `{{< x >}}`, `{% x %}`, `{{ x }}`, and attributes such as `{: .x}`.

Those of common themes are known, a map says what becomes of others. The rest is removed, except what it encloses, and
reported.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape

from generator.annex.importing.bodies.from_markdown import part_of_html, places
from generator.annex.importing.items import Note
from generator.annex.importing.sources.known_shortcodes import KNOWN, PICTURE, SILENT
from generator.base.errors import printable
from generator.base.sentences import counted, sentence

_SIGN = re.compile(r"\{(?:[{%:]|\s*[.#])")
"""How tags and attributes begin."""
_TAG = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|\{%-?\s*raw\s*-?%\}(?P<raw>(?:[^{]|\{(?!%-?\s*(?:end)?raw\b))*)\{%-?\s*endraw\s*-?%\}"
    r"|\{\{[<%]\s*(?P<hugo>/?[\w./-]+)(?P<hugoargs>(?:[^{}]|\{(?!\{)|\}(?!\}))*?)/?\s*[>%]\}\}"
    r"|\{%-?\s*(?P<liquid>[\w./-]+)(?P<liquidargs>(?:[^%{]|%(?!\})|\{(?!%))*?)-?%\}"
    r"|\{\{-?(?P<value>(?:[^{}<%]|\}(?!\}))(?:[^{}]|\{(?!\{)|\}(?!\}))*?)-?\}\}",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(r"(?P<code>`[^`\n]+`)|\{:?\s*[.#][\w-][^{}\n]*\}|\{:[^{}\n]*\}")
_ARGUMENT = re.compile(
    r"""([\w-]+)\s*[=:]\s*(?:"((?:[^"\\]|\\.)*)(?:"|\Z)|'([^']*)(?:'|\Z)|`([^`]*)(?:`|\Z)|([^\s,)"']+))"""
    r"""|"((?:[^"\\]|\\.)*)(?:"|\Z)|'([^']*)(?:'|\Z)|`([^`]*)(?:`|\Z)|([^\s,()"']+)""",
    re.DOTALL,
)
_GAP = re.compile(r"\{([\w-]+(?:\|[\w-]+)*)\}")
_QUOTED = re.compile(r"(?:^|\n)([> \t]*>[ \t]*)\Z")
_INNER = "\ue000"
"""Stands for what a shortcode encloses, while its HTML is made."""
_CONTROL = frozenset({
    "if", "elsif", "else", "unless", "case", "when", "for", "break", "assign", "capture", "increment", "decrement",
    "cycle", "layout", "set",
})  # fmt: skip
"""Tags of templates that show nothing themselves, for which no text can stand."""
_DEEPEST = 20
"""Shortcodes in each other; what is deeper encloses nothing."""
_LOOKS = frozenset({"class", "style", "width", "height", "size", "sizes", "rel", "target", "align"})
"""Arguments that readers do not see."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)$", re.IGNORECASE)


class _Call:
    """A shortcode that has begun."""

    def __init__(self, name: str, arguments: dict[str, str], written: str, slot: int, *, in_html: bool) -> None:
        self.name, self.arguments, self.written, self.slot, self.in_html = name, arguments, written, slot, in_html


class Shortcodes:
    """What stands for each shortcode; counts those for which nothing does."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._own = own
        self._unknown: Counter[str] = Counter()
        self._samples: dict[str, str] = {}

    def unknown(self) -> Iterator[Note]:
        """Yield a note for each shortcode for which nothing stood, the most frequent first."""
        for name, count in self._unknown.most_common():
            said = counted("{name}, once", "{name}, {count} times", count, name=printable(name))
            yield Note("shortcode-name", said, before=self._samples[name])

    def expand(
        self, body: str, notes: list[Note], led: Callable[[str], str], placed: Callable[[str], str] = str
    ) -> str:
        """Return a body without shortcodes and tags.

        `led` finds the address of a referenced file, `placed` that of a picture.
        """
        signs = [found.start() for found in _SIGN.finditer(body)]
        return _Expansion(self, notes, led, placed).expanded(body, signs[-1]) if signs else body

    def arguments(self, name: str, given: dict[str, str], placed: Callable[[str], str]) -> dict[str, str]:
        """Return the arguments of a shortcode; a map says itself where its pictures are."""
        if name in self._own or name not in KNOWN:
            return given
        return {key: placed(said) if _PICTURE.search(said) else said for key, said in given.items()}

    def text(self, call: _Call, inner: str, notes: list[Note], *, closed: bool) -> str:
        """Return what stands for a shortcode."""
        arguments, name = call.arguments, call.name
        form = self._own.get(name)
        if form is None:
            form = "" if name in SILENT and not closed else KNOWN.get(name)
            if form == PICTURE and not any("." in said for said in arguments.values()):
                # The short name of a picture, which means something in the old system alone.
                form = None
        if form is None:
            self._note(call, notes)
            return inner
        usual = {"0": next(iter(arguments.values()), ""), "id": next(iter(arguments.values()), "")}
        given = usual | arguments
        text = _filled(form, given, inner, in_html=call.in_html)
        # That of a player is its name for readers who do not see it.
        unseen = {*_LOOKS, "title"} if form.strip().startswith("https:") else _LOOKS
        lost = [
            said for key, said in arguments.items()
            if " " in said.strip() and key not in unseen and _shown(said) not in text and "\n" not in said.strip()
        ]  # fmt: skip
        if lost and name not in SILENT:
            said = sentence("words of {name} are missing: {words}", name=name, words="; ".join(lost))
            notes.append(Note("words", said, before=call.written[:500], after=text[:2000]))
        return text

    def _note(self, call: _Call, notes: list[Note]) -> None:
        name = call.name
        said = sentence("{name} was removed", name=name) if name else sentence("a value was removed")
        notes.append(Note("shortcode", said, before=call.written[:500]))
        if name and name not in _CONTROL:
            self._unknown[name] += 1
            self._samples.setdefault(name, call.written[:200])


class _Expansion:
    """The expansion of one body."""

    def __init__(
        self, shortcodes: Shortcodes, notes: list[Note], led: Callable[[str], str], placed: Callable[[str], str]
    ) -> None:
        self._shortcodes, self._notes, self._led, self._placed = shortcodes, notes, led, placed
        self._out: list[str] = []
        self._waiting: list[_Call] = []
        self._closed: set[str] = set()
        self._starts: list[int] = []

    def expanded(self, body: str, last: int) -> str:
        """Return a body without shortcodes and tags, of which none begins behind `last`."""
        tags = list(_TAG.finditer(body))
        if all(tag["code"] for tag in tags) and _bare(body) == body:
            return body
        # No text behind the last sign changes what the others are in.
        text = body[: body.find("\n", last) + 1 or None]
        spans = places(text) if "<" in text or "```" in text or "~~~" in text else []
        starts = self._starts = [start for start, _, _ in spans]
        self._closed = {name for tag in tags if (name := _closes(tag))}
        position = 0
        for tag in tags:
            index = bisect(starts, tag.start()) - 1
            kind = spans[index][2] if index >= 0 and tag.start() < spans[index][1] else ""
            if kind == "fence" or tag.start() < position:
                continue
            self._text(body, position, tag.start(), spans)
            position = tag.end()
            self._tag(tag, in_html=kind == "html")
        self._text(body, position, len(body), spans)
        self._fill(self._waiting)
        return "".join(self._out)

    def _text(self, body: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> None:
        """Add what is between two tags, without attributes unless they are in code."""
        if "{" not in body[start:end]:
            self._out.append(body[start:end])
            return
        for first, last, kind in spans[bisect(self._starts, start - 1) : bisect(self._starts, end)]:
            if kind != "fence" or last > end:
                continue
            self._out += [_bare(body[start:first]), body[first:last]]
            start = last
        self._out.append(_bare(body[start:end]))

    def _fill(self, calls: list[_Call]) -> None:
        """Make shortcodes that nothing closes enclose nothing."""
        for call in calls:
            self._out[call.slot] = self._shortcodes.text(call, "", self._notes, closed=False)

    def _tag(self, tag: re.Match[str], *, in_html: bool) -> None:
        if tag["code"] or tag["raw"] is not None:
            self._out.append(tag["code"] or tag["raw"])
        elif name := _closes(tag):
            self._close(name)
        elif tag["value"] is not None:
            self._value(tag, in_html=in_html)
        else:
            name, arguments = _named(tag)
            is_led = name in {"ref", "relref", "post_url"} or (name == "link" and arguments.keys() == {"0"})
            if is_led and arguments.get("0"):
                self._out.append(self._led(arguments["0"]))
                return
            arguments = self._shortcodes.arguments(name, arguments, self._placed)
            call = _Call(name, arguments, tag[0], len(self._out), in_html=in_html)
            if name in self._closed and len(self._waiting) < _DEEPEST and not tag[0].endswith(("/>}}", "/%}}")):
                self._waiting.append(call)
                self._out.append("")
            else:
                self._out.append(self._shortcodes.text(call, "", self._notes, closed=False))

    def _close(self, name: str) -> None:
        start = next((at for at in range(len(self._waiting) - 1, -1, -1) if self._waiting[at].name == name), None)
        if start is None:
            return
        self._fill(self._waiting[start + 1 :])
        call = self._waiting[start]
        del self._waiting[start:]
        inner = "".join(self._out[call.slot :])
        self._out[call.slot :] = [self._shortcodes.text(call, inner, self._notes, closed=True)]

    def _value(self, tag: re.Match[str], *, in_html: bool) -> None:
        """Add what stands for `{{ x }}`: nothing for the site's own address, else what stands for a call."""
        value = tag["value"].strip()
        if value.startswith(("site.url", "site.baseurl", ".Site.BaseURL")):
            return
        name, opened, rest = value.partition("(")
        call = _Call(
            name.strip() if opened else "", _arguments(rest.removesuffix(")")), tag[0], len(self._out), in_html=in_html
        )
        self._out.append(self._shortcodes.text(call, "", self._notes, closed=False))


def _closes(tag: re.Match[str]) -> str:
    """Return the name of the shortcode that a tag closes; empty if it closes none."""
    if (hugo := tag["hugo"]) and hugo.startswith("/"):
        return hugo.rpartition("/")[2]
    return liquid[3:] if (liquid := tag["liquid"] or "").startswith("end") else ""


def _named(tag: re.Match[str]) -> tuple[str, dict[str, str]]:
    """Return a shortcode's name and arguments; that of a file that Liquid includes is the file's."""
    name = (tag["hugo"] or tag["liquid"] or "").rpartition("/")[2]
    arguments = _arguments(tag["hugoargs"] or tag["liquidargs"] or "")
    if tag["liquid"] and name.startswith("include") and arguments:
        name = arguments.pop(next(iter(arguments))).rpartition("/")[2]
    name = name.removesuffix(".html")
    if name == "video" and arguments.get("provider") in KNOWN:
        name = arguments.pop("provider")
    return name, arguments


def _arguments(text: str) -> dict[str, str]:
    """Return a shortcode's arguments by name, or by number from 0."""
    found: dict[str, str] = {}
    for number, match in enumerate(_ARGUMENT.finditer(text.strip())):
        said = next((group for group in match.groups()[1:] if group), "")
        found[match[1] or str(number)] = said.replace('\\"', '"')
    return found


def _filled(form: str, given: Mapping[str, str], inner: str, *, in_html: bool) -> str:
    """Return a text with its gaps filled; in HTML, in which Markdown is text, as HTML without a blank line."""

    def fill(gap: re.Match[str]) -> str:
        for name in gap[1].split("|"):
            if name == "inner" and inner.strip():
                return _INNER
            if said := given.get(name, ""):
                return _shown(said.replace(_INNER, ""))
        return ""

    text = _GAP.sub(fill, form)
    if in_html:
        text = part_of_html(text)
    if _INNER not in text:
        return text
    before, _, after = text.partition(_INNER)
    if (sign := _QUOTED.search(before)) and not in_html:
        inner = inner.strip().replace("\n", f"\n{sign[1]}")
    return f"{before}{inner}{after.replace(_INNER, '')}"


def _shown(said: str) -> str:
    """Return an argument as HTML, which it is already if its tags are written as references."""
    return unescape(said) if "&lt;" in said and "<" not in said else escape(said)


def _bare(text: str) -> str:
    return _ATTRIBUTES.sub(lambda found: found["code"] or "", text) if "{" in text else text
