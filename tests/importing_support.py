"""An export of WordPress as a text of few words, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.annex.importing.items import Census, Found, Item, Options
from generator.annex.importing.report import Outcome
from generator.annex.importing.run import run
from generator.annex.importing.sources import SOURCES
from generator.base.dates import parse
from tests.exports import SITE

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


class Archive:
    """An export in a folder, and the portal beside it that it is imported into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "export.xml"
        self.portal = folder / "portal"

    def export(self, *items: str, head: str = HEAD, tail: str = TAIL) -> None:
        """Write an export of some items."""
        self.file.write_text(head + "".join(items) + tail, "utf-8")

    def run(self, **order: object) -> Outcome:
        """Import it."""
        given = Options("wordpress", (str(self.file),), str(self.portal))
        return run(msgspec.structs.replace(given, **order), lambda *_: None)[0]

    def read(self, path: str) -> str:
        """Return a file of the portal."""
        return (self.portal / path).read_text("utf-8")

    def body(self, path: str) -> str:
        """Return the body of an article."""
        return self.read(path).split("\n---\n", 1)[1].strip()

    def notes(self, code: str) -> list[dict[str, str]]:
        """Return the lines of the report with a code."""
        lines = map(msgspec.json.decode, self.read("import/report.jsonl").split("\n")[:-1])
        return [line for line in lines if line["code"] == code]


def item(key: str, **said: object) -> Item:
    """Return an item of a source: a published article of 2019, unless it is said otherwise."""
    given = {
        "kind": "article", "address": f"{SITE}/2019/10/berita-{key}/", "title": "Judul", "slug": f"berita-{key}", "body": "Isi.", "markup": "html",
        "published": parse("2019-10-09 16:10", "WIB"), **said,
    }  # fmt: skip
    return Item(id=key, **given)  # type: ignore[arg-type]


def asked(file: str, zone: str = "WIB", mapping: str = "") -> Options:
    """Return what is asked of a source that is read alone."""
    return Options("", (file,), "", zone, mapping=mapping)


def found(source: str, folder: Path, files: dict[str, str | bytes], *, zone: str = "WIB") -> list[Found]:
    """Return what a folder of another system with some files says, without the count of its keys."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return [one for one in SOURCES[source](asked(str(folder), zone)) if not isinstance(one, Census)]
