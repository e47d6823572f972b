"""Footnotes that HTML has as two links, there and back, become footnotes of Warta."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.annex.importing.bodies.from_markdown import NOTE, REFERENCE
from generator.annex.importing.bodies.tree import Tree, drop, new, replace_by, text_of

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-zA-Z]|[*†‡]{1,3})[\])]?")
"""What a reference shows: a number, a letter or a sign."""
_LONGEST_WAY_BACK = 12
_BLOCKS = frozenset({"li", "p", "div", "dd", "aside"})
_MOST = 999


def pair_footnotes(root: Tree) -> None:
    """Mark references and their notes, for which see `tree`; a link without a way back stays what it is."""
    if not any(link.get("href", "").startswith("#") for link in root.iter("a")):
        return
    order = {element: number for number, element in enumerate(root.iter())}
    places: dict[str, Tree] = {}
    backs: dict[str, list[Tree]] = {}
    for element in order:
        for name in _names(element):
            places.setdefault(name, element)
        if element.tag == "a" and element.get("href", "").startswith("#"):
            backs.setdefault(element.get("href")[1:], []).append(element)
    notes: dict[Tree, list[tuple[Tree, Tree]]] = {}
    links = [link for some in backs.values() for link in some if _MARK.fullmatch(text_of(link).strip())]
    for link in sorted(links, key=order.__getitem__)[:_MOST]:
        note = _block(places.get(link.get("href")[1:]), root)
        if note is None or order[note] < order[link]:
            continue
        names = [
            name for name in (*_names(link), *_names(link.getparent())) if places[name] in (link, link.getparent())
        ]
        ways = (back for name in names for back in backs.get(name, ()) if note in back.iterancestors())
        back = next(ways, None)
        if back is not None and len(text_of(back).strip()) <= _LONGEST_WAY_BACK:
            notes.setdefault(note, []).append((link, back))
    number = 0
    for note, found in notes.items():
        # Several notes in one block cannot be told apart, and one without a text is none.
        marks = sum(len(text_of(back).strip()) for _, back in found)
        if len({link.get("href") for link, _ in found}) == 1 and len(text_of(note).strip()) > marks:
            number += 1
            _mark(root, note, found, str(number))


def _names(element: Tree) -> Iterator[str]:
    return (name for key in ("id", "name") if (name := element.get(key)))


def _block(target: Tree | None, root: Tree) -> Tree | None:
    while target is not None and target is not root and target.tag not in _BLOCKS:
        target = target.getparent()
    return None if target is root else target


def _mark(root: Tree, note: Tree, found: list[tuple[Tree, Tree]], number: str) -> None:
    for link, back in found:
        _drop_mark(back)
        around = link.getparent()
        is_raised = (
            around.tag == "sup" and link.getnext() is link.getprevious() is None and not (around.text or link.tail)
        )
        reference = new("sup")
        reference.set(REFERENCE, number)
        replace_by(around if is_raised else link, reference)
    block = new("div", note.text)
    block.set(NOTE, number)
    block.extend(list(note))
    items = note.getparent()
    drop(note)
    if items.tag in {"ol", "ul"} and next(iter(items), None) is None:
        drop(items)
    root.append(block)


def _drop_mark(back: Tree) -> None:
    """Remove a way back, and what was put around it alone."""
    around = back.getparent()
    if around is None:
        return
    drop(back)
    if around.tag in {"sup", "p", "span"} and next(iter(around), None) is None and not (around.text or "").strip():
        drop(around)
