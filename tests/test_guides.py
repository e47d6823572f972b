"""README and the guides: each block of code in them is tried in the way of its language, and what it shows is what there is."""

from __future__ import annotations

import configparser
import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.support import AFTER, CONFIG, ROOT, Portal, article, copied, parsed, png, run, site, ssg_here
from tools.messages import catalogue
from tools.reference import documents, written
from tools.validate.portal import build

IN_INDONESIAN = [ROOT / "README.id.md", *sorted((ROOT / "docs/id").glob("*.md"))]
GUIDES = [
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")), *IN_INDONESIAN,
    *sorted((ROOT / "generator/skeleton").rglob("README.md")),
]  # fmt: skip
TRIED_ELSEWHERE = {
    ("deploy.md", "nginx"): "tests/test_deploy.py", ("desk.md", "caddyfile"): "tests/annex/desk/test_proxies.py",
    ("desk.md", "nginx"): "tests/annex/desk/test_proxies.py", ("migration.md", "yaml"): "tests/test_migration.py",
    ("pindahan.md", "sql"): "tests/test_migration.py", ("theme.md", "html"): "tests/pages",
}  # fmt: skip
"""Blocks of a guide in a language, and the tests that try them."""
PROGRAMS = {
    "apt", "aws", "cd", "cp", "crontab", "curl", "dask", "diff", "done", "eval", "for", "git", "journalctl", "less", "mkdir", "mysqldump", "nginx", "npx",
    "py-spy", "rsync", "source", "ssg", "ssh-copy-id", "ssh-keygen", "ssh-keyscan", "sudo", "systemctl", "tar", "wsl", ".",
}  # fmt: skip
"""Programs of others that a guide may use as they are."""


class Block(NamedTuple):
    file: Path
    line: int
    language: str
    text: str


def found(file: Path) -> Iterator[Block]:
    """Yield the blocks of code of a guide, without the indentation of lists."""
    text = file.read_text("utf-8")
    for match in re.finditer(r"^( *)```([^\n`]*)\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL):
        body = re.sub(f"^{match[1]}", "", match[3], flags=re.MULTILINE)
        yield Block(file, text.count("\n", 0, match.start()) + 1, match[2], body)


def blocks(file: Path, language: str) -> list[str]:
    """Return the texts of its blocks in a language."""
    return [block.text for block in found(file) if block.language == language]


BLOCKS = [block for guide in GUIDES for block in found(guide)]


def having(*languages: str) -> pytest.MarkDecorator:
    """Run a test for each block in one of some languages that is not tried elsewhere."""
    some = [one for one in BLOCKS if one.language in languages and (one.file.name, one.language) not in TRIED_ELSEWHERE]
    return pytest.mark.parametrize("block", some, ids=lambda block: f"{block.file.relative_to(ROOT)}:{block.line}")


TRIED = {
    "sh", "console", "markdown", "yaml", "yaml article", "yaml front", "yaml topic", "yaml advertisement", "yaml theme", "yaml words",
    "jinja", "css", "js", "json", "ini", "output",
}  # fmt: skip
SHOWN = {"text", "powershell"}
"""Drawings, folders, forms with gaps, and what is for other machines."""


def test_each_block_has_a_language_in_which_it_is_tried() -> None:
    """A block without one would be tried by nobody."""
    untried = [
        f"{one.file.name}:{one.line} {one.language or 'no language'}"
        for one in BLOCKS
        if one.language not in TRIED | SHOWN and (one.file.name, one.language) not in TRIED_ELSEWHERE
    ]
    assert not untried
    assert all((ROOT / place).exists() for place in TRIED_ELSEWHERE.values())


@pytest.mark.parametrize("document", documents(), ids=str)
def test_tables_of_keys_are_those_of_the_program(document: Path) -> None:
    """`make reference` writes them anew."""
    text = (ROOT / document).read_text("utf-8")
    assert written(text) == text


# ---------------------------------------------------------------------- commands


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of each command of a script; a <gap> is a word."""
    text = re.sub(r"<[\w ,'/-]+>", "GAP", text).replace("\\\n", " ")
    for line in text.splitlines():
        words = shlex.split(line, comments=True)
        while words:
            end = next(
                (n for n, word in enumerate(words) if word in {"&&", "|", ";", ">"} or word.endswith(";")), len(words)
            )
            command = [word.rstrip(";") for word in words[: end + (end < len(words) and words[end].endswith(";"))]]
            words = words[end + 1 :]
            command = command[1:] if command and command[0] in {"do", "sudo", "export"} else command
            if command and "=" not in command[0] and command[0][0] != "$":
                yield command
            if end < len(line) and words and line.find(f"> {words[0]}") > 0:
                words = words[1:]


@having("sh", "console")
def test_each_command_is_one_that_there_is(block: Block) -> None:
    """Words of `ssg` are parsed as it parses them; targets of make, modules of Python and extras of pip exist."""
    lines = [line[2:] for line in block.text.splitlines() if line.startswith("$ ")]
    text = "\n".join(lines) if block.language == "console" else block.text
    gapless = re.sub(r"<[^<>\n]+>", "GAP", text)
    assert subprocess.run(["bash", "-n"], input=gapless, text=True, check=False).returncode == 0
    for program, *words in commands(text):
        check_command(Path(program).name or program, words)


def check_command(name: str, words: list[str]) -> None:
    if name == "ssg" and words:
        parsed(*words)
    elif name == "make":
        targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert {word for word in words if "=" not in word} <= {*targets}
    elif name in {"python", "python3"}:
        assert words[0] == "-m"
        assert importlib.util.find_spec(words[1]) is not None, words
    elif name == "pip":
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
        assert {one for word in words for one in re.findall(r"warta\[(\w+)\]", word)} <= extras.keys()
    else:
        assert name in PROGRAMS


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A new portal, as it was built."""
    made = Portal(tmp_path_factory.mktemp("guides") / "kabar")
    assert run("init", str(made.folder), "--source", f"https://paket.example/warta.whl#sha256={'0' * 64}") == 0
    made.now = AFTER + 10**7
    made.build()
    return made


@pytest.fixture
def portal(new: Portal, tmp_path: Path) -> Portal:
    found = copied(new, tmp_path)
    found.now = new.now
    return found


@pytest.mark.slow
@pytest.mark.parametrize("guide", IN_INDONESIAN, ids=lambda guide: guide.name)
def test_each_command_of_a_newsroom_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], guide: Path
) -> None:
    """In a new portal, one after the other; of what runs on, that it would start with these words."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(AFTER))
    run("init", str(tmp_path / "kabar"))
    monkeypatch.chdir(tmp_path / "kabar")
    Portal(tmp_path / "kabar").build(now=AFTER)
    for program, *words in commands("".join(blocks(guide, "sh"))):
        if program == "cd" and Path(words[0]).is_dir():
            monkeypatch.chdir(words[0])
        # Others are tried by their words alone: deploying needs a target, importing a backup, counting a log; the preview
        # and --wait run on.
        if program != "ssg" or words[0] in {"serve", "deploy", "ci", "state", "import", "popular"} or "--wait" in words:
            continue
        assert run(*words) == 0, f"{words}: {capsys.readouterr()}"


# ----------------------------------------------------------------------- content


@pytest.mark.slow
def test_each_sample_is_an_article_of_a_new_portal(portal: Portal) -> None:
    """All of them build without problems or warnings; one without front matter is the text of an article."""
    for number, block in enumerate(one for one in BLOCKS if one.language == "markdown"):
        text = block.text
        if not text.startswith("---\n"):
            at = f"2026-10-{number + 1:02} 10:00 WIB"
            text = article(f"Contoh {number} dari {block.file.stem}", text, editor="Bagus Santosa", timestamp=at)
        portal.add(f"content/daerah/contoh/{block.file.stem}-{block.line}.md", text)
    assert portal.build().warnings == ()


def test_each_piece_of_front_matter_is_read(portal: Portal) -> None:
    """In an article of a new portal, in the place of keys that it has."""
    head = "title: Contoh\nauthor: Sari Anggraini\neditor: Bagus Santosa\ntimestamp: 2026-10-18 07:30 WIB\n"
    for block in BLOCKS:
        if block.language != "yaml article":
            continue
        own = {line.partition(":")[0] for line in block.text.splitlines()}
        kept = "".join(f"{line}\n" for line in head.splitlines() if line.partition(":")[0] not in own)
        for path in re.findall(r"/(foto/\S+\.jpg)", block.text):
            shutil.copy(portal.folder / "content/foto/2026/10/perahu.jpg", portal.folder / "content" / path)
        for path in re.findall(r"/(daerah/\S+\.md)", block.text):
            portal.add(f"content/{path}", article("Tujuan", editor="Bagus Santosa", timestamp="2026-10-19 12:00 WIB"))
        portal.add(f"content/daerah/contoh/a{block.line}.md", f"---\n{kept}{block.text}---\nIsi berita.\n")
    portal.build()


@having("yaml front", "yaml topic")
def test_each_front_page_and_topic_is_that_of_a_new_portal(portal: Portal, block: Block) -> None:
    """The file that its first line names is read without problems or warnings, and each article is there."""
    path = "content/topics/harga-ikan.md"
    if block.language == "yaml front":
        path = block.text.partition("\n")[0].removeprefix("# ")
    portal.add(path, block.text if block.language == "yaml front" else f"---\n{block.text}---\nPengantar.\n")
    report = portal.build(now=AFTER - 10**6 if block.language == "yaml front" else AFTER + 10**7)
    assert (report.warnings, report.held) == ((), ())


@having("yaml")
def test_each_line_of_site_yaml_is_read(tmp_path: Path, block: Block) -> None:
    """Below those of any site, in the place of keys that it has."""
    own = set(re.findall(r"^(\w+):", block.text, re.MULTILINE))
    kept = re.sub(rf"^({'|'.join(own)}):.*\n(?:[ -].*\n)*", "", CONFIG, flags=re.MULTILINE)
    done = ssg_here(site(tmp_path, config=f"{kept}{block.text.replace('<account>', 'a')}"), "tags")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "guide",
    ["theme.md", "ads-and-statistics.md"]
    + [pytest.param(f"id/{name}.md", marks=pytest.mark.slow) for name in ("tema", "iklan-dan-statistik")],
)
def test_each_file_of_a_theme_is_read(tmp_path: Path, guide: str) -> None:
    """Those whose first line names them make themes, and the pieces of templates are templates."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("Judul"))
    # A piece of a theme that is in this repository goes with the rest of it.
    shutil.copytree(ROOT / "themes", portal.folder / "themes")
    names, settings = {"uji"}, dict[str, list[object]]()
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    for block in found(ROOT / "docs" / guide):
        if named := re.match(r"(?:#|\{#|/\*) (themes/([\w-]+)/\S+)", block.text):
            portal.add(named[1], block.text)
            names.add(named[2])
        elif block.language == "jinja":
            portal.add(f"themes/uji/templates/potongan-{block.line}.html", block.text)
        elif block.language == "yaml advertisement":
            portal.add("content/foto/iklan/koperasi.png", png(320, 100))
            portal.add("content/iklan/contoh.md", f"---\n{block.text}---\n")
        elif block.language == "yaml" and names - {"uji"} == {"muara"}:
            for key, value in yaml.safe_load(block.text).items():
                settings[key] = settings.get(key, []) + value if isinstance(value, list) else value
    settings.pop("theme", None)
    for name in sorted(names):
        config = CONFIG.replace("slug: nasional", "slug: ekonomi")
        portal.add("site.yaml", f"{config}theme: {name}\n{yaml.safe_dump(settings) if settings else ''}")
        portal.build()


@having("json")
def test_each_line_of_json_is_what_is_written(portal: Portal, block: Block) -> None:
    """A problem is made again by its excerpt, word by word; what a build says has the keys that are shown."""
    if block.text.startswith("{\n"):
        json.loads(block.text)
        return
    for shown in map(json.loads, block.text.splitlines()):
        for one in shown.get("problems", ()):
            portal.add(one["path"], sample(one["excerpt"], one["line"]))
        said = json.loads(ssg_here(portal, "build", "--json", SOURCE_DATE_EPOCH=str(AFTER)).stdout)
        assert "error" in shown or said.keys() == shown.keys()
        assert all(one in said["problems"] for one in shown.get("problems", ()))
        assert not shown["ok"] or said["ahead"].keys() == shown["ahead"].keys()


@having("ini")
def test_each_unit_of_systemd_has_sections(block: Block) -> None:
    """And what it starts are words of `ssg` that there are."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string(block.text)
    starts = [parser[section]["execstart"] for section in parser.sections() if "execstart" in parser[section]]
    for program, *words in map(shlex.split, starts):
        check_command(Path(program).name, words)


# ----------------------------------------------------------------- what is printed

PLACED = re.compile(r"(content/\S+\.md):(\d+):(\d+): (\w+): ")


def sample(excerpt: str, line: int) -> str:
    """Return an article that has a line, with its number."""
    head = [
        "---",
        "title: Contoh",
        "author: Sari Anggraini",
        "editor: Bagus Santosa",
        "timestamp: 2026-11-24 16:10 WIB",
    ]
    if line <= len(head):
        return "\n".join([*head[: line - 1], excerpt, *head[line:], "---", "Isi berita.", ""])
    if excerpt.startswith("  "):
        return "\n".join(
            [*head, *["photo:"] * (line - len(head) - 1), excerpt, "  credit: Kabar Muara", "---", "Isi berita.", ""]
        )
    return "\n".join([*head, "---", *[""] * (line - len(head) - 2), excerpt, ""])


@having("output", "console")
def test_what_is_said_of_a_place_is_what_is_said(portal: Portal, block: Block) -> None:
    """The excerpt makes an article again, and `ssg check` says of it what the guide shows, word by word."""
    shown = re.split(r"\n(?=content/)", re.sub(r"^\$.*\n", "", block.text))
    for text in shown:
        placed = PLACED.match(text)
        if placed is None:
            continue
        path, line, said = placed[1], int(placed[2]), text.partition("\n\n")[0].rstrip("\n")
        excerpt = said.splitlines()[1].partition(" | ")[2]
        for photo in re.findall(r"/(foto/\S+\.jpg)", excerpt):
            (portal.folder / "content" / photo).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(portal.folder / "content/foto/2026/10/perahu.jpg", portal.folder / "content" / photo)
        number = re.search(r"(\d+) articles? \[near", said)
        paths = [path, *(path.replace(".md", f"-{n}.md") for n in range(1, int(number[1]) if number else 1))]
        for one in paths:
            portal.add(one, sample(excerpt, line))
        language = "id" if block.file in IN_INDONESIAN else "en"
        result = ssg_here(portal, "check", "--all", SSG_LANG=language, SOURCE_DATE_EPOCH=str(AFTER))
        for one in paths:
            portal.remove(one)
        assert said in result.stdout + result.stderr


@cache
def sayings(language: str) -> list[re.Pattern[str]]:
    """Return all that the program can say as patterns, but for what is hardly more than a gap."""
    texts = []
    for message in catalogue("id"):
        one = message.id if language == "en" else message.string
        texts += one if isinstance(one, tuple) else [one]
    found = []
    for text in texts:
        plain = (text or "").strip()
        parts = [part.replace("{{", "{").replace("}}", "}") for part in re.split(r"(?<!\{)\{\w+\}(?!\})", plain)]
        if sum(map(len, parts)) >= 5:
            found.append(re.compile(".+?".join(map(re.escape, parts))))
    return found


def is_said(line: str, patterns: list[re.Pattern[str]]) -> bool:
    """Return whether a line is a sentence, or several with a dot between them; amounts and what is before a colon are any."""
    whole = line.strip()
    line = re.sub(r"^(?:\S+: )?(?:(?:error|warning|hint|kesalahan|peringatan|saran): )?", "", whole)
    line = re.sub(r" \[[\w-]+\](: .*)?$", "", line)
    parts = [part for part in re.split(r" · | {2,}", line) if part]
    return any(one.fullmatch(text) for one in patterns for text in (whole, line)) or all(
        any(one.fullmatch(part) for one in patterns) or re.fullmatch(r"[\d.,]+ \w+", part) for part in parts
    )


@having("output", "console")
def test_each_line_that_is_printed_can_be_printed(block: Block) -> None:
    """It has the form of something that the program says; excerpts, places and what is left out apart."""
    patterns = sayings("id" if block.file in IN_INDONESIAN or block.file.name == "README.md" else "en")
    left = [
        line
        for line in block.text.splitlines()
        if line
        and not re.match(r"\$ |\s*\d* \|| *…|  ?content/\S+:|.*: /\S+/$|/$", line)
        and not is_said(line, patterns)
    ]
    assert not left


@pytest.mark.slow
def test_the_line_at_the_end_of_the_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is what README shows of `make build`, but for the seconds."""
    monkeypatch.setenv("SSG_LANG", "id")
    [shown] = blocks(ROOT / "README.md", "output")
    end = re.compile(r"[\d,]+ detik\n$")
    assert end.sub("", build(ROOT, tmp_path, "2026-11-28 22:00 WIB").said) == end.sub("", shown)


# ------------------------------------------------------------------------- the rest


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_each_link_leads_to_a_place_of_a_document(guide: Path) -> None:
    """To a heading of it, if it names one; and the README leads to what is in Indonesian."""
    text = re.sub(r"```.*?```|`[^`\n]+`", "", guide.read_text("utf-8"), flags=re.DOTALL)
    for path, place in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        target = guide.parent / path if path else guide
        assert target.exists(), path
        assert not place or place in headings(target), f"{path}#{place}"
    assert guide not in IN_INDONESIAN or guide.relative_to(ROOT).as_posix() in (ROOT / "README.md").read_text("utf-8")


def headings(file: Path) -> set[str]:
    """Return the addresses of a document's headings, as GitHub makes them."""
    names = re.findall(
        r"^#+ (.+)$",
        re.sub(r"^ *```.*?^ *```$", "", file.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL),
        re.MULTILINE,
    )
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", name).lower()).replace(" ", "-") for name in names}


@pytest.mark.slow
def test_a_backup_is_the_portal_again(portal: Portal, tmp_path: Path) -> None:
    """The line of the guide keeps what the same bytes are built of, and no more."""
    [line] = [one for one in blocks(ROOT / "docs/id/terbit.md", "sh") if one.startswith("tar ")]
    portal.build(now=AFTER)
    subprocess.run(shlex.split(line), cwd=portal.folder, check=True)
    (tmp_path / "lagi").mkdir()
    subprocess.run(["tar", "-xzf", str(tmp_path / "kabar-muara.tar.gz"), "-C", str(tmp_path / "lagi")], check=True)
    again = Portal(tmp_path / "lagi")
    assert not (again.folder / "build").exists()
    assert not (again.folder / ".ssg").exists()
    again.build(now=AFTER)
    assert again.files() == portal.files()
