"""Archives of other systems as texts of few words, and what `ssg import` makes of them."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tests.exports import SITE
from tests.photos import jpeg
from tests.support import Portal, run_for, tree

_PART = re.compile(r"^-- (\S+) --\n", re.MULTILINE)

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n<title>Kabar Lama</title>\n'
    f"<wp:base_blog_url>{SITE}</wp:base_blog_url>\n"
    "<wp:author><wp:author_login>sari</wp:author_login><wp:author_display_name>Sari Wulan</wp:author_display_name></wp:author>\n"
    "<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>daerah</wp:category_nicename><wp:cat_name>Daerah</wp:cat_name></wp:category>\n"
)
TAIL = "</channel>\n</rss>\n"


def post(number: int = 7, body: str = "Isi berita.", *, more: str = "", **fields: str) -> str:
    """Return an item of an export; a field that is given replaces the usual one."""
    said = {
        "title": "Judul",
        "link": f"{SITE}/2019/10/{fields.get('wp:post_name', 'judul')}/",
        "dc:creator": "sari",
        "content:encoded": f"<![CDATA[{body}]]>",
        "wp:post_id": str(number),
        "wp:post_date": "2019-10-09 16:10:00",
        "wp:post_date_gmt": "2019-10-09 09:10:00",
        "wp:post_name": "judul",
        "wp:status": "publish",
        "wp:post_type": "post",
        **fields,
    }
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in said.items())
    return f'<item>{inner}<category domain="category" nicename="daerah">Daerah</category>{more}</item>\n'


def meta(key: str, value: str) -> str:
    """Return a custom field of an item."""
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def term(kind: str, slug: str, name: str) -> str:
    """Return a category or tag of an item."""
    return f'<category domain="{kind}" nicename="{slug}">{name}</category>'


def parts_of(text: str) -> dict[str, str]:
    """Return the files of one text by their paths."""
    found = _PART.split(text)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


class Archive:
    """What another system exports, in a folder, and the portal beside it that it is imported into."""

    def __init__(self, folder: Path, system: str = "wordpress", name: str = "export.xml", text: str = "") -> None:
        """Take the name of its file or folder, and the files of a folder as one text."""
        self.folder = folder
        self.system = system
        self.file = folder / name
        self.portal = folder / "portal"
        for path, data in parts_of(textwrap.dedent(text)).items():
            self.add(path, data)

    def export(self, *items: str, head: str = HEAD, tail: str = TAIL) -> None:
        """Write an export of WordPress of some items."""
        self.file.write_text(head + "".join(items) + tail, "utf-8")

    def add(self, path: str, data: str | bytes) -> Path:
        """Write a file of a folder."""
        file = self.file / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        return file

    def words(self, *words: str) -> tuple[str, ...]:
        """Return the command line of an import."""
        return ("import", self.system, str(self.file), "--into", str(self.portal), *words)

    def run(self, *words: str, code: int = 0, **environment: str) -> dict[str, Any]:
        """Import it, and return what is said of that."""
        done = run_for(*self.words(*words), "--json", **environment)
        assert done.returncode == code, done.stdout + done.stderr
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    def refused(self, *words: str, code: int = 2) -> str:
        """Import what is refused, and return why."""
        return str(self.run(*words, code=code)["error"])

    def built(self) -> Portal:
        """Build the portal."""
        portal = Portal(self.portal)
        portal.build()
        return portal

    def read(self, path: str) -> str:
        """Return a file of the portal."""
        return (self.portal / path).read_text("utf-8")

    def article(self, name: str = "judul.md") -> str:
        """Return the one article with a name."""
        (file,) = (self.portal / "content").rglob(name)
        return file.read_text("utf-8")

    def keys(self, name: str = "judul.md") -> dict[str, Any]:
        """Return the front matter of the one article with a name."""
        said: dict[str, Any] = yaml.safe_load(self.article(name).split("\n---\n", 1)[0])
        return said

    def body(self, name: str = "judul.md") -> str:
        """Return the body of the one article with a name."""
        return self.article(name).split("\n---\n", 1)[1].strip()

    def notes(self, code: str) -> list[dict[str, str]]:
        """Return the lines of the report with a code."""
        lines = map(json.loads, self.read("import/report.jsonl").split("\n")[:-1])
        return [line for line in lines if line["code"] == code]

    def ways(self) -> dict[str, tuple[str, str]]:
        """Return where each old address leads, and how."""
        lines = map(json.loads, self.read("import/addresses.jsonl").splitlines())
        return {line["old"]: (line["new"], line["how"]) for line in lines}


def site(folder: Path, text: str = "") -> Archive:
    """Return a folder of Markdown, in which a text is a file."""
    archive = Archive(folder, "folder", "lama", text)
    archive.add("hugo.toml", 'title = "A"\nbaseURL = "https://a.example/"\n')
    return archive


def matter(title: str = "A", body: str = "Isi.", **keys: object) -> str:
    """Return a file of a folder of texts, with its front matter in JSON."""
    said = {"title": title, "date": "2019-01-05T10:00:00+07:00", **keys}
    return f"---\n{json.dumps(said)}\n---\n{body}\n"


def rows(folder: Path, table: str, found: Iterable[dict[str, object]]) -> Archive:
    """Return rows, and beside them a map that says which column is what."""
    archive = Archive(folder, "rows", "baris.jsonl")
    archive.file.write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")
    (folder / "peta.yaml").write_text(table, "utf-8")
    return archive


ROWS = """\
site: https://kabarlama.example
slug: id
"""


def converted(folder: Path, markup: str, bodies: Sequence[str]) -> list[str]:
    """Return the Markdown of each body, in a site with the articles /x/ and /y/, and behind it what is noted of it."""
    numbered = {"x": "Isi.", "y": "Isi.", **{f"k{number}": body for number, body in enumerate(bodies)}}
    folder.mkdir(exist_ok=True)
    if markup == "wordpress":
        files = (f"{SITE}/a.jpg", f"{SITE}/b.mp4")
        said = {"wp:post_type": "attachment", "excerpt:encoded": "Keterangan lama"}
        archive = Archive(folder)
        archive.export(
            *(post(number, **said, **{"wp:attachment_url": url}) for number, url in enumerate(files, 8)),
            *(
                post(number, body, title=name, link=f"{SITE}/{name}/", **{"wp:post_name": name})
                for number, (name, body) in enumerate(numbered.items(), 100)
            ),
        )
        ids = {f"k{number}": str(number + 102) for number in range(len(bodies))}
        archive.run()
    else:
        row = {"judul": "Judul", "tanggal": "2019-10-09 16:10", "penulis": "Sari", "kanal": "daerah"}
        archive = rows(
            folder,
            ROWS,
            (
                {**row, "id": name, "alamat": f"/{name}/", "isi": body, "markup": markup}
                for name, body in numbered.items()
            ),
        )
        ids = {name: name for name in numbered}
        archive.run("--map", str(folder / "peta.yaml"))
    notes: dict[str, list[str]] = {}
    for note in map(json.loads, archive.read("import/report.jsonl").splitlines()):
        before = f" ← {note['before']}" if note.get("before") else ""
        notes.setdefault(note.get("id", ""), []).append(f"@ {note['code']}: {note['message']}{before}")
    texts = {file.stem: file.read_text("utf-8") for file in (archive.portal / "content").rglob("k*.md")}
    return [
        "\n".join((texts.get(name, "").partition("\n---\n")[2].strip(), *notes.get(ids[name], ())))
        for name in list(numbered)[2:]
    ]


_OWN = ("import/lock", "import/state.jsonl", "import/report.jsonl", "import/site.yaml", "build/", ".ssg/")
"""Files of a portal that are not recorded."""


def moved(file: Path, folder: Path) -> tuple[str, dict[str, str]]:
    """Write the archive of a recorded import and import it; return what it says, and the texts of the portal."""
    text = file.read_text("utf-8")
    for path, inner in parts_of(text).items():
        if path.startswith("lama/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(jpeg() if path.endswith(".jpg") else inner.encode())
    words = text.partition("\n")[0].removeprefix("$ ssg ").split()
    words = [str(folder / word) if word.partition("/")[0] in {"lama", "portal"} else word for word in words]
    done = run_for(*words, SOURCE_DATE_EPOCH="1728536400")
    found = {
        f"portal/{path}": "" if path.endswith(".jpg") else data.decode().replace(f"{folder}/", "").rstrip("\n") + "\n"
        for path, data in sorted(tree(folder / "portal").items())
        if not path.startswith(_OWN)
    }
    return (done.stderr + done.stdout).replace(f"{folder}/", "").rstrip("\n"), found


def record(file: Path) -> None:
    """Write down what becomes of the archive of a recorded import."""
    text = file.read_text("utf-8")
    with TemporaryDirectory() as folder:
        said, found = moved(file, Path(folder))
    shown = {path: inner for path, inner in parts_of(text).items() if path.startswith("lama/")} | found
    whole = "".join(f"-- {path} --\n{inner}" for path, inner in shown.items())
    file.write_text(text.partition("\n")[0] + f"\n{said}\n\n{whole}", "utf-8")


if __name__ == "__main__":
    # python -m tests.importing_support tests/fixtures/imports/*.txt
    os.environ["SSG_LANG"] = "en"
    for name in sys.argv[1:]:
        record(Path(name))
