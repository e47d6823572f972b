"""What parts of the desk make of many texts, names and files, each alone."""

# ruff: noqa: SLF001 - some are asked from inside, since what they say depends on another machine
from __future__ import annotations

import asyncio
import itertools
import json
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest import mock

from msgspec import structs
from starlette.datastructures import Headers

from generator.annex.desk import (
    cms,
    commits,
    files,
    git,
    index_lock,
    live_entries,
    manuscripts,
    merging,
    people,
    photos,
    presence,
    step_queue,
    sync,
    versions,
    waiting,
)
from generator.annex.desk import publishing as sending
from generator.base.errors import AdvisedError
from generator.base.sentences import language
from generator.base.timestamps import Stamp
from generator.model.site import Colleague, DeskSettings
from generator.preview.events import Hub
from tests.annex.desk import test_manuscripts, test_photos, test_publishing, test_sync
from tests.support import READING
from tools.goldens.desk_session import BUDI, NOW, RATNA, SARI, Record, Session, outcome
from tools.goldens.found import cases, short

FOLDER = "daerah/2024/10"
ODD = """---
# Catatan meja: jangan diubah
title: "Banjir: Datang"   # judul
author: [Sari Wulan,  'Bagus Santosa']
editor: Budi Rahman
timestamp: 2024-10-09 16:10 WITA
tags:
- banjir
- 'harga ikan'
photo:
    src: /foto/2024/10/x-01.png
    caption: Warga   # siapa
    credit: Kabar
source:
- name: BPBD # ya
  url: 'https://a.example/'
summary: > # rapat
  Air naik
  di kota
aneh: {a: 1}
---

Kalimat pertama.
Kalimat *kedua*.

***(SA)
"""
CHANGES: Sequence[dict[str, Any]] = (
    {"title": "Judul: Baru"}, {"title": ""}, {"author": ["Sari Wulan"], "editor": None}, {"tags": []}, {"lain": 1.5},
    {"timestamp": "2024-10-11 06:00 WITA"}, {"tags": ["banjir", "cuaca, ekstrem"]}, {"draft": None, "status": None},
    {"photo": {"src": "/foto/2024/10/x-01.png", "caption": "Warga"}}, {"photo": None, "summary": "Air surut."},
    {"source": [{"name": "BPBD", "url": "https://b.example/"}]}, {"draft": True},
    {"lain": {"a": {"b": {"c": {"d": {"e": "f"}}}}}}, {"summary": "Satu\n\ndua\xa0tiga\u200b"},
    {"id": 7, "type": "video", "region": "Bali"},
    {"corrections": [{"timestamp": "2024-10-09 17:00 WIB", "type": "ralat", "text": "A"}]},
)  # fmt: skip
"""Values that somebody saves."""


def texts(record: Record) -> None:
    """Compare and merge texts of few words, in which much recurs."""
    some = Random(1)
    words = ("a", "b", "c", "dua", "tiga", "  x", "")
    whole = ["".join(some.choice(words) + some.choice(" \n\n") for _ in range(some.randint(0, 14))) for _ in range(902)]
    heads = ("", "", "", "---\ntitle: A\n---\n", "---\r\na: b\r\n--- \r\n", "---\nx\n")

    def other(text: str) -> str:
        changed = [text.replace(some.choice(words) or "b", some.choice(words), 1) for _ in range(3)]
        return some.choice(["", text, *changed, *changed, some.choice(whole)])

    def headed(base: str) -> tuple[str, ...]:
        head, stranger = some.choice(heads), some.choice(heads)
        return tuple(some.choice((head, head, head, stranger)) + one for one in (base, other(base), other(base)))

    record.sweep("merged", merging.reconcile, [headed(base) for base in whole])
    record.sweep("compared", merging.compare, itertools.pairwise(whole))
    for n in range(100, 116):
        # Lines that recur, in which each comparison costs more than the one before.
        record.sweep("dear", merging.changes, [(["x", *"ab" * n, "y"], ["z", *"ab" * n, "w"])])
    orders = [some.sample(range(40), 40) for _ in range(60)]
    record.sweep("moved", merging.changes, [([*map(str, range(40))], [*map(str, one), "a", "a"]) for one in orders])
    ends = [one.replace("\n", some.choice(["\n", "\r\n", "\r"])) for one in whole]
    record.sweep("ends", manuscripts.with_lines_of, itertools.pairwise(ends))
    typed = [some.choices(["air", "surut", "pagi", "gempabumi"], k=some.randint(0, 7)) for _ in range(600)]
    later = [[one[: some.randint(0, 9)] + some.choice(["", "x"]) for one in text] for text in typed]
    record.sweep(
        "continues",
        lambda old, new, how: versions.continues(old.encode(), new.encode(), unfinished=how % 3 > 0, mistyped=how % 5),
        [(" ".join(old), " ".join(new), how) for how, (old, new) in enumerate(zip(typed, later, strict=True))],
    )


def forms_of_articles(record: Record) -> None:
    """Read and change files with all kinds of front matter."""
    some = Random(3)
    heads = [
        *test_manuscripts._HEADS, ODD, "", "x", "---\n---\nx", "---\ntitle: A\n---", "---\ntitle: A",
        "----\na: b\n---\nx", " \n\n x\n\n",
        "\ufeff---\r\njudul: A\r\nfoto: /a.jpg\r\n---\r\n\r\nx\r\n", "---\ntitle: [a\n---\nx",
        "---\ntitle: A\nsummary:\ntags: []\nsource: {name: B, url: ''}\n---\nIsi.\n", "--- \na: b\n---\t\nx\r",
        "---\njudul: A\ntag: [a]\n---\nIsi.\n\n",
    ]  # fmt: skip
    changes = [
        *CHANGES, {}, {"tags": "rob"}, {"tags": ["harga ikan", "a"]}, {"summary": "Air surut\ndi kota\n"},
        {"photo": {"src": "x", "alt": "y"}}, {"photo": "/b.jpg"}, {"draft": "true", "author": "Sari"}, {"source": []},
        {"tags": ["a", "d", "e"]},
    ]  # fmt: skip
    bodies = ["".join(some.choice(["a", "b", "", "\n", "\r\n", "\r", "c\n"]) for _ in range(9)) for _ in range(300)]
    record.sweep(
        "read", lambda one: (manuscripts.is_formable(one), manuscripts.values_of(one), manuscripts.body_of(one)),
        [(one,) for one in (*heads, *bodies[:90])],
    )  # fmt: skip
    record.sweep("changed", manuscripts.changed, itertools.product(heads, changes))
    record.sweep("body", manuscripts.changed, [(some.choice([*heads, *bodies]), {}, body) for body in bodies])
    lists = ("title: A\n", "judul: A\n", *(head for head, *_ in cases(test_manuscripts.test_one_more_group_in_a_list)))

    def entered(head: str, first: bool) -> str:  # noqa: FBT001 - as it is swept
        entry = test_manuscripts.ENTRY
        return manuscripts.entered(f"---\n{head}---\nx\n", "corrections", entry, first=first)

    record.sweep("entered", entered, itertools.product(lists, (True, False)))
    live = "type: live\nlive_until: 2024-10-12 08:00 WIB"
    report = f"---\ntitle: A\nauthor: Sari\neditor: B\ntimestamp: 2024-10-10 08:00 WIB\n{live}\n---\n"
    before = (
        "", "Pembuka.", "Pembuka.\n\n## 23.50 WIB\n\nIsi.", "Isi. ***(SW)", f"Isi ***({'x' * 40})",
        f"Isi ***({'x' * 41})", "Isi \\*\\*\\*(SW)  \n",
    )  # fmt: skip

    def entry(body: str, at: int, title: str, text: str, who: str) -> str:
        return live_entries.with_entry(report + body, f"{FOLDER}/a.md", READING, Stamp(at, "WIB"), title, text, who)

    hours = (NOW, NOW + 59, NOW + 50_000, NOW - 20_000)
    record.sweep("entry", entry, itertools.product(before, hours, ("", "## Air\n Naik"), ("Isi.\r\n",), ("", "Budi")))
    record.sweep("entry", entry, [("", NOW, "", text, "") for text in ("", " ", "x" * 20_000, "x" * 20_001)])
    plain = [
        1, "a", True, None, 1.5, [], {}, [1, "a"], [None], {"a": None}, {"a": [{"b": 1.5}]},
        {str(n): 1 for n in range(60)}, {str(n): 1 for n in range(61)},
        {"a": {"b": {"c": {"d": {"e": 1}}}}}, {"a": {"b": {"c": {"d": {"e": {}}}}}}, [[[[[1]]]]], [[[[[[]]]]]],
    ]  # fmt: skip
    record.sweep("plain", manuscripts.is_plain, [(one,) for one in plain])


def kept(record: Record) -> None:
    """Keep versions of people who type, and files of all names."""
    some, site, path = Random(2), Path("berkas").absolute(), "daerah/a.md"
    (site / "content/daerah").mkdir(parents=True)
    own = versions.Versions(site)
    typed = [
        (
            some.choice(["air surut", "air surut pagi", "gempa", f"teks {number}", "air surutt"]),
            commits.Told(some.choice(["Sari", "Budi"]), "a@b", NOW + number // 3, "+0700", f"Menyunting {number}"),
            *some.choice([(False, False), (True, False), (True, True), (False, False)]),
        )
        for number in range(330)
    ]
    record.sweep(
        "version",
        lambda text, told, apart, waits: own.add(path, told, text.encode(), apart=apart, waits=waits), typed,
    )  # fmt: skip
    record.put("version", "all", "\n".join(f"{one} {own.read(path, one.id)!r}" for one in own.entries(path)))
    record.put("version", "apart", repr(own.apart(path)))
    there = sorted((site / "content/daerah/.notes/a").iterdir())
    record.put("version", "left", repr([(one.name, short(one.read_bytes())) for one in there]))
    for path in (
        "daerah/b.md", "a/b/c/d.md", "x.md", "a/.notes/x", ".ssg/x", "a/../b", "a\0b", "x" * 255, "x" * 256,
        "/".join(["x" * 200] * 5), *(f"{'a/' * depth}b" for depth in (14, 15, 16, 31, 32, 62, 63, 64)),
    ):  # fmt: skip
        changes = [(None, b"satu"), (b"s", b"dua"), (b"satu", b"dua"), (None, None), (b"d", None)]
        record.sweep("file", lambda *words: files.write(site, *words), [(path, *change) for change in changes])
        record.sweep("file", lambda *words: files.read(site, *words), [(path, 2), (path, 3)])
        record.sweep("file", lambda path: files.need(site, path, 9), [(path,), (f"{path}x",)])
        record.sweep("file", lambda *words: files.write(site, *words), [(path, b"dua", None)])
    left = sorted(one.relative_to(site).as_posix() for one in site.rglob("*") if "notes" not in str(one))
    record.put("file", "left", repr(left))
    names = ("content/a.md", "content/.notes/a.md", "content/a/.notes/b.md", "a.md", "content/a.jpg")
    lefts = [commits.Left(*one) for one in itertools.product(names, (b"", None))]
    record.sweep("takes", versions.Versions.takes, [(one,) for one in lefts])
    beside = (
        ".0123456789ab.md",
        ".0123456789a.md",
        "/20241010-100000-1w.md",
        "/20241010-100000-1.md",
        "/versions.jsonl",
    )
    of_both = [f"{top}b{one}" for top in ("a/.notes/", "a/") for one in (*beside, "/waiting.jsonl")]
    record.sweep("waits", waiting.is_waiting, [(one,) for one in of_both])


def waiting_steps(record: Record) -> None:
    """Let steps wait in a folder, and take away the locks of git that somebody has left."""
    folder = Path("antrean").absolute()
    folder.mkdir()
    for name in ("000000007", "1", "0000000080", "000000009.x", "x"):
        (folder / name).write_text("{")
    queue, told = step_queue.StepQueue(folder), commits.Told("Sari", "a@b", NOW, "+0700", "Menyunting")
    record.put("queue", "found", repr((queue.names(), queue.read("000000007"), queue.read("000000001"))))
    for data in (b"satu", None):
        queue.add(
            step_queue.Step(told, (commits.Left("content/a.md", data), commits.Left("content/b.md", blob="0" * 40)))
        )
    record.put("queue", "added", repr([(name, queue.read(name)) for name in queue.names()]))
    for name in queue.names():
        queue.drop(name)
        record.put("queue", f"without {name}", repr(queue.names()))
    record.sweep("queue", queue.wait_until_empty, [(0.0,), (-1.0,)])
    site = Path("kunci").absolute()
    site.mkdir()
    git.git(str(site), "init", "-q", "-b", "main")
    nobody, node = 99_999_999, platform.node()
    marks = (
        f"ssg {os.getpid()} {node}", f"ssg {nobody} {node}", f"ssg {nobody}", f"ssg {nobody} lain{node}",
        f"sst {nobody} {node}", "", f"ssg {'9' * 30} {node}", "ssg x y",
    )  # fmt: skip
    names = (
        "index.lock", "index.ssg.lock", "HEAD.lock", "packed-refs.lock", "refs/heads/main.lock", "ssg-00.lock",
        "config.lock", "ssg.lock.x",
    )  # fmt: skip
    for number, age in itertools.product(range(len(marks)), (20, 1000)):
        for name, mark in zip(names, marks[number:] + marks[:number], strict=True):
            lock = site / ".git" / name
            lock.write_text(mark)
            os.utime(lock, (time.time() - age,) * 2)
        # Other people's git may be at work on this machine.
        with mock.patch.object(index_lock, "_somebody_in", return_value=False):
            index_lock.IndexLock(str(site), site / ".git").heal()
        record.put("locks", f"{number} {age}", repr([name for name in names if (site / ".git" / name).exists()]))


TOGETHER = (
    (test_sync.PATH, test_sync.TEXT.replace("Satu", "1"), test_sync.TEXT.replace("Dua", "2")),
    (test_sync.PATH, test_sync.TEXT.replace("Satu", "A"), test_sync.TEXT.replace("Satu", "B")),
    (test_sync.NOTES, "satu\ndua\n", "satu\ntiga\n"), ("content/daerah/baru.md", "Sini.\n", "Sana.\n"),
    (test_sync.PATH, None, test_sync.TEXT), ("site.yaml", "name: A\n", "name: B\n"),
    ("content/front.yaml", "lead: a\n", "lead: b\n"), ("README.md", "Sini.\n", "Sana.\n"),
)  # fmt: skip


def together(record: Record) -> None:
    """Put together what was done here and on another machine, and send it; what is refused once more."""
    top = Path("bersama").absolute()
    top.mkdir()
    room = test_sync.Room(top)
    record.sweep("place", lambda: sync.place_of(room.commits), [()])
    room.meet()
    for path, here, there in TOGETHER:
        room.both(path, here, there)
        for _ in range(2):
            room.told.clear()
            said = outcome(room.sync)
            left = {one: (room.here / one).read_text() for one in (path, test_sync.PATH) if (room.here / one).exists()}
            log = test_sync.git(room.here, "log", "-3", "--format=%H %an %at %s %P")
            record.put("together", path, repr((said, room.told, room.kept.texts, left, log)).replace(str(top), "SITE"))
            if said is None:
                break
        if said is not None:
            test_sync.git(room.here, "reset", "-q", "--hard", "origin/main")
        test_sync.git(room.there, "pull", "-q")


def visitors(record: Record) -> None:
    """Let people in, by what a proxy or git says of them."""
    names = ("", "Budi", "budi", "ratna", " ratna ", "r\u200ba", "x" * 120, "x" * 121, "日本", "\x07")
    known = (Colleague("budi", "Budi", "editor"), Colleague("ratna", "Ratna Ayu", "lead", "r@a"))
    for header, staff, own in itertools.product(("", "remote-user"), ((), known), ("", "Budi", "ratna", "Tono")):
        settings = DeskSettings(people=staff, header=header, proxies=("127.0.0.1",) if header else ())
        with mock.patch.object(people, "_configured", lambda _, key, own=own: own if key == "user.name" else "t@a"):
            door = people.Reception(Path(), partial(structs.replace, settings))

        def asked(name: str, address: str, times: int, remote: str, door: people.Reception = door) -> Any:
            headers = Headers(raw=[(b"remote-user", name.encode())] * times)
            return door.person(headers, address, remote=bool(remote)), door.is_closed

        record.sweep("person", asked, itertools.product(names, ("127.0.0.1", "10.0.0.1"), (1, 2), ("", "remote")))


def heard(record: Record) -> None:
    """Open browsers at a desk, and tell them what happens."""
    asyncio.run(_heard(record))


async def _heard(record: Record) -> None:
    hub = Hub()
    hub.begin()
    here = presence.Presence(hub)
    seats = [presence.Seat(*one) for one in itertools.product(("a.md", "b.md", ""), (SARI, SARI, BUDI))]
    streams: list[Any] = [here.stream(one) for one in seats]
    for one in streams:
        await anext(one)
    here.saved("a.md", "v", SARI)
    here.lists_changed(BUDI)
    for kind in ("publishing", "others", "lain"):
        here.tell({"kind": kind})
    await asyncio.sleep(0)
    await streams[0].aclose()
    await asyncio.sleep(0)
    for seat in seats:
        events = [seat.queue.get_nowait() for _ in range(seat.queue.qsize())]
        record.put("heard", f"{seat.path} {seat.person.name}", repr(events))
    rooms = [(more, here.has_room(person, more)) for person in (SARI, BUDI) for more in range(30, 45)]
    for number in range(480):
        streams.append(here.stream(presence.Seat("", people.Person(f"P{number}", "editor"))))
        await anext(streams[-1])
    rooms += [(more, here.has_room(RATNA, more)) for more in range(20)]
    record.put("heard", "rooms", repr(rooms))
    for one in streams:
        await one.aclose()


def origins(record: Record) -> None:
    """Find the repository of another editor's configuration, and say what its place answers."""
    site = Path("repositori").absolute()
    site.mkdir()
    git.git(str(site), "init", "-q")
    for remote, repo in (
        ("https://github.com/a/b.git", ""), ("git@gitlab.com:a/b/c", ""), ("ssh://git@x.example:22/a/b.git/", ""),
        ("/srv/a", ""), ("https://u@gitlab.x/a", "c/d"), ("https://github.com/a/b", "c"),
    ):  # fmt: skip
        git.git(str(site), "config", "remote.origin.url", remote)
        record.sweep("backend", lambda repo: cms.backend(site, repo), [(repo,)])
    place = sync.Place("tempat", "main")
    for test in (test_sync.test_what_the_other_side_says, test_sync.test_the_line_that_says_most):
        said = [(one,) for one, _ in cases(test)]
        record.sweep("there", lambda one: _advice(sync._refused_there(place, one)), said)
    here = ["fatal: rusak\n", *("".join(f"\t{n}.md\n" for n in range(many)) for many in (1, 5, 6))]
    record.sweep("here", lambda one: _advice(sync._refused_here(one)), [(one,) for one in here])
    stems = [given for given, _ in cases(test_photos.test_names)]
    record.sweep("stem", lambda given: photos._stem(photos.Sent(BytesIO(), **given)), [(one,) for one in stems])


def settings(record: Record, it: Session) -> None:
    """Write the configuration of another editor."""
    for name, own in itertools.product(("en", "id"), (False, True)):
        site = it.desk.site
        site = structs.replace(site, reading=structs.replace(site.reading, indonesian_keys=own))
        record.put("cms", f"{name} {own}", json.dumps(cms.settings(site, {"name": "github"}, language(name)), indent=0))


def publishing(record: Record, it: Session) -> None:
    """Publish by builds that say this and that."""
    outputs = [
        ("", "", 1), ("", f"satu\n\n{'x' * 400}\n" + "dua\x1b\n" * 50, 1), ('{"ok": true}\n{"files": 0}\n', "", 0),
        ('{"ok": true, "held": ["a"]}\n{"files": 3}\n', "baik\n", 0), ('{"ok": true}\n{"files": 1}', "x", 0),
        ('{"ok": true}\n{"files": "x"}\n', "", 0),
        ('{"ok": true}\n{"files": 1}\n', "", 0), ('{"ok": true}\n{"files": 2}\n', "", 1),
    ]  # fmt: skip
    for answers, lines, _ in cases(test_publishing.test_why_a_build_failed):
        outputs += [("".join(f"{json.dumps(one)}\n" for one in answers), "\n".join(lines), 1)]
    own, told, folder = sending.Publisher(it.desk), [], it.desk.folder / ".ssg/desk"
    for said, talk, code in outputs:

        def begun(command: list[str], said: str = said, talk: str = talk, code: int = code, **how: Any) -> Any:
            (folder / "publishing.json").write_text(said)
            (folder / "publishing.txt").write_text(talk)
            polled = iter((None, None, code))
            told.append((command[1:3], command[5:], how["env"]["SSG_LANG"]))
            return SimpleNamespace(poll=lambda: next(polled), returncode=code)

        with (
            mock.patch.object(subprocess, "Popen", begun), mock.patch.object(time, "sleep"),
            mock.patch.object(presence.Presence, "tell", lambda _, event: told.append(event)),
        ):  # fmt: skip
            own._once(BUDI, "https://uji.example/")
        record.put("published", said, f"{own.told}\n{told}")
        told.clear()


def _advice(error: AdvisedError) -> tuple[str, str]:
    return str(error.said), str(error.advice)
