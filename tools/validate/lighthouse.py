"""Lighthouse as on a phone: home, a kanal, an article, a live report, a tag and the results of a search.

Three times each, the median.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.validate import node, search
from tools.validate.portal import Finding, Portal, Skipped
from tools.validate.server import serving
from tools.validate.shares import SHARED

WANTED = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
KINDS = {"kanal": "hal-kanal", "tag": "hal-tag", "live": "hal-article jenis-live"}
"""Pages of which the first is measured: the class of their body."""


def pages(portal: Portal) -> dict[str, str]:
    """Return the addresses that are measured: the article is the newest with a picture."""
    first = {page.kind: page.path for page in reversed(portal.pages.values())}
    articles = [
        page
        for page in portal.pages.values()
        if page.kind.startswith("hal-article")
        and not page.noindex
        and not page.first("meta", property="og:image").get("content", "").endswith(SHARED)
    ]
    newest = max(articles, key=lambda page: page.first("meta", property="article:published_time").get("content", ""))
    wanted = {"home": "", **{name: first.get(kind, "") for name, kind in KINDS.items()}}
    wanted |= {"article": newest.path, "search": search.address(portal)}
    return {name: path.removesuffix("index.html") for name, path in wanted.items() if path or name == "home"}


def run(url: str, program: Path) -> dict[str, Any]:
    """Run Lighthouse once."""
    command = [shutil.which("node") or "node", str(program), url, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(WANTED)}", f"--chrome-flags=--headless=new {' '.join(node.FLAGS)}"]
    environment = {**os.environ, "CHROME_PATH": node.chromium()}
    done = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"Lighthouse failed:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def check(portal: Portal) -> Iterator[Finding]:
    """Measure, print the medians, and find what is below the mark."""
    if shutil.which("node") is None:
        raise Skipped("needs Node.js")
    node.chromium()
    program = node.package("lighthouse") / "cli/index.js"
    with serving(portal.output, portal.path) as base:
        for name, path in pages(portal).items():
            runs = [run(f"{base}/{path}", program) for _ in range(RUNS)]
            scores = {
                category: round(100 * statistics.median(one["categories"][category]["score"] or 0 for one in runs))
                for category in WANTED
            }
            print(f"    {name}: " + ", ".join(f"{category} {score}" for category, score in scores.items()), flush=True)
            for category, score in scores.items():
                if score < WANTED[category]:
                    poor = [
                        audit["id"]
                        for audit in (
                            runs[0]["audits"][one["id"]] for one in runs[0]["categories"][category]["auditRefs"]
                        )
                        if audit.get("score") is not None and audit["score"] < 0.9
                    ]
                    yield Finding(f"{category} {score}, wanted {WANTED[category]}", f"/{path}", ", ".join(poor))
