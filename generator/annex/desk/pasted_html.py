"""HTML from a clipboard becomes Markdown: first what programs add to it goes, then `annex.importing` converts it."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from generator.annex.importing.bodies.convert import convert
from generator.annex.importing.bodies.tree import Tree, drop, inside, new, replace_by, text_of, unwrap
from generator.annex.importing.bodies.wording import Destination, Lookups
from generator.annex.importing.items import Item
from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import squeeze
from generator.markup.boxes import embed
from generator.markup.elements import address_of

_NOT_SHOWN = ("style", "meta", "link", "title", "xml", "base", "head", "template", "noscript")
_FIELDS = ("input", "select", "textarea", "button")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:\s*[\w ]*line-through", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LIST = re.compile(r"mso-list\s*:\s*(l\d+)\s+level(\d)", re.IGNORECASE)
_MARK = "mso-list:Ignore"
_NUMBER = re.compile(r"\(?(?:(\d{1,3})|[a-zA-Z]|[ivxIVX]{1,6})[.)]")
_COMMENT = re.compile(r"mso-element\s*:\s*comment|mso-special-character\s*:\s*comment", re.IGNORECASE)
_DEEPEST, _DEEPEST_LIST = 250, 9
_CLOSING = re.compile(r"(\*\*\* ?\([A-Za-z][\w ./,&-]{0,40}\))\s*\Z")
_LINES = re.compile(r"white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces|preserve)", re.IGNORECASE)
_WAYS_OUT = {("www.google.com", "/url"): "q", ("l.facebook.com", "/l.php"): "u", ("l.instagram.com", "/"): "u"}
"""Addresses that only lead on, with the part of them that says where."""
_LEADS = ("http://", "https://", "mailto:", "tel:")


class _TooDeepError(Exception):
    """Elements are in each other without end."""


def converted(html: str, base_url: str) -> tuple[str, list[Sentence]] | None:
    """Return HTML as Markdown, and what was left out; None if it cannot become any."""
    left: Counter[str] = Counter()
    mark = ""

    def prepare(root: Tree) -> None:
        nonlocal mark
        left.clear()
        _prepare(root, left)
        mark = _without_mark(root)

    lookups = Lookups(lambda href: _target(href, base_url), lambda _: Destination(""), lambda _: None, lambda: ())
    item = Item("article", "", "", "", "", html, "html", None)
    try:
        made = convert(item, lookups, whole=True, prepare=prepare)
    except _TooDeepError:
        return None
    if made.problems:
        return None
    for note in made.notes:
        if note.code in ("form", "script"):
            left[note.code] += 1
    said = [_LEFT[kind](count) for kind, count in left.items() if count]
    links = sum(note.code in ("anchor", "unsafe-link") for note in made.notes)
    if links:
        said.append(counted("{count} link that leads nowhere", "{count} links that lead nowhere", links))
    said += [note.said for note in made.notes if note.code not in ("anchor", "unsafe-link", "form", "script")]
    if made.lost:
        said.append(sentence("these words: {words}", words=" ".join(made.lost)[:500]))
    return made.text + mark, list(dict.fromkeys(said))


_LEFT = {
    "picture": lambda count: counted(
        "{count} picture; upload it as a photo", "{count} pictures; upload them as photos", count
    ),
    "film": lambda count: counted(
        "{count} film, sound or frame", "{count} films, sounds or frames", count
    ),
    "script": lambda count: counted("{count} script", "{count} scripts", count),
    "form": lambda count: counted("{count} form", "{count} forms", count),
    "comment": lambda count: counted("{count} comment", "{count} comments", count),
    "deleted": lambda count: counted(
        "{count} passage that Word shows as deleted", "{count} passages that Word shows as deleted", count
    ),
    "hidden": lambda count: counted("{count} hidden passage", "{count} hidden passages", count),
    "table": lambda count: counted(
        "the merged cells of {count} table; look at it", "the merged cells of {count} tables; look at them", count
    ),
}  # fmt: skip


def _target(href: str, base_url: str) -> Destination:
    href = href.strip()
    try:
        parts = urlsplit(href)
        if key := _WAYS_OUT.get((parts.netloc, parts.path)):
            href = parse_qs(parts.query).get(key, [href])[0]
    except ValueError:
        return Destination("", note="unsafe-link")
    if not href.lower().startswith(_LEADS) or re.search(r"[\s<>\"\\^`{|}]", href):
        return Destination("", note="unsafe-link")
    if base_url and href.startswith(f"{base_url}/"):
        return Destination(href.removeprefix(base_url))
    return Destination(href)


# ------------------------------------------------------------------------- what programs add


def _prepare(root: Tree, left: Counter[str]) -> None:
    """Take out of a tree what is no text of an article, counting what is missed, and make lists and emphasis real."""
    _check_depth(root)
    gone: set[Tree] = set()
    for element in list(root.iterdescendants()):
        if element in gone:
            continue
        style, classes = element.get("style", ""), element.get("class", "").lower()
        if kind := _left_out(element, style, classes):
            if kind != "nothing":
                left[kind] += 1
            gone.update(element.iter())
            drop(element)
        elif element.tag == "img":
            _picture(element, left)
        elif element.tag == "form":
            # Some pages are all of them within one.
            left["form"] += 1
            unwrap(element)
    for element in list(root.iterdescendants()):
        if ":" in element.tag:
            # Word's own, as o:p.
            unwrap(element)
        for key in ("data-break", "data-bare", "data-file"):
            element.attrib.pop(key, None)
    _lists(root)
    for element in list(root.iter("span", "div", "p")):
        if _LINES.search(element.get("style", "")):
            _break(element)
    for element in list(root.iter("span", "font", "b", "strong")):
        _emphasis(element)
    for table in root.iter("table"):
        left["table"] += any(
            cell.get(key, "1") not in ("", "0", "1") for cell in table.iter("td", "th") for key in _SPANS
        )
    left += Counter()


_SPANS = ("colspan", "rowspan")


def _check_depth(root: Tree) -> None:
    depths = {root: 0}
    for element in root.iterdescendants():
        depths[element] = depth = depths[element.getparent()] + 1
        if depth > _DEEPEST:
            raise _TooDeepError


def _left_out(element: Tree, style: str, classes: str) -> str:
    """Return what an element is that no text has; empty for one that stays."""
    if element.tag in _NOT_SHOWN:
        return "nothing"
    if element.tag == "script":
        return "script"
    if element.tag in _FIELDS and not inside(element, ("li", "a")):
        return "nothing"
    if element.tag == "iframe" and embed(address_of(element.get("src", ""))):
        return ""
    if element.tag in ("iframe", "video", "audio", "object", "embed", "applet", "canvas"):
        return "film"
    if element.tag in ("v:imagedata", "svg", "picture") and element.find(".//img") is None:
        return "picture"
    is_mark = classes in ("msocomoff", "msocommentreference", "msocomanchor")
    if is_mark or _COMMENT.search(style) or element.get("href", "").startswith("#cmnt"):
        return "comment" if element.tag == "a" or "comment-list" not in style else "nothing"
    if element.tag == "del" and (element.get("cite") or element.get("datetime")):
        return "deleted"
    if _HIDDEN.search(style) or element.get("hidden") is not None:
        return "hidden" if squeeze(text_of(element)) else "nothing"
    return ""


def _picture(element: Tree, left: Counter[str]) -> None:
    """Count a picture, but for one that is a letter, as chats and networks have emoji, or that nobody sees."""
    alt = element.get("alt", "")
    if alt and len(alt) <= 8 and not any(map(str.isalnum, alt)):
        drop(element, alt)
        return
    if element.get("width", "") not in ("0", "1") or element.get("height", "") not in ("0", "1"):
        left["picture"] += 1
    drop(element)


def _without_mark(root: Tree) -> str:
    """Take the reporter's mark from the end of a text, and return it: the converter would take it for mere signs."""
    found = _CLOSING.search(text_of(root)[-100:])
    if found:
        for element in reversed(list(root.iter())):
            for part in ("tail", "text"):
                if (text := (getattr(element, part) or "").rstrip()).endswith(found[1]):
                    setattr(element, part, text.removesuffix(found[1]).rstrip())
                    return f" {found[1]}" if text != found[1] else f"\n\n{found[1]}"
    return ""


def _break(element: Tree) -> None:
    """Make line feeds breaks, in an element that shows them so."""
    for child in reversed(list(element)):
        first, *others = (child.tail or "").split("\n")
        child.tail = first
        for line in reversed(others):
            broken = new("br")
            broken.tail = line
            child.addnext(broken)
    first, *others = (element.text or "").split("\n")
    element.text = first
    for line in reversed(others):
        broken = new("br")
        broken.tail = line
        element.insert(0, broken)


def _emphasis(element: Tree) -> None:
    style = element.get("style", "")
    if element.tag in ("b", "strong") and _NOT_BOLD.search(style):
        unwrap(element)
        return
    if element.tag not in ("span", "font"):
        return
    is_heading = inside(element, _HEADINGS)
    wanted = [
        tag
        for tag, pattern in (("b", _BOLD), ("i", _ITALIC), ("s", _STRUCK))
        if pattern.search(style) and not (tag == "b" and is_heading) and not inside(element, (tag,))
    ]
    for tag in wanted[1:]:
        inner = new(tag, element.text)
        inner.extend(list(element))
        element.text = None
        element.append(inner)
    if wanted:
        element.tag = wanted[0]


# ---------------------------------------------------------------------------------- lists


def _lists(root: Tree) -> None:
    """Make lists of Word's paragraphs that look like items, and put lists in lists as HTML has them."""
    for first in list(root.iter("p")):
        if _level(first)[0]:
            _list_from(first)
    for element in list(root.iter("ul", "ol")):
        above, before = element.getparent(), element.getprevious()
        if above is not None and above.tag in ("ul", "ol") and before is not None and before.tag == "li":
            element.tail = None
            before.append(element)
    for item in root.iter("li"):
        if len(item) and item[0].tag == "p" and not squeeze(item.text or "") and item.find("p[2]") is None:
            unwrap(item[0])


def _level(element: Tree) -> tuple[int, str]:
    """Return how deep a paragraph is in lists, and in which one; 0 for one that is no item."""
    found = _LIST.search(element.get("style", "")) if element.tag == "p" else None
    return (min(int(found[2]) or 1, _DEEPEST_LIST), found[1]) if found else (0, "")


def _list_from(first: Tree) -> None:
    """Turn a paragraph that is an item, and those behind it, into lists in its place."""
    run = [first]
    while (following := run[-1].getnext()) is not None and _level(following)[0] and not squeeze(run[-1].tail or ""):
        run.append(following)
    places = [_level(paragraph) for paragraph in run]
    around = new("div")
    replace_by(first, around)
    around.tail = run[-1].tail
    lists: list[tuple[int, str, Tree]] = []
    for paragraph, (level, name) in zip(run, places, strict=True):
        mark = _mark(paragraph)
        if paragraph is not first:
            paragraph.getparent().remove(paragraph)
        while lists and (lists[-1][0] > level or (lists[-1][0] == level and lists[-1][1] != name)):
            lists.pop()
        if not lists or lists[-1][0] < level:
            made = new("ol" if (number := _NUMBER.fullmatch(mark)) else "ul")
            if number and number[1] and number[1] != "1":
                made.set("start", number[1])
            (lists[-1][2][-1] if lists else around).append(made)
            lists.append((level, name, made))
        paragraph.tag, paragraph.tail = "li", None
        lists[-1][2].append(paragraph)


def _mark(paragraph: Tree) -> str:
    """Take an item's mark out of it, and return it."""
    for element in paragraph.iter("span"):
        if _MARK.lower() in element.get("style", "").replace(" ", "").lower():
            mark = squeeze(text_of(element))
            drop(element)
            return mark
    return ""
