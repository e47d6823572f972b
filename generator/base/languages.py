"""Languages: those that the desk can be spoken to in, and the words of each.

The catalogue of a language is a GNU gettext catalogue below `generator/locale`; what it is asked for is the English
sentence of the source. `make messages` gathers what is new and compiles it.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from generator.base.codes import Severity
from generator.base.sentences import Sentence, sentence

LOCALE = Path(__file__).parents[1] / "locale"
"""Where the catalogues are."""
DOMAIN = "messages"

Name = Literal["en", "id"]
NAMES: tuple[Name, ...] = ("en", "id")

_ERROR, _WARNING, _HINT = sentence("error"), sentence("warning"), sentence("hint")


class Language:
    """A language, which puts sentences into words."""

    def __init__(self, name: Name) -> None:
        self.name = name

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        # English is in the source. The catalogue is read when there is something to say.
        english = self.name == "en"
        return gettext.NullTranslations() if english else gettext.translation(DOMAIN, LOCALE, [self.name])

    def put(self, said: Sentence) -> str:
        """Put a sentence into words."""
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
        """Write a number with its thousands apart."""
        return f"{value:,}" if self.name == "en" else f"{value:,}".replace(",", ".")

    def decimal(self, value: float) -> str:
        """Write a number with two decimals."""
        return f"{value:.2f}" if self.name == "en" else f"{value:.2f}".replace(".", ",")

    def severity(self, severity: Severity) -> str:
        """Return the word for a severity."""
        return self.put(_ERROR if severity == "error" else _WARNING)

    def failed(self, said: Sentence) -> str:
        """Return the line for a command that could not do its work."""
        return f"{self.severity('error')}: {self.put(said)}"

    @property
    def hint(self) -> str:
        """The word before a hint."""
        return self.put(_HINT)


@lru_cache
def language(name: Name) -> Language:
    """Return a language by its name."""
    return Language(name)


ENGLISH = language("en")


def preferred(environ: Mapping[str, str], desk: str, portal: str) -> Language:
    """Return the language in which to speak to whoever has called.

    Args:
        environ: the environment; SSG_LANG goes before everything, the locale before the language of the portal.
        desk: what site.yaml says of the desk; empty for nothing.
        portal: the language of the portal; empty if there is none.

    """
    locale = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    for wanted in (environ.get("SSG_LANG", ""), desk, locale, portal):
        name = wanted.partition("_")[0].partition(".")[0].lower()
        for known in NAMES:
            if name == known:
                return language(known)
    return ENGLISH
