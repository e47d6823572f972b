"""What comes from npm: versions that are named here, installed once beside the Python environment."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tools.validate.portal import Skipped

VERSIONS = {"vnu-jar": "26.9.27", "axe-core": "4.14.1", "lighthouse": "12.8.2"}
FOLDER = Path(sys.prefix) / "validate"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Programs of Chromium; the first has no windows to draw, and takes half as long for the same."""


def package(name: str) -> Path:
    """Return the folder of a package, and install it first where it is missing."""
    found = FOLDER / "node_modules" / name
    if not _fits(found, VERSIONS[name]):
        npm = shutil.which("npm")
        if npm is None:
            raise Skipped("needs Node.js with npm")
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text(json.dumps({"private": True, "dependencies": VERSIONS}), "utf-8")
        # What vnu-jar would run after its installation fetches a Java of its own, which is not wanted.
        command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--silent"]
        done = subprocess.run(command, cwd=FOLDER, text=True, capture_output=True, check=False)
        if done.returncode or not _fits(found, VERSIONS[name]):
            said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
            raise Skipped(f"npm could not install {name} {VERSIONS[name]}: {said}")
    return found


def _fits(folder: Path, version: str) -> bool:
    try:
        found = json.loads((folder / "package.json").read_text("utf-8"))
    except OSError:
        return False
    return bool(found["version"] == version)


def chromium() -> str:
    """Return the browser's program."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise Skipped("needs Chromium")


FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
