"""What stays at a target while an article is held back: its last good page with all that it shows, and nothing else."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Collection
from itertools import product
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.annex.deploying.held_pages import kept, tree_and
from generator.base.digest import MODULUS, entry
from generator.config import site_yaml
from generator.model.urls import output_path
from tests.deploying_support import built, deploy, newsroom
from tests.photos import jpeg
from tests.quick import examples, sample
from tests.support import CONFIG, Portal, article, tree

_LINK = re.compile(r'(?:href|src)="(/[^"#?]*)"')
PAGE = "daerah/2024/10/foto/index.html"


@pytest.fixture
def portal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Portal:
    """A portal with a photo and a tag of one article alone, deployed to a folder."""
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}")
    made.add("content/foto/a.jpg", jpeg(1300, 800))
    made.add("content/daerah/2024/10/foto.md", illustrated())
    made.build(hold=True)
    deploy(made, capsys)
    return made


def illustrated(title: str = "Berfoto", photo: str = "a", **keys: str) -> str:
    return article(title, photo=f"{{src: /foto/{photo}.jpg, alt: A, credit: B}}", tags="[Langka]", **keys)


def publish(portal: Portal, capsys: pytest.CaptureFixture[str]) -> dict[str, bytes]:
    """Build with --hold and deploy; return what is at the target."""
    portal.build(hold=True)
    deploy(portal, capsys)
    return tree(Path(target(portal)))


def target(portal: Portal) -> str:
    found = re.search(r"path: (\S+?)}", (portal.folder / "site.yaml").read_text())
    assert found
    return found[1]


def dead_links(files: dict[str, bytes]) -> set[tuple[str, str]]:
    """Return the links of pages, and what they show, that lead to nothing."""
    return {
        (path, url)
        for path, data in files.items()
        if path.endswith(".html")
        for url in _LINK.findall(data.decode())
        if output_path(unquote(url)) not in files
    }


BROKEN = {
    "a colon": illustrated("Berfoto: Lagi"),
    "another photo": illustrated("Berfoto: Lagi", "b"),
    "another month": illustrated(timestamp="2024-13-09 16:10 WIB"),
    "words of a summary": illustrated(editor="", summary="|\n  Selesai sudah.\n  Draf itu batal.", gone="false"),
    "another slug": illustrated(slug="Tidak Boleh"),
    "no editor": illustrated(editor=""),
    "nothing": "",
    "not text": b"\xff",
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_last_good_page_stays_until_the_file_is_mended_or_removed(
    portal: Portal, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """With its photo, though that was replaced, and the list of its only tag; then the target is what was built."""
    before = publish(portal, capsys)
    portal.add("content/daerah/2024/10/foto.md", BROKEN[name])
    portal.add("content/foto/b.jpg", jpeg(1300, 800, (0, 0, 200)))
    portal.remove("content/foto/a.jpg")
    for _ in range(2):
        after = publish(portal, capsys)
        assert after[PAGE] == before[PAGE]
        assert "tag/langka/index.html" in after
        assert dead_links(after) == set()
        pictures = re.findall(rb"https://uji.example/(gambar/[^\" ]+)", after[PAGE])
        assert len(pictures) > 2
        assert {path.decode() for path in pictures} <= after.keys(), "also those for machines alone"
        assert PAGE not in built(portal)
    copy = portal.folder.with_name("lain")
    shutil.copytree(portal.folder, copy, ignore=shutil.ignore_patterns(".ssg", "build"))
    bare = Portal(copy)
    bare.now = portal.now
    assert publish(bare, capsys) == after, "a machine without any state deletes it neither"
    portal.add("content/daerah/2024/10/foto.md", illustrated("Diperbaiki", "b"))
    assert publish(portal, capsys) == built(portal)
    portal.add("content/daerah/2024/10/foto.md", BROKEN[name])
    assert PAGE in publish(portal, capsys)
    portal.remove("content/daerah/2024/10/foto.md")
    assert publish(portal, capsys) == built(portal)


PERMALINKS = (
    "/{category}/{year}/{month}/{slug}/", "/{slug}.html", "/{year}/{month}/{slug}.html", "/{category}/x-{slug}",
    "/{id}/{slug}.html", "/{slug}-{id}/",
)  # fmt: skip
FAULTS = ("a colon", "another month", "no editor", "nothing", "unknown kanal")


# Each permalink and each fault is in the sample.
@pytest.mark.parametrize(("permalink", "broken"), sample([*product(PERMALINKS, FAULTS)], 4))
def test_all_pages_of_an_article_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], permalink: str, broken: str
) -> None:
    """Wherever they are: what is left of its file does not say that it had several."""
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}")
    made.add("site.yaml", f"{(made.folder / 'site.yaml').read_text()}permalink: {permalink}\n")
    for number, file in enumerate(sorted((made.folder / "content/daerah").rglob("*.md"))):
        file.write_text(file.read_text().replace("---\n", f"---\nid: {number}\n", 1))
    made.add("content/foto/a.jpg", jpeg(1300, 800))
    text = illustrated(id="77") + "\n<!-- halaman -->\n\nDua.\n"
    made.add("content/daerah/2024/10/foto.md", text)
    before = publish(made, capsys)
    mine = {path for path, data in before.items() if path.endswith(".html") and b"<h1>Berfoto" in data}
    assert len(mine) == 3
    hurt = {"unknown kanal": text.replace("---\n", "---\ncategory: tiada\n", 1), **BROKEN}[broken]
    made.add("content/daerah/2024/10/foto.md", hurt)
    after = publish(made, capsys)
    assert {path: after.get(path) for path in mine} == {path: before[path] for path in mine}
    made.remove("content/daerah/2024/10/foto.md")
    assert publish(made, capsys) == built(made)


@pytest.mark.parametrize("hurt", ["title: Berfoto: Lagi", "title: [Berfoto", "Berfoto"])
def test_old_addresses_of_an_article_lead_to_it_still(
    portal: Portal, capsys: pytest.CaptureFixture[str], hurt: str
) -> None:
    """As far as what is left of its file names them."""
    text = illustrated(aliases="[/tua/foto/, /tua-foto.html]")
    portal.add("content/daerah/2024/10/foto.md", text)
    before = publish(portal, capsys)
    portal.add("content/daerah/2024/10/foto.md", text.replace("title: Berfoto", hurt))
    after = publish(portal, capsys)
    assert {path: after.get(path) for path in ("tua/foto/index.html", "tua-foto.html", PAGE)} == {
        path: before[path] for path in ("tua/foto/index.html", "tua-foto.html", PAGE)
    }


TAKEN_DOWN = {
    "deleted": None,
    "a draft": illustrated(draft="true"),
    "a broken draft": illustrated("A: B", draft="true"),
    "withdrawn": illustrated("A: B", retracted="{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Maaf.}"),
    "withdrawn without a reason": illustrated(retracted="{timestamp: 2024-10-09 18:00 WIB}"),
    "gone": illustrated("A: B", gone="true"),
    "expired, and not to be read": illustrated("A: B", expires="2024-10-09 18:00 WIB"),
    "withdrawn in a form that is none": illustrated(retracted="ya"),
    "begun twice": "---\n" + illustrated("Berfoto", gone="true"),
    "gone without a colon": illustrated().replace("title:", "gone true\ntitle:"),
    "put off": illustrated("A: B", timestamp="2025-01-01 10:00 WIB"),
    "a draft in a form that is none": illustrated(draft="benar"),
    "expired": illustrated(editor="", expires="2024-10-09 18:00 WIB"),
}


@pytest.mark.parametrize("name", TAKEN_DOWN)
def test_what_an_editor_took_down_goes(portal: Portal, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Though its file cannot be read, and though another article is held back, which names it."""
    portal.add("content/daerah/2024/10/lain.md", article("Lain", "Baca Juga: [](foto)", tags="[Langka, Sendiri]"))
    publish(portal, capsys)
    portal.edit("content/daerah/2024/10/lain.md", "title: Lain", "title: Lain: Lagi")
    text = TAKEN_DOWN[name]
    if text is None:
        portal.remove("content/daerah/2024/10/foto.md")
    else:
        portal.add("content/daerah/2024/10/foto.md", text)
    after = publish(portal, capsys)
    assert "daerah/2024/10/lain/index.html" in after
    assert "tag/sendiri/index.html" in after
    shown = {path for path, data in after.items() if b"Berfoto" in data}
    assert shown <= {"daerah/2024/10/lain/index.html"}, "nothing but the page that stays names it"
    assert PAGE not in after or b"Berfoto" not in after[PAGE]


def test_a_list_with_the_name_of_a_held_article_is_no_page_of_it(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """It goes with the article that was taken down, which it names."""
    portal.add("content/daerah/2024/10/rahasia.md", article("Rahasia", tags="[Foto]"))
    portal.add("content/daerah/2024/10/foto.md", illustrated("Berfoto"))
    publish(portal, capsys)
    portal.remove("content/daerah/2024/10/rahasia.md")
    portal.add("content/daerah/2024/10/foto.md", illustrated("Berfoto: Lagi"))
    after = publish(portal, capsys)
    assert PAGE in after
    assert {path for path, data in after.items() if b"Rahasia" in data} <= {PAGE}


def test_a_page_that_names_what_is_withdrawn_goes_at_once(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """The law comes before a page that cannot be made again; one that named the notice from the start stays."""
    portal.add("content/daerah/2024/10/rahasia.md", article("Rahasia", tags="[Langka]"))
    assert b"Rahasia" in publish(portal, capsys)[PAGE]
    portal.add("content/daerah/2024/10/foto.md", illustrated("Berfoto: Lagi"))
    assert PAGE in publish(portal, capsys)
    notice = "{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: Maaf., title: Dicabut}"
    portal.add("content/daerah/2024/10/rahasia.md", article("Rahasia", tags="[Langka]", retracted=notice))
    after = publish(portal, capsys)
    assert not [path for path, data in after.items() if b">Rahasia<" in data]
    portal.add("content/daerah/2024/10/foto.md", illustrated())
    publish(portal, capsys)
    portal.add("content/daerah/2024/10/foto.md", illustrated("Berfoto: Lagi"))
    assert PAGE in publish(portal, capsys)


@pytest.mark.parametrize("broken", [illustrated("A: B"), illustrated(editor=""), "rusak"])
@pytest.mark.parametrize("month", ["09", "10"])
def test_a_held_article_keeps_no_namesake_online(
    portal: Portal, capsys: pytest.CaptureFixture[str], broken: str, month: str
) -> None:
    """A slug is often used again: one of another kanal that was taken down goes, whatever is held back."""
    namesake = article("Salah", timestamp=f"2024-{month}-08 16:10 WIB")
    for down in (None, namesake.replace("title:", "draft: true\ntitle:")):
        portal.add(f"content/nasional/2024/{month}/foto.md", namesake)
        portal.add("content/daerah/2024/10/foto.md", illustrated())
        publish(portal, capsys)
        portal.add("content/daerah/2024/10/foto.md", broken)
        if down is None:
            portal.remove(f"content/nasional/2024/{month}/foto.md")
        else:
            portal.add(f"content/nasional/2024/{month}/foto.md", down)
        after = publish(portal, capsys)
        assert PAGE in after
        stays = f"nasional/2024/{month}/foto/index.html" in after
        assert not stays or (month == "10" and down is None and broken != illustrated(editor=""))


def test_an_old_address_takes_no_last_good_page(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Another article leads from there only when the held one is removed."""
    before = publish(portal, capsys)
    portal.add("content/daerah/2024/10/lain.md", article("Lain", aliases="[/daerah/2024/10/foto/]"))
    for text in (illustrated("Berfoto: Lagi"), "", illustrated(editor="")):
        portal.add("content/daerah/2024/10/foto.md", text)
        assert publish(portal, capsys)[PAGE] == before[PAGE]
    portal.remove("content/daerah/2024/10/foto.md")
    assert b"/daerah/2024/10/lain/" in publish(portal, capsys)[PAGE]


def test_an_address_that_is_none_stops_no_deploy(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a page at the target leads to."""
    page = Path(target(portal), PAGE)
    page.write_bytes(page.read_bytes().replace(b"</body>", b'<a href="http://[x">x</a></body>'))
    portal.add("content/daerah/2024/10/foto.md", "rusak")
    after = publish(portal, capsys)
    assert PAGE in after
    assert "tag/langka/index.html" in after


def test_the_last_good_page_stays_though_the_list_of_changes_is_lost(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """State is worth nothing but time."""
    portal.add("content/daerah/2024/10/foto.md", "rusak")
    portal.build(hold=True)
    (portal.folder / ".ssg/changed.json").unlink()
    deploy(portal, capsys)
    assert PAGE in tree(Path(target(portal)))


def test_a_held_person_page_and_photo_stay(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Of files that are no articles the address is known; those of articles are found beside them."""
    portal.add("content/authors/tono.md", "---\nname: Tono\n---\nSaya.\n")
    portal.add("content/pages/sejarah.md", "---\ntitle: Sejarah\n---\nDulu.\n")
    portal.add("content/foto/peta.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    before = publish(portal, capsys)
    for path in ("authors/tono.md", "pages/sejarah.md", "foto/peta.svg"):
        portal.add(f"content/{path}", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    portal.add("content/daerah/2024/10/foto.md", BROKEN["a colon"])
    after = publish(portal, capsys)
    for path in ("sejarah/index.html", "foto/peta.svg", PAGE):
        assert after[path] == before[path]


def test_a_newsroom_that_breaks_things_loses_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At random: what was online and was not taken down is online, and leads to nothing dead but what was taken down."""
    for seed in range(examples(20)):
        series(tmp_path / str(seed), seed, 10, capsys)


def series(folder: Path, seed: int, steps: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Break, mend, edit and delete, deploying after each step."""
    choose = random.Random(seed)
    portal = newsroom(folder, f"{{to: local, path: {folder / 'terbit/publik'}}}")
    names = [f"a-{number}" for number in range(6)]
    good = {name: text_of(name, choose) for name in names}
    down: set[str] = set()
    broken: set[str] = set()
    for name, text in good.items():
        portal.add(f"content/daerah/2024/10/{name}.md", text)
    publish(portal, capsys)
    for _ in range(steps):
        name = choose.choice(names)
        path = f"content/daerah/2024/10/{name}.md"
        match choose.randrange(4):
            case 0:
                portal.add(path, choose.choice(("rusak", b"\xff", good[name].replace("title: ", "title: A: "))))
                broken |= {name}
            case 1:
                good[name] = text_of(name, choose)
                portal.add(path, good[name])
                broken, down = broken - {name}, down - {name}
            case 2:
                (portal.folder / path).unlink(missing_ok=True)
                broken, down = broken - {name}, down | {name}
            case _:
                portal.add(f"content/foto/{choose.choice('abc')}.jpg", jpeg(choose.choice((300, 400)), 200))
        before = tree(Path(target(portal)))
        after = publish(portal, capsys)
        for one in names:
            page = f"daerah/2024/10/{one}/index.html"
            assert page not in before or page in after or one in down, (seed, one)
            assert page not in after or one not in down, (seed, one)
        gone = {f"/daerah/2024/10/{one}/" for one in down}
        dead = {(path, url) for path, url in dead_links(after) if url not in gone and not url.startswith("/tag/")}
        assert not dead, (seed, dead)


def text_of(name: str, choose: random.Random) -> str:
    """Return an article with a tag, sometimes a photo and a link to another one."""
    link = f"\n\nBaca Juga: [](a-{choose.randrange(6)})" if choose.random() < 0.4 else ""
    photo = {"photo": f"{{src: /foto/{choose.choice('abc')}.jpg, alt: A, credit: B}}"} if choose.random() < 0.6 else {}
    return article(f"Judul {name}", f"Isi.{link}", tags=f"[T{choose.randrange(4)}]", **photo)


def staying_of(gone: str, mine: str, files: dict[str, str], notices: str = "") -> set[str]:
    """Return which files stay, by what the target has in its pages."""
    site, _ = site_yaml.parse(CONFIG)
    assert site is not None

    def read(paths: Collection[str]) -> dict[str, bytes]:
        return {path: files[path].encode() for path in paths if path in files}

    return kept(gone.split(), {*mine.split()}, notices.split(), site, read)


HELD, BESIDE, LIST = "daerah/a/index.html", "daerah/b/index.html", "tag/x/index.html"
BODY = """<img src="/foto/a.jpg" srcset='../../foto/b.jpg 1x, /foto/c.jpg 2x'><a href="/tag/x/?a&amp;b">X</a><a href=''>"https://uji.example/foto/d.jpg" "https://lain.example/foto/e.jpg\""""


def test_what_a_held_page_needs_stays_with_it() -> None:
    """Pictures, in whatever attribute they are, lists that lead to nothing else, what these show, and all their twins."""
    gone = f"{HELD} {HELD}.gz foto/a.jpg foto/a.jpg.gz foto/b.jpg foto/c.jpg foto/d.jpg foto/e.jpg {BESIDE} {BESIDE}.gz {LIST} foto/f.jpg"
    files = {HELD: BODY, LIST: f'<a href="/{HELD.removesuffix("index.html")}"><img src="/foto/f.jpg">'}
    whole = {HELD, f"{HELD}.gz", "foto/a.jpg", "foto/a.jpg.gz", "foto/b.jpg", "foto/c.jpg", "foto/d.jpg"}
    assert staying_of(gone, HELD, files) == {*whole, LIST, "foto/f.jpg"}
    files[LIST] += '<a href="/daerah/b/">'
    assert staying_of(gone, HELD, files) == whole
    assert staying_of(gone, "", files) == set()
    assert staying_of(f"{HELD} {BESIDE}", HELD, {HELD: '<a href="/daerah/b/">'}) == {HELD}


def test_a_page_that_names_what_is_withdrawn_does_not_stay() -> None:
    """Nor what it alone needs; another one does."""
    files = {HELD: '<img src="/foto/a.jpg"><a href="/daerah/c/">', BESIDE: '<img src="/foto/b.jpg">'}
    gone = f"{HELD} {BESIDE} foto/a.jpg foto/b.jpg"
    assert staying_of(gone, f"{HELD} {BESIDE}", files, "daerah/c/index.html") == {BESIDE, "foto/b.jpg"}
    assert staying_of(gone, HELD, files, "daerah/c/index.html") == set()
    assert staying_of(gone, f"{HELD} {BESIDE}", files, "daerah/d/index.html") == {*gone.split()}


def test_the_digest_of_a_tree_with_some_files_more() -> None:
    """Is the sum of all, within its length."""
    assert tree_and("0a", {}) == f"{10:032x}"
    assert tree_and("0a", {"x": b"1", "y": b"2"}) == f"{(10 + entry('x', b'1') + entry('y', b'2')) % MODULUS:032x}"
    assert tree_and(f"{MODULUS - 1:x}", {"x": b"1"}) == f"{entry('x', b'1') - 1:032x}"
