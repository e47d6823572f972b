"""Converts one body to Markdown with the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from generator.annex.importing.bodies.from_markdown import from_markdown
from generator.annex.importing.bodies.from_wordpress import to_html
from generator.annex.importing.bodies.tidying import tidy
from generator.annex.importing.bodies.to_markdown import PAGE, plain_text, to_markdown
from generator.annex.importing.bodies.tree import BLOCKS, Tree, new, parse, text_of
from generator.annex.importing.bodies.wording import Context, Lookups, differences, shown_by
from generator.annex.importing.items import Item, Markup, Note
from generator.base.errors import Problem
from generator.base.sentences import NOTHING, Sentence, as_it_is, sentence
from generator.markup.builder import MAX_PARTS
from generator.markup.markdown import parse_body
from generator.model.records import Body, Record

_CONTAINERS = frozenset({"div", "section", "article", "main"})
"""Elements that only hold blocks."""
_APART = BLOCKS | _CONTAINERS
"""Elements that can be written by themselves."""
_DEEPEST = 3
"""Containers in each other that are taken apart."""


def by_block(root: Tree, depth: int = 0) -> str:
    """Return a tidied tree's Markdown, writing each block as well as possible on its own."""
    written = []
    for block in _blocks(root):
        inner = block[0] if len(block) else block
        if inner.get("data-break") is not None:
            text: str | None = PAGE
        elif (text := _whole(block)) is None:
            is_deeper = inner is not block and inner.tag in _CONTAINERS and depth < _DEEPEST
            text = by_block(inner, depth + 1) if is_deeper else plain_text(block)
        written.append(text)
    return "\n\n".join(filter(None, written))


def _blocks(root: Tree) -> Iterator[Tree]:
    """Yield a tree's blocks, each alone in a new element; what is between two of them is another."""
    between = new("div", root.text)
    for child in root:
        copy = deepcopy(child)
        if child.tag not in _APART:
            between.append(copy)
            continue
        yield between
        block, between = new("div"), new("div", copy.tail)
        copy.tail = None
        block.append(copy)
        yield block
    yield between


def _whole(block: Tree) -> str | None:
    """Return a block's Markdown without losing a word, with emphasis if possible; None if impossible."""
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
        """Whether it cannot be published, and how many words it lost; smaller is better."""
        return bool(self.problems), len(self.lost)


def convert(item: Item, lookups: Lookups, *, whole: bool = False) -> Converted:
    """Convert a body as well as possible without losing a word; a `whole` one may not be split into pages."""
    best: Converted | None = None
    for said, write in _WRITERS:
        candidate = _convert(item, lookups, write, said, whole=whole)
        if best is None or candidate.faults < best.faults:
            best = candidate
        if best.faults == (False, 0):
            break
    assert best is not None
    return best


def _convert(item: Item, lookups: Lookups, write: Callable[[Tree], str], said: Sentence, *, whole: bool) -> Converted:
    context = Context(lookups)
    tree = parse(_MARKUPS[item.markup](item.body, context))
    _bracket_references(tree)
    source = shown_by(tree)
    tidy(tree, context)
    addresses = [element.get("src") or element.get("href") for element in tree.iter("img", "a")]
    text = _paged(write(tree), context, whole=whole)
    # Free its memory for the words.
    del tree
    body, problems = parse_body(text, "", base_url=lookups.base_url)
    for address in addresses:
        # A sign that would be markup has a backslash before it.
        if address and (bare := address.removeprefix("mailto:")) not in text and bare not in text.replace("\\", ""):
            context.note("dropped", as_it_is(address))
    if said:
        context.note("plain", said)
    lost, come = differences(source, body, context.added, context.removed)
    return Converted(text, body, tuple(problems), tuple(context.notes), tuple(lost), tuple(come))


def _bracket_references(root: Tree) -> None:
    """Put brackets around the numbers of footnotes: without their links they would be figures of the text."""
    for link in root.iter("a"):
        number = text_of(link).strip()
        if link.get("href", "").startswith("#") and number.isdecimal():
            for inner in list(link):
                link.remove(inner)
            link.text = f"[{number}]"


def _paged(text: str, context: Context, *, whole: bool) -> str:
    """Return a text without empty pages, and with no more than allowed."""
    if PAGE not in text:
        return text
    pages = [page.strip() for page in text.split(PAGE) if page.strip()]
    if whole and len(pages) > 1:
        context.note("page-break", sentence("its {count} pages are one", count=len(pages)))
    most = 1 if whole else MAX_PARTS
    if len(pages) > most:
        pages[most - 1 :] = ["\n\n".join(pages[most - 1 :])]
    return f"\n\n{PAGE}\n\n".join(pages)
