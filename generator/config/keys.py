"""One row for each key that people may write in a file: what it means, what it may hold, how it is spelled.

The tables are in `article_keys` and `site_keys`. Reading, hints, `ssg schema` and the comments of `ssg new` use them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Literal

from msgspec.structs import replace

from generator.base.codes import Code
from generator.base.sentences import NOTHING, Language, Sentence, sentence
from generator.model.records import Record

Form = Literal["text", "texts", "time", "flag", "number", "choice", "named", "group", "groups", "folders", "free"]
"""One text; one or a list; a time; true or false; a number; one of `choices`; a name, or name and url, or a list of
these; a group of `keys`; a list of such groups; texts, or a group of folders with texts; a group
whose keys are the site's own."""


class Check(Record, frozen=True, eq=False):
    """What a text has to be, and the message for any other."""

    passes: Callable[[str], object]
    message: Callable[[str], Sentence]
    hint: Sentence
    code: Code = "bad-value"


class Key(Record, frozen=True, eq=False):
    """A key and what it means. Each exists once, so tables compare quickly."""

    names: str
    """In English and, where that is another word, in Indonesian: "title/judul". `*` is any other key of a group."""
    meaning: Sentence = NOTHING
    """In a few words, for editors."""
    form: Form = "text"
    example: str = ""
    """As written after the key, for editors."""
    required: bool = False
    choices: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    short: str = ""
    """Of a group, or groups: the English name of the key that a bare text stands for."""
    default: str = ""
    """The default, as it would be written."""
    bounds: tuple[int, int] = (0, 0)
    """Of a number."""
    check: Check | None = None
    words: str = ""
    """Synonyms in either language. A group without any inherits its parent's."""
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
    Key("url/alamat", sentence("where it leads"), words="link tautan situs", label=sentence("Web address")),
)
"""What a key of form `named` may hold."""
ANY = Key("*")
"""Of a group whose keys are not in a table."""


def in_indonesian(table: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return a table in which keys have only their Indonesian names."""
    return tuple(
        replace(
            key, names=key.local, keys=in_indonesian(key.below),
            example=key.example.replace("name:", "nama:").replace("url:", "alamat:"),
        )
        for key in table
    )  # fmt: skip


class Spelling(Record, frozen=True):
    """A group's table as one file spells it."""

    rows: Mapping[str, Key] = {}
    """English name -> the row; everything else derives from these."""
    names: Mapping[str, str] = {}
    """English name -> as written, where that differs."""
    groups: Mapping[str, Spelling] = {}
    """English name of a key -> the same of the keys below it."""
    indonesian: bool = False
    either: bool = False
    """Whether the site has files in both languages."""
    demanded: tuple[Key, ...] = ()
    """The required keys."""
    known: Mapping[str, str] = {}
    """As written -> English name."""
    words: Mapping[str, str] = {}
    """Synonym -> English name."""

    @property
    def is_open(self) -> bool:
        """Whether the group accepts any key."""
        return not self.rows or ANY.name in self.rows

    def row(self, key: str) -> Key:
        return self.rows.get(key) or self.rows.get("*", ANY)

    def written(self, key: str, *below: str) -> str:
        """Return how a key is spelled; for one below it, `written("photo", "src")`, only its own name."""
        return self.group(key).written(*below) if below else self.names.get(key, key)

    def group(self, key: str) -> Spelling:
        """Return how the keys below a key are spelled."""
        return self.groups.get(key) or self.groups.get("*", ENGLISH)


ENGLISH = Spelling()
"""Of groups whose keys are the site's own."""


def words_of(table: tuple[Key, ...]) -> dict[str, str]:
    """Return synonyms of keys -> English name."""
    return {word: key.name for key in table for word in (key.local, *key.words.split()) if word != key.name}


@cache
def spelling_of(
    table: tuple[Key, ...], *, indonesian: bool = False, either: bool = False, above: tuple[Key, ...] = ()
) -> Spelling:
    """Return how a file spells the keys of a table; synonyms of the table `above` apply where it has none.

    `either` says whether the site has files in both languages.
    """
    either = either or indonesian
    local = {key.name: key.local for key in table if key.local != key.name}
    names = local if indonesian else {}
    wordy = table if any(key.words or key.name == ANY.name for key in table) else above
    below = {
        key.name: spelling_of(key.below, indonesian=indonesian, either=either, above=wordy)
        for key in table
        if key.below
    }
    return Spelling(
        rows={key.name: key for key in table},
        names=names,
        groups=below,
        indonesian=indonesian,
        either=either,
        demanded=tuple(key for key in table if key.why),
        known={names.get(key.name, key.name): key.name for key in table if key.name != ANY.name},
        words={
            **({} if indonesian else {other: name for name, other in local.items()}),
            **words_of(wordy),
            **{key.name: key.name for key in table},
        },
    )


def spelling_of_file(table: tuple[Key, ...], written: Iterable[str], *, either: bool) -> Spelling:
    """Return how a file spells the keys of a table: the first of `written` that exists in only one language decides.

    `either` says whether the site has files in both languages, by `keys: id` in site.yaml; otherwise all are English.
    """
    if either:
        names = spelling_of(table, indonesian=True).names
        first = next((key for key in written if key in names or key in names.values()), "")
        if first not in names:
            return spelling_of(table, indonesian=True)
    return spelling_of(table, either=either)
