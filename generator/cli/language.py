"""Language: the one in which whoever has called is spoken to."""

from __future__ import annotations

from generator.base.languages import Language, language
from generator.cli.locale import language_name


def language_of(site: str) -> Language:
    """Return the language of a site's desk."""
    return language(language_name(site))
