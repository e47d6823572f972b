"""The map: which key of front matter, or column of rows, is what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from generator.annex.importing.items import Markup, State
from generator.annex.importing.sources.front_matter import Plain, contents, first, json_of, texts_of
from generator.annex.importing.sources.lookups import FIELD, Lookup
from generator.annex.importing.sources.tables import Tables
from generator.base.errors import SiteError
from generator.base.sentences import sentence
from generator.base.text import quoted, squeeze
from generator.config import yaml_text
from generator.config.article_keys import ARTICLE
from generator.config.entries import Source
from generator.config.fields import Fields
from generator.config.keys import Key
from generator.config.yaml_text import Items, Scalar
from generator.model.records import Record

_DOT = re.compile(r"\.")
_OURS = {row.name: row for row in ARTICLE}
_VALUE = (
    Key("column", words="from key kolom dari", why=sentence("it is made from something")),
    Key("split", words="pisah"), Key("in", words="table tabel"), Key("key", words="kunci"), Key("take", words="ambil"),
)  # fmt: skip
_SHORTCODE = (Key("column"), Key("in"), Key("key"), Key("take", why=sentence("something stands for the shortcode")))


def _key(name: str, ours: str, **more: str) -> Key:
    """Return a row for something that our front matter has, too."""
    row = _OURS[ours]
    words = " ".join({*row.words.split(), row.local, ours} - {name})
    return Key(name, form="group", keys=_VALUE, words=words, **more)  # type: ignore[arg-type]


_PHOTO = Key(
    "photo", form="group", words=f"{_OURS['photo'].local} {_OURS['photo'].words} caption credit alt",
    keys=(
        *(
            Key(row.name, form="group", keys=_VALUE, words=f"{row.local} {row.words}", why=row.why)
            for row in _OURS["photo"].keys
            if row.name in {"src", "caption", "credit", "alt"}
        ),
        Key("prefix", words="awalan"), Key("without", words="tanpa"),
    ),
)  # fmt: skip
_WRITTEN = (
    _key("title", "title"), _key("summary", "summary"), _key("author", "author"), _key("editor", "editor"),
    _key("category", "category"), _key("tags", "tags"), _key("region", "region"), _key("published", "timestamp"),
    _key("updated", "updated"), _PHOTO, _key("aliases", "aliases"), _key("slug", "slug"), _key("id", "id"),
)  # fmt: skip
_STATE = Key(
    "state", form="group", words="status", entry="column: status",
    keys=(
        *_VALUE,
        Key("published", form="texts", words="terbit", why=sentence("some of its words mean that readers may see it")),
        Key("trashed", form="texts", words="dibuang"),
    ),
)  # fmt: skip
_SITE = (Key("site", words="base_url url"), Key("name", words="nama"))
FOLDERS = (*_WRITTEN, _STATE, *_SITE, Key("shortcodes", form="group", keys=(Key("*", form="group", keys=_SHORTCODE),)))
"""Of a map of folders."""
_COLUMN = sentence("nothing else tells which column it is")
ROWS = (
    Key("body", form="group", keys=_VALUE, words="isi content text", why=_COLUMN),
    *(replace(row, why=_COLUMN) if row.name in {"id", "title", "published"} else row for row in _WRITTEN),
    Key("address", form="group", keys=_VALUE, words="alamat"), Key("kind", form="group", keys=_VALUE, words="jenis"),
    _STATE, *_SITE, Key("markup", form="choice", choices=("html", "wordpress", "markdown"), default="html"),
    Key("base"), Key("zone", form="choice", choices=("utc",)), Key("table", words="tabel"),
    Key("lookups", form="group", entry="kategori: …", keys=(Key("*", form="group"),)),
)  # fmt: skip
"""Of a map of rows."""
NAMES = frozenset(row.name for row in ROWS if row.below == _VALUE)
"""Of ours, for which a map names keys."""
_ALONE = frozenset({
    "title", "summary", "body", "author", "editor", "category", "tags", "region", "src", "caption", "credit", "alt",
})  # fmt: skip
"""What no other of these can be, too."""


class Value(Record, frozen=True):
    """Where a text comes from."""

    source: str
    """A key or column; "a.b" is one inside of another. With braces, a text with the values of several."""
    split: str = ""
    """What is between several in one text."""
    table: str = ""
    """File or folder to look the text up in."""
    key: str = "id"
    """Of a table of rows: the column to look it up in."""
    take: str = ""
    """What of the entry: a field, or a text with fields in braces."""
    sure: bool = True
    """Whether a value that the table lacks is to be told of."""


class Map(Record, frozen=True):
    """What a map says; nothing by default."""

    of: Mapping[str, tuple[Value, ...]] = {}
    """By our names; of a photo `src`, `caption`, `credit` and `alt`."""
    site: str = ""
    name: str = ""
    prefix: str = ""
    """Of pictures without a whole address."""
    without: str = ""
    """What addresses of pictures lose."""
    published: tuple[str, ...] = ()
    """The words of `state` that mean so; the same for the next one."""
    trashed: tuple[str, ...] = ()
    shortcodes: Mapping[str, Value] = {}
    """By name; `source` is the argument to look up, `take` what stands for it."""
    markup: Markup = "html"
    """Of rows, as what follows."""
    base: str = ""
    """What addresses in bodies begin with that have no beginning."""
    is_utc: bool = False
    """Whether times are in UTC."""
    table: str = ""
    """Of a dump: the one with the articles."""
    lookups: tuple[Lookup, ...] = ()

    def whole(self, picture: str) -> str:
        """Return a picture's address, with the prefix before one that is neither whole nor from the root."""
        picture = picture.replace(self.without, "") if self.without else picture
        return picture if not picture or picture.startswith(("/", "http:", "https:")) else self.prefix + picture

    def state(self, written: str) -> State:
        """Return what a text means for `state`; if the map says nothing of it, all are published."""
        if "state" not in self.of or written in self.published:
            return "published"
        return "trashed" if written in self.trashed else "draft"

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the source that the map names for our names."""
        sources = [value.source for values in self.of.values() for value in values]
        return frozenset(key for source in sources for key in (FIELD.findall(source) or [source]))


def read_map(path: str, table: tuple[Key, ...]) -> Map:
    """Read a map with the keys of a table; raise SiteError if it has problems, UsageError if it cannot be opened."""
    text, mapping, problems = yaml_text.read(contents(path), path)
    source = Source(path, text)
    fields = _Values(mapping, source, "", table)
    found = fields.map()
    fields.close()
    if problems or source.problems:
        raise SiteError([*problems, *source.problems])
    return found


class _Values(Fields):
    """Reads a map."""

    def map(self) -> Map:
        of = {row.name: self.values(row.name) for row in self._table if row.below == _VALUE}
        of = {name: values for name, values in of.items() if name in self}
        prefix = without = ""
        if self.is_group("photo"):
            photo = self._inner("photo")
            of |= {name: photo.values(name) for name in ("src", "caption", "credit", "alt") if name in photo}
            prefix, without = photo.text("prefix"), photo.text("without")
        elif "photo" in self:
            of["src"] = self.values("photo")
        published, trashed = tuple[str, ...](), tuple[str, ...]()
        if self.is_group("state"):
            state = self._inner("state")
            of["state"] = state.values("column")
            published, trashed = state.words("published"), state.words("trashed")
        else:
            self.mapping("state")
        self._check_meanings(of)
        return Map(
            of, self.text("site").rstrip("/"), self.text("name"), prefix, without, published, trashed,
            self._shortcodes(), self.choice("markup"), self.text("base"), self.choice("zone") == "utc",
            self.text("table"), tuple(self._lookups()),
        )  # fmt: skip

    def _inner(self, key: str) -> _Values:
        node = self._get(key)
        assert isinstance(node, yaml_text.Mapping)
        inner = _Values(node, self._source, key, self.row(key).below)
        self._groups.append(inner)
        return inner

    def words(self, key: str) -> tuple[str, ...]:
        """Read a text or a list of texts, of which one may be empty."""
        node = self._get(key)
        items = self._items(key, node) if node is not None else ()
        bare = any(isinstance(item, Scalar) and not item.value.strip() for item in items)
        return (*self.texts(key), *([""] if bare else []))

    def values(self, key: str) -> tuple[Value, ...]:
        """Read what one of our names is: a text, a group, or a list of these."""
        node = self._get(key)
        found: list[Value] = []
        for item in self._items(key, node) if node is not None else ():
            if isinstance(item, Scalar):
                found.append(Value(squeeze(item.value)))
            elif isinstance(item, Items):
                self._mistyped(
                    key, item, sentence("a name or a group of keys"), sentence("write {key}: [one, two]", key=key)
                )
            else:
                inner = self._below(key, item)
                split = item.entries.get("split")
                # White space may be what is between.
                between = split.value if isinstance(split, Scalar) else ""
                table, by, take = inner.text("in"), inner.text("key") or "id", inner.text("take")
                found += [Value(text, between, table, by, take) for text in inner.texts("column")]
        return tuple(value for value in found if value.source)

    def _shortcodes(self) -> dict[str, Value]:
        inner = self.mapping("shortcodes") if "shortcodes" in self else None
        found = {}
        for name in inner.keys if inner else ():
            assert inner is not None
            if inner.is_group(name):
                group = inner.group(name)
                found[name] = Value(
                    group.text("column"), "", group.text("in"), group.text("key") or "id", group.text("take")
                )
            else:
                node = self._get("shortcodes")
                text = node.entries[name] if isinstance(node, yaml_text.Mapping) else None
                found[name] = Value("", take=text.value if isinstance(text, Scalar) else "")
        return found

    def _lookups(self) -> Iterator[Lookup]:
        inner = self.mapping("lookups") if "lookups" in self else None
        for name in inner.keys if inner else ():
            assert inner is not None
            said = inner.group(name)
            columns = {key: said.text(key) for key in said.keys}
            table = columns.pop("table", "") or name
            keys = [key for key, value in columns.items() if FIELD.search(value)]
            if len(keys) == 1:
                yield Lookup(name, table, keys[0], columns.pop(keys[0]), columns)
            else:
                hint = sentence("write {example}", example=f'{name}: {{id: "{{id_{name}}}"}}')
                inner.wrong(name, sentence("a look-up compares one column with one of a row"), hint)

    def _check_meanings(self, of: Mapping[str, tuple[Value, ...]]) -> None:
        """Note keys of the source that would be two things."""
        meant: dict[str, str] = {}
        for name, values in of.items():
            for value in values if name in _ALONE else ():
                if value.table or "{" in value.source or meant.setdefault(value.source, name) == name:
                    continue
                said = sentence(
                    "{written} would be {one} and {other}",
                    written=quoted(value.source),
                    one=meant[value.source],
                    other=name,
                )
                place = name if name in self else "photo"
                self.wrong(place, said, sentence("name it once"), value.source, code="duplicate-key")


class Taker:
    """Takes from one file's front matter what a map says, and keeps account of it."""

    def __init__(self, of: Mapping[str, tuple[Value, ...]], values: Mapping[str, Plain], tables: Tables) -> None:
        self._of, self._values, self._tables = of, values, tables
        self.taken: dict[str, str] = {}
        """Our name, by the keys that were taken."""
        self.written: dict[str, str] = {}
        """What the source says, by what a table has for it."""

    def take(self, key: str, name: str) -> None:
        """Keep account of a key that was taken otherwise."""
        if key:
            self.taken.setdefault(key, name)

    def text(self, name: str) -> str:
        """Return the first text for one of our names; empty if there is none."""
        return next(
            (text for value in self._of.get(name, ()) for text in self._read(name, value, default="") if text), ""
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """Return all texts for one of our names; what no table knows stays as it is."""
        found = (text for value in self._of.get(name, ()) for text in self._read(name, value, default=None))
        return tuple(dict.fromkeys(filter(None, map(squeeze, found))))

    def whole(self, name: str) -> str:
        """Return the texts for one of our names from where there are any, as paragraphs."""
        values = self._of.get(name, ())
        return next(filter(None, ("\n\n".join(self._read(name, value, default="")) for value in values)), "")

    def _read(self, name: str, value: Value, *, default: str | None) -> Iterator[str]:
        if "{" in value.source and (keys := FIELD.findall(value.source)):
            parts = {key: next(iter(self._every(name, key)), "") for key in keys}
            is_there = any(parts.values())
            texts: tuple[str, ...] = (FIELD.sub(lambda gap: parts[gap[1]], value.source).strip(),) if is_there else ()
        else:
            texts = self._every(name, value.source)
        if value.split:
            texts = tuple(part for text in texts for part in map(str.strip, text.split(value.split)) if part)
        for text in filter(None, texts):
            entry = self._tables.find(value.table, value.key, text, told=value.sure) if value.table else None
            if entry is None:
                yield text
            else:
                shown = squeeze(taken(value.take, entry)) or (text if default is None else default)
                self.written[shown] = text
                yield shown

    def _every(self, name: str, key: str) -> tuple[str, ...]:
        texts = texts_of(at(self._values, key))
        if texts:
            self.taken.setdefault(key, name)
        return texts


def taken(take: str, entry: Mapping[str, Plain]) -> str:
    """Return a field of an entry, or a text with fields; of names with | between them, the first that has a text."""
    fields = dict(entry)
    if "{" not in take:
        return first(fields, *(take or "name").split("|"))
    return FIELD.sub(lambda gap: first(fields, *gap[1].split("|")), take)


def at(values: Mapping[str, Plain], key: str) -> Plain:
    """Return a value, perhaps of a group inside of another, or inside of a text in JSON; empty if there is none."""
    if key in values:
        return values[key]
    for dot in _DOT.finditer(key):
        inner = values.get(key[: dot.start()], "")
        inner = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(inner, str) and inner.startswith("{"):
            inner = json_of(inner)
        if isinstance(inner, dict) and (found := at(inner, key[dot.end() :])):
            return found
    return ""
