"""What the newsroom's desk answers: all routes as each role, articles in all states, all steps, saves, lists."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from anyio import to_thread

from generator.annex.desk import git, history, photos
from generator.preview.watch import EVERYTHING, Saved
from tests.annex.desk import test_photos
from tests.broken_pictures import whole
from tests.photos import jpeg, moving
from tests.reporter import mistakes
from tests.support import article, indonesian, png
from tools.goldens import desk_parts
from tools.goldens.desk_parts import CHANGES, FOLDER, ODD
from tools.goldens.desk_session import BUDI, NOW, RATNA, SARI, Record, Session, at_once, opened, outcome
from tools.goldens.found import Found

LIVE = {"type": "live", "live_until": "2024-10-10 18:00 WIB", "timestamp": "2024-10-10 08:00 WIB"}
NEWER, OLDER = (f"{{timestamp: 2024-10-09 {hour} WIB, type: ralat, text: A}}" for hour in ("18:00", "17:00"))
DRAFT = article("Draf Biasa", "Satu dua tiga.\n\nEmpat lima enam. ***(SW)", draft="true", tags="[banjir, rob]")
ARTICLES: Mapping[str, str | bytes] = {
    "draf": DRAFT, "draf-lain": article("Draf Lain", author="Tono", editor="", draft="true"),
    "draf-nanti": article("Draf Nanti", draft="true", timestamp="2024-10-12 09:00 WIB"),
    "tanpa-nama": article("Tanpa Nama", author="", draft="true"), "serah": article("Serah", status="review"),
    "serah-lain": article("Serah Lain", author="Tono", editor="", status="review", updated="2024-10-09 18:00 WIB"),
    "hari": article("Hari Saja", status="draft", timestamp="2024-10-09 WIB", time_unknown="true"),
    "jadwal": article("Jadwal", timestamp="2024-10-11 06:00 WITA"),
    "kini": article("Terbit Kini", timestamp="2024-10-10 12:00 WIB", author="[Sari Wulan, Tono]"),
    "nanti": article("Terbit Nanti", timestamp="2024-10-10 12:01 WIB"),
    "habis": article("Habis", expires="2024-10-10 12:00 WIB"),
    "belum-habis": article("Belum Habis", expires="2024-10-10 12:01 WIB", region="Jawa Tengah/Kudus"),
    "tarik": article("Rahasia", retracted="{timestamp: 2024-10-09 18:00 WIB, reason: sara, title: Ditarik, text: A}"),
    "hilang": article("Hilang", gone="true"),
    "hidup": article("Hidup", "Pembuka.\n\n## 09.00 WIB – Awal\n\nSatu. ***(SW)", **LIVE),
    "hidup-lain": article("Hidup Lain", "Pembuka.", **LIVE | {"author": "Tono"}),
    "hidup-usai": article("Hidup Usai", "Pembuka.", **LIVE | {"live_until": "2024-10-10 12:00 WIB"}),
    "hidup-lewat": article("Hidup Lewat", "Pembuka.", **LIVE | {"live_until": "2024-10-10 11:59 WIB"}),
    "hidup-draf": article("Hidup Draf", "Pembuka.", **LIVE | {"draft": "true"}),
    "ralat": article("Ralat", corrections=f"[{NEWER}, {OLDER}]"),
    "ralat-lama": article("Ralat Lama", corrections=f"[{OLDER}, {NEWER}]"),
    "siput": article("Siput", slug="siput-lain", aliases="/lama/satu/"),
    "siput-draf": article("Siput Draf", slug="siput-draf-lain", draft="true"), "aneh": ODD,
    "lokal": indonesian(ODD.replace("WITA", "WIB").replace("aneh: {a: 1}", "draft: true")),
    "rusak": "---\ntitle: [a\n---\nIsi\n", "kosong": "", "polos": "Tanpa kepala.\n",
    "tanpa-judul": article("", draft="true"), "bom": f"\ufeff{DRAFT}".replace("\n", "\r\n"),
    "windows": DRAFT.replace("tiga", "tiga \x93").encode("latin-1"),
    "taut": article("Taut", f"[Satu](/{FOLDER}/siput.md) [dua](/{FOLDER}/gaib.md)", status="review"),
    "sendiri": article("Sendiri", editor="Sari Wulan", status="review"),
    "daftar": article("Daftar", slug="tag", status="review"),
    "salah": article("Salah", "![](/foto/gaib.jpg) **a", status="review", type="gaib", photo="/foto/x.jpg", tag="a"),
}  # fmt: skip
FRONT = f"# Diatur oleh redaksi siang\nlead: /{FOLDER}/banjir.md # utama\nnext: [pasar, gaib]\n"
CONTENT: Mapping[str, str | bytes] = {
    **{f"{FOLDER}/{name}.md": text for name, text in ARTICLES.items()}, "front.yaml": FRONT,
    "authors/sari.md": "---\nname: Sari Wulan\n---\n", "foto/2024/10/x-01.png": png(8, 6),
}  # fmt: skip
MANY: Mapping[str, str | bytes] = {
    **{
        f"{('daerah', 'nasional')[n % 2]}/2024/09/berita-{n}.md":
        article(f"Berita Nomor {n}", timestamp=f"2024-09-{n % 28 + 1:02} 07:00 WIB") for n in range(104)
    },
    **{f"daerah/2024/08/dr-{n}.md": article(f"Dr Lama {n}", draft="true") for n in range(53)},
    **{f"foto/2024/{n % 12 + 1:02}/x-{n}.png": png(8, n) for n in range(2, 66)},
}  # fmt: skip
"""More than fills a page of a list."""

NOTE = {"note": "Kurang sumber."}
TAKEN: Mapping[str, Sequence[dict[str, Any]]] = {
    "submit": ({}, NOTE), "return": ({}, NOTE), "unpublish": ({}, NOTE), "delete": ({},),
    "publish": ({}, {"at": "now"}, {"at": "2024-10-10 12:01 WIB"}, {"at": "2024-10-10 12:00 WITA"}, {"at": "kapan"}),
    "withdraw": ({"reason": "sara", "text": "Maaf.", "title": "Ditarik"}, {"reason": "gaib"}, {}),
    "correct": (
        {"text": "Semula 4."}, {"text": "Jawab", "type": "hak-jawab", "link": "https://a.example/"}, {"text": ""},
    ),
    "follow": ({}, {"title": " Babak Dua "}),
    "rename": ({"slug": "nama-baru"}, {"slug": "Salah!"}, {"slug": "con"}),
    "entry": ({"text": "Air naik."}, {"text": "Air.", "title": "## Naik"}, {"text": " "}, {"text": "x", "lain": 1}),
}  # fmt: skip
"""What is said with a step; each is taken so with some articles, and as it comes first with the others."""
WHOLE = ("draf", "serah-lain", "kini", "hidup", "ralat", "aneh", "siput", "jadwal")
DEAR = ("follow", "rename")
REFUSED: Sequence[dict[str, Any]] = (
    {"step": "gaib"}, {"step": "submit"}, {"step": "withdraw", "values": {"lain": 1}},
    {"version": "0", "step": "correct"},
)  # fmt: skip


def steps(record: Record) -> None:
    """Take all steps."""
    with opened("steps", record, CONTENT, "en") as it:
        for name in ARTICLES:
            path = f"{FOLDER}/{name}.md"
            for person in (SARI, BUDI):
                found = it.ask(person, "article", path=path)
                is_whole = name in WHOLE and person is BUDI
                for step in found.get("steps", []):
                    if is_whole or ((person is BUDI) != (name in WHOLE) and step not in DEAR):
                        for values in TAKEN[step][: None if is_whole else 1]:
                            it.post(person, "step", path=path, version="=", step=step, values=values)
        banjir, draft = f"{FOLDER}/banjir.md", f"{FOLDER}/draf.md"
        for sent in REFUSED:
            it.post(BUDI, "step", **{"path": banjir, "version": "=", **sent})
        for one in ("draf banjir", "draf draf", "siput banjir", "kini banjir", "siput-draf x", "siput-draf banjir"):
            name, _, slug = one.partition(" ")
            it.post(BUDI, "step", path=f"{FOLDER}/{name}.md", version="=", step="rename", values={"slug": slug})
        # A draft that was public, and one with notes.
        for step, values in (
            ("unpublish", {}), ("submit", NOTE), ("publish", {}), ("withdraw", {"reason": "trauma-korban"}),
        ):  # fmt: skip
            it.post(BUDI, "step", stays=True, path=banjir, version="=", step=step, values=values)
        for text in ("Satu", "", "x" * 2000, "x" * 2001, "\u200bdua\n"):
            it.post(SARI, "note", stays=True, path=draft, text=text)
        it.post(SARI, "step", stays=True, path=draft, version="=", step="rename", values={"slug": "draf-baru"})
        it.post(SARI, "step", path=f"{FOLDER}/draf-baru.md", version="=", step="delete", values={})
        desk_parts.settings(record, it)


def saves(record: Record) -> None:
    """Save all kinds of changes into all kinds of articles, alone and after one another."""
    with opened("saves", record, CONTENT, "en") as it:
        for name in ARTICLES:
            path, is_whole = f"{FOLDER}/{name}.md", name in ("draf", "aneh", "lokal")
            for number, values in enumerate(CHANGES):
                if is_whole or number == len(name):
                    it.post(BUDI, "save", path=path, version="=", values=values)
            for person, working in itertools.product((SARI, BUDI), (False, True)):
                if is_whole or (person is BUDI) != working:
                    it.post(person, "save", path=path, version="=", body="Isi *baru*.\n\nDua.", working=working)
        draft, path = f"{FOLDER}/draf.md", f"{FOLDER}/banjir.md"
        base = it.first[draft].decode()
        for text in (base, "", "---\ntitle: [a\n---\nx\n", base.replace("\ndraft: true", ""), "x" * 1_100_000):
            for person in (SARI, BUDI):
                it.post(person, "save", path=draft, version="=", text=text)
        for mine in (base.replace("enam", "6"), base.replace("dua", "2"), base.replace("Draf", "D"), "x" * 1_100_000):
            for opened_as in (base, None):
                (it.content / draft).write_text(base.replace("dua", "DUA"))
                it.post(SARI, "save", path=draft, version="0", base=opened_as, text=mine)
        for _ in _waiting(it, path):
            it.ask(SARI, "page", path=path)
        (it.content / path).write_bytes(it.first[path])
        for one in (path, draft, f"{FOLDER}/rusak.md", f"{FOLDER}/gaib.md"):
            it.ask(SARI, "page", path=one)
            it.ask(SARI, "article", path=one)
        found = it.ask(SARI, "history", path=path)["entries"]
        for entry in found[:3]:
            it.ask(SARI, "diff", path=path, **{"from": entry["id"], "to": ""})
            it.ask(SARI, "version", path=path, id=entry["id"])
        it.post(BUDI, "restore", stays=True, path=path, id=found[-1]["id"], version="=")
        it.post(BUDI, "restore", path=path, id="00000000-000000", version="=")
        it.post(BUDI, "restore", path=path, id=found[-1]["id"], version="0")


def _waiting(it: Session, path: str) -> Iterator[None]:
    """Change what readers have as two people in turns, who see or do not see what waits; yield after each."""
    seen = ""
    for person, body, sees in (
        (SARI, "Isi pertama", True), (SARI, "Isi pertama dari", True), (BUDI, "Isi pertama lain", False),
        (SARI, "Isi sari", False), (SARI, "Isi sari lagi", False), (BUDI, "Isi budi", True), (RATNA, None, True),
        (RATNA, "Isi ratna", True),
    ):  # fmt: skip
        sent = {"body": body, "working": body is not None, "waiting": seen if sees else ""}
        seen = it.post(person, "save", stays=True, path=path, version="=", **sent).get("waiting", "")
        it.ask(person, "article", path=path)
        yield
    it.post(RATNA, "save", stays=True, path=path, version="=", body="Isi terbit.", waiting=seen)
    it.post(SARI, "save", stays=True, path=path, version="=", body="Isi menunggu.", working=True)


NEWS: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("Harga Ikan Turun", "daerah", {}), ("Harga  Ikan\nTurun", "daerah", {"type": "opini"}), ("", "daerah", {}),
    ("A", "gaib", {}), ("Banjir", "nasional", {"values": {"draft": False, "tags": ["a"], "author": None}}),
    ("CON", "daerah", {}), ("日本", "daerah", {}), ("A", "daerah", {"values": {"x": 1.5}}),
    ("x" * 300, "olahraga", {"type": "live"}),
)  # fmt: skip
PINNED: Sequence[dict[str, Any]] = (
    {"lead": "pasar"}, {"lead": ["banjir", "pasar"]}, {"lead": [{"article": "pasar", "until": ""}]},
    {"lead": None, "next": []}, {"lead": [{"article": "pasar", "until": "2024-10-11 06:00 WIB"}]},
    {"picks": [{"article": "pasar", "until": "nanti"}]}, {"breaking": {"text": "A", "until": "2024-10-10 18:00 WIB"}},
    {"breaking": {"text": "x" * 201}}, {"picks": 1.5}, {"zz": "x", "aa": 1}, {"next": ["banjir"] * 13}, {},
    {"blocks": ["daerah", {"kanal": "nasional"}]},
)  # fmt: skip
FRONTS = (b"", b"# rapat\n", b"\xff", b"a: [", FRONT.replace("\n", "\r\n").encode(), b"utama: banjir\n")
LISTS = ("drafts", "review", "scheduled", "today", "published", "withdrawn", "problems", "gaib")
CHOSEN: Sequence[dict[str, str]] = (
    {}, {"kanal": "daerah"}, {"kanal": "gaib"}, {"author": "tono"}, {"region": "Jawa Tengah"}, {"region": "bali"},
    {"region": "x"}, {"q": "dr la"}, {"q": "berita nomor 1"}, {"q": "nomor", "kanal": "nasional"}, {"after": "1"},
    {"after": "50"}, {"after": "x"}, {"lain": "1"},
    {"kanal": "daerah", "author": "Sari Wulan", "region": "Jawa Tengah"},
)  # fmt: skip
BEGUN = ("", "ba", "banjr", "Banjir", "harga ikan", "ikan", "x" * 300, "kudus", "tono")
ALBUM: Sequence[dict[str, str]] = (
    {}, {"q": "x-01"}, {"q": "X 01"}, {"q": "banjir datang"}, {"q": "gaib"}, {"after": "2024/10:5"}, {"after": "x"},
    {"after": ":x"}, {"after": "2024/05:99999999999999999999"},
)  # fmt: skip
PICTURES = (
    "/foto/2024/10/x-01.png", "/foto/g.gif", "/foto/rusak.jpg", "/foto/gaib.jpg", "/foto/../a.jpg", "/foto/.a.jpg",
    "/foto/a.svg", "foto\\a.jpg", f"/{FOLDER}/draf.md", "",
)  # fmt: skip
ADDRESSES = (
    "/_ssg/desk", "/_ssg/desk/", "/_ssg/desk/files/desk.html", "/_ssg/desk/files/gaib.js", "list", "picture", "photos",
    "gaib",
)  # fmt: skip
SENT = (
    ("save", b"{"), ("save", b"[]"), ("save", b'{"path": 1}'), ("photos", b""), ("start", b"{}"), ("look", b"\xff"),
    ("note", b" " * 4_194_304), ("note", b" " * 4_194_305),
)  # fmt: skip
PATHS = (
    "", "a", "a.md", "authors/a.md", "pages/a.md", "topics/a.md", "iklan/a.md", "a/.notes/a.md", "../a.md", "a//b.md",
    "a\\b.md", ".a.md", "a\n.md", f"{'x' * 252}.md", f"{'x' * 253}.md", f"{'a/' * 40}b.md",
)  # fmt: skip
SAVED = {"draf": ODD, "banjir": None, "baru": ODD.replace("Banjir", "Rob"), "kini": ODD.replace("banjir", "harga ikam")}


def lists(record: Record) -> None:
    """Begin articles, pin them, look at what is typed, and ask for all that is shown."""
    content = {**CONTENT, **MANY, "foto/g.gif": moving()["gif"], "foto/rusak.jpg": b"x"}
    with opened("lists", record, content, "id") as it:
        for title, kanal, more in NEWS:
            it.post(SARI if kanal == "daerah" else RATNA, "new", stays=True, title=title, category=kanal, **more)
        it.restore()
        for kanal, values in itertools.product(("", "daerah", "gaib"), PINNED):
            it.post(BUDI, "front", kanal=kanal, version="=", values=values)
        it.post(SARI, "front", kanal="", version="=", values={})
        it.post(BUDI, "front", kanal="", version="0", values={})
        for text in FRONTS:
            (it.content / "front.yaml").write_bytes(text)
            it.post(RATNA, "front", kanal="", version="=", values={"lead": "pasar", "picks": []})
        for kanal in ("", "daerah", "nasional", "gaib"):
            it.ask(SARI, "front", kanal=kanal)
        texts = [{"text": one.text} for one in mistakes()] + [{"values": values} for values in CHANGES]
        for one in texts:
            it.ask(SARI, "look", json.dumps({"path": f"{FOLDER}/draf.md", **one}).encode())
        for name in ARTICLES:
            typed = {"path": f"{FOLDER}/{name}.md", "values": {"tags": "a"}, "body": "# A\n"}
            it.ask(SARI, "look", json.dumps(typed).encode())
        _shown(it)
        for name, new in SAVED.items():
            file = it.content / f"{FOLDER}/{name}.md"
            file.unlink(missing_ok=True)
            if new is not None:
                file.write_text(new)
        it.desk.live.preview.update(it.desk.live.now, EVERYTHING, lambda *_: None, drafts=True)
        it.desk.follow(Saved(names=tuple(f"content/{FOLDER}/{name}.md" for name in SAVED)))
        for what, q in itertools.product(("tag", "author", "article"), ("r", "harga ikan", "ba")):
            it.ask(SARI, "suggest", what=what, q=q)
        it.ask(SARI, "list", state="published", q="banjir")


def _shown(it: Session) -> None:
    for person in (SARI, BUDI, RATNA):
        it.ask(person, "start")
    for state, chosen in itertools.product(LISTS, CHOSEN):
        it.ask(SARI, "list", state=state, **chosen)
    for chosen in ({}, {"kanal": "nasional"}, {"q": "nomor"}):
        after = "1" + "0" * 17
        while after:
            after = it.ask(BUDI, "list", state="published", after=after, **chosen)["after"]
    for what, q in itertools.product(("tag", "author", "region", "article", "gaib"), BEGUN):
        it.ask(SARI, "suggest", what=what, q=q)
    for chosen in ALBUM:
        if after := it.ask(SARI, "photos", **chosen)["after"]:
            it.ask(SARI, "photos", after=after)
    for src, width in itertools.product(PICTURES, ("", "160", "161", "9999999", "x")):
        it.ask(SARI, "picture", src=src, width=width)
    for address, visitor in itertools.product(ADDRESSES, (SARI, None)):
        it.ask(visitor, address)
    it.ask(None, "events")
    for name, body in SENT:
        it.ask(SARI, name, body)
    for path in PATHS:
        it.ask(SARI, "article", path=path)


NAMED: Sequence[dict[str, str]] = (
    {"caption": "Air naik!"}, {"name": "B.JPG"}, {"article": f"{FOLDER}/banjir.md", "name": "c.jpg"}, {"name": "con"},
)  # fmt: skip


def pictures(record: Record) -> None:
    """Send photos, and what is none."""
    some = [
        jpeg(320, 240), jpeg(1610, 1601), *map(whole, ("plain.png", "deep.png", "small.png", "plain.webp")),
        *moving().values(), test_photos.of_camera(300, 200), test_photos.of_camera(300, 200, 6), b"", test_photos.SVG,
        test_photos.PDF, b"\0\0\0\x18ftypmp42" + bytes(40), jpeg(900, 700)[:900], b"BM" + bytes(60), b"<html>",
        b"\0\0\0\x18ftypheic" + bytes(40), b"\0\0\0\x1cftypmif1\0\0\0\0avifheic" + bytes(40),
    ]  # fmt: skip
    for number, data in enumerate(some):
        kept = outcome(photos.prepared, data, 1 << 20)
        if isinstance(kept, photos.Kept):
            kept = kept.ending, kept.size, [str(one) for one in kept.done], kept.data[:8] == data[:8]
        record.put("prepared", str(number), repr(kept))
    with opened("photos", record, {}, "en") as it:
        for number, named in enumerate(NAMED):
            for width in (300, 300, 301):
                it.ask(SARI, "photos", jpeg(width, 200 + number), **named)
        it.ask(SARI, "photos", bytes(100))
        desk_parts.publishing(record, it)


def repository(record: Record) -> None:
    """Write with three people in a repository, beside somebody with another program."""
    path, draft = f"{FOLDER}/banjir.md", f"{FOLDER}/draf.md"
    with opened("git", record, {draft: DRAFT}, "en", repository=True) as it:
        for person, body in ((SARI, "Isi draf."), (SARI, "Isi draf dua."), (BUDI, "Isi draf tiga.")):
            it.post(person, "save", stays=True, path=draft, version="=", body=body)
        new = {"body": "Isi dari Budi.", "values": {"title": "Banjir Lagi"}}
        it.post(BUDI, "save", stays=True, path=path, version="=", **new)
        it.post(RATNA, "step", stays=True, path=path, version="=", step="correct", values={"text": "Semula 4."})
        it.post(RATNA, "step", stays=True, path=path, version="=", step="rename", values={"slug": "banjir-lagi"})
        path = f"{FOLDER}/banjir-lagi.md"
        (it.content / path).write_bytes((it.content / path).read_bytes() + b"Dari luar.\n")
        it.post(SARI, "note", stays=True, path=path, text="Siapa?")
        found = it.ask(SARI, "history", path=path)["entries"]
        for one, other in itertools.pairwise([*found, {"id": ""}]):
            it.ask(SARI, "diff", path=path, **{"from": other["id"], "to": one["id"]})
        it.ask(SARI, "version", path=path, id=found[-1]["id"])
        it.post(BUDI, "restore", stays=True, path=path, id=found[-1]["id"], version="=")
        it.post(BUDI, "step", stays=True, path=draft, version="=", step="delete", values={})
        it.ask(SARI, "history", path=path)
        it.ask(SARI, "start")
        log = ("log", "--format=%H %an <%ae> %ad %cn %s", "--date=raw", "--name-status")
        for words in (log, ("status", "--porcelain")):
            record.put("git", words[0], git.git(str(it.desk.folder), *words).decode())


SCENES: Sequence[Callable[[Record], None]] = (
    desk_parts.texts, desk_parts.forms_of_articles, desk_parts.kept, desk_parts.visitors, desk_parts.heard,
    desk_parts.waiting_steps, desk_parts.together, desk_parts.origins, pictures, repository, lists, saves, steps,
)  # fmt: skip


@contextmanager
def pinned() -> Iterator[None]:
    """Give the desk a clock of its own, one thread, and a git that nobody has set up."""
    hours = itertools.count(NOW + 60)
    clock = SimpleNamespace(time=lambda: next(hours))
    hour = f"{NOW} +0700"
    own = {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": hour, "GIT_COMMITTER_DATE": hour,
    }  # fmt: skip
    with ExitStack() as stack:
        for module in (history, photos):
            stack.enter_context(mock.patch.object(module, "time", clock))
        stack.enter_context(mock.patch.object(to_thread, "run_sync", at_once))
        stack.enter_context(mock.patch.dict(os.environ, own))
        yield


def desk() -> Found:
    """Work at the desk, and ask its parts alone."""
    record = Record()
    for scene in SCENES:
        with pinned():
            scene(record)
    return Found("".join(f"{line}\n" for line in record.lines), record.texts)
