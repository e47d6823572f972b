"""What stays at a target while a file is held back: its last good pages with their pictures, and nothing else."""

from __future__ import annotations

import random
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from tests.deploying_support import built, deploy, newsroom
from tests.photos import jpeg
from tests.support import Portal, article, ssg_here, tree

FOLDER = "content/daerah/2024/10"
BASE = "https://uji.example/"


def page(name: str, path: str = "daerah/2024/10") -> str:
    return f"{path}/{name}/index.html"


def publish(portal: Portal) -> tuple[dict[str, bytes], set[str]]:
    """Build with --hold and deploy; return what readers get, and the names of the articles that are held back."""
    held = portal.build(hold=True).held
    deploy(portal)
    return tree(portal.folder / "terbit/publik"), {Path(problem.path).stem for problem in held}


def names(files: dict[str, bytes], text: str) -> set[str]:
    """Return the files that hold a text."""
    return {path for path, found in files.items() if text.encode() in found}


class Pictures(HTMLParser):
    """The pictures of the portal that a page shows, but the small ones beside headlines of other articles."""

    def __init__(self, path: str, data: bytes) -> None:
        super().__init__()
        self._base = BASE + path
        self.found = set[str]()
        self._is_card = False
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "div":
            self._is_card = (told.get("class") or "").startswith("gambar ")
        several = [told.get("src") or "", *(one.split()[0] for one in (told.get("srcset") or "").split(",") if one)]
        if tag == "meta" and told.get("property") == "og:image":
            several.append(told.get("content") or "")
        for url in several if tag in ("img", "source", "meta") else ():
            whole = unquote(urljoin(self._base, url))
            if url and whole.startswith(BASE) and not self._is_card:
                self.found.add(whole.removeprefix(BASE))


PHOTOS = ("jum'at", "a,b", "dua kata", "é", "biasa")
SLUGS = ("", "", "jalan-desa", "banjir-2")


def text_of(number: int, dice: random.Random, photo: str, permalink: str) -> str:
    """Return an article with a photo, or several, and often a slug, an old address, or several pages."""
    keys = {"photo": f'{{src: "/foto/{photo}.jpg", alt: A, credit: B}}', "tags": f"[T{number}]"}
    if slug := dice.choice(SLUGS):
        keys["slug"] = f"{slug}-{number}"
    if dice.random() < 0.5:
        keys["aliases"] = f"[/tua/{number}/]"
    if "{id}" in permalink:
        keys["id"] = f"n{number}"
    body = f"Isi.\n\n![Alt](</foto/{photo}.jpg>)\n"
    if dice.random() < 0.3:
        body += "\n<!-- halaman -->\n\nSelesai upacara, warga pulang.\n"
    return article(f"Judul-{number}-ini", body, **keys)


def typo(text: str, dice: random.Random) -> bytes:
    """Return a text with a slip of the hand, mostly in its front matter."""
    data = text.encode()
    at = dice.randrange(len(data) if dice.random() < 0.2 else data.index(b"\n---", 4) + 4)
    lines = data.split(b"\n")
    line = data[:at].count(b"\n")
    match dice.randrange(8):
        case 0:
            return data[:at] + data[at + 1 :]
        case 1:
            return (
                data[:at] + dice.choice((b":", b"'", b'"', b"[", b"_", b"-", b"X", b"\t", b"\xff", b"\n")) + data[at:]
            )
        case 2:
            return b"\n".join(lines[:line] + lines[line + 1 :])
        case 3:
            return b"\n".join(lines[: line + 1] + lines[line:])
        case 4:
            return data[:at]
        case 5:
            return b"" if dice.random() < 0.3 else data.replace(b"\n---", b"\n--", 1)
        case 6:
            return data.replace(b": ", b":", 1) if dice.random() < 0.3 else data.replace(b"editor", b"edtor", 1)
        case _:
            return data.replace(dice.choice((b"slug: ", b"timestamp: 20", b"photo: ", b"author: ")), b"slgu: ", 1)


PERMALINKS = ("/{category}/{year}/{month}/{slug}/", "/{id}/{slug}.html")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("permalink", "turns"),
    [(one, 3) for one in PERMALINKS] + [pytest.param(PERMALINKS[0], 30, marks=pytest.mark.long)],
)
def test_no_typo_takes_a_page_or_its_pictures_from_readers(tmp_path: Path, permalink: str, turns: int) -> None:
    """Until the file is mended; and what an editor takes down meanwhile goes, with the pictures that only it showed."""
    dice = random.Random(f"{permalink} {turns}")
    portal = newsroom(tmp_path, f"{{to: local, path: terbit/publik}}\npermalink: {permalink}", 0)
    good = {}
    for number in range(10):
        photo = f"{dice.choice(PHOTOS)}{number if number % 3 else ''}"
        portal.add(f"content/foto/{photo}.jpg", jpeg(320, 200, (number, 0, 0)))
        good[f"a-{number}"] = text_of(number, dice, photo, permalink)
    for name, text in good.items():
        portal.add(f"{FOLDER}/{name}.md", text)
    before, held = publish(portal)
    assert not held
    own = {name: names(before, f"<h1>Judul-{name[2:]}-ini<") for name in good}
    assert all(own.values())
    for _ in range(turns):
        broken = dice.sample(sorted(good), 4)
        for name in broken:
            portal.folder.joinpath(FOLDER, f"{name}.md").write_bytes(typo(good[name], dice))
            if dice.random() < 0.2:
                shutil.rmtree(portal.folder / ".ssg", ignore_errors=True)
        after, held = publish(portal)
        for name in held:
            old = {f"tua/{name[2:]}/index.html"} & before.keys()
            for path in own[name] | old:
                assert after.get(path) == before[path], (
                    name,
                    path,
                    (portal.folder / FOLDER / f"{name}.md").read_bytes(),
                )
            lost = {shown for path in own[name] for shown in Pictures(path, after[path]).found} - after.keys()
            assert not lost, (name, lost)
        for name in broken:
            portal.add(f"{FOLDER}/{name}.md", good[name])
        after, held = publish(portal)
        assert (held, after) == (set(), before)
    broken = dice.sample(sorted(good), 6)
    for name in broken[:4]:
        portal.folder.joinpath(FOLDER, f"{name}.md").write_bytes(b"rusak")
    portal.remove(f"{FOLDER}/{broken[4]}.md")
    portal.edit(f"{FOLDER}/{broken[5]}.md", "title:", "draft: true\ntitle:")
    after, held = publish(portal)
    assert held == {*broken[:4]}
    assert not (own[broken[4]] | own[broken[5]]) & after.keys()
    kept = {path for name in held for path in own[name]}
    assert kept <= after.keys()
    shown = {one for path in kept for one in Pictures(path, after[path]).found}
    assert shown <= after.keys()
    for name in held:
        portal.remove(f"{FOLDER}/{name}.md")
    assert publish(portal) == (built(portal), set())


def illustrated(name: str, title: str = "", **keys: str) -> str:
    """Return an article with a photo and a tag of its own."""
    return article(title or f"Berita {name}", photo=f"{{src: /foto/{name}.jpg, alt: A, credit: B}}", **keys)


TAKEN_DOWN = {
    "dihapus": None,
    "draf": illustrated("draf", draft="true"),
    "drafrusak": illustrated("drafrusak", "A: B", draft="true"),
    "drafsalah": illustrated("drafsalah", draft="benar"),
    "lepas": illustrated("lepas", "A: B", gone="true"),
    "lepasdua": "---\n" + illustrated("lepasdua", gone="true"),
    "lewat": illustrated("lewat", "A: B", expires="2024-10-09 18:00 WIB"),
    "nanti": illustrated("nanti", "A: B", timestamp="2025-01-01 10:00 WIB"),
    "dicabut": illustrated("dicabut", "A: B", retracted="{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Maaf.}"),
    "dicabuttanpa": illustrated("dicabuttanpa", retracted="{timestamp: 2024-10-09 18:00 WIB}"),
    "dicabutsalah": illustrated("dicabutsalah", retracted="ya"),
}
STAY = {
    "hyphens": article("Berita", "Selesai upacara, warga pulang.\n\nDraf: belum ada.").replace("\n---\n", "\n--\n"),
    "summary": article("Berita", edtor="Budi", summary="|\n  Perbaikan jalan\n  selesai: tiga hari"),
}


@pytest.mark.slow
def test_what_an_editor_took_down_goes_though_its_file_has_a_mistake(portal: Portal) -> None:
    """With its photo, and whatever else is held back; a line of a text that only looks like the key takes nothing down."""
    for name in (*TAKEN_DOWN, *STAY):
        portal.add(f"content/foto/{name}.jpg", jpeg(320, 200))
        portal.add(f"{FOLDER}/{name}.md", illustrated(name))
    before, _ = publish(portal)
    for name, text in (TAKEN_DOWN | STAY).items():
        if text is None:
            portal.remove(f"{FOLDER}/{name}.md")
        else:
            portal.add(f"{FOLDER}/{name}.md", text)
    after, held = publish(portal)
    assert {*STAY} < held
    for name in TAKEN_DOWN:
        assert page(name) not in after, name
        assert {path for path in after if f"/{name}" in path} <= built(portal).keys(), name
    for name in STAY:
        assert after[page(name)] == before[page(name)]
        assert f"foto/{name}.jpg" in after
    kept = deploy(portal)["kept"]
    assert {page(name) for name in STAY} <= {*kept} == after.keys() - built(portal).keys()


@pytest.mark.slow
def test_a_held_file_of_another_kind_keeps_its_page(portal: Portal) -> None:
    """A standing page, a picture, the page of a person who has written nothing yet, and that of a topic."""
    texts = {
        "pages/sejarah.md": ("---\ntitle: Sejarah\n---\nDulu.\n\n![Peta](/foto/peta.svg)\n", "sejarah/index.html"),
        "authors/tono.md": (
            "---\nname: Tono\nrole: Wartawan\nphoto: /foto/tono.jpg\n---\nIa.\n",
            "penulis/tono/index.html",
        ),
        "foto/peta.svg": ("<svg xmlns='http://www.w3.org/2000/svg'/>", "foto/peta.svg"),
    }
    portal.add("content/foto/tono.jpg", jpeg(320, 320))
    for path, (text, _) in texts.items():
        portal.add(f"content/{path}", text)
    before, _ = publish(portal)
    for path in texts:
        portal.add(f"content/{path}", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    after, _ = publish(portal)
    for _, path in texts.values():
        assert after[path] == before[path], path
    assert "foto/tono.jpg" in after


@pytest.mark.slow
@pytest.mark.parametrize("lost", [(".ssg/changed.json",), (".ssg", "build"), ("terbit/.publik.warta-deploy",)])
def test_no_lost_state_deletes_a_page_that_stays(portal: Portal, lost: tuple[str, ...]) -> None:
    """The list of changes, all that a machine knows, or the manifest of the target; nor does looking for unknown files."""
    portal.add("content/foto/a.jpg", jpeg(320, 200))
    portal.add(f"{FOLDER}/a.md", illustrated("a"))
    before, _ = publish(portal)
    portal.add(f"{FOLDER}/a.md", "rusak")
    portal.build(hold=True)
    for name in lost:
        portal.remove(name)
    publish(portal)
    deploy(portal, "--verify", "--delete-unknown")
    after = tree(portal.folder / "terbit/publik")
    assert after[page("a")] == before[page("a")]
    assert "foto/a.jpg" in after


MOVED = {"nama": "daerah/nama-baru", "kanal": "nasional/kanal", "tangan": "nasional/tangan", "slug": "daerah/lain"}
"""Two by `ssg mv`; by hand, one without an alias, and one that has another name but its address still."""


@pytest.mark.slow
@pytest.mark.parametrize("meanwhile", ["nothing", "built", "state lost"])
def test_a_file_that_was_moved_and_broken_keeps_its_page(portal: Portal, meanwhile: str) -> None:
    """At its old address, with its photo, and not that of a deleted file; once it is mended, the old address leads on."""
    for name in (*MOVED, "hapus"):
        portal.add(f"content/foto/{name}.jpg", jpeg(320, 200))
        portal.add(f"{FOLDER}/{name}.md", illustrated(name, slug="slug" if name == "slug" else ""))
    before, _ = publish(portal)
    portal.remove(f"{FOLDER}/hapus.md")
    for name, new in MOVED.items():
        if name in ("nama", "kanal"):
            moved = ssg_here(portal, "mv", f"{FOLDER}/{name}.md", f"content/{new}.md")
            assert moved.returncode == 0, moved.stderr
        else:
            portal.add(f"content/{new}.md", (portal.folder / FOLDER / f"{name}.md").read_text())
            portal.remove(f"{FOLDER}/{name}.md")
    if meanwhile == "built":
        portal.build()
    for new in MOVED.values():
        portal.edit(f"content/{new}.md", "title: ", "title: A: ")
    if meanwhile == "state lost":
        portal.remove(".ssg")
        portal.remove("build")
    lost = {one.hint for one in portal.build(hold=True).warnings if "/hapus/" not in one.message}
    assert not {hint for hint in lost if "[/daerah/2024/10/tangan/]" not in hint}
    for _ in range(2):
        after, held = publish(portal)
        assert len(held) == len(MOVED)
        assert page("hapus") not in after
        for name in MOVED:
            assert after[page(name)] == before[page(name)]
            assert {shown for shown in before if f"/{name}." in shown} <= after.keys()
    for new in MOVED.values():
        portal.edit(f"content/{new}.md", "title: A: ", "title: ")
    after, held = publish(portal)
    assert (held, after) == (set(), built(portal))
    assert b"/daerah/2024/10/nama-baru/" in after[page("nama")]
    assert b"/nasional/2024/10/kanal/" in after[page("kanal")]


@pytest.mark.slow
def test_a_page_that_stays_names_nothing_that_is_withdrawn(portal: Portal) -> None:
    """It cannot be made again without the old headline, which may name whom the withdrawal protects."""
    portal.add(f"{FOLDER}/lama.md", article("Nama Anak Disebut", "Isi."))
    portal.add(f"{FOLDER}/baru.md", article("Baru", "Baca Juga: [](/daerah/2024/10/lama/)\n\nIsi."))
    portal.add(f"{FOLDER}/lain.md", article("Lain", "Isi.", timestamp="2024-09-01 08:00 WIB"))
    publish(portal)
    portal.edit(
        f"{FOLDER}/lama.md",
        "author:",
        "retracted: {timestamp: 2024-10-10 08:00 WIB, reason: masa-depan-anak, text: Dicabut, title: Dicabut}\nauthor:",
    )
    for name in ("baru", "lain"):
        portal.edit(f"{FOLDER}/{name}.md", "author:", "penulis: [\nauthor:")
    files, held = publish(portal)
    assert held == {"baru", "lain"}
    assert (page("baru") in files, page("lain", "daerah/2024/09") in files) == (False, True)
