"""The keys of content/front.yaml and content/front/<kanal>.yaml, and how they are read."""

from __future__ import annotations

from generator.base.errors import Problem, Where, capped
from generator.base.sentences import Sentence, sentence
from generator.base.text import decode, quoted, suggest
from generator.config import yaml_text
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.config.keys import Check, Key
from generator.model.front import Block, Breaking, Front, Pin, kanal_of
from generator.model.records import Link
from generator.model.site import Reading
from generator.model.urls import is_web, own_path

_MOST = (0, 12)
"""Articles in one place of a page, and kanal on it."""
_LONGEST = 200
_UNTIL = Key(
    "until/sampai",
    sentence("time at which this ends"),
    "time",
    "2026-11-24 18:00 WIB",
    kind="end",
    words="expires hingga",
)
_PIN = (
    Key(
        "article/berita", sentence("path, address or slug of the article"), example="/daerah/2026/11/banjir.md",
        required=True, words="artikel url link", why=sentence("a place is given to an article"),
    ),
    _UNTIL,
)  # fmt: skip
_BLOCK = (
    Key("kanal", sentence("slug of the kanal"), example="daerah", required=True, words="category kategori rubrik",
        why=sentence("a block shows a kanal")),
    Key("count/jumlah", sentence("how many articles"), "number", "4", default="4", bounds=(1, 12), words="n banyak"),
    _UNTIL,
)  # fmt: skip
_BREAKING = (
    Key(
        "text/teks", sentence("one line for readers"), example="Gempa M 5,6 guncang Muara Teduh", required=True,
        words="title judul isi", why=sentence("breaking news is told in one line"),
        check=Check(
            lambda text: len(text) <= _LONGEST,
            lambda text: sentence("breaking has {count} characters, more than {most}", count=len(text), most=_LONGEST),
            sentence("shorten it: it stands on every page"),
            "over-limit",
        ),
    ),
    Key(
        "link/tautan", sentence("where it leads: an article, an address or https://…"),
        example="/daerah/2026/11/gempa.md",
    ),
    _UNTIL,
)  # fmt: skip

KANAL_FRONT = (
    Key(
        "lead/utama", sentence("the article that leads the page"), "groups", "/daerah/2026/11/banjir.md", keys=_PIN,
        short="article", entry="article: …", words="headline tajuk",
    ),
    Key(
        "next/berikutnya", sentence("the articles after it, in this order"), "groups", "[harga-ikan, pasar-pagi]",
        keys=_PIN, short="article", entry="article: …", bounds=_MOST,
    ),
    Key(
        "picks/pilihan", sentence("what the editors recommend: Pilihan Editor"), "groups",
        "[perahu-sekolah, kolom-nelayan]", keys=_PIN, short="article", entry="article: …", bounds=_MOST,
        words="pilihan_editor",
    ),
)  # fmt: skip
"""What a kanal's front may have."""
FRONT = (
    *KANAL_FRONT,
    Key(
        "blocks/blok", sentence("the kanal of the home page, in this order"), "groups", "[daerah, ekonomi]",
        keys=_BLOCK, short="kanal", entry="kanal: …", bounds=_MOST, words="kanal",
    ),
    Key(
        "breaking/penting", sentence("breaking news, on every page"), "group", keys=_BREAKING, entry="text: …",
        words="breaking_news mendesak",
    ),
)  # fmt: skip
"""What the home page may have."""


def parse(data: bytes, path: str, reading: Reading) -> tuple[Front, list[Problem]]:
    """Read a file, by its path below content/; it must not be used if a problem is an error."""
    place, kanal = f"content/{path}", kanal_of(path)
    if kanal and kanal not in reading.categories:
        said = sentence("there is no kanal {name} whose page this file could steer", name=quoted(kanal))
        hint = did_you_mean(suggest(kanal, reading.categories)) or _known(reading)
        return Front(path), [Problem(Where(place), "unknown-category", said, hint)]
    text, problems = decode(data, place)
    if problems or not _says_anything(text):
        return Front(path), problems
    mapping, problems = yaml_text.parse(text, place)
    if mapping is None:
        return Front(path), problems
    source = Source(place, text, zone=reading.zone, base_url=reading.base_url)
    source.problems += problems
    table = KANAL_FRONT if kanal else FRONT
    fields = Fields(mapping, source, "", table)
    lead = _pins(fields, "lead", reading)
    if len(lead) > 1:
        said = sentence("one article leads a page")
        fields.wrong("lead", said, sentence("keep one, and put the others into {key}", key=fields.written("next")))
    front = Front(path, lead[:1], _pins(fields, "next", reading), _pins(fields, "picks", reading))
    if not kanal:
        front = Front(path, front.lead, front.next, front.picks, _blocks(fields, reading), _breaking(fields, reading))
    fields.close()
    return front, capped(source.problems)


def _says_anything(text: str) -> bool:
    """Return whether a file has more than comments: one that has not means nothing, as if it were not there."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _known(reading: Reading) -> Sentence:
    return sentence("it must be one of {categories}", categories=", ".join(reading.categories))


def _pins(fields: Fields, key: str, reading: Reading) -> tuple[Pin, ...]:
    return tuple(
        Pin(_link(inner, "article", reading), _until(inner)) for inner in fields.mappings(key) if inner.text("article")
    )


def _blocks(fields: Fields, reading: Reading) -> tuple[Block, ...]:
    found: dict[str, Block] = {}
    for inner in fields.mappings("blocks"):
        kanal = inner.text("kanal")
        if kanal and kanal not in reading.categories:
            hint = did_you_mean(suggest(kanal, reading.categories)) or _known(reading)
            said = sentence("{given} is not a kanal of this site", given=quoted(kanal))
            inner.wrong("kanal", said, hint, code="unknown-category")
        elif kanal in found:
            said = sentence("{written} is given twice", written=quoted(kanal))
            inner.wrong("kanal", said, sentence("keep one of them"), code="duplicate-key")
        elif kanal:
            found[kanal] = Block(kanal, inner.value("count") if "count" in inner else 0, _until(inner))
    return tuple(found.values())


def _breaking(fields: Fields, reading: Reading) -> tuple[Breaking, ...]:
    inner = fields.mapping("breaking")
    if inner is None or not (text := inner.text("text")):
        return ()
    link = _link(inner, "link", reading) if inner.text("link") else None
    if link is not None and ":" in link.target and not is_web(link.target):
        said = sentence("{written} is not an address", written=quoted(link.target))
        inner.wrong("link", said, sentence('write "/kanal/2024/10/x/" or "https://…"'), code="bad-address")
    return (Breaking(text, link, _until(inner)),)


def _link(fields: Fields, key: str, reading: Reading) -> Link:
    text = fields.text(key)
    return Link("link", own_path(text, reading.base_url) or text, fields.written(key), *fields.place(key))


def _until(fields: Fields) -> int:
    ends = fields.value("until")
    # 0 would be never.
    return max(ends.epoch, 1) if ends else 0
