"""Pictures and figures of a tree: one source, one caption, and a paragraph of their own where there is room for it."""

from __future__ import annotations

import re

from lxml import etree

from generator.annex.importing.bodies.context import Context
from generator.annex.importing.bodies.tree import Tree, beside_links, drop, lift, paragraph, replace_by, text_of
from generator.annex.importing.bodies.wording import words_of
from generator.base.sentences import as_it_is, sentence
from generator.base.text import quoted, squeeze
from generator.model.records import Blank, Body

_SOURCES = ("data-orig-file", "data-lazy-src", "data-src", "data-original", "src")
_PIXEL = frozenset({"0", "1", "1px", "0px"})
_CROWDED = ("li", "td", "th", "dd", "dt", "blockquote")
"""Where a picture with a caption can have no paragraph of its own."""


def picture(element: Tree, context: Context) -> None:
    """Give a picture its address on the new site, wherever the old one kept it; drop what only tracked readers."""
    classes = element.get("class", "")
    if "wp-smiley" in classes or "emoji" in classes.split():
        replace_by(element, None, element.get("alt", ""))
        context.added.update(words_of(element.get("alt", "")))
        return
    if element.get("width", "").strip() in _PIXEL and element.get("height", "").strip() in _PIXEL:
        context.note("script", sentence("a tracking pixel"), before=element.get("src", ""))
        drop(element)
        return
    sources = [element.get(key, "").strip() for key in _SOURCES]
    source = next((url for url in sources if url and not url.startswith(("data:", "blob:", "about:"))), "")
    target = context.lookups.picture(source)
    if not target.address:
        shown = sentence("the picture {picture} cannot be shown", picture=quoted(source))
        context.note("missing-media", shown if source else sentence("a picture has no address"), before=source)
        drop(element)
        return
    if target.note:
        context.note(target.note, as_it_is(target.address), before=source)
    alt = squeeze(element.get("alt", ""))
    element.attrib.clear()
    element.set("src", target.address)
    element.set("alt", alt)


def figure(element: Tree, context: Context) -> None:
    """Turn a figure with one picture into a paragraph that holds the picture with its caption."""
    if element.get("data-file") is not None:
        _from_library(element, context)
    pictures = list(element.iter("img"))
    captions = list(element.iter("figcaption"))
    caption = captions[0] if captions else None
    if element.find(".//figure") is not None:
        pictures = []
    text = squeeze(text_of(caption)) if caption is not None else ""
    # One that has a title has its caption from a figure inside of this one.
    if len(pictures) != 1 or pictures[0].get("title") or element.find(".//table") is not None:
        if caption is not None:
            caption.tag = "p"
        element.tag = "div"
        return
    if caption is not None:
        _note_links(caption, context)
        drop(caption)
    picture = pictures[0]
    outer = picture.getparent()
    if outer.tag == "a" and text:
        context.note("caption-link", sentence("the link around a picture with a caption"), before=outer.get("href", ""))
    elif outer.tag == "a":
        picture = outer
    new = paragraph()
    picture.tail = None
    new.append(picture)
    rest = squeeze(text_of(element))
    _note_links(element, context)
    replace_by(element, new)
    if rest:
        behind = paragraph()
        behind.text = rest
        new.addnext(behind)
    if not text:
        lift(new)
    elif _is_crowded(new):
        picture.tail = f" {text}"
    else:
        (picture if picture.tag == "img" else picture[0]).set("title", text)
        lift(new)


def _note_links(element: Tree, context: Context) -> None:
    for link in element.iter("a"):
        context.note("caption-link", as_it_is(quoted(text_of(link))), before=link.get("href", ""))


def _is_crowded(element: Tree) -> bool:
    around = next(element.iterancestors(*_CROWDED), None)
    return around is not None and "gallery" not in around.get("class", "")


def gallery(element: Tree, _context: Context) -> None:
    """Make the pictures of a gallery that is a list paragraphs of their own."""
    if "gallery" in element.get("class", "") and element.find(".//img") is not None:
        for item in list(element.iterchildren("li")):
            item.tag = "div"
        element.tag = "div"


def _from_library(element: Tree, context: Context) -> None:
    """Fill a figure that names a file of the source."""
    file = context.lookups.file(element.get("data-file", ""))
    if element.find(".//img") is None:
        if file is None:
            if key := element.get("data-file"):
                said = sentence("the picture {picture} of a gallery is not in the source", picture=quoted(key))
                context.note("missing-media", said)
            return
        picture(etree.SubElement(element, "img", src=file.url, alt=file.alt), context)
    if file is not None and element.find(".//figcaption") is None and file.caption:
        etree.SubElement(element, "figcaption").text = file.caption
        context.added.update(words_of(file.caption))


_BEGINNING = re.compile(r"\A\s*baca\s+juga\s*:", re.IGNORECASE)
_LABEL = re.compile(r"\bbaca juga ?(?:[-–—] ?)?(?:: ?)?", re.IGNORECASE)
"""What stands before the link, among words with a space between them."""
_PUNCTUATION = ".,;|·•-–—"
"""What may stand between the links, or behind the last one."""
_TEXTS = frozenset({"p", "li", "div", "blockquote", "dd"})
"""Elements that begin with a paragraph if they begin with text."""
_APART = _TEXTS | {"ul", "ol", "dl", "table", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
"""Elements behind which a paragraph begins."""
_LISTS = frozenset({"ul", "ol"})
_LONG_ENOUGH = 20
"""Characters in which a paragraph has said whether it begins so."""


def keep_text(element: Tree, standin: str) -> None:
    """Keep an element that begins like a Baca Juga box and cannot be one, or what stands behind it, as text.

    Its colon is escaped by a stand-in.
    """
    if element.tag in _TEXTS and _BEGINNING.match(_beginning(element)) and not _is_box(element):
        _escape_colon(element, standin)
    if element.tag in _APART and (tail := element.tail) and _BEGINNING.match(tail):
        element.tail = tail.replace(":", standin, 1)


def has_boxes(body: Body) -> bool:
    """Return whether a text has a Baca Juga box."""
    return any(isinstance(piece, Blank) and piece.kind in {"baca", "away"} for page in body.parts for piece in page)


def unlabelled(words: list[str]) -> list[str]:
    """Return words without what boxes have beside their links, which each system writes in its own way."""
    parts = _LABEL.sub("", " ".join(words)).split()
    return [bare for part in parts if (bare := part.strip(_PUNCTUATION))]


def _beginning(element: Tree) -> str:
    text = ""
    for part in element.itertext():
        text = f"{text}{part}".lstrip()
        if len(text) >= _LONG_ENOUGH:
            break
    return text


def _is_box(element: Tree) -> bool:
    """Return whether an element that begins with Baca Juga begins with a box.

    That is a paragraph of links alone, or one right above a list of links; a box would lose words beside the links.
    """
    inline: list[Tree] = []
    following = element.getnext() if not (element.tail or "").strip() else None
    for child in element:
        if child.tag in _APART:
            following = child
            break
        inline.append(child)
    if not inline and not (element.text or "").strip():
        # The block in it decides.
        return True
    beside = [element.text or "", *("".join((*beside_links(part), part.tail or "")) for part in inline)]
    if _says_more("".join(beside)):
        return False
    links = [link for part in inline for link in part.iter("a")]
    if any(link.find(".//img") is not None for link in links):
        # A box is words alone.
        return False
    if links:
        return any(text_of(link).strip() for link in links)
    return following is not None and following.tag in _LISTS and _is_list_of_links(following)


def _is_list_of_links(items: Tree) -> bool:
    return len(items) > 0 and all(
        item.tag == "li"
        and len(links := list(item.iter("a"))) == 1
        and text_of(links[0]).strip()
        and not _says_more("".join(beside_links(item)))
        for item in items
    )


def _says_more(text: str) -> bool:
    """Return whether a text says anything but the label of a box."""
    return any(map(str.isalnum, _BEGINNING.sub("", text, count=1)))


def _escape_colon(element: Tree, standin: str) -> None:
    for inner in element.iter():
        if inner.text and ":" in inner.text:
            inner.text = inner.text.replace(":", standin, 1)
            return
        if inner is not element and inner.tail and ":" in inner.tail:
            inner.tail = inner.tail.replace(":", standin, 1)
            return
