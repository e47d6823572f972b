"""An archive as a site of Warta, and the boxes of its pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator.base.text import slugify
from tools.related_quality.archives import Article
from tools.related_quality.similarity import FRESH, PLACES

ROOT = Path(__file__).parents[2]
_BOX = re.compile(r'class="terkait".*?</section>', re.DOTALL)
_SITE = {
    "name": "Arsip", "base_url": "https://arsip.example", "timezone": "Asia/Jakarta", "theme": "kabar",
    "permalink": "/{category}/{year}/{month}/{slug}/",
}  # fmt: skip


def slug(at: int, article: Article) -> str:
    """Return the slug of an article: its number, so that it is found again, and its headline."""
    return f"{at:06}-{slugify(article.title, 50) or 'tanpa-judul'}"


def write(folder: Path, articles: Sequence[Article]) -> None:
    """Write a site with these articles."""
    kanals = sorted({article.kanal for article in articles})
    folder.mkdir(parents=True)
    site = {**_SITE, "categories": [{"slug": kanal, "name": kanal.title()} for kanal in kanals]}
    (folder / "site.yaml").write_text(json.dumps(site), "utf-8")
    for at, article in enumerate(articles):
        time = datetime.fromtimestamp(article.when, UTC)
        matter = {
            "title": article.title, "author": "Redaksi", "editor": "Redaksi", "timestamp": time.isoformat(),
            "category": article.kanal, "tags": list(article.tags),
        } | ({"region": article.region} if article.region else {})  # fmt: skip
        path = folder / "content" / article.kanal / f"{time:%Y/%m}" / f"{slug(at, article)}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items())
        path.write_text(f"---\n{lines}---\n\n{_escaped(article.body)}\n", "utf-8")


def _escaped(body: str) -> str:
    """Return paragraphs as Markdown that shows them as they are."""
    return re.sub(r"([\\`*_\[\]<>&#|~!])", r"\\\1", body).replace("Baca Juga:", "Baca juga")


def build(folder: Path, articles: Sequence[Article]) -> list[list[int]]:
    """Build a site as it is, and return its boxes, by the places of the articles."""
    now = datetime.fromtimestamp(articles[-1].when + FRESH, UTC) + timedelta(hours=1)
    command = [sys.executable, "-m", "generator", "--site", str(folder), "build", "--now", now.isoformat()]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return boxes(folder / "build", len(articles))


def boxes(output: Path, count: int) -> list[list[int]]:
    """Return the boxes of built pages, in the order of the articles; a page without one has an empty one."""
    found: list[list[int]] = [[] for _ in range(count)]
    for path in output.rglob("index.html"):
        own = re.match(r"(\d{6})-", path.parent.name)
        if own and (box := _BOX.search(path.read_text("utf-8"))):
            links = dict.fromkeys(int(number) for number in re.findall(r'href="[^"]*/(\d{6})-[^/"]*/"', box[0]))
            found[int(own[1])] = list(links)[:PLACES]
    return found
