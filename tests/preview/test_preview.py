"""Nobody's mistake stops anybody else in the preview: whatever is wrong, what others save is shown."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.base.errors import Problem
from generator.engine.options import Options
from generator.preview import ingest, state
from generator.preview.ingest import SIZES, Sizes
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING, Saved
from tests.photos import jpeg
from tests.quick import LONG, sample
from tests.support import Portal, article, site

TURNS = 500 if LONG else 8
A, B, C = (f"content/daerah/2024/10/{name}.md" for name in "abc")
URL_A, URL_B, URL_C = (f"/daerah/2024/10/{name}/" for name in "abc")
PHOTO = "content/foto/a.jpg"
BODY = "Lihat [b](/daerah/2024/10/b/) dan [orang](/penulis/rina/).\n\n![Foto](/foto/a.jpg)"


def portal(folder: Path) -> Portal:
    """A site in which things depend on each other: links, photos, profiles, standing pages, a theme of its own."""
    made = site(folder)
    made.edit("site.yaml", "categories:", "theme: uji\nlimits: {media: 200kB, article: 20kB}\ncategories:")
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/templates/_kaki.html", "<p>Kaki</p>\n")
    made.add(A, article("A", BODY, photo="{src: /foto/a.jpg, caption: Foto, credit: Foto}", tags="[Banjir]"))
    made.add(B, article("B", "Isi b."))
    made.add(C, article("C", "Isi c."))
    made.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\nKami.\n")
    made.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\nphoto: /foto/a.jpg\n---\nBio.\n")
    made.add("content/authors/rina.md", "---\nname: Rina\n---\nBio.\n")
    made.add(PHOTO, jpeg(300, 200))
    made.add("content/foto/peta.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    return made


# --------------------------------------------------------------------- the mistakes

Mistake = Callable[[Portal], object]


def there(made: Portal, path: str) -> None:
    """Give a mistake up if another has put something else in the place of its file, such as a pipe that would wait."""
    file = made.folder / path
    assert file.is_file() or not os.path.lexists(file), f"{path} is no file any more"


def put(path: str, text: str | bytes) -> Mistake:
    return lambda made: (there(made, path), made.add(path, text))


def edit(path: str, old: str, new: str) -> Mistake:
    return lambda made: (there(made, path), made.edit(path, old, new))


def gone(*paths: str) -> Mistake:
    return lambda made: [made.remove(path) for path in paths]


def moved(old: str, new: str) -> Mistake:
    def act(made: Portal) -> None:
        (made.folder / new).parent.mkdir(parents=True, exist_ok=True)
        os.replace(made.folder / old, made.folder / new)

    return act


def link(path: str, target: str) -> Mistake:
    def act(made: Portal) -> None:
        (made.folder / path).unlink(missing_ok=True)
        os.symlink(target, made.folder / path)

    return act


def both(*acts: Mistake) -> Mistake:
    return lambda made: [act(made) for act in acts]


def new(body: str = "Isi.", **keys: str) -> str:
    return article("Baru", body, **keys)


NEW = "content/daerah/2024/10/0baru.md"
LATE = "content/daerah/2024/10/zbaru.md"
MISTAKES: dict[str, Mistake] = {
    "a front page that cannot be read": put("content/front.yaml", "lead: ["),
    "breaking news that leads nowhere": put("content/front.yaml", "breaking: {text: Gempa, link: /tidak/ada/}\n"),
    # what one file says
    "unknown key": edit(A, "author:", "penulis:"),
    "broken YAML": edit(A, "title: A", "title: [A"),
    "no title": edit(A, "title: A\n", ""),
    "no time": edit(A, "timestamp: 2024-10-09 16:10 WIB\n", ""),
    "false weekday": edit(A, "2024-10-09 16:10 WIB", "Senin, 9 Oktober 2024 | 16:10 WIB"),
    "no editor": edit(A, "editor: Budi Rahman\n", ""),
    "unknown kanal": edit(A, "title: A\n", "title: A\ncategory: tidak-ada\n"),
    "key twice": edit(A, "title: A\n", "title: A\ntitle: A\n"),
    "anchor": edit(A, "title: A\n", "title: &a A\n"),
    "emptied": put(A, ""),
    "not UTF-8": put(A, b"---\ntitle: \xff\xfe\n---\n"),
    "NUL": put(A, article("A", "a\0b")),
    "too long": put(A, article("A", "panjang " * 5000)),
    "new and broken": put(NEW, "---\ntitle: Baru\n---\n"),
    "broken profile": edit("content/authors/sari-wulan.md", "name:", "nama:"),
    "broken standing page": edit("content/pages/tentang.md", "title:", "judul:"),
    # what it leads to
    "dead link": edit(A, "/daerah/2024/10/b/", "/tidak/ada/"),
    "dead link by path": edit(A, "/daerah/2024/10/b/", "daerah/2024/10/x.md"),
    "dead link of a new article": put(NEW, new("[x](/tidak/ada/)")),
    "dead Baca Juga": edit(A, "Lihat", "Baca Juga: [](tidak-ada)\n\nLihat"),
    "dead follows": edit(A, "title: A\n", "title: A\nfollows: /tidak/ada/\n"),
    "dead correction": edit(
        A,
        "title: A\n",
        "title: A\ncorrections: [{time: 2024-10-09 17:00 WIB, kind: ralat, text: Salah., link: /tidak/}]\n",
    ),
    "picture that is not there": edit(A, "![Foto](/foto/a.jpg)", "![Foto](/foto/tidak.jpg)"),
    "photo that is not there": edit(A, "src: /foto/a.jpg", "src: /foto/tidak.jpg"),
    "linked article deleted": gone(B),
    "linked article renamed": moved(B, "content/daerah/2024/10/b2.md"),
    "linked article becomes unreadable": edit(B, "title:", "judul:"),
    "linked article gets another slug": edit(B, "title: B\n", "title: B\nslug: lain\n"),
    "linked profile deleted": gone("content/authors/rina.md"),
    "linked article deleted and others saved": both(gone(B), put(NEW, new()), edit(C, "Isi c.", "Isi cc.")),
    "photo deleted": gone(PHOTO),
    "photo renamed": moved(PHOTO, "content/foto/b.jpg"),
    "photo is none": put(PHOTO, b"no picture"),
    "photo cut short": put(PHOTO, jpeg(300, 200)[:600]),
    "ambiguous slug": both(
        put("content/olahraga/2024/10/b.md", new()), edit(A, "(/daerah/2024/10/b/)", "(b)")
    ),
    "slug that becomes ambiguous": put("content/olahraga/2024/10/a.md", new("[b](b)", slug="b")),
    # what a file is
    "media of no known kind": put("content/foto/a.exe", b"MZ"),
    "page that browsers execute": put("content/foto/a.html", b"<script>"),
    "setup with script": put("content/foto/peta.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    "file beyond the limit": put("content/foto/besar.vtt", b"x" * 300_000),
    "photo beyond the limit": put(PHOTO, jpeg(300, 200) + b"\0" * 300_000),
    "name without an ending": put("content/foto/tanpa", b"x"),
    "name with a sign": put("content/foto/a?b.vtt", b"x"),
    "name that is not UTF-8": lambda made: (made.folder / os.fsdecode(b"content/foto/\xff.vtt")).write_bytes(b"x"),
    "folder name that is not UTF-8": lambda made: (made.folder / os.fsdecode(b"content/\xff")).mkdir(),
    "pipe": lambda made: os.mkfifo(made.folder / "content/foto/pipa.vtt"),
    "pipe in place of an article": both(gone(A), lambda made: os.mkfifo(made.folder / A)),
    "link out of the site": link("content/foto/luar.vtt", "../../site.yaml"),
    "link in place of an article": link(A, "../../../../site.yaml"),
    "link in place of a folder": both(moved("content/daerah", "content/.pergi"), link("content/daerah", "../themes")),
    "link to a folder": link("content/foto/folder", "../daerah"),
    "link that leads nowhere": link(PHOTO, "tidak-ada.jpg"),
    "folder in place of an article": both(gone(A), put(f"{A}/x.md", new())),
    # who wants whose address
    "address of an older article, before it": put(NEW, new(slug="b")),
    "address of an older article, after it": put(LATE, new(slug="b")),
    "address of another by an edit": edit(C, "title: C\n", "title: C\nslug: b\n"),
    "two new articles of one address": both(put(NEW, new(slug="baru")), put(LATE, new(slug="baru"))),
    "alias of an article": edit(C, "title: C\n", "title: C\naliases: [/daerah/2024/10/b/]\n"),
    "alias of a list": edit(C, "title: C\n", "title: C\naliases: [/tag/banjir/]\n"),
    "alias of a kanal": edit(C, "title: C\n", "title: C\naliases: [/olahraga/]\n"),
    "tag that gets an alias's address": both(
        put(NEW, new(aliases="[/tag/pasar/]")), edit(C, "title: C\n", "title: C\ntags: [Pasar]\n")
    ),
    "alias of a folder": edit(C, "title: C\n", "title: C\naliases: [/foto]\n"),
    "standing page of a kanal": put("content/pages/daerah.md", "---\ntitle: Daerah\n---\nIsi.\n"),
    "two profiles of one address": put("content/authors/sari_wulan.md", "---\nname: Sari W\n---\nBio.\n"),
    "article in other letters": put("content/daerah/2024/10/B.md", new(slug="b")),
    "media in other letters": put("content/foto/A.jpg", jpeg(20, 20)),
    "two files change places": both(
        moved(B, "content/daerah/2024/10/x.md"), moved(C, B), moved("content/daerah/2024/10/x.md", C)
    ),
    # what all share
    "broken site.yaml": put("site.yaml", "name: [\n"),
    "unknown key in site.yaml": edit("site.yaml", "name: Kabar", "nama: x\nname: Kabar"),
    "no site.yaml": gone("site.yaml"),
    "site.yaml is no text": put("site.yaml", b"\xff\xff"),
    "theme that is not there": edit("site.yaml", "theme: uji", "theme: lain"),
    "setting that is not there": edit("site.yaml", "theme: uji", "theme: uji\ntheme_settings: {x: y}"),
    "dead address in site.yaml": edit("site.yaml", "theme: uji", "footer: [{name: X, url: /x/}]\ntheme: uji"),
    "icon that is not there": edit("site.yaml", "theme: uji", "icon: /foto/x.jpg\ntheme: uji"),
    "kanal taken away": edit("site.yaml", "  - {slug: daerah, name: Daerah}\n", ""),
    "theme deleted": gone("themes/uji"),
    "broken theme.yaml": put("themes/uji/theme.yaml", "name: [\n"),
    "theme extends nothing": put("themes/uji/theme.yaml", "name: uji\nextends: tidak-ada\n"),
    "theme extends itself": put("themes/uji/theme.yaml", "name: uji\nextends: uji\n"),
    "theme without templates": put("themes/uji/theme.yaml", "name: uji\n"),
    "broken template": put("themes/uji/templates/article.html", "{% if %}"),
    "broken template that others include": put("themes/uji/templates/_footer.html", "{% if %}"),
    "template with an unknown filter": put("themes/uji/templates/home.html", "{{ site.name | tidakada }}"),
    "template that is no text": put("themes/uji/templates/home.html", b"\xff\xff"),
    "template that fails": put("themes/uji/templates/home.html", "{{ tidak.ada }}"),
    "template that includes nothing": put("themes/uji/templates/home.html", "{% include 'tidak-ada.html' %}"),
    "broken words": put("themes/uji/words/id.yaml", "x: [\n"),
}  # fmt: skip
HARMLESS = {
    "breaking news that leads nowhere",
    "two files change places",
    "alias of a folder",
    "folder in place of an article",
}
"""What is no mistake after all."""
TAKEN_IN = HARMLESS | {
    "linked article deleted", "linked article renamed", "linked article gets another slug", "linked profile deleted",
    "linked article deleted and others saved", "photo deleted", "photo renamed", "ambiguous slug",
    "two new articles of one address", "alias of an article", "alias of a list", "alias of a kanal",
    "tag that gets an alias's address", "dead address in site.yaml", "icon that is not there", "kanal taken away",
}  # fmt: skip
"""What is seen: a file that went leaves its links dead, a part of it was no mistake, or all the content is read anew."""
ELSEWHERE = {"template that fails": "/", "template that includes nothing": "/"}
"""What is seen on one page only -> its address."""


# -------------------------------------------------------------------- the preview


class Room(NamedTuple):
    made: Portal
    preview: Preview
    pristine: Path
    pages: dict[str, bytes]

    def update(self, *folders: str, setup: bool = False, now: int = 0) -> list[Problem]:
        """Take in some folders, or all of them."""
        saved = Saved(folders=frozenset(folders) or None, setup=setup)
        return list(self.preview.update(now or self.made.now, saved, lambda *_: None).problems)

    def body(self, url: str) -> bytes:
        return self.preview.pages.find(url).body

    def undo(self) -> list[Problem]:
        """Bring the site back to what it was."""
        for name in ("content", "themes"):
            shutil.rmtree(self.made.folder / name, ignore_errors=True)
            shutil.copytree(self.pristine / name, self.made.folder / name)
        shutil.copy2(self.pristine / "site.yaml", self.made.folder / "site.yaml")
        return self.update(setup=True)

    def is_pristine(self) -> bool:
        return not self.changed() and not self.preview.problems

    def changed(self) -> list[str]:
        """Return the addresses whose pages are not those of the beginning."""
        return [url for url, body in self.pages.items() if self.body(url) != body]


@contextlib.contextmanager
def again(made: Portal, sizes: Sizes = SIZES) -> Iterator[Preview]:
    with state.alone(made.folder), state.opened(made.folder) as store:
        options = Options(site=str(made.folder), output="", now=made.now, jobs=1)
        preview = Preview(options, store, state.folder_of(made.folder), sizes)
        yield preview
        preview.close()


@contextlib.contextmanager
def previewing(folder: Path) -> Iterator[Room]:
    """A preview without a server and without watching."""
    made = portal(folder / "situs")
    shutil.copytree(made.folder, folder / "asli")
    with again(made) as preview:
        room = Room(made, preview, folder / "asli", {})
        assert room.update(setup=True) == []
        made.build()
        for path in made.files():
            url = "/" + path.removesuffix("index.html")
            if path != ".warta" and preview.pages.find(url).status == 200:
                room.pages[url] = preview.pages.find(url).body
        yield room


class Rooms:
    """One preview for many mistakes, or another one when it did not survive."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = contextlib.ExitStack()
        self._room: Room | None = None
        self._number = 0

    def room(self) -> Room:
        if self._room is None or not self._room.is_pristine():
            self.close()
            self._number += 1
            self._room = self._stack.enter_context(previewing(self._folder / str(self._number)))
        return self._room

    def close(self) -> None:
        self._stack.close()


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    found = Rooms(tmp_path_factory.mktemp("salah"))
    yield found
    found.close()


@pytest.mark.parametrize("restarted", [False, True], ids=["saved", "restarted"])
def test_a_new_article_at_the_old_address_of_another(tmp_path: Path, restarted: bool):
    """It has its page, and the other stays in the lists; once the new one is gone, the old address leads there again."""
    url = "/daerah/2024/10/0baru/"
    with previewing(tmp_path) as room:
        assert room.body("/terkini/").count(b">C</a>") == 1
        room.made.edit(C, "title: C\n", f"title: C\naliases: [{url}]\n")
        assert room.update() == []
        assert room.preview.pages.find(url).target == "/daerah/2024/10/c/"
        room.made.add(NEW, new("Masih ditulis."))
        made = room.made
        if not restarted:
            is_at_the_old_address(room, url)
    if restarted:
        shutil.rmtree(made.folder / ".ssg")
        with again(made) as preview:
            is_at_the_old_address(Room(made, preview, tmp_path, {}), url)


def test_more_old_addresses_than_are_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Are told as long as they are taken, and lead to their articles again afterwards."""
    monkeypatch.setattr(ingest, "_RECHECKED", 5)
    with previewing(tmp_path) as room:
        for number in range(8):
            text = article(f"J{number}", aliases=f"[/daerah/2024/10/lama-{number}/]")
            room.made.add(f"content/daerah/2024/10/j{number}.md", text)
        assert room.update() == []
        for number in range(8):
            room.made.add(f"content/daerah/2024/10/lama-{number}.md", article(f"L{number}"))
        assert len(room.update()) == 8
        room.made.add("content/olahraga/2024/10/x.md", article("X"))
        assert len(room.update()) == 8
        for number in range(8):
            room.made.remove(f"content/daerah/2024/10/lama-{number}.md")
        assert room.update() == []
        targets = [room.preview.pages.find(f"/daerah/2024/10/lama-{number}/").target for number in range(8)]
        assert targets == [f"/daerah/2024/10/j{number}/" for number in range(8)]


def is_at_the_old_address(room: Room, url: str) -> None:
    (told,) = room.update(setup=True)
    assert (told.code, told.where.path, told.other) == ("address-taken", C, f"{NEW}")
    assert b"Masih ditulis." in room.body(url)
    assert room.body("/terkini/").count(b">C</a>") == 1
    room.made.remove(NEW)
    assert room.update() == []
    assert room.preview.pages.find(url).target == "/daerah/2024/10/c/"


@pytest.mark.parametrize("name", sample(list(MISTAKES), 3))
def test_what_others_save_is_shown(rooms: Rooms, name: str):
    """Whatever is wrong is told, an article that nobody touched stays, what is saved then is shown; mended, all is as it was."""
    room = rooms.room()
    MISTAKES[name](room.made)
    problems = room.update(setup=True)
    if name in ELSEWHERE:
        problem = room.preview.pages.find(ELSEWHERE[name]).problem
        assert problem is not None
        problems = [problem]
    assert bool(problems) == (name not in HARMLESS), problems
    assert bool(room.changed()) == (name in TAKEN_IN), room.changed()
    for turn in range(2):
        room.made.add("content/olahraga/2024/10/lain.md", article("Lain", f"Isi {turn}."))
        again = room.update("olahraga/2024/10/")
        assert b"Isi %d." % turn in room.body("/olahraga/2024/10/lain/")
        assert name in ELSEWHERE or again == problems, "what is wrong is told as long as it is"
    assert b"Lain" in room.body("/terkini/")
    assert room.undo() == []
    assert room.changed() == []


@pytest.mark.slow
def test_mistakes_on_top_of_each_other(rooms: Rooms):
    """However many there are, at whatever time: what others save is shown, and without the mistakes all is as it was."""
    dice = random.Random(9)
    for turn in range(TURNS):
        room = rooms.room()
        done = []
        for _ in range(4):
            name = dice.choice([*MISTAKES])
            # Another mistake may have taken away what this one is about.
            with contextlib.suppress(OSError, AssertionError, UnicodeDecodeError):
                MISTAKES[name](room.made)
                done.append(name)
            now = room.made.now + 86400 * dice.choice([-30, 0, 0, 1])
            text = article("Lain", f"Isi {turn}.", timestamp="2024-09-01 10:00 WIB")
            room.made.add("content/olahraga/2024/09/lain.md", text)
            room.update(*dice.choice([(), ("olahraga/2024/09/", "daerah/2024/10/")]), setup=True, now=now)
            assert b"Isi %d." % turn in room.body("/olahraga/2024/09/lain/"), done
        if turn % 20 == 19:
            print(f"{turn + 1} of {TURNS}", flush=True)
        assert room.undo() == [], done
        assert room.changed() == [], done


def test_a_link_that_became_dead_is_told_at_its_place(rooms: Rooms):
    """With line, column and the line itself, in the front matter too, as the build tells it."""
    room = rooms.room()
    room.made.edit(A, "title: A\n", "title: A\nfollows: /daerah/2024/10/b/\n")
    assert room.update() == []
    room.made.remove(B)
    problems = room.update()
    assert [(one.where.line, one.where.column) for one in problems] == [(3, 10), (10, 11)]
    assert [one.excerpt for one in problems] == ["follows: /daerah/2024/10/b/", BODY.split("\n", maxsplit=1)[0]]
    assert problems == room.made.problems()
    room.undo()


def test_what_was_wrong_is_known_after_a_restart(tmp_path: Path):
    """Another preview of the site tells of the same dead links, and of none when they are mended."""
    with previewing(tmp_path) as room:
        room.made.remove(B)
        found = room.update()
        assert found
    with again(room.made) as preview:
        assert preview.update(room.made.now, EVERYTHING, lambda *_: None).problems == tuple(found)
        room.made.add("content/olahraga/2024/10/lain.md", article("Lain"))
        assert preview.update(room.made.now, Saved(), lambda *_: None).problems == tuple(found)
        shutil.copy2(room.pristine / B, room.made.folder / B)
        assert preview.update(room.made.now, Saved(folders=None), lambda *_: None).problems == ()


def test_problems_of_what_all_share_are_told_as_long_as_they_are(rooms: Rooms):
    """Who saves an article does not mend site.yaml by that."""
    room = rooms.room()
    room.made.add("site.yaml", "name: [\n")
    problems = room.update(setup=True)
    assert problems
    assert room.update("daerah/2024/10/") == problems
    assert room.undo() == []


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("text", ["{% if %}", "{{ site.name | tidakada }}"])
def test_a_theme_that_is_broken_from_the_start_is_told(tmp_path: Path, text: str, large: bool):
    """There is nothing to show yet; mended, there is."""
    made = portal(tmp_path)
    made.add("themes/uji/templates/home.html", text)
    with again(made, Sizes(large=2 if large else 10_000)) as preview:
        for _ in range(2):
            problems = preview.update(made.now, EVERYTHING, lambda *_: None).problems
            assert [one.where.path for one in problems] == ["themes/uji/templates/home.html"]
            assert not preview.pages.ready
        made.remove("themes/uji/templates/home.html")
        assert preview.update(made.now, EVERYTHING, lambda *_: None).problems == ()
        assert preview.pages.find(URL_A).status == 200


@pytest.mark.parametrize("pipe", [False, True])
def test_a_configuration_that_is_gone_while_an_address_in_it_is_dead(rooms: Rooms, pipe: bool):
    """Its line cannot be looked up any more, but what others save is shown; nobody waits for a pipe in its place."""
    room = rooms.room()
    config = (room.made.folder / "site.yaml").read_text("utf-8")
    room.made.add("site.yaml", f"{config}footer:\n  - {{name: B, url: /daerah/2024/10/b/}}\n")
    assert room.update(setup=True) == []
    room.made.remove(B)
    assert any(one.where.path == "site.yaml" for one in room.update(setup=True))
    room.made.remove("site.yaml")
    if pipe:
        os.mkfifo(room.made.folder / "site.yaml")
    room.made.add("content/olahraga/2024/10/lain.md", article("Lain", "Isi tadi."))
    found = {one.message for one in room.update(setup=True) if one.where.path == "site.yaml"}
    assert found == {
        "there is no site.yaml in this folder", 'this leads nowhere: there is no "/daerah/2024/10/b/"',
    }  # fmt: skip
    assert b"Isi tadi." in room.body("/olahraga/2024/10/lain/")
    (room.made.folder / "site.yaml").unlink(missing_ok=True)
    assert room.undo() == []
    assert room.changed() == []


@pytest.mark.parametrize("where", ["everywhere", "in a folder"])
def test_a_preview_tolerates_what_a_build_does(tmp_path: Path, where: str):
    """And shows the same pages; what neither tolerates both tell, in the same words."""
    levels = "dead-link: warning, missing-picture: warning, missing-editor: warning, dead-fragment: warning"
    severity = f"severity: {{{levels}}}\n"
    if where == "in a folder":
        severity = f"severity: {{folders: [{{path: daerah/2024/**, {levels}}}]}}\n"
    with previewing(tmp_path) as room:
        made, config = room.made, (room.made.folder / "site.yaml").read_text()
        made.add("site.yaml", config + severity)
        body = "[x](/tiada/) [y](#tiada) ![A](/foto/tiada.jpg)\n\nBaca Juga: [](tiada)"
        made.add(A, article("A", body, editor="", photo="{src: /foto/tiada.jpg, alt: A, credit: X}", tags="[Banjir]"))
        assert room.update(setup=True) == []
        report = made.build()
        assert sum(report.tolerated.values()) == 6
        for path, data in made.files().items():
            if path.endswith((".html", ".xml")):
                assert room.body("/" + path.removesuffix("index.html")) == data, path
        for config_now in (config, config + severity.replace("dead-link: warning, ", "")):
            made.add("site.yaml", config_now)
            assert sorted(map(str, room.update(setup=True))) == sorted(map(str, made.problems()))
