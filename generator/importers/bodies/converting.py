"""One body from its source to Markdown whose words are those of the source."""

from __future__ import annotations

from collections.abc import Callable

from generator.base.errors import Problem
from generator.base.sentences import NOTHING, Sentence, as_it_is, sentence
from generator.importers.bodies.markdown import PAGE, plain_text, to_markdown
from generator.importers.bodies.markdowned import from_markdown
from generator.importers.bodies.piecewise import by_block, differences
from generator.importers.bodies.tidying import tidy
from generator.importers.bodies.tree import Tree, parse
from generator.importers.bodies.wording import shown_by
from generator.importers.bodies.wordpress import to_html
from generator.importers.bodies.workbench import Desk, Workbench
from generator.importers.found import Item, Markup, Note
from generator.portal.records import Body, Record
from generator.readers.draft import MAX_PAGES
from generator.readers.markdown import parse_body

_MARKUPS: dict[Markup, Callable[[str, Workbench], str]] = {
    "html": lambda body, _bench: body,
    "markdown": from_markdown,
    "wordpress": to_html,
}
"""How a body of each sort becomes HTML."""
_WAYS: tuple[tuple[Sentence, Callable[[Tree], str]], ...] = (
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
        """How bad it is: less is better."""
        return bool(self.problems), len(self.lost)


def convert(item: Item, desk: Desk, *, whole: bool = False) -> Converted:
    """Convert the body of an item: as well as it can be written without losing a word or a problem of the parser.

    Args:
        item: the item.
        desk: what the body may ask.
        whole: whether it may not be split into pages.

    """
    best: Converted | None = None
    for said, write in _WAYS:
        made = _convert(item, desk, write, whole=whole)
        if best is None or made.faults < best.faults:
            if said:
                made = Converted(
                    made.text, made.body, made.problems, (*made.notes, Note("plain", said)), made.lost, made.come
                )
            best = made
        if best.faults == (False, 0):
            break
    assert best is not None
    return best


def _convert(item: Item, desk: Desk, write: Callable[[Tree], str], *, whole: bool) -> Converted:
    bench = Workbench(desk)
    tree = parse(_MARKUPS[item.markup](item.body, bench))
    source = shown_by(tree)
    tidy(tree, bench)
    addresses = [element.get("src") or element.get("href") for element in tree.iter("img", "a")]
    text = _paged(write(tree), bench, whole=whole)
    # Its memory is needed for the words.
    del tree
    body, problems = parse_body(text, "", base_url=desk.base_url)
    for address in addresses:
        # Where a sign of it would be markup, there is a backslash before that.
        if address and (bare := address.removeprefix("mailto:")) not in text and bare not in text.replace("\\", ""):
            bench.note("dropped", as_it_is(address))
    lost, come = differences(source, body, bench.added, bench.removed)
    return Converted(text, body, tuple(problems), bench.notes, tuple(lost), tuple(come))


def _paged(text: str, bench: Workbench, *, whole: bool) -> str:
    """Return a text without empty pages and without more than there may be."""
    if PAGE not in text:
        return text
    pages = [page.strip() for page in text.split(PAGE) if page.strip()]
    if whole and len(pages) > 1:
        bench.note("page-break", sentence("its {count} pages are one", count=len(pages)))
    most = 1 if whole else MAX_PAGES
    if len(pages) > most:
        pages[most - 1 :] = ["\n\n".join(pages[most - 1 :])]
    return f"\n\n{PAGE}\n\n".join(pages)
