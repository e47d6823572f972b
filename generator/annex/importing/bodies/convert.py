"""One body from its source to Markdown whose words are those of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import chain

from msgspec.structs import replace

from generator.annex.importing.bodies.context import Context, Lookups
from generator.annex.importing.bodies.figures import has_boxes, unlabelled
from generator.annex.importing.bodies.from_markdown import from_markdown
from generator.annex.importing.bodies.from_wordpress import to_html
from generator.annex.importing.bodies.tidying import tidy
from generator.annex.importing.bodies.to_markdown import PAGE, plain_text, to_markdown
from generator.annex.importing.bodies.tree import BLOCKS, Tree, division, parse
from generator.annex.importing.bodies.wording import compare, shown_by, words_of, words_of_body
from generator.annex.importing.items import Item, Markup, Note
from generator.base.errors import Problem
from generator.base.sentences import NOTHING, Sentence, as_it_is, sentence
from generator.lint.text.pasted_text import BULLETS
from generator.markup.boxes import embed
from generator.markup.collector import MAX_PAGES
from generator.markup.markdown import parse_body
from generator.model.records import Body, Record

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
    """Return the words of a shown text that a parsed body lacks, and those that it has more without a reason.

    `added` are words that the body is meant to have more, `removed` those that it is meant not to have.
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
        isinstance(piece, str) and "data-embed" in piece for piece in chain(*body.parts)
    ):
        # An address that stood alone is a box now.
        lost = [word for word in lost if "://" not in word or not embed(word)]
    if "☐" in come or "☑" in come:
        lost = [word for word in lost if word not in _TYPED_BOXES]
        come = [word for word in come if word not in {"☐", "☑"}]
    return lost, come


def by_block(root: Tree, depth: int = 0) -> str:
    """Return the Markdown of a tidied tree, with each block written as well as it can be alone."""
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
    """Yield the blocks of a tree, each alone in a new element; what stands between two of them is one more."""
    between = division()
    between.text = root.text
    for child in root:
        copy = deepcopy(child)
        if child.tag not in _APART:
            between.append(copy)
            continue
        yield between
        block, between = division(), division()
        between.text, copy.tail = copy.tail, None
        block.append(copy)
        yield block
    yield between


def _whole(block: Tree) -> str | None:
    """Return the Markdown of a block without a word less, with its emphasis if possible; None if there is none."""
    shown = shown_by(block)
    for plainer in (False, True):
        text = to_markdown(deepcopy(block), plainer=plainer)
        body, problems = parse_body(text, "")
        if not problems and not differences(shown, body)[0]:
            return text
    return None


_MARKUPS: dict[Markup, Callable[[str, Context], str]] = {
    "html": lambda body, _context: body,
    "markdown": from_markdown,
    "wordpress": to_html,
}
"""How a body of each sort becomes HTML."""
_WRITERS: tuple[tuple[Sentence, Callable[[Tree], str]], ...] = (
    (NOTHING, to_markdown),
    (sentence("its emphasis was given up"), lambda tree: to_markdown(tree, plainer=True)),
    (sentence("the markup of some of its paragraphs was given up"), by_block),
    (sentence("all of its markup was given up"), plain_text),
)
"""How a tree becomes Markdown, the best way first, and what is said of the others."""


class Converted(Record, frozen=True):
    """A body as Markdown."""

    text: str
    body: Body
    problems: tuple[Problem, ...]
    """With any, the text cannot be published."""
    notes: tuple[Note, ...]
    lost: tuple[str, ...] = ()
    """Words of the source that it does not have."""
    come: tuple[str, ...] = ()
    """Words that it has more, without a reason."""

    @property
    def faults(self) -> tuple[bool, int]:
        """Whether it cannot be published, and how many words it lost: less is better."""
        return bool(self.problems), len(self.lost)


def convert(item: Item, lookups: Lookups, *, whole: bool = False) -> Converted:
    """Convert the body of an item, as well as it can be written without losing a word or upsetting the parser.

    One that is `whole` may not be split into pages.
    """
    best: Converted | None = None
    for said, write in _WRITERS:
        candidate = _convert(item, lookups, write, whole=whole)
        if best is None or candidate.faults < best.faults:
            if said:
                candidate = replace(candidate, notes=(*candidate.notes, Note("plain", said)))
            best = candidate
        if best.faults == (False, 0):
            break
    assert best is not None
    return best


def _convert(item: Item, lookups: Lookups, write: Callable[[Tree], str], *, whole: bool) -> Converted:
    context = Context(lookups)
    tree = parse(_MARKUPS[item.markup](item.body, context))
    source = shown_by(tree)
    tidy(tree, context)
    addresses = [element.get("src") or element.get("href") for element in tree.iter("img", "a")]
    text = _paged(write(tree), context, whole=whole)
    # Its memory is needed for the words.
    del tree
    body, problems = parse_body(text, "", base_url=lookups.base_url)
    for address in addresses:
        # Where a sign of it would be markup, there is a backslash before that.
        if address and (bare := address.removeprefix("mailto:")) not in text and bare not in text.replace("\\", ""):
            context.note("dropped", as_it_is(address))
    lost, come = differences(source, body, context.added, context.removed)
    return Converted(text, body, tuple(problems), context.notes, tuple(lost), tuple(come))


def _paged(text: str, context: Context, *, whole: bool) -> str:
    """Return a text without empty pages and without more than there may be."""
    if PAGE not in text:
        return text
    pages = [page.strip() for page in text.split(PAGE) if page.strip()]
    if whole and len(pages) > 1:
        context.note("page-break", sentence("its {count} pages are one", count=len(pages)))
    most = 1 if whole else MAX_PAGES
    if len(pages) > most:
        pages[most - 1 :] = ["\n\n".join(pages[most - 1 :])]
    return f"\n\n{PAGE}\n\n".join(pages)
