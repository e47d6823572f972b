"""Messages as values that can be shown in any language.

A sentence is written in English where it is needed, with named values, and is formatted only when it is shown, so
messages in the store can be printed in any language (see `languages`).
"""

from __future__ import annotations

import msgspec


class Sentence(msgspec.Struct, frozen=True, array_like=True):
    """A sentence and its values. `str` gives English; an empty one is false."""

    text: str = ""
    """An English format string; the key of the catalogue."""
    values: tuple[tuple[str, str | int | Sentence], ...] = ()
    """Numbers are formatted as the language writes them."""
    plural: str = ""
    """The text for any `count` but one; empty if there is no plural."""

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
    """Return a sentence whose form depends on a number; both forms may show it as `{count}`."""
    return Sentence(one, (("count", count), *((name, _plain(value)) for name, value in values.items())), many)


def _plain(value: object) -> str | int | Sentence:
    return value if isinstance(value, (str, int, Sentence)) else "" if value is None else str(value)


def as_it_is(text: str) -> Sentence:
    """Return a text that is the same in all languages: a system's message, a name, a path."""
    return Sentence("{text}", (("text", text),)) if text else NOTHING
