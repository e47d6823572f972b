"""Makes of a tree of HTML one that Markdown can say: pictures with captions, addresses, nothing that only browsers do.

Each sort of element has a function in a table; an element without one stays if Markdown knows it, and gives way to its
content otherwise. No text goes without a note.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from lxml import etree

from generator.annex.importing.bodies.context import Context
from generator.annex.importing.bodies.figures import figure, gallery, picture
from generator.annex.importing.bodies.tree import (
    BLOCKS,
    LIFTED_OUT_OF,
    Tree,
    drop,
    inside,
    lift,
    paragraph,
    replace_by,
    step_out,
    text_of,
    unwrap,
)
from generator.annex.importing.bodies.wording import words_of, words_of_tree
from generator.base.sentences import as_it_is, sentence
from generator.base.text import quoted, squeeze
from generator.markup.boxes import embed
from generator.markup.elements import address_of, host_of, label
from generator.model.urls import Anchors, is_web

Rule = Callable[[Tree, Context], None]

_EMBEDDED = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data")
_POST = re.compile(r"https?://(?:(?:www|mobile|m)\.)?(?:twitter|x|instagram|tiktok|facebook)\.com/")
_WORDS = (
    "span", "font", "u", "ins", "mark", "small", "big", "abbr", "acronym", "q", "cite", "kbd", "samp", "var", "tt",
    "label", "time", "bdi", "bdo", "ruby", "rt", "rp", "dfn",
)  # fmt: skip
"""Elements around words, of which Markdown knows nothing."""
_INLINE = frozenset({*_WORDS, *(LIFTED_OUT_OF - {"p", "h1", "h2", "h3", "h4", "h5", "h6"})})
_NOT_ID = re.compile(r"[^\w\s-]")
_WORDLIKE = re.compile(r"\w")


def tidy(root: Tree, context: Context) -> None:
    """Change a tree in place."""
    context.places |= _places(root)
    # From the inside out, so that a figure finds its picture as it will be.
    for element in reversed(list(root.iterdescendants())):
        if rule := _RULES.get(element.tag):
            rule(element, context)
    for element in list(root.iter("a", "b", "strong", "i", "em", "s", "del", "strike")):
        _unempty(element)


def _places(root: Tree) -> dict[str, str]:
    """Return the ids that headings will have, by those that they have and those that the old site may have made."""
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
    context.note("script", as_it_is(f"<{element.tag}>"), before=(element.get("src") or text_of(element))[:200])
    context.removed.update(words_of_tree(element))
    drop(element)


def _silent(element: Tree, _context: Context) -> None:
    drop(element)


def _drawing(element: Tree, context: Context) -> None:
    if words := words_of_tree(element):
        context.note("script", as_it_is(f"<{element.tag}>"), before=" ".join(words))
        context.removed.update(words)
    drop(element)


def _source(element: Tree, _context: Context) -> None:
    """Keep what a player plays until it is its turn; a picture has one that every browser shows."""
    if not inside(element, ("video", "audio", "object")):
        drop(element)


def _noscript(element: Tree, context: Context) -> None:
    """Keep what is for readers without script, unless it is the picture that script would load."""
    previous, following = element.getprevious(), element.getnext()
    beside = (sibling.tag for sibling in (previous, following) if sibling is not None)
    if not squeeze(text_of(element)) and "img" in beside:
        drop(element)
        return
    unwrap(element)
    del context


def _form(element: Tree, context: Context) -> None:
    if element.tag == "input" and element.get("type") == "checkbox" and inside(element, ("li",)):
        # An item of a task list.
        replace_by(element, None, "[x] " if "checked" in element.keys() else "[ ] ")  # noqa: SIM118 - no mapping
        return
    if element.tag == "button" and (inside(element, ("a",)) or element.find(".//a") is not None):
        # A link that looks like one.
        unwrap(element)
        return
    text = squeeze(text_of(element))
    context.note("form", as_it_is(f"<{element.tag}>"), before=text)
    context.removed.update(words_of_tree(element))
    drop(element)


def _frame(element: Tree, context: Context) -> None:
    """Turn a frame or a player into an address of which Warta makes a box, or into a link with words."""
    found = next((element.get(key) for key in _EMBEDDED if element.get(key, "").strip() not in {"", "about:blank"}), "")
    if not found:
        found = next((source.get("src", "") for source in element.iter("source") if source.get("src")), "")
    if not found:
        found = next((p.get("value", "") for p in element.iter("param") if p.get("name") in {"movie", "src"}), "")
    address = address_of(found) if element.tag in {"iframe", "embed", "object"} else ""
    if not address and element.tag == "object" and (inner := element.find(".//p")) is not None:
        # What it holds for older browsers shows something.
        replace_by(element, inner)
        lift(inner)
        return
    context.removed.update(words_of_tree(element))
    if not address and element.tag in {"video", "audio"}:
        target = context.lookups.picture(found)
        address = target.address
    if not address:
        said = sentence("<{tag}> shows nothing that has an address, and was removed", tag=element.tag)
        context.note("embed", said, before=found)
        drop(element)
        return
    new = paragraph()
    if embed(address):
        new.set("data-bare", "")
        new.text = address
    else:
        kind = {"video": "Video", "audio": "Audio"}.get(element.tag, "")
        link = etree.SubElement(new, "a", href=address)
        link.text = f"{kind}: {address.rpartition('/')[2]}" if kind else label(address)
        context.note("embed", sentence("<{tag}> became a link", tag=element.tag), before=found, after=address)
        context.added.update(words_of(link.text))
    context.added.update(words_of(address))
    replace_by(element, new)
    lift(new)


def _bare(element: Tree, context: Context) -> None:
    """Turn a paragraph that is marked as an address into a box or a link; one without an address stays as it is."""
    written = squeeze(element.text or "")
    address = address_of(written)
    lift(element)
    if not address:
        del element.attrib["data-bare"]
        return
    context.added.update(words_of(address))
    context.removed.update(words_of(written))
    if embed(address):
        element.text = address
        return
    context.note("embed", sentence("an embedded address became a link"), after=address)
    del element.attrib["data-bare"]
    element.text = None
    link = etree.SubElement(element, "a", href=address)
    link.text = label(address)
    context.added.update(words_of(link.text))


def _link(element: Tree, context: Context) -> None:
    href = element.get("href", "").strip()
    pictures = list(element.iter("img"))
    if not href:
        unwrap(element)
        return
    if href.startswith("#") and (place := context.places.get(unquote(href[1:]))):
        element.attrib.clear()
        element.set("href", f"#{place}")
        return
    if href.startswith("#"):
        if squeeze(text_of(element)):
            context.note("anchor", as_it_is(quoted(squeeze(text_of(element)))), before=href)
        unwrap(element)
        return
    target = context.lookups.link(href)
    if not target.address:
        context.note(target.note or "unsafe-link", as_it_is(quoted(squeeze(text_of(element)))), before=href)
        unwrap(element)
        return
    if target.note:
        context.note(target.note, as_it_is(target.address), before=href)
    if pictures and target.is_media and not squeeze(text_of(element)):
        # A picture that led to itself in full size.
        unwrap(element)
        return
    element.attrib.clear()
    element.set("href", target.address)


def _quote(element: Tree, context: Context) -> None:
    """Put the address of a post, which becomes a box, behind its quotation."""
    cited = element.get("data-instgrm-permalink") or element.get("cite") or element.get("data-href") or ""
    hrefs = [cited, *reversed([link.get("href", "") for link in element.iter("a")])]
    classes = element.get("class", "")
    if not any(name in classes for name in ("twitter", "instagram", "tiktok", "fb-", "facebook")):
        return
    posts = (href.partition("?")[0] for href in hrefs if _POST.match(href))
    address = next(filter(embed, posts), "")
    if address:
        new = paragraph()
        new.set("data-bare", "")
        new.text = address
        element.addnext(new)
        new.tail, element.tail = element.tail, None
        context.added.update(words_of(address))
        lift(new)


def _heading(element: Tree, _context: Context) -> None:
    for picture_inside in reversed(list(element.iter("img"))):
        # In a heading it would be its alternative text alone.
        around = picture_inside.getparent()
        shown = around if around.tag == "a" and not squeeze(text_of(around)) else picture_inside
        if shown.getparent() is None or shown is element:
            continue
        behind = paragraph()
        element.addnext(behind)
        behind.tail, element.tail = element.tail, None
        replace_by(shown, None)
        shown.tail = None
        behind.append(shown)
    for inner in list(element.iter("b", "strong", "br", "p", "div")):
        if inner.tag == "br":
            inner.tail = f" {inner.tail or ''}"
        unwrap(inner)
    if element.tag == "h1":
        element.tag = "h2"


def _break(element: Tree, _context: Context) -> None:
    """Make two breaks in a row the end of a paragraph, and drop one at an end of a block."""
    parent, following = element.getparent(), element.getnext()
    alone = not (element.tail or "").strip()
    previous = element.getprevious()
    first = not ((parent.text if previous is None else previous.tail) or "").strip() and (
        previous is None or previous.tag in BLOCKS
    )
    last = alone and (following is None or following.tag in BLOCKS)
    if parent.tag in _INLINE and ((first and previous is None) or (last and following is None)):
        # At the edge of bold words, say: it is beside them.
        step_out(element, behind=last and following is None)
        _break(element, _context)
    elif first or last:
        drop(element)
    elif alone and following is not None and following.tag == "br":
        if parent.tag == "p":
            drop(following)
            lift(element, alone=True)
        else:
            drop(element)


def _plain(element: Tree, _context: Context) -> None:
    unwrap(element)


def _address_alone(element: Tree, context: Context) -> None:
    """Make a box of a paragraph whose only text is the address of a post, also where that is a link."""
    if element.get("data-bare") is not None:
        _bare(element, context)
        return
    first = (element.text or "").lstrip()
    if first and not first.startswith("http"):
        return
    text = squeeze(text_of(element))
    if " " not in text and is_web(text) and element.find(".//img") is None:
        # Readers of the old site saw what is there, and those of the new one see a box, or a link named by its host.
        context.removed.update(words_of(text))
        context.added.update(words_of(host_of(text)))
        for child in list(element):
            element.remove(child)
        element.set("data-bare", "")
        element.text = text
        lift(element)


def _wrapper(element: Tree, context: Context) -> None:
    if "wp-block-embed__wrapper" in element.get("class", ""):
        element.tag = "p"
        _address_alone(element, context)


def _unempty(element: Tree) -> None:
    if element.getparent() is not None and not _WORDLIKE.search(text_of(element)) and element.find(".//img") is None:
        unwrap(element)


_RULES: dict[str, Rule] = {
    **dict.fromkeys(("script", "style", "template", "applet", "link", "meta", "base", "canvas", "map"), _harmful),
    **dict.fromkeys(("form", "input", "select", "textarea", "button"), _form),
    **dict.fromkeys(("iframe", "embed", "object", "video", "audio"), _frame),
    **dict.fromkeys(("track", "wbr", "colgroup", "col"), _silent),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys((*_WORDS, "center", "picture", "address", "fieldset"), _plain),
    "svg": _drawing, "source": _source, "param": _source,
    "noscript": _noscript, "img": picture, "figure": figure, "a": _link, "blockquote": _quote, "br": _break,
    "ul": gallery,
    "p": _address_alone, "div": _wrapper,
}  # fmt: skip
