"""Limits: what a text may hold, so that parsing it takes no more than a few seconds."""

from __future__ import annotations

from generator.base.errors import AdvisedError
from generator.base.sentences import Sentence, sentence

MAX_LINES = 10_000
MAX_MARKUP = 50_000
MAX_CELLS = 50_000
MAX_TAGS = 20_000
"""Of HTML, where that is wanted: an element that is not closed may be repeated in each paragraph below it."""
MAX_DEPTH = 100
"""Elements of HTML in each other."""
TOO_DEEP = (sentence("the HTML is nested too deeply"), sentence("close each element that is opened"))
"""What is said of more, and what to do."""
SPARE_CELLS = 1_000
"""Cells that rows may lack, compared with the headers of their tables."""
_SHORT = 20_000
"""A text of at most so many characters is parsed in under a second whatever it is, so it is not checked."""
_MARKUP = "[*_~`<>&\\|!"


class TooMuch(AdvisedError):  # noqa: N818 - not an error of the program: it becomes a Problem
    """The text was refused because parsing it could take too long."""

    def __init__(self, line: int, said: Sentence, advice: Sentence) -> None:
        super().__init__(said, advice)
        self.line = line


def check_size(text: str) -> None:
    """Check that a text cannot take more than a few seconds.

    Raises:
        TooMuch: it could.

    """
    if len(text) < _SHORT:
        return
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise TooMuch(
            0,
            sentence("the text has {lines} lines, more than {max_lines}", lines=lines, max_lines=MAX_LINES),
            sentence("split the article"),
        )
    if sum(map(text.count, _MARKUP)) > MAX_MARKUP:
        count = 0
        for number, line in enumerate(text.split("\n")):
            count += sum(map(line.count, _MARKUP))
            if count > MAX_MARKUP:
                raise TooMuch(
                    number,
                    sentence(
                        "the text is nested too deeply or not text at all: it has more than {max_markup} signs of "
                        "markup",
                        max_markup=MAX_MARKUP,
                    ),
                    sentence(
                        "these signs are {markup}; remove what is no text, or split the article",
                        markup=" ".join(_MARKUP),
                    ),
                )
