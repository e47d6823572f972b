"""Reads content/front.yaml and content/front/<kanal>.yaml."""

from __future__ import annotations

from generator.base.errors import Problem, Where, capped
from generator.base.sentences import Sentence, sentence
from generator.base.text import decode, quoted, suggest
from generator.config import yaml_text
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.config.front_keys import FRONT, KANAL_FRONT
from generator.model.front import Block, Breaking, Front, Pin, kanal_of
from generator.model.records import Link
from generator.model.site import Reading
from generator.model.urls import is_web, own_path

_MOST = 12
"""Articles in one place of a page, and kanal on it."""


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


def _few(fields: Fields, key: str) -> list[Fields]:
    """Read the entries of a place, of which there may be few."""
    found = fields.mappings(key)
    if len(found) > _MOST:
        said = sentence(
            "{name}{key} has {items} entries, more than {max_entries}",
            name="", key=fields.written(key), items=len(found), max_entries=_MOST,
        )  # fmt: skip
        fields.wrong(key, said, sentence("shorten the list"), code="over-limit")
    return found


def _pins(fields: Fields, key: str, reading: Reading) -> tuple[Pin, ...]:
    return tuple(
        Pin(_link(inner, "article", reading), _until(inner)) for inner in _few(fields, key) if inner.text("article")
    )


def _blocks(fields: Fields, reading: Reading) -> tuple[Block, ...]:
    found: dict[str, Block] = {}
    for inner in _few(fields, "blocks"):
        kanal = inner.text("kanal")
        if kanal and kanal not in reading.categories:
            hint = did_you_mean(suggest(kanal, reading.categories)) or _known(reading)
            said = sentence("{given} is not a kanal of this site", given=quoted(kanal))
            inner.wrong("kanal", said, hint, code="unknown-category")
        elif kanal in found:
            said = sentence("{written} is given twice", written=quoted(kanal))
            inner.wrong("kanal", said, sentence("keep one of them"), code="duplicate-key")
        elif kanal:
            found[kanal] = Block(kanal, inner.number("count") if "count" in inner else 0, _until(inner))
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
    ends = fields.end("until")
    # 0 would be never.
    return max(ends.epoch, 1) if ends else 0
