"""A tree in pieces: where a whole text cannot be written without losing a word, nearly all of its blocks can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from itertools import chain

from generator.importers.bodies.bacajuga import has_boxes, unlabelled
from generator.importers.bodies.markdown import PAGE, plain_text, to_markdown
from generator.importers.bodies.tree import BLOCKS, Tree, division
from generator.importers.bodies.wording import compare, shown_by, words_of, words_of_body
from generator.portal.records import Body
from generator.readers.embeds import embed
from generator.readers.markdown import parse_body
from generator.readers.pastes import BULLETS

_LIST_SIGNS = frozenset({*BULLETS, *(f"{sign}\ufe0f" for sign in BULLETS), "–", "—"})
_TYPED_BOXES = frozenset({"[", "]", "[x]", "[X]"})
_CONTAINERS = frozenset({"div", "section", "article", "main"})
"""Elements that only hold blocks."""
_APART = BLOCKS | _CONTAINERS
"""Elements that can be written by themselves."""
_DEEPEST = 3
"""Containers in each other that are taken apart."""


def differences(
    shown: str, body: Body, added: Counter[str] | None = None, removed: Counter[str] | None = None
) -> tuple[list[str], list[str]]:
    """Return the words of a text that a parsed body does not show, and those that it shows without a reason.

    Args:
        shown: what readers saw.
        body: what they will see.
        added: words that the body is meant to have more.
        removed: words that it is meant not to have.

    """
    added, removed = added or Counter(), removed or Counter()
    before, after = words_of(shown), words_of_body(body)
    lost, come = compare(before, after, added, removed)
    if (lost or come) and has_boxes(body):
        lost, come = compare(
            unlabelled(before),
            unlabelled(after),
            *(Counter(unlabelled([*some.elements()])) for some in (added, removed)),
        )
    # A list that was typed with signs is one with marks of its own now.
    lost = [word for word in lost if word not in _LIST_SIGNS]
    if any("://" in word for word in lost) and any(
        isinstance(one, str) and "data-embed" in one for one in chain(*body.parts)
    ):
        # An address that stood alone is a box now.
        lost = [word for word in lost if "://" not in word or not embed(word)]
    if "☐" in come or "☑" in come:
        lost = [word for word in lost if word not in _TYPED_BOXES]
        come = [word for word in come if word not in {"☐", "☑"}]
    return lost, come


def by_block(root: Tree, depth: int = 0) -> str:
    """Return the Markdown of a tidied tree, each block of which is written as well as it can be by itself."""
    written = []
    for block in _blocks(root):
        inner = block[0] if len(block) else None
        if inner is not None and inner.get("data-break") is not None:
            written.append(PAGE)
        elif (text := _whole(block)) is not None:
            written.append(text)
        elif inner is not None and inner.tag in _CONTAINERS and depth < _DEEPEST:
            written.append(by_block(inner, depth + 1))
        else:
            written.append(plain_text(block))
    return "\n\n".join(text for text in written if text)


def _blocks(root: Tree) -> Iterator[Tree]:
    """Yield the blocks of a tree, each alone in a new element, and what stands between two of them as one more."""
    between = division()
    between.text = root.text
    for child in root:
        one = deepcopy(child)
        if child.tag not in _APART:
            between.append(one)
            continue
        yield between
        block, between = division(), division()
        between.text, one.tail = one.tail, None
        block.append(one)
        yield block
    yield between


def _whole(block: Tree) -> str | None:
    """Return the Markdown of a block without a word less, with its emphasis if it can be; None if there is none."""
    shown = shown_by(block)
    for plainer in (False, True):
        text = to_markdown(deepcopy(block), plainer=plainer)
        body, problems = parse_body(text, "")
        if not problems and not differences(shown, body)[0]:
            return text
    return None
