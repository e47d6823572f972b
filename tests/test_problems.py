"""Bad input: what an editor is told, and that the portal stays as it was."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest

from tests import growth, tables
from tests.support import CONFIG, Portal, RefusedError, article, copied, png, site, ssg_here, tree

PNG = png(40, 30)
GOOD = {
    "content/daerah/2024/10/banjir.md": article("Banjir Surut", "Warga pulang.", tags="[banjir]"),
    "content/nasional/2024/10/anggaran.md": article("Anggaran Naik", "Naik."),
    "content/pages/redaksi.md": "---\ntitle: Redaksi\n---\nKami.\n",
    "content/authors/sari.md": "---\nname: Sari Wulan\ninitials: SW\n---\n",
    "content/foto/a.png": PNG,
}
_PART = re.compile(r"^-- (\S+)( \+)? --\n", re.MULTILINE)
_KEY = re.compile(r"^(\w+): *(.*(?:\n[ -].*)*)\n", re.MULTILINE)


def good_site(folder: Path) -> Portal:
    """Return a site without mistakes, as it was built."""
    portal = site(folder)
    for path, text in GOOD.items():
        portal.add(path, text)
    portal.build()
    return portal


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return good_site(tmp_path_factory.mktemp("good"))


@pytest.fixture
def portal(good: Portal, tmp_path: Path) -> Portal:
    """A copy of a good site that was built."""
    return copied(good, tmp_path)


def tries(text: str) -> list[dict[str, str]]:
    """Return the files of a case, which is tried anew with a file that stands in it again."""
    found: list[dict[str, str]] = [{}]
    parts = _PART.split(text if text.endswith("\n") else f"{text}\n")
    for path, more, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if path in found[-1]:
            found.append({})
        found[-1][path] = whole(path, body) if more else body
    return found


def whole(path: str, text: str) -> str:
    """Return site.yaml with more keys than a portal needs, or an article with others and, below a line of hyphens, a body."""
    if path == "site.yaml":
        return CONFIG + text
    head, _, body = text.partition("---\n")
    keys = dict(_KEY.findall(head))
    return article(keys.pop("title", "Pasar"), body.removesuffix("\n") or "Isi.", **keys)


def told(portal: Portal, files: dict[str, str]) -> str:
    """Return all that is said of a site with some files, which are taken away again."""
    before = {path: file.read_bytes() for path in files if (file := portal.folder / path).exists()}
    for path, text in files.items():
        portal.add(path, text)
    try:
        report = portal.build()
        found = [*(f"held {one}" for one in report.held), *(f"warning {one}" for one in report.warnings)]
    except RefusedError as error:
        assert error.problems, error.said
        assert len(set(error.problems)) == len(error.problems)
        found = [*map(str, error.problems)]
        report = None
    for path in files:
        if path in before:
            portal.add(path, before[path])
        else:
            portal.remove(path)
    if report:
        portal.build()
    return "\n".join(found)


def of_case(portal: Portal, text: str) -> str:
    """Return all that is said of a case, with an empty line between those that are tried one after the other."""
    return "\n\n".join(told(portal, files) for files in tries(text))


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*one[1:], id=one[0]) for one in tables.cases("problems.txt")]
)
def test_an_editor_is_told_what_the_document_of_cases_says(good, text, expected):
    """Each case of fixtures/problems.txt holds, and the output stays in its last good state."""
    before = good.files()
    assert of_case(good, text) == expected
    assert good.files() == before


def test_it_is_told_again_and_shown_with_its_line(portal):
    """A second build says the same, and in a terminal the line stands above a mark below the place."""
    portal.add("content/daerah/a.md", article("Pasar", "Lihat [ini](/tiada/) dan <b>itu</b>."))
    assert portal.problems() == portal.problems()
    assert ssg_here(portal, "build", SOURCE_DATE_EPOCH=str(portal.now)).stderr.startswith(
        'content/daerah/a.md:7:13: error: this link leads nowhere: there is no "/tiada/" [dead-link]\n'
        "  7 | Lihat [ini](/tiada/) dan <b>itu</b>.\n"
        "    |             ^\n"
        "  hint: write the path to the .md file, the address or the slug of an article that exists\n"
    )
    portal.remove("site.yaml")
    assert [one.code for one in portal.problems()] == ["no-site"]


def test_files_that_are_not_text(portal):
    """The first letter that is not UTF-8 is told, and NUL, whatever sort of file it is."""
    portal.add("content/daerah/a.md", "---\ntitle: Café\nauthor: R\xe9mi\n---\n".encode("latin-1"))
    portal.add("content/daerah/b.md", "---\ntitle: Unicode\n---\n".encode("utf-16"))
    portal.add("content/daerah/c.md", article(body="Satu\0dua."))
    found = portal.problems()
    portal.add("site.yaml", CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "extends: kabar\n")
    portal.add("themes/uji/templates/article.html", b"<h1>\n\xe9</h1>")
    found += portal.problems()
    portal.add("site.yaml", b"name: \xff\n")
    found += portal.problems()
    assert [(one.path, one.line, one.column) for one in found] == [
        ("content/daerah/a.md", 2, 11), ("content/daerah/b.md", 1, 1), ("content/daerah/c.md", 7, 5),
        ("themes/uji/templates/article.html", 2, 1), ("site.yaml", 1, 7),
    ]  # fmt: skip
    assert {one.code for one in found} == {"not-utf8"}


def test_files_that_are_too_large(portal):
    """Limits of site.yaml hold for articles and for media."""
    portal.add("site.yaml", CONFIG + "limits: {article: 1 KB, media: 2 KB}\n")
    portal.add("content/daerah/a.md", article(body="x" * 1024))
    portal.add("content/foto/b.jpg", b"\xff" * 2049)
    assert [(one.path, one.code) for one in portal.problems()] == [
        ("content/daerah/a.md", "over-limit"), ("content/foto/b.jpg", "over-limit"),
    ]  # fmt: skip


def test_symbolic_links(portal, tmp_path):
    """A link may stand for a file of content/ alone, which is published as a file."""
    (tmp_path / "secret.txt").write_text("root")
    content = portal.folder / "content"
    (content / "foto/b.png").symlink_to("a.png")
    portal.add("content/daerah/b.md", article("B", "![B](/foto/b.png)"))
    portal.build()
    assert (portal.output / "foto/b.png").read_bytes() == PNG
    assert not (portal.output / "foto/b.png").is_symlink()
    leads = {"foto/out.txt": tmp_path / "secret.txt", "foto/up.txt": "../../../secret.txt", "foto/config.txt": "../../site.yaml",
             "out": tmp_path, "again": "foto", "loop": ".", "one": "two", "two": "one"}  # fmt: skip
    for path, target in leads.items():
        (content / path).symlink_to(target)
    assert [(one.path, one.message.partition(" link ")[2]) for one in portal.problems()] == [
        ("content/again", "stands for a folder"), ("content/foto/config.txt", "leaves the site's content"),
        ("content/foto/out.txt", "leaves the site's content"), ("content/foto/up.txt", "leaves the site's content"),
        ("content/loop", "leaves the site's content"), ("content/one", "leads nowhere"),
        ("content/out", "leaves the site's content"), ("content/two", "leads nowhere"),
    ]  # fmt: skip


def test_names_that_cannot_be_addresses(portal):
    """Signs that mean something in an address, names that are not UTF-8, and what is no file, are told and not shown as they are."""
    for name in ("a?b.jpg", "a#b.jpg", "a%2fb.jpg", 'a"b.jpg', "a\\b.jpg", "a\nb.jpg", "a.jpg "):
        portal.add(f"content/foto/{name}", PNG)
    top = os.fsencode(portal.folder / "content/foto")
    Path(os.fsdecode(top + b"/\xe9.jpg")).write_bytes(PNG)
    Path(os.fsdecode(top + b"/map\xff")).mkdir()
    os.mkfifo(portal.folder / "content/foto/pipa.jpg")
    found = portal.problems()
    assert [one.code for one in found if one.path.endswith("pipa.jpg")] == ["refused-file"]
    assert [one.code for one in found].count("bad-name") == 8
    shown = ssg_here(portal, "build", SOURCE_DATE_EPOCH=str(portal.now)).stderr
    assert "a\nb.jpg" not in shown
    assert len(found) == 10


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("x.html", "{foto/: [.html]}"),
        ("X.SVGZ", "{foto/: [.svgz]}"),
        ("lap.pdf", "{foto/: [.pdf]}"),
        ("CNAME", "[CNAME]"),
    ],
)
def test_the_hint_for_a_file_that_is_refused_is_enough_to_publish_it(portal, name, allowed):
    """It names the file's own ending and folder."""
    portal.add(f"content/foto/{name}", "x")
    (problem,) = portal.problems()
    assert problem.hint.endswith(f"media: {{allow: {allowed}}}")
    portal.add("site.yaml", f"{CONFIG}media: {{allow: {allowed}, public: [foto/**]}}\n")
    portal.build()
    assert portal.read(f"foto/{name}") == "x"


@pytest.mark.parametrize("name", ["~$rilis.docx", ".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.a.odt#"])
def test_what_systems_leave_behind_is_not_there(portal, name):
    """Word's lock files and the notes of file managers come and go by themselves; they stop no build."""
    portal.add(f"content/foto/{name}", "x")
    portal.build()
    assert not any(name in path for path in portal.files())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(portal):
    """The folder is named; nothing of it is taken for deleted."""
    folder = portal.folder / "content/daerah"
    folder.chmod(0)
    try:
        assert [(one.path, one.code) for one in portal.problems()] == [("content/daerah/", "unreadable")]
    finally:
        folder.chmod(0o755)


def test_addresses_that_are_taken(portal):
    """By a name in another letter case or Unicode form, which many hosts do not tell apart, by a page, or by the theme."""
    portal.add("site.yaml", CONFIG + "media: {allow: [robots.txt]}\n")
    for path in ("foto/Kafé.png", "foto/KAFE\N{COMBINING ACUTE ACCENT}.png", "robots.txt"):
        portal.add(f"content/{path}", PNG)
    portal.add("content/aset/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert [(one.path, one.code) for one in portal.problems()] == [
        ("content/aset/", "reserved-address"), ("content/aset/favicon.svg", "address-taken"),
        ("content/foto/Kafé.png", "address-taken"), ("content/robots.txt", "address-taken"),
    ]  # fmt: skip


def test_what_was_meant_by_a_link_or_a_picture(portal):
    """A slug that is misspelled, a picture that lies elsewhere or has another ending; each time that one is written."""
    portal.add("content/foto/2024/air.jpg", PNG)
    portal.add("content/daerah/2019-12-27-kapal-karam.md", article("C", related="[kapal-karm]"))
    body = "[a](banjr) ![A](/foto/2023/air.png) [b](lain) ![B](/foto/lain.png)" + " [a](banjr)" * 30
    portal.add("content/daerah/a.md", article("A", body))
    hints = [one.hint for one in portal.problems()]
    assert hints[0] == 'did you mean "kapal-karam"?', "the date is no part of the slug"
    assert hints[1:3] == ['did you mean "banjir"?', 'did you mean "/foto/2024/air.jpg"?']
    assert all(hint.startswith(("write the path", "put the file")) for hint in hints[3:5])
    assert hints[5:] == ['did you mean "banjir"?'] * 30


def test_an_output_folder_that_is_somebody_elses(portal, tmp_path):
    """One with other files is left alone, and so is all that a site is made from."""
    other = tmp_path / "dokumen"
    other.mkdir()
    (other / "skripsi.txt").write_text("penting")
    before = tree(portal.folder / "content")
    for folder in (other, *(portal.folder / name for name in ("content", "content/build", "themes/x", ".ssg/x", "."))):
        with pytest.raises(RefusedError) as refused:
            portal.build(output=folder)
        assert refused.value.said
        assert not refused.value.problems
    assert tree(other) == {"skripsi.txt": b"penting"}
    assert tree(portal.folder / "content") == before


STALLING = {
    "lists in lists": ("tags: " + "[" * 60_000, ""),
    "unknown keys": ("\n".join(f"kunci{n}: a" for n in range(2000)), ""),
    "anchors": ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]", ""),
    "brackets": ("", "[" * 500_000),
    "a table": ("", "|a" * 5000 + "|\n" + "|-" * 5000 + "|\n" + "|a\n" * 3000),
    "references": ("", "".join(f"[a{n}]: /x\n" for n in range(3000)) + "[a] " * 4_000),
}


@pytest.mark.parametrize("name", STALLING)
def test_a_text_that_was_made_to_be_slow_is_told_in_few_lines(portal, name):
    """It is refused or read soon, and in no more lines than anybody reads."""
    head, body = STALLING[name]
    portal.add("content/daerah/a.md", f"---\n{head}\n---\n" if head else article(body=body))
    with growth.ends():
        try:
            portal.build()
        except RefusedError as error:
            assert {one.path for one in error.problems} == {"content/daerah/a.md"}
            assert len(error.problems) <= 1001


def test_problems_come_in_the_order_of_files_and_lines(portal):
    """Whatever the order of the file system, and each once."""
    for name in ("z", "m", "a", "B"):
        portal.add(f"content/nasional/{name}.md", "---\njudul: x\npenulis: y\n---\n")
    places = [(one.path, one.line, one.column) for one in portal.problems()]
    assert places == sorted(places)
    assert len({path for path, *_ in places}) == 4


def test_a_mistake_in_a_file_hides_no_other(portal):
    """Neither of its own text, nor of another file, and a link to it is no second problem."""
    body = "Lihat [ini](/tiada/) dan [itu](banjir) dan [](/foto/tiada.png).\n\n<!-- tak ditutup"
    for name, head in (("a", "category: olah raga"), ("b", 'summary: "tak ditutup'), ("c", "category: x\ndraft: ya")):
        portal.add(f"content/daerah/{name}.md", article("A", body).replace("author:", f"{head}\nauthor:"))
    portal.add("content/daerah/2024/10/rusak.md", "tanpa apa pun")
    portal.add(
        "content/daerah/d.md", article("B", "Baca Juga: [](daerah/2024/10/rusak.md)\n\n[a](/daerah/2024/10/rusak/)")
    )
    codes: dict[str, list[str]] = {}
    for one in portal.problems():
        codes.setdefault(Path(one.path).stem, []).append(one.code)
    rest = ["dead-link", "dead-link", "bad-comment"]
    assert codes == {"a": ["unknown-category", *rest], "b": ["bad-yaml", *rest], "rusak": ["bad-front-matter"]}


def test_a_mistake_in_site_yaml_or_the_theme_comes_first(portal):
    """The content is judged once it is mended."""
    portal.add("content/daerah/2024/10/a.md", article("A", "[a](/tiada/)", editor=""))
    portal.add("site.yaml", CONFIG + "warna: merah\n")
    assert [one.code for one in portal.problems()] == ["unknown-key"]
    portal.add("site.yaml", CONFIG + "theme: tiada\n")
    assert [one.code for one in portal.problems()] == ["bad-theme"]
    portal.add("site.yaml", CONFIG)
    assert [one.code for one in portal.problems()] == ["missing-editor", "dead-link"]


def test_the_portal_is_built_once_the_problems_are_mended(portal):
    """Nothing of the failed build stays behind: what follows equals a clean build."""
    portal.add("content/daerah/2024/10/pasar.md", "---\njudul: Pasar\n---\n")
    portal.add("content/nasional/2024/10/anggaran.md", article("Anggaran Turun", "Baca Juga: [](pasar)"))
    portal.problems()
    portal.add("content/daerah/2024/10/pasar.md", article("Pasar", "Baca Juga: [](anggaran)"))
    portal.build()
    assert portal.files() == portal.clean()


def main() -> None:
    """Write the document of cases anew."""
    with tempfile.TemporaryDirectory() as folder:
        portal = good_site(Path(folder))
        tables.write("problems.txt", lambda text: of_case(portal, text))


if __name__ == "__main__":
    main()
