"""Messages as values that each language can put into words.

A sentence is written in English where it is needed, with its values by name, and stays a value until somebody reads it,
so the store's can be printed in any language (see `languages`).
"""

from __future__ import annotations

import msgspec


class Sentence(msgspec.Struct, frozen=True, array_like=True):
    """A sentence and its values. As text it is English; false if it says nothing."""

    text: str = ""
    """In English, as a format string; the key of the catalogue."""
    values: tuple[tuple[str, str | int | Sentence], ...] = ()
    """Numbers are written as the language writes numbers."""
    plural: str = ""
    """The text for any number but one, which is the value `count`; empty if that makes no difference."""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        one = not self.plural or dict(self.values)["count"] == 1
        template = self.text if one else self.plural
        return template.format_map(
            {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in self.values}
        )


NOTHING = Sentence()


def sentence(text: str, **values: object) -> Sentence:
    """Return a sentence; `text` must be a literal, since the catalogue is made from the source."""
    return Sentence(text, tuple((name, _plain(value)) for name, value in values.items()))


def counted(one: str, many: str, count: int, **values: object) -> Sentence:
    """Return a sentence that differs by a number; both forms may show it as `{count}`."""
    return Sentence(one, (("count", count), *((name, _plain(value)) for name, value in values.items())), many)


def _plain(value: object) -> str | int | Sentence:
    return value if isinstance(value, (str, int, Sentence)) else "" if value is None else str(value)


def as_it_is(text: str) -> Sentence:
    """Return a text that is the same in all languages: what a system or a library says, a name, a path."""
    return Sentence("{text}", (("text", text),)) if text else NOTHING
