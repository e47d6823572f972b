"""The index of Warta over an archive."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.text import lead
from generator.base.timestamps import day_of, long_date
from generator.search import files, language, segments, synonyms, words
from tools.related_quality.archives import Article

_DAY = 24 * 3600
_ZONE = 7 * 3600


def index(articles: Sequence[Article]) -> dict[str, bytes]:
    """Return the files of an index of some articles, oldest first."""
    found: dict[str, bytes] = {}
    heads = []
    days = [(article.when + _ZONE) // _DAY for article in articles]
    for cut in segments.cuts(days[-1], days[0]):
        seqs = [seq for seq, day in enumerate(days) if cut.start <= day < cut.end]
        if seqs:
            heads.append(_segment(found, cut.name, [articles[seq] for seq in seqs], segments.numbering(map(str, seqs))))
    same = synonyms.both_ways(synonyms.SHORT_NAMES)
    today = day_of(days[-1]).isoformat()
    found["bahasa.json"] = language.encode()
    found["indeks.json"] = files.encode_manifest(files.Manifest(today, tuple(heads), {}, {}, {}, same))
    return found


def _segment(found: dict[str, bytes], name: str, articles: Sequence[Article], order: bytes) -> segments.Head:
    terms = files.inverted([packed(article) for article in articles])
    known = files.spellings(terms)
    shards, spelling = segments.shards(len(articles)), segments.spelling_shards(len(articles))
    for number, chosen in enumerate(files.split(terms, shards)):
        found[f"{name}/{number}.bin"] = files.encode_terms(terms, chosen, order)
    for number, spelled in enumerate(files.split_spellings(known, spelling)):
        found[f"{name}/e{number}.bin"] = files.encode_spellings(known, spelled, order)
    rows = [files.Row(one.address, one.title, one.when // 60, 420, one.kanal, "", "", "", "", 0) for one in articles]
    for number in range(segments.chunks(len(rows))):
        part = rows[number * segments.CHUNK : (number + 1) * segments.CHUNK]
        found[f"{name}/d{number}.bin"] = files.encode_documents(part, order)
    months: dict[int, int] = {}
    for article in articles:
        day = day_of((article.when + _ZONE) // _DAY)
        months[day.year * 100 + day.month] = months.get(day.year * 100 + day.month, 0) + 1
    return segments.Head(name, len(articles), shards, spelling, order.hex(), tuple(months.items()))


def packed(article: Article) -> bytes:
    """Return the terms of an article, as a build has them."""
    summary = f"{said_day(article)} {lead(article.body)}"
    return words.packed(article.title, article.body, summary=summary, tags=article.tags, region=article.region)


def said_day(article: Article) -> str:
    """Return its day as pages show it."""
    return long_date(day_of((article.when + _ZONE) // _DAY))
