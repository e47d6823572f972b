"""Nobody's mistake stops anybody else in the preview: whatever is wrong, what others save is shown."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.photos import jpeg
from tests.preview_support import Ear, Serving, serving
from tests.support import Portal, article, site

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
    """Give a mistake up if another has put something else in the place of its file, such as a pipe, which would wait."""
    file = made.folder / path
    assert file.is_file() or not os.path.lexists(file)


def put(path: str, text: str | bytes) -> Mistake:
    return lambda made: (there(made, path), made.add(path, text))


def edit(path: str, old: str, new: str) -> Mistake:
    return lambda made: (there(made, path), made.edit(path, old, new))


def key(path: str, line: str) -> Mistake:
    return edit(path, "author:", f"{line}\nauthor:")


def gone(path: str) -> Mistake:
    return lambda made: made.remove(path)


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


NEW, LATE = "content/daerah/2024/10/0baru.md", "content/daerah/2024/10/zbaru.md"
STAYS: dict[str, Mistake] = {
    # what one file says
    "unknown key": edit(A, "author:", "wartawan:"),
    "broken YAML": edit(A, "title: A", "title: [A"),
    "unknown kanal": key(A, "category: tidak-ada"),
    "emptied": put(A, ""),
    "not UTF-8": put(A, b"---\ntitle: \xff\xfe\n---\n"),
    "new and broken": put(NEW, "---\ntitle: Baru\n---\n"),
    "broken profile": edit("content/authors/sari-wulan.md", "name:", "namanya:"),
    "a front page that cannot be read": put("content/front.yaml", "lead: ["),
    # what it leads to
    "dead link": edit(A, "/daerah/2024/10/b/", "/tidak/ada/"),
    "dead follows": key(A, "follows: /tidak/ada/"),
    "photo that is not there": edit(A, "src: /foto/a.jpg", "src: /foto/tidak.jpg"),
    "linked article becomes unreadable": edit(B, "title:", "headline:"),
    "photo cut short": put(PHOTO, jpeg(300, 200)[:600]),
    "slug that becomes ambiguous": put("content/olahraga/2024/10/a.md", new("[b](b)", slug="b")),
    # what a file is
    "page that browsers execute": put("content/foto/a.html", b"<script>"),
    "drawing with script": put("content/foto/peta.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    "file beyond the limit": put("content/foto/besar.vtt", b"x" * 300_000),
    "pipe in place of an article": both(gone(A), lambda made: os.mkfifo(made.folder / A)),
    "link in place of an article": link(A, "../../../../site.yaml"),
    "link in place of a folder": both(moved("content/daerah", "content/.pergi"), link("content/daerah", "../themes")),
    "link that leads nowhere": link(PHOTO, "tidak-ada.jpg"),
    # who wants whose address
    "address of another article": put(NEW, new(slug="b")),
    "address of another by an edit": key(C, "slug: b"),
    "standing page of a kanal": put("content/pages/daerah.md", "---\ntitle: Daerah\n---\nIsi.\n"),
    # what all share
    "broken site.yaml": put("site.yaml", "name: [\n"),
    "no site.yaml": gone("site.yaml"),
    "pipe in place of site.yaml": both(gone("site.yaml"), lambda made: os.mkfifo(made.folder / "site.yaml")),
    "theme that is not there": edit("site.yaml", "theme: uji", "theme: lain"),
    "theme deleted": gone("themes/uji"),
    "theme extends itself": put("themes/uji/theme.yaml", "name: uji\nextends: uji\n"),
    "broken template": put("themes/uji/templates/article.html", "{% if %}"),
    "broken template that others include": put("themes/uji/templates/_footer.html", "{% if %}"),
    "template that fails": put("themes/uji/templates/home.html", "{{ tidak.ada }}"),
    "broken words": put("themes/uji/words/id.yaml", "x: [\n"),
}  # fmt: skip
"""What is told, while all pages stay as they were."""
TAKEN_IN: dict[str, Mistake] = {
    "linked article deleted and others saved": both(gone(B), put(NEW, new()), edit(C, "Isi c.", "Isi cc.")),
    "linked article renamed": moved(B, "content/daerah/2024/10/b2.md"),
    "linked article gets another slug": key(B, "slug: lain"),
    "linked profile deleted": gone("content/authors/rina.md"),
    "photo renamed": moved(PHOTO, "content/foto/b.jpg"),
    "two new articles of one address": both(put(NEW, new(slug="baru")), put(LATE, new(slug="baru"))),
    "alias of an article": key(C, "aliases: [/daerah/2024/10/b/]"),
    "alias of a kanal": key(C, "aliases: [/olahraga/]"),
    "tag that gets an alias's address": both(put(NEW, new(aliases="[/tag/pasar/]")), key(C, "tags: [Pasar]")),
    "dead address in site.yaml": edit("site.yaml", "theme: uji", "footer: [{name: X, url: /x/}]\ntheme: uji"),
    "kanal taken away": edit("site.yaml", "  - {slug: daerah, name: Daerah}\n", ""),
}
"""What is told and seen: a file that went leaves its links dead, or a part of it was no mistake."""
HARMLESS: dict[str, Mistake] = {
    "breaking news that leads nowhere": put("content/front.yaml", "breaking: {text: Gempa, link: /tidak/ada/}\n"),
    "two files change places": both(
        moved(B, "content/daerah/2024/10/x.md"), moved(C, B), moved("content/daerah/2024/10/x.md", C)
    ),
    "folder in place of an article": both(gone(A), put(f"{A}/x.md", new())),
}
"""What is no mistake after all."""
MISTAKES = STAYS | TAKEN_IN | HARMLESS


# -------------------------------------------------------------------- the preview


class Room:
    """One preview for many mistakes, and a browser at its front page."""

    def __init__(self, server: Serving, ear: Ear, pristine: Path) -> None:
        self.server = server
        self._ear = ear
        self.made = server.portal
        self._pristine = pristine
        self.made.build()
        # A file that is wrong is not handed out, whatever it was before.
        urls = ["/" + path.removesuffix("index.html") for path in self.made.files() if not path.startswith("foto/")]
        self._pages = {url: found.body for url in urls if (found := server.get(url)).status == 200}
        assert len(self._pages) > 30

    def problems(self) -> list[tuple[str, int, int, str]]:
        """Return what is wrong with what is there now."""
        for _ in range(2):
            # The first look to end may have begun before; the second has not.
            before = len(self._ear.of("state"))
            self.server.post("/_ssg/look")
            self.server.until(lambda before=before: len(self._ear.of("state")) > before)
        return sorted((one["path"], one["line"], one["column"], one["code"]) for one in self.server.problems())

    def changed(self) -> list[str]:
        """Return the addresses whose pages are not those of the beginning."""
        return [url for url, body in self._pages.items() if self.server.get(url).body != body]

    def undo(self) -> None:
        """Bring the site back to what it was, and expect the pages of then."""
        for name in ("content", "themes"):
            shutil.rmtree(self.made.folder / name, ignore_errors=True)
            shutil.copytree(self._pristine / name, self.made.folder / name)
        (self.made.folder / "site.yaml").unlink(missing_ok=True)
        shutil.copy2(self._pristine / "site.yaml", self.made.folder / "site.yaml")
        assert self.problems() == []
        assert self.changed() == []


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("salah")
    made = portal(folder)
    shutil.copytree(made.folder, folder / "asli")
    with serving(made) as server, server.listening("/") as ear:
        yield Room(server, ear, folder / "asli")


def wrong(made: Portal) -> list[tuple[str, int, int, str]]:
    """Return what a build says of a site that it refuses."""
    return sorted((one.path, one.line, one.column, one.code) for one in made.problems())


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.long if number % 3 else pytest.mark.slow if number % 12 else ())
        for number, name in enumerate(MISTAKES)
    ],
)
def test_what_others_save_is_shown(room: Room, name: str) -> None:
    """Whatever is wrong is told as long as it is; an article that nobody touched stays; mended, all is as it was."""
    MISTAKES[name](room.made)
    problems = room.problems()
    assert bool(problems) == (name not in HARMLESS), problems
    assert bool(room.changed()) == (name not in STAYS), room.changed()
    for turn in range(2):
        room.made.add("content/olahraga/2024/10/lain.md", article("Lain", f"Isi {turn}."))
        room.server.shows("/olahraga/2024/10/lain/", f"Isi {turn}.")
    assert b"Lain" in room.server.get("/terkini/").body
    assert room.problems() == problems
    room.undo()


@pytest.mark.long
def test_mistakes_on_top_of_each_other(room: Room) -> None:
    """However many there are, at whatever time: what others save is shown, and without the mistakes all is as it was."""
    dice = random.Random(9)
    for turn in range(12):
        done = []
        for step in range(4):
            name = dice.choice([*MISTAKES])
            # Another mistake may have taken away what this one is about.
            with contextlib.suppress(OSError, AssertionError, UnicodeDecodeError):
                MISTAKES[name](room.made)
                done.append(name)
            room.server.post("/_ssg/now", dice.choice([b"2024-09-10 12:00", b"2024-10-10 12:00", b"2024-10-11 12:00"]))
            text = article("Lain", f"Isi {turn}-{step}.", timestamp="2024-09-01 10:00 WIB")
            room.made.add("content/olahraga/2024/09/lain.md", text)
            room.server.shows("/olahraga/2024/09/lain/", f"Isi {turn}-{step}.")
        print(done)
        room.server.post("/_ssg/now", b"2024-10-10 12:00 WIB")
        room.undo()


@pytest.mark.slow
@pytest.mark.parametrize("restarted", [False, True], ids=["saved", "restarted"])
def test_a_new_article_at_the_old_address_of_another(tmp_path: Path, restarted: bool) -> None:
    """It has its page, and the other stays in the lists; once the new one is gone, the old address leads there again."""
    url, made = "/daerah/2024/10/0baru/", portal(tmp_path)
    made.edit(C, "title: C\n", f"title: C\naliases: [{url}]\n")
    if restarted:
        made.add(NEW, new("Masih ditulis."))
    with serving(made) as server:
        if not restarted:
            assert server.get(url).headers["location"] == URL_C
            made.add(NEW, new("Masih ditulis."))
        server.shows(url, "Masih ditulis.")
        server.until(server.problems)
        assert [(one["code"], one["path"]) for one in server.problems()] == [("address-taken", C)]
        assert server.get("/terkini/").body.count(b">C</a>") == 1
        made.remove(NEW)
        server.until(lambda: not server.problems())
        assert server.get(url).headers["location"] == URL_C


@pytest.mark.slow
def test_a_link_that_became_dead_is_told_at_its_place(room: Room) -> None:
    """With line, column and the line itself, in the front matter too, as the build tells it."""
    room.made.edit(A, "title: A\n", f"title: A\nfollows: {URL_B}\n")
    assert room.problems() == []
    room.made.remove(B)
    assert room.problems() == [(A, 3, 10, "dead-link"), (A, 10, 11, "dead-link")] == wrong(room.made)
    assert f"follows: {URL_B}" in room.server.problems()[0]["excerpt"]
    room.undo()


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "folders: [{path: daerah/2024/**, LEVELS}]"], ids=["everywhere", "in a folder"])
def test_a_preview_tolerates_what_a_build_does(room: Room, folder: str) -> None:
    """And shows the same pages; what neither tolerates both tell."""
    levels = "dead-link: warning, missing-picture: warning, missing-editor: warning, dead-fragment: warning"
    severity = f"severity: {{{folder.replace('LEVELS', levels) or levels}}}\n"
    config = (room.made.folder / "site.yaml").read_text()
    room.made.add("site.yaml", config + severity)
    body = "[x](/tiada/) [y](#tiada) ![A](/foto/tiada.jpg)\n\nBaca Juga: [](tiada)"
    photo = "{src: /foto/tiada.jpg, alt: A, credit: X}"
    room.made.add(A, article("A", body, editor="", photo=photo, tags="[Banjir]"))
    assert room.problems() == []
    assert sum(room.made.build().tolerated.values()) == 6
    assert room.server.get("/feed.xml").body == room.made.files()["feed.xml"]
    assert room.made.read("daerah/2024/10/a/index.html").removesuffix("</body>\n</html>").encode() in (
        room.server.get(URL_A).body
    )
    room.made.add("site.yaml", config + severity.replace("dead-link: warning, ", ""))
    assert room.problems() == wrong(room.made)
    room.undo()
