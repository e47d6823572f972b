"""Messages as values that can be shown in any language, and the languages.

A sentence is written in English where it is needed, with named values, and is formatted only when it is shown, so
messages in the store can be printed in any language. The catalogues, below `generator/locale`, are keyed by the English
sentence; `make messages` gathers new ones and compiles them.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Literal

import msgspec

from generator.base.start import DOMAIN, LOCALE, Name


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


_ERROR, _WARNING, _HINT = sentence("error"), sentence("warning"), sentence("hint")


class Language:
    """A language that messages are shown in."""

    def __init__(self, name: Name) -> None:
        self.name = name

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        # English is in the source. The catalogue is read on first use.
        english = self.name == "en"
        return gettext.NullTranslations() if english else gettext.translation(DOMAIN, LOCALE, [self.name])

    def put(self, said: Sentence) -> str:
        values = dict(said.values)
        if not said.text:
            return ""
        if said.plural:
            count = values["count"]
            assert isinstance(count, int)
            template = self._catalogue.ngettext(said.text, said.plural, count)
        else:
            template = self._catalogue.gettext(said.text)
        return template.format_map({name: self._value(value) for name, value in values.items()})

    def _value(self, value: str | int | Sentence) -> str:
        if isinstance(value, Sentence):
            return self.put(value)
        return self.number(value) if isinstance(value, int) else value

    def words(self, said: Mapping[str, Sentence]) -> dict[str, str]:
        """Return what a program in the browser says, by name, and the locale for its numbers."""
        locale = {"id": "id-ID", "en": "en-GB"}[self.name]
        return {"locale": locale, **{name: self.put(one) for name, one in said.items()}}

    def number(self, value: int) -> str:
        return f"{value:,}" if self.name == "en" else f"{value:,}".replace(",", ".")

    def decimal(self, value: float) -> str:
        return f"{value:.2f}" if self.name == "en" else f"{value:.2f}".replace(".", ",")

    def severity(self, severity: Literal["error", "warning"]) -> str:
        return self.put(_ERROR if severity == "error" else _WARNING)

    def failed(self, said: Sentence) -> str:
        return f"{self.severity('error')}: {self.put(said)}"

    @property
    def hint(self) -> str:
        return self.put(_HINT)


@lru_cache
def language(name: Name) -> Language:
    return Language(name)


ENGLISH = language("en")
