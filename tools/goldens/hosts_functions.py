"""What hosts are told and take, what is read most, and what commands report: sweeps of functions."""

from __future__ import annotations

import io
import itertools
import os
import random
import re
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, cast
from unittest import mock

from msgspec.structs import replace

from generator.annex.deploying.hosts import budget, files, headers, nginx, rules
from generator.annex.popular.counting import Counter
from generator.annex.popular.lines import Lines, StrangeLineError, lines_of
from generator.base import codes, errors
from generator.base.digest import digest
from generator.base.sentences import ENGLISH, as_it_is, sentence
from generator.check import Checked
from generator.cli import build as build_command
from generator.cli import next as next_command
from generator.cli import reporters, terminal
from generator.cli.command import language_name
from generator.engine.clock import Coming
from generator.engine.options import Report
from generator.model.deploy_targets import HOSTS
from generator.model.site import Site
from generator.store.database import open_reader
from tools.goldens.found import cases, ssg
from tools.goldens.hosts_answers import INDONESIAN, Answers, asked, shown, site_of
from tools.goldens.hosts_sent import TARGETS


def ruled(site: Site, state: Path) -> Answers:
    """Yield what each host is told of addresses and headers, and how much of it there is room for."""
    with closing(open_reader(state)) as store:
        for host in (*HOSTS.values(), replace(HOSTS["netlify"], rules=4), replace(HOSTS["apache"], rules=7)):
            found = rules.rules_of(store, site, host)
            texts = files.written(site, host, found)
            yield (
                f"rules {host.name}",
                shown([found, rules.left(store, found), rules.untold(store, site, found), [*texts.items()]]),
            )
    choose = random.Random(16)
    pieces = (
        *'/aBé ?#:*=&+@~.$"{\\\n\';[', "%20", "index.html", ".html", "/index", "https://a.example", ":80",
    )  # fmt: skip
    for turn in range(4000):
        path, query, target = (
            "/" * (n != 1) + "".join(choose.choices(pieces, k=choose.randrange(4))) for n in range(3)
        )
        query, target = query * (turn % 3 > 0), target[turn % 5 == 0 :]
        for host in (HOSTS["netlify"], HOSTS["nginx"]):
            yield f"said to {host.name}", f"{path!r} {query!r} {target!r} {rules.can_say(host, path, query, target)}"
        yield "alike", shown(rules.alike(path))
    for name, count in itertools.product(("netlify", "nginx"), (897, 898, 899)):
        yield "said", str(rules.can_say(HOSTS[name], f"/{'a' * count}", "", "/"))
    for folder, ending in itertools.product(
        ("", "aset/", "gambar/", "a/aset/"), (*headers.TYPES, *headers.LASTING, "x", "JPG", "")
    ):
        yield "headers", shown([headers.headers_of(f"{folder}{name}.{ending}") for name in ("a", "feed")])
    lines = (
        "", "hsts: 365d\n", "search: 'https://cari.example:8443/a?q={query}'\n", "search: '/cari/?q={query}'\n",
        "third_parties: [plausible, https://Komentar.uji.example/x, adsense]\n",
        *(f"deploy: {{a: {line}}}\n" for line in TARGETS),
    )  # fmt: skip
    for more in lines:
        site = site_of(more)
        for url in ("https://www.uji.example", "http://[::1]:80/kabar", f"https://{'panjang-' * 3}.example/a"):
            other = replace(site, base_url=url)
            yield (
                "policy",
                shown([work(other) for work in (headers.fixed, headers.web_root, headers.host_name, nginx.tag_of)]),
            )
    for length in range(24, 40):
        yield "policy", nginx.tag_of(replace(site_of(""), base_url=f"https://{'a' * (length - 12)}.example"))
    for count in (*range(38, 44), *range(62, 70), 95, 96, 97, 130):
        paths = [f"/{'a' * (count - 1)}", f"/{'A' * (count - 1)}", f"/{'b' * (count - 9)}é/", f"/{'c' * (count - 1)}"]
        moved = [rules.Rule(path, choose.choice(("", "p=1")), '/x"\\/', exact=choose.random() < 0.3) for path in paths]
        entries = [*nginx.entries_of(moved)]
        yield (
            "nginx",
            f"{entries} {[*nginx.maps_of('$uri$is', '$baru', entries)]} {[*map(nginx.word, ('a-b', 'a b', ''))]}",
        )
    yield "nginx", nginx.listed("gzip_types")


def room() -> Answers:
    """Yield what is said of the room that hosts have."""
    choose = random.Random(17)
    for host in HOSTS.values():
        for _ in range(60):
            most = {
                name: getattr(host, name) or choose.choice((0, 1000))
                for name in ("files", "folder", "size", "largest", "rules")
            }
            limits = tuple(
                budget.Limit(cast("budget.Measure", name), choose.choice((0, 1, limit - 1, limit, limit + 1)), limit)
                for name, limit in most.items()
                if limit and choose.random() < 0.7
            )
            shares = [
                budget.Share(choose.choice((0, 1, 199, 200, 201)), choose.choice((0, 200, 201))) for _ in range(3)
            ]
            size = choose.choice((1000, (10 << 20) - 1, 10 << 20, (10 << 20) + 1))
            numbers = choose.randrange(3), choose.randrange(3), choose.randrange(3)
            months, folder = choose.choice((None, 0, 1, 11, 12, 13)), choose.choice(("", "b"))
            found = budget.Budget(
                host.name, 1000, size, 9, "a.jpg", folder, limits, *numbers, articles=9, monthly=4, months=months,
                pictures=shares[0], lists=shares[1], redirects=shares[2],
            )  # fmt: skip
            lines, plain = [*budget._lines(found)], budget._plain(found, INDONESIAN)  # noqa: SLF001 - not measured
            yield f"room {host.name}", shown([found.over, lines, [*budget.help_of(found)], plain])
    for taken, articles, monthly in itertools.product((0, 1, 500, 999, 1000, 1001), (0, 100), (0, 1, 7)):
        some = (budget.Limit("files", taken, 1000), budget.Limit("size", 1, 9), budget.Limit("rules", 5, 5))
        yield "months", str(budget._months(some[: monthly or 3], articles, monthly))  # noqa: SLF001 - as above
    for pages, queries in itertools.product((0, 1, 2), (0, 1, 5, 6)):
        yield "host", shown(files.told(pages, [f"/?p={n}" for n in range(queries)]))


def counted_views() -> Answers:
    """Yield what lines of logs say, and what is counted of them."""
    from tests.annex.popular import test_lines  # noqa: PLC0415 - it takes a while

    robots = (
        "Googlebot", "crawl", "spider", "slurp", "archive", "facebookexternalhit", "preview", "lighthouse", "pagespeed",
        "headless", "phantom", "monitor", "uptime", "pingdom", "scan", "fetch", "python", "Feedly", "cubot",
    )  # fmt: skip
    agents = (test_lines.CHROME, "Opera/9.8", "curl/8", "", *(f"Mozilla/5.0 {name}" for name in robots))
    asks = (
        "GET /a/ HTTP/1.1", "POST /a/ HTTP/1.1", "HEAD /a/", "GET /a/?x HTTP/2", "GET /a%2F HTTP/1.1", "GET",
        "GET  ", "-",
    )  # fmt: skip
    days = (
        ("10", 2024, "+0700"),
        ("31", 2024, "-0330"),
        ("01", 1970, "+0000"),
        ("31", 9999, "-1200"),
        ("00", 2024, "+0000"),
    )
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Xxx")
    stamps = [f"{day}/{month}/{year}:12:00:59 {zone}" for month in months for day, year, zone in days]
    times = (
        0, -1, 1, 59, 60, 1728536400.25, 1728536400123, 1728536400123456789, 253_370_764_799, 253_370_764_800,
        "kemarin", None,
        "2024-10-10T12:00:30+07:00", "2024-10-10T12:00:30", "9999-12-31T23:00:00Z", "1970-01-01T00:00:00Z",
    )  # fmt: skip
    lines = [test_lines.nginx(agent=agent) for agent in agents] + [
        test_lines.nginx(ask, status) for ask in asks for status in (200, 201, 304)
    ]
    lines += (
        [test_lines.nginx(at=at) for at in stamps]
        + [test_lines.caddy(at) for at in times]
        + [test_lines.cloudflare(at) for at in times]
    )
    lines += [test_lines.caddy(agent=[agent]) for agent in agents] + [
        test_lines.cloudflare(ClientRequestUserAgent=agent) for agent in agents
    ]
    lines += [
        test_lines.caddy(**{key: value})
        for key, value in (("method", "POST"), ("status", 404), ("uri", ""), ("host", "x:80"), ("agent", []))
    ]
    lines += [
        b"",
        b"{}",
        b"{",
        b'{"msg":"x"}',
        b'{"msg":""}',
        b"x" * 30,
        b'{"a":' * 2000,
        test_lines.nginx(agent=r"Mozilla/5.0 \"x\" \\"),
    ]
    choose = random.Random(19)
    lines += [
        (line := choose.choice(lines[:90]))[: (cut := choose.randrange(len(line) + 1))] + line[cut + 1 :]
        for _ in range(3000)
    ]
    for number, line in enumerate(lines):
        try:
            said = repr(Lines().view(line))
        except StrangeLineError:
            said = "strange"
        yield f"lines {min(number, 399) // 40}", said
    known = {b"/a/": "/a/", b"/b c/": "/b c/", "/é/".encode(): "/é/"}
    names = ("UJI.example:443", "www.uji.example", "lain.example", "")

    def views(choose: random.Random) -> Any:
        path = choose.choice(("/a/", "/a/?x", "/b%20c/", "/%C3%A9/", "/x/", "/%41/"))
        at = f"10/Oct/2024:{choose.randrange(24):02}:{choose.randrange(60):02}:00 +0700"
        return test_lines.nginx(f"GET {path} HTTP/1.1", at=at)

    def served_by_caddy(choose: random.Random) -> Any:
        return test_lines.caddy(1728536400 + choose.randrange(-9000, 9000), host=choose.choice(names))

    for hours, _ in itertools.product((1, 2, 24), range(10)):
        counter = Counter(known, choose.choice(("uji.example", "www.uji.example")), hours)
        for log in ("satu.log", "dua.log"):
            some = [choose.choice((views, served_by_caddy))(choose) for _ in range(60)]
            counter.read([*some, b"aneh", b" "], log)
        yield "views", repr(counter.counted)
    for data in (b"", b"a\nb", b"a\n\n" + b"c" * 70_000 + b"\nd\n", b"\x1f\x8brusak", b"\x1f"):
        yield "views", asked(lines_of, cast("Any", io.BufferedReader(io.BytesIO(data))), "satu.log")[:70_100]


# ---------------------------------------------------------------- what is reported


def problems_of(choose: random.Random) -> list[errors.Problem]:
    """Return some problems, many of which are alike."""
    found = []
    for code in choose.sample([*codes.CODES], choose.randrange(1, 5)):
        said = choose.choice(
            (
                sentence('no "{file}" in {count}', file="a.jpg", count=9),
                sentence("content/a.md, 7 and 8.5"),
                as_it_is("50% dari\t%\x1b x"),
            )
        )
        for number in range(choose.choice((1, 2, 5, 6, 7, 12))):
            if choose.random() < 0.3:
                said = sentence('no "{file}" in {count}', file=f"{number % 7}.jpg", count=number)
            where = errors.Where(
                choose.choice(("a b.md", "c:d,e.md", "content/é%.md")),
                choose.choice((0, 1, 3)),
                choose.choice((0, 1, 60)),
            )
            lines = ("", "pendek", "日本" * 40 + "x" * 90, "e\u0301" * 70, "a\tb\u202e")
            line = lines[(where.line + where.column + len(where.path)) % len(lines)]
            found.append(
                errors.Problem(where, code, said, choose.choice((as_it_is("begini"), as_it_is(""), said)), line)
            )
    return found


def reported() -> Answers:
    """Yield problems in all formats, in a terminal and in lists, and what is said of builds."""
    from tests.cli import test_terminal  # noqa: PLC0415 - it takes a while

    choose = random.Random(20)
    for number in range(120):
        checked = Checked(
            tuple(problems_of(choose)), tuple(problems_of(choose))[: number % 9], (), number, 0.5 + number
        )
        for name in (ENGLISH, INDONESIAN):
            yield "text", terminal.coloured(reporters.text(checked, name, list_all=number % 3 == 0), name)
            yield "text", reporters.summary(checked, name)
            for form, work in reporters.MACHINES.items():
                yield f"format {form}", re.sub(r'("name":"Warta","version":)"[^"]*"', r"\1", work(checked, name))
            yield "tolerated", reporters.tolerated({one.code: number % 4 for one in checked.errors}, name)
            report = Report(
                number,
                9,
                number % 3,
                0,
                number % 2,
                9,
                0.25,
                checked.warnings,
                number % 4,
                {},
                pictures_left=number % 3,
                held=checked.errors[: number % 5],
            )
            screen, said = terminal.Screen(name, quiet=False, list_all=number % 2 > 0), io.StringIO()
            with (
                redirect_stdout(said),
                redirect_stderr(said),
                mock.patch.dict(os.environ, GITHUB_ACTIONS=choose.choice(("true", ""))),
            ):
                screen.done(report, checked.errors)
                screen.problems(errors.SiteError(checked.errors))
                screen.waiting()
            yield "screen", said.getvalue()
        yield "sorted", f"{errors.SiteError(checked.errors)} {reporters.count(checked.errors)}"
    for text, _ in cases(test_terminal.test_what_is_in_which_colour):
        yield "text", terminal.coloured(text, ENGLISH)
    for letter in (*range(0x250), *range(0x2000, 0x2070), 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFFFD):
        yield "letters", ascii(errors.printable(chr(letter)))
    one = errors.Problem(errors.Where("a.md", 1), "bad-value", as_it_is("x"))
    for count, line in itertools.product((1, 49, 51, 999, 1000, 1001, 1002), (1, 9_999, 10_000)):
        many = [replace(one, where=errors.Where("a.md", 1 + (count - n) % 3)) for n in range(count)]
        found = errors.capped(many, f"{'a' * line}\r\nb\n{'c' * line}")
        yield (
            "capped",
            shown([len(found), [len(some.excerpt) for some in found], found[-1].said, errors.capped(many)[-1].said]),
        )
        with mock.patch.object(errors.Warnings, "MOST", 50):
            warnings = errors.Warnings((one,) * 3, 2).plus(many[:count], line).plus(many[:9])
        yield "capped", f"{len(warnings.first)} {warnings.more}"
    for line in range(-1, 5):
        yield "capped", errors.excerpt("a\r\nb\nc", line)
    for address in (
        "local:1",
        "local:0",
        "local:999",
        "local:1000",
        "tcp://a:1",
        "tls://a.example:12345",
        "tcp://a:123456",
        "tcp://a/b:1",
        "udp://a:1",
        "tcp://a b:1",
    ):
        yield "cluster", asked(build_command.checked, address)


def failing() -> Answers:
    """Yield what is said of what nobody expects, and in which language a desk is spoken to."""
    failures = (
        MemoryError(), OSError(28, "No space left on device"), PermissionError(13, "Permission denied", "x"),
        errors.UsageError(as_it_is("salah")), errors.SiteError([]), sqlite3.OperationalError("disk I/O error"),
    )  # fmt: skip
    for failure, words, name in itertools.product(failures, ([], ["--json"]), ("en", "id")):
        with mock.patch.object(next_command, "open_reader", side_effect=failure):
            yield "failing", ssg("--site", "situs", "next", *words, language=name)
    place = Path("bahasa")
    place.mkdir()
    lines = (
        "",
        "language: en",
        "language: 'id'",
        "desk_language: en",
        "desk_language: xx",
        "adesk_language: en",
        " language: en",
    )
    for (first, second), said, unset in itertools.product(
        itertools.permutations(lines, 2), ("", "en", "id", "xx"), ("", "en")
    ):
        (place / "site.yaml").write_text(f"{first}\n{second}\n", "utf-8")
        with mock.patch.dict(os.environ, SSG_LANG=said):
            yield "languages", f"{language_name(str(place), unset)} {language_name('tiada', unset)}"


def away() -> Answers:
    """Yield what a worker of a cluster takes, and what it asks for."""
    from generator.annex.cluster import messages, work  # noqa: PLC0415 - not everybody who compares some parts has them

    for value in ("x", [1, {"a": b"b"}], None, b"x" * 9999):
        yield "cluster", repr(messages.unpacked(messages.packed(value)))
    sent = messages.SentFiles({"a": b"isi"}, {"b": True, "c": False})
    yield "cluster", f"{sent.read('a', 1)!r} {[sent.has(path) for path in 'abcd']} {sorted(sent.asked)}"
    top, plain = Path("pekerja"), [b"x" * messages.PIECE, b"y" * 9]
    pieces = [messages.compressed(piece) for piece in plain]
    digests = [digest(piece) for piece in pieces]
    for build, numbers in (("a", (0, 1)), ("b", (1,)), ("c", (0, 0, 1)), ("d", (0, 1, 1)), ("e", (0,))):
        work.greet(top)
        for number in numbers:
            for wrong in (True, False):
                data, beside = pieces[number - wrong], {"x/y": b"z"}
                try:
                    work.take(top, build, digests, number, data, beside)
                    yield "cluster", "taken"
                except work.LackingError:
                    yield "cluster", "lacking"
        yield "cluster", f"{sorted(file.as_posix() for file in (top / build).rglob('*'))}"
        if (top / build).exists():
            os.utime(top / build, (ord(build), ord(build)))
        yield "cluster", f"{sorted(file.name for file in top.iterdir())}"


def coming() -> Answers:
    """Yield what is said of the next change of each kind, in all formats."""
    changes_known = ("published", "expired", "live", "old", "front", "breaking", "advertisement", "counts", "news")
    for change, form in itertools.product((*changes_known, None), ("text", "json", "cron", "systemd")):
        event = [Coming(1_728_540_000, cast("Any", change), "Banjir", "content/a.md", "WITA")] if change else []
        held_back: tuple[list[str], ...] = ([], ["content/b.md"], ["content/b.md", "content/c\x1b.md"])
        for held in held_back if change in ("old", None) else held_back[:1]:
            instead = {"coming": mock.Mock(return_value=event), "held_back": mock.Mock(return_value=held)}
            with mock.patch.multiple(next_command, **instead):
                for words, name in (([], "en"), ([], "id"), (["--held"], "id"))[form != "text" : 3 if held else 2]:
                    yield f"next {form}", ssg("--site", "situs", "next", "--format", form, *words, language=name)
