"""Reduces an HTML tree to what Markdown can express: captioned pictures, addresses, nothing browser-specific.

A table has a function for each kind of element; others stay if Markdown has them, and are replaced by their content
otherwise. No text is dropped without a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from lxml import etree

from generator.annex.importing.bodies.frames import address_of, host_of, label
from generator.annex.importing.bodies.tree import (
    BLOCKS,
    LIFTED_OUT_OF,
    Tree,
    drop,
    inside,
    lift,
    new,
    replace_by,
    text_of,
    unwrap,
    write_before,
)
from generator.annex.importing.bodies.wording import Context, words_of, words_of_tree
from generator.base.sentences import Sentence, as_it_is, sentence
from generator.base.text import quoted, squeeze
from generator.markup.boxes import embed
from generator.model.urls import Anchors, is_web

Rule = Callable[[Tree, Context], None]

_EMBEDDED = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data")
_POST = re.compile(r"https?://(?:(?:www|mobile|m)\.)?(?:twitter|x|instagram|tiktok|facebook)\.com/")
_WORDS = (
    "span", "font", "u", "ins", "mark", "small", "big", "abbr", "acronym", "q", "cite", "kbd", "samp", "var", "tt",
    "label", "time", "bdi", "bdo", "ruby", "rt", "rp", "dfn",
)  # fmt: skip
"""Elements around words, of which Markdown knows nothing."""
_AROUND = (*_WORDS, "button", "picture")
"""Elements of which only the content stays."""
_INLINE = frozenset({*_WORDS, *(LIFTED_OUT_OF - {"p", "h1", "h2", "h3", "h4", "h5", "h6"})})
_NOT_ID = re.compile(r"[^\w\s-]")
_WORDLIKE = re.compile(r"\w")

_SOURCES = ("data-orig-file", "data-lazy-src", "data-src", "data-original", "src")
_PIXEL = frozenset({"0", "1", "1px", "0px"})
_CROWDED = ("li", "td", "th", "dd", "dt", "blockquote")
"""Where a picture with a caption can have no paragraph of its own."""


def tidy(root: Tree, context: Context) -> None:
    """Change a tree in place."""
    context.places |= _places(root)
    # Inside out, so that a figure finds its picture in final form.
    for element in reversed(list(root.iterdescendants())):
        if rule := _RULES.get(element.tag):
            rule(element, context)
    for element in list(root.iter("a", "b", "strong", "i", "em", "s", "del", "strike")):
        if not _WORDLIKE.search(text_of(element)) and element.find(".//img") is None:
            unwrap(element)


def _places(root: Tree) -> dict[str, str]:
    """Return the ids that headings will have, by those they have and those the old site may have generated."""
    anchors = Anchors()
    found: dict[str, str] = {}
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if text := squeeze(text_of(heading)):
            anchor = anchors.add(text, 1)
            named = [inner.get("id") or inner.get("name") for inner in heading.iter()]
            for name in (*named, anchor, _NOT_ID.sub("", text.lower()).replace(" ", "-")):
                if name:
                    found.setdefault(name, anchor)
    return found


def _harmful(element: Tree, context: Context) -> None:
    words = words_of_tree(element)
    # An icon says nothing.
    if words or element.tag != "svg":
        context.note("script", as_it_is(f"<{element.tag}>"), before=(element.get("src") or text_of(element))[:200])
        context.removed.update(words)
    drop(element)


def _source(element: Tree, _context: Context) -> None:
    """Keep a player's sources until it is processed; a picture has one that every browser shows."""
    if not inside(element, ("video", "audio", "object")):
        drop(element)


def _noscript(element: Tree, _context: Context) -> None:
    """Keep content for readers without script, unless it is the picture that the script would load."""
    siblings = (element.getprevious(), element.getnext())
    is_shown = any(sibling is not None and sibling.tag == "img" for sibling in siblings)
    (drop if is_shown and not squeeze(text_of(element)) else unwrap)(element)


def _form(element: Tree, context: Context) -> None:
    if element.tag == "input" and element.get("type") == "checkbox" and inside(element, ("li",)):
        # An item of a task list.
        drop(element, "[x] " if element.get("checked") is not None else "[ ] ")
    else:
        context.note("form", as_it_is(f"<{element.tag}>"), before=squeeze(text_of(element)))
        context.removed.update(words_of_tree(element))
        for source in (picture.get("src", "") for picture in element.iter("img")):
            context.note("dropped", as_it_is(source), before=source)
        drop(element)


def _frame(element: Tree, context: Context) -> None:
    """Turn a frame or player into an address that Warta shows as a box, or into a link with words."""
    found = next((element.get(key) for key in _EMBEDDED if element.get(key, "").strip() not in {"", "about:blank"}), "")
    if not found:
        found = next((source.get("src", "") for source in element.iter("source") if source.get("src")), "")
    if not found:
        found = next((p.get("value", "") for p in element.iter("param") if p.get("name") in {"movie", "src"}), "")
    address = address_of(found) if element.tag in {"iframe", "embed", "object"} else ""
    context.removed.update(words_of_tree(element))
    if not address and element.tag in {"video", "audio"}:
        target = context.lookups.picture(found)
        address = target.address
    if not address:
        said = sentence("<{tag}> shows nothing that has an address, and was removed", tag=element.tag)
        context.note("embed", said, before=found)
        drop(element)
        return
    shown = new("p")
    kind = {"video": "Video: ", "audio": "Audio: "}.get(element.tag, "")
    said = sentence("<{tag}> became a link", tag=element.tag)
    _show(shown, address, context, said, found, kind + address.rpartition("/")[2] if kind else "")
    replace_by(element, shown)
    lift(shown)


def _show(element: Tree, address: str, context: Context, said: Sentence, before: str = "", words: str = "") -> None:
    """Make an empty paragraph an address that Warta shows as a box; or a link, with a note."""
    context.added.update(words_of(address))
    if embed(address):
        element.set("data-bare", "")
        element.text = address
        return
    link = etree.SubElement(element, "a", href=address)
    link.text = words or label(address)
    context.added.update(words_of(link.text))
    context.note("embed", said, before=before, after=address)


def _bare(element: Tree, context: Context) -> None:
    """Turn a paragraph marked as an address into a box or link; leave one without an address."""
    written = squeeze(element.text or "")
    address = address_of(written)
    lift(element)
    del element.attrib["data-bare"]
    if address:
        context.removed.update(words_of(written))
        element.text = None
        _show(element, address, context, sentence("an embedded address became a link"))


def _link(element: Tree, context: Context) -> None:
    href = element.get("href", "").strip()
    words = squeeze(text_of(element))
    address = ""
    if href.startswith("#"):
        if place := context.places.get(unquote(href[1:])):
            address = f"#{place}"
        elif words:
            context.note("anchor", as_it_is(quoted(words)), before=href)
    elif href:
        target = context.lookups.link(href)
        if not target.address:
            context.note(target.note or "unsafe-link", as_it_is(quoted(words)), before=href)
        elif target.note:
            context.note(target.note, as_it_is(target.address), before=href)
        # A picture that linked to its own full size gets no link.
        if words or not target.is_media or element.find(".//img") is None:
            address = target.address
    if not address:
        unwrap(element)
        return
    element.attrib.clear()
    element.set("href", address)


def _quote(element: Tree, context: Context) -> None:
    """Put a post's address, which becomes a box, after its quotation."""
    cited = element.get("data-instgrm-permalink") or element.get("cite") or element.get("data-href") or ""
    hrefs = [cited, *reversed([link.get("href", "") for link in element.iter("a")])]
    classes = element.get("class", "")
    if not any(name in classes for name in ("twitter", "instagram", "tiktok", "fb-", "facebook")):
        return
    posts = (href.partition("?")[0] for href in hrefs if _POST.match(href))
    address = next(filter(embed, posts), "")
    if address:
        shown = _behind(element)
        shown.set("data-bare", "")
        shown.text = address
        context.added.update(words_of(address))
        lift(shown)


def _behind(element: Tree) -> Tree:
    behind = new("p")
    element.addnext(behind)
    behind.tail, element.tail = element.tail, None
    return behind


def _heading(element: Tree, _context: Context) -> None:
    for picture_inside in reversed(list(element.iter("img"))):
        # In a heading only its alternative text would remain.
        around = picture_inside.getparent()
        shown = around if around.tag == "a" and not squeeze(text_of(around)) else picture_inside
        if shown.getparent() is None or shown is element:
            continue
        behind = _behind(element)
        drop(shown)
        shown.tail = None
        behind.append(shown)
    for inner in list(element.iter("b", "strong", "br", "p", "div")):
        if inner.tag == "br":
            inner.tail = f" {inner.tail or ''}"
        unwrap(inner)
    if element.tag == "h1":
        element.tag = "h2"


def _break(element: Tree, _context: Context) -> None:
    """Turn two consecutive breaks into a paragraph end, and drop one at a block's edge."""
    parent, following = element.getparent(), element.getnext()
    alone = not (element.tail or "").strip()
    previous = element.getprevious()
    first = not ((parent.text if previous is None else previous.tail) or "").strip() and (
        previous is None or previous.tag in BLOCKS
    )
    last = alone and (following is None or following.tag in BLOCKS)
    if parent.tag in _INLINE and ((first and previous is None) or (last and following is None)):
        # For example at the edge of bold words: it is beside them.
        if last and following is None:
            element.tail, parent.tail = parent.tail, None
            parent.addnext(element)
        else:
            parent.text, element.tail = element.tail, None
            parent.addprevious(element)
        _break(element, _context)
    elif first or last:
        drop(element)
    elif alone and following is not None and following.tag == "br":
        if parent.tag == "p":
            drop(following)
            # What is left is the split.
            lift(element)
            drop(element)
        else:
            drop(element)


def _address_alone(element: Tree, context: Context) -> None:
    """Make a paragraph whose only text is a post's address, linked or not, a box."""
    if element.get("data-bare") is not None:
        _bare(element, context)
        return
    first = (element.text or "").lstrip()
    if first and not first.startswith("http"):
        return
    text = squeeze(text_of(element))
    if " " not in text and is_web(text) and element.find(".//img") is None:
        # Old readers saw the text; new ones see a box, or a link named by its host.
        context.removed.update(words_of(text))
        context.added.update(words_of(host_of(text)))
        del element[:]
        element.set("data-bare", "")
        element.text = text
        lift(element)


def _wrapper(element: Tree, context: Context) -> None:
    if "wp-block-embed__wrapper" in element.get("class", ""):
        element.tag = "p"
        _address_alone(element, context)


def _picture(element: Tree, context: Context) -> None:
    """Give a picture its new address, wherever the old site kept it; drop tracking pixels."""
    classes = element.get("class", "")
    if "wp-smiley" in classes or "emoji" in classes.split():
        drop(element, element.get("alt", ""))
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
    # A page shows none that is missing, and the words on both sides of it are not one.
    before = element.getprevious()
    if ((element.getparent().text if before is None else before.tail) or "")[-1:].isalnum():
        write_before(element, " ")
    element.attrib.clear()
    element.set("src", target.address)
    element.set("alt", alt)


def _figure(element: Tree, context: Context) -> None:
    """Turn a figure with one picture into a paragraph with the picture and its caption."""
    if element.get("data-file") is not None:
        _from_library(element, context)
    pictures = list(element.iter("img"))
    caption = next(element.iter("figcaption"), None)
    inner = next(element.iterdescendants("figure", "table"), None) is not None
    # A picture with a title has its caption from an inner figure.
    if inner or len(pictures) != 1 or pictures[0].get("title"):
        if caption is not None:
            caption.tag = "p"
        element.tag = "div"
        return
    text = ""
    if caption is not None:
        text = squeeze(text_of(caption))
        _note_links(caption, context)
        drop(caption)
    shown = pictures[0]
    outer = shown.getparent()
    if outer.tag == "a" and text:
        context.note("caption-link", sentence("the link around a picture with a caption"), before=outer.get("href", ""))
    elif outer.tag == "a":
        shown = outer
    alone = new("p")
    shown.tail = None
    alone.append(shown)
    rest = squeeze(text_of(element))
    _note_links(element, context)
    replace_by(element, alone)
    if rest:
        alone.addnext(new("p", rest))
    around = next(alone.iterancestors(*_CROWDED), None)
    if text and around is not None and "gallery" not in around.get("class", ""):
        shown.tail = f" {text}"
        return
    if text:
        shown.set("title", text)
    lift(alone)


def _note_links(element: Tree, context: Context) -> None:
    for link in element.iter("a"):
        context.note("caption-link", as_it_is(quoted(text_of(link))), before=link.get("href", ""))


def _gallery(element: Tree, _context: Context) -> None:
    """Make the pictures of a gallery list separate paragraphs."""
    if "gallery" in element.get("class", "") and element.find(".//img") is not None:
        for item in list(element.iterchildren("li")):
            item.tag = "div"
        element.tag = "div"


def _from_library(element: Tree, context: Context) -> None:
    file = context.lookups.file(element.get("data-file", ""))
    if next(element.iterdescendants("img"), None) is None:
        if file is None:
            if key := element.get("data-file"):
                said = sentence("the picture {picture} of a gallery is not in the source", picture=quoted(key))
                context.note("missing-media", said)
            return
        _picture(etree.SubElement(element, "img", src=file.url, alt=file.alt), context)
    if file is not None and file.caption and next(element.iterdescendants("figcaption"), None) is None:
        etree.SubElement(element, "figcaption").text = file.caption
        context.added.update(words_of(file.caption))


_RULES: dict[str, Rule] = {
    **dict.fromkeys(("script", "style", "template", "applet", "link", "meta", "base", "canvas", "map"), _harmful),
    **dict.fromkeys(("form", "input", "select", "textarea"), _form),
    **dict.fromkeys(("iframe", "embed", "object", "video", "audio"), _frame),
    **dict.fromkeys(("track", "wbr", "colgroup", "col"), lambda element, _: drop(element)),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(_AROUND, lambda element, _: unwrap(element)),
    **dict.fromkeys(("center", "address", "fieldset"), lambda element, _: setattr(element, "tag", "div")),
    "svg": _harmful, "source": _source, "param": _source, "noscript": _noscript, "img": _picture, "figure": _figure,
    "ul": _gallery, "a": _link, "blockquote": _quote, "br": _break, "p": _address_alone, "div": _wrapper,
}  # fmt: skip
