"""The same archive in Hugo, whose related articles share tags."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tools.related_quality.archives import Article
from tools.related_quality.portal import boxes, slug

WAYS = {"tags, exact": 0, "tags over 3 % left out": 3}
"""What Hugo calls `cardinalityThreshold`: tags that a larger share of the pages carry, in percent, are left out."""
_PAGE = """<section class="terkait">
{{ range first 5 (site.RegularPages.Related .) }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}</section>
"""


def write(folder: Path, articles: Sequence[Article]) -> None:
    """Write the sources of a site with these articles; its pages are their boxes."""
    layouts = folder / "layouts"
    layouts.mkdir(parents=True)
    (layouts / "page.html").write_text(_PAGE, "utf-8")
    for at, article in enumerate(articles):
        time = datetime.fromtimestamp(article.when, UTC).isoformat()
        path = folder / "content" / article.kanal / f"{slug(at, article)}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        matter = {"title": article.title, "date": time, "tags": list(article.tags)}
        path.write_text(json.dumps(matter, ensure_ascii=False) + "\n", "utf-8")


def build(hugo: Path, folder: Path, threshold: int, count: int) -> list[list[int]]:
    """Build the site, and return its boxes, by the places of the articles."""
    index = {"name": "tags", "weight": 100, "cardinalityThreshold": threshold}
    settings = {
        "baseURL": "https://arsip.example/",
        "disableKinds": ["taxonomy", "term", "home", "section", "rss", "sitemap", "404"],
        "related": {"includeNewer": True, "threshold": 1, "toLower": True, "indices": [index]},
    }
    (folder / "hugo.json").write_text(json.dumps(settings), "utf-8")
    output = folder / f"output-{threshold}"
    places = ["--source", str(folder), "--config", "hugo.json", "--destination", str(output)]
    subprocess.run([hugo, *places, "--buildFuture", "--quiet"], check=True)
    return boxes(output, count)
