"""The map: which key of front matter, or column of rows, is what."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.base.errors import SiteError
from generator.base.folder import read
from generator.config import yaml_text
from generator.config.entries import Source
from generator.config.fields import Fields
from generator.config.keys import Key
from generator.model.records import Record

_NAMES = (
    Key("id/nomor"), Key("title/judul", words="headline tajuk post_title"),
    Key("body/isi", words="content konten text post_content"),
    Key("published/tanggal", words="terbit timestamp waktu date post_date publish_date pubdate"),
    Key("updated/diperbarui", words="pembaruan modified post_modified lastmod"),
    Key("author/penulis", words="wartawan reporter authors"), Key("editor/penyunting", words="redaktur editors"),
    Key("category/kategori", words="kanal rubrik categories section"),
    Key("tags/tag", words="label topik keywords"), Key("region/daerah", words="lokasi"),
    Key("summary/ringkasan", words="excerpt description deskripsi teras"), Key("slug"),
    Key("photo/foto", words="gambar image picture thumbnail"), Key("caption/keterangan"),
    Key("credit/kredit", words="fotografer"), Key("alt"), Key("address/alamat", words="url link permalink"),
    Key("aliases/alamat_lama", words="alias"), Key("status", words="state"), Key("kind/jenis"), Key("markup"),
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {
    row.name: tuple(dict.fromkeys((row.name, row.local, *row.words.split()))) for row in _NAMES
}
"""Our names for what an article has, and which columns are that without a map."""
_TABLE = (*_NAMES, Key("site", words="base_url"), Key("name/nama"))


class Map(Record, frozen=True):
    """What a map says; nothing by default."""

    of: Mapping[str, tuple[str, ...]] = {}
    """Keys of the source in lower case, by our names. "a.b" is one inside of another."""
    site: str = ""
    name: str = ""


def read_map(path: str) -> Map:
    """Read a map; raise SiteError if it has problems."""
    text, mapping, problems = yaml_text.read(read(Path(path), yaml_text.MAX_BYTES), path)
    source = Source(path, text)
    fields = Fields(mapping, source, "", _TABLE)
    of = {name: tuple(map(str.lower, fields.texts(name))) for name in COLUMNS if name in fields}
    result = Map(of, fields.text("site").rstrip("/"), fields.text("name"))
    fields.close()
    if problems or source.problems:
        raise SiteError([*problems, *source.problems])
    return result
