"""Which categories go into which kanal, by an editable YAML file, or a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from generator.annex.importing.items import Term
from generator.annex.importing.survey import Survey, named, numbered, one_line
from generator.base.errors import SiteError
from generator.base.sentences import Language, sentence
from generator.base.text import SLUG, quoted, slugify
from generator.config import yaml_text
from generator.config.entries import Source, is_void
from generator.config.fields import Fields
from generator.config.keys import Key
from generator.config.rewriting import block
from generator.model.records import Record
from generator.model.urls import OURS, Paths

_MOST = 12
"""Kanal of a proposal, the one for the rest among them: a menu holds no more."""
_SHARE = 100
"""A kanal of a proposal has at least one in so many of the articles; smaller categories are tags."""
NO_KANAL = frozenset({"uncategorized", "uncategorised", "tak-berkategori", "tanpa-kategori", "lain-lain"})
"""What systems call the category of articles that nobody gave one."""
_KEYS = (
    Key(
        "kanal", form="groups", entry="slug: politik", words="kategori categories",
        keys=(Key("slug"), Key("name", words="nama"), Key("from", form="texts", words="dari"), Key("description")),
    ),
    Key("default"),
)  # fmt: skip
"""Of kanal.yaml."""
_HEAD = (
    sentence("Which categories of the old site go into which kanal. Change it, and import again with --kanal FILE."),
    sentence("An article goes where its first category leads; its other categories become tags."),
)
_TAGS = sentence("Categories that become tags, and in how many articles they are:")


class Kanal(Record, frozen=True):
    """A kanal and its source categories."""

    slug: str
    name: str
    takes: tuple[str, ...] = ()
    """Keys of categories."""
    description: str = ""


class Table(Record, frozen=True):
    """The table of kanal."""

    kanal: tuple[Kanal, ...]
    default: str
    """Slug of the kanal of articles that no category leads to one."""

    def takes(self) -> dict[str, str]:
        """Return kanal by category."""
        return {key: kanal.slug for kanal in self.kanal for key in kanal.takes}


def propose(survey: Survey, paths: Paths, known: Iterable[str]) -> Table:
    """Return a table for a source: its largest categories with their descendants, and one for the rest.

    None takes the address of something else that readers know; `known` are these, as slugs.
    """
    # The portal's lists use these folder names.
    reserved = {*paths.reserved, *OURS, *known}
    counts: Counter[str] = Counter()
    articles = bare = 0
    for entry in survey.entries:
        if entry.kind == "article":
            articles += 1
            keys = {_top(key, survey.categories) for key in entry.categories if not key.startswith("#")} - NO_KANAL
            counts.update(keys)
            bare += not keys
    large = [key for key, count in sorted(counts.items(), key=_by_size) if count * _SHARE >= articles]
    has_rest = bare or not large or len(large) < len(counts) or len(large) > _MOST
    large = large[: _MOST - bool(has_rest)]
    below: dict[str, list[str]] = {}
    for key in survey.categories:
        below.setdefault(_top(key, survey.categories), []).append(key)
    found: dict[str, Kanal] = {}
    for key in large:
        term = survey.categories.get(key) or Term("category", key, key.replace("-", " ").title())
        slug = slugify(key) or slugify(term.name) or "kanal"
        # A slug may have to stand for a name.
        slug = numbered(f"kanal-{slug}" if slug in reserved or is_void("name", slug) else slug, found)
        takes = tuple(dict.fromkeys((key, *below.get(key, ()))))
        found[slug] = Kanal(slug, named(term.name) or slug, takes, named(term.description))
    usual = slugify(survey.words.kanal)
    takes = tuple(key for key in survey.categories if key in NO_KANAL)
    default = Kanal(f"kanal-{usual}" if usual in reserved else usual, survey.words.kanal, takes)
    if has_rest:
        found.setdefault(default.slug, default)
    return Table(tuple(found.values()), default.slug if default.slug in found else next(iter(found)))


def _by_size(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _top(key: str, categories: dict[str, Term]) -> str:
    seen = {key}
    while (term := categories.get(key)) and term.parent and term.parent in categories and term.parent not in seen:
        key = term.parent
        seen.add(key)
    return key


def read(data: bytes, path: str, paths: Paths) -> Table:
    """Read a table from the bytes of its file; raise SiteError if it has problems."""
    text, mapping, problems = yaml_text.read(data, path)
    source = Source(path, text)
    fields = Fields(mapping, source, "", _KEYS)
    table = _table(fields, {*paths.reserved, *OURS})
    fields.close()
    if problems or source.problems:
        raise SiteError([*problems, *source.problems])
    return table


def _table(fields: Fields, reserved: Container[str]) -> Table:
    found: dict[str, Kanal] = {}
    taken: dict[str, str] = {}
    for inner in fields.mappings("kanal"):
        kanal = Kanal(inner.text("slug"), inner.text("name"), inner.texts("from"), inner.text("description"))
        parts = kanal.slug.split("/")
        if not all(map(SLUG.fullmatch, parts)) or len(parts) > 2 or (len(parts) > 1 and parts[1].isdigit()):
            hint = sentence("write it with a-z, 0-9 and hyphens")
            inner.wrong("slug", sentence("this is not the slug of a kanal"), hint)
        elif kanal.slug in reserved:
            hint = sentence("call it kanal-{slug}, say", slug=kanal.slug)
            inner.wrong("slug", sentence("the portal has a folder of its own by this name"), hint)
        elif len(parts) > 1 and parts[0] not in found:
            said = sentence('there is no kanal "{kanal}" above "{slug}"', kanal=parts[0], slug=kanal.slug)
            inner.wrong("slug", said, sentence("list the kanal first, and its parts below it"))
        elif not kanal.name:
            inner.missing("name", sentence("a kanal has a name that readers see"), sentence("add name: …"))
        elif kanal.slug in found:
            hint = sentence("put the categories of both below one from:")
            inner.wrong("slug", sentence("another kanal of the table has this slug"), hint, code="duplicate-key")
        if twice := next((key for key in kanal.takes if key in taken), ""):
            said = sentence("{category} goes into the kanal {slug} already", category=quoted(twice), slug=taken[twice])
            inner.wrong("from", said, sentence("name a category once"), code="duplicate-key")
        taken.update(dict.fromkeys(kanal.takes, kanal.slug))
        found.setdefault(kanal.slug, kanal)
    default = fields.text("default")
    if not found:
        hint = sentence("add kanal: and below it - {{slug: …, name: …, from: […]}}")
        fields.missing("kanal", sentence("an article is in a kanal"), hint)
    elif default not in found:
        hint = sentence("write default: {next}, or another of the table", next=next(iter(found)))
        if "default" in fields:
            fields.wrong("default", sentence("this is no kanal of the table"), hint)
        else:
            fields.missing("default", sentence("some articles have no category of the table"), hint)
    return Table(tuple(found.values()), default)


def table_text(table: Table, survey: Survey, language: Language) -> str:
    counts = Counter(key for entry in survey.entries for key in dict.fromkeys(entry.categories))
    taken = table.takes()
    rest = [
        f"#   {one_line(key)} ({language.number(count)})\n"
        for key, count in counts.most_common()
        if key not in taken and key[:1] != "#"
    ]
    entries = []
    for kanal in table.kanal:
        described = {"description": kanal.description} if kanal.description else {}
        entries.append({"slug": kanal.slug, "name": kanal.name, **described, "from": list(kanal.takes)})
    head = "".join(f"# {language.put(said)}\n" for said in _HEAD)
    tags = f"# {language.put(_TAGS)}\n" if rest else ""
    return head + block({"kanal": entries, "default": table.default}) + tags + "".join(rest)
