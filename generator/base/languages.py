"""Languages of messages: gettext catalogues below `generator/locale`, keyed by the English sentence in the source.

`make messages` gathers new sentences and compiles the catalogues.
"""

from __future__ import annotations

import gettext
from functools import cached_property, lru_cache

from generator.base.codes import Severity
from generator.base.sentences import Sentence, sentence
from generator.base.start import DOMAIN, LOCALE, Name

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

    def number(self, value: int) -> str:
        return f"{value:,}" if self.name == "en" else f"{value:,}".replace(",", ".")

    def decimal(self, value: float) -> str:
        return f"{value:.2f}" if self.name == "en" else f"{value:.2f}".replace(".", ",")

    def severity(self, severity: Severity) -> str:
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
