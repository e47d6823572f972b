"""What stays at a target while an article is held back: its last good page with all that it shows, and nothing else."""

from __future__ import annotations

import random
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.deploying_support import built, deploy, newsroom
from tests.photos import jpeg
from tests.support import Portal, article, tree

_LINK = re.compile(r'(?:href|src)="(/[^"#?]*)"')
FOLDER = "content/daerah/2024/10"


def page(name: str, path: str = "daerah/2024/10") -> str:
    return f"{path}/{name}/index.html"


def illustrated(name: str, title: str = "", photo: str = "", **keys: str) -> str:
    """Return an article with a photo and a tag of its own."""
    shown = f"{{src: /foto/{photo or name}.jpg, alt: A, credit: B}}"
    return article(title or f"Berita {name}", photo=shown, tags=f"[Tag {name}]", **keys)


def publish(portal: Portal) -> dict[str, bytes]:
    """Build with --hold and deploy; return what readers get."""
    portal.build(hold=True)
    deploy(portal)
    return tree(portal.folder / "terbit/publik")


def dead_links(files: dict[str, bytes]) -> set[tuple[str, str]]:
    """Return the links of pages, and what they show, that lead to nothing."""
    found = set()
    for path, data in files.items():
        for url in _LINK.findall(data.decode()) if path.endswith(".html") else ():
            goal = unquote(url).lstrip("/")
            if f"{goal}index.html" not in files and goal not in files and f"{goal}.html" not in files:
                found.add((path, url))
    return found


def names(data: dict[str, bytes], text: bytes) -> set[str]:
    """Return the files that hold a text."""
    return {path for path, found in data.items() if text in found}


BROKEN = {
    "titikdua": illustrated("titikdua", "Berita: Lagi"),
    "fotolain": illustrated("fotolain", "Berita: Lagi", "lain"),
    "bulan": illustrated("bulan", timestamp="2024-13-09 16:10 WIB"),
    "ringkasan": illustrated("ringkasan", editor="", summary="|\n  Selesai sudah.\n  Draf itu batal.", gone="false"),
    "slug": illustrated("slug", slug="Tidak Boleh"),
    "editor": illustrated("editor", editor=""),
    "kosong": "",
    "bukanteks": b"\xff",
}


@pytest.fixture
def broken(portal: Portal) -> tuple[Portal, dict[str, bytes]]:
    """A portal whose illustrated articles were deployed and then broken in many ways; and what readers had before."""
    for name in BROKEN:
        portal.add(f"content/foto/{name}.jpg", jpeg(320, 200))
        portal.add(f"{FOLDER}/{name}.md", illustrated(name))
    before = publish(portal)
    for name, text in BROKEN.items():
        portal.add(f"{FOLDER}/{name}.md", text)
        portal.remove(f"content/foto/{name}.jpg")
    portal.add("content/foto/lain.jpg", jpeg(320, 200, (0, 0, 200)))
    return portal, before


@pytest.mark.slow
def test_the_last_good_page_stays_until_the_file_is_mended_or_removed(broken: tuple[Portal, dict[str, bytes]]) -> None:
    """With its photo, though that was replaced, and the list of its only tag; then the target is what was built."""
    portal, before = broken
    for _ in range(2):
        after = publish(portal)
        for name in BROKEN:
            assert after[page(name)] == before[page(name)], name
            assert f"tag/tag-{name}/index.html" in after, name
            pictures = re.findall(rb"https://uji.example/(gambar/[^\" ]+)", after[page(name)])
            assert pictures, name
            assert {path.decode() for path in pictures} <= after.keys(), "also those for machines alone"
        assert dead_links(after) == set()
        assert not {page(name) for name in BROKEN} & built(portal).keys()
    kept = deploy(portal)["kept"]
    assert {page(name) for name in BROKEN} <= {*kept} == after.keys() - built(portal).keys()
    for name in BROKEN:
        portal.add(f"{FOLDER}/{name}.md", illustrated(name, "Diperbaiki", "lain"))
    assert publish(portal) == built(portal)
    for name, text in BROKEN.items():
        portal.add(f"{FOLDER}/{name}.md", text)
    assert {page(name) for name in BROKEN} <= publish(portal).keys()
    for name in BROKEN:
        portal.remove(f"{FOLDER}/{name}.md")
    assert publish(portal) == built(portal)


@pytest.mark.slow
@pytest.mark.parametrize("lost", [(".ssg/changed.json",), (".ssg", "build")])
def test_no_lost_state_deletes_a_page_that_stays(
    broken: tuple[Portal, dict[str, bytes]], lost: tuple[str, ...]
) -> None:
    """The list of changes, or all that a machine knows."""
    portal, before = broken
    portal.build(hold=True)
    for name in lost:
        portal.remove(name)
    if len(lost) > 1:
        portal.build(hold=True)
    deploy(portal)
    after = tree(portal.folder / "terbit/publik")
    assert {path: after.get(path) for path in map(page, BROKEN)} == {path: before[path] for path in map(page, BROKEN)}


PERMALINKS = (
    "/{category}/{year}/{month}/{slug}/", "/{slug}.html", "/{category}/x-{slug}", "/{id}/{slug}.html", "/{slug}-{id}/",
)  # fmt: skip
FAULTS = {
    "titikdua": ("title: ", "title: A: "), "bulan": ("2024-10-09", "2024-13-09"), "editor": ("editor: Budi Rahman\n", ""),
    "kanal": ("---\n", "---\ncategory: tiada\n"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("permalink", PERMALINKS)
def test_all_pages_of_an_article_stay(tmp_path: Path, permalink: str) -> None:
    """Wherever they are: what is left of its file does not say that it had several."""
    portal = newsroom(tmp_path, f"{{to: local, path: terbit/publik}}\npermalink: {permalink}", 0)
    texts = {
        name: article(f"Berita {name}", "Satu.\n\n<!-- halaman -->\n\nDua.", id=str(number))
        for number, name in enumerate((*FAULTS, "kosong"))
    }
    for name, text in texts.items():
        portal.add(f"{FOLDER}/{name}.md", text)
    before = publish(portal)
    mine = {path for name in texts for path in names(before, f"<h1>Berita {name}".encode())}
    assert len(mine) == 3 * len(texts)
    for name, text in texts.items():
        old, new = FAULTS.get(name, (text, ""))
        assert old in text
        portal.add(f"{FOLDER}/{name}.md", text.replace(old, new, 1))
    after = publish(portal)
    assert {path: after.get(path) for path in mine} == {path: before[path] for path in mine}
    for name in texts:
        portal.remove(f"{FOLDER}/{name}.md")
    assert publish(portal) == built(portal)


@pytest.mark.slow
def test_old_addresses_of_an_article_lead_to_it_still(portal: Portal) -> None:
    """As far as what is left of its file names them; another article's old address takes no last good page."""
    hurts = {
        "a": ("title: Berita", "title: Berita: Lagi"),
        "b": ("title: Berita", "title: [Berita"),
        "c": ("title: ", ""),
    }
    texts = {name: article(f"Berita {name}", aliases=f"[/tua/{name}/, /tua-{name}.html]") for name in hurts}
    for name, text in texts.items():
        portal.add(f"{FOLDER}/{name}.md", text)
    before = publish(portal)
    for name, (old, new) in hurts.items():
        portal.add(f"{FOLDER}/{name}.md", texts[name].replace(old, new))
    portal.add(f"{FOLDER}/lain.md", article("Lain", aliases="[/daerah/2024/10/a/]"))
    after = publish(portal)
    for name in hurts:
        for path in (f"tua/{name}/index.html", f"tua-{name}.html", page(name)):
            assert after.get(path) == before[path], path
    portal.remove(f"{FOLDER}/a.md")
    assert b"/daerah/2024/10/lain/" in publish(portal)[page("a")]


TAKEN_DOWN = {
    "dihapus": None,
    "draf": illustrated("draf", draft="true"),
    "drafrusak": illustrated("drafrusak", "A: B", draft="true"),
    "drafsalah": illustrated("drafsalah", draft="benar"),
    "lepas": illustrated("lepas", "A: B", gone="true"),
    "lepasdua": "---\n" + illustrated("lepasdua", gone="true"),
    "lepastanpa": illustrated("lepastanpa").replace("title:", "gone true\ntitle:"),
    "lewat": illustrated("lewat", "A: B", expires="2024-10-09 18:00 WIB"),
    "nanti": illustrated("nanti", "A: B", timestamp="2025-01-01 10:00 WIB"),
    "dicabut": illustrated("dicabut", "A: B", retracted="{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Maaf.}"),
    "dicabuttanpa": illustrated("dicabuttanpa", retracted="{timestamp: 2024-10-09 18:00 WIB}"),
    "dicabutsalah": illustrated("dicabutsalah", retracted="ya"),
}


@pytest.mark.slow
def test_what_an_editor_took_down_goes(portal: Portal) -> None:
    """Though its file cannot be read, and though other articles are held back, which name it."""
    portal.add("content/foto/a.jpg", jpeg())
    for name in TAKEN_DOWN:
        portal.add(f"{FOLDER}/{name}.md", illustrated(name, photo="a"))
        other = article(f"Lain {name}", f"Baca Juga: [](/daerah/2024/10/{name}/)", tags=f"[Tag {name}, Sendiri {name}]")
        portal.add(f"{FOLDER}/lain-{name}.md", other)
    publish(portal)
    for name, text in TAKEN_DOWN.items():
        portal.edit(f"{FOLDER}/lain-{name}.md", "title: Lain", "title: Lain: Lagi")
        if text is None:
            portal.remove(f"{FOLDER}/{name}.md")
        else:
            portal.add(f"{FOLDER}/{name}.md", text)
    after = publish(portal)
    stay = {page(f"lain-{name}") for name in TAKEN_DOWN}
    assert stay <= after.keys()
    for name in TAKEN_DOWN:
        assert names(after, f"Berita {name}<".encode()) <= stay, "nothing but a page that stays names it"


@pytest.mark.slow
def test_a_list_with_the_name_of_a_held_article_is_no_page_of_it(portal: Portal) -> None:
    """It goes with the article that was taken down, which it names."""
    portal.add(f"{FOLDER}/rahasia.md", article("Rahasia", tags="[Foto]"))
    portal.add(f"{FOLDER}/foto.md", article("Berita"))
    publish(portal)
    portal.remove(f"{FOLDER}/rahasia.md")
    portal.add(f"{FOLDER}/foto.md", article("Berita: Lagi"))
    after = publish(portal)
    assert page("foto") in after
    assert names(after, b"Rahasia") <= {page("foto")}


@pytest.mark.slow
def test_a_page_that_names_what_is_withdrawn_goes_at_once(portal: Portal) -> None:
    """The law comes before a page that cannot be made again; one that named the notice from the start stays."""
    held, good = article("Berita: Lagi", tags="[Langka]"), article("Berita", tags="[Langka]")
    portal.add(f"{FOLDER}/rahasia.md", article("Rahasia", tags="[Langka]"))
    portal.add(f"{FOLDER}/foto.md", good)
    assert b"Rahasia" in publish(portal)[page("foto")]
    portal.add(f"{FOLDER}/foto.md", held)
    assert page("foto") in publish(portal)
    notice = "{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Maaf., title: Dicabut}"
    portal.add(f"{FOLDER}/rahasia.md", article("Rahasia", tags="[Langka]", retracted=notice))
    assert names(publish(portal), b">Rahasia<") == set()
    portal.add(f"{FOLDER}/foto.md", good)
    publish(portal)
    portal.add(f"{FOLDER}/foto.md", held)
    assert page("foto") in publish(portal)


@pytest.mark.slow
def test_a_held_article_keeps_no_namesake_online(portal: Portal) -> None:
    """A slug is often used again: one of another kanal that was taken down goes, whatever is held back."""
    faults = {"titikdua": "title: A: B", "draf": "title: A: B", "editor": "judul: A"}
    for name in faults:
        portal.add(f"content/nasional/2024/09/{name}.md", article("Salah", timestamp="2024-09-08 16:10 WIB"))
        portal.add(f"{FOLDER}/{name}.md", article("Berita"))
    publish(portal)
    for name, fault in faults.items():
        portal.edit(f"{FOLDER}/{name}.md", "title: Berita", fault)
        portal.remove(f"content/nasional/2024/09/{name}.md")
    portal.add("content/nasional/2024/09/draf.md", article("Salah", timestamp="2024-09-08 16:10 WIB", draft="true"))
    after = publish(portal)
    for name in faults:
        assert page(name) in after
        assert page(name, "nasional/2024/09") not in after


@pytest.mark.slow
def test_an_address_that_is_none_stops_no_deploy(portal: Portal) -> None:
    """Whatever a page at the target leads to."""
    portal.add(f"{FOLDER}/foto.md", article("Berita", tags="[Langka]"))
    publish(portal)
    file = portal.folder / "terbit/publik" / page("foto")
    file.write_bytes(file.read_bytes().replace(b"</body>", b'<a href="http://[x">x</a></body>'))
    portal.add(f"{FOLDER}/foto.md", "rusak")
    assert {page("foto"), "tag/langka/index.html"} <= publish(portal).keys()


@pytest.mark.slow
def test_a_held_page_and_picture_stay(portal: Portal) -> None:
    """Of files that are no articles the address is known."""
    portal.add("content/pages/sejarah.md", "---\ntitle: Sejarah\n---\nDulu.\n")
    portal.add("content/foto/peta.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    before = publish(portal)
    for path in ("pages/sejarah.md", "foto/peta.svg"):
        portal.add(f"content/{path}", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    after = publish(portal)
    for path in ("sejarah/index.html", "foto/peta.svg"):
        assert after[path] == before[path]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_newsroom_that_breaks_things_loses_no_page(portal: Portal, seed: int) -> None:
    """At random: what was online and was not taken down is online, and leads to nothing dead but what was taken down."""
    dice = random.Random(seed)
    good = {f"a-{number}": text_of(f"a-{number}", dice) for number in range(6)}
    down: set[str] = set()
    for photo in "abc":
        portal.add(f"content/foto/{photo}.jpg", jpeg(300, 200))
    for name, text in good.items():
        portal.add(f"{FOLDER}/{name}.md", text)
    before = publish(portal)
    for _ in range(6):
        for name in dice.sample(sorted(good), 2):
            file = portal.folder / FOLDER / f"{name}.md"
            match dice.randrange(4):
                case 0:
                    broken = (b"rusak", b"\xff", good[name].replace("title: ", "title: A: ").encode())
                    file.write_bytes(dice.choice(broken))
                case 1:
                    good[name] = text_of(name, dice)
                    file.write_text(good[name])
                    down -= {name}
                case 2:
                    file.unlink(missing_ok=True)
                    down |= {name}
                case _:
                    portal.add(f"content/foto/{dice.choice('abc')}.jpg", jpeg(dice.choice((300, 400)), 200))
        after = publish(portal)
        for name in good:
            assert page(name) not in before or page(name) in after or name in down, name
            assert page(name) not in after or name not in down or (portal.folder / FOLDER / f"{name}.md").exists(), name
        gone = {f"/daerah/2024/10/{name}/" for name in down}
        assert not {(path, url) for path, url in dead_links(after) if url not in gone and not url.startswith("/tag/")}
        before = after


def text_of(name: str, dice: random.Random) -> str:
    """Return an article with a tag, sometimes a photo and a link to another one."""
    link = f"\n\nBaca Juga: [](a-{dice.randrange(6)})" if dice.random() < 0.4 else ""
    photo = {"photo": f"{{src: /foto/{dice.choice('abc')}.jpg, alt: A, credit: B}}"} if dice.random() < 0.6 else {}
    return article(f"Judul {name}", f"Isi.{link}", tags=f"[T{dice.randrange(4)}]", **photo)
