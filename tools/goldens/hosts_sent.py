"""What is sent to targets, and what they and others are told: sweeps of functions."""

from __future__ import annotations

import io
import itertools
import os
import random
import re
from collections.abc import Collection, Mapping
from email.message import Message
from pathlib import Path
from unittest import mock
from urllib.error import HTTPError, URLError

from msgspec.structs import replace

from generator.annex.deploying import changes, editions, held_pages, manifest, notifications, output, pipelines, rclone
from generator.annex.deploying.target_errors import check_means, remote_error
from generator.annex.remote_state import packs
from generator.base.sentences import as_it_is
from generator.base.timestamps import LATEST
from generator.model.deploy_targets import VIAS, Announce, Target
from generator.model.kinds import KINDS
from tools.goldens.found import cases
from tools.goldens.hosts_answers import Answers, asked, shown, site_of

BASE = "https://a.example"
PATHS = (
    "index.html", "a", "a/index.html", "daerah/a/index.html", "daerah/a/index.html.gz", "daerah/a", "tag/x/index.html",
    "tag/x/2/index.html", "feed.xml", "daerah/feed.xml", "sitemap.xml", "robots.txt", "a/robots.txt", "feed.json",
    "_headers", "lama/index.html", "lama.html", "lama", "foto/a.jpg", "aset/a.css", "fragmen/a.html",
    "cari/a.json", "x.bin",
)  # fmt: skip


def planned() -> Answers:
    """Yield changes of a target, their order, and whether they are too many."""
    for path, kind in itertools.product(PATHS, (*KINDS, "host", "")):
        yield (
            f"phase {kind}",
            f"{changes.phase_of(path, kind)!r} {[changes.turn_of(path, kind, new=new) for new in (False, True)]}",
        )
    choose, kinds = random.Random(11), (*KINDS, "host")
    digests = (b"1", b"2", manifest.UNKNOWN, manifest.BEGUN)
    for turn in range(300):
        some = choose.sample(PATHS, choose.randrange(len(PATHS)))
        built = {path: output.Built(choose.choice(kinds), choose.choice(digests[:2])) for path in some}
        if choose.random() < 0.3:
            built = output.with_compressed(built, choose.sample(("gz", "br"), choose.randrange(1, 3)))
        there = {path: choose.choice(digests) for path in choose.sample(PATHS, choose.randrange(len(PATHS)))}
        among = {*choose.sample(PATHS, choose.randrange(len(PATHS)))} if choose.random() < 0.3 else None
        stays = {*choose.sample(PATHS, 3)} if choose.random() < 0.3 else frozenset[str]()
        with mock.patch.object(changes, "BATCH", choose.choice((1, 2, 3, 2000))):
            found = changes.compare(built, there, with_headers=turn % 2 > 0, among=among, kept=stays)
        name = f"changes {turn // 60}"
        yield name, f"{found!r} {[*found.files]} {found.gone} {found.is_empty}"
        yield (
            name,
            f"{notifications.addresses('https://a.example/b', found, built)!r} {notifications.samples(found, built)}",
        )
        since = output.Since(there, built, {*some[:3]})
        yield name, shown([since.differ, [path in since for path in PATHS], [*since], len(since)])
        yield name, shown([asked(since.__getitem__, path) for path in since])
    for gone, total, most in itertools.product(
        (0, 1, 99, 100, 101, 110), (0, 1000, 1010, 1100, 1101), (None, 0, 100, 101)
    ):
        pages, have = ([f"{n}.html" for n in range(count)] + ["a.jpg"] for count in (gone, total))
        yield "too many", asked(changes.too_many, pages, have, most, "utama")
    yield "too many", f"{changes.BATCH} {output.digest_of('a.gz', output.compress('a.gz', b'abc'), 3).hex()}"
    for form, data, most in itertools.product(
        ("gz", "br"), (output.compress("a.gz", b"abc" * 999), b"x"), (2996, 2997)
    ):
        yield "digests", output.digest_of(f"a.{form}", data, most).hex()


def manifests() -> Answers:
    """Yield what a target says about itself, sound and damaged, and which build is older."""
    part = "0123456789abcdef" * 2
    sound = manifest.Head("https://a.example", 7, "ab", (part,), edition=editions.Edition(5, "0" * 40, 6))
    hold = manifest.Hold("000003", "sari@meja:1", 1_728_000_000)
    commits = ("", "0" * 39, "0" * 40, "0" * 41, "f" * 64, "G" * 40, "0" * 65)
    heads = [replace(sound, edition=editions.Edition(1, commit)) for commit in commits]
    heads += [
        replace(sound, parts=parts) for parts in ((), (part[1:],), (part.upper(),), (part,) * 10_000, (part,) * 10_001)
    ]
    for head in (sound, replace(sound, version=2), replace(sound, hold=hold, tree="", until=9, owner="x"), *heads):
        data = manifest.encode_record(head)
        yield "heads", f"{data[:500]!r} {asked(manifest.decode_head, data)[:500]} {head.is_open}"
    for data in (b"", b"[]", b"{}", b'{"a":1}', manifest.encode_record(sound)[:-9]):
        yield "heads", asked(manifest.decode_head, data)
    choose = random.Random(12)
    for _ in range(600):
        count = choose.randrange(4)
        signs = ("a", "b", "/", ".", "..", "\\", "\n", "é", "\x7f", " ")
        paths = ["".join(choose.choices(signs, k=choose.randrange(6))) for _ in range(count)]
        known = {path: choose.choice((b"1", b"", None)) for path in paths}
        name, data = manifest.encode_part(known)
        room = manifest.Room(choose.randrange(60), choose.randrange(4) + 14)
        yield "parts", asked(manifest.decode_part, name, data, manifest.Room())
        yield "parts", asked(manifest.decode_part, choose.choice((name, part)), data, room)
        parts: list[manifest.Files] = [{"a": b"1", "b": None}, known, {"b": b"2"}, {"a": None}]
        yield "parts", shown(manifest.merged(parts[choose.randrange(3) :]))

    for others, refuses in itertools.product((["1"], ["7"], ["8"], ["9", "x"], ["6-" + "a" * 16], []), (True, False)):
        listings = iter([[f"{name}.json"] for name in ("6", *others)])
        place = mock.Mock(can_refuse=refuses, **{"write.side_effect": [refuses or "8" not in others, *[True] * 5]})
        place.listed.side_effect = lambda _, left=listings: dict.fromkeys(next(left, []), "")
        place.read.return_value = manifest.encode_record(replace(sound, number=6))
        refs = manifest.Refs(place, Path("head"), manifest.decode_head, as_it_is("kalah"))
        with mock.patch("random.random", return_value=0.5):
            yield "refs", f"{asked(refs.read)} {refs.names} {refs.number} {asked(refs.write, sound)} {refs.names}"
        yield "refs", re.sub(r" at 0x\w+", "", repr(place.mock_calls))
    first, second = editions.Edition(100, "a" * 40, 10), editions.Edition(200, "b" * 40, 20)
    for mine, theirs in itertools.product(
        (first, second, editions.Edition(150), replace(second, committed=10)), repeat=2
    ):
        for common, fetched, shallow, shared in itertools.product(
            ("", "a" * 40, "b" * 40, "c" * 40), *[(False, True)] * 3
        ):
            # What there is in common may be known only once the history is here.
            fetch, before = mock.Mock(return_value=fetched), "" if fetched and shared else common
            with mock.patch.multiple(
                editions, fetch_history=fetch, is_shallow=mock.Mock(return_value=shallow),
                is_shared=mock.Mock(return_value=shared),
                common_commit=mock.Mock(side_effect=[before, common]),
            ):  # fmt: skip
                yield "older", f"{editions.is_older(mine, theirs, Path())} {fetch.called}"
        yield "older", shown(editions.older(mine, theirs, "WIB", "utama"))
    for at in (-1, 0, 1, LATEST - 60, LATEST, LATEST + 60):
        yield "older", shown(editions.time_of(at, "WITA"))


def stays() -> Answers:
    """Yield what stays at a target for readers of what is held back."""
    choose = random.Random(13)
    pages = (
        "daerah/a/index.html", "daerah/b/index.html", "tag/x/index.html", "tag/y/index.html",
        "daerah/index.html", "c.html",
        "foto/a b.jpg", "foto/c.jpg", "foto/c.jpg.gz", "daerah/a/index.html.br", "data/c.json",
    )  # fmt: skip
    forms = (
        '<a href="%s">', "<img src='%s'>", '<img srcset="%s 1x, /foto/c.jpg 2x">', '"https://uji.example%s"',
        "content=%s",
        '<meta content="https://uji.example%s?a&amp;b">', 'poster="https://lain.example%s"', '<a href="../../..%s#x">',
    )  # fmt: skip
    sites = [site_of(""), replace(site_of(""), base_url="https://uji.example/kabar")]
    for turn in range(400):
        texts = {}
        for page in pages:
            named = (
                choose.choice(pages).replace("index.html", "").replace(" ", "%20") for _ in range(choose.randrange(4))
            )
            texts[page] = "".join(choose.choice(forms) % f"/{name}" for name in named).encode()

        def read(paths: Collection[str], texts: Mapping[str, bytes] = texts) -> dict[str, bytes]:
            return {path: texts[path] for path in paths}

        gone = choose.sample(pages, choose.randrange(3, len(pages) + 1))
        mine = {page for page in gone[:3] if page.endswith(".html")}
        notices = choose.sample(pages, choose.randrange(2)) if choose.random() < 0.3 else []
        yield f"stays {turn // 100}", asked(held_pages.kept, gone, mine, notices, sites[turn % 2], read)


def told() -> Answers:
    """Yield who is told of a deploy, and what readers get afterwards."""
    built = {path: output.Built("list", b"") for path in ("kunci.txt", "index.html", "feed.xml")}
    everybody = Announce(
        "kunci", "https://a.example/indexnow", "https://hub.example/", "https://cf.example/", "https://kait.example/"
    )
    choose, requests = random.Random(14), list[str]()
    statuses = [200, 200, 299, 300, 404, 429, 499, 500, 503, 0]
    with mock.patch("time.sleep", lambda seconds: requests.append(f"slept {seconds}")):
        for counts in itertools.product((0, 1, 10_001), (0, 2), (0, 1, 30, 31, 300, 301)):
            urls = [tuple(f"https://a.example/{n}/" for n in range(count)) for count in counts]

            def ask(url: str, data: bytes | None = None, headers: Mapping[str, str] = {}) -> notifications.Answer:
                requests.append(f"{url} {len(data or b'')} {(data or b'')[:300]!r} {dict(headers)}")
                return notifications.Answer(choose.choice(statuses), b"", choose.choice(("", "Gagal")))

            token = {notifications.TOKEN: choose.choice(("", "rahasia"))}
            for to in (everybody, replace(everybody, indexnow="lain"), Announce()):
                with mock.patch.object(notifications, "ask", ask), mock.patch.dict(os.environ, token):
                    changed = notifications.Addresses(*urls)
                    yield "announced", asked(notifications.announce, to, BASE, changed, built)
                    looked_at = (*built, "a b/index.html")[: counts[2] % 4]
                    yield (
                        "announced",
                        asked(notifications.check, BASE, looked_at, {**built, "a b/index.html": built["feed.xml"]}),
                    )
        yield "announced", "\n".join(requests)
    failures: list[Exception] = [
        HTTPError("u", code, words, Message(), io.BytesIO())
        for code, words in ((404, "Tidak Ada"), (502, "rahasia\n\x1b[2J"))
    ]
    failures += [URLError("putus"), TimeoutError(), ValueError("salah"), *(OSError(f"{'x' * n}y") for n in (199, 200))]
    for failure, headers_sent in itertools.product(failures, ({}, {"Authorization": "Bearer rahasia"})):
        with mock.patch.object(notifications, "open_url", mock.Mock(side_effect=failure)) as opened:
            yield "asked", asked(notifications.ask, "https://a.example/", None, headers_sent)
            yield "asked", re.sub(r"Warta/[^']+", "Warta", repr(opened.call_args))


# ------------------------------------------------------- targets and pipelines

TARGETS = (
    "{to: s3, path: kabar}", "{to: s3, path: kabar/a, url: 'https://s3.example', region: x}", "{to: local, path: a}",
    "{to: s3, path: kabar, announce: {cloudflare: 0123456789abcdef0123456789abcdef}}", "{remote: luar, path: kabar}",
    "{to: sftp, host: '[::1]', port: 22, path: kabar, user: u, key_file: ~/k y/kunci, known_hosts: kenal}",
    "{to: sftp, host: a.example, path: kabar, state: kabar/.state, key_file: kunci, known_hosts: '/e/${{x}}'}",
    "{to: sftp, host: a.example, path: /srv/kabar}",
    "{to: ftp, host: a.example, path: kabar, port: 2121, compress: [gz, br]}",
    "{to: webdav, url: 'https://a.example/', user: u, path: kabar}",
)  # fmt: skip


def reached() -> Answers:
    """Yield how targets are reached and refuse, and the pipelines that deploy to them."""
    from tests.annex.deploying import test_rclone, test_target_errors  # noqa: PLC0415 - it takes a while

    tables = (
        test_target_errors.test_what_the_words_of_a_server_mean,
        test_target_errors.test_what_may_pass_is_tried_again,
        test_target_errors.test_a_meaning_says_what_to_do,
    )
    words = [case[0] for table in tables for case in cases(table)]
    choose, noise = random.Random(15), ("<b>", ", RequestID: a", ", HostID: b=", "\n", "\x1b", ": ", "lain", "x" * 999)
    some = [
        "".join(choose.choices((*words, *noise), k=choose.randrange(1, 4)))[choose.randrange(9) :] for _ in range(1000)
    ]
    for text in (
        *words,
        *(word.upper() for word in words),
        *(word[1:] for word in words),
        *some,
        "y" * 2001,
        "<i>" * 1400,
    ):
        error = remote_error(text)
        yield "errors", f"{shown(error.said)} {error.may_pass}"
    Path("kenal").touch()
    Path("kunci").write_text("-----BEGIN\nAAAA\nAAAA\n", "ascii")
    Path("terkunci").write_text("-----BEGIN\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0\n", "ascii")
    for via, password, key, known, port, remote in itertools.product(
        VIAS, ("", "x"), ("", "kunci", "terkunci", "tiada"), ("kenal", "tiada"), (0, 22), ("", "luar")
    ):
        target = Target("server-lama", via, "/x", "/y", "[a]", port, "u", "", "", key, known, remote)
        yield f"means {via}", asked(check_means, target, password)
        connection = test_rclone.Answers(*[{"obscured": "#"}] * 40)
        with mock.patch.dict(
            os.environ, {rclone.PASSWORD: password, f"{rclone.PASSWORD}_SERVER_LAMA": password and known}
        ):
            yield f"means {via}", f"{rclone.password_of(target)} {target.opens_state('/x')}"
            for work, secret in itertools.product(("place", "place_to_delete"), ("", "it's")):
                for url in ("", "https://a.example"):
                    reaching = rclone.Rclone(replace(target, url=url), connection)
                    yield f"means {via}", asked(getattr(reaching, work), "a/b", secret) + repr(connection.orders)
    with mock.patch("time.sleep"):
        for said in (
            *cases(test_rclone.test_what_may_pass_is_tried_again),
            *[([BrokenPipeError()] * n + [{}], 0) for n in (1, 2)],
        ):
            reaching = rclone.Rclone(Target("utama", "local", "p", "m"), test_rclone.Answers(*said[0]))
            yield "rclone", asked(reaching.call, "operations/list")
    for moved, every, end in itertools.product(
        (0, 65_535, 65_536), (1, 60, 61, 90, 91, 200), ({}, {"success": False, "error": "EOF"})
    ):
        clock, heard = test_rclone.Clock(), list[object]()
        steps = [(files, files * moved) for files in (0, 0, 1, 1, 1, 1)]
        sending = test_rclone.Sending(clock, steps, every=every, end={"success": True, **end})
        with mock.patch.object(rclone, "time", clock):
            reaching = rclone.Rclone(Target("utama", "local", "p", "m"), sending)
            yield "rclone", asked(reaching.work, "sync/copy", lambda *one, told=heard: told.append(one), srcFs="a")
        yield "rclone", f"{heard} {sending.given} {clock.slept}"
    for line, service in itertools.product(TARGETS, pipelines.FILES):
        site = site_of(f"deploy:\n  utama: {line}\n")
        goal = asked(pipelines.goal_of, site, site.targets[0])
        yield f"pipelines {service}", goal
        if "UsageError" not in goal:
            yield f"pipelines {service}", pipelines.pipeline(pipelines.goal_of(site, site.targets[0]), service)
    for host, service in itertools.product(pipelines.HOSTS, pipelines.FILES):
        yield f"pipelines {service}", pipelines.pipeline(host, service)


def travels() -> Answers:
    """Yield how a state is cut into packs, and comes back."""
    choose = random.Random(18)
    pages = [bytes([n]) * 16 for n in range(40)]
    there: packs.PageMap | None = None
    with mock.patch.multiple(packs, PAGE=16, PAGES=8):
        for _ in range(40):
            for _ in range(choose.randrange(1, 6)):
                pages[choose.randrange(len(pages))] = choose.randbytes(16)
            pages = pages[: choose.choice((len(pages), 38, 30))] + [
                choose.randbytes(16) for _ in range(choose.randrange(4))
            ]
            Path("store").write_bytes(b"".join(pages))
            digests = packs.page_digests(Path("store"))
            sent = packs.plan(there, digests)
            there, _ = packs.write_packs(Path("store"), Path(), there, digests, sent)
            name, data = packs.encode(there)
            packs.unpack(packs.decode(name, data), Path(), Path("back"))
            back = Path("back").read_bytes() == Path("store").read_bytes()
            yield "packs", shown([sent, [pack.pages for pack in there.packs], back])
        assert there
        first = there.packs[0]
        nothing, hollow = packs.Pack(b"", ()), packs.Pack(b"", (0,) * 9)
        for some in (there.packs[1:], (first, *there.packs), (*there.packs, nothing), (*there.packs, hollow)):
            damaged = replace(there, packs=some)
            yield "packs", asked(packs.decode, *packs.encode(damaged))
        yield "packs", asked(packs.decode, *packs.encode(packs.PageMap((), ())))
        yield "packs", asked(packs.decode, name, data[:-1])
        yield "packs", asked(packs.unpack, replace(there, packs=(replace(first, pages=(1,)),)), Path(), Path("back"))
