"""What newsrooms do to an archive, for `tools/bench.py`: one function an edit.

Each works on any archive of the benchmark's corpus and takes back nothing; the
next build is what is measured.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from itertools import islice
from pathlib import Path

NOW = "2025-12-24 12:00 WIB"
"""A day and a half after the newest article of the corpus, so that its last ones are still fresh."""


def _newest(site: Path) -> list[Path]:
    """Return the articles of the last months, at least sixty, the newest first."""
    found: list[Path] = []
    for month in sorted({folder.parts[-2:] for folder in (site / "content").glob("*/*/*")}, reverse=True):
        found += (site / "content").glob("/".join(("*", *month, "*.md")))
        if len(found) >= 60:
            break
    return sorted(found, key=lambda file: (_value(file, "timestamp"), file), reverse=True)


def _value(file: Path, key: str) -> str:
    found = re.search(rf"^{key}: (.*)$", file.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _set(file: Path, pattern: str, replacement: str) -> None:
    text, times = re.subn(pattern, replacement, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert times, f"{file} has no {pattern}"
    file.write_text(text, "utf-8")


def move(site: Path) -> None:
    """Move a recent article to another kanal."""
    file = _newest(site)[40]
    kanal = next(name for name in ("politik", "hukum") if name != file.parts[-4])
    target = site / "content" / kanal / Path(*file.parts[-3:])
    target.parent.mkdir(parents=True, exist_ok=True)
    file.rename(target)
    _set(target, r"^category: .*$", f"category: {kanal}")


def unpublish(site: Path) -> None:
    """Make a recent article a draft again."""
    _set(_newest(site)[30], r"^title:", "draft: true\ntitle:")


def rename_tag(site: Path) -> None:
    """Give a popular tag another name in fifty articles of the last months."""
    folders = sorted((site / "content").glob("*/*/*"), key=lambda folder: folder.parts[-2:], reverse=True)
    articles = (file for folder in folders for file in sorted(folder.glob("*.md")))
    carrying = (file for file in articles if "TPPO" in _value(file, "tags"))
    for file in islice(carrying, 50):
        _set(file, r"^(tags:.*)TPPO", r"\1Perdagangan Orang")


def rename_author(site: Path) -> None:
    """Give the author of the newest article a profile with another name."""
    name = _value(_newest(site)[0], "author").strip("\"'")
    folder = site / "content/authors"
    folder.mkdir(exist_ok=True)
    slug = re.sub("[^a-z]+", "-", name.lower()).strip("-")
    (folder / f"{slug}.md").write_text(f"---\nname: {name} Baru\nrole: Reporter\n---\n\nMenulis berita.\n", "utf-8")


def old_article(site: Path) -> None:
    """Insert an article that is five years old."""
    newest = _newest(site)[0]
    folder = site / "content" / newest.parts[-4] / "2020/12"
    folder.mkdir(parents=True, exist_ok=True)
    text = newest.read_text("utf-8")
    text = re.sub(r"^timestamp: .*$", "timestamp: 2020-12-20 10:00 WIB", text, count=1, flags=re.MULTILINE)
    (folder / "berita-lama-yang-baru-ditemukan.md").write_text(text, "utf-8")


def schedule(site: Path) -> None:
    """Write an article for tomorrow and one that expires tomorrow."""
    newest = _newest(site)[0]
    text = newest.read_text("utf-8")
    later = re.sub(r"^timestamp: .*$", "timestamp: 2025-12-25 08:00 WIB", text, count=1, flags=re.MULTILINE)
    newest.with_name("terbit-besok.md").write_text(later, "utf-8")
    gone = text.replace("\ntitle:", "\nexpires: 2025-12-26 08:00 WIB\ntitle:", 1)
    newest.with_name("turun-lusa.md").write_text(gone, "utf-8")


def theme(site: Path) -> None:
    """Begin a theme of the site's own that changes nothing yet."""
    folder = site / "themes/lokal"
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "assets").mkdir(exist_ok=True)
    (folder / "theme.yaml").write_text("name: lokal\nextends: kabar\n", "utf-8")
    built_in = Path(__file__).parents[1] / "generator/themes/kabar"
    for name in ("article.html", "_pager.html"):
        shutil.copy(built_in / "templates" / name, folder / "templates" / name)
    shutil.copy(built_in / "assets/kabar.css", folder / "assets/kabar.css")
    _set(site / "site.yaml", r"^theme: .*$", "theme: lokal")


def stylesheet(site: Path) -> None:
    """Change the stylesheet."""
    file = site / "themes/lokal/assets/kabar.css"
    file.write_text(file.read_text("utf-8") + "\n.merek { letter-spacing: 0; }\n", "utf-8")


def partial(site: Path) -> None:
    """Change the partial with the links between the pages of a list."""
    file = site / "themes/lokal/templates/_pager.html"
    file.write_text(file.read_text("utf-8").replace("<nav", '<nav data-halaman=""', 1), "utf-8")


def template(site: Path) -> None:
    """Change the template of articles."""
    file = site / "themes/lokal/templates/article.html"
    file.write_text(file.read_text("utf-8").replace("<article", '<article data-artikel=""', 1), "utf-8")


def menu(site: Path) -> None:
    """Change the menu in site.yaml, which every page shows."""
    file = site / "site.yaml"
    file.write_text(file.read_text("utf-8") + "menu:\n  - {name: Terkini, url: /terkini/}\n", "utf-8")


def fresh_clone(site: Path) -> None:
    """Write all files anew, as git does: each has another time and inode, and is still in memory."""
    content, former = site / "content", site / "content-lama"
    content.rename(former)
    shutil.copytree(former, content, copy_function=shutil.copyfile)


def alter(site: Path) -> None:
    """Alter one file of the output by hand and delete another."""
    (site / "build/index.html").write_text("<p>oleh tangan</p>", "utf-8")
    (site / "build/terkini/index.html").unlink()


def drop_output(site: Path) -> None:
    """Lose the output; it is put aside, since deleting it would make the disk slow for minutes."""
    (site / "build").rename(site / "build-lama")


def drop_state(site: Path) -> None:
    """Lose the state."""
    shutil.rmtree(site / ".ssg")


def _most(site: Path, key: str) -> str:
    """Return the tag or the author that most articles have."""
    found: Counter[str] = Counter()
    for file in (site / "content").rglob("*.md"):
        found.update(one.strip(" \"'[]") for one in _value(file, key).split(","))
    del found[""]
    return found.most_common(1)[0][0]


def _rename(site: Path, key: str) -> None:
    """Give the tag or the author of most articles another name, in each of them."""
    name = _most(site, key)
    for file in (site / "content").rglob("*.md"):
        if name in _value(file, key):
            _set(file, rf"^({key}:.*){re.escape(name)}", rf"\g<1>{name} Baru")


def rename_common_tag(site: Path) -> None:
    """Rename the tag that most articles have; in the corpus that is every sixth."""
    _rename(site, "tags")


def rename_common_author(site: Path) -> None:
    """Rename the author of most articles."""
    _rename(site, "author")


def same_second(site: Path) -> None:
    """Add 5,000 articles of one second, as an import does that knows no times."""
    newest = _newest(site)[0]
    text = newest.read_text("utf-8")
    for number in range(5000):
        other = re.sub(r"^title: .*$", f"title: Berita Serentak Nomor {number}", text, count=1, flags=re.MULTILINE)
        newest.with_name(f"serentak-{number}.md").write_text(other, "utf-8")


def many_tags(site: Path) -> None:
    """Give a recent article as many tags as one may have; a file with more is refused."""
    _set(_newest(site)[20], r"^tags: .*$", f"tags: [{', '.join(f'Label {number}' for number in range(100))}]")


def many_media(site: Path) -> None:
    """Put 50,000 pictures into one folder."""
    folder = site / "content/foto/2025/unggahan"
    folder.mkdir(parents=True)
    picture = (Path(__file__).parents[1] / "generator/themes/kabar/assets/favicon.svg").read_bytes()
    for number in range(50_000):
        (folder / f"{number}.svg").write_bytes(picture)


def empty_kanal(site: Path) -> None:
    """Delete all articles of a kanal; others lead to them."""
    shutil.rmtree(site / "content/teknologi")
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("severity: {dead-link: warning}\n")


def per_page(site: Path) -> None:
    """Let each page of a list have more entries."""
    _set(site / "site.yaml", r"^per_page: .*$", "per_page: 25")


def tear_state(site: Path) -> None:
    """Cut the store in half."""
    store = site / ".ssg/store.db"
    os.truncate(store, store.stat().st_size // 2)
