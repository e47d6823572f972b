"""HTML by the Nu checker, on every page; stylesheets and drawings too."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tools.validate import node, search
from tools.validate.portal import Finding, Portal, Skipped

FRAME = '<!DOCTYPE html>\n<html lang="{}"><head><title>-</title></head><body>\n<h1>-</h1>\n{}</body></html>\n'
IGNORED = {
    "The “sizes” attribute value starting with “auto” is only valid for lazy-loaded images."
    " The “img” element must have a “loading” attribute set to “lazy”.": "it has: in HTML a <source> may begin so if a"
    " following <img> is lazy and begins so too; the checker looks at the next element alone, which may be another"
    " <source> (validator/validator#1396)",
    "CSS: “animation-timeline”: Property “animation-timeline” doesn't exist.": "it does, in Scroll-driven Animations "
    "(CSS Working Group, Level 1); the checker's CSS is older, and browsers without it pass it over",
}
"""A message of the checker -> why it is no mistake."""


def check(portal: Portal) -> Iterator[Finding]:
    """Check all pages, with warnings and notes."""
    if shutil.which("java") is None:
        raise Skipped("needs Java")
    jar = node.package("vnu-jar") / "build/dist/vnu.jar"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "build").resolve()
        for path in portal.files:
            if path.endswith((".html", ".css", ".svg")):
                to = copy / path
                to.parent.mkdir(parents=True, exist_ok=True)
                text = portal.read(path)
                if path.startswith("fragmen/"):
                    # A part of a page, which the script puts into others.
                    text = FRAME.format(portal.config.get("language", "id"), text)
                to.write_text(text, "utf-8")
        if search.address(portal):
            (copy / "cari/hasil.html").write_text(search.rendered(portal), "utf-8")
        command = ["java", "-Xss4m", "-jar", str(jar), "--also-check-css", "--also-check-svg"]
        done = subprocess.run(
            [*command, "--format", "json", "--exit-zero-always", str(copy)], text=True, capture_output=True, check=False
        )
        try:
            messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
        except (ValueError, KeyError):
            raise SystemExit(f"the Nu checker failed:\n{done.stderr[-2000:]}") from None
        for one in messages:
            page = unquote(one.get("url", "").removeprefix(f"file:{copy}/"))
            kind = one.get("subType") or one["type"]
            if one["message"] not in IGNORED:
                place = f"{one.get('lastLine', '')}:{one.get('firstColumn', one.get('lastColumn', ''))}"
                yield Finding(f"{kind}: {one['message']}", page, place)
