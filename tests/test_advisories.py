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
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest

from tests import growth
from tests.preview_support import PATIENCE, Serving, serving
from tests.support import CONFIG, NOW, ROOT, Portal, RefusedError, article, png, site

_PART = re.compile(r"^== (\w+): (\S+)\n", re.MULTILINE)


def given(what: str) -> dict[str, str]:
    """Return what tests/fixtures/advisories.txt has of one sort, by advisory."""
    _, *parts = _PART.split((ROOT / "tests/fixtures/advisories.txt").read_text("utf-8"))
    return {name: text for sort, name, text in zip(*[iter(parts)] * 3, strict=True) if sort == what}


SECRET = "RAHASIA-DARI-LUAR"
"""Stands in files that nobody may get."""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>'


class Active(HTMLParser):
    """Collects all of a page that could run script or load from where the portal did not say."""

    ADDRESSES = ("href", "src", "action", "formaction", "data", "poster")

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
            leads_on = (
                name in self.ADDRESSES and scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel", "")
            )
            odd = name.startswith("on") or name in ("style", "srcdoc") or not re.fullmatch(r"[a-z][a-z0-9-]*", name)
            if odd or leads_on:
                self.found.append(f"{tag} {name}={value}")


def test_what_runs_would_be_seen() -> None:
    """The judge of pages finds script in every form that is tried here, and none in what a page of ours has."""
    for markup in given("markup")["active"].split("\n\n")[0].splitlines():
        assert Active(f"<main>{markup}</main>").found, markup
    fine = '<script src="/aset/kabar.js"></script><a href="/x/?a=b:c">x</a><a href="https://a.example">y</a>'
    assert Active(fine).found == []


def tried(portal: Portal, *texts: str | bytes) -> set[int]:
    """Build articles, expect that nothing of them can do harm, and return which were refused by place and sentence.

    No page runs script, structured data is data, and no file from outside is in any.
    """
    portal.add("content/foto/a.svg", PICTURE)
    for number, text in enumerate(texts):
        portal.add(f"content/daerah/2024/10/a{number}.md", text)
    report = portal.build(hold=True)
    refused = {int(re.fullmatch(r"content/daerah/2024/10/a(\d+)\.md", one.path)[1]) for one in report.held}  # type: ignore[index]
    assert all(one.message for one in report.held)
    files = portal.files()
    pages = {number for number in range(len(texts)) if f"daerah/2024/10/a{number}/index.html" in files}
    assert pages == {*range(len(texts))} - refused
    for path, data in files.items():
        assert SECRET.encode() not in data, path
        if path.endswith(".html") and not path.startswith("fragmen/"):
            page = data.decode()
            assert Active(page).found == [], path
            for one in re.findall(r'<script type="application/ld\+json">(.*?)</script', page, re.DOTALL):
                json.loads(one)
    return refused


BODIES = given("bodies")


@pytest.mark.parametrize("advisory", BODIES)
def test_script_in_a_body(tmp_path: Path, advisory: str) -> None:
    """Titles, targets, texts, cells, fences and embeds stay text, or the article is refused."""
    bodies = [one for one in BODIES[advisory].split("\n\n") if one.strip()]
    tried(site(tmp_path), *(article("A", one, summary="Ringkasan") for one in bodies))


def test_script_in_tags_and_other_keys(tmp_path: Path) -> None:
    """CVE-2021-25987: what is shown of the front matter is text in every page, feed and list."""
    evil = '\'"></script><script>alert(1)</script><b onclick="alert(1)">\''
    given = dict.fromkeys(("title", "author", "editor", "source", "region", "summary", "sponsor"), evil)
    given |= {"tags": f"[{evil}]", "photo": f"{{src: /foto/a.svg, caption: {evil}, credit: {evil}, alt: {evil}}}"}
    refused = tried(site(tmp_path), *(article(**{"title": "A", key: text}) for key, text in given.items()))
    assert len(refused) < len(given) / 2


def test_pages_among_the_content(tmp_path: Path) -> None:
    """GHSA-c54g-xjwj-8g82: a file that a browser would run is not published, whatever is in it."""
    portal = site(tmp_path)
    names = {"a.html", "b.htm", "c.xhtml", "d.svgz", "e.js", "f.xml", "G.HTML", "h.html.", "i.mht"}
    for name in names:
        portal.add(f"content/foto/{name}", "<script>alert(1)</script>")
    assert {one.path for one in portal.problems()} == {f"content/foto/{name}" for name in names}


SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"'


@pytest.mark.slow
def test_script_in_a_picture(tmp_path: Path) -> None:
    """CVE-2024-23724: the build refuses it, and in the preview it runs no script, also when it replaces a good one."""
    portal = site(tmp_path)
    portal.add("content/foto/a.svg", PICTURE)
    with serving(portal) as server:
        for picture in (
            f"<svg {SVG}><script>fetch('/_ssg/')</script></svg>", f"<svg {SVG} onload='alert(1)'/>",
            f"<svg {SVG}><foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='/'/></foreignObject></svg>",
            f"<svg {SVG}><a xlink:href='javascript:alert(1)'><rect width='9' height='9'/></a></svg>",
        ):  # fmt: skip
            portal.add("content/foto/a.svg", PICTURE)
            server.shows("/foto/a.svg", PICTURE)
            portal.add("content/foto/a.svg", picture)
            server.until(server.problems)
            assert server.get("/foto/a.svg").headers["content-security-policy"] == "sandbox"
            assert [one.path for one in portal.problems()] == ["content/foto/a.svg"]


@pytest.mark.slow
def test_what_the_reader_searches_for_is_in_no_page(tmp_path: Path) -> None:
    """CVE-2020-26297: no page shows a part of its own address; the script that reads it makes no markup of anything."""
    portal = site(tmp_path, config=f"{CONFIG}search: true\n")
    portal.add("content/daerah/2024/10/a.md", article("A"))
    query = "?q=%3Cscript%3Ealert(1)%3C/script%3E&q=<script>alert(1)</script>"
    with serving(portal) as server:
        for url in ("/", "/indeks/", "/cari/", "/tidak-ada/", "/daerah/2024/10/a/"):
            assert server.get(url + query).body == server.get(url).body
    portal.build()
    scripts = {path.name: path.read_text("utf-8") for path in (portal.output / "aset").rglob("*.js")}
    reads = re.compile(r"location\.(search|hash)|URLSearchParams")
    assert {name for name, text in scripts.items() if reads.search(text)} == {"page.js"}
    markup = r"(inner|outer)HTML|insertAdjacent|document\.write|createContextualFragment|\beval\b|new Function"
    assert not any(re.search(markup, text) for text in scripts.values())


def test_front_matter_in_another_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CVE-2022-25863: front matter is YAML and nothing else; a word behind the dashes chooses no engine."""
    monkeypatch.chdir(tmp_path)
    heads = (
        '---js\n{ title: require("fs").writeFileSync("bukti", "x") }\n---\nIsi.\n', '---json\n{"title": "A"}\n---\nIsi.\n',
        ';;;\n{"title": "A"}\n;;;\nIsi.\n', '+++\ntitle = "A"\n+++\nIsi.\n', "---coffee\ntitle: 'A'\n---\nIsi.\n",
    )  # fmt: skip
    assert tried(site(tmp_path), *heads) == {0, 1, 2, 3, 4}
    assert list(tmp_path.rglob("bukti")) == []


@pytest.mark.parametrize("place", ["content/daerah/2024/10/a.md", "site.yaml", "themes/uji/theme.yaml"])
def test_constructors_in_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """CVE-2020-14343: a tag makes no object; it is an error with a place, in every file that is YAML."""
    monkeypatch.chdir(tmp_path)
    portal = site(tmp_path, config=f"{CONFIG}theme: uji\ndescription: NILAI\n")
    portal.add("themes/uji/theme.yaml", "extends: kabar\nname: uji # NILAI\n")
    portal.add("content/daerah/2024/10/a.md", article("A", summary="NILAI"))
    before = (portal.folder / place).read_text()
    for value in (
        "!!python/object/new:os.system [touch bukti]", "!!python/object/apply:os.system ['touch bukti']",
        "!!python/name:os.system", "!!map {a: b}",
        "!!python/object/new:tuple [!!python/object/new:map [!!python/name:eval, ['__import__(\"os\").system(\"touch bukti\")']]]",
    ):  # fmt: skip
        portal.add(place, before.replace("uji # NILAI", value).replace("NILAI", value))
        assert {one.path for one in portal.problems()} == {place}
    assert list(tmp_path.rglob("bukti")) == []


def test_a_bomb_of_aliases(tmp_path: Path) -> None:
    """CVE-2019-11253: nine lines that would become billions of words cost nothing, as aliases are refused."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    with growth.ends():
        assert tried(site(tmp_path), "---\n" + "\n".join(lines) + "\n---\nIsi.\n") == {0}


def gif(side: int) -> bytes:
    """Return a picture that says it is large and has next to no data."""
    head = b"GIF89a" + struct.pack("<HH", side, side) + b"\x80\0\0" + b"\0" * 6
    return head + b"\x2c" + struct.pack("<HHHH", 0, 0, side, side) + b"\0\x02\x02\x4c\x01\0\x3b"


def pictured(portal: Portal, pictures: dict[str, bytes]) -> set[tuple[str, str]]:
    """Put pictures into a site, each as the photo of an article, and return of which articles what is told."""
    for number, (name, data) in enumerate(pictures.items()):
        portal.add(f"content/foto/{name}", data)
        photo = f"{{src: /foto/{name}, caption: Teks., credit: Sari}}"
        portal.add(f"content/daerah/2024/10/a{number}.md", article(f"A{number}", photo=photo))
    return {(one.path, one.message) for one in portal.problems()}


def test_a_picture_that_fills_the_memory(tmp_path: Path) -> None:
    """CVE-2022-45198: how large it will be is looked at before it is unpacked, and too large is an error."""
    with growth.ends():
        told = pictured(site(tmp_path), {"a.png": png(30_000, 30_000), "b.gif": gif(30_000), "c.gif": gif(60_000)})
    assert len(told) == 3, "what no program can open is called damaged"


def test_a_picture_that_is_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CVE-2016-3714: what a file is, is told by its first bytes, and only decoders of four formats are let in."""
    monkeypatch.chdir(tmp_path)
    programs = (
        b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://a.example/x.jpg\"|touch \"bukti)'\npop graphic-context\n",
        b"<?xml version='1.0'?><image><read filename='msl:/etc/passwd'/><write filename='bukti'/></image>",
        b"%!PS\n(bukti) (w) file closefile\n", b"text:/etc/passwd", PICTURE.encode(), b"<html><script>alert(1)</script></html>",
    )  # fmt: skip
    pictures = {f"{n}.{end}": data for n, data in enumerate(programs) for end in ("jpg", "png", "webp")}
    told = pictured(site(tmp_path), pictures)
    assert len([message for _, message in told if "not the picture that its name says" in message]) == len(pictures)
    assert list(tmp_path.rglob("bukti")) == []


@pytest.mark.parametrize("icon", [False, True], ids=["media", "icon"])
def test_a_picture_that_includes_a_file(tmp_path: Path, icon: bool) -> None:
    """CVE-2023-38633: an SVG takes in no other file, neither published as it is nor drawn for the icons."""
    (tmp_path / "luar.vtt").write_text(SECRET)
    include = '<text><xi:include href=".?../../../luar.vtt" parse="text"/></text>'
    picture = f'<svg {SVG} xmlns:xi="http://www.w3.org/2001/XInclude"><rect width="9" height="9"/>{include}</svg>'
    portal = site(tmp_path, config=CONFIG + ("icon: /foto/ikon.svg\n" if icon else ""))
    portal.add("content/foto/ikon.svg", picture)
    assert {one.path for one in portal.problems()} <= {"content/foto/ikon.svg", "site.yaml"}


STALLING = {
    "CVE-2022-21670": ["x " + " " * 60_000 + "\nx", "*" * 60_000, "![" * 30_000, "`a" * 30_000],
    "CVE-2022-39209": ["![l" * 100_000, "<a:" * 30_000, "https://a.example/" * 5_000],
}


@pytest.mark.parametrize("advisory", STALLING)
def test_patterns_that_stall_a_parser(tmp_path: Path, advisory: str) -> None:
    """Long runs of what begins something are read soon, or refused with a sentence."""
    with growth.ends():
        tried(site(tmp_path), *(article("A", body, summary="Ringkasan") for body in STALLING[advisory]))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """CVE-2023-26302: a file that is no UTF-8 is a problem with a place; a control character leaves no trace."""
    wrong = (b"\xff\xfe", b"Isi \xc3\x28.", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a\0b")
    assert tried(site(tmp_path), *(article("A", "Isi.").encode() + data for data in wrong)) >= {0, 1, 2, 3}


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
    (portal.folder / "content/foto").mkdir()
    for number, target in enumerate(outside(portal)):
        name = f"x{number}" if folders else f"x{number}.vtt"
        os.symlink(target.parent if folders else target, portal.folder / "content/foto" / name)
    with pytest.raises(RefusedError) as error:
        portal.build()
    assert any(one.path.startswith("content/foto/x") for one in error.value.problems)
    portal.build(hold=True)
    assert not [path for path, data in portal.files().items() if SECRET.encode() in data]


@pytest.mark.slow
def test_a_link_that_replaces_a_file_is_not_served(tmp_path: Path) -> None:
    """CVE-2019-5438: harp's server followed symbolic links; the preview serves none that leads out, at no moment."""
    portal = site(tmp_path)
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
        while len(server.problems()) < 2:
            assert SECRET.encode() not in server.get("/foto/a.vtt").body + server.get("/dok/b.vtt").body
        assert (server.get("/foto/a.vtt").status, server.get("/dok/b.vtt").status) == (404, 404)


@pytest.mark.parametrize("hidden", [".git/config", ".env", "nasional/draf.md"])
def test_links_in_the_content_to_what_is_not_published(tmp_path: Path, hidden: str) -> None:
    """CVE-2018-17567, CVE-2023-40028: nor does a link publish what is hidden inside of content/: it is an error with its place."""
    portal = site(tmp_path)
    portal.add(f"content/{hidden}", article("Draf", SECRET, draft="true"))
    (portal.folder / "content/foto").mkdir()
    os.symlink(f"../{hidden}", portal.folder / "content/foto/x.vtt")
    assert [one.path for one in portal.problems()] == ["content/foto/x.vtt"]


def test_words_that_take_a_file_in(tmp_path: Path) -> None:
    """CVE-2023-39584: Hexo's include_code read any file. Here a body has no word that takes a file in, and no path leaves content/."""
    (tmp_path / "luar.vtt").write_text(SECRET)
    (tmp_path / "luar.jpg").write_text(SECRET)
    bodies = given("files")["CVE-2023-39584"].split("\n---\n")
    photos = ("../../../../../luar.jpg", "/../luar.jpg", "file:///etc/passwd")
    shown = (article("A", photo=f"{{src: '{src}', caption: Teks., credit: Sari}}") for src in photos)
    tried(site(tmp_path), *(article("A", body) for body in bodies), *shown)


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
    portal.add("content/daerah/2024/10/a.md", article("A", "```python\nprint(1)\n```\n\n$$x^2$$"))
    portal.build()
    for name in ("pandoc", "asciidoctor", "rst2html", "git", "node", "vips", "python", "sh"):
        portal.add(name, f"#!/bin/sh\necho '{SECRET}' >> '{tmp_path}/bukti'\n").chmod(0o755)
    own = {
        "PATH": f".:{portal.folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": str(NOW + 86400),
    }
    line = [sys.executable, "-c", WATCHED, "--site", str(portal.folder), *words]
    done = subprocess.run(line, cwd=portal.folder, env=os.environ | own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "STARTED" not in done.stderr
    assert not (tmp_path / "bukti").exists()


TARGETS = given("requests")
"""What is sent as the target of a request, byte by byte; {site} is the path of the site's folder without its first slash."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A preview of a site with secrets all around its content, and a link of its content to one of them."""
    portal = site(tmp_path_factory.mktemp("pratinjau"))
    portal.add("content/daerah/2024/10/a.md", article("A", "Isi.", aliases="[/lama/]"))
    portal.add("content/daerah/2024/10/draf.md", article("Embargo", draft="true"))
    portal.add("content/foto/a.vtt", b"0123456789" * 1000)
    portal.add("content/foto/umpan.vtt", SECRET)
    outside(portal)
    (portal.folder.parent / "luar.html").write_text(f"<p>{SECRET}</p>")
    with serving(portal) as found:
        # Only once it runs: what the build would refuse must not be served either.
        os.symlink(portal.folder, portal.folder / "content/tautan")
        # The tests below can fail: what is served is seen.
        assert SECRET.encode() in sent(found, "/foto/umpan.vtt")[1]
        yield found


def sent(server: Serving, target: str, *lines: str) -> tuple[int, bytes]:
    """Send a request for a target as it is, without any client's tidying; return status and all bytes of the answer."""
    head = "\r\n".join([f"GET {target} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""])
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as raw:
        raw.sendall(head.encode("latin-1"))
        answer = b""
        while piece := raw.recv(65536):
            answer += piece
    return int(answer.split(b" ", 2)[1]), answer


@pytest.mark.parametrize("advisory", TARGETS)
def test_a_request_for_a_file_outside(preview: Serving, advisory: str) -> None:
    """No spelling of a path, no query and no header leads to a file that is not part of the portal, and none stops the preview."""
    place = preview.portal.folder.as_posix().lstrip("/")
    for target in TARGETS[advisory].split():
        for header in ("Accept: */*", "Sec-Fetch-Dest: script", "X-Original-URL: /.env"):
            status, answer = sent(preview, target.format(site=place, up="../" * 12), header)
            assert not re.search(rb"%s|root:x:0:|base_url" % SECRET.encode(), answer), target
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
            status, answer = sent(preview, target, header)
            assert status in (400, 404), target
            assert place not in unquote_to_bytes(answer), target


@pytest.mark.parametrize("advisory", ["CVE-2025-54793", "CVE-2021-28861"])
def test_a_redirect_leads_to_no_other_host(preview: Serving, advisory: str) -> None:
    """What completes an address with a slash, or leads on from an old one, stays on this host."""
    query = "" if advisory == "CVE-2025-54793" else "?a=//evil.example"
    for target in given("redirects")["CVE-2025-54793"].split():
        _, answer = sent(preview, target + query)
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
    facts = preview.json("/_ssg/page")
    assert (facts["now"], facts["drafts"]) == ("Kamis, 10 Oktober 2024 | 12:00 WIB", False)


def test_scripts_are_given_to_no_other_site(preview: Serving) -> None:
    """CVE-2025-30359: a script element of another site gets nothing: all answers are for the same origin alone."""
    for path in (
        "/",
        "/aset/kabar.js",
        "/_ssg/preview.js",
        "/_ssg/dashboard.js",
        "/feed.xml",
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
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8000", "", "localhost@evil.example", "0x7f.1.evil"]
)  # fmt: skip
def test_a_name_that_was_rebound(preview: Serving, host: str) -> None:
    """CVE-2024-28224: a name that a stranger points at this machine is answered to nobody."""
    for path in ("/", "/_ssg/", "/_ssg/events?url=/", "/foto/a.vtt"):
        answer = preview.get(path, {"Host": host})
        assert answer.status in (400, 403), (host, path)
        assert len(answer.body) < 500


def test_headers_of_a_proxy_change_no_page(preview: Serving) -> None:
    """CVE-2025-61925: addresses in pages are those of site.yaml, whatever a request says of its host."""
    told = {
        "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher", "Forwarded": "host=evil.example",
        "X-Forwarded-Prefix": "//evil.example",
    }  # fmt: skip
    for path in ("/", "/daerah/2024/10/a/", "/sitemap.xml", "/feed.xml", "/robots.txt"):
        answer = preview.get(path, told)
        assert answer.body == preview.get(path).body
        assert b"evil.example" not in answer.body
    answer = preview.get("/daerah", told)
    assert (answer.status, answer.headers["location"]) == (301, "/daerah/")
    named = {**told, "X-Forwarded-For": "127.0.0.1", "Host": "evil.example"}
    assert preview.get("/_ssg/page?url=/", named).status == 403


def test_ranges_cost_no_time(preview: Serving) -> None:
    """CVE-2025-62727: thousands of ranges in one header are answered, or refused, at once."""
    spread = ",".join(f"{n}-{n}" for n in range(0, 9000, 2))
    with growth.ends(after=20):
        for given in (spread, ",".join(f"{n}-" for n in range(9000)), ",".join(["0-"] * 9000), "0-0," * 9000 + "0-0"):
            status, _ = sent(preview, "/foto/a.vtt", f"Range: bytes={given}"[:60_000].rstrip(",-"))
            assert status in (200, 206, 400, 416, 431)


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
    marks = [mark.args for mark in getattr(function, "pytestmark", ()) if mark.args[:1] == ("advisory",)]
    return set(_ID.findall(f"{function.__doc__} {' '.join(case for _, cases in marks for case in cases)}"))


def test_the_table_tells_of_every_replay() -> None:
    """The test that a row names is there, and names the advisory; and none is tried here that has no row."""
    table = rows()
    assert len(table) >= 45
    for advisory, test in table.items():
        assert advisory in replayed(test), f"{test} does not name {advisory}"
    assert set().union(*(replayed(name) for name in globals() if name.startswith("test_"))) == set(table)
