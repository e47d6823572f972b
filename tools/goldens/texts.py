"""What becomes of a text: thousands of articles, bodies, front matters, settings, times and addresses.

They are put together of the pieces in tests/fixtures/texts.json, which stay as they are when tests or tables change.
"""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from random import Random

import msgspec
from msgspec.structs import replace

from generator.base import crashes, dates, stemming, text, timestamps
from generator.base.errors import AdvisedError, Problem, Where, capped
from generator.base.sentences import language
from generator.config import addresses, front_yaml, media, popular, rewriting, site_keys, site_yaml, yaml_hints
from generator.config.article_keys import ADVERTISEMENT, ARTICLE, AUTHOR, PAGE, TOPIC
from generator.config.front_keys import FRONT, KANAL_FRONT
from generator.config.keys import Key
from generator.editing import fixes, links
from generator.editing.sources import SourceFile, read
from generator.lint.rules import CODES
from generator.lint.text import flaws
from generator.markup import boxes, documents, elements, fallback_article
from generator.model import index_entry, keywords, lookup_keys, related, site, third_parties, urls, variants
from generator.model.cards import Picture, Size
from generator.model.rebuild_reasons import Reason, pack, sentence_of
from generator.model.records import Article, ArticleType
from generator.model.severities import Rule, Severities
from tools.goldens.found import ROOT, Found, grouped, listed, ssg

FIXTURES = ROOT / "tests/fixtures"
_TABLES: Mapping[str, Sequence[str]] = json.loads((FIXTURES / "texts.json").read_text("utf-8"))
PIECES, VALUES, WORDS = _TABLES["pieces"], _TABLES["values"], " ".join(_TABLES["words"]).split()
"""What newsrooms write, values that are right for some keys and wrong for most, and words that the program knows."""
LINES = [piece for piece in PIECES if re.match(r"[\w\"']+:", piece)]
"""Pieces of YAML."""
PLAIN = site.Reading(
    zone="WIB", categories=("daerah", "nasional"), permalink="/{category}/{year}/{month}/{slug}/", require_editor=True,
    require_credit=True, article_bytes=1 << 20, media_bytes=1 << 20, media_url="", media_allow=(),
)  # fmt: skip
RICH = replace(
    PLAIN, zone="WITA", categories=("daerah", "daerah/pasar", "nasional"), permalink="/{category}/{slug}-{id}.html",
    require_editor=False, require_credit=False, media_url="https://media.example", media_allow=(".pdf", "robots.txt"),
    base_url="https://www.uji.example/portal", distinct_case=True, media_folders=(("unduh/", (".zip", ".docx")),),
    regions=(site.Region("teluk", "Teluk"), site.Region("teluk/utara", "Utara", "Teluk")), indonesian_keys=True,
    html=True, ad_places=("atas", "teks"), templates=("standing.html", "pemilu.html"),
)  # fmt: skip
SETTINGS = {
    "name": "name: Kabar Uji\n", "tagline": "tagline: Berita percobaan\n", "base_url": "base_url: https://uji.example\n",
    "timezone": "timezone: Asia/Jakarta\n",
    "categories": "categories:\n  - {slug: daerah, name: Daerah}\n  - {slug: nasional, name: Nasional}\n",
}  # fmt: skip
FAULTS = """EPERM ENOENT EINTR EIO EBADF ENOMEM EACCES EBUSY EEXIST EXDEV ENOTDIR EISDIR EINVAL ENFILE EMFILE EFBIG
ENOSPC EROFS EMLINK EPIPE ENAMETOOLONG ENOTEMPTY ELOOP"""
"""What a machine refuses, by the names in the module errno."""
HEAD = "title: Judul\nauthor: Sari Wulan\neditor: Budi Rahman\ntimestamp: 2024-10-09 16:10 WIB\n"
TABLES: Mapping[str, tuple[Key, ...]] = {
    "daerah/a.md": ARTICLE, "authors/a.md": AUTHOR, "pages/a.md": PAGE, "topics/a.md": TOPIC,
    "iklan/a.md": ADVERTISEMENT, "front.yaml": FRONT, "front/daerah.yaml": KANAL_FRONT,
}  # fmt: skip


def texts() -> Found:
    """Read texts of all sorts as a build, a check and its --fix do, and say what becomes of each."""
    files: dict[str, str] = {}
    for name, told_of in {
        "hostile": _hostile, "body": _bodies, "word": _words_in_bodies, "head": _heads, "key": _keys, "site": _settings,
        "time": _times, "plain": _plain, "address": _addresses, "edit": _edits, "model": _models, "table": _tables,
        "count": _counts, "portal": _portal,
    }.items():  # fmt: skip
        files.update((f"{name} {number:05}", line) for number, line in enumerate(told_of()))
    return Found(grouped(files, lambda name: f"{name[:-2]}xx"), files)


def told(answer: Callable[..., object], *given: object) -> str:
    """Return what a function answers, or what it refuses to."""
    try:
        found = answer(*given)
    except AdvisedError as error:
        return f"! {error.said} // {error.advice}"
    except (ValueError, KeyError, IndexError, TypeError) as error:
        return f"! {type(error).__name__}"
    return repr(sorted(found) if isinstance(found, frozenset) else found)


def said(problems: Sequence[Problem]) -> str:
    """Return problems in both languages."""
    indonesian = language("id")
    return "".join(f"{one}\n{one.text('warning', indonesian)}\n{one.other}{one.target}\n" for one in problems)


def _packed(record: object) -> str:
    return msgspec.json.encode(record).decode()


def document(data: bytes, path: str, reading: site.Reading, number: int = 0) -> str:
    """Return the record and the problems of a file, and by a number one more thing that is asked of it."""
    record, problems = read(path, data, reading, broken=True)
    lines = [data.decode(errors="backslashreplace"), said(problems), _packed(record)]
    if record is not None and number % 4 == 1:
        lines.append(_packed(index_entry.of_text(record, reading.media_url, search=True)))
        lines.append(said(fixes.problems_of(SourceFile(path, data), reading)))
    elif isinstance(record, Article) and number % 4 == 2:
        lines.append(_packed(index_entry.as_of(index_entry.of_article(record, ""), 1_728_600_000)))
        lines += [_packed(keywords.keywords(record)), repr(lookup_keys.unexplained_initials(record))]
    elif number % 8 == 3:
        lines.append(fixes.retyped(SourceFile(path, data), reading))
    elif record is None or problems:
        fallback = fallback_article.fallback_article(data, path, reading)
        lines.append(_packed(fallback_article.with_mentioned_files(fallback, data)))
        lines.append(_packed(documents.links_in(data, path, reading, drafts=False)))
    return "\n".join(lines)


def front(data: bytes, path: str) -> str:
    """Return what becomes of a file for a front page."""
    read_front, problems = front_yaml.parse(data, path, PLAIN)
    return f"{data.decode()}\n{_packed(read_front)}\n{_packed(index_entry.of_front(read_front))}\n{said(problems)}"


def settings(added: str, *without: str) -> str:
    """Return what becomes of a site.yaml with more lines, in place of some."""
    written = "".join(lines for name, lines in SETTINGS.items() if name not in without) + added
    found, problems = site_yaml.parse(written)
    return f"{written}\n{_packed(replace(found, file=site.SiteFile()) if found else None)}\n{said(problems)}"


def _hostile() -> Iterator[str]:
    """Yield what becomes of the files with which pages are attacked."""
    from tests.fuzz import hostile  # noqa: PLC0415 - it takes a while

    makers: Mapping[str, tuple[int, Callable[[Random], str]]] = {
        "daerah/a.md": (120, hostile.article), "authors/a.md": (30, hostile.profile),
        "pages/a.md": (20, hostile.standing), "topics/a.md": (30, hostile.topic),
        "iklan/a.md": (30, hostile.advertisement), "front.yaml": (50, hostile.front),
        "front/daerah.yaml": (50, hostile.front_of_kanal),
    }  # fmt: skip
    dice = Random(1)
    for path, (count, make) in makers.items():
        for number in range(count):
            data = make(dice).encode("utf-8", "replace")
            reading = (PLAIN, RICH)[number % 2]
            yield document(data, path, reading, number // 2) if path.endswith(".md") else front(data, path)
    for _ in range(15):
        yield settings(hostile.config(dice), *SETTINGS)


def _article(head: str, body: str) -> bytes:
    return f"---\n{head}---\n{body}\n".encode("utf-8", "replace")


def _bodies() -> Iterator[str]:
    """Yield what becomes of bodies: each piece once, some again beside others, and in the entries of live reports."""
    dice = Random(2)
    for number, first in enumerate(range(0, len(PIECES), 6)):
        body = "\n\n".join(PIECES[first : first + 6])
        yield document(_article(HEAD, body), "daerah/a.md", (PLAIN, RICH)[number % 2], number // 2)
        if number % 2:
            body = dice.choice(("\n\n", "\n", " ")).join(dice.sample(PIECES, 4))
            yield document(_article(HEAD, body), "daerah/a.md", (RICH, PLAIN)[number // 2 % 2], number // 4)
    signs = ("kata", " ", " ", "<!-- a -->", "<!-- b -->", "<!--", "-->", ".", "\n", "*", "`", "<!-- halaman -->")
    for _ in range(8):
        body = "\n\n".join("Kata" + "".join(dice.choices(signs, k=7)) for _ in range(12))
        yield document(_article(HEAD, body), "daerah/a.md", PLAIN)
    days = ("", "", "", "10 Oktober ", "Kamis, 10 Oktober 2024, ", "10/10/2024 ", "(11 Okt) ", "pukul ", "**")
    zones = (" WIB", " WITA", " wit", "", " WIB –", " |", ":", "**", " WIB – Judul (Sari, Budi dan Ani)")
    for number in range(120):
        body = "Mulai."
        for _ in range(3):
            hour = f"{dice.choice((15, 16, 16, 17, 18, 22, 23, 24, 1, 3, 4, 5))}{dice.choice('.:')}"
            minute = dice.choice(("00", "09", "10", "11", "59", "60"))
            body += f"\n\n## {dice.choice(days)}{hour}{minute}{dice.choice(zones)} {dice.choice(PIECES)}\n\nIsi."
        end = dice.choice(("", "live_until: 2024-10-10 12:00 WIB\n", "live_until: 2024-10-16 16:10 WIB\n"))
        yield document(_article(f"{HEAD}type: live\n{end}", body), "daerah/a.md", PLAIN, number)


def _words_in_bodies() -> Iterator[str]:
    """Yield what becomes of each word where a word is looked for: as a tag, in brackets, at ends, in addresses."""
    forms = (
        "Teks <{0}>isi</{0}> akhir.", "Teks <{0}>isi</{0}> dan [{0}] dan [{0} a=b].",
        "{0}: isi\n[{0}](https://{0}/a)", "https://{0}/a", "<td {0}='2' class=x>Isi</td> ![a](/foto/a{0})",
        "<!-- {0} --> {0}", "- {0}\n• {0}",
    )  # fmt: skip
    for number, form in enumerate(forms):
        for first in range(0, len(WORDS), 200):
            body = "\n\n".join(form.format(word) for word in WORDS[first : first + 200])
            parsed, problems = documents.body_of(body, "daerah/a.md", 1, (RICH, PLAIN)[number % 2])
            yield f"{_packed(parsed)}\n{said(problems)}"
    for word in WORDS:
        refused = media.why_refused(f"a{word}", RICH)
        yield f"{word} {stemming.stem(word.lower())} {keywords.root_of(word)} {refused}"


def _heads() -> Iterator[str]:
    """Yield what becomes of front matters with a line or two that are not as they should be."""
    dice = Random(3)
    names = [name for key in ARTICLE for name in dict.fromkeys((key.name, key.local))]
    for number, line in enumerate(one for one in LINES if len(one) < 200):
        own = {part.partition(":")[0] for part in line.split("\n")}
        kept = "".join(one for one in HEAD.splitlines(keepends=True) if one.partition(":")[0] not in own)
        yield document(_article(f"{kept}{line}\n", "Isi."), "daerah/a.md", PLAIN, number)
    for piece in PIECES[::12]:
        yield document(piece.encode("utf-8", "replace"), "daerah/a.md", PLAIN)
    for first, encoding in product(range(0, len(PIECES), 400), ("utf-8-sig", "utf-16", "cp1252", "utf-16-le")):
        data = (
            _article(HEAD, "\n\n".join(PIECES[first : first + 3]))
            .decode()
            .replace("\n", ("\r\n", "\r")[first // 400 % 2])
        )
        yield document(data.encode(encoding, "replace"), "daerah/a.md", PLAIN, (0, 3)[encoding == "utf-8-sig"])
    forms = ("{}", "'{}'", "[{}]", "[{}, {}]", "{{a: {}}}", "|\n  {}")
    for number in range(200):
        more = ""
        for _ in range(dice.randint(1, 3)):
            value = dice.choice(forms).format(dice.choice(PIECES).replace("\n", " "), dice.choice(WORDS))
            more += f"{dice.choice(names)}: {value}\n"
        path = dice.choice(("daerah/a.md", "daerah/2024/10/2024-10-09-a.md", "daerah/pasr/a.md", "lain/a.md", "a.md"))
        yield document(_article(HEAD + more, "Isi."), path, (PLAIN, RICH)[number % 2], number // 2)


def _keys() -> Iterator[str]:
    """Yield what becomes of each key of each table, in both languages, with right and wrong values and other names."""
    from tests.fuzz.samples import values_of  # noqa: PLC0415 - it is a module of the tests

    for path, table in TABLES.items():
        demanded = {key.name: values_of(key)[0] for key in table if key.required}
        for place, row in enumerate(table):
            values = (*values_of(row), *row.choices, *row.meanings, *VALUES[place % 2 :: 2])
            others = (*row.names.split("/"), *row.words.split(), f"{row.name}x", row.local.title())
            cases = [*((row.name, value) for value in values), *((name, values[0]) for name in others)]
            for number, (name, value) in enumerate(cases):
                head = "".join(f"{key}: {one}\n" for key, one in demanded.items() if key not in {name, row.name})
                head += f"{name}: {value}\n"
                if path.endswith(".md"):
                    asked = number if name == row.name else 3 * (number % 2)
                    yield document(
                        _article(head, "Isi."), path, RICH if name == row.local != row.name else PLAIN, asked
                    )
                else:
                    yield front(head.encode(), path)


def _settings() -> Iterator[str]:
    """Yield what becomes of each key of site.yaml and theme.yaml, and of the pieces as lines of them."""
    from tests.fuzz.samples import values_of  # noqa: PLC0415 - it is a module of the tests

    for row in (*site_keys.SITE, *site_keys.THEME):
        low, high = row.bounds
        values = (*values_of(row), *row.meanings, *VALUES[::2], *map(str, (low - 1, low, high, high + 1)))
        for name, value in (*((row.name, one) for one in values), *((one, values[0]) for one in row.words.split())):
            yield settings(f"{name}: {value}\n", row.name)
    for line in LINES:
        yield settings(f"{line}\n", *(part.partition(":")[0] for part in line.split("\n")))


def _times() -> Iterator[str]:
    """Yield what is read of times, days and lengths of time in all forms, and how each is shown."""
    written = [f"{day}{hour}" for day, hour in product(_TABLES["days"], _TABLES["hours"])]
    written += [piece for piece in PIECES if re.search(r"\d", piece) and "\n" not in piece and len(piece) < 60]
    written += [f"Rabu, 9 {word} 2024 16:10" for word in WORDS if len(word) < 10]
    written += [f"{word}, 9 Oktober 2024 16:10" for word in WORDS if len(word) < 7]
    for one in written:
        asked = [told(dates.parse, one, "WIB"), told(dates.parse_day, one, "WIT"), told(dates.offered, one)]
        yield f"{one} {asked} {told(dates.duration, one)} {dates.is_day(one)}"
    for one in ("0", "12345678901", "123456789012", "199999999999", "249999999999", "250000000000", "1.5", "-1"):
        yield f"{told(dates.parse_now, one, 'WIB')} {told(dates.seconds, one)}"
    forms = (timestamps.portal, timestamps.short, timestamps.clock, timestamps.iso, timestamps.rfc822)
    sentences = (timestamps.format_time, timestamps.format_time_short)
    moments = (0, 1_709_139_600, -2_208_988_800, *(1_704_067_200 + month * 2_629_800 for month in range(12)))
    zones = (*timestamps.ZONES, "-05:00", "+05:30", "+00:00")
    for epoch, zone, timeless in product(moments, zones, (False, True)):
        stamp = timestamps.Stamp(epoch, zone, timeless)
        yield f"{[form(stamp) for form in forms]} {stamp.minutes_east} {timestamps.is_midnight(stamp)}"
        yield " ".join(language(name).put(form(stamp)) for name, form in product(("en", "id"), sentences))
        yield f"{timestamps.day_number(epoch, 'WIT')} {timestamps.day_start(epoch // 86400, 'WITA')}"
    yield repr([timestamps.month_days(2024, month) for month in range(1, 13)])


def _plain() -> Iterator[str]:
    """Yield what functions of plain text and of single lines make of each piece."""
    dice = Random(4)
    asked = (
        text.slugify, text.fold, text.clean, text.plain_blanks, text.squeeze, text.words, text.lead, text.quoted,
        text.without_dateline, flaws.flaw, flaws.unmarked, flaws.ungarbled, flaws.repaired_address,
        partial(flaws.fault_of, picture=True), yaml_hints.straightened, boxes.embed, boxes.host_of, elements.address_of,
    )  # fmt: skip
    for piece in PIECES:
        other, long = dice.choice(PIECES), " ".join(dice.sample(PIECES, 4))
        more = (text.slugify(piece, 9), text.lead(long, 60), text.lead(long), text.distance(piece[:20], other[:20]))
        yield f"{[told(ask, piece) for ask in asked]} {more}"
    starts = ("DEMAK, Kabar.com", "Semarang (ANTARA)", "Muara, 9 Oktober 2024", "KUDUS", "ABCD", "Kudus", "kabar.co.id")
    for start, rest in product(starts, (" - Warga", " – “Warga", "- Warga", " -- 46 warga", " — warga")):
        yield text.without_dateline(start + rest)
    for length in (*range(58, 63), *range(79, 82), 99, 100, 101, 179, 180, 181):
        sample = ("kata " * 50)[:length]
        for one in (sample, "a" * length, f"{'Kata kata. ' * 5}{sample}"):
            yield repr((text.quoted(one), text.lead(one), text.slugify(one), text.slugify(one.replace(" ", "x"))))
        yield said([replace(site_yaml.no_site(), where=Where("a", 2, length), excerpt="界e\u0301\u20dd" * length)])


def _addresses() -> Iterator[str]:
    """Yield what addresses and paths are taken for."""
    paths = urls.Paths()
    given = [piece for piece in PIECES if re.search(r"[/.]", piece) and "\n" not in piece and len(piece) < 120]
    given += [f"https://{host}/a" for host in WORDS if "." in host]
    given += [f"{folder}/a.png" for folder in (*paths.reserved, "sitemap-a.xml")]
    asked: tuple[Callable[[str], object], ...] = (
        urls.is_address, urls.is_web, urls.base_path, urls.is_ours, urls.target_url, urls.file_slug, urls.article_slug,
        urls.output_path, urls.page_url, urls.is_bare, urls.fragment_of, urls.picture_url, urls.live_url, urls.feed_url,
        partial(urls.own_path, base_url="https://www.uji.example/portal"), partial(urls.on_site, base="/portal"),
        partial(urls.part_url, number=0), partial(urls.part_url, number=2), partial(urls.is_same, other="/a/"),
        partial(urls.is_one_of, ids=urls.OF_KABAR), partial(urls.on_host, base="https://uji.example"), paths.has,
        paths.prefix_at, paths.document_url, addresses.media_address, addresses.names_content,
        partial(addresses.parse_alias, reading=PLAIN), partial(media.why_refused, reading=RICH), media.is_film,
        media.is_sound, lookup_keys.url_key, lookup_keys.original_key, lookup_keys.query_key,
        lookup_keys.relative_path_key, third_parties.service_of,
    )  # fmt: skip
    for one in given:
        yield f"{one} {[told(ask, one) for ask in asked]}"
    kinds = ("all", "kanal", "tag", "author", "region", "ledger", "x")
    yield repr([paths.listing_url(kind, slug) for kind, slug in product(kinds, ("a", *urls.LEDGERS))])
    yield repr([urls.numbered_pages(count, each) for count, each in product(range(9), (1, 2, 3))])
    yield repr([urls.sitemap_url(2024, 9, part) for part in range(3)] + [paths.tags_url, paths.letter_url("a")])


def _edits() -> Iterator[str]:
    """Yield what single changes make of front matters, and of links in texts that move."""
    dice = Random(5)
    for head in LINES[::2]:
        whole = rewriting.values(head)
        key, value, group = dice.choice([*(whole.entries if whole else "a")]), dice.choice(PIECES), {"a": "b", "c": "d"}
        yield told(rewriting.replaced, head, (key,), value) + told(rewriting.replaced, head, (key, 0), [value, "b"])
        yield told(rewriting.renamed, head, key, "baru") + told(rewriting.appended, head, key, value)
        yield told(rewriting.appended, head, key, value, "nama") + told(rewriting.dropped, head, (key,))
        yield told(rewriting.dropped, head, (key, 0)) + told(rewriting.put, head, (key,), [value])
        yield told(rewriting.put, head, (key, "src"), value, ("src", "alt"))
        yield told(rewriting.put, head, ("baru",), {"a": value, "b": ["c", "d"]}, ("title", "baru"))
        yield told(partial(rewriting.entered, head, key, group, first=bool(len(head) % 2)))
    moved = {lookup_keys.url_key(one): "/baru/" for one in ("/a/", "/daerah/a/", "/foto/a.png", "/satu/", "/lama/")}
    before, after = links.Home("daerah/a.md", "/daerah/a/"), links.Home("nasional/2024/b.md", "/nasional/b/")
    for number, first in enumerate(range(0, len(PIECES), 12)):
        moving = _article(f"{HEAD}related: [/a/, b]\n", "\n\n".join(PIECES[first : first + 12])).decode()
        yield told(links.followed, moving, moved, before, after, (PLAIN, RICH)[number % 2])
    pins = [f"{name}: /a/" for name in ("lead", "utama", "next", "berikutnya", "picks", "pilihan", "link", "tautan")]
    blocks = [f"{name}: [{{{key}: daerah, x: /a/}}]" for name in ("blocks", "blok") for key in ("kanal", "article")]
    for line in (*LINES, *pins, *blocks, "lead: {article: /a/}", "lead: {berita: /a/#isi}", "blocks: [daerah]"):
        yield told(links.steered, line, moved, {"daerah": "desa"}, "https://uji.example")


def _models() -> Iterator[str]:
    """Yield which variants of pictures there are, what is related to what, and how severe a problem is."""
    recipes = [variants.Recipe(f"{a}x{b}", (a, b), (360, 720, 1200)) for a, b in ((16, 9), (3, 4), (0, 0))]
    recipes += [replace(one, sparse=variants.Sparse((384, 736), (360, 1200))) for one in recipes]
    sizes = product((1, 99, 100, 130, 320, 719, 720, 1200, 1599, 4000), (1, 100, 360, 720, 999, 17_000))
    kinds: tuple[ArticleType, ...] = ("berita", "foto")
    for (width, height), kind, uncut in product(sizes, kinds, (False, True)):
        size, old = Size(width, height), height == 720
        uses = variants.uses_of(kind, size, uncut=uncut)
        shown = Picture("/a.png", "a", width, height, "40% 96%", "/gambar/a", uses, old=old)
        made = [one.suffix for one in variants.variants(size, uses, "4% 95%", recipes, old=old)]
        yield repr((uses, made, variants.never_itself(size, recipes), variants.for_search(shown, recipes[2])))
        yield repr([variants.sources(shown, one) for one in recipes])
    for epoch, months, zone in product((0, 1_728_465_000, 253_402_128_000), (0, 1, 12, 1200), timestamps.ZONES):
        yield f"{variants.ageing(months, zone, epoch)} {told(variants.Ageing(months, zone).hour_of, epoch)}"
    dice = Random(7)
    compared = [_candidate(dice) for _ in range(30)]
    for one, other in product(compared, compared):
        worth = {term: 1 + term % 9 for term in one.terms.weights}
        apart = dice.choice((0, 86_399, 86_400, 31_536_000))
        yield f"{related.score(one, worth, other, apart)} {told(related.changed, one, other)}"
    for count in range(7):
        seqs = sorted(number * dice.choice((1, 40_000)) << 20 for number in range(30))
        scored = [(dice.choice((0, 50, 400, 900, 5000)), seq) for seq in seqs]
        yield repr((related.choose(scored, seqs[20], count), related.pace(seqs[9], seqs[count::-1])))
        yield repr((related.rarity(seqs, seqs[count * 4], 60), related.nearest(seqs, count * 4, seqs[20])))
    rules = (
        Rule("", (("dead-link", "warning"), ("bad-tag", "off"))), Rule("arsip/**", (("missing-alt", "error"),)),
        Rule("*/a*.md", (("bad-tag", "error"),)),
    )  # fmt: skip
    folders = ("site.yaml", "content/a.md", "content/arsip/2024/a.md", "content/daerah/ab.md", "content/daerah/x/a.md")
    for path, code, hold in product(folders, sorted(CODES), (False, True)):
        yield f"{path} {code} {Severities(rules, hold).of(Problem(Where(path), code, site_yaml.no_site().said))}"


def _candidate(dice: Random) -> related.Candidate:
    """Return an article of a few words, as others are compared with it."""
    some = ("Banjir Muara Teduh", "Bupati Sari", "pasar ikan", "jalan desa", "Persija menang", "perahu sekolah")
    more = ("", "region: Teluk\n", "region: Teluk/Utara\n", "region: Lain\n", "type: advertorial\n")
    data = _article(HEAD + dice.choice(more), " ".join(dice.sample(some, 4)))
    record, _ = documents.parse_article(data, dice.choice(("daerah/a.md", "nasional/a.md")), PLAIN, broken=True)
    assert record is not None
    return related.unpack(related.pack(related.traits(record)))


def _tables() -> Iterator[str]:
    """Yield tables that other programs and readers get, and what is said of many problems, of numbers and of faults."""
    yield msgspec.json.encode(stemming.tables()).decode()
    yield from (f"{code} {kind}" for code, kind in sorted(CODES.items()))
    yield from (f"{reason} {sentence_of(pack(reason, 'a.md'))}" for reason in Reason)
    yield from (f"{name} {third_parties.hosts_of([name])} {third_parties.writes_styles([name])}" for name in WORDS)
    for name in ("en", "id"):
        spoken = language(name)
        yield f"{spoken.number(1_234_567)} {spoken.decimal(1234.567)} {spoken.failed(site_yaml.no_site().said)}"
        yield from (spoken.put(crashes.explain(OSError(getattr(errno, fault), "x", "a"))) for fault in FAULTS.split())
    for count in (1, 2, 1000, 1001, 1002):
        many = [replace(site_yaml.no_site(), where=Where("a", 1 + number * 7 % count, 1)) for number in range(count)]
        yield said(capped(many, "\n".join(f"{number} {'x' * number * 10}" for number in range(1100))))


def _counts() -> Iterator[str]:
    """Yield what is read of counts of views, in JSON and CSV."""
    for written in _TABLES["counts"]:
        name, other = ("popular.json", "popular.csv") if written[:1] in {"", "{", "["} else ("popular.csv", "")
        Path(name).write_text(written, "utf-8")
        found, problems = popular.read_counts(Path(), [name, *filter(None, [other])], "WIB")
        more = [popular.early(found), popular.strange(found, found.views)] if found and found.views else []
        yield f"{_packed(found)}\n{said([*problems, *more])}"


def _portal() -> Iterator[str]:
    """Yield what a check says of a portal with mistakes of all sorts, what it mends, and what moves."""
    from tests.support import png  # noqa: PLC0415 - it takes a while

    parts = re.split(r"(?m)^-- (\S+) --\n", (FIXTURES / "texts-portal.txt").read_text("utf-8"))
    pictures = {"a": (1199, 700), "b": (1200, 700), "c": (1200, 700), "unused": (40, 30)}
    files = {path: data.encode() for path, data in zip(parts[1::2], parts[2::2], strict=True)}
    files |= {f"content/foto/{name}.png": png(*size) for name, size in pictures.items()}
    for path, data in {**files, "content/foto/broken.png": b"GIF"}.items():
        Path("site", path).parent.mkdir(parents=True, exist_ok=True)
        Path("site", path).write_bytes(data)
    check, moved = ("check", "--now", "2024-10-10 12:00 WIB"), "content/nasional/2024/satu-dua.md"
    for words, name in (
        ((*check, "--all"), "en"), ((*check, "--format", "json"), "id"), (("tags",), "en"),
        (("tags", "rename", "banjr", "Banjir", "--dry-run"), "id"), (("tags", "rename", "Banjir", "Air, Bah"), "en"),
        (("tags", "rename", "banjir", "Air Bah", "--dry-run"), "en"),
        (("mv", "content/daerah/satu.md", moved, "--dry-run"), "id"),
        (("mv", "content/foto/a.png", "content/foto/lain/a.png", "--dry-run"), "en"),
        (("mv", "content/daerah", "content/desa", "--dry-run"), "id"), (("mv", "content/x.md", "content/y.md"), "id"),
        ((*check, "--fix", "--yes"), "en"),
    ):  # fmt: skip
        yield from ssg("--site", "site", *words, language=name).splitlines()
    yield from (f"{path}\n{data}" for path, data in listed("site/content").items() if path.endswith(".md"))
