"""Bad input: what an editor is told, and that the portal stays as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.base.errors import MOST_SHOWN, SiteError, UsageError
from tests import growth
from tests.quick import sample
from tests.support import CONFIG, Portal, article, copied, png, site, tree

FIXTURES = Path(__file__).parent / "fixtures"
PNG = png(40, 30)
GOOD = {
    "content/daerah/2024/10/banjir.md": article("Banjir Surut", "Warga pulang.", tags="[banjir]"),
    "content/nasional/2024/10/anggaran.md": article("Anggaran Naik", "Naik."),
    "content/pages/redaksi.md": "---\ntitle: Redaksi\n---\nKami.\n",
    "content/authors/sari.md": "---\nname: Sari Wulan\ninitials: SW\n---\n",
    "content/foto/a.png": PNG,
}
_PART = re.compile(r"^-- (\S+) --\n", re.MULTILINE)


def cases() -> list[tuple[str, str, str]]:
    """Read the document of cases: name, files, and what is said of them."""
    text = (FIXTURES / "problems.txt").read_text("utf-8")
    fields = [field.removesuffix("\n") for field in re.split(r"^\.\n", text, flags=re.MULTILINE)]
    return list(zip([name.strip().splitlines()[-1] for name in fields[:-1:3]], fields[1::3], fields[2::3], strict=True))


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Portal:
    portal = site(tmp_path_factory.mktemp("good"))
    for path, text in GOOD.items():
        portal.add(path, text)
    portal.build()
    return portal


@pytest.fixture
def portal(good, tmp_path) -> Portal:
    """A copy of a good site that was built."""
    return copied(good, tmp_path)


def add(portal: Portal, text: str) -> None:
    parts = _PART.split(text)
    for path, body in zip(parts[1::2], parts[2::2], strict=True):
        portal.add(path, body)


def said(portal: Portal) -> str:
    """Return all that is said of a site with problems; its output must stay as it is, and say the same again."""
    before = portal.files()
    problems = portal.problems()
    assert portal.files() == before
    assert problems == portal.problems()
    assert len(set(problems)) == len(problems)
    return "\n\n".join(map(str, problems))


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in cases()])
def test_an_editor_is_told_what_the_document_of_cases_says(portal, text, expected):
    """Each case of fixtures/problems.txt holds, and the output stays in its last good state."""
    add(portal, text)
    assert said(portal) == expected


# ------------------------------------------------------------------- files


def test_a_file_that_is_not_utf8(portal):
    """The first letter that is not UTF-8 is shown, whatever else is in the file."""
    portal.add("content/daerah/a.md", "---\ntitle: Café\nauthor: R\xe9mi\n---\n".encode("latin-1"))
    portal.add("content/daerah/b.md", "---\ntitle: Unicode\n---\n".encode("utf-16"))
    assert said(portal) == (
        "content/daerah/a.md:2:11: error: this character is not UTF-8 [not-utf8]\n"
        "  2 | title: Caf�\n"
        "    |           ^\n"
        "  hint: save the file with the encoding UTF-8\n\n"
        "content/daerah/b.md:1:1: error: this character is not UTF-8 [not-utf8]\n"
        "  1 | ��-�-�-�\n"
        "    | ^\n"
        "  hint: save the file with the encoding UTF-8"
    )


def test_nul_bytes(portal):
    """A NUL byte is refused, in the front matter as in the body."""
    portal.add("content/daerah/a.md", article(body="Satu\0dua."))
    assert said(portal) == (
        "content/daerah/a.md:7:5: error: there is a NUL byte in the text [not-utf8]\n"
        "  7 | Satu�dua.\n"
        "    |     ^\n"
        "  hint: save the file with the encoding UTF-8, or retype the line"
    )


def test_site_yaml_that_is_not_utf8_or_not_there(portal):
    """The configuration is a text file like any other."""
    portal.add("site.yaml", b"name: \xff\n")
    assert "site.yaml:1:7: error: this character is not UTF-8" in said(portal)
    portal.remove("site.yaml")
    assert said(portal) == (
        "site.yaml: error: there is no site.yaml in this folder [no-site]\n"
        "  hint: go to the site's folder, or name it with --site DIR"
    )


def test_a_theme_that_is_not_utf8(portal):
    """A template is a text file like any other."""
    portal.add("site.yaml", CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "extends: kabar\n")
    portal.add("themes/uji/templates/article.html", b"<h1>\n\xe9</h1>")
    assert said(portal).startswith("themes/uji/templates/article.html:2:1: error: this character is not UTF-8")


def test_files_that_are_too_large(portal):
    """Limits of site.yaml hold for articles and for media."""
    portal.add("site.yaml", CONFIG + "limits: {article: 1 KB, media: 2 KB}\n")
    portal.add("content/daerah/a.md", article(body="x" * 1024))
    portal.add("content/foto/b.jpg", b"\xff" * 2049)
    assert said(portal).splitlines() == [
        "content/daerah/a.md: error: the file is larger than the limit of 1,024 bytes [over-limit]",
        "  hint: make it smaller, or raise limits in site.yaml",
        "",
        "content/foto/b.jpg: error: the file is larger than the limit of 2,048 bytes [over-limit]",
        "  hint: make it smaller, or raise limits in site.yaml",
    ]


def test_symbolic_links(portal, tmp_path):
    """A link may stand for a file of content/ alone."""
    (tmp_path / "secret.txt").write_text("root")
    (tmp_path / "folder").mkdir()
    content = portal.folder / "content"
    (content / "foto/b.png").symlink_to("a.png")
    (content / "foto/out.txt").symlink_to(tmp_path / "secret.txt")
    (content / "foto/up.txt").symlink_to("../../../secret.txt")
    (content / "foto/config.txt").symlink_to("../../site.yaml")
    (content / "out").symlink_to(tmp_path / "folder")
    (content / "again").symlink_to("foto")
    (content / "loop").symlink_to(".")
    (content / "one").symlink_to("two")
    (content / "two").symlink_to("one")
    leaves = "error: this symbolic link leaves the site's content [bad-symlink]\n  hint: put the file itself here"
    nowhere = "error: this symbolic link leads nowhere [bad-symlink]\n  hint: remove it"
    folder = "error: this symbolic link stands for a folder [bad-symlink]\n  hint: put the folder itself here"
    assert said(portal).split("\n\n") == [
        f"content/again: {folder}",
        f"content/foto/config.txt: {leaves}",
        f"content/foto/out.txt: {leaves}",
        f"content/foto/up.txt: {leaves}",
        f"content/loop: {leaves}",
        f"content/one: {nowhere}",
        f"content/out: {leaves}",
        f"content/two: {nowhere}",
    ]


def test_a_link_to_a_file_of_the_site(portal):
    """A symbolic link to a picture is published as the picture."""
    (portal.folder / "content/foto/b.png").symlink_to("a.png")
    portal.build()
    assert (portal.output / "foto/b.png").read_bytes() == PNG
    assert not (portal.output / "foto/b.png").is_symlink()


def test_what_is_no_file(portal):
    """A named pipe would stall the build."""
    os.mkfifo(portal.folder / "content/foto/pipa.jpg")
    assert said(portal) == (
        "content/foto/pipa.jpg: error: this is neither a file nor a folder [refused-file]\n  hint: remove it from content/"
    )


@pytest.mark.skipif(not os.supports_bytes_environ, reason="names are bytes on POSIX alone")
def test_names_that_are_not_utf8(portal):
    """They cannot have an address, nor be shown as they are."""
    top = os.fsencode(portal.folder / "content/foto")
    Path(os.fsdecode(top + b"/\xe9.jpg")).write_bytes(PNG)
    Path(os.fsdecode(top + b"/map\xff")).mkdir()
    assert said(portal) == (
        "content/foto/?.jpg: error: the name of this file is not UTF-8 [bad-name]\n  hint: rename it\n\n"
        "content/foto/map?: error: the name of this folder is not UTF-8 [bad-name]\n  hint: rename it"
    )


def test_names_that_cannot_be_addresses(portal):
    """Signs that mean something in an address, and files without an ending, are refused; site.yaml may allow a name."""
    for name in ("a?b.jpg", "a#b.jpg", "a%2fb.jpg", 'a"b.jpg', "a\\b.jpg", "a\nb.jpg", "CNAME"):
        portal.add(f"content/foto/{name}", PNG)
    lines = said(portal).split("\n\n")
    assert len(lines) == 7
    hint = "  hint: use letters, digits, points and hyphens, and an ending such as .jpg"
    host = "  hint: if the host of the portal wants it, allow it in site.yaml: media: {allow: [CNAME]}"
    assert all(
        one.endswith(
            f": error: a file with this name cannot have an address [bad-name]\n{host if 'CNAME' in one else hint}"
        )
        for one in lines
    )
    assert any(one.startswith("content/foto/a\N{REPLACEMENT CHARACTER}b.jpg: ") for one in lines)
    portal.add("site.yaml", CONFIG + "media: {allow: [CNAME]}\n")
    assert "CNAME" not in said(portal)


@pytest.mark.parametrize("name", ["x.html", "x.php", "X.SVGZ"])
def test_the_hint_for_a_file_that_is_refused_names_its_own_ending(portal, name):
    """What the hint says is enough to publish it."""
    portal.add(f"content/foto/{name}", "x")
    allowed = f"media: {{allow: {{foto/: [{Path(name).suffix.lower()}]}}}}"
    assert f"or allow it in site.yaml: {allowed}\n" in f"{said(portal)}\n"
    portal.add("site.yaml", f"{CONFIG}{allowed}\n")
    portal.build()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(portal):
    """The folder is named; nothing of it is taken for deleted."""
    folder = portal.folder / "content/daerah"
    folder.chmod(0)
    try:
        assert said(portal) == "content/daerah/: error: this folder cannot be read: Permission denied [unreadable]"
    finally:
        folder.chmod(0o755)


# --------------------------------------------------------------- addresses


def test_addresses_that_differ_in_letter_case_or_unicode_form(portal):
    """Many hosts do not tell them apart, so they are one address."""
    portal.add("content/foto/Kafé.png", PNG)
    portal.add("content/foto/KAFE\N{COMBINING ACUTE ACCENT}.png", PNG)
    assert said(portal) == (
        'content/foto/Kafé.png: error: the address "/foto/Kafé.png" is already that of content/foto/KAFE\u0301.png,'
        " but for letter case or Unicode form, which many hosts do not tell apart [address-taken]\n"
        "  hint: give one of them another slug, alias or file name"
    )


def test_media_with_the_address_of_a_page(portal):
    """A file cannot take the place of a page or of a file of the theme."""
    portal.add("site.yaml", CONFIG + "media: {allow: [robots.txt]}\n")
    portal.add("content/robots.txt", "User-agent: *\n")
    portal.add("content/aset/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert [line for line in said(portal).splitlines() if "error" in line] == [
        "content/aset/: error: the portal's own files are at /aset, so no media of content/ can lie there [reserved-address]",
        'content/aset/favicon.svg: error: the address "/aset/favicon.svg" is already that of a file of the theme [address-taken]',
        'content/robots.txt: error: the address "/robots.txt" is already that of a page of the portal itself (robots) [address-taken]',
    ]


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        ("daerah/a.markdown", "refused-file", "rename it to a.md"),
        ("daerah/a.mdx", "refused-file", "rename it to a.md"),
        ("daerah/a.md.bak", "refused-file", "delete it, or keep copies outside of content/"),
        ("CNAME", "bad-name", "if the host of the portal wants it, allow it in site.yaml: media: {allow: [CNAME]}"),
        (
            "_redirects",
            "bad-name",
            "if the host of the portal wants it, allow it in site.yaml: media: {allow: [_redirects]}",
        ),
    ],
)
def test_files_of_other_systems(portal, path, code, hint):
    """What seems to be an article, or a copy of one, is told apart from pictures; hosts want files without an ending."""
    portal.add(f"content/{path}", "---\ntitle: A\n---\n")
    assert [(one.code, one.hint) for one in portal.problems()] == [(code, hint)]


def test_front_matter_in_toml(portal):
    """It is known for what it is."""
    portal.add("content/daerah/a.md", '+++\ntitle = "A"\n+++\nIsi.\n')
    (problem,) = portal.problems()
    assert problem.message == "this front matter is TOML, which is not read here"
    assert "`ssg import`" in problem.hint


@pytest.mark.parametrize(
    ("value", "meant"), [("true", "draft"), ("ya", "draft"), ("2024-10-09 16:10 WIB", "timestamp")]
)
def test_published_is_a_time_or_a_truth(portal, value, meant):
    """In other systems it is either."""
    portal.add("content/daerah/a.md", article("A", published=value))
    (problem,) = portal.problems()
    assert (problem.code, problem.hint) == ("unknown-key", f'did you mean "{meant}"?')


def test_what_was_meant_by_a_link_or_a_picture(portal):
    """A slug that is misspelled, a picture that lies elsewhere or has another ending; each time that one is written."""
    portal.add("content/foto/2024/air.jpg", PNG)
    portal.add(
        "content/daerah/a.md", article("A", "[a](banjr) ![A](/foto/2023/air.png) [b](lain) ![B](/foto/lain.png)")
    )
    assert [one.hint for one in portal.problems() if one.where.path.endswith("a.md")] == [
        'did you mean "banjir"?',
        'did you mean "/foto/2024/air.jpg"?',
        "write the path to the .md file, the address or the slug of an article that exists",
        "put the file into content/, or correct the path: it counts from content/",
    ]
    portal.add("content/daerah/2019-12-27-kapal-karam.md", article("C", related="[kapal-karm]"))
    assert 'did you mean "kapal-karam"?' in [one.hint for one in portal.problems()], "the date is no part of the slug"
    portal.add("content/daerah/b.md", article("B", "[a](banjr) " * 30))
    assert [one.hint for one in portal.problems()].count('did you mean "banjir"?') == 31


def test_media_that_could_run_script(portal):
    """Documents that browsers execute are refused, whatever the case of their ending."""
    for name in (
        "a.html",
        "b.HTM",
        "c.xhtml",
        "d.js",
        "e.mjs",
        "f.css",
        "g.xml",
        "h.svgz",
        "i.php",
        "j.wasm",
        "k.jpg.html",
    ):
        portal.add(f"content/foto/{name}", "<script>alert(1)</script>")
    found = portal.problems()
    assert len(found) == 11
    assert {one.message for one in found} == {
        "a file of this kind is not published, for it could run script on the portal's address"
    }


# ------------------------------------------------------------------ output


def test_an_output_folder_with_foreign_files(portal, tmp_path):
    """A folder that was not made by ssg is left alone."""
    other = tmp_path / "dokumen"
    other.mkdir()
    (other / "skripsi.txt").write_text("penting")
    with pytest.raises(UsageError, match="is not empty and was not made by ssg; it is left alone"):
        portal.build(output=str(other))
    assert tree(other) == {"skripsi.txt": b"penting"}


@pytest.mark.parametrize("where", ["content", "content/build", "themes/x", ".ssg/x", "."])
def test_an_output_folder_inside_of_the_site(portal, where):
    """The output must not be mixed with what it is made from."""
    before = tree(portal.folder / "content")
    with pytest.raises(UsageError, match="choose another with --output"):
        portal.build(output=str(portal.folder / where))
    assert tree(portal.folder / "content") == before


# ------------------------------------------------------------------ stalling


HOSTILE = {
    "lists in lists": "tags: " + "[" * 60_000,
    "groups in groups": "photo: " + "{a: " * 15_000,
    "a staircase": "\n".join(" " * n + "a:" for n in range(300)),
    "hyphens": "tags:\n " + "- " * 30_000 + "a",
    "a key again and again": "title: a\n" * 7000,
    "unknown keys": "\n".join(f"kunci{n}: a" for n in range(5000)),
    "a long key": "k" * 60_000 + ": a",
    "tags": "tags: [" + ", ".join(f"t{n}" for n in range(10_000)) + "]",
    "aliases": "aliases: [" + ", ".join(f"/a{n}/" for n in range(8000)) + "]",
    "lists of lists": "author: [" + "[], " * 15_000 + "a]",
    "entries without names": "source: [" + "{url: x}, " * 6000 + "a]",
    "anchors": "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
    "too much": "summary: " + "x" * 70_000,
}


@pytest.mark.parametrize("name", sample(list(HOSTILE), 3))
def test_front_matter_cannot_stall_the_build(portal, name):
    """Front matter that was made to be slow is refused soon, and in no more lines than anybody reads."""
    portal.add("content/daerah/a.md", f"---\n{HOSTILE[name]}\n---\nIsi.\n")
    with growth.ends():
        text = said(portal)
    assert text.count(": error: ") <= MOST_SHOWN + 1


BODIES = {
    "quotes": ">" * 500_000,
    "brackets": "[" * 500_000,
    "pictures": "![" * 250_000,
    "emphasis": "*a_" * 150_000,
    "ticks": "".join("`" * n + " " for n in range(900)),
    "lists": "\n".join("  " * n + "- a" for n in range(900)),
    "a table": "|a" * 5000 + "|\n" + "|-" * 5000 + "|\n" + "|a\n" * 9000,
    "empty links": "[a]() " * 10_000,
    "comments": "<!-- " * 100_000,
    "entities": "&#x41;" * 150_000,
    "references": "".join(f"[a{n}]: /x\n" for n in range(5000)) + "[a] " * 10_000,
}


@pytest.mark.parametrize("name", sample(list(BODIES), 3))
def test_a_body_cannot_stall_the_build(portal, name):
    """A body that was made to be slow is refused or read soon."""
    portal.add("content/daerah/a.md", article(body=BODIES[name]))
    try:
        with growth.ends():
            portal.build()
    except SiteError as error:
        assert all(one.where.path == "content/daerah/a.md" for one in error.problems)
        assert len(error.problems) <= MOST_SHOWN + 1


# ------------------------------------------------------------- hostile content

PAYLOAD = """</script></title></textarea>--><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)' x="""
LITERAL = PAYLOAD.replace("'", "''")


class Reader(HTMLParser):
    """What a browser would find in a page that can run script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.data: list[str] = []
        self._script = ""

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        values = dict(attrs)
        if tag == "script":
            if values.get("type") != "application/ld+json" and values.get("src") != "/aset/kabar.js":
                self.found.append(f"script {attrs}")
            self._script = values.get("type") or ""
        if tag in ("iframe", "object", "embed", "base", "form", "textarea", "style", "svg"):
            self.found.append(tag)
        if len(set(names)) < len(names) or any(name.startswith("on") or "<" in name or '"' in name for name in names):
            self.found.append(f"{tag} {names}")
        for name in ("href", "src", "action", "content", "data-src"):
            address = re.sub(r"[\x00-\x20]", "", values.get(name) or "").lower()
            if re.match(r"(?:0;url=)?(?:javascript|data|vbscript|file):", address):
                self.found.append(f"{tag} {name}={address}")
        for name in ("href", "src"):
            address = values.get(name) or "/"
            if not re.match(r"/(?![/\\])|#|https?://|mailto:|tel:", address):
                self.found.append(f"{tag} {name}={address}")

    def handle_endtag(self, tag):
        if tag == "script":
            self._script = ""

    def handle_data(self, data):
        if self._script:
            self.data.append(data)


def dangers(portal: Portal) -> list[str]:
    """Return all that could run script or leads astray in any file of the output; XML and JSON must be well formed."""
    found = []
    for path, data in portal.files().items():
        if path.endswith(".html"):
            text = data.decode()
            reader = Reader()
            reader.feed(text)
            found += [f"{path}: {one}" for one in reader.found]
            assert all(json.loads(one) for one in reader.data)
            found += [f"{path}: payload" for one in ("<script>alert", "<img src=x", "onerror=alert(1)>") if one in text]
        elif path.endswith(".xml"):
            root = ET.fromstring(data)
            for element in root.iter("{http://purl.org/rss/1.0/modules/content/}encoded"):
                reader = Reader()
                reader.feed(element.text or "")
                found += [f"{path}: {one}" for one in reader.found]
            found += [f"{path}: payload" for one in (b"<script>alert", b"<img src=x") if one in data]
        elif path.endswith(".txt"):
            assert b"alert" not in data
    return found


def test_a_good_site_holds_nothing_dangerous(portal):
    """The measure itself: nothing is found where there is nothing."""
    assert dangers(portal) == []


def test_markup_in_any_text_is_escaped_everywhere(portal):
    """No key of any file can break out of the place that it is shown at, in pages, feeds or structured data."""
    portal.add("content/pages/kontak.md", f"---\ntitle: '{LITERAL}'\nsummary: '{LITERAL}'\n---\n{PAYLOAD}\n")
    portal.add(
        "content/authors/tono.md",
        f"---\nname: 'Tono {LITERAL}'\ninitials: 'T {LITERAL}'\nrole: '{LITERAL}'\nemail: '{LITERAL}'\n---\n{PAYLOAD}\n",
    )
    for number, kind in enumerate(("berita", "opini", "advertorial", "video")):
        portal.add(
            f"content/daerah/2024/10/x{number}.md",
            f"""---
title: '{number} {LITERAL}'
author: ['Tono {LITERAL}', 'Lain {LITERAL}']
editor: ['E {LITERAL}', tono]
initials: '{LITERAL}'
timestamp: 2024-10-09 1{number}:10 WIB
type: {kind}
source: ['{LITERAL}', {{name: '{LITERAL}', url: 'https://a.example/?q=1&r=%22'}}]
sponsor: {{name: '{LITERAL}', url: https://b.example/}}
summary: '{LITERAL}'
region: '{LITERAL}'
tags: ['a {LITERAL[:80]}', 'b <script>alert(1)</script>']
photo: {{src: /foto/a.png, caption: '{LITERAL}', credit: '{LITERAL}', alt: '{LITERAL}', ai: '{LITERAL}'}}
corrections: [{{timestamp: 2024-10-09 18:00 WIB, type: ralat, text: '{LITERAL}', link: /redaksi/}}]
verification: pending
---
{PAYLOAD}

# {PAYLOAD}

[{PAYLOAD}](/redaksi/ "{PAYLOAD.replace('"', "")}") ![{PAYLOAD}](/foto/a.png)

![{PAYLOAD}](/foto/a.png '{PAYLOAD.replace("'", "")}')

Baca Juga: [{PAYLOAD}](/redaksi/)

Baca Juga: [](banjir)

<!-- halaman -->

```{PAYLOAD}
{PAYLOAD}
```

`{PAYLOAD}` | a
---|---
{PAYLOAD} | b

***(LL)
""",
        )
    portal.add(
        "content/daerah/2024/10/banjir.md",
        article(f"'{LITERAL}'", "Lihat [](/daerah/2024/10/x0/).\n\nBaca Juga: [](x1)"),
    )
    portal.add(
        "content/daerah/2024/10/cabut.md",
        article(f"'{LITERAL}'", retracted=f"{{timestamp: 2024-10-09 18:00 WIB, reason: sara, text: '{LITERAL}'}}"),
    )
    portal.add(
        "site.yaml",
        f"name: '{LITERAL}'\ntagline: '{LITERAL}'\ndescription: '{LITERAL}'\nnotice: '{LITERAL}'\n"
        + CONFIG.split("\n", 2)[2].replace("name: Daerah", f"name: '{LITERAL}', description: '{LITERAL}'")
        + f"menu: [{{name: '{LITERAL}', url: /daerah/}}]\nfooter: [{{name: '{LITERAL}', url: /daerah/}}]\n"
        f"social: [{{name: '{LITERAL}', url: https://x.com/a}}]\n"
        f"redaksi: {{company: '{LITERAL}', address: '{LITERAL}', penanggung_jawab: '{LITERAL}',"
        f" pemimpin_redaksi: '{LITERAL}', email: '{LITERAL}', phone: '{LITERAL}'}}\n",
    )
    portal.build()
    assert dangers(portal) == []


INERT = """\
<script>alert(1)</script>

<img src=x onerror=alert(1)> <a href="javascript:alert(1)">a</a> <iframe src="https://evil.example/"></iframe>

[a](javascript:alert%281%29) [b](JaVaScRiPt:alert) [d](data:text/html;base64,PHNjcmlwdD4=)
[e](vbscript:x) [f](&#106;avascript:alert) [g](&#x6A;avascript&colon;alert) [h](file:///etc/passwd)
[j](<  javascript:alert>) [l](\x01javascript:alert) [m][ref] <javascript:alert> <data:text/html,x>

![n](javascript:alert) ![o](data:image/svg+xml,x) ![p](http://evil.example/x.png"onerror="alert) ![q](javascript:x "y")

Baca Juga: [r](https://a.example/"onmouseover="alert) dan

https://www.youtube.com/watch?v=dQw4w9WgXcQ"onload="alert(1)

https://youtu.be/dQw4w9WgXcQ

<https://x.com/a/status/1"onclick="alert>

[ref]: javascript:alert
"""


def test_markup_and_script_addresses_in_a_body_are_inert(portal):
    """Raw HTML is shown as text, and an address that runs script is no link."""
    portal.add("content/daerah/2024/10/x.md", article("X", INERT.replace("\x01", "")))
    portal.build()
    assert dangers(portal) == []
    html = portal.read("daerah/2024/10/x/index.html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'href="https://x.com' in html or "&lt;https://x.com" in html
    assert "<iframe" not in html


def test_addresses_that_browsers_read_differently(portal):
    """A backslash or a tab in an address is no way out: the address is one of the site, where there is no such page."""
    portal.add(
        "content/daerah/a.md", article("A", "[a](<java\tscript:alert>) [b](/\\\\evil.example) [c](\\\\\\evil.example)")
    )
    assert [one.message for one in portal.problems()] == [
        '"%5C%5Cevil.example" leads out of the site, or nowhere',
        '"/%5Cevil.example" leads out of the site, or nowhere',
        '"java%09script:alert" leads out of the site, or nowhere',
    ]


def test_control_characters_reach_no_page(portal):
    """XML cannot hold them, and NUL is what marks the links of a body."""
    portal.add("content/daerah/2024/10/x.md", article("X", "a\x01b\x1b[2Jc&#0;d&#x1b;e&#xfffe;f \x7f"))
    portal.build()
    for path, data in portal.files().items():
        if path.endswith((".html", ".xml")):
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", data.decode()), path
            assert path.endswith(".html") or ET.fromstring(data) is not None


def test_control_characters_in_front_matter(portal):
    """They are refused as such, and as escapes of YAML; a terminal is not sent them."""
    portal.add("content/daerah/a.md", '---\ntitle: "Naik \\0 \\uFFFF"\n---\n')
    portal.add("content/daerah/b.md", "---\ntitle: \x1b[2JNaik\n---\n")
    text = said(portal)
    assert "content/daerah/a.md:2:8: error: this text holds a character that cannot be shown" in text
    assert (
        "content/daerah/b.md:2:8: error: there is an invisible character here [bad-yaml]\n  2 | title: �[2JNaik\n    |        ^\n"
        in text
    )
    assert "\x1b" not in text


# ------------------------------------------------------------ several at once


def test_problems_come_in_the_order_of_files_and_lines(portal):
    """Whatever the order of the file system, and each once."""
    for name in ("z", "m", "a", "B"):
        portal.add(f"content/nasional/{name}.md", "---\njudul: x\npenulis: y\n---\n")
    wheres = [one.where for one in portal.problems()]
    assert wheres == sorted(wheres)
    assert len({where.path for where in wheres}) == 4


def test_a_broken_file_hides_no_problem_of_another(portal):
    """A dead link is told though a file cannot be read whose name occurs in the message."""
    portal.add("content/daerah/a.md", "tanpa apa pun")
    portal.add("content/daerah/b.md", article("B", "Lihat [ini](/tiada/)."))
    assert {one.where.path for one in portal.problems()} == {"content/daerah/a.md", "content/daerah/b.md"}


def test_a_mistake_in_the_front_matter_hides_nothing_of_the_text(portal):
    """Neither one in a value nor one that leaves nothing of the front matter to be read."""
    body = "Lihat [ini](/tiada/) dan [itu](banjir) dan [](/foto/tiada.png).\n\n<!-- tak ditutup"
    for name, head in (("a", "category: olah raga"), ("b", 'summary: "tak ditutup'), ("c", "category: x\ndraft: ya")):
        portal.add(f"content/daerah/{name}.md", article("A", body).replace("author:", f"{head}\nauthor:"))
    found = portal.problems()
    said = {name: [one.code for one in found if one.where.path.endswith(f"{name}.md")] for name in "abc"}
    assert said["a"] == ["unknown-category", "dead-link", "dead-link", "bad-comment"]
    assert said["b"] == ["bad-yaml", "dead-link", "dead-link", "bad-comment"]
    assert said["c"] == [], "a draft stops nothing"


def test_a_mistake_in_site_yaml_hides_nothing_of_the_content(portal):
    """Unless that follows from it: what a kanal is not known for, addresses that the pattern makes."""
    portal.add("content/daerah/2024/10/a.md", article("A", "[a](/tiada/)", editor=""))
    portal.add("site.yaml", CONFIG + "warna: merah\n")
    assert [one.code for one in portal.problems()] == ["missing-editor", "dead-link", "unknown-key"]
    shutil.rmtree(portal.folder / ".ssg")
    portal.add("site.yaml", CONFIG.replace("slug: daerah", "slug: Daerah") + "permalink: '{tahun}'\n")
    assert {one.code for one in portal.problems() if one.where.path != "site.yaml"} == {"missing-editor"}
    portal.add("content/daerah/2024/10/b.md", article("B", timestamp="kemarin"))
    portal.add("site.yaml", CONFIG.replace("name: Kabar Uji", "name: [Kabar"))
    assert {one.code for one in portal.problems()} == {"bad-date", "bad-yaml"}


def test_a_mistake_in_the_theme_hides_nothing_of_the_content(portal):
    """But for what the theme would have brought."""
    portal.add("content/daerah/2024/10/a.md", article("A", "[a](/tiada/) [b](/aset/uji.pdf)"))
    portal.add("site.yaml", CONFIG + "theme: uji\n")
    assert [(one.code, one.target) for one in portal.problems()] == [("dead-link", "/tiada/"), ("bad-theme", "")]


def test_what_cannot_be_read_is_no_dead_link(portal):
    """A link to a file with problems is no second problem."""
    portal.add("content/daerah/2024/10/rusak.md", "tanpa apa pun")
    portal.add(
        "content/daerah/b.md", article("B", "Baca Juga: [](daerah/2024/10/rusak.md)\n\n[a](/daerah/2024/10/rusak/)")
    )
    assert {one.where.path for one in portal.problems()} == {"content/daerah/2024/10/rusak.md"}


def test_the_portal_is_built_once_the_problems_are_mended(portal):
    """Nothing of the failed build stays behind: what follows equals a clean build."""
    portal.add("content/daerah/2024/10/pasar.md", "---\njudul: Pasar\n---\n")
    portal.add("content/nasional/2024/10/anggaran.md", article("Anggaran Turun", "Baca Juga: [](pasar)"))
    portal.problems()
    portal.add("content/daerah/2024/10/pasar.md", article("Pasar", "Baca Juga: [](anggaran)"))
    portal.build()
    assert portal.files() == portal.clean()
