"""Which categories go into which kanal, by an editable YAML file, or a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import asdict

from generator.annex.importing.items import Term
from generator.annex.importing.survey import Survey, named, numbered, one_line
from generator.base.errors import SiteError
from generator.base.sentences import Language, sentence
from generator.base.text import quoted, slugify
from generator.config import yaml_text
from generator.config.entries import Source, is_void
from generator.config.fields import Fields
from generator.config.keys import Key
from generator.config.rewriting import block
from generator.config.site_keys import KANAL
from generator.config.site_yaml import read_categories
from generator.model.records import Record
from generator.model.site import Category
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
        keys=(*KANAL, Key("from", form="texts", words="dari")),
    ),
    Key("default"),
)  # fmt: skip
"""Of kanal.yaml."""
_HEAD = (
    sentence("Which categories of the old site go into which kanal. Change it, and import again with --kanal FILE."),
    sentence("An article goes where its first category leads; its other categories become tags."),
)
_TAGS = sentence("Categories that become tags, and in how many articles they are:")


class Table(Record, frozen=True):
    """The table of kanal."""

    kanal: tuple[Category, ...]
    takes: dict[str, str]
    """The slug of the kanal that each category of the source goes into."""
    default: str
    """Slug of the kanal of articles that no category leads to one."""


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
    by_size = sorted(counts, key=lambda key: (-counts[key], key))
    large = [key for key in by_size if counts[key] * _SHARE >= articles]
    has_rest = bare or not large or len(large) < len(counts) or len(large) > _MOST
    large = large[: _MOST - bool(has_rest)]
    below: dict[str, list[str]] = {}
    for key in survey.categories:
        below.setdefault(_top(key, survey.categories), []).append(key)
    found: dict[str, Category] = {}
    takes: dict[str, str] = {}
    for key in large:
        term = survey.categories.get(key) or Term("category", key, key.replace("-", " ").title())
        slug = slugify(key) or slugify(term.name) or "kanal"
        # A slug may have to stand for a name.
        slug = numbered(f"kanal-{slug}" if slug in reserved or is_void("name", slug) else slug, found)
        takes.update(dict.fromkeys((key, *below.get(key, ())), slug))
        found[slug] = Category(slug, named(term.name) or slug, named(term.description))
    usual = slugify(survey.words.kanal)
    default = f"kanal-{usual}" if usual in reserved else usual
    if has_rest and default not in found:
        found[default] = Category(default, survey.words.kanal)
        takes.update((key, default) for key in survey.categories if key in NO_KANAL)
    return Table(tuple(found.values()), takes, default if default in found else next(iter(found)))


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
    groups = fields.mappings("kanal")
    found = read_categories(groups, paths)
    takes: dict[str, str] = {}
    for inner in groups:
        keys = inner.texts("from")
        if twice := next((key for key in keys if key in takes), ""):
            said = sentence("{category} goes into the kanal {slug} already", category=quoted(twice), slug=takes[twice])
            inner.wrong("from", said, sentence("name a category once"), code="duplicate-key")
        takes.update(dict.fromkeys(keys, inner.text("slug")))
    default = fields.text("default")
    if not found:
        hint = sentence("add kanal: and below it - {{slug: …, name: …, from: […]}}")
        fields.missing("kanal", sentence("an article is in a kanal"), hint)
    elif default not in {kanal.slug for kanal in found}:
        hint = sentence("write default: {next}, or another of the table", next=found[0].slug)
        said = sentence("this is no kanal of the table")
        (fields.wrong if "default" in fields else fields.missing)("default", said, hint)
    fields.close()
    if problems or source.problems:
        raise SiteError([*problems, *source.problems])
    return Table(found, takes, default)


def table_text(table: Table, survey: Survey, language: Language) -> str:
    counts = Counter(key for entry in survey.entries for key in dict.fromkeys(entry.categories))
    rest = [
        f"#   {one_line(key)} ({language.number(count)})\n"
        for key, count in counts.most_common()
        if key not in table.takes and key[:1] != "#"
    ]
    entries = []
    for kanal in table.kanal:
        said = {key: value for key, value in asdict(kanal).items() if value}
        entries.append({**said, "from": [key for key, slug in table.takes.items() if slug == kanal.slug]})
    head = "".join(f"# {language.put(said)}\n" for said in _HEAD)
    tags = f"# {language.put(_TAGS)}\n" if rest else ""
    return head + block({"kanal": entries, "default": table.default}) + tags + "".join(rest)
