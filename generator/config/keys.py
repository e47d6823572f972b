"""One row for each key that people may write in a file: what it means, what it may hold, how it is spelled.

The tables are in `article_keys` and `site_keys`. Reading, hints, `ssg schema` and the comments of `ssg new` use them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Literal

from generator.base.codes import Code
from generator.base.sentences import NOTHING, Language, Sentence, sentence
from generator.base.text import index, near, suggest
from generator.model.records import Record

Form = Literal["text", "texts", "time", "flag", "number", "choice", "named", "group", "groups", "folders", "free"]
"""One text; one or a list; a time; true or false; a number; one of `choices`; a name, or name and url, or a list of
these; a group of `keys`; a list of such groups; texts, or a group of folders with texts; a group
whose keys are the site's own."""


Kind = Literal[
    "", "web", "address", "picture", "length", "size", "zone", "start", "end", "base url", "permalink",
    "third party", "contact", "ip",
]  # fmt: skip
"""What a text is, as `values` reads it; `start` and `end` are times, or but days."""
_BLANKS = re.compile(r"[\s-]+")


class Check(Record, frozen=True, eq=False):
    """What a text, or each of a list, has to be, and the message for any other."""

    passes: Callable[[str], object]
    message: Callable[[str], Sentence]
    hint: Sentence | Callable[[str], Sentence]
    code: Code = "bad-value"


class Key(Record, frozen=True, eq=False):
    """A key and what it means. Each exists once, so tables compare quickly."""

    names: str
    """In English and, where that is another word, in Indonesian: "title/judul". `*` is any other key."""
    meaning: Sentence = NOTHING
    """In a few words, for editors."""
    form: Form = "text"
    example: str = ""
    """As written after the key, for editors."""
    kind: Kind = ""
    """What a text, or each of a list, has to be."""
    attr: str = ""
    """The field of the record that gets the value, if it has another name."""
    required: bool = False
    choices: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    short: str = ""
    """Of a group, or groups: the English name of the key that a bare text stands for."""
    default: str = ""
    """The default, as it would be written."""
    bounds: tuple[int, int] = (0, 0)
    """Of a number, of an age in months, or of how many entries a list has; (0, 0) for none."""
    check: Check | None = None
    words: str = ""
    """Synonyms in either language, which hints know."""
    meanings: Mapping[str, str] = {}
    """Synonym of one of `choices` -> that choice."""
    why: Sentence = NOTHING
    """Why the key is required, if it is."""
    hint: Sentence | str = "…"
    """What to do if it is missing, or the value that the hint shows."""
    entry: str = ""
    """Of a group: the line that a hint shows."""
    label: Sentence = NOTHING
    """What forms call it, if not by its name."""
    labels: Mapping[str, Sentence] = {}
    """What forms call some of its `choices`."""
    place: Literal["", "head", "top", "side", "steps"] = ""
    """Where the desk asks for it: above the text, beside it (first, or below that), in its steps; or folded away."""
    widget: str = ""
    """How forms ask for it, where its `form` does not say that; `FIELDS` in the desk's fields.js has them."""
    types: tuple[str, ...] = ()
    """The types of articles that have it; empty for all."""

    @property
    def name(self) -> str:
        """The English name, which the code uses."""
        return self.names.partition("/")[0]

    @property
    def below(self) -> tuple[Key, ...]:
        """The keys allowed below it."""
        return self.keys or (NAMED if self.form == "named" else ())

    @property
    def local(self) -> str:
        """The Indonesian name."""
        return self.names.rpartition("/")[2]

    def label_in(self, language: Language) -> str:
        """Return what forms call it."""
        return language.put(self.label) or self.name.replace("_", " ").capitalize()


NAMED = (
    Key("name/nama", sentence("name"), words="title", why=sentence("an entry needs a name"), label=sentence("Name")),
    Key(
        "url/alamat", sentence("where it leads"), kind="web", words="link tautan situs", label=sentence("Web address"),
    ),
)  # fmt: skip
"""What a key of form `named` may hold."""
ANY = Key("*")
"""Of a group whose keys are not in a table."""


@cache
def names_in(table: tuple[Key, ...]) -> Mapping[str, Key]:
    """Return the rows of a table by all names that files may give them."""
    return {name: row for row in table for name in (row.name, row.local)}


@cache
def words_in(table: tuple[Key, ...]) -> Mapping[str, Key]:
    """Return the rows of a table by their synonyms."""
    return {word: row for row in table for word in row.words.split()}


def lowered(key: str) -> str:
    """Return a key in the form used by word tables."""
    return _BLANKS.sub("_", key.strip().lower())


def name_meant(table: tuple[Key, ...], key: str, *, surely: bool = False) -> str:
    """Return the name that an unknown key probably means; `surely`, only for a synonym or a slip of one letter."""
    lower, names, words = lowered(key), names_in(table), words_in(table)
    if lower in names or lower in words:
        return lower if lower in names else words[lower].name
    if surely:
        like = near(lower, index(names, 1), 1)
        return names[like[0]].name if len(like) == 1 else ""
    meant = suggest(lower, [name for name in (*names, *words) if name != ANY.name])
    return words[meant].name if meant in words and meant not in names else meant


def name_for(table: tuple[Key, ...], written: Iterable[str], key: str) -> str:
    """Return the name of a key in a file with some others: the one that it has, or else one in their language."""
    names = names_in(table)
    known = {names[name].name: name for name in written if name in names}
    if key in known or key not in names:
        return known.get(key, key)
    return names[key].local if any(name != english for english, name in known.items()) else key
