"""Advisories of others, replayed by name: what went wrong elsewhere is tried here, on a real build and a real preview.

docs/advisories.md says of each what it was and how it goes here; the last tests of this file hold the two together.
"""

from __future__ import annotations

import json
import os
import re
import socket
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest

from generator.base.errors import SiteError
from tests import growth
from tests.browser_support import chromium, needs_browser
from tests.preview_support import PATIENCE, Serving, serving
from tests.support import CONFIG, NOW, ROOT, Portal, article, site

SECRET = "RAHASIA-DARI-LUAR"
"""Stands in files that nobody may get."""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>'
PATH = "content/daerah/2024/10/a.md"
PAGE = "daerah/2024/10/a/index.html"

# -------------------------------------------------------------- what a page may hold


class Active(HTMLParser):
    """Collects all of a page that could run script or load from where the portal did not say."""

    ALLOWED = ("http", "https", "mailto", "tel", "")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        ours = given.get("src") == "/aset/kabar.js" or given.get("type") == "application/ld+json"
        if tag in ("iframe", "object", "embed", "base", "math", "style") or (tag == "script" and not ours):
            self.found.append(f"<{tag} {given}>")
        for name, value in attrs:
            scheme = re.match(r"[\s\0-\x1f]*([\w+.-]*)\s*:", value or "")
            if (
                name.startswith("on")
                or name in ("style", "srcdoc")
                or not re.fullmatch(r"[a-z][a-z0-9-]*", name)
                or (
                    name in ("href", "src", "action", "formaction", "data", "poster")
                    and scheme
                    and scheme[1].lower() not in self.ALLOWED
                )
            ):
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x</script>", '<script src="//evil.example/x.js"></script>', "<img src=x onerror=alert(1)>", '<p style="x">', "<svg/onload=alert(1)>",
        '<a href="javascript:alert(1)">', '<a href=" JaVaScript:alert(1)">', '<a href="java&#115;cript:x">', '<a href="data:text/html,x">', "<iframe srcdoc=x>",
        '<img alt="a"onclick="alert(1)">', "<form action=vbscript:x>", "<base href=//evil.example>",
    ],
)  # fmt: skip
def test_what_runs_would_be_seen(markup: str) -> None:
    """The judge of pages finds script in every form that is tried here, and none in what a page of ours has."""
    assert Active(f"<main>{markup}</main>").found
    assert (
        Active('<script src="/aset/kabar.js"></script><a href="/x/?a=b:c">x</a><a href="https://a.example">y</a>').found
        == []
    )


def tried(folder: Path, text: str | bytes, config: str = CONFIG) -> Portal | None:
    """Build a site with one article; return it, or None when the article was refused, by its place and a sentence."""
    portal = site(folder, config=config)
    portal.add("content/foto/a.svg", PICTURE)
    portal.add(PATH, text)
    try:
        portal.build()
    except SiteError as error:
        assert error.problems
        assert all(one.where.path == PATH and one.message for one in error.problems), error
        assert not (portal.output / PAGE).exists()
        return None
    return portal


def harmless(portal: Portal | None) -> None:
    """Expect that no page runs script, that structured data is data, and that no file from outside is in any."""
    if portal is None:
        return
    assert (portal.output / PAGE).exists()
    for path, data in portal.files().items():
        assert SECRET.encode() not in data, path
        if path.endswith(".html") and not path.startswith("fragmen/"):
            page = data.decode()
            assert Active(page).found == [], path
            for one in re.findall(r'<script type="application/ld\+json">(.*?)</script', page, re.DOTALL):
                json.loads(one)


def each_alone(folder: Path, texts: list[str]) -> None:
    """Try articles in one site, and each in a site of its own if any was refused: it must not hide the others."""
    portal = site(folder)
    portal.add("content/foto/a.svg", PICTURE)
    for number, text in enumerate(texts):
        portal.add(f"content/daerah/2024/10/a{number or ''}.md", text)
    try:
        portal.build()
    except SiteError:
        for number, text in enumerate(texts):
            (folder / str(number)).mkdir()
            harmless(tried(folder / str(number), text))
    else:
        harmless(portal)


# ------------------------------------------------------------------ script in content

BODIES = {
    "CVE-2024-32875": """[a](/daerah/ '"><script>alert(1)</script>')

![b](/foto/a.svg '"><script>alert(1)</script>')

![b](/foto/a.svg "\\" onerror=\\"alert(1)")
""",
    "CVE-2024-55601": """[a](https://a.example/"onmouseover="alert(1))

![" onerror="alert(1)](/foto/a.svg)

| a"><script>alert(1)</script> | b |
|:-:|---|
| <img src=x onerror=alert(1)> | [c](/daerah/ "' onclick='alert(1)") |

https://www.youtube.com/watch?v="><script>alert(1)</script>

https://youtu.be/dQw4w9WgXcQ?"onload="alert(1)
""",
    "CVE-2026-35166": """[a](<javascript:alert(1)>) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) ![d](vbscript:x) [e](&#x6A;avascript:alert(1))

[f](<https://a.example/"><img src=x onerror=alert(1)>>) <https://a.example/"onclick="alert(1)> <javascript:alert(1)>

![g](</foto/a.svg"onerror="alert(1)>) [h](https://a.example/\\"onclick=\\"alert(1)) [i]

[i]: javascript:alert(1)
""",
    "CVE-2021-25987": """<script>alert(1)</script>

<img src=x onerror=alert(1)> <svg/onload=alert(1)> <a href="javascript:alert(1)">x</a>

```"><script>alert(1)</script>
```

## "><img src=x onerror=alert(1)>
""",
}


@pytest.mark.parametrize("advisory", BODIES)
def test_script_in_a_body(tmp_path: Path, advisory: str) -> None:
    """Titles, targets, texts, cells, fences and embeds stay text, or the article is refused."""
    each_alone(
        tmp_path, [article("A", one, summary="Ringkasan") for one in BODIES[advisory].split("\n\n") if one.strip()]
    )


def test_script_in_tags_and_other_keys(tmp_path: Path) -> None:
    """CVE-2021-25987: what is shown of the front matter is text in every page, feed and list."""
    evil = '\'"></script><script>alert(1)</script><b onclick="alert(1)">\''
    photo = f"{{src: /foto/a.svg, caption: {evil}, credit: {evil}, alt: {evil}}}"
    given = dict.fromkeys(("title", "author", "editor", "source", "region", "summary", "sponsor"), evil)
    each_alone(
        tmp_path,
        [article(**{"title": "A", key: text}) for key, text in {**given, "tags": f"[{evil}]", "photo": photo}.items()],
    )


@pytest.mark.slow
def test_no_hostile_body_runs_script_in_a_browser(tmp_path: Path) -> None:
    """CVE-2024-32875, CVE-2024-55601, CVE-2026-35166, CVE-2021-25987: a browser that opens the pages hears no call."""
    needs_browser()
    portal = site(tmp_path)
    portal.add("content/foto/a.svg", PICTURE)
    for number, body in enumerate(BODIES.values()):
        portal.add(f"content/daerah/2024/10/b-{number}.md", article(f"Berita {number}", body))
    with chromium() as browser, serving(portal) as server:
        page = browser.new_page()
        called: list[str] = []
        page.on("dialog", lambda dialog: (called.append(dialog.message), dialog.dismiss()))
        for number in range(len(BODIES)):
            page.goto(f"{server.base}/daerah/2024/10/b-{number}/", wait_until="load")
            page.evaluate("""() => { for (const one of document.querySelectorAll("main *"))
                for (const name of ["mouseover", "error", "load", "focus"]) one.dispatchEvent(new Event(name)); }""")
            assert page.locator("main script, main [onclick], main [onerror], main [onmouseover]").count() == 0
        assert called == []


@pytest.mark.parametrize(
    "name", ["a.html", "a.htm", "a.xhtml", "a.svgz", "a.js", "a.xml", "A.HTML", "a.html.", "a.mht"]
)
def test_pages_among_the_content(tmp_path: Path, name: str) -> None:
    """GHSA-c54g-xjwj-8g82: a file that a browser would run is not published, whatever is in it."""
    portal = site(tmp_path)
    portal.add(PATH, article("A"))
    portal.add(f"content/foto/{name}", "<script>alert(1)</script>")
    problems = portal.problems()
    assert [one.where.path for one in problems] == [f"content/foto/{name}"]


SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"'


@pytest.mark.parametrize(
    "picture",
    [
        f"<svg {SVG}><script>fetch('/_ssg/')</script></svg>", f"<svg {SVG} onload='alert(1)'/>",
        f"<svg {SVG}><foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='/'/></foreignObject></svg>",
        f"<svg {SVG}><a xlink:href='javascript:alert(1)'><rect width='9' height='9'/></a></svg>",
    ],
)  # fmt: skip
def test_script_in_a_picture(tmp_path: Path, picture: str) -> None:
    """CVE-2024-23724: the build refuses it, and the preview serves it to nobody, also when it replaces a good one."""
    portal = site(tmp_path)
    portal.add(PATH, article("A", photo="{src: /foto/a.svg, caption: Teks., credit: Sari}"))
    portal.add("content/foto/a.svg", PICTURE)
    with serving(portal) as server:
        assert server.get("/foto/a.svg").body == PICTURE.encode()
        portal.add("content/foto/a.svg", picture)
        for _ in range(10):
            answer = server.get("/foto/a.svg")
            assert picture.encode() not in answer.body
            time.sleep(0.02)
        server.until(lambda: server.live.problems)
        assert picture.encode() not in server.get("/foto/a.svg").body
    assert any(one.where.path == "content/foto/a.svg" for one in portal.problems())


def test_what_the_reader_searches_for_is_in_no_page(tmp_path: Path) -> None:
    """CVE-2020-26297: no page shows a part of its own address; the two scripts that read it make no markup of anything."""
    portal = site(tmp_path, config=f"{CONFIG}search: true\n")
    portal.add(PATH, article("A"))
    query = "?q=%3Cscript%3Ealert(1)%3C/script%3E&q=<script>alert(1)</script>"
    with serving(portal) as server:
        for url in ("/", "/indeks/", "/cari/", "/tidak-ada/", "/daerah/2024/10/a/"):
            assert server.get(url + query).body == server.get(url).body
    portal.build()
    scripts = {path.name: path.read_text("utf-8") for path in (portal.output / "aset").rglob("*.js")}
    reads = re.compile(r"location\.(search|hash)|URLSearchParams")
    # A film begins at a number.
    assert {name for name, text in scripts.items() if reads.search(text)} == {"kabar.js", "page.js"}
    markup = r"(inner|outer)HTML|insertAdjacent|document\.write|createContextualFragment|\beval\b|new Function"
    assert not any(re.search(markup, text) for text in scripts.values())


# --------------------------------------------------------------------- front matter


@pytest.mark.parametrize(
    "head",
    [
        '---js\n{ title: require("fs").writeFileSync("bukti", "x") }\n---\nIsi.\n', '---json\n{"title": "A"}\n---\nIsi.\n',
        ';;;\n{"title": "A"}\n;;;\nIsi.\n', '+++\ntitle = "A"\n+++\nIsi.\n', "---coffee\ntitle: 'A'\n---\nIsi.\n",
    ],
)  # fmt: skip
def test_front_matter_in_another_language(tmp_path: Path, monkeypatch, head: str) -> None:
    """CVE-2022-25863: front matter is YAML and nothing else; a word behind the dashes chooses no engine."""
    monkeypatch.chdir(tmp_path)
    assert tried(tmp_path, head) is None
    assert list(tmp_path.rglob("bukti")) == []


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/new:os.system [touch bukti]", "!!python/object/apply:os.system ['touch bukti']", "!!python/name:os.system", "!!map {a: b}",
        "!!python/object/new:tuple [!!python/object/new:map [!!python/name:eval, ['__import__(\"os\").system(\"touch bukti\")']]]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["article", "site.yaml", "theme"])
def test_constructors_in_yaml(tmp_path: Path, monkeypatch, value: str, place: str) -> None:
    """CVE-2020-14343: a tag makes no object; it is an error with a place, in every file that is YAML."""
    monkeypatch.chdir(tmp_path)
    portal = site(tmp_path, config=CONFIG + (f"description: {value}\n" if place == "site.yaml" else "theme: uji\n"))
    portal.add("themes/uji/theme.yaml", f"extends: kabar\nname: {value if place == 'theme' else 'uji'}\n")
    portal.add(PATH, article("A", summary=value if place == "article" else ""))
    problems = portal.problems()
    expected = {"article": PATH, "site.yaml": "site.yaml", "theme": "themes/uji/theme.yaml"}[place]
    assert {one.where.path for one in problems} == {expected}
    assert list(tmp_path.rglob("bukti")) == []


def test_a_bomb_of_aliases(tmp_path: Path) -> None:
    """CVE-2019-11253: nine lines that would become billions of words cost nothing, as aliases are refused."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    with growth.ends():
        assert tried(tmp_path, "---\n" + "\n".join(lines) + "\n---\nIsi.\n") is None


# ------------------------------------------------------------------------- pictures


def png(width: int, height: int) -> bytes:
    """Return a picture of one colour whose data are a thousandth of it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(1)
    rows = b"\0" * (width // 8 + 1) * 100
    data = b"".join(packer.compress(rows) for _ in range(height // 100)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
            chunk(b"IDAT", data),
            chunk(b"IEND", b""),
        ]
    )


def gif(width: int, height: int) -> bytes:
    """Return a picture that says it is large and has next to no data."""
    head = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + b"\0" * 6
    return head + b"\x2c" + struct.pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02\x4c\x01\0\x3b"


@pytest.mark.parametrize(
    ("name", "made", "side"),
    [("a.png", png, 30_000), ("a.gif", gif, 30_000), ("a.gif", gif, 60_000)],
    ids=["png", "gif", "gif beyond all sizes"],
)
def test_a_picture_that_fills_the_memory(
    tmp_path: Path, name: str, made: Callable[[int, int], bytes], side: int
) -> None:
    """CVE-2022-45198: how large it will be is looked at before it is unpacked, and too large is an error."""
    portal = site(tmp_path)
    portal.add(f"content/foto/{name}", made(side, side))
    portal.add(PATH, article("A", photo=f"{{src: /foto/{name}, caption: Teks., credit: Sari}}"))
    with growth.ends():
        problems = portal.problems()
    assert any("pixels" in one.message for one in problems), problems


@pytest.mark.parametrize(
    "data",
    [
        b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://a.example/x.jpg\"|touch \"bukti)'\npop graphic-context\n",
        b"<?xml version='1.0'?><image><read filename='msl:/etc/passwd'/><write filename='bukti'/></image>",
        b"%!PS\n(bukti) (w) file closefile\n", b"text:/etc/passwd", PICTURE.encode(), b"<html><script>alert(1)</script></html>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_picture_that_is_a_program(tmp_path: Path, monkeypatch, name: str, data: bytes) -> None:
    """CVE-2016-3714: what a file is, is told by its first bytes, and only decoders of four formats are let in."""
    monkeypatch.chdir(tmp_path)
    portal = site(tmp_path)
    portal.add(f"content/foto/{name}", data)
    portal.add(PATH, article("A", photo=f"{{src: /foto/{name}, caption: Teks., credit: Sari}}"))
    assert any("not the picture that its name says" in one.message for one in portal.problems())
    assert list(tmp_path.rglob("bukti")) == []


XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'


@pytest.mark.parametrize("icon", [False, True], ids=["media", "icon"])
def test_a_picture_that_includes_a_file(tmp_path: Path, icon: bool) -> None:
    """CVE-2023-38633: an SVG takes in no other file, neither published as it is nor drawn for the icons."""
    (tmp_path / "luar.vtt").write_text(SECRET)
    picture = f'<svg {SVG} {XI}><rect width="9" height="9"/><text><xi:include href=".?../../../luar.vtt" parse="text"/></text></svg>'
    portal = site(tmp_path, config=CONFIG + ("icon: /foto/ikon.svg\n" if icon else ""))
    portal.add(PATH, article("A"))
    portal.add("content/foto/ikon.svg", picture)
    problems = portal.problems()
    assert {one.where.path for one in problems} <= {"content/foto/ikon.svg", "site.yaml"}


def test_patterns_that_multiply(tmp_path: Path) -> None:
    """CVE-2019-20446: an SVG whose parts draw each other again and again is refused where we would draw it."""
    steps = "".join(
        f'<pattern id="p{n}" width="1" height="1"><rect fill="url(#p{n - 1})" width="9" height="9"/>'
        f'<rect fill="url(#p{n - 1})" width="9" height="9"/></pattern>'
        for n in range(1, 40)
    )
    picture = f'<svg {SVG}><defs><pattern id="p0" width="1" height="1"><rect width="1" height="1"/></pattern>{steps}</defs><rect fill="url(#p39)" width="9" height="9"/></svg>'
    portal = site(tmp_path, config=f"{CONFIG}icon: /foto/ikon.svg\n")
    portal.add(PATH, article("A"))
    portal.add("content/foto/ikon.svg", picture)
    with growth.ends():
        assert portal.problems()


# ------------------------------------------------------------------ texts that stall

STALLING = {
    "CVE-2022-21670": ["x " + " " * 60_000 + "\nx", "*" * 60_000, "![" * 30_000, "`a" * 30_000],
    "CVE-2022-39209": ["![l" * 100_000, "<a:" * 30_000, "https://a.example/" * 5_000],
}


@pytest.mark.parametrize("advisory", STALLING)
def test_patterns_that_stall_a_parser(tmp_path: Path, advisory: str) -> None:
    """Long runs of what begins something are read soon, or refused with a sentence."""
    with growth.ends():
        for number, body in enumerate(STALLING[advisory]):
            (tmp_path / str(number)).mkdir()
            harmless(tried(tmp_path / str(number), article("A", body, summary="Ringkasan")))


@pytest.mark.parametrize("data", [b"\xff\xfe", b"Isi \xc3\x28.", b"\xed\xa0\x80", b"a\0b", b"\xf4\x90\x80\x80"])
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes) -> None:
    """CVE-2023-26302: a file that is no UTF-8 is a problem with a place; a control character leaves no trace."""
    found = tried(tmp_path, article("A", "Isi.").encode() + data)
    if b"\0" in data:
        harmless(found)
    else:
        assert found is None


# ---------------------------------------------------------------- files of elsewhere


def outside(portal: Portal) -> list[Path]:
    """Put files with the secret beside and above the content, and return them."""
    files = [
        portal.folder.parent / "luar.vtt", portal.folder.parent / "luar.jpg", portal.folder / ".env", portal.folder / ".git/config",
        portal.folder / "content.txt", portal.folder / "content-lain/a.vtt", portal.folder / "themes/rahasia.vtt",
    ]  # fmt: skip
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SECRET)
    return files


@pytest.mark.parametrize("folders", [False, True], ids=["files", "folders"])
def test_links_in_the_content_to_files_outside(tmp_path: Path, folders: bool) -> None:
    """CVE-2018-17567, CVE-2023-40028: Jekyll and Ghost published what a symbolic link led to; here that is refused."""
    portal = site(tmp_path)
    portal.add(PATH, article("A", "Isi." if folders else "Isi. [unduh](/foto/x0.txt)"))
    (portal.folder / "content/foto").mkdir()
    for number, target in enumerate(outside(portal)):
        name = f"x{number}" if folders else f"x{number}.txt"
        os.symlink(target.parent if folders else target, portal.folder / "content/foto" / name)
    try:
        portal.build()
    except SiteError as error:
        assert any(one.where.path.startswith("content/foto/x") for one in error.problems) or not folders
    for path, data in portal.files().items() if portal.output.exists() else ():
        assert SECRET.encode() not in data, path


def test_a_link_that_replaces_a_file_is_not_served(tmp_path: Path) -> None:
    """CVE-2019-5438: harp's server followed symbolic links; the preview serves none that leads out, at no moment."""
    portal = site(tmp_path)
    portal.add(PATH, article("A"))
    portal.add("content/foto/a.vtt", "lama")
    portal.add("content/dok/b.vtt", "lama")
    files = outside(portal)
    with serving(portal) as server:
        assert server.get("/foto/a.vtt").body == b"lama"
        (portal.folder / "content/foto/a.vtt").unlink()
        os.symlink(files[0], portal.folder / "content/foto/a.vtt")
        os.rename(portal.folder / "content/dok", portal.folder / "dok-lama")
        (portal.folder / "content-lain/b.vtt").write_text(SECRET)
        os.symlink(portal.folder / "content-lain", portal.folder / "content/dok")
        for _ in range(30):
            for path in ("/foto/a.vtt", "/dok/b.vtt"):
                assert SECRET.encode() not in server.get(path).body
            time.sleep(0.01)


HIDDEN = {
    "content/.git/config": SECRET,
    "content/.env": SECRET,
    "content/nasional/draf.md": article("Draf", SECRET, draft="true"),
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_links_in_the_content_to_what_is_not_published(tmp_path: Path, hidden: str) -> None:
    """CVE-2018-17567, CVE-2023-40028: nor does a link publish what is hidden inside of content/: it is an error with its place."""
    portal = site(tmp_path)
    portal.add(PATH, article("A"))
    portal.add(hidden, HIDDEN[hidden])
    (portal.folder / "content/foto").mkdir()
    os.symlink(Path("..", Path(hidden).relative_to("content")), portal.folder / "content/foto/x.vtt")
    assert [one.where.path for one in portal.problems()] == ["content/foto/x.vtt"]


@pytest.mark.parametrize(
    "text",
    [
        article("A", "{% include_code ../../../../luar.vtt %}"), article("A", "{% include '../luar.vtt' %} {{ self.__init__.__globals__ }}"), article("A", '{{< readFile "/etc/passwd" >}}'),
        article("A", "<<[../../../../luar.vtt]\n\n!INCLUDE ../../../../luar.vtt\n\n--8<-- '../../../../luar.vtt'"), article("A", "[x](../../../../../luar.vtt)"),
        article("A", "[x](file:///etc/passwd)"), article("A", "![x](../../../../../luar.jpg)"), article("A", "![x](/../luar.jpg)"),
        article("A", photo="{src: ../../../../../luar.jpg, caption: Teks., credit: Sari}"), article("A", photo="{src: /../luar.jpg, caption: Teks., credit: Sari}"),
        article("A", "Baca Juga: [](../../../../../luar.vtt)"), article("A", photo="{src: file:///etc/passwd, caption: Teks., credit: Sari}"),
        article("A", "Baca Juga: [](//etc/passwd)"), article("A", "![x](%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/luar.jpg)"),
    ],
)  # fmt: skip
def test_words_that_take_a_file_in(tmp_path: Path, text: str) -> None:
    """CVE-2023-39584: Hexo's include_code read any file. Here a body has no word that takes a file in, and no path leaves content/."""
    (tmp_path / "luar.vtt").write_text(SECRET)
    (tmp_path / "luar.jpg").write_text(SECRET)
    harmless(tried(tmp_path, text))


WATCHED = """
import sys
def hook(event, args):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn"):
        print("STARTED", event, args, file=sys.stderr)
sys.addaudithook(hook)
from generator.cli.main import main
main()
"""


@pytest.mark.parametrize("words", [["build", "--verify", "--jobs", "1"], ["why", "/"]], ids=" ".join)
def test_a_build_starts_no_program(tmp_path: Path, words: list[str]) -> None:
    """CVE-2020-26284: Hugo ran pandoc.exe from the site's folder. Here no build runs any program, wherever it lies."""
    portal = site(tmp_path)
    portal.add(PATH, article("A", "```python\nprint(1)\n```\n\n$$x^2$$"))
    portal.build()
    for name in ("pandoc", "asciidoctor", "rst2html", "git", "node", "vips", "python", "sh"):
        program = portal.add(name, f"#!/bin/sh\necho '{SECRET}' >> '{tmp_path}/bukti'\n")
        program.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f".:{portal.folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": str(NOW + 86400),
    }
    line = [sys.executable, "-c", WATCHED, "--site", str(portal.folder), *words]
    done = subprocess.run(line, cwd=portal.folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "STARTED" not in done.stderr
    assert not (tmp_path / "bukti").exists()


# ------------------------------------------------------------- requests to the preview

_UP = "../" * 12
TARGETS = {
    "CVE-2021-40978": [f"/{_UP}etc/passwd", f"/{_UP}{{site}}/.env", "/../.env", "/foto/../../.env"],
    "CVE-2023-40274": [f"/{_UP}{{site}}/.env", "/../../luar.vtt", "/daerah/../../../luar.vtt", f"{_UP}luar.vtt"],
    "CVE-2024-29180": ["/%2e%2e/.env", "/%2e%2e%2f.env", "/foto/%2e%2e%2f%2e%2e%2f.env", "/..%2f..%2fluar.txt", "/%252e%252e%252f.env", "/foto%2f..%2f..%2f.env"],
    "CVE-2023-29159": ["/../content.txt", "/../content-lain/a.vtt", "/%2e%2e/content-lain/a.vtt", "/..%2fcontent-lain%2fa.txt", "/foto/../../content.txt"],
    "11ty/dev-server#152": ["/..%2fcontent-lain/a.vtt", "/..%252fcontent-lain/a.vtt", "/%2e%2e%252f.env", "/foto/..%252f..%252f.env"],
    "getnikola/nikola#3755": ["/assets/../../.env", "/assets//{site}/.env", "//{site}/.env", "/foto/%2fetc%2fpasswd"],
    "11ty/dev-server#150": ["/%2e%2e%2f", "/%2e%2e%2f%2e%2e%2f", "/%", "/%zz", "/%ff", "/%00", "/%ed%a0%80", "/%c0%ae%c0%ae/", "/[", "/\\"],
    "CVE-2025-64757": ["/_image?href=/@fs/{site}/../luar.jpg&w=9&h=9&f=png", "/_image/?href=file:///{site}/.env", "/gambar/../../luar.jpg", "/gambar/%2e%2e/%2e%2e/luar.jpg"],
    "CVE-2023-34238": ["/__file-code-frame?filePath=/{site}/.env&lineNumber=1", "/__original-stack-frame?moduleId=/{site}/.env&lineNumber=1", "/_ssg/page?url=../../.env", "/_ssg/page?url=/{site}/.env"],
    "CVE-2023-34092": ["//.env", "///.env", "//{site}/.env", "/foto//../../.env", "//../.env"],
    "CVE-2024-23331": ["/.ENV", "/.Env", "/SITE.YAML", "/@FS/{site}/.env", "/.GIT/config"],
    "CVE-2024-45811": ["/@fs/{site}/.env?import&raw", "/.env?import&raw", "/@fs/{site}/../luar.vtt?import&raw"],
    "CVE-2025-30208": ["/@fs/{site}/.env?raw??", "/@fs/{site}/.env?import&raw??", "/.env?raw??", "/.env??"],
    "CVE-2025-31125": ["/@fs/{site}/.env?inline&import", "/@fs/{site}/.env?raw?import", "/.env?inline&import", "/.env?.wasm?init"],
    "CVE-2025-31486": ["/@fs/{site}/.env?.svg?.wasm?init", "/.env?.svg", "/@fs/x/x/x/vite/../../../../../{site}/.env?import&?raw", "/.env/.svg"],
    "CVE-2025-32395": ["/@fs/{site}/.env#/../luar.vtt", "/#/../.env", "/foto/a.vtt#/../../../.env", "#/.env", "/.env#"],
    "CVE-2025-46565": ["/.env/.", "/.env/./", "/.env/./.", "/.git/config/.", "/./.env", "/.env%2f.", "/site.yaml/."],
    "CVE-2025-58751": ["/content.txt", "/content-lain/a.vtt", "/tautan/content.txt", "/tautan/.env", "/tautan%2f.env"],
    "CVE-2025-58752": ["/../luar.html", "/../../luar.html", "/%2e%2e/%2e%2e/luar.html", "/{site}/../luar.html", "/..%2f..%2fluar", "/../../luar"],
    "CVE-2025-62522": ["/.env\\", "/.env%5c", "/..\\.env", "/..%5c.env", "/foto\\..\\..\\.env", "/.git\\config", "\\.env"],
    "CVE-2024-23334": ["/foto/{site}/.env", "/foto//{site}/.env", "/aset//{site}/.env", "/aset/../../.env", "/aset/%2f{site}/.env", "/_ssg//{site}/.env"],
}  # fmt: skip
"""What is sent as the target of a request, byte by byte; {site} is the path of the site's folder without its first slash."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory) -> Iterator[Serving]:
    """A preview of a site with secrets all around its content, and a link of its content to one of them."""
    portal = site(tmp_path_factory.mktemp("pratinjau"))
    portal.add(PATH, article("A", "Isi.", aliases="[/lama/]"))
    portal.add("content/daerah/2024/10/draf.md", article("Embargo", draft="true"))
    portal.add("content/foto/a.vtt", b"0123456789" * 1000)
    portal.add("content/foto/umpan.vtt", SECRET)
    outside(portal)
    (portal.folder.parent / "luar.html").write_text(f"<p>{SECRET}</p>")
    with serving(portal) as found:
        # Only once it runs: what the build would refuse must not be served either.
        os.symlink(portal.folder, portal.folder / "content/tautan")
        # The tests below can fail: what is served is seen.
        assert SECRET.encode() in sent(found.port, "/foto/umpan.vtt")[1]
        yield found


def sent(port: int, target: str, *lines: str) -> tuple[int, bytes]:
    """Send a request for a target as it is, without any client's tidying; return status and all bytes of the answer."""
    head = "\r\n".join([f"GET {target} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""])
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as raw:
        raw.sendall(head.encode("latin-1"))
        answer = b""
        while piece := raw.recv(65536):
            answer += piece
    return int(answer.split(b" ", 2)[1]), answer


@pytest.mark.parametrize("advisory", TARGETS)
def test_a_request_for_a_file_outside(preview: Serving, advisory: str) -> None:
    """No spelling of a path, no query and no header leads to a file that is not part of the portal, and none stops the preview."""
    place = preview.portal.folder.as_posix().lstrip("/")
    for target in TARGETS[advisory]:
        for header in ("Accept: */*", "Sec-Fetch-Dest: script", "Accept: image/png", "X-Original-URL: /.env"):
            status, answer = sent(preview.port, target.format(site=place), header)
            assert SECRET.encode() not in answer, target
            assert b"root:x:0:" not in answer, target
            assert b"base_url" not in answer, target
            assert status in (200, 301, 400, 403, 404), (target, status)
    assert preview.get("/").status == 200


def test_answers_name_no_folder_of_the_machine(preview: Serving) -> None:
    """getnikola/nikola#3906: what does not exist is answered without a word about where it was looked for."""
    place = str(preview.portal.folder).encode()
    for target in (
        "/tidak-ada/",
        "/tidak-ada.html",
        "/foto/tidak-ada.jpg",
        "/aset/x",
        "/_ssg/x",
        "/foto/",
        "/%00",
        "/tautan/",
    ):
        for header in ("Accept: */*", "Range: bytes=5-1", "If-None-Match: x"):
            status, answer = sent(preview.port, target, header)
            assert status in (400, 404), target
            assert place not in answer, target
            assert place not in unquote_to_bytes(answer), target


@pytest.mark.parametrize("advisory", ["CVE-2025-54793", "CVE-2021-28861"])
@pytest.mark.parametrize(
    "target", ["//evil.example", "//evil.example/", "//evil.example/..", "///evil.example", "/\\evil.example", "/%5cevil.example", "/%2fevil.example/x", "//evil.example//daerah", "/lama//evil.example", "//daerah", "/daerah//evil.example/.."],
)  # fmt: skip
def test_a_redirect_leads_to_no_other_host(preview: Serving, advisory: str, target: str) -> None:
    """What completes an address with a slash, or leads on from an old one, stays on this host."""
    for full in (target, f"{target}?a=//evil.example"):
        _, answer = sent(preview.port, full)
        for place in re.findall(rb"(?im)^location: *([^\r\n]*)", answer):
            to = place.decode("latin-1")
            assert urlsplit(to).netloc == "", to
            assert re.match(r"/(?![/\\])", to), to


FOREIGN = {
    "CVE-2025-24010": [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost.evil.example"}],
    "GHSA-67mh-4wv8-2f99": [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}],
    "CVE-2018-14732": [{"Origin": "https://evil.example", "Upgrade": "websocket", "Connection": "Upgrade"}, {"Origin": "file://"}],
    "CVE-2025-30360": [{"Origin": "http://192.0.2.7"}, {"Origin": "http://127.0.0.1:1"}, {"Origin": "http://[::1]:1"}],
}  # fmt: skip


@pytest.mark.parametrize("advisory", FOREIGN)
def test_pages_of_other_origins_learn_nothing(preview: Serving, advisory: str) -> None:
    """The stream, the facts and what acts are refused to every other origin, and no answer is shared with one."""
    for headers in FOREIGN[advisory]:
        for path in ("/_ssg/events?url=/", "/_ssg/page?url=/daerah/2024/10/draf/", "/_ssg/"):
            answer = preview.get(path, headers)
            assert answer.status == 403, (path, headers)
            assert b"Embargo" not in answer.body
        assert preview.get("/_ssg/now", headers, "POST", b"2030-01-01T00:00").status == 403
        assert preview.get("/_ssg/drafts?shown=1", headers, "POST", b"").status == 403
        for path in ("/", "/foto/a.vtt", "/aset/kabar.js", "/_ssg/preview.js", "/feed.xml"):
            given = preview.get(path, headers).headers
            assert not any(name.startswith("access-control") for name in given), path
    assert preview.live.pinned == NOW
    assert not preview.live.drafts


def test_scripts_are_given_to_no_other_site(preview: Serving) -> None:
    """CVE-2025-30359: a script element of another site gets nothing: all answers are for the same origin alone."""
    for path in (
        "/",
        "/aset/kabar.js",
        "/_ssg/preview.js",
        "/_ssg/dashboard.js",
        "/feed.json",
        "/foto/a.vtt",
        "/tidak-ada/",
    ):
        headers = preview.get(path).headers
        assert headers["cross-origin-resource-policy"] == "same-origin", path
        assert headers["x-content-type-options"] == "nosniff", path
    crossing = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}
    assert preview.get("/_ssg/page?url=/", crossing).status == 403
    assert preview.get("/_ssg/preview.js", crossing).status == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8000",
        "",
        "localhost@evil.example",
        "0x7f.1.evil",
    ],
)
def test_a_name_that_was_rebound(preview: Serving, host: str) -> None:
    """CVE-2024-28224: a name that a stranger points at this machine is answered to nobody."""
    for path in ("/", "/_ssg/", "/_ssg/events?url=/", "/foto/a.vtt"):
        answer = preview.get(path, {"Host": host})
        assert answer.status in (400, 403), (host, path)
        assert b"Embargo" not in answer.body
        assert len(answer.body) < 500


def test_headers_of_a_proxy_change_no_page(preview: Serving) -> None:
    """CVE-2025-61925: addresses in pages are those of site.yaml, whatever a request says of its host."""
    told = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "host=evil.example",
        "X-Forwarded-Prefix": "//evil.example",
    }
    for path in ("/", "/daerah/2024/10/a/", "/sitemap.xml", "/feed.xml", "/robots.txt"):
        answer = preview.get(path, told)
        assert answer.body == preview.get(path).body
        assert b"evil.example" not in answer.body
    answer = preview.get("/daerah", told)
    assert (answer.status, answer.headers["location"]) == (301, "/daerah/")
    assert (
        preview.get("/_ssg/page?url=/", {**told, "X-Forwarded-For": "127.0.0.1", "Host": "evil.example"}).status == 403
    )


def test_ranges_cost_no_time(preview: Serving) -> None:
    """CVE-2025-62727: thousands of ranges in one header are answered, or refused, at once."""

    def asked(number: int) -> Callable[[], None]:
        spread = ",".join(f"{n}-{n}" for n in range(0, number, 2))
        many = (spread, ",".join(f"{n}-" for n in range(number)), ",".join(["0-"] * number), "0-0," * number + "0-0")

        def ask() -> None:
            for given in many:
                status, _ = sent(preview.port, "/foto/a.vtt", f"Range: bytes={given}"[:60_000].rstrip(",-"))
                assert status in (200, 206, 400, 416, 431)

        return ask

    growth.held(asked, 9_000)


# -------------------------------------------------------------------- the table itself

_ID = re.compile(r"CVE-\d{4}-\d{4,}|GHSA(?:-[2-9cfghjmpqrvwx]{4}){3}|[\w.-]+/[\w.-]+#\d+")


def rows() -> dict[str, str]:
    """Return the test that docs/advisories.md names for each advisory."""
    found = {}
    for line in (ROOT / "docs/advisories.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and (name := _ID.search(cells[0])):
            assert name[0] not in found, f"{name[0]} stands there twice"
            found[name[0]] = cells[4].strip("`")
    return found


def replayed(test: str) -> set[str]:
    """Return the advisories that a test of this file names, in its docstring or as one of its cases."""
    function = globals()[test]
    cases = [
        str(value)
        for mark in getattr(function, "pytestmark", ())
        if mark.args[:1] == ("advisory",)
        for value in mark.args[1]
    ]
    return set(_ID.findall(f"{function.__doc__} {' '.join(cases)}"))


def test_every_advisory_of_the_table_is_replayed() -> None:
    """The test that a row names is there, and names the advisory."""
    table = rows()
    assert len(table) >= 45
    for advisory, test in table.items():
        assert advisory in replayed(test), f"{test} does not name {advisory}"


def test_every_replay_stands_in_the_table() -> None:
    """No advisory is tried here that the document does not tell of."""
    tests = [name for name in globals() if name.startswith("test_")]
    assert set().union(*(replayed(test) for test in tests)) == set(rows())
